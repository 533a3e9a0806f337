//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bodies of structured ops on buffers, one vector of iterations at a time.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_LIB_CODEGEN_VECTORS_H
#define LXT_LIB_CODEGEN_VECTORS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

namespace lxt {

/// The width of panels, for an index `(..., i floordiv w, ..., i mod w)` of the
/// loop `i`.
std::optional<int64_t> getPanelWidth(mlir::AffineMap map, unsigned loop);

/// True when a body can run on vectors: arithmetic alone, that may also be done
/// on what is masked.
bool hasVectorBody(mlir::linalg::GenericOp op);

/// True for elements that vectors hold as memory does, in bytes.
bool isVectorElement(mlir::Type type);

/// True when the body can run on vectors of consecutive iterations of a loop:
/// operands are contiguous along it, or the same.
bool isVectorisableAlong(mlir::linalg::GenericOp op, unsigned loop);

/// The buffer that this one is a view of.
mlir::Value getBase(mlir::Value buffer);

/// True when the buffers cannot overlap: allocations, the caller's results, and
/// what it passes are apart.
bool areDistinct(mlir::Value a, mlir::Value b);

/// One vector of iterations: the index of every loop, that of the column's loop
/// being the first of `width`. The mask is null where all of them exist.
struct Iterations {
  llvm::SmallVector<mlir::OpFoldResult> indices;
  unsigned column;
  int64_t width;
  mlir::Value mask;

  /// The same of an op whose loops are these.
  Iterations select(llvm::ArrayRef<unsigned> loops) const {
    Iterations other{{}, 0, width, mask};
    for (auto [i, loop] : llvm::enumerate(loops)) {
      other.indices.push_back(indices[loop]);
      if (loop == column)
        other.column = i;
    }
    return other;
  }
};

/// Writes a body, one vector at a time.
class VectorWriter {
public:
  VectorWriter(mlir::OpBuilder &builder, mlir::Location loc)
      : builder(builder), loc(loc) {}

  using GetOperand = llvm::function_ref<mlir::Value(mlir::OpOperand &)>;
  /// What the op yields, `get` being what its operands hold.
  llvm::SmallVector<mlir::Value> evaluate(mlir::linalg::GenericOp op,
                                          const Iterations &iterations,
                                          GetOperand get);
  mlir::Value load(mlir::linalg::GenericOp op, mlir::OpOperand &operand,
                   const Iterations &iterations);
  void store(mlir::linalg::GenericOp op, mlir::OpOperand &operand,
             const Iterations &iterations, mlir::Value value);
  mlir::Value toVector(mlir::Value value, int64_t width);
  mlir::Value toValue(mlir::OpFoldResult value);

protected:
  llvm::SmallVector<mlir::Value> getIndices(mlir::linalg::GenericOp op,
                                            mlir::OpOperand &operand,
                                            const Iterations &iterations);

  mlir::OpBuilder &builder;
  mlir::Location loc;
};

} // namespace lxt

#endif // LXT_LIB_CODEGEN_VECTORS_H
