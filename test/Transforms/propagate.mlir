// The walk over a function's rule ops backwards, and what the function returns.
// RUN: lxt-opt %s --split-input-file --lxt-propagate | FileCheck %s

!t = tensor<4xf32>

// A value that is used more than once gets the sum of its relevances, before it
// is passed on. The forward program stays as it was.
// CHECK-LABEL: func.func @fan_out(
// CHECK:         %[[A:.*]] = lxt.identity ins(%{{.*}} = %arg0 :
// CHECK:         %[[B:.*]] = lxt.uniform ins(%{{.*}} = %[[A]] :
// CHECK:         %[[Y:.*]] = lxt.epsilon ins(%{{.*}} = %[[A]] : tensor<4xf32>, %{{.*}} = %[[B]] : tensor<4xf32>) -> tensor<4xf32> {
// CHECK-NEXT:      arith.addf
// CHECK:         %[[R:.*]] = lxt.times_value %[[Y]],
// CHECK:         %[[RY:.*]]:2 = lxt.epsilon ins(%{{.*}} = %[[A]] : tensor<4xf32>, %{{.*}} = %[[B]] : tensor<4xf32>) outs(%[[Y]] : tensor<4xf32>) relevance(%[[R]] : tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
// CHECK-NEXT:      arith.addf
// CHECK:         %[[RB:.*]] = lxt.uniform ins(%{{.*}} = %[[A]] : tensor<4xf32>) outs(%[[B]] : tensor<4xf32>) relevance(%[[RY]]#1 : tensor<4xf32>)
// CHECK:         %[[RA:.*]] = arith.addf %[[RY]]#0, %[[RB]]
// CHECK:         %[[RX:.*]] = lxt.identity ins(%{{.*}} = %arg0 : tensor<4xf32>) outs(%[[A]] : tensor<4xf32>) relevance(%[[RA]] : tensor<4xf32>)
// CHECK:         return %[[Y]], %[[RX]]
lxt.explain @fan_out inputs [0] seed<output>
func.func @fan_out(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  %1 = lxt.uniform ins(%a = %0 : !t) -> !t { lxt.yield %a : !t }
  %2 = lxt.epsilon ins(%a = %0 : !t, %b = %1 : !t) -> !t {
    %3 = arith.addf %a, %b : !t
    lxt.yield %3 : !t
  }
  return %2 : !t
}

// -----

!t = tensor<4xf32>

// Inputs in the order of the request; the output depends on none of the last
// two: one is not read, the other only behind a stop. Their relevance is zero.
// CHECK-LABEL: func.func @inputs(
// CHECK-SAME:    -> (tensor<4xf32> {lxt.role = "prediction"}, tensor<4xf32> {lxt.input = 2 : i64, lxt.role = "relevance"}, tensor<4xf32> {lxt.input = 0 : i64, lxt.role = "relevance"}, tensor<?x2xf64> {lxt.input = 1 : i64, lxt.role = "relevance"}, tensor<4xf32> {lxt.input = 3 : i64, lxt.role = "relevance"})
// CHECK:         %[[Y:.*]] = lxt.epsilon
// CHECK:         %[[R:.*]]:3 = lxt.epsilon {{.*}} outs(%[[Y]] :
// CHECK-NOT:     lxt.stop
// CHECK:         tensor.dim %arg1,
// CHECK:         %[[Z1:.*]] = linalg.fill {{.*}} -> tensor<?x2xf64>
// CHECK:         %[[Z3:.*]] = linalg.fill {{.*}} -> tensor<4xf32>
// CHECK:         return %[[Y]], %[[R]]#1, %[[R]]#0, %[[Z1]], %[[Z3]]
lxt.explain @inputs inputs [2, 0, 1, 3] seed<output>
func.func @inputs(%x: !t, %y: tensor<?x2xf64>, %z: !t, %w: !t) -> !t {
  %0 = lxt.stop ins(%a = %w : !t) -> !t { lxt.yield %a : !t }
  %1 = lxt.epsilon ins(%a = %x : !t, %b = %z : !t, %c = %0 : !t) -> !t {
    %2 = arith.addf %a, %b : !t
    %3 = arith.addf %2, %c : !t
    lxt.yield %3 : !t
  }
  return %1 : !t
}

// -----

!t = tensor<4xf32>

// Only the output that the request names is returned; rules on the way to
// others get no backward form. An input that is no float stays an argument.
// CHECK-LABEL: func.func @outputs(
// CHECK-SAME:    %{{.*}}: tensor<4xf32>, %{{.*}}: tensor<4xi32>, %[[SEED:.*]]: tensor<4xf32> {lxt.role = "seed"}) -> (tensor<4xf32> {lxt.role = "prediction"}, tensor<4xf32> {lxt.input = 0 : i64, lxt.role = "relevance"})
// CHECK:         %[[A:.*]] = lxt.uniform
// CHECK:         %[[B:.*]] = lxt.epsilon
// CHECK-NOT:     lxt.uniform
// CHECK:         %[[R:.*]] = lxt.epsilon {{.*}} outs(%[[B]] : tensor<4xf32>) relevance(%[[SEED]] :
// CHECK:         return %[[B]], %[[R]] : tensor<4xf32>, tensor<4xf32>
lxt.explain @outputs inputs [0] output 1
func.func @outputs(%x: !t, %i: tensor<4xi32>) -> (!t, !t, tensor<4xi32>) {
  %0 = lxt.uniform ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  %1 = lxt.epsilon ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0, %1, %i : !t, !t, tensor<4xi32>
}

// -----

