// Calls of private functions become layers of kind function, with what they
// compute inside; a request says what is active.
// RUN: lxt-opt %s --split-input-file --lxt-recognise --verify-diagnostics | FileCheck %s --implicit-check-not=lxt.layer

// Two calls of one function and a nested one: each call has a layer of its own,
// whose path is the symbol. A function's own body stays as it is, but for
// layers, as nothing says what is explained.
// CHECK-LABEL: func.func @main(
// CHECK:         %[[A:.*]] = lxt.layer <kind = function, op = "func.call", path = "block", cls = "Block"> ins(%[[X:.*]] = %arg0 : tensor<8xf32>) -> tensor<8xf32> {
// CHECK:           %[[H:.*]] = lxt.layer <kind = function, op = "func.call", path = "act"> ins(%[[Y:.*]] = %[[X]] : tensor<8xf32>) -> tensor<8xf32> {
// CHECK:             %[[T:.*]] = lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %[[Y]] :
// CHECK:             lxt.yield %[[T]]
// CHECK:           %[[S:.*]] = lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[X]] : tensor<8xf32>, %{{.*}} = %[[H]] : tensor<8xf32>)
// CHECK:           lxt.yield %[[S]]
// CHECK:         %[[B:.*]] = lxt.layer <kind = function, op = "func.call", path = "block", cls = "Block"> ins(%{{.*}} = %[[A]] : tensor<8xf32>) -> tensor<8xf32> {
// CHECK:           lxt.layer <kind = function, op = "func.call", path = "act">
// CHECK:             lxt.layer <kind = activation
// CHECK:           lxt.layer <kind = sum
// CHECK:         return %[[B]]
lxt.explain @main inputs [0]
func.func @main(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = call @block(%x) : (tensor<8xf32>) -> tensor<8xf32>
  %1 = call @block(%0) : (tensor<8xf32>) -> tensor<8xf32>
  return %1 : tensor<8xf32>
}

