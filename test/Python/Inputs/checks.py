"""What the test scripts share."""

import pathlib
import sys
import traceback

import numpy as np

FOLDER = pathlib.Path(__file__).parent

# dense.mlir at this input gives (3, 7).
X = np.array([[1, 2]], np.float32)
Y = [[3, 7]]


def raises(kind, text, function):
    """Fails unless `function` raises exactly this kind of error, with `text` in its one line."""
    try:
        function()
    except Exception as error:
        assert type(error) is kind, f"{type(error).__name__}: {error}"
        assert text in str(error), str(error)
        assert "\n" not in str(error), str(error)
        return
    raise AssertionError(f"no {kind.__name__}: {text}")


def run_all(module):
    """Runs the functions test_* of a module, in their order, all of them; the status is 1 when one fails."""
    failed = 0
    for name, function in list(vars(module).items()):
        if name.startswith("test_"):
            try:
                function()
                print(f"{name}: ok", flush=True)
            except Exception:
                failed += 1
                print(f"{name}: failed\n{traceback.format_exc()}", flush=True)
    sys.exit(failed != 0)
