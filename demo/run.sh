#!/usr/bin/env bash
# Builds the project, compiles two digit classifiers with their explanation, and explains handwritten digits.
# The picture is written to build/demo/digits.png.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh
export LXT_MLIR_BUILD=$PWD/${LXT_BUILD:-build}
PYTHONPATH=python "$LXT_MLIR_BUILD/venv/bin/python" demo/digits.py --output "$LXT_MLIR_BUILD/demo"
