// lxt-decompose writes concatenation, softmax and clamps as what bufferization and lowering know.
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
