//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Loops.h"

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;
using linalg::LinalgOp;

std::optional<llvm::SmallDenseMap<unsigned, unsigned>>
lxt::getDimsOfLoops(AffineMap map, ArrayRef<unsigned> loops) {
  llvm::SmallDenseMap<unsigned, unsigned> dims;
  for (auto [dim, expr] : llvm::enumerate(map.getResults()))
    for (auto [number, loop] : llvm::enumerate(loops)) {
      if (!expr.isFunctionOfDim(loop))
        continue;
      if (!isa<AffineDimExpr>(expr) ||
          llvm::is_contained(llvm::make_second_range(dims), number))
        return std::nullopt;
      dims[dim] = number;
    }
  return dims;
}

Operation *lxt::writeWithoutLoops(OpBuilder &builder, LinalgOp op,
                                  ArrayRef<unsigned> loops, ValueRange indices,
                                  ValueRange operands) {
  Location loc = op.getLoc();
  unsigned numInputs = op.getNumDpsInputs();
  if (isa<linalg::FillOp>(op))
    return linalg::FillOp::create(builder, loc, operands.take_front(numInputs),
                                  operands.drop_front(numInputs));
  MLIRContext *context = op.getContext();
  // The loops that are left.
  SmallVector<AffineExpr> left(op.getNumLoops());
  SmallVector<utils::IteratorType> iterators;
  for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray()))
    if (!llvm::is_contained(loops, loop)) {
      left[loop] = getAffineDimExpr(iterators.size(), context);
      iterators.push_back(type);
    }
  SmallVector<AffineMap> maps;
  for (AffineMap map : op.getIndexingMapsArray()) {
    auto dims = *getDimsOfLoops(map, loops);
    SmallVector<AffineExpr> results;
    for (auto [dim, expr] : llvm::enumerate(map.getResults()))
      if (!dims.contains(dim))
        results.push_back(expr.replaceDims(left));
    maps.push_back(AffineMap::get(iterators.size(), 0, results, context));
  }
  ValueRange outputs = operands.drop_front(numInputs);
  TypeRange types;
  if (op.hasPureTensorSemantics())
    types = outputs.getTypes();
  auto generic =
      GenericOp::create(builder, loc, types, operands.take_front(numInputs),
                        outputs, maps, iterators);
  IRMapping mapping;
  op->getRegion(0).cloneInto(&generic.getRegion(), mapping);
  SmallVector<linalg::IndexOp> places;
  generic.walk([&](linalg::IndexOp place) { places.push_back(place); });
  for (linalg::IndexOp place : places) {
    auto loop = llvm::find(loops, place.getDim());
    if (loop != loops.end()) {
      place.getResult().replaceAllUsesWith(indices[loop - loops.begin()]);
      place.erase();
    } else {
      place.setDim(cast<AffineDimExpr>(left[place.getDim()]).getPosition());
    }
  }
  return generic;
}
