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

std::optional<double> UniformOp::getShare() {
  return 1.0 / countInputs(*this, getCount());
}

double UniformOp::getGradientEpsilon() {
  return getEpsilon().convertToDouble();
}

RelevanceResult UniformOp::propagateRelevance(OpBuilder &builder) {
  return buildShares(builder, *this, *getShare());
}
