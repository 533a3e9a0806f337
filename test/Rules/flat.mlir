// The flat rule: R_x = (R / stab(1 1_W)) 1_W^T, without the bias.
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// Neither input, weight nor bias is read.
// CHECK-LABEL: @text
// CHECK-SAME: (%[[X:.*]]: tensor<1x3xf32>, %[[W:.*]]: tensor<3x2xf32>, %[[B:.*]]: tensor<1x2xf32>, %[[Y:.*]]: tensor<1x2xf32>, %[[R:.*]]: tensor<1x2xf32>)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.0{{.*}} : f32
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.0{{.*}} : f32
// CHECK: %[[X1:.*]] = linalg.fill ins(%[[ONE]] : f32) {{.*}} -> tensor<1x3xf32>
// CHECK: %[[W1:.*]] = linalg.fill ins(%[[ONE]] : f32) {{.*}} -> tensor<3x2xf32>
// CHECK: %[[NONE:.*]] = linalg.fill ins(%[[ZERO]] : f32) {{.*}} -> tensor<1x2xf32>
// CHECK: %[[Z:.*]] = linalg.matmul ins(%[[X1]], %[[W1]] : {{.*}}) outs(%[[NONE]] :
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Z]] :
// CHECK: arith.divf
// CHECK: %[[G:.*]] = lxt.vjp {{.*}} cotangents(%[[S]] :
// CHECK-NEXT: linalg.matmul ins(%{{.*}}, %[[W1]] : {{.*}}) outs(%[[NONE]] :
// CHECK: return %[[G]]
func.func @text(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %rx = lxt.flat epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

func.func @dense() {
  %w = arith.constant dense<[[1.0, 0.0], [-2.0, 3.0], [0x7FC00000, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, 0x7F800000]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, 0x7FC00000, 0.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[4.0, -8.0]]> : tensor<1x2xf32>
  %rx = call @text(%x, %w, %b, %y, %r) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  // z = [3, 3], s = [4 / (3 + 1), -8 / (3 + 1)] = [1, -2]; every input gets 1 - 2
  // NUM: {{^\[\[}}-1, -1, -1]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// zero_params has no effect, and a bias that is added by an op of its own has none.
func.func @bias() {
  %e = tensor.empty() : tensor<1x1xf32>
  %w = arith.constant dense<[[1.0], [-2.0]]> : tensor<2x1xf32>
  %b = arith.constant dense<[[1.0]]> : tensor<1x1xf32>
  %c = arith.constant dense<[[9.0]]> : tensor<1x1xf32>
  %x = arith.constant dense<[[2.0, -1.0]]> : tensor<1x2xf32>
  %y = arith.constant dense<[[14.0]]> : tensor<1x1xf32>
  %r = arith.constant dense<[[9.0]]> : tensor<1x1xf32>
  %rx = lxt.flat epsilon(1.0) zero_params<bias> ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    %1 = linalg.add ins(%0, %c : tensor<1x1xf32>, tensor<1x1xf32>) outs(%e : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %1 : tensor<1x1xf32>
  }
  // 9 / (2 + 1)
  // NUM: {{^\[\[}}3, 3]]
  %u = tensor.cast %rx : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Padding is 0, not 1.
func.func @padding() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[1.0, -2.0]]]> : tensor<1x1x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x1x3xf32>
  %x = arith.constant dense<[[[5.0, -7.0]]]> : tensor<1x1x2xf32>
  %r = arith.constant dense<[[[4.0, 3.0, 6.0]]]> : tensor<1x1x3xf32>
  %rx = lxt.flat epsilon(1.0) ins(%a = %x : tensor<1x1x2xf32>) outs(%r : tensor<1x1x3xf32>) relevance(%r : tensor<1x1x3xf32>) -> tensor<1x1x2xf32> {
    %p = tensor.pad %a low[0, 0, 1] high[0, 0, 1] {
    ^bb0(%i: index, %j: index, %k: index):
      tensor.yield %zero : f32
    } : tensor<1x1x2xf32> to tensor<1x1x4xf32>
    %0 = linalg.conv_1d_ncw_fcw ins(%p, %w : tensor<1x1x4xf32>, tensor<1x1x2xf32>) outs(%b : tensor<1x1x3xf32>) -> tensor<1x1x3xf32>
    lxt.yield %0 : tensor<1x1x3xf32>
  }
  // z = [1, 2, 1], s = [4 / 2, 3 / 3, 6 / 2] = [2, 1, 3]: [2 + 1, 1 + 3]
  // NUM: {{^\[\[\[}}3, 4]]]
  %u = tensor.cast %rx : tensor<1x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// The sum of relevance stays the same, here with as many inputs as a power of two.
func.func @conservation() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<0.3> : tensor<4x3xf32>
  %b = arith.constant dense<[[0.5, -1.0, 2.0], [0.5, -1.0, 2.0]]> : tensor<2x3xf32>
  %x = arith.constant dense<0.7> : tensor<2x4xf32>
  %r = arith.constant dense<[[1.0, -2.0, 4.0], [3.0, 0.5, 5.5]]> : tensor<2x3xf32>
  %rx = lxt.flat epsilon(1.0e-12) ins(%a = %x : tensor<2x4xf32>) outs(%r : tensor<2x3xf32>) relevance(%r : tensor<2x3xf32>) -> tensor<2x4xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x4xf32>, tensor<4x3xf32>) outs(%b : tensor<2x3xf32>) -> tensor<2x3xf32>
    lxt.yield %0 : tensor<2x3xf32>
  }
  %i = tensor.empty() : tensor<2xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<2xf32>) -> tensor<2xf32>
  %sum = linalg.reduce {arith.addf} ins(%rx : tensor<2x4xf32>) outs(%f : tensor<2xf32>) dimensions = [1]
  // NUM: {{^}}[3, 9]
  %u = tensor.cast %sum : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @dense() : () -> ()
  call @bias() : () -> ()
  call @padding() : () -> ()
  call @conservation() : () -> ()
  return
}
