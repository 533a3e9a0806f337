"""Small linalg programs, compiled, with what NumPy makes of them in float64.

A formula is written as `i, k; k, j -> i, j`: the indices of each factor, affine in the loops, then those of the result.
After `|` come loops of a window that no factor gives: `i + k | k -> i`.
"""

import pathlib
import tempfile

import lxt_mlir
import numpy as np

rng = np.random.default_rng(0)
DTYPES = {"f32": np.float32, "f64": np.float64, "f16": np.float16, "i32": np.int32, "i8": np.int8}
# What combines floats, its identity, and the same in NumPy.
SUM, MAX, MIN = ("addf", 0, np.sum), ("maximumf", -np.inf, np.max), ("minimumf", np.inf, np.min)


def draw(shape, dtype="f32"):
    if dtype.startswith("i"):
        return rng.integers(-5, 6, shape).astype(DTYPES[dtype])
    return rng.standard_normal(shape).astype(DTYPES[dtype])


def compile_program(text, **options):
    """The function @main; its first argument and result, one f32, goes through it and is what is explained."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "program.mlir"
        path.write_text(text)
        return lxt_mlir.compile(path, composite="epsilon", output=0, inputs=[0], **options)


def assert_close(result, expected, name, tolerance=1e-5):
    assert result.shape == expected.shape, (name, result.shape, expected.shape)
    if result.size:
        worst = np.abs(result - expected).max()
        assert worst <= tolerance * max(1.0, np.abs(expected).max()), f"{name}: off by {worst}"


def tensor(shape, dtype):
    return "tensor<" + "".join(f"{size}x" for size in shape) + dtype + ">"


class Formula:
    """A formula with the sizes of its loops."""

    def __init__(self, text, sizes):
        def split(part):
            return [index.strip() for index in part.split(",") if index.strip()]

        left, output = text.split("->")
        factors, _, window = left.partition("|")
        self.text, self.sizes = text, sizes
        self.factors, self.window, self.output = [split(f) for f in factors.split(";")], split(window), split(output)
        self.shape = [sizes[name] for name in self.output]

    def get_shapes(self):
        """The shapes of the factors: as large as the largest index."""
        last = {name: size - 1 for name, size in self.sizes.items()}
        return [[eval(index, {}, last) + 1 for index in factor] for factor in self.factors]

    def evaluate(self, arrays, reduce):
        """The result in float64."""
        loops = dict(zip(self.sizes, np.ogrid[tuple(slice(size) for size in self.sizes.values())]))
        product = np.ones(tuple(self.sizes.values()))
        for factor, array in zip(self.factors, arrays, strict=True):
            product = product * array[tuple(eval(index, {}, loops) for index in factor)].astype(np.float64)
        names = list(self.sizes)
        result = reduce(product, axis=tuple(i for i, name in enumerate(names) if name not in self.output))
        kept = [name for name in names if name in self.output]
        return result.transpose([kept.index(name) for name in self.output])

    def get_head(self):
        """The maps and iterators of a linalg.generic."""
        loops = ", ".join(self.sizes)
        indices = [*self.factors, *([self.window] if self.window else []), self.output]
        maps = ", ".join(f"affine_map<({loops}) -> ({', '.join(results)})>" for results in indices)
        iterators = ", ".join('"parallel"' if name in self.output else '"reduction"' for name in self.sizes)
        return f"{{indexing_maps = [{maps}], iterator_types = [{iterators}]}}"


class Program:
    """The function @main, of which every case adds inputs and a result."""

    def __init__(self):
        self.lines, self.inputs, self.types = [], [], []
        # Value, type, what is expected, name.
        self.results = []
        through = draw((1,))
        self.results.append((self.add_input(through, "f32"), "tensor<1xf32>", through, "what goes through"))

    def add_line(self, text):
        self.lines.append(f"  %v{len(self.lines)} = {text}")
        return f"%v{len(self.lines) - 1}"

    def add_input(self, array, dtype):
        self.inputs.append(array)
        self.types.append(tensor(array.shape, dtype))
        return f"%x{len(self.inputs) - 1}"

    def add_constant(self, array, dtype):
        return self.add_line(f'arith.constant dense<"0x{array.tobytes().hex()}"> : {tensor(array.shape, dtype)}')

    def add_fill(self, value, shape, dtype):
        number = np.asarray(value, DTYPES[dtype])
        text = f"0x{number.tobytes()[::-1].hex()}" if dtype.startswith("f") else str(number)
        scalar = self.add_line(f"arith.constant {text} : {dtype}")
        empty = self.add_line(f"tensor.empty() : {tensor(shape, dtype)}")
        out = tensor(shape, dtype)
        return self.add_line(f"linalg.fill ins({scalar} : {dtype}) outs({empty} : {out}) -> {out}")

    def add_case(self, text, constant=(), dtype="f32", out=None, reduction=SUM, after="", **sizes):
        """A reduction of one or two random factors; those that `constant` names by number are constants.

        out: the result's dtype. after: an elementwise op of linalg that follows, such as exp.
        """
        formula = Formula(text, sizes)
        out = out or dtype
        shapes = formula.get_shapes()
        arrays = [draw(shape, dtype) for shape in shapes]
        values = [(self.add_constant if i in constant else self.add_input)(a, dtype) for i, a in enumerate(arrays)]
        combine, identity, reduce = reduction
        init = self.add_fill(identity, formula.shape, out)
        if formula.window:
            shapes.append([sizes[name] for name in formula.window])
            values.append(self.add_line(f"tensor.empty() : {tensor(shapes[-1], dtype)}"))
        # The body: casts, a product, a sum.
        body, factors = [], [f"%a{i}" for i in range(len(arrays))]
        if out != dtype:
            cast = "arith.extf" if out.startswith("f") else "arith.extsi"
            body = [f"%e{i} = {cast} {a} : {dtype} to {out}" for i, a in enumerate(factors)]
            factors = [f"%e{i}" for i in range(len(arrays))]
        if len(factors) == 2:
            body.append(f"%p = arith.mul{out[0]} {factors[0]}, {factors[1]} : {out}")
            factors = ["%p"]
        name = "arith.addi" if out.startswith("i") else f"arith.{combine}"
        body += [f"%s = {name} %o, {factors[0]} : {out}", f"linalg.yield %s : {out}"]
        arguments = "".join(f"%a{i}: {dtype}, " for i in range(len(values)))
        types = ", ".join(tensor(shape, dtype) for shape in shapes)
        result = tensor(formula.shape, out)
        value = self.add_line(
            f"linalg.generic {formula.get_head()} ins({', '.join(values)} : {types}) outs({init} : {result}) {{\n"
            f"  ^bb0({arguments}%o: {out}):\n    " + "\n    ".join(body) + f"\n  }} -> {result}"
        )
        expected = formula.evaluate(arrays, reduce)
        if after:
            empty = self.add_line(f"tensor.empty() : {result}")
            value = self.add_line(f"linalg.{after} ins({value} : {result}) outs({empty} : {result}) -> {result}")
            expected = getattr(np, after)(expected)
        self.results.append((value, result, expected, f"{text} {sizes} {dtype}"))

    def get_text(self):
        arguments = ", ".join(f"%x{i}: {type}" for i, type in enumerate(self.types))
        values, types = (", ".join(column) for column in list(zip(*self.results))[:2])
        body = "\n".join(self.lines)
        return f"func.func @main({arguments}) -> ({types}) {{\n{body}\n  return {values} : {types}\n}}\n"

    def check(self, tolerance=1e-5, **options):
        """Compiles and runs the program. Raises AssertionError for a result that is off."""
        results = compile_program(self.get_text(), **options).forward(*self.inputs)
        for result, (_, _, expected, name) in zip(results, self.results, strict=True):
            assert_close(result, expected, name, tolerance)
