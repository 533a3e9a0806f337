//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parts.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"

using namespace mlir;
using namespace lxt;

OpFoldResult Span::getOffset(OpBuilder &builder, Location loc) const {
  if (!start)
    return builder.getIndexAttr(offset);
  return affine::makeComposedFoldedAffineApply(
      builder, loc, builder.getAffineSymbolExpr(0) + offset, {start});
}

Box lxt::getAll(int64_t rank) { return Box(rank); }

bool lxt::isAll(const Box &box) {
  return llvm::all_of(box, [](const Span &span) { return span.isAll(); });
}

Span lxt::normalise(Span span, int64_t extent) {
  bool isWhole = !span.start && span.offset == 0 && span.size == extent;
  return isWhole ? Span() : span;
}

Span lxt::join(const Span &a, const Span &b, int64_t extent) {
  if (a.isAll() || b.isAll() || a.start != b.start)
    return {};
  int64_t offset = std::min(a.offset, b.offset);
  return normalise({a.start, offset, std::max(a.getEnd(), b.getEnd()) - offset},
                   extent);
}

Part lxt::join(Part a, const Part &b, ArrayRef<int64_t> shape) {
  if (!a)
    return b;
  if (b)
    for (auto [mine, other, extent] : llvm::zip_equal(*a, *b, shape))
      mine = join(mine, other, extent);
  return a;
}

Span lxt::meet(const Span &a, const Span &b) {
  if (a.isAll() || (!b.isAll() && a.contains(b)))
    return b;
  int64_t offset = std::max(a.offset, b.offset);
  int64_t end = std::min(a.getEnd(), b.getEnd());
  if (b.isAll() || a.start != b.start || end <= offset)
    return a;
  return {a.start, offset, end - offset};
}

Part lxt::meet(Part a, const Part &b) {
  if (!a || !b)
    return std::nullopt;
  for (auto [mine, other] : llvm::zip_equal(*a, *b))
    mine = meet(mine, other);
  return a;
}

std::optional<Span> lxt::compose(const Span &outer, const Span &inner) {
  if (outer.isAll())
    return inner;
  if (inner.isAll())
    return outer;
  if (outer.start && inner.start)
    return std::nullopt;
  return Span{outer.start ? outer.start : inner.start,
              outer.offset + inner.offset, inner.size};
}

Span lxt::getRelative(const Span &outer, const Span &inner) {
  if (outer.isAll())
    return inner;
  return normalise({nullptr, inner.offset - outer.offset, inner.size},
                   outer.size);
}

RankedTensorType lxt::getType(Value tensor) {
  return cast<RankedTensorType>(tensor.getType());
}

RankedTensorType lxt::getTypeOfPart(Value tensor, const Box &box) {
  SmallVector<int64_t> shape(getType(tensor).getShape());
  for (auto [size, span] : llvm::zip_equal(shape, box))
    if (!span.isAll())
      size = span.size;
  return getType(tensor).clone(shape);
}

SmallVector<OpFoldResult> lxt::getSizesOfPart(OpBuilder &builder, Location loc,
                                              Value tensor, const Box &box) {
  SmallVector<OpFoldResult> sizes;
  for (auto [i, span] : llvm::enumerate(box))
    sizes.push_back(span.isAll() ? tensor::getMixedSize(builder, loc, tensor, i)
                                 : builder.getIndexAttr(span.size));
  return sizes;
}

SmallVector<OpFoldResult> lxt::getOffsets(OpBuilder &builder, Location loc,
                                          const Box &box) {
  return llvm::map_to_vector(
      box, [&](const Span &span) { return span.getOffset(builder, loc); });
}

SmallVector<OpFoldResult> lxt::getStrides(OpBuilder &builder, const Box &box) {
  return SmallVector<OpFoldResult>(box.size(), builder.getIndexAttr(1));
}

Value lxt::extract(OpBuilder &builder, Location loc, Value tensor,
                   const Box &box) {
  if (isAll(box))
    return tensor;
  return tensor::ExtractSliceOp::create(
      builder, loc, tensor, getOffsets(builder, loc, box),
      getSizesOfPart(builder, loc, tensor, box), getStrides(builder, box));
}

Part lxt::getSlice(OffsetSizeAndStrideOpInterface slice, Value tensor) {
  Box box;
  for (auto [i, offset, size, stride] :
       llvm::enumerate(slice.getMixedOffsets(), slice.getMixedSizes(),
                       slice.getMixedStrides())) {
    if (!isConstantIntValue(stride, 1))
      return std::nullopt;
    int64_t extent = getType(tensor).getDimSize(i);
    Span span;
    if (std::optional<int64_t> fixed = getConstantIntValue(offset))
      span.offset = *fixed;
    else
      span.start = cast<Value>(offset);
    if (std::optional<int64_t> fixed = getConstantIntValue(size)) {
      span.size = *fixed;
      box.push_back(normalise(span, extent));
      continue;
    }
    FailureOr<bool> isWhole = ValueBoundsConstraintSet::areEqual(
        ValueBoundsConstraintSet::Variable(size), {tensor, int64_t(i)});
    if (span.start || span.offset != 0 || failed(isWhole) || !*isWhole)
      return std::nullopt;
    box.push_back(Span());
  }
  return box;
}

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

Box Reshape::collapse(const Box &expanded) const {
  Box result;
  for (auto [group, extent] : llvm::zip_equal(groups, collapsedShape)) {
    SmallVector<int64_t> dims = getLargeDims(group);
    Span &span = result.emplace_back();
    if (dims.size() == 1) {
      span = expanded[dims[0]];
      continue;
    }
    if (!isStatic(dims) ||
        llvm::any_of(dims, [&](int64_t dim) { return expanded[dim].start; }))
      continue;
    // From the first of all elements to the last.
    int64_t first = 0, last = 0;
    for (int64_t dim : dims) {
      const Span &own = expanded[dim];
      first = first * expandedShape[dim] + own.offset;
      last = last * expandedShape[dim] +
             (own.isAll() ? expandedShape[dim] : own.getEnd()) - 1;
    }
    span = normalise({nullptr, first, last - first + 1}, extent);
  }
  return result;
}

Box Reshape::expand(const Box &collapsed) const {
  Box result = getAll(expandedShape.size());
  for (auto [group, span] : llvm::zip_equal(groups, collapsed)) {
    SmallVector<int64_t> dims = getLargeDims(group);
    if (dims.size() == 1) {
      result[dims[0]] = span;
      continue;
    }
    if (span.isAll() || span.start || !isStatic(dims))
      continue;
    // Up to the dimension in which the first and the last element differ.
    int64_t first = span.offset, last = span.getEnd() - 1, stride = 1;
    for (int64_t dim : dims)
      stride *= expandedShape[dim];
    for (int64_t dim : dims) {
      stride /= expandedShape[dim];
      int64_t from = first / stride, to = last / stride;
      result[dim] =
          normalise({nullptr, from, to - from + 1}, expandedShape[dim]);
      if (from != to)
        break;
      first %= stride;
      last %= stride;
    }
  }
  return result;
}

std::optional<Reshape> lxt::getReshape(Operation *op) {
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op))
    return Reshape{expand.getReassociationIndices(),
                   expand.getResultType().getShape(),
                   expand.getSrcType().getShape()};
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op))
    return Reshape{collapse.getReassociationIndices(),
                   collapse.getSrcType().getShape(),
                   collapse.getResultType().getShape()};
  return std::nullopt;
}
