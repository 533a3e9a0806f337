"""Models whose weights are modified by their rules give the same numbers, but for the order of sums, whether these are
computed at compile time or in every call.

usage: fold.py FOLDER     FOLDER is that of LLVM's libraries
"""

import pathlib
import subprocess
import sys
import tempfile

import lxt_mlir
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Cases"))
from cases import load_cases, load_settings  # noqa: E402

(LIBRARIES,) = sys.argv[1:]


def pipe(*commands):
    """Runs one program after the other, the output of each is the input of the next."""
    data = None
    for command in commands:
        data = subprocess.run([str(word) for word in command], input=data, stdout=subprocess.PIPE, check=True).stdout
    return data


def lower(path, options, fold):
    """The model and its explanation in the llvm dialect."""
    passes = [
        f"--lxt-explain-pipeline={options}",
        f"--lxt-codegen-cpu-pipeline=name=net fold-constants={fold}",
    ]
    return pipe(["lxt-opt", path, *passes])


def load(code):
    compiler = ["clang", "-x", "ir", "-", "-O2", "-ffp-contract=off", "-march=native", "-Wno-override-module"]
    libraries = [f"-L{LIBRARIES}", f"-Wl,-rpath,{LIBRARIES}", "-lomp", "-lm"]
    with tempfile.TemporaryDirectory() as folder:
        source, library = pathlib.Path(folder) / "net.mlir", pathlib.Path(folder) / "net.so"
        source.write_bytes(code)
        pipe(
            ["mlir-translate", "--mlir-to-llvmir", source],
            [*compiler, *libraries, "-shared", "-fPIC", "-o", library],
        )
        return lxt_mlir.load(library)


def compare(title, path, options, inputs, seed):
    """Prints a line; whether both programs give the same."""
    codes = [lower(path, options, fold) for fold in ("true", "false")]
    results = []
    for model in map(load, codes):
        prediction, relevances = model.explain(*inputs, seed=seed)
        results.append([*model.forward(*inputs), prediction, *relevances])
    # One program twice would agree, too.
    same = codes[0] != codes[1] and all(
        np.abs(a - b).max() <= 1e-6 * np.abs(a).max() for a, b in zip(*results, strict=True)
    )
    print(f"{'same' if same else 'DIFFERENT'}: {title}")
    return same


def write_large(path):
    """A layer whose weight has more than 4096 bytes, so that what is made of it becomes a resource."""
    weight = np.random.default_rng(0).standard_normal((40, 40)).astype(np.float32)
    path.write_text(f"""
func.func @main(%x: tensor<2x40xf32>) -> tensor<2x40xf32> {{
  %w = arith.constant dense<"0x{weight.tobytes().hex().upper()}"> : tensor<40x40xf32>
  %z = arith.constant dense<0.0> : tensor<2x40xf32>
  %y = linalg.matmul ins(%x, %w : tensor<2x40xf32>, tensor<40x40xf32>) outs(%z : tensor<2x40xf32>) -> tensor<2x40xf32>
  return %y : tensor<2x40xf32>
}}
""")


def run():
    cases = load_cases()
    for number in ("46", "48", "50", "54", "58", "70"):
        case = cases[number]
        (setting,) = (s for s in load_settings() if s.case == number)
        options = [f"inputs={','.join(map(str, case.relevant))}"]
        options += [f"composite={setting.composite}"] if setting.composite else []
        options += [f"rules={','.join(setting.rules)}"] if setting.rules else []
        options += [f"canonizers={','.join(setting.canonizers)}"] if setting.canonizers else []
        for form in case.forms:
            yield compare(f"{case.name} {form}", case.path(form), " ".join(options), case.inputs, case.seed)
    x, seed = np.random.default_rng(1).standard_normal((2, 2, 40)).astype(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "large.mlir"
        write_large(path)
        assert b"dense_resource<folded" in pipe(
            ["lxt-opt", path, "--lxt-explain-pipeline=rules=kind:dense=z_plus()", "--lxt-fold-constants"]
        )
        for rule in ("z_plus()", "alpha_beta()", "gamma()", "w_square()"):
            yield compare(f"a large weight by {rule}", path, f"rules=kind:dense={rule}", [x], seed)


sys.exit(0 if all(list(run())) else 1)
