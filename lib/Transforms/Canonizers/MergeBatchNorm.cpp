//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Batch norm behind a linear layer, folded into its weight and bias.
//
//===----------------------------------------------------------------------===//

#include "Channels.h"
#include "lxt/Analysis/Layers.h"
#include "lxt/IR/Builders.h"
#include "lxt/IR/LinearRules.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Analysis/TopologicalSortUtils.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace lxt {
#define GEN_PASS_DEF_LXTMERGEBATCHNORM
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

//===----------------------------------------------------------------------===//
// Vectors over the channels
//===----------------------------------------------------------------------===//

namespace {

// Folds one batch norm.
class Merger {
public:
  Merger(RewriterBase &rewriter, LayerOp norm, double residualEpsilon)
      : rewriter(rewriter), loc(norm.getLoc()), norm(norm),
        residualEpsilon(residualEpsilon) {}

  // Fails, with a reason, when it cannot be folded.
  LogicalResult run();

  std::string reason;

private:
  LogicalResult refuse(StringRef why) {
    reason = why.str();
    return failure();
  }
  LogicalResult readNorm();
  LogicalResult findLinear();
  FailureOr<Value> getVector(OpOperand &operand, ArrayRef<int64_t> channelDims);
  Value combine(Value a, Value b, bool product, bool inverse);
  template <typename Op>
  Value combineAlong(Value tensor, Value vector, ArrayRef<AffineExpr> exprs);
  Value scaleWeight(const LinearRegion &region);
  Value buildResidual(Value value);
  LogicalResult rewrite();
  LogicalResult foldIntoNext();

  RewriterBase &rewriter;
  Location loc;
  LayerOp norm, linear;
  double residualEpsilon;
  // The norm is scale * x + shift; null for 1 and 0.
  Value scale, shift;
  // The dimension of the norm's channels, and those of the linear layer's.
  int64_t normDim = 0;
  SmallVector<int64_t> dims;
  int64_t channels = 0;
};

} // namespace

// What an op reads along the channel dimensions of its result, as a vector.
FailureOr<Value> Merger::getVector(OpOperand &operand,
                                   ArrayRef<int64_t> channelDims) {
  auto op = cast<LinalgOp>(operand.getOwner());
  AffineMap from = op.getMatchingIndexingMap(&operand);
  AffineMap to = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  Value constant = operand.get();
  auto isSingle = [&] {
    auto type = dyn_cast<RankedTensorType>(constant.getType());
    return type && type.hasStaticShape() && type.getNumElements() == 1;
  };
  SmallVector<int64_t> own;
  for (int64_t dim : channelDims)
    if (std::optional<unsigned> position =
            from.getResultPosition(to.getResult(dim)))
      own.push_back(*position);
  if (own.size() != channelDims.size() && !isSingle())
    return failure();
  while (Operation *definition = constant.getDefiningOp()) {
    OpOperand *moved = getMovedOperand(definition, /*casts=*/true);
    if (!moved || isSingle())
      break;
    FailureOr<SmallVector<int64_t>> mapped = mapBack(definition, own);
    constant = moved->get();
    if (failed(mapped)) {
      if (isSingle())
        break;
      return failure();
    }
    own = *mapped;
  }
  auto type = dyn_cast<RankedTensorType>(constant.getType());
  if (!type || !type.hasStaticShape())
    return failure();
  if (isSingle() && channels != 1) {
    // The same number for all.
    SmallVector<Value> zeros(type.getRank(),
                             arith::ConstantIndexOp::create(rewriter, loc, 0));
    Value number = tensor::ExtractOp::create(rewriter, loc, constant, zeros);
    return tensor::SplatOp::create(
               rewriter, loc, number,
               RankedTensorType::get(channels, type.getElementType()))
        .getResult();
  }
  for (auto [i, size] : llvm::enumerate(type.getShape()))
    if (size != 1 && !llvm::is_contained(own, i))
      return failure();
  if (type.getNumElements() != channels)
    return failure();
  if (type.getRank() == 1)
    return constant;
  SmallVector<ReassociationIndices> all(1);
  llvm::append_range(all[0], llvm::seq<int64_t>(0, type.getRank()));
  return tensor::CollapseShapeOp::create(rewriter, loc, constant, all)
      .getResult();
}

