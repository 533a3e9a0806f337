//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/IR/Rules.h"
#include "lxt/Transforms/Lowering.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace lxt {
#define GEN_PASS_DEF_LXTLOWERRULES
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

void lxt::inlineRegion(RewriterBase &rewriter, LayerOpInterface op) {
  Block &block = op.getBody().front();
  Operation *yield = block.getTerminator();
  SmallVector<Value> results(yield->getOperands());
  // The inputs replace the arguments, results among them.
  for (Value &result : results)
    if (auto argument = dyn_cast<BlockArgument>(result);
        argument && argument.getOwner() == &block)
      result = op.getInputs()[argument.getArgNumber()];
  rewriter.eraseOp(yield);
  rewriter.inlineBlockBefore(&block, op, op.getInputs());
  rewriter.replaceOp(op, results);
}

// x * g; with `masked`, 0 where x is infinite.
static Value lowerTimesValue(OpBuilder &builder, TimesValueOp op) {
  Type type = getElementTypeOrSelf(op.getType());
  return buildElementwise(
      builder, op.getLoc(), type, {op.getValue(), op.getGradient()},
      [&](OpBuilder &b, Location l, ValueRange args) {
        Value x = args[0];
        if (op.getMasked()) {
          Value absolute = math::AbsFOp::create(b, l, x);
          Value infinity = arith::ConstantOp::create(
              b, l,
              b.getFloatAttr(
                  type,
                  APFloat::getInf(cast<FloatType>(type).getFloatSemantics())));
          Value finite = arith::CmpFOp::create(b, l, arith::CmpFPredicate::ONE,
                                               absolute, infinity);
          x = arith::SelectOp::create(b, l, finite, x,
                                      buildFloat(b, l, type, 0.0));
        }
        return arith::MulFOp::create(b, l, x, args[1]).getResult();
      });
}

// y with epsilon added as the stabiliser says.
static Value buildStabilized(OpBuilder &b, Location l, Value y, Value epsilon,
                             Stabilizer stabilizer) {
  Value zero = buildFloat(b, l, y.getType(), 0.0);
  auto isNonNegative = [&] {
    return arith::CmpFOp::create(b, l, arith::CmpFPredicate::OGE, y, zero)
        .getResult();
  };
  switch (stabilizer) {
  case Stabilizer::plain:
    return arith::AddFOp::create(b, l, y, epsilon);
  case Stabilizer::sign: {
    Value sum = arith::AddFOp::create(b, l, y, epsilon);
    Value difference = arith::SubFOp::create(b, l, y, epsilon);
    return arith::SelectOp::create(b, l, isNonNegative(), sum, difference);
  }
  case Stabilizer::clip: {
    Value large = arith::CmpFOp::create(b, l, arith::CmpFPredicate::OGE,
                                        math::AbsFOp::create(b, l, y), epsilon);
    Value bound = arith::SelectOp::create(b, l, isNonNegative(), epsilon,
                                          arith::NegFOp::create(b, l, epsilon));
    return arith::SelectOp::create(b, l, large, y, bound);
  }
  }
  llvm_unreachable("all stabilisers are handled");
}

static FailureOr<Value> lowerStabilizedDiv(OpBuilder &builder,
                                           StabilizedDivOp op) {
  Type type = getElementTypeOrSelf(op.getType());
  Type wide = getAccumulatorType(type);
  APFloat epsilon = op.getEpsilon();
  if (epsilon.isZero())
    return op.emitError("divides relevance by a value with epsilon 0, and the "
                        "division does not cancel: "
                        "give the rule an epsilon, or use mode fast");
  bool inexact;
  epsilon.convert(cast<FloatType>(wide).getFloatSemantics(),
                  APFloat::rmNearestTiesToEven, &inexact);
  if (epsilon.isZero())
    return op.emitError("has an epsilon that is 0 in ") << wide;
  return buildElementwise(
      builder, op.getLoc(), type, {op.getRelevance(), op.getValue()},
      [&](OpBuilder &b, Location l, ValueRange args) {
        Value r = buildFloatCast(b, l, wide, args[0]);
        Value y = buildFloatCast(b, l, wide, args[1]);
        Value denominator = buildStabilized(
            b, l, y, buildFloat(b, l, wide, epsilon.convertToDouble()),
            op.getStabilizer());
        Value quotient = arith::DivFOp::create(b, l, r, denominator);
        return buildFloatCast(b, l, type, quotient);
      });
}

LogicalResult lxt::lowerRules(Operation *root) {
  IRRewriter rewriter(root->getContext());
  // Regions of rules and vector-Jacobian products keep the rules in them.
  SmallVector<LayerOpInterface> layers;
  root->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (auto layer = dyn_cast<LayerOpInterface>(op)) {
      layers.push_back(layer);
      return WalkResult::skip();
    }
    return isa<VJPOp>(op) ? WalkResult::skip() : WalkResult::advance();
  });
  bool nested = false;
  for (LayerOpInterface layer : layers) {
    rewriter.setInsertionPoint(layer);
    auto rule = dyn_cast<RuleOpInterface>(layer.getOperation());
    if (rule && rule.isBackward()) {
      RelevanceResult results = rule.propagateRelevance(rewriter);
      if (failed(results))
        return failure();
      rewriter.replaceOp(layer, *results);
      continue;
    }
    layer.getBody().walk([&](LayerOpInterface) { nested = true; });
    inlineRegion(rewriter, layer);
  }
  if (nested)
    return lowerRules(root);

  SmallVector<Operation *> arithmetic;
  root->walk([&](Operation *op) {
    if (isa<TimesValueOp, StabilizedDivOp>(op))
      arithmetic.push_back(op);
  });
  for (Operation *op : arithmetic) {
    rewriter.setInsertionPoint(op);
    if (auto times = dyn_cast<TimesValueOp>(op)) {
      rewriter.replaceOp(op, lowerTimesValue(rewriter, times));
      continue;
    }
    if (op->use_empty()) {
      rewriter.eraseOp(op);
      continue;
    }
    FailureOr<Value> quotient =
        lowerStabilizedDiv(rewriter, cast<StabilizedDivOp>(op));
    if (failed(quotient))
      return failure();
    rewriter.replaceOp(op, *quotient);
  }
  return success();
}

namespace {
struct LowerRules : lxt::impl::LXTLowerRulesBase<LowerRules> {
  void runOnOperation() override {
    if (failed(lowerRules(getOperation())))
      signalPassFailure();
  }
};
} // namespace
