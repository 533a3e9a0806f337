//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the rules of linear layers are written with: they evaluate the layer
// with input, weight and bias modified elementwise, and combine the results.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_LINEARRULES_H
#define LXT_IR_LINEARRULES_H

#include "lxt/IR/Entry.h"
#include "lxt/IR/Rules.h"
#include "mlir/IR/IRMapping.h"

namespace lxt {

/// `value`, times a parameter that is given at run time if there is one.
struct Factor {
  double value = 0;
  ParameterAttr parameter;

  Factor(double value = 0) : value(value) {}
  /// A rule's number.
  explicit Factor(mlir::Attribute number)
      : value(1), parameter(llvm::dyn_cast<ParameterAttr>(number)) {
    if (!parameter)
      value = llvm::cast<mlir::FloatAttr>(number).getValueAsDouble();
  }

  bool operator==(const Factor &other) const {
    return value == other.value && parameter == other.parameter;
  }
};

/// A function of one number, applied to every element of a tensor:
///
///   all v + positive max(v, 0) + negative min(v, 0) + square v^2 + constant
struct Part {
  Factor all{}, positive{}, negative{}, square{}, constant{};

  bool operator==(const Part &other) const {
    return all == other.all && positive == other.positive &&
           negative == other.negative && square == other.square &&
           constant == other.constant;
  }
};

namespace part {
inline const Part none{};
inline const Part whole{/*all=*/1};
inline const Part positive{0, /*positive=*/1};
inline const Part negative{0, 0, /*negative=*/1};
inline const Part squared{0, 0, 0, /*square=*/1};
inline const Part ones{0, 0, 0, 0, /*constant=*/1};
} // namespace part

/// One evaluation of a linear layer.
struct LinearTerm {
  mlir::Value input;
  Part weight, bias;
};

/// What a region computes that is one contraction or convolution of its only
/// input with a constant weight, with reshapes, zero padding and casts around
/// it, and constants added to it.
struct LinearRegion {
  /// Fails, with a diagnostic, when the region is no such layer.
  static mlir::FailureOr<LinearRegion> match(mlir::Region &region,
                                             EmitError emitError);

  /// The tensor that a bias is added to by the op, where this changes no shape;
  /// null when it adds none.
  mlir::OpOperand *getSummand(mlir::Operation *op) const;

  /// Ops that depend on the input, in order.
  llvm::SmallVector<mlir::Operation *> ops;
  mlir::OpOperand *weight = nullptr;
  /// Constants that are added; true for those that are subtracted. The
  /// contraction's destination is one.
  llvm::SmallVector<std::pair<mlir::OpOperand *, bool>> biases;
};

/// The operand whose elements an op only moves or repeats, perhaps with zeros
/// between or around them; null for an op that does anything else. It may
/// belong to an op in the body, which looks elements up. With `casts`, elements
/// may also change their type.
mlir::OpOperand *getMovedOperand(mlir::Operation *op, bool casts = false);

/// True for a constant of zeros, or a tensor filled with or made of one.
bool isZeroTensor(mlir::Value value);

/// The linear region of a rule in backward form, at modified constants.
class LinearLayer {
public:
  /// For an op that has the parameters of linear rules. Fails, with a
  /// diagnostic, when the region is no such layer.
  template <typename LinearRuleOp>
  static mlir::FailureOr<LinearLayer> match(LinearRuleOp rule,
                                            mlir::OpBuilder &builder) {
    return match(rule, builder, Stabilization::of(rule), rule.getZeroParams());
  }

  /// Part of the input.
  mlir::Value getInput(Part part);

  /// A term, without the bias where the rule says so.
  LinearTerm getTerm(mlir::Value input, Part weight, Part bias);

  /// The term of part of the input; none when it is known to be zero.
  void addTerm(llvm::SmallVectorImpl<LinearTerm> &terms, Part input,
               Part weight, Part bias);

  /// The layer's result for a term; the sum of several.
  mlir::Value apply(const LinearTerm &term);
  mlir::Value apply(llvm::ArrayRef<LinearTerm> terms);

  /// `J^T cotangent` with the Jacobian of a term.
  mlir::Value transpose(LinearTerm term, mlir::Value cotangent);

  /// The sum over all terms of `factor input * J^T cotangent`.
  mlir::Value redistribute(llvm::ArrayRef<LinearTerm> terms,
                           mlir::Value cotangent, double factor = 1.0);

  /// The dimension of the input that holds channels (convolutions) or features.
  mlir::FailureOr<int64_t> getChannelDimension();

  /// `R / stab(z)`, stabilised as the rule says.
  mlir::Value divide(mlir::Value relevance, mlir::Value z);

  /// `a + b` and `a - b`, elementwise.
  mlir::Value add(mlir::Value a, mlir::Value b);
  mlir::Value subtract(mlir::Value a, mlir::Value b);

private:
  static mlir::FailureOr<LinearLayer> match(RuleOpInterface rule,
                                            mlir::OpBuilder &builder,
                                            Stabilization stabilization,
                                            ZeroParams zeroParams);

  LinearLayer(RuleOpInterface rule, mlir::OpBuilder &builder,
              Stabilization stabilization, ZeroParams zeroParams,
              LinearRegion region)
      : rule(rule), builder(builder), stabilization(stabilization),
        zeroParams(zeroParams), region(region) {
    // Sizes are read off the input.
    hoisted.map(rule.getBody().getArgument(0), rule.getInputs()[0]);
  }

  mlir::Value hoist(mlir::Value value);
  mlir::Value modify(mlir::Value value, Part part);
  /// A term's weight and biases, by the operands that they replace.
  using Constants = llvm::SmallDenseMap<mlir::OpOperand *, mlir::Value>;
  Constants modifyConstants(const LinearTerm &term);
  mlir::Value build(mlir::OpBuilder &b, const Constants &constants,
                    const LinearTerm &term, mlir::Value input);

  RuleOpInterface rule;
  mlir::OpBuilder &builder;
  Stabilization stabilization;
  ZeroParams zeroParams;
  LinearRegion region;
  /// Ops of the region that do not depend on the input, copied before the rule.
  mlir::IRMapping hoisted;
};

} // namespace lxt

#endif // LXT_IR_LINEARRULES_H
