// Softmax with its maximum and its guard for fully masked rows, as TOSA and as
// linalg exports write them; scale and mask stay before it.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#kept = affine_map<(d0, d1) -> (d0, 0)>
#first = affine_map<(d0, d1) -> (0, d1)>

//===----------------------------------------------------------------------===//
// As TOSA exports write it
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @tosa_softmax
// CHECK:         lxt.layer <kind = softmax, op = "math.exp"> ins(%[[X:.*]] = %arg0 : tensor<3x6xf32>) -> tensor<3x6xf32>
// CHECK-NEXT:      linalg.generic {{.*}} "reduction"]} ins(%[[X]] :
// CHECK:             arith.maximumf
// CHECK:           arith.subf
// CHECK:           math.exp
// CHECK:           linalg.generic {{.*}} "reduction"]}
// CHECK:             arith.addf
// CHECK:           arith.divf
// CHECK:           arith.mulf
// CHECK:           lxt.yield
func.func @tosa_softmax(%x: tensor<3x6xf32>) -> tensor<3x6xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.reduce_max %x {axis = 1 : i32} : (tensor<3x6xf32>) -> tensor<3x1xf32>
  %1 = tosa.sub %x, %0 : (tensor<3x6xf32>, tensor<3x1xf32>) -> tensor<3x6xf32>
  %2 = tosa.exp %1 : (tensor<3x6xf32>) -> tensor<3x6xf32>
  %3 = tosa.reduce_sum %2 {axis = 1 : i32} : (tensor<3x6xf32>) -> tensor<3x1xf32>
  %4 = tosa.reciprocal %3 : (tensor<3x1xf32>) -> tensor<3x1xf32>
  %5 = tosa.mul %2, %4, %shift : (tensor<3x6xf32>, tensor<3x1xf32>, tensor<1xi8>) -> tensor<3x6xf32>
  return %5 : tensor<3x6xf32>
}

