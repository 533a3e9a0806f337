//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_NONNEGATIVE_H
#define LXT_IR_NONNEGATIVE_H

#include "mlir/IR/Value.h"

namespace lxt {

/// True when no element of a tensor of floats can be negative, as far as the
/// ops that compute it tell: after ReLU, softmax, sums and maxima of such.
bool isNonNegative(mlir::Value tensor);

} // namespace lxt

#endif // LXT_IR_NONNEGATIVE_H
