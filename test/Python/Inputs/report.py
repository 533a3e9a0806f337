"""The report of a model and the ledger of an explanation, from Python and from the command line."""

import ctypes
import json
import pathlib
import subprocess
import sys
import tempfile

import lxt_mlir
import numpy as np
from checks import FOLDER, X, Y, raises, run_all

DENSE = FOLDER / "dense.mlir"
LOGS = FOLDER / "logs.mlir"
COLUMNS = ("in", "out", "epsilon", "bias", "stopped", "constants", "rule")
COUNTS = ("nan", "infinite", "relevance_nan", "relevance_infinite")
# dense.mlir with epsilon 1: R / (y + 1) = (1, 1), x gets (1 * (1 + 3), 2 * (0.5 + 1.5)), the bias (1, 1).
SEED = np.array([[4, 8]], np.float32)
RELEVANCE = [[4, 4]]
ROW = [12, 8, 2, 2, 0, 0, 0, 0, 0, 0, 0]


def compile_dense(**options):
    return lxt_mlir.compile(DENSE, composite="epsilon(epsilon=1)", **options)


def parse(text):
    """JSON that others can read, too: it has no NaN and no infinity."""

    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


def test_columns():
    assert lxt_mlir.LEDGER_COLUMNS == COLUMNS + COUNTS


def test_ledger():
    model = compile_dense(ledger=True)
    prediction, (relevance,), ledger = model.explain_with_ledger(X, seed=SEED)
    assert prediction.tolist() == Y and relevance.tolist() == RELEVANCE
    assert ledger.dtype == np.float64 and ledger.tolist() == [ROW]
    # Without asking, nothing else changes.
    prediction, relevances = model.explain(X, seed=SEED)
    assert prediction.tolist() == Y and [r.tolist() for r in relevances] == [RELEVANCE]
    assert model.forward(X)[0].tolist() == Y
    tensor = model.functions["explain"].results[-1]
    assert (tensor.name, tensor.role, tensor.dtype, tensor.shape) == ("ledger", "ledger", "f64", (1, 11))


def test_no_ledger():
    model = compile_dense()
    assert [tensor.role for tensor in model.functions["explain"].results] == ["prediction", "relevance"]
    raises(ValueError, "compile it with ledger=True", lambda: model.explain_with_ledger(X, seed=SEED))


def test_seeds():
    # y = (3, 7): 7 / 8 of weight (3, 1.5) is for x, and for the bias; 1 / 8 is epsilon's.
    model = compile_dense(ledger=True)
    row = [7, 7 / 8 * (3 + 2 * 1.5), 7 / 8, 7 / 8, 0, 0, 0, 0, 0, 0, 0]
    for seed in ("argmax", (0, 1)):
        assert model.explain_with_ledger(X, seed=seed)[2].tolist() == [row]
    assert compile_dense(ledger=True, seed="argmax").explain_with_ledger(X)[2].tolist() == [row]
    raises(ValueError, "the model takes a seed", lambda: model.explain_with_ledger(X))


def test_values():
    model = compile_dense(ledger=True, values=["kind:dense"])
    _, (relevance, value), ledger = model.explain_with_ledger(X, seed=SEED)
    assert relevance.tolist() == RELEVANCE and value.tolist() == SEED.tolist() and ledger.tolist() == [ROW]


def test_dynamic():
    """Sums are over all rows: R / (y + 1) = (1, 1, 1) in the first, (1, 1, 1) in the second."""
    model = lxt_mlir.compile(FOLDER / "batch.mlir", composite="epsilon(epsilon=1)", ledger=True)
    x = np.array([[1, 2], [3, 2]], np.float32)
    seed = np.array([[4, 6, 5], [6, 10, 3]], np.float32)
    ledger = model.explain_with_ledger(x, seed=seed)[2]
    # x gets x (2, 3.5), the biases 3, epsilon 3 in either row.
    assert ledger.tolist() == [[34, 2 + 7 + 6 + 7, 6, 6, 0, 0, 0, 0, 0, 0, 0]]
    assert model.explain_with_ledger(x[:1], seed=seed[:1])[2].tolist() == [[15, 9, 3, 3, 0, 0, 0, 0, 0, 0, 0]]


