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
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace lxt;

RelevanceResult BetaSmoothOp::propagateRelevance(OpBuilder &builder) {
  if (getInputs().size() != 1 || getOutputs().size() != 1 ||
      getInputs()[0].getType() != getOutputs()[0].getType())
    return emitOpError("expects one input and one result of one type");
  Type type = getElementTypeOrSelf(getInputs()[0].getType());
  double beta = getBeta().convertToDouble();
  return SmallVector<Value>{buildElementwise(
      builder, getLoc(), type, {getRelevance()[0], getInputs()[0]},
      [&](OpBuilder &b, Location l, ValueRange args) -> Value {
        Value scaled =
            arith::MulFOp::create(b, l, args[1], buildFloat(b, l, type, -beta));
        Value exponential = math::ExpOp::create(b, l, scaled);
        Value denominator = arith::AddFOp::create(
            b, l, buildFloat(b, l, type, 1.0), exponential);
        return arith::DivFOp::create(b, l, args[0], denominator);
      })};
}
