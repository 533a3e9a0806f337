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

RelevanceResult GammaOp::propagateRelevance(OpBuilder &builder) {
  auto layer = LinearLayer::match(*this, builder);
  if (failed(layer))
    return failure();
  Factor gamma(getGamma());
  Part favoured{/*all=*/1, /*positive=*/gamma};
  Part opposed{/*all=*/1, 0, /*negative=*/gamma};
  auto redistribute = [&](Part positive, Part negative,
                          arith::CmpFPredicate sign) {
    SmallVector<LinearTerm> terms;
    layer->addTerm(terms, part::positive, positive, positive);
    layer->addTerm(terms, part::negative, negative, part::none);
    Value relevance =
        keepSign(builder, getLoc(), getRelevance()[0], getOutputs()[0], sign);
    Value quotient = layer->divide(relevance, layer->apply(terms));
    return layer->redistribute(terms, quotient);
  };
  Value above = redistribute(favoured, opposed, arith::CmpFPredicate::OGT);
  Value below = redistribute(opposed, favoured, arith::CmpFPredicate::OLT);
  return SmallVector<Value>{layer->add(above, below)};
}
