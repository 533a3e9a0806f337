//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Adjoint.h"
#include "lxt/IR/Builders.h"
#include "lxt/IR/LXT.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

//===----------------------------------------------------------------------===//
// Loops and windows
//===----------------------------------------------------------------------===//

OpFoldResult Adjoint::getDim(Value tensor, unsigned dim) {
  return tensor::getMixedSize(b, loc, context.getPrimal(tensor), dim);
}

// The number of iterations of a loop.
OpFoldResult Adjoint::getLoopSize(unsigned loop) {
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    if (auto position = map.getResultPosition(b.getAffineDimExpr(loop)))
      return getDim(operand.get(), *position);
  }
  llvm_unreachable("linalg ops know the range of every loop");
}

OpFoldResult Adjoint::apply(AffineExpr expr, ArrayRef<OpFoldResult> operands) {
  return affine::makeComposedFoldedAffineApply(b, loc, expr, operands);
}

LogicalResult Adjoint::error(const Twine &reason) {
  return op.emitError() << "'" << op->getName()
                        << "' cannot be differentiated: " << reason;
}

// Splits `stride * outer + dilation * inner`; a plain loop is no window.
LogicalResult Adjoint::findWindows(OpOperand &operand) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  auto iterators = op.getIteratorTypesArray();
  llvm::SmallDenseSet<unsigned> used;
  for (auto [position, expr] : llvm::enumerate(map.getResults())) {
    if (isa<AffineConstantExpr>(expr) &&
        cast<AffineConstantExpr>(expr).getValue() == 0)
      continue;
    SmallVector<std::pair<unsigned, int64_t>> terms;
    bool supported = true;
    std::function<void(AffineExpr)> split = [&](AffineExpr e) {
      auto binary = dyn_cast<AffineBinaryOpExpr>(e);
      if (auto dim = dyn_cast<AffineDimExpr>(e))
        terms.emplace_back(dim.getPosition(), 1);
      else if (binary && e.getKind() == AffineExprKind::Add)
        split(binary.getLHS()), split(binary.getRHS());
      else if (binary && e.getKind() == AffineExprKind::Mul &&
               isa<AffineDimExpr>(binary.getLHS()) &&
               isa<AffineConstantExpr>(binary.getRHS()))
        terms.emplace_back(
            cast<AffineDimExpr>(binary.getLHS()).getPosition(),
            cast<AffineConstantExpr>(binary.getRHS()).getValue());
      else
        supported = false;
    };
    split(expr);
    supported &= !terms.empty() && terms.size() <= 2;
    for (auto [loop, factor] : terms)
      supported &= factor > 0 && used.insert(loop).second;
    if (!supported)
      return error(
          "operand #" + Twine(operand.getOperandNumber()) +
          " is read through an indexing "
          "map that is neither loops nor windows of stride and dilation");
    if (terms.size() == 1 && terms[0].second == 1)
      continue;
    // The window's own loop is the reduction.
    if (terms.size() == 2 &&
        iterators[terms[0].first] == utils::IteratorType::reduction &&
        iterators[terms[1].first] == utils::IteratorType::parallel)
      std::swap(terms[0], terms[1]);
    Window window{terms[0].first,
                  terms[0].second,
                  std::nullopt,
                  1,
                  getDim(operand.get(), position),
                  b.getIndexAttr(1)};
    if (terms.size() == 2) {
      window.inner = terms[1].first;
      window.dilation = terms[1].second;
      window.innerSize = getLoopSize(*window.inner);
    }
    windows.push_back(window);
  }
  return success();
}

