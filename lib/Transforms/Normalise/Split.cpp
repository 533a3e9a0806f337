//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Splits structured ops so that each computes one thing: the analysis of kinds
// then need not look into bodies, however a front end or a fusion wrote them.
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/Transforms/Normalise.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;

// A result of another op, or of the split one: a tensor and where the loops of
// the split op read it.
namespace {
struct Element {
  Value tensor;
  AffineMap map;
};

// Splits one op.
class Splitter {
public:
  Splitter(GenericOp op, PatternRewriter &rewriter)
      : op(op), rewriter(rewriter), body(op.getBody()) {}

  // True when the body has more than one float operation on elements.
  bool isNeeded() { return findSteps() && steps.size() > 1; }

  void split();

private:
  bool findSteps();
  void collect(Value value, llvm::SetVector<Operation *> &ops,
               llvm::SetVector<Value> &elements);
  Value build(Operation *step, bool yielded, unsigned result);
  OpFoldResult getLoopSize(unsigned loop);

  GenericOp op;
  PatternRewriter &rewriter;
  Block *body;
  // Float operations on elements, in order. Each becomes an op of its own; the
  // rest of the body goes along with those that use it.
  llvm::SetVector<Operation *> steps;
  llvm::DenseMap<Value, Element> results;
};
} // namespace

// Finds the steps; fails where splitting could change what is computed.
bool Splitter::findSteps() {
  llvm::DenseSet<Value> varying(body->args_begin(), body->args_end());
  for (Operation &inner : body->without_terminator()) {
    if (isa<cf::AssertOp>(inner) || inner.getNumRegions() > 0)
      return false;
    bool varies = isa<tensor::ExtractOp>(inner) ||
                  llvm::any_of(inner.getOperands(), [&](Value operand) {
                    return varying.contains(operand);
                  });
    if (!varies)
      continue;
    varying.insert(inner.result_begin(), inner.result_end());
    if (llvm::any_of(inner.getResultTypes(), llvm::IsaPred<FloatType>)) {
      if (inner.getNumResults() != 1)
        return false;
      steps.insert(&inner);
    }
  }
  return true;
}

// The ops that a step takes along to compute `value`, and the elements that
// these read.
void Splitter::collect(Value value, llvm::SetVector<Operation *> &ops,
                       llvm::SetVector<Value> &elements) {
  Operation *definition = value.getDefiningOp();
  if (definition ? steps.contains(definition)
                 : value.getParentBlock() == body) {
    elements.insert(value);
    return;
  }
  if (!definition || definition->getBlock() != body)
    return;
  for (Value operand : definition->getOperands())
    collect(operand, ops, elements);
  ops.insert(definition);
}

OpFoldResult Splitter::getLoopSize(unsigned loop) {
  AffineExpr dim = rewriter.getAffineDimExpr(loop);
  for (OpOperand &operand : op->getOpOperands())
    if (auto position =
            op.getMatchingIndexingMap(&operand).getResultPosition(dim))
      return tensor::getMixedSize(rewriter, op.getLoc(), operand.get(),
                                  *position);
  llvm_unreachable("linalg ops know the range of every loop");
}

