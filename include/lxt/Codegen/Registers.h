//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which loops of a reduction are tiled to registers, and how.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_CODEGEN_REGISTERS_H
#define LXT_CODEGEN_REGISTERS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace lxt {

/// The vector registers of a CPU.
struct VectorRegisters {
  int64_t bits;
  int64_t count;
};

/// A reduction with parallel loops, as a matrix product has: of the output's
/// loops, vectors run along `column`, the last one, and `row` is repeated, so
/// that what does not depend on it is read once for several rows.
struct RegisterLoops {
  unsigned column;
  std::optional<unsigned> row;
  /// The other parallel loops.
  llvm::SmallVector<unsigned> outer;
  llvm::SmallVector<unsigned> reductions;
};

/// The loops of `op` if its output is written along one of them, and all others
/// are either the output's or reductions.
std::optional<RegisterLoops> getRegisterLoops(mlir::linalg::GenericOp op);

/// Accumulators of one tile: `rows` times `columns`, the columns a multiple of
/// what a register holds.
struct RegisterTile {
  int64_t rows;
  int64_t columns;
};

/// The largest tile of which the accumulators stay in registers beside what
/// they are made of. Sizes are those of the loops, or `ShapedType::kDynamic`.
RegisterTile getRegisterTile(const VectorRegisters &registers,
                             unsigned elementBits, int64_t rows,
                             int64_t columns);

} // namespace lxt

#endif // LXT_CODEGEN_REGISTERS_H
