//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's passes, as compiled models need them.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TARGET_OPTIMISE_H
#define LXT_TARGET_OPTIMISE_H

#include "llvm/IR/Module.h"
#include "llvm/Passes/OptimizationLevel.h"

namespace llvm {
class TargetMachine;
} // namespace llvm

namespace lxt {

/// Runs LLVM's default pipeline without what takes long and brings nothing to
/// kernels and to functions that call many of them: unrolling, and vectors of
/// straight-line code. `machine` may be null.
void optimise(llvm::Module &module, llvm::TargetMachine *machine,
              llvm::OptimizationLevel level);

} // namespace lxt

#endif // LXT_TARGET_OPTIMISE_H