def test_parameters():
    model = lxt_mlir.compile(DENSE, composite="epsilon(epsilon=?)", ledger=True)
    assert model.explain_with_ledger(X, seed=SEED, parameters={"epsilon": 1})[2].tolist() == [ROW]


def test_bfloat16():
    model = lxt_mlir.compile(FOLDER / "bf16.mlir", composite="epsilon", ledger=True)
    # 1, -2, inf, nan
    x = np.array([0x3F80, 0xC000, 0x7F80, 0x7FC0], np.uint16)
    seed = np.array([0x3F80, 0x4000, 0x4040, 0x4080], np.uint16)
    assert model.explain_with_ledger(x, seed=seed)[2].tolist() == [[10, 10, 0, 0, 0, 0, 0, 1, 1, 0, 0]]


def test_library():
    with tempfile.TemporaryDirectory() as name:
        path, report = pathlib.Path(name) / "net.so", pathlib.Path(name) / "net.json"
        compile_dense(ledger=True, library=path, report=report)
        (layer,) = parse(report.read_text())["layers"]
        assert (layer["kind"], layer["row"], layer["rule"]) == ("dense", 0, "epsilon")
        assert lxt_mlir.load(path).explain_with_ledger(X, seed=SEED)[2].tolist() == [ROW]


def test_report():
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / "logs.json"
        model = lxt_mlir.compile(LOGS, composite="epsilon", rules=["kind:dense&nth:last=norm()"], report=path)
        report = parse(path.read_text())
        assert [layer["rule"] for layer in report["layers"]] == ["epsilon", "identity", "norm"]
        assert tuple(report["ledger"]) == lxt_mlir.LEDGER_COLUMNS
        # A report does without a ledger.
        assert [tensor.role for tensor in model.functions["explain"].results] == ["prediction", "relevance"]
        folder = path.parent / "none"
        raises(
            lxt_mlir.CompileError,
            f"cannot write '{folder}/report.json'",
            lambda: compile_dense(report=folder / "report.json"),
        )


def test_not_finite():
    model = lxt_mlir.compile(LOGS, composite="epsilon(epsilon=1)", ledger=True)
    # (5, -1), (log 5, nan), (nan, nan, nan); relevance is over these from the start.
    ledger = model.explain_with_ledger(X, seed=np.ones((1, 3), np.float32))[2]
    assert ledger[:, 7:].tolist() == [[0, 0, 2, 0], [1, 0, 2, 0], [3, 0, 2, 0]]
    # x w + b = (1, 0): the logarithm is (0, -inf), the results are (-inf, inf, -inf).
    ledger = model.explain_with_ledger(np.zeros((1, 2), np.float32), seed=np.ones((1, 3), np.float32))[2]
    assert ledger[:, 7:9].tolist() == [[0, 0], [0, 1], [0, 3]]


