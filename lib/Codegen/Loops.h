//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loops of ops that are written around them.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_LIB_CODEGEN_LOOPS_H
#define LXT_LIB_CODEGEN_LOOPS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace lxt {

/// Which of a map's results are these loops, by the loop's number among them;
/// none if a result mixes one with others, or a loop comes twice.
std::optional<llvm::SmallDenseMap<unsigned, unsigned>>
getDimsOfLoops(mlir::AffineMap map, llvm::ArrayRef<unsigned> loops);

/// Writes a fill or generic op without some of its loops, for one index of
/// each. Operands are without the dimensions that these loops index.
mlir::Operation *writeWithoutLoops(mlir::OpBuilder &builder,
                                   mlir::linalg::LinalgOp op,
                                   llvm::ArrayRef<unsigned> loops,
                                   mlir::ValueRange indices,
                                   mlir::ValueRange operands);

} // namespace lxt

#endif // LXT_LIB_CODEGEN_LOOPS_H
