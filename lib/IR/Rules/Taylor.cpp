//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Builders.h"
#include "lxt/IR/Rules.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace lxt;

LogicalResult TaylorOp::verify() {
  int64_t inputs = getInputs().size();
  if (isa<ElementsAttr>(getReference())) {
    if (inputs != 1 || cast<ElementsAttr>(getReference()).getShapedType() !=
                           getInputs()[0].getType())
      return emitOpError(
          "expects a constant reference of the type of its only input");
  }
  if (getBias().getKind() == BiasKind::to && getBias().getInput() >= inputs)
    return emitOpError("gives the bias to input ")
           << getBias().getInput() << ", but has " << inputs << " inputs";
  return success();
}

// The reference point of every input.
static SmallVector<Value> buildReference(OpBuilder &builder, TaylorOp op) {
  if (auto constant = dyn_cast<ElementsAttr>(op.getReference()))
    return {arith::ConstantOp::create(builder, op.getLoc(),
                                      cast<TypedAttr>(constant))};
  if (cast<ReferenceAttr>(op.getReference()).getValue() == Reference::input)
    return llvm::to_vector_of<Value>(op.getInputs());
  SmallVector<Value> zeros;
  for (Value input : op.getInputs())
    zeros.push_back(buildZeros(builder, op.getLoc(),
                               getSizes(builder, op.getLoc(), input),
                               getElementTypeOrSelf(input.getType())));
  return zeros;
}

// J^T g at a point.
static SmallVector<Value> buildVJPAt(OpBuilder &builder, TaylorOp op,
                                     ValueRange point, ValueRange cotangents) {
  SmallVector<Type> types;
  for (Value input : op.getInputs())
    types.push_back(addLeadingDims(input.getType(), cotangents[0].getType(),
                                   op.getOutputs()[0].getType()));
  auto vjp = VJPOp::create(builder, op.getLoc(), types, point, cotangents);
  IRMapping mapping;
  op.getBody().cloneInto(&vjp.getBody(), mapping);
  return llvm::to_vector_of<Value>(vjp.getResults());
}

// J v at a point: g -> J^T g is linear, and its transpose is v -> J v.
static SmallVector<Value> buildJVPAt(OpBuilder &builder, TaylorOp op,
                                     ValueRange point, ValueRange tangents) {
  // Where a linear function is differentiated does not matter.
  auto transpose =
      VJPOp::create(builder, op.getLoc(), op.getOutputs().getTypes(),
                    op.getOutputs(), tangents);
  OpBuilder::InsertionGuard guard(builder);
  Block *block = builder.createBlock(&transpose.getBody());
  for (Value output : op.getOutputs())
    block->addArgument(output.getType(), op.getLoc());
  YieldOp::create(builder, op.getLoc(),
                  buildVJPAt(builder, op, point, block->getArguments()));
  return llvm::to_vector_of<Value>(transpose.getResults());
}

RelevanceResult TaylorOp::propagateRelevance(OpBuilder &builder) {
  Location loc = getLoc();
  auto combine = [&](auto create, Value a, Value b) {
    return buildElementwise(
        builder, loc, getElementTypeOrSelf(a.getType()), {a, b},
        [&](OpBuilder &nested, Location l, ValueRange args) {
          return create(nested, l, args[0], args[1]);
        });
  };
  auto add = [](OpBuilder &b, Location l, Value x, Value y) -> Value {
    return arith::AddFOp::create(b, l, x, y);
  };
  auto sub = [](OpBuilder &b, Location l, Value x, Value y) -> Value {
    return arith::SubFOp::create(b, l, x, y);
  };
  auto mul = [](OpBuilder &b, Location l, Value x, Value y) -> Value {
    return arith::MulFOp::create(b, l, x, y);
  };

  SmallVector<Value> reference = buildReference(builder, *this);
  SmallVector<Value> denominators =
      buildJVPAt(builder, *this, reference, getInputs());
  SmallVector<Value> bias;
  if (getBias().getKind() != BiasKind::omit) {
    IRMapping mapping;
    mapping.map(getBody().getArguments(), reference);
    for (Operation &op : getBody().front().without_terminator())
      builder.clone(op, mapping);
    SmallVector<Value> moved = buildJVPAt(builder, *this, reference, reference);
    for (auto [i, y] :
         llvm::enumerate(getBody().front().getTerminator()->getOperands())) {
      bias.push_back(combine(sub, mapping.lookupOrDefault(y), moved[i]));
      denominators[i] = combine(add, denominators[i], bias[i]);
    }
  }

  SmallVector<Value> quotients = buildStabilizedDiv(
      builder, loc, getRelevance(), denominators, Stabilization::of(*this));
  SmallVector<Value> results =
      buildTimesValue(builder, loc, getInputs(),
                      buildVJPAt(builder, *this, reference, quotients));
  BiasKind kind = getBias().getKind();
  if (kind != BiasKind::spread && kind != BiasKind::to)
    return results;

  // The bias's share.
  auto rule = cast<RuleOpInterface>(getOperation());
  int64_t inputs = getInputs().size();
  Value share = buildScale(builder, loc, combine(mul, quotients[0], bias[0]),
                           kind == BiasKind::to ? 1.0 : 1.0 / inputs);
  for (int64_t i = 0; i < inputs; ++i) {
    if (kind == BiasKind::to && getBias().getInput() != i)
      continue;
    FailureOr<Value> extra = buildShare(builder, rule, i, share);
    if (failed(extra))
      return failure();
    results[i] = combine(add, results[i], *extra);
  }
  return results;
}