// Builds the op of one step, or of one yielded value that no step computes.
Value Splitter::build(Operation *step, bool yielded, unsigned result) {
  Value value =
      step ? step->getResult(0) : body->getTerminator()->getOperand(result);
  llvm::SetVector<Operation *> ops;
  llvm::SetVector<Value> elements;
  if (step) {
    for (Value operand : step->getOperands())
      collect(operand, ops, elements);
    ops.insert(step);
  } else {
    collect(value, ops, elements);
  }

  // An intermediate result varies along the loops that it reads along.
  bool usesIndex = llvm::any_of(ops, llvm::IsaPred<linalg::IndexOp>);
  SmallVector<unsigned> loops;
  for (unsigned i = 0; i < op.getNumLoops(); ++i)
    if (yielded || usesIndex || llvm::any_of(elements, [&](Value e) {
          return results[e].map.isFunctionOfDim(i);
        }))
      loops.push_back(i);
  SmallVector<AffineExpr> dims(op.getNumLoops(),
                               rewriter.getAffineConstantExpr(0));
  for (auto [i, loop] : llvm::enumerate(loops))
    dims[loop] = rewriter.getAffineDimExpr(i);
  auto compress = [&](AffineMap map) {
    return map.replaceDimsAndSymbols(dims, {}, loops.size(), 0);
  };
  Location loc = op.getLoc();
  Value init;
  AffineMap outputMap = rewriter.getMultiDimIdentityMap(loops.size());
  if (yielded) {
    init = op.getDpsInits()[result];
    outputMap = op.getIndexingMapMatchingResult(op->getResult(result));
  } else {
    SmallVector<OpFoldResult> sizes = llvm::map_to_vector(
        loops, [&](unsigned loop) { return getLoopSize(loop); });
    init = tensor::EmptyOp::create(rewriter, loc, sizes, value.getType());
  }
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  for (Value element : elements) {
    inputs.push_back(results[element].tensor);
    maps.push_back(compress(results[element].map));
  }
  maps.push_back(outputMap);
  auto generic = GenericOp::create(
      rewriter, loc, init.getType(), inputs, init, maps,
      SmallVector<utils::IteratorType>(loops.size(),
                                       utils::IteratorType::parallel),
      [&](OpBuilder &b, Location l, ValueRange args) {
        IRMapping mapping;
        for (auto [element, argument] : llvm::zip(elements, args))
          mapping.map(element, argument);
        for (Operation *inner : ops)
          b.clone(*inner, mapping);
        linalg::YieldOp::create(b, l, mapping.lookupOrDefault(value));
      });
  // Not the attributes of linalg itself, but what a user has put on the op.
  generic->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  Value tensor = generic.getResult(0);
  if (!yielded) {
    SmallVector<AffineExpr> exprs = llvm::map_to_vector(
        loops, [&](unsigned loop) { return rewriter.getAffineDimExpr(loop); });
    outputMap =
        AffineMap::get(op.getNumLoops(), 0, exprs, rewriter.getContext());
  }
  results[value] = {tensor, outputMap};
  return tensor;
}

void Splitter::split() {
  for (OpOperand &operand : op->getOpOperands())
    results[op.getMatchingBlockArgument(&operand)] = {
        operand.get(), op.getMatchingIndexingMap(&operand)};
  SmallVector<Value> replacements(op->getNumResults());
  ValueRange yields = body->getTerminator()->getOperands();
  for (Operation *step : steps) {
    auto position = llvm::find(yields, step->getResult(0));
    bool yielded = position != yields.end();
    unsigned result = position - yields.begin();
    Value tensor = build(step, yielded, result);
    if (yielded)
      replacements[result] = tensor;
  }
  for (auto [i, replacement] : llvm::enumerate(replacements))
    if (!replacement)
      replacement = build(nullptr, true, i);
  rewriter.replaceOp(op, replacements);
}

static bool isReadAtLoops(GenericOp op) {
  return llvm::all_of(op.getIndexingMapsArray(), [](AffineMap map) {
    return llvm::all_of(map.getResults(), [](AffineExpr expr) {
      auto constant = dyn_cast<AffineConstantExpr>(expr);
      return isa<AffineDimExpr>(expr) || (constant && constant.getValue() == 0);
    });
  });
}

static bool hasTensorSemantics(GenericOp op) {
  return op.hasPureTensorSemantics() &&
         llvm::all_of(op->getOperandTypes(),
                      llvm::IsaPred<RankedTensorType, FloatType, IntegerType>);
}

namespace {

struct SplitElementwise : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.isAllParallelLoops() || !hasTensorSemantics(op) ||
        !isReadAtLoops(op))
      return failure();
    // Scalar operands are no tensors to read.
    if (!llvm::all_of(op.getDpsInputs(), [](Value v) {
          return isa<RankedTensorType>(v.getType());
        }))
      return failure();
    Splitter splitter(op, rewriter);
    if (!splitter.isNeeded())
      return failure();
    splitter.split();
    return success();
  }
};

