//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Norms: a value, or the value minus its mean, times a function of its own
// statistics (layer norm, RMS norm, L2 normalisation), with the weight and the
// bias that follow. The statistics may be computed in another precision.
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Kinds.h"
#include "lxt/Analysis/Layers.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

namespace {
struct Norm {
  Kind kind;
  SmallVector<Operation *> ops;
  SmallVector<Operation *> statistics;
};
} // namespace

static bool isStatistic(Operation *op) {
  return isElementwise(op) || isMovement(op) || isAdditiveReduction(op);
}

static bool hasReduction(ArrayRef<Operation *> ops) {
  return llvm::any_of(ops, isAdditiveReduction);
}

// The ops of a slice that nothing but these ops and `user` use.
static SmallVector<Operation *> keepPrivate(ArrayRef<Operation *> slice,
                                            Operation *user) {
  llvm::SmallPtrSet<Operation *, 8> kept(slice.begin(), slice.end());
  bool changed = true;
  while (changed) {
    changed = false;
    for (Operation *op : slice) {
      bool isPrivate = llvm::all_of(op->getUsers(), [&](Operation *other) {
        other = op->getBlock()->findAncestorOpInBlock(*other);
        return other == user || kept.contains(other);
      });
      if (!isPrivate && kept.erase(op))
        changed = true;
    }
  }
  return llvm::to_vector(llvm::make_filter_range(
      slice, [&](Operation *op) { return kept.contains(op); }));
}

// `scaled * statistic` or `scaled / statistic`, computed by `product`.
static std::optional<Norm> matchNorm(LayerFinder &finder, Operation *product,
                                     Value scaled, Value statistic) {
  // Minus its mean: then the value itself is what the statistics are of.
  Operation *center = finder.getFreeDef(scaled);
  auto difference = center ? ElementwiseOp::match(center) : std::nullopt;
  if (difference && isa<arith::SubFOp>(difference->scalar) &&
      difference->operands[0] && difference->operands[1]) {
    Value x = difference->operands[0];
    auto mean = getFreeSlice(finder, difference->operands[1], x, isStatistic);
    auto slice = getFreeSlice(finder, statistic, {x, scaled}, isStatistic);
    if (succeeded(mean) && succeeded(slice) && hasReduction(*mean) &&
        hasReduction(*slice)) {
      Norm norm{
          Kind::layer_norm, {product, center}, keepPrivate(*slice, product)};
      llvm::append_range(norm.ops, *mean);
      return norm;
    }
  }
  auto slice = getFreeSlice(finder, statistic, scaled, isStatistic);
  if (failed(slice) || !hasReduction(*slice))
    return std::nullopt;
  return Norm{Kind::rms_norm, {product}, keepPrivate(*slice, product)};
}

// Weight and bias after a norm, seen through reshapes.
static void addAffine(LayerFinder &finder, Operation *last, Norm &norm) {
  for (Kind kind : {Kind::scale, Kind::sum}) {
    SmallVector<Operation *> path;
    Operation *next = finder.getOnlyUser(last);
    while (next && isMovement(next)) {
      path.push_back(next);
      next = finder.getOnlyUser(next);
    }
    if (!next || !isElementwise(next) ||
        classifyOp(next, finder.getActivity()) != kind ||
        finder.getActivity().getActiveInputs(next).size() != 1)
      continue;
    // Not a scalar: that is a scale of its own.
    auto linalgOp = cast<LinalgOp>(next);
    if (!readsVectorConstants(linalgOp, finder.getActivity()) ||
        linalgOp.getNumDpsInputs() < 2)
      continue;
    llvm::append_range(norm.ops, path);
    norm.ops.push_back(next);
    last = next;
  }
}

void lxt::findNorm(LayerFinder &finder, Operation *op) {
  auto product = ElementwiseOp::match(op);
  if (!product || !isa<arith::MulFOp, arith::DivFOp>(product->scalar) ||
      !product->operands[0] || !product->operands[1] ||
      finder.getActivity().getActiveInputs(op).size() != 2)
    return;
  Value a = product->operands[0], b = product->operands[1];
  std::optional<Norm> norm = matchNorm(finder, op, a, b);
  if (!norm && isa<arith::MulFOp>(product->scalar))
    norm = matchNorm(finder, op, b, a);
  if (!norm || norm->statistics.empty())
    return;
  SmallVector<Operation *> statistics = finder.sort(norm->statistics);
  // The statistics end in the product's operand.
  if (!llvm::is_contained(product->operands, statistics.back()->getResult(0)))
    return;
  addAffine(finder, op, *norm);
  llvm::append_range(norm->ops, statistics);
  finder.add({norm->kind,
              op,
              norm->ops,
              {{Kind::statistics, statistics.back(), statistics, {}}}});
}
