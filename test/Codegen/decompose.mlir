// lxt-decompose writes aggregate and named ops, pads, clamps and slices as what later passes know.
// RUN: lxt-opt %s --lxt-decompose --split-input-file | FileCheck %s
// RUN: lxt-opt %s --split-input-file --lxt-decompose %to_llvm -o /dev/null

// CHECK-LABEL: @concat
// CHECK-NOT: tensor.concat
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 0] [2, 1] [1, 1]
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 1] [2, 3] [1, 1]
// CHECK-NOT: tensor.concat
func.func @concat(%x: tensor<2x1xf32>, %y: tensor<2x3xf32>) -> tensor<2x4xf32> {
  %0 = tensor.concat dim(1) %x, %y : (tensor<2x1xf32>, tensor<2x3xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// -----

// Maximum, exponential of the difference, sum, quotient.
// CHECK-LABEL: @softmax
// CHECK-NOT: linalg.softmax
// CHECK: arith.maxnumf
// CHECK: arith.subf
// CHECK: math.exp
// CHECK: arith.addf
// CHECK: arith.divf
// CHECK-NOT: linalg.softmax
func.func @softmax(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %e = tensor.empty() : tensor<2x3xf32>
  %0 = linalg.softmax dimension(1) ins(%x : tensor<2x3xf32>) outs(%e : tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// CHECK-LABEL: @clamp
// CHECK-SAME: %[[X:.*]]: f32, %[[LOW:.*]]: f32, %[[HIGH:.*]]: f32
// CHECK: %[[RAISED:.*]] = arith.maximumf %[[X]], %[[LOW]]
// CHECK: %[[Y:.*]] = arith.minimumf %[[RAISED]], %[[HIGH]]
// CHECK: return %[[Y]]
func.func @clamp(%x: f32, %low: f32, %high: f32) -> f32 {
  %0 = math.clampf %x to [%low, %high] : f32
  return %0 : f32
}

// -----

// Later passes look at linalg.generic and linalg.fill alone.
// CHECK-LABEL: @named
// CHECK: linalg.fill
// CHECK: linalg.generic
// CHECK: arith.mulf
// CHECK: linalg.generic
// CHECK: math.tanh
func.func @named(%x: tensor<2x3xf32>, %y: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = linalg.matmul ins(%x, %y : tensor<2x3xf32>, tensor<3x4xf32>) outs(%f : tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = linalg.tanh ins(%0 : tensor<2x4xf32>) outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// -----

// A pad is a fill with the inside written over it; one that computes its values, too.
// CHECK-LABEL: @pad
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK: %[[F:.*]] = linalg.fill {{.*}} -> tensor<3x5xf32>
// CHECK: %[[Y:.*]] = tensor.insert_slice %[[X]] into %[[F]][1, 0] [2, 3] [1, 1]
// CHECK: %[[G:.*]] = tensor.generate
// CHECK: tensor.insert_slice %[[Y]] into %[[G]][0, 1] [3, 5] [1, 1]
func.func @pad(%x: tensor<2x3xf32>) -> tensor<3x6xf32> {
  %one = arith.constant 1.0 : f32
  %0 = tensor.pad %x low[1, 0] high[0, 2] {
  ^bb0(%i: index, %j: index):
    tensor.yield %one : f32
  } : tensor<2x3xf32> to tensor<3x5xf32>
  %1 = tensor.pad %0 low[0, 1] high[0, 0] {
  ^bb0(%i: index, %j: index):
    %2 = arith.index_cast %i : index to i32
    %3 = arith.sitofp %2 : i32 to f32
    tensor.yield %3 : f32
  } : tensor<3x5xf32> to tensor<3x6xf32>
  return %1 : tensor<3x6xf32>
}

// -----

// Of rows that nobody reads, nothing is computed: neither exp nor the product. Indices are those of the whole.
// CHECK-LABEL: @slice
// CHECK-SAME: %[[X:.*]]: tensor<8x3xf32>, %[[W:.*]]: tensor<3x4xf32>
// CHECK: %[[ROWS:.*]] = tensor.extract_slice %[[X]][6, 0] [2, 3] [1, 1]
// CHECK: %[[F:.*]] = linalg.fill {{.*}} -> tensor<2x4xf32>
// CHECK: %[[Y:.*]] = linalg.generic {{.*}} ins(%[[ROWS]], %[[W]]{{.*}} outs(%[[F]]
// CHECK: %[[Z:.*]] = linalg.generic {{.*}} ins(%[[Y]]
// CHECK: %[[I:.*]] = linalg.index 0
// CHECK: %[[ROW:.*]] = arith.addi %[[I]], %c6
// CHECK: arith.index_cast %[[ROW]]
// CHECK: -> tensor<2x4xf32>
// CHECK: return %[[Z]]
func.func @slice(%x: tensor<8x3xf32>, %w: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<8x3xf32>, tensor<3x4xf32>) outs(%f : tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %i = linalg.index 0 : index
    %k = arith.index_cast %i : index to i32
    %c = arith.sitofp %k : i32 to f32
    %3 = arith.addf %a, %c : f32
    linalg.yield %3 : f32
  } -> tensor<8x4xf32>
  %2 = tensor.extract_slice %1[6, 0] [2, 4] [1, 1] : tensor<8x4xf32> to tensor<2x4xf32>
  return %2 : tensor<2x4xf32>
}

// -----

// One row, as a vector.
// CHECK-LABEL: @row
// CHECK-SAME: %[[X:.*]]: tensor<8x3xf32>
// CHECK: tensor.extract_slice %[[X]][7, 0] [1, 3] [1, 1]
// CHECK: math.exp
// CHECK: -> tensor<1x3xf32>
// CHECK: tensor.extract_slice {{.*}} : tensor<1x3xf32> to tensor<3xf32>
func.func @row(%x: tensor<8x3xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<8x3xf32>
  %0 = linalg.exp ins(%x : tensor<8x3xf32>) outs(%e : tensor<8x3xf32>) -> tensor<8x3xf32>
  %1 = tensor.extract_slice %0[7, 0] [1, 3] [1, 1] : tensor<8x3xf32> to tensor<3xf32>
  return %1 : tensor<3xf32>
}

// -----

// Where it is, it stays: the slice of what others read, of what is read backwards, with a stride, or of sizes that may
// be all of it.
// CHECK-LABEL: @stays
// CHECK-NOT: tensor.extract_slice %arg
// CHECK: return
#id = affine_map<(i, j) -> (i, j)>
#back = affine_map<(i, j) -> (7 - i, j)>
func.func @stays(%x: tensor<8x3xf32>, %d: tensor<?x3xf32>, %n: index) -> (tensor<8x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<4x3xf32>, tensor<3xf32>) {
  %e = tensor.empty() : tensor<8x3xf32>
  %0 = linalg.exp ins(%x : tensor<8x3xf32>) outs(%e : tensor<8x3xf32>) -> tensor<8x3xf32>
  %1 = tensor.extract_slice %0[6, 0] [2, 3] [1, 1] : tensor<8x3xf32> to tensor<2x3xf32>
  %2 = linalg.generic {indexing_maps = [#back, #id], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<8x3xf32>) outs(%e : tensor<8x3xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  } -> tensor<8x3xf32>
  %3 = tensor.extract_slice %2[6, 0] [2, 3] [1, 1] : tensor<8x3xf32> to tensor<2x3xf32>
  %4 = linalg.abs ins(%x : tensor<8x3xf32>) outs(%e : tensor<8x3xf32>) -> tensor<8x3xf32>
  %5 = tensor.extract_slice %4[0, 0] [4, 3] [2, 1] : tensor<8x3xf32> to tensor<4x3xf32>
  %f = tensor.empty(%n) : tensor<?x3xf32>
  %6 = linalg.exp ins(%d : tensor<?x3xf32>) outs(%f : tensor<?x3xf32>) -> tensor<?x3xf32>
  %7 = tensor.extract_slice %6[0, 0] [1, 3] [1, 1] : tensor<?x3xf32> to tensor<3xf32>
  return %0, %1, %3, %5, %7 : tensor<8x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<4x3xf32>, tensor<3xf32>
}

// -----

// A part of a fill is a fill, however many parts there are.
// CHECK-LABEL: @fill
// CHECK-NOT: tensor.extract_slice
// CHECK-DAG: linalg.fill {{.*}} -> tensor<2x3xf32>
// CHECK-DAG: linalg.fill {{.*}} -> tensor<3xf32>
func.func @fill() -> (tensor<2x3xf32>, tensor<3xf32>) {
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<8x3xf32>
  %0 = linalg.fill ins(%one : f32) outs(%e : tensor<8x3xf32>) -> tensor<8x3xf32>
  %1 = tensor.extract_slice %0[6, 0] [2, 3] [1, 1] : tensor<8x3xf32> to tensor<2x3xf32>
  %2 = tensor.extract_slice %0[1, 0] [1, 3] [2, 1] : tensor<8x3xf32> to tensor<3xf32>
  return %1, %2 : tensor<2x3xf32>, tensor<3xf32>
}
