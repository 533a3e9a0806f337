//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Kinds.h"
#include "lxt/IR/Builders.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

//===----------------------------------------------------------------------===//
// Scalar bodies
//===----------------------------------------------------------------------===//

namespace {

// What a scalar is as a function of the active tensors that the body reads.
struct Form {
  enum Class {
    constant,  // of none
    copy,      // one of them
    scaled,    // one of them times a constant
    sum,       // a sum of such, and of constants
    product,   // a product of two different ones
    selection, // one of several, or of one and a constant
    nonlinear  // anything else
  };
  Class form;
  llvm::SmallDenseSet<Value, 4> leaves;
};

} // namespace

static bool isHomogeneous(const Form &form) {
  return form.form == Form::copy || form.form == Form::scaled;
}

static Form combineSum(const Form &a, const Form &b) {
  Form result{Form::sum, a.leaves};
  result.leaves.insert(b.leaves.begin(), b.leaves.end());
  bool affine =
      llvm::all_of(ArrayRef<const Form *>{&a, &b}, [](const Form *form) {
        return form->form == Form::constant || form->form == Form::sum ||
               isHomogeneous(*form);
      });
  if (!affine)
    result.form = Form::nonlinear;
  return result;
}

static Form combineProduct(const Form &a, const Form &b, bool quotient) {
  if (b.form == Form::constant && a.form == Form::copy)
    return {Form::scaled, a.leaves};
  if (b.form == Form::constant && a.form != Form::copy)
    return a.form == Form::sum ? Form{Form::nonlinear, a.leaves} : a;
  if (a.form == Form::constant && !quotient)
    return combineProduct(b, a, false);
  Form result{Form::nonlinear, a.leaves};
  result.leaves.insert(b.leaves.begin(), b.leaves.end());
  if (isHomogeneous(a) && isHomogeneous(b) && result.leaves.size() == 2)
    result.form = Form::product;
  return result;
}

// Scalars of a body that are elements of active tensors, with these tensors.
using ActiveScalars = llvm::SmallDenseMap<Value, Value, 4>;

// The form of a value in a structured op's body.
static Form getForm(Value value, const ActiveScalars &active,
                    llvm::DenseMap<Value, Form> &memo) {
  if (Value tensor = active.lookup(value))
    return {Form::copy, {tensor}};
  Operation *op = value.getDefiningOp();
  if (!op)
    return {Form::constant, {}};
  if (auto it = memo.find(value); it != memo.end())
    return it->second;
  SmallVector<Form> operands;
  Form all{Form::nonlinear, {}};
  for (Value operand : op->getOperands()) {
    operands.push_back(getForm(operand, active, memo));
    all.leaves.insert(operands.back().leaves.begin(),
                      operands.back().leaves.end());
  }
  if (all.leaves.empty())
    return {Form::constant, {}};
  Form result =
      llvm::TypeSwitch<Operation *, Form>(op)
          .Case<arith::AddFOp, arith::SubFOp>(
              [&](auto) { return combineSum(operands[0], operands[1]); })
          .Case<arith::MulFOp>([&](auto) {
            return combineProduct(operands[0], operands[1], false);
          })
          .Case<arith::DivFOp>([&](auto) {
            return combineProduct(operands[0], operands[1], true);
          })
          .Case<arith::NegFOp, arith::ExtFOp, arith::TruncFOp>([&](auto) {
            return operands[0].form == Form::copy
                       ? Form{Form::scaled, all.leaves}
                       : operands[0];
          })
          .Case<arith::SelectOp>([&](auto) {
            bool masks = operands[0].form == Form::constant;
            bool chooses = all.leaves.size() > 1;
            bool copies = operands[1].form <= Form::copy &&
                          operands[2].form <= Form::copy;
            return copies && (masks || chooses)
                       ? Form{Form::selection, all.leaves}
                       : all;
          })
          .Case<arith::MaximumFOp, arith::MaxNumFOp, arith::MinimumFOp,
                arith::MinNumFOp>([&](auto) {
            bool chooses = operands[0].form == Form::copy &&
                           operands[1].form == Form::copy &&
                           all.leaves.size() == 2;
            return chooses ? Form{Form::selection, all.leaves} : all;
          })
          .Default([&](Operation *) { return all; });
  memo[value] = result;
  return result;
}

