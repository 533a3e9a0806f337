//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// What an element is computed of leaves a reduction: sum(f(x)) becomes sum(y),
// y = f(x), and sum(f(x) g(w)) becomes sum(y v). A product of two different
// elements stays: it is a contraction.
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/Transforms/Normalise.h"
#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;

// The ops of a body that a value is computed by, in order; those that `stop`
// are not looked through.
static llvm::SetVector<Operation *> getOps(Value value, Block *body,
                                           ArrayRef<Value> stop = {}) {
  llvm::SetVector<Operation *> ops;
  BackwardSliceOptions options;
  options.inclusive = true;
  options.omitBlockArguments = true;
  options.filter = [&](Operation *op) {
    return op->getBlock() == body &&
           llvm::none_of(op->getResults(), [&](Value result) {
             return llvm::is_contained(stop, result);
           });
  };
  if (value.getDefiningOp())
    (void)getBackwardSlice(value, &ops, options);
  return ops;
}

// The arguments of the body that a value is computed of.
static llvm::SetVector<Value> getArguments(Value value, Block *body) {
  llvm::SetVector<Value> arguments;
  auto add = [&](Value operand) {
    auto argument = dyn_cast<BlockArgument>(operand);
    if (argument && argument.getOwner() == body)
      arguments.insert(argument);
  };
  add(value);
  for (Operation *op : getOps(value, body))
    llvm::for_each(op->getOperands(), add);
  return arguments;
}

namespace {

// A part of a reduction's body as a tensor, and where the loops read it.
struct Part {
  Value tensor;
  AffineMap map;
};

struct SplitReduction : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override;
  static FailureOr<Part> build(GenericOp op, PatternRewriter &rewriter,
                               Value part);
};

} // namespace

// The values of the body that leave: both factors, or the element.
static SmallVector<Value> findParts(Value element, Block *body) {
  SmallVector<Value> parts{element};
  if (auto product = skipCasts(element).getDefiningOp<arith::MulFOp>()) {
    Value a = skipCasts(product.getLhs()), b = skipCasts(product.getRhs());
    llvm::SetVector<Value> ofA = getArguments(a, body),
                           ofB = getArguments(b, body);
    bool differ =
        llvm::none_of(ofA, [&](Value value) { return ofB.contains(value); });
    if (!ofA.empty() && !ofB.empty() && differ)
      parts = {a, b};
  }
  llvm::erase_if(parts, [&](Value part) {
    return !part.getDefiningOp() || part.getDefiningOp()->getBlock() != body;
  });
  return parts;
}

LogicalResult SplitReduction::matchAndRewrite(GenericOp op,
                                              PatternRewriter &rewriter) const {
  if (op.getNumReductionLoops() == 0 || op->getNumResults() != 1 ||
      !op.hasPureTensorSemantics() || op.hasIndexSemantics())
    return failure();
  Block *body = op.getBody();
  BlockArgument out = body->getArguments().back();
  Operation *combiner = body->getTerminator()->getOperand(0).getDefiningOp();
  if (!combiner || combiner->getNumOperands() != 2 || !out.hasOneUse() ||
      *out.user_begin() != combiner ||
      llvm::any_of(*body, llvm::IsaPred<cf::AssertOp, tensor::ExtractOp>))
    return failure();
  Value element = combiner->getOperand(combiner->getOperand(0) == out ? 1 : 0);
  SmallVector<Value> parts = findParts(element, body);
  if (parts.empty())
    return failure();

  // Operands that only the parts read leave with them.
  llvm::SetVector<Operation *> kept =
      getOps(combiner->getResult(0), body, parts);
  SmallVector<Value> inputs, elements;
  SmallVector<AffineMap> maps;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(operand);
    auto isKept = [&](Operation *user) { return kept.contains(user); };
    if (!argument.use_empty() && llvm::none_of(argument.getUsers(), isKept))
      continue;
    inputs.push_back(operand->get());
    maps.push_back(op.getMatchingIndexingMap(operand));
    elements.push_back(argument);
  }
  for (Value part : parts) {
    FailureOr<Part> built = build(op, rewriter, part);
    if (failed(built))
      return failure();
    inputs.push_back(built->tensor);
    maps.push_back(built->map);
    elements.push_back(part);
  }
  maps.push_back(op.getIndexingMapsArray().back());
  auto reduction = GenericOp::create(
      rewriter, op.getLoc(), op->getResultTypes(), inputs, op.getDpsInits(),
      maps, op.getIteratorTypesArray(),
      [&](OpBuilder &b, Location l, ValueRange args) {
        IRMapping mapping;
        mapping.map(elements, args.drop_back());
        mapping.map(out, args.back());
        for (Operation *inner : kept)
          b.clone(*inner, mapping);
        linalg::YieldOp::create(b, l, mapping.lookup(combiner->getResult(0)));
      });
  rewriter.replaceOp(op, reduction);
  return success();
}

