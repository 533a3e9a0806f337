"""Functions of f32 in vectors: to their accuracy, and with the bits that an element has alone.

usage: math_accuracy.py MODEL     with the functions below as results
"""

import math
import sys

import lxt_mlir
import numpy as np

# Bounds of the errors in units in the last place, on a CPU with fused multiplication and addition, and on one without:
# those of the description of lxt-expand-math.
FUNCTIONS = {
    "exp": (np.exp, 1.0, 1.2),
    "exp2": (np.exp2, 1.0, 1.2),
    "expm1": (np.expm1, 1.6, 1.7),
    "tanh": (np.tanh, 1.4, 1.4),
    "erf": (np.vectorize(math.erf, otypes=[np.float64]), 1.2, 1.4),
    "log": (np.log, 0.9, 1.1),
    "log2": (np.log2, 1.3, 2.3),
    "log10": (np.log10, 1.8, 2.3),
    "log1p": (np.log1p, 1.6, 1.6),
    "cube": (lambda x: x**3, 1.3, 1.3),
}

rng = np.random.default_rng(0)
limits = np.array(
    [0, 1e-45, 1e-40, 2**-126, 2**-25, 2**-24, 0.25, 0.5, 0.625, 0.9, 1, 2, 4, 9, 10, 17, 18, 86.6, 87.4]
    + [88, 88.4, 88.72284, 88.7229, 89, 103.9, 104, 126, 127, 128, 129, 149, 150, 176, 254, 1e10, 3.4028235e38, np.inf],
    np.float32,
)
points = np.concatenate(
    [
        [s * np.nextafter(x, x + d, dtype=np.float32) for x in limits for d in (-1, 0, 1) for s in (1, -1)],
        [np.nan, -np.nan],
        rng.uniform(-1, 1, 200_000),
        rng.uniform(-4, 4, 200_000),
        rng.uniform(-110, 110, 200_000),
        rng.integers(0, 2**32, 400_000, np.uint32).view(np.float32),
    ],
    dtype=np.float32,
)


def get_error(values, expected):
    """The largest error in units in the last place."""
    rounded = expected.astype(np.float32)
    is_number = np.isfinite(rounded)
    np.testing.assert_array_equal(values[~is_number], rounded[~is_number])
    is_zero = rounded == 0
    np.testing.assert_array_equal(np.signbit(values[is_zero]), np.signbit(rounded[is_zero]))
    units = np.spacing(np.abs(rounded[is_number])).astype(np.float64)
    return (np.abs(values[is_number] - expected[is_number]) / units).max()


def same(a, b):
    return ((a.view(np.uint32) == b.view(np.uint32)) | (np.isnan(a) & np.isnan(b))).all()


with np.errstate(all="ignore"):
    expected = [reference(points.astype(np.float64)) for reference, *_ in FUNCTIONS.values()]
for column, cpu in ((1, "haswell"), (2, "x86-64")):
    model = lxt_mlir.compile(sys.argv[1], composite="epsilon", target_cpu=cpu)
    results = model.forward(points)
    for (name, bounds), values, reference in zip(FUNCTIONS.items(), results, expected, strict=True):
        with np.errstate(all="ignore"):
            error = get_error(values, reference)
        assert error <= bounds[column], f"{cpu}: {name} has an error of {error:.3f}"
    # An element alone is computed by itself, others in vectors.
    for i in [*range(len(limits) * 6), *range(0, len(points), 100)]:
        alone = model.forward(points[i : i + 1])
        for name, values, value in zip(FUNCTIONS, results, alone, strict=True):
            assert same(values[i : i + 1], value), f"{cpu}: {name} of {points[i]!r} alone is {value}, not {values[i]!r}"
print("OK")
