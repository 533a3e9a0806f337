"""Compiled models, through the C interface that they describe themselves (see lxt/Target/Interface.h)."""

import ctypes
import os
import pathlib
import threading
import weakref

import numpy as np

_DTYPES = {
    "f64": np.float64,
    "f32": np.float32,
    "f16": np.float16,
    "i64": np.int64,
    "i32": np.int32,
    "i16": np.int16,
    "i8": np.int8,
    "i1": np.bool_,
    # NumPy has no bfloat16: its bits.
    "bf16": np.uint16,
}
# What a ledger says of each layer; sums are over all elements, `in` is the sum of the five after `out`, and `out`.
LEDGER_COLUMNS = (
    "in",
    "out",
    "epsilon",
    "bias",
    "stopped",
    "constants",
    "rule",
    "nan",
    "infinite",
    "relevance_nan",
    "relevance_infinite",
)
# Of the interface.
_VERSION = 2
_STATUS = {
    1: "a tensor's pointer is null",
    2: "a size does not fit the model",
    3: "there is no memory for its buffers",
    4: "its weights are not loaded",
    5: "there is no such file, or it cannot be read",
    6: "it is not the file that was written with the model",
}


class _Tensor(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("role", ctypes.c_char_p),
        ("dtype", ctypes.c_char_p),
        ("input", ctypes.c_int64),
        ("rank", ctypes.c_int64),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
    ]


class _Function(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("num_arguments", ctypes.c_int64),
        ("arguments", ctypes.POINTER(_Tensor)),
        ("num_results", ctypes.c_int64),
        ("results", ctypes.POINTER(_Tensor)),
        ("workspace_bytes", ctypes.c_int64),
    ]


class _Info(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int64),
        ("model", ctypes.c_char_p),
        ("seed", ctypes.c_char_p),
        ("mode", ctypes.c_char_p),
        ("num_functions", ctypes.c_int64),
        ("functions", ctypes.POINTER(_Function)),
        ("weights", ctypes.c_char_p),
        ("weights_bytes", ctypes.c_int64),
    ]


class Tensor:
    """What a function takes or returns: name, role, dtype, shape (-1 where dynamic), input (of a relevance)."""

    def __init__(self, raw):
        self.name = raw.name.decode()
        self.role = raw.role.decode()
        self.dtype = raw.dtype.decode()
        self.input = raw.input if raw.input >= 0 else None
        self.shape = tuple(raw.shape[i] for i in range(raw.rank))
        self._numpy_dtype = np.dtype(_DTYPES[self.dtype])

    def __repr__(self):
        return f"{self.name}: {self.dtype}{list(self.shape)}"

    def check(self, array):
        """The array as C code reads it. Raises ValueError for another dtype or shape."""
        array = np.asarray(array)
        if array.dtype != self._numpy_dtype:
            raise ValueError(f"{self.name} has dtype {array.dtype}, the model takes {self._numpy_dtype}")
        if array.shape != self.shape:
            self.check_shape(array.shape)
        flags = array.flags
        return array if flags.c_contiguous and flags.aligned else np.require(array, requirements=["C", "A"])

    def make(self, shape):
        """A new array of that shape, with any values. Raises ValueError for a shape that the model does not give."""
        if shape != self.shape:
            self.check_shape(shape)
        return np.empty(shape, self._numpy_dtype)

    def check_shape(self, shape):
        """Raises ValueError for a shape that the model does not have."""
        fits = len(shape) == len(self.shape)
        if not fits or any(w not in (-1, h) for w, h in zip(self.shape, shape)):
            wanted = tuple("?" if size == -1 else size for size in self.shape)
            text = "(" + ", ".join(str(size) for size in wanted) + ("," if len(wanted) == 1 else "") + ")"
            verb = "takes" if self.role in ("input", "seed", "parameter") else "gives"
            raise ValueError(f"{self.name} has shape {tuple(shape)}, the model {verb} {text}")


def _get_address(array):
    try:
        # Three times as fast as array.ctypes.data.
        return ctypes.addressof(ctypes.c_char.from_buffer(array))
    except (TypeError, ValueError):
        # Read-only, or empty.
        return array.ctypes.data


