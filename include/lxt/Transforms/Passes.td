//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_TRANSFORMS_PASSES_TD
#define LXT_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

class LXT_Pass<string name, string op = "::mlir::ModuleOp"> : Pass<name, op> {
  let dependentDialects = [
    "::lxt::LXTDialect", "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::func::FuncDialect", "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"
  ];
}

def LXTRequest : LXT_Pass<"lxt-request"> {
  let summary = "Copy a function and ask for the explanation of the copy";
  let description = [{
    Copies the function `entry` to `@<entry>_explain` and adds an `lxt.explain`
    for the copy. The original stays as the plain forward program.

    ```mlir
    // lxt-opt --lxt-request="entry=main seed=argmax"
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> { ... }
    // becomes, beside the unchanged @main:
    func.func @main_explain(%x: tensor<4xf32>) -> tensor<4xf32> { ... }
    lxt.explain @main_explain inputs [0] seed<argmax>
    ```

    `seed=given:3` asks for a seed argument of three seeds, `seed=argmax,class:7`
    for two fixed ones: every relevance then has a first dimension of that size.
  }];
  let options = [
    Option<"entry", "entry", "std::string", /*default=*/"\"main\"", "The function to explain">,
    ListOption<"inputs", "inputs", "int64_t", "Arguments that receive relevance (default: all tensors of floats)">,
    Option<"output", "output", "int64_t", /*default=*/"0", "The result to explain">,
    ListOption<"seeds", "seed", "std::string",
               "given (default), given:K for K of them (? for any number), output, argmax, class:N, or a multi-index "
               "I:J:... of the output: numbers (from the end if negative) or * for all, the last one also argmax; "
               "several fixed ones share the forward program">,
    ListOption<"values", "values", "std::string", "Selectors of layers whose results' relevance is returned, too">,
    Option<"mode", "mode", "std::string", /*default=*/"", "exact or fast (default: the composite's)">,
    Option<"outputs", "outputs", "std::string", /*default=*/"\"all\"",
           "Beside relevance: all of the explained output, the slice that the seed reads, or only relevance">,
    Option<"ledger", "ledger", "bool", /*default=*/"false",
           "Also return, for every layer, what became of the relevance that it received">,
  ];
}

def LXTNormalise : LXT_Pass<"lxt-normalise"> {
  let summary = "Bring a model into the form that layers are recognised in";
  let description = [{
    Lowers TOSA to linalg, tensor and arith (also inside rule regions), with the
    original op's name kept in the location; turns elementwise ops on tensors and
    `tensor.gather` into linalg; splits elementwise bodies into one float op
    each; takes elementwise functions out of reductions; drops assertions that
    an index is in range where that can be proved. No value that the program
    computes changes by a bit.

    ```mlir
    // lxt-opt --lxt-normalise
    %0 = tosa.tanh %x : (tensor<4xf32>) -> tensor<4xf32>
    // becomes
    %0 = linalg.generic {...} ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) {
    ^bb0(%a: f32, %o: f32):
      %1 = math.tanh %a : f32
      linalg.yield %1 : f32
    } -> tensor<4xf32>
    ```
  }];
}

def LXTRecognise : LXT_Pass<"lxt-recognise"> {
  let summary = "Wrap the parts of a model in lxt.layer, by what they compute";
  let description = [{
    Finds layers of every kind of `#lxt.kind` by structure, in functions that an
    `lxt.explain` names (else in all, with every float argument explained), and
    wraps each in `lxt.layer`. Only active values count: those on a path of
    floats from an explained input to the explained output. Called private
    functions become layers of kind `function`.

    ```mlir
    // lxt-opt --lxt-recognise
    %0 = linalg.matmul ins(%x, %w : ...) outs(%zero : ...) -> tensor<4x6xf32>
    // becomes
    %0 = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%a = %x : tensor<4x10xf32>) -> tensor<4x6xf32> {
      %1 = linalg.matmul ins(%a, %w : ...) outs(%zero : ...) -> tensor<4x6xf32>
      lxt.yield %1 : tensor<4x6xf32>
    }
    ```
  }];
}

