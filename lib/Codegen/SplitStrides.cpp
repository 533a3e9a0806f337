//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Convolutions of what is mostly zeros, as several of what is not.
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/Support/MathExtras.h"

namespace lxt {
#define GEN_PASS_DEF_LXTSPLITSTRIDES
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;

namespace {

// A part of a static tensor, along one dimension.
struct Part {
  SmallVector<OpFoldResult> offsets, sizes, strides;

  Part(OpBuilder &b, Value tensor, int64_t dim, int64_t offset, int64_t size,
       int64_t stride) {
    auto type = cast<RankedTensorType>(tensor.getType());
    offsets.assign(type.getRank(), b.getIndexAttr(0));
    strides.assign(type.getRank(), b.getIndexAttr(1));
    sizes = getAsIndexOpFoldResult(b.getContext(), type.getShape());
    offsets[dim] = b.getIndexAttr(offset);
    sizes[dim] = b.getIndexAttr(size);
    strides[dim] = b.getIndexAttr(stride);
  }
};

// An operand that is zeros but for every `stride`th index of a dimension, read
// at `outer + window`.
struct Spread {
  OpOperand *operand;
  tensor::InsertSliceOp insert;
  // A part of that, or null.
  tensor::ExtractSliceOp slice;
  int64_t dim, stride, offset;
  unsigned outer, window;
};

struct SplitStride : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override;
};

struct SplitStrides : lxt::impl::LXTSplitStridesBase<SplitStrides> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<SplitStride>(&getContext());
    (void)applyPatternsGreedily(getOperation(), std::move(patterns));
  }
};

} // namespace

static bool isZeros(Value tensor) {
  auto fill = tensor.getDefiningOp<linalg::FillOp>();
  return fill && matchPattern(fill.value(), m_AnyZeroFloat());
}

// A sum of products: zeros add nothing.
static bool isSumOfProducts(GenericOp op) {
  return op.getNumDpsInputs() == 2 && op.getNumDpsInits() == 1 &&
         op.hasPureTensorSemantics() &&
         llvm::all_of(op.getBody()->without_terminator(), [](Operation &inner) {
           return isa<arith::MulFOp, arith::AddFOp, arith::ExtFOp>(inner);
         });
}

// The first operand and dimension that are.
static std::optional<Spread> findSpread(GenericOp op) {
  for (OpOperand *operand : op.getDpsInputOperands()) {
    auto slice = operand->get().getDefiningOp<tensor::ExtractSliceOp>();
    if (slice && (!slice.hasUnitStride() || !slice.getType().hasStaticShape() ||
                  slice.getType().getRank() != slice.getSourceType().getRank()))
      continue;
    Value whole = slice ? slice.getSource() : operand->get();
    auto insert = whole.getDefiningOp<tensor::InsertSliceOp>();
    if (!insert || !isZeros(insert.getDest()) ||
        insert.getSourceType().getRank() != insert.getDestType().getRank() ||
        !insert.getSourceType().hasStaticShape() ||
        !insert.getDestType().hasStaticShape())
      continue;
    AffineMap map = op.getMatchingIndexingMap(operand);
    for (int64_t dim = 0; dim < insert.getDestType().getRank(); ++dim) {
      int64_t stride = insert.getStaticStrides()[dim];
      int64_t offset = insert.getStaticOffsets()[dim];
      int64_t start = slice ? slice.getStaticOffsets()[dim] : 0;
      auto sum = dyn_cast<AffineBinaryOpExpr>(map.getResult(dim));
      if (stride < 2 || ShapedType::isDynamic(stride) ||
          ShapedType::isDynamic(offset) || ShapedType::isDynamic(start) ||
          !sum || sum.getKind() != AffineExprKind::Add)
        continue;
      auto outer = dyn_cast<AffineDimExpr>(sum.getLHS());
      auto window = dyn_cast<AffineDimExpr>(sum.getRHS());
      if (!outer || !window)
        continue;
      SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
      if (iterators[outer.getPosition()] == utils::IteratorType::reduction)
        std::swap(outer, window);
      if (iterators[outer.getPosition()] != utils::IteratorType::parallel ||
          iterators[window.getPosition()] != utils::IteratorType::reduction)
        continue;
      return Spread{operand,
                    insert,
                    slice,
                    dim,
                    stride,
                    offset - start,
                    outer.getPosition(),
                    window.getPosition()};
    }
  }
  return std::nullopt;
}

