//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where composites come from: the module, a file, or those that are built in.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_COMPOSITES_H
#define LXT_TRANSFORMS_COMPOSITES_H

#include "lxt/IR/Entry.h"
#include "mlir/IR/BuiltinOps.h"

namespace lxt {

/// A composite with its parameters' values in place.
struct Composite {
  llvm::SmallVector<Entry> entries;
  Mode mode = Mode::exact;
  llvm::SmallVector<std::string> canonizers;
  /// Functions of the composite's file were copied into the module.
  bool hasNewFunctions = false;
};

/// Finds `NAME` or `FILE`, with parameters as in `NAME(parameter=value,...)`:
/// first among the module's composites, then as a file, then built in. An empty
/// text is the composite without entries. Functions of the file are copied into
/// the module.
mlir::FailureOr<Composite>
findComposite(mlir::ModuleOp module, llvm::StringRef text, EmitError emitError);

/// The names and texts of the built-in composites.
llvm::ArrayRef<std::pair<llvm::StringLiteral, llvm::StringLiteral>>
getBuiltinComposites();

} // namespace lxt

#endif // LXT_TRANSFORMS_COMPOSITES_H