def LXTCanonize : LXT_Pass<"lxt-canonize"> {
  let summary = "Run the canonizers that a composite or an option names";
  let description = [{
    A canonizer `NAME` is the pass `lxt-NAME`: it rewrites layers to others that
    compute the same, before they get their rules. `NAME(option=value,...)` sets
    the pass's options. Those of `composite` run first, then `canonizers`.

    ```mlir
    // lxt-opt --lxt-canonize="canonizers=merge-batch-norm"
    ```
  }];
  let options = [
    Option<"composite", "composite", "std::string", /*default=*/"", "NAME or FILE">,
    ListOption<"canonizers", "canonizers", "std::string", "Names of canonizers">,
  ];
}

def LXTMergeBatchNorm : LXT_Pass<"lxt-merge-batch-norm"> {
  let summary = "Fold batch norms into the linear layers before them";
  let description = [{
    A layer of kind `batch_norm`, `scale * x + shift` per channel, that alone
    reads the result of a dense or convolution layer (also through transposes,
    reshapes, slices and casts) becomes part of it: its weight times `scale`, its
    bias times `scale`, plus `shift`. A remark says which batch norms stay, and
    why.

    zennit leaves the emptied norm in place, where its epsilon still divides by
    `sqrt(1 + epsilon)`. So a layer of kind `batch_norm` stays here, too, that
    holds one of kind `scale`, the product with `1 / sqrt(1 + residual-epsilon)`:
    values, and gradients, shrink by 5e-6 of their size. A second norm behind it
    is not folded. With a `residual-epsilon` of 0 nothing stays.

    ```mlir
    // lxt-opt --lxt-merge-batch-norm
    %0 = lxt.layer <kind = convolution> ins(%a = %x : ...) {... %w ...}
    %1 = lxt.layer <kind = batch_norm> ins(%a = %0 : ...) {...}
    // becomes
    %s = linalg.generic ... ins(%w, %scale)
    %0 = lxt.layer <kind = convolution> ins(%a = %x : ...) {... %s ...}
    %1 = lxt.layer <kind = batch_norm> ins(%a = %0 : ...) {
      %2 = lxt.layer <kind = scale> ins(%b = %a : ...) {... 0.999995 ...}
      lxt.yield %2 : ...
    }
    ```
  }];
  let options = [
    Option<"residualEpsilon", "residual-epsilon", "double", /*default=*/"1e-5",
           "What the emptied norm still adds to its variance of 1">,
  ];
}

def LXTReplaceLayers : LXT_Pass<"lxt-replace-layers"> {
  let summary = "Put a function in place of layers";
  let description = [{
    Every layer that the selector `layers` names, also in called functions,
    becomes a layer of the body of the private function `function`, in which
    layers are then recognised and get rules as any other part of the model. Of
    nested layers the outermost is replaced. The function takes the layer's inputs, and, if it has more
    arguments, the tensors of floats that the layer reads beside them, in the
    order in which the layer reads them (weight, bias), and returns its results.
    Its types may be less static than the layer's. The explained program computes
    what the function does: that this is the same as before is not checked.

    ```mlir
    // lxt-opt --lxt-replace-layers="layers=kind:softmax function=my_softmax"
    %0 = lxt.layer <kind = softmax> ins(%a = %x : tensor<4x8xf32>) -> tensor<4x8xf32> {...}
    // becomes
    %0 = lxt.layer <kind = function, path = "my_softmax"> ins(%a = %x : tensor<4x8xf32>) -> tensor<4x8xf32> {...}
    ```
  }];
  let options = [
    Option<"layers", "layers", "std::string", /*default=*/"", "Selector of layers">,
    Option<"function", "function", "std::string", /*default=*/"", "The function that takes their place">,
  ];
}

