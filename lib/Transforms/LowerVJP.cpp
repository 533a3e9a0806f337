//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/Interfaces/VJPOpInterface.h"
#include "lxt/Transforms/Lowering.h"
#include "lxt/Transforms/Models.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace lxt {
#define GEN_PASS_DEF_LXTLOWERVJP
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

// Inlines layers and calls in a region that is differentiated.
static LogicalResult flatten(RewriterBase &rewriter, Region &region) {
  for (Operation &op : llvm::make_early_inc_range(region.front())) {
    if (auto layer = dyn_cast<LayerOp>(op)) {
      if (failed(flatten(rewriter, layer.getBody())))
        return failure();
      inlineRegion(rewriter, cast<LayerOpInterface>(op));
      continue;
    }
    auto call = dyn_cast<func::CallOp>(op);
    if (!call)
      continue;
    auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
        call, call.getCalleeAttr());
    if (!callee || callee.isExternal() || !callee.getBody().hasOneBlock() ||
        callee->isProperAncestor(call))
      return call.emitError("cannot be differentiated: its callee has no body "
                            "of one block that could be inlined");
    IRMapping mapping;
    mapping.map(callee.getArguments(), call.getOperands());
    rewriter.setInsertionPoint(call);
    for (Operation &inner : callee.getBody().front().without_terminator())
      rewriter.clone(inner, mapping);
    SmallVector<Value> results = llvm::map_to_vector(
        callee.getBody().front().getTerminator()->getOperands(),
        [&](Value value) { return mapping.lookupOrDefault(value); });
    rewriter.replaceOp(call, results);
    return flatten(rewriter, region);
  }
  return success();
}

static LogicalResult expand(RewriterBase &rewriter, VJPOp op) {
  Location loc = op.getLoc();
  Block &block = op.getBody().front();
  rewriter.setInsertionPoint(op);

  // The forward values, recomputed; CSE shares them with the program.
  IRMapping primals;
  primals.map(block.getArguments(), op.getInputs());
  for (Operation &inner : block.without_terminator())
    rewriter.clone(inner, primals);

  unsigned batch = 0;
  auto yielded = block.getTerminator()->getOperands();
  if (!yielded.empty())
    batch = cast<RankedTensorType>(op.getCotangents()[0].getType()).getRank() -
            cast<RankedTensorType>(yielded[0].getType()).getRank();
  VJPContext context(block, primals, block.getArguments(), batch);
  for (auto [value, cotangent] : llvm::zip_equal(yielded, op.getCotangents()))
    context.addCotangent(rewriter, loc, value, cotangent);
  if (failed(context.run(rewriter)))
    return failure();

  SmallVector<Value> results;
  for (auto [argument, input] :
       llvm::zip_equal(block.getArguments(), op.getInputs())) {
    Value cotangent = context.getCotangent(argument);
    if (!cotangent) {
      SmallVector<OpFoldResult> sizes;
      if (batch > 0)
        sizes = getSizes(rewriter, loc, op.getCotangents()[0]);
      sizes.resize(batch);
      llvm::append_range(sizes, getSizes(rewriter, loc, input));
      cotangent = buildZeros(rewriter, loc, sizes,
                             getElementTypeOrSelf(input.getType()));
    }
    // Reshapes may have lost or found static sizes.
    Type type = op->getResult(results.size()).getType();
    if (cotangent.getType() != type)
      cotangent = tensor::CastOp::create(rewriter, loc, type, cotangent);
    results.push_back(cotangent);
  }
  rewriter.replaceOp(op, results);
  return success();
}

// Sequential loops: several updates may go to one element.
static void lowerScatterAdd(RewriterBase &rewriter, ScatterAddOp op) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  Block &block = op.getIndices().front();
  SmallVector<Value> sizes = getValueOrCreateConstantIndexOp(
      rewriter, loc, getSizes(rewriter, loc, op.getUpdates()));
  unsigned leading = sizes.size() - block.getNumArguments();
  Value zero = arith::ConstantIndexOp::create(rewriter, loc, 0);
  Value one = arith::ConstantIndexOp::create(rewriter, loc, 1);
  scf::LoopNest nest = scf::buildLoopNest(
      rewriter, loc, SmallVector<Value>(sizes.size(), zero), sizes,
      SmallVector<Value>(sizes.size(), one), op.getInit(),
      [&](OpBuilder &b, Location l, ValueRange loops,
          ValueRange tables) -> scf::ValueVector {
        IRMapping mapping;
        mapping.map(block.getArguments(), loops.drop_front(leading));
        for (Operation &inner : block.without_terminator())
          b.clone(inner, mapping);
        SmallVector<Value> indices(loops.take_front(leading));
        for (Value index : block.getTerminator()->getOperands())
          indices.push_back(mapping.lookupOrDefault(index));
        Value update = tensor::ExtractOp::create(b, l, op.getUpdates(), loops);
        Value old = tensor::ExtractOp::create(b, l, tables[0], indices);
        Value sum = arith::AddFOp::create(b, l, old, update);
        return {tensor::InsertOp::create(b, l, sum, tables[0], indices)};
      });
  rewriter.replaceOp(op, nest.results);
}

namespace {
struct LowerVJP : lxt::impl::LXTLowerVJPBase<LowerVJP> {
  void getDependentDialects(DialectRegistry &registry) const override {
    LXTLowerVJPBase::getDependentDialects(registry);
    registerVJPModels(registry);
  }

  LogicalResult lower(ModuleOp module) {
    IRRewriter rewriter(&getContext());
    while (true) {
      // Post-order: those inside come first; what holds another one waits.
      SmallVector<VJPOp> ops;
      module.walk([&](VJPOp op) {
        if (!op.getBody()
                 .walk([](VJPOp) { return WalkResult::interrupt(); })
                 .wasInterrupted())
          ops.push_back(op);
      });
      if (ops.empty())
        break;
      for (VJPOp op : ops)
        if (failed(flatten(rewriter, op.getBody())) ||
            failed(expand(rewriter, op)))
          return failure();
      // Rules inside rules act by their gradient form.
      if (failed(simplifyFast(module)) || failed(lowerRulesInModule(module)))
        return failure();
    }
    SmallVector<ScatterAddOp> scatters;
    module.walk([&](ScatterAddOp op) { scatters.push_back(op); });
    for (ScatterAddOp op : scatters)
      lowerScatterAdd(rewriter, op);
    // Adjoints read every operand of the primal op, needed or not, and compute
    // for every seed what seeds share.
    RewritePatternSet patterns(&getContext());
    linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
    populateHoistPatterns(patterns);
    (void)applyPatternsGreedily(module, std::move(patterns));
    // Sums of cotangents are elementwise ops on tensors.
    OpPassManager manager(ModuleOp::getOperationName());
    manager.addPass(createConvertElementwiseToLinalgPass());
    return runPipeline(manager, module);
  }

  void runOnOperation() override {
    if (failed(lower(getOperation())))
      signalPassFailure();
  }
};
} // namespace
