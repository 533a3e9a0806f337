//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads tensors from NumPy's .npy files.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_NPY_H
#define LXT_IR_NPY_H

#include "lxt/IR/Entry.h"

namespace lxt {

/// Reads a .npy file of float16, float32 or float64 in row-major order (format
/// versions 1 to 3) as a constant of `elementType`.
mlir::FailureOr<mlir::DenseElementsAttr>
readNpy(llvm::StringRef path, mlir::FloatType elementType, EmitError emitError);

} // namespace lxt

#endif // LXT_IR_NPY_H