def fill_memory(byte):
    """What small pieces of memory hold that are allocated next."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.free.argtypes = [ctypes.c_void_p]
    chunks = []
    for size in range(16, 2049, 16):
        for _ in range(7):
            chunk = libc.malloc(size)
            ctypes.memset(chunk, byte, size)
            chunks.append(chunk)
    for chunk in chunks:
        libc.free(chunk)


def test_memory():
    """What was in memory before does not count; 0xFFFFFFFF is a NaN."""
    x = np.arange(256, dtype=np.float32).reshape(8, 32)
    for mode in ("exact", "fast"):
        model = lxt_mlir.compile(FOLDER / "halves.mlir", composite="epsilon", ledger=True, mode=mode)
        for byte in (0, 0xFF):
            fill_memory(byte)
            explain = model.functions["explain"]
            ctypes.memset(explain.get_workspace(), byte, explain.workspace_bytes)
            prediction, (relevance,), ledger = model.explain_with_ledger(x, seed="output")
            assert (prediction == 2 * np.roll(x, 16, axis=1)).all() and (relevance == 2 * x).all()
            assert not ledger[:, COLUMNS.index("epsilon") :].any(), (mode, byte, ledger)


def test_no_layers():
    """Where no layer has a rule, there is no row."""
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / "same.mlir"
        path.write_text("func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> { return %x : tensor<1x2xf32> }")
        model = lxt_mlir.compile(path, composite="epsilon", ledger=True)
        prediction, (relevance,), ledger = model.explain_with_ledger(X, seed=SEED)
    assert prediction.tolist() == X.tolist() and relevance.tolist() == SEED.tolist()
    assert ledger.shape == (0, len(lxt_mlir.LEDGER_COLUMNS))


class Command:
    """One run of `python -m lxt_mlir explain` on x.npy, in a new folder."""

    def __init__(self, *arguments, model=DENSE, x=X, seed=SEED, report="r.json", relevance="r.npy"):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "out").mkdir()
            np.save(folder / "x.npy", x)
            np.save(folder / "s.npy", seed)
            command = [sys.executable, "-m", "lxt_mlir", "explain", str(model), "--composite=epsilon(epsilon=1)"]
            command += ["--input=x.npy", "--seed=s.npy", "--prediction=out/y.npy", f"--relevance=out/{relevance}"]
            command += [f"--report=out/{report}"] if report else []
            self.process = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True)
            self.lines = self.process.stdout.splitlines()
            self.files = sorted(path.name for path in (folder / "out").iterdir())
            self.text = (folder / "out/r.json").read_text() if "r.json" in self.files else None
            self.relevance = np.load(folder / "out/r.npy") if "r.npy" in self.files else None

    def check(self):
        assert self.process.returncode == 0 and self.process.stderr == "", self.process
        assert self.files == ["r.json", "r.npy", "y.npy"], self.files
        return parse(self.text)

    def refuses(self, text):
        lines = self.process.stderr.splitlines()
        assert self.process.returncode == 1 and self.files == [], (self.process, self.files)
        assert len(lines) == 1 and lines[0].startswith("error: ") and text in lines[0], self.process.stderr


def test_command():
    run = Command()
    report = run.check()
    (layer,) = report["layers"]
    assert layer["ledger"] == dict(zip(lxt_mlir.LEDGER_COLUMNS, ROW))
    assert (layer["kind"], layer["op"], layer["row"], layer["reached"]) == ("dense", "linalg.matmul", 0, True)
    assert report["total"] == dict(zip(COLUMNS, ROW))
    assert report["first_not_finite"] == {"value": None, "relevance": None}
    assert (report["model"], report["entry"], report["seed"]) == (str(DENSE), "main", "given")
    assert run.relevance.tolist() == RELEVANCE
    # The largest losses first, then in the order of the columns; what takes nothing is not shown.
    assert run.lines == [
        "relevance: in 12, out 8, epsilon 2, bias 2, stopped 0, constants 0, rule 0",
        f"             2  epsilon    linalg.matmul at {DENSE}:5:8 (dense, epsilon)",
        f"             2  bias       linalg.matmul at {DENSE}:5:8 (dense, epsilon)",
    ]
    # Without a report there is neither file nor text.
    run = Command(report=None)
    assert run.process.returncode == 0 and run.lines == [] and run.files == ["r.npy", "y.npy"]


def test_command_order():
    """(2, 1) w + b = (6, 1); with v, the logarithms (log 6, 0) get (2 log 6, log 6, 0): R / y = (1, 1, 1)."""
    x = np.array([[2, 1]], np.float32)
    log = np.log(np.float32(6))
    seed = np.array([[2 * log, log, 0]], np.float32)
    rules = ["--rule=kind:activation=stop()", "--rule=nth:last=epsilon(epsilon=1e-30)"]
    report = Command(*rules, model=LOGS, x=x, seed=seed).check()
    rows = [[layer["ledger"][name] for name in COLUMNS] for layer in report["layers"]]
    passed = 3 * float(log)
    assert np.allclose(rows, [[0] * 7, [passed, 0, 0, 0, passed, 0, 0], [passed, passed, 0, 0, 0, 0, 0]], 1e-6, 1e-6)
    assert np.isclose(report["total"]["in"], passed) and report["total"]["out"] == 0
    assert np.isclose(report["total"]["stopped"], passed)
    # Modules by their names, where they have any; the largest loss, whatever its sign.
    run = Command("--rule=kind:activation=gradient()", model=LOGS, x=x, seed=seed)
    report = run.check()
    losses = [(abs(layer["ledger"][c]), layer["op"], c) for layer in report["layers"] for c in COLUMNS[2:]]
    expected = [(op, c) for size, op, c in sorted(losses, key=lambda loss: -loss[0]) if size]
    assert [(line.split()[2], line.split()[1]) for line in run.lines[1:]] == expected and len(expected) > 3


def test_command_not_finite():
    seed = np.array([[1, 2, 3]], np.float32)
    run = Command(model=LOGS, seed=seed)
    # The first value is the logarithm's; relevance comes from behind, and is divided by the results first.
    assert run.lines[-2:] == [
        f"first value that is not finite: math.log at {LOGS}:9:8 (activation, identity)",
        f"first relevance that is not finite: linalg.matmul at {LOGS}:10:8 (dense, epsilon)",
    ]
    report = run.check()
    assert report["first_not_finite"] == {"value": 1, "relevance": 2}
    assert [layer["ledger"]["nan"] for layer in report["layers"]] == [0, 1, 3]


def test_command_statistics():
    """A rule inside another one has no numbers of its own."""
    model = FOLDER.parent.parent / "Tools/Inputs/modules.mlir"
    x = np.arange(1, 9, dtype=np.float32).reshape(2, 4)
    rules = ["--rule=kind:norm=epsilon()", "--rule=kind:product=uniform()"]
    report = Command(*rules, model=model, x=x, seed=np.ones((4, 2), np.float32)).check()
    kinds = [layer["kind"] for layer in report["layers"]]
    inner = kinds.index("statistics")
    assert report["layers"][inner]["row"] is None and report["layers"][inner]["ledger"] is None
    assert [layer["row"] for layer in report["layers"] if layer["ledger"]] == list(range(len(kinds) - 1))
    total = report["total"]
    assert np.isclose(total["in"], 8) and np.isclose(total["in"], sum(total[name] for name in COLUMNS[1:]))


def test_command_module():
    """Where it is known, a layer is called by its module."""
    model = FOLDER.parent.parent / "Tools/Inputs/modules.mlir"
    x = np.arange(1, 9, dtype=np.float32).reshape(2, 4)
    rules = ["--rule=kind:norm=epsilon()", "--rule=kind:product=uniform()", "--rule=path:net.switch=stop()"]
    run = Command(*rules, model=model, x=x, seed=np.ones((4, 2), np.float32))
    run.check()
    assert run.lines[1].split()[1:] == "4 stopped net.switch at net.py:7:1 (activation, stop)".split()[1:], run.lines


def test_command_verbose():
    run = Command("--verbose", "--print-rules")
    assert run.process.returncode == 0 and run.files == ["r.json", "r.npy", "y.npy"]
    assert run.lines[0] == "rules of @main:" and run.lines[2].startswith("relevance: in 12, ")
    lines = run.process.stderr.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["read", "explain", "location"], lines
    assert "dense (linalg.matmul)" in lines[3] and "epsilon(epsilon=1,stabilizer=plain)" in lines[3], lines


def test_bad_command():
    """All files or none."""
    Command(report="none/r.json").refuses("none/r.json")
    Command(report=".").refuses("cannot write out/.: it is a folder")
    Command(report="y.npy").refuses("out/y.npy is to be written twice")
    Command(report="r.npy").refuses("out/r.npy is to be written twice")
    Command(relevance="none/r.npy").refuses("none/r.npy")
    Command("--rule=kind:linear=magic()").refuses("'magic'")
    Command(x=X.T).refuses("input0 has shape (2, 1)")


run_all(sys.modules[__name__])
