// The Taylor rule: R_i = x_i * J_i^T (R / stab(z)) with the Jacobian at the
// reference, z = J x, plus the bias b = f(ref) - J ref where that counts.
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// J x is the vector-Jacobian product of g -> J^T g.
// CHECK-LABEL: @text
// CHECK-SAME: (%[[X:.*]]: tensor<2xf32>, %[[Y:.*]]: tensor<2xf32>, %[[R:.*]]: tensor<2xf32>)
// CHECK: %[[ZERO:.*]] = linalg.fill
// CHECK: %[[Z:.*]] = lxt.vjp ins(%[[G:.*]] = %[[Y]] : tensor<2xf32>) cotangents(%[[X]] : tensor<2xf32>)
// CHECK-NEXT: %[[INNER:.*]] = lxt.vjp ins(%{{.*}} = %[[ZERO]] : tensor<2xf32>) cotangents(%[[G]] : tensor<2xf32>)
// CHECK: lxt.yield %[[INNER]]
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Z]] :
// CHECK: arith.divf
// CHECK: %[[C:.*]] = lxt.vjp ins(%{{.*}} = %[[ZERO]] : tensor<2xf32>) cotangents(%[[S]] : tensor<2xf32>)
// CHECK: linalg.generic {{.*}} ins(%[[X]], %[[C]] :
// CHECK: arith.mulf
func.func @text(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  %e = tensor.empty() : tensor<2xf32>
  %rx = lxt.taylor reference(#lxt.reference<zero>) ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.exp ins(%a : tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// f(x) = (x + 1)^2 at x = 3, so y = 16. J(r) = 2 (r + 1), b(r) = 1 - r^2.
// epsilon and R are chosen for R / stab(z) = 2.

// At 0: J = 2, b = 1, so J x = 6.
func.func @zero() {
  %e = tensor.empty() : tensor<1xf32>
  %one = arith.constant dense<1.0> : tensor<1xf32>
  %x = arith.constant dense<3.0> : tensor<1xf32>
  %y = arith.constant dense<16.0> : tensor<1xf32>
  %r = arith.constant dense<16.0> : tensor<1xf32>
  %omit = lxt.taylor reference(#lxt.reference<zero>) epsilon(2.0) ins(%a = %x : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.add ins(%a, %one : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    %1 = linalg.square ins(%0 : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %1 : tensor<1xf32>
  }
  // 3 * 2 * 16 / (6 + 2)
  // NUM: {{^}}[12]
  %u = tensor.cast %omit : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %absorb = lxt.taylor reference(#lxt.reference<zero>) bias<absorb> epsilon(1.0) ins(%a = %x : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.add ins(%a, %one : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    %1 = linalg.square ins(%0 : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %1 : tensor<1xf32>
  }
  // 3 * 2 * 16 / (6 + 1 + 1)
  // NUM: {{^}}[12]
  %v = tensor.cast %absorb : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()

  %spread = lxt.taylor reference(#lxt.reference<zero>) bias<spread> epsilon(1.0) ins(%a = %x : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.add ins(%a, %one : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    %1 = linalg.square ins(%0 : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %1 : tensor<1xf32>
  }
  // that and 1 * 16 / (6 + 1 + 1)
  // NUM: {{^}}[14]
  %w = tensor.cast %spread : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%w) : (tensor<*xf32>) -> ()
  return
}

// At x: J = 8, b = -8, so J x = 24 and J x + b = y = 16.
func.func @input() {
  %e = tensor.empty() : tensor<1xf32>
  %one = arith.constant dense<1.0> : tensor<1xf32>
  %x = arith.constant dense<3.0> : tensor<1xf32>
  %y = arith.constant dense<16.0> : tensor<1xf32>
  %r = arith.constant dense<50.0> : tensor<1xf32>
  %omit = lxt.taylor reference(#lxt.reference<input>) epsilon(1.0) ins(%a = %x : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.add ins(%a, %one : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    %1 = linalg.square ins(%0 : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %1 : tensor<1xf32>
  }
  // 3 * 8 * 50 / (24 + 1)
  // NUM: {{^}}[48]
  %u = tensor.cast %omit : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %to = lxt.taylor reference(#lxt.reference<input>) bias<to(0)> epsilon(9.0) ins(%a = %x : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.add ins(%a, %one : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    %1 = linalg.square ins(%0 : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %1 : tensor<1xf32>
  }
  // (24 - 8) * 50 / (16 + 9)
  // NUM: {{^}}[32]
  %v = tensor.cast %to : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// At 2: J = 6, b = -3, so J x + b = 15.
func.func @constant() {
  %e = tensor.empty() : tensor<1xf32>
  %one = arith.constant dense<1.0> : tensor<1xf32>
  %x = arith.constant dense<3.0> : tensor<1xf32>
  %y = arith.constant dense<16.0> : tensor<1xf32>
  %r = arith.constant dense<32.0> : tensor<1xf32>
  %absorb = lxt.taylor reference(dense<2.0> : tensor<1xf32>) bias<absorb> epsilon(1.0) ins(%a = %x : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.add ins(%a, %one : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    %1 = linalg.square ins(%0 : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %1 : tensor<1xf32>
  }
  // 3 * 6 * 32 / (15 + 1)
  // NUM: {{^}}[36]
  %u = tensor.cast %absorb : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// f(x, z) = x z + x + 2 z + 4 at 0: J = (1, 2), b = 4. At x = 3, z = 1:
// J (x, z) + b = 5 + 4 = 9.
#id = affine_map<(i) -> (i)>
#two_inputs = {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
func.func @two_inputs() {
  %e = tensor.empty() : tensor<1xf32>
  %two = arith.constant 2.0 : f32
  %four = arith.constant 4.0 : f32
  %x = arith.constant dense<3.0> : tensor<1xf32>
  %z = arith.constant dense<1.0> : tensor<1xf32>
  %y = arith.constant dense<12.0> : tensor<1xf32>
  %r = arith.constant dense<20.0> : tensor<1xf32>
  %spread:2 = lxt.taylor reference(#lxt.reference<zero>) bias<spread> epsilon(1.0) ins(%a = %x : tensor<1xf32>, %b = %z : tensor<1xf32>) outs(%y : tensor<1xf32>)
            relevance(%r : tensor<1xf32>) -> (tensor<1xf32>, tensor<1xf32>) {
    %0 = linalg.generic #two_inputs ins(%a, %b : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %pq = arith.mulf %p, %q : f32
      %s0 = arith.addf %pq, %p : f32
      %q2 = arith.mulf %q, %two : f32
      %s1 = arith.addf %s0, %q2 : f32
      %s2 = arith.addf %s1, %four : f32
      linalg.yield %s2 : f32
    } -> tensor<1xf32>
    lxt.yield %0 : tensor<1xf32>
  }
  // R / (9 + 1) = 2: 3 * 1 * 2 + 4 * 2 / 2, 1 * 2 * 2 + 4 * 2 / 2
  // NUM: {{^}}[10]
  // NUM: {{^}}[8]
  %u = tensor.cast %spread#0 : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %spread#1 : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()

  %to:2 = lxt.taylor reference(#lxt.reference<zero>) bias<to(1)> epsilon(1.0) ins(%a = %x : tensor<1xf32>, %b = %z : tensor<1xf32>) outs(%y : tensor<1xf32>)
            relevance(%r : tensor<1xf32>) -> (tensor<1xf32>, tensor<1xf32>) {
    %0 = linalg.generic #two_inputs ins(%a, %b : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %pq = arith.mulf %p, %q : f32
      %s0 = arith.addf %pq, %p : f32
      %q2 = arith.mulf %q, %two : f32
      %s1 = arith.addf %s0, %q2 : f32
      %s2 = arith.addf %s1, %four : f32
      linalg.yield %s2 : f32
    } -> tensor<1xf32>
    lxt.yield %0 : tensor<1xf32>
  }
  // 3 * 1 * 2, 1 * 2 * 2 + 4 * 2
  // NUM: {{^}}[6]
  // NUM: {{^}}[12]
  %w = tensor.cast %to#0 : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%w) : (tensor<*xf32>) -> ()
  %t = tensor.cast %to#1 : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%t) : (tensor<*xf32>) -> ()
  return
}

// Of a linear layer with a bias, absorb is the epsilon rule at any reference;
// omit leaves the bias out of the denominator. Two slices.
func.func @linear() {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %y = arith.constant dense<[[6.0, 1.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[[8.0, 3.0]], [[16.0, -3.0]]]> : tensor<2x1x2xf32>
  %absorb = lxt.taylor reference(dense<[[7.0, -5.0]]> : tensor<1x2xf32>) bias<absorb> epsilon(2.0)
          ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<2x1x2xf32>) -> tensor<2x1x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // y = [6, 1], R / (y + 2) = [1, 1], [2, -1]; times w^T: [4, 1], [-1, 5]; times x
  // NUM: {{^\[\[\[}}4, 2]],
  // NUM-NEXT: {{\[\[}}-1, 10]]]
  %u = tensor.cast %absorb : tensor<2x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %omit = lxt.taylor reference(dense<[[7.0, -5.0]]> : tensor<1x2xf32>) bias<omit> epsilon(3.0)
          ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<2x1x2xf32>) -> tensor<2x1x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // x w = [5, 1], R / (x w + 3) = [1, 0.75], [2, -0.75]; times w^T: [3.25, 1.25], [-0.25, 4.75]; times x
  // NUM: {{^\[\[\[}}3.25, 2.5]],
  // NUM-NEXT: {{\[\[}}-0.25, 9.5]]]
  %v = tensor.cast %omit : tensor<2x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()

  %spread = lxt.taylor reference(#lxt.reference<zero>) bias<spread> epsilon(2.0)
          ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<2x1x2xf32>) -> tensor<2x1x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // absorb and b R / (y + 2), element by element: [1, 0], [2, 0]
  // NUM: {{^\[\[\[}}5, 2]],
  // NUM-NEXT: {{\[\[}}1, 10]]]
  %t = tensor.cast %spread : tensor<2x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%t) : (tensor<*xf32>) -> ()
  return
}

// An input that is broadcast gets the sum of its part of the bias's share:
// f(x, z) = x + z + 1, x of two elements, z of one.
func.func @broadcast() {
  %e = tensor.empty() : tensor<2xf32>
  %one = arith.constant 1.0 : f32
  %x = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %z = arith.constant dense<3.0> : tensor<1xf32>
  %y = arith.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %r = arith.constant dense<[12.0, 7.0]> : tensor<2xf32>
  %rx:2 = lxt.taylor reference(#lxt.reference<zero>) bias<spread> epsilon(1.0) ins(%a = %x : tensor<2xf32>, %b = %z : tensor<1xf32>) outs(%y : tensor<2xf32>)
            relevance(%r : tensor<2xf32>) -> (tensor<2xf32>, tensor<1xf32>) {
    %0 = linalg.generic {indexing_maps = [#id, affine_map<(i) -> (0)>, #id], iterator_types = ["parallel"]}
           ins(%a, %b : tensor<2xf32>, tensor<1xf32>) outs(%e : tensor<2xf32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %s0 = arith.addf %p, %q : f32
      %s1 = arith.addf %s0, %one : f32
      linalg.yield %s1 : f32
    } -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // R / (y + 1) = [2, 1]; [1, 2] * that + that / 2; 3 * (2 + 1) + (2 + 1) / 2
  // NUM: {{^}}[3, 2.5]
  // NUM: {{^}}[10.5]
  %u = tensor.cast %rx#0 : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rx#1 : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// f(x) = (2 x_0, 3 x_0), two results: z = (4, 6) at x = 2, and no bias.
func.func @two_results() {
  %e = tensor.empty() : tensor<1xf32>
  %two = arith.constant dense<2.0> : tensor<1xf32>
  %three = arith.constant dense<3.0> : tensor<1xf32>
  %y0 = arith.constant dense<4.0> : tensor<1xf32>
  %y1 = arith.constant dense<6.0> : tensor<1xf32>
  %r0 = arith.constant dense<10.0> : tensor<1xf32>
  %r1 = arith.constant dense<21.0> : tensor<1xf32>
  %rx = lxt.taylor reference(#lxt.reference<input>) bias<absorb> epsilon(1.0) ins(%a = %two : tensor<1xf32>) outs(%y0 : tensor<1xf32>, %y1 : tensor<1xf32>)
          relevance(%r0 : tensor<1xf32>, %r1 : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.mul ins(%a, %two : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    %1 = linalg.mul ins(%a, %three : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %0, %1 : tensor<1xf32>, tensor<1xf32>
  }
  // 2 * (2 * 10 / 5 + 3 * 21 / 7)
  // NUM: {{^}}[26]
  %u = tensor.cast %rx : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// The stabiliser: f(x) = 2 x at x = -1, z = -2.
func.func @sign() {
  %e = tensor.empty() : tensor<1xf64>
  %two = arith.constant dense<2.0> : tensor<1xf64>
  %x = arith.constant dense<-1.0> : tensor<1xf64>
  %y = arith.constant dense<-2.0> : tensor<1xf64>
  %r = arith.constant dense<6.0> : tensor<1xf64>
  %rx = lxt.taylor reference(#lxt.reference<input>) epsilon(1.0) stabilizer<sign> ins(%a = %x : tensor<1xf64>) outs(%y : tensor<1xf64>) relevance(%r : tensor<1xf64>) -> tensor<1xf64> {
    %0 = linalg.mul ins(%a, %two : tensor<1xf64>, tensor<1xf64>) outs(%e : tensor<1xf64>) -> tensor<1xf64>
    lxt.yield %0 : tensor<1xf64>
  }
  // -1 * 2 * 6 / (-2 - 1)
  // NUM: {{^}}[4]
  %u = tensor.cast %rx : tensor<1xf64> to tensor<*xf64>
  call @printMemrefF64(%u) : (tensor<*xf64>) -> ()
  return
}

func.func @main() {
  call @zero() : () -> ()
  call @input() : () -> ()
  call @constant() : () -> ()
  call @two_inputs() : () -> ()
  call @linear() : () -> ()
  call @broadcast() : () -> ()
  call @two_results() : () -> ()
  call @sign() : () -> ()
  return
}
