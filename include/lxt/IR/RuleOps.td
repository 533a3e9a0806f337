//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_RULEOPS_TD
#define LXT_IR_RULEOPS_TD

include "lxt/IR/LXTAttrs.td"
include "lxt/Interfaces/RuleOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def LXT_FloatTensor : RankedTensorOf<[AnyFloat]>;

def LXT_NonNegative : AttrConstraint<
  CPred<"!::llvm::cast<::mlir::FloatAttr>($_self).getValue().isNegative() && "
        "::llvm::cast<::mlir::FloatAttr>($_self).getValue().isFinite()">,
  "whose value is finite and not negative">;
def LXT_Epsilon : ConfinedAttr<F64Attr, [LXT_NonNegative]>;

// A number that is fixed, or given at run time.
def LXT_NumberParameter : ConfinedAttr<LXT_ParameterAttr, [AttrConstraint<
  CPred<"::llvm::cast<::lxt::ParameterAttr>($_self).getSize() == 0">, "which is one number">]>;
class LXT_RunTime<Attr number> : AnyAttrOf<[number, LXT_NumberParameter]> {
  let constBuilderCall = "$_builder.getF64FloatAttr($0)";
}
def LXT_RunTimeEpsilon : LXT_RunTime<LXT_Epsilon>;

// What a rule divides relevance by (see Stabilization in Rules.h).
class LXT_Stabilization<string epsilon, string stabilizer> {
  dag params = (ins DefaultValuedAttr<LXT_RunTimeEpsilon, epsilon>:$epsilon,
                    DefaultValuedAttr<LXT_StabilizerAttr, "::lxt::Stabilizer::" # stabilizer>:$stabilizer,
                    DefaultValuedAttr<BoolAttr, "false">:$clip, DefaultValuedAttr<BoolAttr, "false">:$norm_scale);
}

// Traits of every op that wraps a region of the model.
defvar LXT_RegionTraits = [SingleBlock, RecursiveMemoryEffects, RecursivelySpeculatable];

