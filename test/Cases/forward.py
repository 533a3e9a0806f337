"""The prediction of an explanation is the model's result, bit by bit: that of the function compiled beside it, and that
of the same model compiled without any explanation, by the passes both have in common.

usage: forward.py FOLDER     FOLDER is that of LLVM's libraries
"""

import pathlib
import subprocess
import sys
import tempfile

import lxt_mlir
from cases import load_cases

(LIBRARIES,) = sys.argv[1:]


def pipe(*commands):
    """Runs one program after the other, the output of each is the input of the next."""
    data = None
    for command in commands:
        data = subprocess.run([str(word) for word in command], input=data, stdout=subprocess.PIPE, check=True).stdout
    return data


def compile_plainly(path):
    """The model's library, made by lxt-opt, mlir-translate and clang, which may not fuse operations either."""
    passes = ["--lxt-normalise", "--canonicalize", "--cse", "--lxt-codegen-cpu-pipeline=name=plain"]
    compiler = ["clang", "-x", "ir", "-", "-O2", "-ffp-contract=off", "-march=native", "-Wno-override-module"]
    libraries = [f"-L{LIBRARIES}", f"-Wl,-rpath,{LIBRARIES}", "-lomp", "-lm"]
    with tempfile.TemporaryDirectory() as folder:
        library = pathlib.Path(folder) / "plain.so"
        pipe(
            ["lxt-opt", path, *passes],
            ["mlir-translate", "--mlir-to-llvmir"],
            [*compiler, *libraries, "-shared", "-fPIC", "-o", library],
        )
        return lxt_mlir.load(library)


different = 0
cases = load_cases()
for number, composites in {
    "12": ["attnlrp"],
    "15": ["attnlrp"],
    "22": ["gradient-x-input"],
    "30": ["attnlrp", "cp-lrp-efficient"],
    "36": ["epsilon"],
    "82": ["attnlrp-efficient", "attnlrp"],
    "85": ["cp-lrp-efficient", "epsilon"],
    "89": ["attnlrp"],
}.items():
    case = cases[number]
    for form in case.forms:
        (plain,) = compile_plainly(case.path(form)).forward(*case.inputs)
        for composite in composites:
            model = case.compile(form, composite=composite)
            (forward,) = model.forward(*case.inputs)
            prediction, _ = model.explain(*case.inputs, seed=case.seed)
            same = [forward.tobytes() == prediction.tobytes(), plain.tobytes() == prediction.tobytes()]
            different += not all(same)
            print(f"{'same' if all(same) else 'DIFFERENT'}: {case.name} {form} {composite}")
sys.exit(different != 0)
