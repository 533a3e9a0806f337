//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Layers.h"
#include "lxt/Analysis/Kinds.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

LayerFinder::LayerFinder(Block &block, const Activity &activity)
    : block(block), activity(activity) {
  // Ops that a rule or layer wraps already stay as they are.
  for (Operation &op : block)
    if (isa<LayerOpInterface>(op))
      taken.insert(&op);
  // What takes more ops goes first; activations grow upwards from their ends.
  for (auto find : {findSoftmax, findNorm, findBatchNorm, findLinear})
    for (Operation &op : block)
      if (isFree(&op))
        find(*this, &op);
  for (Operation &op : llvm::reverse(block))
    if (isFree(&op))
      findActivation(*this, &op);
  for (Operation &op : block)
    if (isFree(&op))
      add({classifyOp(&op, activity), &op, {&op}, {}});
  refineBilinear();
}

SmallVector<Layer> LayerFinder::takeLayers() {
  llvm::sort(layers, [](const Layer &a, const Layer &b) {
    return a.ops.back()->isBeforeInBlock(b.ops.back());
  });
  return std::move(layers);
}

bool LayerFinder::isFree(Operation *op) const {
  return op && op->getBlock() == &block && activity.isActive(op) &&
         !taken.contains(op);
}

Operation *LayerFinder::getFreeDef(Value value) const {
  Operation *op = value.getDefiningOp();
  return isFree(op) ? op : nullptr;
}

Operation *LayerFinder::getOnlyUser(Operation *op) const {
  if (op->getNumResults() != 1)
    return nullptr;
  Operation *only = nullptr;
  for (Operation *user : op->getUsers()) {
    user = block.findAncestorOpInBlock(*user);
    if (only && user != only)
      return nullptr;
    only = user;
  }
  return isFree(only) ? only : nullptr;
}

SmallVector<Operation *> LayerFinder::sort(ArrayRef<Operation *> ops) const {
  llvm::SetVector<Operation *> unique(ops.begin(), ops.end());
  SmallVector<Operation *> sorted = unique.takeVector();
  llvm::sort(sorted,
             [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  return sorted;
}

bool LayerFinder::add(Layer layer) {
  layer.ops = sort(layer.ops);
  llvm::SmallPtrSet<Operation *, 8> inside(layer.ops.begin(), layer.ops.end());
  for (Operation *op : layer.ops) {
    if (!isFree(op))
      return false;
    if (op == layer.ops.back())
      continue;
    for (Operation *user : op->getUsers())
      if (!inside.contains(block.findAncestorOpInBlock(*user)))
        return false;
  }
  taken.insert(layer.ops.begin(), layer.ops.end());
  layers.push_back(std::move(layer));
  return true;
}

std::optional<ElementwiseOp> ElementwiseOp::match(Operation *op) {
  if (!isElementwise(op))
    return std::nullopt;
  auto linalgOp = cast<LinalgOp>(op);
  Operation *scalar =
      linalgOp.getBlock()->getTerminator()->getOperand(0).getDefiningOp();
  if (!scalar)
    return std::nullopt;
  ElementwiseOp result{linalgOp, scalar, {}};
  for (Value operand : scalar->getOperands()) {
    auto argument = dyn_cast<BlockArgument>(operand);
    bool isElement = argument && argument.getOwner() == linalgOp.getBlock();
    result.operands.push_back(
        isElement ? linalgOp.getMatchingOpOperand(argument)->get() : Value());
  }
  return result;
}

bool lxt::readsVectorConstants(LinalgOp op, const Activity &activity) {
  return llvm::all_of(op.getDpsInputs(), [&](Value value) {
    auto broadcast = value.getDefiningOp<linalg::BroadcastOp>();
    if (broadcast && !activity.isActive(value))
      value = broadcast.getInput();
    auto type = dyn_cast<RankedTensorType>(value.getType());
    return activity.isActive(value) || !type ||
           llvm::count_if(type.getShape(),
                          [](int64_t size) { return size != 1; }) <= 1;
  });
}

FailureOr<SmallVector<Operation *>>
lxt::getFreeSlice(const LayerFinder &finder, Value value, ArrayRef<Value> stop,
                  llvm::function_ref<bool(Operation *)> allow) {
  llvm::SetVector<Operation *> slice;
  SmallVector<Value> worklist{value};
  while (!worklist.empty()) {
    Value current = worklist.pop_back_val();
    if (llvm::is_contained(stop, current))
      continue;
    Operation *op = finder.getFreeDef(current);
    if (!op || !allow(op))
      return failure();
    if (slice.insert(op))
      llvm::append_range(worklist, finder.getActivity().getActiveInputs(op));
  }
  return llvm::to_vector(slice);
}

// Which contractions of two active values belong to attention: their scores
// feed a softmax, their values are fed by one, through what only moves or
// scales, or adds constants.
void LayerFinder::refineBilinear() {
  llvm::DenseMap<Value, Layer *> producers;
  for (Layer &layer : layers)
    for (Value result : layer.ops.back()->getResults())
      producers[result] = &layer;
  auto isTransparent = [&](const Layer &layer) {
    if (layer.kind == Kind::sum)
      return activity.getActiveInputs(layer.root).size() == 1 &&
             isElementwise(layer.root);
    return layer.kind == Kind::movement || layer.kind == Kind::scale;
  };
  auto getInputs = [&](const Layer &layer) {
    SmallVector<Value> inputs = getExternalValues(layer.ops);
    llvm::erase_if(inputs,
                   [&](Value value) { return !activity.isActive(value); });
    return inputs;
  };
  // The layer that a value comes from, through transparent ones.
  auto getSource = [&](Value value) {
    Layer *layer = producers.lookup(value);
    while (layer && isTransparent(*layer)) {
      SmallVector<Value> inputs = getInputs(*layer);
      layer = inputs.size() == 1 ? producers.lookup(inputs[0]) : nullptr;
    }
    return layer;
  };
  for (Layer &layer : layers) {
    if (layer.kind == Kind::softmax)
      if (Layer *source = getSource(getInputs(layer)[0]);
          source && source->kind == Kind::other)
        source->kind = Kind::attention_scores;
  }
  for (Layer &layer : layers)
    if (layer.kind == Kind::other)
      for (Value input : getInputs(layer))
        if (Layer *source = getSource(input);
            source && source->kind == Kind::softmax)
          layer.kind = Kind::attention_values;
}
