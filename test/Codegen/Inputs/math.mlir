// Every function that lxt-expand-math writes as arithmetic.
#id = affine_map<(i) -> (i)>

func.func @main(%x: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>,
                                       tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>) {
  %0 = math.exp %x : tensor<?xf32>
  %1 = math.exp2 %x : tensor<?xf32>
  %2 = math.expm1 %x : tensor<?xf32>
  %3 = math.tanh %x : tensor<?xf32>
  %4 = math.erf %x : tensor<?xf32>
  %5 = math.log %x : tensor<?xf32>
  %6 = math.log2 %x : tensor<?xf32>
  %7 = math.log10 %x : tensor<?xf32>
  %8 = math.log1p %x : tensor<?xf32>
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %e = tensor.empty(%n) : tensor<?xf32>
  %9 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<?xf32>) outs(%e : tensor<?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %three = arith.constant 3.0 : f32
    %cube = math.powf %a, %three : f32
    linalg.yield %cube : f32
  } -> tensor<?xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9 : tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>,
    tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>
}
