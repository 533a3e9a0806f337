"""Compiles two digit classifiers ahead of time and explains handwritten digits with them.

The classifiers (a small convolutional network and a small vision transformer, see train.py) are TOSA bytecode, and the
digits are from scikit-learn's test set: neither PyTorch nor the network is needed. Writes a picture: each digit, and
for each classifier the class it predicts, the relevance of every pixel (red for the class, blue against it), and the
sum of the relevance beside the logit that it explains.
"""

import argparse
import pathlib
import sys
import time

import lxt_mlir
import numpy as np
from PIL import Image, ImageDraw, ImageFont

MODELS = pathlib.Path(__file__).resolve().parent / "models"
# Name, title, composite.
CLASSIFIERS = [("cnn", "convolutional network", "epsilon"), ("vit", "vision transformer", "attnlrp")]
PIXEL = 14
TILE = 8 * PIXEL
GAP = 12
CAPTION = 56
LEFT = 165


def heatmap(relevance):
    """An RGB image [8, 8, 3]: white for none, red for positive relevance, blue for negative."""
    strength = np.abs(relevance) / max(np.abs(relevance).max(), 1e-12)
    fading = 1 - strength
    red = np.where(relevance >= 0, 1, fading)
    blue = np.where(relevance <= 0, 1, fading)
    return (255 * np.stack([red, fading, blue], -1)).astype(np.uint8)


def draw(images, labels, explanations, path):
    """One column per digit: the image, then a heatmap per classifier with its prediction and sums."""
    rows = 1 + len(CLASSIFIERS)
    size = (LEFT + len(images) * (TILE + GAP), GAP + rows * (TILE + CAPTION))
    picture = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(13)
    titles = ["digit", *[f"{title}\n({composite})" for _, title, composite in CLASSIFIERS]]
    for row, title in enumerate(titles):
        pen.multiline_text((GAP, GAP + row * (TILE + CAPTION) + TILE // 2 - 16), title, fill="black", font=font)
    for column, (image, label) in enumerate(zip(images, labels)):
        x = LEFT + column * (TILE + GAP)
        gray = np.repeat((255 * (1 - image[0])).astype(np.uint8)[..., None], 3, -1)
        tiles = [(gray, f"a {label}")]
        for prediction, relevance in (rows[column] for rows in explanations):
            chosen = int(prediction.argmax())
            text = f"predicts {chosen}\nlogit {prediction[0, chosen]:.2f}\nsum {relevance.sum():.2f}"
            tiles.append((heatmap(relevance[0, 0]), text))
        for row, (pixels, caption) in enumerate(tiles):
            y = GAP + row * (TILE + CAPTION)
            picture.paste(Image.fromarray(pixels).resize((TILE, TILE), Image.Resampling.NEAREST), (x, y))
            pen.rectangle((x, y, x + TILE, y + TILE), outline="gray")
            pen.multiline_text((x, y + TILE + 2), caption, fill="black", font=font, spacing=0)
    picture.save(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("."), help="folder to write to")
    output = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    data = np.load(MODELS / "digits_test.npz")
    # The file holds two of each digit.
    images, labels = data["images"][::2], data["labels"][::2]

    explanations, wrong = [], 0
    for name, title, composite in CLASSIFIERS:
        start = time.perf_counter()
        library = output / f"digits_{name}.so"
        model = lxt_mlir.compile(
            MODELS / f"digits_{name}.mlirbc", composite=composite, seed="argmax", library=library, verbose=True
        )
        seconds = time.perf_counter() - start
        print(f"compiled the {title} with composite {composite} to {library} in {seconds:.1f} s")

        start = time.perf_counter()
        results = [model.explain(image[None]) for image in images]
        microseconds = 1e6 * (time.perf_counter() - start) / len(images)
        explanations.append([(prediction, relevance) for prediction, (relevance,) in results])
        logits = np.concatenate([prediction for prediction, _ in results])
        error = np.abs(logits - data[f"logits_{name}"][::2]).max()
        wrong += int(not error < 1e-4)
        correct = int((logits.argmax(-1) == labels).sum())
        print(f"explained {len(images)} digits in {microseconds:.0f} us each; {correct} of them predicted correctly")
        print(f"logits differ from PyTorch's by {error:.1e} at most")

    path = output / "digits.png"
    draw(images, labels, explanations, path)
    print(f"wrote {path}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
