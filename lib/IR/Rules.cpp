//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Rules.h"
#include "lxt/IR/Builders.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;

namespace lxt {

RankedTensorType addLeadingDims(Type type, Type like, Type base) {
  auto tensor = cast<RankedTensorType>(type);
  auto wide = cast<RankedTensorType>(like);
  int64_t extra = wide.getRank() - cast<RankedTensorType>(base).getRank();
  SmallVector<int64_t> shape(wide.getShape().take_front(extra));
  llvm::append_range(shape, tensor.getShape());
  return RankedTensorType::get(shape, tensor.getElementType());
}

RuleOpInterface buildBackward(OpBuilder &builder, RuleOpInterface rule,
                              ValueRange inputs, ValueRange outputs,
                              ValueRange relevance,
                              function_ref<Value(Value)> mapCaptured) {
  OperationState state(rule.getLoc(), rule->getName());
  for (ValueRange operands : {inputs, outputs, relevance})
    state.addOperands(operands);
  for (Value input : inputs)
    state.addTypes(addLeadingDims(input.getType(), relevance[0].getType(),
                                  outputs[0].getType()));
  state.attributes = rule->getAttrs();
  state.attributes.set(
      "operandSegmentSizes",
      builder.getDenseI32ArrayAttr({static_cast<int32_t>(inputs.size()),
                                    static_cast<int32_t>(outputs.size()),
                                    static_cast<int32_t>(relevance.size())}));
  IRMapping mapping;
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(rule.getBody(), captured);
  for (Value value : captured)
    mapping.map(value, mapCaptured(value));
  rule.getBody().cloneInto(state.addRegion(), mapping);
  return cast<RuleOpInterface>(builder.create(state));
}

Value buildZeroCotangent(OpBuilder &builder, Location loc, Value value,
                         Value like, unsigned numLeading) {
  SmallVector<OpFoldResult> sizes = getSizes(builder, loc, like);
  sizes.resize(numLeading);
  llvm::append_range(sizes, getSizes(builder, loc, value));
  return buildZeros(builder, loc, sizes, getElementTypeOrSelf(value.getType()));
}

SmallVector<Value> buildVJP(OpBuilder &builder, RuleOpInterface rule,
                            ValueRange cotangents) {
  SmallVector<Type> types;
  for (Value input : rule.getInputs())
    types.push_back(addLeadingDims(input.getType(), cotangents[0].getType(),
                                   rule.getOutputs()[0].getType()));
  auto vjp = VJPOp::create(builder, rule.getLoc(), types, rule.getInputs(),
                           cotangents);
  IRMapping mapping;
  rule.getBody().cloneInto(&vjp.getBody(), mapping);
  return llvm::to_vector_of<Value>(vjp.getResults());
}

Value buildNumber(OpBuilder &builder, Location loc, Type type,
                  Attribute number) {
  auto parameter = dyn_cast<ParameterAttr>(number);
  if (!parameter)
    return buildFloat(builder, loc, type,
                      cast<FloatAttr>(number).getValueAsDouble());
  return buildFloatCast(
      builder, loc, type,
      ParameterOp::create(builder, loc, parameter.getValueType(), parameter));
}

SmallVector<Value> buildStabilizedDiv(OpBuilder &builder, Location loc,
                                      ValueRange relevance, ValueRange values,
                                      const Stabilization &stabilization) {
  SmallVector<Value> results;
  for (auto [r, value] : llvm::zip_equal(relevance, values))
    results.push_back(StabilizedDivOp::create(
        builder, loc, r, value, stabilization.epsilon, stabilization.stabilizer,
        stabilization.clip, stabilization.normScale));
  return results;
}

void setShare(Value quotient, double share) {
  Operation *op = quotient.getDefiningOp();
  op->setAttr("share", Builder(op).getF64FloatAttr(share));
}

SmallVector<Value> buildTimesValue(OpBuilder &builder, Location loc,
                                   ValueRange values, ValueRange gradients) {
  SmallVector<Value> results;
  for (auto [value, gradient] : llvm::zip_equal(values, gradients))
    results.push_back(TimesValueOp::create(builder, loc, value, gradient));
  return results;
}

Value buildScale(OpBuilder &builder, Location loc, Value tensor,
                 double factor) {
  if (factor == 1.0)
    return tensor;
  Type type = getElementTypeOrSelf(tensor.getType());
  return buildElementwise(builder, loc, type, tensor,
                          [&](OpBuilder &b, Location l, ValueRange args) {
                            return arith::MulFOp::create(
                                       b, l, args[0],
                                       buildFloat(b, l, type, factor))
                                .getResult();
                          });
}

RelevanceResult buildSharesByValue(OpBuilder &builder, RuleOpInterface rule,
                                   const Stabilization &stabilization,
                                   double factor) {
  Location loc = rule.getLoc();
  SmallVector<Value> quotients = buildStabilizedDiv(
      builder, loc, rule.getRelevance(), rule.getOutputs(), stabilization);
  SmallVector<Value> gradients = buildVJP(builder, rule, quotients);
  for (Value &gradient : gradients)
    gradient = buildScale(builder, loc, gradient, factor);
  return buildTimesValue(builder, loc, rule.getInputs(), gradients);
}

Value buildPositive(OpBuilder &builder, Location loc, Value tensor) {
  Type type = getElementTypeOrSelf(tensor.getType());
  return buildElementwise(builder, loc, type, tensor,
                          [&](OpBuilder &b, Location l, ValueRange args) {
                            return arith::MaximumFOp::create(
                                       b, l, args[0],
                                       buildFloat(b, l, type, 0.0))
                                .getResult();
                          });
}

SmallVector<Value> getCapturedTensors(Region &region) {
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(region, captured);
  region.walk([&](arith::ConstantOp op) { captured.insert(op); });
  SmallVector<Value> tensors = captured.takeVector();
  llvm::erase_if(tensors, [](Value value) {
    bool isDestination =
        isa_and_nonnull<linalg::FillOp, tensor::EmptyOp>(value.getDefiningOp());
    return !isa<RankedTensorType>(value.getType()) || isDestination ||
           !isa<FloatType>(getElementTypeOrSelf(value.getType()));
  });
  return tensors;
}

unsigned countInputs(RuleOpInterface rule, Count count) {
  unsigned inputs = rule.getInputs().size();
  return count == Count::active
             ? inputs
             : inputs + getCapturedTensors(rule.getBody()).size();
}

//===----------------------------------------------------------------------===//
// Shares
//===----------------------------------------------------------------------===//

// How input `index` is broadcast to the rule's result: maps from the loops of
// the result to the result and to the input.
static FailureOr<std::pair<AffineMap, AffineMap>>
getBroadcastMaps(RuleOpInterface rule, unsigned index) {
  Region &body = rule.getBody();
  Operation *yield = body.front().getTerminator();

  // The maps of the only op say it exactly.
  auto op = yield->getOperand(0).getDefiningOp<linalg::LinalgOp>();
  if (op && op.isAllParallelLoops() && op->getNumResults() == 1) {
    AffineMap outputMap = op.getIndexingMapsArray().back();
    for (OpOperand &operand : op->getOpOperands()) {
      AffineMap map = op.getMatchingIndexingMap(&operand);
      if (operand.get() == body.getArgument(index) &&
          outputMap.isPermutation() &&
          llvm::all_of(map.getResults(),
                       llvm::IsaPred<AffineDimExpr, AffineConstantExpr>))
        return std::make_pair(outputMap, map);
    }
  }

  // Otherwise shapes do, as in NumPy: aligned at the last dimension.
  auto input = cast<RankedTensorType>(body.getArgument(index).getType());
  auto output = cast<RankedTensorType>(yield->getOperand(0).getType());
  int64_t extra = output.getRank() - input.getRank();
  if (extra < 0)
    return failure();
  MLIRContext *context = rule->getContext();
  SmallVector<AffineExpr> exprs;
  for (int64_t i = 0; i < input.getRank(); ++i) {
    int64_t from = input.getDimSize(i), to = output.getDimSize(extra + i);
    if (from == to)
      exprs.push_back(getAffineDimExpr(extra + i, context));
    else if (from == 1)
      exprs.push_back(getAffineConstantExpr(0, context));
    else
      return failure();
  }
  return std::make_pair(
      AffineMap::getMultiDimIdentityMap(output.getRank(), context),
      AffineMap::get(output.getRank(), 0, exprs, context));
}

FailureOr<Value> buildShare(OpBuilder &builder, RuleOpInterface rule,
                            unsigned index, Value share) {
  if (rule.getOutputs().size() != 1)
    return rule->emitOpError("expects a region with one result");
  auto maps = getBroadcastMaps(rule, index);
  if (failed(maps))
    return rule->emitOpError("expects input ")
           << index
           << " to have the result's shape, or one that broadcasts to it";
  auto [outputMap, inputMap] = *maps;
  Location loc = rule.getLoc();
  Type outputType = rule.getOutputs()[0].getType();
  unsigned batch = cast<RankedTensorType>(share.getType()).getRank() -
                   cast<RankedTensorType>(outputType).getRank();
  RankedTensorType type = addLeadingDims(rule.getInputs()[index].getType(),
                                         share.getType(), outputType);
  // Casts change the element type.
  Type element = type.getElementType();
  if (element != getElementTypeOrSelf(share.getType()))
    share = buildElementwise(builder, loc, element, share,
                             [&](OpBuilder &b, Location l, ValueRange args) {
                               return buildFloatCast(b, l, element, args[0]);
                             });
  if (outputMap == inputMap)
    return share;
  return buildSum(builder, loc, share, addLeadingDims(outputMap, batch), type,
                  addLeadingDims(inputMap, batch));
}

RelevanceResult buildShares(OpBuilder &builder, RuleOpInterface rule,
                            double factor) {
  Value share =
      buildScale(builder, rule.getLoc(), rule.getRelevance()[0], factor);
  SmallVector<Value> results;
  for (unsigned i = 0, e = rule.getInputs().size(); i < e; ++i) {
    FailureOr<Value> result = buildShare(builder, rule, i, share);
    if (failed(result))
      return failure();
    results.push_back(*result);
  }
  return results;
}

} // namespace lxt
