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

RelevanceResult FlatOp::propagateRelevance(OpBuilder &builder) {
  auto layer = LinearLayer::match(*this, builder);
  if (failed(layer))
    return failure();
  LinearTerm term =
      layer->getTerm(layer->getInput(part::ones), part::ones, part::none);
  Value quotient = layer->divide(getRelevance()[0], layer->apply(term));
  return SmallVector<Value>{layer->transpose(term, quotient)};
}
