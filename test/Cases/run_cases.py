"""Computes reference cases (see cases.py) and compares them with the peer's numbers.

usage: run_cases.py [FOLDER [CASE ...]]     (default: the cases in Inputs; CASE is a number, as in 04)

Prints a line for every case and form of its model. The status is 1 when one is not as the settings say: a failure that
is not expected, or an expected one that passes.
"""

import concurrent.futures
import os
import sys

import lxt_mlir
from cases import COPIED, distance, load_cases, load_settings

# Of the forward result, relative to its maximum: both are float32 against float64.
FORWARD_TOLERANCE = 1e-4


def run(case, form, setting):
    """None, or what is wrong."""
    try:
        prediction, relevances = case.explain(form, **setting.options)
    except (lxt_mlir.CompileError, ValueError) as error:
        return str(error)
    forward = distance(prediction, case.output)
    if not forward <= FORWARD_TOLERANCE:
        return f"forward result off by {forward:.1e}"
    worst = case.compare(form, relevances)
    tolerance = setting.tolerance or case.tolerance
    if not worst <= tolerance:
        return f"relevance off by {worst:.1e}, allowed {tolerance:.1e}"
    return None


def report(case, form, setting, problem):
    """Prints the line of a case; whether it is as expected."""
    title = f"{case.name} {form} ({setting.composite or ', '.join(setting.rules)})"
    if setting.expected_failure and not problem:
        print(f"UNEXPECTED PASS: {title}")
        return False
    # Other numbers are expected, not that it does not run.
    if setting.expected_failure and problem.startswith("relevance off"):
        print(f"expected failure: {title}: {problem}: {setting.expected_failure}")
        return True
    print(f"FAILED: {title}: {problem}" if problem else f"passed: {title}")
    return problem is None


def main(folder=COPIED, *numbers):
    cases = load_cases(folder)
    work = [
        (cases[setting.case], form, setting)
        for setting in load_settings()
        if setting.case in cases and (not numbers or setting.case in numbers)
        for form in cases[setting.case].forms
    ]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = list(pool.map(lambda job: run(*job), work))
    good = [report(*job, problem) for job, problem in zip(work, problems, strict=True)]
    print(f"{sum(good)} of {len(good)} as expected")
    return 0 if good and all(good) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
