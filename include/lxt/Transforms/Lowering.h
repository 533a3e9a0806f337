//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowering that more than one pass does.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_LOWERING_H
#define LXT_TRANSFORMS_LOWERING_H

#include "lxt/Analysis/Activity.h"
#include "lxt/IR/LXT.h"
#include "mlir/IR/PatternMatch.h"

namespace lxt {

/// Lowers the rule ops under `root` that are in no region of another rule or
/// `lxt.vjp`, and all relevance arithmetic (see `lxt-lower-rules`).
llvm::LogicalResult lowerRules(mlir::Operation *root);

/// The same for all functions of a module. Those that are rules are lowered
/// where they are used, and erased.
llvm::LogicalResult lowerRulesInModule(mlir::ModuleOp module);

/// The patterns of mode `fast` (see `lxt-simplify`). `failed` is set when a
/// rule could not be lowered; a diagnostic has then been emitted.
void populateSimplifyPatterns(mlir::RewritePatternSet &patterns, bool &failed);

/// Applies these patterns under `root`.
llvm::LogicalResult simplifyFast(mlir::Operation *root);

/// Patterns that compute before a structured op what all iterations of one of
/// its loops have in common, where this costs more than to read it: seeds share
/// the derivative of an activation.
void populateHoistPatterns(mlir::RewritePatternSet &patterns);

/// True for a function of the model: one with a body, other than private ones
/// that nothing calls, which composites name.
bool isModelFunction(mlir::func::FuncOp function);

/// Moves ops of one block into an `lxt.layer` in the place of the last one.
/// Active values that they read become inputs, values that others read results.
LayerOp wrapInLayer(mlir::OpBuilder &builder, mlir::Location loc,
                    OriginAttr origin, llvm::ArrayRef<mlir::Operation *> ops,
                    Activity &activity);

/// The same with inputs in a given order.
LayerOp wrapInLayer(mlir::OpBuilder &builder, mlir::Location loc,
                    OriginAttr origin, llvm::ArrayRef<mlir::Operation *> ops,
                    mlir::ValueRange inputs, Activity &activity);

/// Builds a layer of kind `function` that holds a function's body, for a call
/// with these operands, of which `inputs` are active, and recognises the layers
/// in it. Operands and results are cast where they are more static.
mlir::FailureOr<LayerOp>
buildFunctionLayer(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::func::FuncOp callee, mlir::ValueRange operands,
                   mlir::ValueRange inputs, mlir::TypeRange resultTypes);

/// Replaces an op with a region (a layer or a rule op in forward form) by the
/// ops of its region.
void inlineRegion(mlir::RewriterBase &rewriter, LayerOpInterface op);

} // namespace lxt

#endif // LXT_TRANSFORMS_LOWERING_H