// Where `map` names a window's outer loop, spreads the tensor by the stride and
// pads it with `fill`, so that it can be read at `i + dilation * k`.
Value Adjoint::spread(Value tensor, AffineMap map, int64_t fill) {
  SmallVector<OpFoldResult> sizes = getSizes(b, loc, tensor);
  SmallVector<OpFoldResult> sourceSizes = sizes;
  SmallVector<OpFoldResult> offsets(sizes.size(), b.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(sizes.size(), b.getIndexAttr(1));
  bool changed = false;
  AffineExpr size = b.getAffineSymbolExpr(0), inner = b.getAffineSymbolExpr(1);
  for (const Window &window : windows) {
    auto position = map.getResultPosition(b.getAffineDimExpr(window.outer));
    if (!position)
      continue;
    offsets[*position] =
        apply((inner - 1) * window.dilation, {window.size, window.innerSize});
    sizes[*position] = apply(size + (inner - 1) * window.dilation,
                             {window.size, window.innerSize});
    strides[*position] = b.getIndexAttr(window.stride);
    changed = true;
  }
  if (!changed)
    return tensor;
  Type type = getElementTypeOrSelf(tensor.getType());
  TypedAttr attr = isa<FloatType>(type)
                       ? TypedAttr(b.getFloatAttr(type, fill))
                       : TypedAttr(b.getIntegerAttr(type, fill));
  Value filled = buildFilled(b, loc, sizes, attr);
  return tensor::InsertSliceOp::create(b, loc, tensor, filled, offsets,
                                       sourceSizes, strides);
}

// Where `map` names a window's inner loop, reverses the tensor.
Value Adjoint::reverse(Value tensor, AffineMap map) {
  SmallVector<std::optional<OpFoldResult>> reversed(map.getNumResults());
  for (const Window &window : windows)
    if (window.inner)
      if (auto position =
              map.getResultPosition(b.getAffineDimExpr(*window.inner)))
        reversed[*position] = window.innerSize;
  if (llvm::none_of(reversed, [](auto size) { return size.has_value(); }))
    return tensor;
  unsigned rank = map.getNumResults();
  Type type = getElementTypeOrSelf(tensor.getType());
  Value init = tensor::EmptyOp::create(b, loc, getSizes(b, loc, tensor), type);
  SmallVector<utils::IteratorType> parallel(rank,
                                            utils::IteratorType::parallel);
  AffineMap identity = b.getMultiDimIdentityMap(rank);
  SmallVector<AffineExpr> exprs;
  bool isStatic = true;
  for (unsigned i = 0; i < rank; ++i) {
    AffineExpr dim = b.getAffineDimExpr(i);
    std::optional<int64_t> size =
        reversed[i] ? getConstantIntValue(*reversed[i]) : 0;
    isStatic &= size.has_value();
    exprs.push_back(reversed[i] ? size.value_or(0) - 1 - dim : dim);
  }
  if (isStatic)
    return linalg::GenericOp::create(
               b, loc, init.getType(), tensor, init,
               {AffineMap::get(rank, 0, exprs, b.getContext()), identity},
               parallel,
               [](OpBuilder &nested, Location l, ValueRange args) {
                 linalg::YieldOp::create(nested, l, args[0]);
               })
        .getResult(0);
  return linalg::GenericOp::create(
             b, loc, init.getType(), ValueRange(), init, identity, parallel,
             [&](OpBuilder &nested, Location l, ValueRange) {
               SmallVector<Value> indices;
               for (unsigned i = 0; i < rank; ++i) {
                 Value index = linalg::IndexOp::create(nested, l, i);
                 if (reversed[i]) {
                   AffineExpr expr = nested.getAffineSymbolExpr(0) - 1 -
                                     nested.getAffineDimExpr(0);
                   index = getValueOrCreateConstantIndexOp(
                       nested, l,
                       affine::makeComposedFoldedAffineApply(
                           nested, l, expr, {index, *reversed[i]}));
                 }
                 indices.push_back(index);
               }
               Value element =
                   tensor::ExtractOp::create(nested, l, tensor, indices);
               linalg::YieldOp::create(nested, l, element);
             })
      .getResult(0);
}

// The map through which a tensor is read after `spread`.
AffineMap Adjoint::mapSpread(AffineMap map) {
  SmallVector<AffineExpr> exprs(map.getResults());
  for (const Window &window : windows)
    if (window.inner)
      if (auto position =
              map.getResultPosition(b.getAffineDimExpr(window.outer)))
        exprs[*position] = b.getAffineDimExpr(window.outer) +
                           b.getAffineDimExpr(*window.inner) * window.dilation;
  return AffineMap::get(map.getNumDims(), 0, exprs, b.getContext());
}

// The row-major number of the current iteration over the reduction loops, an
// i64. Called inside a structured op's body.
Value Adjoint::buildIteration(OpBuilder &builder, bool windowsReversed) {
  SmallVector<unsigned> loops;
  op.getReductionDims(loops);
  unsigned batch = windowsReversed ? context.getNumBatchDims() : 0;
  Value number = arith::ConstantIndexOp::create(builder, loc, 0);
  for (unsigned loop : loops) {
    Value size =
        getValueOrCreateConstantIndexOp(builder, loc, getLoopSize(loop));
    Value index = linalg::IndexOp::create(builder, loc, loop + batch);
    for (const Window &window : windows)
      if (windowsReversed && window.inner == loop) {
        Value one = arith::ConstantIndexOp::create(builder, loc, 1);
        index = arith::SubIOp::create(
            builder, loc, arith::SubIOp::create(builder, loc, size, one),
            index);
      }
    number = arith::AddIOp::create(
        builder, loc, arith::MulIOp::create(builder, loc, number, size), index);
  }
  return arith::IndexCastOp::create(builder, loc, builder.getI64Type(), number);
}

Value Adjoint::buildChosen(const ResultInfo &result) {
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    inputs.push_back(context.getPrimal(operand->get()));
    maps.push_back(op.getMatchingIndexingMap(operand));
  }
  Value init = context.getPrimal(op.getDpsInits()[result.number]);
  Value none =
      buildFilled(b, loc, getSizes(b, loc, init), b.getI64IntegerAttr(-1));
  maps.append(2, result.map);
  return linalg::GenericOp::create(
             b, loc, TypeRange{init.getType(), none.getType()}, inputs,
             ValueRange{init, none}, maps, op.getIteratorTypesArray(),
             [&](OpBuilder &nested, Location l, ValueRange args) {
               IRMapping mapping;
               Block *body = op.getBlock();
               mapCaptured(mapping);
               mapping.map(body->getArguments().take_front(inputs.size()),
                           args.take_front(inputs.size()));
               Value best = args[inputs.size()],
                     number = args[inputs.size() + 1];
               mapping.map(body->getArgument(inputs.size() + result.number),
                           best);
               cloneBody(nested, mapping, /*shift=*/0);
               Value element = mapping.lookupOrDefault(result.element);
               Value current =
                   buildIteration(nested, /*windowsReversed=*/false);
               bool isMax = result.accumulation == Accumulation::maximum;
               Value better =
                   arith::CmpFOp::create(nested, l,
                                         isMax ? arith::CmpFPredicate::OGT
                                               : arith::CmpFPredicate::OLT,
                                         element, best);
               Value equal = arith::CmpFOp::create(
                   nested, l, arith::CmpFPredicate::OEQ, element, best);
               Value earlier = arith::CmpIOp::create(
                   nested, l, arith::CmpIPredicate::slt, current, number);
               Value wins = arith::OrIOp::create(
                   nested, l, better,
                   arith::AndIOp::create(nested, l, equal, earlier));
               linalg::YieldOp::create(
                   nested, l,
                   ValueRange{
                       arith::SelectOp::create(nested, l, wins, element, best),
                       arith::SelectOp::create(nested, l, wins, current,
                                               number)});
             })
      .getResult(1);
}

