//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Models of tensor ops: each moves its result's cotangent back to where the
// elements came from.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "lxt/IR/Builders.h"
#include "lxt/IR/LXT.h"
#include "lxt/IR/Rules.h"
#include "lxt/Interfaces/VJPOpInterface.h"
#include "lxt/Transforms/Models.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace lxt;

namespace {

// Offsets, sizes and strides with the cotangent's leading dimensions in front.
struct Slice {
  SmallVector<OpFoldResult> offsets, sizes, strides;

  Slice(OpBuilder &b, Location loc, Value cotangent, unsigned batch) {
    sizes = getSizes(b, loc, cotangent);
    sizes.resize(batch);
    offsets.assign(batch, b.getIndexAttr(0));
    strides.assign(batch, b.getIndexAttr(1));
  }

  void append(ArrayRef<OpFoldResult> o, ArrayRef<OpFoldResult> s,
              ArrayRef<OpFoldResult> t) {
    offsets.append(o.begin(), o.end());
    sizes.append(s.begin(), s.end());
    strides.append(t.begin(), t.end());
  }
};

// Mixed operands of an op in the differentiated block, in the cloned program.
SmallVector<OpFoldResult> mapPrimals(const VJPContext &context,
                                     ArrayRef<OpFoldResult> mixed) {
  return llvm::map_to_vector(mixed, [&](OpFoldResult ofr) -> OpFoldResult {
    if (auto value = dyn_cast<Value>(ofr))
      return context.getPrimal(value);
    return ofr;
  });
}

template <typename Derived, typename OpTy>
struct TensorModel
    : VJPOpInterface::ExternalModel<TensorModel<Derived, OpTy>, OpTy> {
  LogicalResult buildVJP(Operation *op, OpBuilder &b,
                         VJPContext &context) const {
    return Derived::build(cast<OpTy>(op), b, context,
                          context.getCotangent(op->getResult(0)));
  }
};

// Collapse and expand are each other's transposes.
SmallVector<ReassociationIndices>
addLeading(ArrayRef<ReassociationIndices> groups, unsigned batch) {
  SmallVector<ReassociationIndices> result;
  for (unsigned i = 0; i < batch; ++i)
    result.push_back({static_cast<int64_t>(i)});
  for (const ReassociationIndices &group : groups) {
    result.emplace_back();
    for (int64_t index : group)
      result.back().push_back(index + batch);
  }
  return result;
}

// `cotangent` in the shape of `source`, with its leading dimensions.
Value expandLike(OpBuilder &b, Location loc, VJPContext &context, Value source,
                 Value cotangent, ArrayRef<ReassociationIndices> groups) {
  unsigned batch = context.getNumBatchDims();
  SmallVector<OpFoldResult> sizes = getSizes(b, loc, cotangent);
  sizes.resize(batch);
  llvm::append_range(sizes, getSizes(b, loc, context.getPrimal(source)));
  auto cotangentType = cast<RankedTensorType>(cotangent.getType());
  SmallVector<int64_t> shape(cotangentType.getShape().take_front(batch));
  llvm::append_range(shape,
                     cast<RankedTensorType>(source.getType()).getShape());
  return tensor::ExpandShapeOp::create(
      b, loc, RankedTensorType::get(shape, cotangentType.getElementType()),
      cotangent, addLeading(groups, batch), sizes);
}

struct CollapseModel : TensorModel<CollapseModel, tensor::CollapseShapeOp> {
  static LogicalResult build(tensor::CollapseShapeOp op, OpBuilder &b,
                             VJPContext &context, Value g) {
    context.addCotangent(b, op.getLoc(), op.getSrc(),
                         expandLike(b, op.getLoc(), context, op.getSrc(), g,
                                    op.getReassociationIndices()));
    return success();
  }
};

struct ExpandModel : TensorModel<ExpandModel, tensor::ExpandShapeOp> {
  static LogicalResult build(tensor::ExpandShapeOp op, OpBuilder &b,
                             VJPContext &context, Value g) {
    auto groups =
        addLeading(op.getReassociationIndices(), context.getNumBatchDims());
    auto type =
        addLeadingDims(op.getSrcType(), g.getType(), op.getResultType());
    context.addCotangent(
        b, op.getLoc(), op.getSrc(),
        tensor::CollapseShapeOp::create(b, op.getLoc(), type, g, groups));
    return success();
  }
};

struct ReshapeModel : TensorModel<ReshapeModel, tensor::ReshapeOp> {
  static LogicalResult build(tensor::ReshapeOp op, OpBuilder &b,
                             VJPContext &context, Value g) {
    Location loc = op.getLoc();
    auto source = dyn_cast<RankedTensorType>(op.getSource().getType());
    if (!source || !isa<RankedTensorType>(op.getType()))
      return op.emitError("'tensor.reshape' cannot be differentiated: its "
                          "tensors are unranked");
    unsigned batch = context.getNumBatchDims();
    SmallVector<OpFoldResult> sizes = getSizes(b, loc, g);
    sizes.resize(batch);
    llvm::append_range(sizes,
                       getSizes(b, loc, context.getPrimal(op.getSource())));
    Value shape = tensor::FromElementsOp::create(
        b, loc, getValueOrCreateConstantIndexOp(b, loc, sizes));
    context.addCotangent(b, loc, op.getSource(),
                         tensor::ReshapeOp::create(
                             b, loc,
                             addLeadingDims(source, g.getType(), op.getType()),
                             g, shape));
    return success();
  }
};

struct CastModel : TensorModel<CastModel, tensor::CastOp> {
  static LogicalResult build(tensor::CastOp op, OpBuilder &b,
                             VJPContext &context, Value g) {
    if (!isa<RankedTensorType>(op.getSource().getType()) ||
        !isa<RankedTensorType>(op.getType()))
      return op.emitError(
          "'tensor.cast' cannot be differentiated: its tensors are unranked");
    auto type =
        addLeadingDims(op.getSource().getType(), g.getType(), op.getType());
    context.addCotangent(b, op.getLoc(), op.getSource(),
                         tensor::CastOp::create(b, op.getLoc(), type, g));
    return success();
  }
};

struct ExtractSliceModel
    : TensorModel<ExtractSliceModel, tensor::ExtractSliceOp> {
  static LogicalResult build(tensor::ExtractSliceOp op, OpBuilder &b,
                             VJPContext &context, Value g) {
    Location loc = op.getLoc();
    Value zeros = buildZeroCotangent(b, loc, context.getPrimal(op.getSource()),
                                     g, context.getNumBatchDims());
    Slice slice(b, loc, g, context.getNumBatchDims());
    slice.append(mapPrimals(context, op.getMixedOffsets()),
                 mapPrimals(context, op.getMixedSizes()),
                 mapPrimals(context, op.getMixedStrides()));
    context.addCotangent(
        b, loc, op.getSource(),
        tensor::InsertSliceOp::create(b, loc, g, zeros, slice.offsets,
                                      slice.sizes, slice.strides));
    return success();
  }
};

struct InsertSliceModel : TensorModel<InsertSliceModel, tensor::InsertSliceOp> {
  static LogicalResult build(tensor::InsertSliceOp op, OpBuilder &b,
                             VJPContext &context, Value g) {
    Location loc = op.getLoc();
    Slice slice(b, loc, g, context.getNumBatchDims());
    slice.append(mapPrimals(context, op.getMixedOffsets()),
                 mapPrimals(context, op.getMixedSizes()),
                 mapPrimals(context, op.getMixedStrides()));
    auto type =
        addLeadingDims(op.getSourceType(), g.getType(), op.getDestType());
    if (context.isActive(op.getSource()))
      context.addCotangent(
          b, loc, op.getSource(),
          tensor::ExtractSliceOp::create(b, loc, type, g, slice.offsets,
                                         slice.sizes, slice.strides));
    if (context.isActive(op.getDest())) {
      Value zeros =
          buildZeroCotangent(b, loc, context.getPrimal(op.getSource()), g,
                             context.getNumBatchDims());
      context.addCotangent(
          b, loc, op.getDest(),
          tensor::InsertSliceOp::create(b, loc, zeros, g, slice.offsets,
                                        slice.sizes, slice.strides));
    }
    return success();
  }
};

struct ConcatModel : TensorModel<ConcatModel, tensor::ConcatOp> {
  static LogicalResult build(tensor::ConcatOp op, OpBuilder &b,
                             VJPContext &context, Value g) {
    Location loc = op.getLoc();
    unsigned dim = op.getDim() + context.getNumBatchDims();
    OpFoldResult offset = b.getIndexAttr(0);
    AffineExpr sum = b.getAffineSymbolExpr(0) + b.getAffineSymbolExpr(1);
    for (Value input : op.getInputs()) {
      SmallVector<OpFoldResult> sizes =
          getSizes(b, loc, context.getPrimal(input));
      Slice slice(b, loc, g, context.getNumBatchDims());
      slice.append(SmallVector<OpFoldResult>(sizes.size(), b.getIndexAttr(0)),
                   sizes,
                   SmallVector<OpFoldResult>(sizes.size(), b.getIndexAttr(1)));
      slice.offsets[dim] = offset;
      auto type = addLeadingDims(input.getType(), g.getType(), op.getType());
      if (context.isActive(input))
        context.addCotangent(
            b, loc, input,
            tensor::ExtractSliceOp::create(b, loc, type, g, slice.offsets,
                                           slice.sizes, slice.strides));
      offset = affine::makeComposedFoldedAffineApply(
          b, loc, sum, {offset, slice.sizes[dim]});
    }
    return success();
  }
};

struct PadModel : TensorModel<PadModel, tensor::PadOp> {
  static LogicalResult build(tensor::PadOp op, OpBuilder &b,
                             VJPContext &context, Value g) {
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes =
        getSizes(b, loc, context.getPrimal(op.getSource()));
    Slice slice(b, loc, g, context.getNumBatchDims());
    slice.append(mapPrimals(context, op.getMixedLowPad()), sizes,
                 SmallVector<OpFoldResult>(sizes.size(), b.getIndexAttr(1)));
    auto type =
        addLeadingDims(op.getSourceType(), g.getType(), op.getResultType());
    context.addCotangent(
        b, loc, op.getSource(),
        tensor::ExtractSliceOp::create(b, loc, type, g, slice.offsets,
                                       slice.sizes, slice.strides));
    return success();
  }
};

// A lookup in a structured op's body: that op's model scatters the cotangents
// of what was read.
struct ExtractModel
    : VJPOpInterface::ExternalModel<ExtractModel, tensor::ExtractOp> {
  LogicalResult buildVJP(Operation *op, OpBuilder &, VJPContext &) const {
    if (isa<linalg::LinalgOp>(op->getParentOp()))
      return success();
    return op->emitError("'tensor.extract' of a value that receives relevance "
                         "can be differentiated "
                         "inside a linalg op's body only");
  }
};

// The transpose of a scatter is a lookup.
struct ScatterAddModel : TensorModel<ScatterAddModel, ScatterAddOp> {
  static LogicalResult build(ScatterAddOp op, OpBuilder &b, VJPContext &context,
                             Value g) {
    Location loc = op.getLoc();
    context.addCotangent(b, loc, op.getInit(), g);
    if (!context.isActive(op.getUpdates()))
      return success();
    // Leading dimensions of the cotangent, then those of the scatter itself.
    unsigned batch = context.getNumBatchDims();
    SmallVector<OpFoldResult> sizes = getSizes(b, loc, g);
    sizes.resize(batch);
    llvm::append_range(sizes,
                       getSizes(b, loc, context.getPrimal(op.getUpdates())));
    Block &block = op.getIndices().front();
    unsigned leading = sizes.size() - block.getNumArguments();
    Value init = tensor::EmptyOp::create(b, loc, sizes,
                                         getElementTypeOrSelf(g.getType()));
    auto lookup = linalg::GenericOp::create(
        b, loc, init.getType(), ValueRange(), init,
        b.getMultiDimIdentityMap(sizes.size()),
        SmallVector<utils::IteratorType>(sizes.size(),
                                         utils::IteratorType::parallel),
        [&](OpBuilder &nested, Location l, ValueRange) {
          IRMapping mapping;
          SmallVector<Value> indices;
          for (unsigned i = 0; i < sizes.size(); ++i) {
            Value index = linalg::IndexOp::create(nested, l, i);
            if (i < leading)
              indices.push_back(index);
            else
              mapping.map(block.getArgument(i - leading), index);
          }
          for (Operation &inner : block.without_terminator()) {
            for (Value operand : inner.getOperands())
              if (!mapping.contains(operand))
                mapping.map(operand, context.getPrimal(operand));
            nested.clone(inner, mapping);
          }
          for (Value index : block.getTerminator()->getOperands())
            indices.push_back(mapping.contains(index)
                                  ? mapping.lookup(index)
                                  : context.getPrimal(index));
          linalg::YieldOp::create(
              nested, l,
              tensor::ExtractOp::create(nested, l, g, indices).getResult());
        });
    context.addCotangent(b, loc, op.getUpdates(), lookup.getResult(0));
    return success();
  }
};

} // namespace

void lxt::registerTensorModels(DialectRegistry &registry) {
  registry.addExtension(
      +[](MLIRContext *context, tensor::TensorDialect *, LXTDialect *) {
        tensor::CollapseShapeOp::attachInterface<CollapseModel>(*context);
        tensor::ExpandShapeOp::attachInterface<ExpandModel>(*context);
        tensor::ReshapeOp::attachInterface<ReshapeModel>(*context);
        tensor::CastOp::attachInterface<CastModel>(*context);
        tensor::ExtractSliceOp::attachInterface<ExtractSliceModel>(*context);
        tensor::InsertSliceOp::attachInterface<InsertSliceModel>(*context);
        tensor::ConcatOp::attachInterface<ConcatModel>(*context);
        tensor::PadOp::attachInterface<PadModel>(*context);
        tensor::ExtractOp::attachInterface<ExtractModel>(*context);
        ScatterAddOp::attachInterface<ScatterAddModel>(*context);
      });
}
