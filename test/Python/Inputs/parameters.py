"""Numbers of rules that are given at run time, from Python and from the command line."""

import pathlib
import subprocess
import sys
import tempfile

import lxt_mlir
import numpy as np
from checks import FOLDER, raises, run_all

SIGNS = FOLDER / "signs.mlir"
IMAGES = FOLDER / "images.mlir"
# What the inputs and the bias add: 2 + 2 - 1 + 1 = 4, -2 - 3 + 2 - 3 = -6.
X = np.array([[2, -1, 1]], np.float32)
Y = [[4, -6]]


def compile_signs(rule, **options):
    return lxt_mlir.compile(SIGNS, rules=[f"kind:dense={rule}"], **options)


def explain(model, seed, **parameters):
    prediction, (relevance,) = model.explain(X, seed=np.array([seed], np.float32), parameters=parameters)
    assert prediction.tolist() == Y and relevance.dtype == np.float32
    return relevance[0].tolist()


def test_epsilon():
    model = compile_signs("epsilon(epsilon=?)")
    # R / (y + epsilon): (6 / 6, 8 / -4), then (10 / 5, 10 / -5).
    assert explain(model, (6, 8), epsilon=2) == [2 + 4, 2 + 6, -1 - 4]
    assert explain(model, (10, 10), epsilon=1.0) == [4 + 4, 4 + 6, -2 - 4]


def test_gamma():
    model = compile_signs("gamma(gamma=?,epsilon=?eps)")
    # z = (4 + 4 - 1 + 2, -4 - 6 + 2 - 6) = (9, -14); R / stab(z) = (10 / 10, -30 / -15)
    assert explain(model, (10, -30), gamma=1, eps=1) == [4 - 8, 4 - 12, -1 + 4]
    # z = (2.5 + 2.5 - 1 + 1.25, -2.5 - 3.75 + 2 - 3.75) = (5.25, -8); R / stab(z) = (12 / 6, -17.5 / -8.75)
    assert explain(model, (12, -17.5), gamma=0.25, eps=0.75) == [5 - 5, 5 - 7.5, -2 + 4]
    # 0 is the epsilon rule: z = y.
    assert explain(model, (6, 8), gamma=0, eps=2) == [2 + 2, 2 + 3, -1 - 2]


def test_z_box():
    # A weight w > 0 adds (x - low) w, w < 0 adds (x - high) w: z = (3 + 2 + 2, 0 + 3 + 2);
    # R / stab(z) = (8 / 8, -12 / 6).
    model = compile_signs("z_box(low=?[3],high=?[3],epsilon=1)")
    assert explain(model, (8, -12), low=[-1, -2, 0], high=[2, 0, 3]) == [3 - 0, 2 - 6, 2 - 4]
    assert explain(model, (8, -12), low=np.array([-1, -2, 0]), high=(2.0, 0, 3)) == [3 - 0, 2 - 6, 2 - 4]
    model = compile_signs("z_box(low=[-1,-2,0],high=?[3],epsilon=1)")
    assert explain(model, (8, -12), high=[2, 0, 3]) == [3 - 0, 2 - 6, 2 - 4]
    # One number for all: z = (3 + 6 + 1, 0 + 0 + 4); R / stab(z) = (12 / 12, -12 / 6).
    model = compile_signs("z_box(low=?,high=?,epsilon=2)")
    assert explain(model, (12, -12), low=-1, high=2) == [3 - 0, 6 - 0, 1 - 8]
    # Both: z = (3 + 2 + 2, 0 + 0 + 4); R / stab(z) = (8 / 8, -10 / 5).
    model = compile_signs("z_box(low=?,high=?h[3],epsilon=1)")
    assert explain(model, (8, -10), low=-1, h=[2, 0, 3]) == [3 - 0, 2 - 0, 2 - 8]


def compare_with_constants(composite, **parameters):
    """The same numbers as with the parameters compiled in."""
    random = np.random.default_rng(0)
    x = random.uniform(-1, 2, (3, 3, 5, 5)).astype(np.float32)
    seed = random.standard_normal((3, 4)).astype(np.float32)
    open_names = ",".join(
        f"{name}=?[{len(v)}]" if isinstance(v, list) else f"{name}=?" for name, v in parameters.items()
    )
    constants = ",".join(f"{name}={v}".replace(" ", "") for name, v in parameters.items())
    given = lxt_mlir.compile(IMAGES, composite=f"{composite}({open_names})")
    fixed = lxt_mlir.compile(IMAGES, composite=f"{composite}({constants})")
    prediction, (relevance,) = given.explain(x, seed=seed, parameters=parameters)
    expected_prediction, (expected,) = fixed.explain(x, seed=seed)
    assert (prediction == expected_prediction).all() and np.abs(expected).max() > 0.01
    error = np.abs(relevance - expected).max() / np.abs(expected).max()
    assert error <= 1e-6, (composite, parameters, error)
    return given, x, seed, relevance


