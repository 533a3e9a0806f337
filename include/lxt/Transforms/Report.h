//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_REPORT_H
#define LXT_TRANSFORMS_REPORT_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace lxt {

/// Writes a line for every rule op of a function, under its name: location,
/// kind, op, rule with its parameters, and the entry that gave it.
void printRules(mlir::func::FuncOp function, llvm::StringRef name,
                llvm::raw_ostream &stream);

} // namespace lxt

#endif // LXT_TRANSFORMS_REPORT_H
