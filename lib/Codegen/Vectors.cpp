//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//

#include "Vectors.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;

//===----------------------------------------------------------------------===//
// What can run on vectors
//===----------------------------------------------------------------------===//

// `i + c`, where `i` is the loop and `c` does not depend on it.
static bool isUnitStep(AffineExpr expr, unsigned loop) {
  AffineExpr dim = getAffineDimExpr(loop, expr.getContext());
  if (expr == dim)
    return true;
  auto sum = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!sum || sum.getKind() != AffineExprKind::Add)
    return false;
  return (isUnitStep(sum.getLHS(), loop) &&
          !sum.getRHS().isFunctionOfDim(loop)) ||
         (isUnitStep(sum.getRHS(), loop) &&
          !sum.getLHS().isFunctionOfDim(loop));
}

std::optional<int64_t> lxt::getPanelWidth(AffineMap map, unsigned loop) {
  if (!map.isFunctionOfDim(loop))
    return std::nullopt;
  AffineExpr dim = getAffineDimExpr(loop, map.getContext());
  auto last = dyn_cast<AffineBinaryOpExpr>(map.getResults().back());
  if (!last || last.getKind() != AffineExprKind::Mod || last.getLHS() != dim)
    return std::nullopt;
  auto width = dyn_cast<AffineConstantExpr>(last.getRHS());
  if (!width)
    return std::nullopt;
  AffineExpr panel = dim.floorDiv(width.getValue());
  unsigned count = 0;
  for (AffineExpr expr : map.getResults().drop_back()) {
    count += expr == panel;
    if (expr != panel && expr.isFunctionOfDim(loop))
      return std::nullopt;
  }
  return count == 1 ? std::optional<int64_t>(width.getValue()) : std::nullopt;
}

bool lxt::hasVectorBody(GenericOp op) {
  return llvm::all_of(op.getBody()->without_terminator(), [](Operation &inner) {
    if (isa<linalg::IndexOp>(inner) || matchPattern(&inner, m_Constant()))
      return true;
    // An integer division traps.
    return OpTrait::hasElementwiseMappableTraits(&inner) &&
           inner.getNumRegions() == 0 && isSpeculatable(&inner);
  });
}

bool lxt::isVectorElement(Type type) {
  // In vectors, i1 or i4 are bits.
  return type.isIntOrFloat() && type.getIntOrFloatBitWidth() >= 8 &&
         llvm::isPowerOf2_32(type.getIntOrFloatBitWidth());
}

// True when consecutive iterations of a loop access consecutive elements, or
// the same one.
static bool isContiguousAlong(GenericOp op, OpOperand &operand, unsigned loop) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  if (!map.isFunctionOfDim(loop))
    return true;
  auto type = cast<MemRefType>(operand.get().getType());
  if (!isVectorElement(type.getElementType()))
    return false;
  SmallVector<int64_t> strides;
  int64_t offset;
  if (failed(type.getStridesAndOffset(strides, offset)) || strides.back() != 1)
    return false;
  if (getPanelWidth(map, loop))
    return true;
  return isUnitStep(map.getResults().back(), loop) &&
         llvm::none_of(map.getResults().drop_back(), [&](AffineExpr expr) {
           return expr.isFunctionOfDim(loop);
         });
}

bool lxt::isVectorisableAlong(GenericOp op, unsigned loop) {
  return hasVectorBody(op) &&
         llvm::all_of(op->getOpOperands(), [&](OpOperand &operand) {
           auto type = dyn_cast<MemRefType>(operand.get().getType());
           return type && type.getElementType().isIntOrFloat() &&
                  isContiguousAlong(op, operand, loop);
         });
}

Value lxt::getBase(Value buffer) {
  while (auto view = buffer.getDefiningOp<ViewLikeOpInterface>())
    buffer = view.getViewSource();
  return buffer;
}

