//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Activations: nonlinear elementwise functions of one active value, however
// many ops they take.
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Kinds.h"
#include "lxt/Analysis/Layers.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

static bool isCandidate(const LayerFinder &finder, Operation *op) {
  if (!finder.isFree(op) || !isElementwise(op))
    return false;
  return llvm::all_of(
      finder.getActivity().getActiveInputs(op),
      [&](Value input) { return readsAtIdentity(cast<LinalgOp>(op), input); });
}

// The active values that the ops read from outside.
static SmallVector<Value> getSources(const LayerFinder &finder,
                                     ArrayRef<Operation *> ops) {
  SmallVector<Value> sources = getExternalValues(ops);
  llvm::erase_if(sources, [&](Value value) {
    return !finder.getActivity().isActive(value);
  });
  return sources;
}

// Nonlinear in its only source: one op that is, or ops that join the source
// with itself.
static bool isNonlinear(const LayerFinder &finder, ArrayRef<Operation *> ops) {
  return llvm::any_of(ops, [&](Operation *op) {
    Kind kind = classifyOp(op, finder.getActivity());
    return kind == Kind::activation || kind == Kind::product ||
           kind == Kind::unknown ||
           (kind == Kind::selection &&
            finder.getActivity().getActiveInputs(op).size() > 1);
  });
}

static bool addsConstant(const LayerFinder &finder, Operation *op) {
  return classifyOp(op, finder.getActivity()) == Kind::sum &&
         finder.getActivity().getActiveInputs(op).size() == 1;
}

void lxt::findActivation(LayerFinder &finder, Operation *op) {
  if (!isCandidate(finder, op))
    return;
  // Takes in what defines a source as long as nothing else uses it, and keeps
  // the largest set of ops that has a single source.
  llvm::SetVector<Operation *> ops;
  ops.insert(op);
  SmallVector<Operation *> best;
  while (true) {
    SmallVector<Value> sources = getSources(finder, ops.getArrayRef());
    if (sources.size() == 1)
      best = llvm::to_vector(ops);
    Operation *next = nullptr;
    for (Value source : sources) {
      Operation *definition = source.getDefiningOp();
      if (!definition || !isCandidate(finder, definition))
        continue;
      bool isPrivate =
          llvm::all_of(definition->getUsers(),
                       [&](Operation *user) { return ops.contains(user); });
      if (isPrivate && (!next || next->isBeforeInBlock(definition)))
        next = definition;
    }
    if (!next)
      break;
    ops.insert(next);
  }
  if (best.empty())
    return;

  // Constants added at either end stay outside.
  best = finder.sort(best);
  while (best.size() > 1 && addsConstant(finder, best.back()))
    best.pop_back();
  while (best.size() > 1 && addsConstant(finder, best.front()) &&
         getSources(finder, ArrayRef(best).drop_front()).size() == 1)
    best.erase(best.begin());
  if (!isNonlinear(finder, best))
    return;
  // Named after the first op that is nonlinear by itself.
  auto root = llvm::find_if(best, [&](Operation *inner) {
    return classifyOp(inner, finder.getActivity()) == Kind::activation;
  });
  finder.add(
      {Kind::activation, root == best.end() ? best.back() : *root, best, {}});
}
