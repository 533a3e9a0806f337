// Linear layers: contractions and convolutions with one active operand and
// their constant bias, as TOSA and as linalg exports write them. There are no
// layers but those that are listed.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>
#id3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#last = affine_map<(d0, d1, d2) -> (d2)>
#id4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1, 0, 0)>

//===----------------------------------------------------------------------===//
// As TOSA exports write them
//===----------------------------------------------------------------------===//

// The bias comes after a reshape, and both are inside; a reshape before the
// layer is a layer of its own.
// CHECK-LABEL: func.func @tosa_dense
// CHECK:         %[[X:.*]] = lxt.layer <kind = movement, op = "tensor.expand_shape"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = dense, op = "linalg.batch_matmul"> ins(%[[A:.*]] = %[[X]] : tensor<1x3x8xf32>) -> tensor<3x6xf32>
// CHECK-NEXT:      %[[P:.*]] = linalg.batch_matmul ins(%[[A]], %{{.*}} :
// CHECK-NEXT:      tensor.collapse_shape %[[P]]
// CHECK:           arith.addf
// CHECK:           lxt.yield %{{.*}} : tensor<3x6xf32>
func.func @tosa_dense(%x: tensor<3x8xf32>) -> tensor<3x6xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<0.5> : tensor<1x8x6xf32>}> : () -> tensor<1x8x6xf32>
  %b = "tosa.const"() <{values = dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]> : tensor<1x6xf32>}> : () -> tensor<1x6xf32>
  %three = tosa.const_shape {values = dense<[1, 3, 8]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %two = tosa.const_shape {values = dense<[3, 6]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %0 = tosa.reshape %x, %three : (tensor<3x8xf32>, !tosa.shape<3>) -> tensor<1x3x8xf32>
  %1 = tosa.matmul %0, %w, %z, %z : (tensor<1x3x8xf32>, tensor<1x8x6xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x6xf32>
  %2 = tosa.reshape %1, %two : (tensor<1x3x6xf32>, !tosa.shape<2>) -> tensor<3x6xf32>
  %3 = tosa.add %2, %b : (tensor<3x6xf32>, tensor<1x6xf32>) -> tensor<3x6xf32>
  return %3 : tensor<3x6xf32>
}

// In NHWC, between two transposes, with its padding.
// CHECK-LABEL: func.func @tosa_conv
// CHECK:         %[[X:.*]] = lxt.layer <kind = movement, op = "linalg.transpose"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[Y:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_nhwc_fhwc"> ins(%[[A:.*]] = %[[X]] : tensor<2x8x8x3xf32>) -> tensor<2x8x8x5xf32>
// CHECK-NEXT:      %[[P:.*]] = tensor.pad %[[A]]
// CHECK:           linalg.conv_2d_nhwc_fhwc {{.*}} ins(%[[P]], %{{.*}} :
// CHECK:         lxt.layer <kind = movement, op = "linalg.transpose"> ins(%{{.*}} = %[[Y]] :
func.func @tosa_conv(%x: tensor<2x3x8x8xf32>) -> tensor<2x5x8x8xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<0.5> : tensor<5x3x3x3xf32>}> : () -> tensor<5x3x3x3xf32>
  %b = "tosa.const"() <{values = dense<[1.0, 2.0, 3.0, 4.0, 5.0]> : tensor<5xf32>}> : () -> tensor<5xf32>
  %0 = tosa.transpose %x {perms = array<i32: 0, 2, 3, 1>} : (tensor<2x3x8x8xf32>) -> tensor<2x8x8x3xf32>
  %1 = tosa.conv2d %0, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}
    : (tensor<2x8x8x3xf32>, tensor<5x3x3x3xf32>, tensor<5xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x8x8x5xf32>
  %2 = tosa.transpose %1 {perms = array<i32: 0, 3, 1, 2>} : (tensor<2x8x8x5xf32>) -> tensor<2x5x8x8xf32>
  return %2 : tensor<2x5x8x8xf32>
}

