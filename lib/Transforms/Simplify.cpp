//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Kinds.h"
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
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace lxt {
#define GEN_PASS_DEF_LXTSIMPLIFY
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

namespace {

// Rules that functions compute have casts around them.
static Value skipTensorCasts(Value value) {
  while (auto cast = value.getDefiningOp<tensor::CastOp>())
    value = cast.getSource();
  return value;
}

// (x * g) / stab(x) -> g
struct FoldDivision : OpRewritePattern<StabilizedDivOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(StabilizedDivOp op,
                                PatternRewriter &rewriter) const override {
    auto times =
        skipTensorCasts(op.getRelevance()).getDefiningOp<TimesValueOp>();
    if (!times ||
        skipTensorCasts(times.getValue()) != skipTensorCasts(op.getValue()))
      return failure();
    Value gradient = times.getGradient();
    if (gradient.getType() != op.getType())
      gradient =
          tensor::CastOp::create(rewriter, op.getLoc(), op.getType(), gradient);
    rewriter.replaceOp(op, gradient);
    return success();
  }
};

// x * g + x * h -> x * (g + h)
struct FactorSum : OpRewritePattern<arith::AddFOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(arith::AddFOp op,
                                PatternRewriter &rewriter) const override {
    auto lhs = op.getLhs().getDefiningOp<TimesValueOp>();
    auto rhs = op.getRhs().getDefiningOp<TimesValueOp>();
    if (!lhs || !rhs || lhs.getValue() != rhs.getValue())
      return failure();
    Value sum = arith::AddFOp::create(rewriter, op.getLoc(), lhs.getGradient(),
                                      rhs.getGradient());
    rewriter.replaceOpWithNewOp<TimesValueOp>(
        op, lhs.getValue(), sum, lhs.getMasked() || rhs.getMasked());
    return success();
  }
};

// What is not yet, and will not become, value times gradient: seeds.
static bool isRaw(Value relevance) {
  return !isa_and_nonnull<TimesValueOp, RuleOpInterface, arith::AddFOp>(
      relevance.getDefiningOp());
}

// R -> y * (R / y), for the relevance R of y. It is 0 where R is.
static Value toGradientForm(OpBuilder &builder, Location loc, Value relevance,
                            Value value) {
  // 2^-14, the least normal number of f16, keeps seeds of 1 finite there.
  double epsilon =
      getElementTypeOrSelf(value.getType()).isF16() ? 0x1p-14 : 1e-10;
  Value gradient = buildStabilizedDiv(
      builder, loc, relevance, value,
      {builder.getF64FloatAttr(epsilon), Stabilizer::sign, /*clip=*/true})[0];
  return TimesValueOp::create(builder, loc, value, gradient);
}

// Brings seeds among the relevances of a rule op's outputs into gradient form.
struct SeedToGradientForm : OpInterfaceRewritePattern<RuleOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;
  LogicalResult matchAndRewrite(RuleOpInterface rule,
                                PatternRewriter &rewriter) const override {
    bool changed = false;
    unsigned first = rule.getInputs().size() + rule.getOutputs().size();
    for (auto [i, relevance] : llvm::enumerate(rule.getRelevance())) {
      Value output = rule.getOutputs()[i];
      OpOperand *seed =
          isRaw(relevance) ? &rule->getOpOperand(first + i) : nullptr;
      Operation *user = rule;
      // A seed that was added to other relevance.
      if (auto sum = relevance.getDefiningOp<arith::AddFOp>())
        for (OpOperand &operand : sum->getOpOperands())
          if (isRaw(operand.get())) {
            seed = &operand;
            user = sum;
          }
      if (!seed)
        continue;
      rewriter.setInsertionPoint(user);
      Value form =
          toGradientForm(rewriter, user->getLoc(), seed->get(), output);
      rewriter.modifyOpInPlace(user, [&] { seed->set(form); });
      changed = true;
    }
    return success(changed);
  }
};

// Base of patterns on rule ops in backward form whose relevances are in
// gradient form.
struct RulePattern : OpInterfaceRewritePattern<RuleOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  // The gradients g of the outputs' relevances y * g.
  static FailureOr<SmallVector<Value>> getGradients(RuleOpInterface rule) {
    SmallVector<Value> gradients;
    for (auto [y, relevance] :
         llvm::zip(rule.getOutputs(), rule.getRelevance())) {
      auto times = relevance.getDefiningOp<TimesValueOp>();
      if (!times || times.getValue() != y)
        return failure();
      gradients.push_back(times.getGradient());
    }
    return gradients;
  }

  // Replaces the rule by x * c * J^T g.
  static void replaceByVJP(RuleOpInterface rule, ValueRange gradients,
                           double share, PatternRewriter &rewriter) {
    SmallVector<Value> pulled = buildVJP(rewriter, rule, gradients);
    for (Value &gradient : pulled)
      gradient = buildScale(rewriter, rule.getLoc(), gradient, share);
    rewriter.replaceOp(rule, buildTimesValue(rewriter, rule.getLoc(),
                                             rule.getInputs(), pulled));
  }
};

// A share of the relevance, over a product -> x * c * J^T g
struct ShareOverMultilinear : RulePattern {
  using RulePattern::RulePattern;
  LogicalResult matchAndRewrite(RuleOpInterface rule,
                                PatternRewriter &rewriter) const override {
    if (!rule.isBackward() || !rule.getShare() ||
        !isElementwiseMultilinear(rule.getBody()))
      return failure();
    FailureOr<SmallVector<Value>> gradients = getGradients(rule);
    if (failed(gradients))
      return failure();
    replaceByVJP(rule, *gradients, *rule.getShare(), rewriter);
    return success();
  }
};

