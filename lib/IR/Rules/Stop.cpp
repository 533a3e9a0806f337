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

bool StopOp::blocksRelevance() { return true; }

RelevanceResult StopOp::propagateRelevance(OpBuilder &builder) {
  SmallVector<Value> zeros;
  unsigned batch =
      cast<RankedTensorType>(getRelevance()[0].getType()).getRank() -
      cast<RankedTensorType>(getOutputs()[0].getType()).getRank();
  for (Value input : getInputs())
    zeros.push_back(
        buildZeroCotangent(builder, getLoc(), input, getRelevance()[0], batch));
  return zeros;
}
