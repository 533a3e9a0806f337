//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The model of all structured ops: linalg.generic and every named op.
//
// The adjoint of an op with respect to one operand is again a structured op:
// its body is the derivative of the scalar body, and the operand's indexing map
// becomes the output's. Loops that this map does not name become reductions.
//
// An operand that is read through a window, at `s * o + d * k`, gets the gather
// form: loop `o` now runs over the operand's index `i`, loop `k` over the
// window backwards, and whatever was indexed by `o` is spread out by `s` and
// padded, so that it can be read at `i + d * k`. No two iterations write one
// element.
//
//===----------------------------------------------------------------------===//

#include "Adjoint.h"
#include "lxt/IR/Builders.h"
#include "lxt/IR/LXT.h"
#include "lxt/Interfaces/VJPOpInterface.h"
#include "lxt/Transforms/Models.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

//===----------------------------------------------------------------------===//
// What an op does with its results
//===----------------------------------------------------------------------===//

// max or min of `out` and another value, as one op or compare and select.
static std::optional<std::pair<Accumulation, Value>>
matchExtremum(Value yielded, BlockArgument out) {
  Operation *op = yielded.getDefiningOp();
  auto other = [&](Value a, Value b) {
    return a == out ? b : b == out ? a : Value();
  };
  if (isa_and_nonnull<arith::MaximumFOp, arith::MaxNumFOp, arith::MinimumFOp,
                      arith::MinNumFOp>(op)) {
    bool isMax = isa<arith::MaximumFOp, arith::MaxNumFOp>(op);
    if (Value element = other(op->getOperand(0), op->getOperand(1)))
      return std::make_pair(
          isMax ? Accumulation::maximum : Accumulation::minimum, element);
  }
  auto select = dyn_cast_or_null<arith::SelectOp>(op);
  auto cmp =
      select ? select.getCondition().getDefiningOp<arith::CmpFOp>() : nullptr;
  if (!cmp)
    return std::nullopt;
  Value element = other(select.getTrueValue(), select.getFalseValue());
  if (!element || other(cmp.getLhs(), cmp.getRhs()) != element)
    return std::nullopt;
  using Predicate = arith::CmpFPredicate;
  bool greater = llvm::is_contained(
      {Predicate::OGT, Predicate::OGE, Predicate::UGT, Predicate::UGE},
      cmp.getPredicate());
  bool less = llvm::is_contained(
      {Predicate::OLT, Predicate::OLE, Predicate::ULT, Predicate::ULE},
      cmp.getPredicate());
  if (!greater && !less)
    return std::nullopt;
  // lhs > rhs ? lhs : rhs is a maximum.
  bool isMax = greater == (cmp.getLhs() == select.getTrueValue());
  return std::make_pair(isMax ? Accumulation::maximum : Accumulation::minimum,
                        element);
}

static bool dependsOn(Value value, BlockArgument argument) {
  if (value == argument)
    return true;
  Operation *op = value.getDefiningOp();
  return op && op->getBlock() == argument.getOwner() &&
         llvm::any_of(op->getOperands(), [&](Value operand) {
           return dependsOn(operand, argument);
         });
}

static FailureOr<ResultInfo> getResultInfo(LinalgOp op, unsigned number,
                                           Value cotangent) {
  Block *body = op.getBlock();
  Value yielded = body->getTerminator()->getOperand(number);
  BlockArgument out = body->getArgument(op.getNumDpsInputs() + number);
  ResultInfo info{number,
                  Accumulation::none,
                  yielded,
                  cotangent,
                  op.getIndexingMapMatchingResult(op->getResult(number)),
                  Value()};
  // Without reductions, what was there before is one more operand.
  if (op.isAllParallelLoops() || !dependsOn(yielded, out))
    return info;
  if (auto add = yielded.getDefiningOp<arith::AddFOp>()) {
    info.accumulation = Accumulation::add;
    info.element = add.getLhs() == out ? add.getRhs() : add.getLhs();
    if ((add.getLhs() == out || add.getRhs() == out) &&
        !dependsOn(info.element, out))
      return info;
  }
  if (auto extremum = matchExtremum(yielded, out)) {
    std::tie(info.accumulation, info.element) = *extremum;
    if (!dependsOn(info.element, out))
      return info;
  }
  return op.emitError()
         << "'" << op->getName() << "' cannot be differentiated: result #"
         << number
         << " accumulates by something else than addition, maximum or minimum";
}

//===----------------------------------------------------------------------===//
// The model
//===----------------------------------------------------------------------===//

