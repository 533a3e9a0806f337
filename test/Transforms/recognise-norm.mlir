// Norms: a value times a function of its own statistics, which is a layer
// inside. As TOSA and as linalg exports write them.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer

#id = affine_map<(d0, d1) -> (d0, d1)>
#kept = affine_map<(d0, d1) -> (d0, 0)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>

//===----------------------------------------------------------------------===//
// RMSNorm
//===----------------------------------------------------------------------===//

// x rsqrt(sum(x^2) / 4 + e), then times the weight.
// CHECK-LABEL: func.func @tosa_rms
// CHECK:         lxt.layer <kind = rms_norm, op = "arith.mulf"> ins(%[[X:.*]] = %arg0 : tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
// CHECK-NEXT:      %[[S:.*]] = lxt.layer <kind = statistics, op = "math.rsqrt"> ins(%{{.*}} = %[[X]] : tensor<1x3x4xf32>) -> tensor<1x3x1xf32>
// CHECK:             math.powf
// CHECK:             linalg.generic {{.*}} "reduction"]}
// CHECK:               arith.addf
// CHECK:             arith.mulf
// CHECK:             arith.addf
// CHECK:             math.rsqrt
// CHECK:             lxt.yield
// CHECK:           %[[N:.*]] = linalg.generic {{.*}} ins(%[[X]], %[[S]] :
// CHECK:             arith.mulf
// CHECK:           linalg.generic {{.*}} ins(%cst{{.*}}, %[[N]] :
// CHECK:             arith.mulf
// CHECK:           lxt.yield
func.func @tosa_rms(%x: tensor<1x3x4xf32>) -> tensor<1x3x4xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %two = "tosa.const"() <{values = dense<2.0> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
  %quarter = "tosa.const"() <{values = dense<0.25> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
  %eps = "tosa.const"() <{values = dense<1.0e-6> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
  %w = "tosa.const"() <{values = dense<[[[1.0, 2.0, 3.0, 4.0]]]> : tensor<1x1x4xf32>}> : () -> tensor<1x1x4xf32>
  %0 = tosa.pow %x, %two : (tensor<1x3x4xf32>, tensor<1x1x1xf32>) -> tensor<1x3x4xf32>
  %1 = tosa.reduce_sum %0 {axis = 2 : i32} : (tensor<1x3x4xf32>) -> tensor<1x3x1xf32>
  %2 = tosa.mul %1, %quarter, %shift : (tensor<1x3x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<1x3x1xf32>
  %3 = tosa.add %2, %eps : (tensor<1x3x1xf32>, tensor<1x1x1xf32>) -> tensor<1x3x1xf32>
  %4 = tosa.rsqrt %3 : (tensor<1x3x1xf32>) -> tensor<1x3x1xf32>
  %5 = tosa.mul %x, %4, %shift : (tensor<1x3x4xf32>, tensor<1x3x1xf32>, tensor<1xi8>) -> tensor<1x3x4xf32>
  %6 = tosa.mul %w, %5, %shift : (tensor<1x1x4xf32>, tensor<1x3x4xf32>, tensor<1xi8>) -> tensor<1x3x4xf32>
  return %6 : tensor<1x3x4xf32>
}

// CHECK-LABEL: func.func @rms
// CHECK:         lxt.layer <kind = rms_norm, op = "arith.mulf"> ins(%[[X:.*]] = %arg0 : tensor<3x4xf32>) -> tensor<3x4xf32>
// CHECK-NEXT:      lxt.layer <kind = statistics, op = "math.rsqrt"> ins(%{{.*}} = %[[X]] : tensor<3x4xf32>) -> tensor<3x1xf32>
// CHECK:             math.fpowi
// CHECK:             arith.divf
// CHECK:             math.rsqrt
// CHECK:             lxt.yield
// CHECK:           arith.mulf
// CHECK:           arith.mulf
// CHECK:           lxt.yield
func.func @rms(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %two = arith.constant 2 : i64
  %four = arith.constant 4.0 : f32
  %eps = arith.constant 1.0e-6 : f64
  %w = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %7 = math.fpowi %in, %two : f32, i64
    linalg.yield %7 : f32
  } -> tensor<3x4xf32>
  %zero = arith.constant dense<0.0> : tensor<3x1xf32>
  %1 = linalg.generic {indexing_maps = [#id, #kept], iterator_types = ["parallel", "reduction"]} ins(%0 : tensor<3x4xf32>) outs(%zero : tensor<3x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %7 = arith.addf %in, %out : f32
    linalg.yield %7 : f32
  } -> tensor<3x1xf32>
  %e1 = tensor.empty() : tensor<3x1xf32>
  %2 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%1 : tensor<3x1xf32>) outs(%e1 : tensor<3x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %7 = arith.divf %in, %four : f32
    linalg.yield %7 : f32
  } -> tensor<3x1xf32>
  %3 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%2 : tensor<3x1xf32>) outs(%e1 : tensor<3x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %7 = arith.truncf %eps : f64 to f32
    %8 = arith.addf %in, %7 : f32
    linalg.yield %8 : f32
  } -> tensor<3x1xf32>
  %4 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<3x1xf32>) outs(%e1 : tensor<3x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %7 = math.rsqrt %in : f32
    linalg.yield %7 : f32
  } -> tensor<3x1xf32>
  %5 = linalg.generic {indexing_maps = [#id, #kept, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %4 : tensor<3x4xf32>, tensor<3x1xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %7 = arith.mulf %in, %s : f32
    linalg.yield %7 : f32
  } -> tensor<3x4xf32>
  %6 = linalg.generic {indexing_maps = [#col, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%w, %5 : tensor<4xf32>, tensor<3x4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%weight: f32, %in: f32, %out: f32):
    %7 = arith.mulf %weight, %in : f32
    linalg.yield %7 : f32
  } -> tensor<3x4xf32>
  return %6 : tensor<3x4xf32>
}

//===----------------------------------------------------------------------===//
// L2 normalisation
//===----------------------------------------------------------------------===//

// x / max(|x|, e): the norm is tiled and inverted.
// CHECK-LABEL: func.func @tosa_l2
// CHECK:         lxt.layer <kind = rms_norm, op = "arith.mulf"> ins(%[[X:.*]] = %arg0 : tensor<2x4xf32>) -> tensor<2x4xf32>
// CHECK-NEXT:      lxt.layer <kind = statistics, op = "arith.divf"> ins(%{{.*}} = %[[X]] : tensor<2x4xf32>) -> tensor<2x4xf32>
// CHECK:             math.absf
// CHECK:             lxt.yield
// CHECK:           lxt.yield
func.func @tosa_l2(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %two = "tosa.const"() <{values = dense<2.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %times = tosa.const_shape {values = dense<[1, 4]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %0 = tosa.abs %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = tosa.pow %0, %two : (tensor<2x4xf32>, tensor<1x1xf32>) -> tensor<2x4xf32>
  %2 = tosa.reduce_sum %1 {axis = 1 : i32} : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %3 = tosa.pow %2, %half : (tensor<2x1xf32>, tensor<1x1xf32>) -> tensor<2x1xf32>
  %4 = tosa.clamp %3 {max_val = 3.40282347E+38 : f32, min_val = 9.99999996E-13 : f32} : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %5 = tosa.tile %4, %times : (tensor<2x1xf32>, !tosa.shape<2>) -> tensor<2x4xf32>
  %6 = tosa.reciprocal %5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %7 = tosa.mul %x, %6, %shift : (tensor<2x4xf32>, tensor<2x4xf32>, tensor<1xi8>) -> tensor<2x4xf32>
  return %7 : tensor<2x4xf32>
}

// The powers are inside the reduction's body; the norm is broadcast, then divided by.
// CHECK-LABEL: func.func @l2
// CHECK:         lxt.layer <kind = rms_norm, op = "arith.divf"> ins(%[[X:.*]] = %arg0 : tensor<2x4xf32>) -> tensor<2x4xf32>
// CHECK-NEXT:      lxt.layer <kind = statistics{{.*}}> ins(%{{.*}} = %[[X]] : tensor<2x4xf32>) -> tensor<2x4xf32>
// CHECK:             math.absf
// CHECK:             lxt.yield
// CHECK:           arith.divf
// CHECK:           lxt.yield
func.func @l2(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %two = arith.constant 2.0 : f32
  %half = arith.constant 0.5 : f32
  %eps = arith.constant 1.0e-12 : f32
  %zero = arith.constant dense<0.0> : tensor<2x1xf32>
  %e = tensor.empty() : tensor<2x4xf32>
  %e1 = tensor.empty() : tensor<2x1xf32>
  %0 = linalg.generic {indexing_maps = [#id, #kept], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<2x4xf32>) outs(%zero : tensor<2x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %5 = math.absf %in : f32
    %6 = math.powf %5, %two : f32
    %7 = arith.addf %6, %out : f32
    linalg.yield %7 : f32
  } -> tensor<2x1xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<2x1xf32>) outs(%e1 : tensor<2x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %5 = math.powf %in, %half : f32
    linalg.yield %5 : f32
  } -> tensor<2x1xf32>
  %2 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%1 : tensor<2x1xf32>) outs(%e1 : tensor<2x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %5 = arith.cmpf ult, %in, %eps : f32
    %6 = arith.select %5, %eps, %in : f32
    linalg.yield %6 : f32
  } -> tensor<2x1xf32>
  %collapsed = tensor.collapse_shape %2 [[0, 1]] : tensor<2x1xf32> into tensor<2xf32>
  %3 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%collapsed : tensor<2xf32>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<2x4xf32>
  %4 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %3 : tensor<2x4xf32>, tensor<2x4xf32>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %5 = arith.divf %in, %s : f32
    linalg.yield %5 : f32
  } -> tensor<2x4xf32>
  return %4 : tensor<2x4xf32>
}

//===----------------------------------------------------------------------===//
// LayerNorm
//===----------------------------------------------------------------------===//

// The variance is computed in f64 of the input; the mean once more, in f32. The
// difference to it is not part of the statistics.
// CHECK-LABEL: func.func @tosa_layer_norm
// CHECK:         lxt.layer <kind = layer_norm, op = "arith.mulf"> ins(%[[X:.*]] = %arg0 : tensor<3x4xf32>) -> tensor<3x4xf32>
// CHECK:           linalg.generic {{.*}} "reduction"]} ins(%[[X]] :
// CHECK:             arith.addf {{.*}} : f32
// CHECK:           %[[S:.*]] = lxt.layer <kind = statistics, op = "math.rsqrt"> ins(%{{.*}} = %[[X]] : tensor<3x4xf32>) -> tensor<3x1xf32>
// CHECK:             arith.extf
// CHECK:             arith.subf {{.*}} : f64
// CHECK:             math.rsqrt
// CHECK:             lxt.yield
// CHECK:           arith.subf {{.*}} : f32
// CHECK:           linalg.generic {{.*}} ins(%{{.*}}, %[[S]] :
// CHECK:             arith.mulf
// CHECK:           arith.mulf
// CHECK:           arith.addf
// CHECK:           lxt.yield
func.func @tosa_layer_norm(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %q64 = "tosa.const"() <{values = dense<0.25> : tensor<1x1xf64>}> : () -> tensor<1x1xf64>
  %q32 = "tosa.const"() <{values = dense<0.25> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %eps = "tosa.const"() <{values = dense<1.0e-5> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %w = "tosa.const"() <{values = dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32>}> : () -> tensor<1x4xf32>
  %b = "tosa.const"() <{values = dense<[[5.0, 6.0, 7.0, 8.0]]> : tensor<1x4xf32>}> : () -> tensor<1x4xf32>
  %0 = tosa.cast %x : (tensor<3x4xf32>) -> tensor<3x4xf64>
  %1 = tosa.reduce_sum %0 {axis = 1 : i32} : (tensor<3x4xf64>) -> tensor<3x1xf64>
  %2 = tosa.mul %1, %q64, %shift : (tensor<3x1xf64>, tensor<1x1xf64>, tensor<1xi8>) -> tensor<3x1xf64>
  %3 = tosa.sub %0, %2 : (tensor<3x4xf64>, tensor<3x1xf64>) -> tensor<3x4xf64>
  %4 = tosa.mul %3, %3, %shift : (tensor<3x4xf64>, tensor<3x4xf64>, tensor<1xi8>) -> tensor<3x4xf64>
  %5 = tosa.reduce_sum %4 {axis = 1 : i32} : (tensor<3x4xf64>) -> tensor<3x1xf64>
  %6 = tosa.mul %5, %q64, %shift : (tensor<3x1xf64>, tensor<1x1xf64>, tensor<1xi8>) -> tensor<3x1xf64>
  %7 = tosa.cast %6 : (tensor<3x1xf64>) -> tensor<3x1xf32>
  %8 = tosa.reduce_sum %x {axis = 1 : i32} : (tensor<3x4xf32>) -> tensor<3x1xf32>
  %9 = tosa.mul %8, %q32, %shift : (tensor<3x1xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<3x1xf32>
  %10 = tosa.add %7, %eps : (tensor<3x1xf32>, tensor<1x1xf32>) -> tensor<3x1xf32>
  %11 = tosa.rsqrt %10 : (tensor<3x1xf32>) -> tensor<3x1xf32>
  %12 = tosa.sub %x, %9 : (tensor<3x4xf32>, tensor<3x1xf32>) -> tensor<3x4xf32>
  %13 = tosa.mul %12, %11, %shift : (tensor<3x4xf32>, tensor<3x1xf32>, tensor<1xi8>) -> tensor<3x4xf32>
  %14 = tosa.mul %13, %w, %shift : (tensor<3x4xf32>, tensor<1x4xf32>, tensor<1xi8>) -> tensor<3x4xf32>
  %15 = tosa.add %14, %b : (tensor<3x4xf32>, tensor<1x4xf32>) -> tensor<3x4xf32>
  return %15 : tensor<3x4xf32>
}

// The variance is computed of the difference to the mean; the statistics' input
// is the difference, then.
// CHECK-LABEL: func.func @layer_norm
// CHECK:         lxt.layer <kind = layer_norm, op = "arith.divf"> ins(%[[X:.*]] = %arg0 : tensor<3x4xf32>) -> tensor<3x4xf32>
// CHECK:           %[[C:.*]] = linalg.generic {{.*}} ins(%[[X]], %{{.*}} :
// CHECK:             arith.subf
// CHECK:           lxt.layer <kind = statistics, op = "math.sqrt"> ins(%{{.*}} = %[[C]] : tensor<3x4xf32>) -> tensor<3x1xf32>
// CHECK:             arith.mulf
// CHECK:             math.sqrt
// CHECK:             lxt.yield
// CHECK:           arith.divf
// CHECK:           lxt.yield
func.func @layer_norm(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %four = arith.constant dense<4.0> : tensor<3x1xf32>
  %eps = arith.constant dense<1.0e-5> : tensor<3x1xf32>
  %zero = arith.constant dense<0.0> : tensor<3x1xf32>
  %e = tensor.empty() : tensor<3x4xf32>
  %sum = linalg.generic {indexing_maps = [#id, #kept], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<3x4xf32>) outs(%zero : tensor<3x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %6 = arith.addf %in, %out : f32
    linalg.yield %6 : f32
  } -> tensor<3x1xf32>
  %mean = arith.divf %sum, %four : tensor<3x1xf32>
  %0 = linalg.generic {indexing_maps = [#id, #kept, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %mean : tensor<3x4xf32>, tensor<3x1xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %m: f32, %out: f32):
    %6 = arith.subf %in, %m : f32
    linalg.yield %6 : f32
  } -> tensor<3x4xf32>
  %1 = linalg.generic {indexing_maps = [#id, #kept], iterator_types = ["parallel", "reduction"]} ins(%0 : tensor<3x4xf32>) outs(%zero : tensor<3x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %6 = arith.mulf %in, %in : f32
    %7 = arith.addf %6, %out : f32
    linalg.yield %7 : f32
  } -> tensor<3x1xf32>
  %2 = arith.divf %1, %four : tensor<3x1xf32>
  %3 = arith.addf %2, %eps : tensor<3x1xf32>
  %4 = math.sqrt %3 : tensor<3x1xf32>
  %5 = linalg.generic {indexing_maps = [#id, #kept, #id], iterator_types = ["parallel", "parallel"]} ins(%0, %4 : tensor<3x4xf32>, tensor<3x1xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %6 = arith.divf %in, %s : f32
    linalg.yield %6 : f32
  } -> tensor<3x4xf32>
  return %5 : tensor<3x4xf32>
}

//===----------------------------------------------------------------------===//
// What is no norm, or no part of one
//===----------------------------------------------------------------------===//

// A scale by one number comes after the norm; so does a bias that varies along both dimensions.
// CHECK-LABEL: func.func @around
// CHECK:         %[[N:.*]] = lxt.layer <kind = rms_norm, op = "arith.mulf"> ins(%{{.*}} = %arg0 :
// CHECK:           lxt.layer <kind = statistics
// CHECK:         %[[S:.*]] = lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %[[N]] :
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[S]] :
func.func @around(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %zero = arith.constant dense<0.0> : tensor<2x1xf32>
  %three = arith.constant 3.0 : f32
  %positions = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %e = tensor.empty() : tensor<2x2xf32>
  %0 = linalg.generic {indexing_maps = [#id, #kept], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<2x2xf32>) outs(%zero : tensor<2x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %5 = arith.mulf %in, %in : f32
    %6 = arith.addf %5, %out : f32
    linalg.yield %6 : f32
  } -> tensor<2x1xf32>
  %1 = math.rsqrt %0 : tensor<2x1xf32>
  %2 = linalg.generic {indexing_maps = [#id, #kept, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %1 : tensor<2x2xf32>, tensor<2x1xf32>) outs(%e : tensor<2x2xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %5 = arith.mulf %in, %s : f32
    linalg.yield %5 : f32
  } -> tensor<2x2xf32>
  %3 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%2 : tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    %5 = arith.mulf %in, %three : f32
    linalg.yield %5 : f32
  } -> tensor<2x2xf32>
  %4 = arith.addf %3, %positions : tensor<2x2xf32>
  return %4 : tensor<2x2xf32>
}

// The statistics are another value's.
// CHECK-LABEL: func.func @other_value
// CHECK:         lxt.layer <kind = activation, op = "arith.mulf"> ins(%{{.*}} = %arg1 :
// CHECK:         lxt.layer <kind = reduction, op = "linalg.generic">
// CHECK:         %[[S:.*]] = lxt.layer <kind = activation, op = "math.rsqrt">
// CHECK:         lxt.layer <kind = product, op = "arith.mulf"> ins(%{{.*}} = %arg0 : tensor<2x2xf32>, %{{.*}} = %[[S]] : tensor<2x1xf32>)
func.func @other_value(%x: tensor<2x2xf32>, %y: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %zero = arith.constant dense<0.0> : tensor<2x1xf32>
  %e = tensor.empty() : tensor<2x2xf32>
  %0 = linalg.generic {indexing_maps = [#id, #kept], iterator_types = ["parallel", "reduction"]} ins(%y : tensor<2x2xf32>) outs(%zero : tensor<2x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %3 = arith.mulf %in, %in : f32
    %4 = arith.addf %3, %out : f32
    linalg.yield %4 : f32
  } -> tensor<2x1xf32>
  %1 = math.rsqrt %0 : tensor<2x1xf32>
  %2 = linalg.generic {indexing_maps = [#id, #kept, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %1 : tensor<2x2xf32>, tensor<2x1xf32>) outs(%e : tensor<2x2xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %3 = arith.mulf %in, %s : f32
    linalg.yield %3 : f32
  } -> tensor<2x2xf32>
  return %2 : tensor<2x2xf32>
}

// The statistics are used elsewhere, too, so they cannot be stopped inside.
// CHECK-LABEL: func.func @shared
// CHECK:         lxt.layer <kind = activation, op = "arith.mulf"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = reduction, op = "linalg.generic">
// CHECK:         %[[S:.*]] = lxt.layer <kind = activation, op = "math.rsqrt">
// CHECK:         lxt.layer <kind = product, op = "arith.mulf"> ins(%{{.*}} = %arg0 : tensor<2x2xf32>, %{{.*}} = %[[S]] : tensor<2x1xf32>)
func.func @shared(%x: tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x1xf32>) {
  %zero = arith.constant dense<0.0> : tensor<2x1xf32>
  %e = tensor.empty() : tensor<2x2xf32>
  %0 = linalg.generic {indexing_maps = [#id, #kept], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<2x2xf32>) outs(%zero : tensor<2x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %3 = arith.mulf %in, %in : f32
    %4 = arith.addf %3, %out : f32
    linalg.yield %4 : f32
  } -> tensor<2x1xf32>
  %1 = math.rsqrt %0 : tensor<2x1xf32>
  %2 = linalg.generic {indexing_maps = [#id, #kept, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %1 : tensor<2x2xf32>, tensor<2x1xf32>) outs(%e : tensor<2x2xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %3 = arith.mulf %in, %s : f32
    linalg.yield %3 : f32
  } -> tensor<2x2xf32>
  return %2, %1 : tensor<2x2xf32>, tensor<2x1xf32>
}
