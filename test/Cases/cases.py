"""Reference cases: a model, an input, a seed, and the relevance that a peer computed in double precision.

A case is a folder NN_NAME with model.tosa.mlir and model.linalg.mlir (or one of them), input*.npy, seed.npy,
output_f64.npy, relevance_in*_f64.npy, and meta.json, which says which inputs receive relevance and what error is
allowed. settings.json says, by NN, with which rules it is computed here.
"""

import dataclasses
import json
import pathlib

import lxt_mlir
import numpy as np

HERE = pathlib.Path(__file__).parent
COPIED = HERE / "Inputs"
FORMS = ("tosa", "linalg")


def distance(got, want):
    """The largest difference over the largest expected value; infinite where shapes differ or a number is none."""
    if got.shape != want.shape or not np.isfinite(got).all():
        return float("inf")
    return float(np.abs(got - want).max() / max(np.abs(want).max(), 1e-30))


class Case:
    def __init__(self, folder):
        self.folder = folder
        self.name = folder.name
        self.number = folder.name[:2]
        self.meta = json.loads((folder / "meta.json").read_text())
        self.tolerance = self.meta["suggested_tolerance"]["value"]
        self.inputs = [np.load(folder / tensor["file"]) for tensor in self.meta["inputs"]]
        self.relevant = [i for i, tensor in enumerate(self.meta["inputs"]) if tensor.get("relevant")]
        self.seed = np.load(folder / "seed.npy")
        self.output = np.load(folder / "output_f64.npy")
        self.forms = [form for form in FORMS if self.path(form).exists()]

    def path(self, form):
        return self.folder / f"model.{form}.mlir"

    def expected(self, form):
        """The relevance of every relevant input; exports may differ in their constants, then there are two of them."""
        files = []
        for relevance in self.meta["relevance"]:
            stem = f"relevance_in{relevance['for_input']}"
            own = self.folder / f"{stem}_{form}_f64.npy"
            files.append(own if own.exists() else self.folder / f"{stem}_f64.npy")
        return [np.load(file) for file in files]

    def compile(self, form, **options):
        return lxt_mlir.compile(self.path(form), inputs=self.relevant, **options)

    def explain(self, form, **options):
        return self.compile(form, **options).explain(*self.inputs, seed=self.seed)

    def compare(self, form, relevances):
        """The largest distance to what is expected."""
        return max(distance(got, want) for got, want in zip(relevances, self.expected(form), strict=True))


@dataclasses.dataclass
class Setting:
    case: str
    composite: str | None = None
    rules: list = dataclasses.field(default_factory=list)
    canonizers: list = dataclasses.field(default_factory=list)
    # Instead of the case's own.
    tolerance: float | None = None
    # Why the peer's numbers are not met.
    expected_failure: str | None = None

    @property
    def options(self):
        return {"composite": self.composite, "rules": self.rules, "canonizers": self.canonizers}


def load_settings():
    return [Setting(**entry) for entry in json.loads((HERE / "settings.json").read_text())]


def load_cases(folder=COPIED):
    """The cases of a folder that have settings, by number."""
    numbers = {setting.case for setting in load_settings()}
    cases = [
        Case(path) for path in sorted(pathlib.Path(folder).iterdir()) if path.is_dir() and path.name[:2] in numbers
    ]
    return {case.number: case for case in cases}
