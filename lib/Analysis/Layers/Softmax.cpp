//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Softmax, as exporters write it: minus the maximum (or not), exponential, sum,
// quotient or product with the reciprocal, and a guard that puts a constant
// where all of a row is masked.
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Kinds.h"
#include "lxt/Analysis/Layers.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace lxt;

// Reshapes, broadcasts and casts.
static bool isTransparent(Operation *op) {
  if (isMovement(op))
    return true;
  auto elementwise = ElementwiseOp::match(op);
  return elementwise &&
         isa<arith::ExtFOp, arith::TruncFOp>(elementwise->scalar);
}

// 1 / x
static bool isReciprocal(Operation *op) {
  auto elementwise = ElementwiseOp::match(op);
  return elementwise && isa<arith::DivFOp>(elementwise->scalar) &&
         !elementwise->operands[0];
}

// `x - max(x)`: adds the ops of the maximum and returns x.
static Value matchShift(LayerFinder &finder, Operation *op,
                        SmallVectorImpl<Operation *> &ops) {
  auto shift = op ? ElementwiseOp::match(op) : std::nullopt;
  if (!shift || !isa<arith::SubFOp>(shift->scalar) || !shift->operands[0] ||
      !shift->operands[1])
    return {};
  Value x = shift->operands[0];
  auto slice =
      getFreeSlice(finder, shift->operands[1], x, [](Operation *inner) {
        return isTransparent(inner) || isMaxReduction(inner);
      });
  if (failed(slice) || !llvm::any_of(*slice, isMaxReduction))
    return {};
  ops.push_back(op);
  llvm::append_range(ops, *slice);
  return x;
}

void lxt::findSoftmax(LayerFinder &finder, Operation *op) {
  auto exponential = ElementwiseOp::match(op);
  if (!exponential || !isa<math::ExpOp>(exponential->scalar) ||
      !exponential->operands[0])
    return;
  SmallVector<Operation *> ops{op};
  matchShift(finder, finder.getFreeDef(exponential->operands[0]), ops);

  // From the sum down to where it meets the exponential again.
  Operation *sum = nullptr;
  for (Operation *user : op->getUsers())
    if (finder.isFree(user) && isAdditiveReduction(user))
      sum = user;
  if (!sum)
    return;
  ops.push_back(sum);
  Operation *last = finder.getOnlyUser(sum);
  while (last && (isTransparent(last) || isReciprocal(last))) {
    ops.push_back(last);
    last = finder.getOnlyUser(last);
  }
  auto quotient = last ? ElementwiseOp::match(last) : std::nullopt;
  if (!quotient || !isa<arith::MulFOp, arith::DivFOp>(quotient->scalar) ||
      !llvm::is_contained(quotient->operands, op->getResult(0)))
    return;
  ops.push_back(last);

  // select(fully masked, constant, quotient)
  if (Operation *user = finder.getOnlyUser(last)) {
    auto guard = ElementwiseOp::match(user);
    if (guard && isa<arith::SelectOp>(guard->scalar) &&
        finder.getActivity().getActiveInputs(user).size() == 1)
      ops.push_back(user);
  }
  finder.add({Kind::softmax, op, ops, {}});
}
