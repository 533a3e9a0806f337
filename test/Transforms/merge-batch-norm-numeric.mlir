// Folding a batch norm changes no number: the functions before and after it,
// with constants for which every result is exact.
// RUN: lxt-opt %s --lxt-normalise | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.before
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 --lxt-lower-rules \
// RUN:   | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.after
// RUN: diff %t.before %t.after
// RUN: FileCheck %s --input-file %t.after --check-prefix=NUMBERS

// One in each function below, two in @sequence and @twice; none stays.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --check-prefix=FOUND
// FOUND-COUNT-18: kind = batch_norm
// FOUND-NOT:      kind = batch_norm
// RUN: lxt-opt %s --verify-diagnostics --lxt-normalise --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 -o - \
// RUN:   | FileCheck %s --check-prefix=GONE
// GONE-NOT: kind = batch_norm

#vector = affine_map<(d0) -> (d0)>
#id2 = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
#kept = affine_map<(d0, d1) -> (0, d1)>
#id3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#channel3 = affine_map<(d0, d1, d2) -> (d1, 0)>
#id = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#c = affine_map<(d0, d1, d2, d3) -> (d1)>
#c11 = affine_map<(d0, d1, d2, d3) -> (d1, 0, 0)>
#unit = affine_map<(d0, d1, d2, d3) -> (0, d1, 0, 0)>

!image = tensor<1x2x3x3xf32>
!map = tensor<1x2x2x2xf32>
!pad = tensor<1x2x4x4xf32>
!m = tensor<2x2xf32>
!v = tensor<2xf32>
!v3 = tensor<2x1x1xf32>
!v4 = tensor<1x2x1x1xf32>

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

