"""Prints large.mlir.in with weights of 256 x 256: 1/256, a little more or less in turns, so that rows sum to 1."""

import pathlib

import numpy as np

rows, columns = np.indices((256, 256))
weights = (1 / 256 + (-1.0) ** (rows + columns) / 2**20).astype(np.float32)
text = pathlib.Path(__file__).with_name("large.mlir.in").read_text()
print(text.replace("WEIGHTS", '"0x' + weights.tobytes().hex().upper() + '"'))
