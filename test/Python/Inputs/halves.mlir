// Twice x with its halves exchanged: the lowering writes one half after the other into a tensor that is not initialised.
func.func @main(%x: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %start = tosa.const_shape {values = dense<0> : tensor<2xindex>} : () -> !tosa.shape<2>
  %middle = tosa.const_shape {values = dense<[0, 16]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %size = tosa.const_shape {values = dense<[8, 16]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %two = "tosa.const"() <{values = dense<2.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %a = tosa.slice %x, %start, %size : (tensor<8x32xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<8x16xf32>
  %b = tosa.slice %x, %middle, %size : (tensor<8x32xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<8x16xf32>
  %c = tosa.concat %b, %a {axis = 1 : i32} : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x32xf32>
  %y = tosa.mul %c, %two, %shift : (tensor<8x32xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<8x32xf32>
  return %y : tensor<8x32xf32>
}
