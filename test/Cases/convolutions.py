"""How many convolutions and dense products an explanation of VGG-16 has, and that no weight is modified at run time.

VGG-16 (Simonyan and Zisserman 2015): 13 convolutions of 3 x 3 with padding 1 and bias, each with a ReLU behind it, five
max-pools of 2 x 2, three dense layers; here with fewer channels, an image of 32 x 32 that may be negative, and random
weights, in TOSA as exporters write it.

Counted are ops that add products over windows, or over features, after lxt-explain-pipeline and lxt-fold-constants:
those that apply a weight, and those that apply its transpose. By hand, beside the program itself:

z-plus: of an input that is not negative, one with W+, and its transpose; of the image, two each, with W+ and W-.
z-box, the first layer: z has the program's own result in it, and those of the bounds by W+ and W-; three transposes.
gamma, of an input that is not negative: one with a modified weight, the other follows from it; two transposes.
epsilon, of dense and other layers: y is the program's own, one transpose.
"""

import re
import subprocess
import sys
import tempfile

import numpy as np

# Channels of every convolution, a sixteenth of VGG-16's; where there is none, a max-pool.
CONVOLUTIONS = [4, 4, None, 8, 8, None, 16, 16, 16, None, 32, 32, 32, None, 32, 32, 32, None]
DENSE = [64, 64, 10]
SIZE = 32

# (convolutions, transposed ones, dense products, transposed ones), and what folding does away with: weights and biases
# that are modified, and weights that are reversed, one for every transposed convolution.
EXPECTED = {
    None: ((13, 0, 3, 0), 0),
    "epsilon": ((13, 13, 3, 3), 13),
    # Of 12 layers W+ and b+, of the first W-, too.
    "epsilon-plus": ((13 + 12 + 2, 12 + 2, 3, 3), (12 * 2 + 3) + 14),
    # Of 12 layers W + gamma W+, b + gamma b+ and W + gamma W-, of the first W+, W-, b+ and b-.
    "epsilon-gamma-box(low=-3,high=3)": ((13 + 12 + 2, 12 * 2 + 3, 3, 3), (12 * 3 + 4) + 27),
}


def get_type(*shape):
    return f"tensor<{'x'.join(map(str, shape))}xf32>"


