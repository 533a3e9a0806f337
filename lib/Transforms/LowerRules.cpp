//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/IR/Rules.h"
#include "lxt/Transforms/Ledger.h"
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

// y, kept from zero.
static Value buildStabilized(OpBuilder &b, Location l, Value y, Value epsilon,
                             StabilizedDivOp op) {
  auto isNonNegative = [&] {
    return arith::CmpFOp::create(b, l, arith::CmpFPredicate::OGE, y,
                                 buildFloat(b, l, y.getType(), 0.0))
        .getResult();
  };
  if (op.getClip()) {
    Value large = arith::CmpFOp::create(b, l, arith::CmpFPredicate::UGE,
                                        math::AbsFOp::create(b, l, y), epsilon);
    Value bound = arith::SelectOp::create(b, l, isNonNegative(), epsilon,
                                          arith::NegFOp::create(b, l, epsilon));
    return arith::SelectOp::create(b, l, large, y, bound);
  }
  Value sum = arith::AddFOp::create(b, l, y, epsilon);
  if (op.getStabilizer() == Stabilizer::plain)
    return sum;
  Value difference = arith::SubFOp::create(b, l, y, epsilon);
  return arith::SelectOp::create(b, l, isNonNegative(), sum, difference);
}

// epsilon * sqrt(mean(y^2)) over all dimensions but the first, as wide as y.
static Value buildNormScaled(OpBuilder &builder, Location loc, Value y,
                             Value epsilon) {
  auto type = cast<RankedTensorType>(y.getType());
  Type wide = epsilon.getType();
  unsigned kept = type.getRank() > 1;
  AffineMap identity = builder.getMultiDimIdentityMap(type.getRank());
  AffineMap rows = identity.getSliceMap(0, kept);
  Value squares = buildElementwise(
      builder, loc, wide, y, [&](OpBuilder &b, Location l, ValueRange args) {
        Value v = buildFloatCast(b, l, wide, args[0]);
        return arith::MulFOp::create(b, l, v, v).getResult();
      });
  Value sum = buildSum(
      builder, loc, squares, identity,
      RankedTensorType::get(type.getShape().take_front(kept), wide), rows);
  Value count = arith::ConstantIndexOp::create(builder, loc, 1);
  for (int64_t i = kept; i < type.getRank(); ++i)
    count = arith::MulIOp::create(builder, loc, count,
                                  tensor::DimOp::create(builder, loc, y, i));
  count = arith::IndexCastOp::create(builder, loc, builder.getI64Type(), count);
  count = arith::SIToFPOp::create(builder, loc, wide, count);
  Value scaled = buildElementwise(
      builder, loc, wide, sum, [&](OpBuilder &b, Location l, ValueRange args) {
        Value mean = arith::DivFOp::create(b, l, args[0], count);
        Value root = math::SqrtOp::create(b, l, mean);
        return arith::MulFOp::create(b, l, root, epsilon).getResult();
      });
  auto others = llvm::to_vector(llvm::seq<int64_t>(kept, type.getRank()));
  Value empty =
      tensor::EmptyOp::create(builder, loc, getSizes(builder, loc, y), wide);
  return linalg::BroadcastOp::create(builder, loc, scaled, empty, others)
      ->getResult(0);
}

static FailureOr<Value> lowerStabilizedDiv(OpBuilder &builder,
                                           StabilizedDivOp op) {
  Type type = getElementTypeOrSelf(op.getType());
  Type wide = getAccumulatorType(type);
  if (auto number = dyn_cast<FloatAttr>(op.getEpsilon())) {
    APFloat epsilon = number.getValue();
    if (epsilon.isZero())
      return op.emitError("divides relevance by a value with epsilon 0, and "
                          "the division does not cancel: "
                          "give the rule an epsilon, or use mode fast");
    bool inexact;
    epsilon.convert(cast<FloatType>(wide).getFloatSemantics(),
                    APFloat::rmNearestTiesToEven, &inexact);
    if (epsilon.isZero())
      return op.emitError("has an epsilon that is 0 in ") << wide;
  }
  auto getEpsilon = [&](OpBuilder &b, Location l) {
    return buildNumber(b, l, wide, op.getEpsilon());
  };
  SmallVector<Value> operands{op.getRelevance(), op.getValue()};
  if (op.getNormScale())
    operands.push_back(buildNormScaled(builder, op.getLoc(), op.getValue(),
                                       getEpsilon(builder, op.getLoc())));
  return buildElementwise(
      builder, op.getLoc(), type, operands,
      [&](OpBuilder &b, Location l, ValueRange args) {
        Value r = buildFloatCast(b, l, wide, args[0]);
        Value y = buildFloatCast(b, l, wide, args[1]);
        Value epsilon = op.getNormScale() ? args[2] : getEpsilon(b, l);
        Value denominator = buildStabilized(b, l, y, epsilon, op);
        Value quotient = arith::DivFOp::create(b, l, r, denominator);
        return buildFloatCast(b, l, type, quotient);
      });
}