bool lxt::areDistinct(Value a, Value b) {
  auto isIdentified = [](Value base) {
    return isa<BlockArgument>(base) ||
           isa<memref::AllocOp, memref::GetGlobalOp>(base.getDefiningOp());
  };
  a = getBase(a), b = getBase(b);
  return a != b && isIdentified(a) && isIdentified(b);
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

Value VectorWriter::toValue(OpFoldResult value) {
  return getValueOrCreateConstantIndexOp(builder, loc, value);
}

SmallVector<Value> VectorWriter::getIndices(GenericOp op, OpOperand &operand,
                                            const Iterations &iterations) {
  SmallVector<Value> indices;
  for (OpFoldResult index : affine::makeComposedFoldedMultiResultAffineApply(
           builder, loc, op.getMatchingIndexingMap(&operand),
           iterations.indices))
    indices.push_back(toValue(index));
  return indices;
}

// A vector, or a scalar where the column does not matter.
Value VectorWriter::load(GenericOp op, OpOperand &operand,
                         const Iterations &iterations) {
  SmallVector<Value> indices = getIndices(op, operand, iterations);
  AffineMap map = op.getMatchingIndexingMap(&operand);
  if (!map.isFunctionOfDim(iterations.column))
    return memref::LoadOp::create(builder, loc, operand.get(), indices);
  Type element = getElementTypeOrSelf(operand.get().getType());
  auto type = VectorType::get(iterations.width, element);
  // Panels are padded.
  if (!iterations.mask || getPanelWidth(map, iterations.column))
    return vector::LoadOp::create(builder, loc, type, operand.get(), indices);
  Value zero =
      arith::ConstantOp::create(builder, loc, type, builder.getZeroAttr(type));
  return vector::MaskedLoadOp::create(builder, loc, type, operand.get(),
                                      indices, iterations.mask, zero);
}

void VectorWriter::store(GenericOp op, OpOperand &operand,
                         const Iterations &iterations, Value value) {
  SmallVector<Value> indices = getIndices(op, operand, iterations);
  value = toVector(value, iterations.width);
  if (iterations.mask)
    vector::MaskedStoreOp::create(builder, loc, operand.get(), indices,
                                  iterations.mask, value);
  else
    vector::StoreOp::create(builder, loc, value, operand.get(), indices);
}

Value VectorWriter::toVector(Value value, int64_t width) {
  if (isa<VectorType>(value.getType()))
    return value;
  auto type = VectorType::get(width, value.getType());
  return vector::BroadcastOp::create(builder, loc, type, value);
}

SmallVector<Value> VectorWriter::evaluate(GenericOp op,
                                          const Iterations &iterations,
                                          GetOperand get) {
  IRMapping mapping;
  for (OpOperand &operand : op->getOpOperands())
    if (op.payloadUsesValueFromOperand(&operand))
      mapping.map(op.getMatchingBlockArgument(&operand), get(operand));
  auto isVector = [](Value value) { return isa<VectorType>(value.getType()); };
  for (Operation &inner : op.getBody()->without_terminator()) {
    if (auto index = dyn_cast<linalg::IndexOp>(inner)) {
      Value value = toValue(iterations.indices[index.getDim()]);
      if (index.getDim() == iterations.column) {
        auto type = VectorType::get(iterations.width, builder.getIndexType());
        Value steps = vector::StepOp::create(builder, loc, type);
        value = arith::AddIOp::create(builder, loc,
                                      toVector(value, iterations.width), steps);
      }
      mapping.map(index, value);
      continue;
    }
    bool onVectors = llvm::any_of(inner.getOperands(), [&](Value operand) {
      return isVector(mapping.lookupOrDefault(operand));
    });
    if (onVectors)
      for (Value operand : inner.getOperands())
        mapping.map(operand, toVector(mapping.lookupOrDefault(operand),
                                      iterations.width));
    Operation *copy = builder.clone(inner, mapping);
    if (onVectors)
      for (Value result : copy->getResults())
        result.setType(VectorType::get(iterations.width, result.getType()));
  }
  return llvm::map_to_vector(
      op.getBody()->getTerminator()->getOperands(),
      [&](Value value) { return mapping.lookupOrDefault(value); });
}