// Relevance that moves with copies of the data -> x * J^T g
struct GradientOverCopies : RulePattern {
  using RulePattern::RulePattern;
  LogicalResult matchAndRewrite(RuleOpInterface rule,
                                PatternRewriter &rewriter) const override {
    if (!rule.isBackward() || !isa<GradientOp>(rule) ||
        !isCopying(rule.getBody()))
      return failure();
    FailureOr<SmallVector<Value>> gradients = getGradients(rule);
    if (failed(gradients))
      return failure();
    replaceByVJP(rule, *gradients, 1.0, rewriter);
    return success();
  }
};

// A function that takes one seed -> a loop over seeds of gradients.
struct GradientsPerSeed : RulePattern {
  using RulePattern::RulePattern;
  LogicalResult matchAndRewrite(RuleOpInterface rule,
                                PatternRewriter &rewriter) const override {
    auto custom = dyn_cast<CustomOp>(*rule);
    if (!custom || !isPerSeed(custom))
      return failure();
    FailureOr<SmallVector<Value>> gradients = getGradients(rule);
    if (failed(gradients))
      return failure();
    SmallVector<Value> stacked = buildPerSeed(
        rewriter, custom, *gradients, [&](OpBuilder &b, ValueRange slices) {
          SmallVector<Value> relevance;
          for (auto [y, slice, all] :
               llvm::zip_equal(rule.getOutputs(), slices, rule.getRelevance()))
            relevance.push_back(TimesValueOp::create(
                b, rule.getLoc(), y, slice,
                all.getDefiningOp<TimesValueOp>().getMasked()));
          RuleOpInterface one = buildBackward(b, rule, rule.getInputs(),
                                              rule.getOutputs(), relevance);
          return buildStabilizedDiv(
              b, rule.getLoc(), one->getResults(), rule.getInputs(),
              {b.getF64FloatAttr(rule.getGradientEpsilon())});
        });
    rewriter.replaceOp(rule, buildTimesValue(rewriter, rule.getLoc(),
                                             rule.getInputs(), stacked));
    return success();
  }
};

// Any rule -> x * (R_x / (x + epsilon)), unless it is of the form x * g.
struct RuleToGradientForm : RulePattern {
  RuleToGradientForm(MLIRContext *context, bool &failed)
      : RulePattern(context, /*benefit=*/0), failed(failed) {}

  LogicalResult matchAndRewrite(RuleOpInterface rule,
                                PatternRewriter &rewriter) const override {
    if (failed || !rule.isBackward() || llvm::failed(getGradients(rule)))
      return failure();
    RelevanceResult results = rule.propagateRelevance(rewriter);
    if (llvm::failed(results)) {
      failed = true;
      return failure();
    }
    for (auto [input, result] : llvm::zip_equal(rule.getInputs(), *results)) {
      auto times = skipTensorCasts(result).getDefiningOp<TimesValueOp>();
      if (times && skipTensorCasts(times.getValue()) == input) {
        if (times.getResult() == result)
          continue;
        Value gradient = tensor::CastOp::create(
            rewriter, rule.getLoc(), result.getType(), times.getGradient());
        result = TimesValueOp::create(rewriter, rule.getLoc(), input, gradient,
                                      times.getMasked());
        continue;
      }
      Value gradient = buildStabilizedDiv(
          rewriter, rule.getLoc(), result, input,
          {rewriter.getF64FloatAttr(rule.getGradientEpsilon())})[0];
      result = TimesValueOp::create(rewriter, rule.getLoc(), input, gradient);
    }
    rewriter.replaceOp(rule, *results);
    return success();
  }

  bool &failed;
};

} // namespace

void lxt::populateSimplifyPatterns(RewritePatternSet &patterns, bool &failed) {
  patterns.add<FoldDivision, FactorSum, SeedToGradientForm,
               ShareOverMultilinear, GradientOverCopies, GradientsPerSeed>(
      patterns.getContext());
  patterns.add<RuleToGradientForm>(patterns.getContext(), failed);
}

LogicalResult lxt::simplifyFast(Operation *root) {
  RewritePatternSet patterns(root->getContext());
  bool failed = false;
  populateSimplifyPatterns(patterns, failed);
  GreedyRewriteConfig config;
  config.enableFolding(false).setRegionSimplificationLevel(
      GreedySimplifyRegionLevel::Disabled);
  (void)applyPatternsGreedily(root, std::move(patterns), config);
  return success(!failed);
}

namespace {
struct Simplify : lxt::impl::LXTSimplifyBase<Simplify> {
  using LXTSimplifyBase::LXTSimplifyBase;

  void runOnOperation() override {
    std::optional<Mode> option = symbolizeMode(mode);
    if (!mode.empty() && !option) {
      emitError(getOperation().getLoc())
          << "'" << mode << "' is no mode: expected exact or fast";
      return signalPassFailure();
    }
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      auto attr = function->getAttrOfType<StringAttr>("lxt.mode");
      Mode own = option ? *option
                        : symbolizeMode(attr ? attr.getValue() : "exact")
                              .value_or(Mode::exact);
      if (attr)
        function->setAttr("lxt.mode",
                          StringAttr::get(&getContext(), stringifyMode(own)));
      if (own == Mode::fast && failed(simplifyFast(function)))
        return signalPassFailure();
    }
  }
};
} // namespace