// As torch exports it: the bias is broadcast into the destination, and
// 1 / sqrt(variance + epsilon) is computed from the parameters.
func.func private @conv_bias(%x: !image) -> !image {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %epsilon = arith.constant 0.25 : f64
  %w = arith.constant dense<[[[[1.0, -2.0], [0.5, 1.0]], [[3.0, 1.0], [-1.0, 2.0]]], [[[2.0, 0.0], [1.0, -1.0]], [[-0.5, 4.0], [1.0, 1.0]]]]> : tensor<2x2x2x2xf32>
  %b = arith.constant dense<[1.0, -3.0]> : !v
  %variance = arith.constant dense<[3.75, 0.0]> : !v
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %weight = arith.constant dense<[3.0, -0.75]> : !v
  %bias = arith.constant dense<[5.0, 0.125]> : !v
  %padded = tensor.pad %x low[0, 0, 1, 0] high[0, 0, 0, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : !image to !pad
  %e = tensor.empty() : !image
  %init = linalg.broadcast ins(%b : !v) outs(%e : !image) dimensions = [0, 2, 3]
  %0 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded, %w : !pad, tensor<2x2x2x2xf32>) outs(%init : !image) -> !image
  %ev = tensor.empty() : !v
  %1 = linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%variance : !v) outs(%ev : !v) {
  ^bb0(%in: f32, %out: f32):
    %8 = arith.truncf %epsilon : f64 to f32
    %9 = arith.addf %in, %8 : f32
    linalg.yield %9 : f32
  } -> !v
  %2 = linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%1 : !v) outs(%ev : !v) {
  ^bb0(%in: f32, %out: f32):
    %8 = math.sqrt %in : f32
    linalg.yield %8 : f32
  } -> !v
  %3 = linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%2 : !v) outs(%ev : !v) {
  ^bb0(%in: f32, %out: f32):
    %8 = arith.cmpf one, %in, %zero : f32
    cf.assert %8, "unimplemented: tensor with zero element"
    %9 = arith.divf %one, %in : f32
    linalg.yield %9 : f32
  } -> !v
  %mean3 = tensor.expand_shape %mean [[0, 1, 2]] output_shape [2, 1, 1] : !v into !v3
  %scale3 = tensor.expand_shape %3 [[0, 1, 2]] output_shape [2, 1, 1] : !v into !v3
  %4 = linalg.generic {indexing_maps = [#id, #c11, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0, %mean3 : !image, !v3) outs(%e : !image) {
  ^bb0(%in: f32, %in2: f32, %out: f32):
    %8 = arith.subf %in, %in2 : f32
    linalg.yield %8 : f32
  } -> !image
  %5 = linalg.generic {indexing_maps = [#id, #c11, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%4, %scale3 : !image, !v3) outs(%e : !image) {
  ^bb0(%in: f32, %in2: f32, %out: f32):
    %8 = arith.mulf %in, %in2 : f32
    linalg.yield %8 : f32
  } -> !image
  %weight3 = tensor.expand_shape %weight [[0, 1, 2]] output_shape [2, 1, 1] : !v into !v3
  %6 = linalg.generic {indexing_maps = [#id, #c11, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%5, %weight3 : !image, !v3) outs(%e : !image) {
  ^bb0(%in: f32, %in2: f32, %out: f32):
    %8 = arith.mulf %in, %in2 : f32
    linalg.yield %8 : f32
  } -> !image
  %bias3 = tensor.expand_shape %bias [[0, 1, 2]] output_shape [2, 1, 1] : !v into !v3
  %7 = linalg.generic {indexing_maps = [#id, #c11, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%6, %bias3 : !image, !v3) outs(%e : !image) {
  ^bb0(%in: f32, %in2: f32, %out: f32):
    %8 = arith.addf %in, %in2 : f32
    linalg.yield %8 : f32
  } -> !image
  return %7 : !image
}

// No bias; constants of shape [1, C, 1, 1]; a quotient.
func.func private @conv_no_bias(%x: !image) -> !map {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[1.0, -2.0], [0.5, 1.0]], [[3.0, 1.0], [-1.0, 2.0]]], [[[2.0, 0.0], [1.0, -1.0]], [[-0.5, 4.0], [1.0, 1.0]]]]> : tensor<2x2x2x2xf32>
  %mean = arith.constant dense<[[[[2.0]], [[-1.5]]]]> : !v4
  %deviation = arith.constant dense<[[[[0.5]], [[4.0]]]]> : !v4
  %weight = arith.constant dense<[[[[3.0]], [[-0.75]]]]> : !v4
  %bias = arith.constant dense<[[[[5.0]], [[0.125]]]]> : !v4
  %e = tensor.empty() : !map
  %init = linalg.fill ins(%zero : f32) outs(%e : !map) -> !map
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w : !image, tensor<2x2x2x2xf32>) outs(%init : !map) -> !map
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #unit, #id] ins(%0, %mean : !map, !v4) outs(%e : !map) -> !map
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<div> indexing_maps = [#id, #unit, #id] ins(%1, %deviation : !map, !v4) outs(%e : !map) -> !map
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #unit, #id] ins(%2, %weight : !map, !v4) outs(%e : !map) -> !map
  %4 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id, #unit, #id] ins(%3, %bias : !map, !v4) outs(%e : !map) -> !map
  return %4 : !map
}

// No weight and bias of the norm; constants of shape [C]; the constant first.
func.func private @depthwise(%x: !image) -> !map {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[1.0, -2.0], [0.5, 1.0]], [[3.0, 1.0], [-1.0, 2.0]]]> : tensor<2x2x2xf32>
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %e = tensor.empty() : !map
  %init = linalg.fill ins(%zero : f32) outs(%e : !map) -> !map
  %0 = linalg.depthwise_conv_2d_nchw_chw ins(%x, %w : !image, tensor<2x2x2xf32>) outs(%init : !map) -> !map
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #c, #id] ins(%0, %mean : !map, !v) outs(%e : !map) -> !map
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#c, #id, #id] ins(%scale, %1 : !v, !map) outs(%e : !map) -> !map
  return %2 : !map
}

