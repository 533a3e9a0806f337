// Activations: nonlinear elementwise functions of one active value, as TOSA and
// as linalg exports write them.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer

#id = affine_map<(d0) -> (d0)>
#none = affine_map<(d0) -> ()>

//===----------------------------------------------------------------------===//
// As TOSA exports write them
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @tosa_relu
// CHECK:         lxt.layer <kind = activation{{.*}}> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
func.func @tosa_relu(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = tosa.clamp %x {max_val = 3.40282347E+38 : f32, min_val = 0.0 : f32} : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// x sigmoid(x)
// CHECK-LABEL: func.func @tosa_silu
// CHECK:         lxt.layer <kind = activation, op = "math.exp"> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
// CHECK:           math.exp
// CHECK:           arith.mulf
// CHECK:           lxt.yield
func.func @tosa_silu(%x: tensor<8xf32>) -> tensor<8xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.sigmoid %x : (tensor<8xf32>) -> tensor<8xf32>
  %1 = tosa.mul %x, %0, %shift : (tensor<8xf32>, tensor<8xf32>, tensor<1xi8>) -> tensor<8xf32>
  return %1 : tensor<8xf32>
}

// x (1 + erf(x / sqrt(2))) / 2
// CHECK-LABEL: func.func @tosa_gelu
// CHECK:         lxt.layer <kind = activation, op = "math.erf"> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
func.func @tosa_gelu(%x: tensor<8xf32>) -> tensor<8xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %one = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %root = "tosa.const"() <{values = dense<0.707106769> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.mul %x, %root, %shift : (tensor<8xf32>, tensor<1xf32>, tensor<1xi8>) -> tensor<8xf32>
  %1 = tosa.erf %0 : (tensor<8xf32>) -> tensor<8xf32>
  %2 = tosa.add %1, %one : (tensor<8xf32>, tensor<1xf32>) -> tensor<8xf32>
  %3 = tosa.mul %half, %2, %shift : (tensor<1xf32>, tensor<8xf32>, tensor<1xi8>) -> tensor<8xf32>
  %4 = tosa.mul %x, %3, %shift : (tensor<8xf32>, tensor<8xf32>, tensor<1xi8>) -> tensor<8xf32>
  return %4 : tensor<8xf32>
}

// x / 2 (1 + tanh(0.8 (x + 0.04 x^3)))
// CHECK-LABEL: func.func @tosa_gelu_tanh
// CHECK:         lxt.layer <kind = activation, op = "math.{{powf|tanh}}"> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
// CHECK:           math.powf
// CHECK:           math.tanh
// CHECK:           lxt.yield
func.func @tosa_gelu_tanh(%x: tensor<8xf32>) -> tensor<8xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %three = "tosa.const"() <{values = dense<3.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %cube = "tosa.const"() <{values = dense<4.471500e-02> : tensor<1xf32>}> : () -> tensor<1xf32>
  %inner = "tosa.const"() <{values = dense<0.797884583> : tensor<1xf32>}> : () -> tensor<1xf32>
  %one = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.mul %x, %half, %shift : (tensor<8xf32>, tensor<1xf32>, tensor<1xi8>) -> tensor<8xf32>
  %1 = tosa.pow %x, %three : (tensor<8xf32>, tensor<1xf32>) -> tensor<8xf32>
  %2 = tosa.mul %1, %cube, %shift : (tensor<8xf32>, tensor<1xf32>, tensor<1xi8>) -> tensor<8xf32>
  %3 = tosa.add %x, %2 : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  %4 = tosa.mul %3, %inner, %shift : (tensor<8xf32>, tensor<1xf32>, tensor<1xi8>) -> tensor<8xf32>
  %5 = tosa.tanh %4 : (tensor<8xf32>) -> tensor<8xf32>
  %6 = tosa.add %5, %one : (tensor<8xf32>, tensor<1xf32>) -> tensor<8xf32>
  %7 = tosa.mul %0, %6, %shift : (tensor<8xf32>, tensor<8xf32>, tensor<1xi8>) -> tensor<8xf32>
  return %7 : tensor<8xf32>
}