def LXTAssignRules : LXT_Pass<"lxt-assign-rules"> {
  let summary = "Give every layer the rule that a composite says";
  let description = [{
    Turns each `lxt.layer` into the rule op of the first entry that matches:
    those of `rules`, then those of `composite` (a built-in one, one of the
    module, or a file). Movement, selection and scale have natural rules. A layer
    that no entry matches is dissolved into the layers inside it; where there is
    none, it is an error, unless `partial`. An entry also matches ops that are in
    no layer, TOSA ops for example, by `op:`, `line:`, `path:` and `class:`.

    ```mlir
    // lxt-opt --lxt-assign-rules="rules=kind:linear=epsilon(epsilon=1e-6)"
    %0 = lxt.layer <kind = dense> ins(%a = %x : tensor<4x10xf32>) -> tensor<4x6xf32> {...}
    // becomes
    %0 = lxt.epsilon epsilon(1.0e-6) origin<kind = dense, entry = "kind:linear=epsilon(epsilon=1e-6)">
           ins(%a = %x : tensor<4x10xf32>) -> tensor<4x6xf32> {...}
    ```
  }];
  let options = [
    Option<"composite", "composite", "std::string", /*default=*/"",
           "NAME or FILE, with parameters: NAME(parameter=value,...)">,
    ListOption<"rules", "rules", "std::string", "Entries before those of the composite">,
    Option<"partial", "partial", "bool", /*default=*/"false", "Leave layers that no entry matches">,
    Option<"printRules", "print-rules", "bool", /*default=*/"false",
           "List every layer with its location, kind, rule and entry on standard output">,
  ];
}

def LXTPropagate : LXT_Pass<"lxt-propagate"> {
  let summary = "Turn functions into ones that return relevance";
  let description = [{
    Carries out every `lxt.explain`: walks the function's rule ops backwards,
    gives each its backward form, sums relevance where a value is used more than
    once, and returns the explained output and the relevances asked for.

    ```mlir
    // lxt-opt --lxt-propagate
    lxt.explain @f inputs [0] seed<output>
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %y = lxt.identity ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {...}
      return %y : tensor<4xf32>
    }
    // becomes
    func.func @f(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %y = lxt.identity ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {...}
      %r = lxt.times_value %y, %ones : tensor<4xf32>, tensor<4xf32>
      %rx = lxt.identity ins(%a = %x : tensor<4xf32>) outs(%y : tensor<4xf32>) relevance(%r : tensor<4xf32>)
              -> tensor<4xf32> {...}
      return %y, %rx : tensor<4xf32>, tensor<4xf32>
    }
    ```
  }];
}

def LXTSimplify : LXT_Pass<"lxt-simplify"> {
  let summary = "Keep relevance as value times gradient, where the mode says so";
  let description = [{
    In mode `exact`, changes nothing: every division stays. In mode `fast`, every
    rule is brought into the form `R = x * g`, and

    - `(x * g) / stab(x)` becomes `g`,
    - `x * g + x * h` becomes `x * (g + h)`,
    - a rule that gives every input the share `c` over an elementwise multilinear
      region (product, scale, a value times stopped ones) becomes `x * c * vjp(g)`,
    - a gradient over copies (movement, selection) becomes `x * vjp(g)`,
    - any other rule is lowered as `x * (R_x / (x + epsilon))` where it is not of
      the form already.

    What is left is a gradient-times-input program.

    ```mlir
    // lxt-opt --lxt-simplify=mode=fast
    %r = lxt.times_value %y, %g : tensor<4xf32>, tensor<4xf32>
    %0 = lxt.stabilized_div %r, %y epsilon(1.0e-8) : tensor<4xf32>, tensor<4xf32>
    // %0 becomes %g
    ```
  }];
  let options = [
    Option<"mode", "mode", "std::string", /*default=*/"", "exact or fast (default: the function's lxt.mode, else exact)">,
  ];
}