// The lowering adds this bias, after a reshape.
// CHECK-LABEL: func.func @tosa_depthwise
// CHECK:         lxt.layer <kind = convolution, op = "linalg.depthwise_conv_2d_nhwc_hwcm"> ins(%{{.*}} = %arg0 : tensor<1x7x7x4xf32>) -> tensor<1x7x7x4xf32>
// CHECK-NEXT:      tensor.pad
// CHECK:           linalg.depthwise_conv_2d_nhwc_hwcm
// CHECK-NEXT:      tensor.collapse_shape
// CHECK:           arith.addf
// CHECK:           lxt.yield
func.func @tosa_depthwise(%x: tensor<1x7x7x4xf32>) -> tensor<1x7x7x4xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<0.5> : tensor<3x3x4x1xf32>}> : () -> tensor<3x3x4x1xf32>
  %b = "tosa.const"() <{values = dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>}> : () -> tensor<4xf32>
  %0 = tosa.depthwise_conv2d %x, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}
    : (tensor<1x7x7x4xf32>, tensor<3x3x4x1xf32>, tensor<4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x4xf32>
  return %0 : tensor<1x7x7x4xf32>
}

// A grouped convolution is one convolution per slice of the channels.
// CHECK-LABEL: func.func @tosa_grouped
// CHECK:         %[[A:.*]] = lxt.layer <kind = movement, op = "tensor.extract_slice"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[C:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_nhwc_fhwc"> ins(%{{.*}} = %[[A]] :
// CHECK:         %[[B:.*]] = lxt.layer <kind = movement, op = "tensor.extract_slice"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[D:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_nhwc_fhwc"> ins(%{{.*}} = %[[B]] :
// CHECK:         lxt.layer <kind = movement, op = "tensor.concat"> ins(%{{.*}} = %[[C]] : tensor<1x7x7x3xf32>, %{{.*}} = %[[D]] : tensor<1x7x7x3xf32>)
func.func @tosa_grouped(%x: tensor<1x7x7x4xf32>) -> tensor<1x7x7x6xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<0.5> : tensor<3x3x3x2xf32>}> : () -> tensor<3x3x3x2xf32>
  %b = "tosa.const"() <{values = dense<[1.0, 2.0, 3.0]> : tensor<3xf32>}> : () -> tensor<3xf32>
  %zeros = tosa.const_shape {values = dense<0> : tensor<4xindex>} : () -> !tosa.shape<4>
  %from = tosa.const_shape {values = dense<[0, 0, 0, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %size = tosa.const_shape {values = dense<[1, 7, 7, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %0 = tosa.slice %x, %zeros, %size : (tensor<1x7x7x4xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x7x7x2xf32>
  %1 = tosa.conv2d %0, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}
    : (tensor<1x7x7x2xf32>, tensor<3x3x3x2xf32>, tensor<3xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x3xf32>
  %2 = tosa.slice %x, %from, %size : (tensor<1x7x7x4xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x7x7x2xf32>
  %3 = tosa.conv2d %2, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}
    : (tensor<1x7x7x2xf32>, tensor<3x3x3x2xf32>, tensor<3xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x3xf32>
  %4 = tosa.concat %1, %3 {axis = 3 : i32} : (tensor<1x7x7x3xf32>, tensor<1x7x7x3xf32>) -> tensor<1x7x7x6xf32>
  return %4 : tensor<1x7x7x6xf32>
}

//===----------------------------------------------------------------------===//
// As linalg exports write them
//===----------------------------------------------------------------------===//

// The weight's transpose is constant and stays outside.
// CHECK-LABEL: func.func @linear
// CHECK:         %[[W:.*]] = linalg.transpose
// CHECK:         %[[INIT:.*]] = linalg.fill
// CHECK:         lxt.layer <kind = dense, op = "linalg.matmul"> ins(%[[A:.*]] = %arg0 : tensor<3x8xf32>) -> tensor<3x6xf32>
// CHECK-NEXT:      %[[P:.*]] = linalg.matmul ins(%[[A]], %[[W]] : {{.*}}) outs(%[[INIT]] :
// CHECK-NEXT:      %[[Y:.*]] = linalg.generic {{.*}} ins(%[[P]], %cst
// CHECK:           lxt.yield %[[Y]]
func.func @linear(%x: tensor<3x8xf32>) -> tensor<3x6xf32> {
  %zero = arith.constant 0.0 : f32
  %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf32>
  %w = arith.constant dense<0.5> : tensor<6x8xf32>
  %e0 = tensor.empty() : tensor<8x6xf32>
  %wt = linalg.transpose ins(%w : tensor<6x8xf32>) outs(%e0 : tensor<8x6xf32>) permutation = [1, 0]
  %e1 = tensor.empty() : tensor<3x6xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e1 : tensor<3x6xf32>) -> tensor<3x6xf32>
  %0 = linalg.matmul ins(%x, %wt : tensor<3x8xf32>, tensor<8x6xf32>) outs(%init : tensor<3x6xf32>) -> tensor<3x6xf32>
  %1 = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]}
    ins(%0, %b : tensor<3x6xf32>, tensor<6xf32>) outs(%e1 : tensor<3x6xf32>) {
  ^bb0(%in: f32, %bias: f32, %out: f32):
    %2 = arith.addf %in, %bias : f32
    linalg.yield %2 : f32
  } -> tensor<3x6xf32>
  return %1 : tensor<3x6xf32>
}

// The bias is added behind the reshape that gives the batch its dimensions back.
// CHECK-LABEL: func.func @batched
// CHECK:         %[[X:.*]] = lxt.layer <kind = movement, op = "tensor.collapse_shape"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %[[X]] : tensor<6x8xf32>) -> tensor<2x3x6xf32>
// CHECK-NEXT:      linalg.matmul
// CHECK-NEXT:      tensor.expand_shape
// CHECK:           arith.addf
// CHECK:           lxt.yield
func.func @batched(%x: tensor<2x3x8xf32>) -> tensor<2x3x6xf32> {
  %init = arith.constant dense<0.0> : tensor<6x6xf32>
  %w = arith.constant dense<0.5> : tensor<8x6xf32>
  %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf32>
  %0 = tensor.collapse_shape %x [[0, 1], [2]] : tensor<2x3x8xf32> into tensor<6x8xf32>
  %1 = linalg.matmul ins(%0, %w : tensor<6x8xf32>, tensor<8x6xf32>) outs(%init : tensor<6x6xf32>) -> tensor<6x6xf32>
  %2 = tensor.expand_shape %1 [[0, 1], [2]] output_shape [2, 3, 6] : tensor<6x6xf32> into tensor<2x3x6xf32>
  %e = tensor.empty() : tensor<2x3x6xf32>
  %3 = linalg.generic {indexing_maps = [#id3, #last, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%2, %b : tensor<2x3x6xf32>, tensor<6xf32>) outs(%e : tensor<2x3x6xf32>) {
  ^bb0(%in: f32, %bias: f32, %out: f32):
    %4 = arith.addf %in, %bias : f32
    linalg.yield %4 : f32
  } -> tensor<2x3x6xf32>
  return %3 : tensor<2x3x6xf32>
}

// The bias is what the convolution starts from.
// CHECK-LABEL: func.func @conv
// CHECK:         %[[B:.*]] = linalg.broadcast
// CHECK:         lxt.layer <kind = convolution, op = "linalg.conv_2d_nchw_fchw"> ins(%[[A:.*]] = %arg0 : tensor<2x3x8x8xf32>) -> tensor<2x5x8x8xf32>
// CHECK-NEXT:      %[[P:.*]] = tensor.pad %[[A]]
// CHECK:           linalg.conv_2d_nchw_fchw {{.*}} ins(%[[P]], %{{.*}}) outs(%[[B]] :
func.func @conv(%x: tensor<2x3x8x8xf32>) -> tensor<2x5x8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<0.5> : tensor<5x3x3x3xf32>
  %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0]> : tensor<5xf32>
  %0 = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<2x3x8x8xf32> to tensor<2x3x10x10xf32>
  %e = tensor.empty() : tensor<2x5x8x8xf32>
  %init = linalg.broadcast ins(%b : tensor<5xf32>) outs(%e : tensor<2x5x8x8xf32>) dimensions = [0, 2, 3]
  %1 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>}
    ins(%0, %w : tensor<2x3x10x10xf32>, tensor<5x3x3x3xf32>) outs(%init : tensor<2x5x8x8xf32>) -> tensor<2x5x8x8xf32>
  return %1 : tensor<2x5x8x8xf32>
}

