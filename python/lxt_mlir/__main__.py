"""``python -m lxt_mlir explain MODEL ...``: compiles a model, explains one input, writes NumPy files."""

import argparse
import errno
import json
import os
import pathlib
import sys
import tempfile

import numpy as np

from lxt_mlir.compiler import CompileError, compile, get_arguments, run_compiler


class UsageError(Exception):
    """What is wrong with the command line, in one line."""


def _parse(arguments):
    parser = argparse.ArgumentParser(prog="python -m lxt_mlir", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    explain = commands.add_parser("explain", help="explain one input of a model")
    explain.add_argument("model", help="MLIR text or bytecode, in TOSA or linalg")
    explain.add_argument("--entry", default="main", help="function to explain (default: main)")
    explain.add_argument("--composite", help="NAME or FILE, with parameters: NAME(parameter=value,...)")
    explain.add_argument("--rule", action="append", default=[], metavar="ENTRY", help="SELECTOR=RULE(...); repeatable")
    explain.add_argument(
        "--canonizer", action="append", default=[], metavar="NAME", help="merge-batch-norm; repeatable"
    )
    explain.add_argument(
        "--input", action="append", required=True, metavar="FILE.npy", help="one per argument, in order"
    )
    explain.add_argument("--relevant", metavar="I,J", help="arguments that receive relevance (default: all of floats)")
    explain.add_argument("--output", type=int, default=0, help="result to explain (default: 0)")
    explain.add_argument(
        "--seed",
        action="append",
        metavar="SEED",
        help="argmax, output, class:N, FILE.npy, or I,J,... of numbers (from the end if negative) or * for all, "
        "the last one also argmax (default: argmax); repeatable: the relevance for each is stacked along a new first"
        " dimension",
    )
    explain.add_argument(
        "--outputs",
        choices=["all", "slice", "relevance"],
        default="all",
        help="of the prediction: all, what the seed reads, or nothing (default: all)",
    )
    explain.add_argument(
        "--parameter", action="append", default=[], metavar="NAME=VALUE", help="of a rule, left open by ?; repeatable"
    )
    explain.add_argument("--mode", choices=["exact", "fast"], help="default: the composite's")
    explain.add_argument("--print-rules", action="store_true", help="list every layer with its rule")
    explain.add_argument(
        "--report", metavar="FILE.json", help="write what every layer got, and what became of its relevance"
    )
    explain.add_argument("--verbose", action="store_true", help="show what every layer got")
    explain.add_argument("--prediction", metavar="FILE.npy", help="where to write the explained output")
    explain.add_argument(
        "--relevance", action="append", required=True, metavar="FILE.npy", help="one per relevant input"
    )
    return parser.parse_args(arguments)


def _read(path):
    try:
        return np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from None


def _parse_relevant(text, count):
    try:
        relevant = [int(i) for i in text.split(",")]
    except ValueError:
        raise UsageError(f"--relevant '{text}' is no list of argument numbers") from None
    if any(not 0 <= i < count for i in relevant):
        raise UsageError(f"--relevant '{text}': the model is given {count} inputs, numbered from 0")
    return relevant


def _parse_parameters(texts):
    parameters = {}
    for text in texts:
        name, _, value = text.partition("=")
        is_list = value.startswith("[") and value.endswith("]")
        try:
            numbers = [float(number) for number in (value[1:-1].split(",") if is_list else [value])]
        except ValueError:
            raise UsageError(f"--parameter '{text}' is not of the form NAME=NUMBER or NAME=[NUMBER,...]") from None
        parameters[name] = numbers if is_list else numbers[0]
    return parameters


def _read_seeds(texts):
    """The seed to give when the model is called, and what to compile it for."""
    files = [text for text in texts if text.endswith(".npy")]
    if not files:
        return None, texts
    if len(files) < len(texts):
        raise UsageError("some seeds are files, others are not: give files only, or none")
    seeds = [_read(path) for path in files]
    return (seeds[0], "given") if len(seeds) == 1 else (seeds, f"given:{len(seeds)}")


def _finite(value):
    """The same with null for numbers that JSON has not."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _write_all(files):
    """Writes all arrays, and reports as JSON, or none: first beside their places, then renames."""
    temporary = []
    try:
        for path, array in files:
            if os.path.isdir(path):
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            handle, name = tempfile.mkstemp(suffix=".part", dir=pathlib.Path(path).absolute().parent)
            temporary.append((name, path))
            with os.fdopen(handle, "wb") as file:
                if isinstance(array, np.ndarray):
                    np.save(file, array)
                else:
                    file.write(json.dumps(_finite(array), indent=2, allow_nan=False).encode())
        for name, path in temporary:
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
    finally:
        for name, _ in temporary:
            if os.path.exists(name):
                os.unlink(name)


# The columns of a ledger that say where relevance went that did not pass.
_TAKEN = ("epsilon", "bias", "stopped", "constants", "rule")


def _describe(layer):
    name = layer["path"] or layer["op"] or layer["kind"]
    return f"{name} at {layer['location']} ({layer['kind']}, {layer['rule']})"


def _add_ledger(report, rows, relevances):
    """Puts the ledger's numbers into the report's layers, and their totals beside them."""
    columns = report["ledger"]
    for layer in report["layers"]:
        layer["ledger"] = None if layer["row"] is None else dict(zip(columns, rows[layer["row"]].tolist()))
    rows = dict(zip(columns, rows.T))
    out = float(sum(relevance.sum(dtype=np.float64) for relevance in relevances))
    taken = {name: float(rows[name].sum()) for name in _TAKEN}
    report["total"] = {"in": out + sum(taken.values()), "out": out, **taken}
    with_ledger = [layer for layer in report["layers"] if layer["ledger"]]
    values = [x for x in with_ledger if x["ledger"]["nan"] or x["ledger"]["infinite"]]
    # Relevance comes from behind.
    bad = [x for x in with_ledger if x["ledger"]["relevance_nan"] or x["ledger"]["relevance_infinite"]]
    report["first_not_finite"] = {
        "value": report["layers"].index(values[0]) if values else None,
        "relevance": report["layers"].index(bad[-1]) if bad else None,
    }


def _print_ledger(report):
    """Where relevance went, the largest losses first, and where numbers stopped being finite."""
    total = report["total"]
    print("relevance: " + ", ".join(f"{name} {value:.6g}" for name, value in total.items()))
    losses = [
        (abs(layer["ledger"][name]), name, layer) for layer in report["layers"] if layer["ledger"] for name in _TAKEN
    ]
    for size, name, layer in sorted(losses, key=lambda loss: -loss[0])[:10]:
        if size > 0:
            print(f"  {layer['ledger'][name]:12.5g}  {name:9}  {_describe(layer)}")
    for what, index in report["first_not_finite"].items():
        if index is not None:
            print(f"first {what} that is not finite: {_describe(report['layers'][index])}")


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _with_prediction(options, prediction, relevances):
    """What to write where."""
    files = [] if options.prediction is None else [(options.prediction, prediction)]
    return [*files, *zip(options.relevance, relevances)]


def explain(options):
    inputs = [_read(path) for path in options.input]
    relevant = _parse_relevant(options.relevant, len(inputs)) if options.relevant else None
    seed, fixed = _read_seeds(options.seed or ["argmax"])
    settings = dict(
        entry=options.entry,
        composite=options.composite,
        rules=options.rule,
        canonizers=options.canonizer,
        inputs=relevant,
        output=options.output,
        seed=fixed,
        mode=options.mode,
        outputs=options.outputs,
    )
    if (options.prediction is None) != (options.outputs == "relevance"):
        raise UsageError("--prediction is needed, unless --outputs=relevance says that there is none")
    if not os.path.exists(options.model):
        raise UsageError(f"there is no file {options.model}")
    if options.print_rules:
        arguments = get_arguments(options.model, **settings)
        sys.stdout.write(run_compiler([*arguments, "--print-rules", "--emit=linalg", "-o", os.devnull]))
    outputs = [path for path in [options.prediction, *options.relevance, options.report] if path]
    for path in outputs:
        if outputs.count(path) > 1:
            raise UsageError(f"{path} is to be written twice")
    if not options.report:
        model = compile(options.model, verbose=options.verbose, **settings)
    else:
        with tempfile.TemporaryDirectory(prefix="lxt-") as folder:
            path = os.path.join(folder, "report.json")
            model = compile(options.model, verbose=options.verbose, ledger=True, report=path, **settings)
            with open(path) as file:
                report = json.load(file)
    expected = sum(tensor.role == "relevance" for tensor in model.functions["explain"].results)
    if len(options.relevance) != expected:
        raise UsageError(f"{expected} inputs receive relevance, --relevance is given {len(options.relevance)} times")
    parameters = _parse_parameters(options.parameter)
    if not options.report:
        prediction, relevances = model.explain(*inputs, seed=seed, parameters=parameters)
        _write_all(_with_prediction(options, prediction, relevances))
        return
    prediction, relevances, rows = model.explain_with_ledger(*inputs, seed=seed, parameters=parameters)
    _add_ledger(report, rows, relevances)
    _print_ledger(report)
    _write_all([*_with_prediction(options, prediction, relevances), (options.report, report)])


def main(arguments=None):
    options = _parse(arguments)
    try:
        explain(options)
    except (CompileError, UsageError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