// A rule. `params` are its parameters: a composite entry sets them by name.
class LXT_RuleOp<string mnemonic, dag params = (ins), string paramsFormat = "", list<string> extra = []>
    : LXT_Op<mnemonic, !listconcat(LXT_RegionTraits, [AttrSizedOperandSegments,
        DeclareOpInterfaceMethods<RuleOpInterface, !listconcat(["propagateRelevance"], extra)>])> {
  let arguments = !con(
    (ins Variadic<LXT_FloatTensor>:$inputs, Variadic<LXT_FloatTensor>:$outputs,
         Variadic<LXT_FloatTensor>:$relevance),
    params, (ins OptionalAttr<LXT_OriginAttr>:$origin));
  // The kinds of layers that the rule is made for (none: any); elsewhere it
  // follows the gradient, which is an approximation.
  list<string> exactFor = [];
  let extraClassDeclaration = "bool isExactFor(::lxt::Kind kind) { return " # !if(!empty(exactFor), "true",
      !interleave(!foreach(kind, exactFor, "::lxt::isKind(kind, ::lxt::Kind::" # kind # ")"), " || ")) # "; }";
  let results = (outs Variadic<LXT_FloatTensor>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = paramsFormat # [{
    (`origin` `` $origin^)? custom<RuleForm>($inputs, type($inputs), $outputs, type($outputs),
      $relevance, type($relevance), type($results), $body) attr-dict
  }];
}

// What is linear in its inputs, statistics and constants aside.
defvar LXT_LinearKinds = ["linear", "bias", "sum", "mean", "scale", "batch_norm", "norm", "movement", "selection"];

defvar LXT_EpsilonFormat = "(`epsilon` `(` custom<Number>($epsilon)^ `)`)? (`stabilizer` `` $stabilizer^)?";

def LXT_EpsilonOp : LXT_RuleOp<"epsilon",
    LXT_Stabilization<"1e-8", "plain">.params, LXT_EpsilonFormat> {
  let exactFor = LXT_LinearKinds;
  let summary = "epsilon rule";
  let description = [{
    For `y = f(x_1, ..., x_n)`:

    ```
    R_i = x_i * J_i^T (R / stab(y))
    ```

    where `J_i` is the Jacobian of `f` with respect to `x_i`. For a linear layer
    this is `R_j = sum_k x_j w_jk / (y_k + epsilon) R_k` with the bias in `y`:
    its share is lost. Every input gets its full share, also of a product.

    Parameters: `epsilon` in the unit of `y` (default 1e-8), `stabilizer`
    (default `plain`), `clip`, `norm_scale` (see `lxt.stabilized_div`).

    Source: Bach et al. 2015, eq. 58; Montavon et al. 2019.

    ```mlir
    %y = lxt.epsilon epsilon(1.0e-6) ins(%a = %x : tensor<4x10xf32>) -> tensor<4x6xf32> {
      %0 = linalg.matmul ins(%a, %w : tensor<4x10xf32>, tensor<10x6xf32>) outs(%b : tensor<4x6xf32>) -> tensor<4x6xf32>
      lxt.yield %0 : tensor<4x6xf32>
    }
    ```
  }];
}

def LXT_UniformOp : LXT_RuleOp<"uniform",
    (ins DefaultValuedAttr<LXT_CountAttr, "::lxt::Count::active">:$count,
         DefaultValuedAttr<LXT_Epsilon, "1e-10">:$epsilon),
    "(`count` `` $count^)? (`epsilon` `(` $epsilon^ `)`)?", ["getShare", "getGradientEpsilon"]> {
  let summary = "uniform rule";
  let description = [{
    Every input gets the same part, whatever its value:

    ```
    R_i = R / n
    ```

    summed over the dimensions along which input `i` was broadcast.

    Parameters: `count`, what `n` counts (default `active`); `epsilon`, used only
    by the gradient form `R_i / (x_i + epsilon)` where the region is not
    multilinear (default 1e-10, in the unit of `x_i`).

    Source: Achtibat et al. 2024, sec. 3.2.
  }];
}

def LXT_UniformEpsilonOp : LXT_RuleOp<"uniform_epsilon",
    !con(LXT_Stabilization<"1e-8", "plain">.params,
         (ins DefaultValuedAttr<LXT_CountAttr, "::lxt::Count::active">:$count)),
    LXT_EpsilonFormat # "(`count` `` $count^)?"> {
  let exactFor = LXT_LinearKinds # ["bilinear"];
  let summary = "uniform and epsilon rule in sequence, for products of values";
  let description = [{
    ```
    R_i = x_i * J_i^T (R / stab(y)) / n
    ```

    For a product of two active matrices this is `A * ((R / (2 y + 2 epsilon)) B^T)`.

    Parameters: `epsilon` in the unit of `y` (default 1e-8), `stabilizer`
    (default `plain`), `clip`, `norm_scale` (see `lxt.stabilized_div`), `count`,
    what `n` counts (default `active`).

    Source: Achtibat et al. 2024, eq. 15.
  }];
}

def LXT_IdentityOp : LXT_RuleOp<"identity",
    (ins DefaultValuedAttr<LXT_Epsilon, "1e-10">:$epsilon),
    "(`epsilon` `(` $epsilon^ `)`)?", ["getShare", "getGradientEpsilon"]> {
  let summary = "identity rule";
  let description = [{
    All relevance passes, for a region with one input and one result:

    ```
    R_x = R
    ```

    The result has the input's shape, or one that the input broadcasts to (as in
    NumPy): relevance is then summed over the broadcast dimensions.

    Parameters: `epsilon`, used only by the gradient form `R_x / (x + epsilon)`
    (default 1e-10, in the unit of `x`).

    Source: Achtibat et al. 2024, sec. 3.3; zennit calls it Pass.
  }];
}

def LXT_StopOp : LXT_RuleOp<"stop", (ins), "", ["blocksRelevance"]> {
  let summary = "no relevance passes";
  let description = [{
    ```
    R_i = 0
    ```

    Inside another rule's region, its derivative is zero: it treats its result
    as a constant.

    Source: Achtibat et al. 2024 (attention matrices of CP-LRP: Ali et al. 2022).
  }];
}

// A reference point: `zero`, `input`, or a constant.
def LXT_ReferencePoint : AnyAttrOf<[LXT_ReferenceAttr, ElementsAttr]> {
  let constBuilderCall = "::lxt::ReferenceAttr::get($_builder.getContext(), $0)";
}

