// Sums, scales, movement and selection, as TOSA and as linalg exports write them.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#kept = affine_map<(d0, d1) -> (d0, 0)>
#id3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @sums
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %arg0 : tensor<2x4xf32>, %{{.*}} = %arg1 : tensor<2x1xf32>) -> tensor<2x4xf32>
// CHECK:         lxt.layer <kind = sum, op = "arith.subf"> ins(%{{.*}} = %arg0 : tensor<2x4xf32>, %{{.*}} = %arg2 : tensor<2x4xf32>) -> tensor<2x4xf32>
// CHECK:         lxt.layer <kind = sum, op = "arith.subf"> ins(%{{.*}} = %arg0 : tensor<2x4xf32>) -> tensor<2x4xf32>
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %arg0 : tensor<2x4xf32>) -> tensor<2x4xf32>
func.func @sums(%x: tensor<2x4xf32>, %y: tensor<2x1xf32>, %z: tensor<2x4xf32>) -> (tensor<2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>) {
  %c = "tosa.const"() <{values = dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32>}> : () -> tensor<1x4xf32>
  %0 = tosa.add %x, %y : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %e = tensor.empty() : tensor<2x4xf32>
  %1 = linalg.sub ins(%x, %z : tensor<2x4xf32>, tensor<2x4xf32>) outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = tosa.sub %c, %x : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  // A value plus itself has one input.
  %3 = arith.addf %x, %x : tensor<2x4xf32>
  return %0, %1, %2, %3 : tensor<2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>
}

