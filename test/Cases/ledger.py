"""The ledger of an explanation accounts for all relevance, and changes nothing.

usage: ledger.py [CASE ...]     (default: the small cases in Inputs; CASE is a number, as in 04)

For every case, form of its model and mode: prediction and relevance are, bit by bit, those of the model compiled
without a ledger; what comes into a row is what goes out and what is taken; what all rows take is what is missing at the
inputs. Prints a line for each. The status is 1 when one is not so.
"""

import concurrent.futures
import ctypes
import os
import sys

import lxt_mlir
import numpy as np
from cases import load_cases, load_settings

# Of the largest sum: relevance is float32, the ledger's sums are float64.
ROUNDING = 1e-5
COLUMNS = lxt_mlir.LEDGER_COLUMNS
TAKEN = ["epsilon", "bias", "stopped", "constants", "rule"]


def fill_memory(byte):
    """What memory holds that is allocated next, as far as it is small."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.free.argtypes = [ctypes.c_void_p]
    chunks = []
    for size in [*range(16, 1025, 16), *range(1088, 65537, 64)]:
        for _ in range(4):
            chunk = libc.malloc(size)
            ctypes.memset(chunk, byte, size)
            chunks.append(chunk)
    for chunk in chunks:
        libc.free(chunk)


def check(case, form, options):
    """What is wrong."""
    plain = case.compile(form, **options).explain(*case.inputs, seed=case.seed)
    model = case.compile(form, ledger=True, **options)
    # Zeros; NaN.
    fill_memory(0)
    first = model.explain_with_ledger(*case.inputs, seed=case.seed)[2]
    fill_memory(0xFF)
    prediction, relevances, ledger = model.explain_with_ledger(*case.inputs, seed=case.seed)
    if prediction.tobytes() != plain[0].tobytes():
        yield "the prediction differs"
    if [r.tobytes() for r in relevances] != [r.tobytes() for r in plain[1]]:
        yield "the relevance differs"
    if ledger.dtype != np.float64 or ledger.shape != (len(ledger), len(COLUMNS)) or not len(ledger):
        yield f"the ledger has shape {ledger.shape}"
    if first.tobytes() != ledger.tobytes():
        yield "the ledger depends on what memory held before"
    columns = dict(zip(COLUMNS, ledger.T, strict=True))
    total = case.seed.sum(dtype=np.float64)
    missing = total - sum(r.sum(dtype=np.float64) for r in relevances)
    taken = sum(columns[name].sum() for name in TAKEN)
    scale = max(abs(total), np.abs(columns["in"]).max())
    if not abs(missing - taken) <= ROUNDING * scale:
        yield f"{missing} is missing, all rows take {taken}"
    rest = np.abs(columns["in"] - columns["out"] - sum(columns[name] for name in TAKEN)).max()
    if not rest <= ROUNDING * scale:
        yield f"a row leaves {rest}"
    if columns["relevance_nan"].any() or columns["relevance_infinite"].any():
        yield "relevance is not finite"


def get_modes(setting):
    # A division by a value with epsilon 0 has to cancel.
    return ["fast"] if setting.composite and "efficient" in setting.composite else ["exact", "fast"]


def run(case, form, mode, setting):
    problems = list(check(case, form, {**setting.options, "mode": mode}))
    return f"{case.name} {form} {mode} ({setting.composite or ', '.join(setting.rules)})", "; ".join(problems)


def main(*numbers):
    cases = load_cases()
    work = [
        (cases[setting.case], form, mode, setting)
        for setting in load_settings()
        if setting.case in (numbers or [n for n in cases if n < "80"]) and not setting.expected_failure
        for form in cases[setting.case].forms
        for mode in get_modes(setting)
    ]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda job: run(*job), work))
    for title, problem in results:
        print(f"FAILED: {title}: {problem}" if problem else f"accounted for: {title}")
    good = sum(not problem for _, problem in results)
    print(f"{good} of {len(results)} accounted for")
    return 0 if results and good == len(results) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
