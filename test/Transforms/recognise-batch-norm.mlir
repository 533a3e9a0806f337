// Batch norm: subtract, scale and add constants of one dimension, with its
// parts as layers inside; as TOSA and as linalg exports write it.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer

#one = affine_map<(d0) -> (d0)>
#id = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1, 0, 0)>
#row = affine_map<(d0, d1, d2, d3) -> (d2, 0)>
#scalar = affine_map<(d0, d1, d2, d3) -> (0, 0, 0)>

// 1 / sqrt(variance + e) is computed in the graph, of constants.
// CHECK-LABEL: func.func @tosa_batch_norm
// CHECK:         lxt.layer <kind = batch_norm, op = "arith.subf"> ins(%[[X:.*]] = %arg0 : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
// CHECK:           %[[A:.*]] = lxt.layer <kind = sum, op = "arith.subf"> ins(%{{.*}} = %[[X]] :
// CHECK:           %[[B:.*]] = lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %[[A]] :
// CHECK:           %[[C:.*]] = lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %[[B]] :
// CHECK:           %[[D:.*]] = lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[C]] :
// CHECK:           lxt.yield %[[D]]
func.func @tosa_batch_norm(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %eps = "tosa.const"() <{values = dense<1.0e-5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %variance = "tosa.const"() <{values = dense<[1.0, 4.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
  %mean = "tosa.const"() <{values = dense<[[[[1.0]], [[2.0]]]]> : tensor<1x2x1x1xf32>}> : () -> tensor<1x2x1x1xf32>
  %weight = "tosa.const"() <{values = dense<[[[[3.0]], [[4.0]]]]> : tensor<1x2x1x1xf32>}> : () -> tensor<1x2x1x1xf32>
  %bias = "tosa.const"() <{values = dense<[[[[5.0]], [[6.0]]]]> : tensor<1x2x1x1xf32>}> : () -> tensor<1x2x1x1xf32>
  %shape = tosa.const_shape {values = dense<[1, 2, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %0 = tosa.add %eps, %variance : (tensor<1xf32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = tosa.pow %0, %half : (tensor<2xf32>, tensor<1xf32>) -> tensor<2xf32>
  %2 = tosa.reciprocal %1 : (tensor<2xf32>) -> tensor<2xf32>
  %3 = tosa.sub %x, %mean : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x4x4xf32>
  %4 = tosa.reshape %2, %shape : (tensor<2xf32>, !tosa.shape<4>) -> tensor<1x2x1x1xf32>
  %5 = tosa.mul %3, %4, %shift : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>, tensor<1xi8>) -> tensor<1x2x4x4xf32>
  %6 = tosa.mul %5, %weight, %shift : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>, tensor<1xi8>) -> tensor<1x2x4x4xf32>
  %7 = tosa.add %6, %bias : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x4x4xf32>
  return %7 : tensor<1x2x4x4xf32>
}

// The exporter checks that it does not divide by zero: the check stays with the constants.
// CHECK-LABEL: func.func @batch_norm
// CHECK:         cf.assert
// CHECK:         lxt.layer <kind = batch_norm, op = "arith.subf"> ins(%[[X:.*]] = %arg0 : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
// CHECK:           lxt.layer <kind = sum, op = "arith.subf"> ins(%{{.*}} = %[[X]] :
// CHECK:           lxt.layer <kind = scale, op = "arith.mulf">
// CHECK:           lxt.layer <kind = scale, op = "arith.mulf">
// CHECK:           lxt.layer <kind = sum, op = "arith.addf">
func.func @batch_norm(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %deviation = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %mean = arith.constant dense<[[[1.0]], [[2.0]]]> : tensor<2x1x1xf32>
  %weight = arith.constant dense<[[[3.0]], [[4.0]]]> : tensor<2x1x1xf32>
  %bias = arith.constant dense<[[[5.0]], [[6.0]]]> : tensor<2x1x1xf32>
  %e0 = tensor.empty() : tensor<2xf32>
  %inverse = linalg.generic {indexing_maps = [#one, #one], iterator_types = ["parallel"]} ins(%deviation : tensor<2xf32>) outs(%e0 : tensor<2xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = arith.cmpf one, %in, %zero : f32
    cf.assert %4, "unimplemented: tensor with zero element"
    %5 = arith.divf %one, %in : f32
    linalg.yield %5 : f32
  } -> tensor<2xf32>
  %scale = tensor.expand_shape %inverse [[0, 1, 2]] output_shape [2, 1, 1] : tensor<2xf32> into tensor<2x1x1xf32>
  %e = tensor.empty() : tensor<1x2x4x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%x, %mean : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %c: f32, %out: f32):
    %4 = arith.subf %in, %c : f32
    linalg.yield %4 : f32
  } -> tensor<1x2x4x4xf32>
  %1 = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%0, %scale : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %c: f32, %out: f32):
    %4 = arith.mulf %in, %c : f32
    linalg.yield %4 : f32
  } -> tensor<1x2x4x4xf32>
  %2 = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%1, %weight : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %c: f32, %out: f32):
    %4 = arith.mulf %in, %c : f32
    linalg.yield %4 : f32
  } -> tensor<1x2x4x4xf32>
  %3 = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%2, %bias : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %c: f32, %out: f32):
    %4 = arith.addf %in, %c : f32
    linalg.yield %4 : f32
  } -> tensor<1x2x4x4xf32>
  return %3 : tensor<1x2x4x4xf32>
}