// A mean is a sum, then a scale.
// CHECK-LABEL: func.func @tosa_mean
// CHECK:         %[[S:.*]] = lxt.layer <kind = reduction, op = "linalg.generic"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[R:.*]] = lxt.layer <kind = movement, op = "tensor.expand_shape"> ins(%{{.*}} = %[[S]] :
// CHECK:         lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %[[R]] :
func.func @tosa_mean(%x: tensor<2x4xf32>) -> tensor<2x1xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %quarter = "tosa.const"() <{values = dense<0.25> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %0 = tosa.reduce_sum %x {axis = 1 : i32} : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %1 = tosa.mul %0, %quarter, %shift : (tensor<2x1xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<2x1xf32>
  return %1 : tensor<2x1xf32>
}

// CHECK-LABEL: func.func @mean
// CHECK:         %[[S:.*]] = lxt.layer <kind = reduction, op = "linalg.generic"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = scale, op = "arith.divf"> ins(%{{.*}} = %[[S]] :
func.func @mean(%x: tensor<2x4xf32>) -> tensor<2x1xf32> {
  %four = arith.constant 4.0 : f32
  %zero = arith.constant dense<0.0> : tensor<2x1xf32>
  %0 = linalg.generic {indexing_maps = [#id, #kept], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<2x4xf32>) outs(%zero : tensor<2x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.addf %in, %out : f32
    linalg.yield %2 : f32
  } -> tensor<2x1xf32>
  %e = tensor.empty() : tensor<2x1xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<2x1xf32>) outs(%e : tensor<2x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.divf %in, %four : f32
    linalg.yield %2 : f32
  } -> tensor<2x1xf32>
  return %1 : tensor<2x1xf32>
}

// Pooling by average takes in its quotient, and its padding.
// CHECK-LABEL: func.func @tosa_average_pool
// CHECK:         lxt.layer <kind = average_pool, op = "linalg.pooling_nhwc_sum"> ins(%{{.*}} = %arg0 : tensor<1x8x8x3xf32>) -> tensor<1x4x4x3xf32>
// CHECK:         lxt.layer <kind = average_pool, op = "linalg.pooling_nhwc_sum"> ins(%[[X:.*]] = %arg0 : tensor<1x8x8x3xf32>) -> tensor<1x8x8x3xf32>
// CHECK-NEXT:      tensor.pad %[[X]]
func.func @tosa_average_pool(%x: tensor<1x8x8x3xf32>) -> (tensor<1x4x4x3xf32>, tensor<1x8x8x3xf32>) {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.avg_pool2d %x, %z, %z {acc_type = f32, kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}
    : (tensor<1x8x8x3xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x3xf32>
  %1 = tosa.avg_pool2d %x, %z, %z {acc_type = f32, kernel = array<i64: 3, 3>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}
    : (tensor<1x8x8x3xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x8x8x3xf32>
  return %0, %1 : tensor<1x4x4x3xf32>, tensor<1x8x8x3xf32>
}

// CHECK-LABEL: func.func @average_pool
// CHECK:         lxt.layer <kind = average_pool, op = "linalg.pooling_nchw_sum"> ins(%{{.*}} = %arg0 : tensor<1x3x8x8xf32>) -> tensor<1x3x4x4xf32>
// CHECK:           arith.divf
// CHECK:           lxt.yield
func.func @average_pool(%x: tensor<1x3x8x8xf32>) -> tensor<1x3x4x4xf32> {
  %four = arith.constant dense<4.0> : tensor<1x3x4x4xf32>
  %init = arith.constant dense<0.0> : tensor<1x3x4x4xf32>
  %window = tensor.empty() : tensor<2x2xf32>
  %0 = linalg.pooling_nchw_sum {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
    ins(%x, %window : tensor<1x3x8x8xf32>, tensor<2x2xf32>) outs(%init : tensor<1x3x4x4xf32>) -> tensor<1x3x4x4xf32>
  %1 = arith.divf %0, %four : tensor<1x3x4x4xf32>
  return %1 : tensor<1x3x4x4xf32>
}

//===----------------------------------------------------------------------===//
// Scales
//===----------------------------------------------------------------------===//

// By a number, by a constant of every element, whose constant is on either
// side; negation and casts. A constant divided by a value is nonlinear.
// CHECK-LABEL: func.func @scales
// CHECK:         lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = scale, op = "arith.divf"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = scale, op = "arith.negf"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[W:.*]] = lxt.layer <kind = scale, op = "arith.extf"> ins(%{{.*}} = %arg0 : tensor<2x2xf32>) -> tensor<2x2xf64>
// CHECK:         lxt.layer <kind = scale, op = "arith.truncf"> ins(%{{.*}} = %[[W]] :
// CHECK:         lxt.layer <kind = activation, op = "arith.divf"> ins(%{{.*}} = %arg0 :
func.func @scales(%x: tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf64>, tensor<2x2xbf16>, tensor<2x2xf32>) {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %c = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = tosa.mul %half, %x, %shift : (tensor<1x1xf32>, tensor<2x2xf32>, tensor<1xi8>) -> tensor<2x2xf32>
  %1 = arith.mulf %c, %x : tensor<2x2xf32>
  %2 = arith.divf %x, %c : tensor<2x2xf32>
  %3 = arith.negf %x : tensor<2x2xf32>
  %4 = tosa.cast %x : (tensor<2x2xf32>) -> tensor<2x2xf64>
  %5 = arith.truncf %4 : tensor<2x2xf64> to tensor<2x2xbf16>
  %6 = arith.divf %c, %x : tensor<2x2xf32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf64>, tensor<2x2xbf16>, tensor<2x2xf32>
}

// Rotary position embedding: its tables are computed in the graph, from
// positions and frequencies, and are constants.
// CHECK-LABEL: func.func @rotary
// CHECK:         math.cos
// CHECK:         math.sin
// CHECK:         %[[A:.*]] = lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[L:.*]] = lxt.layer <kind = movement, op = "tensor.extract_slice"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[H:.*]] = lxt.layer <kind = movement, op = "tensor.extract_slice"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[N:.*]] = lxt.layer <kind = scale, op = "arith.negf"> ins(%{{.*}} = %[[H]] :
// CHECK:         %[[R:.*]] = lxt.layer <kind = movement, op = "tensor.concat"> ins(%{{.*}} = %[[N]] : tensor<3x2xf32>, %{{.*}} = %[[L]] : tensor<3x2xf32>)
// CHECK:         %[[B:.*]] = lxt.layer <kind = scale, op = "arith.mulf"> ins(%{{.*}} = %[[R]] :
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[A]] : tensor<3x4xf32>, %{{.*}} = %[[B]] : tensor<3x4xf32>)
func.func @rotary(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %frequency = arith.constant dense<[[1.0, 0.1, 1.0, 0.1]]> : tensor<1x4xf32>
  %e0 = tensor.empty() : tensor<3x1xf32>
  %position = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]} outs(%e0 : tensor<3x1xf32>) {
  ^bb0(%out: f32):
    %6 = linalg.index 0 : index
    %7 = arith.index_cast %6 : index to i64
    %8 = arith.sitofp %7 : i64 to f32
    linalg.yield %8 : f32
  } -> tensor<3x1xf32>
  %zero = arith.constant dense<0.0> : tensor<3x4xf32>
  %angle = linalg.matmul ins(%position, %frequency : tensor<3x1xf32>, tensor<1x4xf32>) outs(%zero : tensor<3x4xf32>) -> tensor<3x4xf32>
  %cos = math.cos %angle : tensor<3x4xf32>
  %sin = math.sin %angle : tensor<3x4xf32>
  %0 = arith.mulf %x, %cos : tensor<3x4xf32>
  %1 = tensor.extract_slice %x[0, 0] [3, 2] [1, 1] : tensor<3x4xf32> to tensor<3x2xf32>
  %2 = tensor.extract_slice %x[0, 2] [3, 2] [1, 1] : tensor<3x4xf32> to tensor<3x2xf32>
  %3 = arith.negf %2 : tensor<3x2xf32>
  %rotated = tensor.concat dim(1) %3, %1 : (tensor<3x2xf32>, tensor<3x2xf32>) -> tensor<3x4xf32>
  %4 = arith.mulf %rotated, %sin : tensor<3x4xf32>
  %5 = arith.addf %0, %4 : tensor<3x4xf32>
  return %5 : tensor<3x4xf32>
}

