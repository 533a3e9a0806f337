// Every element type that C functions take, a tensor without dimensions, and dynamic sizes.
func.func @main(%x: tensor<2x?xf32>, %f64: tensor<?x3xf64>, %f16: tensor<f16>, %bf16: tensor<1xbf16>, %i1: tensor<1xi1>,
                %i8: tensor<1xi8>, %i16: tensor<1xi16>, %i32: tensor<1xi32>, %i64: tensor<1xi64>) -> tensor<2x?xf32> {
  return %x : tensor<2x?xf32>
}
