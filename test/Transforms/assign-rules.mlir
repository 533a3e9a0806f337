// Rules from entries: the first that matches, natural rules, layers in layers,
// and what is left to the parts.
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="rules=kind:linear&nth:2=uniform(),kind:linear=epsilon(epsilon=0.25,stabilizer=sign),kind:activation=identity(),kind:batch_norm=stop(),kind:rms_norm=epsilon(epsilon=0.5)" | FileCheck %s
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="rules=kind:statistics=identity(),kind:sum=epsilon(epsilon=0.125),kind:norm=epsilon(),kind:linear=epsilon(),kind:activation=identity()" | FileCheck %s --check-prefix=PARTS
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="partial rules=kind:activation=identity()" | FileCheck %s --check-prefix=PARTIAL

// The first entry that matches wins; movement, selection and scale have natural
// rules, which name no entry.
// CHECK-LABEL: func.func @first(
// CHECK:         %[[A:.*]] = lxt.epsilon epsilon(2.500000e-01) stabilizer<sign> origin<kind = dense, op = "linalg.matmul", path = "a", cls = "Linear", entry = "kind:linear=epsilon(epsilon=0.25,stabilizer=sign)"> ins(%[[X:.*]] = %arg0 : tensor<4xf32>) -> tensor<4xf32> {
// CHECK-NEXT:      linalg.exp ins(%[[X]] :
// CHECK:         %[[B:.*]] = lxt.uniform origin<kind = dense, entry = "kind:linear&nth:2=uniform()"> ins(%{{.*}} = %[[A]] :
// CHECK:         lxt.gradient origin<kind = movement, op = "linalg.transpose"> ins(%{{.*}} = %[[B]] :
// CHECK:         lxt.gradient origin<kind = selection>
// CHECK:         lxt.identity origin<kind = scale>
// CHECK:         lxt.identity origin<kind = activation, entry = "kind:activation=identity()">
// CHECK-NOT:     lxt.layer
// PARTS-LABEL: func.func @first(
// PARTIAL-LABEL: func.func @first(
// Partial: what no entry matches keeps its layer.
// PARTIAL:       lxt.layer <kind = dense
// PARTIAL:       lxt.layer <kind = dense
// PARTIAL:       lxt.layer <kind = movement
// PARTIAL:       lxt.layer <kind = selection
// PARTIAL:       lxt.layer <kind = scale
// PARTIAL:       lxt.identity origin<kind = activation, entry = "kind:activation=identity()">
func.func @first(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = lxt.layer <kind = dense, op = "linalg.matmul", path = "a", cls = "Linear"> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {
    %6 = linalg.exp ins(%a : tensor<4xf32>) outs(%a : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %6 : tensor<4xf32>
  }
  %1 = lxt.layer <kind = dense> ins(%a = %0 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  %2 = lxt.layer <kind = movement, op = "linalg.transpose"> ins(%a = %1 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  %3 = lxt.layer <kind = selection> ins(%a = %2 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  %4 = lxt.layer <kind = scale> ins(%a = %3 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  %5 = lxt.layer <kind = activation> ins(%a = %4 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  return %5 : tensor<4xf32>
}

// -----

// A rule on a layer wins over those inside: they become plain ops. Without one
// the layer dissolves, and its parts get rules.
// CHECK-LABEL: func.func @batch_norm(
// CHECK:         lxt.stop origin<kind = batch_norm, entry = "kind:batch_norm=stop()"> ins(%[[X:.*]] = %arg0 :
// CHECK-NEXT:      %[[A:.*]] = linalg.exp ins(%[[X]] :
// CHECK-NEXT:      %[[B:.*]] = linalg.tanh ins(%[[A]] :
// CHECK-NEXT:      lxt.yield %[[B]]
// PARTS-LABEL: func.func @batch_norm(
// PARTS:         %[[A:.*]] = lxt.epsilon epsilon(1.250000e-01) origin<kind = sum, entry = "kind:sum=epsilon(epsilon=0.125)"> ins(%[[X:.*]] = %arg0 :
// PARTS-NEXT:      linalg.exp ins(%[[X]] :
// PARTS:         %[[B:.*]] = lxt.identity origin<kind = scale> ins(%{{.*}} = %[[A]] :
// PARTS:         return %[[B]]
// PARTIAL-LABEL: func.func @batch_norm(
// PARTIAL:       lxt.layer <kind = batch_norm>
// PARTIAL:         lxt.layer <kind = sum>
// PARTIAL:         lxt.layer <kind = scale>
func.func @batch_norm(%x: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %0 = lxt.layer <kind = batch_norm> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {
    %1 = lxt.layer <kind = sum> ins(%b = %a : tensor<4xf32>) -> tensor<4xf32> {
      %3 = linalg.exp ins(%b : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
      lxt.yield %3 : tensor<4xf32>
    }
    %2 = lxt.layer <kind = scale> ins(%b = %1 : tensor<4xf32>) -> tensor<4xf32> {
      %3 = linalg.tanh ins(%b : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
      lxt.yield %3 : tensor<4xf32>
    }
    lxt.yield %2 : tensor<4xf32>
  }
  return %0 : tensor<4xf32>
}

// -----

// The statistics of a norm stay apart and are stopped, unless an entry says
// otherwise.
// CHECK-LABEL: func.func @norm(
// CHECK:         lxt.epsilon epsilon(5.000000e-01) origin<kind = rms_norm, entry = "kind:rms_norm=epsilon(epsilon=0.5)"> ins(%[[X:.*]] = %arg0 :
// CHECK-NEXT:      lxt.stop origin<kind = statistics, op = "math.rsqrt"> ins(%{{.*}} = %[[X]] :
// CHECK-NEXT:        linalg.rsqrt
// CHECK-NEXT:        lxt.yield
// CHECK:           linalg.mul
// PARTS-LABEL: func.func @norm(
// PARTS:         lxt.epsilon origin<kind = rms_norm, entry = "kind:norm=epsilon()">
// PARTS-NEXT:      lxt.identity origin<kind = statistics, op = "math.rsqrt", entry = "kind:statistics=identity()">
func.func @norm(%x: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %0 = lxt.layer <kind = rms_norm> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {
    %1 = lxt.layer <kind = statistics, op = "math.rsqrt"> ins(%b = %a : tensor<4xf32>) -> tensor<4xf32> {
      %3 = linalg.rsqrt ins(%b : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
      lxt.yield %3 : tensor<4xf32>
    }
    %2 = linalg.mul ins(%a, %1 : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %2 : tensor<4xf32>
  }
  return %0 : tensor<4xf32>
}

// -----

// A request without a mode gets the default one; one with a mode keeps it.
// CHECK: lxt.explain @modes inputs [0] mode<exact>
// CHECK: lxt.explain @modes inputs [0] mode<fast>
lxt.explain @modes inputs [0]
lxt.explain @modes inputs [0] mode<fast>
func.func @modes(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = lxt.layer <kind = activation> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  return %0 : tensor<4xf32>
}

// -----

// Functions that no request names are not touched.
// CHECK-LABEL: func.func @not_named(
// CHECK:         lxt.layer <kind = dense>
lxt.explain @named inputs [0]
func.func @named(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = lxt.layer <kind = activation> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  return %0 : tensor<4xf32>
}
func.func @not_named(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = lxt.layer <kind = dense> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  return %0 : tensor<4xf32>
}
