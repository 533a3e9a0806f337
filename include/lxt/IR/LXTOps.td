//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_LXTOPS_TD
#define LXT_IR_LXTOPS_TD

include "lxt/IR/LXTAttrs.td"
include "lxt/IR/RuleOps.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"

def LXT_LayerOp : LXT_Op<"layer", !listconcat(LXT_RegionTraits, [DeclareOpInterfaceMethods<LayerOpInterface>])> {
  let summary = "a part of a model that has no rule yet";
  let description = [{
    Wraps a recognised or named part of a model, as a rule op does, so that a
    composite can name it. It computes its region.

    ```mlir
    %y = lxt.layer <kind = activation, op = "math.tanh"> ins(%a = %x : tensor<8xf32>) -> tensor<8xf32> {
      %0 = linalg.tanh ins(%a : tensor<8xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
      lxt.yield %0 : tensor<8xf32>
    }
    ```
  }];
  let arguments = (ins LXT_OriginAttr:$origin, Variadic<LXT_FloatTensor>:$inputs);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$origin custom<WrappedRegion>($inputs, type($inputs), type($results), $body) attr-dict";
  let hasRegionVerifier = 1;
}

def LXT_YieldOp : LXT_Op<"yield", [Pure, Terminator, ReturnLike]> {
  let summary = "ends a region of an lxt op with its results";
  let arguments = (ins Variadic<AnyType>:$results);
  let assemblyFormat = "attr-dict ($results^ `:` type($results))?";
  let hasVerifier = 1;
}

def LXT_VJPOp : LXT_Op<"vjp", !listconcat(LXT_RegionTraits, [AttrSizedOperandSegments])> {
  let summary = "vector-Jacobian product of a region";
  let description = [{
    For the region's function `y = f(x_1, ..., x_n)` and a cotangent `g` per
    result of the region, result `i` is `J_i^T g`, where `J_i` is the Jacobian
    of `y` with respect to `x_i`. Captured values are constants.

    Cotangents and results may have extra leading dimensions that `y` and `x` do
    not have, all the same: each slice is one cotangent.

    It is linear in the cotangents and may stand inside another `lxt.vjp`: the
    vector-Jacobian product of `g -> J^T g` is `v -> J v`, which is how forward
    derivatives are written.

    ```mlir
    %gx = lxt.vjp ins(%a = %x : tensor<8xf32>) cotangents(%g : tensor<8xf32>) -> tensor<8xf32> {
      %0 = linalg.exp ins(%a : tensor<8xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
      lxt.yield %0 : tensor<8xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<LXT_FloatTensor>:$inputs, Variadic<LXT_FloatTensor>:$cotangents);
  let results = (outs Variadic<LXT_FloatTensor>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    custom<VJPForm>($inputs, type($inputs), $cotangents, type($cotangents), type($results), $body) attr-dict
  }];
  let hasRegionVerifier = 1;
}

def LXT_PullbackOp : LXT_Op<"pullback", [Pure]> {
  let summary = "vector-Jacobian product of the layer that a rule function is for";
  let description = [{
    In a private function that `lxt.custom` names: `J^T g` of the layer's
    computation at its inputs, for a cotangent `g` per output; one result per
    input. `lxt-lower-rules` puts an `lxt.vjp` in its place.

    ```mlir
    %gx = lxt.pullback %g : (tensor<?x?xf32>) -> tensor<?x?xf32>
    ```
  }];
  let arguments = (ins Variadic<LXT_FloatTensor>:$cotangents);
  let results = (outs Variadic<LXT_FloatTensor>:$results);
  let assemblyFormat = "$cotangents attr-dict `:` functional-type($cotangents, $results)";
  let hasVerifier = 1;
}

def LXT_TimesValueOp : LXT_Op<"times_value", [Pure, AllTypesMatch<["gradient", "result"]>]> {
  let summary = "relevance as value times gradient";
  let description = [{
    `R = x * g`, elementwise. `g` and `R` may have extra leading dimensions. With
    `masked`, an infinite `x` counts as 0, as softmax inputs under a mask do.

    It is an op of its own until `lxt-simplify` has run, so that a division by
    the same value can fold with it.
  }];
  let arguments = (ins LXT_FloatTensor:$value, LXT_FloatTensor:$gradient, UnitAttr:$masked);
  let results = (outs LXT_FloatTensor:$result);
  let assemblyFormat = "(`masked` $masked^)? $value `,` $gradient attr-dict `:` type($value) `,` type($gradient)";
  let hasVerifier = 1;
}

def LXT_StabilizedDivOp : LXT_Op<"stabilized_div", [Pure, AllTypesMatch<["relevance", "result"]>]> {
  let summary = "relevance over a stabilised value";
  let description = [{
    `R / stab(y)`, elementwise. `R` and the result may have extra leading
    dimensions. In f16 and bf16 the quotient is computed in f32. `stab(y)` is as
    `#lxt.stabilizer` says; with `clip`, `y` where `|y| >= epsilon`, else
    `epsilon` with the sign of `y`. With `norm_scale`, epsilon is a part of the
    root mean square of `y` over all dimensions but the first (of a vector, over
    all): `epsilon * sqrt(mean(y^2))` takes its place.

    An epsilon of 0 is allowed only while `lxt-simplify` can still fold it away.
  }];
  let arguments = (ins LXT_FloatTensor:$relevance, LXT_FloatTensor:$value, LXT_RunTimeEpsilon:$epsilon,
                       DefaultValuedAttr<LXT_StabilizerAttr, "::lxt::Stabilizer::plain">:$stabilizer,
                       DefaultValuedAttr<BoolAttr, "false">:$clip, DefaultValuedAttr<BoolAttr, "false">:$norm_scale);
  let results = (outs LXT_FloatTensor:$result);
  let assemblyFormat = [{
    $relevance `,` $value `epsilon` `(` custom<Number>($epsilon) `)` (`stabilizer` `` $stabilizer^)? attr-dict
    `:` type($relevance) `,` type($value)
  }];
  let hasVerifier = 1;
}

