// The gamma rule: what has the sign of the result is favoured.
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// R where y > 0 goes through x+ (W + gamma W+) + b + gamma b+ and
// x- (W + gamma W-); where y < 0, with W+ and W- exchanged.
// CHECK-LABEL: @text
// CHECK-SAME: (%[[X:.*]]: tensor<1x3xf32>, %[[W:.*]]: tensor<3x3xf32>, %[[B:.*]]: tensor<1x3xf32>, %[[Y:.*]]: tensor<1x3xf32>, %[[R:.*]]: tensor<1x3xf32>)
// CHECK: %[[XP:.*]] = linalg.generic {{.*}} ins(%[[X]] :
// CHECK: arith.maximumf
// CHECK: %[[XN:.*]] = linalg.generic {{.*}} ins(%[[X]] :
// CHECK: arith.minimumf
// CHECK: %[[WF:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK: %[[MAX:.*]] = arith.maximumf %[[IN:.*]], %{{.*}} : f32
// CHECK: arith.addf %[[IN]], %[[MAX]] : f32
// CHECK: %[[BF:.*]] = linalg.generic {{.*}} ins(%[[B]] :
// CHECK: arith.maximumf
// CHECK: arith.addf
// CHECK: %[[Z0:.*]] = linalg.matmul ins(%[[XP]], %[[WF]] : {{.*}}) outs(%[[BF]] :
// CHECK: %[[WO:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK: arith.minimumf
// CHECK: arith.addf
// CHECK: %[[NONE:.*]] = linalg.fill
// CHECK: %[[Z1:.*]] = linalg.matmul ins(%[[XN]], %[[WO]] : {{.*}}) outs(%[[NONE]] :
// CHECK: %[[ZF:.*]] = linalg.generic {{.*}} ins(%[[Z0]], %[[Z1]] :
// CHECK: arith.addf
// CHECK: %[[BO:.*]] = linalg.generic {{.*}} ins(%[[B]] :
// CHECK: arith.minimumf
// CHECK: arith.addf
// CHECK: %[[Z2:.*]] = linalg.matmul ins(%[[XP]], %[[WO]] : {{.*}}) outs(%[[BO]] :
// CHECK: %[[Z3:.*]] = linalg.matmul ins(%[[XN]], %[[WF]] : {{.*}}) outs(%[[NONE]] :
// CHECK: %[[ZO:.*]] = linalg.generic {{.*}} ins(%[[Z2]], %[[Z3]] :
// CHECK: arith.addf
// CHECK: %[[ABOVE:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Y]] :
// CHECK: arith.cmpf ogt, %{{.*}}, %{{.*}} : f32
// CHECK-NEXT: arith.select
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[ABOVE]], %[[ZF]] :
// CHECK: arith.divf
// CHECK: lxt.vjp ins(%{{.*}} = %[[XP]] : {{.*}}) cotangents(%[[S]] :
// CHECK-NEXT: linalg.matmul ins(%{{.*}}, %[[WF]] :
// CHECK: lxt.vjp ins(%{{.*}} = %[[XN]] : {{.*}}) cotangents(%[[S]] :
// CHECK-NEXT: linalg.matmul ins(%{{.*}}, %[[WO]] :
// CHECK: %[[BELOW:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Y]] :
// CHECK: arith.cmpf olt, %{{.*}}, %{{.*}} : f32
// CHECK-NEXT: arith.select
// CHECK: %[[T:.*]] = linalg.generic {{.*}} ins(%[[BELOW]], %[[ZO]] :
// CHECK: arith.divf
// CHECK: lxt.vjp ins(%{{.*}} = %[[XP]] : {{.*}}) cotangents(%[[T]] :
// CHECK-NEXT: linalg.matmul ins(%{{.*}}, %[[WO]] :
// CHECK: lxt.vjp ins(%{{.*}} = %[[XN]] : {{.*}}) cotangents(%[[T]] :
// CHECK-NEXT: linalg.matmul ins(%{{.*}}, %[[WF]] :
// CHECK-NOT: lxt.vjp
// CHECK: return
func.func @text(%x: tensor<1x3xf32>, %w: tensor<3x3xf32>, %b: tensor<1x3xf32>, %y: tensor<1x3xf32>, %r: tensor<1x3xf32>) -> tensor<1x3xf32> {
  %rx = lxt.gamma gamma(1.0) epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x3xf32>) relevance(%r : tensor<1x3xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x3xf32>) outs(%b : tensor<1x3xf32>) -> tensor<1x3xf32>
    lxt.yield %0 : tensor<1x3xf32>
  }
  return %rx : tensor<1x3xf32>
}

