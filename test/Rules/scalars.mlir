// Every rule on tensors of rank 0, and with a leading dimension on their
// relevance.
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// x = 3, y = 2 x
func.func @epsilon() {
  %two = arith.constant dense<2.0> : tensor<f32>
  %e = tensor.empty() : tensor<f32>
  %x = arith.constant dense<3.0> : tensor<f32>
  %y = arith.constant dense<6.0> : tensor<f32>
  %r = arith.constant dense<[7.0, -14.0]> : tensor<2xf32>
  %rx = lxt.epsilon epsilon(1.0) ins(%a = %x : tensor<f32>) outs(%y : tensor<f32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.mul ins(%a, %two : tensor<f32>, tensor<f32>) outs(%e : tensor<f32>) -> tensor<f32>
    lxt.yield %0 : tensor<f32>
  }
  // 6 R / (6 + 1)
  // CHECK: {{^}}[6, -12]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %r0 = arith.constant dense<7.0> : tensor<f32>
  %rx0 = lxt.uniform_epsilon epsilon(1.0) count<all> ins(%a = %x : tensor<f32>) outs(%y : tensor<f32>) relevance(%r0 : tensor<f32>) -> tensor<f32> {
    %0 = linalg.mul ins(%a, %two : tensor<f32>, tensor<f32>) outs(%e : tensor<f32>) -> tensor<f32>
    lxt.yield %0 : tensor<f32>
  }
  // 6 R / (6 + 1) / 2
  // CHECK: {{^}}[3]
  %v = tensor.cast %rx0 : tensor<f32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// A scalar that is broadcast to two elements gets the sum of each slice.
func.func @shares() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<1.0> : tensor<f32>
  %y = arith.constant dense<1.0> : tensor<2xf32>
  %r = arith.constant dense<[[1.0, 2.0], [3.0, -4.0]]> : tensor<2x2xf32>
  %identity = lxt.identity ins(%a = %x : tensor<f32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2xf32> {
    %0 = linalg.broadcast ins(%a : tensor<f32>) outs(%e : tensor<2xf32>) dimensions = [0]
    lxt.yield %0 : tensor<2xf32>
  }
  // CHECK: {{^}}[3, -1]
  %u = tensor.cast %identity : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %uniform:2 = lxt.uniform ins(%a = %y : tensor<2xf32>, %b = %x : tensor<f32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2x2xf32>)
                 -> (tensor<2x2xf32>, tensor<2xf32>) {
    %0 = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> ()>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
           ins(%a, %b : tensor<2xf32>, tensor<f32>) outs(%e : tensor<2xf32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %s = arith.mulf %p, %q : f32
      linalg.yield %s : f32
    } -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // CHECK: {{^}}[1.5, -0.5]
  %v = tensor.cast %uniform#1 : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// f(x) = x^2 + 1 at x = 3: J = 6, b = 10 - 18 = -8.
func.func @taylor() {
  %one = arith.constant dense<1.0> : tensor<f32>
  %e = tensor.empty() : tensor<f32>
  %x = arith.constant dense<3.0> : tensor<f32>
  %y = arith.constant dense<10.0> : tensor<f32>
  %r = arith.constant dense<22.0> : tensor<f32>
  %rx = lxt.taylor reference(#lxt.reference<input>) bias<spread> epsilon(1.0) ins(%a = %x : tensor<f32>) outs(%y : tensor<f32>) relevance(%r : tensor<f32>) -> tensor<f32> {
    %0 = linalg.square ins(%a : tensor<f32>) outs(%e : tensor<f32>) -> tensor<f32>
    %1 = linalg.add ins(%0, %one : tensor<f32>, tensor<f32>) outs(%e : tensor<f32>) -> tensor<f32>
    lxt.yield %1 : tensor<f32>
  }
  // R / (18 - 8 + 1) = 2; (3 * 6 - 8) * 2
  // CHECK: {{^}}[20]
  %u = tensor.cast %rx : tensor<f32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

func.func @gradient() {
  %e = tensor.empty() : tensor<f32>
  %x = arith.constant dense<3.0> : tensor<f32>
  %r = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %rx = lxt.gradient ins(%a = %x : tensor<f32>) outs(%x : tensor<f32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.square ins(%a : tensor<f32>) outs(%e : tensor<f32>) -> tensor<f32>
    lxt.yield %0 : tensor<f32>
  }
  // 2 x R
  // CHECK: {{^}}[6, 12]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %stop = lxt.stop ins(%a = %x : tensor<f32>) outs(%x : tensor<f32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.square ins(%a : tensor<f32>) outs(%e : tensor<f32>) -> tensor<f32>
    lxt.yield %0 : tensor<f32>
  }
  // CHECK: {{^}}[0, 0]
  %v = tensor.cast %stop : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @epsilon() : () -> ()
  call @shares() : () -> ()
  call @taylor() : () -> ()
  call @gradient() : () -> ()
  return
}
