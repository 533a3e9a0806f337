"""Programs over a batch against NumPy: what is split, and what adds up examples or compares them."""

import re

import numpy as np
from programs import assert_close, compile_program, draw

X, S, W = "tensor<KxMxNxf32>", "tensor<KxMxMxf32>", "tensor<NxNxf32>"


def product(name, second, a, b, init):
    """The sum over l of a[k, i, l] times b, which the map `second` indexes; operands are names and types."""
    return f"""  %{name} = linalg.generic {{indexing_maps = [#left, #{second}, #out],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}}
      ins(%{a[0]}, %{b[0]} : {a[1]}, {b[1]}) outs(%{init[0]} : {init[1]}) {{
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %o, %0 : f32
    linalg.yield %1 : f32
  }} -> {init[1]}
"""


# Attention among the M rows of each of the K examples, padded by two rows; the sum of all examples; each example's
# number times its first row.
PROGRAM = (
    """
#left = affine_map<(k, i, j, l) -> (k, i, l)>
#right = affine_map<(k, i, j, l) -> (l, j)>
#rows = affine_map<(k, i, j, l) -> (k, j, l)>
#out = affine_map<(k, i, j, l) -> (k, i, j)>
#values = affine_map<(k, i, j, l) -> (k, l, j)>
#all = affine_map<(k, i, j) -> (k, i, j)>
#one = affine_map<(k, i, j) -> (i, j)>
func.func @main(%t: tensor<1xf32>, %x: tensor<KxMxNxf32>, %w: tensor<NxNxf32>)
    -> (tensor<1xf32>, tensor<KxPxNxf32>, tensor<PxNxf32>, tensor<KxNxf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<KxMxNxf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<KxMxNxf32>) -> tensor<KxMxNxf32>
"""
    + product("q", "right", ("x", X), ("w", W), ("f", X))
    + """  %em = tensor.empty() : tensor<KxMxMxf32>
  %fm = linalg.fill ins(%zero : f32) outs(%em : tensor<KxMxMxf32>) -> tensor<KxMxMxf32>
"""
    + product("s", "rows", ("q", X), ("x", X), ("fm", S))
    + """  %p = linalg.softmax dimension(2) ins(%s : tensor<KxMxMxf32>) outs(%em : tensor<KxMxMxf32>)
      -> tensor<KxMxMxf32>
"""
    + product("v", "values", ("p", S), ("x", X), ("f", X))
    + """  %y = tensor.pad %v low[0, 1, 0] high[0, 1, 0] {
  ^bb0(%k: index, %i: index, %j: index):
    tensor.yield %zero : f32
  } : tensor<KxMxNxf32> to tensor<KxPxNxf32>
  %es = tensor.empty() : tensor<PxNxf32>
  %fs = linalg.fill ins(%zero : f32) outs(%es : tensor<PxNxf32>) -> tensor<PxNxf32>
  %sum = linalg.generic {indexing_maps = [#all, #one], iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%y : tensor<KxPxNxf32>) outs(%fs : tensor<PxNxf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %o, %a : f32
    linalg.yield %0 : f32
  } -> tensor<PxNxf32>
  %first = tensor.extract_slice %v[0, 0, 0] [K, 1, N] [1, 1, 1] : tensor<KxMxNxf32> to tensor<KxNxf32>
  %en = tensor.empty() : tensor<KxNxf32>
  %n = linalg.generic {indexing_maps = [affine_map<(k, j) -> (k, j)>, affine_map<(k, j) -> (k, j)>],
      iterator_types = ["parallel", "parallel"]} ins(%first : tensor<KxNxf32>) outs(%en : tensor<KxNxf32>) {
  ^bb0(%a: f32, %o: f32):
    %k = linalg.index 0 : index
    %i = arith.index_cast %k : index to i32
    %g = arith.sitofp %i : i32 to f32
    %0 = arith.mulf %a, %g : f32
    linalg.yield %0 : f32
  } -> tensor<KxNxf32>
  return %t, %y, %sum, %n : tensor<1xf32>, tensor<KxPxNxf32>, tensor<PxNxf32>, tensor<KxNxf32>
}
"""
)

M, N = 16, 32
examples, weights = draw((13, M, N)), draw((N, N)) / 8
results = []
# Too few to be split, as many as threads have equal shares of, and not.
for k in (3, 8, 13):
    text = PROGRAM
    for name, size in {"K": k, "M": M, "N": N, "P": M + 2}.items():
        text = re.sub(rf"(?<=[<x\[ ]){name}(?=[x,\]])", str(size), text)
    model = compile_program(text)
    _, y, total, number = model.forward(draw((1,)), examples[:k], weights)
    wide = examples[:k].astype(np.float64)
    scores = wide @ weights @ wide.transpose(0, 2, 1)
    p = np.exp(scores - scores.max(2, keepdims=True))
    v = p / p.sum(2, keepdims=True) @ wide
    padded = np.pad(v, ((0, 0), (1, 1), (0, 0)))
    assert_close(y, padded, f"{k} examples")
    assert_close(total, padded.sum(0), f"{k} examples: sum")
    assert_close(number, v[:, 0] * np.arange(k)[:, None], f"{k} examples: first rows")
    results.append(y[:3].tobytes())
assert len(set(results)) == 1, "bits depend on the number of examples"
print("OK")
