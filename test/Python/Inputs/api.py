"""compile, load, forward, explain, and what they refuse."""

import pathlib
import sys
import tempfile

import lxt_mlir
import numpy as np
from checks import FOLDER, X, Y, raises, run_all

ONE = "epsilon(epsilon=1)"


def compile_dense(**options):
    return lxt_mlir.compile(FOLDER / "dense.mlir", composite=ONE, **options)


def check_dense(result, seed):
    """R_j = x_j sum_k w_jk seed_k / (y_k + 1) for w = (1 3; 0.5 1.5), x = (1, 2), y = (3, 7): exact in binary."""
    prediction, (relevance,) = result
    assert prediction.tolist() == Y
    a, b = seed[0] / 4, seed[1] / 8
    assert relevance.tolist() == [[1 * (1 * a + 3 * b), 2 * (0.5 * a + 1.5 * b)]], (seed, relevance)
    assert prediction.dtype == relevance.dtype == np.float32


def test_forward():
    (y,) = compile_dense().forward(X)
    assert y.tolist() == Y and y.dtype == np.float32


def test_seed_at_run_time():
    model = compile_dense()
    assert model.seed == "given"
    check_dense(model.explain(X, seed=np.array([[4, 8]], np.float32)), (4, 8))
    check_dense(model.explain(X, seed=[np.array([2, -1], np.float32)]), (2, -1))
    check_dense(model.explain(X, seed="output"), (3, 7))
    check_dense(model.explain(X, seed="argmax"), (0, 7))
    check_dense(model.explain(X, seed=(0, 0)), (3, 0))
    check_dense(model.explain(X, seed=(0, -1)), (0, 7))


def test_seed_at_compile_time():
    check_dense(compile_dense(seed="output").explain(X), (3, 7))
    check_dense(compile_dense(seed="argmax").explain(X), (0, 7))
    check_dense(compile_dense(seed="class:0").explain(X), (3, 0))
    check_dense(compile_dense(seed="0,1").explain(X), (0, 7))
    check_dense(compile_dense(seed="0,-2").explain(X), (3, 0))
    check_dense(compile_dense(seed="class:-1").explain(X), (0, 7))
    check_dense(compile_dense(seed="*,0").explain(X), (3, 0))
    check_dense(compile_dense(seed="-1,argmax").explain(X), (0, 7))
    check_dense(compile_dense(seed="*,argmax").explain(X), (0, 7))
    model = compile_dense(seed="argmax")
    check_dense(model.explain(X, seed="argmax"), (0, 7))
    raises(ValueError, "seed argmax", lambda: model.explain(X, seed="output"))
    raises(ValueError, "seed argmax", lambda: model.explain(X, seed=(0, 0)))
    raises(ValueError, "seed argmax", lambda: model.explain(X, seed=np.zeros((1, 2), np.float32)))


def check_several(result, seeds):
    prediction, (relevance,) = result
    assert relevance.shape == (len(seeds), 1, 2)
    for one, seed in zip(relevance, seeds):
        check_dense((prediction, (one,)), seed)


def check_seeds_at_run_time(model):
    wanted = [(4, 8), (2, -1), (0, 0)]
    seeds = np.array(wanted, np.float32)[:, None]
    check_several(model.explain(X, seed=seeds), wanted)
    check_several(model.explain(X, seed=[*seeds]), wanted)
    # As a model of one seed takes them.
    check_several(model.explain(X, seed=["output", (0, 0), seeds[0]]), [(3, 7), (3, 0), (4, 8)])
    raises(ValueError, "the model takes several seeds", lambda: model.explain(X, seed="argmax"))
    raises(ValueError, "the model takes several seeds", lambda: model.explain(X, seed=(0, 1)))
    odd = [seeds[0], "argmax", seeds[0, 0]]
    for some in ([], odd):
        raises(
            ValueError, "at least one, and all are of the output's shape", lambda some=some: model.explain(X, seed=some)
        )
    raises(ValueError, "seed has shape (1, 2), the model takes", lambda: model.explain(X, seed=seeds[0]))
    raises(ValueError, "seed has shape (3, 2, 2)", lambda: model.explain(X, seed=np.zeros((3, 2, 2), np.float32)))
    raises(ValueError, "seed has dtype float64", lambda: model.explain(X, seed=seeds.astype(np.float64)))
    raises(ValueError, "'best' is no seed", lambda: model.explain(X, seed=["argmax", "best", "output"]))
    raises(ValueError, "the model takes a seed", lambda: model.explain(X))