class _Weights:
    """The weights of a library, mapped for as long as this lives."""

    def __init__(self, library, name, path):
        load, unload = getattr(library, name + "_load"), getattr(library, name + "_unload")
        load.argtypes, load.restype = [ctypes.c_char_p], ctypes.c_int32
        unload.argtypes, unload.restype = [], None
        status = load(None if path is None else os.fsencode(path))
        if status:
            raise ValueError(_STATUS.get(status, f"status {status}"))
        weakref.finalize(self, unload)


class Function:
    """A function of a compiled model: name, arguments, results, workspace_bytes, seed (its number, or None), parameters
    (their names), shapes (of the results), is_static (these shapes are known).

    Its buffers lie in a workspace, of which there is one per thread from the first call on, as long as the function.
    """

    def __init__(self, library, raw, weights):
        self.name = raw.name.decode()
        self._weights = weights
        self.arguments = [Tensor(raw.arguments[i]) for i in range(raw.num_arguments)]
        self.results = [Tensor(raw.results[i]) for i in range(raw.num_results)]
        self.workspace_bytes = raw.workspace_bytes
        roles = [tensor.role for tensor in self.arguments]
        self.seed = roles.index("seed") if "seed" in roles else None
        self.parameters = [tensor.name for tensor in self.arguments if tensor.role == "parameter"]
        tensors = [*self.arguments, *self.results]
        self._dynamic = [(i, d) for i, t in enumerate(tensors) for d, size in enumerate(t.shape) if size == -1]
        self.shapes = [tensor.shape for tensor in self.results]
        self.is_static = not any(-1 in shape for shape in self.shapes)
        self._call = getattr(library, self.name)
        self._call.restype = ctypes.c_int32
        self._call.argtypes = [
            *[ctypes.c_void_p] * len(tensors),
            *[ctypes.c_int64] * len(self._dynamic),
            ctypes.c_void_p,
        ]
        self._local = threading.local()

    def get_workspace(self):
        """The address of this thread's workspace; None for a function that needs none."""
        if not self.workspace_bytes:
            return None
        try:
            return self._local.address
        except AttributeError:
            self._local.workspace = np.empty(self.workspace_bytes, np.uint8)
            self._local.address = _get_address(self._local.workspace)
            return self._local.address

    def __call__(self, *arrays, shapes=None):
        """Runs the function. `shapes` are those of the results; by default their static ones."""
        if len(arrays) != len(self.arguments):
            raise ValueError(f"{self.name} takes {len(self.arguments)} tensors, got {len(arrays)}")
        arrays = [tensor.check(array) for tensor, array in zip(self.arguments, arrays)]
        shapes = shapes or self.shapes
        if len(shapes) != len(self.results):
            raise ValueError(f"{self.name} returns {len(self.results)} tensors, got {len(shapes)} shapes")
        results = [tensor.make(shape) for tensor, shape in zip(self.results, shapes)]
        arrays += results
        extents = [arrays[i].shape[d] for i, d in self._dynamic]
        status = self._call(*map(_get_address, arrays), *extents, self.get_workspace())
        if status:
            raise ValueError(f"{self.name} failed: {_STATUS.get(status, f'status {status}')}")
        return results


