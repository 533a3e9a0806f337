// lxt-permute-contractions writes a contraction in the order in which its only reader does.
// RUN: lxt-opt %s --split-input-file --lxt-permute-contractions | FileCheck %s

#x = affine_map<(h, i, j, k) -> (i, k)>
#w = affine_map<(h, i, j, k) -> (k, h, j)>
#y = affine_map<(h, i, j, k) -> (i, h, j)>
#id = affine_map<(h, i, j) -> (h, i, j)>
#heads = affine_map<(h, i, j) -> (i, h, j)>

// Heads come outside: the columns stay what they are. The fill gets the new shape, whose sizes need not be known.
// CHECK-DAG: #[[OUT:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
// CHECK-DAG: #[[ID:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// CHECK-LABEL: func.func @heads(
// CHECK: %[[F:.*]] = linalg.fill {{.*}} -> tensor<2x?x8xf32>
// CHECK: %[[Y:.*]] = linalg.generic {indexing_maps = [#{{.*}}, #{{.*}}, #[[OUT]]]{{.*}} outs(%[[F]]
// CHECK: linalg.generic {indexing_maps = [#[[ID]], #[[ID]]]{{.*}} ins(%[[Y]]
func.func @heads(%x: tensor<?x5xf32>, %w: tensor<5x2x8xf32>, %n: index) -> tensor<2x?x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty(%n) : tensor<?x2x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x2x8xf32>) -> tensor<?x2x8xf32>
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%x, %w : tensor<?x5xf32>, tensor<5x2x8xf32>) outs(%f : tensor<?x2x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %3 = math.fma %a, %b, %o : f32
    linalg.yield %3 : f32
  } -> tensor<?x2x8xf32>
  %1 = tensor.empty(%n) : tensor<2x?x8xf32>
  %2 = linalg.generic {indexing_maps = [#heads, #id], iterator_types = ["parallel", "parallel", "parallel"]} ins(%0 : tensor<?x2x8xf32>) outs(%1 : tensor<2x?x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %3 = math.exp %a : f32
    linalg.yield %3 : f32
  } -> tensor<2x?x8xf32>
  return %2 : tensor<2x?x8xf32>
}

// -----

#x = affine_map<(i, j, k) -> (i, k)>
#w = affine_map<(i, j, k) -> (k, j)>
#y = affine_map<(i, j, k) -> (i, j)>
#id = affine_map<(i, j) -> (i, j)>
#transposed = affine_map<(i, j) -> (j, i)>

// Other columns, where both factors are read often enough to be packed: sums have the same order either way.
// CHECK-LABEL: func.func @columns(
// CHECK: math.fma
// CHECK: -> tensor<16x16xf32>
// CHECK: linalg.generic {indexing_maps = [#[[ID:.*]], #[[ID]]]
func.func @columns(%x: tensor<16x5xf32>, %w: tensor<5x16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<16x16xf32>) -> tensor<16x16xf32>
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<16x5xf32>, tensor<5x16xf32>) outs(%f : tensor<16x16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %3 = math.fma %a, %b, %o : f32
    linalg.yield %3 : f32
  } -> tensor<16x16xf32>
  %2 = linalg.generic {indexing_maps = [#transposed, #id], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<16x16xf32>) outs(%e : tensor<16x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %3 = math.exp %a : f32
    linalg.yield %3 : f32
  } -> tensor<16x16xf32>
  return %2 : tensor<16x16xf32>
}

// Where they are not, it stays; so it does with two readers, or one that reduces, or a start that is no fill.
// CHECK-LABEL: func.func @rows(
// CHECK: math.fma
// CHECK: -> tensor<16x15xf32>
func.func @rows(%x: tensor<16x5xf32>, %w: tensor<5x15xf32>) -> tensor<15x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x15xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<16x15xf32>) -> tensor<16x15xf32>
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<16x5xf32>, tensor<5x15xf32>) outs(%f : tensor<16x15xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %3 = math.fma %a, %b, %o : f32
    linalg.yield %3 : f32
  } -> tensor<16x15xf32>
  %1 = tensor.empty() : tensor<15x16xf32>
  %2 = linalg.generic {indexing_maps = [#transposed, #id], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<16x15xf32>) outs(%1 : tensor<15x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %3 = math.exp %a : f32
    linalg.yield %3 : f32
  } -> tensor<15x16xf32>
  return %2 : tensor<15x16xf32>
}

// CHECK-LABEL: func.func @two_readers(
// CHECK: math.fma
// CHECK: -> tensor<16x32xf32>
func.func @two_readers(%x: tensor<16x5xf32>, %w: tensor<5x32xf32>) -> (tensor<32x16xf32>, tensor<16x32xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<16x32xf32>) -> tensor<16x32xf32>
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<16x5xf32>, tensor<5x32xf32>) outs(%f : tensor<16x32xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %3 = math.fma %a, %b, %o : f32
    linalg.yield %3 : f32
  } -> tensor<16x32xf32>
  %1 = tensor.empty() : tensor<32x16xf32>
  %2 = linalg.generic {indexing_maps = [#transposed, #id], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<16x32xf32>) outs(%1 : tensor<32x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %3 = math.exp %a : f32
    linalg.yield %3 : f32
  } -> tensor<32x16xf32>
  return %2, %0 : tensor<32x16xf32>, tensor<16x32xf32>
}

// CHECK-LABEL: func.func @reduced(
// CHECK: math.fma
// CHECK: -> tensor<16x32xf32>
func.func @reduced(%x: tensor<16x5xf32>, %w: tensor<5x32xf32>, %z: tensor<32xf32>) -> tensor<32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<16x32xf32>) -> tensor<16x32xf32>
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<16x5xf32>, tensor<5x32xf32>) outs(%f : tensor<16x32xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %3 = math.fma %a, %b, %o : f32
    linalg.yield %3 : f32
  } -> tensor<16x32xf32>
  %2 = linalg.generic {indexing_maps = [#transposed, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]} ins(%0 : tensor<16x32xf32>) outs(%z : tensor<32xf32>) {
  ^bb0(%a: f32, %o: f32):
    %3 = arith.addf %a, %o : f32
    linalg.yield %3 : f32
  } -> tensor<32xf32>
  return %2 : tensor<32xf32>
}

// CHECK-LABEL: func.func @no_fill(
// CHECK: math.fma
// CHECK: -> tensor<16x32xf32>
func.func @no_fill(%x: tensor<16x5xf32>, %w: tensor<5x32xf32>, %y: tensor<16x32xf32>) -> tensor<32x16xf32> {
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<16x5xf32>, tensor<5x32xf32>) outs(%y : tensor<16x32xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %3 = math.fma %a, %b, %o : f32
    linalg.yield %3 : f32
  } -> tensor<16x32xf32>
  %1 = tensor.empty() : tensor<32x16xf32>
  %2 = linalg.generic {indexing_maps = [#transposed, #id], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<16x32xf32>) outs(%1 : tensor<32x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %3 = math.exp %a : f32
    linalg.yield %3 : f32
  } -> tensor<32x16xf32>
  return %2 : tensor<32x16xf32>
}