def LXT_ParameterOp : LXT_Op<"parameter", [Pure]> {
  let summary = "a rule's parameter that is given at run time";
  let description = [{
    The value of a `#lxt.parameter`, which is an argument of the function around
    it. `lxt-lower-rules` puts the argument in its place.

    ```mlir
    %gamma = lxt.parameter <"gamma"> : f64
    %low = lxt.parameter <"low"[3]> : tensor<3xf64>
    ```
  }];
  let arguments = (ins LXT_ParameterAttr:$parameter);
  let results = (outs AnyTypeOf<[F64, 1DTensorOf<[F64]>]>:$result);
  let assemblyFormat = "$parameter attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def LXT_LedgerOp : LXT_Op<"ledger", [Pure, AttrSizedOperandSegments]> {
  let summary = "what became of the relevance that a layer received";
  let description = [{
    A row of the ledger of an explanation (see `Ledger.h` for its columns):
    `received` is the relevance of the layer's results, `passed` what its active
    inputs get, `lost` what other inputs would get, `values` the results. What is
    neither passed, nor lost, nor taken by an epsilon, is put down to `residual`.

    ```mlir
    %row = lxt.ledger <bias> received(%r : tensor<4x6xf32>) passed(%rx : tensor<4x10xf32>) values(%y : tensor<4x6xf32>)
    ```
  }];
  let arguments = (ins LXT_ResidualAttr:$residual, Variadic<LXT_FloatTensor>:$received,
                       Variadic<LXT_FloatTensor>:$passed, Variadic<LXT_FloatTensor>:$lost,
                       Variadic<LXT_FloatTensor>:$values);
  let results = (outs 1DTensorOf<[F64]>:$result);
  let assemblyFormat = [{
    $residual (`received` `(` $received^ `:` type($received) `)`)? (`passed` `(` $passed^ `:` type($passed) `)`)?
    (`lost` `(` $lost^ `:` type($lost) `)`)? (`values` `(` $values^ `:` type($values) `)`)? attr-dict `:` type($result)
  }];
}

