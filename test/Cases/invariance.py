"""Order cannot change the answer: through any of these pipelines of the stock mlir-opt, a model gets the same
explanation, or the error that is listed in EXPECTED_ERRORS; never another explanation.

Out of scope: folding dimensions of size one before fusing, which can split a softmax or a norm across reshapes.

usage: invariance.py [CASE ...]     (default: all cases in Inputs; CASE is a number, as in 04)

Prints a line for every case, form of its model, and pipeline. The status is 1 when one is not as expected.
"""

import concurrent.futures
import dataclasses
import os
import pathlib
import subprocess
import sys
import tempfile

import lxt_mlir
from cases import distance, load_cases, load_settings

CLEAN = "canonicalize,cse"
FUSE = "linalg-fuse-elementwise-ops"
GENERALIZE = "linalg-generalize-named-ops"
UNITS = "linalg-fold-unit-extent-dims"
SLICES = f"{UNITS}{{use-rank-reducing-slices=true}}"
REWRITES = {
    "canonicalize": "canonicalize",
    "cse": "cse",
    "fuse": FUSE,
    "generalize": GENERALIZE,
    "specialize": "linalg-specialize-generic-ops",
    "units": UNITS,
    "slices": SLICES,
    "elementwise": "convert-elementwise-to-linalg",
    "generalize-fuse": f"{CLEAN},{GENERALIZE},{FUSE},canonicalize",
    "fuse-units": f"convert-elementwise-to-linalg,{GENERALIZE},{FUSE},{UNITS},{CLEAN}",
    "slices-fuse": f"{GENERALIZE},{SLICES},{FUSE},{CLEAN}",
}
LOWER = "tosa-to-linalg-named,tosa-to-linalg,tosa-to-arith,tosa-to-tensor"
LOWER_OPTIONS = (
    "tosa-to-linalg-named{prefer-conv2d-kernel-layout-hwcf=true},tosa-to-linalg{aggressive-reduce-constant=true},"
    "tosa-to-arith{include-apply-rescale=true},tosa-to-tensor"
)
PIPELINES = {
    "linalg": REWRITES,
    "tosa": {
        "lower": LOWER,
        "lower-options": LOWER_OPTIONS,
        **{f"lower-{name}": f"{LOWER},{passes}" for name, passes in REWRITES.items()},
    },
}

# (cases, form, pipelines, part of the error's text)
EXPECTED_ERRORS = [
    # The padding, which is part of the layer, has lost the batch: bounds are given per channel.
    ("54", "linalg", "units slices", "cannot tell which dimension of its input holds the channels"),
    ("54", "tosa", "lower-units lower-slices", "cannot tell which dimension of its input holds the channels"),
]

# Of predictions and explanations of one form among each other, relative to the maximum.
ROUNDING = 1e-6
# Of the prediction: float32 against float64.
FORWARD_TOLERANCE = 1e-4


@dataclasses.dataclass
class Result:
    """What became of a variant: an error, or a prediction and the relevance of every relevant input."""

    error: str | None = None
    prediction: object = None
    relevances: object = None


def rewrite(path, passes):
    """The model after passes of the stock mlir-opt, as text."""
    command = ["mlir-opt", str(path), f"--pass-pipeline=builtin.module(func.func({passes}))"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def explain(case, setting, path):
    try:
        model = lxt_mlir.compile(path, inputs=case.relevant, **setting.options)
        return Result(None, *model.explain(*case.inputs, seed=case.seed))
    except (lxt_mlir.CompileError, ValueError) as error:
        # Without the name of a file that is gone by then.
        return Result(str(error).split("error: ")[-1])


def measure(got, want):
    """The largest distance between two explanations."""
    return max(distance(a, b) for a, b in zip(got, want, strict=True))


def find_problem(case, form, setting, result, original):
    """None, or what is wrong with a result; `original` is that of the model as it was exported."""
    if result.error:
        return result.error
    differences = {
        "prediction differs from the peer's": (distance(result.prediction, case.output), FORWARD_TOLERANCE),
        "relevance differs from the peer's": (
            case.compare(form, result.relevances),
            setting.tolerance or case.tolerance,
        ),
        "prediction differs from the original's": (distance(result.prediction, original.prediction), ROUNDING),
        "relevance differs from the original's": (measure(result.relevances, original.relevances), ROUNDING),
    }
    wrong = [
        f"{what} by {found:.1e}, allowed {allowed:.1e}"
        for what, (found, allowed) in differences.items()
        if not found <= allowed
    ]
    return "; ".join(wrong) or None


def get_expected_error(case, form, name):
    for numbers, expected_form, names, text in EXPECTED_ERRORS:
        if case.number in numbers.split() and form == expected_form and name in names.split():
            return text
    return None


def judge(case, form, name, result, problem):
    """The line of a variant, and whether it is as expected."""
    title = f"{case.name} {form} ({name})"
    expected = get_expected_error(case, form, name)
    if not expected:
        return (f"FAILED: {title}: {problem}", False) if problem else (f"same: {title}", True)
    if result.error and expected in result.error:
        return f"expected error: {title}: {expected}", True
    return f"FAILED: {title}: expected the error '{expected}', got {problem or 'the same explanation'}", False


def run_form(case, form, setting, original):
    """The lines of all variants of one form."""
    # Most passes leave most models as they are, or as another pipeline leaves them.
    known = {}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.mlir"
        for name, passes in PIPELINES[form].items():
            text = rewrite(case.path(form), passes)
            if text not in known:
                path.write_bytes(text)
                known[text] = explain(case, setting, path)
            problem = find_problem(case, form, setting, known[text], original)
            yield judge(case, form, name, known[text], problem)


def run(case, setting):
    """The lines of a case, with whether they are as expected."""
    lines = []
    originals = {form: explain(case, setting, case.path(form)) for form in case.forms}
    for form, original in originals.items():
        problem = find_problem(case, form, setting, original, original)
        lines.append(judge(case, form, "as exported", original, problem))
    if not all(good for _, good in lines):
        return lines
    for form, original in originals.items():
        lines += run_form(case, form, setting, original)
    if len(originals) == 2:
        # Where exports differ in their constants, there is a reference for each.
        allowed = (setting.tolerance or case.tolerance) + measure(*map(case.expected, originals))
        found = measure(*(original.relevances for original in originals.values()))
        title = f"{case.name} {' and '.join(originals)}"
        good = found <= allowed
        lines.append((f"same: {title}" if good else f"FAILED: {title} differ by {found:.1e}", good))
    return lines


def main(*numbers):
    cases = load_cases()
    settings = {}
    for setting in load_settings():
        if setting.case in cases and not setting.expected_failure and (not numbers or setting.case in numbers):
            settings.setdefault(setting.case, setting)
    good = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for lines in pool.map(lambda setting: run(cases[setting.case], setting), settings.values()):
            for line, expected in lines:
                print(line)
                good.append(expected)
    print(f"{sum(good)} of {len(good)} as expected")
    return 0 if good and all(good) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
