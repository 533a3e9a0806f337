//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Channels.h"
#include "lxt/IR/LinearRules.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

FailureOr<SmallVector<int64_t>> lxt::mapBack(Operation *op,
                                             ArrayRef<int64_t> dims,
                                             std::optional<int64_t> channels) {
  SmallVector<int64_t> result;
  if (auto linalgOp = dyn_cast<LinalgOp>(op)) {
    OpOperand *moved = getMovedOperand(op, /*casts=*/true);
    if (!moved || moved->getOwner() != op)
      return failure();
    AffineMap from = linalgOp.getMatchingIndexingMap(moved);
    AffineMap to =
        linalgOp.getMatchingIndexingMap(linalgOp.getDpsInitOperand(0));
    for (int64_t dim : dims) {
      std::optional<unsigned> position =
          from.getResultPosition(to.getResult(dim));
      if (!position)
        return failure();
      result.push_back(*position);
    }
    return result;
  }
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op)) {
    auto source = collapse.getSrcType();
    SmallVector<ReassociationIndices> groups =
        collapse.getReassociationIndices();
    for (int64_t dim : dims) {
      SmallVector<int64_t> wide;
      for (int64_t i : groups[dim])
        if (source.getDimSize(i) != 1)
          wide.push_back(i);
      int64_t size = collapse.getResultType().getDimSize(dim);
      if (channels && dims.size() == 1 && size != *channels) {
        if (wide.empty() || source.getDimSize(wide.back()) % *channels != 0)
          return failure();
        wide = {wide.back()};
      }
      result.append(wide);
    }
    return result;
  }
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op)) {
    auto type = expand.getResultType();
    for (auto [i, group] : llvm::enumerate(expand.getReassociationIndices())) {
      auto isWanted = [&](int64_t dim) {
        return llvm::is_contained(dims, dim);
      };
      if (llvm::none_of(group, isWanted))
        continue;
      int64_t others = 1;
      for (int64_t dim : group)
        if (!isWanted(dim))
          others *= type.getDimSize(dim);
      if (others != 1 &&
          (!channels || dims.size() != 1 || group.back() != dims[0]))
        return failure();
      result.push_back(i);
    }
    return result;
  }
  if (isa<tensor::CastOp>(op))
    return llvm::to_vector(dims);
  // What is cut off or padded elsewhere does not matter; padding of a result
  // that a bias is added to later is what a transposed convolution has.
  if (isa<tensor::ExtractSliceOp>(op) || (isa<tensor::PadOp>(op) && channels)) {
    auto from = cast<RankedTensorType>(op->getOperand(0).getType());
    auto to = cast<RankedTensorType>(op->getResult(0).getType());
    if (from.getRank() == to.getRank() && llvm::all_of(dims, [&](int64_t dim) {
          return from.getDimSize(dim) == to.getDimSize(dim) &&
                 !to.isDynamicDim(dim);
        }))
      return llvm::to_vector(dims);
  }
  return failure();
}
