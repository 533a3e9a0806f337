// Two convolutions with activations behind them, and a dense layer, for any number of images of three channels.
func.func @main(%x: tensor<?x3x5x5xf32>) -> tensor<?x4xf32> {
  %w0 = arith.constant dense<[[[[-0.625, 2.125], [1.75, -1.5]], [[0.375, 2.25], [1.25, 2.5]], [[2.125, -2.0], [2.25, -2.5]]], [[[1.25, -0.5], [1.875, -0.75]], [[-1.0, 1.25], [1.75, 1.875]], [[1.25, 0.625], [2.5, -1.375]]]]> : tensor<2x3x2x2xf32>
  %w1 = arith.constant dense<[[[[-0.75, 2.5, -1.375], [1.625, 0.5, -2.5], [-2.0, -1.25, 2.125]], [[-2.25, -0.125, -2.375], [-0.375, 1.25, 2.25], [0.5, 0.875, 0.625]]], [[[2.0, 1.0, -1.5], [0.375, -1.75, -2.25], [-1.5, 1.375, -0.875]], [[-0.5, 0.875, 2.5], [-0.125, 0.75, 1.5], [0.5, 2.0, 0.25]]]]> : tensor<2x2x3x3xf32>
  %w2 = arith.constant dense<[[1.75, 2.125, 0.75, 2.125], [-0.75, 0.125, -2.375, -0.375], [2.25, -1.25, 0.0, 1.75], [2.0, 2.0, -1.75, -0.875], [2.5, 2.0, -0.375, -0.25], [-1.625, -2.0, 1.25, 2.5], [1.25, -1.875, 0.25, -2.0], [0.75, -1.375, -2.375, -0.25]]> : tensor<8x4xf32>
  %b0 = arith.constant dense<[0.875, 0.75]> : tensor<2xf32>
  %b2 = arith.constant dense<[-1.625, -2.25, 2.25, 2.375]> : tensor<4xf32>
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x3x5x5xf32>
  %e0 = tensor.empty(%n) : tensor<?x2x4x4xf32>
  %i0 = linalg.broadcast ins(%b0 : tensor<2xf32>) outs(%e0 : tensor<?x2x4x4xf32>) dimensions = [0, 2, 3]
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w0 : tensor<?x3x5x5xf32>, tensor<2x3x2x2xf32>) outs(%i0 : tensor<?x2x4x4xf32>) -> tensor<?x2x4x4xf32>
  %1 = linalg.tanh ins(%0 : tensor<?x2x4x4xf32>) outs(%e0 : tensor<?x2x4x4xf32>) -> tensor<?x2x4x4xf32>
  %e1 = tensor.empty(%n) : tensor<?x2x2x2xf32>
  %i1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<?x2x2x2xf32>) -> tensor<?x2x2x2xf32>
  %2 = linalg.conv_2d_nchw_fchw ins(%1, %w1 : tensor<?x2x4x4xf32>, tensor<2x2x3x3xf32>) outs(%i1 : tensor<?x2x2x2xf32>) -> tensor<?x2x2x2xf32>
  %3 = linalg.tanh ins(%2 : tensor<?x2x2x2xf32>) outs(%e1 : tensor<?x2x2x2xf32>) -> tensor<?x2x2x2xf32>
  %4 = tensor.collapse_shape %3 [[0], [1, 2, 3]] : tensor<?x2x2x2xf32> into tensor<?x8xf32>
  %e2 = tensor.empty(%n) : tensor<?x4xf32>
  %i2 = linalg.broadcast ins(%b2 : tensor<4xf32>) outs(%e2 : tensor<?x4xf32>) dimensions = [0]
  %5 = linalg.matmul ins(%4, %w2 : tensor<?x8xf32>, tensor<8x4xf32>) outs(%i2 : tensor<?x4xf32>) -> tensor<?x4xf32>
  return %5 : tensor<?x4xf32>
}
