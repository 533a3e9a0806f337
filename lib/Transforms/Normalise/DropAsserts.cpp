//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Exporters guard every lookup by assertions that its index is in range. Where
// the index comes from a constant or a counter, that can be proved, and the
// lookup then fuses and vectorises as any other op.
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Normalise.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/InferIntRangeInterface.h"
#include <numeric>

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

// Guards against unusually deep chains of ops.
static constexpr unsigned maxDepth = 64;

static ConstantIntRanges getRange(Value value, unsigned depth);

// The range of a constant whose data is a resource: large tensors of exporters.
static std::optional<ConstantIntRanges> getResourceRange(Value tensor) {
  DenseResourceElementsAttr attr;
  if (!matchPattern(tensor, m_Constant(&attr)))
    return std::nullopt;
  auto getRange = [](auto values) -> std::optional<ConstantIntRanges> {
    if (!values || values->empty())
      return std::nullopt;
    auto [low, high] = std::minmax_element(values->begin(), values->end());
    unsigned width = sizeof(*low) * 8;
    return ConstantIntRanges::fromSigned(APInt(width, *low, true),
                                         APInt(width, *high, true));
  };
  if (auto wide = dyn_cast<DenseI64ResourceElementsAttr>(attr))
    return getRange(wide.tryGetAsArrayRef());
  if (auto narrow = dyn_cast<DenseI32ResourceElementsAttr>(attr))
    return getRange(narrow.tryGetAsArrayRef());
  return std::nullopt;
}

// The range of all elements of a tensor.
static ConstantIntRanges getTensorRange(Value tensor, unsigned depth) {
  unsigned width = ConstantIntRanges::getStorageBitwidth(
      getElementTypeOrSelf(tensor.getType()));
  ConstantIntRanges all = ConstantIntRanges::maxRange(width);
  DenseIntElementsAttr constant;
  if (matchPattern(tensor, m_Constant(&constant)) &&
      constant.getNumElements() > 0) {
    auto values = constant.getValues<APInt>();
    ConstantIntRanges range = ConstantIntRanges::constant(*values.begin());
    for (const APInt &value : values)
      range = range.rangeUnion(ConstantIntRanges::constant(value));
    return range;
  }
  if (std::optional<ConstantIntRanges> range = getResourceRange(tensor))
    return *range;
  Operation *op = tensor.getDefiningOp();
  if (!op || depth > maxDepth)
    return all;
  if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp, tensor::CastOp,
          tensor::ExtractSliceOp, tensor::ReshapeOp>(op))
    return getTensorRange(op->getOperand(0), depth + 1);
  if (auto concat = dyn_cast<tensor::ConcatOp>(op))
    return std::accumulate(concat.getInputs().begin(), concat.getInputs().end(),
                           getTensorRange(concat.getInputs()[0], depth + 1),
                           [&](const ConstantIntRanges &range, Value input) {
                             return range.rangeUnion(
                                 getTensorRange(input, depth + 1));
                           });
  if (auto fill = dyn_cast<linalg::FillOp>(op))
    return getRange(fill.getInputs()[0], depth + 1);
  auto linalgOp = dyn_cast<LinalgOp>(op);
  if (!linalgOp || !linalgOp.isAllParallelLoops())
    return all;
  unsigned result = cast<OpResult>(tensor).getResultNumber();
  return getRange(linalgOp.getBlock()->getTerminator()->getOperand(result),
                  depth + 1);
}

static ConstantIntRanges getRange(Value value, unsigned depth) {
  unsigned width = ConstantIntRanges::getStorageBitwidth(value.getType());
  ConstantIntRanges all = ConstantIntRanges::maxRange(width);
  APInt constant;
  if (matchPattern(value, m_ConstantInt(&constant)))
    return ConstantIntRanges::constant(constant);
  if (depth > maxDepth)
    return all;
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto op = dyn_cast<LinalgOp>(argument.getOwner()->getParentOp());
    if (!op || !value.getType().isIntOrIndex())
      return all;
    // What a reduction has gathered so far is not what it started with.
    OpOperand *operand = op.getMatchingOpOperand(argument);
    if (op.isDpsInit(operand) && !op.isAllParallelLoops())
      return all;
    Value tensor = operand->get();
    return isa<ShapedType>(tensor.getType()) ? getTensorRange(tensor, depth + 1)
                                             : getRange(tensor, depth + 1);
  }
  Operation *definition = value.getDefiningOp();
  if (auto index = dyn_cast<linalg::IndexOp>(definition)) {
    auto op = dyn_cast<LinalgOp>(index->getParentOp());
    int64_t size =
        op ? op.getStaticLoopRanges()[index.getDim()] : ShapedType::kDynamic;
    if (ShapedType::isDynamic(size) || size < 1)
      return all;
    return ConstantIntRanges::fromSigned(APInt(width, 0),
                                         APInt(width, size - 1));
  }
  if (auto extract = dyn_cast<tensor::ExtractOp>(definition))
    return getTensorRange(extract.getTensor(), depth + 1);
  auto inferable = dyn_cast<InferIntRangeInterface>(definition);
  if (!inferable || !llvm::all_of(definition->getOperandTypes(), [](Type type) {
        return type.isIntOrIndex();
      }))
    return all;
  SmallVector<ConstantIntRanges> operands =
      llvm::map_to_vector(definition->getOperands(), [&](Value operand) {
        return getRange(operand, depth + 1);
      });
  ConstantIntRanges range = all;
  inferable.inferResultRanges(
      operands, [&](Value result, const ConstantIntRanges &inferred) {
        if (result == value)
          range = inferred;
      });
  return range;
}

namespace {
struct DropAssert : OpRewritePattern<cf::AssertOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(cf::AssertOp op,
                                PatternRewriter &rewriter) const override {
    if (!isa<LinalgOp>(op->getParentOp()))
      return failure();
    std::optional<APInt> value = getRange(op.getArg(), 0).getConstantValue();
    if (!value || value->isZero())
      return failure();
    rewriter.eraseOp(op);
    return success();
  }
};
} // namespace

void lxt::populateDropAssertPatterns(RewritePatternSet &patterns) {
  patterns.add<DropAssert>(patterns.getContext());
}
