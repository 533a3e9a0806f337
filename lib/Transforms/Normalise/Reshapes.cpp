//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Dimensions of size one, and slices of everything, which passes put around ops
// or take away, do not hide what is computed.
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Normalise.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;

// How a slice of everything changes the rank.
static std::optional<SmallVector<ReassociationIndices>>
getFullReassociation(RankedTensorType from, RankedTensorType to) {
  if (!from.hasStaticShape() || !to.hasStaticShape() ||
      from.getNumElements() != to.getNumElements() ||
      from.getRank() == to.getRank())
    return std::nullopt;
  return getReassociationIndicesForReshape(from, to);
}

namespace {

struct FullExtract : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    auto groups = getFullReassociation(op.getSourceType(), op.getType());
    if (!groups)
      return failure();
    rewriter.replaceOpWithNewOp<tensor::CollapseShapeOp>(
        op, op.getType(), op.getSource(), *groups);
    return success();
  }
};

struct FullInsert : OpRewritePattern<tensor::InsertSliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(tensor::InsertSliceOp op,
                                PatternRewriter &rewriter) const override {
    auto groups = getFullReassociation(op.getSourceType(), op.getType());
    if (!groups)
      return failure();
    rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(op, op.getType(),
                                                       op.getSource(), *groups);
    return success();
  }
};

// A generic op without inputs that yields one value -> linalg.fill, as front
// ends write it.
struct RaiseFill : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.isAllParallelLoops() || op->getNumResults() != 1 ||
        !op.hasPureTensorSemantics() || op.getNumDpsInputs() != 0)
      return failure();
    Block *body = op.getBody();
    Value value = body->getTerminator()->getOperand(0);
    if (body->getOperations().size() != 1 || value.getParentBlock() == body)
      return failure();
    rewriter.replaceOpWithNewOp<linalg::FillOp>(op, value, op.getDpsInits()[0]);
    return success();
  }
};

// A reduction reads what it reduces, not a reshape that adds dimensions of size
// one to it.
struct ReduceUnexpanded : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getNumReductionLoops() == 0 || !op.hasPureTensorSemantics())
      return failure();
    for (OpOperand *operand : op.getDpsInputOperands()) {
      auto expand = operand->get().getDefiningOp<tensor::ExpandShapeOp>();
      if (!expand || !expand.getResultType().hasStaticShape())
        continue;
      AffineMap map = op.getMatchingIndexingMap(operand);
      ArrayRef<int64_t> shape = expand.getResultType().getShape();
      SmallVector<AffineExpr> exprs;
      bool addsUnits = true;
      for (const ReassociationIndices &group :
           expand.getReassociationIndices()) {
        SmallVector<int64_t> wide = llvm::filter_to_vector(
            group, [&](int64_t i) { return shape[i] != 1; });
        addsUnits &= wide.size() <= 1;
        exprs.push_back(map.getResult(wide.empty() ? group[0] : wide[0]));
      }
      SmallVector<AffineMap> maps = op.getIndexingMapsArray();
      maps[operand->getOperandNumber()] =
          AffineMap::get(map.getNumDims(), 0, exprs, rewriter.getContext());
      // Every loop still needs an operand that tells its size.
      if (!addsUnits ||
          !inversePermutation(concatAffineMaps(maps, rewriter.getContext())))
        continue;
      rewriter.modifyOpInPlace(op, [&] {
        operand->set(expand.getSrc());
        op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
      });
      return success();
    }
    return failure();
  }
};

} // namespace

void lxt::populateReshapePatterns(RewritePatternSet &patterns) {
  patterns.add<FullExtract, FullInsert, RaiseFill, ReduceUnexpanded>(
      patterns.getContext());
}
