//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How the adjoint of a structured op is built: see Structured.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_MODELS_ADJOINT_H
#define LXT_TRANSFORMS_MODELS_ADJOINT_H

#include "lxt/Interfaces/VJPOpInterface.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace lxt {

/// How a result uses the value that was there before.
enum class Accumulation { none, add, maximum, minimum };

/// A result of the op that has a cotangent.
struct ResultInfo {
  unsigned number;
  Accumulation accumulation;
  /// The value of one iteration, in the op's body.
  mlir::Value element;
  /// The result's cotangent, and the map of the result.
  mlir::Value cotangent;
  mlir::AffineMap map;
  /// For maximum and minimum: which iteration was chosen, numbered row-major
  /// over the reduction loops; -1 for none.
  mlir::Value chosen;
};

/// Builds cotangents of what one structured op reads.
class Adjoint {
public:
  Adjoint(mlir::linalg::LinalgOp op, mlir::OpBuilder &b, VJPContext &context)
      : op(op), b(b), context(context), loc(op.getLoc()) {}

  /// Recomputes a maximum or minimum together with the number of the iteration
  /// that it came from, the first of equal ones.
  mlir::Value buildChosen(const ResultInfo &result);

  /// The cotangent of a tensor operand.
  mlir::FailureOr<mlir::Value>
  buildForOperand(mlir::OpOperand &operand, llvm::ArrayRef<ResultInfo> results);

  /// The cotangent of a table that the body looks up.
  mlir::FailureOr<mlir::Value>
  buildForLookup(mlir::tensor::ExtractOp extract,
                 llvm::ArrayRef<ResultInfo> results);

private:
  // An operand's dimension that is read at `stride * outer + dilation * inner`.
  struct Window {
    unsigned outer;
    int64_t stride;
    std::optional<unsigned> inner;
    int64_t dilation;
    // The size of the operand's dimension.
    mlir::OpFoldResult size;
    // The size of loop `inner`.
    mlir::OpFoldResult innerSize;
  };

  mlir::OpFoldResult getDim(mlir::Value tensor, unsigned dim);
  mlir::OpFoldResult getLoopSize(unsigned loop);
  mlir::OpFoldResult apply(mlir::AffineExpr expr,
                           llvm::ArrayRef<mlir::OpFoldResult> operands);
  llvm::LogicalResult error(const llvm::Twine &reason);

  llvm::LogicalResult findWindows(mlir::OpOperand &operand);
  mlir::Value spread(mlir::Value tensor, mlir::AffineMap map, int64_t fill);
  mlir::Value reverse(mlir::Value tensor, mlir::AffineMap map);
  mlir::AffineMap mapSpread(mlir::AffineMap map);

  mlir::Value buildIteration(mlir::OpBuilder &builder, bool windowsReversed);
  void mapCaptured(mlir::IRMapping &mapping);
  void cloneBody(mlir::OpBuilder &builder, mlir::IRMapping &mapping,
                 unsigned shift);
  mlir::FailureOr<mlir::Value>
  buildAdjoint(mlir::OpOperand *operand, mlir::AffineMap outputMap,
               llvm::ArrayRef<mlir::OpFoldResult> sizes, mlir::Type elementType,
               mlir::Value active, mlir::Value target,
               llvm::ArrayRef<ResultInfo> results);

  mlir::linalg::LinalgOp op;
  mlir::OpBuilder &b;
  VJPContext &context;
  mlir::Location loc;
  llvm::SmallVector<Window> windows;
};

} // namespace lxt

#endif // LXT_TRANSFORMS_MODELS_ADJOINT_H
