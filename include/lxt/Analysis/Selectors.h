//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which layers a selector matches.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_ANALYSIS_SELECTORS_H
#define LXT_ANALYSIS_SELECTORS_H

#include "lxt/IR/Entry.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace lxt {

/// What a location says of the modules that an op belongs to, from the
/// innermost to the outermost: nested name locations "PATH:CLASS" (or "PATH")
/// of the front end.
struct ModuleName {
  llvm::StringRef path, cls;
  /// The name's own location, without those of modules inside.
  mlir::LocationAttr loc;
};
llvm::SmallVector<ModuleName> getModuleNames(mlir::Location loc);

/// True when the terms of a selector by path and class hold for a module.
bool matchesModule(const Selector &selector, ModuleName name);

/// True when a selector's glob matches the text.
bool matchesGlob(llvm::StringRef glob, llvm::StringRef text);

/// The names that ops had before they were lowered, kept in locations as the
/// metadata of fused ones (see `lxt-normalise`).
llvm::SmallVector<llvm::StringRef> getOriginalOpNames(mlir::Location loc);

/// `loc` with the name of the op that it belongs to.
mlir::Location addOriginalOpName(mlir::Location loc, mlir::OperationName name);

/// Matches selectors against the layers of a function, with and without rules,
/// at every depth, in the order of the program; and, by `op:`, `line:`, `path:`
/// and `class:`, against ops given as `others`.
class SelectorMatcher {
public:
  explicit SelectorMatcher(mlir::func::FuncOp function,
                           llvm::ArrayRef<mlir::Operation *> others = {});

  /// The layers that the selector matches, in the order of the program.
  llvm::SmallVector<mlir::Operation *> findAll(const Selector &selector) const;

private:
  bool matches(const SelectorTerm &term, mlir::Operation *op) const;

  llvm::SmallVector<mlir::Operation *> ops;
};

} // namespace lxt

#endif // LXT_ANALYSIS_SELECTORS_H
