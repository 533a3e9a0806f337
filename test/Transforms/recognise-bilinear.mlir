// Products of two active values: attention scores feed a softmax, attention
// values are fed by one, elementwise products, and others.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer

#id = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#kept = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#id2 = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>

//===----------------------------------------------------------------------===//
// Attention
//===----------------------------------------------------------------------===//

// As TOSA exports write it: keys are transposed, scores are reshaped, scaled
// and masked before the softmax, weights reshaped behind it.
// CHECK-LABEL: func.func @tosa_attention
// CHECK:         %[[KT:.*]] = lxt.layer <kind = movement, op = "linalg.transpose"> ins(%{{.*}} = %arg1 :
// CHECK:         %[[S:.*]] = lxt.layer <kind = attention_scores, op = "linalg.batch_matmul"> ins(%{{.*}} = %arg0 : tensor<2x3x4xf32>, %{{.*}} = %[[KT]] : tensor<2x4x3xf32>)
// CHECK:         %[[R:.*]] = lxt.layer <kind = movement, op = "tensor.expand_shape"> ins(%{{.*}} = %[[S]] :
// CHECK:         %[[C:.*]] = lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %[[R]] :
// CHECK:         %[[M:.*]] = lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[C]] :
// CHECK:         %[[P:.*]] = lxt.layer <kind = softmax, op = "math.exp"> ins(%{{.*}} = %[[M]] :
// CHECK:         %[[W:.*]] = lxt.layer <kind = movement, op = "tensor.collapse_shape"> ins(%{{.*}} = %[[P]] :
// CHECK:         lxt.layer <kind = attention_values, op = "linalg.batch_matmul"> ins(%{{.*}} = %[[W]] : tensor<2x3x3xf32>, %{{.*}} = %arg2 : tensor<2x3x4xf32>)
func.func @tosa_attention(%q: tensor<2x3x4xf32>, %k: tensor<2x3x4xf32>, %v: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %mask = "tosa.const"() <{values = dense<[[[[0.0, 0xFF800000, 0xFF800000], [0.0, 0.0, 0xFF800000], [0.0, 0.0, 0.0]]]]> : tensor<1x1x3x3xf32>}> : () -> tensor<1x1x3x3xf32>
  %four = tosa.const_shape {values = dense<[1, 2, 3, 3]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %three = tosa.const_shape {values = dense<[2, 3, 3]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %kt = tosa.transpose %k {perms = array<i32: 0, 2, 1>} : (tensor<2x3x4xf32>) -> tensor<2x4x3xf32>
  %0 = tosa.matmul %q, %kt, %z, %z : (tensor<2x3x4xf32>, tensor<2x4x3xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x3x3xf32>
  %1 = tosa.reshape %0, %four : (tensor<2x3x3xf32>, !tosa.shape<4>) -> tensor<1x2x3x3xf32>
  %2 = tosa.mul %1, %half, %shift : (tensor<1x2x3x3xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<1x2x3x3xf32>
  %3 = tosa.add %2, %mask : (tensor<1x2x3x3xf32>, tensor<1x1x3x3xf32>) -> tensor<1x2x3x3xf32>
  %4 = tosa.reduce_max %3 {axis = 3 : i32} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x1xf32>
  %5 = tosa.sub %3, %4 : (tensor<1x2x3x3xf32>, tensor<1x2x3x1xf32>) -> tensor<1x2x3x3xf32>
  %6 = tosa.exp %5 : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %7 = tosa.reduce_sum %6 {axis = 3 : i32} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x1xf32>
  %8 = tosa.reciprocal %7 : (tensor<1x2x3x1xf32>) -> tensor<1x2x3x1xf32>
  %9 = tosa.mul %6, %8, %shift : (tensor<1x2x3x3xf32>, tensor<1x2x3x1xf32>, tensor<1xi8>) -> tensor<1x2x3x3xf32>
  %10 = tosa.reshape %9, %three : (tensor<1x2x3x3xf32>, !tosa.shape<3>) -> tensor<2x3x3xf32>
  %11 = tosa.matmul %10, %v, %z, %z : (tensor<2x3x3xf32>, tensor<2x3x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x3x4xf32>
  return %11 : tensor<2x3x4xf32>
}

// As linalg exports write it, SDPA: queries and keys are scaled before their product.
// CHECK-LABEL: func.func @attention
// CHECK:         %[[Q:.*]] = lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[S:.*]] = lxt.layer <kind = attention_scores, op = "linalg.batch_matmul"> ins(%{{.*}} = %[[Q]] :
// CHECK:         %[[P:.*]] = lxt.layer <kind = softmax, op = "linalg.softmax"> ins(%{{.*}} = %[[S]] :
// CHECK:         lxt.layer <kind = attention_values, op = "linalg.batch_matmul"> ins(%{{.*}} = %[[P]] :
func.func @attention(%q: tensor<2x3x4xf32>, %k: tensor<2x4x3xf32>, %v: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %half = arith.constant 0.5 : f64
  %z0 = arith.constant dense<0.0> : tensor<2x3x3xf32>
  %z1 = arith.constant dense<0.0> : tensor<2x3x4xf32>
  %e = tensor.empty() : tensor<2x3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%q : tensor<2x3x4xf32>) outs(%e : tensor<2x3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = arith.truncf %half : f64 to f32
    %5 = arith.mulf %in, %4 : f32
    linalg.yield %5 : f32
  } -> tensor<2x3x4xf32>
  %1 = linalg.batch_matmul ins(%0, %k : tensor<2x3x4xf32>, tensor<2x4x3xf32>) outs(%z0 : tensor<2x3x3xf32>) -> tensor<2x3x3xf32>
  %e1 = tensor.empty() : tensor<2x3x3xf32>
  %2 = linalg.softmax dimension(2) ins(%1 : tensor<2x3x3xf32>) outs(%e1 : tensor<2x3x3xf32>) -> tensor<2x3x3xf32>
  %3 = linalg.batch_matmul ins(%2, %v : tensor<2x3x3xf32>, tensor<2x3x4xf32>) outs(%z1 : tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %3 : tensor<2x3x4xf32>
}

// One product does both: it is fed by a softmax and feeds the next one.
// CHECK-LABEL: func.func @chained
// CHECK:         %[[A:.*]] = lxt.layer <kind = softmax, op = "linalg.softmax"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[B:.*]] = lxt.layer <kind = attention_scores, op = "linalg.matmul"> ins(%{{.*}} = %[[A]] :
// CHECK:         lxt.layer <kind = softmax, op = "linalg.softmax"> ins(%{{.*}} = %[[B]] :
func.func @chained(%x: tensor<3x3xf32>, %y: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %z = arith.constant dense<0.0> : tensor<3x3xf32>
  %e = tensor.empty() : tensor<3x3xf32>
  %0 = linalg.softmax dimension(1) ins(%x : tensor<3x3xf32>) outs(%e : tensor<3x3xf32>) -> tensor<3x3xf32>
  %1 = linalg.matmul ins(%0, %y : tensor<3x3xf32>, tensor<3x3xf32>) outs(%z : tensor<3x3xf32>) -> tensor<3x3xf32>
  %2 = linalg.softmax dimension(1) ins(%1 : tensor<3x3xf32>) outs(%e : tensor<3x3xf32>) -> tensor<3x3xf32>
  return %2 : tensor<3x3xf32>
}

// An activation between the product and the softmax: these are no scores.
// CHECK-LABEL: func.func @capped
// CHECK:         lxt.layer <kind = other, op = "linalg.matmul"> ins(%{{.*}} = %arg0 : tensor<3x3xf32>, %{{.*}} = %arg1 : tensor<3x3xf32>)
// CHECK:         lxt.layer <kind = activation, op = "math.tanh">
// CHECK:         lxt.layer <kind = softmax, op = "linalg.softmax">
func.func @capped(%x: tensor<3x3xf32>, %y: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %z = arith.constant dense<0.0> : tensor<3x3xf32>
  %e = tensor.empty() : tensor<3x3xf32>
  %0 = linalg.matmul ins(%x, %y : tensor<3x3xf32>, tensor<3x3xf32>) outs(%z : tensor<3x3xf32>) -> tensor<3x3xf32>
  %1 = math.tanh %0 : tensor<3x3xf32>
  %2 = linalg.softmax dimension(1) ins(%1 : tensor<3x3xf32>) outs(%e : tensor<3x3xf32>) -> tensor<3x3xf32>
  return %2 : tensor<3x3xf32>
}

// A softmax of the inputs is fed by no product; a linear layer behind one has a
// constant weight.
// CHECK-LABEL: func.func @classifier
// CHECK:         %[[P:.*]] = lxt.layer <kind = softmax, op = "linalg.softmax"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %[[P]] :
func.func @classifier(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %w = arith.constant dense<0.5> : tensor<3x3xf32>
  %z = arith.constant dense<0.0> : tensor<3x3xf32>
  %e = tensor.empty() : tensor<3x3xf32>
  %0 = linalg.softmax dimension(1) ins(%x : tensor<3x3xf32>) outs(%e : tensor<3x3xf32>) -> tensor<3x3xf32>
  %1 = linalg.matmul ins(%0, %w : tensor<3x3xf32>, tensor<3x3xf32>) outs(%z : tensor<3x3xf32>) -> tensor<3x3xf32>
  return %1 : tensor<3x3xf32>
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @others
// CHECK:         lxt.layer <kind = other, op = "linalg.matmul"> ins(%{{.*}} = %arg0 : tensor<3x3xf32>, %{{.*}} = %arg1 : tensor<3x3xf32>)
// CHECK:         lxt.layer <kind = other, op = "linalg.generic"> ins(%{{.*}} = %arg0 : tensor<3x3xf32>, %{{.*}} = %arg1 : tensor<3x3xf32>)
// CHECK:         lxt.layer <kind = other, op = "linalg.conv_2d"> ins(%{{.*}} = %arg0 : tensor<3x3xf32>, %{{.*}} = %arg1 : tensor<3x3xf32>)
func.func @others(%x: tensor<3x3xf32>, %y: tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3xf32>, tensor<1x1xf32>) {
  %z = arith.constant dense<0.0> : tensor<3x3xf32>
  %0 = linalg.matmul ins(%x, %y : tensor<3x3xf32>, tensor<3x3xf32>) outs(%z : tensor<3x3xf32>) -> tensor<3x3xf32>
  %z1 = arith.constant dense<0.0> : tensor<3xf32>
  %1 = linalg.generic {indexing_maps = [#id2, #id2, #row], iterator_types = ["parallel", "reduction"]}
    ins(%x, %y : tensor<3x3xf32>, tensor<3x3xf32>) outs(%z1 : tensor<3xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %3 = arith.mulf %a, %b : f32
    %4 = arith.addf %out, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<3xf32>
  %z2 = arith.constant dense<0.0> : tensor<1x1xf32>
  %2 = linalg.conv_2d ins(%x, %y : tensor<3x3xf32>, tensor<3x3xf32>) outs(%z2 : tensor<1x1xf32>) -> tensor<1x1xf32>
  return %0, %1, %2 : tensor<3x3xf32>, tensor<3xf32>, tensor<1x1xf32>
}

// A value contracted with itself is one input of its layer.
// CHECK-LABEL: func.func @gram
// CHECK:         %[[T:.*]] = lxt.layer <kind = movement, op = "linalg.transpose"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = other, op = "linalg.matmul"> ins(%{{.*}} = %arg0 : tensor<3x3xf32>, %{{.*}} = %[[T]] : tensor<3x3xf32>)
// CHECK:         lxt.layer <kind = other, op = "linalg.matmul"> ins(%[[A:.*]] = %arg0 : tensor<3x3xf32>)
// CHECK-NEXT:      linalg.matmul ins(%[[A]], %[[A]] :
func.func @gram(%x: tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xf32>) {
  %z = arith.constant dense<0.0> : tensor<3x3xf32>
  %e = tensor.empty() : tensor<3x3xf32>
  %t = linalg.transpose ins(%x : tensor<3x3xf32>) outs(%e : tensor<3x3xf32>) permutation = [1, 0]
  %0 = linalg.matmul ins(%x, %t : tensor<3x3xf32>, tensor<3x3xf32>) outs(%z : tensor<3x3xf32>) -> tensor<3x3xf32>
  %1 = linalg.matmul ins(%x, %x : tensor<3x3xf32>, tensor<3x3xf32>) outs(%z : tensor<3x3xf32>) -> tensor<3x3xf32>
  return %0, %1 : tensor<3x3xf32>, tensor<3x3xf32>
}

// With broadcasts, by ops of several names; a quotient is a product, too.
// CHECK-LABEL: func.func @products
// CHECK:         lxt.layer <kind = product, op = "arith.mulf"> ins(%{{.*}} = %arg0 : tensor<2x3x4xf32>, %{{.*}} = %arg1 : tensor<2x3x1xf32>) -> tensor<2x3x4xf32>
// CHECK:         lxt.layer <kind = product, op = "arith.mulf"> ins(%{{.*}} = %arg0 : tensor<2x3x4xf32>, %{{.*}} = %arg2 : tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
// CHECK-NEXT:      linalg.mul
// CHECK:         lxt.layer <kind = product, op = "arith.divf"> ins(%{{.*}} = %arg0 : tensor<2x3x4xf32>, %{{.*}} = %arg2 : tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
func.func @products(%x: tensor<2x3x4xf32>, %y: tensor<2x3x1xf32>, %z: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x4xf32>) {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.mul %x, %y, %shift : (tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<1xi8>) -> tensor<2x3x4xf32>
  %e = tensor.empty() : tensor<2x3x4xf32>
  %1 = linalg.mul ins(%x, %z : tensor<2x3x4xf32>, tensor<2x3x4xf32>) outs(%e : tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %2 = arith.divf %x, %z : tensor<2x3x4xf32>
  return %0, %1, %2 : tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x4xf32>
}
