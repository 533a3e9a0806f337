// Functions in place of layers: the explained program computes what they do.
// RUN: split-file %s %t

// RUN: lxt-opt %t/text.mlir --lxt-request="entry=model" --lxt-recognise --lxt-replace-layers="layers=kind:activation function=double" | FileCheck %s --check-prefix=ACTIVATION
// RUN: lxt-opt %t/text.mlir --lxt-request="entry=dynamic" --lxt-recognise --lxt-replace-layers="layers=kind:activation function=@double" | FileCheck %s --check-prefix=DYNAMIC
// RUN: lxt-opt %t/text.mlir --lxt-request="entry=model" --lxt-recognise --lxt-replace-layers="layers=kind:dense function=tripled" | FileCheck %s --check-prefix=DENSE
// RUN: lxt-opt %t/text.mlir --lxt-request="entry=calls" --lxt-recognise --lxt-replace-layers="layers=function:@block function=double" | FileCheck %s --check-prefix=FUNCTION
// RUN: lxt-opt %t/layers.mlir --lxt-replace-layers="layers=kind:dense&nth:2 function=tripled" | FileCheck %s --check-prefix=SECOND

// The function becomes a layer; what is in it is recognised, and so are the casts
// from the layer's types and back, as movement.
// ACTIVATION-LABEL: func.func @model_explain(
// ACTIVATION:         %[[Y:.*]] = lxt.layer <kind = dense,
// ACTIVATION:         %[[F:.*]] = lxt.layer <kind = function, op = "func.call", path = "double"> ins(%[[A:.*]] = %[[Y]] : tensor<1x2xf32>) -> tensor<1x2xf32> {
// ACTIVATION-NEXT:      %[[D:.*]] = lxt.layer <kind = movement, op = "tensor.cast"> ins(%{{.*}} = %[[A]] : tensor<1x2xf32>) -> tensor<?x?xf32> {
// ACTIVATION:           %[[S:.*]] = lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[D]] :
// ACTIVATION:           %[[Z:.*]] = lxt.layer <kind = movement, op = "tensor.cast"> ins(%{{.*}} = %[[S]] : tensor<?x?xf32>) -> tensor<1x2xf32> {
// ACTIVATION:           lxt.yield %[[Z]]
// ACTIVATION-NEXT:    }
// ACTIVATION-NEXT:    return %[[F]]
// Of the same type, there are no casts.
// DYNAMIC-LABEL: func.func @dynamic_explain(
// DYNAMIC-NEXT:    %[[F:.*]] = lxt.layer <kind = function, op = "func.call", path = "double"> ins(%{{.*}} = %arg0 :
// DYNAMIC-NOT:     tensor.cast
// DYNAMIC:         return %[[F]]

// The function takes the weight and the bias, too. They are not active: they are
// no inputs of the layer.
// DENSE-LABEL: func.func @model_explain(
// DENSE-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[}}1.0{{.*}}, -3.0{{.*}}], [2.0{{.*}}, 1.0{{.*}}]]> : tensor<2x2xf32>
// DENSE-DAG:     %[[B:.*]] = arith.constant dense<{{\[\[}}1.0{{.*}}, 0.0{{.*}}]]> : tensor<1x2xf32>
// DENSE:         %[[F:.*]] = lxt.layer <kind = function, op = "func.call", path = "tripled"> ins(%[[X:.*]] = %arg0 : tensor<1x2xf32>) -> tensor<1x2xf32> {
// DENSE-NEXT:      %[[WD:.*]] = tensor.cast %[[W]] : tensor<2x2xf32> to tensor<?x2xf32>
// DENSE-NEXT:      linalg.add ins(%[[WD]], %[[WD]] :
// DENSE:           %[[Y:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%[[A:.*]] = %[[X]] : tensor<1x2xf32>) -> tensor<1x2xf32> {
// DENSE-NEXT:        linalg.matmul ins(%[[A]], %{{.*}} : tensor<1x2xf32>, tensor<?x2xf32>) outs(%[[B]] :
// DENSE:           lxt.yield %[[Y]]
// DENSE:         lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %[[F]] :