// CHECK-LABEL: func.func @grouped
// CHECK:         %[[X:.*]] = lxt.layer <kind = movement, op = "tensor.expand_shape"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[Y:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_ngchw_gfchw"> ins(%{{.*}} = %[[X]] :
// CHECK:         lxt.layer <kind = movement, op = "tensor.collapse_shape"> ins(%{{.*}} = %[[Y]] :
func.func @grouped(%x: tensor<1x4x9x9xf32>) -> tensor<1x6x7x7xf32> {
  %w = arith.constant dense<0.5> : tensor<2x3x2x3x3xf32>
  %init = arith.constant dense<0.0> : tensor<1x2x3x7x7xf32>
  %0 = tensor.expand_shape %x [[0], [1, 2], [3], [4]] output_shape [1, 2, 2, 9, 9] : tensor<1x4x9x9xf32> into tensor<1x2x2x9x9xf32>
  %1 = linalg.conv_2d_ngchw_gfchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>}
    ins(%0, %w : tensor<1x2x2x9x9xf32>, tensor<2x3x2x3x3xf32>) outs(%init : tensor<1x2x3x7x7xf32>) -> tensor<1x2x3x7x7xf32>
  %2 = tensor.collapse_shape %1 [[0], [1, 2], [3], [4]] : tensor<1x2x3x7x7xf32> into tensor<1x6x7x7xf32>
  return %2 : tensor<1x6x7x7xf32>
}

