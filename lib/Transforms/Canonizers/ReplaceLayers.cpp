//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Selectors.h"
#include "lxt/IR/Rules.h"
#include "lxt/Transforms/Lowering.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

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
  SmallVector<Value> captured = getCapturedTensors(layer.getBody());
  if (arguments.size() > operands.size())
    llvm::append_range(operands, captured);
  if (arguments.size() != operands.size() ||
      function.getNumResults() != layer.getNumResults())
    return emitMismatch() << "it takes " << arguments.size()
                          << " tensors and returns " << function.getNumResults()
                          << ", the layer has " << layer.getInputs().size()
                          << " inputs, reads " << captured.size()
                          << " more tensors, and returns "
                          << layer.getNumResults();
  auto fit = [](auto pair) {
    return tensor::CastOp::areCastCompatible(std::get<0>(pair),
                                             std::get<1>(pair));
  };
  if (!llvm::all_of(llvm::zip_equal(ValueRange(operands).getTypes(), arguments),
                    fit) ||
      !llvm::all_of(
          llvm::zip_equal(layer.getResultTypes(), function.getResultTypes()),
          fit))
    return emitMismatch() << "it is of type " << function.getFunctionType()
                          << ", which does not fit the layer's tensors";
  rewriter.setInsertionPoint(layer);
  for (Value &operand : operands)
    if (Operation *op = operand.getDefiningOp(); op && layer->isAncestor(op))
      operand = rewriter.clone(*op)->getResult(0);
  FailureOr<LayerOp> replacement =
      buildFunctionLayer(rewriter, layer.getLoc(), function, operands,
                         layer.getInputs(), layer.getResultTypes());
  if (failed(replacement))
    return failure();
  rewriter.replaceOp(layer, *replacement);
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
    StringRef name = StringRef(function).ltrim('@');
    auto replacement = module.lookupSymbol<func::FuncOp>(name);
    if (!replacement || !replacement.isPrivate() ||
        !replacement.getBody().hasOneBlock())
      return emitError() << "'" << name
                         << "' is no private function of one block";
    IRRewriter rewriter(&getContext());
    // Of nested layers that match, the outermost is replaced.
    llvm::SetVector<Operation *> found;
    for (auto caller : module.getOps<func::FuncOp>())
      for (Operation *op : SelectorMatcher(caller).findAll(*selector))
        if (isa<LayerOp>(op) && llvm::none_of(found, [&](Operation *outer) {
              return outer->isProperAncestor(op);
            }))
          found.insert(op);
    if (found.empty())
      emitRemark(module.getLoc())
          << "replace-layers: no layer matches '" << layers << "'";
    for (Operation *op : found)
      if (failed(replace(rewriter, cast<LayerOp>(op), replacement)))
        return failure();
    return success();
  }

  void runOnOperation() override {
    if (failed(run()))
      signalPassFailure();
  }
};
} // namespace
