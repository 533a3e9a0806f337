"""Explanations that compute parts of their forward pass again."""

import pathlib
import sys
import tempfile

import lxt_mlir
import numpy as np

ROOT = pathlib.Path(__file__).parents[3]
sys.path += [str(ROOT / "benchmarks"), str(ROOT / "test" / "Python" / "Inputs")]
from checks import FOLDER, raises, run_all  # noqa: E402
from compile_scaling import TOKENS, WIDTH, write_model  # noqa: E402
from programs import assert_close, compile_program, draw  # noqa: E402

X = np.random.default_rng(0).standard_normal((1, TOKENS, WIDTH)).astype(np.float32)
SEED = np.ones_like(X)
folder = tempfile.TemporaryDirectory()

ACTIVATION = """
#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
func.func @main(%t: tensor<1xf32>, %x: tensor<256x256xf32>, %w: tensor<256x256xf32>, %v: tensor<256x2048xf32>)
    -> (tensor<1xf32>, tensor<256x256xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<256x256xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<256x256xf32>) -> tensor<256x256xf32>
  %h = linalg.matmul ins(%x, %w : tensor<256x256xf32>, tensor<256x256xf32>) outs(%f : tensor<256x256xf32>)
      -> tensor<256x256xf32>
  %a = linalg.tanh ins(%h : tensor<256x256xf32>) outs(%e : tensor<256x256xf32>) -> tensor<256x256xf32>
  %d = tensor.empty() : tensor<256x2048xf32>
  %g = linalg.fill ins(%zero : f32) outs(%d : tensor<256x2048xf32>) -> tensor<256x2048xf32>
  %p = linalg.matmul ins(%a, %w : tensor<256x256xf32>, tensor<256x256xf32>) outs(%f : tensor<256x256xf32>)
      -> tensor<256x256xf32>
  %wide = linalg.matmul ins(%p, %v : tensor<256x256xf32>, tensor<256x2048xf32>) outs(%g : tensor<256x2048xf32>)
      -> tensor<256x2048xf32>
  %n = tensor.empty() : tensor<256xf32>
  %low = linalg.fill ins(%zero : f32) outs(%n : tensor<256xf32>) -> tensor<256xf32>
  %norms = linalg.reduce {arith.maximumf} ins(%wide : tensor<256x2048xf32>) outs(%low : tensor<256xf32>)
      dimensions = [1]
  %y = linalg.generic {indexing_maps = [#row, #id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%norms, %a, %h : tensor<256xf32>, tensor<256x256xf32>, tensor<256x256xf32>) outs(%e : tensor<256x256xf32>) {
  ^bb0(%s: f32, %b: f32, %c: f32, %o: f32):
    %0 = arith.mulf %s, %b : f32
    %1 = arith.addf %0, %c : f32
    linalg.yield %1 : f32
  } -> tensor<256x256xf32>
  return %t, %y : tensor<1xf32>, tensor<256x256xf32>
}
"""


def compile_layers(layers, **options):
    path = pathlib.Path(folder.name) / f"{layers}.mlir"
    if not path.exists():
        path.write_text(write_model(layers))
    return lxt_mlir.compile(path, **{"composite": "attnlrp-efficient", **options})


def get_bytes(model):
    return model.functions["explain"].workspace_bytes


def run(model):
    prediction, relevances = model.explain(X, seed=SEED)
    return [array.tobytes() for array in (prediction, *relevances, *model.forward(X))]


def test_same_numbers():
    for options in ({}, {"composite": "epsilon", "mode": "exact"}):
        full = compile_layers(4, **options)
        least = compile_layers(4, checkpoint="sqrt", **options)
        budget = (get_bytes(full) + get_bytes(least)) // 2
        between = compile_layers(4, memory_budget=budget, **options)
        assert get_bytes(least) < get_bytes(between) <= budget < get_bytes(full)
        assert run(full) == run(least) == run(between)
        assert full.functions["forward"].workspace_bytes == least.functions["forward"].workspace_bytes


def test_growth():
    full = [get_bytes(compile_layers(layers)) for layers in (4, 16)]
    least = [get_bytes(compile_layers(layers, checkpoint="sqrt")) for layers in (4, 16)]
    assert full[1] > 3 * full[0]
    assert least[1] < 2 * least[0]


def test_elementwise():
    """Of h and tanh(h), both of which are read before and behind the widest tensor, only h is kept."""
    n, wide, panels = 256, 2048, 2064
    model = compile_program(ACTIVATION)
    # h, p, v in panels, and the widest; no tanh(h).
    assert model.functions["forward"].workspace_bytes < 4 * (3 * n * n + n * panels + n * wide)
    x, w, v = draw((n, n)), draw((n, n)) / 16, draw((n, wide)) / 16
    h = x.astype(np.float64) @ w
    norms = np.maximum((np.tanh(h) @ w @ v).max(1), 0)
    assert_close(model.forward(draw((1,)), x, w, v)[1], norms[:, None] * np.tanh(h) + h, "activation")


def test_budgets():
    full = get_bytes(compile_layers(2))
    assert get_bytes(compile_layers(2, memory_budget=full)) == full
    least = get_bytes(compile_layers(2, checkpoint="sqrt"))
    assert get_bytes(compile_layers(2, memory_budget=least)) <= least
    error = lxt_mlir.CompileError
    raises(error, f"the least is {least} bytes", lambda: compile_layers(2, memory_budget=1000))
    raises(error, "is negative", lambda: compile_layers(2, memory_budget=-1))
    raises(error, "exclude each other", lambda: compile_layers(2, memory_budget=full, checkpoint="sqrt"))
    batch = FOLDER / "batch.mlir"
    raises(error, "needs static shapes", lambda: lxt_mlir.compile(batch, composite="epsilon", memory_budget=10**6))
    model = lxt_mlir.compile(batch, composite="epsilon", checkpoint="sqrt")
    assert model.forward(np.ones((3, 2), np.float32))[0].shape == (3, 3)


run_all(sys.modules[__name__])