// max(x, 0) + 0.1 min(x, 0)
// CHECK-LABEL: func.func @tosa_leaky
// CHECK:         lxt.layer <kind = activation{{.*}}> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
func.func @tosa_leaky(%x: tensor<8xf32>) -> tensor<8xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %slope = "tosa.const"() <{values = dense<0.1> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.maximum %x, %zero : (tensor<8xf32>, tensor<1xf32>) -> tensor<8xf32>
  %1 = tosa.minimum %x, %zero : (tensor<8xf32>, tensor<1xf32>) -> tensor<8xf32>
  %2 = tosa.mul %1, %slope, %shift : (tensor<8xf32>, tensor<1xf32>, tensor<1xi8>) -> tensor<8xf32>
  %3 = tosa.add %0, %2 : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  return %3 : tensor<8xf32>
}

// 30 tanh(x / 30): a softcap is one activation.
// CHECK-LABEL: func.func @tosa_softcap
// CHECK:         lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
// CHECK:           arith.mulf
// CHECK:           math.tanh
// CHECK:           arith.mulf
// CHECK:           lxt.yield
func.func @tosa_softcap(%x: tensor<8xf32>) -> tensor<8xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %inner = "tosa.const"() <{values = dense<0.03> : tensor<1xf32>}> : () -> tensor<1xf32>
  %outer = "tosa.const"() <{values = dense<30.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.mul %x, %inner, %shift : (tensor<8xf32>, tensor<1xf32>, tensor<1xi8>) -> tensor<8xf32>
  %1 = tosa.tanh %0 : (tensor<8xf32>) -> tensor<8xf32>
  %2 = tosa.mul %1, %outer, %shift : (tensor<8xf32>, tensor<1xf32>, tensor<1xi8>) -> tensor<8xf32>
  return %2 : tensor<8xf32>
}

//===----------------------------------------------------------------------===//
// As linalg exports write them
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @relu
// CHECK:         lxt.layer <kind = activation{{.*}}> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
func.func @relu(%x: tensor<8xf32>) -> tensor<8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.cmpf ugt, %in, %zero : f32
    %2 = arith.select %1, %in, %zero : f32
    linalg.yield %2 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: func.func @silu
// CHECK:         lxt.layer <kind = activation, op = "math.exp"> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
// CHECK:           arith.negf
// CHECK:           math.exp
// CHECK:           arith.addf
// CHECK:           arith.divf
// CHECK:           arith.mulf
// CHECK:           lxt.yield
func.func @silu(%x: tensor<8xf32>) -> tensor<8xf32> {
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.negf %in : f32
    %3 = math.exp %2 : f32
    %4 = arith.addf %3, %one : f32
    %5 = arith.divf %one, %4 : f32
    linalg.yield %5 : f32
  } -> tensor<8xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%x, %0 : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %2 = arith.mulf %in, %s : f32
    linalg.yield %2 : f32
  } -> tensor<8xf32>
  return %1 : tensor<8xf32>
}

