// For 16-bit floats: TYPE is replaced.
func.func @main(%x: tensor<4xTYPE>) -> tensor<4xTYPE> {
  %e = tensor.empty() : tensor<4xTYPE>
  %t = linalg.tanh ins(%x : tensor<4xTYPE>) outs(%e : tensor<4xTYPE>) -> tensor<4xTYPE>
  %y = linalg.add ins(%t, %x : tensor<4xTYPE>, tensor<4xTYPE>) outs(%e : tensor<4xTYPE>) -> tensor<4xTYPE>
  return %y : tensor<4xTYPE>
}
