//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Layers.h"
#include "lxt/Transforms/Lowering.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

namespace lxt {
#define GEN_PASS_DEF_LXTRECOGNISE
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

// What an op is called in reports: an elementwise op by its scalar operation.
static StringAttr getDisplayName(Operation *op) {
  if (auto elementwise = ElementwiseOp::match(op))
    return elementwise->scalar->getName().getIdentifier();
  return op->getName().getIdentifier();
}

bool lxt::isModelFunction(func::FuncOp function) {
  return !function.isExternal() &&
         (!function.isPrivate() ||
          !function.symbolKnownUseEmpty(function->getParentOp()));
}

LayerOp lxt::wrapInLayer(OpBuilder &builder, Location loc, OriginAttr origin,
                         ArrayRef<Operation *> ops, Activity &activity) {
  SmallVector<Value> inputs = getExternalValues(ops);
  llvm::erase_if(inputs,
                 [&](Value value) { return !activity.isActive(value); });
  return wrapInLayer(builder, loc, origin, ops, inputs, activity);
}

LayerOp lxt::wrapInLayer(OpBuilder &builder, Location loc, OriginAttr origin,
                         ArrayRef<Operation *> ops, ValueRange inputs,
                         Activity &activity) {
  Operation *last = ops.back();
  llvm::SmallPtrSet<Operation *, 8> inside(ops.begin(), ops.end());
  SmallVector<Value> results;
  for (Operation *op : ops)
    for (Value result : op->getResults())
      if (llvm::any_of(result.getUsers(), [&](Operation *user) {
            return !inside.contains(
                last->getBlock()->findAncestorOpInBlock(*user));
          }))
        results.push_back(result);
  builder.setInsertionPoint(last);
  auto layer = LayerOp::create(builder, loc, ValueRange(results).getTypes(),
                               origin, inputs);
  Block *body = builder.createBlock(&layer.getBody());
  for (Operation *op : ops)
    op->moveBefore(body, body->end());
  YieldOp::create(builder, loc, results);
  for (auto [from, to] : llvm::zip_equal(results, layer.getResults())) {
    activity.replace(from, to);
    Value old = from;
    old.replaceUsesWithIf(to, [&](OpOperand &use) {
      return !body->findAncestorOpInBlock(*use.getOwner());
    });
  }
  for (Value input : inputs) {
    Value argument = body->addArgument(input.getType(), input.getLoc());
    input.replaceUsesWithIf(argument, [&](OpOperand &use) {
      return body->findAncestorOpInBlock(*use.getOwner());
    });
  }
  return layer;
}

static LayerOp wrap(OpBuilder &builder, const Layer &layer,
                    Activity &activity) {
  SmallVector<Operation *> ops = layer.ops;
  for (const Layer &inner : layer.inner) {
    LayerOp wrapped = wrap(builder, inner, activity);
    *llvm::find(ops, inner.ops.back()) = wrapped;
    llvm::erase_if(
        ops, [&](Operation *op) { return llvm::is_contained(inner.ops, op); });
  }
  auto origin = OriginAttr::get(builder.getContext(), layer.kind,
                                getDisplayName(layer.root), StringAttr(),
                                StringAttr(), StringAttr());
  return wrapInLayer(builder, layer.root->getLoc(), origin, ops, activity);
}

static LogicalResult recogniseBlock(OpBuilder &builder, Block &block,
                                    ValueRange inputs,
                                    function_ref<ValueRange()> getOutputs,
                                    SmallVectorImpl<func::FuncOp> &callers);

static Value buildCast(OpBuilder &builder, Location loc, Value value,
                       Type type) {
  if (value.getType() == type)
    return value;
  return tensor::CastOp::create(builder, loc, type, value);
}

// A layer that holds a function's body, for a call with these operands, of
// which `inputs` are active.
static FailureOr<LayerOp>
buildFunctionLayer(OpBuilder &builder, Location loc, func::FuncOp callee,
                   ValueRange operands, ValueRange inputs,
                   TypeRange resultTypes,
                   SmallVectorImpl<func::FuncOp> &callers) {
  auto cls = callee->getAttrOfType<StringAttr>("lxt.class");
  auto origin =
      OriginAttr::get(builder.getContext(), Kind::function,
                      builder.getStringAttr(func::CallOp::getOperationName()),
                      callee.getSymNameAttr(), cls, StringAttr());
  auto layer = LayerOp::create(builder, loc, resultTypes, origin, inputs);
  OpBuilder::InsertionGuard guard(builder);
  Block *body = builder.createBlock(&layer.getBody());
  IRMapping mapping;
  for (Value input : inputs)
    mapping.map(input, body->addArgument(input.getType(), input.getLoc()));
  for (auto [argument, operand] :
       llvm::zip_equal(callee.getArguments(), operands))
    mapping.map(argument,
                buildCast(builder, loc, mapping.lookupOrDefault(operand),
                          argument.getType()));
  Block &source = callee.getBody().front();
  for (Operation &op : source.without_terminator())
    builder.clone(op, mapping);
  SmallVector<Value> results;
  for (auto [value, type] :
       llvm::zip_equal(source.getTerminator()->getOperands(), resultTypes))
    results.push_back(
        buildCast(builder, loc, mapping.lookupOrDefault(value), type));
  YieldOp::create(builder, loc, results);

  callers.push_back(callee);
  auto getYielded = [&]() -> ValueRange {
    return body->getTerminator()->getOperands();
  };
  LogicalResult status =
      recogniseBlock(builder, *body, body->getArguments(), getYielded, callers);
  callers.pop_back();
  if (failed(status))
    return failure();
  return layer;
}

FailureOr<LayerOp> lxt::buildFunctionLayer(OpBuilder &builder, Location loc,
                                           func::FuncOp callee,
                                           ValueRange operands,
                                           ValueRange inputs,
                                           TypeRange resultTypes) {
  SmallVector<func::FuncOp> callers;
  return ::buildFunctionLayer(builder, loc, callee, operands, inputs,
                              resultTypes, callers);
}

// Replaces a call by a layer that holds the callee's body.
static LogicalResult wrapCall(OpBuilder &builder, func::CallOp call,
                              const Activity &activity,
                              SmallVectorImpl<func::FuncOp> &callers) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
      call, call.getCalleeAttr());
  if (!callee || callee.isExternal() || !callee.getBody().hasOneBlock())
    return call.emitError("calls a function that relevance cannot pass: it has "
                          "no body of one block");
  if (llvm::is_contained(callers, callee))
    return call.emitError(
        "calls a recursive function, which relevance cannot pass");
  builder.setInsertionPoint(call);
  FailureOr<LayerOp> layer = buildFunctionLayer(
      builder, call.getLoc(), callee, call.getOperands(),
      activity.getActiveInputs(call), call.getResultTypes(), callers);
  if (failed(layer))
    return failure();
  call->replaceAllUsesWith(*layer);
  call.erase();
  return success();
}

