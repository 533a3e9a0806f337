"""Models of 16-bit floats run on a CPU that has no instructions for them, with what a plain system's libraries offer.

usage: half.py FOLDER     with f16.mlir and bf16.mlir
"""

import sys

import lxt_mlir
import numpy as np

# tanh(x) + x
x = np.array([0, 1, -2, 0.5], np.float32)
y = np.tanh(x) + x


def to_bits(values):
    return (values.view(np.uint32) >> 16).astype(np.uint16)


def from_bits(values):
    return (values.astype(np.uint32) << 16).view(np.float32)


for cpu in ("x86-64", None):
    # The unit in the last place is 2^-10 for f16 at 1, 2^-7 for bf16; one rounding of tanh, one of the sum.
    for name, write, read, unit in (
        ("f16", lambda v: v.astype(np.float16), lambda v: v.astype(np.float32), 2.0**-10),
        ("bf16", to_bits, from_bits, 2.0**-7),
    ):
        model = lxt_mlir.compile(f"{sys.argv[1]}/{name}.mlir", composite="epsilon", target_cpu=cpu)
        (forward,) = model.forward(write(x))
        prediction, (relevance,) = model.explain(write(x), seed="output")
        assert (forward == prediction).all()
        assert np.abs(read(forward) - y).max() <= 4 * unit, (name, cpu, read(forward))
        # The sum and the activation conserve it, to some roundings.
        assert np.abs(read(relevance) - y).max() <= 12 * unit, (name, cpu, read(relevance))
        print(f"{name} {cpu}: ok")
