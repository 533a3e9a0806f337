#!/usr/bin/env bash
# Installs PyTorch and the peers into build/venv-bench (LXT_BUILD names another folder for build).
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${LXT_BUILD:-build}/venv-bench
wanted=$(cat benchmarks/requirements.txt benchmarks/no_deps.txt)
if [ "$(cat "$venv/installed.txt" 2>/dev/null)" = "$wanted" ]; then
  exit
fi
echo "== installing the peers into $venv" >&2
python3 -m venv --clear "$venv"
install="$venv/bin/pip install -q --disable-pip-version-check"
# PyTorch's own builds for the CPU: those on PyPI bring CUDA.
$install -r benchmarks/requirements.txt ||
  $install -r benchmarks/requirements.txt --extra-index-url https://download.pytorch.org/whl/cpu
# What these ask for, bitsandbytes and sentence-transformers among it, is not needed.
$install --no-deps -r benchmarks/no_deps.txt
# torchvision is built for CUDA. Its operators do not load beside a CPU build of PyTorch, and this file describes them
# to PyTorch at import, which fails then. The models need none of them.
: >"$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/torchvision/_meta_registrations.py"
echo "$wanted" >"$venv/installed.txt"
