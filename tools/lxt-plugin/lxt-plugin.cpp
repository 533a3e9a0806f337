//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The dialect, passes and pipelines for any MLIR tool:
//   mlir-opt --load-dialect-plugin=LXTPlugin.so --load-pass-plugin=LXTPlugin.so
//            --pass-pipeline='builtin.module(lxt-explain-pipeline{...})'
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "lxt/IR/LXT.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "llvm/Config/llvm-config.h"

extern "C" LLVM_ATTRIBUTE_VISIBILITY_DEFAULT
    LLVM_ATTRIBUTE_WEAK mlir::DialectPluginLibraryInfo
    mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "LXT", LLVM_VERSION_STRING,
          [](mlir::DialectRegistry *registry) {
            registry->insert<lxt::LXTDialect>();
            lxt::registerCodegenExtensions(*registry);
          }};
}

extern "C" LLVM_ATTRIBUTE_VISIBILITY_DEFAULT
    LLVM_ATTRIBUTE_WEAK mlir::PassPluginLibraryInfo
    mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "LXT", LLVM_VERSION_STRING, [] {
            lxt::registerTransforms();
            lxt::registerCodegen();
          }};
}
