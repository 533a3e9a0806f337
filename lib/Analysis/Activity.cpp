//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Activity.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace lxt;

static bool isFloat(Value value) {
  return isa<FloatType>(getElementTypeOrSelf(value.getType()));
}

SmallVector<Value> lxt::getExternalValues(ArrayRef<Operation *> ops) {
  llvm::SmallPtrSet<Operation *, 16> inside(ops.begin(), ops.end());
  SetVector<Value> values;
  for (Operation *op : ops) {
    values.insert(op->operand_begin(), op->operand_end());
    getUsedValuesDefinedAbove(op->getRegions(), values);
  }
  values.remove_if([&](Value value) {
    return value.getDefiningOp() && inside.contains(value.getDefiningOp());
  });
  return values.takeVector();
}

Activity::Activity(Block &block, ValueRange inputs, ValueRange outputs) {
  llvm::DenseSet<Value> reached;
  for (Value input : inputs)
    if (isFloat(input))
      reached.insert(input);
  for (Operation &op : block)
    if (llvm::any_of(getExternalValues(&op),
                     [&](Value value) { return reached.contains(value); }))
      for (Value result : op.getResults())
        if (isFloat(result))
          reached.insert(result);

  for (Value output : outputs)
    if (reached.contains(output))
      active.insert(output);
  for (Operation &op : llvm::reverse(block))
    if (isActive(&op))
      for (Value value : getExternalValues(&op))
        if (reached.contains(value))
          active.insert(value);
}

bool Activity::isActive(Operation *op) const {
  return llvm::any_of(op->getResults(),
                      [&](Value result) { return isActive(result); });
}

SmallVector<Value> Activity::getActiveInputs(Operation *op) const {
  SmallVector<Value> values = getExternalValues(op);
  llvm::erase_if(values, [&](Value value) { return !isActive(value); });
  return values;
}

void Activity::replace(Value from, Value to) {
  if (isActive(from))
    active.insert(to);
}
