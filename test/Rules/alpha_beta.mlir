// The alpha-beta rule: alpha times the positive shares less beta times the negative ones.
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// Four evaluations: x+ W+ + b+ and x- W-; x+ W- + b- and x- W+.
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
// CHECK: %[[P0:.*]] = linalg.matmul ins(%[[XP]], %[[WP]] : {{.*}}) outs(%[[BP]] :
// CHECK: %[[WN:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK: arith.minimumf
// CHECK: %[[NONE:.*]] = linalg.fill
// CHECK: %[[P1:.*]] = linalg.matmul ins(%[[XN]], %[[WN]] : {{.*}}) outs(%[[NONE]] :
// CHECK: %[[P:.*]] = linalg.generic {{.*}} ins(%[[P0]], %[[P1]] :
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[P]] :
// CHECK: arith.divf
// CHECK: lxt.vjp ins(%{{.*}} = %[[XP]] : {{.*}}) cotangents(%[[S]] :
// CHECK: %[[PX:.*]] = linalg.generic {{.*}} ins(%[[XP]],
// CHECK: lxt.vjp ins(%{{.*}} = %[[XN]] : {{.*}}) cotangents(%[[S]] :
// CHECK: %[[PN:.*]] = linalg.generic {{.*}} ins(%[[XN]],
// CHECK: %[[POSITIVE:.*]] = linalg.generic {{.*}} ins(%[[PX]], %[[PN]] :
// CHECK: %[[BN:.*]] = linalg.generic {{.*}} ins(%[[B]] :
// CHECK: arith.minimumf
// CHECK: %[[N0:.*]] = linalg.matmul ins(%[[XP]], %[[WN]] : {{.*}}) outs(%[[BN]] :
// CHECK: %[[N1:.*]] = linalg.matmul ins(%[[XN]], %[[WP]] : {{.*}}) outs(%[[NONE]] :
// CHECK: %[[N:.*]] = linalg.generic {{.*}} ins(%[[N0]], %[[N1]] :
// CHECK: %[[T:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[N]] :
// CHECK: arith.divf
// CHECK: lxt.vjp ins(%{{.*}} = %[[XP]] : {{.*}}) cotangents(%[[T]] :
// CHECK: %[[NX:.*]] = linalg.generic {{.*}} ins(%[[XP]],
// CHECK: lxt.vjp ins(%{{.*}} = %[[XN]] : {{.*}}) cotangents(%[[T]] :
// CHECK: %[[NN:.*]] = linalg.generic {{.*}} ins(%[[XN]],
// CHECK: %[[NEGATIVE:.*]] = linalg.generic {{.*}} ins(%[[NX]], %[[NN]] :
// CHECK: linalg.generic {{.*}} ins(%[[POSITIVE]], %[[NEGATIVE]] :
// CHECK: arith.subf
func.func @text(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.alpha_beta epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// With beta 0 there is no negative half.
// CHECK-LABEL: @alpha_1
// CHECK-COUNT-2: lxt.vjp
// CHECK-NOT: lxt.vjp
// CHECK: return
func.func @alpha_1(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.alpha_beta alpha(1.0) beta(0.0) epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

func.func @alpha_half(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.alpha_beta alpha(1.5) beta(0.5) epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
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
  // s = [6 / (5 + 1), 9 / (2 + 1)] = [1, 3], so the positive half is [2, 2, 6].
  // t = [6 / (-1 - 1), 9 / (-8 - 1)] = [-3, -1], so the negative one is [2, 3, 3].
  // 2 [2, 2, 6] - [2, 3, 3]
  // NUM: {{^\[\[}}2, 1, 9]]
  %rx = call @text(%x, %w, %b, %y, %r) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // NUM: {{^\[\[}}2, 2, 6]]
  %r1 = call @alpha_1(%x, %w, %b, %y, %r) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %v = tensor.cast %r1 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  // 1.5 [2, 2, 6] - 0.5 [2, 3, 3]
  // NUM: {{^\[\[}}2, 1.5, 7.5]]
  %r2 = call @alpha_half(%x, %w, %b, %y, %r) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %z = tensor.cast %r2 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%z) : (tensor<*xf32>) -> ()
  return
}

// Without a bias, and where both halves are there, the sum of relevance stays the same.
func.func @conservation() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[0.3, -1.7, 0.9], [-2.1, 0.4, -0.6], [1.1, 0.8, -0.2], [0.5, -0.7, 1.3]]> : tensor<4x3xf32>
  %b = arith.constant dense<0.0> : tensor<2x3xf32>
  %x = arith.constant dense<[[0.7, -1.2, 2.4, -0.1], [-0.9, 0.3, -1.6, 0.8]]> : tensor<2x4xf32>
  %r = arith.constant dense<[[1.0, -2.0, 4.0], [3.0, 0.5, 5.5]]> : tensor<2x3xf32>
  %rx = lxt.alpha_beta epsilon(1.0e-12) ins(%a = %x : tensor<2x4xf32>) outs(%r : tensor<2x3xf32>) relevance(%r : tensor<2x3xf32>) -> tensor<2x4xf32> {
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
  call @conservation() : () -> ()
  return
}
