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

RelevanceResult ZPlusOp::propagateRelevance(OpBuilder &builder) {
  auto layer = LinearLayer::match(*this, builder);
  if (failed(layer))
    return failure();
  SmallVector<LinearTerm> terms;
  layer->addTerm(terms, part::positive, part::positive, part::positive);
  layer->addTerm(terms, part::negative, part::negative, part::none);
  Value quotient = layer->divide(getRelevance()[0], layer->apply(terms));
  return SmallVector<Value>{layer->redistribute(terms, quotient)};
}
