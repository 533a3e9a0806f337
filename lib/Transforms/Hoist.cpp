//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the iterations of a loop have in common, computed once.
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Lowering.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;
using linalg::LinalgOp;
using llvm::SmallBitVector;

static bool isScalar(Operation *op) {
  return isa<arith::ArithDialect, math::MathDialect>(op->getDialect());
}

// Costs more than to read its result.
static bool isExpensive(Operation *op) {
  return isa<arith::DivFOp>(op) ||
         (isa<math::MathDialect>(op->getDialect()) &&
          !isa<math::AbsFOp, math::CopySignOp, math::FmaOp>(op));
}

static SmallBitVector getLoops(AffineMap map) {
  SmallBitVector loops(map.getNumDims());
  for (unsigned loop = 0; loop < map.getNumDims(); ++loop)
    if (map.isFunctionOfDim(loop))
      loops.set(loop);
  return loops;
}

namespace {

// What the values of a body depend on.
class Dependences {
public:
  explicit Dependences(GenericOp op) : op(op) {
    for (OpOperand *operand : op.getDpsInputOperands())
      loops[op.getMatchingBlockArgument(operand)] =
          getLoops(op.getMatchingIndexingMap(operand));
    // What an output holds changes with every iteration, as do indices.
    for (Value output : op.getRegionOutputArgs())
      loops[output] = SmallBitVector(op.getNumLoops(), true);
    for (Operation &inner : op.getBody()->without_terminator()) {
      SmallBitVector used(op.getNumLoops(), !isScalar(&inner));
      bool costs = isExpensive(&inner);
      for (Value operand : inner.getOperands()) {
        used |= get(operand);
        costs |= expensive.contains(operand);
      }
      for (Value result : inner.getResults()) {
        loops[result] = used;
        if (costs)
          expensive.insert(result);
      }
    }
  }

  SmallBitVector get(Value value) {
    auto it = loops.find(value);
    return it == loops.end() ? SmallBitVector(op.getNumLoops()) : it->second;
  }

  // The values that the rest of the body reads, that cost something, and that
  // `loop` does not change.
  llvm::SmallSetVector<Value, 4> findInvariant(unsigned loop) {
    llvm::SmallSetVector<Value, 4> found;
    llvm::SmallDenseSet<Operation *> seen;
    SmallVector<Value> worklist(op.getBody()->getTerminator()->getOperands());
    while (!worklist.empty()) {
      Value value = worklist.pop_back_val();
      Operation *definition = value.getDefiningOp();
      if (!definition || definition->getBlock() != op.getBody() ||
          !expensive.contains(value))
        continue;
      if (!get(value).test(loop) && isa<FloatType>(value.getType()))
        found.insert(value);
      else if (seen.insert(definition).second)
        llvm::append_range(worklist, definition->getOperands());
    }
    return found;
  }

private:
  GenericOp op;
  llvm::SmallDenseMap<Value, SmallBitVector> loops;
  llvm::SmallDenseSet<Value> expensive;
};

struct HoistInvariant : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    // One without results is a loop of assertions.
    if (!op.hasPureTensorSemantics() || op.getNumResults() == 0)
      return failure();
    Dependences dependences(op);
    SmallBitVector outer =
        getLoops(op.getMatchingIndexingMap(op.getDpsInitOperand(0)));
    for (unsigned loop : outer.set_bits()) {
      if (op.getStaticLoopRanges()[loop] == 1)
        continue;
      for (Value value : dependences.findInvariant(loop)) {
        SmallBitVector needed = dependences.get(value);
        // No larger than a tensor that there is.
        bool fits = llvm::any_of(op->getOpOperands(), [&](OpOperand &operand) {
          return !needed.test(getLoops(op.getMatchingIndexingMap(&operand)));
        });
        if (needed.none() || !fits)
          continue;
        hoist(op, value, needed, rewriter);
        return success();
      }
    }
    return failure();
  }

