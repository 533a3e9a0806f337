//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;

namespace lxt {

SmallVector<OpFoldResult> getSizes(OpBuilder &builder, Location loc,
                                   Value tensor) {
  return tensor::getMixedSizes(builder, loc, tensor);
}

Value buildFilled(OpBuilder &builder, Location loc,
                  ArrayRef<OpFoldResult> sizes, Value value) {
  Value empty = tensor::EmptyOp::create(builder, loc, sizes, value.getType());
  return linalg::FillOp::create(builder, loc, value, empty).getResult(0);
}

Value buildFilled(OpBuilder &builder, Location loc,
                  ArrayRef<OpFoldResult> sizes, TypedAttr value) {
  Value scalar = arith::ConstantOp::create(builder, loc, value);
  return buildFilled(builder, loc, sizes, scalar);
}

Value buildZeros(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes,
                 Type elementType) {
  return buildFilled(builder, loc, sizes, builder.getZeroAttr(elementType));
}

Value buildElementwise(OpBuilder &builder, Location loc, Type elementType,
                       ValueRange operands, ScalarBuilder scalar) {
  Value widest = *llvm::max_element(operands, [](Value a, Value b) {
    return cast<RankedTensorType>(a.getType()).getRank() <
           cast<RankedTensorType>(b.getType()).getRank();
  });
  unsigned rank = cast<RankedTensorType>(widest.getType()).getRank();
  SmallVector<AffineMap> maps;
  for (Value operand : operands) {
    unsigned own = cast<RankedTensorType>(operand.getType()).getRank();
    // `getMinorSubMap(0)` is no map.
    maps.push_back(AffineMap::getMultiDimIdentityMap(rank, builder.getContext())
                       .getSliceMap(rank - own, own));
  }
  maps.push_back(builder.getMultiDimIdentityMap(rank));
  Value init = tensor::EmptyOp::create(
      builder, loc, getSizes(builder, loc, widest), elementType);
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             builder, loc, init.getType(), operands, init, maps, iterators,
             [&](OpBuilder &b, Location l, ValueRange args) {
               linalg::YieldOp::create(b, l, scalar(b, l, args.drop_back()));
             })
      .getResult(0);
}

Type getAccumulatorType(Type elementType) {
  return elementType.isF16() || elementType.isBF16()
             ? Float32Type::get(elementType.getContext())
             : elementType;
}

Value buildFloat(OpBuilder &builder, Location loc, Type type, double value) {
  return arith::ConstantOp::create(builder, loc,
                                   builder.getFloatAttr(type, value));
}

Value buildFloatCast(OpBuilder &builder, Location loc, Type type, Value value) {
  unsigned from = value.getType().getIntOrFloatBitWidth();
  unsigned to = type.getIntOrFloatBitWidth();
  if (value.getType() == type)
    return value;
  if (from < to)
    return arith::ExtFOp::create(builder, loc, type, value);
  return arith::TruncFOp::create(builder, loc, type, value);
}

Value skipCasts(Value value) {
  while (isa_and_nonnull<arith::ExtFOp, arith::TruncFOp>(value.getDefiningOp()))
    value = value.getDefiningOp()->getOperand(0);
  return value;
}

Value buildSum(OpBuilder &builder, Location loc, Value input,
               AffineMap inputMap, RankedTensorType resultType,
               AffineMap resultMap) {
  Type elementType = resultType.getElementType();
  Type accumulator = getAccumulatorType(elementType);
  SmallVector<OpFoldResult> inputSizes = getSizes(builder, loc, input);
  SmallVector<OpFoldResult> sizes;
  for (auto [i, expr] : llvm::enumerate(resultMap.getResults())) {
    if (!resultType.isDynamicDim(i)) {
      sizes.push_back(builder.getIndexAttr(resultType.getDimSize(i)));
      continue;
    }
    sizes.push_back(inputSizes[*inputMap.getResultPosition(expr)]);
  }
  SmallVector<utils::IteratorType> iterators;
  for (unsigned i = 0; i < inputMap.getNumDims(); ++i)
    iterators.push_back(resultMap.isFunctionOfDim(i)
                            ? utils::IteratorType::parallel
                            : utils::IteratorType::reduction);
  Value init = buildZeros(builder, loc, sizes, accumulator);
  Value sum =
      linalg::GenericOp::create(
          builder, loc, init.getType(), input, init, {inputMap, resultMap},
          iterators,
          [&](OpBuilder &b, Location l, ValueRange args) {
            Value wide = buildFloatCast(b, l, accumulator, args[0]);
            linalg::YieldOp::create(
                b, l, arith::AddFOp::create(b, l, args[1], wide).getResult());
          })
          .getResult(0);
  if (accumulator == elementType)
    return sum;
  return buildElementwise(builder, loc, elementType, sum,
                          [&](OpBuilder &b, Location l, ValueRange args) {
                            return buildFloatCast(b, l, elementType, args[0]);
                          });
}

AffineMap addLeadingDims(AffineMap map, unsigned count) {
  MLIRContext *context = map.getContext();
  SmallVector<AffineExpr> results;
  for (unsigned i = 0; i < count; ++i)
    results.push_back(getAffineDimExpr(i, context));
  AffineMap shifted = map.shiftDims(count);
  llvm::append_range(results, shifted.getResults());
  return AffineMap::get(shifted.getNumDims(), 0, results, context);
}

} // namespace lxt