// a + b, a - b, a * b or a / b, in the wider type; a null `a` is neutral.
Value Merger::combine(Value a, Value b, bool product, bool inverse) {
  if (!a && !inverse)
    return b;
  Type type = getElementTypeOrSelf(b.getType());
  SmallVector<Value> operands;
  if (a) {
    operands.push_back(a);
    Type other = getElementTypeOrSelf(a.getType());
    if (other.getIntOrFloatBitWidth() > type.getIntOrFloatBitWidth())
      type = other;
  }
  operands.push_back(b);
  return buildElementwise(
      rewriter, loc, type, operands,
      [&](OpBuilder &nested, Location l, ValueRange args) -> Value {
        Value x = a ? buildFloatCast(nested, l, type, args[0])
                    : buildFloat(nested, l, type, product ? 1.0 : 0.0);
        Value y = buildFloatCast(nested, l, type, args.back());
        if (product)
          return inverse ? arith::DivFOp::create(nested, l, x, y).getResult()
                         : arith::MulFOp::create(nested, l, x, y).getResult();
        return inverse ? arith::SubFOp::create(nested, l, x, y).getResult()
                       : arith::AddFOp::create(nested, l, x, y).getResult();
      });
}

//===----------------------------------------------------------------------===//
// Folding
//===----------------------------------------------------------------------===//

// Reads scale and shift off the norm's steps.
LogicalResult Merger::readNorm() {
  SmallVector<LinalgOp> steps;
  norm.getBody().walk([&](LinalgOp op) { steps.push_back(op); });
  std::optional<int64_t> channel;
  auto type = cast<RankedTensorType>(norm.getInputs()[0].getType());
  // The dimension along which the constants vary.
  for (LinalgOp step : steps)
    for (OpOperand *operand : step.getDpsInputOperands()) {
      auto constant = dyn_cast<RankedTensorType>(operand->get().getType());
      if (!constant || isa<BlockArgument>(operand->get()) ||
          constant.getShape() == type.getShape())
        continue;
      for (auto [expr, size] :
           llvm::zip(step.getMatchingIndexingMap(operand).getResults(),
                     constant.getShape()))
        if (auto loop = dyn_cast<AffineDimExpr>(expr); loop && size != 1) {
          if (channel && *channel != loop.getPosition())
            return refuse("its constants do not vary along one dimension");
          channel = loop.getPosition();
        }
    }
  if (!channel || type.isDynamicDim(*channel))
    return refuse("its constants do not vary along one dimension");
  normDim = *channel;
  dims = {*channel};
  channels = type.getDimSize(*channel);

  rewriter.setInsertionPoint(norm);
  for (LinalgOp step : steps) {
    auto elementwise = ElementwiseOp::match(step);
    if (!elementwise || elementwise->scalar->getNumOperands() != 2)
      return refuse("its steps are no additions and products of constants");
    Value operands[] = {elementwise->operands[0], elementwise->operands[1]};
    auto isConstant = [&](Value value) {
      return !value || (!norm.getBody().isAncestor(value.getParentRegion()));
    };
    unsigned position = isConstant(operands[0]) ? 0 : 1;
    Value constant = operands[position];
    if (!constant)
      return refuse("it has a constant that is no tensor");
    OpOperand *operand =
        *llvm::find_if(step.getDpsInputOperands(), [&](OpOperand *candidate) {
          return candidate->get() == constant;
        });
    FailureOr<Value> vector = getVector(*operand, dims);
    if (failed(vector))
      return refuse("a constant has not one number per channel");
    bool isSub = isa<arith::SubFOp>(elementwise->scalar);
    bool isDiv = isa<arith::DivFOp>(elementwise->scalar);
    if ((isSub || isDiv) && position == 0)
      return refuse("it subtracts from or divides a constant");
    if (isSub || isa<arith::AddFOp>(elementwise->scalar)) {
      shift = combine(shift, *vector, /*product=*/false, isSub);
      continue;
    }
    if (!isDiv && !isa<arith::MulFOp>(elementwise->scalar))
      return refuse("its steps are no additions and products of constants");
    scale = combine(scale, *vector, /*product=*/true, isDiv);
    if (shift)
      shift = combine(shift, *vector, /*product=*/true, isDiv);
  }
  if (!scale || !shift)
    return refuse("it does not scale and shift");
  return success();
}

