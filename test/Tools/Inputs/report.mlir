// A dense layer, a scale, a movement, and an activation.
func.func @main(%x: tensor<1x2xf32>) -> tensor<2x1xf32> {
  %w = arith.constant dense<[[1.0, 3.0], [0.5, 1.5]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 1.0]]> : tensor<1x2xf32>
  %half = arith.constant dense<0.5> : tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %y = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  %h = linalg.mul ins(%y, %half : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  %f = tensor.empty() : tensor<2x1xf32>
  %t = linalg.transpose ins(%h : tensor<1x2xf32>) outs(%f : tensor<2x1xf32>) permutation = [1, 0]
  %g = linalg.tanh ins(%t : tensor<2x1xf32>) outs(%f : tensor<2x1xf32>) -> tensor<2x1xf32>
  return %g : tensor<2x1xf32>
}
