// The z-box rule, for inputs between bounds l and h:
// R_x = x * (s W^T) - l * (s W+^T) - h * (s W-^T), s = R / stab(x W + b - l W+ - b+ - h W- - b-).
// A weight w > 0 adds (x - l) w to a result, w < 0 adds (x - h) w; the bias cancels out.
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// CHECK-LABEL: @text
// CHECK-SAME: (%[[X:.*]]: tensor<1x3xf32>, %[[W:.*]]: tensor<3x2xf32>, %[[B:.*]]: tensor<1x2xf32>, %[[Y:.*]]: tensor<1x2xf32>, %[[R:.*]]: tensor<1x2xf32>)
// CHECK-DAG: %[[L:.*]] = arith.constant -1.0{{.*}} : f32
// CHECK-DAG: %[[H:.*]] = arith.constant 2.0{{.*}} : f32
// CHECK: %[[LOW:.*]] = linalg.fill ins(%[[L]] : f32) {{.*}} -> tensor<1x3xf32>
// CHECK: %[[HIGH:.*]] = linalg.fill ins(%[[H]] : f32) {{.*}} -> tensor<1x3xf32>
// CHECK: %[[Z0:.*]] = linalg.matmul ins(%[[X]], %[[W]] : {{.*}}) outs(%[[B]] :
// CHECK: %[[WP:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK: arith.maximumf
// CHECK: %[[BP:.*]] = linalg.generic {{.*}} ins(%[[B]] :
// CHECK: arith.maximumf
// CHECK: %[[Z1:.*]] = linalg.matmul ins(%[[LOW]], %[[WP]] : {{.*}}) outs(%[[BP]] :
// CHECK: %[[D:.*]] = linalg.generic {{.*}} ins(%[[Z0]], %[[Z1]] :
// CHECK: arith.subf
// CHECK: %[[WN:.*]] = linalg.generic {{.*}} ins(%[[W]] :
// CHECK: arith.minimumf
// CHECK: %[[BN:.*]] = linalg.generic {{.*}} ins(%[[B]] :
// CHECK: arith.minimumf
// CHECK: %[[Z2:.*]] = linalg.matmul ins(%[[HIGH]], %[[WN]] : {{.*}}) outs(%[[BN]] :
// CHECK: %[[Z:.*]] = linalg.generic {{.*}} ins(%[[D]], %[[Z2]] :
// CHECK: arith.subf
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Z]] :
// CHECK: arith.divf
// CHECK: %[[G0:.*]] = lxt.vjp {{.*}} cotangents(%[[S]] :
// CHECK: %[[R0:.*]] = linalg.generic {{.*}} ins(%[[X]], %[[G0]] :
// CHECK: %[[G1:.*]] = lxt.vjp {{.*}} cotangents(%[[S]] :
// CHECK: %[[R1:.*]] = linalg.generic {{.*}} ins(%[[LOW]], %[[G1]] :
// CHECK: %[[R01:.*]] = linalg.generic {{.*}} ins(%[[R0]], %[[R1]] :
// CHECK: arith.subf
// CHECK: %[[G2:.*]] = lxt.vjp {{.*}} cotangents(%[[S]] :
// CHECK: %[[R2:.*]] = linalg.generic {{.*}} ins(%[[HIGH]], %[[G2]] :
// CHECK: linalg.generic {{.*}} ins(%[[R01]], %[[R2]] :
// CHECK: arith.subf
func.func @text(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.z_box low(-1.0) high(2.0) epsilon(2.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// A number per feature.
// CHECK-LABEL: @features
// CHECK-DAG: arith.constant dense<[-1.0{{.*}}, -2.0{{.*}}, 0.0{{.*}}]> : tensor<3xf32>
// CHECK-DAG: arith.constant dense<[2.0{{.*}}, 0.0{{.*}}, 3.0{{.*}}]> : tensor<3xf32>
// CHECK: linalg.broadcast {{.*}} dimensions = [0]
func.func @features(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.z_box low(array<f64: -1.0, -2.0, 0.0>) high(array<f64: 2.0, 0.0, 3.0>) epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// Tensors of the input's shape; and a tensor with a list.
func.func @tensors(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.z_box low(dense<[[-1.0, -2.0, 0.0]]> : tensor<1x3xf32>) high(dense<[[2.0, 0.0, 3.0]]> : tensor<1x3xf32>) epsilon(1.0)
          ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}
func.func @mixed(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.z_box low(dense<[[-1.0, -2.0, 0.0]]> : tensor<1x3xf32>) high(array<f64: 2.0, 0.0, 3.0>) epsilon(1.0)
          ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

func.func @dense() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r0 = arith.constant dense<[[12.0, -12.0]]> : tensor<1x2xf32>
  %r1 = arith.constant dense<[[8.0, -12.0]]> : tensor<1x2xf32>
  // Between -1 and 2, the inputs add [3 * 1, -3 * -2, -1 * -1] = [3, 6, 1] and
  // [0 * -1, 0 * 3, 2 * 2] = [0, 0, 4]: z = [10, 4], s = [12 / (10 + 2), -12 / (4 + 2)] = [1, -2].
  // NUM: {{^\[\[}}3, 6, -7]]
  %rx = call @text(%x, %w, %b, %y, %r0) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %u0 = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  // Between [-1, -2, 0] and [2, 0, 3], [3 * 1, -1 * -2, -2 * -1] = [3, 2, 2] and
  // [0 * -1, 1 * 3, 1 * 2] = [0, 3, 2]: z = [7, 5], s = [8 / (7 + 1), -12 / (5 + 1)] = [1, -2].
  // NUM: {{^\[\[}}3, -4, -2]]
  %rx1 = call @features(%x, %w, %b, %y, %r1) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %u1 = tensor.cast %rx1 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  // NUM: {{^\[\[}}3, -4, -2]]
  %rx2 = call @tensors(%x, %w, %b, %y, %r1) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %u2 = tensor.cast %rx2 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  // NUM: {{^\[\[}}3, -4, -2]]
  %rx3 = call @mixed(%x, %w, %b, %y, %r1) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %u3 = tensor.cast %rx3 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u3) : (tensor<*xf32>) -> ()
  return
}

// A number per channel; the bounds are padded with zeros, as the input is.
// CHECK-LABEL: @channels
// CHECK: linalg.broadcast {{.*}} dimensions = [0, 2, 3]
// CHECK: linalg.broadcast {{.*}} dimensions = [0, 2, 3]
// CHECK-COUNT-3: tensor.pad
func.func @channels() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[1.0, -1.0]], [[2.0, -2.0]]]]> : tensor<1x2x1x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x1x1x3xf32>
  %x = arith.constant dense<[[[[1.0, 2.0]], [[-1.0, 0.5]]]]> : tensor<1x2x1x2xf32>
  %r = arith.constant dense<[[[[6.0, 3.0, 12.0]]]]> : tensor<1x1x1x3xf32>
  %rx = lxt.z_box low(array<f64: 0.0, -1.0>) high(array<f64: 2.0, 1.0>) epsilon(1.0) ins(%a = %x : tensor<1x2x1x2xf32>) outs(%r : tensor<1x1x1x3xf32>)
          relevance(%r : tensor<1x1x1x3xf32>) -> tensor<1x2x1x2xf32> {
    %p = tensor.pad %a low[0, 0, 0, 1] high[0, 0, 0, 1] {
    ^bb0(%i: index, %j: index, %k: index, %l: index):
      tensor.yield %zero : f32
    } : tensor<1x2x1x2xf32> to tensor<1x2x1x4xf32>
    %0 = linalg.conv_2d_nchw_fchw ins(%p, %w : tensor<1x2x1x4xf32>, tensor<1x2x1x2xf32>) outs(%b : tensor<1x1x1x3xf32>) -> tensor<1x1x1x3xf32>
    lxt.yield %0 : tensor<1x1x1x3xf32>
  }
  // Inputs a, b of channel 0 and c, d of channel 1 add, by result:
  //   a (1 - 2) * -1 = 1, c (-1 - 1) * -2 = 4: 5
  //   a (1 - 0) * 1 = 1, b (2 - 2) * -1 = 0, c (-1 + 1) * 2 = 0, d (0.5 - 1) * -2 = 1: 2
  //   b (2 - 0) * 1 = 2, d (0.5 + 1) * 2 = 3: 5
  // and s = R / (z + 1) = [1, 1, 2]: a 1 + 1, b 0 + 4, c 4 + 0, d 1 + 6
  // NUM: {{^\[\[\[\[}}2, 4]],
  // NUM-NEXT: {{\[\[}}4, 7]]]]
  %u = tensor.cast %rx : tensor<1x2x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Channels last, and depthwise: a number per channel, too. Between -2 and 1, channel [1, -2] with weights [2, -1]