def test_several_seeds_at_run_time():
    three, some = compile_dense(seed="given:3"), compile_dense(seed="given:?")
    assert (three.seed, some.seed) == ("given(3)", "given(?)")
    check_seeds_at_run_time(three)
    check_seeds_at_run_time(some)
    seeds = np.array([[[4, 8]], [[2, -1]]], np.float32)
    for count in (1, 2, 5):
        check_several(some.explain(X, seed=np.tile(seeds[:1], (count, 1, 1))), [(4, 8)] * count)
    raises(ValueError, "seed has shape (2, 1, 2), the model takes (3, 1, 2)", lambda: three.explain(X, seed=seeds))
    # One is several, too, when it is asked for so.
    check_several(compile_dense(seed="given:1").explain(X, seed=["argmax"]), [(0, 7)])


def test_several_seeds_at_compile_time():
    model = compile_dense(seed=["class:0", "argmax", "0,0", "output"])
    assert model.seed == "[class(0), argmax, index(0, 0), output]"
    check_several(model.explain(X), [(3, 0), (0, 7), (3, 0), (3, 7)])
    raises(ValueError, "was compiled with seed [class(0), argmax", lambda: model.explain(X, seed="argmax"))
    check_dense(compile_dense(seed=["argmax"]).explain(X), (0, 7))
    error = lxt_mlir.CompileError
    raises(error, "several seeds are fixed ones", lambda: compile_dense(seed=["argmax", "given"]))
    raises(error, "at least 1", lambda: compile_dense(seed="given:0"))
    raises(error, "the ledger of one seed", lambda: compile_dense(seed="given:2", ledger=True))


def test_outputs_of_several_seeds():
    wanted = [(3, 0), (0, 7), (0, 7)]
    model = compile_dense(seed=["0,0", "-1,argmax", "*,-1"])
    assert model.seed == "[index(0, 0), argmax(-1), index(*, -1)]"
    _, (everything,) = result = model.explain(X)
    check_several(result, wanted)
    prediction, (relevance,) = compile_dense(seed=["0,0", "-1,argmax", "*,-1"], outputs="relevance").explain(X)
    assert prediction is None and (relevance == everything).all()
    seeds = np.array(wanted, np.float32)[:, None]
    for seed in ("given:3", "given:?"):
        # Seeds that are given at run time read all of it.
        check_several(compile_dense(seed=seed, outputs="slice").explain(X, seed=seeds), wanted)
        model = compile_dense(seed=seed, outputs="relevance")
        prediction, (relevance,) = model.explain(X, seed=seeds)
        assert prediction is None and (relevance == everything).all()
        raises(ValueError, "seed has to be an array", lambda model=model: model.explain(X, seed=["output"] * 3))
    raises(
        lxt_mlir.CompileError,
        "'slice' goes with one seed",
        lambda: compile_dense(seed=["argmax", "0,0"], outputs="slice"),
    )


def test_several_seeds_with_values():
    model = compile_dense(seed="given:?", values=["kind:dense"])
    seeds = np.array([[[4, 8]], [[1, -1]]], np.float32)
    _, (relevance, value) = model.explain(X, seed=seeds)
    check_several((np.array(Y, np.float32), [relevance]), [(4, 8), (1, -1)])
    assert (value == seeds).all()


def check_seeds_of_a_batch(seed):
    model = lxt_mlir.compile(FOLDER / "batch.mlir", composite=ONE, seed=seed, values=["kind:dense"])
    rows = np.tile(np.array([[1, 2], [3, 2]], np.float32), (2, 1))
    for count in (1, 2, 4):
        x = rows[:count]
        (y,) = model.forward(x)
        # With seed c (y + 1), R_j = c x_j (2, 3.5).
        seeds = np.array([1, -1, 0.5], np.float32)[:, None, None] * (y + 1)
        prediction, (relevance, value) = model.explain(x, seed=seeds)
        assert (prediction == y).all() and (value == seeds).all()
        assert (relevance == np.array([1, -1, 0.5])[:, None, None] * x * [2, 3.5]).all()
    # The number of rows is that of the inputs.
    short = np.zeros((3, 3, 3), np.float32)
    raises(ValueError, "size", lambda: model.explain(rows, seed=short))
    raises(ValueError, "size", lambda: model.explain(rows, seed=short, shapes=[(4, 3), (3, 4, 2), (3, 4, 3)]))


def test_several_seeds_of_a_batch():
    check_seeds_of_a_batch("given:3")
    check_seeds_of_a_batch("given:?")