def test_same_as_constants():
    compare_with_constants("epsilon", epsilon=0.3)
    compare_with_constants("epsilon-gamma-box", low=-1.1, high=2.3, gamma=0.7)
    compare_with_constants("gamma-vit", conv_gamma=0.3, linear_gamma=0.05)
    bounds = dict(low=[-1.5, -1.2, -1.1], high=[2.2, 2.1, 2.0])
    model, x, seed, relevance = compare_with_constants("epsilon-gamma-box", **bounds, gamma=0.25, epsilon=1e-6)
    # Every one of them counts.
    others = dict(low=[-1.5, -1.2, -2], high=[2.2, 3, 2.0], gamma=2, epsilon=0.5)
    for name, other in others.items():
        changed = {**bounds, "gamma": 0.25, "epsilon": 1e-6, name: other}
        difference = model.explain(x, seed=seed, parameters=changed)[1][0] - relevance
        assert np.abs(difference).max() > 1e-3 * np.abs(relevance).max(), name


def test_seeds():
    model = compile_signs("epsilon(epsilon=?)")
    for seed in ("argmax", (0, 0)):
        # 4 / (4 + 4)
        assert model.explain(X, seed=seed, parameters={"epsilon": 4})[1][0].tolist() == [[1, 1, -0.5]]
    model = compile_signs("epsilon(epsilon=?)", seed="argmax")
    assert model.explain(X, parameters={"epsilon": 4})[1][0].tolist() == [[1, 1, -0.5]]
    raises(ValueError, "takes the parameters epsilon, got none", lambda: model.explain(X))


def test_description():
    model = compile_signs("z_box(low=?[3],high=?top)")
    arguments = model.functions["explain"].arguments
    assert [(t.name, t.role) for t in arguments[:2]] == [("input0", "input"), ("seed", "seed")]
    others = {(t.name, t.role, t.dtype, t.shape, t.input) for t in arguments[2:]}
    assert others == {("low", "parameter", "f64", (3,), None), ("top", "parameter", "f64", (), None)}
    # The prediction needs none.
    assert [t.role for t in model.functions["forward"].arguments] == ["input"]
    assert model.forward(X)[0].tolist() == Y


def test_shared():
    """One argument for all rules that name it."""
    model = lxt_mlir.compile(IMAGES, composite="epsilon(epsilon=?)")
    arguments = model.functions["explain"].arguments
    assert [t.name for t in arguments] == ["input0", "seed", "epsilon"]


def test_names():
    """Any name will do."""
    model = compile_signs("gamma(gamma=?seed,epsilon=?input0)")
    seed = np.array([[10, -30]], np.float32)
    _, (relevance,) = model.explain(X, seed=seed, parameters={"seed": 1, "input0": 1})
    assert relevance.tolist() == [[4 - 8, 4 - 12, -1 + 4]]
    model = compile_signs("gamma(gamma=?parameters,epsilon=?shapes)", seed="argmax")
    # R = 4: s = 4 / (5.25 + 0.75)
    _, (relevance,) = model.explain(X, parameters={"parameters": 0.25, "shapes": 0.75})
    assert np.abs(relevance - [[5 / 3, 5 / 3, -2 / 3]]).max() < 1e-6


def test_ledger():
    model = compile_signs("epsilon(epsilon=?)", seed="argmax", ledger=True)
    prediction, (relevance,), ledger = model.explain_with_ledger(X, parameters={"epsilon": 4})
    # Of 4, 1 + 1 - 0.5 arrive: s = 4 / (4 + 4), the bias keeps 0.5 and epsilon 2.
    assert prediction.tolist() == Y and relevance.tolist() == [[1, 1, -0.5]]
    (row,) = (dict(zip(lxt_mlir.LEDGER_COLUMNS, row)) for row in ledger.tolist())
    assert [row[name] for name in ("in", "out", "epsilon", "bias")] == [4, 1.5, 2, 0.5], row
    raises(ValueError, "takes the parameters epsilon, got none", lambda: model.explain_with_ledger(X))


