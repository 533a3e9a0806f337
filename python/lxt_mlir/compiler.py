"""Runs ``lxt-compile``."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from lxt_mlir.model import Model, load


class CompileError(RuntimeError):
    """A model could not be compiled. The text is the compiler's first error, in one line."""


def find_compiler():
    """The path of ``lxt-compile``: in the build tree ``LXT_MLIR_BUILD``, beside an installed package, or on PATH."""
    name = "lxt-compile"
    build = os.environ.get("LXT_MLIR_BUILD")
    candidates = [pathlib.Path(build) / "bin" / name] if build else []
    package = pathlib.Path(__file__).resolve().parent
    # PREFIX/lib/python/lxt_mlir and SOURCE/python/lxt_mlir
    candidates += [package.parents[2] / "bin" / name, package.parents[1] / "build" / "bin" / name]
    for candidate in candidates:
        if candidate.is_file():
            return str(candidate)
    found = shutil.which(name)
    if found:
        return found
    raise CompileError("lxt-compile is not found: set LXT_MLIR_BUILD to the build tree, or install it")


def get_arguments(
    path,
    *,
    entry="main",
    composite=None,
    rules=(),
    canonizers=(),
    inputs=None,
    output=0,
    seed="given",
    values=(),
    mode=None,
    outputs="all",
    ledger=False,
    report=None,
    target_cpu=None,
    embed_weights=False,
    checkpoint=None,
    memory_budget=None,
):
    """The command line of ``lxt-compile`` for these options, without the program and the output."""
    arguments = [str(path), f"--entry={entry}", f"--output={output}"]
    arguments += [f"--seed={one}" for one in ([seed] if isinstance(seed, str) else seed)]
    if composite:
        arguments.append(f"--composite={composite}")
    arguments += [f"--rule={rule}" for rule in rules]
    arguments += [f"--canonizer={canonizer}" for canonizer in canonizers]
    arguments += [f"--values={value}" for value in values]
    if inputs is not None:
        arguments.append("--inputs=" + ",".join(str(i) for i in inputs))
    if mode:
        arguments.append(f"--mode={mode}")
    if outputs != "all":
        arguments.append(f"--outputs={outputs}")
    if ledger:
        arguments.append("--ledger")
    if report:
        arguments.append(f"--report={report}")
    if target_cpu:
        arguments.append(f"--target-cpu={target_cpu}")
    if embed_weights:
        arguments.append("--embed-weights")
    if checkpoint:
        arguments.append(f"--checkpoint={checkpoint}")
    if memory_budget is not None:
        arguments.append(f"--memory-budget={memory_budget}")
    return arguments


def run_compiler(arguments, verbose=False):
    """Runs ``lxt-compile`` and returns what it wrote to standard output; raises CompileError.

    verbose: show the compiler's remarks and how long its steps took.
    """
    if verbose:
        arguments = [*arguments, "--verbose"]
    process = subprocess.run([find_compiler(), *arguments], capture_output=True, text=True)
    if process.returncode != 0:
        lines = process.stderr.strip().splitlines() or [f"lxt-compile ended with status {process.returncode}"]
        errors = [line for line in lines if "error:" in line]
        raise CompileError((errors or lines)[0].removeprefix("error: "))
    if verbose:
        sys.stderr.write(process.stderr)
    return process.stdout


def compile(path, *, library=None, verbose=False, **options) -> Model:
    """Compiles a model with its explanation and loads it.

    path: MLIR text or bytecode, in TOSA or linalg.
    library: where to keep the shared library, with its weights beside it, if they are not small: the same name with the
        extension safetensors; by default both live as long as the model.
    verbose: show the compiler's remarks and how long its steps took.
    options: entry, composite, rules (entries ``SELECTOR=RULE(...)``), canonizers
        (names, such as "merge-batch-norm"), inputs (numbers of the arguments that receive
        relevance), output (number of the explained result), seed ("given": passed to ``explain``; "output", "argmax",
        "class:N" or "I,J,...": fixed; several share the forward pass: "given:K", "given:?", or a list of fixed ones),
        values (selectors of layers whose results' relevance is returned, too), mode ("exact" or "fast"), outputs
        ("all", "slice" or "relevance": what ``explain`` returns of the prediction; the rest is not computed), ledger
        (also return what became of every layer's relevance), report (a JSON file of what every layer got), target_cpu,
        embed_weights (keep all constants in the library), checkpoint ("sqrt") and memory_budget (bytes): see
        docs/memory.md. The others: see docs/composites.md and docs/outputs.md.
    Raises CompileError.
    """
    arguments = get_arguments(path, **options)
    if library is not None:
        run_compiler([*arguments, "-o", str(library), "--name=model"], verbose)
        return load(library)
    with tempfile.TemporaryDirectory(prefix="lxt-") as folder:
        target = os.path.join(folder, "model.so")
        run_compiler([*arguments, "-o", target, "--name=model"], verbose)
        # Library and weights stay mapped after their files are gone.
        return load(target)
