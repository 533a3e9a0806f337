//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which values relevance can reach.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_ANALYSIS_ACTIVITY_H
#define LXT_ANALYSIS_ACTIVITY_H

#include "mlir/IR/Block.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseSet.h"

namespace lxt {

/// The *active* values of a block: those on a dataflow path of floats from an
/// explained input to an explained output. Rules do not matter: what a rule
/// stops is active, too. Integers and booleans carry nothing.
class Activity {
public:
  Activity(mlir::Block &block, mlir::ValueRange inputs,
           mlir::ValueRange outputs);

  bool isActive(mlir::Value value) const { return active.contains(value); }

  /// True when a result of the op is active.
  bool isActive(mlir::Operation *op) const;

  /// The distinct active values that the op reads, operands and values its
  /// regions capture, in order.
  llvm::SmallVector<mlir::Value> getActiveInputs(mlir::Operation *op) const;

  /// Notes that `to` has taken the place of `from`.
  void replace(mlir::Value from, mlir::Value to);

private:
  llvm::DenseSet<mlir::Value> active;
};

/// The distinct values that ops read from outside of them, in order.
llvm::SmallVector<mlir::Value>
getExternalValues(llvm::ArrayRef<mlir::Operation *> ops);

} // namespace lxt

#endif // LXT_ANALYSIS_ACTIVITY_H
