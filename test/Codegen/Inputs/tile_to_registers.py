"""Contractions, convolutions and pools of many shapes and types against NumPy."""

import itertools
import platform

import numpy as np
from programs import MAX, Program, assert_close, compile_program, draw

SIZES = (1, 2, 5, 6, 7, 13, 64, 100)

# Sizes that are known when the program runs.
DYNAMIC = """
func.func @main(%t: tensor<1xf32>, %x: tensor<?x?xf32>, %w: tensor<?x?xf32>) -> (tensor<1xf32>, tensor<?x?xf32>) {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xf32>
  %n = tensor.dim %w, %c1 : tensor<?x?xf32>
  %e = tensor.empty(%m, %n) : tensor<?x?xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x?xf32>) -> tensor<?x?xf32>
  %y = linalg.matmul ins(%x, %w : tensor<?x?xf32>, tensor<?x?xf32>) outs(%f : tensor<?x?xf32>) -> tensor<?x?xf32>
  %z = linalg.abs ins(%y : tensor<?x?xf32>) outs(%e : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %t, %z : tensor<1xf32>, tensor<?x?xf32>
}
"""

# Readers that need other tiles: a row of the product, the product with a row written over.
READERS = """
#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (j)>
func.func @main(%t: tensor<1xf32>, %x: tensor<8x5xf32>, %w: tensor<5x8xf32>)
    -> (tensor<1xf32>, tensor<8x8xf32>, tensor<5x5xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x8xf32>) -> tensor<8x8xf32>
  %y = linalg.matmul ins(%x, %w : tensor<8x5xf32>, tensor<5x8xf32>) outs(%f : tensor<8x8xf32>) -> tensor<8x8xf32>
  %v = tensor.extract_slice %y[4, 0] [1, 8] [1, 1] : tensor<8x8xf32> to tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
      ins(%y, %v : tensor<8x8xf32>, tensor<8xf32>) outs(%e : tensor<8x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = arith.addf %a, %b : f32
    linalg.yield %1 : f32
  } -> tensor<8x8xf32>
  %d = tensor.empty() : tensor<5x5xf32>
  %g = linalg.fill ins(%zero : f32) outs(%d : tensor<5x5xf32>) -> tensor<5x5xf32>
  %z = linalg.matmul ins(%w, %x : tensor<5x8xf32>, tensor<8x5xf32>) outs(%g : tensor<5x5xf32>) -> tensor<5x5xf32>
  %r = tensor.empty() : tensor<1x5xf32>
  %h = linalg.fill ins(%zero : f32) outs(%r : tensor<1x5xf32>) -> tensor<1x5xf32>
  %i = tensor.insert_slice %h into %z[2, 0] [1, 5] [1, 1] : tensor<1x5xf32> into tensor<5x5xf32>
  %2 = linalg.exp ins(%i : tensor<5x5xf32>) outs(%d : tensor<5x5xf32>) -> tensor<5x5xf32>
  return %t, %0, %2 : tensor<1xf32>, tensor<8x8xf32>, tensor<5x5xf32>
}
"""


def check_readers():
    model = compile_program(READERS)
    x, w = draw((8, 5)), draw((5, 8))
    _, sums, over = model.forward(draw((1,)), x, w)
    y, z = x.astype(np.float64) @ w, w.astype(np.float64) @ x
    z[2] = 0
    assert_close(sums, y + y[4], "a row of the product")
    assert_close(over, np.exp(z), "a row written over")


def check_dynamic():
    model = compile_program(DYNAMIC)
    for m, k, n in [*itertools.product(SIZES, repeat=3), (0, 5, 7), (5, 0, 7), (5, 7, 0)]:
        x, w = draw((m, k)), draw((k, n))
        _, result = model.forward(draw((1,)), x, w, shapes=[(1,), (m, n)])
        assert_close(result, np.abs(x.astype(np.float64) @ w), f"dynamic {m} x {k} x {n}")


