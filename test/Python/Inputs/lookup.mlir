// Rows of a table, by number: the numbers are no tensor of floats, and receive no relevance.
func.func @main(%ids: tensor<3xi64>, %table: tensor<5x2xf32>) -> tensor<3x2xf32> {
  %e = tensor.empty() : tensor<3x2xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>],
                       iterator_types = ["parallel", "parallel"]}
      ins(%ids : tensor<3xi64>) outs(%e : tensor<3x2xf32>) {
  ^bb0(%id: i64, %o: f32):
    %row = arith.index_cast %id : i64 to index
    %column = linalg.index 1 : index
    %value = tensor.extract %table[%row, %column] : tensor<5x2xf32>
    linalg.yield %value : f32
  } -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}
