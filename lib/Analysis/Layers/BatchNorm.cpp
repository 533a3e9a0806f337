//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Batch norm at inference: subtract, scale and add by constants of one
// dimension.
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Kinds.h"
#include "lxt/Analysis/Layers.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

// The only loop along which the constants of the op vary.
static std::optional<unsigned> getChannelLoop(LinalgOp op,
                                              const Activity &activity) {
  std::optional<unsigned> channel;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    auto type = dyn_cast<RankedTensorType>(operand->get().getType());
    if (activity.isActive(operand->get()) || !type)
      continue;
    for (auto [expr, size] :
         llvm::zip(op.getMatchingIndexingMap(operand).getResults(),
                   type.getShape())) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim || size == 1)
        continue;
      if (channel && *channel != dim.getPosition())
        return std::nullopt;
      channel = dim.getPosition();
    }
  }
  return channel;
}

void lxt::findBatchNorm(LayerFinder &finder, Operation *op) {
  const Activity &activity = finder.getActivity();
  auto matchStep = [&](Operation *step, Kind kind) {
    return step && isElementwise(step) && classifyOp(step, activity) == kind &&
           activity.getActiveInputs(step).size() == 1;
  };
  auto subtract = ElementwiseOp::match(op);
  if (!subtract || !isa<arith::SubFOp>(subtract->scalar) ||
      !matchStep(op, Kind::sum) || !activity.isActive(subtract->operands[0]) ||
      !subtract->operands[1])
    return;
  std::optional<unsigned> channel = getChannelLoop(subtract->op, activity);
  if (!channel)
    return;
  Layer layer{Kind::batch_norm, op, {op}, {{Kind::sum, op, {op}, {}}}};
  auto append = [&](Kind kind) {
    Operation *next = finder.getOnlyUser(layer.ops.back());
    if (!matchStep(next, kind) ||
        getChannelLoop(cast<LinalgOp>(next), activity) != channel)
      return false;
    layer.ops.push_back(next);
    layer.inner.push_back({kind, next, {next}, {}});
    return true;
  };
  if (!append(Kind::scale))
    return;
  while (append(Kind::scale))
    ;
  append(Kind::sum);
  finder.add(std::move(layer));
}
