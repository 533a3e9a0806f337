//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/IR/Rules.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace lxt;

// The dimensions that the region's softmax normalises: those that its sum
// reduces.
static FailureOr<SmallVector<int64_t>> getDimensions(SoftmaxOp op) {
  auto type = cast<RankedTensorType>(op.getInputs()[0].getType());
  if (std::optional<int64_t> dimension = op.getDimension()) {
    int64_t dim = *dimension < 0 ? *dimension + type.getRank() : *dimension;
    if (dim < 0 || dim >= type.getRank())
      return op.emitOpError("dimension ") << *dimension << " is out of range";
    return SmallVector<int64_t>{dim};
  }
  for (Operation &inner : op.getBody().front()) {
    if (auto softmax = dyn_cast<linalg::SoftmaxOp>(inner))
      return SmallVector<int64_t>{static_cast<int64_t>(softmax.getDimension())};
    auto linalgOp = dyn_cast<linalg::LinalgOp>(inner);
    if (!linalgOp || linalgOp.getNumReductionLoops() == 0 ||
        linalgOp.getNumDpsInits() != 1 ||
        !isa_and_nonnull<arith::AddFOp>(linalgOp.getBlock()
                                            ->getTerminator()
                                            ->getOperand(0)
                                            .getDefiningOp()))
      continue;
    AffineMap map = linalgOp.getIndexingMapsArray()[0];
    auto iterators = linalgOp.getIteratorTypesArray();
    SmallVector<int64_t> dims;
    for (auto [i, expr] : llvm::enumerate(map.getResults()))
      if (auto dim = dyn_cast<AffineDimExpr>(expr))
        if (iterators[dim.getPosition()] == utils::IteratorType::reduction)
          dims.push_back(i);
    if (static_cast<int64_t>(map.getNumResults()) == type.getRank())
      return dims;
  }
  return op.emitOpError("expects a region that computes a softmax: it has no "
                        "sum over the exponentials");
}

RelevanceResult SoftmaxOp::propagateRelevance(OpBuilder &builder) {
  if (getInputs().size() != 1 || getOutputs().size() != 1 ||
      getInputs()[0].getType() != getOutputs()[0].getType())
    return emitOpError("expects one input and one result of one type");
  FailureOr<SmallVector<int64_t>> dims = getDimensions(*this);
  if (failed(dims))
    return failure();

  Location loc = getLoc();
  Value x = getInputs()[0], y = getOutputs()[0], r = getRelevance()[0];
  auto type = cast<RankedTensorType>(r.getType());
  Type elementType = type.getElementType();
  unsigned rank = type.getRank();
  unsigned batch = rank - cast<RankedTensorType>(y.getType()).getRank();

  // sum(R), without the summed dimensions.
  SmallVector<int64_t> sumShape;
  SmallVector<AffineExpr> kept;
  for (unsigned i = 0; i < rank; ++i) {
    if (i >= batch && llvm::is_contained(*dims, i - batch))
      continue;
    kept.push_back(builder.getAffineDimExpr(i));
    sumShape.push_back(type.getDimSize(i));
  }
  AffineMap identity = builder.getMultiDimIdentityMap(rank);
  AffineMap sumMap = AffineMap::get(rank, 0, kept, builder.getContext());
  Value sum = buildSum(builder, loc, r, identity,
                       RankedTensorType::get(sumShape, elementType), sumMap);

  // R - y sum(R)
  Value init = tensor::EmptyOp::create(builder, loc, getSizes(builder, loc, r),
                                       elementType);
  AffineMap yMap = identity.getMinorSubMap(rank - batch);
  Value gradient =
      linalg::GenericOp::create(
          builder, loc, init.getType(), ValueRange{r, y, sum}, init,
          ArrayRef<AffineMap>{identity, yMap, sumMap, identity},
          SmallVector<utils::IteratorType>(rank, utils::IteratorType::parallel),
          [](OpBuilder &b, Location l, ValueRange args) {
            Value product = arith::MulFOp::create(b, l, args[1], args[2]);
            Value difference = arith::SubFOp::create(b, l, args[0], product);
            linalg::YieldOp::create(b, l, difference);
          })
          .getResult(0);
  return SmallVector<Value>{
      TimesValueOp::create(builder, loc, x, gradient, /*masked=*/true)};
}
