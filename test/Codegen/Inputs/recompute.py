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

X = np.random.default_rng(0).standard_normal((1, TOKENS, WIDTH)).astype(np.float32)
SEED = np.ones_like(X)
folder = tempfile.TemporaryDirectory()


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