// The linear layer before it, through layers that only move.
LogicalResult Merger::findLinear() {
  Value value = norm.getInputs()[0];
  while (auto layer = value.getDefiningOp<LayerOp>()) {
    if (!value.hasOneUse() || layer->getNumResults() != 1)
      return refuse("what it normalises is also read elsewhere");
    Kind kind = layer.getOrigin().getKind();
    if (isKind(kind, Kind::linear)) {
      linear = layer;
      return success();
    }
    Block &body = layer.getBody().front();
    Operation *op = &body.front();
    if (body.getOperations().size() != 2 || layer.getInputs().size() != 1)
      break;
    if (auto step = ElementwiseOp::match(op);
        step && isa<arith::ExtFOp, arith::TruncFOp>(step->scalar)) {
      value = layer.getInputs()[0];
      continue;
    }
    if (kind != Kind::movement)
      break;
    FailureOr<SmallVector<int64_t>> mapped = mapBack(op, dims);
    if (failed(mapped))
      return refuse("its channels cannot be followed to a linear layer");
    dims = *mapped;
    value = layer.getInputs()[0];
  }
  return refuse("no linear layer comes before it");
}

// tensor + vector, or another operation: the vector runs along `exprs`, the
// tensor's dimensions, and takes its element type.
template <typename Op>
Value Merger::combineAlong(Value tensor, Value vector,
                           ArrayRef<AffineExpr> exprs) {
  auto type = cast<RankedTensorType>(tensor.getType());
  Type element = type.getElementType();
  // Apart, so that the sum of a bias stays one op.
  if (getElementTypeOrSelf(vector.getType()) != element)
    vector = buildElementwise(rewriter, loc, element, vector,
                              [&](OpBuilder &b, Location l, ValueRange args) {
                                return buildFloatCast(b, l, element, args[0]);
                              });
  Value empty = tensor::EmptyOp::create(
      rewriter, loc, getSizes(rewriter, loc, tensor), element);
  AffineMap identity = rewriter.getMultiDimIdentityMap(type.getRank());
  AffineMap vectorMap =
      AffineMap::get(type.getRank(), 0, exprs, rewriter.getContext());
  return linalg::GenericOp::create(
             rewriter, loc, empty.getType(), ValueRange{tensor, vector}, empty,
             ArrayRef<AffineMap>{identity, vectorMap, identity},
             SmallVector<utils::IteratorType>(type.getRank(),
                                              utils::IteratorType::parallel),
             [](OpBuilder &b, Location l, ValueRange args) {
               linalg::YieldOp::create(
                   b, l, Op::create(b, l, args[0], args[1]).getResult());
             })
      .getResult(0);
}

// weight * scale, at the loops of the result's channel dimensions.
Value Merger::scaleWeight(const LinearRegion &region) {
  auto contraction = cast<LinalgOp>(region.weight->getOwner());
  AffineMap outputMap =
      contraction.getMatchingIndexingMap(contraction.getDpsInitOperand(0));
  AffineMap weightMap = contraction.getMatchingIndexingMap(region.weight);
  Value weight = region.weight->get();
  auto type = cast<RankedTensorType>(weight.getType());
  SmallVector<AffineExpr> exprs;
  SmallVector<int64_t> sizes;
  for (int64_t dim : dims) {
    std::optional<unsigned> position =
        weightMap.getResultPosition(outputMap.getResult(dim));
    if (!position)
      return nullptr;
    exprs.push_back(rewriter.getAffineDimExpr(*position));
    sizes.push_back(type.getDimSize(*position));
  }
  Value factor = scale;
  Type element = getElementTypeOrSelf(scale.getType());
  if (sizes.size() == 1 && sizes[0] != channels) {
    Value empty = tensor::EmptyOp::create(
        rewriter, loc, {sizes[0] / channels, channels}, element);
    factor = linalg::BroadcastOp::create(rewriter, loc, scale, empty,
                                         ArrayRef<int64_t>{0})
                 ->getResult(0);
    factor = tensor::CollapseShapeOp::create(rewriter, loc, factor,
                                             {ReassociationIndices{0, 1}});
  }
  if (sizes.size() != 1) {
    SmallVector<ReassociationIndices> all(1);
    llvm::append_range(all[0], llvm::seq<int64_t>(0, sizes.size()));
    factor = tensor::ExpandShapeOp::create(
        rewriter, loc, RankedTensorType::get(sizes, element), factor, all);
  }
  return combineAlong<arith::MulFOp>(weight, factor, exprs);
}