def LXT_TaylorOp : LXT_RuleOp<"taylor",
    !con((ins DefaultValuedAttr<LXT_ReferencePoint, "::lxt::Reference::zero">:$reference,
              DefaultValuedAttr<LXT_BiasAttr, "::lxt::BiasKind::omit, -1">:$bias),
         LXT_Stabilization<"1e-8", "plain">.params),
    !strconcat("(`reference` `(` $reference^ `)`)? (`bias` `` $bias^)?", LXT_EpsilonFormat)> {
  let summary = "first-order Taylor decomposition at a reference point";
  let description = [{
    With the Jacobian `J` of the region at the reference point `r`:

    ```
    R_i = x_i * J_i^T (R / stab(z))
    z = J x        (bias omit)
    z = J x + b    (otherwise),   b = f(r) - J r
    ```

    The bias's share `b R / stab(z)` is lost (`absorb`), goes to all inputs in
    equal parts (`spread`), or to input `i` (`to(i)`), element by element: such an
    input has the shape of `y`, or one that broadcasts to it.

    Parameters: `reference`: `zero` (default), `input`, or a constant (one
    input); `bias` (default `omit`); `epsilon` in the unit of `y` (default 1e-8);
    `stabilizer` (default `plain`), `clip`, `norm_scale` (see
    `lxt.stabilized_div`).

    Source: Montavon et al. 2017 (deep Taylor decomposition); Achtibat et al. 2024, eq. 4.
  }];
  let hasVerifier = 1;
}

def LXT_SoftmaxOp : LXT_RuleOp<"softmax",
    (ins OptionalAttr<I64Attr>:$dimension),
    "(`dimension` `(` $dimension^ `)`)?"> {
  let exactFor = ["softmax"];
  let summary = "deep Taylor decomposition of softmax at its input";
  let description = [{
    ```
    R_x = x * (R - y sum(R))
    ```

    The sum runs over the dimensions of the softmax; `x = -inf`, as a mask
    writes it, counts as 0. In closed form: nothing is divided.

    Parameters: `dimension`, over which relevance is summed instead (negative
    counts from the last).

    Source: Achtibat et al. 2024, proposition 3.1.
  }];
}

def LXT_GradientOp : LXT_RuleOp<"gradient"> {
  let exactFor = ["movement", "selection"];
  let summary = "plain gradient";
  let description = [{
    ```
    R_i = J_i^T R
    ```

    The natural rule of movement and selection: relevance moves with the data,
    sums over broadcasts, and goes to the chosen operand (the first of equal ones).

    Source: what zennit does where no rule is attached.
  }];
}

def LXT_CustomOp : LXT_RuleOp<"custom",
    (ins FlatSymbolRefAttr:$function, OptionalAttr<DictionaryAttr>:$parameters),
    "$function (`parameters` $parameters^)?"> {
  let summary = "a rule that a function of the module computes";
  let description = [{
    ```
    R_1, ..., R_n = FUNCTION(x_1, ..., x_n, y, R, parameters)
    ```

    The function is private and of one block. It takes the layer's inputs `x`, its
    outputs `y`, their relevance `R`, and then the parameters: numbers of type
    `f64` whose argument attribute `lxt.name` is the parameter's name. It returns
    the relevance of every input. Its tensor types may be less static than the
    layer's: `tensor<?x?xf32>` for `tensor<4x10xf32>`. It may use `lxt.vjp`, rule
    ops in backward form, and `lxt.pullback`, the vector-Jacobian product of the
    layer. Of several seeds, it is called for each, one after another, unless the
    type of its `R` has their dimension in front.

    An entry writes `SELECTOR=@FUNCTION(parameter=value,...)`.

    ```mlir
    // The gradient times the input, times a number.
    func.func private @scaled(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %r: tensor<?x?xf32>,
                              %c: f64 {lxt.name = "factor"}) -> tensor<?x?xf32> {
      %g = lxt.pullback %r : (tensor<?x?xf32>) -> tensor<?x?xf32>
      %xg = arith.mulf %x, %g : tensor<?x?xf32>
      ...
    }
    ```
  }];
}

//===----------------------------------------------------------------------===//
// Linear layers
//===----------------------------------------------------------------------===//

// A rule of one linear layer `y = x W + b`: it modifies input, weight and bias
// elementwise (see LinearRules.h). `v+` is `max(v, 0)`, `v-` is `min(v, 0)`.
class LXT_LinearRuleOp<string mnemonic, dag params = (ins), string paramsFormat = "">
    : LXT_RuleOp<mnemonic, !con(params, LXT_Stabilization<"1e-6", "sign">.params,
        (ins DefaultValuedAttr<LXT_ZeroParamsAttr, "::lxt::ZeroParams::none">:$zero_params)),
        !strconcat(paramsFormat, LXT_EpsilonFormat, "(`zero_params` `` $zero_params^)?")> {
  let exactFor = ["linear"];
}

