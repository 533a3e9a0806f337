//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Models of vector-Jacobian products, one file per op family.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_MODELS_H
#define LXT_TRANSFORMS_MODELS_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace lxt {

void registerScalarModels(mlir::DialectRegistry &registry);
void registerStructuredModels(mlir::DialectRegistry &registry);
void registerTensorModels(mlir::DialectRegistry &registry);

/// Attaches every model. Called by the passes that need them, so that they are
/// there in any tool that has the passes.
inline void registerVJPModels(mlir::DialectRegistry &registry) {
  registerScalarModels(registry);
  registerStructuredModels(registry);
  registerTensorModels(registry);
}

} // namespace lxt

#endif // LXT_TRANSFORMS_MODELS_H
