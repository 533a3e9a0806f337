//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Composites.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"

namespace lxt {
#define GEN_PASS_DEF_LXTCANONIZE
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

namespace {
struct Canonize : lxt::impl::LXTCanonizeBase<Canonize> {
  using LXTCanonizeBase::LXTCanonizeBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    LXTCanonizeBase::getDependentDialects(registry);
    createLXTNormalise()->getDependentDialects(registry);
  }

  LogicalResult canonize() {
    auto emitError = [&] { return mlir::emitError(getOperation().getLoc()); };
    FailureOr<Composite> found =
        findComposite(getOperation(), composite, emitError);
    if (failed(found))
      return failure();
    if (found->hasNewFunctions) {
      OpPassManager manager(ModuleOp::getOperationName());
      manager.addPass(createLXTNormalise());
      if (failed(runPipeline(manager, getOperation())))
        return failure();
    }
    SmallVector<std::string> names = found->canonizers;
    llvm::append_range(names, canonizers);
    for (const std::string &text : names) {
      auto call = parseCall(text, emitError);
      if (failed(call))
        return failure();
      const PassInfo *info = PassInfo::lookup("lxt-" + call->first);
      if (!info)
        return emitError() << "'" << call->first
                           << "' is no canonizer: there is no pass lxt-"
                           << call->first
                           << "; merge-batch-norm and replace-layers are some";
      std::string options;
      for (const auto &[key, value] : call->second)
        options += key + "=" + value + " ";
      OpPassManager manager(ModuleOp::getOperationName());
      if (failed(info->addToPipeline(manager, options,
                                     [&](const Twine &message) {
                                       return LogicalResult(
                                           emitError() << "canonizer '" << text
                                                       << "': " << message);
                                     })) ||
          failed(runPipeline(manager, getOperation())))
        return failure();
    }
    return success();
  }

  void runOnOperation() override {
    if (failed(canonize()))
      signalPassFailure();
  }
};
} // namespace
