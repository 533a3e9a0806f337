//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/LinearRules.h"

using namespace mlir;
using namespace lxt;

LogicalResult AlphaBetaOp::verify() {
  double alpha = getAlpha().convertToDouble(),
         beta = getBeta().convertToDouble();
  if (std::abs(alpha - beta - 1) > 1e-9)
    return emitOpError("expects alpha - beta = 1, got alpha ")
           << alpha << " and beta " << beta;
  return success();
}

RelevanceResult AlphaBetaOp::propagateRelevance(OpBuilder &builder) {
  auto layer = LinearLayer::match(*this, builder);
  if (failed(layer))
    return failure();
  auto redistribute = [&](ArrayRef<LinearTerm> terms, double factor,
                          double sign) {
    Value quotient = layer->divide(getRelevance()[0], layer->apply(terms));
    setShare(quotient, sign * factor);
    return layer->redistribute(terms, quotient, factor);
  };
  SmallVector<LinearTerm> positive, negative;
  layer->addTerm(positive, part::positive, part::positive, part::positive);
  layer->addTerm(positive, part::negative, part::negative, part::none);
  layer->addTerm(negative, part::positive, part::negative, part::negative);
  layer->addTerm(negative, part::negative, part::positive, part::none);
  Value result = redistribute(positive, getAlpha().convertToDouble(), 1);
  double beta = getBeta().convertToDouble();
  if (beta != 0)
    result = layer->subtract(result, redistribute(negative, beta, -1));
  return SmallVector<Value>{result};
}