static LogicalResult recogniseBlock(OpBuilder &builder, Block &block,
                                    ValueRange inputs,
                                    function_ref<ValueRange()> getOutputs,
                                    SmallVectorImpl<func::FuncOp> &callers) {
  {
    Activity activity(block, inputs, getOutputs());
    for (Operation &op : llvm::make_early_inc_range(block)) {
      if (!activity.isActive(&op))
        continue;
      if (auto call = dyn_cast<func::CallOp>(op)) {
        // Later calls read this one's results through the activity.
        if (failed(wrapCall(builder, call, activity, callers)))
          return failure();
        return recogniseBlock(builder, block, inputs, getOutputs, callers);
      }
    }
  }
  Activity activity(block, inputs, getOutputs());
  for (const Layer &layer : LayerFinder(block, activity).takeLayers())
    wrap(builder, layer, activity);
  return success();
}

namespace {
struct Recognise : lxt::impl::LXTRecogniseBase<Recognise> {
  LogicalResult recognise(func::FuncOp function, ArrayRef<int64_t> inputs,
                          std::optional<int64_t> output) {
    if (!function.getBody().hasOneBlock())
      return function.emitError(
          "cannot be explained: it has more than one block");
    Block &block = function.getBody().front();
    SmallVector<Value> active;
    for (BlockArgument argument : block.getArguments())
      if (inputs.empty() || llvm::is_contained(inputs, argument.getArgNumber()))
        active.push_back(argument);
    auto getOutputs = [&]() -> ValueRange {
      ValueRange all = block.getTerminator()->getOperands();
      return output ? all.slice(*output, 1) : all;
    };
    OpBuilder builder(&getContext());
    SmallVector<func::FuncOp> callers{function};
    return recogniseBlock(builder, block, active, getOutputs, callers);
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto requests = module.getOps<ExplainOp>();
    for (ExplainOp request : requests) {
      auto function = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
          request, request.getFunctionAttr());
      if (!function) {
        request.emitOpError("names a function that is no func.func");
        return signalPassFailure();
      }
      if (failed(recognise(function, request.getInputs(), request.getOutput())))
        return signalPassFailure();
    }
    if (!requests.empty())
      return;
    for (auto function : module.getOps<func::FuncOp>())
      if (isModelFunction(function) &&
          failed(recognise(function, {}, std::nullopt)))
        return signalPassFailure();
  }
};
} // namespace