// What zennit leaves of a norm: a division by sqrt(1 + epsilon).
Value Merger::buildResidual(Value value) {
  if (residualEpsilon == 0)
    return value;
  auto type = cast<RankedTensorType>(value.getType());
  auto wrap = [&](Kind kind, Value input, auto build) -> Value {
    auto origin =
        OriginAttr::get(rewriter.getContext(), kind, norm.getOrigin().getOp(),
                        StringAttr(), StringAttr(), StringAttr());
    auto layer = LayerOp::create(rewriter, loc, type, origin, input);
    OpBuilder::InsertionGuard guard(rewriter);
    Block *block = rewriter.createBlock(&layer.getBody());
    YieldOp::create(rewriter, loc, build(block->addArgument(type, loc)));
    return layer.getResult(0);
  };
  return wrap(Kind::batch_norm, value, [&](Value outer) {
    return wrap(Kind::scale, outer, [&](Value inner) {
      return buildScale(rewriter, loc, inner,
                        1 / std::sqrt(1 + residualEpsilon));
    });
  });
}

LogicalResult Merger::rewrite() {
  Block &body = linear.getBody().front();
  // What is said of rules does not matter here.
  ScopedDiagnosticHandler silent(loc.getContext(),
                                 [](Diagnostic &) { return success(); });
  FailureOr<LinearRegion> region =
      LinearRegion::match(linear.getBody(), [&] { return linear.emitError(); });
  if (failed(region))
    return refuse("the layer before it is not one contraction");

  // The channels of the result, and of the contraction inside.
  SmallVector<int64_t> resultDims = dims;
  llvm::DenseMap<Operation *, SmallVector<int64_t>> dimsAt;
  auto *contraction = region->weight->getOwner();
  bool pads = false;
  for (Operation *op : llvm::reverse(region->ops)) {
    dimsAt[op] = dims;
    if (op == contraction)
      break;
    if (region->getSummand(op))
      continue;
    if (llvm::any_of(region->biases,
                     [&](auto bias) { return bias.first->getOwner() == op; }))
      return refuse("the bias before it changes the shape");
    if (!getMovedOperand(op))
      continue;
    pads |= isa<tensor::PadOp>(op);
    FailureOr<SmallVector<int64_t>> mapped = mapBack(op, dims, channels);
    if (failed(mapped))
      return refuse("its channels cannot be followed to a linear layer");
    dims = *mapped;
  }
  if (resultDims.size() != 1)
    return refuse("the layer before it has its channels in several dimensions");

  Value bias;
  for (auto [operand, subtracted] : region->biases) {
    if (isZeroTensor(operand->get()))
      continue;
    if (pads)
      return refuse("the layer before it is padded behind its bias");
    FailureOr<Value> vector =
        getVector(*operand, dimsAt.lookup(operand->getOwner()));
    if (failed(vector))
      return refuse("the bias before it has not one number per channel");
    bias = combine(bias, *vector, /*product=*/false, subtracted);
  }
  if (bias)
    shift = combine(combine(bias, scale, /*product=*/true, false), shift,
                    /*product=*/false, false);
  Value weight = scaleWeight(*region);
  if (!weight)
    return refuse("the weight before it has no such channels");

  Type type = linear.getResultTypes()[0];
  auto merged = LayerOp::create(rewriter, linear.getLoc(), type,
                                linear.getOrigin(), linear.getInputs());
  Block *block = rewriter.createBlock(&merged.getBody());
  IRMapping mapping;
  mapping.map(body.getArgument(0),
              block->addArgument(body.getArgument(0).getType(), loc));
  for (Operation &op : body.without_terminator()) {
    if (OpOperand *summand = region->getSummand(&op)) {
      mapping.map(op.getResult(0), mapping.lookup(summand->get()));
      continue;
    }
    if (&op == contraction) {
      OpOperand *init = cast<LinalgOp>(op).getDpsInitOperand(0);
      Value zeros =
          buildZeros(rewriter, loc, getSizes(rewriter, loc, init->get()),
                     getElementTypeOrSelf(init->get().getType()));
      Operation *copy = rewriter.clone(op, mapping);
      copy->setOperand(region->weight->getOperandNumber(), weight);
      copy->setOperand(init->getOperandNumber(), zeros);
      continue;
    }
    rewriter.clone(op, mapping);
  }
  // The new bias.
  Value product = mapping.lookup(body.getTerminator()->getOperand(0));
  Value sum = combineAlong<arith::AddFOp>(
      product, shift, rewriter.getAffineDimExpr(resultDims[0]));
  YieldOp::create(rewriter, loc, sum);
  rewriter.replaceOp(linear, merged);
  rewriter.setInsertionPoint(norm);
  rewriter.replaceOp(norm, buildResidual(norm.getInputs()[0]));
  return success();
}