// The scale and the mask of attention are layers before it.
// CHECK-LABEL: func.func @tosa_masked
// CHECK:         %[[S:.*]] = lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[M:.*]] = lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[S]] : tensor<3x3xf32>)
// CHECK:         lxt.layer <kind = softmax, op = "math.exp"> ins(%{{.*}} = %[[M]] :
func.func @tosa_masked(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %scale = "tosa.const"() <{values = dense<0.5> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %mask = "tosa.const"() <{values = dense<[[0.0, 0xFF800000, 0xFF800000], [0.0, 0.0, 0xFF800000], [0.0, 0.0, 0.0]]> : tensor<3x3xf32>}> : () -> tensor<3x3xf32>
  %scaled = tosa.mul %x, %scale, %shift : (tensor<3x3xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<3x3xf32>
  %masked = tosa.add %scaled, %mask : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  %0 = tosa.reduce_max %masked {axis = 1 : i32} : (tensor<3x3xf32>) -> tensor<3x1xf32>
  %1 = tosa.sub %masked, %0 : (tensor<3x3xf32>, tensor<3x1xf32>) -> tensor<3x3xf32>
  %2 = tosa.exp %1 : (tensor<3x3xf32>) -> tensor<3x3xf32>
  %3 = tosa.reduce_sum %2 {axis = 1 : i32} : (tensor<3x3xf32>) -> tensor<3x1xf32>
  %4 = tosa.reciprocal %3 : (tensor<3x1xf32>) -> tensor<3x1xf32>
  %5 = tosa.mul %2, %4, %shift : (tensor<3x3xf32>, tensor<3x1xf32>, tensor<1xi8>) -> tensor<3x3xf32>
  return %5 : tensor<3x3xf32>
}

// A row of which every element is -inf gives zeros; the test for that is not
// active and stays outside.
// CHECK-LABEL: func.func @tosa_guarded
// CHECK:         lxt.layer <kind = softmax, op = "math.exp"> ins(%{{.*}} = %arg0 : tensor<3x6xf32>) -> tensor<3x6xf32>
// CHECK:           math.exp
// CHECK-NOT:       arith.cmpf
// CHECK:           arith.select
// CHECK:           lxt.yield
func.func @tosa_guarded(%x: tensor<3x6xf32>) -> tensor<3x6xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %zeros = "tosa.const"() <{values = dense<0.0> : tensor<3x6xf32>}> : () -> tensor<3x6xf32>
  %inf = "tosa.const"() <{values = dense<0xFFF0000000000000> : tensor<1x1xf64>}> : () -> tensor<1x1xf64>
  %0 = tosa.reduce_max %x {axis = 1 : i32} : (tensor<3x6xf32>) -> tensor<3x1xf32>
  %1 = tosa.sub %x, %0 : (tensor<3x6xf32>, tensor<3x1xf32>) -> tensor<3x6xf32>
  %2 = tosa.exp %1 : (tensor<3x6xf32>) -> tensor<3x6xf32>
  %3 = tosa.reduce_sum %2 {axis = 1 : i32} : (tensor<3x6xf32>) -> tensor<3x1xf32>
  %4 = tosa.reciprocal %3 : (tensor<3x1xf32>) -> tensor<3x1xf32>
  %5 = tosa.mul %2, %4, %shift : (tensor<3x6xf32>, tensor<3x1xf32>, tensor<1xi8>) -> tensor<3x6xf32>
  %6 = tosa.cast %x : (tensor<3x6xf32>) -> tensor<3x6xf64>
  %7 = tosa.equal %6, %inf : (tensor<3x6xf64>, tensor<1x1xf64>) -> tensor<3x6xi1>
  %8 = tosa.reduce_all %7 {axis = 1 : i32} : (tensor<3x6xi1>) -> tensor<3x1xi1>
  %9 = tosa.select %8, %zeros, %5 : (tensor<3x1xi1>, tensor<3x6xf32>, tensor<3x6xf32>) -> tensor<3x6xf32>
  return %9 : tensor<3x6xf32>
}

//===----------------------------------------------------------------------===//
// As linalg exports write it
//===----------------------------------------------------------------------===//

// The maximum comes with its position, and is reshaped.
// CHECK-LABEL: func.func @softmax
// CHECK:         lxt.layer <kind = softmax, op = "math.exp"> ins(%[[X:.*]] = %arg0 : tensor<3x6xf32>) -> tensor<3x6xf32>
// CHECK-NEXT:      linalg.generic {{.*}} ins(%[[X]] :
// CHECK:             arith.maximumf
// CHECK:           tensor.expand_shape
// CHECK:           arith.subf
// CHECK:           math.exp
// CHECK:           arith.addf
// CHECK:           arith.divf
// CHECK:           lxt.yield
func.func @softmax(%x: tensor<3x6xf32>) -> tensor<3x6xf32> {
  %first = arith.constant dense<0> : tensor<3xi64>
  %low = arith.constant dense<0xFF800000> : tensor<3xf32>
  %zero = arith.constant dense<0.0> : tensor<3x1xf32>
  %e = tensor.empty() : tensor<3x6xf32>
  %0:2 = linalg.generic {indexing_maps = [#id, #row, #row], iterator_types = ["parallel", "reduction"]}
    ins(%x : tensor<3x6xf32>) outs(%low, %first : tensor<3xf32>, tensor<3xi64>) {
  ^bb0(%in: f32, %out: f32, %at: i64):
    %5 = linalg.index 1 : index
    %6 = arith.index_cast %5 : index to i64
    %7 = arith.maximumf %in, %out : f32
    %8 = arith.cmpf ogt, %in, %out : f32
    %9 = arith.select %8, %6, %at : i64
    linalg.yield %7, %9 : f32, i64
  } -> (tensor<3xf32>, tensor<3xi64>)
  %max = tensor.expand_shape %0#0 [[0, 1]] output_shape [3, 1] : tensor<3xf32> into tensor<3x1xf32>
  %1 = linalg.generic {indexing_maps = [#id, #kept, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x, %max : tensor<3x6xf32>, tensor<3x1xf32>) outs(%e : tensor<3x6xf32>) {
  ^bb0(%in: f32, %m: f32, %out: f32):
    %5 = arith.subf %in, %m : f32
    linalg.yield %5 : f32
  } -> tensor<3x6xf32>
  %2 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%1 : tensor<3x6xf32>) outs(%e : tensor<3x6xf32>) {
  ^bb0(%in: f32, %out: f32):
    %5 = math.exp %in : f32
    linalg.yield %5 : f32
  } -> tensor<3x6xf32>
  %3 = linalg.generic {indexing_maps = [#id, #kept], iterator_types = ["parallel", "reduction"]}
    ins(%2 : tensor<3x6xf32>) outs(%zero : tensor<3x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %5 = arith.addf %in, %out : f32
    linalg.yield %5 : f32
  } -> tensor<3x1xf32>
  %4 = linalg.generic {indexing_maps = [#id, #kept, #id], iterator_types = ["parallel", "parallel"]}
    ins(%2, %3 : tensor<3x6xf32>, tensor<3x1xf32>) outs(%e : tensor<3x6xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %5 = arith.divf %in, %s : f32
    linalg.yield %5 : f32
  } -> tensor<3x6xf32>
  return %4 : tensor<3x6xf32>
}

// Along the first dimension, without a maximum, and with the guard of a fully
// masked row, whose comparison is in one body with a cast.
// CHECK-LABEL: func.func @guarded
// CHECK:         lxt.layer <kind = softmax, op = "math.exp"> ins(%{{.*}} = %arg0 : tensor<3x6xf32>) -> tensor<3x6xf32>
// CHECK:           math.exp
// CHECK:           arith.divf
// CHECK-NOT:       arith.cmpf
// CHECK:           arith.select
// CHECK:           lxt.yield
func.func @guarded(%x: tensor<3x6xf32>) -> tensor<3x6xf32> {
  %inf = arith.constant 0xFFF0000000000000 : f64
  %true = arith.constant dense<true> : tensor<1x6xi1>
  %zero = arith.constant dense<0.0> : tensor<1x6xf32>
  %zeros = arith.constant dense<0.0> : tensor<3x6xf32>
  %e = tensor.empty() : tensor<3x6xf32>
  %1 = math.exp %x : tensor<3x6xf32>
  %2 = linalg.generic {indexing_maps = [#id, #first], iterator_types = ["reduction", "parallel"]}
    ins(%1 : tensor<3x6xf32>) outs(%zero : tensor<1x6xf32>) {
  ^bb0(%in: f32, %out: f32):
    %7 = arith.addf %in, %out : f32
    linalg.yield %7 : f32
  } -> tensor<1x6xf32>
  %3 = linalg.generic {indexing_maps = [#id, #first, #id], iterator_types = ["parallel", "parallel"]}
    ins(%1, %2 : tensor<3x6xf32>, tensor<1x6xf32>) outs(%e : tensor<3x6xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %7 = arith.divf %in, %s : f32
    linalg.yield %7 : f32
  } -> tensor<3x6xf32>
  %e1 = tensor.empty() : tensor<3x6xi1>
  %4 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x : tensor<3x6xf32>) outs(%e1 : tensor<3x6xi1>) {
  ^bb0(%in: f32, %out: i1):
    %7 = arith.extf %in : f32 to f64
    %8 = arith.cmpf oeq, %7, %inf : f64
    linalg.yield %8 : i1
  } -> tensor<3x6xi1>
  %5 = linalg.generic {indexing_maps = [#id, #first], iterator_types = ["reduction", "parallel"]}
    ins(%4 : tensor<3x6xi1>) outs(%true : tensor<1x6xi1>) {
  ^bb0(%in: i1, %out: i1):
    %7 = arith.andi %in, %out : i1
    linalg.yield %7 : i1
  } -> tensor<1x6xi1>
  %6 = linalg.generic {indexing_maps = [#first, #id, #id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%5, %zeros, %3 : tensor<1x6xi1>, tensor<3x6xf32>, tensor<3x6xf32>) outs(%e : tensor<3x6xf32>) {
  ^bb0(%c: i1, %a: f32, %b: f32, %out: f32):
    %7 = arith.select %c, %a, %b : f32
    linalg.yield %7 : f32
  } -> tensor<3x6xf32>
  return %6 : tensor<3x6xf32>
}

// CHECK-LABEL: func.func @named
// CHECK:         lxt.layer <kind = softmax, op = "linalg.softmax"> ins(%{{.*}} = %arg0 :
func.func @named(%x: tensor<3x6xf32>) -> tensor<3x6xf32> {
  %e = tensor.empty() : tensor<3x6xf32>
  %0 = linalg.softmax dimension(1) ins(%x : tensor<3x6xf32>) outs(%e : tensor<3x6xf32>) -> tensor<3x6xf32>
  return %0 : tensor<3x6xf32>
}

//===----------------------------------------------------------------------===//
// What is none
//===----------------------------------------------------------------------===//

// The exponential is divided by the sum of something else.
// CHECK-LABEL: func.func @other_sum
// CHECK:         %[[E:.*]] = lxt.layer <kind = activation, op = "math.exp"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[S:.*]] = lxt.layer <kind = reduction, op = "linalg.generic"> ins(%{{.*}} = %arg1 :
// CHECK:         lxt.layer <kind = product, op = "arith.divf"> ins(%{{.*}} = %[[E]] : tensor<3x6xf32>, %{{.*}} = %[[S]] : tensor<3xf32>)
func.func @other_sum(%x: tensor<3x6xf32>, %y: tensor<3x6xf32>) -> tensor<3x6xf32> {
  %zero = arith.constant dense<0.0> : tensor<3xf32>
  %e = tensor.empty() : tensor<3x6xf32>
  %0 = math.exp %x : tensor<3x6xf32>
  %1 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
    ins(%y : tensor<3x6xf32>) outs(%zero : tensor<3xf32>) {
  ^bb0(%in: f32, %out: f32):
    %3 = arith.addf %in, %out : f32
    linalg.yield %3 : f32
  } -> tensor<3xf32>
  %2 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
    ins(%0, %1 : tensor<3x6xf32>, tensor<3xf32>) outs(%e : tensor<3x6xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %3 = arith.divf %in, %s : f32
    linalg.yield %3 : f32
  } -> tensor<3x6xf32>
  return %2 : tensor<3x6xf32>
}
