//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/IR/Rules.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace lxt;

// The function, when it fits the op; else a diagnostic has been emitted.
static FailureOr<func::FuncOp> getRuleFunction(CustomOp op) {
  auto function = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
      op, op.getFunctionAttr());
  auto emitMismatch = [&]() {
    InFlightDiagnostic diagnostic = op.emitOpError("cannot use the function @")
                                    << op.getFunction() << ": ";
    if (function)
      diagnostic.attachNote(function.getLoc()) << "the function is here";
    return diagnostic;
  };
  if (!function)
    return emitMismatch() << "there is none";
  if (!function.isPrivate() || !function.getBody().hasOneBlock())
    return emitMismatch() << "it is not private, or not of one block";

  SmallVector<Type> expected;
  for (TypeRange types : {op.getInputs().getTypes(), op.getOutputs().getTypes(),
                          op.getRelevance().getTypes()})
    llvm::append_range(expected, types);
  auto fits = [&](TypeRange given, TypeRange wanted, StringRef what) {
    if (given.size() != wanted.size())
      return LogicalResult(emitMismatch()
                           << "it has " << given.size() << " " << what
                           << ", the rule needs " << wanted.size());
    for (auto [i, pair] : llvm::enumerate(llvm::zip_equal(given, wanted)))
      if (auto [own, other] = pair;
          !tensor::CastOp::areCastCompatible(own, other))
        return LogicalResult(emitMismatch() << "number " << i << " of its "
                                            << what << " is of type " << own
                                            << ", the layer has " << other);
    return success();
  };
  TypeRange arguments = function.getArgumentTypes();
  unsigned numTensors = llvm::count_if(arguments, llvm::IsaPred<TensorType>);
  if (failed(fits(arguments.take_front(numTensors), expected, "tensors")) ||
      failed(fits(function.getResultTypes(), op.getResultTypes(), "results")))
    return failure();

  DictionaryAttr parameters = op.getParametersAttr();
  unsigned numParameters = arguments.size() - numTensors;
  for (unsigned i = numTensors; i < arguments.size(); ++i) {
    auto name = function.getArgAttrOfType<StringAttr>(i, "lxt.name");
    if (!name || !arguments[i].isF64())
      return emitMismatch()
             << "argument " << i << " is no f64 with an attribute lxt.name";
    Attribute value = parameters ? parameters.get(name) : Attribute();
    auto number = dyn_cast_or_null<FloatAttr>(value);
    auto open = dyn_cast_or_null<ParameterAttr>(value);
    if ((!number || !number.getType().isF64()) && (!open || open.getSize()))
      return emitMismatch() << "its parameter " << name
                            << " has no value that is a number of type f64";
  }
  if (parameters && parameters.size() != numParameters)
    return emitMismatch() << "it has " << numParameters
                          << " parameters, the rule gives "
                          << parameters.size();
  return function;
}

static Value buildCast(OpBuilder &builder, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return tensor::CastOp::create(builder, value.getLoc(), type, value);
}

//===----------------------------------------------------------------------===//
// Several seeds
//===----------------------------------------------------------------------===//

static unsigned getNumSeedDims(CustomOp rule) {
  if (rule.getRelevance().empty())
    return 0;
  return cast<RankedTensorType>(rule.getRelevance()[0].getType()).getRank() -
         cast<RankedTensorType>(rule.getOutputs()[0].getType()).getRank();
}

bool lxt::isPerSeed(CustomOp rule) {
  if (getNumSeedDims(rule) == 0)
    return false;
  auto function = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
      rule, rule.getFunctionAttr());
  unsigned index = rule.getInputs().size() + rule.getOutputs().size();
  if (!function || function.getNumArguments() <= index)
    return false;
  auto type = dyn_cast<RankedTensorType>(function.getArgumentTypes()[index]);
  return type &&
         type.getRank() ==
             cast<RankedTensorType>(rule.getOutputs()[0].getType()).getRank();
}