// What each input adds, and the bias: y_0 = 2 + 2 - 1 + 1 = 4;
// y_1 = -2 - 3 + 2 - 3 = -6; y_2 = 2 - 2 + 0 + 0 = 0.
func.func @signs() {
  %w = arith.constant dense<[[1.0, -1.0, 1.0], [-2.0, 3.0, 2.0], [-1.0, 2.0, 0.0]]> : tensor<3x3xf32>
  %b = arith.constant dense<[[1.0, -3.0, 0.0]]> : tensor<1x3xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0, 0.0]]> : tensor<1x3xf32>
  // The positive result, with gamma 1: 4 + 4 - 1 + 2 = 9, s = 10 / (9 + 1).
  // NUM: {{^\[\[}}4, 4, -1]]
  %r0 = arith.constant dense<[[10.0, 0.0, 0.0]]> : tensor<1x3xf32>
  %rx0 = call @text(%x, %w, %b, %y, %r0) : (tensor<1x3xf32>, tensor<3x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  %u = tensor.cast %rx0 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // The negative one: -4 - 6 + 2 - 6 = -14, t = -30 / (-14 - 1) = 2.
  // NUM: {{^\[\[}}-8, -12, 4]]
  %r1 = arith.constant dense<[[0.0, -30.0, 0.0]]> : tensor<1x3xf32>
  %rx1 = call @text(%x, %w, %b, %y, %r1) : (tensor<1x3xf32>, tensor<3x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  %v = tensor.cast %rx1 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  // The relevance of the 0 is lost; of the others, the sum.
  // NUM: {{^\[\[}}-4, -8, 3]]
  %r2 = arith.constant dense<[[10.0, -30.0, 7.0]]> : tensor<1x3xf32>
  %rx2 = call @text(%x, %w, %b, %y, %r2) : (tensor<1x3xf32>, tensor<3x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  %z = tensor.cast %rx2 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%z) : (tensor<*xf32>) -> ()
  return
}

// The default gamma is 0.25.
func.func @default() {
  %w = arith.constant dense<[[1.0], [-2.0], [-1.0]]> : tensor<3x1xf32>
  %b = arith.constant dense<[[1.0]]> : tensor<1x1xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0]]> : tensor<1x1xf32>
  %r = arith.constant dense<[[12.0]]> : tensor<1x1xf32>
  %rx = lxt.gamma epsilon(0.75) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %0 : tensor<1x1xf32>
  }
  // z = 2.5 + 2.5 - 1 + 1.25 = 5.25, s = 12 / (5.25 + 0.75) = 2
  // NUM: {{^\[\[}}5, 5, -2]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// gamma 0 is the epsilon rule with the stabiliser `sign`.
