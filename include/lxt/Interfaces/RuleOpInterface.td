//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_INTERFACES_RULEOPINTERFACE_TD
#define LXT_INTERFACES_RULEOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def LayerOpInterface : OpInterface<"LayerOpInterface"> {
  let cppNamespace = "::lxt";
  let description = [{
    A part of a model, with a rule (rule ops) or without one yet (`lxt.layer`).
    Its region computes the part: block argument `i` stands for input `i`, and
    the region yields the part's results. Inactive values are captured.
  }];
  let methods = [
    InterfaceMethod<"The values that can receive relevance.", "::mlir::OperandRange", "getInputs">,
    InterfaceMethod<"The computation.", "::mlir::Region &", "getBody">,
    InterfaceMethod<"What part of the model this is, or null.", "::lxt::OriginAttr", "getOriginAttr">,
    InterfaceMethod<"Sets what part of the model this is.", "void", "setOriginAttr", (ins "::lxt::OriginAttr":$origin)>,
  ];
  let extraSharedClassDeclaration = [{
    ::lxt::Kind getKind() {
      ::lxt::OriginAttr origin = $_op.getOriginAttr();
      return origin ? origin.getKind() : ::lxt::Kind::unknown;
    }
  }];
}

def RuleOpInterface : OpInterface<"RuleOpInterface", [LayerOpInterface]> {
  let cppNamespace = "::lxt";
  let description = [{
    A rule of Layer-wise Relevance Propagation. A rule op has two forms:

    - *forward*: it computes its region, `y = f(x)`. Its results are `y`.
    - *backward*: it has the operands `outputs` (y, as computed) and
      `relevance` (R_y), and its results are the relevances R_x of its inputs.
      Relevances may have extra leading dimensions that inputs and outputs do
      not have, all the same: each slice is propagated on its own.

    A rule lowers itself: `propagateRelevance` builds the backward form from
    `lxt.vjp`, `lxt.times_value` and `lxt.stabilized_div`.
  }];
  let methods = [
    InterfaceMethod<"The region's results as computed (backward form).", "::mlir::OperandRange", "getOutputs">,
    InterfaceMethod<"The relevance of the outputs (backward form).", "::mlir::OperandRange", "getRelevance">,
    InterfaceMethod<[{
      Builds the relevance of every input from `getRelevance()`. Called on the
      backward form. On failure, a diagnostic has been emitted.
    }], "::mlir::FailureOr<::llvm::SmallVector<::mlir::Value>>", "propagateRelevance",
      (ins "::mlir::OpBuilder &":$builder)>,
    InterfaceMethod<[{
      The part `c` of the relevance that every input gets, when the rule is
      `R_i = c * R` (summed over dimensions along which input `i` was
      broadcast), whatever the values are.
    }], "std::optional<double>", "getShare", (ins), "", "return std::nullopt;">,
    InterfaceMethod<[{
      The epsilon of the division `R_x / (x + epsilon)` that turns relevance
      into the gradient form where the rule does not yield it itself.
    }], "double", "getGradientEpsilon", (ins), "", "return 1e-10;">,
    InterfaceMethod<[{
      True when the rule is made for layers of the kind. For others it follows
      the gradient, and is an approximation.
    }], "bool", "isExactFor", (ins "::lxt::Kind":$kind), "", "return true;">,
    InterfaceMethod<"True when no relevance passes.", "bool", "blocksRelevance", (ins), "", "return false;">,
  ];
  let extraSharedClassDeclaration = [{
    bool isBackward() { return !$_op.getRelevance().empty(); }
  }];
  let verifyWithRegions = 1;
  let verify = [{ return ::lxt::detail::verifyRuleOp($_op); }];
}

#endif // LXT_INTERFACES_RULEOPINTERFACE_TD