def test_outputs():
    (everything,) = compile_dense(seed="class:0").explain(X)[1]
    # What the seed reads: the element, or the row that it is found in.
    prediction, (relevance,) = compile_dense(seed="class:0", outputs="slice").explain(X)
    assert prediction.tolist() == [[3]] and (relevance == everything).all()
    prediction, (relevance,) = compile_dense(seed="class:0", outputs="relevance").explain(X)
    assert prediction is None and (relevance == everything).all()
    check_dense(compile_dense(seed="0,argmax", outputs="slice").explain(X), (0, 7))
    check_dense(compile_dense(outputs="slice").explain(X, seed="argmax"), (0, 7))
    model = compile_dense(outputs="relevance", mode="fast")
    assert [tensor.role for tensor in model.functions["explain"].results] == ["relevance"]
    raises(ValueError, "seed has to be an array", lambda: model.explain(X, seed="argmax"))
    prediction, (relevance,) = model.explain(X, seed=np.array([[3, 0]], np.float32))
    # Without the epsilon of 1; the bias takes the rest.
    assert prediction is None and relevance.tolist() == [[1, 1]]
    # With a ledger, and inner values.
    model = compile_dense(seed="class:0", outputs="relevance", values=["kind:dense"], ledger=True)
    prediction, relevances, ledger = model.explain_with_ledger(X)
    assert prediction is None and (relevances[0] == everything).all() and relevances[1].tolist() == [[3, 0]]
    assert ledger[0, 0] == 3


def test_index_of_dynamic_dimension():
    rows = np.array([[1, 2], [3, 2], [1, 2]], np.float32)

    def check(model, count, row):
        # As in test_dynamic_batch: y = (3, 5, 4) or (5, 9, 2), the second one is the largest.
        prediction, (relevance,) = model.explain(rows[:count])
        expected = np.zeros((count, 2))
        expected[row] = [6 * 0.9, 2 * 0.9] if row % 2 else [2 * 5 / 6, 2 * 5 / 6]
        assert prediction.tolist() == ([[5, 9, 2]] if row % 2 else [[3, 5, 4]]), prediction
        assert np.allclose(relevance, expected, rtol=1e-6, atol=0), relevance

    model = lxt_mlir.compile(FOLDER / "batch.mlir", composite=ONE, seed="-1,argmax", outputs="slice")
    for count in (1, 2, 3):
        check(model, count, count - 1)
    raises(ValueError, "size", lambda: model.explain(rows[:0]))
    model = lxt_mlir.compile(FOLDER / "batch.mlir", composite=ONE, seed="1,argmax", outputs="slice")
    for count in (2, 3):
        check(model, count, 1)
    raises(ValueError, "size", lambda: model.explain(rows[:1]))
    raises(
        lxt_mlir.CompileError,
        "an output of static shape is needed",
        lambda: lxt_mlir.compile(FOLDER / "batch.mlir", composite=ONE, outputs="relevance"),
    )


def test_bad_seeds():
    model = compile_dense()
    raises(ValueError, "takes a seed", lambda: model.explain(X))
    raises(ValueError, "'best' is no seed", lambda: model.explain(X, seed="best"))
    raises(ValueError, "does not fit the output of shape (1, 2)", lambda: model.explain(X, seed=(0, 2)))
    raises(ValueError, "does not fit the output of shape (1, 2)", lambda: model.explain(X, seed=(0, 0, 0)))
    raises(ValueError, "seed has shape (2,)", lambda: model.explain(X, seed=np.zeros(2, np.float32)))
    raises(ValueError, "seed has dtype float64", lambda: model.explain(X, seed=np.zeros((1, 2))))


def test_bad_inputs():
    model = compile_dense()
    raises(ValueError, "input0 has dtype float64, the model takes float32", lambda: model.forward(X.astype(float)))
    raises(ValueError, "input0 has shape (2, 1), the model takes (1, 2)", lambda: model.forward(X.T))
    raises(ValueError, "input0 has shape (2,), the model takes (1, 2)", lambda: model.forward(X[0]))
    raises(ValueError, "takes 1 tensors, got 0", lambda: model.forward())
    raises(ValueError, "takes 1 tensors, got 2", lambda: model.forward(X, X))
    raises(ValueError, "tensors, got", lambda: model.explain(seed="output"))
    raises(ValueError, "tensors, got", lambda: model.explain(X, X, seed="output"))


def test_arrays_of_any_layout():
    model = lxt_mlir.compile(FOLDER / "gate.mlir", rules=["kind:product=uniform()"])
    x, g = np.arange(6.0).reshape(2, 3), np.arange(6.0, 12.0).reshape(2, 3)
    wide = np.zeros((2, 6))
    wide[:, ::2] = g
    assert (model.forward(np.asfortranarray(x), wide[:, ::2])[0] == x * g).all()


