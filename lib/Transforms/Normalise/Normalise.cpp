//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Normalise.h"
#include "lxt/Analysis/Selectors.h"
#include "lxt/IR/Builders.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Conversion/TosaToArith/TosaToArith.h"
#include "mlir/Conversion/TosaToLinalg/TosaToLinalg.h"
#include "mlir/Conversion/TosaToTensor/TosaToTensor.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/Passes.h"

namespace lxt {
#define GEN_PASS_DEF_LXTNORMALISE
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

namespace {

// Upstream has no lowering of tensor.gather. The dimensions of the result are
// those of the indices, then those of the source, gathered ones being 1 (or
// left out).
struct GatherToLookup : OpRewritePattern<tensor::GatherOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(tensor::GatherOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    RankedTensorType sourceType = op.getSourceType(), type = op.getResultType();
    int64_t batch = op.getIndicesType().getRank() - 1;
    ArrayRef<int64_t> gathered = op.getGatherDims();
    bool reduced = type.getRank() != batch + sourceType.getRank();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getIndices());
    sizes.pop_back();
    SmallVector<OpFoldResult> sourceSizes =
        getSizes(rewriter, loc, op.getSource());
    for (auto [i, size] : llvm::enumerate(sourceSizes)) {
      bool isGathered = llvm::is_contained(gathered, i);
      if (!isGathered || !reduced)
        sizes.push_back(isGathered ? OpFoldResult(rewriter.getIndexAttr(1))
                                   : size);
    }
    Value init =
        tensor::EmptyOp::create(rewriter, loc, sizes, type.getElementType());
    SmallVector<utils::IteratorType> parallel(sizes.size(),
                                              utils::IteratorType::parallel);
    auto generic = linalg::GenericOp::create(
        rewriter, loc, init.getType(), ValueRange(), init,
        rewriter.getMultiDimIdentityMap(sizes.size()), parallel,
        [&](OpBuilder &b, Location l, ValueRange) {
          SmallVector<Value> loops;
          for (unsigned i = 0; i < sizes.size(); ++i)
            loops.push_back(linalg::IndexOp::create(b, l, i));
          SmallVector<Value> indices;
          unsigned next = batch;
          for (int64_t i = 0; i < sourceType.getRank(); ++i) {
            auto position = llvm::find(gathered, i);
            if (position == gathered.end()) {
              indices.push_back(loops[next++]);
              continue;
            }
            next += !reduced;
            SmallVector<Value> at(loops.begin(), loops.begin() + batch);
            at.push_back(arith::ConstantIndexOp::create(
                b, l, position - gathered.begin()));
            Value index = tensor::ExtractOp::create(b, l, op.getIndices(), at);
            if (!index.getType().isIndex())
              index = arith::IndexCastOp::create(b, l, b.getIndexType(), index);
            indices.push_back(index);
          }
          Value element =
              tensor::ExtractOp::create(b, l, op.getSource(), indices);
          linalg::YieldOp::create(b, l, element);
        });
    Value result = generic.getResult(0);
    if (result.getType() != type)
      result = tensor::CastOp::create(rewriter, loc, type, result);
    rewriter.replaceOp(op, result);
    return success();
  }
};

struct Normalise : lxt::impl::LXTNormaliseBase<Normalise> {
  void getDependentDialects(DialectRegistry &registry) const override {
    LXTNormaliseBase::getDependentDialects(registry);
    OpPassManager lowering(ModuleOp::getOperationName());
    addTosaLowering(lowering);
    lowering.getDependentDialects(registry);
  }

  // The stock pipeline leaves what arith and tensor express.
  static void addTosaLowering(OpPassManager &manager) {
    tosa::addTosaToLinalgPasses(manager, TosaToLinalgOptions(),
                                TosaToLinalgNamedOptions(), std::nullopt);
    manager.addNestedPass<func::FuncOp>(createTosaToArithPass());
    manager.addNestedPass<func::FuncOp>(createTosaToTensorPass());
    // Shapes that nothing reads any more.
    manager.addPass(createCanonicalizerPass());
  }

  LogicalResult lowerTosa() {
    bool found = false;
    getOperation().walk([&](Operation *op) {
      if (!isa<tosa::TosaDialect>(op->getDialect()))
        return;
      found = true;
      // Constants are shared: where they were is of no use.
      if (!op->hasTrait<OpTrait::ConstantLike>())
        op->setLoc(addOriginalOpName(op->getLoc(), op->getName()));
    });
    if (!found)
      return success();
    // Upstream fills an empty tensor in steps, the first of which read what is
    // not there yet.
    IRRewriter rewriter(&getContext());
    getOperation().walk([&](tosa::ConcatOp concat) {
      if (!isa<RankedTensorType>(concat.getType()))
        return;
      rewriter.setInsertionPoint(concat);
      rewriter.replaceOpWithNewOp<tensor::ConcatOp>(
          concat, concat.getType(), concat.getAxis(), concat.getInput1());
    });
    // Upstream's folding of a slice of one element reads a DenseElementsAttr.
    getOperation().walk([&](tosa::SliceOp slice) {
      auto constant = slice.getInput1().getDefiningOp<tosa::ConstOp>();
      auto type = dyn_cast<RankedTensorType>(slice.getType());
      if (!constant || !type || !type.hasStaticShape() ||
          type.getNumElements() != 1 || type.getElementType().isInteger(1))
        return;
      if (auto resource =
              dyn_cast<DenseResourceElementsAttr>(constant.getValues()))
        if (AsmResourceBlob *blob = resource.getRawHandle().getBlob())
          constant.setValuesAttr(DenseElementsAttr::getFromRawBuffer(
              resource.getType(), blob->getData()));
    });
    OpPassManager manager(ModuleOp::getOperationName());
    addTosaLowering(manager);
    if (failed(runPipeline(manager, getOperation())))
      return failure();
    WalkResult left = getOperation().walk([&](Operation *op) {
      if (!isa<tosa::TosaDialect>(op->getDialect()))
        return WalkResult::advance();
      op->emitError() << "'" << op->getName() << "' has no lowering to linalg";
      return WalkResult::interrupt();
    });
    return failure(left.wasInterrupted());
  }

  LogicalResult normalise() {
    if (failed(lowerTosa()))
      return failure();
    OpPassManager before(ModuleOp::getOperationName());
    before.addPass(createConvertElementwiseToLinalgPass());
    // Constants in bodies become what they are.
    before.addPass(createCanonicalizerPass());
    if (failed(runPipeline(before, getOperation())))
      return failure();

    RewritePatternSet patterns(&getContext());
    populateGatherPatterns(patterns);
    populateDropAssertPatterns(patterns);
    populateSplitPatterns(patterns);
    populateReshapePatterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return getOperation().emitError("normalising does not come to an end");

    OpPassManager after(ModuleOp::getOperationName());
    after.addPass(createCanonicalizerPass());
    after.addPass(createCSEPass());
    return runPipeline(after, getOperation());
  }

  void runOnOperation() override {
    if (failed(normalise()))
      signalPassFailure();
  }
};

} // namespace

void lxt::populateGatherPatterns(RewritePatternSet &patterns) {
  patterns.add<GatherToLookup>(patterns.getContext());
}
