//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What rules are written with: see any file in lib/IR/Rules.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_RULES_H
#define LXT_IR_RULES_H

#include "lxt/IR/LXT.h"

namespace lxt {

using RelevanceResult = mlir::FailureOr<llvm::SmallVector<mlir::Value>>;

/// `type` with the leading dimensions that `like` has more than `base`.
mlir::RankedTensorType addLeadingDims(mlir::Type type, mlir::Type like,
                                      mlir::Type base);

/// Builds the backward form of a rule op at other values: the region is cloned,
/// with captured values mapped by `mapCaptured`.
RuleOpInterface buildBackward(
    mlir::OpBuilder &builder, RuleOpInterface rule, mlir::ValueRange inputs,
    mlir::ValueRange outputs, mlir::ValueRange relevance,
    llvm::function_ref<mlir::Value(mlir::Value)> mapCaptured =
        [](mlir::Value value) { return value; });

/// Zeros of the shape of `value`, with the `numLeading` leading dimensions of
/// `like` in front.
mlir::Value buildZeroCotangent(mlir::OpBuilder &builder, mlir::Location loc,
                               mlir::Value value, mlir::Value like,
                               unsigned numLeading);

/// The inputs' cotangents for cotangents of the rule's region, at the inputs.
llvm::SmallVector<mlir::Value> buildVJP(mlir::OpBuilder &builder,
                                        RuleOpInterface rule,
                                        mlir::ValueRange cotangents);

/// A rule's number: a constant, or its value at run time.
mlir::Value buildNumber(mlir::OpBuilder &builder, mlir::Location loc,
                        mlir::Type type, mlir::Attribute number);

/// What relevance is divided by, as in `lxt.stabilized_div`.
struct Stabilization {
  mlir::Attribute epsilon;
  Stabilizer stabilizer = Stabilizer::plain;
  bool clip = false, normScale = false;

  /// Of an op that has these parameters.
  template <typename Op> static Stabilization of(Op op) {
    return {op.getEpsilonAttr(), op.getStabilizer(), op.getClip(),
            op.getNormScale()};
  }
};

/// `lxt.stabilized_div` of every relevance by its value.
llvm::SmallVector<mlir::Value>
buildStabilizedDiv(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::ValueRange relevance, mlir::ValueRange values,
                   const Stabilization &stabilization);

/// Notes that the inputs get `share` times what the quotient gives them, 1 by
/// default: for the ledger of what epsilon takes.
void setShare(mlir::Value quotient, double share);

/// `lxt.times_value` of every value and gradient.
llvm::SmallVector<mlir::Value> buildTimesValue(mlir::OpBuilder &builder,
                                               mlir::Location loc,
                                               mlir::ValueRange values,
                                               mlir::ValueRange gradients);

/// `x_i * factor J_i^T (R / stab(y))` for every input: the epsilon rule.
RelevanceResult buildSharesByValue(mlir::OpBuilder &builder,
                                   RuleOpInterface rule,
                                   const Stabilization &stabilization,
                                   double factor = 1.0);

/// `factor * tensor`, elementwise.
mlir::Value buildScale(mlir::OpBuilder &builder, mlir::Location loc,
                       mlir::Value tensor, double factor);

/// `max(tensor, 0)`, elementwise.
mlir::Value buildPositive(mlir::OpBuilder &builder, mlir::Location loc,
                          mlir::Value tensor);

/// The tensors of floats that a region reads from outside, or has as constants,
/// in order; destinations are none.
llvm::SmallVector<mlir::Value> getCapturedTensors(mlir::Region &region);

/// How many inputs share the relevance.
unsigned countInputs(RuleOpInterface rule, Count count);

/// What input `index` gets when every element of it receives `share`, a tensor
/// like the rule's relevance: summed over the dimensions along which the input
/// is broadcast to the rule's only result.
mlir::FailureOr<mlir::Value> buildShare(mlir::OpBuilder &builder,
                                        RuleOpInterface rule, unsigned index,
                                        mlir::Value share);

/// The rule's relevance, times `factor`, as the share of every input.
RelevanceResult buildShares(mlir::OpBuilder &builder, RuleOpInterface rule,
                            double factor);

/// True for a rule in backward form that has several seeds, and whose function
/// takes one.
bool isPerSeed(CustomOp rule);

/// Calls `build` in a loop over the seeds, with their slices of `tensors`, one
/// per output, and stacks what it returns, one per input.
llvm::SmallVector<mlir::Value> buildPerSeed(
    mlir::OpBuilder &builder, CustomOp rule, mlir::ValueRange tensors,
    llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::OpBuilder &,
                                                      mlir::ValueRange)>
        build);

} // namespace lxt

#endif // LXT_IR_RULES_H
