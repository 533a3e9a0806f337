//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace lxt;

void lxt::buildRulePipeline(OpPassManager &manager,
                            const ExplainPipelineOptions &options) {
  LXTRequestOptions request;
  request.entry = options.entry;
  request.inputs.assign(options.inputs.begin(), options.inputs.end());
  request.output = options.output;
  request.seeds.assign(options.seeds.begin(), options.seeds.end());
  request.values.assign(options.values.begin(), options.values.end());
  request.mode = options.mode;
  request.outputs = options.outputs;
  request.ledger = options.ledger;
  manager.addPass(createLXTRequest(request));

  manager.addPass(createLXTNormalise());
  manager.addPass(createLXTRecognise());

  LXTCanonizeOptions canonize;
  canonize.composite = options.composite;
  canonize.canonizers.assign(options.canonizers.begin(),
                             options.canonizers.end());
  manager.addPass(createLXTCanonize(canonize));

  LXTAssignRulesOptions assign;
  assign.composite = options.composite;
  assign.rules.assign(options.rules.begin(), options.rules.end());
  assign.printRules = options.printRules;
  manager.addPass(createLXTAssignRules(assign));

  manager.addPass(createLXTPropagate());
}

void lxt::buildRuleLoweringPipeline(OpPassManager &manager) {
  manager.addPass(createLXTSimplify());
  manager.addPass(createLXTLowerRules());
  manager.addPass(createLXTLowerVJP());
  // Shares recomputed forward values with the forward program.
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  // Knows what is shared, and leaves slices of slices.
  manager.addNestedPass<func::FuncOp>(createLXTPrune());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addPass(createSymbolDCEPass());
}

void lxt::buildExplainPipeline(OpPassManager &manager,
                               const ExplainPipelineOptions &options) {
  buildRulePipeline(manager, options);
  buildRuleLoweringPipeline(manager);
}

void lxt::registerTransforms() {
  registerLXTPasses();
  PassPipelineRegistration<ExplainPipelineOptions>(
      "lxt-explain-pipeline",
      "From a model to the model and its explanation, in upstream dialects",
      buildExplainPipeline);
}