// CHECK-LABEL: func.func @gelu
// CHECK:         lxt.layer <kind = activation, op = "math.erf"> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
func.func @gelu(%x: tensor<8xf32>) -> tensor<8xf32> {
  %one = arith.constant 1.0 : f32
  %half = arith.constant 0.5 : f32
  %root = arith.constant 1.41421354 : f32
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.divf %in, %root : f32
    %2 = math.erf %1 : f32
    %3 = arith.addf %2, %one : f32
    %4 = arith.mulf %3, %half : f32
    %5 = arith.mulf %in, %4 : f32
    linalg.yield %5 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// Leaky ReLU, whose zero is a tensor of rank 0 that is broadcast.
// CHECK-LABEL: func.func @leaky
// CHECK:         lxt.layer <kind = activation{{.*}}> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
func.func @leaky(%x: tensor<8xf32>) -> tensor<8xf32> {
  %zero = arith.constant dense<0.0> : tensor<f32>
  %slope = arith.constant 0.1 : f64
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [#none, #id, #id], iterator_types = ["parallel"]} ins(%zero, %x : tensor<f32>, tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%z: f32, %in: f32, %out: f32):
    %4 = arith.cmpf ogt, %z, %in : f32
    %5 = arith.select %4, %z, %in : f32
    linalg.yield %5 : f32
  } -> tensor<8xf32>
  %1 = linalg.generic {indexing_maps = [#none, #id, #id], iterator_types = ["parallel"]} ins(%zero, %x : tensor<f32>, tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%z: f32, %in: f32, %out: f32):
    %4 = arith.cmpf olt, %z, %in : f32
    %5 = arith.select %4, %z, %in : f32
    linalg.yield %5 : f32
  } -> tensor<8xf32>
  %2 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%1 : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = arith.truncf %slope : f64 to f32
    %5 = arith.mulf %in, %4 : f32
    linalg.yield %5 : f32
  } -> tensor<8xf32>
  %3 = arith.addf %0, %2 : tensor<8xf32>
  return %3 : tensor<8xf32>
}

// As a composed function: named ops, and a condition that depends on the value.
// CHECK-LABEL: func.func @elu
// CHECK:         lxt.layer <kind = activation, op = "math.expm1"> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
// CHECK:           arith.select
// CHECK:           lxt.yield
func.func @elu(%x: tensor<8xf32>) -> tensor<8xf32> {
  %zero = arith.constant dense<0.0> : tensor<8xf32>
  %0 = math.expm1 %x : tensor<8xf32>
  %1 = arith.cmpf ogt, %x, %zero : tensor<8xf32>
  %2 = arith.select %1, %x, %0 : tensor<8xi1>, tensor<8xf32>
  return %2 : tensor<8xf32>
}

// CHECK-LABEL: func.func @named
// CHECK:         lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %arg0 : tensor<8xf32>) -> tensor<8xf32>
// CHECK:           linalg.tanh
func.func @named(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.tanh ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

//===----------------------------------------------------------------------===//
// What belongs to an activation, and what does not
//===----------------------------------------------------------------------===//

// silu(g) u is a product of an activation and u.
// CHECK-LABEL: func.func @gated
// CHECK:         %[[A:.*]] = lxt.layer <kind = activation, op = "math.exp"> ins(%{{.*}} = %arg0 : tensor<8xf32>)
// CHECK:           arith.mulf
// CHECK:           lxt.yield
// CHECK:         lxt.layer <kind = product, op = "arith.mulf"> ins(%{{.*}} = %[[A]] : tensor<8xf32>, %{{.*}} = %arg1 : tensor<8xf32>)
func.func @gated(%g: tensor<8xf32>, %u: tensor<8xf32>) -> tensor<8xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.sigmoid %g : (tensor<8xf32>) -> tensor<8xf32>
  %1 = tosa.mul %g, %0, %shift : (tensor<8xf32>, tensor<8xf32>, tensor<1xi8>) -> tensor<8xf32>
  %2 = tosa.mul %1, %u, %shift : (tensor<8xf32>, tensor<8xf32>, tensor<1xi8>) -> tensor<8xf32>
  return %2 : tensor<8xf32>
}

// sigmoid(g) u, too, when g and u come from one value.
// CHECK-LABEL: func.func @gate
// CHECK:         %[[U:.*]] = lxt.layer <kind = dense, op = "linalg.matvec"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[A:.*]] = lxt.layer <kind = activation, op = "math.exp"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = product, op = "arith.mulf"> ins(%{{.*}} = %[[A]] : tensor<8xf32>, %{{.*}} = %[[U]] : tensor<8xf32>)
func.func @gate(%x: tensor<8xf32>) -> tensor<8xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %w = arith.constant dense<0.5> : tensor<8x8xf32>
  %init = arith.constant dense<0.0> : tensor<8xf32>
  %0 = linalg.matvec ins(%w, %x : tensor<8x8xf32>, tensor<8xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  %1 = tosa.sigmoid %x : (tensor<8xf32>) -> tensor<8xf32>
  %2 = tosa.mul %1, %0, %shift : (tensor<8xf32>, tensor<8xf32>, tensor<1xi8>) -> tensor<8xf32>
  return %2 : tensor<8xf32>
}

// Constants that are added before and after are sums of their own.
// CHECK-LABEL: func.func @shifted
// CHECK:         %[[A:.*]] = lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[B:.*]] = lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %[[A]] :
// CHECK-NOT:       arith.addf
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[B]] :
func.func @shifted(%x: tensor<2xf32>) -> tensor<2xf32> {
  %a = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = arith.addf %x, %a : tensor<2xf32>
  %1 = math.tanh %0 : tensor<2xf32>
  %2 = arith.addf %1, %a : tensor<2xf32>
  return %2 : tensor<2xf32>
}

