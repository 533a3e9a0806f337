#!/usr/bin/env bash
# Installs what the project needs on Debian 12 and builds it into build/.
# LXT_BUILD names another build folder, LXT_CMAKE_ARGS further arguments.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${LXT_BUILD:-build}
llvm=$(cut -d. -f1 LLVM_VERSION)

packages="libmlir-$llvm-dev mlir-$llvm-tools llvm-$llvm-dev llvm-$llvm-tools clang-$llvm clang-format-$llvm lld-$llvm
  libomp-$llvm-dev ninja-build cmake ccache python3 python3-venv"
missing=""
for package in $packages; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "== installing$missing"
  root=""
  [ "$(id -u)" = 0 ] || root=sudo
  $root apt-get update -qq
  apt-cache show "libmlir-$llvm-dev" >/dev/null 2>&1 || {
    echo "apt has no package libmlir-$llvm-dev: add LLVM's own Debian packages of version $llvm to its sources" >&2
    exit 1
  }
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

echo "== building into $build"
prefix=$("llvm-config-$llvm" --prefix)
# shellcheck disable=SC2086
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DLXT_WERROR=ON \
  -DCMAKE_C_COMPILER="clang-$llvm" -DCMAKE_CXX_COMPILER="clang++-$llvm" -DLLVM_ENABLE_LLD=ON \
  -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
  -DMLIR_DIR="$prefix/lib/cmake/mlir" ${LXT_CMAKE_ARGS:-} >"${TMPDIR:-/tmp}/lxt-cmake.log" 2>&1 ||
  { cat "${TMPDIR:-/tmp}/lxt-cmake.log"; exit 1; }
ninja -C "$build"

# NumPy for the Python package, Pillow for the demo's picture, ruff for the format check.
if [ ! -x "$build/venv/bin/python" ]; then
  python3 -m venv "$build/venv"
fi
"$build/venv/bin/pip" install -q --disable-pip-version-check -r scripts/requirements.txt
