// In f64: the product of two inputs, and its sum along rows.
func.func @main(%x: tensor<2x3xf64>, %g: tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2xf64>) {
  %e = tensor.empty() : tensor<2x3xf64>
  %p = linalg.mul ins(%x, %g : tensor<2x3xf64>, tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %zero = arith.constant dense<0.0> : tensor<2xf64>
  %s = linalg.reduce {arith.addf} ins(%p : tensor<2x3xf64>) outs(%zero : tensor<2xf64>) dimensions = [1]
  return %p, %s : tensor<2x3xf64>, tensor<2xf64>
}
