//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds the layers of a model: which ops belong together, and what they
// compute. One file per family of kinds in lib/Analysis/Layers.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_ANALYSIS_LAYERS_H
#define LXT_ANALYSIS_LAYERS_H

#include "lxt/Analysis/Activity.h"
#include "lxt/IR/LXT.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace lxt {

/// Ops of one block that form one layer. The last one is its only exit: no
/// other result is used outside of the layer.
struct Layer {
  Kind kind;
  /// The op that the kind was read off.
  mlir::Operation *root;
  /// In the order of the block.
  llvm::SmallVector<mlir::Operation *> ops;
  /// Layers inside, of ops of this one.
  std::vector<Layer> inner;
};

/// Finds all layers of a block; every active op is in exactly one.
class LayerFinder {
public:
  LayerFinder(mlir::Block &block, const Activity &activity);

  /// In the order of their last ops.
  llvm::SmallVector<Layer> takeLayers();

  const Activity &getActivity() const { return activity; }

  /// True for an active op that is in no layer yet.
  bool isFree(mlir::Operation *op) const;

  /// The free op that defines a value, or null.
  mlir::Operation *getFreeDef(mlir::Value value) const;

  /// The free op that is the only user of the op's only active result, or null.
  mlir::Operation *getOnlyUser(mlir::Operation *op) const;

  /// Sorts and checks: adds the layer unless a result of an op other than the
  /// last is used outside.
  bool add(Layer layer);

  /// Distinct ops in the order of the block.
  llvm::SmallVector<mlir::Operation *>
  sort(llvm::ArrayRef<mlir::Operation *> ops) const;

private:
  void refineBilinear();

  mlir::Block &block;
  const Activity &activity;
  llvm::DenseSet<mlir::Operation *> taken;
  llvm::SmallVector<Layer> layers;
};

/// What matchers of elementwise ops look for: an op of one float operation on
/// block arguments, or constants.
struct ElementwiseOp {
  mlir::linalg::LinalgOp op;
  /// The operation in the body.
  mlir::Operation *scalar;
  /// For every operand of `scalar`: the tensor whose element it is, or null for
  /// a constant.
  llvm::SmallVector<mlir::Value> operands;

  static std::optional<ElementwiseOp> match(mlir::Operation *op);
};

/// True when the values that an elementwise op reads, other than active ones,
/// vary along one dimension at most: biases and weights per channel.
bool readsVectorConstants(mlir::linalg::LinalgOp op, const Activity &activity);

/// The ops before `value`, as far as `stop`, when all of them are free and
/// `allow` holds; fails when an active value that is not in `stop` is reached
/// otherwise.
mlir::FailureOr<llvm::SmallVector<mlir::Operation *>>
getFreeSlice(const LayerFinder &finder, mlir::Value value,
             llvm::ArrayRef<mlir::Value> stop,
             llvm::function_ref<bool(mlir::Operation *)> allow);

// Matchers, in the order in which they run. Each adds the layers it finds.
void findSoftmax(LayerFinder &finder, mlir::Operation *op);
void findNorm(LayerFinder &finder, mlir::Operation *op);
void findBatchNorm(LayerFinder &finder, mlir::Operation *op);
void findLinear(LayerFinder &finder, mlir::Operation *op);
void findActivation(LayerFinder &finder, mlir::Operation *op);

} // namespace lxt

#endif // LXT_ANALYSIS_LAYERS_H