// Block arguments for active operands, and lookups in active tables.
static ActiveScalars getActiveScalars(LinalgOp op, const Activity &activity) {
  ActiveScalars scalars;
  for (OpOperand &operand : op->getOpOperands())
    if (activity.isActive(operand.get()))
      scalars[op.getMatchingBlockArgument(&operand)] = operand.get();
  for (auto extract : op.getBlock()->getOps<tensor::ExtractOp>())
    if (activity.isActive(extract.getTensor()))
      scalars[extract.getResult()] = extract.getTensor();
  return scalars;
}

//===----------------------------------------------------------------------===//
// Structured ops
//===----------------------------------------------------------------------===//

static bool isReadAtLoops(AffineMap map) {
  return llvm::all_of(map.getResults(),
                      llvm::IsaPred<AffineDimExpr, AffineConstantExpr>);
}

bool lxt::isElementwise(Operation *op) {
  auto linalgOp = dyn_cast<LinalgOp>(op);
  if (!linalgOp || !linalgOp.isAllParallelLoops() || op->getNumResults() != 1)
    return false;
  SmallVector<AffineMap> maps = linalgOp.getIndexingMapsArray();
  return maps.back().isIdentity() && llvm::all_of(maps, isReadAtLoops);
}

bool lxt::readsAtIdentity(LinalgOp op, Value value) {
  return llvm::all_of(op->getOpOperands(), [&](OpOperand &operand) {
    return operand.get() != value ||
           op.getMatchingIndexingMap(&operand).isIdentity();
  });
}

// The op that combines the first result's old value with a new one, if the op
// reduces.
static Operation *getCombiner(LinalgOp op) {
  if (op.getNumReductionLoops() == 0)
    return nullptr;
  BlockArgument out = op.getBlock()->getArgument(op.getNumDpsInputs());
  Operation *combiner =
      op.getBlock()->getTerminator()->getOperand(0).getDefiningOp();
  if (!combiner || !llvm::is_contained(combiner->getOperands(), out))
    return nullptr;
  return combiner;
}

static bool combines(Operation *op, bool maximum) {
  auto linalgOp = dyn_cast<LinalgOp>(op);
  Operation *combiner = linalgOp ? getCombiner(linalgOp) : nullptr;
  if (!combiner)
    return false;
  // What is combined is an input as it is.
  bool direct = llvm::all_of(combiner->getOperands(), [](Value value) {
    return isa<BlockArgument>(skipCasts(value));
  });
  if (maximum)
    return direct && isa<arith::MaximumFOp, arith::MaxNumFOp>(combiner);
  return direct && isa<arith::AddFOp>(combiner);
}

bool lxt::isAdditiveReduction(Operation *op) {
  return combines(op, /*maximum=*/false);
}
bool lxt::isMaxReduction(Operation *op) {
  return combines(op, /*maximum=*/true);
}

bool lxt::isSplit(LinalgOp op) {
  Block *body = op.getBlock();
  if (op.getNumReductionLoops() > 0) {
    Operation *combiner = getCombiner(op);
    // Several results, as of a maximum and its index, are no sum of anything.
    if (op->getNumResults() != 1 || !combiner ||
        combiner->getNumOperands() != 2)
      return true;
    BlockArgument out = body->getArgument(op.getNumDpsInputs());
    Value element =
        skipCasts(combiner->getOperand(combiner->getOperand(0) == out));
    auto isArgument = [&](Value value) {
      return isa<BlockArgument>(skipCasts(value)) ||
             skipCasts(value).getParentBlock() != body;
    };
    auto product = element.getDefiningOp<arith::MulFOp>();
    return isArgument(element) ||
           (product && llvm::all_of(product->getOperands(), isArgument));
  }
  llvm::DenseSet<Value> varying(body->args_begin(), body->args_end());
  unsigned steps = 0;
  for (Operation &inner : body->without_terminator()) {
    llvm::SetVector<Value> read(inner.operand_begin(), inner.operand_end());
    getUsedValuesDefinedAbove(inner.getRegions(), read);
    bool varies =
        isa<tensor::ExtractOp>(inner) || llvm::any_of(read, [&](Value value) {
          return varying.contains(value);
        });
    if (!varies)
      continue;
    if (inner.getNumRegions() > 0)
      return false;
    varying.insert(inner.result_begin(), inner.result_end());
    steps += llvm::any_of(inner.getResultTypes(), llvm::IsaPred<FloatType>);
  }
  return steps <= 1;
}

