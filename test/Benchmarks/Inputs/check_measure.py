"""Turns of contenders, their figures, and the memory that a call needs."""

import time

import measure
import numpy as np
from measure import Call


class Recorder:
    """A contender that takes a while; it notes its runs, and whether it is in its context."""

    def __init__(self, name, seconds, log):
        self.name, self.seconds, self.log, self.inside = name, seconds, log, False

    def __enter__(self):
        self.inside = True

    def __exit__(self, *_):
        self.inside = False

    def __call__(self):
        assert self.inside
        self.log.append(self.name)
        time.sleep(self.seconds)


def check_turns():
    log = []
    recorders = {name: Recorder(name, seconds, log) for name, seconds in (("quick", 0.001), ("slow", 0.25))}
    calls = {name: Call(recorder, recorder) for name, recorder in recorders.items()}
    times = measure.interleave(calls, rounds=5, budget=1)
    # The slow one spends half a second in a round, and stops after three; the quick one goes on.
    assert [len(seconds) for seconds in times.values()] == [5, 3], times
    assert min(times["quick"]) >= 0.001 and 0.25 <= min(times["slow"]) < 0.5, times
    # Three runs to warm up; then one out of time and one in it, and the other contender starts every second round.
    turns = [name for i, name in enumerate(log[6:]) if i == 0 or log[6 + i - 1] != name]
    assert log[:6] == ["quick"] * 3 + ["slow"] * 3 and log.count("slow") == 3 + 2 * 3
    assert turns == ["quick", "slow", "quick", "slow", "quick"], turns


def check_repeat():
    counts = []
    call = Call(lambda: None, repeat=lambda times: (counts.append(times), time.sleep(0.001 * times)))
    (seconds,) = measure.interleave({"one": call}, rounds=1, budget=1)["one"]
    # As many at once as take 10 ms, and the figure is that of one.
    assert 1 < counts[-1] <= 10 and 0.001 <= seconds < 0.01, (counts, seconds)


def check_figures():
    figures = measure.summarise([0.001, 0.002, 0.003, 0.004, 0.1])
    assert figures == {"median": 3, "low": 2, "high": 4, "rounds": 5}, figures


def check_memory():
    kept = np.ones(64 << 17)  # 64 MiB that are there before.
    needed = measure.measure_memory(Call(lambda: np.full(32 << 17, kept[0])))
    assert 31 < needed < 40, needed
    nothing = measure.measure_memory(Call(lambda: None))
    assert nothing < 4, nothing


check_turns()
check_repeat()
check_figures()
check_memory()
print("turns, figures and memory are as they should be")
