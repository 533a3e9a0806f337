//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The small passes of CPU code generation on tensors and loops.
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "Vectors.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace lxt {
#define GEN_PASS_DEF_LXTFUSEELEMENTWISE
#define GEN_PASS_DEF_LXTDECOMPOSE
#define GEN_PASS_DEF_LXTORDERLOOPS
#define GEN_PASS_DEF_LXTCLONEFILLS
#define GEN_PASS_DEF_LXTLOWERCOPIES
#define GEN_PASS_DEF_LXTFREEBUFFERS
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;
using linalg::LinalgOp;

//===----------------------------------------------------------------------===//
// Fusion
//===----------------------------------------------------------------------===//

// Yields an element of its only input.
static bool isMovement(GenericOp op) {
  Operation *terminator = op.getBody()->getTerminator();
  return op.getNumDpsInputs() == 1 && op.getNumDpsInits() == 1 &&
         op.getNumReductionLoops() == 0 &&
         terminator->getOperand(0) == op.getRegionInputArgs()[0];
}

// A movement whose input is smaller than its output.
static bool isBroadcast(GenericOp op) {
  return isMovement(op) &&
         op.getMatchingIndexingMap(op.getDpsInputOperand(0)).getNumResults() <
             op.getNumLoops();
}

// True if a reduction of the op's result runs on the same vectors when it reads
// the op's inputs instead.
static bool keepsVectors(GenericOp op) {
  AffineMap written = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!hasVectorBody(op) || written.getNumResults() == 0)
    return false;
  AffineExpr last = written.getResults().back();
  unsigned loop = cast<AffineDimExpr>(last).getPosition();
  // One that goes over all of the result tells the loops apart as it does; what
  // has equal elements is gone afterwards.
  bool isWhole = false;
  for (OpOperand *input : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(input);
    auto type = dyn_cast<RankedTensorType>(input->get().getType());
    if (!type || !isVectorElement(type.getElementType()))
      return false;
    isWhole |= map.isPermutation() &&
               !input->get().getDefiningOp<linalg::FillOp>() &&
               !matchPattern(input->get(), m_Constant());
    if (!map.isFunctionOfDim(loop))
      continue;
    if (map.getResults().back() != last ||
        llvm::any_of(map.getResults().drop_back(), [&](AffineExpr expr) {
          return expr.isFunctionOfDim(loop);
        }))
      return false;
  }
  return isWhole;
}

// True if larger loop indices access larger ones of the operand.
static bool readsForward(AffineMap map) {
  bool forward = true;
  map.walkExprs([&](AffineExpr expr) {
    auto constant = dyn_cast<AffineConstantExpr>(expr);
    forward &= !(constant && constant.getValue() < 0) &&
               expr.getKind() != AffineExprKind::Mod;
  });
  return forward;
}

namespace {
// A body that yields a constant, or an element of one that has equal elements.
struct RaiseFill : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getNumDpsInits() != 1 || op.getNumReductionLoops() > 0 ||
        !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isPermutation())
      return failure();
    TypedAttr constant;
    SplatElementsAttr splat;
    if (isMovement(op) &&
        matchPattern(op.getInputs().front(), m_Constant(&splat)))
      constant = cast<TypedAttr>(splat.getSplatValue<Attribute>());
    else if (!matchPattern(op.getBody()->getTerminator()->getOperand(0),
                           m_Constant(&constant)))
      return failure();
    Value scalar = arith::ConstantOp::create(rewriter, op.getLoc(), constant);
    rewriter.replaceOpWithNewOp<linalg::FillOp>(op, scalar, op.getOutputs());
    return success();
  }
};