class Model:
    """A compiled model: `forward` and `explain`. Get one from `compile` or `load`."""

    def __init__(self, path, weights=None):
        path = pathlib.Path(path).resolve()
        try:
            self._library = ctypes.CDLL(str(path))
        except OSError as error:
            raise ValueError(f"{path} is no shared library: {error}") from None
        name = _find_info(path)
        get_info = getattr(self._library, name, None) if name else None
        if get_info is None:
            raise ValueError(f"{path} is no compiled model: it has no function that describes it")
        get_info.restype = ctypes.POINTER(_Info)
        info = get_info().contents
        if info.version != _VERSION:
            raise ValueError(
                f"{path} has interface version {info.version}, this package reads {_VERSION}: compile again"
            )
        self.name = info.model.decode()
        self.seed = info.seed.decode()
        self.mode = info.mode.decode()
        mapped = None
        if info.weights:
            try:
                mapped = _Weights(self._library, self.name, weights)
            except ValueError as error:
                name = weights or path.parent / os.fsdecode(info.weights)
                raise ValueError(f"{name} cannot be loaded: {error}") from None
        elif weights is not None:
            raise ValueError(f"{path} has its weights inside: it loads no file")
        self.functions = {}
        for i in range(info.num_functions):
            function = Function(self._library, info.functions[i], mapped)
            self.functions[function.name.removeprefix(self.name + "_")] = function

    def forward(self, *inputs, shapes=None):
        """The model's results, a list. `shapes`: needed for results of dynamic shape that no input tells."""
        function = self.functions["forward"]
        return function(*inputs, shapes=shapes or self._infer_shapes(function, inputs))

    def explain(self, *inputs, seed=None, shapes=None, parameters=None):
        """The explained output and its relevance: `(prediction, [relevance, ...])`.

        The prediction is what the model was compiled to return of it, None for outputs "relevance".

        seed: the relevance of the output, for a model compiled with seed "given": an array of the output's shape, or
            "output" (the output itself), "argmax" (in every row of the last dimension, the largest element, valued
            by itself), or a multi-index tuple. Models with a fixed seed take none.
            For a model of several seeds ("given:K", "given:?"): an array with one more dimension in front, or a list
            of seeds. Every relevance has this dimension, too; the prediction is one.
        parameters: values of the rules' parameters that were left open (``gamma=?``), by name: numbers, or lists.
        """
        results = self._explain(inputs, seed, shapes, parameters)
        return _get_prediction(results), [*results.get("relevance", []), *results.get("value", [])]

    def explain_with_ledger(self, *inputs, seed=None, shapes=None, parameters=None):
        """The same with the ledger of a model that was compiled with one: `(prediction, [relevance, ...], ledger)`.

        ledger: an array with a row per layer, in the order of the report's layers; its columns are LEDGER_COLUMNS.
        """
        results = self._explain(inputs, seed, shapes, parameters)
        if "ledger" not in results:
            raise ValueError("the model has no ledger: compile it with ledger=True")
        relevances = [*results.get("relevance", []), *results.get("value", [])]
        return _get_prediction(results), relevances, results["ledger"][0]

    def _explain(self, inputs, seed, shapes, parameters):
        """The results by their roles."""
        function = self.functions["explain"]
        arrays = [*inputs, *self._get_parameters(parameters)]
        if function.seed is None:
            if seed is not None and not (isinstance(seed, str) and seed == self.seed):
                raise ValueError(f"the model was compiled with seed {self.seed}, got another one")
        else:
            arrays.insert(len(inputs), self._make_seed(arrays, len(inputs), seed, shapes))
        arrays = function(*arrays, shapes=shapes or self._infer_shapes(function, arrays))
        results = {}
        for tensor, array in zip(function.results, arrays):
            results.setdefault(tensor.role, []).append(array)
        return results

    def _get_parameters(self, values):
        expected = self.functions["explain"].parameters
        values = values or {}
        if not values and not expected:
            return []
        if set(values) != set(expected):
            wanted = ", ".join(expected) or "none"
            raise ValueError(f"the model takes the parameters {wanted}, got {', '.join(sorted(values)) or 'none'}")
        arrays = [np.asarray(values[name], np.float64) for name in expected]
        for name, array in zip(expected, arrays):
            if np.isnan(array).any():
                raise ValueError(f"parameter {name} has no value, or one that is no number")
        return arrays

    def _make_seed(self, arrays, position, seed, shapes):
        if seed is None:
            raise ValueError("the model takes a seed: give an array, 'output', 'argmax' or an index")
        several = _count_seed_dims(self.functions["explain"]) > 0
        is_made = isinstance(seed, (str, tuple))
        if several and is_made:
            raise ValueError("the model takes several seeds: give an array, or a list of seeds")
        if several and isinstance(seed, list):
            if any(isinstance(one, (str, tuple)) for one in seed):
                output = self._explained(arrays, position, shapes, len(seed))
                seed = [self._evaluate_seed(one, output) for one in seed]
            if len({np.shape(one) for one in seed}) != 1:
                raise ValueError("a list of seeds holds at least one, and all are of the output's shape")
            return np.stack(seed)
        return self._evaluate_seed(seed, self._explained(arrays, position, shapes)) if is_made else seed

    def _evaluate_seed(self, seed, output):
        if not isinstance(seed, (str, tuple)):
            return seed
        if isinstance(seed, tuple):
            return _keep(output, seed)
        if seed == "output":
            return output
        if seed == "argmax":
            is_bits = self.functions["explain"].results[0].dtype == "bf16"
            values = (output.astype(np.uint32) << 16).view(np.float32) if is_bits else output
            rows = values.argmax(axis=-1)[..., None]
            result = np.zeros_like(output)
            np.put_along_axis(result, rows, np.take_along_axis(output, rows, -1), -1)
            return result
        raise ValueError(f"'{seed}' is no seed: give an array, 'output', 'argmax' or an index")

    def _explained(self, arrays, position, shapes, count=None):
        # The explanation's first result is the output; its relevance does not matter here.
        function = self.functions["explain"]
        if not any(tensor.role == "prediction" for tensor in function.results):
            raise ValueError("the model was compiled with outputs relevance: its seed has to be an array")
        arrays = [*arrays[:position], None, *arrays[position:]]
        shape = (shapes or self._infer_shapes(function, arrays))[0]
        seeds = () if count is None else (count,)
        arrays[position] = np.zeros((*seeds, *shape), _DTYPES[function.results[0].dtype])
        return function(*arrays, shapes=shapes or self._infer_shapes(function, arrays))[0]

    def _infer_shapes(self, function, arrays):
        """Shapes of results: a relevance has its input's, behind the number of seeds; the rest their static ones."""
        if function.is_static:
            return function.shapes
        shapes = []
        count = _count_seed_dims(function)
        seeds = [a for t, a in zip(function.arguments, arrays) if t.role == "seed" and a is not None]
        for tensor in function.results:
            leading = () if tensor.role == "prediction" else (np.shape(seeds[0]) if seeds else tensor.shape)[:count]
            shape = tensor.shape[len(leading) :]
            if tensor.role == "relevance":
                shape = np.shape(arrays[tensor.input])
            elif tensor.role == "prediction" and seeds:
                shape = np.shape(seeds[0])[count:]
            elif -1 in shape:
                shape = _guess_shape(function, tensor.name, shape, arrays)
            shapes.append((*leading, *shape))
        return shapes


