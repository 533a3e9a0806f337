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

std::optional<double> IdentityOp::getShare() { return 1.0; }

double IdentityOp::getGradientEpsilon() {
  return getEpsilon().convertToDouble();
}

RelevanceResult IdentityOp::propagateRelevance(OpBuilder &builder) {
  if (getInputs().size() != 1)
    return emitOpError("expects one input, got ") << getInputs().size();
  return buildShares(builder, *this, 1.0);
}