static Kind classifyReduction(LinalgOp op, const Activity &activity) {
  unsigned active = llvm::count_if(
      op.getDpsInputs(), [&](Value value) { return activity.isActive(value); });
  bool windows = !llvm::all_of(op.getIndexingMapsArray(), isReadAtLoops);
  Operation *combiner = getCombiner(op);
  if (!combiner)
    return Kind::unknown;
  if (isa<arith::MaximumFOp, arith::MaxNumFOp, arith::MinimumFOp,
          arith::MinNumFOp, arith::SelectOp>(combiner))
    return Kind::selection;
  if (!isa<arith::AddFOp>(combiner))
    return Kind::unknown;
  // A sum of elements, or of products of two operands' elements.
  BlockArgument out = op.getBlock()->getArgument(op.getNumDpsInputs());
  Value element = combiner->getOperand(combiner->getOperand(0) == out ? 1 : 0);
  llvm::DenseMap<Value, Form> memo;
  ActiveScalars inputs;
  for (BlockArgument argument : op.getRegionInputArgs())
    if (isa<FloatType>(argument.getType()))
      inputs[argument] = argument;
  // Casts of the operands leave a sum or a contraction what it is.
  Form form = getForm(skipCasts(element), inputs, memo);
  if (form.form == Form::copy)
    return windows ? Kind::average_pool : Kind::reduction;
  bool contracts = linalg::isaConvolutionOpInterface(op) ||
                   linalg::isaContractionOpInterface(op) ||
                   form.form == Form::product;
  if (!contracts)
    return Kind::unknown;
  if (active == 2)
    return Kind::other;
  return windows ? Kind::convolution : Kind::dense;
}

static Kind classifyParallel(LinalgOp op, const Activity &activity) {
  ActiveScalars active = getActiveScalars(op, activity);
  llvm::DenseMap<Value, Form> memo;
  Form form =
      getForm(op.getBlock()->getTerminator()->getOperand(0), active, memo);
  switch (form.form) {
  case Form::constant:
    return Kind::unknown;
  case Form::copy:
    return Kind::movement;
  case Form::scaled:
    return Kind::scale;
  case Form::sum:
    return Kind::sum;
  case Form::product:
    return Kind::product;
  case Form::selection:
    return Kind::selection;
  case Form::nonlinear:
    return form.leaves.size() == 1 ? Kind::activation : Kind::unknown;
  }
  llvm_unreachable("all forms are handled");
}

bool lxt::isMovement(Operation *op) {
  if (isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp, tensor::ReshapeOp,
          tensor::CastOp, tensor::ExtractSliceOp, tensor::InsertSliceOp,
          tensor::ConcatOp, tensor::PadOp>(op))
    return true;
  auto linalgOp = dyn_cast<LinalgOp>(op);
  if (!linalgOp || !linalgOp.isAllParallelLoops() || op->getNumResults() != 1)
    return false;
  Value yielded = linalgOp.getBlock()->getTerminator()->getOperand(0);
  return (isa<BlockArgument>(yielded) && !isa<linalg::FillOp>(op)) ||
         isa_and_nonnull<tensor::ExtractOp>(yielded.getDefiningOp());
}