// Over the loops that the part reads along, or, where those are windows, in the
// shape of the operand that they slide over.
FailureOr<Part> SplitReduction::build(GenericOp op, PatternRewriter &rewriter,
                                      Value part) {
  Block *body = op.getBody();
  SmallVector<Value> arguments = getArguments(part, body).takeVector();
  if (arguments.empty())
    return failure();
  auto getOperand = [&](Value argument) {
    return &op->getOpOperand(cast<BlockArgument>(argument).getArgNumber());
  };
  auto getMap = [&](Value argument) {
    return op.getMatchingIndexingMap(getOperand(argument));
  };
  // The expressions that index the part: loops, or those of a window.
  SmallVector<AffineExpr> exprs;
  SmallVector<OpFoldResult> sizes;
  for (Value argument : arguments)
    for (auto [i, expr] : llvm::enumerate(getMap(argument).getResults())) {
      if (isa<AffineConstantExpr>(expr) || llvm::is_contained(exprs, expr))
        continue;
      exprs.push_back(expr);
      sizes.push_back(tensor::getMixedSize(rewriter, op.getLoc(),
                                           getOperand(argument)->get(), i));
    }
  // In the order of the loops, windows in that of the operand.
  if (llvm::all_of(exprs, llvm::IsaPred<AffineDimExpr>)) {
    SmallVector<unsigned> order =
        llvm::to_vector(llvm::seq<unsigned>(0, exprs.size()));
    llvm::sort(order, [&](unsigned a, unsigned b) {
      return cast<AffineDimExpr>(exprs[a]).getPosition() <
             cast<AffineDimExpr>(exprs[b]).getPosition();
    });
    exprs = llvm::map_to_vector(order, [&](unsigned i) { return exprs[i]; });
    sizes = llvm::map_to_vector(order, [&](unsigned i) { return sizes[i]; });
  }
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  for (Value argument : arguments) {
    SmallVector<AffineExpr> own;
    for (AffineExpr expr : getMap(argument).getResults())
      own.push_back(isa<AffineConstantExpr>(expr)
                        ? expr
                        : rewriter.getAffineDimExpr(llvm::find(exprs, expr) -
                                                    exprs.begin()));
    inputs.push_back(getOperand(argument)->get());
    maps.push_back(AffineMap::get(exprs.size(), 0, own, rewriter.getContext()));
  }
  maps.push_back(rewriter.getMultiDimIdentityMap(exprs.size()));
  Value init =
      tensor::EmptyOp::create(rewriter, op.getLoc(), sizes, part.getType());
  auto elements = GenericOp::create(
      rewriter, op.getLoc(), init.getType(), inputs, init, maps,
      SmallVector<utils::IteratorType>(exprs.size(),
                                       utils::IteratorType::parallel),
      [&](OpBuilder &b, Location l, ValueRange args) {
        IRMapping mapping;
        mapping.map(arguments, args.drop_back());
        for (Operation *inner : getOps(part, body))
          b.clone(*inner, mapping);
        linalg::YieldOp::create(b, l, mapping.lookupOrDefault(part));
      });
  return Part{elements.getResult(0), AffineMap::get(op.getNumLoops(), 0, exprs,
                                                    rewriter.getContext())};
}

void lxt::populateSplitReductionPatterns(RewritePatternSet &patterns) {
  patterns.add<SplitReduction>(patterns.getContext());
}
