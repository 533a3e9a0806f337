//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Patterns of `lxt-normalise`.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_NORMALISE_H
#define LXT_TRANSFORMS_NORMALISE_H

#include "mlir/IR/PatternMatch.h"

namespace lxt {

/// Splits elementwise ops into one float operation each, and elementwise
/// functions off reductions.
void populateSplitPatterns(mlir::RewritePatternSet &patterns);
void populateSplitReductionPatterns(mlir::RewritePatternSet &patterns);

/// Takes away dimensions of size one, and slices of everything, that passes
/// have put around ops.
void populateReshapePatterns(mlir::RewritePatternSet &patterns);

/// Drops assertions in bodies of structured ops that hold for the ranges of
/// their integers.
void populateDropAssertPatterns(mlir::RewritePatternSet &patterns);

/// Rewrites `tensor.gather` as a structured op that looks elements up.
void populateGatherPatterns(mlir::RewritePatternSet &patterns);

} // namespace lxt

#endif // LXT_TRANSFORMS_NORMALISE_H