// A called function as a whole.
// FUNCTION-LABEL: func.func @calls_explain(
// FUNCTION-NOT:     "block"
// FUNCTION:         lxt.layer <kind = function, op = "func.call", path = "double">
// FUNCTION-NOT:     "block"
// FUNCTION:         return

// A constant may lie in the layer.
// SECOND-LABEL: func.func @layers(
// SECOND-SAME:    %[[X:arg[0-9]+]]: tensor<1x2xf32>, %[[W:arg[0-9]+]]: tensor<2x2xf32>
// SECOND:         %[[Y:.*]] = lxt.layer <kind = dense> ins(%{{.*}} = %[[X]] :
// SECOND-NEXT:      arith.constant
// SECOND:         lxt.yield
// SECOND:         %[[B:.*]] = arith.constant dense<{{\[\[}}1.0{{.*}}, 0.0{{.*}}]]> : tensor<1x2xf32>
// SECOND-NEXT:    lxt.layer <kind = function, op = "func.call", path = "tripled"> ins(%{{.*}} = %[[Y]] :
// SECOND-NEXT:      %[[WD:.*]] = tensor.cast %[[W]] :
// SECOND:           linalg.matmul ins(%{{.*}}, %[[WD]] : {{.*}}) outs(%[[B]] :

// Layers in called functions are replaced, too, in every call of them. What the
// function calls itself are layers in it; no call is left.
// RUN: lxt-opt %t/nested.mlir --lxt-request="entry=twice" --lxt-recognise --lxt-replace-layers="layers=kind:activation function=quadruple" | FileCheck %s --check-prefix=NESTED
// NESTED-LABEL: func.func @twice_explain(
// NESTED-NOT:     kind = activation
// NESTED-NOT:     call @
// NESTED:         lxt.layer <kind = function, op = "func.call", path = "quadruple"> ins(%{{.*}} = %arg0 :
// NESTED:         %[[Y:.*]] = lxt.layer <kind = function, op = "func.call", path = "block">
// NESTED-NOT:     kind = activation
// NESTED-NOT:     call @
// NESTED:           lxt.layer <kind = function, op = "func.call", path = "quadruple">
// NESTED-NEXT:        %[[D:.*]] = lxt.layer <kind = function, op = "func.call", path = "double">
// NESTED:             %[[Q:.*]] = lxt.layer <kind = function, op = "func.call", path = "double"> ins(%{{.*}} = %[[D]] :
// NESTED:             lxt.yield %[[Q]]
// NESTED:         %[[Z:.*]] = lxt.layer <kind = function, op = "func.call", path = "block"> ins(%{{.*}} = %[[Y]] :
// NESTED-NOT:     kind = activation
// NESTED-NOT:     call @
// NESTED:           lxt.layer <kind = function, op = "func.call", path = "quadruple">
// NESTED-NOT:     kind = activation
// NESTED-NOT:     call @
// NESTED:         return %[[Z]]

// Of layers in each other that match, the outermost. nth: counts all of them.
// RUN: lxt-opt %t/nested.mlir --lxt-request="entry=twice" --lxt-recognise --lxt-replace-layers="layers=path:block* function=double" | FileCheck %s --check-prefix=OUTERMOST
// OUTERMOST-LABEL: func.func @twice_explain(
// OUTERMOST:         lxt.layer <kind = activation, op = "math.exp">
// OUTERMOST-NOT:     block
// OUTERMOST:         lxt.layer <kind = function, op = "func.call", path = "double">
// OUTERMOST-NOT:     block
// OUTERMOST:         lxt.layer <kind = function, op = "func.call", path = "double">
// OUTERMOST-NOT:     block
// OUTERMOST:         return
// RUN: lxt-opt %t/nested.mlir --lxt-request="entry=twice" --lxt-recognise --lxt-replace-layers="layers=path:block*&nth:2 function=double" | FileCheck %s --check-prefix=INNER
// INNER-LABEL: func.func @twice_explain(
// INNER:         lxt.layer <kind = function, op = "func.call", path = "block">
// INNER-NEXT:      lxt.layer <kind = function, op = "func.call", path = "double">
// INNER-NOT:     double
// INNER:         lxt.layer <kind = function, op = "func.call", path = "block">
// INNER-NEXT:      lxt.layer <kind = function, op = "func.call", path = "block_inner">
// INNER-NOT:     double
// INNER:         return