def add_contractions(program):
    for m, k, n in ((1, 100, 13), (5, 7, 64), (6, 1, 100), (7, 13, 5), (13, 64, 7), (64, 5, 6), (100, 2, 1)):
        sizes = {"i": m, "j": n, "k": k}
        program.add_case("i, k; k, j -> i, j", after="tanh", **sizes)
        program.add_case("i, k; k, j -> i, j", constant=[1], **sizes)
        program.add_case("k, i; j, k -> i, j", after="abs", **sizes)
        program.add_case("i, k; j, k -> i, j", constant=[1], **sizes)
        program.add_case("i, k; k, j -> j, i", **sizes)
        program.add_case("b, i, k; b, k, j -> b, i, j", b=3, **sizes)
        program.add_case("b, i, k; b, j, k -> i, b, j", b=2, constant=[1], **sizes)
    for dtype, out in (("f64", "f64"), ("f16", "f32"), ("i32", "i32"), ("i8", "i32")):
        program.add_case("i, k; k, j -> i, j", dtype=dtype, out=out, i=7, j=37, k=9)
        program.add_case("i, k; k, j -> i, j", constant=[1], dtype=dtype, out=out, i=7, j=37, k=9)
    # Panels of three vectors, whole and not.
    for i, j in ((9, 48), (10, 144), (23, 141)):
        program.add_case("i, k; k, j -> i, j", after="tanh", i=i, j=j, k=31)
        program.add_case("i, k; k, j -> i, j", constant=[1], i=i, j=j, k=31)
        program.add_case("i, k; k, j -> i, j", constant=[1], dtype="f64", out="f64", i=i, j=j // 2, k=31)
    # Long sums, in parts.
    program.add_case("i, k; k, j -> i, j", constant=[1], after="abs", i=61, j=141, k=5000)
    program.add_case("i, k; k, j -> i, j", constant=[1], after="abs", i=61, j=37, k=5000)
    program.add_case("i, k; k, j -> i, j", constant=[1], i=601, j=37, k=2500)
    program.add_case("i, k; j, k -> j, i", dtype="f64", out="f64", i=100, j=64, k=5000)
    program.add_case("k, i; k -> i", i=37, k=9)
    program.add_case("i, k, j -> i, j", i=3, j=37, k=5)
    program.add_case("k, j -> j", reduction=MAX, j=13, k=5)


def add_convolutions(program):
    for stride, dilation in ((1, 1), (2, 1), (1, 2), (2, 3)):
        row, column = f"h * {stride} + k * {dilation}", f"w * {stride} + l * {dilation}"
        sizes = {"n": 2, "h": 3, "w": 7, "k": 3, "l": 2}
        program.add_case(f"n, {row}, {column}, c; k, l, c, f -> n, h, w, f", constant=[1], f=9, c=5, **sizes)
        program.add_case(f"n, c, {row}, {column}; f, c, k, l -> n, f, h, w", constant=[1], f=9, c=5, **sizes)
        program.add_case(f"n, {row}, {column}, c; k, l, c, f -> n, f, h, w", f=9, c=5, **sizes)
        # In groups, depthwise, and pools.
        program.add_case(f"n, {row}, {column}, g, c; k, l, g, c, f -> n, h, w, g, f", g=2, f=9, c=5, **sizes)
        program.add_case(f"n, g, c, {row}, {column}; g, f, c, k, l -> n, g, f, h, w", g=2, f=9, c=5, **sizes)
        program.add_case(f"n, {row}, {column}, c; k, l, c -> n, h, w, c", c=19, **sizes)
        program.add_case(f"n, c, {row}, {column}; c, k, l -> n, c, h, w", c=5, **sizes)
        program.add_case(f"n, {row}, {column}, c | k, l -> n, h, w, c", reduction=MAX, c=19, **sizes)
        program.add_case(f"n, c, {row}, {column} | k, l -> n, c, h, w", c=5, **sizes)


check_dynamic()
check_readers()
program = Program()
add_contractions(program)
add_convolutions(program)
program.check()
# 16 registers of 128 bits, no fused multiplication and addition.
if platform.machine() == "x86_64":
    program.check(target_cpu="x86-64")
print("OK")
