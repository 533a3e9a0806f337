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

// |v| = max(v, 0) - min(v, 0)
static const Part absolute{/*all=*/0, /*positive=*/1, /*negative=*/-1};

RelevanceResult MagnitudeOp::propagateRelevance(OpBuilder &builder) {
  auto layer = LinearLayer::match(*this, builder);
  if (failed(layer))
    return failure();
  LinearTerm term =
      layer->getTerm(layer->getInput(absolute), absolute, absolute);
  Value quotient = layer->divide(getRelevance()[0], layer->apply(term));
  return SmallVector<Value>{layer->redistribute(term, quotient)};
}