static LogicalResult buildStructuredVJP(LinalgOp op, OpBuilder &b,
                                        VJPContext &context) {
  Adjoint adjoint(op, b, context);
  SmallVector<ResultInfo> results;
  for (OpResult result : op->getResults()) {
    Value cotangent = context.getCotangent(result);
    if (!cotangent)
      continue;
    FailureOr<ResultInfo> info =
        getResultInfo(op, result.getResultNumber(), cotangent);
    if (failed(info))
      return failure();
    if (info->accumulation == Accumulation::maximum ||
        info->accumulation == Accumulation::minimum)
      info->chosen = adjoint.buildChosen(*info);
    results.push_back(*info);
  }

  auto add = [&](Value value, FailureOr<Value> cotangent) {
    if (succeeded(cotangent))
      context.addCotangent(b, op.getLoc(), value, *cotangent);
    return success(succeeded(cotangent));
  };
  for (OpOperand *operand : op.getDpsInputOperands())
    if (context.isActive(operand->get()) &&
        failed(add(operand->get(), adjoint.buildForOperand(*operand, results))))
      return failure();

  for (const ResultInfo &info : results) {
    OpOperand *init = op.getDpsInitOperand(info.number);
    if (!context.isActive(init->get()))
      continue;
    if (info.accumulation == Accumulation::add) {
      context.addCotangent(b, op.getLoc(), init->get(), info.cotangent);
    } else if (info.accumulation != Accumulation::none) {
      Value kept = buildElementwise(
          b, op.getLoc(), getElementTypeOrSelf(info.cotangent.getType()),
          {info.cotangent, info.chosen},
          [](OpBuilder &nested, Location l, ValueRange args) {
            Value none = arith::ConstantIntOp::create(nested, l, -1, 64);
            Value isInit = arith::CmpIOp::create(
                nested, l, arith::CmpIPredicate::eq, args[1], none);
            return arith::SelectOp::create(
                       nested, l, isInit, args[0],
                       buildFloat(nested, l, args[0].getType(), 0.0))
                .getResult();
          });
      context.addCotangent(b, op.getLoc(), init->get(), kept);
    } else if (op.isAllParallelLoops() &&
               op.payloadUsesValueFromOperand(init)) {
      if (failed(add(init->get(), adjoint.buildForOperand(*init, results))))
        return failure();
    }
  }

  for (auto extract : op.getBlock()->getOps<tensor::ExtractOp>())
    if (context.isActive(extract.getTensor()) &&
        failed(
            add(extract.getTensor(), adjoint.buildForLookup(extract, results))))
      return failure();
  return success();
}

namespace {

template <typename OpTy>
struct StructuredModel
    : VJPOpInterface::ExternalModel<StructuredModel<OpTy>, OpTy> {
  LogicalResult buildVJP(Operation *op, OpBuilder &builder,
                         VJPContext &context) const {
    return buildStructuredVJP(cast<LinalgOp>(op), builder, context);
  }
};

// y (g - sum(y g)), over the softmax's dimension.
struct SoftmaxModel
    : VJPOpInterface::ExternalModel<SoftmaxModel, linalg::SoftmaxOp> {
  LogicalResult buildVJP(Operation *op, OpBuilder &b,
                         VJPContext &context) const {
    auto softmax = cast<linalg::SoftmaxOp>(op);
    Location loc = op->getLoc();
    Value g = context.getCotangent(op->getResult(0));
    Value y = context.getPrimal(op->getResult(0));
    Type type = getElementTypeOrSelf(g.getType());
    Value product = buildElementwise(
        b, loc, type, {y, g},
        [](OpBuilder &nested, Location l, ValueRange args) {
          return arith::MulFOp::create(nested, l, args[0], args[1]).getResult();
        });
    auto tensor = cast<RankedTensorType>(g.getType());
    unsigned rank = tensor.getRank(),
             dim = softmax.getDimension() + context.getNumBatchDims();
    AffineMap identity = b.getMultiDimIdentityMap(rank);
    AffineMap sumMap = identity.dropResult(dim);
    Value sum =
        buildSum(b, loc, product, identity,
                 RankedTensorType::Builder(tensor).dropDim(dim), sumMap);
    Value init = tensor::EmptyOp::create(b, loc, getSizes(b, loc, g), type);
    AffineMap yMap = identity.getMinorSubMap(rank - context.getNumBatchDims());
    Value result =
        linalg::GenericOp::create(
            b, loc, init.getType(), ValueRange{product, y, sum}, init,
            ArrayRef<AffineMap>{identity, yMap, sumMap, identity},
            SmallVector<utils::IteratorType>(rank,
                                             utils::IteratorType::parallel),
            [](OpBuilder &nested, Location l, ValueRange args) {
              Value shared = arith::MulFOp::create(nested, l, args[1], args[2]);
              Value difference =
                  arith::SubFOp::create(nested, l, args[0], shared);
              linalg::YieldOp::create(nested, l, difference);
            })
            .getResult(0);
    context.addCotangent(b, loc, softmax.getInput(), result);
    return success();
  }
};

template <typename... Ops> void attachStructured(MLIRContext *context) {
  (Ops::template attachInterface<StructuredModel<Ops>>(*context), ...);
}

} // namespace

void lxt::registerStructuredModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, linalg::LinalgDialect *) {
    attachStructured<
#define GET_OP_LIST
#include "mlir/Dialect/Linalg/IR/LinalgStructuredOps.cpp.inc"
        >(context);
    linalg::SoftmaxOp::attachInterface<SoftmaxModel>(*context);
  });
}
