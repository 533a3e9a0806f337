"""Measures how compilation grows with the number of layers, and prints a table in Markdown.

usage: PYTHONPATH=python python benchmarks/compile_scaling.py [--layers 2,8,32] [--composite attnlrp-efficient]

The models are transformers (pre-norm, 4 heads, width 64, 16 tokens, GELU), written here as TOSA text with random
weights. For each: the seconds of lxt-compile's steps, its peak memory, and the number of ops after
lxt-explain-pipeline. The compiler is found as the Python package finds it.
"""

import argparse
import os
import re
import resource
import subprocess
import tempfile

import numpy as np
from lxt_mlir import find_compiler

TOKENS, WIDTH, HEADS = 16, 64, 4
HEAD = WIDTH // HEADS


class Writer:
    """Writes TOSA ops, one line each."""

    def __init__(self):
        self.lines, self.count, self.random = [], 0, np.random.default_rng(0)

    def op(self, text, shape):
        self.count += 1
        result = (f"%v{self.count}", shape)
        self.lines.append(f"  {result[0]} = {text.replace('RESULT', tensor(shape))}")
        return result

    def constant(self, shape, value=None):
        if value is None:
            weight = self.random.standard_normal(shape, dtype=np.float32) / shape[1] ** 0.5
            value = f'"0x{weight.tobytes().hex()}"'
        return self.op(f'"tosa.const"() <{{values = dense<{value}> : RESULT}}> : () -> RESULT', shape)

    def shape(self, sizes):
        self.count += 1
        self.lines.append(
            f"  %v{self.count} = tosa.const_shape {{values = dense<{list(sizes)}> : tensor<{len(sizes)}xindex>}} : "
            f"() -> !tosa.shape<{len(sizes)}>"
        )
        return f"%v{self.count}", len(sizes)

    def unary(self, name, x, shape=None, attributes=""):
        return self.op(f"tosa.{name} {x[0]} {attributes}: ({tensor(x[1])}) -> RESULT", shape or x[1])

    def binary(self, name, x, y):
        shape = tuple(max(a, b) for a, b in zip(x[1], y[1]))
        if name != "mul":
            return self.op(f"tosa.{name} {x[0]}, {y[0]} : ({tensor(x[1])}, {tensor(y[1])}) -> RESULT", shape)
        text = f"tosa.mul {x[0]}, {y[0]}, %shift : ({tensor(x[1])}, {tensor(y[1])}, tensor<1xi8>) -> RESULT"
        return self.op(text, shape)

    def matmul(self, x, y):
        types = f"({tensor(x[1])}, {tensor(y[1])}, tensor<1xf32>, tensor<1xf32>)"
        return self.op(f"tosa.matmul {x[0]}, {y[0]}, %zero, %zero : {types} -> RESULT", (*x[1][:2], y[1][2]))

    def reshape(self, x, shape):
        sizes, rank = self.shape(shape)
        return self.op(f"tosa.reshape {x[0]}, {sizes} : ({tensor(x[1])}, !tosa.shape<{rank}>) -> RESULT", shape)

    def transpose(self, x, order):
        attributes = f"{{perms = array<i32: {', '.join(map(str, order))}>}} "
        return self.unary("transpose", x, tuple(x[1][i] for i in order), attributes)

    def mean(self, x):
        total = self.unary("reduce_sum", x, (*x[1][:2], 1), "{axis = 2 : i32} ")
        return self.binary("mul", total, self.constant((1, 1, 1), f"{1 / x[1][2]:e}"))

    def norm(self, x):
        centered = self.binary("sub", x, self.mean(x))
        variance = self.mean(self.binary("mul", centered, centered))
        scale = self.unary("rsqrt", self.binary("add", variance, self.constant((1, 1, 1), "1.0e-5")))
        y = self.binary("mul", self.binary("mul", centered, scale), self.constant((1, 1, WIDTH)))
        return self.binary("add", y, self.constant((1, 1, WIDTH)))

    def linear(self, x, width):
        return self.binary("add", self.matmul(x, self.constant((1, x[1][2], width))), self.constant((1, 1, width)))

    def softmax(self, x):
        top = self.unary("reduce_max", x, (*x[1][:2], 1), "{axis = 2 : i32} ")
        e = self.unary("exp", self.binary("sub", x, top))
        total = self.unary("reduce_sum", e, (*x[1][:2], 1), "{axis = 2 : i32} ")
        return self.binary("mul", e, self.unary("reciprocal", total))

    def heads(self, x):
        return self.transpose(self.reshape(x, (TOKENS, HEADS, HEAD)), (1, 0, 2))

    def attention(self, x):
        query, key, value = (self.heads(self.linear(x, WIDTH)) for _ in range(3))
        scores = self.matmul(query, self.transpose(key, (0, 2, 1)))
        weights = self.softmax(self.binary("mul", scores, self.constant((1, 1, 1), f"{HEAD**-0.5:e}")))
        joined = self.reshape(self.transpose(self.matmul(weights, value), (1, 0, 2)), (1, TOKENS, WIDTH))
        return self.linear(joined, WIDTH)

    def gelu(self, x):
        inner = self.unary("erf", self.binary("mul", x, self.constant((1, 1, 1), f"{0.5**0.5:e}")))
        half = self.binary(
            "mul", self.binary("add", inner, self.constant((1, 1, 1), "1.0")), self.constant((1, 1, 1), 0.5)
        )
        return self.binary("mul", x, half)


def tensor(shape):
    return f"tensor<{'x'.join(map(str, shape))}xf32>"


def write_model(layers):
    writer = Writer()
    x = ("%x", (1, TOKENS, WIDTH))
    for _ in range(layers):
        x = writer.binary("add", x, writer.attention(writer.norm(x)))
        x = writer.binary("add", x, writer.linear(writer.gelu(writer.linear(writer.norm(x), 2 * WIDTH)), WIDTH))
    kind = tensor(x[1])
    return "\n".join(
        [
            f"func.func @main(%x: {kind}) -> {kind} {{",
            '  %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>',
            '  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>',
            *writer.lines,
            f"  return {x[0]} : {kind}",
            "}\n",
        ]
    )


def run(arguments):
    """Seconds of every step, and the peak memory in MiB of a process of its own."""
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)
    text = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(text)
    steps = {name: float(seconds) for name, seconds in re.findall(r"^(\w+) +([\d.]+) s$", text, re.MULTILINE)}
    return steps, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--layers", default="2,8,32")
    parser.add_argument("--composite", default="attnlrp-efficient")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    columns = ["read", "explain", "lower", "optimise", "write"]
    print(
        f"| layers | ops of the model | {' | '.join(columns)} | all, s | s per layer | peak MiB "
        "| ops of the explanation |"
    )
    print("|" + " --- |" * (len(columns) + 6))
    with tempfile.TemporaryDirectory() as folder:
        for layers in map(int, options.layers.split(",")):
            path = f"{folder}/model.mlir"
            text = write_model(layers)
            with open(path, "w") as file:
                file.write(text)
            command = [find_compiler(), path, f"--composite={options.composite}", "--verbose"]
            steps, memory = run([*command, "-o", f"{folder}/model.so"])
            run([*command, "--emit=linalg", "-o", f"{folder}/model.linalg.mlir"])
            with open(f"{folder}/model.linalg.mlir") as file:
                ops = sum(" = " in line for line in file)
            total = sum(steps.values())
            cells = [layers, text.count(" = tosa.") + text.count('"tosa.'), *(f"{steps[c]:.2f}" for c in columns)]
            cells += [f"{total:.2f}", f"{total / layers:.3f}", f"{memory:.0f}", ops]
            print("| " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    main()
