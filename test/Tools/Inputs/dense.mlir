// y = x w + b for one row. At x = (1, 2): y = (3, 7).
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, 3.0], [0.5, 1.5]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 1.0]]> : tensor<1x2xf32>
  %y = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