def LXT_Number : ConfinedAttr<F64Attr, [AttrConstraint<
  CPred<"::llvm::cast<::mlir::FloatAttr>($_self).getValue().isFinite()">, "whose value is finite">]>;

def LXT_ZPlusOp : LXT_LinearRuleOp<"z_plus"> {
  let summary = "z-plus rule";
  let description = [{
    Only what adds to the result in the positive direction gets relevance:

    ```
    R_x = x+ * (s W+^T) + x- * (s W-^T)
    s = R / stab(x+ W+ + x- W- + b+)
    ```

    where `v+` is `max(v, 0)` and `v-` is `min(v, 0)`, elementwise. For a
    contraction or convolution with a constant weight.

    Parameters: `epsilon` in the unit of `y` (default 1e-6), `stabilizer`
    (default `sign`), `clip`, `norm_scale` (see `lxt.stabilized_div`),
    `zero_params` (default `none`).

    Source: Montavon et al. 2017; zennit's ZPlus.
  }];
}

def LXT_AlphaBetaOp : LXT_LinearRuleOp<"alpha_beta",
    (ins DefaultValuedAttr<LXT_Epsilon, "2.0">:$alpha, DefaultValuedAttr<LXT_Epsilon, "1.0">:$beta),
    "(`alpha` `(` $alpha^ `)`)? (`beta` `(` $beta^ `)`)?"> {
  let summary = "alpha-beta rule";
  let description = [{
    ```
    R_x = alpha * (x+ * (s W+^T) + x- * (s W-^T))
        - beta * (x+ * (t W-^T) + x- * (t W+^T))
    s = R / stab(x+ W+ + x- W- + b+)
    t = R / stab(x+ W- + x- W+ + b-)
    ```

    Parameters: `alpha` (default 2) and `beta` (default 1), not negative, with
    `alpha - beta = 1`; `epsilon` in the unit of `y` (default 1e-6),
    `stabilizer` (default `sign`), `clip`, `norm_scale` (see
    `lxt.stabilized_div`), `zero_params` (default `none`).

    Source: Bach et al. 2015, eq. 60; zennit's AlphaBeta.
  }];
  let hasVerifier = 1;
}

def LXT_GammaOp : LXT_LinearRuleOp<"gamma",
    (ins DefaultValuedAttr<LXT_RunTimeEpsilon, "0.25">:$gamma), "(`gamma` `(` custom<Number>($gamma)^ `)`)?"> {
  let summary = "gamma rule, for results of both signs";
  let description = [{
    What has the sign of the result is favoured:

    ```
    R_x = x+ * (s P^T) + x- * (s N^T) + x+ * (t N^T) + x- * (t P^T)
    s = R / stab(x+ P + x- N + b + gamma b+)  where y > 0, else 0
    t = R / stab(x+ N + x- P + b + gamma b-)  where y < 0, else 0
    P = W + gamma W+,  N = W + gamma W-
    ```

    Where `y` is 0, no relevance passes.

    Parameters: `gamma` (default 0.25, not negative), `epsilon` in the unit of
    `y` (default 1e-6), `stabilizer` (default `sign`), `clip`, `norm_scale` (see
    `lxt.stabilized_div`), `zero_params` (default `none`).

    Source: Montavon et al. 2019; Andéol et al. 2021 (both signs); zennit's Gamma.
  }];
}

def LXT_WSquareOp : LXT_LinearRuleOp<"w_square"> {
  let summary = "w-square rule";
  let description = [{
    Relevance by the squared weight, whatever the input; zero padding gets none:

    ```
    R_x = (R / stab(1 W^2 + b^2)) (W^2)^T
    ```

    Parameters: `epsilon` (default 1e-6), `stabilizer` (default `sign`), `clip`,
    `norm_scale` (see `lxt.stabilized_div`), `zero_params` (default `none`).

    Source: Montavon et al. 2017; zennit's WSquare.
  }];
}