private:
  // Computes a value of the body, of the loops `needed`, before the op.
  static void hoist(GenericOp op, Value value, const SmallBitVector &needed,
                    PatternRewriter &rewriter) {
    Location loc = op.getLoc();
    MLIRContext *context = op.getContext();
    SmallVector<OpFoldResult> sizes;
    SmallVector<AffineExpr> position,
        own(op.getNumLoops(), rewriter.getAffineConstantExpr(0));
    SmallVector<Range> ranges =
        cast<LinalgOp>(*op).createLoopRanges(rewriter, loc);
    for (unsigned loop : needed.set_bits()) {
      own[loop] = rewriter.getAffineDimExpr(position.size());
      position.push_back(rewriter.getAffineDimExpr(loop));
      sizes.push_back(ranges[loop].size);
    }
    unsigned rank = position.size();
    auto factorMap = AffineMap::get(op.getNumLoops(), 0, position, context);

    // The inputs that change with these loops only; others are not read.
    SmallVector<Value> inputs;
    SmallVector<AffineMap> maps;
    SmallVector<BlockArgument> arguments;
    for (OpOperand *operand : op.getDpsInputOperands()) {
      AffineMap map = op.getMatchingIndexingMap(operand);
      if (getLoops(map).test(needed))
        continue;
      inputs.push_back(operand->get());
      maps.push_back(map.replaceDimsAndSymbols(own, {}, rank, 0));
      arguments.push_back(op.getMatchingBlockArgument(operand));
    }
    maps.push_back(rewriter.getMultiDimIdentityMap(rank));
    Value init = tensor::EmptyOp::create(rewriter, loc, sizes, value.getType());
    auto before = GenericOp::create(
        rewriter, loc, init.getType(), inputs, init, maps,
        SmallVector<utils::IteratorType>(rank, utils::IteratorType::parallel),
        [&](OpBuilder &b, Location l, ValueRange args) {
          IRMapping mapping;
          mapping.map(arguments, args.drop_back());
          linalg::YieldOp::create(b, l, clone(b, value, op.getBody(), mapping));
        });

    unsigned numInputs = op.getNumDpsInputs();
    inputs.assign(op.getInputs().begin(), op.getInputs().end());
    inputs.push_back(before.getResult(0));
    maps = op.getIndexingMapsArray();
    maps.insert(maps.begin() + numInputs, factorMap);
    Block *body = op.getBody();
    auto after = GenericOp::create(
        rewriter, loc, op.getResultTypes(), inputs, op.getOutputs(), maps,
        op.getIteratorTypesArray(),
        [&](OpBuilder &b, Location l, ValueRange args) {
          IRMapping mapping;
          mapping.map(body->getArguments().take_front(numInputs),
                      args.take_front(numInputs));
          mapping.map(body->getArguments().drop_front(numInputs),
                      args.drop_front(numInputs + 1));
          for (Operation &inner : *body) {
            b.clone(inner, mapping);
            if (value.getDefiningOp() == &inner)
              mapping.map(value, args[numInputs]);
          }
        });
    after->setDiscardableAttrs(op->getDiscardableAttrDictionary());
    rewriter.replaceOp(op, after);
  }

  // Clones what computes a value of a body.
  static Value clone(OpBuilder &builder, Value value, Block *body,
                     IRMapping &mapping) {
    Operation *definition = value.getDefiningOp();
    bool isInner = definition && definition->getBlock() == body;
    if (!isInner || mapping.contains(value))
      return mapping.lookupOrDefault(value);
    for (Value operand : definition->getOperands())
      (void)clone(builder, operand, body, mapping);
    builder.clone(*definition, mapping);
    return mapping.lookup(value);
  }
};

} // namespace

void lxt::populateHoistPatterns(RewritePatternSet &patterns) {
  patterns.add<HoistInvariant>(patterns.getContext());
}
