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

RelevanceResult UniformEpsilonOp::propagateRelevance(OpBuilder &builder) {
  return buildSharesByValue(builder, *this, Stabilization::of(*this),
                            1.0 / countInputs(*this, getCount()));
}