// CHECK-LABEL: func.func private @block(
func.func private @block(%x: tensor<8xf32>) -> tensor<8xf32> attributes {lxt.class = "Block"} {
  %0 = call @act(%x) : (tensor<8xf32>) -> tensor<8xf32>
  %e = tensor.empty() : tensor<8xf32>
  %1 = linalg.add ins(%x, %0 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %1 : tensor<8xf32>
}

// CHECK-LABEL: func.func private @act(
func.func private @act(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.tanh ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// Only operands that are active are inputs; weights and integers are captured.
// Every result is one of the layer, used or not.
// CHECK-LABEL: func.func @results(
// CHECK:         %[[W:.*]] = arith.constant
// CHECK:         %[[Y:.*]]:2 = lxt.layer <kind = function, op = "func.call", path = "both"> ins(%[[X:.*]] = %arg0 : tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
// CHECK:           lxt.layer <kind = dense, op = "linalg.matmul"> ins(%[[A:.*]] = %[[X]] :
// CHECK-NEXT:        linalg.matmul ins(%[[A]], %[[W]] :
// CHECK:           lxt.layer <kind = activation, op = "math.tanh">
// CHECK:           lxt.yield %{{.*}}, %{{.*}}
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[Y]]#0 : tensor<4x4xf32>, %{{.*}} = %[[Y]]#1 : tensor<4x4xf32>)
lxt.explain @results inputs [0]
func.func @results(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %w = arith.constant dense<0.5> : tensor<4x4xf32>
  %0:2 = call @both(%x, %w) : (tensor<4x4xf32>, tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>)
  %e = tensor.empty() : tensor<4x4xf32>
  %1 = linalg.add ins(%0#0, %0#1 : tensor<4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %1 : tensor<4x4xf32>
}

func.func private @both(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
  %init = arith.constant dense<0.0> : tensor<4x4xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<4x4xf32>, tensor<4x4xf32>) outs(%init : tensor<4x4xf32>) -> tensor<4x4xf32>
  %e = tensor.empty() : tensor<4x4xf32>
  %1 = linalg.tanh ins(%x : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %0, %1 : tensor<4x4xf32>, tensor<4x4xf32>
}

// -----

// One of two results is a float that is used, the other an integer. The integer
// comes out of the layer, but nothing inside needs a rule for it.
// CHECK-LABEL: func.func @integer_result(
// CHECK:         %{{.*}}:2 = lxt.layer <kind = function, op = "func.call", path = "mixed"> ins(%{{.*}} = %arg0 : tensor<4xf32>) -> (tensor<4xf32>, tensor<4xi32>) {
// CHECK:           lxt.layer <kind = activation, op = "math.tanh">
// CHECK:           arith.fptosi
lxt.explain @integer_result inputs [0]
func.func @integer_result(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xi32>) {
  %0:2 = call @mixed(%x) : (tensor<4xf32>) -> (tensor<4xf32>, tensor<4xi32>)
  return %0#0, %0#1 : tensor<4xf32>, tensor<4xi32>
}

func.func private @mixed(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xi32>) {
  %e = tensor.empty() : tensor<4xf32>
  %0 = linalg.tanh ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %1 = arith.fptosi %x : tensor<4xf32> to tensor<4xi32>
  return %0, %1 : tensor<4xf32>, tensor<4xi32>
}

// -----

// A call on no way from an explained input to the explained output is left alone.
// CHECK-LABEL: func.func @inactive(
// CHECK:         call @act(%arg1)
// CHECK:         call @act(%arg0)
// CHECK:         lxt.layer <kind = function, op = "func.call", path = "act"> ins(%{{.*}} = %arg0 :
// CHECK:           lxt.layer <kind = activation
lxt.explain @inactive inputs [0] output 1
func.func @inactive(%x: tensor<8xf32>, %y: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %0 = call @act(%y) : (tensor<8xf32>) -> tensor<8xf32>
  %1 = call @act(%x) : (tensor<8xf32>) -> tensor<8xf32>
  %2 = call @act(%x) : (tensor<8xf32>) -> tensor<8xf32>
  return %1, %2 : tensor<8xf32>, tensor<8xf32>
}

func.func private @act(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.tanh ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// Of the arguments, those that the request names; of the results, the one.
// CHECK-LABEL: func.func @some_inputs(
// CHECK:         linalg.exp
// CHECK:         %[[A:.*]] = lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %arg1 :
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[A]] : tensor<8xf32>) -> tensor<8xf32>
// CHECK:         linalg.exp
// CHECK:         return
// What no request names stays as it is.
// CHECK-LABEL: func.func @not_named(
lxt.explain @some_inputs inputs [1] output 1
func.func @some_inputs(%x: tensor<8xf32>, %y: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.exp ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %1 = linalg.tanh ins(%y : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %2 = linalg.add ins(%0, %1 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %3 = linalg.exp ins(%2 : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %3, %2 : tensor<8xf32>, tensor<8xf32>
}

func.func @not_named(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.exp ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// What a rule or a layer wraps already stays as it is.
// CHECK-LABEL: func.func @wrapped(
// CHECK:         %[[A:.*]] = lxt.epsilon ins(%{{.*}} = %arg0 :
// CHECK-NEXT:      linalg.exp
// CHECK-NEXT:      lxt.yield
// CHECK:         lxt.layer <kind = other> ins(%{{.*}} = %[[A]] :
// CHECK-NEXT:      linalg.exp
// CHECK-NEXT:      lxt.yield
lxt.explain @wrapped inputs [0]
func.func @wrapped(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = lxt.epsilon ins(%a = %x : tensor<8xf32>) -> tensor<8xf32> {
    %2 = linalg.exp ins(%a : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
    lxt.yield %2 : tensor<8xf32>
  }
  %1 = lxt.layer <kind = other> ins(%a = %0 : tensor<8xf32>) -> tensor<8xf32> {
    %2 = linalg.exp ins(%a : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
    lxt.yield %2 : tensor<8xf32>
  }
  return %1 : tensor<8xf32>
}

// -----

lxt.explain @main inputs [0]
func.func @main(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = call @even(%x) : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

func.func private @even(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = call @odd(%x) : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

func.func private @odd(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{calls a recursive function, which relevance cannot pass}}
  %0 = call @even(%x) : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

lxt.explain @main inputs [0]
func.func @main(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{calls a function that relevance cannot pass: it has no body of one block}}
  %0 = call @elsewhere(%x) : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

func.func private @elsewhere(%x: tensor<8xf32>) -> tensor<8xf32>

// -----

lxt.explain @main inputs [0]
func.func @main(%x: tensor<8xf32>, %c: i1) -> tensor<8xf32> {
  // expected-error @below {{calls a function that relevance cannot pass: it has no body of one block}}
  %0 = call @branches(%x, %c) : (tensor<8xf32>, i1) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

func.func private @branches(%x: tensor<8xf32>, %c: i1) -> tensor<8xf32> {
  cf.cond_br %c, ^a, ^b
^a:
  return %x : tensor<8xf32>
^b:
  return %x : tensor<8xf32>
}

// -----

lxt.explain @main inputs [0]
// expected-error @below {{cannot be explained: it has more than one block}}
func.func @main(%x: tensor<8xf32>, %c: i1) -> tensor<8xf32> {
  cf.cond_br %c, ^a, ^b
^a:
  return %x : tensor<8xf32>
^b:
  return %x : tensor<8xf32>
}
