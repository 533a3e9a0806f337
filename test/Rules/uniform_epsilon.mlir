// The uniform and the epsilon rule in sequence:
// R_i = x_i * J_i^T (R / stab(y)) / n.
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// A product of two active matrices.
// CHECK-LABEL: @matmul
// CHECK: %[[A:.*]] = arith.constant dense<{{\[\[}}1.0{{.*}}, 2.0{{.*}}]]>
// CHECK: %[[Y:.*]] = arith.constant dense<1.1{{.*}}>
// CHECK: %[[R:.*]] = arith.constant dense<2.4{{.*}}>
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Y]] :
// CHECK: arith.divf
// CHECK: %[[G:.*]]:2 = lxt.vjp ins({{.*}}) cotangents(%[[S]] : tensor<1x1xf32>)
// CHECK: %[[HALF:.*]] = linalg.generic {{.*}} ins(%[[G]]#0 : tensor<1x2xf32>)
// CHECK: arith.constant 5.0{{.*}}e-01 : f32
// CHECK-NEXT: arith.mulf
// CHECK: linalg.generic {{.*}} ins(%[[A]], %[[HALF]] :
// CHECK: arith.mulf
func.func @matmul() {
  %init = arith.constant dense<0.0> : tensor<1x1xf32>
  %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %z = arith.constant dense<[[3.0], [4.0]]> : tensor<2x1xf32>
  %y = arith.constant dense<11.0> : tensor<1x1xf32>
  %r = arith.constant dense<24.0> : tensor<1x1xf32>
  %rx, %rz = lxt.uniform_epsilon epsilon(1.0) ins(%a = %x : tensor<1x2xf32>, %b = %z : tensor<2x1xf32>) outs(%y : tensor<1x1xf32>)
               relevance(%r : tensor<1x1xf32>) -> (tensor<1x2xf32>, tensor<2x1xf32>) {
    %0 = linalg.matmul ins(%a, %b : tensor<1x2xf32>, tensor<2x1xf32>) outs(%init : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %0 : tensor<1x1xf32>
  }
  // R / (y + 1) = 2, half of it 1: R_x = x * z^T, R_z = z * x^T.
  // NUM: {{^\[\[}}3, 8]]
  // NUM: {{^\[\[}}3],
  // NUM-NEXT: [8]]
  %u = tensor.cast %rx : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rz : tensor<2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// The stabiliser, and count=all with one active input and one constant.
func.func @parameters() {
  %e = tensor.empty() : tensor<2xf32>
  %c = arith.constant dense<2.0> : tensor<2xf32>
  %x = arith.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %y = arith.constant dense<[2.0, -2.0]> : tensor<2xf32>
  %r = arith.constant dense<[12.0, 12.0]> : tensor<2xf32>
  %plain = lxt.uniform_epsilon epsilon(1.0) count<all> ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.mul ins(%a, %c : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // x c R / (y + 1) / 2
  // NUM: {{^}}[4, 12]
  %u = tensor.cast %plain : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %sign = lxt.uniform_epsilon epsilon(1.0) stabilizer<sign> count<active> ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.mul ins(%a, %c : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // x c R / [2 + 1, -2 - 1]
  // NUM: {{^}}[8, 8]
  %v = tensor.cast %sign : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @leading() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[1.0, -2.0]> : tensor<2xf32>
  %z = arith.constant dense<[3.0, 1.0]> : tensor<2xf32>
  %y = arith.constant dense<[3.0, -2.0]> : tensor<2xf32>
  %r = arith.constant dense<[[4.0, -1.0], [8.0, 3.0]]> : tensor<2x2xf32>
  %rx, %rz = lxt.uniform_epsilon epsilon(1.0) ins(%a = %x : tensor<2xf32>, %b = %z : tensor<2xf32>) outs(%y : tensor<2xf32>)
               relevance(%r : tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>) {
    %0 = linalg.mul ins(%a, %b : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // R / (y + 1) = [[1, 1], [2, -3]]; times x z / 2 = [1.5, -1]
  // NUM: {{^\[\[}}1.5, -1],
  // NUM-NEXT: [3, 3]]
  // NUM: {{^\[\[}}1.5, -1],
  // NUM-NEXT: [3, 3]]
  %u = tensor.cast %rx : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rz : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @matmul() : () -> ()
  call @parameters() : () -> ()
  call @leading() : () -> ()
  return
}