// However deep they are, and whatever is between them.
// RUN: lxt-opt %t/deep.mlir --lxt-request="entry=main" --lxt-recognise --lxt-replace-layers="layers=kind:function function=double" | FileCheck %s --check-prefix=DEEP
// RUN: lxt-opt %t/deep.mlir --lxt-request="entry=main" --lxt-recognise --lxt-replace-layers="layers=function:@block[13] function=double" | FileCheck %s --check-prefix=DEEP
// DEEP-LABEL: func.func @main_explain(
// DEEP-NEXT:    %[[F:.*]] = lxt.layer <kind = function, op = "func.call", path = "double"> ins(%{{.*}} = %arg0 :
// DEEP-NOT:     kind = function
// DEEP:         return %[[F]]

// Where no layer matches, nothing changes, and a remark says so.
// RUN: lxt-opt %t/layers.mlir --lxt-replace-layers="layers=kind:softmax function=tripled" 2> %t/remark.txt | FileCheck %s --check-prefix=SAME
// RUN: FileCheck %s --input-file=%t/remark.txt --check-prefix=REMARK
// RUN: lxt-opt %t/layers.mlir --lxt-replace-layers="layers=kind:dense&nth:3 function=tripled" 2>&1 | FileCheck %s --check-prefix=THIRD
// SAME-LABEL: func.func @layers(
// SAME-COUNT-2: lxt.layer <kind = dense>
// REMARK: remark: replace-layers: no layer matches 'kind:softmax'
// THIRD: remark: replace-layers: no layer matches 'kind:dense&nth:3'
// RUN: lxt-compile %t/model.mlir --entry=model --composite=%t/rules.mlir --canonizer='replace-layers(layers=kind:softmax,function=double)' --emit=linalg --verbose -o /dev/null 2>&1 | FileCheck %s --check-prefix=VERBOSE
// VERBOSE: note: replace-layers: no layer matches 'kind:softmax'

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

// Without: y = [6, -1], tanh(y).
// DEFINE: %{model} = model
// DEFINE: %{options} =
// DEFINE: %{run} = lxt-opt %t/%{model}.mlir --lxt-explain-pipeline="entry=model seed=output %{options}" > %t/out.mlir && sed '/^module {$/r %t/main.mlir' %t/out.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s
// REDEFINE: %{options} = composite=%t/rules.mlir
// RUN: %{run} --check-prefix=PLAIN
// PLAIN: {{^\[\[}}0.999988, -0.761594]]
// PLAIN: {{^\[\[}}0.999988, -0.761594]]

// 2 y in place of tanh(y), whose relevance is its own; R / y = [2, 2],
// R_x = [1 (2 - 6), 2 (4 + 2)]. The model itself stays as it is.
// REDEFINE: %{options} = composite=%t/rules.mlir canonizers=replace-layers(layers=kind:activation,function=double)
// RUN: %{run} --check-prefix=DOUBLE
// REDEFINE: %{options} = composite=%t/canonizers.mlir
// RUN: %{run} --check-prefix=DOUBLE
// RUN: lxt-compile %t/model.mlir --entry=model --seed=output --composite=%t/rules.mlir --canonizer='replace-layers(layers=op:math.tanh,function=double)' --emit=linalg -o %t/compiled.mlir
// RUN: sed '/^module {$/r %t/main.mlir' %t/compiled.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=DOUBLE
// DOUBLE: {{^\[\[}}0.999988, -0.761594]]
// DOUBLE: {{^\[\[}}12, -2]]
// DOUBLE: {{^\[\[}}-4, 12]]

// In mode fast, too.
// REDEFINE: %{options} = mode=fast composite=%t/canonizers.mlir
// RUN: %{run} --check-prefix=DOUBLE

