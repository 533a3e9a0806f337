"""Explains the models that peers.py wrote, and compares with the peers' relevance.

usage: compare.py FOLDER [NAME ...]     (default: all)

Prints a line for every setting and form of its model. The status is 1 when relevance differs from the peer's, or when
an explanation that is wrong on purpose does not.
"""

import concurrent.futures
import json
import os
import pathlib
import sys

import lxt_mlir
import numpy as np

# Of the largest value. f64 shows that the formula is the same, f32 leaves room for sums that cancel. In f16 and bf16,
# what goes between layers is rounded to 11 and 8 bits here, while the peer computes all in f64.
TOLERANCES = {"float64": 1e-11, "float32": 2e-5, "float16": 3e-3, "bfloat16": 1e-2}
# A wrong explanation has to be wrong by this many tolerances.
CLEARLY = 5


def to_double(array):
    """NumPy has no bfloat16: such arrays are its bits."""
    if array.dtype == np.uint16:
        array = (array.astype(np.uint32) << 16).view(np.float32)
    return array.astype(np.float64)


def distance(got, want):
    """The largest difference over the largest expected value; infinite where shapes differ or a number is none."""
    if got.shape != want.shape:
        return float("inf")
    worst = float(np.abs(got - want).max() / np.abs(want).max())
    return worst if np.isfinite(worst) else float("inf")


def measure(folder, form, count, options):
    """The distances of the forward result and of the relevance of the inputs."""
    model = lxt_mlir.compile(folder / f"model.{form}.mlir", **options)
    inputs = [np.load(folder / f"input{i}.npy") for i in range(count)]
    prediction, relevances = model.explain(*inputs, seed=np.load(folder / "seed.npy"))
    wanted = [np.load(folder / f"relevance{i}.npy") for i in range(count)]
    forward = distance(to_double(prediction), np.load(folder / "output.npy"))
    return forward, max(distance(to_double(got), want) for got, want in zip(relevances, wanted, strict=True))


def check(folder, form):
    """The lines to print, and whether all is well."""
    setting = json.loads((folder / "setting.json").read_text())
    allowed = TOLERANCES[setting["dtype"]]
    title = f"{folder.name} ({setting['dtype']}, {form})"
    try:
        forward, worst = measure(folder, form, setting["count"], setting["options"])
        good = max(forward, worst) <= allowed
        lines = [f"{'agrees' if good else 'FAILED'} to {worst:.1e}, forward {forward:.1e}, of {allowed:.0e}: {title}"]
        if setting["control"]:
            _, worst = measure(folder, form, setting["count"], setting["control"])
            differs = CLEARLY * allowed < worst < float("inf")
            lines.append(f"{'differs' if differs else 'FAILED, AGREES'} by {worst:.1e}, as it is wrong: {title}")
            good = good and differs
    except (lxt_mlir.CompileError, ValueError) as error:
        return [f"FAILED: {title}: {error}"], False
    return lines, good


def main(root, *names):
    folders = [folder for folder in sorted(pathlib.Path(root).iterdir()) if not names or folder.name in names]
    jobs = [(folder, path.name.split(".")[1]) for folder in folders for path in sorted(folder.glob("model.*.mlir"))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda job: check(*job), jobs))
    for lines, _ in results:
        print("\n".join(lines))
    good = [good for _, good in results]
    print(f"{len(folders)} settings, {sum(good)} of {len(good)} models as expected")
    return 0 if good and all(good) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
