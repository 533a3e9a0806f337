// The w-square rule: R_x = (R / stab(1 W^2 + b^2)) (W^2)^T.
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// The input's values are not read.
// CHECK-LABEL: @text
// CHECK-SAME: (%[[X:.*]]: tensor<1x3xf32>, %[[W:.*]]: tensor<3x2xf32>, %[[B:.*]]: tensor<1x2xf32>, %[[Y:.*]]: tensor<1x2xf32>, %[[R:.*]]: tensor<1x2xf32>)
// CHECK-NOT: %[[X]]
// CHECK: %[[ONE:.*]] = arith.constant 1.0{{.*}} : f32
// CHECK-NOT: %[[X]]
// CHECK: %[[ONES:.*]] = linalg.fill ins(%[[ONE]] : f32) {{.*}} -> tensor<1x3xf32>
// CHECK: %[[WW:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK-NEXT: ^bb0(%[[WI:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: arith.mulf %[[WI]], %[[WI]]
// CHECK: %[[BB:.*]] = linalg.generic {{.*}} ins(%[[B]] :
// CHECK-NEXT: ^bb0(%[[BI:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: arith.mulf %[[BI]], %[[BI]]
// CHECK: %[[Z:.*]] = linalg.matmul ins(%[[ONES]], %[[WW]] : {{.*}}) outs(%[[BB]] :
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Z]] :
// CHECK: arith.divf
// CHECK-NOT: %[[X]]
// CHECK: %[[G:.*]] = lxt.vjp {{.*}} cotangents(%[[S]] :
// CHECK-NEXT: linalg.matmul ins(%{{.*}}, %[[WW]] :
// CHECK-NOT: linalg.generic
// CHECK: return %[[G]]
func.func @text(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.w_square epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

func.func @dense() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, 0x7FC00000, 0x7F800000]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[8.0, -48.0]]> : tensor<1x2xf32>
  %rx = call @text(%x, %w, %b, %y, %r) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  // z = [1 + 4 + 1 + 1, 1 + 9 + 4 + 9] = [7, 23], s = [8 / 8, -48 / 24] = [1, -2]
  // [1 - 2, 4 - 18, 1 - 8]
  // NUM: {{^\[\[}}-1, -14, -7]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Without the bias.
func.func @zero_params() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[8.0, -32.0]]> : tensor<1x2xf32>
  %rx = lxt.w_square epsilon(2.0) zero_params<bias> ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // z = [6, 14], s = [8 / 8, -32 / 16] = [1, -2]
  // NUM: {{^\[\[}}-1, -14, -7]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Padding is 0, not 1.
func.func @padding() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[1.0, -2.0]]]> : tensor<1x1x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x1x3xf32>
  %x = arith.constant dense<[[[5.0, -7.0]]]> : tensor<1x1x2xf32>
  %r = arith.constant dense<[[[10.0, 6.0, 4.0]]]> : tensor<1x1x3xf32>
  %rx = lxt.w_square epsilon(1.0) ins(%a = %x : tensor<1x1x2xf32>) outs(%r : tensor<1x1x3xf32>) relevance(%r : tensor<1x1x3xf32>) -> tensor<1x1x2xf32> {
    %p = tensor.pad %a low[0, 0, 1] high[0, 0, 1] {
    ^bb0(%i: index, %j: index, %k: index):
      tensor.yield %zero : f32
    } : tensor<1x1x2xf32> to tensor<1x1x4xf32>
    %0 = linalg.conv_1d_ncw_fcw ins(%p, %w : tensor<1x1x4xf32>, tensor<1x1x2xf32>) outs(%b : tensor<1x1x3xf32>) -> tensor<1x1x3xf32>
    lxt.yield %0 : tensor<1x1x3xf32>
  }
  // z = [4, 1 + 4, 1], s = [10 / 5, 6 / 6, 4 / 2] = [2, 1, 2]: [4 * 2 + 1 * 1, 4 * 1 + 1 * 2]
  // NUM: {{^\[\[\[}}9, 6]]]
  %u = tensor.cast %rx : tensor<1x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Without a bias the sum of relevance stays the same.
func.func @conservation() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[0.3, -1.7, 0.9], [-2.1, 0.4, -0.6], [1.1, 0.8, -0.2], [0.5, -0.7, 1.3]]> : tensor<4x3xf32>
  %b = arith.constant dense<[[0.5, -1.0, 2.0], [0.5, -1.0, 2.0]]> : tensor<2x3xf32>
  %x = arith.constant dense<[[0.7, -1.2, 2.4, -0.1], [-0.9, 0.3, -1.6, 0.8]]> : tensor<2x4xf32>
  %r = arith.constant dense<[[1.0, -2.0, 4.0], [3.0, 0.5, 5.5]]> : tensor<2x3xf32>
  %rx = lxt.w_square epsilon(1.0e-12) zero_params<bias> ins(%a = %x : tensor<2x4xf32>) outs(%r : tensor<2x3xf32>) relevance(%r : tensor<2x3xf32>) -> tensor<2x4xf32> {
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
  call @zero_params() : () -> ()
  call @padding() : () -> ()
  call @conservation() : () -> ()
  return
}