def test_two_inputs_of_doubles():
    x, g = np.arange(6.0).reshape(2, 3), np.arange(6.0, 12.0).reshape(2, 3)
    # Each factor gets half.
    model = lxt_mlir.compile(FOLDER / "gate.mlir", rules=["kind:product=uniform()"])
    product, total = model.forward(x, g)
    assert (product == x * g).all() and (total == (x * g).sum(1)).all() and product.dtype == np.float64
    prediction, relevances = model.explain(x, g, seed="output")
    assert (prediction == x * g).all() and len(relevances) == 2
    assert all((r == x * g / 2).all() and r.dtype == np.float64 for r in relevances)
    # An explained input alone gets all; the other result; the relevance between the layers, with epsilon 1 in the sum.
    model = lxt_mlir.compile(
        FOLDER / "gate.mlir",
        rules=["kind:sum=epsilon(epsilon=1)"],
        inputs=[1],
        output=1,
        values=["kind:scale"],
    )
    prediction, (relevance, value) = model.explain(x, g, seed="output")
    total = (x * g).sum(1, keepdims=True)
    expected = x * g * (total / (total + 1))
    assert (prediction == (x * g).sum(1)).all()
    assert np.allclose(relevance, expected, rtol=1e-12, atol=0) and np.allclose(value, expected, rtol=1e-12, atol=0)


def test_integer_input():
    ids, table = np.array([0, 4, 0]), np.arange(10, dtype=np.float32).reshape(5, 2)
    model = lxt_mlir.compile(FOLDER / "lookup.mlir")
    # Relevance goes back to the rows that were read, and adds up.
    prediction, relevances = model.explain(ids, table, seed="output")
    assert (prediction == table[ids]).all() and len(relevances) == 1
    assert relevances[0].tolist() == [[0, 2], [0, 0], [0, 0], [0, 0], [8, 9]]
    # Of several seeds, each.
    several = lxt_mlir.compile(FOLDER / "lookup.mlir", seed="given:2")
    _, relevances = several.explain(ids, table, seed=["output", np.ones((3, 2), np.float32)])
    assert relevances[0].tolist() == [
        [[0, 2], [0, 0], [0, 0], [0, 0], [8, 9]],
        [[2, 2], [0, 0], [0, 0], [0, 0], [1, 1]],
    ]
    raises(
        ValueError, "input0 has dtype int32, the model takes int64", lambda: model.forward(ids.astype(np.int32), table)
    )
    raises(lxt_mlir.CompileError, "no tensor of floats", lambda: lxt_mlir.compile(FOLDER / "lookup.mlir", inputs=[0]))


def test_dynamic_batch():
    model = lxt_mlir.compile(FOLDER / "batch.mlir", composite=ONE)
    rows = np.array([[1, 2], [3, 2]], np.float32)
    # y = (3, 5, 4) and (5, 9, 2); with seed y + 1, R_j = x_j (w_j0 + w_j1 + w_j2) = x_j (2, 3.5).
    for count in (1, 2, 6):
        x = np.tile(rows, (3, 1))[:count]
        (y,) = model.forward(x)
        assert y.tolist() == ([[3, 5, 4], [5, 9, 2]] * 3)[:count]
        prediction, (relevance,) = model.explain(x, seed=y + 1)
        assert (prediction == y).all() and relevance.tolist() == ([[2, 7], [6, 7]] * 3)[:count]
    prediction, (relevance,) = model.explain(np.zeros((0, 2), np.float32), seed="output")
    assert prediction.shape == (0, 3) and relevance.shape == (0, 2)
    check = model.explain(rows, seed="argmax")[1][0]
    # The largest are y_1 of both rows: R_j = x_j w_j1 y_1 / (y_1 + 1) with 5/6 and 9/10.
    assert np.allclose(check, [[2 * 5 / 6, 2 * 5 / 6], [6 * 0.9, 2 * 0.9]], rtol=1e-6, atol=0)
    raises(ValueError, "the model takes (?, 2)", lambda: model.forward(np.zeros((2, 3), np.float32)))
    raises(ValueError, "size", lambda: model.explain(rows, seed=np.zeros((3, 3), np.float32)))


