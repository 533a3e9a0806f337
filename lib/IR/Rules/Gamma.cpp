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

using namespace mlir;
using namespace lxt;

// R where y has the sign, else 0.
static Value keepSign(OpBuilder &builder, Location loc, Value relevance,
                      Value y, arith::CmpFPredicate sign) {
  Type type = getElementTypeOrSelf(relevance.getType());
  return buildElementwise(
      builder, loc, type, {relevance, y},
      [&](OpBuilder &b, Location l, ValueRange args) -> Value {
        Value zero = buildFloat(b, l, type, 0.0);
        Value has = arith::CmpFOp::create(b, l, sign, args[1], zero);
        return arith::SelectOp::create(b, l, has, args[0], zero);
      });
}

// (2 + gamma) y - z
static Value buildRest(OpBuilder &builder, GammaOp op, Value z) {
  Type type = getElementTypeOrSelf(z.getType());
  Value gamma = buildNumber(builder, op.getLoc(), type, op.getGamma());
  Value factor = arith::AddFOp::create(
      builder, op.getLoc(), gamma, buildFloat(builder, op.getLoc(), type, 1.0));
  return buildElementwise(
      builder, op.getLoc(), type, {op.getOutputs()[0], z},
      [&](OpBuilder &b, Location l, ValueRange args) -> Value {
        Value scaled = arith::MulFOp::create(b, l, args[0], factor);
        Value rest = arith::SubFOp::create(b, l, args[0], args[1]);
        return arith::AddFOp::create(b, l, scaled, rest);
      });
}

RelevanceResult GammaOp::propagateRelevance(OpBuilder &builder) {
  auto layer = LinearLayer::match(*this, builder);
  if (failed(layer))
    return failure();
  Factor gamma(getGamma());
  Part favoured{/*all=*/1, /*positive=*/gamma};
  Part opposed{/*all=*/1, 0, /*negative=*/gamma};
  auto getTerms = [&](Part positive, Part negative) {
    SmallVector<LinearTerm> terms;
    layer->addTerm(terms, part::positive, positive, positive);
    layer->addTerm(terms, part::negative, negative, part::none);
    return terms;
  };
  auto redistribute = [&](ArrayRef<LinearTerm> terms, Value z,
                          arith::CmpFPredicate sign) {
    Value relevance =
        keepSign(builder, getLoc(), getRelevance()[0], getOutputs()[0], sign);
    return layer->redistribute(terms, layer->divide(relevance, z));
  };
  SmallVector<LinearTerm> above = getTerms(favoured, opposed);
  SmallVector<LinearTerm> below = getTerms(opposed, favoured);
  Value zAbove = layer->apply(above), zBelow;
  // Of an input that is not negative, both together are (2 + gamma) y, and
  // where y < 0, |z below| is the larger one: one evaluation gives both.
  if (below.size() == 1 && getZeroParams() == ZeroParams::none)
    zBelow = buildRest(builder, *this, zAbove);
  else
    zBelow = layer->apply(below);
  return SmallVector<Value>{
      layer->add(redistribute(above, zAbove, arith::CmpFPredicate::OGT),
                 redistribute(below, zBelow, arith::CmpFPredicate::OLT))};
}
