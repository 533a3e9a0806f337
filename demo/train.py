"""Trains the two demo classifiers on scikit-learn's handwritten digits and exports them to TOSA.

Rerun it, from any folder, with Python 3.11 and

    pip install torch==2.13.0 scikit-learn==1.9.1 numpy==2.4.6 packaging    (torch: the CPU build)
    pip install --no-deps torch-mlir==20261001
    python demo/train.py

It writes to the folder `models` beside this file:

    digits_cnn.mlirbc, digits_vit.mlirbc   MLIR bytecode, TOSA; `main` takes an image [1, 1, 8, 8], gives logits [1, 10]
    digits_test.npz                        images [N, 1, 8, 8] and labels [N] the models never saw, two of each digit,
                                           PyTorch's logits_cnn and logits_vit [N, 10],
                                           accuracy_cnn and accuracy_vit on the whole test set

Pixels are between 0 and 1, 0 is background. Seeds are fixed and one thread is used: the same versions on the same
kind of processor give the same files.
"""

import contextlib
import pathlib
import re

import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch_mlir import fx, ir
from torch_mlir.extras import fx_importer

SEED = 0
CLASSES = 10
EPOCHS = 250
BATCH = 64
MODELS = pathlib.Path(__file__).resolve().parent / "models"


class DigitsCNN(nn.Module):
    """Convolution, batch norm, ReLU and max pooling, then two dense layers."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1),
            nn.BatchNorm2d(32),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(32 * 2 * 2, 64), nn.ReLU(), nn.Linear(64, CLASSES))

    def forward(self, image):
        return self.classifier(self.features(image))


class Attention(nn.Module):
    """Multi-head self-attention, every product written out."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.scale = (width // heads) ** -0.5
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.output = nn.Linear(width, width)

    def split(self, x):
        batch, tokens, width = x.shape
        return x.reshape(batch, tokens, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, x):
        query, key, value = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = torch.matmul(query, key.transpose(-2, -1)) * self.scale
        mixed = torch.matmul(torch.softmax(scores, dim=-1), value)
        return self.output(mixed.transpose(1, 2).reshape(x.shape))


class Block(nn.Module):
    """Transformer encoder block, layer norm before each half."""

    def __init__(self, width, heads, hidden, dropout):
        super().__init__()
        self.attention_norm = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.mlp_norm = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, width))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        x = x + self.dropout(self.attention(self.attention_norm(x)))
        return x + self.dropout(self.mlp(self.mlp_norm(x)))


class DigitsViT(nn.Module):
    """Vision transformer on 2x2 patches; the class token's last state is classified."""

    def __init__(self, width=48, heads=4, hidden=96, depth=2, dropout=0.1):
        super().__init__()
        self.patches = nn.Conv2d(1, width, kernel_size=2, stride=2)
        self.class_token = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.positions = nn.Parameter(torch.randn(1, 1 + 4 * 4, width) * 0.02)
        self.blocks = nn.Sequential(*(Block(width, heads, hidden, dropout) for _ in range(depth)))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, CLASSES)

    def forward(self, image):
        patches = self.patches(image).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.class_token.expand(image.shape[0], -1, -1), patches], dim=1)
        return self.head(self.norm(self.blocks(tokens + self.positions))[:, 0])


def load():
    """Train and test images [N, 1, 8, 8] in 0..1 and their labels."""
    images, labels = load_digits(return_X_y=True)
    images = (images / 16).astype(np.float32).reshape(-1, 1, 8, 8)
    parts = train_test_split(images, labels.astype(np.int64), test_size=0.25, random_state=SEED, stratify=labels)
    return [torch.from_numpy(part) for part in parts]


def shifted(images):
    """Each image moved by at most one pixel: there are few of them, and digits do not change when moved."""
    padded = nn.functional.pad(images, (1, 1, 1, 1))
    rows, columns = torch.randint(0, 3, (2, len(images), 1)) + torch.arange(8)
    return padded[torch.arange(len(images))[:, None, None], 0, rows[:, :, None], columns[:, None, :]][:, None]


def train(model, images, labels):
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.3)
    steps = EPOCHS * -(-len(images) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=3e-3, total_steps=steps)
    model.train()
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(images)).split(BATCH):
            loss = nn.functional.cross_entropy(model(shifted(images[batch])), labels[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return model.eval()


@torch.no_grad()
def accuracy(model, images, labels):
    return (model(images).argmax(1) == labels).double().mean().item()


@contextlib.contextmanager
def module_names():
    """Names in locations which module an op belongs to, "PATH:CLASS", with all the modules around it.

    Selectors `path:` and `class:` of a composite read them. torch-mlir has no option for this.
    """
    original = fx_importer.ContextCache.get_node_location

    def get_node_location(cache, node):
        location = original(cache, node) or ir.Location.unknown(cache._c)
        for path, cls in (node.meta.get("nn_module_stack") or {}).values():
            if path:
                location = ir.Location.name(f"{path}:{cls}", location, context=cache._c)
        return location

    fx_importer.ContextCache.get_node_location = get_node_location
    try:
        yield
    finally:
        fx_importer.ContextCache.get_node_location = original


def export(model, path):
    """Writes the model as TOSA bytecode, its locations without the folders of the machine it was exported on."""
    program = torch.export.export(model, (torch.zeros(1, 1, 8, 8),))
    # Packages first: they may lie below this project.
    folders = (pathlib.Path(torch.__file__).parent.parent, pathlib.Path(__file__).resolve().parent.parent)
    prefix = "|".join(re.escape(f"{folder}/") for folder in folders)
    for node in program.graph.nodes:
        trace = node.meta.get("stack_trace")
        if trace:
            node.meta["stack_trace"] = re.sub(prefix, "", trace)
    with module_names():
        module = fx.export_and_import(program, output_type="tosa", func_name="main")
    with open(path, "wb") as file:
        module.operation.write_bytecode(file)
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    train_images, test_images, train_labels, test_labels = load()
    two_of_each = torch.cat([torch.where(test_labels == digit)[0][:2] for digit in range(CLASSES)])
    images, labels = test_images[two_of_each], test_labels[two_of_each]
    results = {"images": images.numpy(), "labels": labels.numpy()}

    MODELS.mkdir(exist_ok=True)
    for name, architecture in (("cnn", DigitsCNN), ("vit", DigitsViT)):
        torch.manual_seed(SEED)
        model = train(architecture(), train_images, train_labels)
        results[f"accuracy_{name}"] = np.float64(accuracy(model, test_images, test_labels))
        with torch.no_grad():
            # One by one, as the exported program runs.
            results[f"logits_{name}"] = torch.cat([model(image[None]) for image in images]).numpy()
        print(f"{architecture.__name__}: test accuracy {results[f'accuracy_{name}']:.2%}")
        export(model, MODELS / f"digits_{name}.mlirbc")
    np.savez(MODELS / "digits_test.npz", **results)


if __name__ == "__main__":
    main()
