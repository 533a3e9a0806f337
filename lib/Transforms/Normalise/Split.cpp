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
#include "llvm/ADT/BitVector.h"
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
  void buildAssert(Operation *assertion);
  OpFoldResult getLoopSize(unsigned loop);

  GenericOp op;
  PatternRewriter &rewriter;
  Block *body;
  // Float operations on elements, in order. Each becomes an op of its own; the
  // rest of the body goes along with those that use it.
  llvm::SetVector<Operation *> steps;
  // Each becomes an op without a result.
  SmallVector<Operation *> asserts;
  llvm::DenseMap<Value, Element> results;
};
} // namespace

// Finds the steps; fails where splitting could change what is computed.
bool Splitter::findSteps() {
  llvm::DenseSet<Value> varying(body->args_begin(), body->args_end());
  for (Operation &inner : body->without_terminator()) {
    if (inner.getNumRegions() > 0)
      return false;
    if (isa<cf::AssertOp>(inner)) {
      // Inputs tell an op without results the sizes of its loops.
      if (op.getNumDpsInputs() == 0)
        return false;
      asserts.push_back(&inner);
      continue;
    }
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

void Splitter::buildAssert(Operation *assertion) {
  llvm::SetVector<Operation *> ops;
  llvm::SetVector<Value> elements;
  collect(assertion->getOperand(0), ops, elements);
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  for (Value element : elements) {
    inputs.push_back(results[element].tensor);
    maps.push_back(results[element].map);
  }
  // Along the loops that the elements vary along. Other inputs are read where
  // only they tell the loops' sizes.
  bool needsAll = llvm::any_of(ops, llvm::IsaPred<linalg::IndexOp>);
  if (needsAll)
    for (OpOperand *operand : op.getDpsInputOperands()) {
      inputs.push_back(operand->get());
      maps.push_back(op.getMatchingIndexingMap(operand));
    }
  SmallVector<AffineExpr> dims(op.getNumLoops(),
                               rewriter.getAffineConstantExpr(0));
  unsigned count = 0;
  for (unsigned i = 0; i < op.getNumLoops(); ++i)
    if (needsAll || llvm::any_of(maps, [&](AffineMap map) {
          return map.isFunctionOfDim(i);
        }))
      dims[i] = rewriter.getAffineDimExpr(count++);
  for (AffineMap &map : maps)
    map = map.replaceDimsAndSymbols(dims, {}, count, 0);
  SmallVector<utils::IteratorType> iterators(count,
                                             utils::IteratorType::parallel);
  GenericOp::create(rewriter, op.getLoc(), TypeRange(), inputs, ValueRange(),
                    maps, iterators,
                    [&](OpBuilder &b, Location l, ValueRange args) {
                      IRMapping mapping;
                      for (auto [element, argument] : llvm::zip(elements, args))
                        mapping.map(element, argument);
                      for (Operation *inner : ops)
                        b.clone(*inner, mapping);
                      b.clone(*assertion, mapping);
                      linalg::YieldOp::create(b, l, ValueRange());
                    });
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
  for (Operation *assertion : asserts)
    buildAssert(assertion);
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
    // Scalar operands have become captured values before.
    if (!llvm::all_of(ValueRange(op.getDpsInputs()).getTypes(),
                      llvm::IsaPred<RankedTensorType>))
      return failure();
    Splitter splitter(op, rewriter);
    if (!splitter.isNeeded())
      return failure();
    splitter.split();
    return success();
  }
};

// A scalar operand -> a value that the body captures.
struct CaptureScalars : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<Value> inputs;
    SmallVector<AffineMap> maps;
    llvm::BitVector scalars(op.getBody()->getNumArguments());
    for (OpOperand *operand : op.getDpsInputOperands()) {
      if (!isa<ShapedType>(operand->get().getType())) {
        scalars.set(operand->getOperandNumber());
        continue;
      }
      inputs.push_back(operand->get());
      maps.push_back(op.getMatchingIndexingMap(operand));
    }
    if (scalars.none())
      return failure();
    for (OpOperand &init : op.getDpsInitsMutable())
      maps.push_back(op.getMatchingIndexingMap(&init));
    auto generic =
        GenericOp::create(rewriter, op.getLoc(), op->getResultTypes(), inputs,
                          op.getDpsInits(), maps, op.getIteratorTypesArray());
    generic->setDiscardableAttrs(op->getDiscardableAttrDictionary());
    for (unsigned i : scalars.set_bits())
      rewriter.replaceAllUsesWith(op.getBody()->getArgument(i),
                                  op->getOperand(i));
    rewriter.modifyOpInPlace(op,
                             [&] { op.getBody()->eraseArguments(scalars); });
    rewriter.inlineRegionBefore(op.getRegion(), generic.getRegion(),
                                generic.getRegion().begin());
    rewriter.replaceOp(op, generic);
    return success();
  }
};

// linalg.map and linalg.reduce are split as a generic is.
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
    if (!op.hasPureTensorSemantics())
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
      .add<SplitElementwise, CaptureScalars, GeneraliseMap, GeneraliseReduce>(
          patterns.getContext());
  populateSplitReductionPatterns(patterns);
}
