//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The text form of composite entries: SELECTOR=RULE(parameter=value,...).
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_ENTRY_H
#define LXT_IR_ENTRY_H

#include "lxt/IR/LXT.h"

namespace lxt {

using EmitError = llvm::function_ref<mlir::InFlightDiagnostic()>;

/// One condition of a selector, `KEY:VALUE`.
struct SelectorTerm {
  enum class Key {
    kind,
    op,
    cls,
    path,
    line,
    function,
    nth,
    active,
    feeds,
    fedBy
  };
  Key key;
  std::string text;          // op, class, path, function
  Kind kind = Kind::unknown; // kind, feeds, fed-by
  int64_t number = 0;        // line, nth (0: last), active
};

/// Conditions joined by `&`; all must hold.
struct Selector {
  llvm::SmallVector<SelectorTerm> terms;

  static mlir::FailureOr<Selector> parse(llvm::StringRef text,
                                         EmitError emitError);
};

/// What a selected layer gets.
struct Entry {
  std::string text;
  Selector selector;
  /// The rule op's name, with the dialect's prefix.
  std::string rule;
  /// The rule op's attributes. A string names a file to read a tensor from.
  mlir::NamedAttrList parameters;

  /// Parses an entry; `parameters` are the values of `$name`, or null. Rules
  /// are the dialect's ops with RuleOpInterface, parameters their attributes.
  static mlir::FailureOr<Entry> parse(mlir::MLIRContext *context,
                                      llvm::StringRef text,
                                      mlir::DictionaryAttr parameters,
                                      EmitError emitError);
};

/// Splits `NAME(parameter=value,...)`; the parentheses may be missing.
mlir::FailureOr<std::pair<
    std::string, llvm::SmallVector<std::pair<std::string, std::string>>>>
parseCall(llvm::StringRef text, EmitError emitError);

} // namespace lxt

#endif // LXT_IR_ENTRY_H
