"""Checks vector-Jacobian products against finite differences, with mlir-runner.

usage: check_vjp.py FILE [--lxt-opt PATH] [--llvm-tools FOLDER] [--llvm-libs FOLDER]

Every function of FILE that is public, takes and returns one or more tensors of f64, is differentiated at a random
point. Prints a line for each: `NAME: ok`, or what is wrong. Dynamic dimensions of arguments are run as 3.
A cotangent with an extra leading dimension of 2 must give the same, slice by slice.
A comment `// at NAME: LOW, HIGH` in the file says where the point is drawn from (default -1, 1).
"""

import argparse
import math
import pathlib
import random
import re
import struct
import subprocess
import sys

STEP = 1e-6
DIRECTIONS = 3
TOLERANCE = 1e-7
LOWER = (
    "--lxt-decompose --convert-elementwise-to-linalg --one-shot-bufferize=bufferize-function-boundaries "
    "--buffer-deallocation-pipeline --convert-bufferization-to-memref "
    "--convert-linalg-to-loops --expand-strided-metadata --lower-affine --convert-scf-to-cf --convert-math-to-funcs "
    "--convert-math-to-llvm --convert-math-to-libm --finalize-memref-to-llvm --convert-arith-to-llvm "
    "--convert-index-to-llvm --convert-func-to-llvm --convert-cf-to-llvm --reconcile-unrealized-casts"
).split()


class Function:
    def __init__(self, name, arguments, results, low, high):
        self.name, self.arguments, self.results = name, arguments, results
        self.low, self.high = low, high


def parse_functions(text):
    ranges = {n: (float(a), float(b)) for n, a, b in re.findall(r"// at (\w+): *([-\d.]+), *([-\d.]+)", text)}
    functions = []
    for name, arguments, results in re.findall(r"func\.func @(\w+)\(([^)]*)\) *-> *(\([^)]*\)|\S+)", text):
        types = re.findall(r": *(tensor<[^>]*>)", arguments)
        returned = re.findall(r"tensor<[^>]*>", results)
        functions.append(Function(name, types, returned, *ranges.get(name, (-1.0, 1.0))))
    return functions


def get_shape(tensor_type):
    sizes = re.match(r"tensor<((?:[\d?]+x)*)f64>", tensor_type).group(1)
    return [3 if s == "?" else int(s) for s in sizes.split("x") if s]


def static(shape):
    return "tensor<" + "".join(f"{s}x" for s in shape) + "f64>"


def lead(tensor_type, count):
    return tensor_type.replace("tensor<", f"tensor<{count}x", 1)


def dense(values, shape):
    if not shape:
        return repr(float(values[0]))
    inner = math.prod(shape[1:])
    return "[" + ", ".join(dense(values[i * inner : (i + 1) * inner], shape[1:]) for i in range(shape[0])) + "]"


class Writer:
    """Writes main: constants, calls, prints."""

    def __init__(self):
        self.lines, self.count = [], 0

    def new(self, text):
        self.count += 1
        self.lines.append(f"  %v{self.count} = {text}")
        return f"%v{self.count}"

    def constant(self, values, shape, wanted):
        value = self.new(f"arith.constant dense<{dense(values, shape)}> : {static(shape)}")
        return value if static(shape) == wanted else self.new(f"tensor.cast {value} : {static(shape)} to {wanted}")

    def print(self, value, tensor_type):
        # As integers: the runner's library prints six digits of a float.
        bits = tensor_type.replace("f64", "i64")
        value = self.new(f"arith.bitcast {value} : {tensor_type} to {bits}")
        cast = self.new(f"tensor.cast {value} : {bits} to tensor<*xi64>")
        memref = self.new(f"bufferization.to_buffer {cast} : tensor<*xi64> to memref<*xi64>")
        self.lines.append(f"  func.call @printMemrefI64({memref}) : (memref<*xi64>) -> ()")

    def call(self, name, operands, types, results):
        count = len(results)
        self.count += 1
        base = f"%v{self.count}"
        signature = f"({', '.join(types)}) -> ({', '.join(results)})"
        self.lines.append(f"  {base}:{count} = func.call @{name}({', '.join(operands)}) : {signature}")
        return [f"{base}#{i}" for i in range(count)]


def write_vjp(function, batch):
    """A function of the inputs and cotangents that returns the inputs' cotangents."""
    name = f"{function.name}_vjp{'_batch' if batch else ''}"
    cotangents = [lead(t, 2) if batch else t for t in function.results]
    results = [lead(t, 2) if batch else t for t in function.arguments]
    ins = ", ".join(f"%a{i} = %x{i} : {t}" for i, t in enumerate(function.arguments))
    arguments = [f"%x{i}: {t}" for i, t in enumerate(function.arguments)]
    arguments += [f"%g{i}: {t}" for i, t in enumerate(cotangents)]
    call_args = ", ".join(f"%a{i}" for i in range(len(function.arguments)))
    count = len(function.results)
    values = ", ".join(f"%y#{i}" for i in range(count))
    return (
        f"func.func private @{name}({', '.join(arguments)}) -> ({', '.join(results)}) {{\n"
        f"  %r:{len(results)} = lxt.vjp ins({ins}) "
        f"cotangents({', '.join(f'%g{i} : {t}' for i, t in enumerate(cotangents))}) -> ({', '.join(results)}) {{\n"
        f"    %y:{count} = func.call @{function.name}({call_args}) : ({', '.join(function.arguments)}) -> "
        f"({', '.join(function.results)})\n"
        f"    lxt.yield {values} : {', '.join(function.results)}\n  }}\n"
        f"  return {', '.join(f'%r#{i}' for i in range(len(results)))} : {', '.join(results)}\n}}\n"
    )