//===----------------------------------------------------------------------===//
// Movement
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @movements
// CHECK:         lxt.layer <kind = movement, op = "tensor.collapse_shape"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = movement, op = "tensor.cast"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = movement, op = "tensor.pad"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = movement, op = "linalg.transpose"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = movement, op = "linalg.broadcast"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = movement, op = "tensor.insert_slice"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = movement, op = "tensor.reshape"> ins(%{{.*}} = %arg0 :
func.func @movements(%x: tensor<2x4xf32>) -> (tensor<8xf32>, tensor<?x4xf32>, tensor<2x5xf32>, tensor<4x2xf32>, tensor<3x2x4xf32>, tensor<2x8xf32>, tensor<4x2xf32>) {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.collapse_shape %x [[0, 1]] : tensor<2x4xf32> into tensor<8xf32>
  %1 = tensor.cast %x : tensor<2x4xf32> to tensor<?x4xf32>
  %2 = tensor.pad %x low[0, 1] high[0, 0] {
  ^bb0(%i: index, %j: index):
    tensor.yield %zero : f32
  } : tensor<2x4xf32> to tensor<2x5xf32>
  %e0 = tensor.empty() : tensor<4x2xf32>
  %3 = linalg.transpose ins(%x : tensor<2x4xf32>) outs(%e0 : tensor<4x2xf32>) permutation = [1, 0]
  %e1 = tensor.empty() : tensor<3x2x4xf32>
  %4 = linalg.broadcast ins(%x : tensor<2x4xf32>) outs(%e1 : tensor<3x2x4xf32>) dimensions = [0]
  %zeros = arith.constant dense<0.0> : tensor<2x8xf32>
  %5 = tensor.insert_slice %x into %zeros[0, 0] [2, 4] [1, 2] : tensor<2x4xf32> into tensor<2x8xf32>
  %shape = arith.constant dense<[4, 2]> : tensor<2xindex>
  %6 = tensor.reshape %x(%shape) : (tensor<2x4xf32>, tensor<2xindex>) -> tensor<4x2xf32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<8xf32>, tensor<?x4xf32>, tensor<2x5xf32>, tensor<4x2xf32>, tensor<3x2x4xf32>, tensor<2x8xf32>, tensor<4x2xf32>
}