// Constants of different dimensions: the scale is none of it.
// CHECK-LABEL: func.func @other_dimension
// CHECK:         lxt.layer <kind = sum, op = "arith.subf"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = scale, op = "arith.mulf">
func.func @other_dimension(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %mean = arith.constant dense<[[[1.0]], [[2.0]]]> : tensor<2x1x1xf32>
  %weight = arith.constant dense<[[3.0], [4.0], [5.0], [6.0]]> : tensor<4x1xf32>
  %e = tensor.empty() : tensor<1x2x4x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%x, %mean : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %c: f32, %out: f32):
    %2 = arith.subf %in, %c : f32
    linalg.yield %2 : f32
  } -> tensor<1x2x4x4xf32>
  %1 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%0, %weight : tensor<1x2x4x4xf32>, tensor<4x1xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %c: f32, %out: f32):
    %2 = arith.mulf %in, %c : f32
    linalg.yield %2 : f32
  } -> tensor<1x2x4x4xf32>
  return %1 : tensor<1x2x4x4xf32>
}

// One number for all channels: an input's normalisation, no batch norm.
// CHECK-LABEL: func.func @scalar
// CHECK:         lxt.layer <kind = sum, op = "arith.subf"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = scale, op = "arith.mulf">
func.func @scalar(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %mean = arith.constant 0.5 : f32
  %weight = arith.constant 4.0 : f32
  %e = tensor.empty() : tensor<1x2x4x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%x : tensor<1x2x4x4xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.subf %in, %mean : f32
    linalg.yield %2 : f32
  } -> tensor<1x2x4x4xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%0 : tensor<1x2x4x4xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.mulf %in, %weight : f32
    linalg.yield %2 : f32
  } -> tensor<1x2x4x4xf32>
  return %1 : tensor<1x2x4x4xf32>
}

// The mean minus the value is not what a batch norm computes.
// CHECK-LABEL: func.func @reversed
// CHECK:         lxt.layer <kind = sum, op = "arith.subf"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = scale, op = "arith.mulf">
func.func @reversed(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %mean = arith.constant dense<[[[1.0]], [[2.0]]]> : tensor<2x1x1xf32>
  %weight = arith.constant dense<[[[3.0]], [[4.0]]]> : tensor<2x1x1xf32>
  %e = tensor.empty() : tensor<1x2x4x4xf32>
  %0 = linalg.generic {indexing_maps = [#channel, #id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%mean, %x : tensor<2x1x1xf32>, tensor<1x2x4x4xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%c: f32, %in: f32, %out: f32):
    %2 = arith.subf %c, %in : f32
    linalg.yield %2 : f32
  } -> tensor<1x2x4x4xf32>
  %1 = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%0, %weight : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %c: f32, %out: f32):
    %2 = arith.mulf %in, %c : f32
    linalg.yield %2 : f32
  } -> tensor<1x2x4x4xf32>
  return %1 : tensor<1x2x4x4xf32>
}