// Folds the norm into the linear layer that alone reads it: of
// `W (scale x + shift) + b`, the weight becomes `W scale`, the bias `b + W
// shift`.
LogicalResult Merger::foldIntoNext() {
  // Through layers that only move.
  Value value = norm.getResult(0);
  int64_t channelDim = normDim;
  LayerOp next;
  while (true) {
    next = value.hasOneUse() ? dyn_cast<LayerOp>(*value.user_begin()) : nullptr;
    if (!next || next.getInputs().size() != 1 || next->getNumResults() != 1)
      return refuse("no linear layer is all that reads it");
    if (isKind(next.getOrigin().getKind(), Kind::linear))
      break;
    Block &moving = next.getBody().front();
    if (next.getOrigin().getKind() != Kind::movement ||
        moving.getOperations().size() != 2)
      return refuse("no linear layer is all that reads it");
    std::optional<int64_t> moved;
    int64_t rank = cast<RankedTensorType>(next.getResultTypes()[0]).getRank();
    for (int64_t dim = 0; dim < rank && !moved; ++dim)
      if (auto mapped = mapBack(&moving.front(), dim);
          succeeded(mapped) && *mapped == SmallVector<int64_t>{channelDim})
        moved = dim;
    if (!moved)
      return refuse("its channels cannot be followed to the linear layer "
                    "behind it");
    channelDim = *moved;
    value = next.getResult(0);
  }
  ScopedDiagnosticHandler silent(loc.getContext(),
                                 [](Diagnostic &) { return success(); });
  FailureOr<LinearRegion> region =
      LinearRegion::match(next.getBody(), [&] { return next.emitError(); });
  if (failed(region))
    return refuse("the layer behind it is not one contraction");
  auto contraction = cast<LinalgOp>(region->weight->getOwner());
  Block &body = next.getBody().front();

  // Where a dimension of one value comes from in another.
  auto trace = [&](Value value, Value source,
                   int64_t dim) -> std::optional<int64_t> {
    SmallVector<int64_t> current{dim};
    while (value != source) {
      Operation *op = value.getDefiningOp();
      if (OpOperand *summand = op ? region->getSummand(op) : nullptr) {
        value = summand->get();
        continue;
      }
      OpOperand *moved = op ? getMovedOperand(op, /*casts=*/true) : nullptr;
      FailureOr<SmallVector<int64_t>> mapped = failure();
      if (moved && !isa<tensor::PadOp, tensor::InsertSliceOp>(op))
        mapped = mapBack(op, current);
      if (failed(mapped) || mapped->size() != 1)
        return std::nullopt;
      current = *mapped;
      value = moved->get();
    }
    return current[0];
  };
  auto find = [&](Value value, Value source,
                  int64_t wanted) -> std::optional<int64_t> {
    int64_t rank = cast<RankedTensorType>(value.getType()).getRank();
    for (int64_t dim = 0; dim < rank; ++dim)
      if (trace(value, source, dim) == wanted)
        return dim;
    return std::nullopt;
  };

  // The norm's channels in the input of the contraction and in its weight.
  OpOperand *input = nullptr;
  for (OpOperand *operand : contraction.getDpsInputOperands())
    if (operand != region->weight)
      input = operand;
  std::optional<int64_t> dim =
      find(input->get(), body.getArgument(0), channelDim);
  if (!dim)
    return refuse("its channels cannot be followed to the linear layer behind "
                  "it, or that is padded");
  AffineMap weightMap = contraction.getMatchingIndexingMap(region->weight);
  AffineMap outputMap =
      contraction.getMatchingIndexingMap(contraction.getDpsInitOperand(0));
  AffineExpr channel =
      contraction.getMatchingIndexingMap(input).getResult(*dim);
  std::optional<unsigned> from = weightMap.getResultPosition(channel);
  if (!from || outputMap.getResultPosition(channel))
    return refuse("the weight behind it has no such channels");
  // The channels of the result.
  Value weight = region->weight->get();
  auto type = cast<RankedTensorType>(weight.getType());
  std::optional<unsigned> to;
  for (auto [i, expr] : llvm::enumerate(weightMap.getResults())) {
    if (!outputMap.getResultPosition(expr))
      continue;
    // Of size one, any will do.
    if (type.getDimSize(i) != 1 && to && type.getDimSize(*to) != 1)
      return refuse("the weight behind it has groups");
    if (type.getDimSize(i) != 1 || !to)
      to = i;
  }
  if (!to)
    return refuse("the weight behind it has no channels of its own");
  unsigned outputDim = *outputMap.getResultPosition(weightMap.getResult(*to));
  std::optional<int64_t> resultDim = find(body.getTerminator()->getOperand(0),
                                          contraction->getResult(0), outputDim);
  if (!resultDim)
    return refuse("its channels cannot be followed through the linear layer "
                  "behind it");

  rewriter.setInsertionPoint(next);
  AffineExpr along = rewriter.getAffineDimExpr(*from);
  Value scaled = combineAlong<arith::MulFOp>(weight, scale, along);
  Value products = combineAlong<arith::MulFOp>(weight, shift, along);
  AffineMap identity = rewriter.getMultiDimIdentityMap(type.getRank());
  Value vector = buildSum(
      rewriter, loc, products, identity,
      RankedTensorType::get(type.getDimSize(*to), type.getElementType()),
      identity.getSliceMap(*to, 1));
  auto merged = LayerOp::create(rewriter, next.getLoc(), next.getResultTypes(),
                                next.getOrigin(), next.getInputs());
  Block *block = rewriter.createBlock(&merged.getBody());
  IRMapping mapping;
  mapping.map(body.getArgument(0),
              block->addArgument(body.getArgument(0).getType(), loc));
  for (Operation &op : body.without_terminator()) {
    Operation *copy = rewriter.clone(op, mapping);
    if (&op == contraction)
      copy->setOperand(region->weight->getOperandNumber(), scaled);
  }
  Value sum = combineAlong<arith::AddFOp>(
      mapping.lookup(body.getTerminator()->getOperand(0)), vector,
      rewriter.getAffineDimExpr(*resultDim));
  YieldOp::create(rewriter, loc, sum);
  rewriter.replaceOp(next, merged);
  rewriter.replaceOp(norm, norm.getInputs());
  return success();
}

