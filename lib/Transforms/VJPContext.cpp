//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reverse walk of a vector-Jacobian product.
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Rules.h"
#include "lxt/Interfaces/VJPOpInterface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace lxt;

#include "lxt/Interfaces/VJPOpInterface.cpp.inc"

VJPContext::VJPContext(Block &block, const IRMapping &primals,
                       ValueRange active, unsigned numBatchDims,
                       ValueRange varying)
    : block(block), primals(primals), numBatchDims(numBatchDims),
      active(active.begin(), active.end()),
      varying(varying.begin(), varying.end()) {
  for (Operation &op : block) {
    SetVector<Value> read(op.operand_begin(), op.operand_end());
    getUsedValuesDefinedAbove(op.getRegions(), read);
    for (DenseSet<Value> *set : {&this->active, &this->varying})
      if (llvm::any_of(read, [&](Value value) { return set->contains(value); }))
        for (Value result : op.getResults())
          if (isa<FloatType>(getElementTypeOrSelf(result.getType())))
            set->insert(result);
  }
}

void VJPContext::addCotangent(OpBuilder &builder, Location loc, Value value,
                              Value cotangent) {
  if (!isActive(value))
    return;
  Value &sum = cotangents[value];
  sum = sum ? arith::AddFOp::create(builder, loc, sum, cotangent).getResult()
            : cotangent;
}

// A rule inside a rule acts by its gradient form: `R_x / stab(x)` for
// `R_y = y * g`.
static LogicalResult buildNestedRule(RuleOpInterface rule, OpBuilder &builder,
                                     VJPContext &context) {
  if (rule.blocksRelevance())
    return success();
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(rule.getBody(), captured);
  for (Value value : captured)
    if (context.isActive(value))
      return rule->emitError("captures a value that receives relevance; make "
                             "it an input of the rule");
  Location loc = rule.getLoc();
  IRMapping mapping;
  SmallVector<Value> inputs, outputs, relevance;
  Value example;
  for (Value result : rule->getResults())
    if (!example)
      example = context.getCotangent(result);
  for (Value input : rule.getInputs())
    inputs.push_back(context.getPrimal(input));
  for (Value result : rule->getResults()) {
    outputs.push_back(context.getPrimal(result));
    Value cotangent = context.getCotangent(result);
    if (!cotangent)
      cotangent = buildZeroCotangent(builder, loc, outputs.back(), example,
                                     context.getNumBatchDims());
    relevance.push_back(
        TimesValueOp::create(builder, loc, outputs.back(), cotangent));
  }
  RuleOpInterface backward =
      buildBackward(builder, rule, inputs, outputs, relevance,
                    [&](Value value) { return context.getPrimal(value); });
  for (auto [i, input] : llvm::enumerate(rule.getInputs()))
    if (context.isActive(input))
      context.addCotangent(
          builder, loc, input,
          buildStabilizedDiv(
              builder, loc, backward->getResult(i), inputs[i],
              {builder.getF64FloatAttr(rule.getGradientEpsilon())})[0]);
  return success();
}

LogicalResult VJPContext::run(OpBuilder &builder) {
  for (Operation &op : llvm::reverse(block.without_terminator())) {
    if (llvm::none_of(op.getResults(),
                      [&](Value result) { return getCotangent(result); }))
      continue;
    if (auto rule = dyn_cast<RuleOpInterface>(op)) {
      if (failed(buildNestedRule(rule, builder, *this)))
        return failure();
      continue;
    }
    auto model = dyn_cast<VJPOpInterface>(op);
    if (!model)
      return op.emitError()
             << "'" << op.getName()
             << "' cannot be differentiated: it has no model of its "
                "vector-Jacobian product; wrap it in a rule that needs "
                "none (identity, uniform, stop), or rewrite it";
    if (failed(model.buildVJP(builder, *this)))
      return failure();
  }
  return success();
}
