//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/IR/LinearRules.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace lxt;

// The constant in the shape of the layer's input: as it is, or with channels
// second, as PyTorch has them, where the layer has them elsewhere.
static FailureOr<Value> buildTensorBound(OpBuilder &builder, ZBoxOp op,
                                         LinearLayer &layer,
                                         ElementsAttr bound) {
  Location loc = op.getLoc();
  Value input = op.getInputs()[0];
  auto type = cast<RankedTensorType>(input.getType());
  Value constant =
      arith::ConstantOp::create(builder, loc, cast<TypedAttr>(bound));
  if (constant.getType() == type)
    return constant;
  ArrayRef<int64_t> sizes = bound.getShapedType().getShape();
  // `order`: where the input's dimensions are in the constant.
  auto fits = [&](ArrayRef<int64_t> order) {
    return llvm::all_of(llvm::enumerate(order), [&](auto pair) {
      int64_t size = sizes[pair.value()];
      return size == 1 || size == type.getDimSize(pair.index());
    });
  };
  auto order = llvm::to_vector(llvm::seq<int64_t>(0, type.getRank()));
  if (!fits(order)) {
    FailureOr<int64_t> channel = layer.getChannelDimension();
    if (failed(channel))
      return failure();
    if (type.getRank() > 1) {
      order.erase(order.begin() + 1);
      order.insert(order.begin() + *channel, 1);
    }
    if (!fits(order))
      return op.emitOpError("has a tensor of bounds of type ")
             << bound.getType() << ", which does not broadcast to its input, "
             << type << ", also with channels second";
  }
  SmallVector<AffineExpr> exprs(order.size());
  for (auto [position, dim] : llvm::enumerate(order))
    exprs[dim] = sizes[dim] == 1 ? builder.getAffineConstantExpr(0)
                                 : builder.getAffineDimExpr(position);
  Value empty = tensor::EmptyOp::create(
      builder, loc, getSizes(builder, loc, input), type.getElementType());
  SmallVector<utils::IteratorType> parallel(order.size(),
                                            utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             builder, loc, empty.getType(), constant, empty,
             ArrayRef<AffineMap>{
                 AffineMap::get(order.size(), 0, exprs, builder.getContext()),
                 builder.getMultiDimIdentityMap(order.size())},
             parallel,
             [](OpBuilder &b, Location l, ValueRange args) {
               linalg::YieldOp::create(b, l, args[0]);
             })
      .getResult(0);
}

static FailureOr<Value> buildBound(OpBuilder &builder, ZBoxOp op,
                                   LinearLayer &layer, Attribute bound) {
  Location loc = op.getLoc();
  Value input = op.getInputs()[0];
  auto type = cast<RankedTensorType>(input.getType());
  Type element = type.getElementType();
  SmallVector<OpFoldResult> sizes = getSizes(builder, loc, input);
  auto parameter = dyn_cast<ParameterAttr>(bound);
  bool isNumber = isa<FloatAttr>(bound) || (parameter && !parameter.getSize());
  if (isNumber)
    return buildFilled(builder, loc, sizes,
                       buildNumber(builder, loc, element, bound));
  if (auto elements = dyn_cast<ElementsAttr>(bound))
    return buildTensorBound(builder, op, layer, elements);
  FailureOr<int64_t> channel = layer.getChannelDimension();
  if (failed(channel))
    return failure();
  int64_t size = type.getDimSize(*channel);
  int64_t count =
      parameter ? parameter.getSize() : cast<DenseF64ArrayAttr>(bound).size();
  if (size != count)
    return op.emitOpError("has bounds for ")
           << count << " channels, the input has "
           << (ShapedType::isDynamic(size) ? "?" : std::to_string(size));
  Value list;
  if (parameter) {
    list =
        ParameterOp::create(builder, loc, parameter.getValueType(), parameter);
    list = buildElementwise(builder, loc, element, list,
                            [&](OpBuilder &b, Location l, ValueRange args) {
                              return buildFloatCast(b, l, element, args[0]);
                            });
  } else {
    auto numbers = llvm::map_to_vector(
        cast<DenseF64ArrayAttr>(bound).asArrayRef(), [&](double number) {
          return Attribute(builder.getFloatAttr(element, number));
        });
    list = arith::ConstantOp::create(
        builder, loc,
        DenseElementsAttr::get(RankedTensorType::get(size, element), numbers));
  }
  Value empty = tensor::EmptyOp::create(builder, loc, sizes, element);
  SmallVector<int64_t> others;
  for (int64_t i = 0; i < type.getRank(); ++i)
    if (i != *channel)
      others.push_back(i);
  return linalg::BroadcastOp::create(builder, loc, list, empty, others)
      ->getResult(0);
}

// All numbers of a bound, one where it is the same everywhere.
static SmallVector<double> getNumbers(Attribute bound) {
  if (auto number = dyn_cast<FloatAttr>(bound))
    return {number.getValueAsDouble()};
  if (auto list = dyn_cast<DenseF64ArrayAttr>(bound))
    return llvm::to_vector(list.asArrayRef());
  SmallVector<double> numbers;
  if (auto tensor = dyn_cast<DenseFPElementsAttr>(bound))
    for (FloatAttr number : tensor.getValues<FloatAttr>())
      numbers.push_back(number.getValueAsDouble());
  return numbers;
}

LogicalResult ZBoxOp::verify() {
  for (Attribute bound : {getLow(), getHigh()})
    if (auto elements = dyn_cast<ElementsAttr>(bound))
      if (getInputs().size() != 1 ||
          elements.getElementType() !=
              getElementTypeOrSelf(getInputs()[0].getType()) ||
          elements.getShapedType().getRank() !=
              cast<RankedTensorType>(getInputs()[0].getType()).getRank())
        return emitOpError("expects a tensor of bounds of the rank and the "
                           "element type of its input");
  SmallVector<double> lows = getNumbers(getLow()),
                      highs = getNumbers(getHigh());
  for (double number : llvm::concat<double>(lows, highs))
    if (!std::isfinite(number))
      return emitOpError("expects finite bounds, got ") << number;
  if (lows.size() == 1)
    lows.assign(highs.size(), lows[0]);
  if (highs.size() == 1)
    highs.assign(lows.size(), highs[0]);
  if (lows.size() == highs.size())
    for (auto [low, high] : llvm::zip_equal(lows, highs))
      if (low > high)
        return emitOpError("expects low <= high, got low ")
               << low << " and high " << high;
  return success();
}

RelevanceResult ZBoxOp::propagateRelevance(OpBuilder &builder) {
  auto layer = LinearLayer::match(*this, builder);
  if (failed(layer))
    return failure();
  FailureOr<Value> low = buildBound(builder, *this, *layer, getLow());
  if (failed(low))
    return failure();
  FailureOr<Value> high = buildBound(builder, *this, *layer, getHigh());
  if (failed(high))
    return failure();
  LinearTerm terms[] = {
      layer->getTerm(getInputs()[0], part::whole, part::whole),
      layer->getTerm(*low, part::positive, part::positive),
      layer->getTerm(*high, part::negative, part::negative)};
  auto subtract = [&](auto get) {
    Value difference = layer->subtract(get(terms[0]), get(terms[1]));
    return layer->subtract(difference, get(terms[2]));
  };
  Value z = subtract([&](LinearTerm &term) { return layer->apply(term); });
  Value quotient = layer->divide(getRelevance()[0], z);
  return SmallVector<Value>{subtract(
      [&](LinearTerm &term) { return layer->redistribute(term, quotient); })};
}
