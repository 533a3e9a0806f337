// The norm rule, shares by value: R_i = x_i * J_i^T (R / stab(y)).
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// The defaults: epsilon 1e-6, with the sign of y.
// CHECK-LABEL: @text
// CHECK-SAME: (%[[X:.*]]: tensor<3xf32>, %[[Z:.*]]: tensor<3xf32>, %[[Y:.*]]: tensor<3xf32>, %[[R:.*]]: tensor<3xf32>)
// CHECK-DAG: %[[EPSILON:.*]] = arith.constant 9.99999997E-7 : f32
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Y]] :
// CHECK-NEXT: ^bb0(%[[RI:.*]]: f32, %[[YI:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[SUM:.*]] = arith.addf %[[YI]], %[[EPSILON]]
// CHECK-NEXT: %[[DIFFERENCE:.*]] = arith.subf %[[YI]], %[[EPSILON]]
// CHECK-NEXT: %[[PLUS:.*]] = arith.cmpf oge, %[[YI]],
// CHECK-NEXT: %[[D:.*]] = arith.select %[[PLUS]], %[[SUM]], %[[DIFFERENCE]]
// CHECK-NEXT: arith.divf %[[RI]], %[[D]]
// CHECK: %[[G:.*]]:2 = lxt.vjp ins(%{{.*}} = %[[X]] : tensor<3xf32>, %{{.*}} = %[[Z]] : tensor<3xf32>) cotangents(%[[S]] :
// CHECK: linalg.generic {{.*}} ins(%[[X]], %[[G]]#0 :
// CHECK: arith.mulf
// CHECK: linalg.generic {{.*}} ins(%[[Z]], %[[G]]#1 :
// CHECK: arith.mulf
func.func @text(%x: tensor<3xf32>, %z: tensor<3xf32>, %y: tensor<3xf32>, %r: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %e = tensor.empty() : tensor<3xf32>
  %rx:2 = lxt.norm ins(%a = %x : tensor<3xf32>, %b = %z : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    %0 = linalg.add ins(%a, %b : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx#0, %rx#1 : tensor<3xf32>, tensor<3xf32>
}

// A residual connection: results of both signs, and 0.
func.func @sum() {
  %e = tensor.empty() : tensor<3xf32>
  %x = arith.constant dense<[3.0, -1.0, 1.0]> : tensor<3xf32>
  %z = arith.constant dense<[4.0, -2.0, -1.0]> : tensor<3xf32>
  %y = arith.constant dense<[7.0, -3.0, 0.0]> : tensor<3xf32>
  %r = arith.constant dense<[8.0, 4.0, 2.0]> : tensor<3xf32>
  %rx:2 = lxt.norm epsilon(1.0) ins(%a = %x : tensor<3xf32>, %b = %z : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    %0 = linalg.add ins(%a, %b : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  // R / stab(y) = [8 / 8, 4 / -4, 2 / 1] = [1, -1, 2]
  // NUM: {{^}}[3, 1, 2]
  // NUM: {{^}}[4, 2, -2]
  %u = tensor.cast %rx#0 : tensor<3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rx#1 : tensor<3xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Average pooling over windows of two; two slices of relevance.
func.func @average_pool() {
  %zero = arith.constant 0.0 : f32
  %half = arith.constant dense<0.5> : tensor<1x1x2xf32>
  %e = tensor.empty() : tensor<1x1x2xf32>
  %window = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[[[2.0, 4.0, -6.0, 0.0]]]> : tensor<1x1x4xf32>
  %y = arith.constant dense<[[[3.0, -3.0]]]> : tensor<1x1x2xf32>
  %r = arith.constant dense<[[[[8.0, -4.0]]], [[[-4.0, 0.0]]]]> : tensor<2x1x1x2xf32>
  %rx = lxt.norm epsilon(1.0) ins(%a = %x : tensor<1x1x4xf32>) outs(%y : tensor<1x1x2xf32>) relevance(%r : tensor<2x1x1x2xf32>) -> tensor<2x1x1x4xf32> {
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x2xf32>) -> tensor<1x1x2xf32>
    %0 = linalg.pooling_ncw_sum {strides = dense<2> : vector<1xi64>} ins(%a, %window : tensor<1x1x4xf32>, tensor<2xf32>) outs(%f : tensor<1x1x2xf32>) -> tensor<1x1x2xf32>
    %1 = linalg.mul ins(%0, %half : tensor<1x1x2xf32>, tensor<1x1x2xf32>) outs(%e : tensor<1x1x2xf32>) -> tensor<1x1x2xf32>
    lxt.yield %1 : tensor<1x1x2xf32>
  }
  // R / stab(y) = [8 / 4, -4 / -4] = [2, 1]; halves of that times x; then [-1, 0]
  // NUM: {{^\[\[\[\[}}2, 4, -3, 0]]],
  // NUM: {{\[\[\[}}-1, -2, {{-?}}0, {{-?}}0]]]]
  %u = tensor.cast %rx : tensor<2x1x1x4xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// The other stabilisers, for R = x = 1 and a region that returns its input.
func.func @stabilizers() {
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %y = arith.constant dense<[3.5, -4.5]> : tensor<2xf32>
  %plain = lxt.norm epsilon(0.5) stabilizer<plain> ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%x : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  // 1 / (y + 0.5)
  // NUM: {{^}}[0.25, -0.25]
  %u = tensor.cast %plain : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %clip = lxt.norm epsilon(4.0) ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%x : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  } {clip = true}
  // 1 / 4 where |y| < 4, else 1 / y
  // NUM: {{^}}[0.25, -0.222222]
  %v = tensor.cast %clip : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @sum() : () -> ()
  call @average_pool() : () -> ()
  call @stabilizers() : () -> ()
  return
}
