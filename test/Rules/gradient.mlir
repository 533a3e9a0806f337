// The gradient rule: R_i = J_i^T R.
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// The relevance is the cotangent, and nothing else is computed.
// CHECK-LABEL: @square
// CHECK: %[[X:.*]] = arith.constant dense<[3.0{{.*}}, -1.0{{.*}}]>
// CHECK: %[[R:.*]] = arith.constant dense<[1.0{{.*}}, 5.0{{.*}}]>
// CHECK-NEXT: %[[G:.*]] = lxt.vjp ins(%{{.*}} = %[[X]] : tensor<2xf32>) cotangents(%[[R]] : tensor<2xf32>)
// CHECK: tensor.cast %[[G]]
func.func @square() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[3.0, -1.0]> : tensor<2xf32>
  %r = arith.constant dense<[1.0, 5.0]> : tensor<2xf32>
  %rx = lxt.gradient ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.square ins(%a : tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // 2 x R
  // NUM: {{^}}[6, -10]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// A sum gives each of its inputs everything.
func.func @sum() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[3.0, -1.0]> : tensor<2xf32>
  %r = arith.constant dense<[1.0, 5.0]> : tensor<2xf32>
  %rx, %rz = lxt.gradient ins(%a = %x : tensor<2xf32>, %b = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>)
               -> (tensor<2xf32>, tensor<2xf32>) {
    %0 = linalg.add ins(%a, %b : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // NUM: {{^}}[1, 5]
  // NUM: {{^}}[1, 5]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rz : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Movement: relevance moves with the data, and sums over a broadcast. Two
// slices.
func.func @movement() {
  %e = tensor.empty() : tensor<2x2xf32>
  %x = arith.constant dense<[3.0, -1.0, 2.0]> : tensor<3xf32>
  %y = arith.constant dense<1.0> : tensor<2x2xf32>
  %r = arith.constant dense<[[[1.0, 5.0], [2.0, 3.0]], [[0.0, 1.0], [1.0, 0.0]]]> : tensor<2x2x2xf32>
  %rx = lxt.gradient ins(%a = %x : tensor<3xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2x2xf32>) -> tensor<2x3xf32> {
    %0 = tensor.extract_slice %a[1] [2] [1] : tensor<3xf32> to tensor<2xf32>
    %1 = linalg.broadcast ins(%0 : tensor<2xf32>) outs(%e : tensor<2x2xf32>) dimensions = [0]
    lxt.yield %1 : tensor<2x2xf32>
  }
  // NUM: {{^\[\[}}0, 3, 8],
  // NUM-NEXT: [0, 1, 1]]
  %u = tensor.cast %rx : tensor<2x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Selection: the chosen operand, the first of equal ones.
func.func @selection() {
  %e = tensor.empty() : tensor<3xf32>
  %x = arith.constant dense<[3.0, -1.0, 2.0]> : tensor<3xf32>
  %z = arith.constant dense<[1.0, 4.0, 2.0]> : tensor<3xf32>
  %y = arith.constant dense<[3.0, 4.0, 2.0]> : tensor<3xf32>
  %r = arith.constant dense<[1.0, 5.0, 6.0]> : tensor<3xf32>
  %rx, %rz = lxt.gradient ins(%a = %x : tensor<3xf32>, %b = %z : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>)
               -> (tensor<3xf32>, tensor<3xf32>) {
    %0 = linalg.max ins(%a, %b : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  // NUM: {{^}}[1, 0, 6]
  // NUM: {{^}}[0, 5, 0]
  %u = tensor.cast %rx : tensor<3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rz : tensor<3xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// An input that the region does not read gets zeros.
func.func @unused() {
  %x = arith.constant dense<[3.0, -1.0]> : tensor<2xf32>
  %r = arith.constant dense<[1.0, 5.0]> : tensor<2xf32>
  %rx, %rz = lxt.gradient ins(%a = %x : tensor<2xf32>, %b = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>)
               -> (tensor<2xf32>, tensor<2xf32>) {
    lxt.yield %a : tensor<2xf32>
  }
  // NUM: {{^}}[1, 5]
  // NUM: {{^}}[0, 0]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rz : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @square() : () -> ()
  call @sum() : () -> ()
  call @movement() : () -> ()
  call @selection() : () -> ()
  call @unused() : () -> ()
  return
}
