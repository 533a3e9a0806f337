// The program of an attention block (layer norm, attention, residual) in mode fast divides where the model does, in the
// softmax, and nowhere else: its rules need no division.
// RUN: lxt-compile %s --emit=linalg --composite=attnlrp-efficient --seed=class:0 | FileCheck %s
// RUN: lxt-compile %s --emit=linalg --composite=cp-lrp-efficient --seed=argmax | FileCheck %s
// RUN: lxt-compile %s --emit=linalg --composite=attnlrp --mode=fast --seed=0,1,2 | FileCheck %s
// RUN: lxt-compile %s --emit=linalg --composite=attnlrp --seed=class:0 | FileCheck %s --check-prefix=EXACT

// CHECK-LABEL: func.func @main(
// CHECK-COUNT-1: arith.divf
// CHECK-NOT: arith.divf
// CHECK-LABEL: func.func @main_explain(
// CHECK-COUNT-1: arith.divf
// CHECK-NOT: arith.divf

// In mode exact eight more: of the norm, four dense layers, the scores, the values, and the residual sum.
// EXACT-LABEL: func.func @main_explain(
// EXACT-COUNT-9: arith.divf
// EXACT-NOT: arith.divf

#id = affine_map<(b, i, j) -> (b, i, j)>
#row = affine_map<(b, i, j) -> (b, i)>
#column = affine_map<(b, i, j) -> (j)>
#one = affine_map<(b, i) -> (b, i)>

func.func @main(%x: tensor<1x4x8xf32>) -> tensor<1x4x8xf32> {
  %wq = arith.constant dense<0.1> : tensor<1x8x8xf32>
  %wk = arith.constant dense<0.2> : tensor<1x8x8xf32>
  %wv = arith.constant dense<0.3> : tensor<1x8x8xf32>
  %wo = arith.constant dense<0.4> : tensor<1x8x8xf32>
  %gamma = arith.constant dense<1.5> : tensor<8xf32>
  %beta = arith.constant dense<0.5> : tensor<8xf32>
  %zero = arith.constant 0.0 : f32
  %low = arith.constant 0xFF800000 : f32
  %eighth = arith.constant 0.125 : f32
  %eps = arith.constant 1.0e-5 : f32
  %e = tensor.empty() : tensor<1x4x8xf32>
  %s = tensor.empty() : tensor<1x4x4xf32>
  %r = tensor.empty() : tensor<1x4xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %zero_scores = linalg.fill ins(%zero : f32) outs(%s : tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  %zero_rows = linalg.fill ins(%zero : f32) outs(%r : tensor<1x4xf32>) -> tensor<1x4xf32>
  %low_rows = linalg.fill ins(%low : f32) outs(%r : tensor<1x4xf32>) -> tensor<1x4xf32>

  // (x - mean) rsqrt(variance + eps) gamma + beta
  %sum = linalg.reduce {arith.addf} ins(%x : tensor<1x4x8xf32>) outs(%zero_rows : tensor<1x4xf32>) dimensions = [2]
  %mean = linalg.generic {indexing_maps = [#one, #one], iterator_types = ["parallel", "parallel"]}
      ins(%sum : tensor<1x4xf32>) outs(%r : tensor<1x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.mulf %a, %eighth : f32
    linalg.yield %0 : f32
  } -> tensor<1x4xf32>
  %centred = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x, %mean : tensor<1x4x8xf32>, tensor<1x4xf32>) outs(%e : tensor<1x4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.subf %a, %b : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x8xf32>
  %square = linalg.mul ins(%centred, %centred : tensor<1x4x8xf32>, tensor<1x4x8xf32>) outs(%e : tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %square_sum = linalg.reduce {arith.addf} ins(%square : tensor<1x4x8xf32>) outs(%zero_rows : tensor<1x4xf32>) dimensions = [2]
  %inverse = linalg.generic {indexing_maps = [#one, #one], iterator_types = ["parallel", "parallel"]}
      ins(%square_sum : tensor<1x4xf32>) outs(%r : tensor<1x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.mulf %a, %eighth : f32
    %1 = arith.addf %0, %eps : f32
    %2 = math.rsqrt %1 : f32
    linalg.yield %2 : f32
  } -> tensor<1x4xf32>
  %normal = linalg.generic {indexing_maps = [#id, #row, #column, #column, #id], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%centred, %inverse, %gamma, %beta : tensor<1x4x8xf32>, tensor<1x4xf32>, tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<1x4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32, %d: f32, %o: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.mulf %0, %c : f32
    %2 = arith.addf %1, %d : f32
    linalg.yield %2 : f32
  } -> tensor<1x4x8xf32>

  %q = linalg.batch_matmul ins(%normal, %wq : tensor<1x4x8xf32>, tensor<1x8x8xf32>) outs(%zeros : tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %k = linalg.batch_matmul ins(%normal, %wk : tensor<1x4x8xf32>, tensor<1x8x8xf32>) outs(%zeros : tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %v = linalg.batch_matmul ins(%normal, %wv : tensor<1x4x8xf32>, tensor<1x8x8xf32>) outs(%zeros : tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %te = tensor.empty() : tensor<1x8x4xf32>
  %kt = linalg.transpose ins(%k : tensor<1x4x8xf32>) outs(%te : tensor<1x8x4xf32>) permutation = [0, 2, 1]
  %scores = linalg.batch_matmul ins(%q, %kt : tensor<1x4x8xf32>, tensor<1x8x4xf32>) outs(%zero_scores : tensor<1x4x4xf32>) -> tensor<1x4x4xf32>

  %max = linalg.reduce {arith.maximumf} ins(%scores : tensor<1x4x4xf32>) outs(%low_rows : tensor<1x4xf32>) dimensions = [2]
  %exp = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%scores, %max : tensor<1x4x4xf32>, tensor<1x4xf32>) outs(%s : tensor<1x4x4xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.subf %a, %b : f32
    %1 = math.exp %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x4x4xf32>
  %total = linalg.reduce {arith.addf} ins(%exp : tensor<1x4x4xf32>) outs(%zero_rows : tensor<1x4xf32>) dimensions = [2]
  %weights = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%exp, %total : tensor<1x4x4xf32>, tensor<1x4xf32>) outs(%s : tensor<1x4x4xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.divf %a, %b : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x4xf32>

  %mixed = linalg.batch_matmul ins(%weights, %v : tensor<1x4x4xf32>, tensor<1x4x8xf32>) outs(%zeros : tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %projected = linalg.batch_matmul ins(%mixed, %wo : tensor<1x4x8xf32>, tensor<1x8x8xf32>) outs(%zeros : tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %y = linalg.add ins(%x, %projected : tensor<1x4x8xf32>, tensor<1x4x8xf32>) outs(%e : tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  return %y : tensor<1x4x8xf32>
}
