//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVMPass.h"
#include "mlir/Dialect/Arith/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/FuncBufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/ControlFlow/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Linalg/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Linalg/Transforms/TilingInterfaceImpl.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/AllocationOpInterfaceImpl.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Dialect/Tensor/Transforms/BufferizableOpInterfaceImpl.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace lxt;

// Each step with its reason.
void lxt::buildCodegenCPUPipeline(OpPassManager &manager,
                                  const CodegenCPUOptions &options) {
  auto addFunctionPass = [&](std::unique_ptr<Pass> pass) {
    manager.addNestedPass<func::FuncOp>(std::move(pass));
  };
  auto cleanUp = [&] {
    addFunctionPass(createCanonicalizerPass());
    addFunctionPass(createCSEPass());
  };

  // What nobody reads, whether or not an explanation was asked for.
  cleanUp();
  addFunctionPass(createLXTPrune());
  cleanUp();
  // Now, not in every call.
  if (options.foldConstants) {
    manager.addPass(createLXTFoldConstants());
    cleanUp();
  }

  // On tensors: fewer trips through memory, loops in the order of memory.
  addFunctionPass(createLXTDecompose());
  addFunctionPass(createLXTSplitStrides());
  if (options.fma)
    addFunctionPass(createLXTFuseMultiplyAdd());
  manager.addPass(createLinalgFoldUnitExtentDimsPass());
  cleanUp();
  addFunctionPass(createLXTFuseElementwise());
  cleanUp();
  addFunctionPass(createLXTPermuteContractions());
  cleanUp();
  addFunctionPass(
      createLXTPackContractions({options.vectorBits, options.vectorRegisters}));
  if (options.foldConstants)
    manager.addPass(createLXTFoldConstants());
  cleanUp();
  addFunctionPass(createLXTOrderLoops());

  // To buffers: the caller's for inputs and results.
  manager.addPass(createLXTBufferizeSignature());
  // Results' sizes are known without what computes them.
  addFunctionPass(createSCFForLoopCanonicalizationPass());
  addFunctionPass(memref::createResolveRankedShapeTypeResultDimsPass());
  cleanUp();
  // After CSE, which would undo it, as it shares fills again.
  addFunctionPass(createLXTRecomputeElementwise());
  if (options.recompute >= 0)
    addFunctionPass(createLXTRecompute({options.recompute}));
  // Behind these, which look for what lives in a function's block.
  if (options.parallel)
    addFunctionPass(createLXTSplitBatch({/*least=*/4, options.cacheBytes}));
  addFunctionPass(createLXTCloneFills());
  manager.addPass(bufferization::createEmptyTensorEliminationPass());
  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  bufferize.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  manager.addPass(bufferization::createOneShotBufferizePass(bufferize));
  addFunctionPass(createForallToParallelLoopPass());
  cleanUp();
  // Two views that CSE made one: a copy to itself.
  addFunctionPass(createCanonicalizerPass());
  addFunctionPass(createLXTTileToRegisters(
      {options.vectorBits, options.vectorRegisters, options.cacheBytes}));
  addFunctionPass(createLXTFuseRows());
  addFunctionPass(createLXTVectoriseReductions());
  manager.addPass(createLXTFreeBuffers());
  addFunctionPass(createLXTLowerCopies());

  // To loops, on all cores where it pays.
  addFunctionPass(createConvertLinalgToParallelLoopsPass());
  // Loops of one iteration, and known numbers of them.
  addFunctionPass(createCanonicalizerPass());
  LXTParalleliseOptions parallelise;
  if (!options.parallel)
    parallelise.minWork = std::numeric_limits<int64_t>::max();
  addFunctionPass(createLXTParallelise(parallelise));
  cleanUp();
  // Few, small functions for LLVM.
  manager.addPass(createLXTOutlineKernels());
  // Behind it, since views of one buffer would look like one to it, and while
  // each loop is one op, so that lifetimes are places in a list.
  if (!options.weights.empty())
    manager.addPass(createLXTExternalizeWeights(
        {options.weights, options.weightsName, /*smallest=*/4096}));
  manager.addPass(createLXTPlanMemory());
  // Loops whose iterations had buffers of their own.
  manager.addPass(createLXTOutlineKernels());
  // Calls would keep loops from being vectors.
  manager.addPass(math::createMathExtendToSupportedTypes());
  manager.addPass(createLXTExpandMath({options.fma}));
  manager.addPass(createConvertSCFToOpenMPPass());
  addFunctionPass(createCanonicalizerPass());

  // To the llvm dialect. Arithmetic stays in the order it was written in.
  addFunctionPass(memref::createExpandStridedMetadataPass());
  manager.addPass(createLowerAffinePass());
  // Older systems have no runtime function that bf16 needs.
  arith::ArithEmulateUnsupportedFloatsOptions emulate;
  emulate.sourceTypeStrs = {"bf16"};
  manager.addPass(arith::createArithEmulateUnsupportedFloats(emulate));
  arith::ArithExpandOpsPassOptions expand;
  expand.includeBf16 = true;
  manager.addPass(arith::createArithExpandOpsPass(expand));
  ConvertMathToFuncsOptions funcs;
  // The llvm.powi intrinsic takes exponents of 32 bits only.
  funcs.minWidthOfFPowIExponent = 33;
  manager.addPass(createConvertMathToFuncs(funcs));
  ConvertMathToLLVMPassOptions toLLVM;
  // log(1 + x) is 0 for small x.
  toLLVM.approximateLog1p = false;
  addFunctionPass(createConvertMathToLLVMPass(toLLVM));
  manager.addPass(createConvertMathToLibmPass());
  manager.addPass(createSCFToControlFlowPass());
  manager.addPass(createConvertVectorToLLVMPass());
  manager.addPass(createFinalizeMemRefToLLVMConversionPass());
  manager.addPass(createArithToLLVMConversionPass());
  manager.addPass(createConvertIndexToLLVMPass());
  manager.addPass(createConvertFuncToLLVMPass());
  manager.addPass(createConvertControlFlowToLLVMPass());
  manager.addPass(createConvertOpenMPToLLVMPass());
  manager.addPass(createUBToLLVMConversionPass());
  manager.addPass(createReconcileUnrealizedCastsPass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addNestedPass<LLVM::LLVMFuncOp>(createLXTMarkNoalias());
  manager.addPass(createLXTEmitCInterface(
      LXTEmitCInterfaceOptions{options.name, options.entry}));
}

void lxt::registerCodegenExtensions(DialectRegistry &registry) {
  arith::registerBufferizableOpInterfaceExternalModels(registry);
  bufferization::func_ext::registerBufferizableOpInterfaceExternalModels(
      registry);
  cf::registerBufferizableOpInterfaceExternalModels(registry);
  linalg::registerBufferizableOpInterfaceExternalModels(registry);
  linalg::registerTilingInterfaceExternalModels(registry);
  memref::registerAllocationOpInterfaceExternalModels(registry);
  scf::registerBufferizableOpInterfaceExternalModels(registry);
  tensor::registerBufferizableOpInterfaceExternalModels(registry);
}

void lxt::registerCodegen() {
  registerLXTCodegenPasses();
  PassPipelineRegistration<CodegenCPUOptions>(
      "lxt-codegen-cpu-pipeline",
      "From linalg on tensors to the llvm dialect for the CPU",
      buildCodegenCPUPipeline);
}
