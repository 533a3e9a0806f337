"""Chains of ops over rows against NumPy."""

import numpy as np
from programs import assert_close, compile_program, draw

# Softmax, and a norm with an offset per column, of M x N elements.
ROWS = """
#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
#column = affine_map<(i, j) -> (j)>
func.func @main(%t: tensor<1xf32>, %x: TYPE, %b: tensor<Nxf32>) -> (tensor<1xf32>, TYPE, TYPE) {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %x, %c0 : TYPE
  %n = tensor.dim %x, %c1 : TYPE
  %e = tensor.empty(SIZES) : TYPE
  %s = linalg.softmax dimension(1) ins(%x : TYPE) outs(%e : TYPE) -> TYPE
  %er = tensor.empty(ROWS) : tensor<Mxf32>
  %f = linalg.fill ins(%zero : f32) outs(%er : tensor<Mxf32>) -> tensor<Mxf32>
  %q = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
      ins(%x : TYPE) outs(%f : tensor<Mxf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.mulf %a, %a : f32
    %1 = arith.addf %o, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<Mxf32>
  %y = linalg.generic {indexing_maps = [#id, #row, #column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %q, %b : TYPE, tensor<Mxf32>, tensor<Nxf32>) outs(%e : TYPE) {
  ^bb0(%a: f32, %r: f32, %c: f32, %o: f32):
    %0 = math.sqrt %r : f32
    %1 = arith.divf %a, %0 : f32
    %2 = arith.addf %1, %c : f32
    linalg.yield %2 : f32
  } -> TYPE
  return %t, %s, %y : tensor<1xf32>, TYPE, TYPE
}
"""

# Rows that are read by all rows, too: x + Wx, and sums with those of the rows from the end.
OTHERS = """
#id = affine_map<(i) -> (i)>
func.func @main(%t: tensor<1xf32>, %w: tensor<16x16xf32>, %x: tensor<16xf32>)
    -> (tensor<1xf32>, tensor<16xf32>, tensor<16xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %0 = linalg.matvec ins(%w, %x : tensor<16x16xf32>, tensor<16xf32>) outs(%f : tensor<16xf32>) -> tensor<16xf32>
  %y = linalg.add ins(%0, %x : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %s = linalg.reduce { arith.addf } ins(%w : tensor<16x16xf32>) outs(%f : tensor<16xf32>) dimensions = [1]
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%s : tensor<16xf32>) outs(%e : tensor<16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %c15 = arith.constant 15 : index
    %i = linalg.index 0 : index
    %j = arith.subi %c15, %i : index
    %v = tensor.extract %s[%j] : tensor<16xf32>
    %1 = arith.addf %a, %v : f32
    linalg.yield %1 : f32
  } -> tensor<16xf32>
  return %t, %y, %z : tensor<1xf32>, tensor<16xf32>, tensor<16xf32>
}
"""


def compile_rows(m, n):
    text = (
        ROWS.replace("TYPE", f"tensor<{m}x{n}xf32>")
        .replace("tensor<M", f"tensor<{m}")
        .replace("tensor<N", f"tensor<{n}")
    )
    sizes = [("%m", m), ("%n", n)]
    text = text.replace("SIZES", ", ".join(name for name, size in sizes if size == "?"))
    return compile_program(text.replace("ROWS", "%m" if m == "?" else ""))


def check_rows(model, m, n):
    x, b = draw((m, n)), draw((n,))
    _, softmax, norm = model.forward(draw((1,)), x, b, shapes=[(1,), (m, n), (m, n)])
    x = x.astype(np.float64)
    exp = np.exp(x - x.max(1, keepdims=True, initial=-np.inf))
    assert_close(softmax, exp / exp.sum(1, keepdims=True), f"softmax {m} x {n}")
    assert_close(norm, x / np.sqrt((x * x).sum(1, keepdims=True)) + b, f"norm {m} x {n}")


# A row of 5000 is too large for the stack.
for m, n in ((1, 7), (5, 36), (300, 64), (2, 5000)):
    check_rows(compile_rows(m, n), m, n)
for model in (compile_rows("?", 36), compile_rows(5, "?"), compile_rows("?", "?")):
    check_rows(model, 5, 36)
for m, n in ((1, 1), (3, 100), (0, 5), (300, 33)):
    check_rows(model, m, n)

model = compile_program(OTHERS)
w, x = draw((16, 16)), draw((16,))
_, y, z = model.forward(draw((1,)), w, x)
w = w.astype(np.float64)
assert_close(y, x + w @ x, "x + Wx")
assert_close(z, w.sum(1) + w.sum(1)[::-1], "rows from the end")
print("OK")
