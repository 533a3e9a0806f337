// Rules on functions: the explained one as a whole, and called ones, whose rule
// wins over those of what is inside.
// RUN: lxt-opt %s --split-input-file --lxt-request --lxt-recognise --lxt-assign-rules="rules=function:@main=epsilon(epsilon=0.5),kind:activation=stop()" | FileCheck %s --check-prefix=MAIN
// RUN: lxt-opt %s --split-input-file --lxt-request --lxt-recognise --lxt-assign-rules="rules=function:@bl*=uniform(),function:@act=stop(),kind:activation=identity(),kind:sum=epsilon(epsilon=0.5)" | FileCheck %s --check-prefix=BLOCK
// RUN: lxt-opt %s --split-input-file --lxt-request --lxt-recognise --lxt-assign-rules="rules=path:act&kind:function=stop(),kind:activation=identity(),kind:sum=epsilon(epsilon=0.5)" | FileCheck %s --check-prefix=ACT

// The name is that of the function which the request copied. Layers inside are
// gone, and nothing is left outside but what is returned.
// MAIN-LABEL: func.func @main_explain(
// MAIN-NEXT:    %[[Y:.*]] = lxt.epsilon epsilon(5.000000e-01) origin<kind = function, op = "func.func", path = "main", entry = "function:@main=epsilon(epsilon=0.5)"> ins(%[[X:.*]] = %arg0 : tensor<8xf32>) -> tensor<8xf32> {
// MAIN-NOT:       lxt.
// MAIN:           %[[T:.*]] = linalg.tanh ins(%[[X]] :
// MAIN:           %[[S:.*]] = linalg.add ins(%[[X]], %[[T]] :
// MAIN:           %[[E:.*]] = linalg.exp ins(%[[S]] :
// MAIN:           lxt.yield %[[E]]
// MAIN-NEXT:    }
// MAIN-NEXT:    return %[[Y]]

// BLOCK-LABEL: func.func @main_explain(
// BLOCK:         %[[B:.*]] = lxt.uniform origin<kind = function, op = "func.call", path = "block", cls = "Block", entry = "function:@bl*=uniform()"> ins(%[[X:.*]] = %arg0 :
// BLOCK-NOT:       lxt.
// BLOCK:           %[[T:.*]] = linalg.tanh ins(%[[X]] :
// BLOCK:           linalg.add ins(%[[X]], %[[T]] :
// BLOCK:           lxt.yield
// BLOCK:         lxt.identity origin<kind = activation, op = "math.exp", entry = "kind:activation=identity()"> ins(%{{.*}} = %[[B]] :

// Without a rule of its own, a called function dissolves.
// ACT-LABEL: func.func @main_explain(
// ACT:         %[[T:.*]] = lxt.stop origin<kind = function, op = "func.call", path = "act", entry = "path:act&kind:function=stop()"> ins(%{{.*}} = %arg0 :
// ACT-NOT:       lxt.
// ACT:           linalg.tanh
// ACT:           lxt.yield
// ACT:         %[[S:.*]] = lxt.epsilon epsilon(5.000000e-01) origin<kind = sum, op = "arith.addf", entry = "kind:sum=epsilon(epsilon=0.5)"> ins(%{{.*}} = %arg0 : tensor<8xf32>, %{{.*}} = %[[T]] : tensor<8xf32>)
// ACT:         lxt.identity origin<kind = activation, op = "math.exp", entry = "kind:activation=identity()"> ins(%{{.*}} = %[[S]] :
func.func @main(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = call @block(%x) : (tensor<8xf32>) -> tensor<8xf32>
  %e = tensor.empty() : tensor<8xf32>
  %1 = linalg.exp ins(%0 : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %1 : tensor<8xf32>
}

func.func private @block(%x: tensor<8xf32>) -> tensor<8xf32> attributes {lxt.class = "Block"} {
  %0 = call @act(%x) : (tensor<8xf32>) -> tensor<8xf32>
  %e = tensor.empty() : tensor<8xf32>
  %1 = linalg.add ins(%x, %0 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %1 : tensor<8xf32>
}

func.func private @act(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.tanh ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// What the output does not depend on is no input, and a result that is an
// argument is none of the rule's.
// MAIN-LABEL: func.func @main_explain(
// MAIN:         %[[Y:.*]] = lxt.epsilon {{.*}} ins(%[[X:.*]] = %arg1 : tensor<8xf32>) -> tensor<8xf32> {
// MAIN:           linalg.tanh ins(%[[X]] :
// MAIN:         return %[[Y]], %arg0, %[[Y]]
func.func @main(%y: tensor<8xf32>, %x: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.tanh ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %0, %y, %0 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}

// -----

// Of the results only the explained one needs to be a tensor of floats.
// MAIN-LABEL: func.func @main_explain(
// MAIN:         %[[Y:.*]] = lxt.epsilon {{.*}} ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32> {
// MAIN:         return %[[Y]], %{{.*}} : tensor<8xf32>, tensor<8xi32>
func.func @main(%x: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xi32>) {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.tanh ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %1 = arith.fptosi %x : tensor<8xf32> to tensor<8xi32>
  return %0, %1 : tensor<8xf32>, tensor<8xi32>
}