def LXT_FlatOp : LXT_LinearRuleOp<"flat"> {
  let summary = "flat rule";
  let description = [{
    Every input of a result gets the same relevance; zero padding gets none:

    ```
    R_x = (R / stab(1 1_W)) 1_W^T
    ```

    with ones in place of input and weight, and without the bias.

    Parameters: `epsilon` (default 1e-6), `stabilizer` (default `sign`), `clip`,
    `norm_scale` (see `lxt.stabilized_div`); `zero_params` has no effect.

    Source: Lapuschkin et al. 2019; zennit's Flat.
  }];
}

def LXT_MagnitudeOp : LXT_LinearRuleOp<"magnitude"> {
  let summary = "shares by magnitude";
  let description = [{
    Relevance goes where the signal came from, whatever the signs: what cancels in
    `y` is not enlarged by dividing by a small `y`.

    ```
    R_x = |x| * (s |W|^T),   s = R / stab(|x| |W| + |b|)
    ```

    Parameters: `epsilon` in the unit of `y` (default 1e-6), `stabilizer`
    (default `sign`), `clip`, `norm_scale` (see `lxt.stabilized_div`),
    `zero_params` (default `none`).

    Source: of this project; `docs/adding-a-rule.md` shows how it was added.
  }];
}

// A number, a number per channel, or a tensor of the input's shape.
def LXT_Bound : AnyAttrOf<[LXT_Number, DenseF64ArrayAttr, LXT_ParameterAttr, ElementsAttr]>;

def LXT_ZBoxOp : LXT_LinearRuleOp<"z_box", (ins LXT_Bound:$low, LXT_Bound:$high),
    "`low` `(` $low `)` `high` `(` $high `)`"> {
  let summary = "z-box rule, for inputs between bounds";
  let description = [{
    For inputs between `low` (l) and `high` (h), as pixels are:

    ```
    R_x = x * (s W^T) - l * (s W+^T) - h * (s W-^T)
    s = R / stab(x W + b - l W+ - b+ - h W- - b-)
    ```

    Bounds are padded with zeros, as the input is.

    Parameters: `low` and `high`, in the unit of `x`: a number, a list with a
    number per channel (of a convolution) or feature, or a tensor that broadcasts
    to the input, in its layout or with channels second; `epsilon` in the unit of `y` (default 1e-6), `stabilizer` (default
    `sign`), `clip`, `norm_scale` (see `lxt.stabilized_div`), `zero_params`
    (default `none`).

    Source: Montavon et al. 2017; zennit's ZBox.
  }];
  let hasVerifier = 1;
}

def LXT_NormOp : LXT_RuleOp<"norm",
    LXT_Stabilization<"1e-6", "sign">.params, LXT_EpsilonFormat> {
  let exactFor = LXT_LinearKinds;
  let summary = "shares by value, for layers without parameters";
  let description = [{
    ```
    R_i = x_i * J_i^T (R / stab(y))
    ```

    The epsilon rule with zennit's stabiliser: for sums and average pooling.

    Parameters: `epsilon` in the unit of `y` (default 1e-6), `stabilizer`
    (default `sign`), `clip`, `norm_scale` (see `lxt.stabilized_div`).

    Source: zennit's Norm.
  }];
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

def LXT_DeconvNetOp : LXT_RuleOp<"deconvnet"> {
  let exactFor = ["activation"];
  let summary = "positive relevance passes, whatever the input";
  let description = [{
    ```
    R_x = max(R, 0)
    ```

    For an activation with one input.

    Source: Zeiler and Fergus 2014; zennit's ReLUDeconvNet.
  }];
}

def LXT_GuidedBackpropOp : LXT_RuleOp<"guided_backprop"> {
  let exactFor = ["activation"];
  let summary = "positive relevance passes as a gradient";
  let description = [{
    ```
    R_x = J^T max(R, 0)
    ```

    For an activation with one input.

    Source: Springenberg et al. 2015; zennit's ReLUGuidedBackprop.
  }];
}

def LXT_BetaSmoothOp : LXT_RuleOp<"beta_smooth",
    (ins DefaultValuedAttr<LXT_Epsilon, "10.0">:$beta), "(`beta` `(` $beta^ `)`)?"> {
  let exactFor = ["activation"];
  let summary = "the gradient of a smoothed ReLU";
  let description = [{
    ```
    R_x = R * sigmoid(beta x)
    ```

    the gradient of softplus with `beta` in place of the activation's.

    Parameters: `beta` (default 10, not negative), per unit of `x`.

    Source: Dombrowski et al. 2019; zennit's ReLUBetaSmooth.
  }];
}

#endif // LXT_IR_RULEOPS_TD
