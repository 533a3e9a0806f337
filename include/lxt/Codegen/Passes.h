//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From upstream dialects to code for the CPU.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_CODEGEN_PASSES_H
#define LXT_CODEGEN_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"

namespace lxt {

#define GEN_PASS_DECL
#include "lxt/Codegen/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "lxt/Codegen/Passes.h.inc"

/// Options of `lxt-codegen-cpu-pipeline`.
struct CodegenCPUOptions : mlir::PassPipelineOptions<CodegenCPUOptions> {
  Option<bool> parallel{*this, "parallel", llvm::cl::init(true),
                        llvm::cl::desc("Run on all cores, by OpenMP")};
  Option<bool> foldConstants{
      *this, "fold-constants", llvm::cl::init(true),
      llvm::cl::desc("Compute now what depends on constants alone")};
  Option<int64_t> vectorBits{*this, "vector-bits", llvm::cl::init(256),
                             llvm::cl::desc("Bits of a vector register")};
  Option<int64_t> vectorRegisters{*this, "vector-registers", llvm::cl::init(16),
                                  llvm::cl::desc("Number of vector registers")};
  Option<int64_t> cacheBytes{
      *this, "cache-bytes", llvm::cl::init(524288),
      llvm::cl::desc("Bytes that stay in a core's cache")};
  Option<bool> fma{
      *this, "fma", llvm::cl::init(true),
      llvm::cl::desc("The CPU multiplies and adds in one instruction")};
  Option<std::string> name{*this, "name", llvm::cl::init("model"),
                           llvm::cl::desc("Prefix of the C functions' names")};
  Option<std::string> entry{
      *this, "entry", llvm::cl::init("main"),
      llvm::cl::desc("The function to export as <name>_forward")};
  Option<int64_t> recompute{
      *this, "recompute", llvm::cl::init(-1),
      llvm::cl::desc("Bytes of the forward pass that an explanation may keep, "
                     "0 for as few as possible (default: all)")};
  Option<std::string> weights{
      *this, "weights",
      llvm::cl::desc("File to write large constants to (default: embed them)")};
  Option<std::string> weightsName{
      *this, "weights-name",
      llvm::cl::desc("What that file will be called when it is loaded")};
};

/// From linalg on tensors to the llvm dialect, with C functions for the entry
/// and its explanation.
void buildCodegenCPUPipeline(mlir::OpPassManager &manager,
                             const CodegenCPUOptions &options);

/// Registers the passes and `lxt-codegen-cpu-pipeline`.
void registerCodegen();

/// Registers what the passes need beyond their dialects: interfaces of upstream
/// dialects for bufferization.
void registerCodegenExtensions(mlir::DialectRegistry &registry);

} // namespace lxt

#endif // LXT_CODEGEN_PASSES_H
