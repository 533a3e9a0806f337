//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linear layers with their bias, and average pooling with its division.
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Kinds.h"
#include "lxt/Analysis/Layers.h"
#include "lxt/IR/LinearRules.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

static bool isCast(Operation *op) {
  auto step = ElementwiseOp::match(op);
  return step && isa<arith::ExtFOp, arith::TruncFOp>(step->scalar);
}

// The constant bias that is added to the result, seen through reshapes and
// casts, with the ops on the way.
static void addBias(LayerFinder &finder, Layer &layer) {
  // The destination may hold it already.
  if (!isZeroTensor(cast<LinalgOp>(layer.root).getDpsInits()[0]))
    return;
  SmallVector<Operation *> path;
  Operation *next = finder.getOnlyUser(layer.root);
  while (next && (isMovement(next) || isCast(next))) {
    path.push_back(next);
    next = finder.getOnlyUser(next);
  }
  if (!next || !isElementwise(next) ||
      classifyOp(next, finder.getActivity()) != Kind::sum ||
      finder.getActivity().getActiveInputs(next).size() != 1 ||
      !readsVectorConstants(cast<LinalgOp>(next), finder.getActivity()))
    return;
  llvm::append_range(layer.ops, path);
  layer.ops.push_back(next);
}

// A window's padding is part of it, also before groups are split, and so are
// the zeros that a transposed convolution puts between elements.
static void addPadding(LayerFinder &finder, Layer &layer) {
  SmallVector<Operation *> path{layer.root};
  while (Operation *op = finder.getFreeDef(path.back()->getOperand(0))) {
    if (finder.getOnlyUser(op) != path.back())
      return;
    path.push_back(op);
    auto pad = dyn_cast<tensor::PadOp>(op);
    auto insert = dyn_cast<tensor::InsertSliceOp>(op);
    if ((pad && pad.getConstantPaddingValue()) ||
        (insert && getMovedOperand(op))) {
      layer.ops.append(path.begin() + 1, path.end());
      path = {op};
    } else if (!isa<tensor::ExpandShapeOp>(op)) {
      return;
    }
  }
}

void lxt::findLinear(LayerFinder &finder, Operation *op) {
  Kind kind = classifyOp(op, finder.getActivity());
  Layer layer{kind, op, {op}, {}};
  if (kind == Kind::average_pool) {
    Operation *next = finder.getOnlyUser(op);
    if (next && isElementwise(next) &&
        classifyOp(next, finder.getActivity()) == Kind::scale)
      layer.ops.push_back(next);
  } else if (isKind(kind, Kind::linear)) {
    addBias(finder, layer);
  } else {
    return;
  }
  if (kind != Kind::dense)
    addPadding(finder, layer);
  finder.add(std::move(layer));
}
