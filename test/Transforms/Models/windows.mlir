// Convolutions and pooling, against finite differences and with a leading
// dimension on the cotangent.
// RUN: %check_vjp %s | FileCheck %s

// CHECK: conv_1d: ok
func.func @conv_1d(%x: tensor<9xf64>, %w: tensor<3xf64>) -> tensor<7xf64> {
  %zero = arith.constant dense<0.0> : tensor<7xf64>
  %0 = linalg.conv_1d ins(%x, %w : tensor<9xf64>, tensor<3xf64>) outs(%zero : tensor<7xf64>) -> tensor<7xf64>
  return %0 : tensor<7xf64>
}

// CHECK: conv_1d_ncw: ok
func.func @conv_1d_ncw(%x: tensor<2x3x9xf64>, %w: tensor<4x3x2xf64>) -> tensor<2x4x3xf64> {
  %zero = arith.constant dense<0.0> : tensor<2x4x3xf64>
  %0 = linalg.conv_1d_ncw_fcw {dilations = dense<2> : tensor<1xi64>, strides = dense<3> : tensor<1xi64>}
    ins(%x, %w : tensor<2x3x9xf64>, tensor<4x3x2xf64>) outs(%zero : tensor<2x4x3xf64>) -> tensor<2x4x3xf64>
  return %0 : tensor<2x4x3xf64>
}

// CHECK: conv_1d_nwc: ok
func.func @conv_1d_nwc(%x: tensor<1x8x3xf64>, %w: tensor<3x3x2xf64>) -> tensor<1x3x2xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x3x2xf64>
  %0 = linalg.conv_1d_nwc_wcf {dilations = dense<1> : tensor<1xi64>, strides = dense<2> : tensor<1xi64>}
    ins(%x, %w : tensor<1x8x3xf64>, tensor<3x3x2xf64>) outs(%zero : tensor<1x3x2xf64>) -> tensor<1x3x2xf64>
  return %0 : tensor<1x3x2xf64>
}

// CHECK: conv_2d: ok
func.func @conv_2d(%x: tensor<2x3x6x7xf64>, %w: tensor<4x3x3x2xf64>) -> tensor<2x4x4x6xf64> {
  %zero = arith.constant dense<0.0> : tensor<2x4x4x6xf64>
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<2x3x6x7xf64>, tensor<4x3x3x2xf64>) outs(%zero : tensor<2x4x4x6xf64>) -> tensor<2x4x4x6xf64>
  return %0 : tensor<2x4x4x6xf64>
}

// Elements at the end that no window reads.
// CHECK: conv_2d_strided: ok
func.func @conv_2d_strided(%x: tensor<1x2x8x9xf64>, %w: tensor<3x2x3x2xf64>) -> tensor<1x3x3x3xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x3x3x3xf64>
  %0 = linalg.conv_2d_nchw_fchw {strides = dense<[2, 3]> : tensor<2xi64>}
    ins(%x, %w : tensor<1x2x8x9xf64>, tensor<3x2x3x2xf64>) outs(%zero : tensor<1x3x3x3xf64>) -> tensor<1x3x3x3xf64>
  return %0 : tensor<1x3x3x3xf64>
}

// CHECK: conv_2d_dilated: ok
func.func @conv_2d_dilated(%x: tensor<1x7x8x2xf64>, %w: tensor<3x3x2x3xf64>) -> tensor<1x3x2x3xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x3x2x3xf64>
  %0 = linalg.conv_2d_nhwc_hwcf {dilations = dense<[2, 3]> : tensor<2xi64>}
    ins(%x, %w : tensor<1x7x8x2xf64>, tensor<3x3x2x3xf64>) outs(%zero : tensor<1x3x2x3xf64>) -> tensor<1x3x2x3xf64>
  return %0 : tensor<1x3x2x3xf64>
}

// CHECK: conv_2d_both: ok
func.func @conv_2d_both(%x: tensor<1x9x9x2xf64>, %w: tensor<3x3x3x2xf64>) -> tensor<1x3x3x3xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x3x3x3xf64>
  %0 = linalg.conv_2d_nhwc_fhwc {dilations = dense<2> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
    ins(%x, %w : tensor<1x9x9x2xf64>, tensor<3x3x3x2xf64>) outs(%zero : tensor<1x3x3x3xf64>) -> tensor<1x3x3x3xf64>
  return %0 : tensor<1x3x3x3xf64>
}

