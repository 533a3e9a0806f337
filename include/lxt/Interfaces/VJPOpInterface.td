//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_INTERFACES_VJPOPINTERFACE_TD
#define LXT_INTERFACES_VJPOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def VJPOpInterface : OpInterface<"VJPOpInterface"> {
  let cppNamespace = "::lxt";
  let description = [{
    An op with a model of its vector-Jacobian product. Implemented by external
    models, one file per op family, for tensor ops and for the scalar ops inside
    their bodies alike.
  }];
  let methods = [
    InterfaceMethod<[{
      Adds to the cotangent of every active value that the op reads what flows
      back from its results (`VJPContext` says which are active, and holds
      cotangents and primal values). On failure, a diagnostic has been emitted.
    }], "::llvm::LogicalResult", "buildVJP", (ins "::mlir::OpBuilder &":$builder, "::lxt::VJPContext &":$context)>,
  ];
}

#endif // LXT_INTERFACES_VJPOPINTERFACE_TD