SmallVector<Value> lxt::buildPerSeed(
    OpBuilder &builder, CustomOp rule, ValueRange tensors,
    function_ref<SmallVector<Value>(OpBuilder &, ValueRange)> build) {
  Location loc = rule.getLoc();
  unsigned seedDims = getNumSeedDims(rule);
  SmallVector<OpFoldResult> seeds = getSizes(builder, loc, tensors[0]);
  seeds.resize(seedDims);
  // Where the part of one seed, of the shape of `one`, is in a tensor of all.
  struct Slice {
    SmallVector<OpFoldResult> offsets, sizes, strides;
  };
  auto getSlice = [&](OpBuilder &b, ValueRange position, Value one) {
    Slice slice;
    slice.offsets = getAsOpFoldResult(position);
    slice.sizes.assign(seedDims, b.getIndexAttr(1));
    llvm::append_range(slice.sizes, getSizes(b, loc, one));
    slice.offsets.resize(slice.sizes.size(), b.getIndexAttr(0));
    slice.strides.assign(slice.sizes.size(), b.getIndexAttr(1));
    return slice;
  };

  SmallVector<Value> stacked;
  for (Value input : rule.getInputs()) {
    SmallVector<OpFoldResult> sizes(seeds);
    llvm::append_range(sizes, getSizes(builder, loc, input));
    stacked.push_back(tensor::EmptyOp::create(
        builder, loc, sizes, getElementTypeOrSelf(input.getType())));
  }
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  scf::LoopNest nest = scf::buildLoopNest(
      builder, loc, SmallVector<Value>(seedDims, zero),
      getValueOrCreateConstantIndexOp(builder, loc, seeds),
      SmallVector<Value>(seedDims, one), stacked,
      [&](OpBuilder &b, Location l, ValueRange position,
          ValueRange results) -> scf::ValueVector {
        SmallVector<Value> slices;
        for (auto [tensor, output] :
             llvm::zip_equal(tensors, rule.getOutputs())) {
          Slice slice = getSlice(b, position, output);
          slices.push_back(tensor::ExtractSliceOp::create(
              b, l, cast<RankedTensorType>(output.getType()), tensor,
              slice.offsets, slice.sizes, slice.strides));
        }
        scf::ValueVector added;
        for (auto [result, value] :
             llvm::zip_equal(results, build(b, slices))) {
          Slice slice = getSlice(b, position, value);
          added.push_back(tensor::InsertSliceOp::create(
              b, l, value, result, slice.offsets, slice.sizes, slice.strides));
        }
        return added;
      });
  SmallVector<Value> results;
  for (auto [value, type] :
       llvm::zip_equal(nest.results, rule->getResultTypes()))
    results.push_back(buildCast(builder, value, type));
  return results;
}

//===----------------------------------------------------------------------===//
// The rule
//===----------------------------------------------------------------------===//

RelevanceResult CustomOp::propagateRelevance(OpBuilder &builder) {
  if (isPerSeed(*this))
    return buildPerSeed(
        builder, *this, getRelevance(), [&](OpBuilder &b, ValueRange slices) {
          return llvm::to_vector_of<Value>(
              buildBackward(b, *this, getInputs(), getOutputs(), slices)
                  ->getResults());
        });
  FailureOr<func::FuncOp> function = getRuleFunction(*this);
  if (failed(function))
    return failure();
  Block &body = function->getBody().front();
  WalkResult recursion = body.walk([&](CustomOp rule) {
    if (rule.getFunction() == getFunction())
      return WalkResult::interrupt();
    return WalkResult::advance();
  });
  if (recursion.wasInterrupted())
    return emitOpError("cannot use the function @")
           << getFunction() << ": it is made of itself";
  IRMapping mapping;
  unsigned index = 0;
  for (ValueRange values : {ValueRange(getInputs()), ValueRange(getOutputs()),
                            ValueRange(getRelevance())})
    for (Value value : values) {
      BlockArgument argument = body.getArgument(index++);
      mapping.map(argument, buildCast(builder, value, argument.getType()));
    }
  for (; index < body.getNumArguments(); ++index) {
    auto name = function->getArgAttrOfType<StringAttr>(index, "lxt.name");
    mapping.map(body.getArgument(index),
                buildNumber(builder, getLoc(), builder.getF64Type(),
                            getParametersAttr().get(name)));
  }
  for (Operation &op : body.without_terminator()) {
    auto pullback = dyn_cast<PullbackOp>(op);
    if (!pullback) {
      builder.clone(op, mapping);
      continue;
    }
    if (pullback.getCotangents().size() != getOutputs().size() ||
        pullback.getNumResults() != getInputs().size())
      return pullback.emitOpError("expects a cotangent per output and a result "
                                  "per input of the layer");
    auto emitMismatch = [&](Type own, Type other) {
      InFlightDiagnostic diagnostic =
          pullback.emitOpError("has a tensor of type ")
          << own << " where the layer has " << other;
      diagnostic.attachNote(getLoc()) << "the layer is here";
      return diagnostic;
    };
    SmallVector<Value> cotangents;
    for (auto [cotangent, output] :
         llvm::zip_equal(pullback.getCotangents(), getOutputs())) {
      int64_t extra = cast<RankedTensorType>(cotangent.getType()).getRank() -
                      cast<RankedTensorType>(output.getType()).getRank();
      Type type = output.getType();
      if (extra > 0)
        type = addLeadingDims(type, cotangent.getType(), type);
      if (!tensor::CastOp::areCastCompatible(cotangent.getType(), type))
        return emitMismatch(cotangent.getType(), output.getType());
      cotangents.push_back(buildCast(builder, mapping.lookup(cotangent), type));
    }
    for (auto [result, gradient] : llvm::zip_equal(
             pullback.getResults(), buildVJP(builder, *this, cotangents))) {
      if (!tensor::CastOp::areCastCompatible(gradient.getType(),
                                             result.getType()))
        return emitMismatch(result.getType(), gradient.getType());
      mapping.map(result, buildCast(builder, gradient, result.getType()));
    }
  }
  SmallVector<Value> results;
  for (auto [value, type] :
       llvm::zip_equal(body.getTerminator()->getOperands(), getResultTypes()))
    results.push_back(buildCast(builder, mapping.lookupOrDefault(value), type));
  return results;
}