// CHECK-LABEL: func.func @depthwise
// CHECK:         lxt.layer <kind = convolution, op = "linalg.depthwise_conv_2d_nchw_chw"> ins(%{{.*}} = %arg0 :
func.func @depthwise(%x: tensor<1x4x9x9xf32>) -> tensor<1x4x7x7xf32> {
  %w = arith.constant dense<0.5> : tensor<4x3x3xf32>
  %init = arith.constant dense<0.0> : tensor<1x4x7x7xf32>
  %0 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>}
    ins(%x, %w : tensor<1x4x9x9xf32>, tensor<4x3x3xf32>) outs(%init : tensor<1x4x7x7xf32>) -> tensor<1x4x7x7xf32>
  return %0 : tensor<1x4x7x7xf32>
}

// Which operand is the weight does not matter, nor what the op is called.
// CHECK-LABEL: func.func @others
// CHECK:         lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = dense, op = "linalg.matvec"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = dense, op = "linalg.vecmat"> ins(%{{.*}} = %arg1 :
// CHECK:         lxt.layer <kind = dense, op = "linalg.dot"> ins(%{{.*}} = %arg1 :
// CHECK:         lxt.layer <kind = convolution, op = "linalg.conv_1d"> ins(%{{.*}} = %arg1 :
// CHECK:         lxt.layer <kind = dense, op = "linalg.generic"> ins(%{{.*}} = %arg0 :
// CHECK:           arith.extf
func.func @others(%x: tensor<3x8xf32>, %v: tensor<8xf32>) -> (tensor<4x8xf32>, tensor<3xf32>, tensor<5xf32>, tensor<f32>, tensor<6xf32>, tensor<3xf64>) {
  %a = arith.constant dense<0.5> : tensor<4x3xf32>
  %za = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = linalg.matmul ins(%a, %x : tensor<4x3xf32>, tensor<3x8xf32>) outs(%za : tensor<4x8xf32>) -> tensor<4x8xf32>
  %b = arith.constant dense<0.5> : tensor<8xf32>
  %zb = arith.constant dense<0.0> : tensor<3xf32>
  %1 = linalg.matvec ins(%x, %b : tensor<3x8xf32>, tensor<8xf32>) outs(%zb : tensor<3xf32>) -> tensor<3xf32>
  %c = arith.constant dense<0.5> : tensor<8x5xf32>
  %zc = arith.constant dense<0.0> : tensor<5xf32>
  %2 = linalg.vecmat ins(%v, %c : tensor<8xf32>, tensor<8x5xf32>) outs(%zc : tensor<5xf32>) -> tensor<5xf32>
  %zd = arith.constant dense<0.0> : tensor<f32>
  %3 = linalg.dot ins(%v, %b : tensor<8xf32>, tensor<8xf32>) outs(%zd : tensor<f32>) -> tensor<f32>
  %d = arith.constant dense<0.5> : tensor<3xf32>
  %ze = arith.constant dense<0.0> : tensor<6xf32>
  %4 = linalg.conv_1d ins(%v, %d : tensor<8xf32>, tensor<3xf32>) outs(%ze : tensor<6xf32>) -> tensor<6xf32>
  // Products of casts.
  %zf = arith.constant dense<0.0> : tensor<3xf64>
  %5 = linalg.generic {indexing_maps = [#id, #col, #row], iterator_types = ["parallel", "reduction"]}
    ins(%x, %b : tensor<3x8xf32>, tensor<8xf32>) outs(%zf : tensor<3xf64>) {
  ^bb0(%in: f32, %w: f32, %out: f64):
    %6 = arith.extf %in : f32 to f64
    %7 = arith.extf %w : f32 to f64
    %8 = arith.mulf %6, %7 : f64
    %9 = arith.addf %out, %8 : f64
    linalg.yield %9 : f64
  } -> tensor<3xf64>
  return %0, %1, %2, %3, %4, %5 : tensor<4x8xf32>, tensor<3xf32>, tensor<5xf32>, tensor<f32>, tensor<6xf32>, tensor<3xf64>
}

//===----------------------------------------------------------------------===//
// What is no bias
//===----------------------------------------------------------------------===//

// The product is used twice, so the sum is a layer of its own.
// CHECK-LABEL: func.func @shared
// CHECK:         %[[P:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %arg0 :
// CHECK-NEXT:      linalg.matmul
// CHECK-NEXT:      lxt.yield
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[P]] :
func.func @shared(%x: tensor<3x8xf32>) -> (tensor<3x6xf32>, tensor<3x6xf32>) {
  %w = arith.constant dense<0.5> : tensor<8x6xf32>
  %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf32>
  %init = arith.constant dense<0.0> : tensor<3x6xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<3x8xf32>, tensor<8x6xf32>) outs(%init : tensor<3x6xf32>) -> tensor<3x6xf32>
  %e = tensor.empty() : tensor<3x6xf32>
  %1 = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]}
    ins(%0, %b : tensor<3x6xf32>, tensor<6xf32>) outs(%e : tensor<3x6xf32>) {
  ^bb0(%in: f32, %bias: f32, %out: f32):
    %2 = arith.addf %in, %bias : f32
    linalg.yield %2 : f32
  } -> tensor<3x6xf32>
  return %0, %1 : tensor<3x6xf32>, tensor<3x6xf32>
}