// The tensor that is spread, from `shift` on and as long as `size`, with zeros
// where it has no elements, and spread in its other dimensions as before.
static Value gather(OpBuilder &builder, const Spread &spread, int64_t shift,
                    int64_t size) {
  tensor::InsertSliceOp insert = spread.insert;
  Location loc = insert.getLoc();
  int64_t dim = spread.dim;
  Value source = insert.getSource();
  int64_t sourceSize = insert.getSourceType().getDimSize(dim);
  int64_t low = std::max<int64_t>(-shift, 0);
  int64_t length = std::min(size, sourceSize - shift) - low;
  SmallVector<int64_t> shape(insert.getDestType().getShape());
  shape[dim] = size;
  Value result = tensor::EmptyOp::create(builder, loc, shape,
                                         insert.getDestType().getElementType());
  auto fill = insert.getDest().getDefiningOp<linalg::FillOp>();
  result =
      linalg::FillOp::create(builder, loc, fill.value(), result).getResult(0);
  if (length > 0) {
    Part taken(builder, source, dim, std::max<int64_t>(shift, 0), length, 1);
    Value values = tensor::ExtractSliceOp::create(
        builder, loc, source, taken.offsets, taken.sizes, taken.strides);
    SmallVector<OpFoldResult> offsets = insert.getMixedOffsets();
    SmallVector<OpFoldResult> strides = insert.getMixedStrides();
    offsets[dim] = builder.getIndexAttr(low);
    strides[dim] = builder.getIndexAttr(1);
    result = tensor::InsertSliceOp::create(builder, loc, values, result,
                                           offsets, taken.sizes, strides);
  }
  if (!spread.slice)
    return result;
  tensor::ExtractSliceOp slice = spread.slice;
  SmallVector<OpFoldResult> offsets = slice.getMixedOffsets();
  SmallVector<OpFoldResult> sizes = slice.getMixedSizes();
  offsets[dim] = builder.getIndexAttr(0);
  sizes[dim] = builder.getIndexAttr(size);
  return tensor::ExtractSliceOp::create(builder, loc, result, offsets, sizes,
                                        slice.getMixedStrides());
}

// `y[i] = sum_k x[i + k] w[k]`, where `x` is `t` at `offset + stride * j` and
// zero elsewhere. At `i = stride * i' + p`, only every `stride`th `k` matters:
// `y[i] = sum_k' t[i' + k' + shift] w[stride * k' + first]`.
LogicalResult SplitStride::matchAndRewrite(GenericOp op,
                                           PatternRewriter &rewriter) const {
  if (!isSumOfProducts(op))
    return failure();
  std::optional<Spread> spread = findSpread(op);
  if (!spread)
    return failure();
  // The other factor goes with the window alone, the result with the rest.
  OpOperand *other =
      op.getDpsInputOperand(spread->operand->getOperandNumber() == 0 ? 1 : 0);
  OpOperand *init = op.getDpsInitOperand(0);
  AffineMap otherMap = op.getMatchingIndexingMap(other);
  AffineMap outputMap = op.getMatchingIndexingMap(init);
  MLIRContext *context = op.getContext();
  auto windowDim =
      otherMap.getResultPosition(getAffineDimExpr(spread->window, context));
  auto outerDim =
      outputMap.getResultPosition(getAffineDimExpr(spread->outer, context));
  auto otherType = dyn_cast<RankedTensorType>(other->get().getType());
  auto outputType = cast<RankedTensorType>(init->get().getType());
  if (!windowDim || !outerDim || !otherType || !otherType.hasStaticShape() ||
      !outputType.hasStaticShape() || otherMap.isFunctionOfDim(spread->outer) ||
      outputMap.isFunctionOfDim(spread->window) ||
      llvm::count_if(op.getMatchingIndexingMap(spread->operand).getResults(),
                     [&](AffineExpr expr) {
                       return expr.isFunctionOfDim(spread->outer) ||
                              expr.isFunctionOfDim(spread->window);
                     }) != 1)
    return failure();

  Location loc = op.getLoc();
  int64_t stride = spread->stride;
  int64_t outerSize = outputType.getDimSize(*outerDim);
  int64_t windowSize = otherType.getDimSize(*windowDim);
  Value result = tensor::EmptyOp::create(rewriter, loc, outputType.getShape(),
                                         outputType.getElementType());
  for (int64_t phase = 0; phase < std::min(stride, outerSize); ++phase) {
    int64_t size = llvm::divideCeil(outerSize - phase, stride);
    Part place(rewriter, init->get(), *outerDim, phase, size, stride);
    Value sums = tensor::ExtractSliceOp::create(
        rewriter, loc, init->get(), place.offsets, place.sizes, place.strides);
    // The first index of the window that meets the source.
    int64_t first = ((spread->offset - phase) % stride + stride) % stride;
    if (first < windowSize) {
      int64_t window = llvm::divideCeil(windowSize - first, stride);
      int64_t shift = (phase + first - spread->offset) / stride;
      Part chosen(rewriter, other->get(), *windowDim, first, window, stride);
      SmallVector<Value> inputs(2);
      inputs[other->getOperandNumber()] = tensor::ExtractSliceOp::create(
          rewriter, loc, other->get(), chosen.offsets, chosen.sizes,
          chosen.strides);
      inputs[spread->operand->getOperandNumber()] =
          gather(rewriter, *spread, shift, size + window - 1);
      auto part = GenericOp::create(rewriter, loc, sums.getType(), inputs, sums,
                                    op.getIndexingMapsArray(),
                                    op.getIteratorTypesArray());
      rewriter.cloneRegionBefore(op.getRegion(), part.getRegion(),
                                 part.getRegion().begin());
      sums = part.getResult(0);
    }
    result = tensor::InsertSliceOp::create(
        rewriter, loc, sums, result, place.offsets, place.sizes, place.strides);
  }
  rewriter.replaceOp(op, result);
  return success();
}
