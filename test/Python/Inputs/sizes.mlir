// Two dynamic sizes: no result's shape follows from its name alone.
func.func @main(%x: tensor<?x2xf32>, %z: tensor<?xf32>) -> (tensor<?x3xf32>, tensor<?xf32>) {
  %w = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x2xf32>
  %m = tensor.dim %z, %c0 : tensor<?xf32>
  %e = tensor.empty(%n) : tensor<?x3xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x3xf32>) -> tensor<?x3xf32>
  %y = linalg.matmul ins(%x, %w : tensor<?x2xf32>, tensor<2x3xf32>) outs(%f : tensor<?x3xf32>) -> tensor<?x3xf32>
  %g = tensor.empty(%m) : tensor<?xf32>
  %t = linalg.negf ins(%z : tensor<?xf32>) outs(%g : tensor<?xf32>) -> tensor<?xf32>
  return %y, %t : tensor<?x3xf32>, tensor<?xf32>
}
