"""What calls leave behind: nothing in inputs or constants, nothing between threads, no memory."""

import pathlib
import resource
import threading

import lxt_mlir
import numpy as np

folder = pathlib.Path(__file__).parent
rng = np.random.default_rng(0)


def draw(*shape):
    # Small integers: every sum below is exact.
    return rng.integers(-3, 4, shape).astype(np.float32)


def same(a, b):
    return all(x.tobytes() == y.tobytes() for x, y in zip(a, b, strict=True))


# Inputs and constants survive.
model = lxt_mlir.compile(folder / "survive.mlir", composite="epsilon")
x, b, seed = draw(4, 4), draw(4, 4), draw(4, 4)
before = [x.copy(), b.copy(), seed.copy()]
first = model.forward(x, b)
w = first[2]
y = x @ w + b
u = b.copy()
u[0] = x[1]
assert same(first, [y @ w + w, x, w, w.reshape(2, 8), u])
assert w.ravel().tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1]
prediction, relevances = model.explain(x, b, seed=seed)
assert same([prediction], [first[0]])
again = model.explain(x, b, seed=seed)
assert same(model.forward(x, b), first)
assert same(again[1], relevances)
assert same([x, b, seed], before)

# A function may be called from several threads.
model = lxt_mlir.compile(folder / "large.mlir", composite="epsilon")
inputs = [(draw(128, 128), draw(128, 128)) for _ in range(4)]
expected = [model.explain(*pair, seed="output") for pair in inputs]
wrong = []


def run(pair, result):
    for _ in range(5):
        prediction, relevances = model.explain(*pair, seed="output")
        if not same([prediction, *relevances], [result[0], *result[1]]):
            wrong.append(pair)


threads = [threading.Thread(target=run, args=work) for work in zip(inputs, expected)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not wrong

# Each thread has a workspace, for all of its calls.
explain = model.functions["explain"]
assert explain.workspace_bytes > 3 * 64 * 1024
addresses = [explain.get_workspace(), explain.get_workspace()]
thread = threading.Thread(target=lambda: addresses.append(explain.get_workspace()))
thread.start()
thread.join()
assert addresses[0] == addresses[1] != addresses[2]

# Buffers are freed, or used again: an explanation has more than 64 KiB of them, 1000 of it would be 64 MiB.
for _ in range(20):
    model.explain(*inputs[0], seed="output")
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for _ in range(1000):
    model.explain(*inputs[0], seed="output")
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start
assert grown < 16 * 1024, f"{grown} KiB more after 1000 calls"

print("OK")
