import os
import sys

import lit.formats

config.name = "LXT"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.test_source_root = os.path.dirname(__file__)
config.excludes = ["Inputs", "lib", "CMakeLists.txt"]

path = [os.path.join(config.lxt_binary_dir, "bin"), config.llvm_tools_dir, config.environment.get("PATH", "")]
config.environment["PATH"] = os.pathsep.join(path)
config.environment["LXT_MLIR_BUILD"] = config.lxt_binary_dir
config.environment["PYTHONPATH"] = os.path.join(config.lxt_source_dir, "python")
# The tests share two cores with each other.
config.environment["OMP_NUM_THREADS"] = "2"

libs = [os.path.join(config.llvm_lib_dir, f"libmlir_{name}.so") for name in ("runner_utils", "c_runner_utils")]
python = f'"{os.environ.get("LXT_PYTHON", sys.executable)}"'
tests = config.test_source_root
config.substitutions += [
    # Runs the function @main of a module in the llvm dialect.
    ("%run_main", f"mlir-runner -e main --entry-point-result=void --shared-libs={','.join(libs)}"),
    (
        "%check_vjp",
        f"{python} {tests}/lib/check_vjp.py --llvm-tools {config.llvm_tools_dir} --llvm-libs {config.llvm_lib_dir}",
    ),
    # From linalg on tensors to the llvm dialect, by upstream passes.
    (
        "%to_llvm",
        "--convert-elementwise-to-linalg --one-shot-bufferize=bufferize-function-boundaries "
        "--buffer-deallocation-pipeline --convert-bufferization-to-memref "
        "--convert-linalg-to-loops --expand-strided-metadata --lower-affine "
        "--convert-scf-to-cf --convert-math-to-funcs --convert-math-to-llvm --convert-math-to-libm "
        "--finalize-memref-to-llvm --convert-arith-to-llvm --convert-index-to-llvm --convert-func-to-llvm "
        "--convert-cf-to-llvm --reconcile-unrealized-casts",
    ),
    ("%plugin", os.path.join(config.lxt_binary_dir, "lib", "LXTPlugin.so")),
    ("%python", python),
    ("%source", config.lxt_source_dir),
    ("%binary", config.lxt_binary_dir),
    ("%cmake_dir", config.cmake_dir),
    ("%llvm_lib_dir", config.llvm_lib_dir),
]
