//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_LXTDIALECT_TD
#define LXT_IR_LXTDIALECT_TD

include "mlir/IR/OpBase.td"

def LXT_Dialect : Dialect {
  let name = "lxt";
  let cppNamespace = "::lxt";
  let summary = "Layer-wise Relevance Propagation";
  let description = [{
    Layer-wise Relevance Propagation (LRP) explains one output of a neural
    network by handing its value back, layer by layer, to the inputs. Each
    layer does so by a *rule*; this dialect has one op per rule.

    - **Rule ops** (`lxt.epsilon`, `lxt.identity`, ...) wrap the forward
      computation that they explain in a region.
    - **`lxt.layer`** wraps a recognised or named part of a model that has no
      rule yet; a `lxt.composite` says which rule each layer gets.
    - **`lxt.explain`** asks for the explanation of a function.
    - **`lxt.vjp`**, `lxt.times_value`, `lxt.stabilized_div` and
      `lxt.scatter_add` are the calculus that rules are lowered to. It lowers
      to upstream dialects: nothing of `lxt` leaves the explanation pipeline.
  }];
  let dependentDialects = ["::mlir::tensor::TensorDialect", "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::affine::AffineDialect",
                           "::mlir::func::FuncDialect"];
  let useDefaultAttributePrinterParser = 1;
}

class LXT_Op<string mnemonic, list<Trait> traits = []> : Op<LXT_Dialect, mnemonic, traits>;

#endif // LXT_IR_LXTDIALECT_TD