def test_result_shapes():
    model = lxt_mlir.compile(FOLDER / "sizes.mlir", composite=ONE)
    x, z = np.ones((2, 2), np.float32), np.ones(5, np.float32)
    shapes = [(2, 3), (5,)]
    assert [y.shape for y in model.forward(x, z, shapes=shapes)] == shapes
    raises(ValueError, "give shapes", lambda: model.forward(x, z))
    raises(ValueError, "size", lambda: model.forward(x, z, shapes=[(2, 3), (6,)]))
    prediction, relevances = model.explain(x, z, seed=np.ones((2, 3), np.float32))
    assert prediction.shape == (2, 3) and [r.shape for r in relevances] == [(2, 2), (5,)]
    # The other output's input has no part in the first.
    assert relevances[0].any() and not relevances[1].any()


def test_result_shapes_that_do_not_fit():
    model = lxt_mlir.compile(FOLDER / "sizes.mlir", composite=ONE)
    x, z = np.ones((2, 2), np.float32), np.ones(5, np.float32)
    raises(ValueError, "output0", lambda: model.forward(x, z, shapes=[(2, 2), (5,)]))
    raises(ValueError, "output0", lambda: model.forward(x, z, shapes=[(2,), (5,)]))
    raises(ValueError, "shapes", lambda: model.forward(x, z, shapes=[(2, 3)]))
    # Shapes are known here, so that the seed can be made of the output.
    prediction, _ = model.explain(x, z, seed="output", shapes=[(2, 3), (2, 2), (5,)])
    assert prediction.shape == (2, 3)


def test_bfloat16_as_bits():
    def bits(values):
        return (np.array(values, np.float32).view(np.uint32) >> 16).astype(np.uint16)

    model = lxt_mlir.compile(FOLDER / "bf16.mlir", rules=["kind:scale=identity()"])
    x = bits([1, -2, 0.5, 3])
    assert (model.forward(x)[0] == bits([-1, 2, -0.5, -3])).all()
    assert (model.explain(x, seed="output")[1][0] == bits([-1, 2, -0.5, -3])).all()
    # 2 is the largest value, not the largest pattern.
    assert (model.explain(x, seed="argmax")[1][0] == bits([0, 2, 0, 0])).all()


def test_scalar_output():
    model = lxt_mlir.compile(FOLDER / "scalar.mlir", composite=ONE)
    x = np.array([1, 2, 3, 1], np.float32)
    prediction, (relevance,) = model.explain(x, seed=np.float32(8))
    # y = 7: R_j = x_j 8 / (7 + 1).
    assert prediction.shape == () and prediction == 7 and (relevance == x).all()


def test_description():
    model = compile_dense(mode="exact", values=["kind:dense"])
    assert (model.name, model.seed, model.mode) == ("model", "given", "exact")
    assert list(model.functions) == ["forward", "explain"]
    explain = model.functions["explain"]
    assert [(t.name, t.role, t.dtype, t.shape, t.input) for t in explain.arguments] == [
        ("input0", "input", "f32", (1, 2), None),
        ("seed", "seed", "f32", (1, 2), None),
    ]
    assert [(t.role, t.input) for t in explain.results] == [("prediction", None), ("relevance", 0), ("value", None)]


def test_library_is_kept():
    with tempfile.TemporaryDirectory() as folder:
        library = pathlib.Path(folder) / "dense.so"
        check_dense(compile_dense(library=library, target_cpu="x86-64").explain(X, seed="output"), (3, 7))
        check_dense(lxt_mlir.load(library).explain(X, seed="output"), (3, 7))
        assert [p.name for p in pathlib.Path(folder).iterdir()] == ["dense.so"]
        text = pathlib.Path(folder) / "text.so"
        text.write_text("text")
        raises(ValueError, "no shared library", lambda: lxt_mlir.load(text))
        raises(ValueError, "there is no file", lambda: lxt_mlir.load(pathlib.Path(folder) / "none.so"))


def test_compile_errors():
    error = lxt_mlir.CompileError
    raises(error, "there is no file", lambda: lxt_mlir.compile(FOLDER / "none.mlir"))
    raises(error, "has no rule", lambda: lxt_mlir.compile(FOLDER / "dense.mlir"))
    raises(error, "'nothing' is no composite", lambda: lxt_mlir.compile(FOLDER / "dense.mlir", composite="nothing"))
    raises(error, "'magic'", lambda: compile_dense(rules=["kind:linear=magic()"]))
    raises(error, "no function @nothing", lambda: compile_dense(entry="nothing"))
    raises(error, "output 1", lambda: compile_dense(output=1))
    raises(error, "output -1", lambda: compile_dense(output=-1))
    raises(error, "is no mode", lambda: compile_dense(mode="quick"))
    raises(error, "seed index -3 is out of range", lambda: compile_dense(seed="0,-3"))
    raises(error, "'none'", lambda: compile_dense(outputs="none"))


run_all(sys.modules[__name__])
