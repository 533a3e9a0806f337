"""What leaves the explanation pipeline is upstream IR: the stock mlir-opt lowers it by passes of its own, without our
plugin, mlir-runner runs it, and the numbers are the peer's.

usage: stock.py FOLDER CASE FORM     FOLDER is that of LLVM's libraries, CASE a number, FORM linalg or tosa
"""

import subprocess
import sys
import tempfile

import lxt_mlir
import numpy as np
from cases import distance, load_cases, load_settings

LOWER = (
    "--convert-elementwise-to-linalg --one-shot-bufferize=bufferize-function-boundaries --buffer-deallocation-pipeline "
    "--convert-bufferization-to-memref --convert-linalg-to-loops --expand-strided-metadata --lower-affine "
    "--convert-scf-to-cf --convert-math-to-funcs --convert-math-to-llvm --convert-math-to-libm "
    "--finalize-memref-to-llvm --convert-arith-to-llvm --convert-index-to-llvm --convert-func-to-llvm "
    "--convert-cf-to-llvm --reconcile-unrealized-casts"
).split()
# How a program says how tensor.concat is to be lowered: it has no bufferization.
DECOMPOSE = """
module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%module: !transform.any_op) {
    %function = transform.structured.match ops{["func.func"]} in %module : (!transform.any_op) -> !transform.any_op
    transform.apply_patterns to %function { transform.apply_patterns.tensor.decompose_concat } : !transform.any_op
    transform.yield
  }
}
"""


def get_type(shape, element):
    return "tensor<" + "".join(f"{size}x" for size in shape) + element + ">"


def write_main(case):
    """A function that calls @main_explain with the case's input and seed, and prints the results' bits."""
    lines, names, types = [], [], []
    for i, array in enumerate([*case.inputs, case.seed]):
        types.append(get_type(array.shape, "f32"))
        names.append(f"%in{i}")
        # In hexadecimal, so that no digit is lost; MLIR reads the bytes of the elements in order.
        lines.append(f'%in{i} = arith.constant dense<"0x{array.tobytes().hex().upper()}"> : {types[-1]}')
    results = [case.output.shape] + [case.inputs[i].shape for i in case.relevant]
    result_types = ", ".join(get_type(shape, "f32") for shape in results)
    lines.append(
        f"%out:{len(results)} = call @main_explain({', '.join(names)}) : ({', '.join(types)}) -> ({result_types})"
    )
    for i, shape in enumerate(results):
        float_type, integer_type = get_type(shape, "f32"), get_type(shape, "i32")
        lines.append(f"%bits{i} = arith.bitcast %out#{i} : {float_type} to {integer_type}")
        lines.append(f"%any{i} = tensor.cast %bits{i} : {integer_type} to tensor<*xi32>")
        lines.append(f"call @printMemrefI32(%any{i}) : (tensor<*xi32>) -> ()")
    return (
        "func.func private @printMemrefI32(tensor<*xi32>) attributes {llvm.emit_c_interface}\n"
        "func.func @run() {\n  " + "\n  ".join(lines) + "\n  return\n}\n"
    ), results


def parse(text, shapes):
    blocks = text.split("Unranked Memref")[1:]
    assert len(blocks) == len(shapes), text
    arrays = []
    for block, shape in zip(blocks, shapes, strict=True):
        numbers = block.split("data =", 1)[1].replace("[", " ").replace("]", " ").replace(",", " ").split()
        arrays.append(np.array(numbers, np.int64).astype(np.int32).view(np.float32).reshape(shape))
    return arrays


def run(command, data):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True, text=True).stdout


def main(libraries, number, form):
    case = load_cases()[number]
    setting = next(s for s in load_settings() if s.case == number and not s.expected_failure)
    arguments = [f"--inputs={','.join(map(str, case.relevant))}", *(f"--rule={rule}" for rule in setting.rules)]
    if setting.composite:
        arguments.append(f"--composite={setting.composite}")
    program = run([lxt_mlir.find_compiler(), str(case.path(form)), "--emit=linalg", *arguments], "")
    driver, shapes = write_main(case)
    # Inside the module, before whatever follows it.
    program = program.rstrip()
    head, resources = program.split("\n{-#", 1) if "\n{-#" in program else (program, None)
    program = head.rstrip().removesuffix("}") + driver + "}\n" + ("{-#" + resources if resources else "")
    passes = LOWER
    with tempfile.NamedTemporaryFile("w", suffix=".mlir") as schedule:
        if "tensor.concat" in program:
            schedule.write(DECOMPOSE)
            schedule.flush()
            passes = [
                f"--transform-preload-library=transform-library-paths={schedule.name}",
                "--transform-interpreter",
                *LOWER,
            ]
        lowered = run(["mlir-opt", *passes], program)
    shared = ",".join(f"{libraries}/libmlir_{name}.so" for name in ("runner_utils", "c_runner_utils"))
    text = run(["mlir-runner", "-e", "run", "--entry-point-result=void", f"--shared-libs={shared}"], lowered)
    prediction, *relevances = parse(text, shapes)
    worst = case.compare(form, relevances)
    print(f"{case.name} {form}: off by {worst:.1e}, allowed {case.tolerance:.1e}")
    return worst <= case.tolerance and distance(prediction, case.output) <= 1e-4


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
