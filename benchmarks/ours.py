"""Models compiled by lxt-compile, as the benchmark calls them."""

import ctypes
import hashlib
import time

import lxt_mlir
import numpy as np
from lxt_mlir.compiler import run_compiler
from measure import Call, clang


class Artifact:
    """A model compiled with some options of lxt-compile, in a folder of its own.

    seconds: what compiling took. size: bytes of all files that were written.
    """

    def __init__(self, folder, flags):
        name = hashlib.sha256(" ".join(flags).encode()).hexdigest()[:12]
        self.folder, self.flags = folder / name, flags
        self.path = self.folder / "model.so"
        self.seconds = None

    def compile(self, source):
        """Raises lxt_mlir.CompileError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for file in self.folder.iterdir():
            file.unlink()
        start = time.perf_counter()
        run_compiler([str(source), *self.flags, "--name=model", "-o", str(self.path)])
        self.seconds = time.perf_counter() - start
        self.size = sum(file.stat().st_size for file in self.folder.iterdir())

    def load(self):
        return lxt_mlir.load(self.path)


def compiler_knows(text):
    """Whether the help of lxt-compile contains the text."""
    return not text or text in run_compiler(["--help"])


def forward(case, artifact):
    model, x = artifact.load(), case.x.numpy()
    return Call(lambda: (model.forward(x)[0], None))


def explain(case, artifact):
    model, x = artifact.load(), case.x.numpy()

    def run():
        logits, (relevance,) = model.explain(x)
        return logits, relevance

    return Call(run)


def explain_from_c(case, artifact):
    """Calls the compiled C function from a loop in C (call.c)."""
    model, x = artifact.load(), np.ascontiguousarray(case.x.numpy())
    function = model.functions["explain"]
    results = [np.empty(tensor.shape, np.float32) for tensor in function.results]
    addresses = [array.ctypes.data for array in (x, *results)]
    if hasattr(function, "get_workspace"):
        addresses.append(function.get_workspace())
    pointers = (ctypes.c_void_p * len(addresses))(*addresses)
    library = ctypes.CDLL(str(clang("call.c", artifact.folder.parent / "call.so", "-O2", "-shared", "-fPIC")))
    address = ctypes.cast(getattr(model._library, function.name), ctypes.c_void_p)

    def repeat(times, alive=(model, function, x)):  # Their memory is the function's.
        if library.call(address, pointers, ctypes.c_int64(len(addresses)), ctypes.c_int64(times)):
            raise ValueError("the compiled function failed")

    def run():
        repeat(1)
        return results

    return Call(run, repeat=repeat)


def make_seeds(case, count=8):
    """Relevances of the output, as a user may weigh classes against each other."""
    return np.random.default_rng(0).standard_normal((count, *case.logits.shape), dtype=np.float32)


def one_by_one(case, artifact):
    """A call for every seed."""
    model, x, seeds = artifact.load(), case.x.numpy(), make_seeds(case)

    def run():
        results = [model.explain(x, seed=seed) for seed in seeds]
        return results[0][0], np.stack([relevance for _, (relevance,) in results])

    return Call(run)


def together(case, artifact):
    """All seeds in one call."""
    model, x, seeds = artifact.load(), case.x.numpy(), make_seeds(case)

    def run():
        logits, (relevance,) = model.explain(x, seed=seeds)
        return logits, relevance

    return Call(run)
