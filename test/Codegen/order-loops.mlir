// lxt-order-loops puts the loop innermost along which memory is contiguous, parallel if possible.
// RUN: lxt-opt %s --lxt-order-loops --split-input-file | FileCheck %s

// In c[m, n] += a[m, k] b[k, n], a row of b and of c is contiguous along n.
// CHECK-DAG: #[[A:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG: #[[B:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[C:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-LABEL: @matmul
// CHECK: linalg.generic {indexing_maps = [#[[A]], #[[B]], #[[C]]], iterator_types = ["parallel", "reduction", "parallel"]}
func.func @matmul(%a: tensor<8x8xf32>, %b: tensor<8x8xf32>, %c: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<8x8xf32>, tensor<8x8xf32>) outs(%c : tensor<8x8xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// -----

// With b[n, k], both factors are contiguous along k, and c does not move.
// CHECK-LABEL: @transposed
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
func.func @transposed(%a: tensor<8x8xf32>, %b: tensor<8x8xf32>, %c: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %0 = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
    ins(%a, %b : tensor<8x8xf32>, tensor<8x8xf32>) outs(%c : tensor<8x8xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// -----

// A loop of two iterations is not worth vectorising: m is innermost although c jumps along it.
// CHECK-DAG: #[[B:.*]] = affine_map<(d0, d1, d2) -> (d1, d0)>
// CHECK-LABEL: @short
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[B]], #{{.*}}], iterator_types = ["parallel", "reduction", "parallel"]}
func.func @short(%a: tensor<8x2xf32>, %b: tensor<2x2xf32>, %c: tensor<8x2xf32>) -> tensor<8x2xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<8x2xf32>, tensor<2x2xf32>) outs(%c : tensor<8x2xf32>) -> tensor<8x2xf32>
  return %0 : tensor<8x2xf32>
}

// -----

// Loops that come in another order than memory are exchanged.
// CHECK-DAG: #[[ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-LABEL: @columns
// CHECK: linalg.generic {indexing_maps = [#[[ID]], #[[ID]]], iterator_types = ["parallel", "parallel"]}
#swap = affine_map<(i, j) -> (j, i)>
func.func @columns(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %e = tensor.empty() : tensor<8x8xf32>
  %0 = linalg.generic {indexing_maps = [#swap, #swap], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<8x8xf32>) outs(%e : tensor<8x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %1 = math.exp %a : f32
    linalg.yield %1 : f32
  } -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// -----

// A convolution y[f, i] += x[c, i + k] w[f, c, k]: along i, x and y move by one and w not at all.
// CHECK-DAG: #[[X:.*]] = affine_map<(d0, d1, d2, d3) -> (d1, d2 + d3)>
// CHECK-LABEL: @convolution
// CHECK: linalg.generic {indexing_maps = [#[[X]], #{{.*}}, #{{.*}}], iterator_types = ["parallel", "reduction", "reduction", "parallel"]}
#x1 = affine_map<(f, i, c, k) -> (c, i + k)>
#w = affine_map<(f, i, c, k) -> (f, c, k)>
#y = affine_map<(f, i, c, k) -> (f, i)>
func.func @convolution(%x: tensor<4x11xf32>, %w: tensor<4x4x4xf32>, %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = linalg.generic {indexing_maps = [#x1, #w, #y], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
    ins(%x, %w : tensor<4x11xf32>, tensor<4x4x4xf32>) outs(%y : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = arith.mulf %a, %b : f32
    %2 = arith.addf %o, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// -----

// With stride 2, x jumps along i; along k, x and w move by one and y not at all.
// CHECK-DAG: #[[X:.*]] = affine_map<(d0, d1, d2, d3) -> (d2, d1 * 2 + d3)>
// CHECK-LABEL: @strided
// CHECK: linalg.generic {indexing_maps = [#[[X]], #{{.*}}, #{{.*}}], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
#x2 = affine_map<(f, k, i, c) -> (c, 2 * i + k)>
#w = affine_map<(f, k, i, c) -> (f, c, k)>
#y = affine_map<(f, k, i, c) -> (f, i)>
func.func @strided(%x: tensor<4x18xf32>, %w: tensor<4x4x4xf32>, %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = linalg.generic {indexing_maps = [#x2, #w, #y], iterator_types = ["parallel", "reduction", "parallel", "reduction"]}
    ins(%x, %w : tensor<4x18xf32>, tensor<4x4x4xf32>) outs(%y : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = arith.mulf %a, %b : f32
    %2 = arith.addf %o, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// -----

// Fills and copies stay what they are.
// CHECK-LABEL: @fill
// CHECK: linalg.fill
func.func @fill(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = linalg.fill ins(%zero : f32) outs(%x : tensor<8x8xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}