func.func private @conv_1d(%x: tensor<1x2x4xf32>) -> tensor<1x2x3xf32> {
  %w = arith.constant dense<[[[1.0, -2.0], [0.5, 1.0]], [[3.0, 1.0], [-1.0, 2.0]]]> : tensor<2x2x2xf32>
  %b = arith.constant dense<[1.0, -3.0]> : !v
  %mean = arith.constant dense<[[2.0], [-1.5]]> : tensor<2x1xf32>
  %scale = arith.constant dense<[[0.5], [4.0]]> : tensor<2x1xf32>
  %bias = arith.constant dense<[[5.0], [0.125]]> : tensor<2x1xf32>
  %e = tensor.empty() : tensor<1x2x3xf32>
  %init = linalg.broadcast ins(%b : !v) outs(%e : tensor<1x2x3xf32>) dimensions = [0, 2]
  %0 = linalg.conv_1d_ncw_fcw ins(%x, %w : tensor<1x2x4xf32>, tensor<2x2x2xf32>) outs(%init : tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id3, #channel3, #id3] ins(%0, %mean : tensor<1x2x3xf32>, tensor<2x1xf32>) outs(%e : tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id3, #channel3, #id3] ins(%1, %scale : tensor<1x2x3xf32>, tensor<2x1xf32>) outs(%e : tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id3, #channel3, #id3] ins(%2, %bias : tensor<1x2x3xf32>, tensor<2x1xf32>) outs(%e : tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  return %3 : tensor<1x2x3xf32>
}

// Channels last, a transpose, and a reshape of what is no channel before the norm.
func.func private @moved(%x: tensor<1x3x3x2xf32>) -> tensor<1x2x4xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[1.0, -2.0], [0.5, 1.0]], [[3.0, 1.0], [-1.0, 2.0]]], [[[2.0, 0.0], [1.0, -1.0]], [[-0.5, 4.0], [1.0, 1.0]]]]> : tensor<2x2x2x2xf32>
  %mean = arith.constant dense<[[2.0], [-1.5]]> : tensor<2x1xf32>
  %scale = arith.constant dense<[[0.5], [4.0]]> : tensor<2x1xf32>
  %bias = arith.constant dense<[[5.0], [0.125]]> : tensor<2x1xf32>
  %e = tensor.empty() : tensor<1x2x2x2xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %0 = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x3x3x2xf32>, tensor<2x2x2x2xf32>) outs(%init : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %t = linalg.transpose ins(%0 : tensor<1x2x2x2xf32>) outs(%e : tensor<1x2x2x2xf32>) permutation = [0, 3, 1, 2]
  %r = tensor.collapse_shape %t [[0], [1], [2, 3]] : tensor<1x2x2x2xf32> into tensor<1x2x4xf32>
  %e3 = tensor.empty() : tensor<1x2x4xf32>
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id3, #channel3, #id3] ins(%r, %mean : tensor<1x2x4xf32>, tensor<2x1xf32>) outs(%e3 : tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id3, #channel3, #id3] ins(%1, %scale : tensor<1x2x4xf32>, tensor<2x1xf32>) outs(%e3 : tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id3, #channel3, #id3] ins(%2, %bias : tensor<1x2x4xf32>, tensor<2x1xf32>) outs(%e3 : tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
  return %3 : tensor<1x2x4xf32>
}

//===----------------------------------------------------------------------===//
// TOSA
//===----------------------------------------------------------------------===//