func.func @gamma_0() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[6.0, 8.0]]> : tensor<1x2xf32>
  %rx = lxt.gamma gamma(0.0) epsilon(2.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // R / stab(y) = [1, -1]: [2, 2, -1] - [-2, -3, 2]
  // NUM: {{^\[\[}}4, 5, -3]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// An input that is not negative: both denominators of a result are (2 + gamma) y
// together, and one evaluation of the layer gives both; the other is
// (1 + gamma) y + (y - z).
// CHECK-LABEL: @nonnegative_text
// CHECK-SAME: (%[[X:.*]]: tensor<1x3xf32>, %[[W:.*]]: tensor<3x2xf32>, %[[B:.*]]: tensor<1x2xf32>, %[[Y:.*]]: tensor<1x2xf32>, %[[R:.*]]: tensor<1x2xf32>, %[[GAMMA:.*]]: tensor<f64>
// CHECK: %[[NUMBER:.*]] = tensor.extract %[[GAMMA]][]
// CHECK: %[[H:.*]] = linalg.max
// CHECK: %[[WF:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK: arith.maximumf
// CHECK: %[[BF:.*]] = linalg.generic {{.*}} ins(%[[B]] :
// CHECK: arith.maximumf
// CHECK: %[[ZF:.*]] = linalg.matmul ins(%[[H]], %[[WF]] : {{.*}}) outs(%[[BF]] :
// CHECK-NOT: linalg.matmul
// CHECK: %[[FACTOR:.*]] = arith.addf %{{.*}}, %{{.*}} : f32
// CHECK: %[[ZO:.*]] = linalg.generic {{.*}} ins(%[[Y]], %[[ZF]] :
// CHECK-NEXT: ^bb0(%[[YI:.*]]: f32, %[[ZI:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[SCALED:.*]] = arith.mulf %[[YI]], %[[FACTOR]] : f32
// CHECK-NEXT: %[[DIFFERENCE:.*]] = arith.subf %[[YI]], %[[ZI]] : f32
// CHECK-NEXT: arith.addf %[[SCALED]], %[[DIFFERENCE]] : f32
// CHECK-NOT: linalg.matmul
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%{{.*}}, %[[ZF]] :
// CHECK: arith.divf
// CHECK: lxt.vjp ins(%{{.*}} = %[[H]] : {{.*}}) cotangents(%[[S]] :
// CHECK-NEXT: linalg.matmul ins(%{{.*}}, %[[WF]] :
// CHECK-NOT: linalg.matmul
// CHECK: %[[T:.*]] = linalg.generic {{.*}} ins(%{{.*}}, %[[ZO]] :
// CHECK: arith.divf
// CHECK: %[[WO:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK: arith.minimumf
// CHECK: lxt.vjp ins(%{{.*}} = %[[H]] : {{.*}}) cotangents(%[[T]] :
// CHECK-NEXT: linalg.matmul ins(%{{.*}}, %[[WO]] :
// CHECK-NOT: linalg.matmul
// CHECK: return
func.func @nonnegative_text(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>, %g: tensor<f64> {lxt.name = "gamma"}) -> tensor<1x3xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x3xf32>
  %h = linalg.max ins(%x, %zero : tensor<1x3xf32>, tensor<1x3xf32>) outs(%x : tensor<1x3xf32>) -> tensor<1x3xf32>
  %rx = lxt.gamma gamma(#lxt.parameter<"gamma">) epsilon(1.0) ins(%a = %h : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}
// Without the bias this is not so: y has it, the denominators have not.
// CHECK-LABEL: @nonnegative_zero_bias
// CHECK: %[[H:.*]] = linalg.max
// CHECK-COUNT-2: linalg.matmul ins(%[[H]],
// CHECK: return
func.func @nonnegative_zero_bias(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x3xf32>
  %h = linalg.max ins(%x, %zero : tensor<1x3xf32>, tensor<1x3xf32>) outs(%x : tensor<1x3xf32>) -> tensor<1x3xf32>
  %rx = lxt.gamma gamma(1.0) epsilon(1.0) zero_params<bias> ins(%a = %h : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}
// The input [2, 0, 1] adds [2, 0, -1] to y_0 = 2, with the bias 1, and [-2, 0, 2] to
// y_1 = -3, with the bias -3.
func.func @nonnegative() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[2.0, -3.0]]> : tensor<1x2xf32>
  // gamma 1: z_0 = 4 - 1 + 2 = 5, s = 6 / (5 + 1) = 1; z_1 = -4 + 2 - 6 = -8,
  // t = -18 / (-8 - 1) = 2: [4, 0, -1] + 2 [-4, 0, 2].
  // NUM: {{^\[\[}}-4, {{-?}}0, 3]]
  %one = arith.constant dense<1.0> : tensor<f64>
  %r0 = arith.constant dense<[[6.0, -18.0]]> : tensor<1x2xf32>
  %rx0 = call @nonnegative_text(%x, %w, %b, %y, %r0, %one) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<f64>) -> tensor<1x3xf32>
  %u0 = tensor.cast %rx0 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  // gamma 3: z_0 = 8 - 1 + 4 = 11, s = 24 / (11 + 1) = 2; z_1 = -8 + 2 - 12 = -18,
  // t = 19 / (-18 - 1) = -1: 2 [8, 0, -1] - [-8, 0, 2].
  // NUM: {{^\[\[}}24, {{-?}}0, -4]]
  %three = arith.constant dense<3.0> : tensor<f64>
  %r1 = arith.constant dense<[[24.0, 19.0]]> : tensor<1x2xf32>
  %rx1 = call @nonnegative_text(%x, %w, %b, %y, %r1, %three) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<f64>) -> tensor<1x3xf32>
  %u1 = tensor.cast %rx1 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  // gamma 1 without the bias: z_0 = 4 - 1 = 3, s = 4 / (3 + 1) = 1; z_1 = -4 + 2 = -2,
  // t = -6 / (-2 - 1) = 2.
  // NUM: {{^\[\[}}-4, {{-?}}0, 3]]
  %r2 = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %rx2 = call @nonnegative_zero_bias(%x, %w, %b, %y, %r2) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %u2 = tensor.cast %rx2 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  return
}

