// y = log(x w + b) v. At x = (1, 2): x w + b = (5, -1), whose second logarithm is not a number.
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %w = arith.constant dense<[[2.0, 1.0], [1.0, -1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
  %v = arith.constant dense<[[2.0, 1.0, 0.0], [1.0, -1.0, 3.0]]> : tensor<2x3xf32>
  %zero = arith.constant dense<0.0> : tensor<1x3xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = linalg.log ins(%0 : tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  %y = linalg.matmul ins(%1, %v : tensor<1x2xf32>, tensor<2x3xf32>) outs(%zero : tensor<1x3xf32>) -> tensor<1x3xf32>
  return %y : tensor<1x3xf32>
}
