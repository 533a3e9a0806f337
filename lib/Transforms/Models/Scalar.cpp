//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Models of the scalar ops of arith and math, from ScalarDerivatives.def.
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/Interfaces/VJPOpInterface.h"
#include "lxt/Transforms/Models.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include <cmath>

using namespace mlir;
using namespace lxt;

namespace {

using Predicate = arith::CmpFPredicate;

// A scalar with operators, so that a derivative reads like its formula.
struct Scalar {
  OpBuilder &builder;
  Location loc;
  Value value;

  Scalar with(Value other) const { return {builder, loc, other}; }
  Scalar constant(double number) const {
    return with(buildFloat(builder, loc, value.getType(), number));
  }
  template <typename OpTy, typename... Args> Scalar make(Args... args) const {
    return with(OpTy::create(builder, loc, args.value...));
  }
};

Scalar operator+(Scalar a, Scalar b) { return a.make<arith::AddFOp>(a, b); }
Scalar operator-(Scalar a, Scalar b) { return a.make<arith::SubFOp>(a, b); }
Scalar operator*(Scalar a, Scalar b) { return a.make<arith::MulFOp>(a, b); }
Scalar operator/(Scalar a, Scalar b) { return a.make<arith::DivFOp>(a, b); }
Scalar operator-(Scalar a) { return a.make<arith::NegFOp>(a); }
Scalar operator+(Scalar a, double b) { return a + a.constant(b); }
Scalar operator-(Scalar a, double b) { return a - a.constant(b); }
Scalar operator-(double a, Scalar b) { return b.constant(a) - b; }
Scalar operator*(Scalar a, double b) { return a * a.constant(b); }

Scalar exp(Scalar a) { return a.make<math::ExpOp>(a); }
Scalar sqrt(Scalar a) { return a.make<math::SqrtOp>(a); }
Scalar select(Scalar condition, Scalar a, Scalar b) {
  return a.make<arith::SelectOp>(condition, a, b);
}
// `a` where `lhs predicate rhs`, else `b`.
Scalar where(Predicate predicate, Scalar lhs, Scalar rhs, Scalar a, Scalar b) {
  Value condition = arith::CmpFOp::create(lhs.builder, lhs.loc, predicate,
                                          lhs.value, rhs.value);
  return select(lhs.with(condition), a, b);
}
Scalar sign(Scalar a) {
  Scalar zero = a.constant(0);
  return where(Predicate::OGT, a, zero, a.constant(1),
               where(Predicate::OLT, a, zero, a.constant(-1), zero));
}
Scalar convert(Scalar a, Scalar like) {
  return a.with(
      buildFloatCast(a.builder, a.loc, like.value.getType(), a.value));
}

// What a formula works with.
struct Terms {
  SmallVector<Scalar> operands;
  SmallVector<bool> active;
  Scalar result, cotangent;
};

// The cotangent of operand `i` of a maximum (OGT) or minimum (OLT). Of equal
// operands the constant wins, as in ReLU, else the first.
Scalar chosen(const Terms &t, unsigned i, Predicate better) {
  Scalar zero = t.cotangent.constant(0);
  bool winsTies = !t.active[1 - i] ? false : i == 0;
  if (winsTies)
    return where(better, t.operands[1], t.operands[0], zero, t.cotangent);
  return where(better, t.operands[i], t.operands[1 - i], t.cotangent, zero);
}

template <typename OpTy> struct Derivative;

#define LXT_DERIVATIVE(Op, Body)                                               \
  template <> struct Derivative<Op> {                                          \
    static Scalar get([[maybe_unused]] const Terms &t,                         \
                      [[maybe_unused]] unsigned i) {                           \
      [[maybe_unused]] Scalar g = t.cotangent, y = t.result;                   \
      [[maybe_unused]] Scalar zero = g.constant(0);                            \
      [[maybe_unused]] Scalar a = t.operands[0];                               \
      Body                                                                     \
    }                                                                          \
  };
#define UNARY(Op, A) LXT_DERIVATIVE(Op, return A;)
#define BINARY(Op, A, B)                                                       \
  LXT_DERIVATIVE(Op, [[maybe_unused]] Scalar b = t.operands[1];                \
                 if (i == 0) return A; return B;)
#define TERNARY(Op, A, B, C)                                                   \
  LXT_DERIVATIVE(Op, Scalar b = t.operands[1];                                 \
                 [[maybe_unused]] Scalar c = t.operands[2]; (void)b;           \
                 if (i == 0) return A; if (i == 1) return B; return C;)
#include "ScalarDerivatives.def"

template <typename OpTy>
struct ScalarModel : VJPOpInterface::ExternalModel<ScalarModel<OpTy>, OpTy> {
  LogicalResult buildVJP(Operation *op, OpBuilder &builder,
                         VJPContext &context) const {
    Location loc = op->getLoc();
    auto primal = [&](Value value) {
      return Scalar{builder, loc, context.getPrimal(value)};
    };
    Terms terms{{},
                {},
                primal(op->getResult(0)),
                {builder, loc, context.getCotangent(op->getResult(0))}};
    for (Value operand : op->getOperands()) {
      terms.operands.push_back(primal(operand));
      terms.active.push_back(context.isVarying(operand));
    }
    for (auto [i, operand] : llvm::enumerate(op->getOperands()))
      if (context.isActive(operand))
        context.addCotangent(builder, loc, operand,
                             Derivative<OpTy>::get(terms, i).value);
    return success();
  }
};

// Ops whose result does not change with small changes of the operands.
template <typename OpTy>
struct ZeroModel : VJPOpInterface::ExternalModel<ZeroModel<OpTy>, OpTy> {
  LogicalResult buildVJP(Operation *, OpBuilder &, VJPContext &) const {
    return success();
  }
};

// An integer power: the exponent is no float.
struct FPowIModel : VJPOpInterface::ExternalModel<FPowIModel, math::FPowIOp> {
  LogicalResult buildVJP(Operation *op, OpBuilder &builder,
                         VJPContext &context) const {
    Location loc = op->getLoc();
    auto pow = cast<math::FPowIOp>(op);
    Scalar g{builder, loc, context.getCotangent(pow.getResult())};
    Scalar a = g.with(context.getPrimal(pow.getLhs()));
    Value n = context.getPrimal(pow.getRhs());
    Value one = arith::ConstantOp::create(
        builder, loc, builder.getIntegerAttr(n.getType(), 1));
    Value less = arith::SubIOp::create(builder, loc, n, one);
    Scalar factor =
        a.with(arith::SIToFPOp::create(builder, loc, a.value.getType(), n));
    context.addCotangent(
        builder, loc, pow.getLhs(),
        (g * factor * a.make<math::FPowIOp>(a, a.with(less))).value);
    return success();
  }
};

struct SincosModel
    : VJPOpInterface::ExternalModel<SincosModel, math::SincosOp> {
  LogicalResult buildVJP(Operation *op, OpBuilder &builder,
                         VJPContext &context) const {
    Location loc = op->getLoc();
    auto sincos = cast<math::SincosOp>(op);
    Scalar sin{builder, loc, context.getPrimal(sincos.getSin())};
    Scalar cos = sin.with(context.getPrimal(sincos.getCos()));
    if (Value g = context.getCotangent(sincos.getSin()))
      context.addCotangent(builder, loc, sincos.getOperand(),
                           (sin.with(g) * cos).value);
    if (Value g = context.getCotangent(sincos.getCos()))
      context.addCotangent(builder, loc, sincos.getOperand(),
                           (-(sin.with(g) * sin)).value);
    return success();
  }
};

} // namespace

void lxt::registerScalarModels(DialectRegistry &registry) {
  registry.addExtension(
      +[](MLIRContext *context, arith::ArithDialect *, math::MathDialect *) {
#define UNARY(Op, A) Op::attachInterface<ScalarModel<Op>>(*context);
#define BINARY(Op, A, B) Op::attachInterface<ScalarModel<Op>>(*context);
#define TERNARY(Op, A, B, C) Op::attachInterface<ScalarModel<Op>>(*context);
#define ZERO(Op) Op::attachInterface<ZeroModel<Op>>(*context);
#include "ScalarDerivatives.def"
        math::FPowIOp::attachInterface<FPowIModel>(*context);
        math::SincosOp::attachInterface<SincosModel>(*context);
      });
}