// What repeats a value: a tile, a generic op that reads at fewer loops.
// CHECK-LABEL: func.func @repeated
// CHECK:         lxt.layer <kind = movement, op = "linalg.generic"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = movement
// CHECK:         lxt.layer <kind = movement, op = "linalg.generic"> ins(%{{.*}} = %arg1 :
func.func @repeated(%x: tensor<2x4xf32>, %y: tensor<2xf32>) -> (tensor<2x8xf32>, tensor<2x4xf32>) {
  %times = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %0 = tosa.tile %x, %times : (tensor<2x4xf32>, !tosa.shape<2>) -> tensor<2x8xf32>
  %e = tensor.empty() : tensor<2x4xf32>
  %1 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%y : tensor<2xf32>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<2x4xf32>
  return %0, %1 : tensor<2x8xf32>, tensor<2x4xf32>
}

// A lookup of an active table at constant indices moves it, in each of the forms.
// CHECK-LABEL: func.func @lookups
// CHECK:         lxt.layer <kind = movement, op = "tensor.extract"> ins(%[[T:.*]] = %arg0 : tensor<1x5x4xf32>) -> tensor<1x2x4xf32>
// CHECK:           tensor.extract %[[T]]
// CHECK:         lxt.layer <kind = movement, op = "tensor.extract"> ins(%[[T:.*]] = %arg1 : tensor<5x4xf32>) -> tensor<2x4xf32>
// CHECK:           tensor.extract %[[T]]
// CHECK:         lxt.layer <kind = movement, op = "tensor.extract"> ins(%[[T:.*]] = %arg1 : tensor<5x4xf32>) -> tensor<2x4xf32>
// CHECK:           tensor.extract %[[T]]
func.func @lookups(%x: tensor<1x5x4xf32>, %y: tensor<5x4xf32>, %i: tensor<1x2xi32>, %j: tensor<2x1xi64>) -> (tensor<1x2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>) {
  %0 = tosa.gather %x, %i : (tensor<1x5x4xf32>, tensor<1x2xi32>) -> tensor<1x2x4xf32>
  %1 = tensor.gather %y[%j] gather_dims([0]) : (tensor<5x4xf32>, tensor<2x1xi64>) -> tensor<2x4xf32>
  %c4 = arith.constant 4 : index
  %e = tensor.empty() : tensor<2x4xf32>
  %2 = linalg.generic {indexing_maps = [#kept, #id], iterator_types = ["parallel", "parallel"]} ins(%j : tensor<2x1xi64>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%in: i64, %out: f32):
    %3 = arith.index_cast %in : i64 to index
    %4 = linalg.index 1 : index
    %5 = tensor.extract %y[%3, %4] : tensor<5x4xf32>
    linalg.yield %5 : f32
  } -> tensor<2x4xf32>
  return %0, %1, %2 : tensor<1x2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>
}

//===----------------------------------------------------------------------===//
// Selection
//===----------------------------------------------------------------------===//

// Max-pooling with its padding, and a maximum along a dimension.
// CHECK-LABEL: func.func @tosa_selections
// CHECK:         lxt.layer <kind = selection, op = "linalg.pooling_nhwc_max"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = movement, op = "tensor.pad"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = selection, op = "linalg.pooling_nhwc_max">
// CHECK:         lxt.layer <kind = selection, op = "linalg.generic"> ins(%{{.*}} = %arg1 :
// CHECK:         lxt.layer <kind = movement, op = "tensor.expand_shape">
// CHECK:         lxt.layer <kind = selection, op = "arith.maximumf"> ins(%{{.*}} = %arg1 : tensor<2x4xf32>, %{{.*}} = %arg2 : tensor<2x4xf32>)
// CHECK:         lxt.layer <kind = selection, op = "arith.select"> ins(%{{.*}} = %arg1 : tensor<2x4xf32>, %{{.*}} = %arg2 : tensor<2x4xf32>)
func.func @tosa_selections(%x: tensor<1x6x6x2xf32>, %y: tensor<2x4xf32>, %z: tensor<2x4xf32>, %c: tensor<2x4xi1>)
    -> (tensor<1x3x3x2xf32>, tensor<1x6x6x2xf32>, tensor<2x1xf32>, tensor<2x4xf32>, tensor<2x4xf32>) {
  %0 = tosa.max_pool2d %x {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x6x6x2xf32>) -> tensor<1x3x3x2xf32>
  %1 = tosa.max_pool2d %x {kernel = array<i64: 3, 3>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>} : (tensor<1x6x6x2xf32>) -> tensor<1x6x6x2xf32>
  %2 = tosa.reduce_max %y {axis = 1 : i32} : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %3 = tosa.maximum %y, %z : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %4 = tosa.select %c, %y, %z : (tensor<2x4xi1>, tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0, %1, %2, %3, %4 : tensor<1x3x3x2xf32>, tensor<1x6x6x2xf32>, tensor<2x1xf32>, tensor<2x4xf32>, tensor<2x4xf32>
}

// The maximum with its position; what is taken where a constant mask says so,
// a constant elsewhere.
// CHECK-LABEL: func.func @selections
// CHECK:         lxt.layer <kind = selection, op = "linalg.pooling_nchw_max"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = selection, op = "linalg.generic"> ins(%{{.*}} = %arg1 : tensor<2x4xf32>) -> tensor<2xf32>
// CHECK:         lxt.layer <kind = selection, op = "arith.select"> ins(%{{.*}} = %arg1 : tensor<2x4xf32>) -> tensor<2x4xf32>
// CHECK:         lxt.layer <kind = selection, op = "arith.minimumf"> ins(%{{.*}} = %arg1 : tensor<2x4xf32>, %{{.*}} = %arg2 : tensor<2x4xf32>)
func.func @selections(%x: tensor<1x2x6x6xf32>, %y: tensor<2x4xf32>, %z: tensor<2x4xf32>) -> (tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2x4xf32>, tensor<2x4xf32>) {
  %low4 = arith.constant dense<0xFF800000> : tensor<1x2x3x3xf32>
  %window = tensor.empty() : tensor<2x2xf32>
  %0 = linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
    ins(%x, %window : tensor<1x2x6x6xf32>, tensor<2x2xf32>) outs(%low4 : tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %low = arith.constant dense<0xFF800000> : tensor<2xf32>
  %first = arith.constant dense<0> : tensor<2xi64>
  %1:2 = linalg.generic {indexing_maps = [#id, #row, #row], iterator_types = ["parallel", "reduction"]}
    ins(%y : tensor<2x4xf32>) outs(%low, %first : tensor<2xf32>, tensor<2xi64>) {
  ^bb0(%in: f32, %out: f32, %at: i64):
    %5 = linalg.index 1 : index
    %6 = arith.index_cast %5 : index to i64
    %7 = arith.maximumf %in, %out : f32
    %8 = arith.cmpf ogt, %in, %out : f32
    %9 = arith.select %8, %6, %at : i64
    linalg.yield %7, %9 : f32, i64
  } -> (tensor<2xf32>, tensor<2xi64>)
  %mask = arith.constant dense<[[true, false, true, true], [false, true, true, true]]> : tensor<2x4xi1>
  %lows = arith.constant dense<0xFF800000> : tensor<2x4xf32>
  %2 = arith.select %mask, %y, %lows : tensor<2x4xi1>, tensor<2x4xf32>
  %3 = arith.minimumf %y, %z : tensor<2x4xf32>
  return %0, %1#0, %2, %3 : tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2x4xf32>, tensor<2x4xf32>
}

//===----------------------------------------------------------------------===//
// Anything else
//===----------------------------------------------------------------------===//

// A product over a dimension is of no kind.
// CHECK-LABEL: func.func @unknown
// CHECK:         lxt.layer <{{.*}}op = "linalg.generic"> ins(%{{.*}} = %arg0 :
func.func @unknown(%x: tensor<2x4xf32>) -> tensor<2xf32> {
  %one = arith.constant dense<1.0> : tensor<2xf32>
  %0 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<2x4xf32>) outs(%one : tensor<2xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.mulf %in, %out : f32
    linalg.yield %1 : f32
  } -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
