// Every op and attribute of the dialect survives its own assembly, the generic
// form and bytecode.
// RUN: lxt-opt %s | lxt-opt | FileCheck %s
// RUN: lxt-opt %s --mlir-print-op-generic | lxt-opt | FileCheck %s
// RUN: lxt-opt %s --emit-bytecode | lxt-opt | FileCheck %s
// RUN: lxt-opt %s --verify-roundtrip -o /dev/null

//===----------------------------------------------------------------------===//
// Rule ops, in forward and backward form
//===----------------------------------------------------------------------===//

// Defaults are not printed; every parameter that is set is.
// CHECK-LABEL: @epsilon
// CHECK: %[[Y:.*]] = lxt.epsilon ins(%[[A:.*]] = %{{.*}} : tensor<2x3xf32>) -> tensor<2x3xf32> {
// CHECK-NEXT: lxt.yield %[[A]] : tensor<2x3xf32>
// CHECK: lxt.epsilon epsilon(1.250000e-01) stabilizer<sign> ins
// CHECK: lxt.epsilon epsilon(0.000000e+00) ins
// CHECK: lxt.epsilon ins(%{{.*}} = %{{.*}} : tensor<2x3xf32>) outs(%[[Y]] : tensor<2x3xf32>) relevance(%{{.*}} : tensor<2x3xf32>) -> tensor<2x3xf32> {
func.func @epsilon(%x: tensor<2x3xf32>, %r: tensor<2x3xf32>) {
  %y = lxt.epsilon ins(%a = %x : tensor<2x3xf32>) -> tensor<2x3xf32> {
    lxt.yield %a : tensor<2x3xf32>
  }
  %1 = lxt.epsilon epsilon(0.125) stabilizer<sign> ins(%a = %x : tensor<2x3xf32>) -> tensor<2x3xf32> {
    lxt.yield %a : tensor<2x3xf32>
  }
  %2 = lxt.epsilon epsilon(0.0) ins(%a = %x : tensor<2x3xf32>) -> tensor<2x3xf32> {
    lxt.yield %a : tensor<2x3xf32>
  } {clip = true}
  %rx = lxt.epsilon epsilon(1.0e-8) stabilizer<plain> ins(%a = %x : tensor<2x3xf32>)
          outs(%y : tensor<2x3xf32>) relevance(%r : tensor<2x3xf32>) -> tensor<2x3xf32> {
    lxt.yield %a : tensor<2x3xf32>
  }
  return
}

// The relevance has an extra leading dimension, and so has every result.
// CHECK-LABEL: @uniform
// CHECK: %[[Y:.*]] = lxt.uniform ins(%[[A:.*]] = %{{.*}} : tensor<?x3xf32>, %[[B:.*]] = %{{.*}} : tensor<3xf32>) -> tensor<?x3xf32> {
// CHECK: lxt.uniform count<all> epsilon(1.250000e-01) ins
// CHECK-SAME: outs(%[[Y]] : tensor<?x3xf32>) relevance(%{{.*}} : tensor<5x?x3xf32>) -> (tensor<5x?x3xf32>, tensor<5x3xf32>) {
func.func @uniform(%x: tensor<?x3xf32>, %z: tensor<3xf32>, %r: tensor<5x?x3xf32>) {
  %y = lxt.uniform count<active> epsilon(1.0e-10) ins(%a = %x : tensor<?x3xf32>, %b = %z : tensor<3xf32>) -> tensor<?x3xf32> {
    lxt.yield %a : tensor<?x3xf32>
  }
  %rx, %rz = lxt.uniform count<all> epsilon(0.125) ins(%a = %x : tensor<?x3xf32>, %b = %z : tensor<3xf32>)
          outs(%y : tensor<?x3xf32>) relevance(%r : tensor<5x?x3xf32>) -> (tensor<5x?x3xf32>, tensor<5x3xf32>) {
    lxt.yield %a : tensor<?x3xf32>
  }
  return
}

