//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Selectors.h"
#include "lxt/IR/Rules.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Pass/PassManager.h"

namespace lxt {
#define GEN_PASS_DEF_LXTREPLACELAYERS
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

static LogicalResult replace(RewriterBase &rewriter, LayerOp layer,
                             func::FuncOp function) {
  auto emitMismatch = [&]() {
    InFlightDiagnostic diagnostic =
        layer.emitError("this layer cannot be replaced by @")
        << function.getSymName() << ": ";
    diagnostic.attachNote(function.getLoc()) << "the function is here";
    return diagnostic;
  };
  SmallVector<Value> operands(layer.getInputs());
  TypeRange arguments = function.getArgumentTypes();
  if (arguments.size() > operands.size())
    llvm::append_range(operands, getCapturedTensors(layer.getBody()));
  if (arguments.size() != operands.size() ||
      function.getNumResults() != layer.getNumResults())
    return emitMismatch() << "it takes " << arguments.size()
                          << " tensors and returns " << function.getNumResults()
                          << ", the layer has " << layer.getInputs().size()
                          << " inputs, reads "
                          << operands.size() - layer.getInputs().size()
                          << " more tensors, and returns "
                          << layer.getNumResults();
  rewriter.setInsertionPoint(layer);
  for (Value &operand : operands)
    if (Operation *op = operand.getDefiningOp(); op && layer->isAncestor(op))
      operand = rewriter.clone(*op)->getResult(0);
  Location loc = layer.getLoc();
  bool fits = true;
  auto cast = [&](Value value, Type type) -> Value {
    if (value.getType() == type)
      return value;
    if (!tensor::CastOp::areCastCompatible(value.getType(), type)) {
      fits = false;
      return value;
    }
    return tensor::CastOp::create(rewriter, loc, type, value);
  };
  for (auto [operand, type] : llvm::zip_equal(operands, arguments))
    operand = cast(operand, type);
  SmallVector<Value> results;
  if (fits) {
    auto call = func::CallOp::create(rewriter, loc, function, operands);
    for (auto [result, type] :
         llvm::zip_equal(call.getResults(), layer.getResultTypes()))
      results.push_back(cast(result, type));
  }
  if (!fits)
    return emitMismatch() << "it is of type " << function.getFunctionType()
                          << ", which does not fit the layer's tensors";
  rewriter.replaceOp(layer, results);
  return success();
}

namespace {
struct ReplaceLayers : lxt::impl::LXTReplaceLayersBase<ReplaceLayers> {
  using LXTReplaceLayersBase::LXTReplaceLayersBase;

  LogicalResult run() {
    ModuleOp module = getOperation();
    auto emitError = [&] { return mlir::emitError(module.getLoc()); };
    FailureOr<Selector> selector = Selector::parse(layers, emitError);
    if (failed(selector))
      return failure();
    auto replacement = module.lookupSymbol<func::FuncOp>(function);
    if (!replacement || !replacement.isPrivate() || replacement.isExternal())
      return emitError() << "'" << function
                         << "' is no private function with a body";
    IRRewriter rewriter(&getContext());
    bool found = false;
    for (auto caller : module.getOps<func::FuncOp>())
      for (Operation *op : SelectorMatcher(caller).findAll(*selector)) {
        auto layer = dyn_cast<LayerOp>(op);
        if (!layer || layer->getParentOp() != caller)
          continue;
        found = true;
        if (failed(replace(rewriter, layer, replacement)))
          return failure();
      }
    if (!found) {
      module.emitRemark("replace-layers: no layer matches '") << layers << "'";
      return success();
    }
    OpPassManager manager(ModuleOp::getOperationName());
    manager.addPass(createLXTRecognise());
    return runPipeline(manager, module);
  }

  void runOnOperation() override {
    if (failed(run()))
      signalPassFailure();
  }
};
} // namespace
