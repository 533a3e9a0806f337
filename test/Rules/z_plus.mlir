// The z-plus rule: R_x = x+ * (s W+^T) + x- * (s W-^T), s = R / stab(x+ W+ + x- W- + b+).
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// Two evaluations of the layer: positive parts with the positive bias, negative
// parts without one.
// CHECK-LABEL: @text
// CHECK-SAME: (%[[X:.*]]: tensor<1x3xf32>, %[[W:.*]]: tensor<3x2xf32>, %[[B:.*]]: tensor<1x2xf32>, %[[Y:.*]]: tensor<1x2xf32>, %[[R:.*]]: tensor<1x2xf32>)
// CHECK: %[[XP:.*]] = linalg.generic {{.*}} ins(%[[X]] :
// CHECK: arith.maximumf
// CHECK: %[[XN:.*]] = linalg.generic {{.*}} ins(%[[X]] :
// CHECK: arith.minimumf
// CHECK: %[[WP:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK: arith.maximumf
// CHECK: %[[BP:.*]] = linalg.generic {{.*}} ins(%[[B]] :
// CHECK: arith.maximumf
// CHECK: %[[Z0:.*]] = linalg.matmul ins(%[[XP]], %[[WP]] : {{.*}}) outs(%[[BP]] :
// CHECK: %[[WN:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK: arith.minimumf
// CHECK: %[[NONE:.*]] = linalg.fill
// CHECK: %[[Z1:.*]] = linalg.matmul ins(%[[XN]], %[[WN]] : {{.*}}) outs(%[[NONE]] :
// CHECK: %[[Z:.*]] = linalg.generic {{.*}} ins(%[[Z0]], %[[Z1]] :
// CHECK: arith.addf
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Z]] :
// CHECK: arith.divf
// CHECK: %[[G0:.*]] = lxt.vjp ins(%{{.*}} = %[[XP]] : tensor<1x3xf32>) cotangents(%[[S]] :
// CHECK-NEXT: linalg.matmul
// CHECK: linalg.generic {{.*}} ins(%[[XP]], %[[G0]] :
// CHECK: arith.mulf
// CHECK: %[[G1:.*]] = lxt.vjp ins(%{{.*}} = %[[XN]] : tensor<1x3xf32>) cotangents(%[[S]] :
// CHECK-NEXT: linalg.matmul
// CHECK: linalg.generic {{.*}} ins(%[[XN]], %[[G1]] :
// CHECK: arith.mulf
func.func @text(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// What each input adds: [2, 2, -1] and bias 1; [-2, -3, 2] and bias -3.
func.func @dense() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[6.0, 9.0]]> : tensor<1x2xf32>
  %rx = call @text(%x, %w, %b, %y, %r) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  // z = [2 + 2 + 1, 2], s = [6 / (5 + 1), 9 / (2 + 1)] = [1, 3]
  // R_x = [2 * 1, 2 * 1, 2 * 3]
  // NUM: {{^\[\[}}2, 2, 6]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// The default epsilon 1e-6 with sign; where nothing adds, z = 0, and relevance is lost.
// CHECK-LABEL: @default
// CHECK: arith.constant 9.99999997E-7 : f32
// CHECK: arith.cmpf oge
func.func @default() {
  %w = arith.constant dense<[[1.0, -1.0], [2.0, 4.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0]]> : tensor<1x2xf32>
  %y = arith.constant dense<[[0.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[3.0, 5.0]]> : tensor<1x2xf32>
  %rx = lxt.z_plus ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // What adds: [2, -2], [-2, -4]. 2 * 3 / 2 (less a millionth), and nothing else.
  // NUM: {{^\[\[}}{{3|2.99999.}}, {{-?}}0]]
  %u = tensor.cast %rx : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Without a bias the sum of relevance stays the same, whatever the signs: epsilon is far below the last digit.
func.func @conservation() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[0.3, -1.7, 0.9], [-2.1, 0.4, -0.6], [1.1, 0.8, -0.2], [0.5, -0.7, 1.3]]> : tensor<4x3xf32>
  %b = arith.constant dense<0.0> : tensor<2x3xf32>
  %x = arith.constant dense<[[0.7, -1.2, 2.4, -0.1], [-0.9, 0.3, -1.6, 0.8]]> : tensor<2x4xf32>
  %r = arith.constant dense<[[1.0, -2.0, 4.0], [3.0, 0.5, 5.5]]> : tensor<2x3xf32>
  %rx = lxt.z_plus epsilon(1.0e-12) ins(%a = %x : tensor<2x4xf32>) outs(%r : tensor<2x3xf32>) relevance(%r : tensor<2x3xf32>) -> tensor<2x4xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x4xf32>, tensor<4x3xf32>) outs(%b : tensor<2x3xf32>) -> tensor<2x3xf32>
    lxt.yield %0 : tensor<2x3xf32>
  }
  %i = tensor.empty() : tensor<2xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<2xf32>) -> tensor<2xf32>
  %sum = linalg.reduce {arith.addf} ins(%rx : tensor<2x4xf32>) outs(%f : tensor<2xf32>) dimensions = [1]
  // NUM: {{^}}[{{3|2.99999.?|3.00000.}}, {{9|8.99999.?|9.00000.}}]
  %u = tensor.cast %sum : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @dense() : () -> ()
  call @default() : () -> ()
  call @conservation() : () -> ()
  return
}