def test_bad_parameters():
    model = compile_signs("gamma(gamma=?,epsilon=?eps)")
    seed = np.array([[1, 1]], np.float32)
    expected = [tensor.name for tensor in model.functions["explain"].arguments[2:]]
    assert sorted(expected) == ["eps", "gamma"]
    names = f"the model takes the parameters {', '.join(expected)}, got "

    def refuses(text, parameters):
        raises(ValueError, text, lambda: model.explain(X, seed=seed, parameters=parameters))

    raises(ValueError, names + "none", lambda: model.explain(X, seed=seed))
    refuses(names + "none", {})
    refuses(names + "none", None)
    refuses(names + "gamma", dict(gamma=1))
    refuses(names + "eps, gama", dict(gama=1, eps=1))
    refuses(names + "beta, eps, gamma", dict(gamma=1, eps=1, beta=1))
    refuses("parameter eps has no value, or one that is no number", dict(gamma=1, eps=None))
    refuses("parameter gamma has no value, or one that is no number", dict(gamma=np.nan, eps=1))
    refuses("gamma has shape (2,), the model takes ()", dict(gamma=[1, 2], eps=1))
    refuses("gamma has shape (1,), the model takes ()", dict(gamma=[1], eps=1))
    refuses("could not convert", dict(gamma="high", eps=1))
    # By position they are inputs.
    raises(ValueError, names + "none", lambda: model.explain(X, 1.0, 1.0, seed=seed))
    raises(
        ValueError,
        "takes 4 tensors, got 5",
        lambda: model.explain(X, X, seed=seed, parameters=dict(gamma=1, eps=1)),
    )
    model = compile_signs("z_box(low=?[3],high=3)")
    refuses("low has shape (2,), the model takes (3,)", dict(low=[-1, 2]))
    refuses("low has shape (), the model takes (3,)", dict(low=-1))
    refuses("parameter low has no value, or one that is no number", dict(low=[None, 1, 2]))
    refuses("parameter low has no value, or one that is no number", dict(low=[0, float("nan"), 2]))
    model = compile_signs("gamma()")
    refuses("the model takes the parameters none, got gamma", dict(gamma=1))


def test_bad_rules():
    error = lxt_mlir.CompileError
    raises(error, "parameter gamma=?1x of 'kind:dense=gamma(gamma=?1x)'", lambda: compile_signs("gamma(gamma=?1x)"))
    raises(
        error,
        "'lxt.z_box' op has bounds for 2 channels, the input has 3",
        lambda: compile_signs("z_box(low=?[2],high=1)"),
    )
    raises(error, "which is one number", lambda: compile_signs("gamma(gamma=?[3])"))


class Command:
    """One run of `python -m lxt_mlir explain`."""

    def __init__(self, rule, seed, *parameters):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            np.save(folder / "x.npy", X)
            np.save(folder / "s.npy", np.array([seed], np.float32))
            command = [sys.executable, "-m", "lxt_mlir", "explain", str(SIGNS), f"--rule=kind:dense={rule}"]
            command += ["--input=x.npy", "--seed=s.npy", "--prediction=y.npy", "--relevance=r.npy"]
            command += [f"--parameter={parameter}" for parameter in parameters]
            self.process = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            self.arrays = {path.name: np.load(path).tolist() for path in folder.glob("[yr].npy")}

    def gives(self, relevance):
        assert self.process.returncode == 0 and self.process.stderr == "", self.process
        assert self.arrays == {"y.npy": Y, "r.npy": [relevance]}, self.arrays

    def refuses(self, text):
        lines = self.process.stderr.splitlines()
        assert self.process.returncode == 1 and not self.arrays, self.process
        assert len(lines) == 1 and lines[0].startswith("error: ") and text in lines[0], self.process.stderr


def test_command():
    gamma = "gamma(gamma=?,epsilon=?eps)"
    Command(gamma, (12, -17.5), "gamma=0.25", "eps=0.75").gives([0, -2.5, 2])
    Command(gamma, (10, -30), "eps=1", "gamma=1e0").gives([-4, -8, 3])
    box = "z_box(low=?[3],high=?[3],epsilon=1)"
    Command(box, (8, -12), "low=[-1,-2,0]", "high=[2, 0.0, 3]").gives([3, -4, -2])


def test_bad_command():
    gamma, seed = "gamma(gamma=?)", (1, 1)
    Command(gamma, seed).refuses("the model takes the parameters gamma, got none")
    Command(gamma, seed, "gama=1").refuses("the model takes the parameters gamma, got gama")
    Command(gamma, seed, "gamma=1", "eps=1").refuses("the model takes the parameters gamma, got eps, gamma")
    Command(gamma, seed, "gamma=[1,2]").refuses("gamma has shape (2,)")
    for text in ("gamma", "gamma=", "gamma=high", "gamma=[1,high]", "gamma=[]", "gamma=[1;2]"):
        Command(gamma, seed, text).refuses(f"--parameter '{text}' is not of the form NAME=NUMBER or NAME=[NUMBER,...]")
    for text in ("gamma=0.25,7", "gamma=]0.25[", "gamma=[0.25", "gamma=0.25]", "gamma=[[0.25]]", "gamma=[0.25,]"):
        Command(gamma, seed, text).refuses(f"--parameter '{text}' is not of the form NAME=NUMBER or NAME=[NUMBER,...]")
    Command("gamma()", seed, "gamma=1").refuses("the model takes the parameters none, got gamma")


run_all(sys.modules[__name__])