// A window of one element, strided.
// CHECK: conv_2d_point: ok
func.func @conv_2d_point(%x: tensor<1x2x5x5xf64>, %w: tensor<3x2x1x1xf64>) -> tensor<1x3x3x3xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x3x3x3xf64>
  %0 = linalg.conv_2d_nchw_fchw {strides = dense<2> : tensor<2xi64>}
    ins(%x, %w : tensor<1x2x5x5xf64>, tensor<3x2x1x1xf64>) outs(%zero : tensor<1x3x3x3xf64>) -> tensor<1x3x3x3xf64>
  return %0 : tensor<1x3x3x3xf64>
}

// CHECK: conv_2d_grouped: ok
func.func @conv_2d_grouped(%x: tensor<1x2x2x5x5xf64>, %w: tensor<2x3x2x2x2xf64>) -> tensor<1x2x3x4x4xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x2x3x4x4xf64>
  %0 = linalg.conv_2d_ngchw_gfchw {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
    ins(%x, %w : tensor<1x2x2x5x5xf64>, tensor<2x3x2x2x2xf64>) outs(%zero : tensor<1x2x3x4x4xf64>) -> tensor<1x2x3x4x4xf64>
  return %0 : tensor<1x2x3x4x4xf64>
}

// CHECK: conv_3d: ok
func.func @conv_3d(%x: tensor<1x5x4x3x2xf64>, %w: tensor<2x2x2x2x2xf64>) -> tensor<1x2x3x2x2xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x2x3x2x2xf64>
  %0 = linalg.conv_3d_ndhwc_dhwcf {dilations = dense<1> : tensor<3xi64>, strides = dense<[2, 1, 1]> : tensor<3xi64>}
    ins(%x, %w : tensor<1x5x4x3x2xf64>, tensor<2x2x2x2x2xf64>) outs(%zero : tensor<1x2x3x2x2xf64>) -> tensor<1x2x3x2x2xf64>
  return %0 : tensor<1x2x3x2x2xf64>
}

// CHECK: depthwise_2d: ok
func.func @depthwise_2d(%x: tensor<1x3x6x6xf64>, %w: tensor<3x3x3xf64>) -> tensor<1x3x2x2xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x3x2x2xf64>
  %0 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
    ins(%x, %w : tensor<1x3x6x6xf64>, tensor<3x3x3xf64>) outs(%zero : tensor<1x3x2x2xf64>) -> tensor<1x3x2x2xf64>
  return %0 : tensor<1x3x2x2xf64>
}

// CHECK: depthwise_2d_multiplier: ok
func.func @depthwise_2d_multiplier(%x: tensor<1x4x5x2xf64>, %w: tensor<2x2x2x3xf64>) -> tensor<1x3x4x2x3xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x3x4x2x3xf64>
  %0 = linalg.depthwise_conv_2d_nhwc_hwcm {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
    ins(%x, %w : tensor<1x4x5x2xf64>, tensor<2x2x2x3xf64>) outs(%zero : tensor<1x3x4x2x3xf64>) -> tensor<1x3x4x2x3xf64>
  return %0 : tensor<1x3x4x2x3xf64>
}

// CHECK: depthwise_1d: ok
func.func @depthwise_1d(%x: tensor<2x3x7xf64>, %w: tensor<3x3xf64>) -> tensor<2x3x3xf64> {
  %zero = arith.constant dense<0.0> : tensor<2x3x3xf64>
  %0 = linalg.depthwise_conv_1d_ncw_cw {dilations = dense<1> : tensor<1xi64>, strides = dense<2> : tensor<1xi64>}
    ins(%x, %w : tensor<2x3x7xf64>, tensor<3x3xf64>) outs(%zero : tensor<2x3x3xf64>) -> tensor<2x3x3xf64>
  return %0 : tensor<2x3x3xf64>
}