// y = x (w + w + w) + b = [16, -3] in place of x w + b, then 2 y: R / y = [2, 2],
// R_x = 3 [1 (2 - 6), 2 (4 + 2)].
// REDEFINE: %{options} = composite=%t/canonizers.mlir canonizers=replace-layers(layers=kind:dense,function=tripled)
// RUN: %{run} --check-prefix=BOTH
// BOTH: {{^\[\[}}0.999988, -0.761594]]
// BOTH: {{^\[\[}}32, -6]]
// BOTH: {{^\[\[}}-12, 36]]

// The same of a model whose layers are in a function that it calls.
// REDEFINE: %{model} = in-block
// RUN: %{run} --check-prefix=BOTH
// REDEFINE: %{options} = mode=fast composite=%t/canonizers.mlir canonizers=replace-layers(layers=kind:dense,function=@tripled)
// RUN: %{run} --check-prefix=BOTH

// TOSA ops in the composite's file: x over its sum in place of a softmax. An
// entry may name the function: all of its relevance passes.
// RUN: lxt-opt %t/softmax.mlir --lxt-request="entry=model" --lxt-normalise --lxt-recognise --lxt-canonize="composite=%t/share-composite.mlir" | FileCheck %s --check-prefix=NORMALISED --implicit-check-not=tosa.
// NORMALISED: func.func @model_explain(
// NORMALISED: lxt.layer <kind = function, op = "func.call", path = "share"> ins(
// NORMALISED: func.func private @share({{.*}} attributes {lxt.composite = "{{.*}}share-composite.mlir"} {
// RUN: lxt-opt %t/softmax.mlir --lxt-explain-pipeline="entry=model seed=output composite=%t/share-composite.mlir print-rules" -o %t/share.mlir | FileCheck %s --check-prefix=RULES
// RULES:      rules of @model:
// RULES-NEXT: function (func.call) = identity({{.*}}), by 'function:@share=identity()'
// RULES-NOT:  softmax
// RUN: sed '/^module {$/r %t/main.mlir' %t/share.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=SHARE
// SHARE: {{^\[\[}}0.268941, 0.731059]]
// SHARE: {{^\[\[}}0.333333, 0.666667]]
// SHARE: {{^\[\[}}0.333333, 0.666667]]