// Elementwise ops write in the order of their first input, and a transpose
// follows, which what reads the result may take into its maps.
struct SinkTranspose : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics() || op.getNumReductionLoops() > 0 ||
        op.getNumDpsInits() != 1 || isMovement(op))
      return failure();
    OpOperand *init = op.getDpsInitOperand(0);
    AffineMap written = op.getMatchingIndexingMap(init);
    if (!written.isPermutation() || op.payloadUsesValueFromOperand(init))
      return failure();
    AffineMap read;
    for (OpOperand *input : op.getDpsInputOperands())
      if (AffineMap map = op.getMatchingIndexingMap(input);
          map.isPermutation() && !matchPattern(input->get(), m_Constant())) {
        read = map;
        break;
      }
    if (!read || read == written)
      return failure();
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, init->get());
    // Dimensions of the new result, as those of today's.
    AffineMap order = read.compose(inversePermutation(written));
    SmallVector<OpFoldResult> permuted;
    for (AffineExpr expr : order.getResults())
      permuted.push_back(sizes[cast<AffineDimExpr>(expr).getPosition()]);
    Type element = getElementTypeOrSelf(op.getResult(0).getType());
    Value empty = tensor::EmptyOp::create(rewriter, loc, permuted, element);
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    maps.back() = read;
    auto copy =
        GenericOp::create(rewriter, loc, empty.getType(), op.getInputs(), empty,
                          maps, op.getIteratorTypesArray());
    rewriter.inlineRegionBefore(op.getRegion(), copy.getRegion(),
                                copy.getRegion().begin());
    rewriter.replaceOpWithNewOp<GenericOp>(
        op, op.getResultTypes(), copy.getResult(0), init->get(),
        ArrayRef<AffineMap>{
            order, rewriter.getMultiDimIdentityMap(written.getNumResults())},
        op.getIteratorTypesArray(),
        [](OpBuilder &builder, Location loc, ValueRange arguments) {
          linalg::YieldOp::create(builder, loc, arguments.front());
        });
    return success();
  }
};

struct FuseElementwise : lxt::impl::LXTFuseElementwiseBase<FuseElementwise> {
  void runOnOperation() override {
    auto getOps = [](OpOperand *operand) {
      return std::make_pair(operand->get().getDefiningOp<GenericOp>(),
                            dyn_cast<GenericOp>(operand->getOwner()));
    };
    // Read at every loop, by no one else: computed once per element.
    auto isOnlyUse = [](GenericOp producer, OpOperand *operand) {
      return producer->hasOneUse() && cast<LinalgOp>(operand->getOwner())
                                          .getMatchingIndexingMap(operand)
                                          .isPermutation();
    };
    // A transpose or broadcast goes into whatever reads it. The order of a sum
    // does not depend on whether someone else reads the producer.
    auto control = [&](OpOperand *operand) {
      auto [producer, consumer] = getOps(operand);
      return producer && consumer &&
             (isMovement(producer) ||
              (isOnlyUse(producer, operand) && !isMovement(consumer) &&
               (consumer.getNumReductionLoops() == 0 ||
                keepsVectors(producer))));
    };
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseOpsFusionPatterns(patterns, control);
    patterns.add<RaiseFill, SinkTranspose>(&getContext());
    (void)applyPatternsGreedily(getOperation(), std::move(patterns));

    // What nothing could take goes back to what wrote it.
    auto controlRest = [&](OpOperand *operand) {
      auto [producer, consumer] = getOps(operand);
      return producer && consumer && isMovement(consumer) &&
             isOnlyUse(producer, operand);
    };
    RewritePatternSet rest(&getContext());
    linalg::populateElementwiseOpsFusionPatterns(rest, controlRest);
    (void)applyPatternsGreedily(getOperation(), std::move(rest));
  }
};

// What only a part is read of, only a part is computed of. Upstream's pattern
// (as of LLVM 22.1.8) leaves linalg.index as it is, and neither knows the part
// of what is read backwards.
struct SliceProducer : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    auto producer = op.getSource().getDefiningOp<LinalgOp>();
    if (!producer || !producer->hasOneUse() || isa<linalg::FillOp>(producer) ||
        !llvm::all_of(producer.getIndexingMapsArray(), readsForward) ||
        !producer.getIndexingMapMatchingResult(cast<OpResult>(op.getSource()))
             .isProjectedPermutation())
      return failure();
    // Of lower rank, another slice of all of the part is left.
    RankedTensorType from = op.getSourceType(), to = op.getType();
    if (from.getRank() != to.getRank() &&
        (!from.hasStaticShape() || !to.hasStaticShape() ||
         from.getNumElements() == to.getNumElements()))
      return failure();
    FailureOr<TilingResult> part = tensor::replaceExtractSliceWithTiledProducer(
        rewriter, op, cast<OpResult>(op.getSource()));
    if (failed(part))
      return failure();
    rewriter.replaceOp(op, part->tiledValues);
    return success();
  }
};

// A part of what is filled is filled itself.
struct SliceFill : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    auto fill = op.getSource().getDefiningOp<linalg::FillOp>();
    if (!fill || !op.getType().hasStaticShape())
      return failure();
    Value empty =
        tensor::EmptyOp::create(rewriter, op.getLoc(), op.getType().getShape(),
                                op.getType().getElementType());
    rewriter.replaceOpWithNewOp<linalg::FillOp>(op, fill.value(), empty);
    return success();
  }
};