def _count_seed_dims(function):
    """How many leading dimensions relevances have for seeds: 1 for several, else 0."""
    for tensor in function.results:
        if tensor.role == "relevance":
            return len(tensor.shape) - len(function.arguments[tensor.input].shape)
    return 0


def _get_prediction(results):
    return results["prediction"][0] if "prediction" in results else None


def _keep(output, index):
    result = np.zeros_like(output)
    try:
        result[index] = output[index]
    except IndexError as error:
        raise ValueError(f"seed {index} does not fit the output of shape {output.shape}: {error}") from None
    return result


def _guess_shape(function, name, shape, arrays):
    """Dynamic sizes from the inputs' when all of these are equal (a batch); else the caller must say."""
    sizes = {
        size
        for declared, array in zip(function.arguments, arrays)
        if array is not None and declared.role != "seed"
        for d, size in zip(declared.shape, np.shape(array))
        if d == -1
    }
    if len(sizes) != 1:
        raise ValueError(f"{name} has a dynamic shape that the inputs do not tell: give shapes")
    (size,) = sizes
    return tuple(size if declared == -1 else declared for declared in shape)


def _find_info(path):
    """The name of the library's only function `<name>_info`, from its dynamic symbols."""
    data = path.read_bytes()
    end = data.find(b"_info\0")
    while end != -1:
        start = data.rfind(b"\0", 0, end) + 1
        name = data[start : end + 5]
        if start > 0 and name.isascii() and name.replace(b"_", b"").isalnum():
            return name.decode()
        end = data.find(b"_info\0", end + 1)
    return None


def load(path, weights=None) -> Model:
    """Loads a compiled model, and maps its weights: the file of that name, by default the one beside the library.

    Raises ValueError when a file is missing, or none of this model.
    """
    if not pathlib.Path(path).is_file():
        raise ValueError(f"there is no file {path}")
    return Model(path, weights)
