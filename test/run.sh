#!/usr/bin/env bash
# Builds the project, checks its format, and runs all tests.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh
build=$PWD/${LXT_BUILD:-build}
llvm=$(cut -d. -f1 LLVM_VERSION)

echo "== format"
git ls-files '*.cpp' '*.h' '*.c' | xargs "clang-format-$llvm" --dry-run --Werror
"$build/venv/bin/ruff" format --check .
"$build/venv/bin/ruff" check .

echo "== tests"
LXT_PYTHON=$build/venv/bin/python ninja -C "$build" check-lxt
