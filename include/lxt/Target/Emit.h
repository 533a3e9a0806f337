//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the llvm dialect to LLVM IR, objects and shared libraries.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TARGET_EMIT_H
#define LXT_TARGET_EMIT_H

#include "lxt/Codegen/Passes.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

namespace lxt {

/// Registers the translations of the dialects that code generation ends in.
void registerTranslations(mlir::DialectRegistry &registry);

/// The machine that code is for: without a triple, one like this one; without a
/// CPU (or with "native") this one's, or any of the triple's.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createTargetMachine(llvm::StringRef cpu, llvm::StringRef triple = "");

/// Sets what code generation must know of the machine.
void setMachineOptions(const llvm::TargetMachine &machine,
                       CodegenCPUOptions &options);

/// Translates to LLVM IR and optimises it. Floating-point arithmetic keeps the
/// order and the operations of the source.
llvm::Expected<std::unique_ptr<llvm::Module>>
translate(mlir::ModuleOp module, llvm::LLVMContext &context,
          llvm::TargetMachine &machine);

/// Writes an object file.
llvm::Error emitObject(llvm::Module &module, llvm::TargetMachine &machine,
                       llvm::raw_pwrite_stream &stream);

/// Links an object to a shared library with the system's compiler driver, the
/// mathematics library, LLVM's OpenMP, and, if there is a file of weights, the
/// runtime library that is installed beside `program`.
llvm::Error linkShared(llvm::StringRef object, llvm::StringRef output,
                       llvm::StringRef program, bool hasWeights);

} // namespace lxt

#endif // LXT_TARGET_EMIT_H
