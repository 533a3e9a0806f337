//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_LIB_TRANSFORMS_CANONIZERS_CHANNELS_H
#define LXT_LIB_TRANSFORMS_CANONIZERS_CHANNELS_H

#include "mlir/IR/Operation.h"
#include <optional>

namespace lxt {

/// Which dimensions of the operand that `op` moves the result's dimensions
/// `dims` come from; fails when that cannot be told. With `channels`, their
/// number, these may be repeated along one dimension, innermost, as transposed
/// convolutions compute them.
mlir::FailureOr<llvm::SmallVector<int64_t>>
mapBack(mlir::Operation *op, llvm::ArrayRef<int64_t> dims,
        std::optional<int64_t> channels = std::nullopt);

} // namespace lxt

#endif // LXT_LIB_TRANSFORMS_CANONIZERS_CHANNELS_H
