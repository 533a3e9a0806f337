"""Reductions along contiguous memory against NumPy, of sizes that fill vectors and that do not."""

import numpy as np
from programs import MAX, MIN, Program, assert_close, compile_program, draw

# The maximum of each row and the sum of all rows' products, of sizes that are known when the program runs.
DYNAMIC = """
#id = affine_map<(i, k) -> (i, k)>
#row = affine_map<(i, k) -> (i)>
#all = affine_map<(i, k) -> ()>
func.func @main(%t: tensor<1xf32>, %x: tensor<?x?xf32>, %y: tensor<?x?xf32>)
    -> (tensor<1xf32>, tensor<?xf32>, tensor<f32>) {
  %zero = arith.constant 0.0 : f32
  %low = arith.constant 0xFF800000 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x?xf32>
  %e = tensor.empty(%n) : tensor<?xf32>
  %f = linalg.fill ins(%low : f32) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  %m = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<?x?xf32>) outs(%f : tensor<?xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.maximumf %o, %a : f32
    linalg.yield %0 : f32
  } -> tensor<?xf32>
  %e0 = tensor.empty() : tensor<f32>
  %f0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<f32>) -> tensor<f32>
  %s = linalg.generic {indexing_maps = [#id, #id, #all], iterator_types = ["reduction", "reduction"]}
      ins(%x, %y : tensor<?x?xf32>, tensor<?x?xf32>) outs(%f0 : tensor<f32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %o, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<f32>
  return %t, %m, %s : tensor<1xf32>, tensor<?xf32>, tensor<f32>
}
"""

program = Program()
for n in (1, 7, 8, 31, 32, 33, 64, 100):
    program.add_case("i, k -> i", i=3, k=n)
    program.add_case("i, k -> i", reduction=MAX, i=3, k=n)
    program.add_case("i, k -> i", reduction=MIN, dtype="f64", i=3, k=n)
    program.add_case("i, k -> i", dtype="i32", i=3, k=n)
    program.add_case("k; k -> ", k=n)
    program.add_case("i, k; k -> i", i=5, k=n)
    program.add_case("i, k; j, k -> i, j", i=3, j=5, k=n)
    program.add_case("i, k; k -> i", dtype="f16", out="f32", i=5, k=n)
    program.add_case("i, k, l -> i", i=5, k=3, l=n)
    program.add_case("i, k, l -> ", dtype="i8", out="i32", i=5, k=3, l=n)
    program.add_case("i + k | k -> i", i=5, k=n)
program.check()

model = compile_program(DYNAMIC)
through = draw((1,))
for shape in ((1, 1), (3, 7), (3, 32), (5, 33), (2, 100), (5, 0), (0, 5)):
    x, y = draw(shape), draw(shape)
    _, most, total = model.forward(through, x, y, shapes=[(1,), shape[:1], ()])
    assert np.array_equal(most, x.max(1, initial=-np.inf)), f"maximum, {shape}"
    assert_close(total, np.sum(x.astype(np.float64) * y), f"sum of products, {shape}")

# What is no number stays, and what is masked is none.
x = np.full((3, 33), -np.inf, np.float32)
x[1, 32], x[2, 5] = np.nan, 1
_, most, _ = model.forward(through, x, x, shapes=[(1,), (3,), ()])
assert np.array_equal(most, [-np.inf, np.nan, 1], equal_nan=True), most
print("OK")
