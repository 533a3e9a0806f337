"""Random programs through lxt-plan-memory: places of buffers that live at the same time must lie apart."""

import random
import re
import subprocess
import sys


def write(rng, count, reach):
    """A program of `count` buffers, each used within `reach` steps; some uses are of a view, some in a loop."""
    uses = {}
    for buffer in range(count):
        first = rng.randrange(count)
        for step in {first, *(min(count - 1, first + rng.randrange(reach)) for _ in range(rng.randrange(4)))}:
            uses.setdefault(step, []).append(buffer)
    sizes = [rng.choice([1, 3, 16, 17, 100, 1000, 4096]) for _ in range(count)]
    yield "func.func @main() attributes {lxt.interface = {}} {"
    yield "%lower = arith.constant 0 : index %upper = arith.constant 8 : index %step = arith.constant 1 : index"
    # Allocations come before the first use, at any distance.
    for buffer, size in enumerate(sizes):
        yield f"%{buffer} = memref.alloc() : memref<{size}xf32>"
        yield (
            f"%v{buffer} = memref.reinterpret_cast %{buffer} to offset: [0], sizes: [1], strides: [1] "
            f": memref<{size}xf32> to memref<1xf32>"
        )
    for step in sorted(uses):
        views = [rng.random() < 0.5 for _ in uses[step]]
        operands = ", ".join(f"%v{b}" if v else f"%{b}" for b, v in zip(uses[step], views))
        types = ", ".join(f"memref<{1 if v else sizes[b]}xf32>" for b, v in zip(uses[step], views))
        use = f'"test.use"({operands}) {{buffers = {uses[step]}}} : ({types}) -> ()'
        yield f"scf.for %i = %lower to %upper step %step {{ {use} }}" if rng.random() < 0.2 else use
    yield "return }"


def check(text, count):
    """The size of the workspace, and of all that lives at once; fails when two buffers are in each other's way."""
    assert "memref.alloc" not in text and "memref.dealloc" not in text
    constants = dict(re.findall(r"(%\S+) = arith\.constant (\d+) : index", text))
    places, views, lives = {}, {}, {}
    position = 0
    for line in text.splitlines():
        if match := re.search(r"(%\S+) = memref\.view %\S+\[(%\S+)\]\[\].* to memref<(\d+)xf32>", line):
            places[match[1]] = (int(constants[match[2]]), -(-int(match[3]) * 4 // 64) * 64)
        elif match := re.search(r"(%\S+) = memref\.reinterpret_cast (%\S+) to", line):
            views[match[1]] = match[2]
        elif match := re.search(r'"test\.use"\((.*)\) \{buffers = \[(.*)\]\}', line):
            position += 1
            for operand, buffer in zip(match[1].split(", "), match[2].split(", "), strict=True):
                place = places[views.get(operand, operand)]
                first, _, known = lives.get(buffer, (position, position, place))
                assert place == known
                lives[buffer] = (first, position, place)
    assert len(places) == count
    (workspace,) = map(int, re.findall(r"lxt\.workspace = (\d+)", text))
    # A sweep over the program: what lives, by offset.
    births, deaths = {}, {}
    for first, last, place in lives.values():
        births.setdefault(first, []).append(place)
        deaths.setdefault(last, []).append(place)
    alive, size, most = set(), 0, 0
    for now in range(1, position + 1):
        for offset, length in births.get(now, []):
            assert offset % 64 == 0 and offset + length <= workspace
            assert all(offset + length <= start or end <= offset for start, end in alive), (now, offset, length)
            alive.add((offset, offset + length))
            size += length
        most = max(most, size)
        for offset, length in deaths.get(now, []):
            alive.remove((offset, offset + length))
            size -= length
    return workspace, most


def run(seed, count, reach, slack):
    program = "\n".join(write(random.Random(seed), count, reach))
    command = ["lxt-opt", "--allow-unregistered-dialect", "--lxt-free-buffers", "--lxt-plan-memory"]
    output = subprocess.run(command, input=program, capture_output=True, text=True, check=True).stdout
    workspace, most = check(output, count)
    print(f"{count} buffers: workspace {workspace}, alive at once {most}")
    return most <= workspace <= slack * most


good = [run(seed, count, reach, 1.25) for seed in range(10) for count, reach in [(3, 3), (30, 10), (300, 300)]]
good.append(run(0, 20000, 40, 1.5))
sys.exit(not all(good))