!t = tensor<4xf32>

// The relevance of inner values follows that of the inputs; a layer without
// relevance has zeros.
// CHECK-LABEL: func.func @values(
// CHECK-SAME:    -> (tensor<4xf32> {lxt.role = "prediction"}, tensor<4xf32> {lxt.input = 0 : i64, lxt.role = "relevance"}, tensor<4xf32> {lxt.role = "value"}, tensor<4xf32> {lxt.role = "value"}, tensor<4xf32> {lxt.role = "value"})
// CHECK:         %[[Y:.*]] = lxt.epsilon {{.*}} -> tensor<4xf32> {
// CHECK:         %[[R:.*]] = lxt.times_value %[[Y]],
// CHECK:         %[[RB:.*]] = lxt.epsilon {{.*}} outs(%[[Y]] : {{.*}} relevance(%[[R]] :
// CHECK:         %[[RX:.*]] = lxt.identity {{.*}} relevance(%[[RB]] :
// CHECK:         %[[Z:.*]] = linalg.fill
// CHECK:         return %[[Y]], %[[RX]], %[[R]], %[[RB]], %[[Z]]
lxt.explain @values inputs [0] seed<output> values ["kind:linear&nth:2", "path:first", "kind:activation"]
func.func @values(%x: !t) -> !t {
  %0 = lxt.identity origin<kind = dense, path = "first"> ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  %1 = lxt.uniform origin<kind = activation> ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  %2 = lxt.epsilon origin<kind = dense> ins(%a = %0 : !t) -> !t { lxt.yield %a : !t }
  return %2 : !t
}

// -----

!t = tensor<4xf32>

// Of several results, those without relevance get zeros.
// CHECK-LABEL: func.func @results(
// CHECK:         %[[Y:.*]]:2 = lxt.epsilon
// CHECK:         %[[R:.*]] = lxt.identity {{.*}} outs(%{{.*}} : tensor<4xf32>) relevance(
// CHECK:         %[[Z:.*]] = linalg.fill {{.*}} -> tensor<2xf32>
// CHECK:         lxt.epsilon {{.*}} outs(%[[Y]]#0 : tensor<2xf32>, %[[Y]]#1 : tensor<4xf32>) relevance(%[[Z]] : tensor<2xf32>, %[[R]] : tensor<4xf32>)
lxt.explain @results inputs [0] seed<output>
func.func @results(%x: !t) -> !t {
  %0:2 = lxt.epsilon ins(%a = %x : !t) -> (tensor<2xf32>, !t) {
    %2 = tensor.extract_slice %a[0] [2] [1] : !t to tensor<2xf32>
    lxt.yield %2, %a : tensor<2xf32>, !t
  }
  %1 = lxt.identity ins(%a = %0#1 : !t) -> !t { lxt.yield %a : !t }
  return %1 : !t
}

// -----

!t = tensor<4xf32>

// A request per function; the mode is noted for the simplifier. Composites are
// gone, and so are the requests.
// CHECK-NOT:   lxt.composite
// CHECK-NOT:   lxt.explain
// CHECK-LABEL: func.func @first(
// CHECK-SAME:    lxt.mode = "fast", lxt.seed = "output"
// CHECK:         lxt.identity {{.*}} relevance(
// CHECK-LABEL: func.func @second(
// CHECK-SAME:    lxt.mode = "exact", lxt.seed = "class(1)"
// CHECK:         lxt.uniform {{.*}} relevance(
// CHECK-LABEL: func.func @third(
// CHECK-NOT:     relevance(
// CHECK-NOT:     lxt.mode
lxt.composite @c entries ["kind:linear=stop()"]
lxt.explain @first inputs [0] seed<output> mode<fast>
lxt.explain @second inputs [0] seed<class(1)>
func.func @first(%x: !t) -> !t attributes {lxt.source = @main} {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}
func.func @second(%x: !t) -> !t {
  %0 = lxt.uniform ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}
func.func @third(%x: !t) -> !t {
  %0 = lxt.uniform ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// -----

!t = tensor<4xf32>

// What is between rules may be anything, where no relevance goes.
// CHECK-LABEL: func.func @inactive(
// CHECK:         %[[C:.*]] = math.exp %arg1
// CHECK:         %[[Y:.*]] = lxt.epsilon
// CHECK:         lxt.epsilon {{.*}} relevance(
// CHECK-NEXT:      arith.mulf %{{.*}}, %[[C]]
lxt.explain @inactive inputs [0] seed<output>
func.func @inactive(%x: !t, %y: !t) -> !t {
  %0 = math.exp %y : !t
  %1 = lxt.epsilon ins(%a = %x : !t) -> !t {
    %2 = arith.mulf %a, %0 : !t
    lxt.yield %2 : !t
  }
  return %1 : !t
}

// -----

!t = tensor<4xf32>

// A stop may read active values from outside.
// CHECK-LABEL: func.func @stopped(
// CHECK:         lxt.epsilon {{.*}} relevance(
// CHECK:           lxt.stop
// CHECK-NEXT:        arith.addf %{{.*}}, %arg1
lxt.explain @stopped inputs [0, 1] seed<output>
func.func @stopped(%x: !t, %y: !t) -> !t {
  %0 = lxt.epsilon ins(%a = %x : !t) -> !t {
    %1 = lxt.stop ins(%b = %a : !t) -> !t {
      %3 = arith.addf %b, %y : !t
      lxt.yield %3 : !t
    }
    %2 = arith.mulf %a, %1 : !t
    lxt.yield %2 : !t
  }
  return %0 : !t
}