// Upstream has no lowering of math.clampf, and its expansion (as of LLVM
// 22.1.8) takes the minimum with the lower bound.
struct ExpandClamp : OpRewritePattern<math::ClampFOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(math::ClampFOp op,
                                PatternRewriter &rewriter) const override {
    Value raised = arith::MaximumFOp::create(rewriter, op.getLoc(),
                                             op.getValue(), op.getMin());
    rewriter.replaceOpWithNewOp<arith::MinimumFOp>(op, raised, op.getMax());
    return success();
  }
};

struct Decompose : lxt::impl::LXTDecomposeBase<Decompose> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    tensor::populateDecomposeTensorConcatPatterns(patterns);
    // What is padded can then be written in place.
    patterns.add<linalg::DecomposePadOpPattern>(&getContext());
    patterns.add<ExpandClamp>(&getContext());
    (void)applyPatternsGreedily(getOperation(), std::move(patterns));

    IRRewriter rewriter(&getContext());
    SmallVector<LinalgOp> named;
    getOperation().walk([&](LinalgOp op) {
      if (!isa<GenericOp, linalg::FillOp>(op))
        named.push_back(op);
    });
    for (LinalgOp op : named) {
      rewriter.setInsertionPoint(op);
      (void)linalg::generalizeNamedOp(rewriter, op);
    }
    RewritePatternSet slices(&getContext());
    slices.add<SliceProducer, SliceFill>(&getContext());
    (void)applyPatternsGreedily(getOperation(), std::move(slices));
    // Indices of parts: arithmetic, as the rest of a body.
    getOperation().walk([&](affine::AffineApplyOp op) {
      if (!isa<GenericOp>(op->getParentOp()))
        return;
      rewriter.setInsertionPoint(op);
      rewriter.replaceOp(op, *affine::expandAffineMap(rewriter, op.getLoc(),
                                                      op.getAffineMap(),
                                                      op.getMapOperands()));
    });
    SmallVector<linalg::AggregatedOpInterface> aggregates;
    getOperation().walk(
        [&](linalg::AggregatedOpInterface op) { aggregates.push_back(op); });
    for (linalg::AggregatedOpInterface op : aggregates) {
      rewriter.setInsertionPoint(op);
      FailureOr<SmallVector<Value>> values = op.decomposeOperation(rewriter);
      if (failed(values)) {
        op.emitError() << "'" << op->getName() << "' cannot be decomposed";
        return signalPassFailure();
      }
      rewriter.replaceOp(op, *values);
    }
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Order of loops
//===----------------------------------------------------------------------===//

// The loop that belongs innermost: the fewest operands jump in memory along it.
static unsigned chooseInnermost(LinalgOp op) {
  auto iterators = op.getIteratorTypesArray();
  unsigned best = op.getNumLoops() - 1;
  int64_t bestCost = std::numeric_limits<int64_t>::max();
  for (unsigned loop = 0; loop < op.getNumLoops(); ++loop) {
    int64_t jumps = 0;
    for (OpOperand &operand : op->getOpOperands()) {
      AffineMap map = op.getMatchingIndexingMap(&operand);
      if (!map.isFunctionOfDim(loop))
        continue;
      AffineExpr last = map.getResults().back();
      bool contiguous =
          last.isFunctionOfDim(loop) &&
          map.dropResults(map.getNumResults() - 1).getNumDims() &&
          llvm::none_of(map.getResults().drop_back(), [&](AffineExpr expr) {
            return expr.isFunctionOfDim(loop);
          });
      // `2 * i` jumps, `i + k` does not.
      if (auto product = dyn_cast<AffineBinaryOpExpr>(last))
        contiguous &=
            product.getKind() == AffineExprKind::Add &&
            (product.getLHS() == getAffineDimExpr(loop, op.getContext()) ||
             product.getRHS() == getAffineDimExpr(loop, op.getContext()));
      jumps += !contiguous;
    }
    bool isParallel = iterators[loop] == utils::IteratorType::parallel;
    int64_t size = op.getStaticLoopRanges()[loop];
    // A short loop is not worth vectorising.
    bool isShort = !ShapedType::isDynamic(size) && size < 4;
    int64_t cost = isShort * 1000 + jumps * 10 + !isParallel;
    if (cost < bestCost || (cost == bestCost && loop > best)) {
      bestCost = cost;
      best = loop;
    }
  }
  return best;
}