def draw(shape, low, high):
    return [random.uniform(low, high) for _ in range(math.prod(shape))]


def parse_memrefs(text):
    """The data of every printed memref, flat."""
    values = []
    for block in re.split(r"Unranked Memref[^\n]*data = *\n", text)[1:]:
        values.append([struct.unpack("<d", struct.pack("<q", int(v)))[0] for v in re.findall(r"-?\d+", block)])
    return values


def run(module, options):
    def pipe(command, data):
        process = subprocess.run(command, input=data, capture_output=True, text=True)
        if process.returncode:
            print(process.stderr[:4000], file=sys.stderr)
            sys.exit(f"failed: {' '.join(command[:2])}")
        return process.stdout

    lowered = pipe([options.lxt_opt, "-", "--lxt-lower-vjp", "--canonicalize", "--cse", *LOWER], module)
    libs = [f"{options.llvm_libs}/libmlir_{n}.so" for n in ("runner_utils", "c_runner_utils")]
    command = [f"{options.llvm_tools}/mlir-runner", "-", "-e", "main", "--entry-point-result=void"]
    return pipe([*command, f"--shared-libs={','.join(libs)}"], lowered)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--lxt-opt", default="lxt-opt")
    parser.add_argument("--llvm-tools", default="/usr/lib/llvm-22/bin")
    parser.add_argument("--llvm-libs", default="/usr/lib/llvm-22/lib")
    options = parser.parse_args()
    text = pathlib.Path(options.file).read_text()
    functions = parse_functions(text)
    random.seed(0)

    writer, module, plan = Writer(), text, []
    for function in functions:
        shapes = [get_shape(t) for t in function.arguments]
        point = [draw(s, function.low, function.high) for s in shapes]
        directions = [[draw(s, -1, 1) for s in shapes] for _ in range(DIRECTIONS)]
        # The result's shape is not known here when it is dynamic: run it as 3.
        cotangents = [[draw(get_shape(t), -1, 1) for t in function.results] for _ in range(2)]
        for direction in directions:
            for sign in (1, -1):
                inputs = [[p + sign * STEP * d for p, d in zip(x, dx)] for x, dx in zip(point, direction)]
                operands = [writer.constant(x, s, t) for x, s, t in zip(inputs, shapes, function.arguments)]
                for value, t in zip(
                    writer.call(function.name, operands, function.arguments, function.results), function.results
                ):
                    writer.print(value, t)
        operands = [writer.constant(x, s, t) for x, s, t in zip(point, shapes, function.arguments)]
        for cotangent in cotangents:
            g = [writer.constant(c, get_shape(t), t) for c, t in zip(cotangent, function.results)]
            types = [*function.arguments, *function.results]
            for value, t in zip(
                writer.call(f"{function.name}_vjp", [*operands, *g], types, function.arguments), function.arguments
            ):
                writer.print(value, t)
        wide = [lead(t, 2) for t in function.results]
        g = [
            writer.constant(cotangents[0][i] + cotangents[1][i], [2, *get_shape(t)], w)
            for i, (t, w) in enumerate(zip(function.results, wide))
        ]
        results = [lead(t, 2) for t in function.arguments]
        call = writer.call(f"{function.name}_vjp_batch", [*operands, *g], [*function.arguments, *wide], results)
        for value, t in zip(call, results):
            writer.print(value, t)
        module += write_vjp(function, False) + write_vjp(function, True)
        plan.append((function, directions, cotangents))
    module += "func.func private @printMemrefI64(memref<*xi64>)\nfunc.func @main() {\n"
    module += "\n".join(writer.lines) + "\n  return\n}\n"

    values = iter(parse_memrefs(run(module, options)))
    for function, directions, cotangents in plan:
        pairs = [[[next(values) for _ in function.results] for _ in (1, -1)] for _ in directions]
        gradients = [[next(values) for _ in function.arguments] for _ in cotangents]
        batched = [next(values) for _ in function.arguments]
        problem = None
        for cotangent, gradient in zip(cotangents, gradients):
            for direction, (plus, minus) in zip(directions, pairs):
                wanted = sum(
                    g * (p - m) / (2 * STEP) for c, ps, ms in zip(cotangent, plus, minus) for g, p, m in zip(c, ps, ms)
                )
                got = sum(g * d for gs, ds in zip(gradient, direction) for g, d in zip(gs, ds))
                scale = max(1.0, abs(wanted))
                if not abs(wanted - got) <= TOLERANCE * scale:
                    problem = f"finite difference {wanted:.9g}, vjp {got:.9g}"
        for i, both in enumerate(batched):
            if not problem and both != gradients[0][i] + gradients[1][i]:
                worst = max(abs(a - b) for a, b in zip(both, gradients[0][i] + gradients[1][i]))
                if len(both) != 2 * len(gradients[0][i]) or not worst <= 1e-12:
                    problem = f"a leading dimension changes the result of input {i} by {worst:.3g}"
        print(f"{function.name}: {problem or 'ok'}")


if __name__ == "__main__":
    main()