// In f16, (2 + gamma) y would be infinite here; the denominator, z = -40000, is
// not. All of the relevance is the only input's.
func.func @f16(%x: tensor<1x1xf16>) {
  %zero = arith.constant dense<0.0> : tensor<1x1xf16>
  %w = arith.constant dense<[[-32000.0]]> : tensor<1x1xf16>
  %y = arith.constant dense<[[-32000.0]]> : tensor<1x1xf16>
  %r = arith.constant dense<[[-8.0]]> : tensor<1x1xf16>
  %h = linalg.max ins(%x, %zero : tensor<1x1xf16>, tensor<1x1xf16>) outs(%x : tensor<1x1xf16>) -> tensor<1x1xf16>
  %rx = lxt.gamma gamma(0.25) epsilon(1.0) ins(%a = %h : tensor<1x1xf16>) outs(%y : tensor<1x1xf16>) relevance(%r : tensor<1x1xf16>) -> tensor<1x1xf16> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x1xf16>, tensor<1x1xf16>) outs(%zero : tensor<1x1xf16>) -> tensor<1x1xf16>
    lxt.yield %0 : tensor<1x1xf16>
  }
  // NUM: {{^\[\[}}-8]]
  %wide = arith.extf %rx : tensor<1x1xf16> to tensor<1x1xf32>
  %u = tensor.cast %wide : tensor<1x1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}
func.func @half_floats() {
  %x = arith.constant dense<[[1.0]]> : tensor<1x1xf16>
  call @f16(%x) : (tensor<1x1xf16>) -> ()
  return
}

// Without a bias, and where y is not 0, the sum of relevance stays the same.
func.func @conservation() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[0.3, -1.7, 0.9], [-2.1, 0.4, -0.6], [1.1, 0.8, -0.2], [0.5, -0.7, 1.3]]> : tensor<4x3xf32>
  %b = arith.constant dense<0.0> : tensor<2x3xf32>
  %x = arith.constant dense<[[0.7, -1.2, 2.4, -0.1], [-0.9, 0.3, -1.6, 0.8]]> : tensor<2x4xf32>
  %r = arith.constant dense<[[1.0, -2.0, 4.0], [3.0, 0.5, 5.5]]> : tensor<2x3xf32>
  %y = linalg.matmul ins(%x, %w : tensor<2x4xf32>, tensor<4x3xf32>) outs(%b : tensor<2x3xf32>) -> tensor<2x3xf32>
  %rx = lxt.gamma epsilon(1.0e-12) ins(%a = %x : tensor<2x4xf32>) outs(%y : tensor<2x3xf32>) relevance(%r : tensor<2x3xf32>) -> tensor<2x4xf32> {
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
  call @signs() : () -> ()
  call @default() : () -> ()
  call @gamma_0() : () -> ()
  call @nonnegative() : () -> ()
  call @half_floats() : () -> ()
  call @conservation() : () -> ()
  return
}
