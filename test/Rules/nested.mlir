// Rules inside the region of another rule: stop makes constants, any other
// acts by its gradient form R_x / (x + epsilon) for R_y = y * g. The rule
// around them is gradient, whose relevance R is that g.
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// Lowering rules leaves what is inside a vector-Jacobian product, and inlines
// the forward form.
// CHECK-LABEL: @forward
// CHECK-NOT: lxt.
// CHECK: linalg.square
// CHECK-NEXT: linalg.exp
// CHECK: lxt.vjp
// CHECK-NEXT: lxt.stop
// CHECK-NEXT: linalg.exp
func.func @forward(%x: tensor<1xf32>, %r: tensor<1xf32>) -> tensor<1xf32> {
  %e = tensor.empty() : tensor<1xf32>
  %y = lxt.gradient ins(%a = %x : tensor<1xf32>) -> tensor<1xf32> {
    %0 = lxt.layer <kind = function> ins(%c = %a : tensor<1xf32>) -> tensor<1xf32> {
      %1 = linalg.square ins(%c : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
      lxt.yield %1 : tensor<1xf32>
    }
    %2 = lxt.identity ins(%c = %0 : tensor<1xf32>) -> tensor<1xf32> {
      %1 = linalg.exp ins(%c : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
      lxt.yield %1 : tensor<1xf32>
    }
    lxt.yield %2 : tensor<1xf32>
  }
  %rx = lxt.gradient ins(%a = %y : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = lxt.stop ins(%c = %a : tensor<1xf32>) -> tensor<1xf32> {
      %1 = linalg.exp ins(%c : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
      lxt.yield %1 : tensor<1xf32>
    }
    lxt.yield %0 : tensor<1xf32>
  }
  return %rx : tensor<1xf32>
}

// x * stop(x^2): the gate is a constant, which stop may read without being an
// operand of it.
func.func @stop() {
  %e = tensor.empty() : tensor<1xf32>
  %x = arith.constant dense<3.0> : tensor<1xf32>
  %r = arith.constant dense<2.0> : tensor<1xf32>
  %operand = lxt.gradient ins(%a = %x : tensor<1xf32>) outs(%x : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = lxt.stop ins(%c = %a : tensor<1xf32>) -> tensor<1xf32> {
      %1 = linalg.square ins(%c : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
      lxt.yield %1 : tensor<1xf32>
    }
    %2 = linalg.mul ins(%a, %0 : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %2 : tensor<1xf32>
  }
  // 2 * 9, not 2 * 27
  // NUM: {{^}}[18]
  %u = tensor.cast %operand : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %captured = lxt.gradient ins(%a = %x : tensor<1xf32>) outs(%x : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = lxt.stop ins() -> tensor<1xf32> {
      %1 = linalg.square ins(%a : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
      lxt.yield %1 : tensor<1xf32>
    }
    %2 = linalg.mul ins(%a, %0 : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %2 : tensor<1xf32>
  }
  // NUM: {{^}}[18]
  %v = tensor.cast %captured : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// 5 * identity(x^2): g is 5 R.
func.func @identity() {
  %e = tensor.empty() : tensor<1xf64>
  %five = arith.constant dense<5.0> : tensor<1xf64>
  %x = arith.constant dense<2.0> : tensor<1xf64>
  %r = arith.constant dense<3.0> : tensor<1xf64>
  %rx = lxt.gradient ins(%a = %x : tensor<1xf64>) outs(%x : tensor<1xf64>) relevance(%r : tensor<1xf64>) -> tensor<1xf64> {
    %0 = lxt.identity epsilon(6.0) ins(%c = %a : tensor<1xf64>) -> tensor<1xf64> {
      %1 = linalg.square ins(%c : tensor<1xf64>) outs(%e : tensor<1xf64>) -> tensor<1xf64>
      lxt.yield %1 : tensor<1xf64>
    }
    %2 = linalg.mul ins(%0, %five : tensor<1xf64>, tensor<1xf64>) outs(%e : tensor<1xf64>) -> tensor<1xf64>
    lxt.yield %2 : tensor<1xf64>
  }
  // 4 * (5 * 3) / (2 + 6)
  // NUM: {{^}}[7.5]
  %u = tensor.cast %rx : tensor<1xf64> to tensor<*xf64>
  call @printMemrefF64(%u) : (tensor<*xf64>) -> ()
  return
}

// uniform(max(x, z)): each input gets half. Two slices.
func.func @uniform() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[1.0, 4.0]> : tensor<2xf32>
  %z = arith.constant dense<[3.0, 2.0]> : tensor<2xf32>
  %r = arith.constant dense<[[2.0, 10.0], [4.0, -10.0]]> : tensor<2x2xf32>
  %rx:2 = lxt.gradient ins(%a = %x : tensor<2xf32>, %b = %z : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2x2xf32>)
            -> (tensor<2x2xf32>, tensor<2x2xf32>) {
    %0 = lxt.uniform epsilon(1.0) ins(%c = %a : tensor<2xf32>, %d = %b : tensor<2xf32>) -> tensor<2xf32> {
      %1 = linalg.max ins(%c, %d : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
      lxt.yield %1 : tensor<2xf32>
    }
    lxt.yield %0 : tensor<2xf32>
  }
  // y R / 2 = [[3, 20], [6, -20]]; / (x + 1) = [2, 5]; / (z + 1) = [4, 3]
  // NUM: {{^\[\[}}1.5, 4],
  // NUM-NEXT: [3, -4]]
  // NUM: {{^\[\[}}0.75, 6.66667],
  // NUM-NEXT: [1.5, -6.66667]]
  %u = tensor.cast %rx#0 : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rx#1 : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// uniform(x z): the gradient form of a share over a product needs no division,
// and is right where x is 0.
func.func @product() {
  %e = tensor.empty() : tensor<1xf32>
  %x = arith.constant dense<0.0> : tensor<1xf32>
  %z = arith.constant dense<5.0> : tensor<1xf32>
  %r = arith.constant dense<2.0> : tensor<1xf32>
  %rx:2 = lxt.gradient ins(%a = %x : tensor<1xf32>, %b = %z : tensor<1xf32>) outs(%x : tensor<1xf32>) relevance(%r : tensor<1xf32>)
            -> (tensor<1xf32>, tensor<1xf32>) {
    %0 = lxt.uniform ins(%c = %a : tensor<1xf32>, %d = %b : tensor<1xf32>) -> tensor<1xf32> {
      %1 = linalg.mul ins(%c, %d : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
      lxt.yield %1 : tensor<1xf32>
    }
    lxt.yield %0 : tensor<1xf32>
  }
  // z R / 2, x R / 2
  // NUM: {{^}}[5]
  // NUM: {{^}}[0]
  %u = tensor.cast %rx#0 : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rx#1 : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// epsilon(x w): (x * w^T (y g / y)) / x = w^T g.
func.func @epsilon() {
  %init = arith.constant dense<0.0> : tensor<1x2xf32>
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[8.0, 3.0]]> : tensor<1x2xf32>
  %rx = lxt.gradient ins(%a = %x : tensor<1x2xf32>) outs(%x : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %0 = lxt.epsilon ins(%c = %a : tensor<1x2xf32>) -> tensor<1x2xf32> {
      %1 = linalg.matmul ins(%c, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%init : tensor<1x2xf32>) -> tensor<1x2xf32>
      lxt.yield %1 : tensor<1x2xf32>
    }
    lxt.yield %0 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[}}17, 13]]
  %u = tensor.cast %rx : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// softmax(x): x * (y g - y sum(y g)) / x is the gradient of the softmax, also
// under a mask.
func.func @softmax() {
  %e = tensor.empty() : tensor<1x3xf32>
  %x = arith.constant dense<[[4.0, 4.0, 0xFF800000]]> : tensor<1x3xf32>
  %r = arith.constant dense<[[6.0, 2.0, 5.0]]> : tensor<1x3xf32>
  %rx = lxt.gradient ins(%a = %x : tensor<1x3xf32>) outs(%x : tensor<1x3xf32>) relevance(%r : tensor<1x3xf32>) -> tensor<1x3xf32> {
    %0 = lxt.softmax ins(%c = %a : tensor<1x3xf32>) -> tensor<1x3xf32> {
      %zero = arith.constant 0.0 : f32
      %p = linalg.exp ins(%c : tensor<1x3xf32>) outs(%e : tensor<1x3xf32>) -> tensor<1x3xf32>
      %es = tensor.empty() : tensor<1xf32>
      %s0 = linalg.fill ins(%zero : f32) outs(%es : tensor<1xf32>) -> tensor<1xf32>
      %s = linalg.reduce {arith.addf} ins(%p : tensor<1x3xf32>) outs(%s0 : tensor<1xf32>) dimensions = [1]
      %sb = linalg.broadcast ins(%s : tensor<1xf32>) outs(%e : tensor<1x3xf32>) dimensions = [1]
      %q = linalg.div ins(%p, %sb : tensor<1x3xf32>, tensor<1x3xf32>) outs(%e : tensor<1x3xf32>) -> tensor<1x3xf32>
      lxt.yield %q : tensor<1x3xf32>
    }
    lxt.yield %0 : tensor<1x3xf32>
  }
  // y = [0.5, 0.5, 0], y g = [3, 1, 0], its sum 4
  // NUM: {{^\[\[}}1, -1, 0]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// A rule with two results of which one is used: the other has no relevance.
func.func @results() {
  %e = tensor.empty() : tensor<1xf32>
  %x = arith.constant dense<3.0> : tensor<1xf32>
  %r = arith.constant dense<2.0> : tensor<1xf32>
  %rx = lxt.gradient ins(%a = %x : tensor<1xf32>) outs(%x : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0:2 = lxt.epsilon ins(%c = %a : tensor<1xf32>) -> (tensor<1xf32>, tensor<1xf32>) {
      %1 = linalg.square ins(%c : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
      lxt.yield %1, %c : tensor<1xf32>, tensor<1xf32>
    }
    lxt.yield %0#0 : tensor<1xf32>
  }
  // 2 x R
  // NUM: {{^}}[12]
  %u = tensor.cast %rx : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Rules in rules in rules, in a layer: epsilon(identity(x * stop(x)), with
// identity's region multilinear for a constant gate: the gate times g.
func.func @deep() {
  %e = tensor.empty() : tensor<1xf32>
  %x = arith.constant dense<3.0> : tensor<1xf32>
  %y = arith.constant dense<9.0> : tensor<1xf32>
  %r = arith.constant dense<20.0> : tensor<1xf32>
  %rx = lxt.epsilon epsilon(1.0) ins(%a = %x : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = lxt.layer <> ins(%c = %a : tensor<1xf32>) -> tensor<1xf32> {
      %1 = lxt.identity ins(%d = %c : tensor<1xf32>) -> tensor<1xf32> {
        %2 = lxt.stop ins(%f = %d : tensor<1xf32>) -> tensor<1xf32> {
          lxt.yield %f : tensor<1xf32>
        }
        %3 = linalg.mul ins(%d, %2 : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
        lxt.yield %3 : tensor<1xf32>
      }
      lxt.yield %1 : tensor<1xf32>
    }
    lxt.yield %0 : tensor<1xf32>
  }
  // 3 * 3 * 20 / (9 + 1)
  // NUM: {{^}}[18]
  %u = tensor.cast %rx : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// taylor(identity(x^2)) at x: J = y / (x + 6) = 0.5, so z = J x = 1.
func.func @in_taylor() {
  %e = tensor.empty() : tensor<1xf32>
  %x = arith.constant dense<2.0> : tensor<1xf32>
  %y = arith.constant dense<4.0> : tensor<1xf32>
  %r = arith.constant dense<4.0> : tensor<1xf32>
  %rx = lxt.taylor reference(#lxt.reference<input>) epsilon(1.0) ins(%a = %x : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%r : tensor<1xf32>) -> tensor<1xf32> {
    %0 = lxt.identity epsilon(6.0) ins(%c = %a : tensor<1xf32>) -> tensor<1xf32> {
      %1 = linalg.square ins(%c : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
      lxt.yield %1 : tensor<1xf32>
    }
    lxt.yield %0 : tensor<1xf32>
  }
  // 2 * 0.5 * 4 / (1 + 1)
  // NUM: {{^}}[2]
  %u = tensor.cast %rx : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  // taylor(x * stop(x^2)) at x: J = 4, z = 8.
  %gated = lxt.taylor reference(#lxt.reference<input>) epsilon(2.0) ins(%a = %x : tensor<1xf32>) outs(%y : tensor<1xf32>) relevance(%y : tensor<1xf32>) -> tensor<1xf32> {
    %0 = lxt.stop ins(%c = %a : tensor<1xf32>) -> tensor<1xf32> {
      %1 = linalg.square ins(%c : tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
      lxt.yield %1 : tensor<1xf32>
    }
    %2 = linalg.mul ins(%a, %0 : tensor<1xf32>, tensor<1xf32>) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %2 : tensor<1xf32>
  }
  // 2 * 4 * 4 / (8 + 2)
  // NUM: {{^}}[3.2]
  %v = tensor.cast %gated : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @stop() : () -> ()
  call @identity() : () -> ()
  call @uniform() : () -> ()
  call @product() : () -> ()
  call @epsilon() : () -> ()
  call @softmax() : () -> ()
  call @results() : () -> ()
  call @deep() : () -> ()
  call @in_taylor() : () -> ()
  return
}