def LXT_ScatterAddOp : LXT_Op<"scatter_add", [Pure, SingleBlock, AllTypesMatch<["init", "result"]>]> {
  let summary = "adds every element of a tensor to an element of another";
  let description = [{
    The transpose of a lookup. For every index `d` of `updates`, in order, adds
    `updates[b, d]` to `init[b, f(d)]`, where the region computes `f` (its block
    arguments are `d`, it yields one index per dimension of the table) and `b` are
    the leading dimensions that the table does not have.

    ```mlir
    %t = lxt.scatter_add %c into %zeros : tensor<5x8xf32> into tensor<100x8xf32> {
    ^bb0(%i: index, %j: index):
      %row = tensor.extract %rows[%i] : tensor<5xindex>
      lxt.yield %row, %j : index, index
    }
    ```
  }];
  let arguments = (ins LXT_FloatTensor:$updates, LXT_FloatTensor:$init);
  let results = (outs LXT_FloatTensor:$result);
  let regions = (region SizedRegion<1>:$indices);
  let assemblyFormat = "$updates `into` $init `:` type($updates) `into` type($init) $indices attr-dict";
  let hasRegionVerifier = 1;
}

def LXT_CompositeOp : LXT_Op<"composite", [Symbol]> {
  let summary = "which rule each part of a model gets";
  let description = [{
    Entries `SELECTOR=RULE(parameter=value,...)`; the first that matches a layer
    gives its rule (see `docs/composites.md` for the grammar). `mode` is the
    default mode, `canonizers` name passes to run before rules are assigned, and
    `parameters` are numbers that entries use as `$name` and users may override:
    `attnlrp(epsilon=1e-6)`. One without a value has to be given.

    ```mlir
    lxt.composite @cp mode<exact> parameters {epsilon = 1.0e-8} entries [
      "kind:linear=epsilon(epsilon=$epsilon)",
      "kind:softmax=stop()"
    ]
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
                       DefaultValuedAttr<LXT_ModeAttr, "::lxt::Mode::exact">:$mode,
                       OptionalAttr<StrArrayAttr>:$canonizers,
                       OptionalAttr<DictionaryAttr>:$parameters,
                       StrArrayAttr:$entries);
  let assemblyFormat = [{
    $sym_name (`mode` `` $mode^)? (`canonizers` $canonizers^)? (`parameters` $parameters^)? `entries` $entries attr-dict
  }];
  let hasVerifier = 1;
}

def LXT_ExplainOp : LXT_Op<"explain", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "asks for the explanation of a function";
  let description = [{
    Says that `function`, with arguments `x_0, ...`, becomes a function of the
    same arguments (and a seed, if `given`) that returns the explained output (or
    the part of it that `outputs` says), the relevance of every input listed in `inputs`, the relevance of the results
    of every layer that a selector in `values` names, and with `ledger` a row of
    `lxt.ledger` for every rule op, in this order. Of several seeds, relevances
    have a first dimension for them; there is no ledger then.

    `mode` overrides the composite's. `lxt-propagate` consumes it.

    ```mlir
    lxt.explain @main inputs [0] output 0 seed<argmax> mode<fast>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$function,
                       DenseI64ArrayAttr:$inputs,
                       DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>, "0">:$output,
                       DefaultValuedAttr<LXT_SeedAttr, "::lxt::SeedKind::given, ::llvm::ArrayRef<int64_t>()">:$seed,
                       OptionalAttr<StrArrayAttr>:$values,
                       OptionalAttr<LXT_ModeAttr>:$mode,
                       DefaultValuedAttr<LXT_OutputsAttr, "::lxt::Outputs::all">:$outputs, UnitAttr:$ledger);
  let assemblyFormat = [{
    $function `inputs` $inputs (`output` $output^)? (`seed` `` $seed^)? (`values` $values^)? (`mode` `` $mode^)?
    (`outputs` `` $outputs^)? (`ledger` $ledger^)? attr-dict
  }];
}

#endif // LXT_IR_LXTOPS_TD
