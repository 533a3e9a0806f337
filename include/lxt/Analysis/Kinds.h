//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What single ops compute.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_ANALYSIS_KINDS_H
#define LXT_ANALYSIS_KINDS_H

#include "lxt/Analysis/Activity.h"
#include "lxt/IR/LXT.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace lxt {

/// The kind of one op, by its structure. Never `softmax`, `norm` or
/// `batch_norm`, which take more than one op, nor a sub-kind of `bilinear`
/// other than `product` and `other`.
Kind classifyOp(mlir::Operation *op, const Activity &activity);

/// True for a structured op that computes one thing: one float operation per
/// element, or a combination of elements or of products of two. `lxt-normalise`
/// brings ops into this form; of one that it cannot split, the kind is unknown.
bool isSplit(mlir::linalg::LinalgOp op);

/// True for a linalg op whose loops are all parallel, that has one result
/// written at the identity, and reads tensors at loops or constants.
bool isElementwise(mlir::Operation *op);

/// True when the op reads `value` at the same index as it writes its result.
bool readsAtIdentity(mlir::linalg::LinalgOp op, mlir::Value value);

/// True when the op sums over its reduction loops what it reads.
bool isAdditiveReduction(mlir::Operation *op);

/// True when the op takes the maximum over its reduction loops.
bool isMaxReduction(mlir::Operation *op);

/// True for reshapes, transposes, slices and the like: `movement`, whatever is
/// active.
bool isMovement(mlir::Operation *op);

/// True when every element of the region's results is an element of an
/// argument or a constant.
bool isCopying(mlir::Region &region);

/// True when the region is elementwise and multilinear: every element of its
/// only result is, for every argument, an element of the argument times what
/// does not depend on that argument.
bool isElementwiseMultilinear(mlir::Region &region);

} // namespace lxt

#endif // LXT_ANALYSIS_KINDS_H
