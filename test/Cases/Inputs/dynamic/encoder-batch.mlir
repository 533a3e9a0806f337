#map = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map2 = affine_map<(d0, d1, d2) -> (d2)>
#map3 = affine_map<()[s0] -> (s0 * 7)>
#map4 = affine_map<(d0, d1) -> (d0, d1)>
#map5 = affine_map<(d0, d1) -> (d1)>
#map6 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map7 = affine_map<()[s0] -> (s0 * 2)>
#map8 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map9 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map10 = affine_map<(d0, d1, d2) -> (d0, d2)>
module {
  func.func @main(%arg0: tensor<?x7x8xf32>) -> tensor<?x5xf32> {
    %c0_i64 = arith.constant 0 : i64
    %c1 = arith.constant 1 : index
    %c0 = arith.constant 0 : index
    %c7 = arith.constant 7 : index
    %c2 = arith.constant 2 : index
    %cst = arith.constant 0.000000e+00 : f64
    %cst_0 = arith.constant 0.000000e+00 : f32
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant 1.000000e+00 : f32
    %cst_3 = arith.constant 5.000000e-01 : f32
    %cst_4 = arith.constant dense_resource<torch_tensor_5_torch.float32> : tensor<5xf32>
    %cst_5 = arith.constant dense_resource<torch_tensor_5_8_torch.float32> : tensor<5x8xf32>
    %cst_6 = arith.constant dense_resource<torch_tensor_8_torch.float32_8> : tensor<8xf32>
    %cst_7 = arith.constant dense_resource<torch_tensor_8_16_torch.float32> : tensor<8x16xf32>
    %cst_8 = arith.constant dense_resource<torch_tensor_16_torch.float32> : tensor<16xf32>
    %cst_9 = arith.constant dense_resource<torch_tensor_16_8_torch.float32> : tensor<16x8xf32>
    %cst_10 = arith.constant dense_resource<torch_tensor_8_torch.float32_7> : tensor<8xf32>
    %cst_11 = arith.constant dense_resource<torch_tensor_8_torch.float32_6> : tensor<8xf32>
    %cst_12 = arith.constant dense_resource<torch_tensor_8_torch.float32_5> : tensor<8xf32>
    %cst_13 = arith.constant dense_resource<torch_tensor_8_8_torch.float32_3> : tensor<8x8xf32>
    %cst_14 = arith.constant dense_resource<torch_tensor_8_torch.float32_4> : tensor<8xf32>
    %cst_15 = arith.constant dense_resource<torch_tensor_8_8_torch.float32_2> : tensor<8x8xf32>
    %cst_16 = arith.constant dense_resource<torch_tensor_8_torch.float32_3> : tensor<8xf32>
    %cst_17 = arith.constant dense_resource<torch_tensor_8_8_torch.float32_1> : tensor<8x8xf32>
    %cst_18 = arith.constant dense_resource<torch_tensor_8_torch.float32_2> : tensor<8xf32>
    %cst_19 = arith.constant dense_resource<torch_tensor_8_8_torch.float32> : tensor<8x8xf32>
    %cst_20 = arith.constant dense_resource<torch_tensor_8_torch.float32_1> : tensor<8xf32>
    %cst_21 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_22 = arith.constant 1.000000e-05 : f64
    %cst_23 = arith.constant 8.000000e+00 : f64
    %cst_24 = arith.constant 8.000000e+00 : f32
    %cst_25 = arith.constant 2.000000e+00 : f32
    %cst_26 = arith.constant 1.41421354 : f32
    %cst_27 = arith.constant 7.000000e+00 : f32
    %dim = tensor.dim %arg0, %c0 : tensor<?x7x8xf32>
    %0 = arith.index_cast %dim : index to i64
    %1 = tensor.empty(%dim) : tensor<?x7x8xf64>
    %2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0 : tensor<?x7x8xf32>) outs(%1 : tensor<?x7x8xf64>) {
    ^bb0(%in: f32, %out: f64):
      %115 = arith.extf %in : f32 to f64
      linalg.yield %115 : f64
    } -> tensor<?x7x8xf64>
    %3 = tensor.empty(%dim) : tensor<?x7x1xf64>
    %4 = linalg.fill ins(%cst : f64) outs(%3 : tensor<?x7x1xf64>) -> tensor<?x7x1xf64>
    %5 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%2 : tensor<?x7x8xf64>) outs(%4 : tensor<?x7x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %115 = arith.addf %in, %out : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x1xf64>
    %6 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%5 : tensor<?x7x1xf64>) outs(%3 : tensor<?x7x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %115 = arith.divf %in, %cst_23 : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x1xf64>
    %7 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%2, %6 : tensor<?x7x8xf64>, tensor<?x7x1xf64>) outs(%1 : tensor<?x7x8xf64>) {
    ^bb0(%in: f64, %in_53: f64, %out: f64):
      %115 = arith.subf %in, %in_53 : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x8xf64>
    %8 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%7, %7 : tensor<?x7x8xf64>, tensor<?x7x8xf64>) outs(%1 : tensor<?x7x8xf64>) {
    ^bb0(%in: f64, %in_53: f64, %out: f64):
      %115 = arith.mulf %in, %in_53 : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x8xf64>
    %9 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%8 : tensor<?x7x8xf64>) outs(%4 : tensor<?x7x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %115 = arith.addf %in, %out : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x1xf64>
    %10 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9 : tensor<?x7x1xf64>) outs(%3 : tensor<?x7x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %115 = arith.divf %in, %cst_23 : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x1xf64>
    %11 = tensor.empty(%dim) : tensor<?x7x1xf32>
    %12 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%10 : tensor<?x7x1xf64>) outs(%11 : tensor<?x7x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %115 = arith.truncf %in : f64 to f32
      linalg.yield %115 : f32
    } -> tensor<?x7x1xf32>
    %13 = linalg.fill ins(%cst_0 : f32) outs(%11 : tensor<?x7x1xf32>) -> tensor<?x7x1xf32>
    %14 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%arg0 : tensor<?x7x8xf32>) outs(%13 : tensor<?x7x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.addf %in, %out : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x1xf32>
    %15 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%14 : tensor<?x7x1xf32>) outs(%11 : tensor<?x7x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.divf %in, %cst_24 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x1xf32>
    %16 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%12 : tensor<?x7x1xf32>) outs(%11 : tensor<?x7x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.truncf %cst_22 : f64 to f32
      %116 = arith.addf %in, %115 : f32
      linalg.yield %116 : f32
    } -> tensor<?x7x1xf32>
    %17 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%16 : tensor<?x7x1xf32>) outs(%11 : tensor<?x7x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = math.rsqrt %in : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x1xf32>
    %18 = tensor.empty(%dim) : tensor<?x7x8xf32>
    %19 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %15 : tensor<?x7x8xf32>, tensor<?x7x1xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.subf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %20 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%19, %17 : tensor<?x7x8xf32>, tensor<?x7x1xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.mulf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %21 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%20, %cst_21 : tensor<?x7x8xf32>, tensor<8xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.mulf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %22 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%21, %cst_20 : tensor<?x7x8xf32>, tensor<8xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %collapsed = tensor.collapse_shape %22 [[0, 1], [2]] : tensor<?x7x8xf32> into tensor<?x8xf32>
    %23 = tensor.empty() : tensor<8x8xf32>
    %transposed = linalg.transpose ins(%cst_19 : tensor<8x8xf32>) outs(%23 : tensor<8x8xf32>) permutation = [1, 0] 
    %24 = affine.apply #map3()[%dim]
    %25 = tensor.empty(%24) : tensor<?x8xf32>
    %26 = linalg.fill ins(%cst_0 : f32) outs(%25 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %27 = linalg.matmul ins(%collapsed, %transposed : tensor<?x8xf32>, tensor<8x8xf32>) outs(%26 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %28 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel"]} ins(%27, %cst_18 : tensor<?x8xf32>, tensor<8xf32>) outs(%25 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x8xf32>
    %29 = arith.divsi %24, %c7 : index
    %expanded = tensor.expand_shape %28 [[0, 1], [2, 3]] output_shape [%29, 7, 2, 4] : tensor<?x8xf32> into tensor<?x7x2x4xf32>
    %30 = tensor.empty(%29) : tensor<?x2x7x4xf32>
    %transposed_28 = linalg.transpose ins(%expanded : tensor<?x7x2x4xf32>) outs(%30 : tensor<?x2x7x4xf32>) permutation = [0, 2, 1, 3] 
    %transposed_29 = linalg.transpose ins(%cst_17 : tensor<8x8xf32>) outs(%23 : tensor<8x8xf32>) permutation = [1, 0] 
    %31 = linalg.matmul ins(%collapsed, %transposed_29 : tensor<?x8xf32>, tensor<8x8xf32>) outs(%26 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %32 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel"]} ins(%31, %cst_16 : tensor<?x8xf32>, tensor<8xf32>) outs(%25 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x8xf32>
    %expanded_30 = tensor.expand_shape %32 [[0, 1], [2, 3]] output_shape [%29, 7, 2, 4] : tensor<?x8xf32> into tensor<?x7x2x4xf32>
    %transposed_31 = linalg.transpose ins(%cst_15 : tensor<8x8xf32>) outs(%23 : tensor<8x8xf32>) permutation = [1, 0] 
    %33 = linalg.matmul ins(%collapsed, %transposed_31 : tensor<?x8xf32>, tensor<8x8xf32>) outs(%26 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %34 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel"]} ins(%33, %cst_14 : tensor<?x8xf32>, tensor<8xf32>) outs(%25 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x8xf32>
    %expanded_32 = tensor.expand_shape %34 [[0, 1], [2, 3]] output_shape [%29, 7, 2, 4] : tensor<?x8xf32> into tensor<?x7x2x4xf32>
    %transposed_33 = linalg.transpose ins(%expanded_32 : tensor<?x7x2x4xf32>) outs(%30 : tensor<?x2x7x4xf32>) permutation = [0, 2, 1, 3] 
    %35 = tensor.empty(%29) : tensor<?x2x4x7xf32>
    %transposed_34 = linalg.transpose ins(%expanded_30 : tensor<?x7x2x4xf32>) outs(%35 : tensor<?x2x4x7xf32>) permutation = [0, 2, 3, 1] 
    %36 = arith.cmpi sge, %0, %c0_i64 : i64
    cf.assert %36, "unimplemented: dynamic negative broadcast sizes"
    %37 = tensor.empty(%dim) : tensor<?x2x7x4xf32>
    %38 = linalg.generic {indexing_maps = [#map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%37 : tensor<?x2x7x4xf32>) {
    ^bb0(%out: f32):
      %115 = linalg.index 0 : index
      %116 = linalg.index 1 : index
      %117 = linalg.index 2 : index
      %118 = linalg.index 3 : index
      %119 = arith.cmpi eq, %29, %c1 : index
      %120 = arith.select %119, %c0, %115 : index
      %extracted = tensor.extract %transposed_28[%120, %116, %117, %118] : tensor<?x2x7x4xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x2x7x4xf32>
    %collapsed_35 = tensor.collapse_shape %38 [[0, 1], [2], [3]] : tensor<?x2x7x4xf32> into tensor<?x7x4xf32>
    cf.assert %36, "unimplemented: dynamic negative broadcast sizes"
    %39 = tensor.empty(%dim) : tensor<?x2x4x7xf32>
    %40 = linalg.generic {indexing_maps = [#map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%39 : tensor<?x2x4x7xf32>) {
    ^bb0(%out: f32):
      %115 = linalg.index 0 : index
      %116 = linalg.index 1 : index
      %117 = linalg.index 2 : index
      %118 = linalg.index 3 : index
      %119 = arith.cmpi eq, %29, %c1 : index
      %120 = arith.select %119, %c0, %115 : index
      %extracted = tensor.extract %transposed_34[%120, %116, %117, %118] : tensor<?x2x4x7xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x2x4x7xf32>
    %collapsed_36 = tensor.collapse_shape %40 [[0, 1], [2], [3]] : tensor<?x2x4x7xf32> into tensor<?x4x7xf32>
    %41 = affine.apply #map7()[%dim]
    %42 = tensor.empty(%41) : tensor<?x7x7xf32>
    %43 = linalg.fill ins(%cst_0 : f32) outs(%42 : tensor<?x7x7xf32>) -> tensor<?x7x7xf32>
    %44 = linalg.batch_matmul ins(%collapsed_35, %collapsed_36 : tensor<?x7x4xf32>, tensor<?x4x7xf32>) outs(%43 : tensor<?x7x7xf32>) -> tensor<?x7x7xf32>
    %45 = arith.divsi %41, %c2 : index
    %expanded_37 = tensor.expand_shape %44 [[0, 1], [2], [3]] output_shape [%45, 2, 7, 7] : tensor<?x7x7xf32> into tensor<?x2x7x7xf32>
    %46 = tensor.empty(%45) : tensor<?x2x7x7xf32>
    %47 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_37 : tensor<?x2x7x7xf32>) outs(%46 : tensor<?x2x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.divf %in, %cst_25 : f32
      linalg.yield %115 : f32
    } -> tensor<?x2x7x7xf32>
    %48 = tensor.empty(%45) : tensor<?x2x7xi64>
    %49 = linalg.fill ins(%c0_i64 : i64) outs(%48 : tensor<?x2x7xi64>) -> tensor<?x2x7xi64>
    %50 = tensor.empty(%45) : tensor<?x2x7xf32>
    %51 = linalg.fill ins(%cst_1 : f32) outs(%50 : tensor<?x2x7xf32>) -> tensor<?x2x7xf32>
    %52:2 = linalg.generic {indexing_maps = [#map6, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%47 : tensor<?x2x7x7xf32>) outs(%51, %49 : tensor<?x2x7xf32>, tensor<?x2x7xi64>) {
    ^bb0(%in: f32, %out: f32, %out_53: i64):
      %115 = linalg.index 3 : index
      %116 = arith.index_cast %115 : index to i64
      %117 = arith.maximumf %in, %out : f32
      %118 = arith.cmpf ogt, %in, %out : f32
      %119 = arith.select %118, %116, %out_53 : i64
      linalg.yield %117, %119 : f32, i64
    } -> (tensor<?x2x7xf32>, tensor<?x2x7xi64>)
    %expanded_38 = tensor.expand_shape %52#0 [[0], [1], [2, 3]] output_shape [%45, 2, 7, 1] : tensor<?x2x7xf32> into tensor<?x2x7x1xf32>
    %53 = linalg.generic {indexing_maps = [#map6, #map9, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%47, %expanded_38 : tensor<?x2x7x7xf32>, tensor<?x2x7x1xf32>) outs(%46 : tensor<?x2x7x7xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.subf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x2x7x7xf32>
    %54 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%53 : tensor<?x2x7x7xf32>) outs(%46 : tensor<?x2x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = math.exp %in : f32
      linalg.yield %115 : f32
    } -> tensor<?x2x7x7xf32>
    %55 = tensor.empty(%45) : tensor<?x2x7x1xf32>
    %56 = linalg.fill ins(%cst_0 : f32) outs(%55 : tensor<?x2x7x1xf32>) -> tensor<?x2x7x1xf32>
    %57 = linalg.generic {indexing_maps = [#map6, #map9], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%54 : tensor<?x2x7x7xf32>) outs(%56 : tensor<?x2x7x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.addf %in, %out : f32
      linalg.yield %115 : f32
    } -> tensor<?x2x7x1xf32>
    %58 = linalg.generic {indexing_maps = [#map6, #map9, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%54, %57 : tensor<?x2x7x7xf32>, tensor<?x2x7x1xf32>) outs(%46 : tensor<?x2x7x7xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.divf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x2x7x7xf32>
    cf.assert %36, "unimplemented: dynamic negative broadcast sizes"
    %59 = tensor.empty(%dim) : tensor<?x2x7x7xf32>
    %60 = linalg.generic {indexing_maps = [#map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%59 : tensor<?x2x7x7xf32>) {
    ^bb0(%out: f32):
      %115 = linalg.index 0 : index
      %116 = linalg.index 1 : index
      %117 = linalg.index 2 : index
      %118 = linalg.index 3 : index
      %119 = arith.cmpi eq, %45, %c1 : index
      %120 = arith.select %119, %c0, %115 : index
      %extracted = tensor.extract %58[%120, %116, %117, %118] : tensor<?x2x7x7xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x2x7x7xf32>
    %collapsed_39 = tensor.collapse_shape %60 [[0, 1], [2], [3]] : tensor<?x2x7x7xf32> into tensor<?x7x7xf32>
    cf.assert %36, "unimplemented: dynamic negative broadcast sizes"
    %61 = linalg.generic {indexing_maps = [#map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%37 : tensor<?x2x7x4xf32>) {
    ^bb0(%out: f32):
      %115 = linalg.index 0 : index
      %116 = linalg.index 1 : index
      %117 = linalg.index 2 : index
      %118 = linalg.index 3 : index
      %119 = arith.cmpi eq, %29, %c1 : index
      %120 = arith.select %119, %c0, %115 : index
      %extracted = tensor.extract %transposed_33[%120, %116, %117, %118] : tensor<?x2x7x4xf32>
      linalg.yield %extracted : f32
    } -> tensor<?x2x7x4xf32>
    %collapsed_40 = tensor.collapse_shape %61 [[0, 1], [2], [3]] : tensor<?x2x7x4xf32> into tensor<?x7x4xf32>
    %62 = tensor.empty(%41) : tensor<?x7x4xf32>
    %63 = linalg.fill ins(%cst_0 : f32) outs(%62 : tensor<?x7x4xf32>) -> tensor<?x7x4xf32>
    %64 = linalg.batch_matmul ins(%collapsed_39, %collapsed_40 : tensor<?x7x7xf32>, tensor<?x7x4xf32>) outs(%63 : tensor<?x7x4xf32>) -> tensor<?x7x4xf32>
    %expanded_41 = tensor.expand_shape %64 [[0, 1], [2], [3]] output_shape [%45, 2, 7, 4] : tensor<?x7x4xf32> into tensor<?x2x7x4xf32>
    %65 = tensor.empty(%45) : tensor<?x7x2x4xf32>
    %transposed_42 = linalg.transpose ins(%expanded_41 : tensor<?x2x7x4xf32>) outs(%65 : tensor<?x7x2x4xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_43 = tensor.collapse_shape %transposed_42 [[0, 1], [2, 3]] : tensor<?x7x2x4xf32> into tensor<?x8xf32>
    %transposed_44 = linalg.transpose ins(%cst_13 : tensor<8x8xf32>) outs(%23 : tensor<8x8xf32>) permutation = [1, 0] 
    %66 = affine.apply #map3()[%45]
    %67 = tensor.empty(%66) : tensor<?x8xf32>
    %68 = linalg.fill ins(%cst_0 : f32) outs(%67 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %69 = linalg.matmul ins(%collapsed_43, %transposed_44 : tensor<?x8xf32>, tensor<8x8xf32>) outs(%68 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %70 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel"]} ins(%69, %cst_12 : tensor<?x8xf32>, tensor<8xf32>) outs(%67 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x8xf32>
    %71 = arith.divsi %66, %c7 : index
    %expanded_45 = tensor.expand_shape %70 [[0, 1], [2]] output_shape [%71, 7, 8] : tensor<?x8xf32> into tensor<?x7x8xf32>
    %72 = arith.cmpi eq, %dim, %71 : index
    cf.assert %72, "mismatched size for broadcast"
    %73 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %expanded_45 : tensor<?x7x8xf32>, tensor<?x7x8xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %74 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%73 : tensor<?x7x8xf32>) outs(%1 : tensor<?x7x8xf64>) {
    ^bb0(%in: f32, %out: f64):
      %115 = arith.extf %in : f32 to f64
      linalg.yield %115 : f64
    } -> tensor<?x7x8xf64>
    %75 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%74 : tensor<?x7x8xf64>) outs(%4 : tensor<?x7x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %115 = arith.addf %in, %out : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x1xf64>
    %76 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%75 : tensor<?x7x1xf64>) outs(%3 : tensor<?x7x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %115 = arith.divf %in, %cst_23 : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x1xf64>
    %77 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%74, %76 : tensor<?x7x8xf64>, tensor<?x7x1xf64>) outs(%1 : tensor<?x7x8xf64>) {
    ^bb0(%in: f64, %in_53: f64, %out: f64):
      %115 = arith.subf %in, %in_53 : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x8xf64>
    %78 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%77, %77 : tensor<?x7x8xf64>, tensor<?x7x8xf64>) outs(%1 : tensor<?x7x8xf64>) {
    ^bb0(%in: f64, %in_53: f64, %out: f64):
      %115 = arith.mulf %in, %in_53 : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x8xf64>
    %79 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%78 : tensor<?x7x8xf64>) outs(%4 : tensor<?x7x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %115 = arith.addf %in, %out : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x1xf64>
    %80 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%79 : tensor<?x7x1xf64>) outs(%3 : tensor<?x7x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %115 = arith.divf %in, %cst_23 : f64
      linalg.yield %115 : f64
    } -> tensor<?x7x1xf64>
    %81 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%80 : tensor<?x7x1xf64>) outs(%11 : tensor<?x7x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %115 = arith.truncf %in : f64 to f32
      linalg.yield %115 : f32
    } -> tensor<?x7x1xf32>
    %82 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%73 : tensor<?x7x8xf32>) outs(%13 : tensor<?x7x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.addf %in, %out : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x1xf32>
    %83 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%82 : tensor<?x7x1xf32>) outs(%11 : tensor<?x7x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.divf %in, %cst_24 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x1xf32>
    %84 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81 : tensor<?x7x1xf32>) outs(%11 : tensor<?x7x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.truncf %cst_22 : f64 to f32
      %116 = arith.addf %in, %115 : f32
      linalg.yield %116 : f32
    } -> tensor<?x7x1xf32>
    %85 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%84 : tensor<?x7x1xf32>) outs(%11 : tensor<?x7x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = math.rsqrt %in : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x1xf32>
    %86 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%73, %83 : tensor<?x7x8xf32>, tensor<?x7x1xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.subf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %87 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86, %85 : tensor<?x7x8xf32>, tensor<?x7x1xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.mulf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %88 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%87, %cst_11 : tensor<?x7x8xf32>, tensor<8xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.mulf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %89 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%88, %cst_10 : tensor<?x7x8xf32>, tensor<8xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %collapsed_46 = tensor.collapse_shape %89 [[0, 1], [2]] : tensor<?x7x8xf32> into tensor<?x8xf32>
    %90 = tensor.empty() : tensor<8x16xf32>
    %transposed_47 = linalg.transpose ins(%cst_9 : tensor<16x8xf32>) outs(%90 : tensor<8x16xf32>) permutation = [1, 0] 
    %91 = tensor.empty(%24) : tensor<?x16xf32>
    %92 = linalg.fill ins(%cst_0 : f32) outs(%91 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %93 = linalg.matmul ins(%collapsed_46, %transposed_47 : tensor<?x8xf32>, tensor<8x16xf32>) outs(%92 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %94 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel"]} ins(%93, %cst_8 : tensor<?x16xf32>, tensor<16xf32>) outs(%91 : tensor<?x16xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x16xf32>
    %expanded_48 = tensor.expand_shape %94 [[0, 1], [2]] output_shape [%29, 7, 16] : tensor<?x16xf32> into tensor<?x7x16xf32>
    %95 = tensor.empty(%29) : tensor<?x7x16xf32>
    %96 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_48 : tensor<?x7x16xf32>) outs(%95 : tensor<?x7x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.divf %in, %cst_26 : f32
      %116 = math.erf %115 : f32
      %117 = arith.addf %116, %cst_2 : f32
      %118 = arith.mulf %117, %cst_3 : f32
      %119 = arith.mulf %in, %118 : f32
      linalg.yield %119 : f32
    } -> tensor<?x7x16xf32>
    %collapsed_49 = tensor.collapse_shape %96 [[0, 1], [2]] : tensor<?x7x16xf32> into tensor<?x16xf32>
    %97 = tensor.empty() : tensor<16x8xf32>
    %transposed_50 = linalg.transpose ins(%cst_7 : tensor<8x16xf32>) outs(%97 : tensor<16x8xf32>) permutation = [1, 0] 
    %98 = affine.apply #map3()[%29]
    %99 = tensor.empty(%98) : tensor<?x8xf32>
    %100 = linalg.fill ins(%cst_0 : f32) outs(%99 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %101 = linalg.matmul ins(%collapsed_49, %transposed_50 : tensor<?x16xf32>, tensor<16x8xf32>) outs(%100 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %102 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel"]} ins(%101, %cst_6 : tensor<?x8xf32>, tensor<8xf32>) outs(%99 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x8xf32>
    %103 = arith.divsi %98, %c7 : index
    %expanded_51 = tensor.expand_shape %102 [[0, 1], [2]] output_shape [%103, 7, 8] : tensor<?x8xf32> into tensor<?x7x8xf32>
    %104 = arith.cmpi eq, %dim, %103 : index
    cf.assert %104, "mismatched size for broadcast"
    %105 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%73, %expanded_51 : tensor<?x7x8xf32>, tensor<?x7x8xf32>) outs(%18 : tensor<?x7x8xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x7x8xf32>
    %106 = tensor.empty(%dim) : tensor<?x8xf32>
    %107 = linalg.fill ins(%cst_0 : f32) outs(%106 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %108 = linalg.generic {indexing_maps = [#map, #map10], iterator_types = ["parallel", "reduction", "parallel"]} ins(%105 : tensor<?x7x8xf32>) outs(%107 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.addf %in, %out : f32
      linalg.yield %115 : f32
    } -> tensor<?x8xf32>
    %109 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel"]} ins(%108 : tensor<?x8xf32>) outs(%106 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %115 = arith.divf %in, %cst_27 : f32
      linalg.yield %115 : f32
    } -> tensor<?x8xf32>
    %110 = tensor.empty() : tensor<8x5xf32>
    %transposed_52 = linalg.transpose ins(%cst_5 : tensor<5x8xf32>) outs(%110 : tensor<8x5xf32>) permutation = [1, 0] 
    %111 = tensor.empty(%dim) : tensor<?x5xf32>
    %112 = linalg.fill ins(%cst_0 : f32) outs(%111 : tensor<?x5xf32>) -> tensor<?x5xf32>
    %113 = linalg.matmul ins(%109, %transposed_52 : tensor<?x8xf32>, tensor<8x5xf32>) outs(%112 : tensor<?x5xf32>) -> tensor<?x5xf32>
    %114 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel"]} ins(%113, %cst_4 : tensor<?x5xf32>, tensor<5xf32>) outs(%111 : tensor<?x5xf32>) {
    ^bb0(%in: f32, %in_53: f32, %out: f32):
      %115 = arith.addf %in, %in_53 : f32
      linalg.yield %115 : f32
    } -> tensor<?x5xf32>
    return %114 : tensor<?x5xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_5_torch.float32: "0x04000000E34F32BE3058FDBC29320BBD9A028DBEF9E8963E",
      torch_tensor_5_8_torch.float32: "0x040000000000903E0000303E0000983E0000503E0000E0BD000070BE000000BD0000983E000000BE0000A8BE0000103E0000B03E0000C0BD000098BE0000A8BE0000C03D000000BD000030BE0000A03D0000103E0000903E0000903E000040BD0000A0BE0000A0BE0000A83E0000203E0000203E0000A0BE0000A83E0000A83E0000A03E000098BE000010BE000080BE0000A83E000020BE000020BE0000403E000020BE",
      torch_tensor_8_torch.float32_8: "0x04000000CE3E79BED82117BE7C8AAEBDCAD2003E8EAA25BE2E63713E281364BD18DF37BD",
      torch_tensor_8_16_torch.float32: "0x040000000000603E0000803C000030BE0000C0BD0000403D000040BE0000003E000070BE000070BE000080BE000040BD0000303E000070BE0000503E0000C0BD0000A03D0000803C000060BE0000503E0000103E0000803E0000003E000030BE0000503E0000803C0000003E000050BE0000A0BD000080BE0000C0BD0000403D000050BE0000A03D0000103E0000003D000030BE000040BE0000A0BD0000E03D0000803E0000103E000000BD0000C03D000080BE000060BE0000E03D000010BE0000003E000030BE000000BE000050BE0000003E000000BD0000403E0000203E0000103E0000803C0000A0BD000040BD0000003D0000003E000030BE0000503E000000BD000050BE000010BE0000603E0000703E000070BE0000303E0000003E0000103E0000603E000010BE0000A03D0000E03D0000A0BD0000A03D0000A0BD0000203E000080BD0000C0BD0000803D0000C03D000000BE0000803C0000103E000000BD0000A03D000080BD0000C03D000040BE000010BE000000BE0000703E000080BD00000080000000BE0000803E0000803E000040BE000050BE000040BE00000080000080BD000020BE0000C0BD0000403D000000BE0000803D000080BD000000BE0000003D0000503E000030BE0000803C0000C0BD0000803E000070BE000070BE0000803E000020BE0000403D000080BC000040BD000080BD0000203E0000803C",
      torch_tensor_16_torch.float32: "0x040000001B8CC4BD03B28BBDDC960A3D7B69A73EC5119B3C83895FBEBF72943CC8972D3EF395333EC770A5BE739181BD068686BE077A1ABEAD70023E1C8C80BE5A94063E",
      torch_tensor_16_8_torch.float32: "0x040000000000A0BD000080BC000060BE0000003E0000E03D000000800000A0BD000060BE0000803E000088BE0000103E000000BE000030BE0000803D000040BE0000A03D0000803D000088BE0000803D0000203E0000103E000040BD000098BE000040BD0000003E000000BE0000103E0000703E000040BE000000000000103E0000003D0000003D0000403D000090BE0000003D0000803E0000A03E0000503E0000403D0000303E000030BE000098BE000098BE0000B83E0000603E000080BE0000103E0000883E0000B83E0000A03E0000903E0000A0BD000000BE0000983E0000503E000060BE0000A03E0000303E0000403E000060BE0000C03D000000BE0000903E000080BD0000103E0000803D0000203E000000BE0000303E000080BE0000A03D000070BE0000B0BE000090BE0000903E0000403E0000A83E0000903E0000A0BE000070BE000080BD000070BE0000803E000088BE000030BE0000B0BE000050BE0000983E0000983E0000803E0000883E0000A03E0000C0BD0000203E0000A03E0000E03D0000B83E0000403E0000603E000000BE0000303E0000403D0000A0BD000050BE000050BE000088BE0000703E0000803E000040BD000050BE0000883E0000603E0000003D000030BE0000A83E0000103E000088BE0000B03E0000883E000000BE0000503E000050BE000080BD0000983E0000803C000080BE000000BE",
      torch_tensor_8_torch.float32_7: "0x040000000000000000000000000000000000000000000000000000000000000000000000",
      torch_tensor_8_torch.float32_6: "0x040000000000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F",
      torch_tensor_8_torch.float32_5: "0x040000000A8B383CF59B73BE655292BE8E49903ECCD06B3D972D963E79BDF2BDE947D53D",
      torch_tensor_8_8_torch.float32_3: "0x04000000000090BE000040BE0000903E000090BE000000BD0000B03E0000003E0000803C0000A0BE0000303E000080BE0000C0BD000000BE000040BD000000000000983E0000403D0000A03E0000603E000060BE0000203E000080BE000020BE0000E03D0000E03D0000883E0000E0BD000000000000403E0000B0BE0000803E000098BE00000000000080BD000040BE0000403D0000983E0000E0BD000050BE000000BE0000B0BE0000203E000030BE000070BE000050BE0000503E0000403E0000883E0000003E000000BE0000C0BD0000E03D0000983E0000C03D000030BE000030BE0000A8BE0000A03D000050BE0000A0BE0000A03E000070BE000040BD0000C03D",
      torch_tensor_8_torch.float32_4: "0x0400000079EA023EC25F373D487B2CBB01238FBDD6B1353DD656A5BD4ACE22BB43C6383D",
      torch_tensor_8_8_torch.float32_2: "0x040000000000A0BE000030BE0000703E00000080000030BE000088BE0000A8BE000098BE0000A0BD0000403E0000403E0000B0BE0000603E000090BE0000A0BD000010BE000080BD000080BD0000A0BE0000A0BE000080BD00000000000020BE0000103E0000A0BE000000BD0000A03E000010BE0000A03E0000003E0000A0BE0000603E000040BD000020BE0000903E000090BE0000003D0000A0BD0000803E0000C03D0000303E0000003E0000A0BD0000A0BD000098BE0000403E0000903E0000703E000080BE0000803C000080BE000040BE000050BE0000003E000050BE000000800000803C0000703E000088BE000080BE000050BE0000803E000000BE0000983E",
      torch_tensor_8_torch.float32_3: "0x040000005DFD203C86DCF9BC2E8A923DCF32663E4A78AB3E30EA653EB9DCAB3E4477D1BC",
      torch_tensor_8_8_torch.float32_1: "0x040000000000103E0000983E0000A03E0000A03E0000A03D0000A0BE0000003D000060BE0000A8BE0000A03E0000883E0000B8BE0000803D000080BD000080BD000020BE0000103E000050BE0000003E0000303E0000803E0000003E0000B0BE000070BE0000303E0000A03D000090BE000050BE0000A83E0000703E000020BE0000C0BD0000B0BE00000080000088BE000088BE000080BC0000403D000010BE0000503E000060BE0000A83E0000803E000098BE0000C0BD0000803C0000403D0000A03D0000103E0000803C000030BE0000303E0000B0BE000050BE0000C0BD000030BE000000BE000098BE0000A0BD0000A03D000070BE000080BC0000803E000000BD",
      torch_tensor_8_torch.float32_2: "0x04000000C5BF463E43C836BDCF2B5D3CAAC5A73DAE99603E4ED0AD3E6D7F8BBE1CAD04BE",
      torch_tensor_8_8_torch.float32: "0x04000000000000800000403E000098BE000088BE000010BE0000C03D000000800000903E000000BD0000C03D0000E0BD000080BD0000B0BE000070BE000010BE0000803C0000103E0000603E000070BE000020BE0000003E0000983E0000A0BD0000883E000080BD0000003D0000A03E0000A8BE000060BE0000C0BD000010BE0000A03E000070BE000020BE000080BE0000A8BE000050BE0000983E0000203E0000303E0000803C000040BE0000803D0000A8BE000080BE000040BE0000603E0000503E000020BE000080BC0000603E0000B03E0000103E0000403D0000703E000050BE0000803D000090BE000080BE000040BE0000203E0000103E000050BE0000E03D",
      torch_tensor_8_torch.float32_1: "0x040000000000000000000000000000000000000000000000000000000000000000000000",
      torch_tensor_8_torch.float32: "0x040000000000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F"
    }
  }
#-}