// sum(f(x)) -> sum(y), y = f(x). Contractions stay as they are.
struct SplitReduction : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getNumReductionLoops() == 0 || op->getNumResults() != 1 ||
        !hasTensorSemantics(op) || !isReadAtLoops(op))
      return failure();
    Block *body = op.getBody();
    BlockArgument out = body->getArguments().back();
    Operation *combiner = body->getTerminator()->getOperand(0).getDefiningOp();
    if (!combiner || combiner->getNumOperands() != 2 || !out.hasOneUse() ||
        *out.user_begin() != combiner)
      return failure();
    Value element =
        combiner->getOperand(combiner->getOperand(0) == out ? 1 : 0);
    Operation *definition = element.getDefiningOp();
    if (!definition || definition->getBlock() != body ||
        isContraction(element, body) || op.hasIndexSemantics())
      return failure();
    if (llvm::any_of(*body, llvm::IsaPred<cf::AssertOp>))
      return failure();

    // The function of the elements, over all loops.
    unsigned loops = op.getNumLoops();
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    maps.back() = rewriter.getMultiDimIdentityMap(loops);
    SmallVector<OpFoldResult> sizes;
    for (unsigned i = 0; i < loops; ++i)
      for (OpOperand *operand : op.getDpsInputOperands())
        if (auto position =
                op.getMatchingIndexingMap(operand).getResultPosition(
                    rewriter.getAffineDimExpr(i))) {
          sizes.push_back(tensor::getMixedSize(rewriter, op.getLoc(),
                                               operand->get(), *position));
          break;
        }
    if (sizes.size() != loops)
      return failure();
    Value init = tensor::EmptyOp::create(rewriter, op.getLoc(), sizes,
                                         element.getType());
    auto elements = GenericOp::create(
        rewriter, op.getLoc(), init.getType(), op.getDpsInputs(), init, maps,
        SmallVector<utils::IteratorType>(loops, utils::IteratorType::parallel),
        [&](OpBuilder &b, Location l, ValueRange args) {
          IRMapping mapping;
          mapping.map(body->getArguments().drop_back(), args.drop_back());
          for (Operation &inner : body->without_terminator())
            if (&inner != combiner)
              b.clone(inner, mapping);
          linalg::YieldOp::create(b, l, mapping.lookupOrDefault(element));
        });
    auto reduction = GenericOp::create(
        rewriter, op.getLoc(), op->getResultTypes(), elements.getResults(),
        op.getDpsInits(),
        ArrayRef<AffineMap>{maps.back(), op.getIndexingMapsArray().back()},
        op.getIteratorTypesArray(),
        [&](OpBuilder &b, Location l, ValueRange args) {
          IRMapping mapping;
          mapping.map(element, args[0]);
          mapping.map(out, args[1]);
          linalg::YieldOp::create(b, l,
                                  b.clone(*combiner, mapping)->getResults());
        });
    rewriter.replaceOp(op, reduction);
    return success();
  }

  // A product of two different elements, through casts.
  static bool isContraction(Value element, Block *body) {
    auto skipCasts = [](Value value) {
      while (isa_and_nonnull<arith::ExtFOp, arith::TruncFOp>(
          value.getDefiningOp()))
        value = value.getDefiningOp()->getOperand(0);
      return value;
    };
    auto product = skipCasts(element).getDefiningOp<arith::MulFOp>();
    if (!product)
      return false;
    auto a = dyn_cast<BlockArgument>(skipCasts(product.getLhs()));
    auto b = dyn_cast<BlockArgument>(skipCasts(product.getRhs()));
    return a && b && a != b && a.getOwner() == body && b.getOwner() == body;
  }
};

// linalg.map, and linalg.reduce with more than one operation, are split as a
// generic is.
struct GeneraliseMap : OpRewritePattern<linalg::MapOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(linalg::MapOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics())
      return failure();
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    auto generic = GenericOp::create(
        rewriter, op.getLoc(), op->getResultTypes(), op.getInputs(),
        ValueRange(op.getInit()), maps, op.getIteratorTypesArray());
    rewriter.inlineRegionBefore(op.getMapper(), generic.getRegion(),
                                generic.getRegion().begin());
    Block &block = generic.getRegion().front();
    if (block.getNumArguments() == maps.size() - 1)
      block.addArgument(getElementTypeOrSelf(op.getInit().getType()),
                        op.getLoc());
    rewriter.replaceOp(op, generic);
    return success();
  }
};

struct GeneraliseReduce : OpRewritePattern<linalg::ReduceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(linalg::ReduceOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics() ||
        op.getBody()->getOperations().size() <= 2)
      return failure();
    auto generic = GenericOp::create(
        rewriter, op.getLoc(), op->getResultTypes(), op.getInputs(),
        op.getInits(), op.getIndexingMapsArray(), op.getIteratorTypesArray());
    rewriter.inlineRegionBefore(op.getCombiner(), generic.getRegion(),
                                generic.getRegion().begin());
    rewriter.replaceOp(op, generic);
    return success();
  }
};

} // namespace

void lxt::populateSplitPatterns(RewritePatternSet &patterns) {
  patterns
      .add<SplitElementwise, SplitReduction, GeneraliseMap, GeneraliseReduce>(
          patterns.getContext());
}
