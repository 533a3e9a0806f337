"""Exports the models of settings.py, and lets the peers explain them.

usage: peers.py FOLDER [NAME ...]     (default: all settings)

Writes a folder for every setting: model.FORM.mlir, input*.npy, seed.npy, and what the peer computes in f64 for the same
numbers: output.npy, relevance*.npy.
"""

import json
import pathlib
import sys
import zlib

import numpy as np
import torch
from settings import SETTINGS
from torch_mlir import fx
from zennit.attribution import Gradient

FORMS = {"tosa": "tosa", "linalg": "linalg-on-tensors"}


def save(path, tensor):
    tensor = tensor.detach().contiguous()
    # NumPy has no bfloat16: its bits.
    np.save(path, tensor.view(torch.uint16).numpy() if tensor.dtype == torch.bfloat16 else tensor.numpy())


def randomise(module):
    """A new batch norm does next to nothing: give it something to do."""
    if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
        for tensor in (module.weight, module.running_var):
            torch.nn.init.uniform_(tensor, 0.5, 1.5)
        for tensor in (module.bias, module.running_mean):
            torch.nn.init.normal_(tensor, std=0.3)


def explain(setting, model, inputs, seed):
    """The peer's output and relevance."""
    if callable(setting.peer):
        inputs = [x.requires_grad_() for x in inputs]
        output = setting.peer(model, *inputs)
        return output, torch.autograd.grad(output, inputs, seed)
    with Gradient(model, setting.peer) as attributor:
        output, relevance = attributor(*inputs, seed)
    return output, [relevance]


def write(setting, folder):
    # Each setting has its own numbers, whatever the others are.
    torch.manual_seed(zlib.crc32(setting.name.encode()))
    model = setting.model().eval().apply(randomise).to(setting.dtype)
    inputs = [(torch.rand if setting.nonnegative else torch.randn)(shape).to(setting.dtype) for shape in setting.shapes]
    seed = torch.randn(model(*inputs).shape).to(setting.dtype)

    folder.mkdir(parents=True)
    for form in setting.forms:
        module = fx.export_and_import(model, *inputs, output_type=FORMS[form], func_name="main")
        (folder / f"model.{form}.mlir").write_text(str(module))
    output, relevances = explain(setting, model.double(), [x.double() for x in inputs], seed.double())
    save(folder / "seed.npy", seed)
    save(folder / "output.npy", output)
    for i, (x, relevance) in enumerate(zip(inputs, relevances, strict=True)):
        save(folder / f"input{i}.npy", x)
        save(folder / f"relevance{i}.npy", relevance)
    description = {
        "dtype": str(setting.dtype).removeprefix("torch."),
        "count": len(inputs),
        "options": setting.options,
        "control": setting.control,
    }
    (folder / "setting.json").write_text(json.dumps(description))


def main(root, *names):
    torch.set_num_threads(2)
    for setting in SETTINGS:
        if not names or setting.name in names:
            write(setting, pathlib.Path(root) / setting.name)


if __name__ == "__main__":
    main(*sys.argv[1:])