namespace {
struct OrderLoops : lxt::impl::LXTOrderLoopsBase<OrderLoops> {
  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<LinalgOp> ops;
    getOperation().walk([&](LinalgOp op) { ops.push_back(op); });
    for (LinalgOp op : ops) {
      if (isa<linalg::FillOp, linalg::CopyOp>(op) || op.getNumLoops() < 2)
        continue;
      rewriter.setInsertionPoint(op);
      FailureOr<GenericOp> generic =
          isa<GenericOp>(op) ? FailureOr<GenericOp>(cast<GenericOp>(op))
                             : linalg::generalizeNamedOp(rewriter, op);
      if (failed(generic))
        continue;
      unsigned innermost = chooseInnermost(*generic);
      auto iterators = generic->getIteratorTypesArray();
      SmallVector<unsigned> order;
      for (auto type :
           {utils::IteratorType::parallel, utils::IteratorType::reduction})
        for (unsigned loop = 0; loop < iterators.size(); ++loop)
          if (iterators[loop] == type && loop != innermost)
            order.push_back(loop);
      order.push_back(innermost);
      (void)linalg::interchangeGenericOp(rewriter, *generic, order);
    }
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

namespace {
struct CloneFills : lxt::impl::LXTCloneFillsBase<CloneFills> {
  void runOnOperation() override {
    SmallVector<Operation *> fills;
    getOperation().walk([&](Operation *op) {
      auto generic = dyn_cast<GenericOp>(op);
      if (isa<linalg::FillOp, tensor::EmptyOp>(op) ||
          (generic && generic.hasPureTensorSemantics() && isBroadcast(generic)))
        fills.push_back(op);
    });
    // Readers first: a fill's own empty tensor is cloned with it.
    OpBuilder builder(&getContext());
    for (Operation *op : llvm::reverse(fills)) {
      for (OpOperand &use : llvm::make_early_inc_range(op->getUses())) {
        if (op->hasOneUse())
          break;
        builder.setInsertionPoint(use.getOwner());
        use.set(builder.clone(*op)->getResult(0));
      }
    }
  }
};

struct LowerCopies : lxt::impl::LXTLowerCopiesBase<LowerCopies> {
  void runOnOperation() override {
    SmallVector<memref::CopyOp> copies;
    getOperation().walk([&](memref::CopyOp op) { copies.push_back(op); });
    OpBuilder builder(&getContext());
    auto isContiguous = [](Value value) {
      auto type = dyn_cast<MemRefType>(value.getType());
      return type && type.getLayout().isIdentity();
    };
    for (memref::CopyOp op : copies) {
      if (isContiguous(op.getSource()) && isContiguous(op.getTarget()))
        continue;
      builder.setInsertionPoint(op);
      linalg::CopyOp::create(builder, op.getLoc(), op.getSource(),
                             op.getTarget());
      op.erase();
    }
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Lifetimes
//===----------------------------------------------------------------------===//

// The last op of the buffer's block that uses it.
static Operation *getLastUser(memref::AllocOp alloc,
                              const BufferViewFlowAnalysis &views) {
  Block *block = alloc->getBlock();
  Operation *last = alloc;
  for (Value view : views.resolve(alloc))
    for (Operation *user : view.getUsers()) {
      Operation *ancestor = block->findAncestorOpInBlock(*user);
      if (ancestor && last->isBeforeInBlock(ancestor))
        last = ancestor;
    }
  return last;
}

namespace {
struct FreeBuffers : lxt::impl::LXTFreeBuffersBase<FreeBuffers> {
  FreeBuffers() {
    bufferization::buildBufferDeallocationPipeline(ownership, {});
    ownership.addPass(createConvertBufferizationToMemRefPass());
  }
  FreeBuffers(const FreeBuffers &) : FreeBuffers() {}

  void getDependentDialects(DialectRegistry &registry) const override {
    LXTFreeBuffersBase::getDependentDialects(registry);
    ownership.getDependentDialects(registry);
  }

  void runOnOperation() override {
    SmallVector<std::pair<memref::AllocOp, Operation *>> lifetimes;
    bool escapes = false;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      BufferViewFlowAnalysis views(function);
      function.walk([&](memref::AllocOp alloc) {
        lifetimes.emplace_back(alloc, getLastUser(alloc, views));
        escapes |= lifetimes.back().second->hasTrait<OpTrait::IsTerminator>();
      });
      function.walk([&](func::CallOp call) {
        escapes |=
            llvm::any_of(call.getResultTypes(), llvm::IsaPred<BaseMemRefType>);
      });
    }
    if (escapes) {
      if (failed(runPipeline(ownership, getOperation())))
        signalPassFailure();
      return;
    }
    OpBuilder builder(&getContext());
    for (auto [alloc, last] : lifetimes) {
      builder.setInsertionPointAfter(last);
      memref::DeallocOp::create(builder, alloc.getLoc(), alloc);
    }
  }

  OpPassManager ownership{ModuleOp::getOperationName()};
};
} // namespace
