"""Predictions of models in which an explanation changes who reads what, so that other ops are fused than without it.

usage: same_bits.py             compiles and runs all
       same_bits.py LIBRARY     runs one, and prints what came out
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

import lxt_mlir
import numpy as np

HEAD = """
#id = affine_map<(i, j) -> (i, j)>
#swap = affine_map<(i, j) -> (j, i)>
#row = affine_map<(i, j) -> (i)>
#column = affine_map<(i, j) -> (j)>
"""
# The sum of squares of %s, whose readers are two in the explanation.
SQUARES = """
  %q = linalg.square ins(%s : tensor<65x65xf32>) outs(%e : tensor<65x65xf32>) -> tensor<65x65xf32>
  %e1 = tensor.empty() : tensor<65xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e1 : tensor<65xf32>) -> tensor<65xf32>
  %y = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
      ins(%q : tensor<65x65xf32>) outs(%f : tensor<65xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  } -> tensor<65xf32>
  return %y : tensor<65xf32>
}
"""
ELEMENTWISE = """
func.func @main(%x: tensor<65x65xf32>, %m: tensor<65x65xi1>) -> tensor<65xf32> {{
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<65x65xf32>
  %s = linalg.generic {{indexing_maps = [{maps}, #id], iterator_types = ["parallel", "parallel"]}}
      ins({ins}) outs(%e : tensor<65x65xf32>) {{
  ^bb0({arguments}, %o: f32):
    %0 = {op}
    linalg.yield %0 : f32
  }} -> tensor<65x65xf32>
"""
MODELS = {
    # Squares of what is masked, summed with its transpose, an outer sum.
    "masked": ELEMENTWISE.format(
        maps="#id, #id",
        ins="%m, %x : tensor<65x65xi1>, tensor<65x65xf32>",
        arguments="%c: i1, %a: f32",
        op="arith.select %c, %a, %zero : f32",
    )
    + SQUARES,
    "across": ELEMENTWISE.format(
        maps="#id, #swap",
        ins="%x, %x : tensor<65x65xf32>, tensor<65x65xf32>",
        arguments="%a: f32, %b: f32",
        op="arith.addf %a, %b : f32",
    )
    + SQUARES,
    "outer": """
func.func @main(%x: tensor<65xf32>) -> tensor<65xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<65x65xf32>
  %s = linalg.generic {indexing_maps = [#row, #column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %x : tensor<65xf32>, tensor<65xf32>) outs(%e : tensor<65x65xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  } -> tensor<65x65xf32>
"""
    + SQUARES,
    # A product of few columns that is written across.
    "transposed": """
func.func @main(%x: tensor<64x100xf32>, %w: tensor<5x100xf32>) -> tensor<5x64xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<64x5xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<64x5xf32>) -> tensor<64x5xf32>
  %h = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
      affine_map<(m, n, k) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<64x100xf32>, tensor<5x100xf32>) outs(%f : tensor<64x5xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %o, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<64x5xf32>
  %q = linalg.square ins(%h : tensor<64x5xf32>) outs(%e : tensor<64x5xf32>) -> tensor<64x5xf32>
  %t = tensor.empty() : tensor<5x64xf32>
  %y = linalg.transpose ins(%q : tensor<64x5xf32>) outs(%t : tensor<5x64xf32>) permutation = [1, 0]
  return %y : tensor<5x64xf32>
}
""",
    # Enough work for threads: products, softmax and a norm of 128 x 128.
    "layers": """
func.func @main(%x: tensor<128x128xf32>, %w: tensor<128x128xf32>) -> tensor<128x128xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<128x128xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<128x128xf32>) -> tensor<128x128xf32>
  %h = linalg.matmul ins(%x, %w : tensor<128x128xf32>, tensor<128x128xf32>) outs(%f : tensor<128x128xf32>)
      -> tensor<128x128xf32>
  %s = linalg.softmax dimension(1) ins(%h : tensor<128x128xf32>) outs(%e : tensor<128x128xf32>)
      -> tensor<128x128xf32>
  %v = linalg.matmul ins(%s, %x : tensor<128x128xf32>, tensor<128x128xf32>) outs(%f : tensor<128x128xf32>)
      -> tensor<128x128xf32>
  %y = linalg.tanh ins(%v : tensor<128x128xf32>) outs(%e : tensor<128x128xf32>) -> tensor<128x128xf32>
  return %y : tensor<128x128xf32>
}
""",
}


def run(library):
    """The digests of the prediction without and with an explanation, and of the relevances."""
    model = lxt_mlir.load(library)
    rng = np.random.default_rng(0)
    inputs = [
        rng.random(t.shape) < 0.5 if t.dtype == "i1" else rng.standard_normal(t.shape).astype(np.float32)
        for t in model.functions["forward"].arguments
    ]
    (forward,) = model.forward(*inputs)
    prediction, relevances = model.explain(*inputs, seed="output")
    assert np.isfinite(forward).all()
    return [
        hashlib.sha256(b"".join(a.tobytes() for a in arrays)).hexdigest()
        for arrays in ([forward], [prediction], relevances)
    ]


if len(sys.argv) > 1:
    print(*run(sys.argv[1]))
    sys.exit()
with tempfile.TemporaryDirectory() as folder:
    for name, text in MODELS.items():
        path, library = (pathlib.Path(folder) / f"{name}{end}" for end in (".mlir", ".so"))
        path.write_text(HEAD + text)
        lxt_mlir.compile(path, library=library, rules=["kind:any=gradient()"])
        results = set()
        for threads in "1", "2", "3":
            environment = {**os.environ, "OMP_NUM_THREADS": threads}
            command = [sys.executable, __file__, str(library)]
            process = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            results.add(tuple(process.stdout.split()))
        assert len(results) == 1, f"{name}: other results on other threads"
        ((forward, prediction, _),) = results
        assert forward == prediction, f"{name}: another prediction with an explanation"
print("OK")