// What the body captures, in the cloned program.
void Adjoint::mapCaptured(IRMapping &mapping) {
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  for (Value value : captured)
    mapping.map(value, context.getPrimal(value));
}

// Clones what the body computes from mapped values: not what reads an
// accumulator, which is no part of the derivative, and no assertion, which the
// forward program has checked. Loops are `shift` further in.
void Adjoint::cloneBody(OpBuilder &builder, IRMapping &mapping,
                        unsigned shift) {
  for (Operation &inner : op.getBlock()->without_terminator()) {
    bool available = inner.getNumResults() > 0 &&
                     llvm::all_of(inner.getOperands(), [&](Value value) {
                       return mapping.contains(value);
                     });
    if (!available)
      continue;
    Operation *clone = builder.clone(inner, mapping);
    if (auto index = dyn_cast<linalg::IndexOp>(clone))
      index.setDim(index.getDim() + shift);
  }
}

// A structured op over the same loops, after `windows` have been found, whose
// result is indexed by `outputMap` and sums the derivative of the results with
// respect to `target`, a value of the body that depends on `active` only.
// `operand` is the one that `active` stands for, if it is one.
FailureOr<Value> Adjoint::buildAdjoint(OpOperand *operand, AffineMap outputMap,
                                       ArrayRef<OpFoldResult> sizes,
                                       Type elementType, Value active,
                                       Value target,
                                       ArrayRef<ResultInfo> results) {
  unsigned batch = context.getNumBatchDims();
  unsigned loops = op.getNumLoops();
  Block *body = op.getBlock();
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  for (const ResultInfo &result : results) {
    // `spread` looks for the op's own loops.
    SmallVector<AffineExpr> positions(batch, b.getAffineConstantExpr(0));
    llvm::append_range(positions, result.map.getResults());
    inputs.push_back(spread(result.cotangent,
                            AffineMap::get(loops, 0, positions, b.getContext()),
                            0));
    AffineMap read = mapSpread(result.map);
    maps.push_back(lxt::addLeadingDims(read, batch));
    if (result.chosen) {
      inputs.push_back(spread(result.chosen, result.map, -1));
      maps.push_back(read.shiftDims(batch));
    }
  }
  // Primal operands: inputs, and what parallel ops read of their outputs.
  SmallVector<std::pair<BlockArgument, unsigned>> primals;
  for (OpOperand &other : op->getOpOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(&other);
    if (op.isInitTensor(&other) &&
        (!op.isAllParallelLoops() || argument.use_empty()))
      continue;
    primals.emplace_back(argument, inputs.size());
    Value value = context.getPrimal(other.get());
    AffineMap map = op.getMatchingIndexingMap(&other);
    if (&other == operand) {
      maps.push_back(outputMap.shiftDims(batch));
    } else if (isa<RankedTensorType>(value.getType())) {
      value = reverse(spread(value, map, 0), map);
      maps.push_back(mapSpread(map).shiftDims(batch));
    } else {
      maps.push_back(map.shiftDims(batch));
    }
    inputs.push_back(value);
  }

  maps.push_back(lxt::addLeadingDims(outputMap, batch));
  SmallVector<utils::IteratorType> iterators;
  for (unsigned i = 0; i < loops + batch; ++i)
    iterators.push_back(maps.back().isFunctionOfDim(i)
                            ? utils::IteratorType::parallel
                            : utils::IteratorType::reduction);
  bool reduces = llvm::is_contained(iterators, utils::IteratorType::reduction);
  Type accumulator = reduces ? getAccumulatorType(elementType) : elementType;
  SmallVector<OpFoldResult> outputSizes =
      getSizes(b, loc, results[0].cotangent);
  outputSizes.resize(batch);
  llvm::append_range(outputSizes, sizes);
  Value init = reduces
                   ? buildZeros(b, loc, outputSizes, accumulator)
                   : tensor::EmptyOp::create(b, loc, outputSizes, accumulator)
                         .getResult();

  LogicalResult status = success();
  auto buildBody = [&](OpBuilder &nested, Location l, ValueRange args) {
    IRMapping mapping;
    mapCaptured(mapping);
    for (auto [argument, position] : primals)
      mapping.map(argument, args[position]);
    cloneBody(nested, mapping, batch);
    SmallVector<Value> varying;
    for (OpOperand &other : op->getOpOperands())
      if (context.isActive(other.get()))
        varying.push_back(op.getMatchingBlockArgument(&other));
    VJPContext scalars(*body, mapping, active, 0, varying);
    unsigned position = 0;
    for (const ResultInfo &result : results) {
      Value cotangent = args[position++];
      if (result.chosen) {
        Value current = buildIteration(nested, /*windowsReversed=*/true);
        Value chosen = arith::CmpIOp::create(
            nested, l, arith::CmpIPredicate::eq, args[position++], current);
        Value zero = buildFloat(nested, l, cotangent.getType(), 0.0);
        cotangent = arith::SelectOp::create(nested, l, chosen, cotangent, zero);
      }
      scalars.addCotangent(nested, l, result.element, cotangent);
    }
    status = scalars.run(nested);
    Value value = scalars.getCotangent(target);
    if (!value)
      value = buildFloat(nested, l, elementType, 0.0);
    value = buildFloatCast(nested, l, accumulator, value);
    if (reduces)
      value = arith::AddFOp::create(nested, l, args.back(), value);
    linalg::YieldOp::create(nested, l, value);
  };
  Value adjoint = linalg::GenericOp::create(b, loc, init.getType(), inputs,
                                            init, maps, iterators, buildBody)
                      .getResult(0);
  if (failed(status))
    return failure();
  if (accumulator == elementType)
    return adjoint;
  return buildElementwise(b, loc, elementType, adjoint,
                          [&](OpBuilder &nested, Location l, ValueRange args) {
                            return buildFloatCast(nested, l, elementType,
                                                  args[0]);
                          });
}