def LXTLowerRules : LXT_Pass<"lxt-lower-rules"> {
  let summary = "Lower rule ops to vector-Jacobian products and arithmetic";
  let description = [{
    Inlines rule ops in forward form and layers; lowers each rule op in backward
    form by its `propagateRelevance`; lowers `lxt.times_value` and
    `lxt.stabilized_div` to linalg. An epsilon of 0 that is left is an error.
    `lxt.vjp` is left, with the rule ops inside its region.

    ```mlir
    // lxt-opt --lxt-lower-rules
    %rx = lxt.epsilon ins(%a = %x : tensor<4xf32>) outs(%y : tensor<4xf32>) relevance(%r : tensor<4xf32>) -> tensor<4xf32> {...}
    // becomes
    %s = linalg.generic ... // %r / (%y + 1e-8)
    %g = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%s : tensor<4xf32>) -> tensor<4xf32> {...}
    %rx = linalg.generic ... // %x * %g
    ```
  }];
}

def LXTLowerVJP : LXT_Pass<"lxt-lower-vjp"> {
  let summary = "Lower vector-Jacobian products to upstream ops";
  let description = [{
    Replaces each `lxt.vjp`, innermost first, by a copy of its region (shared
    with the forward program by CSE) and the adjoint of every op in it. Called
    functions are inlined. Then lowers `lxt.scatter_add` to sequential loops, and
    computes before a structured op what all iterations of one of its loops have
    in common, where that is a division or a function: several seeds share the
    derivatives of activations.

    ```mlir
    // lxt-opt --lxt-lower-vjp
    %g = lxt.vjp ins(%a = %x : tensor<4x10xf32>) cotangents(%s : tensor<4x6xf32>) -> tensor<4x10xf32> {
      %0 = linalg.matmul ins(%a, %w : ...) outs(%zero : ...) -> tensor<4x6xf32>
      lxt.yield %0 : tensor<4x6xf32>
    }
    // becomes
    %g = linalg.generic {indexing_maps = [(m, n, k) -> (m, n), (m, n, k) -> (k, n), (m, n, k) -> (m, k)], ...}
           ins(%s, %w : ...) outs(%zeros : ...) -> tensor<4x10xf32>
    ```
  }];
}

def LXTPrune : LXT_Pass<"lxt-prune", "::mlir::func::FuncOp"> {
  let summary = "Compute only what is needed, and of an explanation what is not zero";
  let description = [{
    Computes of every tensor the smallest box that holds what is needed of it:
    rows, columns, single elements. What is needed comes from the results,
    through slices: of the last layer of a classifier that reads one token, one
    row. Ops that this pass does not know get whole tensors.

    Relevance is computed only where it is not known to be zero, outside of
    slices that are inserted into zeros, as seeds are. A value that is finite
    times zero is zero; so an infinity or a NaN outside of what is explained has
    no part in the relevance. For a prediction that is returned in whole (see
    `outputs` of `lxt-request`), no zero is left out.

    ```mlir
    // lxt-opt --lxt-prune
    %y = linalg.matmul ins(%x, %w : tensor<8x4xf32>, tensor<4x100xf32>) outs(%zeros : ...) -> tensor<8x100xf32>
    %one = tensor.insert_slice %ones into %zeros[7, 3] [1, 1] [1, 1] : tensor<1x1xf32> into tensor<8x100xf32>
    %r = linalg.mul ins(%y, %one : ...) outs(%e : ...) -> tensor<8x100xf32>
    // becomes
    %row = tensor.extract_slice %x[7, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<1x4xf32>
    %column = tensor.extract_slice %w[0, 3] [4, 1] [1, 1] : tensor<4x100xf32> to tensor<4x1xf32>
    %y = linalg.matmul ins(%row, %column : tensor<1x4xf32>, tensor<4x1xf32>) outs(%zero : ...) -> tensor<1x1xf32>
    %r = linalg.mul ins(%y, %ones : ...) outs(%e : ...) -> tensor<1x1xf32>
    ```
  }];
}

#endif // LXT_TRANSFORMS_PASSES_TD