// The sigmoid is a result by itself: an activation, and x times it a product.
// CHECK-LABEL: func.func @used_twice
// CHECK:         %[[S:.*]] = lxt.layer <kind = activation, op = "math.exp"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = product, op = "arith.mulf"> ins(%{{.*}} = %arg0 : tensor<8xf32>, %{{.*}} = %[[S]] : tensor<8xf32>)
func.func @used_twice(%x: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.sigmoid %x : (tensor<8xf32>) -> tensor<8xf32>
  %1 = tosa.mul %x, %0, %shift : (tensor<8xf32>, tensor<8xf32>, tensor<1xi8>) -> tensor<8xf32>
  return %0, %1 : tensor<8xf32>, tensor<8xf32>
}

// Two activations and their sum: the sum has two active values.
// CHECK-LABEL: func.func @two_values
// CHECK:         %[[A:.*]] = lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[B:.*]] = lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %arg1 :
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[A]] : tensor<8xf32>, %{{.*}} = %[[B]] : tensor<8xf32>)
func.func @two_values(%x: tensor<8xf32>, %y: tensor<8xf32>) -> tensor<8xf32> {
  %0 = math.tanh %x : tensor<8xf32>
  %1 = math.tanh %y : tensor<8xf32>
  %2 = arith.addf %0, %1 : tensor<8xf32>
  return %2 : tensor<8xf32>
}

// What is added to an activation of a layer's output is a residual connection.
// CHECK-LABEL: func.func @residual
// CHECK:         %[[D:.*]] = lxt.layer <kind = dense, op = "linalg.matvec"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[A:.*]] = lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %[[D]] :
// CHECK-NOT:       arith.addf
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %arg0 : tensor<8xf32>, %{{.*}} = %[[A]] : tensor<8xf32>)
func.func @residual(%x: tensor<8xf32>) -> tensor<8xf32> {
  %w = arith.constant dense<0.5> : tensor<8x8xf32>
  %init = arith.constant dense<0.0> : tensor<8xf32>
  %0 = linalg.matvec ins(%w, %x : tensor<8x8xf32>, tensor<8xf32>) outs(%init : tensor<8xf32>) -> tensor<8xf32>
  %1 = math.tanh %0 : tensor<8xf32>
  %2 = arith.addf %x, %1 : tensor<8xf32>
  return %2 : tensor<8xf32>
}

// Scales and casts without anything nonlinear are no activation.
// CHECK-LABEL: func.func @linear
// CHECK:         lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = scale, op = "arith.negf">
// CHECK:         lxt.layer <kind = scale, op = "arith.extf">
func.func @linear(%x: tensor<2xf32>) -> tensor<2xf64> {
  %a = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %0 = arith.mulf %x, %a : tensor<2xf32>
  %1 = arith.negf %0 : tensor<2xf32>
  %2 = arith.extf %1 : tensor<2xf32> to tensor<2xf64>
  return %2 : tensor<2xf64>
}