// CHECK-LABEL: @uniform_epsilon
// CHECK: lxt.uniform_epsilon ins
// CHECK: lxt.uniform_epsilon epsilon(1.250000e-01) stabilizer<sign> count<all> ins
// CHECK-SAME: outs(%{{.*}}) relevance(%{{.*}})
func.func @uniform_epsilon(%x: tensor<3xf64>, %r: tensor<3xf64>) {
  %y = lxt.uniform_epsilon epsilon(1.0e-8) stabilizer<plain> count<active> ins(%a = %x : tensor<3xf64>) -> tensor<3xf64> {
    lxt.yield %a : tensor<3xf64>
  }
  %rx = lxt.uniform_epsilon epsilon(0.125) stabilizer<sign> count<all> ins(%a = %x : tensor<3xf64>)
          outs(%y : tensor<3xf64>) relevance(%r : tensor<3xf64>) -> tensor<3xf64> {
    lxt.yield %a : tensor<3xf64>
  }
  return
}

// CHECK-LABEL: @identity
// CHECK: lxt.identity ins
// CHECK: lxt.identity epsilon(1.250000e-01) ins
// CHECK-SAME: outs(%{{.*}}) relevance(%{{.*}})
func.func @identity(%x: tensor<3xf16>, %r: tensor<3xf16>) {
  %y = lxt.identity epsilon(1.0e-10) ins(%a = %x : tensor<3xf16>) -> tensor<3xf16> {
    lxt.yield %a : tensor<3xf16>
  }
  %rx = lxt.identity epsilon(0.125) ins(%a = %x : tensor<3xf16>)
          outs(%y : tensor<3xf16>) relevance(%r : tensor<3xf16>) -> tensor<3xf16> {
    lxt.yield %a : tensor<3xf16>
  }
  return
}

// CHECK-LABEL: @stop
// CHECK: lxt.stop ins
// CHECK: lxt.stop ins
// CHECK-SAME: outs(%{{.*}}) relevance(%{{.*}})
func.func @stop(%x: tensor<bf16>, %r: tensor<bf16>) {
  %y = lxt.stop ins(%a = %x : tensor<bf16>) -> tensor<bf16> {
    lxt.yield %a : tensor<bf16>
  }
  %rx = lxt.stop ins(%a = %x : tensor<bf16>) outs(%y : tensor<bf16>) relevance(%r : tensor<bf16>) -> tensor<bf16> {
    lxt.yield %a : tensor<bf16>
  }
  return
}

