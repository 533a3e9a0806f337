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

RelevanceResult DeconvNetOp::propagateRelevance(OpBuilder &builder) {
  if (getInputs().size() != 1)
    return emitOpError("expects one input, got ") << getInputs().size();
  auto rule = cast<RuleOpInterface>(getOperation());
  FailureOr<Value> result = buildShare(
      builder, rule, 0, buildPositive(builder, getLoc(), getRelevance()[0]));
  if (failed(result))
    return failure();
  return SmallVector<Value>{*result};
}