// adds [3 * 2, -3 * -1]; between -1 and 3, channel [3, -1] with [1, 1] adds [4, 0].
func.func @channels_last() {
  %x = arith.constant dense<[[[[1.0, 3.0], [-2.0, -1.0]]]]> : tensor<1x1x2x2xf32>
  %w = arith.constant dense<[[[[2.0], [1.0]], [[-1.0], [1.0]]]]> : tensor<1x2x2x1xf32>
  %b = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  %r = arith.constant dense<14.0> : tensor<1x1x1x1xf32>
  %rx = lxt.z_box low(array<f64: -2.0, -1.0>) high(array<f64: 1.0, 3.0>) epsilon(1.0) ins(%a = %x : tensor<1x1x2x2xf32>) outs(%r : tensor<1x1x1x1xf32>)
          relevance(%r : tensor<1x1x1x1xf32>) -> tensor<1x1x2x2xf32> {
    %0 = linalg.conv_2d_nhwc_hwcf ins(%a, %w : tensor<1x1x2x2xf32>, tensor<1x2x2x1xf32>) outs(%b : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
    lxt.yield %0 : tensor<1x1x1x1xf32>
  }
  // s = 14 / (9 + 4 + 1)
  // NUM: {{^\[\[\[\[}}6, 4],
  // NUM-NEXT: [3, 0]]]]
  %u = tensor.cast %rx : tensor<1x1x2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %w1 = arith.constant dense<[[[2.0, 1.0], [-1.0, 1.0]]]> : tensor<1x2x2xf32>
  %b1 = arith.constant dense<0.0> : tensor<1x1x1x2xf32>
  %r1 = arith.constant dense<[[[[10.0, -5.0]]]]> : tensor<1x1x1x2xf32>
  %depthwise = lxt.z_box low(array<f64: -2.0, -1.0>) high(array<f64: 1.0, 3.0>) epsilon(1.0) ins(%a = %x : tensor<1x1x2x2xf32>) outs(%r1 : tensor<1x1x1x2xf32>)
                 relevance(%r1 : tensor<1x1x1x2xf32>) -> tensor<1x1x2x2xf32> {
    %0 = linalg.depthwise_conv_2d_nhwc_hwc ins(%a, %w1 : tensor<1x1x2x2xf32>, tensor<1x2x2xf32>) outs(%b1 : tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
    lxt.yield %0 : tensor<1x1x1x2xf32>
  }
  // s = [10 / (9 + 1), -5 / (4 + 1)]
  // NUM: {{^\[\[\[\[}}6, -4],
  // NUM-NEXT: [3, {{-?}}0]]]]
  %v = tensor.cast %depthwise : tensor<1x1x2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// The sum of relevance stays the same, also with a bias.
func.func @conservation() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[0.3, -1.7, 0.9], [-2.1, 0.4, -0.6], [1.1, 0.8, -0.2], [0.5, -0.7, 1.3]]> : tensor<4x3xf32>
  %b = arith.constant dense<[[0.5, -1.0, 2.0], [0.5, -1.0, 2.0]]> : tensor<2x3xf32>
  %x = arith.constant dense<[[0.7, -1.2, 2.4, -0.1], [-0.9, 0.3, -1.6, 0.8]]> : tensor<2x4xf32>
  %r = arith.constant dense<[[1.0, -2.0, 4.0], [3.0, 0.5, 5.5]]> : tensor<2x3xf32>
  %rx = lxt.z_box low(-3.0) high(3.0) epsilon(1.0e-12) ins(%a = %x : tensor<2x4xf32>) outs(%r : tensor<2x3xf32>) relevance(%r : tensor<2x3xf32>) -> tensor<2x4xf32> {
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
  call @channels() : () -> ()
  call @channels_last() : () -> ()
  call @conservation() : () -> ()
  return
}