// Puts the function's arguments in place of parameters.
static LogicalResult resolveParameters(Operation *root) {
  OpBuilder builder(root->getContext());
  WalkResult result = root->walk([&](ParameterOp op) {
    StringAttr name = op.getParameter().getName();
    auto function = op->getParentOfType<func::FuncOp>();
    Type type = op.getType();
    if (!isa<RankedTensorType>(type))
      type = RankedTensorType::get({}, type);
    for (BlockArgument argument : function.getArguments()) {
      if (function.getArgAttr(argument.getArgNumber(), "lxt.name") != name ||
          argument.getType() != type)
        continue;
      Value value = argument;
      builder.setInsertionPointToStart(&function.getBody().front());
      if (op.getType().isF64())
        value = tensor::ExtractOp::create(builder, op.getLoc(), value);
      op.replaceAllUsesWith(value);
      op.erase();
      return WalkResult::advance();
    }
    return WalkResult(op.emitOpError("names no argument of @")
                      << function.getSymName() << " of type " << type
                      << "; lxt-propagate adds arguments for parameters");
  });
  return failure(result.wasInterrupted());
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
    inlineRegion(rewriter, layer);
  }
  // Those inside, and those that rules are made of.
  if (!layers.empty())
    return lowerRules(root);

  lowerLedgers(root);
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
  return resolveParameters(root);
}

// The functions that rule ops name.
static llvm::SmallDenseSet<StringAttr> getRuleFunctions(ModuleOp module) {
  llvm::SmallDenseSet<StringAttr> names;
  module.walk(
      [&](CustomOp rule) { names.insert(rule.getFunctionAttr().getAttr()); });
  return names;
}

// Erases private functions that nothing uses and that are there for rules: they
// are one of `rules`, pull back, or came with a composite.
static void
eraseUnusedRuleFunctions(ModuleOp module,
                         const llvm::SmallDenseSet<StringAttr> &rules) {
  auto isForRules = [&](func::FuncOp function) {
    return rules.contains(function.getSymNameAttr()) ||
           function->hasAttr("lxt.composite") ||
           function.walk([](PullbackOp) { return WalkResult::interrupt(); })
               .wasInterrupted();
  };
  bool changed = true;
  while (changed) {
    changed = false;
    for (auto function :
         llvm::make_early_inc_range(module.getOps<func::FuncOp>()))
      if (function.isPrivate() && function.symbolKnownUseEmpty(module) &&
          isForRules(function)) {
        function.erase();
        changed = true;
      }
  }
}

LogicalResult lxt::lowerRulesInModule(ModuleOp module) {
  eraseUnusedRuleFunctions(module, {});
  // Functions that are rules are lowered where they are used, and where they
  // are called from elsewhere as functions.
  llvm::SmallDenseSet<StringAttr> rules = getRuleFunctions(module);
  for (auto function : module.getOps<func::FuncOp>())
    if (!rules.contains(function.getSymNameAttr()) &&
        failed(lowerRules(function)))
      return failure();
  // Rules inside of vector-Jacobian products come later.
  llvm::SmallDenseSet<StringAttr> left = getRuleFunctions(module);
  eraseUnusedRuleFunctions(module, rules);
  for (auto function : module.getOps<func::FuncOp>())
    if (rules.contains(function.getSymNameAttr()) &&
        !left.contains(function.getSymNameAttr()) &&
        failed(lowerRules(function)))
      return failure();

  WalkResult result = module.walk([&](Operation *op) {
    auto function = op->getParentOfType<func::FuncOp>();
    bool isInRule = function && left.contains(function.getSymNameAttr());
    if (isa<PullbackOp>(op) && !isInRule)
      return WalkResult(
          op->emitOpError("expects to stand in a function that an entry names "
                          "as a rule, not in one that is called"));
    if (isa<ParameterOp>(op) && !function)
      return WalkResult(op->emitOpError("expects to stand in a func.func"));
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

namespace {
struct LowerRules : lxt::impl::LXTLowerRulesBase<LowerRules> {
  void runOnOperation() override {
    if (failed(lowerRulesInModule(getOperation())))
      signalPassFailure();
  }
};
} // namespace