// A position embedding, a constant of every element, is no bias.
// CHECK-LABEL: func.func @position_embedding
// CHECK:         %[[P:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[P]] :
func.func @position_embedding(%x: tensor<3x8xf32>) -> tensor<3x2xf32> {
  %w = arith.constant dense<0.5> : tensor<8x2xf32>
  %positions = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
  %init = arith.constant dense<0.0> : tensor<3x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<3x8xf32>, tensor<8x2xf32>) outs(%init : tensor<3x2xf32>) -> tensor<3x2xf32>
  %1 = arith.addf %0, %positions : tensor<3x2xf32>
  return %1 : tensor<3x2xf32>
}

// Nor is a residual connection: both of its operands are active.
// CHECK-LABEL: func.func @residual
// CHECK:         %[[P:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %arg0 : tensor<3x3xf32>, %{{.*}} = %[[P]] : tensor<3x3xf32>)
func.func @residual(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %w = arith.constant dense<0.5> : tensor<3x3xf32>
  %init = arith.constant dense<0.0> : tensor<3x3xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<3x3xf32>, tensor<3x3xf32>) outs(%init : tensor<3x3xf32>) -> tensor<3x3xf32>
  %1 = arith.addf %x, %0 : tensor<3x3xf32>
  return %1 : tensor<3x3xf32>
}