//--- text.mlir
func.func private @double(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = linalg.add ins(%x, %x : tensor<?x?xf32>, tensor<?x?xf32>) outs(%x : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}
func.func private @tripled(%x: tensor<1x2xf32>, %w: tensor<?x2xf32>, %b: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = linalg.add ins(%w, %w : tensor<?x2xf32>, tensor<?x2xf32>) outs(%w : tensor<?x2xf32>) -> tensor<?x2xf32>
  %1 = linalg.add ins(%0, %w : tensor<?x2xf32>, tensor<?x2xf32>) outs(%w : tensor<?x2xf32>) -> tensor<?x2xf32>
  %2 = linalg.matmul ins(%x, %1 : tensor<1x2xf32>, tensor<?x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}
func.func private @block(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = linalg.exp ins(%x : tensor<1x2xf32>) outs(%x : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, -3.0], [2.0, 1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = linalg.tanh ins(%0 : tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}
func.func @dynamic(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = linalg.tanh ins(%x : tensor<?x?xf32>) outs(%x : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}
func.func @calls(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = call @block(%x) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

//--- layers.mlir
lxt.explain @layers inputs [0]
func.func private @tripled(%x: tensor<1x2xf32>, %w: tensor<?x2xf32>, %b: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<?x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}
func.func @layers(%x: tensor<1x2xf32>, %w: tensor<2x2xf32>) -> tensor<1x2xf32> {
  %0 = lxt.layer <kind = dense> ins(%a = %x : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
    %2 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %2 : tensor<1x2xf32>
  }
  %1 = lxt.layer <kind = dense> ins(%a = %0 : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
    %2 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %2 : tensor<1x2xf32>
  }
  return %1 : tensor<1x2xf32>
}

//--- model.mlir
func.func private @double(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = arith.addf %x, %x : tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}
func.func private @tripled(%x: tensor<?x2xf32>, %w: tensor<2x2xf32>, %b: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %0 = arith.addf %w, %w : tensor<2x2xf32>
  %1 = arith.addf %0, %w : tensor<2x2xf32>
  %2 = linalg.matmul ins(%x, %1 : tensor<?x2xf32>, tensor<2x2xf32>) outs(%b : tensor<?x2xf32>) -> tensor<?x2xf32>
  return %2 : tensor<?x2xf32>
}
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, -3.0], [2.0, 1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = math.tanh %0 : tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

//--- in-block.mlir
func.func private @double(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = arith.addf %x, %x : tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}
func.func private @tripled(%x: tensor<?x2xf32>, %w: tensor<2x2xf32>, %b: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %0 = arith.addf %w, %w : tensor<2x2xf32>
  %1 = arith.addf %0, %w : tensor<2x2xf32>
  %2 = linalg.matmul ins(%x, %1 : tensor<?x2xf32>, tensor<2x2xf32>) outs(%b : tensor<?x2xf32>) -> tensor<?x2xf32>
  return %2 : tensor<?x2xf32>
}
func.func private @block(%b: tensor<1x2xf32>, %x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, -3.0], [2.0, 1.0]]> : tensor<2x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = math.tanh %0 : tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
  %0 = call @block(%b, %x) : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

//--- nested.mlir
func.func private @double(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = linalg.add ins(%x, %x : tensor<2xf32>, tensor<2xf32>) outs(%x : tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func private @quadruple(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = call @double(%x) : (tensor<2xf32>) -> tensor<2xf32>
  %1 = call @double(%0) : (tensor<2xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}
func.func private @block_inner(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = linalg.tanh ins(%x : tensor<2xf32>) outs(%x : tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func private @block(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = call @block_inner(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func @twice(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = linalg.exp ins(%x : tensor<2xf32>) outs(%x : tensor<2xf32>) -> tensor<2xf32>
  %1 = call @block(%0) : (tensor<2xf32>) -> tensor<2xf32>
  %2 = call @block(%1) : (tensor<2xf32>) -> tensor<2xf32>
  return %2 : tensor<2xf32>
}

//--- deep.mlir
func.func private @double(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = linalg.add ins(%x, %x : tensor<2xf32>, tensor<2xf32>) outs(%x : tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func private @block3(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = linalg.tanh ins(%x : tensor<2xf32>) outs(%x : tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func private @block2(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = call @block3(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func private @block1(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = call @block2(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = call @block1(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

//--- rules.mlir
lxt.composite @rules entries ["kind:dense=epsilon(epsilon=1e-7)", "kind:activation=identity()", "kind:sum=norm(epsilon=1e-7)"]

//--- canonizers.mlir
lxt.composite @rules canonizers ["replace-layers(layers=kind:activation&fed-by:dense,function=double)"]
  entries ["kind:dense=epsilon(epsilon=1e-7)", "kind:sum=norm(epsilon=1e-7)"]

//--- softmax.mlir
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.reduce_max %x {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
  %1 = tosa.sub %x, %0 : (tensor<1x2xf32>, tensor<1x1xf32>) -> tensor<1x2xf32>
  %2 = tosa.exp %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = tosa.reduce_sum %2 {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
  %4 = tosa.reciprocal %3 : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %5 = tosa.mul %2, %4, %shift : (tensor<1x2xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<1x2xf32>
  return %5 : tensor<1x2xf32>
}

//--- share-composite.mlir
lxt.composite @share_composite canonizers ["replace-layers(layers=kind:softmax,function=share)"] entries ["function:@share=identity()"]
func.func private @share(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.reduce_sum %x {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
  %1 = tosa.reciprocal %0 : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %2 = tosa.mul %x, %1, %shift : (tensor<1x2xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}

//--- main.mlir
  func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
  func.func @main() {
    %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
    %y = call @model(%x) : (tensor<1x2xf32>) -> tensor<1x2xf32>
    %0:2 = call @model_explain(%x) : (tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>)
    %u = tensor.cast %y : tensor<1x2xf32> to tensor<*xf32>
    call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
    %v = tensor.cast %0#0 : tensor<1x2xf32> to tensor<*xf32>
    call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
    %w = tensor.cast %0#1 : tensor<1x2xf32> to tensor<*xf32>
    call @printMemrefF32(%w) : (tensor<*xf32>) -> ()
    return
  }
