//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The interface through which ops are differentiated, and the state of one
// reverse walk.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_INTERFACES_VJPOPINTERFACE_H
#define LXT_INTERFACES_VJPOPINTERFACE_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace lxt {

/// The state of one reverse walk over a block of ops.
///
/// Values are those of the block that is differentiated. The block has been
/// cloned to where the result is built; `getPrimal` maps to the clone.
class VJPContext {
public:
  /// `primals` maps the values of `block` to the cloned ones. `active` are the
  /// block arguments to differentiate for. Cotangents of tensors have
  /// `numBatchDims` extra leading dimensions. `varying` are further arguments
  /// that are no constants, though this walk does not differentiate for them.
  VJPContext(mlir::Block &block, const mlir::IRMapping &primals,
             mlir::ValueRange active, unsigned numBatchDims,
             mlir::ValueRange varying = {});

  /// True when `value` depends, through floats, on an active argument.
  bool isActive(mlir::Value value) const { return active.contains(value); }

  /// True when `value` is no constant of the whole function.
  bool isVarying(mlir::Value value) const {
    return active.contains(value) || varying.contains(value);
  }

  /// The value's cotangent so far, or null when it is zero.
  mlir::Value getCotangent(mlir::Value value) const {
    return cotangents.lookup(value);
  }

  /// Adds to the cotangent of an active value; ignores others.
  void addCotangent(mlir::OpBuilder &builder, mlir::Location loc,
                    mlir::Value value, mlir::Value cotangent);

  /// The value in the cloned program.
  mlir::Value getPrimal(mlir::Value value) const {
    return primals.lookupOrDefault(value);
  }

  unsigned getNumBatchDims() const { return numBatchDims; }

  /// Walks the block backwards and asks every op that has a cotangent.
  llvm::LogicalResult run(mlir::OpBuilder &builder);

private:
  mlir::Block &block;
  const mlir::IRMapping &primals;
  unsigned numBatchDims;
  llvm::DenseSet<mlir::Value> active, varying;
  llvm::DenseMap<mlir::Value, mlir::Value> cotangents;
};

} // namespace lxt

#include "lxt/Interfaces/VJPOpInterface.h.inc"

#endif // LXT_INTERFACES_VJPOPINTERFACE_H
