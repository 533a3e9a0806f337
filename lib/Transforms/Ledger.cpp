//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Ledger.h"
#include "lxt/Analysis/Kinds.h"
#include "lxt/IR/Builders.h"
#include "lxt/IR/LinearRules.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace lxt;

ArrayRef<llvm::StringLiteral> lxt::getColumnNames() {
  static constexpr llvm::StringLiteral names[] = {"in",
                                                  "out",
                                                  "epsilon",
                                                  "bias",
                                                  "stopped",
                                                  "constants",
                                                  "rule",
                                                  "nan",
                                                  "infinite",
                                                  "relevance_nan",
                                                  "relevance_infinite"};
  return names;
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

// True when constants that are not zero are added to what depends on inputs.
static bool addsConstants(Region &body) {
  Block &block = body.front();
  Activity activity(block, block.getArguments(),
                    block.getTerminator()->getOperands());
  WalkResult result = body.walk([&](linalg::LinalgOp op) {
    if (!activity.isActive(op))
      return WalkResult::advance();
    Kind kind = classifyOp(op, activity);
    for (OpOperand &operand : op->getOpOperands()) {
      bool isAdded = op.isDpsInit(&operand)
                         ? op.getNumReductionLoops() > 0
                         : kind == Kind::sum && isElementwise(op);
      if (isAdded && !activity.isActive(operand.get()) &&
          !isZeroTensor(operand.get()))
        return WalkResult::interrupt();
    }
    return WalkResult::advance();
  });
  return result.wasInterrupted();
}

static Residual getResidual(RuleOpInterface rule) {
  if (rule.blocksRelevance())
    return Residual::stopped;
  auto count = rule->getAttrOfType<CountAttr>("count");
  if (count && count.getValue() == Count::all)
    return Residual::constants;
  return addsConstants(rule.getBody()) ? Residual::bias : Residual::rule;
}

LedgerOp lxt::buildLedgerRow(OpBuilder &builder, RuleOpInterface rule,
                             ValueRange received, RuleOpInterface backward,
                             const Activity &activity) {
  SmallVector<Value> passed, lost;
  if (backward)
    for (auto [input, relevance] :
         llvm::zip_equal(rule.getInputs(), backward->getResults()))
      (activity.isActive(input) ? passed : lost).push_back(relevance);
  int64_t columns = getColumnNames().size();
  return LedgerOp::create(builder, rule.getLoc(),
                          RankedTensorType::get(columns, builder.getF64Type()),
                          getResidual(rule), received, passed, lost,
                          rule->getResults());
}

Value lxt::buildLedger(OpBuilder &builder, Location loc, ValueRange rows) {
  int64_t columns = getColumnNames().size();
  if (rows.empty())
    return tensor::EmptyOp::create(builder, loc, ArrayRef<int64_t>{0, columns},
                                   builder.getF64Type());
  auto type = RankedTensorType::get(
      {static_cast<int64_t>(rows.size()), columns}, builder.getF64Type());
  auto rowType = RankedTensorType::get({1, columns}, builder.getF64Type());
  SmallVector<Value> expanded;
  for (Value row : rows)
    expanded.push_back(tensor::ExpandShapeOp::create(
        builder, loc, rowType, row, ArrayRef<ReassociationIndices>{{0, 1}}));
  return tensor::ConcatOp::create(builder, loc, type, /*dim=*/0, expanded);
}

//===----------------------------------------------------------------------===//
// Lowering
//===----------------------------------------------------------------------===//

// The sum over all elements of `scalar(operands...)`, in f64.
static Value buildTotal(OpBuilder &builder, Location loc, ValueRange operands,
                        ScalarBuilder scalar) {
  Type wide = builder.getF64Type();
  Value terms = buildElementwise(
      builder, loc, wide, operands,
      [&](OpBuilder &b, Location l, ValueRange args) {
        return scalar(b, l, llvm::map_to_vector(args, [&](Value v) {
                        return buildFloatCast(b, l, wide, v);
                      }));
      });
  unsigned rank = cast<RankedTensorType>(terms.getType()).getRank();
  AffineMap all = builder.getMultiDimIdentityMap(rank);
  Value sum =
      buildSum(builder, loc, terms, all, RankedTensorType::get({}, wide),
               AffineMap::get(rank, 0, builder.getContext()));
  return tensor::ExtractOp::create(builder, loc, sum);
}

static Value buildTotals(OpBuilder &builder, Location loc, ValueRange tensors,
                         ScalarBuilder scalar) {
  Value total = buildFloat(builder, loc, builder.getF64Type(), 0.0);
  for (Value tensor : tensors)
    total = arith::AddFOp::create(builder, loc, total,
                                  buildTotal(builder, loc, tensor, scalar));
  return total;
}

// The divisions between what a layer received and what it passed on.
static llvm::SetVector<StabilizedDivOp> findDivisions(LedgerOp op) {
  // The rule was lowered behind what it received; in mode fast, what it passed
  // on may depend on values before that.
  Operation *start = nullptr;
  for (Value value : op.getReceived())
    if (Operation *definition = value.getDefiningOp())
      if (!start || start->isBeforeInBlock(definition))
        start = definition;
  llvm::SetVector<StabilizedDivOp> divisions;
  llvm::SmallDenseSet<Operation *> seen;
  SmallVector<Value> worklist;
  llvm::append_range(worklist, op.getPassed());
  llvm::append_range(worklist, op.getLost());
  while (!worklist.empty()) {
    Operation *definition = worklist.pop_back_val().getDefiningOp();
    if (!definition || definition->getBlock() != op->getBlock() ||
        (start && !start->isBeforeInBlock(definition)) ||
        !seen.insert(definition).second)
      continue;
    if (auto division = dyn_cast<StabilizedDivOp>(definition))
      divisions.insert(division);
    llvm::append_range(worklist, definition->getOperands());
  }
  return divisions;
}

static void lowerLedger(OpBuilder &builder, LedgerOp op) {
  Location loc = op.getLoc();
  Type wide = builder.getF64Type();
  auto same = [](OpBuilder &, Location, ValueRange args) { return args[0]; };
  auto getInfinity = [&](OpBuilder &b, Location l) {
    return buildFloat(b, l, wide, std::numeric_limits<double>::infinity());
  };
  auto sub = [&](Value a, Value b) -> Value {
    return arith::SubFOp::create(builder, loc, a, b);
  };
  auto countIf = [&](ValueRange tensors, arith::CmpFPredicate predicate) {
    return buildTotals(
        builder, loc, tensors, [&](OpBuilder &b, Location l, ValueRange args) {
          Value size = math::AbsFOp::create(b, l, args[0]);
          Value holds =
              arith::CmpFOp::create(b, l, predicate, size, getInfinity(b, l));
          return arith::SelectOp::create(b, l, holds,
                                         buildFloat(b, l, wide, 1.0),
                                         buildFloat(b, l, wide, 0.0))
              .getResult();
        });
  };

  // Relevance that mode fast keeps as value times gradient, and nothing else
  // reads: of a masked value, which is infinite, it is 0, as it is in the end.
  auto mask = [&](ValueRange tensors) {
    return llvm::map_to_vector(tensors, [&](Value tensor) -> Value {
      auto times = tensor.getDefiningOp<TimesValueOp>();
      if (!times || times.getMasked() ||
          !llvm::all_of(times->getUsers(), llvm::IsaPred<LedgerOp>))
        return tensor;
      return TimesValueOp::create(builder, loc, times.getValue(),
                                  times.getGradient(), /*masked=*/true);
    });
  };
  SmallVector<Value> received = mask(op.getReceived()),
                     passed = mask(op.getPassed()), lost = mask(op.getLost());
  Value zero = buildFloat(builder, loc, wide, 0.0);
  SmallVector<Value> row(getColumnNames().size(), zero);
  auto column = [&](Column name) -> Value & {
    return row[static_cast<size_t>(name)];
  };
  column(Column::in) = buildTotals(builder, loc, received, same);
  column(Column::out) = buildTotals(builder, loc, passed, same);
  column(Column::constants) = buildTotals(builder, loc, lost, same);
  Value epsilon = zero;
  for (StabilizedDivOp division : findDivisions(op)) {
    auto share = division->getAttrOfType<FloatAttr>("share");
    Value taken = buildTotal(
        builder, loc,
        {division.getRelevance(), division.getResult(), division.getValue()},
        [&](OpBuilder &b, Location l, ValueRange args) -> Value {
          Value kept = arith::MulFOp::create(b, l, args[1], args[2]);
          Value difference = arith::SubFOp::create(b, l, args[0], kept);
          Value taken = arith::MulFOp::create(
              b, l, difference,
              buildFloat(b, l, wide, share ? share.getValueAsDouble() : 1.0));
          // Of a masked value, which is infinite, epsilon takes nothing.
          Value isFinite = arith::CmpFOp::create(
              b, l, arith::CmpFPredicate::ONE,
              math::AbsFOp::create(b, l, args[2]), getInfinity(b, l));
          return arith::SelectOp::create(b, l, isFinite, taken,
                                         buildFloat(b, l, wide, 0.0));
        });
    epsilon = arith::AddFOp::create(builder, loc, epsilon, taken);
  }
  column(Column::epsilon) = epsilon;
  Value rest = sub(sub(sub(column(Column::in), column(Column::out)), epsilon),
                   column(Column::constants));
  auto getColumn = [&]() -> Value & {
    switch (op.getResidual()) {
    case Residual::rule:
      return column(Column::rule);
    case Residual::bias:
      return column(Column::bias);
    case Residual::stopped:
      return column(Column::stopped);
    case Residual::constants:
      return column(Column::constants);
    }
    llvm_unreachable("all residuals are handled");
  };
  Value &residual = getColumn();
  residual = arith::AddFOp::create(builder, loc, residual, rest);
  column(Column::nan) = countIf(op.getValues(), arith::CmpFPredicate::UNO);
  column(Column::infinite) = countIf(op.getValues(), arith::CmpFPredicate::OEQ);
  column(Column::relevance_nan) = countIf(passed, arith::CmpFPredicate::UNO);
  column(Column::relevance_infinite) =
      countIf(passed, arith::CmpFPredicate::OEQ);
  op.getResult().replaceAllUsesWith(
      tensor::FromElementsOp::create(builder, loc, op.getType(), row));
  op.erase();
}

void lxt::lowerLedgers(Operation *root) {
  SmallVector<LedgerOp> rows;
  root->walk([&](LedgerOp op) { rows.push_back(op); });
  if (rows.empty())
    return;
  OpBuilder builder(root->getContext());
  for (LedgerOp op : rows) {
    builder.setInsertionPoint(op);
    lowerLedger(builder, op);
  }
  // One tensor at once: bufferization takes long over many small ones.
  root->walk([&](tensor::ConcatOp concat) {
    SmallVector<Value> elements;
    for (Value row : concat.getInputs()) {
      auto expand = row.getDefiningOp<tensor::ExpandShapeOp>();
      auto numbers =
          expand ? expand.getSrc().getDefiningOp<tensor::FromElementsOp>()
                 : nullptr;
      if (!numbers)
        return;
      llvm::append_range(elements, numbers.getElements());
    }
    builder.setInsertionPoint(concat);
    concat.getResult().replaceAllUsesWith(tensor::FromElementsOp::create(
        builder, concat.getLoc(), concat.getType(), elements));
    concat.erase();
  });
}
