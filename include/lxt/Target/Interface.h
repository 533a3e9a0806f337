//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a compiled model tells of itself, and the C header for it.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TARGET_INTERFACE_H
#define LXT_TARGET_INTERFACE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <string>

namespace lxt {

/// An argument or a result of an exported function.
struct TensorInfo {
  std::string name;
  /// input, seed, parameter, prediction, relevance, value or ledger
  std::string role;
  /// The input that a relevance belongs to, else -1.
  int64_t input = -1;
  mlir::RankedTensorType type;

  /// f32, i64, ...
  std::string getDType() const;
};

struct FunctionInfo {
  /// The C function's name, and the symbol of the function behind it.
  std::string name, symbol;
  llvm::SmallVector<TensorInfo> arguments, results;
  /// What a caller's workspace must have, with what aligning it may take.
  int64_t workspaceBytes = 0;

  /// True when an argument or a result has a dynamic size.
  bool isDynamic() const;
};

/// The file that large constants lie in (see `lxt-externalize-weights`).
struct WeightsInfo {
  /// Its name where it is loaded, and what it starts with.
  std::string file, start;
  /// Where data starts, and where the file ends.
  int64_t offset = 0, size = 0;
};

struct ModelInfo {
  std::string name, seed, mode;
  llvm::SmallVector<FunctionInfo, 2> functions;
  std::optional<WeightsInfo> weights;
};

/// Reads the description off the functions of a module that
/// `lxt-bufferize-signature` has gone over, at any later stage: `entry` becomes
/// `<name>_forward`, its explanation `<name>_explain`.
ModelInfo getModelInfo(mlir::ModuleOp module, llvm::StringRef name,
                       llvm::StringRef entry);

/// Buffers and workspaces start at cache lines.
inline constexpr int64_t workspaceAlignment = 64;

/// The C type of a tensor's elements, empty when there is none. Half-precision
/// floats are passed as their bits.
llvm::StringRef getCType(mlir::RankedTensorType type);

/// Writes the header: types, the description's, and a declaration with a
/// comment for each function.
void writeHeader(const ModelInfo &info, llvm::raw_ostream &stream);

} // namespace lxt

#endif // LXT_TARGET_INTERFACE_H
