//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/NonNegative.h"
#include "lxt/IR/LXT.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

// Deep models end the search.
static constexpr unsigned maxDepth = 64;

using Memo = llvm::DenseMap<Value, bool>;
static bool isNonNegative(Value value, unsigned depth, Memo &memo);

static bool isNonNegativeConstant(Value value) {
  FloatAttr scalar;
  if (matchPattern(value, m_Constant(&scalar)))
    return !scalar.getValue().isNegative() || scalar.getValue().isZero();
  DenseFPElementsAttr dense;
  return matchPattern(value, m_Constant(&dense)) &&
         llvm::none_of(dense.getValues<APFloat>(), [](const APFloat &element) {
           return element.isNegative() && !element.isZero();
         });
}

// max(x, c) with c >= 0, as a comparison and a selection: cond ? x : c.
static bool isSelectedMaximum(arith::SelectOp op) {
  auto compare = op.getCondition().getDefiningOp<arith::CmpFOp>();
  if (!compare || compare.getLhs() != op.getTrueValue() ||
      !isNonNegativeConstant(compare.getRhs()))
    return false;
  switch (compare.getPredicate()) {
  case arith::CmpFPredicate::OGT:
  case arith::CmpFPredicate::OGE:
  case arith::CmpFPredicate::UGT:
  case arith::CmpFPredicate::UGE:
    return true;
  default:
    return false;
  }
}

// A scalar in a body; its block arguments stand for tensors' elements.
static bool isNonNegativeScalar(Operation *op, unsigned depth, Memo &memo) {
  auto is = [&](Value operand) {
    return isNonNegative(operand, depth + 1, memo);
  };
  return llvm::TypeSwitch<Operation *, bool>(op)
      .Case<arith::MaximumFOp, arith::MaxNumFOp>(
          [&](auto max) { return is(max.getLhs()) || is(max.getRhs()); })
      .Case<arith::MulFOp>([&](auto product) {
        return product.getLhs() == product.getRhs() ||
               (is(product.getLhs()) && is(product.getRhs()));
      })
      .Case<arith::MinimumFOp, arith::MinNumFOp, arith::AddFOp, arith::DivFOp>(
          [&](auto binary) {
            return is(binary.getLhs()) && is(binary.getRhs());
          })
      .Case<arith::SelectOp>([&](arith::SelectOp select) {
        return is(select.getFalseValue()) &&
               (is(select.getTrueValue()) || isSelectedMaximum(select));
      })
      .Case<arith::ExtFOp, arith::TruncFOp>(
          [&](auto cast) { return is(cast.getIn()); })
      .Case<math::ExpOp, math::Exp2Op, math::AbsFOp, math::SqrtOp,
            math::RsqrtOp>([](auto) { return true; })
      .Default([](Operation *) { return false; });
}

static bool computeNonNegative(Value value, unsigned depth, Memo &memo) {
  if (isNonNegativeConstant(value))
    return true;
  auto next = [&](Value other) {
    return isNonNegative(other, depth + 1, memo);
  };
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    Operation *parent = argument.getOwner()->getParentOp();
    if (auto layer = dyn_cast<LayerOpInterface>(parent))
      return next(layer.getInputs()[argument.getArgNumber()]);
    auto op = dyn_cast<LinalgOp>(parent);
    return op && next(op.getMatchingOpOperand(argument)->get());
  }
  Operation *op = value.getDefiningOp();
  unsigned number = cast<OpResult>(value).getResultNumber();
  if (auto layer = dyn_cast<LayerOpInterface>(op))
    return layer.getBody().front().getTerminator()->getNumOperands() > number &&
           next(layer.getBody().front().getTerminator()->getOperand(number));
  if (isa<linalg::SoftmaxOp>(op))
    return true;
  if (auto linalgOp = dyn_cast<LinalgOp>(op))
    return next(linalgOp.getBlock()->getTerminator()->getOperand(number));
  if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp, tensor::CastOp,
          tensor::ExtractSliceOp>(op))
    return next(op->getOperand(0));
  if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    Value padding = pad.getConstantPaddingValue();
    return padding && next(padding) && next(pad.getSource());
  }
  if (auto concat = dyn_cast<tensor::ConcatOp>(op))
    return llvm::all_of(concat.getInputs(), next);
  return isNonNegativeScalar(op, depth, memo);
}

static bool isNonNegative(Value value, unsigned depth, Memo &memo) {
  if (depth > maxDepth)
    return false;
  if (auto it = memo.find(value); it != memo.end())
    return it->second;
  bool result = computeNonNegative(value, depth, memo);
  memo[value] = result;
  return result;
}

bool lxt::isNonNegative(Value tensor) {
  Memo memo;
  return ::isNonNegative(tensor, 0, memo);
}
