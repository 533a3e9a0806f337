#map = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map2 = affine_map<(d0, d1, d2) -> (d2)>
#map3 = affine_map<(d0, d1) -> (d0, d1)>
#map4 = affine_map<(d0, d1) -> (d1)>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map6 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map7 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map8 = affine_map<(d0, d1, d2) -> (d0, d2)>
module {
  func.func @main(%arg0: tensor<1x?x8xf32>) -> tensor<1x5xf32> {
    %c1_i64 = arith.constant 1 : i64
    %c0_i64 = arith.constant 0 : i64
    %c1 = arith.constant 1 : index
    %c0 = arith.constant 0 : index
    %cst = arith.constant 0.000000e+00 : f64
    %cst_0 = arith.constant 0.000000e+00 : f32
    %c2_i64 = arith.constant 2 : i64
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
    %dim = tensor.dim %arg0, %c1 : tensor<1x?x8xf32>
    %0 = arith.index_cast %dim : index to i64
    %1 = tensor.empty(%dim) : tensor<1x?x8xf64>
    %2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0 : tensor<1x?x8xf32>) outs(%1 : tensor<1x?x8xf64>) {
    ^bb0(%in: f32, %out: f64):
      %118 = arith.extf %in : f32 to f64
      linalg.yield %118 : f64
    } -> tensor<1x?x8xf64>
    %3 = tensor.empty(%dim) : tensor<1x?x1xf64>
    %4 = linalg.fill ins(%cst : f64) outs(%3 : tensor<1x?x1xf64>) -> tensor<1x?x1xf64>
    %5 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%2 : tensor<1x?x8xf64>) outs(%4 : tensor<1x?x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %118 = arith.addf %in, %out : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x1xf64>
    %6 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%5 : tensor<1x?x1xf64>) outs(%3 : tensor<1x?x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %118 = arith.divf %in, %cst_23 : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x1xf64>
    %7 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%2, %6 : tensor<1x?x8xf64>, tensor<1x?x1xf64>) outs(%1 : tensor<1x?x8xf64>) {
    ^bb0(%in: f64, %in_52: f64, %out: f64):
      %118 = arith.subf %in, %in_52 : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x8xf64>
    %8 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%7, %7 : tensor<1x?x8xf64>, tensor<1x?x8xf64>) outs(%1 : tensor<1x?x8xf64>) {
    ^bb0(%in: f64, %in_52: f64, %out: f64):
      %118 = arith.mulf %in, %in_52 : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x8xf64>
    %9 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%8 : tensor<1x?x8xf64>) outs(%4 : tensor<1x?x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %118 = arith.addf %in, %out : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x1xf64>
    %10 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9 : tensor<1x?x1xf64>) outs(%3 : tensor<1x?x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %118 = arith.divf %in, %cst_23 : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x1xf64>
    %11 = tensor.empty(%dim) : tensor<1x?x1xf32>
    %12 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%10 : tensor<1x?x1xf64>) outs(%11 : tensor<1x?x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %118 = arith.truncf %in : f64 to f32
      linalg.yield %118 : f32
    } -> tensor<1x?x1xf32>
    %13 = linalg.fill ins(%cst_0 : f32) outs(%11 : tensor<1x?x1xf32>) -> tensor<1x?x1xf32>
    %14 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%arg0 : tensor<1x?x8xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.addf %in, %out : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x1xf32>
    %15 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%14 : tensor<1x?x1xf32>) outs(%11 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.divf %in, %cst_24 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x1xf32>
    %16 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%12 : tensor<1x?x1xf32>) outs(%11 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.truncf %cst_22 : f64 to f32
      %119 = arith.addf %in, %118 : f32
      linalg.yield %119 : f32
    } -> tensor<1x?x1xf32>
    %17 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%16 : tensor<1x?x1xf32>) outs(%11 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = math.rsqrt %in : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x1xf32>
    %18 = tensor.empty(%dim) : tensor<1x?x8xf32>
    %19 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %15 : tensor<1x?x8xf32>, tensor<1x?x1xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.subf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %20 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%19, %17 : tensor<1x?x8xf32>, tensor<1x?x1xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.mulf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %21 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%20, %cst_21 : tensor<1x?x8xf32>, tensor<8xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.mulf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %22 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%21, %cst_20 : tensor<1x?x8xf32>, tensor<8xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %collapsed = tensor.collapse_shape %22 [[0, 1], [2]] : tensor<1x?x8xf32> into tensor<?x8xf32>
    %23 = tensor.empty() : tensor<8x8xf32>
    %transposed = linalg.transpose ins(%cst_19 : tensor<8x8xf32>) outs(%23 : tensor<8x8xf32>) permutation = [1, 0] 
    %24 = tensor.empty(%dim) : tensor<?x8xf32>
    %25 = linalg.fill ins(%cst_0 : f32) outs(%24 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %26 = linalg.matmul ins(%collapsed, %transposed : tensor<?x8xf32>, tensor<8x8xf32>) outs(%25 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %27 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%26, %cst_18 : tensor<?x8xf32>, tensor<8xf32>) outs(%24 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<?x8xf32>
    %expanded = tensor.expand_shape %27 [[0, 1], [2, 3]] output_shape [1, %dim, 2, 4] : tensor<?x8xf32> into tensor<1x?x2x4xf32>
    %28 = tensor.empty(%dim) : tensor<1x2x?x4xf32>
    %transposed_27 = linalg.transpose ins(%expanded : tensor<1x?x2x4xf32>) outs(%28 : tensor<1x2x?x4xf32>) permutation = [0, 2, 1, 3] 
    %transposed_28 = linalg.transpose ins(%cst_17 : tensor<8x8xf32>) outs(%23 : tensor<8x8xf32>) permutation = [1, 0] 
    %29 = linalg.matmul ins(%collapsed, %transposed_28 : tensor<?x8xf32>, tensor<8x8xf32>) outs(%25 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %30 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%29, %cst_16 : tensor<?x8xf32>, tensor<8xf32>) outs(%24 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<?x8xf32>
    %expanded_29 = tensor.expand_shape %30 [[0, 1], [2, 3]] output_shape [1, %dim, 2, 4] : tensor<?x8xf32> into tensor<1x?x2x4xf32>
    %transposed_30 = linalg.transpose ins(%cst_15 : tensor<8x8xf32>) outs(%23 : tensor<8x8xf32>) permutation = [1, 0] 
    %31 = linalg.matmul ins(%collapsed, %transposed_30 : tensor<?x8xf32>, tensor<8x8xf32>) outs(%25 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %32 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%31, %cst_14 : tensor<?x8xf32>, tensor<8xf32>) outs(%24 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<?x8xf32>
    %expanded_31 = tensor.expand_shape %32 [[0, 1], [2, 3]] output_shape [1, %dim, 2, 4] : tensor<?x8xf32> into tensor<1x?x2x4xf32>
    %transposed_32 = linalg.transpose ins(%expanded_31 : tensor<1x?x2x4xf32>) outs(%28 : tensor<1x2x?x4xf32>) permutation = [0, 2, 1, 3] 
    %33 = tensor.empty(%dim) : tensor<1x2x4x?xf32>
    %transposed_33 = linalg.transpose ins(%expanded_29 : tensor<1x?x2x4xf32>) outs(%33 : tensor<1x2x4x?xf32>) permutation = [0, 2, 3, 1] 
    %34 = arith.cmpi sge, %0, %c0_i64 : i64
    cf.assert %34, "unimplemented: dynamic negative broadcast sizes"
    %35 = tensor.empty(%dim) : tensor<1x2x?x4xf32>
    %36 = linalg.generic {indexing_maps = [#map5], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%35 : tensor<1x2x?x4xf32>) {
    ^bb0(%out: f32):
      %118 = linalg.index 1 : index
      %119 = linalg.index 2 : index
      %120 = linalg.index 3 : index
      %121 = arith.cmpi eq, %dim, %c1 : index
      %122 = arith.select %121, %c0, %119 : index
      %extracted = tensor.extract %transposed_27[%c0, %118, %122, %120] : tensor<1x2x?x4xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x2x?x4xf32>
    %collapsed_34 = tensor.collapse_shape %36 [[0, 1], [2], [3]] : tensor<1x2x?x4xf32> into tensor<2x?x4xf32>
    cf.assert %34, "unimplemented: dynamic negative broadcast sizes"
    %37 = tensor.empty(%dim) : tensor<1x2x4x?xf32>
    %38 = linalg.generic {indexing_maps = [#map5], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%37 : tensor<1x2x4x?xf32>) {
    ^bb0(%out: f32):
      %118 = linalg.index 1 : index
      %119 = linalg.index 2 : index
      %120 = linalg.index 3 : index
      %121 = arith.cmpi eq, %dim, %c1 : index
      %122 = arith.select %121, %c0, %120 : index
      %extracted = tensor.extract %transposed_33[%c0, %118, %119, %122] : tensor<1x2x4x?xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x2x4x?xf32>
    %collapsed_35 = tensor.collapse_shape %38 [[0, 1], [2], [3]] : tensor<1x2x4x?xf32> into tensor<2x4x?xf32>
    %39 = tensor.empty(%dim, %dim) : tensor<2x?x?xf32>
    %40 = linalg.fill ins(%cst_0 : f32) outs(%39 : tensor<2x?x?xf32>) -> tensor<2x?x?xf32>
    %41 = linalg.batch_matmul ins(%collapsed_34, %collapsed_35 : tensor<2x?x4xf32>, tensor<2x4x?xf32>) outs(%40 : tensor<2x?x?xf32>) -> tensor<2x?x?xf32>
    %42 = arith.muli %0, %c2_i64 : i64
    %43 = arith.cmpi slt, %0, %c0_i64 : i64
    %44 = arith.select %43, %c2_i64, %42 : i64
    %45 = arith.extui %43 : i1 to i64
    %46 = arith.muli %44, %0 : i64
    %47 = arith.addi %45, %c1_i64 : i64
    %48 = arith.select %43, %c2_i64, %46 : i64
    %49 = arith.select %43, %47, %45 : i64
    %50 = arith.cmpi sle, %49, %c1_i64 : i64
    cf.assert %50, "must have at most one inferred (negative) dimension"
    %51 = arith.muli %42, %0 : i64
    %52 = arith.divsi %51, %48 : i64
    %53 = arith.select %43, %52, %0 : i64
    %from_elements = tensor.from_elements %c1_i64, %c2_i64, %53, %53 : tensor<4xi64>
    %reshape = tensor.reshape %41(%from_elements) : (tensor<2x?x?xf32>, tensor<4xi64>) -> tensor<1x2x?x?xf32>
    %54 = arith.index_cast %53 : i64 to index
    %55 = tensor.empty(%54, %54) : tensor<1x2x?x?xf32>
    %56 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape : tensor<1x2x?x?xf32>) outs(%55 : tensor<1x2x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.divf %in, %cst_25 : f32
      linalg.yield %118 : f32
    } -> tensor<1x2x?x?xf32>
    %57 = tensor.empty(%54) : tensor<1x2x?xi64>
    %58 = linalg.fill ins(%c0_i64 : i64) outs(%57 : tensor<1x2x?xi64>) -> tensor<1x2x?xi64>
    %59 = tensor.empty(%54) : tensor<1x2x?xf32>
    %60 = linalg.fill ins(%cst_1 : f32) outs(%59 : tensor<1x2x?xf32>) -> tensor<1x2x?xf32>
    %61:2 = linalg.generic {indexing_maps = [#map5, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%56 : tensor<1x2x?x?xf32>) outs(%60, %58 : tensor<1x2x?xf32>, tensor<1x2x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_52: i64):
      %118 = linalg.index 3 : index
      %119 = arith.index_cast %118 : index to i64
      %120 = arith.maximumf %in, %out : f32
      %121 = arith.cmpf ogt, %in, %out : f32
      %122 = arith.select %121, %119, %out_52 : i64
      linalg.yield %120, %122 : f32, i64
    } -> (tensor<1x2x?xf32>, tensor<1x2x?xi64>)
    %expanded_36 = tensor.expand_shape %61#0 [[0], [1], [2, 3]] output_shape [1, 2, %54, 1] : tensor<1x2x?xf32> into tensor<1x2x?x1xf32>
    %62 = linalg.generic {indexing_maps = [#map5, #map7, #map5], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%56, %expanded_36 : tensor<1x2x?x?xf32>, tensor<1x2x?x1xf32>) outs(%55 : tensor<1x2x?x?xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.subf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x2x?x?xf32>
    %63 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%62 : tensor<1x2x?x?xf32>) outs(%55 : tensor<1x2x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = math.exp %in : f32
      linalg.yield %118 : f32
    } -> tensor<1x2x?x?xf32>
    %64 = tensor.empty(%54) : tensor<1x2x?x1xf32>
    %65 = linalg.fill ins(%cst_0 : f32) outs(%64 : tensor<1x2x?x1xf32>) -> tensor<1x2x?x1xf32>
    %66 = linalg.generic {indexing_maps = [#map5, #map7], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%63 : tensor<1x2x?x?xf32>) outs(%65 : tensor<1x2x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.addf %in, %out : f32
      linalg.yield %118 : f32
    } -> tensor<1x2x?x1xf32>
    %67 = linalg.generic {indexing_maps = [#map5, #map7, #map5], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%63, %66 : tensor<1x2x?x?xf32>, tensor<1x2x?x1xf32>) outs(%55 : tensor<1x2x?x?xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.divf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x2x?x?xf32>
    cf.assert %34, "unimplemented: dynamic negative broadcast sizes"
    cf.assert %34, "unimplemented: dynamic negative broadcast sizes"
    %68 = tensor.empty(%dim, %dim) : tensor<1x2x?x?xf32>
    %69 = linalg.generic {indexing_maps = [#map5], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%68 : tensor<1x2x?x?xf32>) {
    ^bb0(%out: f32):
      %118 = linalg.index 1 : index
      %119 = linalg.index 2 : index
      %120 = linalg.index 3 : index
      %121 = arith.cmpi eq, %54, %c1 : index
      %122 = arith.select %121, %c0, %119 : index
      %123 = arith.select %121, %c0, %120 : index
      %extracted = tensor.extract %67[%c0, %118, %122, %123] : tensor<1x2x?x?xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x2x?x?xf32>
    cf.assert %50, "must have at most one inferred (negative) dimension"
    %from_elements_37 = tensor.from_elements %c2_i64, %53, %53 : tensor<3xi64>
    %reshape_38 = tensor.reshape %69(%from_elements_37) : (tensor<1x2x?x?xf32>, tensor<3xi64>) -> tensor<2x?x?xf32>
    cf.assert %34, "unimplemented: dynamic negative broadcast sizes"
    %70 = linalg.generic {indexing_maps = [#map5], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%35 : tensor<1x2x?x4xf32>) {
    ^bb0(%out: f32):
      %118 = linalg.index 1 : index
      %119 = linalg.index 2 : index
      %120 = linalg.index 3 : index
      %121 = arith.cmpi eq, %dim, %c1 : index
      %122 = arith.select %121, %c0, %119 : index
      %extracted = tensor.extract %transposed_32[%c0, %118, %122, %120] : tensor<1x2x?x4xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x2x?x4xf32>
    %collapsed_39 = tensor.collapse_shape %70 [[0, 1], [2], [3]] : tensor<1x2x?x4xf32> into tensor<2x?x4xf32>
    %71 = arith.cmpi eq, %53, %0 : i64
    cf.assert %71, "mismatching contracting dimension"
    %72 = tensor.empty(%54) : tensor<2x?x4xf32>
    %73 = linalg.fill ins(%cst_0 : f32) outs(%72 : tensor<2x?x4xf32>) -> tensor<2x?x4xf32>
    %74 = linalg.batch_matmul ins(%reshape_38, %collapsed_39 : tensor<2x?x?xf32>, tensor<2x?x4xf32>) outs(%73 : tensor<2x?x4xf32>) -> tensor<2x?x4xf32>
    %expanded_40 = tensor.expand_shape %74 [[0, 1], [2], [3]] output_shape [1, 2, %54, 4] : tensor<2x?x4xf32> into tensor<1x2x?x4xf32>
    %75 = tensor.empty(%54) : tensor<1x?x2x4xf32>
    %transposed_41 = linalg.transpose ins(%expanded_40 : tensor<1x2x?x4xf32>) outs(%75 : tensor<1x?x2x4xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_42 = tensor.collapse_shape %transposed_41 [[0, 1], [2, 3]] : tensor<1x?x2x4xf32> into tensor<?x8xf32>
    %transposed_43 = linalg.transpose ins(%cst_13 : tensor<8x8xf32>) outs(%23 : tensor<8x8xf32>) permutation = [1, 0] 
    %76 = tensor.empty(%54) : tensor<?x8xf32>
    %77 = linalg.fill ins(%cst_0 : f32) outs(%76 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %78 = linalg.matmul ins(%collapsed_42, %transposed_43 : tensor<?x8xf32>, tensor<8x8xf32>) outs(%77 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %79 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%78, %cst_12 : tensor<?x8xf32>, tensor<8xf32>) outs(%76 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<?x8xf32>
    %expanded_44 = tensor.expand_shape %79 [[0, 1], [2]] output_shape [1, %54, 8] : tensor<?x8xf32> into tensor<1x?x8xf32>
    %80 = arith.cmpi eq, %dim, %54 : index
    cf.assert %80, "mismatched size for broadcast"
    %81 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %expanded_44 : tensor<1x?x8xf32>, tensor<1x?x8xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %82 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81 : tensor<1x?x8xf32>) outs(%1 : tensor<1x?x8xf64>) {
    ^bb0(%in: f32, %out: f64):
      %118 = arith.extf %in : f32 to f64
      linalg.yield %118 : f64
    } -> tensor<1x?x8xf64>
    %83 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%82 : tensor<1x?x8xf64>) outs(%4 : tensor<1x?x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %118 = arith.addf %in, %out : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x1xf64>
    %84 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%83 : tensor<1x?x1xf64>) outs(%3 : tensor<1x?x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %118 = arith.divf %in, %cst_23 : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x1xf64>
    %85 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%82, %84 : tensor<1x?x8xf64>, tensor<1x?x1xf64>) outs(%1 : tensor<1x?x8xf64>) {
    ^bb0(%in: f64, %in_52: f64, %out: f64):
      %118 = arith.subf %in, %in_52 : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x8xf64>
    %86 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%85, %85 : tensor<1x?x8xf64>, tensor<1x?x8xf64>) outs(%1 : tensor<1x?x8xf64>) {
    ^bb0(%in: f64, %in_52: f64, %out: f64):
      %118 = arith.mulf %in, %in_52 : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x8xf64>
    %87 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%86 : tensor<1x?x8xf64>) outs(%4 : tensor<1x?x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %118 = arith.addf %in, %out : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x1xf64>
    %88 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%87 : tensor<1x?x1xf64>) outs(%3 : tensor<1x?x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %118 = arith.divf %in, %cst_23 : f64
      linalg.yield %118 : f64
    } -> tensor<1x?x1xf64>
    %89 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%88 : tensor<1x?x1xf64>) outs(%11 : tensor<1x?x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %118 = arith.truncf %in : f64 to f32
      linalg.yield %118 : f32
    } -> tensor<1x?x1xf32>
    %90 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction"]} ins(%81 : tensor<1x?x8xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.addf %in, %out : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x1xf32>
    %91 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%90 : tensor<1x?x1xf32>) outs(%11 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.divf %in, %cst_24 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x1xf32>
    %92 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%89 : tensor<1x?x1xf32>) outs(%11 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.truncf %cst_22 : f64 to f32
      %119 = arith.addf %in, %118 : f32
      linalg.yield %119 : f32
    } -> tensor<1x?x1xf32>
    %93 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%92 : tensor<1x?x1xf32>) outs(%11 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = math.rsqrt %in : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x1xf32>
    %94 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81, %91 : tensor<1x?x8xf32>, tensor<1x?x1xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.subf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %95 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%94, %93 : tensor<1x?x8xf32>, tensor<1x?x1xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.mulf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %96 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%95, %cst_11 : tensor<1x?x8xf32>, tensor<8xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.mulf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %97 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%96, %cst_10 : tensor<1x?x8xf32>, tensor<8xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %collapsed_45 = tensor.collapse_shape %97 [[0, 1], [2]] : tensor<1x?x8xf32> into tensor<?x8xf32>
    %98 = tensor.empty() : tensor<8x16xf32>
    %transposed_46 = linalg.transpose ins(%cst_9 : tensor<16x8xf32>) outs(%98 : tensor<8x16xf32>) permutation = [1, 0] 
    %99 = tensor.empty(%dim) : tensor<?x16xf32>
    %100 = linalg.fill ins(%cst_0 : f32) outs(%99 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %101 = linalg.matmul ins(%collapsed_45, %transposed_46 : tensor<?x8xf32>, tensor<8x16xf32>) outs(%100 : tensor<?x16xf32>) -> tensor<?x16xf32>
    %102 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%101, %cst_8 : tensor<?x16xf32>, tensor<16xf32>) outs(%99 : tensor<?x16xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<?x16xf32>
    %expanded_47 = tensor.expand_shape %102 [[0, 1], [2]] output_shape [1, %dim, 16] : tensor<?x16xf32> into tensor<1x?x16xf32>
    %103 = tensor.empty(%dim) : tensor<1x?x16xf32>
    %104 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_47 : tensor<1x?x16xf32>) outs(%103 : tensor<1x?x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.divf %in, %cst_26 : f32
      %119 = math.erf %118 : f32
      %120 = arith.addf %119, %cst_2 : f32
      %121 = arith.mulf %120, %cst_3 : f32
      %122 = arith.mulf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<1x?x16xf32>
    %collapsed_48 = tensor.collapse_shape %104 [[0, 1], [2]] : tensor<1x?x16xf32> into tensor<?x16xf32>
    %105 = tensor.empty() : tensor<16x8xf32>
    %transposed_49 = linalg.transpose ins(%cst_7 : tensor<8x16xf32>) outs(%105 : tensor<16x8xf32>) permutation = [1, 0] 
    %106 = linalg.matmul ins(%collapsed_48, %transposed_49 : tensor<?x16xf32>, tensor<16x8xf32>) outs(%25 : tensor<?x8xf32>) -> tensor<?x8xf32>
    %107 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%106, %cst_6 : tensor<?x8xf32>, tensor<8xf32>) outs(%24 : tensor<?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<?x8xf32>
    %expanded_50 = tensor.expand_shape %107 [[0, 1], [2]] output_shape [1, %dim, 8] : tensor<?x8xf32> into tensor<1x?x8xf32>
    %108 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81, %expanded_50 : tensor<1x?x8xf32>, tensor<1x?x8xf32>) outs(%18 : tensor<1x?x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x?x8xf32>
    %109 = tensor.empty() : tensor<1x8xf32>
    %110 = linalg.fill ins(%cst_0 : f32) outs(%109 : tensor<1x8xf32>) -> tensor<1x8xf32>
    %111 = linalg.generic {indexing_maps = [#map, #map8], iterator_types = ["parallel", "reduction", "parallel"]} ins(%108 : tensor<1x?x8xf32>) outs(%110 : tensor<1x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.addf %in, %out : f32
      linalg.yield %118 : f32
    } -> tensor<1x8xf32>
    %112 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%111 : tensor<1x8xf32>) outs(%109 : tensor<1x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %118 = arith.sitofp %0 : i64 to f32
      %119 = arith.divf %in, %118 : f32
      linalg.yield %119 : f32
    } -> tensor<1x8xf32>
    %113 = tensor.empty() : tensor<8x5xf32>
    %transposed_51 = linalg.transpose ins(%cst_5 : tensor<5x8xf32>) outs(%113 : tensor<8x5xf32>) permutation = [1, 0] 
    %114 = tensor.empty() : tensor<1x5xf32>
    %115 = linalg.fill ins(%cst_0 : f32) outs(%114 : tensor<1x5xf32>) -> tensor<1x5xf32>
    %116 = linalg.matmul ins(%112, %transposed_51 : tensor<1x8xf32>, tensor<8x5xf32>) outs(%115 : tensor<1x5xf32>) -> tensor<1x5xf32>
    %117 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%116, %cst_4 : tensor<1x5xf32>, tensor<5xf32>) outs(%114 : tensor<1x5xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %118 = arith.addf %in, %in_52 : f32
      linalg.yield %118 : f32
    } -> tensor<1x5xf32>
    return %117 : tensor<1x5xf32>
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
