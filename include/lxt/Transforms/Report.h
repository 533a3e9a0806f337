//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// What every layer of a model got.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_REPORT_H
#define LXT_TRANSFORMS_REPORT_H

#include "lxt/IR/LXT.h"
#include "llvm/Support/JSON.h"

namespace lxt {

/// What a rule op in forward form says of its layer.
struct LayerReport {
  /// Of the module: as the front end or the function called it, or empty.
  std::string path, cls;
  /// FILE:LINE:COLUMN, or the location as MLIR writes it.
  std::string location;
  Kind kind = Kind::unknown;
  /// The op that decided the kind.
  std::string op;
  /// The rule, and its parameters as an entry writes them.
  std::string rule, parameters;
  /// The composite's entry that gave the rule; empty when it is the natural
  /// one.
  std::string entry;
  /// The rule is made for this kind of layer.
  bool isExact = false;
  /// Relevance arrives here (known once `lxt-propagate` has run).
  bool isReached = false;
  /// The row of the ledger, -1 for a rule inside another one.
  int64_t row = -1;
};

/// The layers of a function after `lxt-assign-rules` or `lxt-propagate`, in the
/// order of the program, rules inside others after them.
llvm::SmallVector<LayerReport> getReport(mlir::func::FuncOp function);

/// A line for every layer: location, path, kind, op, rule with its parameters,
/// and the entry that gave it.
void printRuleList(llvm::ArrayRef<LayerReport> layers, llvm::StringRef name,
                   llvm::raw_ostream &stream);

/// A table of the same, which also says for which layers a rule is only an
/// approximation, and which no relevance reaches.
void printTable(llvm::ArrayRef<LayerReport> layers, llvm::raw_ostream &stream);

/// The report as JSON: `layers`, an array of objects with the fields of
/// LayerReport; `uncovered`, the numbers of the layers that no entry names, and
/// `unreached`, of those that no relevance reaches; `ledger`, the names of a
/// ledger's columns.
llvm::json::Object toJSON(llvm::ArrayRef<LayerReport> layers);

} // namespace lxt

#endif // LXT_TRANSFORMS_REPORT_H
