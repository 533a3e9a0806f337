//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The ledger of an explanation: what became of the relevance that each layer
// received.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_LEDGER_H
#define LXT_TRANSFORMS_LEDGER_H

#include "lxt/Analysis/Activity.h"
#include "lxt/IR/LXT.h"

namespace lxt {

/// The columns of a ledger, each a number of type f64. Sums are over all
/// elements: `in = out + epsilon + bias + stopped + constants + rule`.
enum class Column {
  in,        // relevance of the layer's results
  out,       // relevance of its active inputs
  epsilon,   // taken by stabilised divisions
  bias,      // the share of constants that are added
  stopped,   // where a rule lets nothing pass
  constants, // the share of inactive inputs, where a rule counts them
  rule,      // the rest: rules that do not conserve relevance
  nan,       // how many of the results are NaN
  infinite,  // and how many infinite
  relevance_nan,
  relevance_infinite
};

/// The columns' names, in order.
llvm::ArrayRef<llvm::StringLiteral> getColumnNames();

/// The ledger's row of a rule op in forward form; `backward` is null when it
/// receives relevance and lets none pass, `received` empty when it receives
/// none.
LedgerOp buildLedgerRow(mlir::OpBuilder &builder, RuleOpInterface rule,
                        mlir::ValueRange received, RuleOpInterface backward,
                        const Activity &activity);

/// A tensor of rows.
mlir::Value buildLedger(mlir::OpBuilder &builder, mlir::Location loc,
                        mlir::ValueRange rows);

/// Lowers the ledger under `root`, after the rules and before
/// `lxt.stabilized_div`.
void lowerLedgers(mlir::Operation *root);

} // namespace lxt

#endif // LXT_TRANSFORMS_LEDGER_H
