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
    return arith::ConstantOp::create(builder, loc, cast<TypedAttr>(elements))
        .getResult();
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
    list = ParameterOp::create(builder, loc, parameter.getValueType(),
                               parameter);
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
          elements.getShapedType() != getInputs()[0].getType())
        return emitOpError("expects a tensor of bounds of the type of its "
                           "input");
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
