//--- nothing.mlir
// A constant that is only read, one of booleans, and what depends on the argument.
func.func @main(%x: tensor<4x2xf32>, %init: tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xi1>) {
  %w = arith.constant dense<[[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]> : tensor<2x3xf32>
  %m = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %e = tensor.empty() : tensor<4x3xf32>
  %0 = linalg.exp ins(%init : tensor<4x3xf32>) outs(%e : tensor<4x3xf32>) -> tensor<4x3xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x2xf32>, tensor<2x3xf32>) outs(%0 : tensor<4x3xf32>) -> tensor<4x3xf32>
  return %y, %m : tensor<4x3xf32>, tensor<3xi1>
}
//--- exponential.mlir
// x times the exponential of a weight.
func.func @main(%x: tensor<4x2xf32>, %init: tensor<4x3xf32>) -> tensor<4x3xf32> {
  %w = arith.constant dense<[[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]> : tensor<2x3xf32>
  %e = tensor.empty() : tensor<2x3xf32>
  %p = linalg.exp ins(%w : tensor<2x3xf32>) outs(%e : tensor<2x3xf32>) -> tensor<2x3xf32>
  %y = linalg.matmul ins(%x, %p : tensor<4x2xf32>, tensor<2x3xf32>) outs(%init : tensor<4x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}