// The mean that a batch norm subtracts is that layer's, not the convolution's.
// CHECK-LABEL: func.func @batch_norm
// CHECK:         %[[Y:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_nchw_fchw"> ins(%{{.*}} = %arg0 :
// CHECK-NOT:       arith.subf
// CHECK:           lxt.yield
// CHECK:         lxt.layer <kind = batch_norm, op = "arith.subf"> ins(%{{.*}} = %[[Y]] :
// CHECK:           lxt.layer <kind = sum, op = "arith.subf">
// CHECK:           lxt.layer <kind = scale, op = "arith.mulf">
func.func @batch_norm(%x: tensor<1x3x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %w = arith.constant dense<0.5> : tensor<2x3x1x1xf32>
  %mean = arith.constant dense<[[[1.0]], [[2.0]]]> : tensor<2x1x1xf32>
  %scale = arith.constant dense<[[[3.0]], [[4.0]]]> : tensor<2x1x1xf32>
  %init = arith.constant dense<0.0> : tensor<1x2x4x4xf32>
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x3x4x4xf32>, tensor<2x3x1x1xf32>) outs(%init : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  %e = tensor.empty() : tensor<1x2x4x4xf32>
  %1 = linalg.generic {indexing_maps = [#id4, #channel, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%0, %mean : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %m: f32, %out: f32):
    %3 = arith.subf %in, %m : f32
    linalg.yield %3 : f32
  } -> tensor<1x2x4x4xf32>
  %2 = linalg.generic {indexing_maps = [#id4, #channel, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%1, %scale : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %3 = arith.mulf %in, %s : f32
    linalg.yield %3 : f32
  } -> tensor<1x2x4x4xf32>
  return %2 : tensor<1x2x4x4xf32>
}

// What depends on no input is no layer, and relevance takes no way through integers.
// CHECK-LABEL: func.func @inactive
// CHECK:         lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %arg0 :
func.func @inactive(%x: tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>) {
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : tensor<2x2xf32>
  %0 = linalg.matmul ins(%w, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%init : tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = linalg.matmul ins(%x, %0 : tensor<2x2xf32>, tensor<2x2xf32>) outs(%init : tensor<2x2xf32>) -> tensor<2x2xf32>
  %2 = arith.fptosi %x : tensor<2x2xf32> to tensor<2x2xi32>
  %3 = arith.sitofp %2 : tensor<2x2xi32> to tensor<2x2xf32>
  %4 = arith.mulf %3, %w : tensor<2x2xf32>
  return %1, %4 : tensor<2x2xf32>, tensor<2x2xf32>
}
