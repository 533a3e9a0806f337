//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parts of tensors, as lxt-prune computes them.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_LIB_TRANSFORMS_PARTS_H
#define LXT_LIB_TRANSFORMS_PARTS_H

#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include <optional>

namespace lxt {

/// All of a dimension, or `size` elements of it from `start + offset` on.
struct Span {
  mlir::Value start;
  int64_t offset = 0;
  int64_t size = -1;

  bool isAll() const { return size < 0; }
  int64_t getEnd() const { return offset + size; }
  bool operator==(const Span &other) const {
    return start == other.start && offset == other.offset && size == other.size;
  }
  bool contains(const Span &other) const {
    return isAll() || (!other.isAll() && start == other.start &&
                       offset <= other.offset && getEnd() >= other.getEnd());
  }
  mlir::OpFoldResult getOffset(mlir::OpBuilder &builder,
                               mlir::Location loc) const;
};

/// A span per dimension of a tensor, or per loop of an op.
using Box = llvm::SmallVector<Span>;
/// Without a box: nothing.
using Part = std::optional<Box>;

/// All of a tensor of that rank.
Box getAll(int64_t rank);
bool isAll(const Box &box);

/// The first `size` elements of `size` are all of them.
Span normalise(Span span, int64_t extent);

/// What holds both.
Span join(const Span &a, const Span &b, int64_t extent);
Part join(Part a, const Part &b, llvm::ArrayRef<int64_t> shape);

/// What both hold, or where that is not known, `a`.
Span meet(const Span &a, const Span &b);
Part meet(Part a, const Part &b);

/// `inner`, a part of `outer`, in the dimension that `outer` is a part of; null
/// if that is not known.
std::optional<Span> compose(const Span &outer, const Span &inner);

/// The converse, for an `outer` that contains `inner`.
Span getRelative(const Span &outer, const Span &inner);

mlir::RankedTensorType getType(mlir::Value tensor);

/// A part of `tensor`: its type, sizes, offsets, strides, and itself.
mlir::RankedTensorType getTypeOfPart(mlir::Value tensor, const Box &box);
llvm::SmallVector<mlir::OpFoldResult> getSizesOfPart(mlir::OpBuilder &builder,
                                                     mlir::Location loc,
                                                     mlir::Value tensor,
                                                     const Box &box);
llvm::SmallVector<mlir::OpFoldResult>
getOffsets(mlir::OpBuilder &builder, mlir::Location loc, const Box &box);
llvm::SmallVector<mlir::OpFoldResult> getStrides(mlir::OpBuilder &builder,
                                                 const Box &box);
mlir::Value extract(mlir::OpBuilder &builder, mlir::Location loc,
                    mlir::Value tensor, const Box &box);

/// The part of `tensor` that a slice is; null if that is not known.
Part getSlice(mlir::OffsetSizeAndStrideOpInterface slice, mlir::Value tensor);

/// How dimensions are grouped.
struct Reshape {
  llvm::SmallVector<mlir::ReassociationIndices> groups;
  llvm::ArrayRef<int64_t> expandedShape, collapsedShape;

  /// The least part that holds that of the other side.
  Box collapse(const Box &expanded) const;
  Box expand(const Box &collapsed) const;

  /// The same, with `box` as large as needed for the two to be one another's.
  Box alignCollapsed(Box &box) const {
    while (true) {
      Box expanded = expand(box);
      Box again = collapse(expanded);
      if (again == box)
        return expanded;
      box = std::move(again);
    }
  }
  Box alignExpanded(Box &box) const {
    Box collapsed = collapse(box);
    box = alignCollapsed(collapsed);
    return collapsed;
  }

private:
  llvm::SmallVector<int64_t> getLargeDims(llvm::ArrayRef<int64_t> group) const {
    return llvm::filter_to_vector(
        group, [&](int64_t dim) { return expandedShape[dim] != 1; });
  }
  bool isStatic(llvm::ArrayRef<int64_t> dims) const {
    return llvm::none_of(dims, [&](int64_t dim) {
      return mlir::ShapedType::isDynamic(expandedShape[dim]);
    });
  }
};

/// Of tensor.expand_shape and tensor.collapse_shape.
std::optional<Reshape> getReshape(mlir::Operation *op);

} // namespace lxt

#endif
