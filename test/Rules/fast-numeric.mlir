// Mode fast computes what mode exact does, as long as no value that relevance
// is divided by is near 0; there, it keeps the gradient.
// RUN: lxt-opt %s --lxt-simplify=mode=exact --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefixes=CHECK,EXACT
// RUN: lxt-opt %s --lxt-simplify=mode=fast --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefixes=CHECK,FAST

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// h = x w, a = relu(h), p = a u, y = p + a; the seed is y.
// CHECK: {{^\[\[}}11, 2]]
// CHECK: {{^\[\[}}5, 2]]
func.func @chain() {
  %e = tensor.empty() : tensor<1x2xf32>
  %zero = arith.constant dense<0.0> : tensor<1x2xf32>
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %u = arith.constant dense<[[2.0, 4.0]]> : tensor<1x2xf32>
  // h = a = [5, 1], p = [10, 4], y = [15, 5]
  %h = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%zero : tensor<1x2xf32>) -> tensor<1x2xf32>
  %act = linalg.max ins(%h, %zero : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  %p = linalg.mul ins(%act, %u : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  %y = linalg.add ins(%p, %act : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  // The sum: R_p = p = [10, 4], R_a = a = [5, 1].
  %rp, %ra0 = lxt.epsilon ins(%a = %p : tensor<1x2xf32>, %b = %act : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%y : tensor<1x2xf32>)
                -> (tensor<1x2xf32>, tensor<1x2xf32>) {
    %0 = linalg.add ins(%a, %b : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // The product: R_a = R_u = R_p / 2 = [5, 2].
  %ra1, %ru = lxt.uniform ins(%a = %act : tensor<1x2xf32>, %b = %u : tensor<1x2xf32>) outs(%p : tensor<1x2xf32>) relevance(%rp : tensor<1x2xf32>)
                -> (tensor<1x2xf32>, tensor<1x2xf32>) {
    %0 = linalg.mul ins(%a, %b : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // R_h = R_a = [10, 3]
  %ra = arith.addf %ra0, %ra1 : tensor<1x2xf32>
  %rh = lxt.identity ins(%a = %h : tensor<1x2xf32>) outs(%act : tensor<1x2xf32>) relevance(%ra : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %0 = linalg.max ins(%a, %zero : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // R_h / h = [2, 3]; times w^T: [11, 1]; times x
  %rx = lxt.epsilon ins(%a = %x : tensor<1x2xf32>) outs(%h : tensor<1x2xf32>) relevance(%rh : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%zero : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  %0 = tensor.cast %rx : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%0) : (tensor<*xf32>) -> ()
  %1 = tensor.cast %ru : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%1) : (tensor<*xf32>) -> ()
  return
}

// y = 3 h + 4 with h = x_0 + x_1 = 0: exact gives h nothing to hand on, fast
// keeps the gradient 3, and x * 3.
// EXACT: {{^}}[0, {{-?}}0]
// FAST: {{^}}[3, -3]
func.func @cancelled() {
  %e = tensor.empty() : tensor<1xf32>
  %three = arith.constant dense<3.0> : tensor<1xf32>
  %four = arith.constant dense<4.0> : tensor<1xf32>
  %x = arith.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %h = arith.constant dense<0.0> : tensor<1xf32>
  %rh3 = lxt.epsilon ins(%a = %h : tensor<1xf32>) outs(%four : tensor<1xf32>) relevance(%four : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.add ins(%a, %four : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %0 : tensor<1xf32>
  }
  %rh = lxt.identity ins(%a = %h : tensor<1xf32>) outs(%h : tensor<1xf32>) relevance(%rh3 : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.mul ins(%a, %three : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %0 : tensor<1xf32>
  }
  %rx = lxt.epsilon ins(%a = %x : tensor<2xf32>) outs(%h : tensor<1xf32>) relevance(%rh : tensor<1xf32>) -> tensor<2xf32> {
    %0 = tensor.expand_shape %a [[0, 1]] output_shape [1, 2] : tensor<2xf32> into tensor<1x2xf32>
    %1 = linalg.reduce {arith.addf} ins(%0 : tensor<1x2xf32>) outs(%h : tensor<1xf32>) dimensions = [1]
    lxt.yield %1 : tensor<1xf32>
  }
  %0 = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%0) : (tensor<*xf32>) -> ()
  return
}

// Seeds: 0 stays 0 where the output is 0, and a seed is kept exactly where the
// output is larger than epsilon, whatever its sign.
// CHECK: {{^}}[0, 3, -5, {{-?}}0]
func.func @seeds() {
  %y = arith.constant dense<[0.0, 2.0, -4.0, -0.0]> : tensor<4xf32>
  %seed = arith.constant dense<[0.0, 3.0, -5.0, 0.0]> : tensor<4xf32>
  %rx = lxt.epsilon ins(%a = %y : tensor<4xf32>) outs(%y : tensor<4xf32>) relevance(%seed : tensor<4xf32>) -> tensor<4xf32> {
    lxt.yield %a : tensor<4xf32>
  }
  %0 = tensor.cast %rx : tensor<4xf32> to tensor<*xf32>
  call @printMemrefF32(%0) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @chain() : () -> ()
  call @cancelled() : () -> ()
  call @seeds() : () -> ()
  return
}