FailureOr<Value> Adjoint::buildForOperand(OpOperand &operand,
                                          ArrayRef<ResultInfo> results) {
  if (!isa<RankedTensorType>(operand.get().getType()))
    return error("operand #" + Twine(operand.getOperandNumber()) +
                 " is a scalar that receives relevance; read it from its "
                 "tensor inside the body");
  windows.clear();
  if (failed(findWindows(operand)))
    return failure();
  if (op.hasIndexSemantics() && !windows.empty())
    return error(
        "its body uses loop indices, and an operand is read through a window");

  // The operand's index runs where a window's outer loop did.
  AffineMap map = op.getMatchingIndexingMap(&operand);
  SmallVector<AffineExpr> exprs(map.getResults());
  for (AffineExpr &expr : exprs)
    for (const Window &window : windows)
      if (expr.isFunctionOfDim(window.outer))
        expr = b.getAffineDimExpr(window.outer);
  BlockArgument target = op.getMatchingBlockArgument(&operand);
  return buildAdjoint(
      &operand, AffineMap::get(op.getNumLoops(), 0, exprs, b.getContext()),
      getSizes(b, loc, context.getPrimal(operand.get())),
      getElementTypeOrSelf(operand.get().getType()), target, target, results);
}

// The derivative of every iteration, added to the element that it read.
FailureOr<Value> Adjoint::buildForLookup(tensor::ExtractOp extract,
                                         ArrayRef<ResultInfo> results) {
  windows.clear();
  unsigned loops = op.getNumLoops();
  unsigned batch = context.getNumBatchDims();
  SmallVector<OpFoldResult> loopSizes;
  for (unsigned i = 0; i < loops; ++i)
    loopSizes.push_back(getLoopSize(i));
  Value table = extract.getTensor();
  Type elementType = extract.getType();
  FailureOr<Value> updates =
      buildAdjoint(nullptr, b.getMultiDimIdentityMap(loops), loopSizes,
                   elementType, table, extract.getResult(), results);
  if (failed(updates))
    return failure();

  SmallVector<OpFoldResult> sizes = getSizes(b, loc, results[0].cotangent);
  sizes.resize(batch);
  llvm::append_range(sizes, getSizes(b, loc, context.getPrimal(table)));
  Value zeros = buildZeros(b, loc, sizes, elementType);
  auto scatter = ScatterAddOp::create(b, loc, *updates, zeros);
  OpBuilder::InsertionGuard guard(b);
  Block *block = b.createBlock(&scatter.getIndices());
  for (unsigned i = 0; i < loops; ++i)
    block->addArgument(b.getIndexType(), loc);

  // The part of the body that computes the indices.
  IRMapping mapping;
  mapCaptured(mapping);
  std::function<Value(Value)> get = [&](Value value) -> Value {
    if (Value mapped = mapping.lookupOrNull(value))
      return mapped;
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      OpOperand *operand = op.getMatchingOpOperand(argument);
      SmallVector<OpFoldResult> indices(block->getArguments());
      SmallVector<Value> position;
      for (AffineExpr expr : op.getMatchingIndexingMap(operand).getResults())
        position.push_back(
            getValueOrCreateConstantIndexOp(b, loc, apply(expr, indices)));
      Value tensor = context.getPrimal(operand->get());
      if (isa<RankedTensorType>(tensor.getType()))
        tensor = tensor::ExtractOp::create(b, loc, tensor, position);
      mapping.map(value, tensor);
      return tensor;
    }
    if (auto index = value.getDefiningOp<linalg::IndexOp>())
      return block->getArgument(index.getDim());
    Operation *inner = value.getDefiningOp();
    for (Value operand : inner->getOperands())
      mapping.map(operand, get(operand));
    b.clone(*inner, mapping);
    return mapping.lookup(value);
  };
  SmallVector<Value> indices = llvm::map_to_vector(extract.getIndices(), get);
  YieldOp::create(b, loc, indices);
  return scatter.getResult();
}
