"""python -m lxt_mlir explain: what it writes, and what it says when something is wrong."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import lxt_mlir
import numpy as np
from checks import FOLDER, X, Y, run_all

DENSE = FOLDER / "dense.mlir"
ONE = "--composite=epsilon(epsilon=1)"


class Run:
    """One run in a new folder, with x.npy and more arrays in it."""

    def __init__(self, *arguments, model=DENSE, outputs=("y.npy", "r.npy"), files=None, env=None):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "out").mkdir()
            for file, content in {"x.npy": X, **(files or {})}.items():
                if isinstance(content, str):
                    (folder / file).write_text(content)
                else:
                    np.save(folder / file, content)
            command = [sys.executable, "-m", "lxt_mlir", "explain", str(model), *arguments]
            if outputs:
                command += [f"--prediction=out/{outputs[0]}", *(f"--relevance=out/{r}" for r in outputs[1:])]
            self.process = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, errors="replace", env={**os.environ, **(env or {})}
            )
            self.files = sorted(p.name for p in (folder / "out").iterdir())
            self.arrays = {p.name: np.load(p) for p in (folder / "out").glob("*.npy") if p.is_file()}

    def check(self, seed):
        """As in api.py: R_j = x_j sum_k w_jk seed_k / (y_k + 1)."""
        assert self.process.returncode == 0, self.process.stderr
        assert self.process.stderr == "" and self.files == ["r.npy", "y.npy"], self.process.stderr
        a, b = seed[0] / 4, seed[1] / 8
        assert self.arrays["y.npy"].tolist() == Y
        assert self.arrays["r.npy"].tolist() == [[1 * (1 * a + 3 * b), 2 * (0.5 * a + 1.5 * b)]]

    def refuses(self, text):
        """One line `error: ...` with this text, status 1, no file."""
        lines = self.process.stderr.splitlines()
        assert self.process.returncode == 1 and self.process.stdout == "", self.process
        assert len(lines) == 1 and lines[0].startswith("error: "), self.process.stderr
        assert lines[0].count("error: error:") == 0 and text in lines[0], lines[0]
        assert self.files == [], self.files


def test_seeds():
    Run(ONE, "--input=x.npy").check((0, 7))
    Run(ONE, "--input=x.npy", "--seed=argmax").check((0, 7))
    Run(ONE, "--input=x.npy", "--seed=output").check((3, 7))
    Run(ONE, "--input=x.npy", "--seed=0,0").check((3, 0))
    Run(ONE, "--input=x.npy", "--seed=class:1").check((0, 7))
    Run(ONE, "--input=x.npy", "--seed=s.npy", files={"s.npy": np.array([[4, 8]], np.float32)}).check((4, 8))

    Run(ONE, "--input=x.npy", "--seed=0,-2").check((3, 0))
    Run(ONE, "--input=x.npy", "--seed=-1,argmax").check((0, 7))


def test_outputs():
    run = Run(ONE, "--input=x.npy", "--seed=class:1", "--outputs=slice")
    assert run.arrays["y.npy"].tolist() == [[7]], run.process.stderr
    expected = run.arrays["r.npy"].tolist()
    given = [ONE, "--input=x.npy", "--seed=class:1", "--outputs=relevance"]
    run = Run(*given, "--relevance=out/r.npy", outputs=None)
    assert run.files == ["r.npy"] and run.arrays["r.npy"].tolist() == expected, run.process.stderr
    Run(*given).refuses("--prediction is needed, unless")
    Run(ONE, "--input=x.npy", "--relevance=out/r.npy", outputs=None).refuses("--prediction is needed, unless")


def test_several_seeds():
    files = {"s.npy": np.array([[4, 8]], np.float32), "t.npy": np.array([[1, -1]], np.float32)}
    for arguments, wanted in (
        (["--seed=argmax", "--seed=0,0", "--seed=output"], [(0, 7), (3, 0), (3, 7)]),
        (["--seed=s.npy", "--seed=t.npy"], [(4, 8), (1, -1)]),
    ):
        run = Run(ONE, "--input=x.npy", *arguments, files=files)
        assert run.process.returncode == 0, run.process.stderr
        relevances = run.arrays["r.npy"]
        assert relevances.shape == (len(wanted), 1, 2)
        for relevance, seed in zip(relevances, wanted):
            run.arrays["r.npy"] = relevance
            run.check(seed)
    Run(ONE, "--input=x.npy", "--seed=s.npy", "--seed=argmax", files=files).refuses("some seeds are files, others")
    Run(ONE, "--input=x.npy", "--seed=s.npy", "--seed=x3.npy", files={**files, "x3.npy": np.zeros(3)}).refuses(
        "all are of the output's shape"
    )
    Run(ONE, "--input=x.npy", "--seed=argmax", "--seed=output", "--report=out/r.json").refuses("the ledger of one seed")


def test_options():
    x, g = np.arange(6.0).reshape(2, 3), np.arange(6.0, 12.0).reshape(2, 3)
    model = FOLDER / "gate.mlir"
    given = ["--input=x.npy", "--input=g.npy"]
    files = {"x.npy": x, "g.npy": g}
    rules = ["--rule=kind:product=uniform()", "--rule=kind:sum=epsilon(epsilon=1)"]
    run = Run(*given, *rules, "--seed=output", model=model, files=files, outputs=("y.npy", "r0.npy", "r1.npy"))
    assert run.process.returncode == 0, run.process.stderr
    assert (run.arrays["r0.npy"] == x * g / 2).all() and (run.arrays["r1.npy"] == x * g / 2).all()
    assert run.arrays["y.npy"].dtype == run.arrays["r0.npy"].dtype == np.float64
    # The second result, the second input alone.
    run = Run(*given, *rules, "--seed=output", "--output=1", "--relevant=1", model=model, files=files)
    total = (x * g).sum(1)
    assert (run.arrays["y.npy"] == total).all()
    assert np.allclose(run.arrays["r.npy"], x * g * (total / (total + 1))[:, None], rtol=1e-12, atol=0)
    # Relevances come in the order of --relevant.
    run = Run(
        *[ONE, "--input=x.npy", "--input=z.npy", "--seed=s.npy", "--relevant=1,0"],
        model=FOLDER / "sizes.mlir",
        files={"x.npy": np.ones((2, 2), "f"), "z.npy": np.ones(5, "f"), "s.npy": np.ones((2, 3), "f")},
        outputs=("y.npy", "z.npy", "x.npy"),
    )
    assert [run.arrays[name].shape for name in ("z.npy", "x.npy")] == [(5,), (2, 2)], run.process.stderr
    Run(ONE, "--input=x.npy", "--seed=output", "--entry=main", "--mode=exact").check((3, 7))


def test_dynamic_batch():
    x = np.array([[1, 2], [3, 2], [1, 2]], np.float32)
    seed = np.array([[4, 6, 5], [6, 10, 3], [0, 0, 0]], np.float32)
    run = Run(ONE, "--input=x.npy", "--seed=s.npy", model=FOLDER / "batch.mlir", files={"x.npy": x, "s.npy": seed})
    assert run.arrays["y.npy"].tolist() == [[3, 5, 4], [5, 9, 2], [3, 5, 4]], run.process.stderr
    assert run.arrays["r.npy"].tolist() == [[2, 7], [6, 7], [0, 0]]


def test_integer_input():
    table = np.arange(10, dtype=np.float32).reshape(5, 2)
    files = {"x.npy": np.array([0, 4, 0]), "t.npy": table}
    given = ["--input=x.npy", "--input=t.npy", "--seed=output"]
    run = Run(*given, model=FOLDER / "lookup.mlir", files=files)
    assert run.arrays["r.npy"].tolist() == [[0, 2], [0, 0], [0, 0], [0, 0], [8, 9]], run.process.stderr
    Run(*given, "--relevant=0", model=FOLDER / "lookup.mlir", files=files).refuses("no tensor of floats")


def test_print_rules():
    run = Run(ONE, "--input=x.npy", "--print-rules")
    assert run.process.returncode == 0 and run.files == ["r.npy", "y.npy"]
    title, line = run.process.stdout.splitlines()
    assert title == "rules of @main:"
    assert "dense.mlir:5:8: dense (linalg.matmul) = epsilon(epsilon=1,stabilizer=plain), by 'kind:linear=" in line


def test_bad_arrays():
    Run(ONE, "--input=x.npy", files={"x.npy": X.astype(float)}).refuses(
        "input0 has dtype float64, the model takes float32"
    )
    Run(ONE, "--input=x.npy", files={"x.npy": X.T}).refuses("input0 has shape (2, 1), the model takes (1, 2)")
    Run(ONE, "--input=none.npy").refuses("none.npy cannot be read")
    Run(ONE, "--input=t.npy", files={"t.npy": "text"}).refuses("t.npy cannot be read")
    Run(ONE, "--input=e.npy", files={"e.npy": ""}).refuses("e.npy cannot be read")
    Run(ONE, "--input=x.npy", "--input=x.npy").refuses("got 2")
    Run(ONE, "--input=x.npy", "--seed=s.npy").refuses("s.npy cannot be read")
    Run(ONE, "--input=x.npy", "--seed=s.npy", files={"s.npy": X.T}).refuses("seed has shape (2, 1)")
    Run(ONE, "--input=x.npy", "--seed=s.npy", files={"s.npy": X.astype(int)}).refuses("seed has dtype int64")


def test_bad_models():
    Run(ONE, "--input=x.npy", model="none.mlir").refuses("there is no file none.mlir")
    Run(ONE, "--input=x.npy", model="m.mlir", files={"m.mlir": "func.func @main("}).refuses("m.mlir:1:")
    Run(ONE, "--input=x.npy", "--entry=nothing").refuses("no function @nothing")
    Run(ONE, "--input=x.npy", "--output=1").refuses("output 1 is out of range")
    Run(ONE, "--input=x.npy", model=".").refuses("")


def test_bad_rules():
    Run("--input=x.npy").refuses("has no rule")
    Run("--input=x.npy", "--composite=nothing").refuses("'nothing' is no composite")
    Run("--input=x.npy", "--composite=epsilon(gamma=1)").refuses("'gamma'")
    Run("--input=x.npy", "--rule=linear").refuses("'linear' is not of the form")
    Run("--input=x.npy", "--rule=kind:linear=magic()").refuses("'magic'")
    Run("--input=x.npy", "--rule=kind:linear=epsilon(gamma=1)").refuses("'gamma'")
    Run("--input=x.npy", "--rule=kind:lines=epsilon()").refuses("lines")
    Run(ONE, "--input=x.npy", "--canonizer=nothing").refuses("'nothing' is no canonizer")
    Run(ONE, "--input=x.npy", "--canonizer=merge-batch-norm").check((0, 7))


def test_bad_relevance():
    Run(ONE, "--input=x.npy", "--relevant=1").refuses("--relevant '1'")
    Run(ONE, "--input=x.npy", "--relevant=-1").refuses("--relevant '-1'")
    Run(ONE, "--input=x.npy", "--relevant=first").refuses("--relevant 'first'")
    Run(ONE, "--input=x.npy", "--relevant=0,0").refuses("input 0 twice")
    Run(ONE, "--input=x.npy", outputs=("y.npy", "r0.npy", "r1.npy")).refuses("--relevance is given 2 times")
    Run(ONE, "--input=x.npy", "--relevance=out/more.npy").refuses("--relevance is given 2 times")
    Run(ONE, "--input=x.npy", outputs=("y.npy", "y.npy")).refuses("y.npy")


def test_bad_seeds():
    Run(ONE, "--input=x.npy", "--seed=best").refuses("'best' is no seed")
    Run(ONE, "--input=x.npy", "--seed=0").refuses("seed has 1 indices")
    Run(ONE, "--input=x.npy", "--seed=0,2").refuses("seed index 2 is out of range")
    Run(ONE, "--input=x.npy", "--seed=0,-3").refuses("seed index -3 is out of range")


def test_unwritable():
    Run(ONE, "--input=x.npy", outputs=("y.npy", "none/r.npy")).refuses("none/r.npy")
    Run(ONE, "--input=x.npy", outputs=("none/y.npy", "r.npy")).refuses("none/y.npy")
    # A folder stands where the second file should go: the first must not be left.
    Run(ONE, "--input=x.npy", outputs=("y.npy", ".")).refuses("cannot write")


def test_negative_output():
    Run(ONE, "--input=x.npy", "--output=-1").refuses("output -1 is negative")


def test_wrong_usage():
    for arguments, text in ((["--mode=quick"], "quick"), (["--output=first"], "first"), ([], "--input")):
        run = Run(ONE, *([] if text == "--input" else ["--input=x.npy"]), *arguments)
        assert run.process.returncode != 0 and run.files == []
        assert "error: " in run.process.stderr.splitlines()[-1] and text in run.process.stderr.splitlines()[-1]


def test_missing_compiler():
    """The package alone, where no compiler is near."""
    with tempfile.TemporaryDirectory() as folder:
        package = pathlib.Path(lxt_mlir.__file__).parent
        shutil.copytree(package, pathlib.Path(folder) / "a/b/lxt_mlir", ignore=shutil.ignore_patterns("__pycache__"))
        env = {"LXT_MLIR_BUILD": "", "PATH": folder, "PYTHONPATH": f"{folder}/a/b"}
        Run(ONE, "--input=x.npy", env=env).refuses("lxt-compile is not found: set LXT_MLIR_BUILD")


run_all(sys.modules[__name__])
