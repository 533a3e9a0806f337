//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Small builders for elementwise and reducing tensor code, with static or
// dynamic dimensions.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_BUILDERS_H
#define LXT_IR_BUILDERS_H

#include "mlir/IR/AffineMap.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace lxt {

/// Builds a scalar from scalars.
using ScalarBuilder = llvm::function_ref<mlir::Value(
    mlir::OpBuilder &, mlir::Location, mlir::ValueRange)>;

/// The sizes of all dimensions of a tensor.
llvm::SmallVector<mlir::OpFoldResult>
getSizes(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value tensor);

/// A tensor of these sizes filled with `value`.
mlir::Value buildFilled(mlir::OpBuilder &builder, mlir::Location loc,
                        llvm::ArrayRef<mlir::OpFoldResult> sizes,
                        mlir::Value value);
mlir::Value buildFilled(mlir::OpBuilder &builder, mlir::Location loc,
                        llvm::ArrayRef<mlir::OpFoldResult> sizes,
                        mlir::TypedAttr value);

/// A tensor of these sizes filled with zeros of `elementType`.
mlir::Value buildZeros(mlir::OpBuilder &builder, mlir::Location loc,
                       llvm::ArrayRef<mlir::OpFoldResult> sizes,
                       mlir::Type elementType);

/// `scalar(operands...)` for every element. Operands agree in their trailing
/// dimensions; one that has fewer dimensions is repeated along the leading
/// ones. The result has the dimensions of the operand with the most.
mlir::Value buildElementwise(mlir::OpBuilder &builder, mlir::Location loc,
                             mlir::Type elementType, mlir::ValueRange operands,
                             ScalarBuilder scalar);

/// Sums `input`, indexed by `inputMap`, into a tensor of `resultType` indexed
/// by `resultMap`. Loops that `resultMap` does not name are summed; f16 and
/// bf16 are summed in f32. Sizes of dynamic result dimensions come from
/// `input`.
mlir::Value buildSum(mlir::OpBuilder &builder, mlir::Location loc,
                     mlir::Value input, mlir::AffineMap inputMap,
                     mlir::RankedTensorType resultType,
                     mlir::AffineMap resultMap);

/// f32 for f16 and bf16, else the type itself: what sums are computed in.
mlir::Type getAccumulatorType(mlir::Type elementType);

/// A floating-point constant.
mlir::Value buildFloat(mlir::OpBuilder &builder, mlir::Location loc,
                       mlir::Type type, double value);

/// `value` extended or truncated to the float type `type`.
mlir::Value buildFloatCast(mlir::OpBuilder &builder, mlir::Location loc,
                           mlir::Type type, mlir::Value value);

/// The number that casts of floats make another of.
mlir::Value skipCasts(mlir::Value value);

/// `map` with `count` new leading loops that are also the leading results.
mlir::AffineMap addLeadingDims(mlir::AffineMap map, unsigned count);

} // namespace lxt

#endif // LXT_IR_BUILDERS_H
