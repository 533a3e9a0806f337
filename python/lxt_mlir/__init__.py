"""Compile neural networks together with their explanation, and run them.

    import lxt_mlir
    model = lxt_mlir.compile("model.mlir", composite="attnlrp")
    prediction, (relevance,) = model.explain(x, seed="argmax")

Needs NumPy only; models are compiled by the program ``lxt-compile``.
"""

from lxt_mlir.compiler import CompileError, compile, find_compiler
from lxt_mlir.model import LEDGER_COLUMNS, Model, load

__all__ = ["LEDGER_COLUMNS", "CompileError", "Model", "compile", "find_compiler", "load"]
