"""Models whose weights lie in a file beside them."""

import ctypes
import json
import mmap
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

import lxt_mlir
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Python" / "Inputs"))
from checks import raises, run_all  # noqa: E402

rng = np.random.default_rng(0)
X = rng.standard_normal((4, 64)).astype(np.float32)


def write_model(path, seed=0):
    """y = max(x a, 0) b + x c, a and c not square, b of f64 bits of a's shape; c twice."""
    draw = np.random.default_rng(seed).standard_normal
    a, b, c = draw((64, 96)), draw((96, 33)), draw((64, 33))
    hexes = ["0x" + array.astype(np.float32).tobytes().hex().upper() for array in (a, b, c)]
    path.write_text(f"""
func.func @main(%x: tensor<4x64xf32>) -> tensor<4x33xf32> {{
  %a = arith.constant dense<"{hexes[0]}"> : tensor<64x96xf32>
  %b = arith.constant dense<"{hexes[1]}"> : tensor<96x33xf32>
  %c = arith.constant dense<"{hexes[2]}"> : tensor<64x33xf32>
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<4x96xf32>
  %f0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<4x96xf32>) -> tensor<4x96xf32>
  %0 = linalg.matmul ins(%x, %a : tensor<4x64xf32>, tensor<64x96xf32>) outs(%f0 : tensor<4x96xf32>) -> tensor<4x96xf32>
  %1 = linalg.max ins(%0, %f0 : tensor<4x96xf32>, tensor<4x96xf32>) outs(%e0 : tensor<4x96xf32>) -> tensor<4x96xf32>
  %e1 = tensor.empty() : tensor<4x33xf32>
  %f1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<4x33xf32>) -> tensor<4x33xf32>
  %2 = linalg.matmul ins(%1, %b : tensor<4x96xf32>, tensor<96x33xf32>) outs(%f1 : tensor<4x33xf32>) -> tensor<4x33xf32>
  %3 = linalg.matmul ins(%x, %c : tensor<4x64xf32>, tensor<64x33xf32>) outs(%f1 : tensor<4x33xf32>) -> tensor<4x33xf32>
  %4 = linalg.add ins(%2, %3 : tensor<4x33xf32>, tensor<4x33xf32>) outs(%e1 : tensor<4x33xf32>) -> tensor<4x33xf32>
  return %4 : tensor<4x33xf32>
}}""")
    return [array.astype(np.float32) for array in (a, b, c)]


class Case:
    """A model with random weights, compiled in a new folder."""

    def __init__(self, seed=0, **options):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self._folder.name)
        self.source, self.library = self.folder / "model.mlir", self.folder / "net.so"
        self.weights = self.folder / "net.safetensors"
        self.arrays = write_model(self.source, seed)
        self.options = dict(composite="epsilon", rules=["kind:linear=z_plus()"], **options)
        self.compile(self.library)

    def compile(self, library, **options):
        return lxt_mlir.compile(self.source, library=library, **self.options, **options)


