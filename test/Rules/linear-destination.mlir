// The contraction's destination depends on the input: a residual connection, no bias.
// RUN: lxt-opt %s --lxt-lower-rules -verify-diagnostics -o /dev/null

func.func @destination(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op cannot be applied to 'linalg.matmul': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_plus ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%a : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}