// CHECK-LABEL: @taylor
// CHECK: lxt.taylor ins
// CHECK: lxt.taylor reference(#lxt.reference<input>) bias<absorb> epsilon(1.250000e-01) stabilizer<sign> ins
// CHECK: lxt.taylor reference(dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>) bias<spread> ins
// CHECK: lxt.taylor bias<to(1)> ins
// CHECK-SAME: outs(%{{.*}}) relevance(%{{.*}})
// CHECK: lxt.taylor bias<to(0)> ins
func.func @taylor(%x: tensor<2xf32>, %r: tensor<2xf32>) {
  %y = lxt.taylor reference(#lxt.reference<zero>) bias<omit> epsilon(1.0e-8) stabilizer<plain> ins(%a = %x : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  %1 = lxt.taylor reference(#lxt.reference<input>) bias<absorb> epsilon(0.125) stabilizer<sign> ins(%a = %x : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  %2 = lxt.taylor reference(dense<[1.0, 2.0]> : tensor<2xf32>) bias<spread> ins(%a = %x : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  %rx:2 = lxt.taylor reference(#lxt.reference<zero>) bias<to(1)> ins(%a = %x : tensor<2xf32>, %b = %x : tensor<2xf32>)
            outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
    lxt.yield %a : tensor<2xf32>
  }
  %3 = lxt.taylor reference(#lxt.reference<zero>) bias<to(0)> ins(%a = %x : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return
}

// CHECK-LABEL: @softmax
// CHECK: lxt.softmax ins
// CHECK: lxt.softmax dimension(-1) ins
// CHECK-SAME: outs(%{{.*}}) relevance(%{{.*}})
func.func @softmax(%x: tensor<3xf32>, %r: tensor<3xf32>) {
  %y = lxt.softmax ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  %rx = lxt.softmax dimension(-1) ins(%a = %x : tensor<3xf32>)
          outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// CHECK-LABEL: @gradient
// CHECK: lxt.gradient ins
// CHECK: lxt.gradient ins
// CHECK-SAME: outs(%{{.*}}) relevance(%{{.*}})
func.func @gradient(%x: tensor<3xf32>, %r: tensor<3xf32>) {
  %y = lxt.gradient ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  %rx = lxt.gradient ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// Several results, with one relevance each; a captured constant; a nested rule.
// CHECK-LABEL: @results
// CHECK: %[[C:.*]] = arith.constant dense<2.000000e+00>
// CHECK: %[[Y:.*]]:2 = lxt.epsilon ins(%[[A:.*]] = %{{.*}} : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
// CHECK-NEXT: %[[N:.*]] = lxt.stop ins(%[[B:.*]] = %[[A]] : tensor<3xf32>) -> tensor<3xf32> {
// CHECK-NEXT: %[[P:.*]] = arith.mulf %[[B]], %[[C]]
// CHECK-NEXT: lxt.yield %[[P]]
// CHECK-NEXT: }
// CHECK-NEXT: lxt.yield %[[N]], %[[A]] : tensor<3xf32>, tensor<3xf32>
// CHECK: lxt.epsilon
// CHECK-SAME: outs(%[[Y]]#0 : tensor<3xf32>, %[[Y]]#1 : tensor<3xf32>) relevance(%{{.*}} : tensor<3xf32>, %{{.*}} : tensor<3xf32>) -> tensor<3xf32> {
func.func @results(%x: tensor<3xf32>, %r0: tensor<3xf32>, %r1: tensor<3xf32>) {
  %c = arith.constant dense<2.0> : tensor<3xf32>
  %y:2 = lxt.epsilon ins(%a = %x : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    %0 = lxt.stop ins(%b = %a : tensor<3xf32>) -> tensor<3xf32> {
      %1 = arith.mulf %b, %c : tensor<3xf32>
      lxt.yield %1 : tensor<3xf32>
    }
    lxt.yield %0, %a : tensor<3xf32>, tensor<3xf32>
  }
  %rx = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%y#0 : tensor<3xf32>, %y#1 : tensor<3xf32>)
          relevance(%r0 : tensor<3xf32>, %r1 : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a, %a : tensor<3xf32>, tensor<3xf32>
  }
  return
}

// A rule may have no inputs, and no results.
// CHECK-LABEL: @empty
// CHECK: lxt.stop ins() -> tensor<3xf32> {
// CHECK: lxt.stop ins() outs(%{{.*}} : tensor<3xf32>) relevance(%{{.*}} : tensor<3xf32>) {
// CHECK: lxt.identity ins(%{{.*}} = %{{.*}} : tensor<3xf32>) {
// CHECK-NEXT: lxt.yield
// CHECK-NEXT: }
func.func @empty(%x: tensor<3xf32>, %r: tensor<3xf32>) {
  %y = lxt.stop ins() -> tensor<3xf32> {
    lxt.yield %x : tensor<3xf32>
  }
  lxt.stop ins() outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) {
    lxt.yield %x : tensor<3xf32>
  }
  lxt.identity ins(%a = %x : tensor<3xf32>) {
    lxt.yield
  }
  return
}

// CHECK-LABEL: @origin
// CHECK: lxt.identity origin<kind = activation, op = "math.tanh", path = "layers.0.act", cls = "Tanh", entry = "kind:activation=identity()"> ins
// CHECK: lxt.epsilon epsilon(1.250000e-01) origin<op = "linalg.matmul"> ins
// CHECK: lxt.taylor origin<kind = function, path = "f"> ins
// Other attributes follow the region.
// CHECK: } {note = "kept"}
func.func @origin(%x: tensor<3xf32>) {
  %0 = lxt.identity origin<kind = activation, op = "math.tanh", path = "layers.0.act", cls = "Tanh", entry = "kind:activation=identity()">
         ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  %1 = lxt.epsilon epsilon(0.125) origin<op = "linalg.matmul"> ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  %2 = lxt.taylor reference(#lxt.reference<zero>) origin<kind = function, path = "f"> ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  } {note = "kept"}
  return
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

// A layer may yield what is no tensor of floats.
// CHECK-LABEL: @layer
// CHECK: lxt.layer <kind = dense> ins(%{{.*}} = %{{.*}} : tensor<3xf32>, %{{.*}} = %{{.*}} : tensor<?xf32>) -> (tensor<3xf32>, tensor<3xi1>) {
// CHECK: lxt.layer <kind = norm, op = "math.rsqrt", path = "norm", cls = "RMSNorm"> ins() {
// CHECK: lxt.layer <> ins
func.func @layer(%x: tensor<3xf32>, %z: tensor<?xf32>) {
  %c = arith.constant dense<true> : tensor<3xi1>
  %0:2 = lxt.layer <kind = dense> ins(%a = %x : tensor<3xf32>, %b = %z : tensor<?xf32>) -> (tensor<3xf32>, tensor<3xi1>) {
    lxt.yield %a, %c : tensor<3xf32>, tensor<3xi1>
  }
  lxt.layer <kind = norm, op = "math.rsqrt", path = "norm", cls = "RMSNorm"> ins() {
    lxt.yield
  }
  %1 = lxt.layer <kind = unknown> ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// CHECK-LABEL: @kinds
// CHECK: kinds = [#lxt.kind<linear>, #lxt.kind<dense>, #lxt.kind<convolution>, #lxt.kind<sum>, #lxt.kind<average_pool>, #lxt.kind<batch_norm>,
// CHECK-SAME: #lxt.kind<scale>, #lxt.kind<bilinear>, #lxt.kind<attention_scores>, #lxt.kind<attention_values>, #lxt.kind<product>, #lxt.kind<other>,
// CHECK-SAME: #lxt.kind<activation>, #lxt.kind<softmax>, #lxt.kind<norm>, #lxt.kind<layer_norm>, #lxt.kind<rms_norm>, #lxt.kind<statistics>,
// CHECK-SAME: #lxt.kind<movement>, #lxt.kind<selection>, #lxt.kind<function>, #lxt.kind<subgraph>, #lxt.kind<unknown>]
func.func private @kinds() attributes {kinds = [
  #lxt.kind<linear>, #lxt.kind<dense>, #lxt.kind<convolution>, #lxt.kind<sum>, #lxt.kind<average_pool>, #lxt.kind<batch_norm>,
  #lxt.kind<scale>, #lxt.kind<bilinear>, #lxt.kind<attention_scores>, #lxt.kind<attention_values>, #lxt.kind<product>, #lxt.kind<other>,
  #lxt.kind<activation>, #lxt.kind<softmax>, #lxt.kind<norm>, #lxt.kind<layer_norm>, #lxt.kind<rms_norm>, #lxt.kind<statistics>,
  #lxt.kind<movement>, #lxt.kind<selection>, #lxt.kind<function>, #lxt.kind<subgraph>, #lxt.kind<unknown>]}

//===----------------------------------------------------------------------===//
// Calculus
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @vjp
// CHECK: lxt.vjp ins(%[[A:.*]] = %{{.*}} : tensor<4xf32>) cotangents(%{{.*}} : tensor<4xf32>) -> tensor<4xf32> {
// CHECK-NEXT: lxt.yield %[[A]] : tensor<4xf32>
// With two leading dimensions.
// CHECK: lxt.vjp ins(%{{.*}} = %{{.*}} : tensor<4xf32>, %{{.*}} = %{{.*}} : tensor<f32>) cotangents(%{{.*}} : tensor<2x?x4xf32>, %{{.*}} : tensor<2x?xf32>)
// CHECK-SAME: -> (tensor<2x?x4xf32>, tensor<2x?xf32>) {
// CHECK: lxt.vjp ins() cotangents() {
// CHECK: lxt.vjp ins(%[[B:.*]] = %{{.*}} : tensor<4xf32>) cotangents(%{{.*}} : tensor<4xf32>) -> tensor<4xf32> {
// CHECK-NEXT: lxt.vjp ins(%{{.*}} = %{{.*}} : tensor<4xf32>) cotangents(%[[B]] : tensor<4xf32>) -> tensor<4xf32> {
func.func @vjp(%x: tensor<4xf32>, %g: tensor<4xf32>, %s: tensor<f32>, %gx: tensor<2x?x4xf32>, %gs: tensor<2x?xf32>) {
  %0 = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4xf32> {
    lxt.yield %a : tensor<4xf32>
  }
  %1:2 = lxt.vjp ins(%a = %x : tensor<4xf32>, %b = %s : tensor<f32>) cotangents(%gx : tensor<2x?x4xf32>, %gs : tensor<2x?xf32>)
           -> (tensor<2x?x4xf32>, tensor<2x?xf32>) {
    lxt.yield %a, %b : tensor<4xf32>, tensor<f32>
  }
  lxt.vjp ins() cotangents() {
    lxt.yield
  }
  %2 = lxt.vjp ins(%b = %g : tensor<4xf32>) cotangents(%x : tensor<4xf32>) -> tensor<4xf32> {
    %3 = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%b : tensor<4xf32>) -> tensor<4xf32> {
      lxt.yield %a : tensor<4xf32>
    }
    lxt.yield %3 : tensor<4xf32>
  }
  return
}

// CHECK-LABEL: @arithmetic
// CHECK: lxt.times_value %{{.*}}, %{{.*}} : tensor<4xf32>, tensor<4xf32>
// CHECK: lxt.times_value masked %{{.*}}, %{{.*}} : tensor<4xf32>, tensor<2x4xf32>
// CHECK: lxt.stabilized_div %{{.*}}, %{{.*}} epsilon(1.250000e-01) : tensor<4xf32>, tensor<4xf32>
// CHECK: lxt.stabilized_div %{{.*}}, %{{.*}} epsilon(0.000000e+00) stabilizer<sign> : tensor<2x4xf32>, tensor<4xf32>
// CHECK: lxt.stabilized_div %{{.*}}, %{{.*}} epsilon(2.500000e-01) {clip = true} : tensor<4xf32>, tensor<4xf32>
func.func @arithmetic(%x: tensor<4xf32>, %g: tensor<4xf32>, %many: tensor<2x4xf32>) {
  %0 = lxt.times_value %x, %g : tensor<4xf32>, tensor<4xf32>
  %1 = lxt.times_value masked %x, %many : tensor<4xf32>, tensor<2x4xf32>
  %2 = lxt.stabilized_div %g, %x epsilon(0.125) stabilizer<plain> : tensor<4xf32>, tensor<4xf32>
  %3 = lxt.stabilized_div %many, %x epsilon(0.0) stabilizer<sign> : tensor<2x4xf32>, tensor<4xf32>
  %4 = lxt.stabilized_div %g, %x epsilon(0.25) {clip = true} : tensor<4xf32>, tensor<4xf32>
  return
}

// CHECK-LABEL: @scatter_add
// CHECK: lxt.scatter_add %{{.*}} into %{{.*}} : tensor<5x8xf32> into tensor<100x8xf32> {
// CHECK-NEXT: ^bb0(%[[I:.*]]: index, %[[J:.*]]: index):
// CHECK-NEXT: %[[ROW:.*]] = tensor.extract %{{.*}}[%[[I]]]
// CHECK-NEXT: lxt.yield %[[ROW]], %[[J]] : index, index
// With a leading dimension.
// CHECK: lxt.scatter_add %{{.*}} into %{{.*}} : tensor<2x5x8xf32> into tensor<2x100xf32> {
func.func @scatter_add(%u: tensor<5x8xf32>, %table: tensor<100x8xf32>, %rows: tensor<5xindex>, %us: tensor<2x5x8xf32>, %tables: tensor<2x100xf32>) {
  %0 = lxt.scatter_add %u into %table : tensor<5x8xf32> into tensor<100x8xf32> {
  ^bb0(%i: index, %j: index):
    %row = tensor.extract %rows[%i] : tensor<5xindex>
    lxt.yield %row, %j : index, index
  }
  %1 = lxt.scatter_add %us into %tables : tensor<2x5x8xf32> into tensor<2x100xf32> {
  ^bb0(%i: index, %j: index):
    lxt.yield %j : index
  }
  return
}

//===----------------------------------------------------------------------===//
// Composites and requests
//===----------------------------------------------------------------------===//

// CHECK-LABEL: lxt.composite @least entries []
lxt.composite @least mode<exact> entries []

// The grammar of entries: every key of a selector, every rule.
// CHECK: lxt.composite @all mode<fast> canonizers ["fold-batch-norm"] parameters {epsilon = 1.250000e-01 : f64, weight = 2 : i64} entries [
// CHECK-SAME: "kind:linear=epsilon(epsilon=$epsilon)", "kind:dense&nth:1=epsilon( stabilizer=sign , epsilon=0.25 )",
// CHECK-SAME: "path:model.layers.*.mlp = identity()",
// CHECK-SAME: "function:@main=taylor(reference=zero,bias=to(1))"] {note = "kept"}
lxt.composite @all mode<fast> canonizers ["fold-batch-norm"] parameters {epsilon = 0.125, weight = 2} entries [
  "kind:linear=epsilon(epsilon=$epsilon)",
  "kind:dense&nth:1=epsilon( stabilizer=sign , epsilon=0.25 )",
  "kind:bilinear & nth:last=uniform_epsilon(epsilon=1e-6,clip=true,count=all)",
  "op:tosa.tanh=stop",
  "class:LlamaRMSNorm=identity(epsilon=0)",
  "path:model.layers.*.mlp = identity()",
  "line:12&active:2=uniform(count=active)",
  "feeds:product&fed-by:activation=gradient()",
  "kind:softmax=softmax(dimension=-1)",
  "op:math.exp=taylor(reference=input,bias=spread)",
  "op:math.log=taylor(reference=point.npy)",
  "function:@main=taylor(reference=zero,bias=to(1))"
] {note = "kept"}

// CHECK: lxt.explain @model inputs [0]{{$}}
lxt.explain @model inputs [0] output 0 seed<given>
// CHECK: lxt.explain @model inputs [1, 0] output 1 seed<output> mode<exact>
lxt.explain @model inputs [1, 0] output 1 seed<output> mode<exact>
// CHECK: lxt.explain @model inputs [0] seed<argmax> values ["kind:linear", "path:a.*"] mode<fast>
lxt.explain @model inputs [0] seed<argmax> values ["kind:linear", "path:a.*"] mode<fast>
// CHECK: lxt.explain @model inputs [0] seed<index(1, 2)>
lxt.explain @model inputs [0] seed<index(1, 2)>
// CHECK: lxt.explain @model inputs [0] seed<index(*, -1)>
lxt.explain @model inputs [0] seed<index(*, -1)>
// CHECK: lxt.explain @model inputs [0] seed<class(2)>
lxt.explain @model inputs [0] seed<class(2)>
// CHECK: lxt.explain @model inputs [0] seed<given(3)>
lxt.explain @model inputs [0] seed<given(3)>
// CHECK: lxt.explain @model inputs [0] seed<given(?)>
lxt.explain @model inputs [0] seed<given(?)>
// CHECK: lxt.explain @model inputs [0] seed<[class(2), argmax, index(1, 0), output]>
lxt.explain @model inputs [0] seed<[class(2), argmax, index(1, 0), output]>
// CHECK: lxt.explain @model inputs [0] seed<[argmax(-1), index(*, 0), argmax(*), class(-2)]> outputs<relevance>
lxt.explain @model inputs [0] seed<[argmax(-1), index(*, 0), argmax(*), class(-2)]> outputs<relevance>
// CHECK: lxt.explain @model inputs [0] seed<given(?)> outputs<slice>
lxt.explain @model inputs [0] seed<given(?)> outputs<slice>
// CHECK: lxt.explain @model inputs [0] seed<[argmax]>
lxt.explain @model inputs [0] seed<[argmax]>
// CHECK: lxt.explain @model inputs [0] seed<class(-1)> outputs<relevance> ledger
lxt.explain @model inputs [0] seed<class(-1)> outputs<relevance> ledger
// CHECK: lxt.explain @model inputs [0] seed<argmax(-1)> mode<fast> outputs<slice>
lxt.explain @model inputs [0] seed<argmax(-1)> mode<fast> outputs<slice>
// CHECK: lxt.explain @model inputs [0] seed<argmax(*)>{{$}}
lxt.explain @model inputs [0] seed<argmax(*)> outputs<all>
func.func @model(%x: tensor<2x3xf32>, %z: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  return %x, %z : tensor<2x3xf32>, tensor<2x3xf32>
}