def read(path):
    """The tensors of a file, read as the format is described; it has no gaps, and data at multiples of 64 bytes."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    assert (8 + length) % 64 == 0 and list(header.pop("__metadata__")) == ["digest"]
    position, tensors = 0, {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        assert start == position, name
        position = end
        dtype = np.dtype({"F32": np.float32, "U8": np.uint8}[entry["dtype"]])
        tensor = np.frombuffer(data[8 + length + start : 8 + length + end], dtype).reshape(entry["shape"])
        if name.startswith("padding"):
            assert not tensor.any()
        else:
            assert start % 64 == 0, name
            tensors[name] = tensor
    assert position == len(data) - 8 - length and position % 64 == 0
    return tensors


def test_file():
    case = Case()
    assert sorted(os.listdir(case.folder)) == ["model.mlir", "net.safetensors", "net.so"]
    tensors = list(read(case.weights).values())
    contents = [tensor.tobytes() for tensor in tensors]
    assert len(contents) == len(set(contents))
    # The forward pass and the explanation share the weights, in another order; the rule has made others of them.
    for array in case.arrays:
        assert any(np.array_equal(np.sort(tensor[tensor != 0]), np.sort(array, None)) for tensor in tensors)
    assert len(tensors) > 3
    # The same model has the same file; what the library holds is small.
    before = case.weights.read_bytes()
    case.compile(case.library)
    assert case.weights.read_bytes() == before
    embedded = case.folder / "embedded.so"
    case.compile(embedded, embed_weights=True)
    assert not (case.folder / "embedded.safetensors").exists()
    assert embedded.stat().st_size - case.library.stat().st_size > 0.9 * case.weights.stat().st_size


def test_same_numbers():
    case = Case()
    results = []
    for options in ({}, {"embed_weights": True}):
        model = case.compile(case.folder / "other.so", **options)
        prediction, relevances = model.explain(X, seed="output")
        results.append([array.tobytes() for array in (prediction, *relevances, *model.forward(X))])
    assert results[0] == results[1]
    # Without a place of its own, the file is gone when the model is there.
    a, b, c = case.arrays
    model = lxt_mlir.compile(case.source, **case.options)
    assert np.allclose(model.forward(X)[0], np.maximum(X @ a, 0) @ b + X @ c, rtol=1e-5, atol=1e-4)


def test_wrong_files():
    case, other = Case(), Case(seed=1)
    assert case.weights.stat().st_size == other.weights.stat().st_size
    good = case.weights.read_bytes()
    load = lxt_mlir.load
    wrong = "not the file that was written with the model"
    raises(ValueError, wrong, lambda: load(case.library, other.weights))
    raises(ValueError, wrong, lambda: load(case.library, case.folder))
    raises(ValueError, wrong, lambda: load(case.library, case.source))
    for data in (good[:-1], good[:100], b"", good + b"\0", b"\0" * len(good), good[:40] + b"!" + good[41:]):
        case.weights.write_bytes(data)
        raises(ValueError, wrong, lambda: load(case.library))
    case.weights.unlink()
    raises(ValueError, "net.safetensors cannot be loaded: there is no such file", lambda: load(case.library))
    missing = case.folder / "none" / "weights"
    raises(ValueError, f"{missing} cannot be loaded: there is no such file", lambda: load(case.library, missing))
    # The file may have another name, and the library then be anywhere.
    elsewhere = case.folder / "elsewhere"
    elsewhere.write_bytes(good)
    shutil.move(case.library, case.folder / "moved.so")
    load(case.folder / "moved.so", elsewhere).forward(X)
    # One that has its weights inside loads none.
    embedded = case.folder / "embedded.so"
    case.compile(embedded, embed_weights=True)
    raises(ValueError, "has its weights inside", lambda: load(embedded, elsewhere))


def test_loads_are_counted():
    case = Case()
    library = ctypes.CDLL(str(case.library))
    run = library.model_forward
    y = np.empty((4, 33), np.float32)
    arguments = [ctypes.c_void_p(array.ctypes.data) for array in (X, y)] + [None]
    load, unload = library.model_load, library.model_unload
    unload()
    assert run(*arguments) == 4
    assert load(b"/none") == 5 and load(os.fsencode(case.source)) == 6 and run(*arguments) == 4
    assert load(None) == 0 and run(*arguments) == 0
    # From here on the file has been read.
    assert load(b"/none") == 0
    unload()
    assert run(*arguments) == 0
    unload()
    assert run(*arguments) == 4
    unload()
    assert load(None) == 0 and run(*arguments) == 0
    unload()
    # A function keeps what it needs, a model that is gone frees it.
    forward = lxt_mlir.load(case.library).functions["forward"]
    assert np.array_equal(forward(X)[0], y)
    assert run(*arguments) == 0
    del forward
    assert run(*arguments) == 4


def test_threads():
    case = Case()
    expected = lxt_mlir.load(case.library).explain(X, seed="output")
    wrong = []

    def work():
        for _ in range(20):
            prediction, relevances = lxt_mlir.load(case.library).explain(X, seed="output")
            if not all(np.array_equal(a, b) for a, b in zip([prediction, *relevances], [expected[0], *expected[1]])):
                wrong.append(prediction)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_mapping():
    """The file is mapped to be read only, by all processes at once, and calls leave it, as they leave inputs."""
    case = Case()
    before = case.weights.read_bytes()
    model = lxt_mlir.load(case.library)
    # An input that cannot be written to.
    memory = mmap.mmap(-1, X.nbytes)
    memory.write(X.tobytes())
    x = np.frombuffer(memory, np.float32).reshape(X.shape)
    x.flags.writeable = False
    libc = ctypes.CDLL(None)
    assert libc.mprotect(ctypes.c_void_p(x.ctypes.data), ctypes.c_size_t(X.nbytes), mmap.PROT_READ) == 0
    prediction, relevances = model.explain(x, seed="output")
    expected = model.explain(X, seed="output")
    assert np.array_equal(prediction, expected[0]) and np.array_equal(relevances[0], expected[1][0])
    with open("/proc/self/maps") as maps:
        (mapping,) = [line for line in maps if line.rstrip().endswith(os.path.realpath(case.weights))]
    assert mapping.split()[1] == "r--s"
    assert case.weights.read_bytes() == before
    del model
    with open("/proc/self/maps") as maps:
        assert not any(line.rstrip().endswith(os.path.realpath(case.weights)) for line in maps)


def compile_command(case, *arguments, output="new.so", **options):
    command = [lxt_mlir.find_compiler(), case.source, "--composite=epsilon", "-o", case.folder / output, *arguments]
    return subprocess.run(command, capture_output=True, text=True, **options)


def test_nothing_is_left():
    case = Case()
    before = sorted(os.listdir(case.folder))

    def limit():
        # Writing more fails, as it does when a disk is full.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))

    failures = [
        (compile_command(case, preexec_fn=limit), "cannot write"),
        (compile_command(case, env={**os.environ, "LXT_LINKER": "false"}), "linking"),
        (compile_command(case, f"--weights={case.folder}/none/weights"), "cannot write"),
        (compile_command(case, f"--weights={case.folder}"), "cannot write"),
        (compile_command(case, f"--weights={case.folder}/new.so"), "cannot both go to"),
        (compile_command(case, "--weights=w", "--embed-weights"), "cannot be both in the code and in 'w'"),
    ]
    for process, text in failures:
        assert process.returncode == 1 and text in process.stderr, process
        assert process.stderr.count("error:") == 1, process.stderr
        assert sorted(os.listdir(case.folder)) == before, os.listdir(case.folder)
    # What was there stays when something goes wrong.
    assert compile_command(case).returncode == 0
    kept = [(case.folder / name).read_bytes() for name in ("new.so", "new.safetensors")]
    assert compile_command(case, "--rule=kind:linear=z_plus()", preexec_fn=limit).returncode == 1
    assert kept == [(case.folder / name).read_bytes() for name in ("new.so", "new.safetensors")]


def test_names():
    case = Case()
    for name in ("data", "copy"):
        (case.folder / name).mkdir()
    # In another folder: the model looks there.
    assert compile_command(case, "--weights=data/weights", output="a.so", cwd=case.folder).returncode == 0
    assert os.listdir(case.folder / "data") == ["weights"]
    assert lxt_mlir.load(case.folder / "a.so").forward(X)[0].shape == (4, 33)
    # In the same: beside it, wherever that is.
    assert compile_command(case, "--weights=./data/../w", output="b.so", cwd=case.folder).returncode == 0
    for name in ("b.so", "w"):
        shutil.move(case.folder / name, case.folder / "copy")
    assert lxt_mlir.load(case.folder / "copy" / "b.so").forward(X)[0].shape == (4, 33)


run_all(sys.modules[__name__])