class Writer:
    """Writes a function of one tensor."""

    def __init__(self, *shape):
        self.lines = []
        self.value, self.shape = "%x", list(shape)
        self.header = f"func.func @main(%x: {get_type(*shape)})"
        self.random = np.random.default_rng(0)
        self.zero = self.add('"tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>')

    def add(self, text):
        name = f"%{len(self.lines)}"
        self.lines.append(f"  {name} = {text}")
        return name

    def draw(self, *shape):
        data = self.random.standard_normal(shape).astype(np.float32).tobytes().hex().upper()
        tensor = get_type(*shape)
        return self.add(f'"tosa.const"() <{{values = dense<"0x{data}"> : {tensor}}}> : () -> {tensor}')

    def set(self, text, *shape):
        """The next value is of this op; `text` has its own type in it where {0} is, and the result's where {1} is."""
        self.value = self.add(text.format(get_type(*self.shape), get_type(*shape)))
        self.shape = list(shape)

    def transpose(self, *order):
        shape = [self.shape[i] for i in order]
        text = (
            f"tosa.transpose {self.value} {{{{perms = array<i32: {', '.join(map(str, order))}>}}}} : ({{0}}) -> {{1}}"
        )
        self.set(text, *shape)

    def relu(self):
        text = f"tosa.clamp {self.value} {{{{max_val = 3.40282347E+38 : f32, min_val = 0.0 : f32}}}} : ({{0}}) -> {{1}}"
        self.set(text, *self.shape)

    def convolution(self, channels):
        self.transpose(0, 2, 3, 1)
        kernel = (channels, 3, 3, self.shape[3])
        operands = f"{self.value}, {self.draw(*kernel)}, {self.draw(channels)}, {self.zero}, {self.zero}"
        types = f"{{0}}, {get_type(*kernel)}, {get_type(channels)}, tensor<1xf32>, tensor<1xf32>"
        windows = "dilation = array<i64: 1, 1>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>"
        text = f"tosa.conv2d {operands} {{{{acc_type = f32, {windows}}}}} : ({types}) -> {{1}}"
        self.set(text, *self.shape[:3], channels)
        self.transpose(0, 3, 1, 2)

    def max_pool(self):
        self.transpose(0, 2, 3, 1)
        batch, height, width, channels = self.shape
        windows = "kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>"
        text = f"tosa.max_pool2d {self.value} {{{{{windows}}}}} : ({{0}}) -> {{1}}"
        self.set(text, batch, height // 2, width // 2, channels)
        self.transpose(0, 3, 1, 2)

    def flatten(self):
        size = int(np.prod(self.shape))
        shape = self.add(
            f"tosa.const_shape {{values = dense<[1, 1, {size}]> : tensor<3xindex>}} : () -> !tosa.shape<3>"
        )
        self.set(f"tosa.reshape {self.value}, {shape} : ({{0}}, !tosa.shape<3>) -> {{1}}", 1, 1, size)

    def dense(self, features):
        weight = (1, self.shape[2], features)
        operands = f"{self.value}, {self.draw(*weight)}, {self.zero}, {self.zero}"
        types = f"{{0}}, {get_type(*weight)}, tensor<1xf32>, tensor<1xf32>"
        self.set(f"tosa.matmul {operands} : ({types}) -> {{1}}", 1, 1, features)
        self.set(f"tosa.add {self.value}, {self.draw(1, 1, features)} : ({{0}}, {{0}}) -> {{1}}", *self.shape)

    def finish(self):
        result = get_type(*self.shape)
        return "\n".join([f"{self.header} -> {result} {{", *self.lines, f"  return {self.value} : {result}", "}", ""])


def write_vgg():
    writer = Writer(1, 3, SIZE, SIZE)
    for channels in CONVOLUTIONS:
        if channels:
            writer.convolution(channels)
            writer.relu()
        else:
            writer.max_pool()
    writer.flatten()
    for features in DENSE[:-1]:
        writer.dense(features)
        writer.relu()
    writer.dense(DENSE[-1])
    return writer.finish()


def compile_model(path, composite, fold):
    """The function of the explanation (without a composite, the model) after all passes, every op a linalg.generic."""
    passes = ["--lxt-normalise"] if composite is None else [f"--lxt-explain-pipeline=composite={composite}"]
    passes += ["--canonicalize", "--cse", *(["--lxt-fold-constants"] if fold else [])]
    program = subprocess.run(["lxt-opt", path, *passes], stdout=subprocess.PIPE, check=True).stdout
    printing = ["--mlir-print-local-scope", "--mlir-elide-elementsattrs-if-larger=1"]
    command = ["mlir-opt", "--linalg-generalize-named-ops", *printing]
    text = subprocess.run(command, input=program, stdout=subprocess.PIPE, check=True).stdout.decode()
    function = "main" if composite is None else "main_explain"
    return re.search(rf"^  func\.func @{function}\(.*?^  }}", text, re.MULTILINE | re.DOTALL)[0]


class Generic:
    """A linalg.generic: its result, maps of its operands, loops, inputs, and the names of the ops in its body."""

    PATTERN = re.compile(
        r"(%\S+) = linalg\.generic \{indexing_maps = \[(.*?)\], iterator_types = \[(.*?)\]\}(?: ins\((.*?) :.*?\))? "
        r"outs\(.*?\{\n(.*?)^    \}",
        re.MULTILINE | re.DOTALL,
    )

    def __init__(self, match):
        self.result, maps, iterators, inputs, body = match.groups()
        self.maps = [text.split(", ") for text in re.findall(r"-> \((.*?)\)>", maps)]
        self.reductions = {f"d{i}" for i, kind in enumerate(iterators.split(", ")) if kind == '"reduction"'}
        self.inputs = inputs.split(", ") if inputs else []
        self.ops = [line.split(" = ")[-1].split()[0] for line in body.splitlines()[1:]]

    @property
    def adds_products(self):
        return bool(self.reductions) and self.ops == ["arith.mulf", "arith.addf", "linalg.yield"]

    @property
    def has_windows(self):
        return any("+" in expression for indices in self.maps for expression in indices)

    def makes_constant(self, constants):
        """True when it computes elements from those of constants, or reads them in reverse; a bias is broadcast."""
        is_copy = self.ops == ["linalg.yield"] and not any("-" in text for indices in self.maps for text in indices)
        return not self.reductions and not is_copy and constants.issuperset(self.inputs)

    def is_transposed(self, constants):
        """True when the first dimension of a convolution's weight, or the last one of a matrix, is summed over."""
        (weight,) = (i for i, value in enumerate(self.inputs) if value in constants)
        return self.maps[weight][0 if self.has_windows else -1] in self.reductions


def analyse(path, composite, fold=True):
    """The numbers of products, and how many ops make constants of constants."""
    function = compile_model(path, composite, fold)
    constants = set(re.findall(r"(%\S+) = arith\.constant dense", function))
    ops = [Generic(match) for match in Generic.PATTERN.finditer(function)]
    assert len(ops) == function.count("linalg.generic"), "not all ops are understood"
    made = []
    for op in ops:
        if op.makes_constant(constants.union(made)):
            made.append(op.result)
    if not fold:
        return None, len(made)
    kinds = [(op.has_windows, op.is_transposed(constants)) for op in ops if op.adds_products]
    return tuple(kinds.count((windows, t)) for windows in (True, False) for t in (False, True)), len(made)


def main():
    failed = 0
    with tempfile.NamedTemporaryFile("w", suffix=".mlir") as file:
        file.write(write_vgg())
        file.flush()
        for composite, (products, made) in EXPECTED.items():
            found, left = analyse(file.name, composite)
            # Without folding there are such ops: else none would have been seen.
            _, before = analyse(file.name, composite, fold=False)
            good = found == products and before == made and left == 0
            failed += not good
            convolutions, transposed, dense, dense_transposed = found
            print(
                f"{'' if good else f'FAILED, expected {products}, {made}: '}{composite or 'forward'}: "
                f"{convolutions} + {transposed} convolutions, {dense} + {dense_transposed} dense products, "
                f"{left} of {before} ops on weights left"
            )
    return failed


if __name__ == "__main__":
    sys.exit(main() != 0)