func.func private @conv_tosa(%x: !image) -> !image {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %shape = tosa.const_shape {values = dense<[1, 2, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %epsilon = "tosa.const"() <{values = dense<0.25> : tensor<1xf32>}> : () -> tensor<1xf32>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<[[[[1.0, -2.0], [0.5, 1.0]], [[3.0, 1.0], [-1.0, 2.0]]], [[[2.0, 0.0], [1.0, -1.0]], [[-0.5, 4.0], [1.0, 1.0]]]]> : tensor<2x2x2x2xf32>}> : () -> tensor<2x2x2x2xf32>
  %b = "tosa.const"() <{values = dense<[1.0, -3.0]> : !v}> : () -> !v
  %variance = "tosa.const"() <{values = dense<[3.75, 0.0]> : !v}> : () -> !v
  %mean = "tosa.const"() <{values = dense<[[[[2.0]], [[-1.5]]]]> : !v4}> : () -> !v4
  %weight = "tosa.const"() <{values = dense<[[[[3.0]], [[-0.75]]]]> : !v4}> : () -> !v4
  %bias = "tosa.const"() <{values = dense<[[[[5.0]], [[0.125]]]]> : !v4}> : () -> !v4
  %0 = tosa.transpose %x {perms = array<i32: 0, 2, 3, 1>} : (!image) -> tensor<1x3x3x2xf32>
  %1 = tosa.conv2d %0, %w, %b, %none, %none {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 1, 0, 0, 1>, stride = array<i64: 1, 1>} : (tensor<1x3x3x2xf32>, tensor<2x2x2x2xf32>, !v, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x3x2xf32>
  %2 = tosa.transpose %1 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> !image
  %3 = tosa.add %epsilon, %variance : (tensor<1xf32>, !v) -> !v
  %4 = tosa.pow %3, %half : (!v, tensor<1xf32>) -> !v
  %5 = tosa.reciprocal %4 : (!v) -> !v
  %6 = tosa.sub %2, %mean : (!image, !v4) -> !image
  %7 = tosa.reshape %5, %shape : (!v, !tosa.shape<4>) -> !v4
  %8 = tosa.mul %6, %7, %shift : (!image, !v4, tensor<1xi8>) -> !image
  %9 = tosa.mul %8, %weight, %shift : (!image, !v4, tensor<1xi8>) -> !image
  %10 = tosa.add %9, %bias : (!image, !v4) -> !image
  return %10 : !image
}

// Two results for each of two channels: the convolution has them in two
// dimensions, which are then made one.
func.func private @depthwise_tosa(%x: !image) -> tensor<1x4x2x2xf32> {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %w = "tosa.const"() <{values = dense<[[[[1.0, -2.0], [0.5, 1.0]], [[3.0, 1.0], [-1.0, 2.0]]], [[[2.0, 0.0], [1.0, -1.0]], [[-0.5, 4.0], [1.0, 1.0]]]]> : tensor<2x2x2x2xf32>}> : () -> tensor<2x2x2x2xf32>
  %b = "tosa.const"() <{values = dense<[1.0, -3.0, 2.0, 0.5]> : tensor<4xf32>}> : () -> tensor<4xf32>
  %mean = "tosa.const"() <{values = dense<[[[[2.0]], [[-1.5]], [[3.0]], [[0.25]]]]> : tensor<1x4x1x1xf32>}> : () -> tensor<1x4x1x1xf32>
  %scale = "tosa.const"() <{values = dense<[[[[0.5]], [[2.0]], [[-4.0]], [[0.25]]]]> : tensor<1x4x1x1xf32>}> : () -> tensor<1x4x1x1xf32>
  %weight = "tosa.const"() <{values = dense<[[[[3.0]], [[-0.75]], [[1.0]], [[5.0]]]]> : tensor<1x4x1x1xf32>}> : () -> tensor<1x4x1x1xf32>
  %bias = "tosa.const"() <{values = dense<[[[[5.0]], [[0.125]], [[0.0]], [[-2.0]]]]> : tensor<1x4x1x1xf32>}> : () -> tensor<1x4x1x1xf32>
  %0 = tosa.transpose %x {perms = array<i32: 0, 2, 3, 1>} : (!image) -> tensor<1x3x3x2xf32>
  %1 = tosa.depthwise_conv2d %0, %w, %b, %none, %none {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x3x3x2xf32>, tensor<2x2x2x2xf32>, tensor<4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x4xf32>
  %2 = tosa.transpose %1 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x2x2x4xf32>) -> tensor<1x4x2x2xf32>
  %3 = tosa.sub %2, %mean : (tensor<1x4x2x2xf32>, tensor<1x4x1x1xf32>) -> tensor<1x4x2x2xf32>
  %4 = tosa.mul %3, %scale, %shift : (tensor<1x4x2x2xf32>, tensor<1x4x1x1xf32>, tensor<1xi8>) -> tensor<1x4x2x2xf32>
  %5 = tosa.mul %4, %weight, %shift : (tensor<1x4x2x2xf32>, tensor<1x4x1x1xf32>, tensor<1xi8>) -> tensor<1x4x2x2xf32>
  %6 = tosa.add %5, %bias : (tensor<1x4x2x2xf32>, tensor<1x4x1x1xf32>) -> tensor<1x4x2x2xf32>
  return %6 : tensor<1x4x2x2xf32>
}

// A dense layer is a product of matrices in a batch of one, and a reshape.
func.func private @dense_tosa(%x: !m) -> !m {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %batched = tosa.const_shape {values = dense<[1, 2, 2]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %flat = tosa.const_shape {values = dense<[2, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %w = "tosa.const"() <{values = dense<[[[1.0, -2.0], [0.5, 3.0]]]> : tensor<1x2x2xf32>}> : () -> tensor<1x2x2xf32>
  %b = "tosa.const"() <{values = dense<[[1.0, -3.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %mean = "tosa.const"() <{values = dense<[[2.0, -1.5]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %scale = "tosa.const"() <{values = dense<[[0.5, 4.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %bias = "tosa.const"() <{values = dense<[[5.0, 0.125]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %0 = tosa.reshape %x, %batched : (!m, !tosa.shape<3>) -> tensor<1x2x2xf32>
  %1 = tosa.matmul %0, %w, %none, %none : (tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2xf32>
  %2 = tosa.reshape %1, %flat : (tensor<1x2x2xf32>, !tosa.shape<2>) -> !m
  %3 = tosa.add %2, %b : (!m, tensor<1x2xf32>) -> !m
  %4 = tosa.sub %3, %mean : (!m, tensor<1x2xf32>) -> !m
  %5 = tosa.mul %4, %scale, %shift : (!m, tensor<1x2xf32>, tensor<1xi8>) -> !m
  %6 = tosa.add %5, %bias : (!m, tensor<1x2xf32>) -> !m
  return %6 : !m
}

//===----------------------------------------------------------------------===//
// Dense layers
//===----------------------------------------------------------------------===//

// z = (-1, 10; 7, -8), with the bias (0, 7; 8, -11): minus the mean (-2, 8.5; 6, -9.5),
// times scale (-1, 34; 3, -38), plus bias.
// NUMBERS:      {{^\[\[}}4, 34.125],
// NUMBERS-NEXT: {{^ \[}}8, -37.875]]
func.func private @dense(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %b = arith.constant dense<[1.0, -3.0]> : !v
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %bias = arith.constant dense<[5.0, 0.125]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id2, #col, #id2] ins(%0, %b : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #col, #id2] ins(%1, %mean : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #col, #id2] ins(%2, %scale : !m, !v) outs(%e : !m) -> !m
  %4 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id2, #col, #id2] ins(%3, %bias : !m, !v) outs(%e : !m) -> !m
  return %4 : !m
}

// The bias is subtracted; the weight is transposed; the norm ends in a scale.
// z = (-5, 13; 4, 2) - (1, -3), minus the mean (-8, 17.5; 1, 6.5), times (0.5, 4).
// NUMBERS:      {{^\[\[}}-4, 70],
// NUMBERS-NEXT: {{^ \[}}0.5, 26]]
func.func private @subtracted(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %mean = arith.constant dense<[[2.0, -1.5]]> : tensor<1x2xf32>
  %scale = arith.constant dense<[[0.5, 4.0]]> : tensor<1x2xf32>
  %e = tensor.empty() : !m
  %t = linalg.transpose ins(%w : !m) outs(%e : !m) permutation = [1, 0]
  %0 = linalg.matmul ins(%x, %t : !m, !m) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #kept, #id2] ins(%0, %b : !m, tensor<1x2xf32>) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #kept, #id2] ins(%1, %mean : !m, tensor<1x2xf32>) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #kept, #id2] ins(%2, %scale : !m, tensor<1x2xf32>) outs(%e : !m) -> !m
  return %3 : !m
}

// One number as bias of all channels.
// z = (-1, 10; 7, -8) + 3, minus the mean (0, 14.5; 8, -3.5), times (0.5, 4).
// NUMBERS:      {{^\[\[}}0, 58],
// NUMBERS-NEXT: {{^ \[}}4, -14]]
func.func private @one_bias(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %b = arith.constant dense<3.0> : tensor<1x1xf32>
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id2, affine_map<(d0, d1) -> (0, 0)>, #id2] ins(%0, %b : !m, tensor<1x1xf32>) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #col, #id2] ins(%1, %mean : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #col, #id2] ins(%2, %scale : !m, !v) outs(%e : !m) -> !m
  return %3 : !m
}

// Any number of rows.
// NUMBERS:      {{^\[\[}}-1.5, 46],
// NUMBERS-NEXT: {{^ \[}}2.5, -26]]
func.func private @dynamic(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %i = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %rows = tensor.dim %x, %i : tensor<?x2xf32>
  %e = tensor.empty(%rows) : tensor<?x2xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<?x2xf32>) -> tensor<?x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<?x2xf32>, !m) outs(%init : tensor<?x2xf32>) -> tensor<?x2xf32>
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #col, #id2] ins(%0, %mean : tensor<?x2xf32>, !v) outs(%e : tensor<?x2xf32>) -> tensor<?x2xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #col, #id2] ins(%1, %scale : tensor<?x2xf32>, !v) outs(%e : tensor<?x2xf32>) -> tensor<?x2xf32>
  return %2 : tensor<?x2xf32>
}

// The norm is of one row: what is cut off has the same channels.
// NUMBERS: {{^\[\[}}2.5, -26]]
func.func private @row(%x: !m) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %e = tensor.empty() : tensor<1x2xf32>
  %0 = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m
  %1 = tensor.extract_slice %0[1, 0] [1, 2] [1, 1] : !m to tensor<1x2xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #col, #id2] ins(%1, %mean : tensor<1x2xf32>, !v) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #col, #id2] ins(%2, %scale : tensor<1x2xf32>, !v) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

//===----------------------------------------------------------------------===//
// Several layers
//===----------------------------------------------------------------------===//

// The block's input is read by the addition, too: (-1.5, 46; 2.5, -26) plus x.
// NUMBERS:      {{^\[\[}}1.5, 50],
// NUMBERS-NEXT: {{^ \[}}12.5, 0]]
func.func private @residual(%x: !m) -> !m {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #col, #id2] ins(%0, %mean : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #col, #id2] ins(%1, %scale : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.add ins(%2, %x : !m, !m) outs(%e : !m) -> !m
  %4 = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%3 : !m) outs(%e : !m) {
  ^bb0(%in: f32, %out: f32):
    %5 = arith.maximumf %in, %zero : f32
    linalg.yield %5 : f32
  } -> !m
  return %4 : !m
}

// The same weight for both layers: each gets its own.
func.func private @sequence(%x: !m) -> !m {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %bias = arith.constant dense<[5.0, 0.125]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #col, #id2] ins(%0, %mean : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #col, #id2] ins(%1, %scale : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id2, #col, #id2] ins(%2, %bias : !m, !v) outs(%e : !m) -> !m
  %4 = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%3 : !m) outs(%e : !m) {
  ^bb0(%in: f32, %out: f32):
    %9 = arith.maximumf %in, %zero : f32
    linalg.yield %9 : f32
  } -> !m
  %5 = linalg.matmul ins(%4, %w : !m, !m) outs(%init : !m) -> !m
  %6 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #col, #id2] ins(%5, %bias : !m, !v) outs(%e : !m) -> !m
  %7 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #col, #id2] ins(%6, %scale : !m, !v) outs(%e : !m) -> !m
  %8 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id2, #col, #id2] ins(%7, %mean : !m, !v) outs(%e : !m) -> !m
  return %8 : !m
}

// Two norms in a row: once the first is part of the layer, the second is behind a linear layer, too.
// (-1.5, 46; 2.5, -26) plus the bias (3.5, 46.125; 7.5, -25.875), minus the mean (5, 46; 9, -26), times (4, 2).
// NUMBERS:      {{^\[\[}}20, 92],
// NUMBERS-NEXT: {{^ \[}}36, -52]]
func.func private @twice(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %bias = arith.constant dense<[5.0, 0.125]> : !v
  %mean2 = arith.constant dense<[-1.5, 0.125]> : !v
  %scale2 = arith.constant dense<[4.0, 2.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #col, #id2] ins(%0, %mean : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #col, #id2] ins(%1, %scale : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id2, #col, #id2] ins(%2, %bias : !m, !v) outs(%e : !m) -> !m
  %4 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id2, #col, #id2] ins(%3, %mean2 : !m, !v) outs(%e : !m) -> !m
  %5 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, #col, #id2] ins(%4, %scale2 : !m, !v) outs(%e : !m) -> !m
  return %5 : !m
}

//===----------------------------------------------------------------------===//
// The program
//===----------------------------------------------------------------------===//

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

func.func @main() {
  %image = arith.constant dense<[[[[1.0, 2.0, -1.0], [0.0, 3.0, 4.0], [-2.0, 1.0, 5.0]], [[2.0, -3.0, 1.0], [1.0, 6.0, 0.0], [4.0, -1.0, 2.0]]]]> : !image
  %last = arith.constant dense<[[[[1.0, 2.0], [-1.0, 0.0], [3.0, 4.0]], [[-2.0, 1.0], [5.0, 2.0], [-3.0, 1.0]], [[1.0, 6.0], [0.0, 4.0], [-1.0, 2.0]]]]> : tensor<1x3x3x2xf32>
  %line = arith.constant dense<[[[1.0, 2.0, -1.0, 3.0], [0.0, 4.0, -2.0, 1.0]]]> : tensor<1x2x4xf32>
  %m = arith.constant dense<[[3.0, 4.0], [10.0, 3.0]]> : !m
  %rows = tensor.cast %m : !m to tensor<?x2xf32>
  %0 = call @conv_bias(%image) : (!image) -> !image
  %1 = call @conv_no_bias(%image) : (!image) -> !map
  %2 = call @depthwise(%image) : (!image) -> !map
  %3 = call @conv_1d(%line) : (tensor<1x2x4xf32>) -> tensor<1x2x3xf32>
  %4 = call @moved(%last) : (tensor<1x3x3x2xf32>) -> tensor<1x2x4xf32>
  %5 = call @conv_tosa(%image) : (!image) -> !image
  %6 = call @depthwise_tosa(%image) : (!image) -> tensor<1x4x2x2xf32>
  %7 = call @dense_tosa(%m) : (!m) -> !m
  %8 = call @dense(%m) : (!m) -> !m
  %9 = call @subtracted(%m) : (!m) -> !m
  %10 = call @one_bias(%m) : (!m) -> !m
  %11 = call @dynamic(%rows) : (tensor<?x2xf32>) -> tensor<?x2xf32>
  %12 = call @row(%m) : (!m) -> tensor<1x2xf32>
  %13 = call @residual(%m) : (!m) -> !m
  %14 = call @sequence(%m) : (!m) -> !m
  %15 = call @twice(%m) : (!m) -> !m
  %u0 = tensor.cast %0 : !image to tensor<*xf32>
  %u1 = tensor.cast %1 : !map to tensor<*xf32>
  %u2 = tensor.cast %2 : !map to tensor<*xf32>
  %u3 = tensor.cast %3 : tensor<1x2x3xf32> to tensor<*xf32>
  %u4 = tensor.cast %4 : tensor<1x2x4xf32> to tensor<*xf32>
  %u5 = tensor.cast %5 : !image to tensor<*xf32>
  %u6 = tensor.cast %6 : tensor<1x4x2x2xf32> to tensor<*xf32>
  %u7 = tensor.cast %7 : !m to tensor<*xf32>
  %u8 = tensor.cast %8 : !m to tensor<*xf32>
  %u9 = tensor.cast %9 : !m to tensor<*xf32>
  %u10 = tensor.cast %10 : !m to tensor<*xf32>
  %u11 = tensor.cast %11 : tensor<?x2xf32> to tensor<*xf32>
  %u12 = tensor.cast %12 : tensor<1x2xf32> to tensor<*xf32>
  %u13 = tensor.cast %13 : !m to tensor<*xf32>
  %u14 = tensor.cast %14 : !m to tensor<*xf32>
  %u15 = tensor.cast %15 : !m to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u3) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u4) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u5) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u6) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u7) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u8) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u9) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u10) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u11) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u12) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u13) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u14) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u15) : (tensor<*xf32>) -> ()
  return
}
