// y = tanh(x w).
func.func @net(%x: tensor<2x2xf64>) -> tensor<2x2xf64> {
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>
  %init = arith.constant dense<0.0> : tensor<2x2xf64>
  %0 = linalg.matmul ins(%x, %w : tensor<2x2xf64>, tensor<2x2xf64>) outs(%init : tensor<2x2xf64>) -> tensor<2x2xf64>
  %e = tensor.empty() : tensor<2x2xf64>
  %1 = linalg.tanh ins(%0 : tensor<2x2xf64>) outs(%e : tensor<2x2xf64>) -> tensor<2x2xf64>
  return %1 : tensor<2x2xf64>
}