LogicalResult Merger::run() {
  if (failed(readNorm()))
    return failure();
  if (succeeded(findLinear()) && succeeded(rewrite()))
    return success();
  std::string before = reason;
  if (succeeded(foldIntoNext()))
    return success();
  reason = before + ", and " + reason;
  return failure();
}

namespace {
struct MergeBatchNorm : lxt::impl::LXTMergeBatchNormBase<MergeBatchNorm> {
  using LXTMergeBatchNormBase::LXTMergeBatchNormBase;

  void runOnOperation() override {
    if (!(residualEpsilon >= 0)) {
      emitError(getOperation().getLoc())
          << "residual-epsilon is negative, or no number";
      return signalPassFailure();
    }
    IRRewriter rewriter(&getContext());
    SmallVector<LayerOp> norms;
    getOperation().walk([&](LayerOp layer) {
      if (layer.getOrigin().getKind() == Kind::batch_norm)
        norms.push_back(layer);
    });
    llvm::SmallSetVector<Block *, 4> blocks;
    for (LayerOp norm : norms) {
      blocks.insert(norm->getBlock());
      Merger merger(rewriter, norm, residualEpsilon);
      Location loc = norm.getLoc();
      if (failed(merger.run()))
        emitRemark(loc) << "this batch norm stays: " << merger.reason;
    }
    // Constants of a norm may come after the layer that they go to.
    for (Block *block : blocks)
      sortTopologically(block);
  }
};
} // namespace
