"""In a batch, every sample gets the relevance that it gets alone, for any number of samples, of tokens, and of seeds.

The encoder, one block of a transformer, was exported by torch-mlir twice: for any number of sequences of 7 tokens, and
for one sequence of any number of tokens. images.mlir is a convolutional network for any number of images.
"""

import sys

import lxt_mlir
import numpy as np
from cases import COPIED, HERE, distance

ENCODERS = {name: COPIED / "dynamic" / f"encoder-{name}.mlir" for name in ("batch", "sequence")}
IMAGES = HERE.parent / "Python" / "Inputs" / "images.mlir"
# Sums may be computed in another order.
TOLERANCE = 1e-5
COMPOSITES = {
    "encoder": ("attnlrp", "attnlrp-efficient", "cp-lrp", "cp-lrp-efficient", "gamma-vit", "gradient-x-input"),
    "images": (
        "epsilon",
        "epsilon-plus",
        "epsilon-alpha2-beta1-flat",
        "epsilon-gamma-box(low=-4,high=4)",
        "gradient-x-input",
    ),
}
random = np.random.default_rng(0)
problems = 0


def draw(*shape):
    return random.standard_normal(shape).astype(np.float32)


def explain(model, x, outputs, seeds):
    """The relevance of several seeds. The shapes of results are the inputs' and the seeds'."""
    shapes = [(len(x), outputs), (len(seeds), *x.shape)]
    return model.explain(x, seed=seeds, shapes=shapes)[1][0]


def compare(title, got, want):
    global problems
    worst = distance(got, want)
    if not worst <= TOLERANCE:
        problems += 1
        print(f"FAILED: {title}: off by {worst:.1e}")


def check_images(composite):
    model = lxt_mlir.compile(IMAGES, composite=composite, seed="given:?")
    x, seeds = draw(7, 3, 5, 5), draw(4, 7, 4)
    alone = [explain(model, x[i : i + 1], 4, seeds[:, i : i + 1]) for i in range(len(x))]
    for samples in (1, 2, 3, 7):
        for count in (1, 4):
            got = explain(model, x[:samples], 4, seeds[:count, :samples])
            compare(f"{samples} images, {count} seeds", got, np.concatenate(alone, 1)[:count, :samples])


def check_encoder(composite):
    by_batch, by_sequence = (lxt_mlir.compile(path, composite=composite, seed="given:?") for path in ENCODERS.values())
    x, seeds = draw(5, 7, 8), draw(3, 5, 5)
    # One sequence, one seed at a time.
    alone = np.stack(
        [[explain(by_sequence, x[i : i + 1], 5, seeds[k : k + 1, i : i + 1])[0, 0] for i in range(5)] for k in range(3)]
    )
    for samples in (1, 2, 5):
        for count in (1, 3):
            got = explain(by_batch, x[:samples], 5, seeds[:count, :samples])
            compare(f"{samples} sequences, {count} seeds", got, alone[:count, :samples])
    # Tokens have no position: their order does not matter.
    for tokens in (1, 2, 13, 33):
        y, order = draw(1, tokens, 8), random.permutation(tokens)
        want = explain(by_sequence, y, 5, seeds[:, :1])
        compare(f"{tokens} tokens", explain(by_sequence, y[:, order], 5, seeds[:, :1]), want[:, :, order])


for name, check in (("encoder", check_encoder), ("images", check_images)):
    for composite in COMPOSITES[name]:
        before = problems
        try:
            check(composite)
        except (lxt_mlir.CompileError, ValueError) as error:
            problems += 1
            print(f"FAILED: {error}")
        print(f"{'agrees' if problems == before else 'FAILED'}: {name}, {composite}")
sys.exit(problems > 0)
