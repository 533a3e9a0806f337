"""Measures one model: run.py starts it. usage: worker.py TASK.json

The task says what to do, the answer is written beside it: `time` measures all contenders in turns, `memory` one.
"""

import ctypes
import json
import pathlib
import re
import sys
import traceback

import measure
import models
import numpy as np
import ours
import torch
from contenders import CONTENDERS
from lxt_mlir import CompileError


class Bench:
    """A model with its contenders, compiled or not.

    rows: what is known of each contender, by name: `note` where it could not run, `failed` where that is an error.
    """

    def __init__(self, task):
        self.case = models.Case(task["model"], task["small"])
        self.folder = pathlib.Path(task["folder"]) / task["model"]
        self.folder.mkdir(parents=True, exist_ok=True)
        self.artifacts, self.rows = {}, {}
        self.contenders = {
            contender.name: contender
            for contender in CONTENDERS
            if task["model"] in contender.models and re.search(task["contenders"], contender.name)
        }

    def export(self):
        """The model in TOSA; written again only when models.py is newer."""
        path = self.folder / "model.mlirbc"
        if not path.exists() or path.stat().st_mtime < pathlib.Path(models.__file__).stat().st_mtime:
            self.case.export(path)
        return path

    def make(self, contender, anew=True):
        """The contender's call. anew: compile, if not done in this process; else take what is there."""
        if contender.flags is None:
            return contender.make(self.case)
        flags = tuple(flag.format(seed=self.case.seed) for flag in contender.flags)
        artifact = self.artifacts.setdefault(flags, ours.Artifact(self.folder, flags))
        if anew:
            if artifact.seconds is None:
                artifact.compile(self.export())
            self.rows[contender.name].update(compile=artifact.seconds, size=artifact.size / 2**20)
        return contender.make(self.case, artifact)

    def prepare(self, contender):
        """The same, or None where it cannot be."""
        row = self.rows[contender.name] = {"ours": contender.flags is not None, "note": contender.why}
        if not ours.compiler_knows(contender.needs):
            row["note"] = f"left out: lxt-compile does not know {contender.needs}"
            return None
        try:
            return self.make(contender)
        except Exception as error:
            self.fail(contender, error)
            return None

    def fail(self, contender, error):
        if not isinstance(error, CompileError):  # Its text says it all.
            traceback.print_exception(error)
        first = (str(error).strip().splitlines() or [""])[0][:200]
        self.rows[contender.name].update(failed=True, note=f"failed: {type(error).__name__}: {first}")

    def run_once(self, calls):
        """Logits and relevance of every contender; those that fail are taken from `calls`."""
        results = {}
        for name in list(calls):
            try:
                with calls[name].context:
                    results[name] = [to_array(value) for value in calls[name].run()]
            except Exception as error:
                self.fail(self.contenders[name], error)
                del calls[name]
        return results

    def compare(self, results):
        """How far every contender is from ours, of the largest value, and from PyTorch's logits."""
        for name, (logits, relevance) in results.items():
            contender, row = self.contenders[name], self.rows[name]
            errors = [] if logits is None else [distance(logits, self.case.logits.numpy())]
            if contender.same_as in results:
                row["compared"] = contender.same_as
                if relevance is not None:
                    errors.append(distance(results[contender.same_as][1], relevance))
            if errors:
                row["error"] = max(errors)
                if not row["error"] <= contender.tolerance:
                    row.update(failed=True, note=f"differs by more than {contender.tolerance:.0e}")


def to_array(value):
    return value.detach().numpy() if isinstance(value, torch.Tensor) else value


def distance(got, want):
    """The largest difference of the largest value. A last token's logits are compared with all of them."""
    if got.size < want.size:
        want = want[tuple(slice(-size, None) for size in got.shape)]
    worst = np.abs(got - want).max() / np.abs(want).max() if got.shape == want.shape else np.inf
    return float(worst) if np.isfinite(worst) else float("inf")


def check_runtime():
    """PyTorch's calls go to LLVM's OpenMP runtime, as those of compiled models do."""

    class Info(ctypes.Structure):
        _fields_ = [(name, ctypes.c_char_p) for name in ("file", "base", "symbol", "address")]

    info, libc = Info(), ctypes.CDLL(None)
    libc.dladdr(ctypes.cast(libc.GOMP_parallel, ctypes.c_void_p), ctypes.byref(info))
    if b"libomp" not in info.file:
        sys.exit(f"PyTorch uses {info.file.decode()}, compiled models LLVM's libomp: preload that")


def measure_times(task):
    bench = Bench(task)
    prepared = {name: bench.prepare(contender) for name, contender in bench.contenders.items()}
    calls = {name: call for name, call in prepared.items() if call}
    bench.compare(bench.run_once(calls))
    peak = measure.measure_peak(bench.folder)
    times = measure.interleave(calls, task["rounds"], task["budget"])
    peak = max(peak, measure.measure_peak(bench.folder))
    flops = measure.count_flops(bench.case)
    for name, seconds in times.items():
        row, counted = bench.rows[name], bench.contenders[name].flops
        row.update(measure.summarise(seconds))
        if counted:
            row["peak"] = 1e-9 * flops[counted] / (1e-3 * row["median"]) / peak
    weights = sum(parameter.numel() * parameter.element_size() for parameter in bench.case.module.parameters())
    return {
        "input": list(bench.case.x.shape),
        "weights": weights / 2**20,
        "flops": flops,
        "gflops_peak": peak,
        "contenders": bench.rows,
    }


def measure_memory(task):
    """One contender. What PyTorch sets up in its first call is not counted, what a compiled model does is."""
    bench = Bench(task)
    (contender,) = bench.contenders.values()
    call = bench.make(contender, anew=False)
    if contender.flags is None:
        with call.context:
            call.run()
    return measure.measure_memory(call)


def main():
    path = pathlib.Path(sys.argv[1])
    task = json.loads(path.read_text())
    check_runtime()
    torch.set_num_threads(task["threads"])
    answer = {"time": measure_times, "memory": measure_memory}[task["what"]](task)
    path.with_suffix(".answer").write_text(json.dumps(answer))


if __name__ == "__main__":
    main()
