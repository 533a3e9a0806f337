//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The passes from a model to its explanation, and the pipeline of them.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_PASSES_H
#define LXT_TRANSFORMS_PASSES_H

#include "lxt/IR/LXT.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"

namespace lxt {

#define GEN_PASS_DECL
#include "lxt/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "lxt/Transforms/Passes.h.inc"

/// Options of `lxt-explain-pipeline`: those of the passes that it joins.
struct ExplainPipelineOptions
    : mlir::PassPipelineOptions<ExplainPipelineOptions> {
  Option<std::string> entry{*this, "entry", llvm::cl::init("main"),
                            llvm::cl::desc("The function to explain")};
  Option<std::string> composite{
      *this, "composite",
      llvm::cl::desc(
          "NAME or FILE, with parameters: NAME(parameter=value,...)")};
  ListOption<std::string> rules{
      *this, "rules", llvm::cl::desc("Entries before those of the composite")};
  ListOption<std::string> canonizers{
      *this, "canonizers",
      llvm::cl::desc("Canonizers after those of the composite")};
  ListOption<int64_t> inputs{
      *this, "inputs",
      llvm::cl::desc(
          "Arguments that receive relevance (default: all tensors of floats)")};
  Option<int64_t> output{*this, "output", llvm::cl::init(0),
                         llvm::cl::desc("The result to explain")};
  ListOption<std::string> seeds{
      *this, "seed",
      llvm::cl::desc(
          "given (default), given:K, output, argmax, class:N, or a multi-index "
          "I:J:... of numbers or * for all, the last one also argmax; several "
          "share the forward program")};
  ListOption<std::string> values{
      *this, "values",
      llvm::cl::desc(
          "Selectors of layers whose results' relevance is returned, too")};
  Option<std::string> mode{
      *this, "mode",
      llvm::cl::desc("exact or fast (default: the composite's)")};
  Option<std::string> outputs{
      *this, "outputs", llvm::cl::init("all"),
      llvm::cl::desc("Beside relevance: all of the explained output, the slice "
                     "that the seed reads, or only relevance")};
  Option<bool> ledger{
      *this, "ledger", llvm::cl::init(false),
      llvm::cl::desc("Also return what became of every layer's relevance")};
  Option<bool> printRules{
      *this, "print-rules", llvm::cl::init(false),
      llvm::cl::desc("List every layer with its rule on standard output")};
};

/// From a model in TOSA or linalg to one whose explanation is written with rule
/// ops: the first half of the next pipeline.
void buildRulePipeline(mlir::OpPassManager &manager,
                       const ExplainPipelineOptions &options);

/// From rule ops to upstream dialects: the second half.
void buildRuleLoweringPipeline(mlir::OpPassManager &manager);

/// From a model in TOSA or linalg to the model and its explanation
/// `@<entry>_explain` in upstream dialects.
void buildExplainPipeline(mlir::OpPassManager &manager,
                          const ExplainPipelineOptions &options);

/// Registers the passes and `lxt-explain-pipeline`.
void registerTransforms();

} // namespace lxt

#endif // LXT_TRANSFORMS_PASSES_H