Kind lxt::classifyOp(Operation *op, const Activity &activity) {
  if (isMovement(op))
    return Kind::movement;
  if (isa<linalg::SoftmaxOp>(op))
    return Kind::softmax;
  auto linalgOp = dyn_cast<LinalgOp>(op);
  if (!linalgOp)
    return Kind::unknown;
  if (!isSplit(linalgOp))
    return Kind::unknown;
  if (linalgOp.getNumReductionLoops() > 0)
    return classifyReduction(linalgOp, activity);
  if (op->getNumResults() != 1)
    return Kind::unknown;
  return classifyParallel(linalgOp, activity);
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

bool lxt::isCopying(Region &region) {
  Block &block = region.front();
  Activity activity(block, block.getArguments(),
                    block.getTerminator()->getOperands());
  return llvm::all_of(block.without_terminator(), [&](Operation &op) {
    if (!activity.isActive(&op))
      return true;
    Kind kind = classifyOp(&op, activity);
    return kind == Kind::movement || kind == Kind::selection;
  });
}

// How a value depends on one argument.
enum class Degree { zero, one, other };

static Degree getScalarDegree(Value value,
                              const llvm::DenseMap<Value, Degree> &arguments) {
  if (auto it = arguments.find(value); it != arguments.end())
    return it->second;
  Operation *op = value.getDefiningOp();
  if (!op || isa<tensor::ExtractOp>(op))
    return Degree::zero;
  SmallVector<Degree> operands =
      llvm::map_to_vector(op->getOperands(), [&](Value operand) {
        return getScalarDegree(operand, arguments);
      });
  if (llvm::all_equal(operands) &&
      (operands.empty() || operands[0] == Degree::zero))
    return Degree::zero;
  auto same = [&](unsigned i, unsigned j) {
    return operands[i] == operands[j] ? operands[i] : Degree::other;
  };
  return llvm::TypeSwitch<Operation *, Degree>(op)
      .Case<arith::AddFOp, arith::SubFOp>([&](auto) { return same(0, 1); })
      .Case<arith::MulFOp>([&](auto) {
        if (operands[0] == Degree::zero)
          return operands[1];
        return operands[1] == Degree::zero ? operands[0] : Degree::other;
      })
      .Case<arith::DivFOp>([&](auto) {
        return operands[1] == Degree::zero ? operands[0] : Degree::other;
      })
      .Case<arith::NegFOp, arith::ExtFOp, arith::TruncFOp>(
          [&](auto) { return operands[0]; })
      .Case<arith::SelectOp>([&](auto) {
        return operands[0] == Degree::zero ? same(1, 2) : Degree::other;
      })
      .Default([](Operation *) { return Degree::other; });
}

bool lxt::isElementwiseMultilinear(Region &region) {
  Block &block = region.front();
  if (block.getTerminator()->getNumOperands() != 1)
    return false;
  return llvm::all_of(block.getArguments(), [&](BlockArgument argument) {
    llvm::DenseMap<Value, Degree> degrees;
    degrees[argument] = Degree::one;
    for (Operation &op : block.without_terminator()) {
      bool depends = llvm::any_of(getExternalValues(&op), [&](Value value) {
        return degrees.contains(value) && degrees[value] != Degree::zero;
      });
      if (!depends || isa<StopOp>(op))
        continue;
      Degree degree = Degree::other;
      if (isElementwise(&op)) {
        auto linalgOp = cast<LinalgOp>(op);
        llvm::DenseMap<Value, Degree> scalars;
        for (OpOperand &operand : op.getOpOperands())
          scalars[linalgOp.getMatchingBlockArgument(&operand)] =
              degrees.contains(operand.get()) ? degrees[operand.get()]
                                              : Degree::zero;
        degree = getScalarDegree(
            linalgOp.getBlock()->getTerminator()->getOperand(0), scalars);
      }
      for (Value result : op.getResults())
        degrees[result] = degree;
    }
    Value result = block.getTerminator()->getOperand(0);
    return degrees.contains(result) && degrees[result] == Degree::one;
  });
}