// CHECK: padded: ok
func.func @padded(%x: tensor<1x2x5x5xf64>, %w: tensor<3x2x3x3xf64>, %b: tensor<3xf64>) -> tensor<1x3x3x3xf64> {
  %f0 = arith.constant 0.0 : f64
  %e = tensor.empty() : tensor<1x3x3x3xf64>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %f0 : f64
  } : tensor<1x2x5x5xf64> to tensor<1x2x7x7xf64>
  %bias = linalg.broadcast ins(%b : tensor<3xf64>) outs(%e : tensor<1x3x3x3xf64>) dimensions = [0, 2, 3]
  %0 = linalg.conv_2d_nchw_fchw {strides = dense<2> : tensor<2xi64>}
    ins(%p, %w : tensor<1x2x7x7xf64>, tensor<3x2x3x3xf64>) outs(%bias : tensor<1x3x3x3xf64>) -> tensor<1x3x3x3xf64>
  return %0 : tensor<1x3x3x3xf64>
}

// CHECK: pool_sum: ok
func.func @pool_sum(%x: tensor<1x2x6x7xf64>) -> tensor<1x2x3x3xf64> {
  %zero = arith.constant dense<0.0> : tensor<1x2x3x3xf64>
  %window = tensor.empty() : tensor<2x3xf64>
  %0 = linalg.pooling_nchw_sum {strides = dense<2> : tensor<2xi64>}
    ins(%x, %window : tensor<1x2x6x7xf64>, tensor<2x3xf64>) outs(%zero : tensor<1x2x3x3xf64>) -> tensor<1x2x3x3xf64>
  return %0 : tensor<1x2x3x3xf64>
}

// CHECK: pool_max: ok
func.func @pool_max(%x: tensor<1x2x6x6xf64>) -> tensor<1x2x3x3xf64> {
  %low = arith.constant dense<0xFFF0000000000000> : tensor<1x2x3x3xf64>
  %window = tensor.empty() : tensor<2x2xf64>
  %0 = linalg.pooling_nchw_max {strides = dense<2> : tensor<2xi64>}
    ins(%x, %window : tensor<1x2x6x6xf64>, tensor<2x2xf64>) outs(%low : tensor<1x2x3x3xf64>) -> tensor<1x2x3x3xf64>
  return %0 : tensor<1x2x3x3xf64>
}

// Windows that overlap, with dilation.
// CHECK: pool_max_overlapping: ok
func.func @pool_max_overlapping(%x: tensor<1x7x7x2xf64>) -> tensor<1x3x3x2xf64> {
  %low = arith.constant dense<0xFFF0000000000000> : tensor<1x3x3x2xf64>
  %window = tensor.empty() : tensor<3x3xf64>
  %0 = linalg.pooling_nhwc_max {dilations = dense<2> : tensor<2xi64>}
    ins(%x, %window : tensor<1x7x7x2xf64>, tensor<3x3xf64>) outs(%low : tensor<1x3x3x2xf64>) -> tensor<1x3x3x2xf64>
  return %0 : tensor<1x3x3x2xf64>
}

// CHECK: pool_min_1d: ok
func.func @pool_min_1d(%x: tensor<1x8x2xf64>) -> tensor<1x4x2xf64> {
  %high = arith.constant dense<0x7FF0000000000000> : tensor<1x4x2xf64>
  %window = tensor.empty() : tensor<2xf64>
  %0 = linalg.pooling_nwc_min {strides = dense<2> : tensor<1xi64>}
    ins(%x, %window : tensor<1x8x2xf64>, tensor<2xf64>) outs(%high : tensor<1x4x2xf64>) -> tensor<1x4x2xf64>
  return %0 : tensor<1x4x2xf64>
}

// CHECK: conv_dynamic: ok
func.func @conv_dynamic(%x: tensor<?x2x5x5xf64>, %w: tensor<3x2x3x3xf64>) -> tensor<?x3x3x3xf64> {
  %c0 = arith.constant 0 : index
  %f0 = arith.constant 0.0 : f64
  %n = tensor.dim %x, %c0 : tensor<?x2x5x5xf64>
  %e = tensor.empty(%n) : tensor<?x3x3x3xf64>
  %z = linalg.fill ins(%f0 : f64) outs(%e : tensor<?x3x3x3xf64>) -> tensor<?x3x3x3xf64>
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<?x2x5x5xf64>, tensor<3x2x3x3xf64>) outs(%z : tensor<?x3x3x3xf64>) -> tensor<?x3x3x3xf64>
  return %0 : tensor<?x3x3x3xf64>
}
