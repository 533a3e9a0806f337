"""Times, memory, and what the machine can do. docs/performance.md says what is measured, and why so."""

import contextlib
import ctypes
import dataclasses
import gc
import os
import pathlib
import platform
import re
import statistics
import subprocess
import time
from collections.abc import Callable

HERE = pathlib.Path(__file__).resolve().parent
# A turn runs a contender for at least this long: clocks and caches do not matter then.
TURN_SECONDS = 0.01


@dataclasses.dataclass
class Call:
    """What is measured.

    run: gives the logits and the relevance of the input, or None for what it does not compute.
    context: to run it in, entered out of time. repeat: runs it so many times, by default in a loop here.
    """

    run: Callable
    context: contextlib.AbstractContextManager = dataclasses.field(default_factory=contextlib.nullcontext)
    repeat: Callable[[int], None] | None = None

    def time(self, times):
        """Seconds per run."""
        start = time.perf_counter()
        if self.repeat:
            self.repeat(times)
        else:
            for _ in range(times):
                self.run()
        return (time.perf_counter() - start) / times


def interleave(calls, rounds, budget):
    """Seconds per run of every call, in turns: {name: [one for every round]}.

    A turn is one run that is not timed, since the contender before left its own data in the caches, and as many timed
    ones as fill TURN_SECONDS. Who has spent `budget` seconds stops, after three rounds at the least. Every round starts
    with another contender.
    """
    times, spent = {name: [] for name in calls}, dict.fromkeys(calls, 0.0)
    count = {}
    for name, call in calls.items():
        with call.context:
            call.time(1)  # What is compiled and allocated once.
            count[name] = max(1, int(TURN_SECONDS / min(call.time(1) for _ in range(2))))
    names = list(calls)
    gc.collect()
    gc.disable()
    for number in range(rounds):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            if spent[name] > budget and number >= 3:
                continue
            with calls[name].context:
                begin = time.perf_counter()
                calls[name].time(1)
                times[name].append(calls[name].time(count[name]))
                spent[name] += time.perf_counter() - begin
        gc.collect()
    gc.enable()
    return times


def summarise(seconds):
    """Milliseconds: the median and the quartiles."""
    low, middle, high = statistics.quantiles([1e3 * s for s in seconds], n=4, method="inclusive")
    return {"median": middle, "low": low, "high": high, "rounds": len(seconds)}


def read_status(field):
    """A line of /proc/self/status, in MiB."""
    text = pathlib.Path("/proc/self/status").read_text()
    return int(re.search(rf"^{field}:\s+(\d+) kB", text, re.MULTILINE)[1]) / 1024


def read_in_files():
    """Brings all pages of mapped files into memory: code, and weights that are not copied."""
    libc, populate = ctypes.CDLL(None, use_errno=True), 22  # MADV_POPULATE_READ
    for line in pathlib.Path("/proc/self/maps").read_text().splitlines():
        span, rights, _, _, inode, *_ = line.split()
        if inode != "0" and rights.startswith("r"):
            start, end = (int(address, 16) for address in span.split("-"))
            libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), populate)


def measure_memory(call, times=3):
    """MiB that the runs need at their peak, over what the process has when model and weights are loaded."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    read_in_files()
    before = read_status("VmRSS")
    pathlib.Path("/proc/self/clear_refs").write_text("5")  # The peak starts anew.
    with call.context:
        for _ in range(times):
            call.run()
    return max(0.0, read_status("VmHWM") - before)


def count_flops(case):
    """Floating-point operations of the forward pass, and of it with the gradient of the input, by PyTorch's count."""
    from torch.utils.flop_counter import FlopCounterMode

    counts = {}
    module, x = case.build()
    with FlopCounterMode(display=False) as counter:
        logits = module(x.requires_grad_())
        counts["forward"] = counter.get_total_flops()
        logits.sum().backward()
        counts["gradient"] = counter.get_total_flops()
    return counts


def clang(source, target, *flags):
    """Compiles a file of this folder."""
    version = (HERE.parent / "LLVM_VERSION").read_text().split(".")[0]
    subprocess.run([f"clang-{version}", *flags, HERE / source, "-o", target], check=True)
    return target


def measure_peak(folder):
    """GFLOP/s of fused multiply-additions on all threads (peak.c)."""
    wide = ["-mprefer-vector-width=512"] if platform.machine() == "x86_64" else []
    program = clang("peak.c", folder / "peak", "-O3", "-march=native", "-ffp-contract=fast", "-fopenmp", *wide)
    return float(subprocess.check_output([program], text=True))


def describe_machine():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    name = re.search(r"^model name\s*:\s*(.*)$", info, re.MULTILINE)
    widths = [width for width in ("avx512f", "avx2", "asimd") if re.search(rf"\b{width}\b", info)]
    return {
        "cpu": name[1] if name else "unknown",
        "vectors": widths[0] if widths else "unknown",
        "cores": os.cpu_count(),
    }
