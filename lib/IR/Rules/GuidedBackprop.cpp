//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Rules.h"

using namespace mlir;
using namespace lxt;

RelevanceResult GuidedBackpropOp::propagateRelevance(OpBuilder &builder) {
  if (getInputs().size() != 1)
    return emitOpError("expects one input, got ") << getInputs().size();
  if (getOutputs().size() != 1)
    return emitOpError("expects a region with one result");
  return buildVJP(builder, *this,
                  buildPositive(builder, getLoc(), getRelevance()[0]));
}
