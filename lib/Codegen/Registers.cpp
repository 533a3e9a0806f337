//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Registers.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace lxt;

std::optional<RegisterLoops> lxt::getRegisterLoops(linalg::GenericOp op) {
  if (op.getNumDpsInits() != 1 || op.getNumReductionLoops() == 0)
    return std::nullopt;
  AffineMap output = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!output.isProjectedPermutation() || output.getNumResults() == 0 ||
      output.getNumResults() != op.getNumParallelLoops())
    return std::nullopt;
  RegisterLoops loops;
  loops.column = output.getDimPosition(output.getNumResults() - 1);
  // From the innermost: some factor that runs along the columns is reused.
  auto isReused = [&](unsigned loop) {
    return llvm::any_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
      AffineMap map = op.getMatchingIndexingMap(operand);
      return map.isFunctionOfDim(loops.column) && !map.isFunctionOfDim(loop);
    });
  };
  for (unsigned i = output.getNumResults() - 1; i-- > 0;) {
    unsigned loop = output.getDimPosition(i);
    if (!loops.row || (!isReused(*loops.row) && isReused(loop)))
      loops.row = loop;
  }
  for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray())) {
    if (type == utils::IteratorType::reduction)
      loops.reductions.push_back(loop);
    else if (loop != loops.column && loop != loops.row)
      loops.outer.push_back(loop);
  }
  return loops;
}

RegisterTile lxt::getRegisterTile(const VectorRegisters &registers,
                                  unsigned elementBits, int64_t rows,
                                  int64_t columns) {
  int64_t lanes = std::max<int64_t>(registers.bits / elementBits, 1);
  // 9 x 3 of 32 need a quarter fewer loads, which must not be lost in columns
  // that are not there.
  constexpr int64_t wideRows = 9, wideVectors = 3;
  constexpr double gain = 1.04;
  auto pad = [&](int64_t vectors) {
    return llvm::alignTo(columns, vectors * lanes);
  };
  if (registers.count >= 32 &&
      (ShapedType::isDynamic(rows) || rows >= wideRows) &&
      !ShapedType::isDynamic(columns) && pad(wideVectors) <= gain * pad(2))
    return {wideRows, wideVectors * lanes};
  // A quarter is left for the factors: 6 x 2 of 16 registers, 12 x 2 of 32.
  int64_t accumulators = registers.count * 3 / 4;
  int64_t mostRows = std::max<int64_t>(accumulators / 2, 1);
  if (!ShapedType::isDynamic(rows))
    mostRows = std::clamp<int64_t>(rows, 1, mostRows);
  // Few rows: more columns, so that enough sums are under way at a time.
  int64_t vectors = 2;
  while (vectors < 8 && mostRows * vectors * 2 <= accumulators)
    vectors *= 2;
  if (!ShapedType::isDynamic(columns))
    while (vectors > 1 && (vectors / 2) * lanes >= columns)
      vectors /= 2;
  return {mostRows, vectors * lanes};
}
