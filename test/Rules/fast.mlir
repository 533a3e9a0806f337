// Mode fast, pattern by pattern: relevance is kept as value times gradient.
// RUN: lxt-opt %s --lxt-simplify=mode=fast | FileCheck %s

// Mode exact, which is the default, changes nothing.
// RUN: lxt-opt %s -o %t.before
// RUN: lxt-opt %s --lxt-simplify=mode=exact -o %t.exact
// RUN: diff %t.before %t.exact
// RUN: lxt-opt %s --lxt-simplify -o %t.default
// RUN: diff %t.before %t.default

#id = affine_map<(i) -> (i)>

//===----------------------------------------------------------------------===//
// (x * g) / stab(x) -> g
//===----------------------------------------------------------------------===//

// Whatever the epsilon and the stabiliser are, and with a leading dimension.
// CHECK-LABEL: @fold_division
// CHECK-SAME: (%{{[^:]*}}: tensor<3xf32>, %[[G:[^:]*]]: tensor<2x3xf32>)
// CHECK-NEXT: return %[[G]], %[[G]], %[[G]]
func.func @fold_division(%x: tensor<3xf32>, %g: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) {
  %r = lxt.times_value %x, %g : tensor<3xf32>, tensor<2x3xf32>
  %0 = lxt.stabilized_div %r, %x epsilon(0.0) : tensor<2x3xf32>, tensor<3xf32>
  %1 = lxt.stabilized_div %r, %x epsilon(0.5) stabilizer<sign> : tensor<2x3xf32>, tensor<3xf32>
  %m = lxt.times_value masked %x, %g : tensor<3xf32>, tensor<2x3xf32>
  %2 = lxt.stabilized_div %m, %x epsilon(0.5) {clip = true} : tensor<2x3xf32>, tensor<3xf32>
  return %0, %1, %2 : tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>
}

// A division by another value stays.
// CHECK-LABEL: @other_value
// CHECK: %[[R:.*]] = lxt.times_value %{{.*}}, %{{.*}} : tensor<3xf32>, tensor<3xf32>
// CHECK-NEXT: %[[Q:.*]] = lxt.stabilized_div %[[R]], %{{.*}} epsilon(5.0{{.*}}) : tensor<3xf32>, tensor<3xf32>
// CHECK-NEXT: return %[[Q]]
func.func @other_value(%x: tensor<3xf32>, %z: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %r = lxt.times_value %x, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.stabilized_div %r, %z epsilon(0.5) : tensor<3xf32>, tensor<3xf32>
  return %0 : tensor<3xf32>
}

//===----------------------------------------------------------------------===//
// x * g + x * h -> x * (g + h)
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @factor_sum
// CHECK-SAME: (%[[X:[^:]*]]: tensor<3xf32>, %[[G:[^:]*]]: tensor<3xf32>, %[[H:[^:]*]]: tensor<3xf32>)
// CHECK-NEXT: %[[S:.*]] = arith.addf %[[G]], %[[H]]
// CHECK-NEXT: %[[R:.*]] = lxt.times_value masked %[[X]], %[[S]]
// CHECK-NEXT: return %[[R]]
func.func @factor_sum(%x: tensor<3xf32>, %g: tensor<3xf32>, %h: tensor<3xf32>) -> tensor<3xf32> {
  %0 = lxt.times_value %x, %g : tensor<3xf32>, tensor<3xf32>
  %1 = lxt.times_value masked %x, %h : tensor<3xf32>, tensor<3xf32>
  %2 = arith.addf %0, %1 : tensor<3xf32>
  return %2 : tensor<3xf32>
}

// So that a division after a sum folds.
// CHECK-LABEL: @fold_after_sum
// CHECK-SAME: (%{{[^:]*}}: tensor<3xf32>, %[[G:[^:]*]]: tensor<3xf32>)
// CHECK-NEXT: %[[S:.*]] = arith.addf %[[G]], %[[G]]
// CHECK-NEXT: %[[S3:.*]] = arith.addf %[[S]], %[[G]]
// CHECK-NEXT: return %[[S3]]
func.func @fold_after_sum(%x: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %0 = lxt.times_value %x, %g : tensor<3xf32>, tensor<3xf32>
  %1 = arith.addf %0, %0 : tensor<3xf32>
  %2 = arith.addf %1, %0 : tensor<3xf32>
  %3 = lxt.stabilized_div %2, %x epsilon(0.5) : tensor<3xf32>, tensor<3xf32>
  return %3 : tensor<3xf32>
}

// CHECK-LABEL: @sum_of_others
// CHECK: lxt.times_value
// CHECK: lxt.times_value
// CHECK: arith.addf
func.func @sum_of_others(%x: tensor<3xf32>, %z: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %0 = lxt.times_value %x, %g : tensor<3xf32>, tensor<3xf32>
  %1 = lxt.times_value %z, %g : tensor<3xf32>, tensor<3xf32>
  %2 = arith.addf %0, %1 : tensor<3xf32>
  return %2 : tensor<3xf32>
}

//===----------------------------------------------------------------------===//
// Seeds R -> y * (R / y), 0 where R is
//===----------------------------------------------------------------------===//

// The division by y clips, so that a seed is kept where y is larger than
// epsilon. The epsilon rule then divides nothing itself.
// CHECK-LABEL: @seed
// CHECK-SAME: (%[[X:[^:]*]]: tensor<3xf32>, %[[Y:[^:]*]]: tensor<3xf32>, %[[SEED:[^:]*]]: tensor<3xf32>)
// CHECK-NEXT: %[[G:.*]] = lxt.stabilized_div %[[SEED]], %[[Y]] epsilon(1.000000e-10) stabilizer<sign> {clip = true}
// CHECK-NEXT: %[[GX:.*]] = lxt.vjp ins(%{{.*}} = %[[X]] : tensor<3xf32>) cotangents(%[[G]] : tensor<3xf32>)
// CHECK: %[[R:.*]] = lxt.times_value %[[X]], %[[GX]]
// CHECK-NEXT: return %[[R]]
func.func @seed(%x: tensor<3xf32>, %y: tensor<3xf32>, %seed: tensor<3xf32>) -> tensor<3xf32> {
  %0 = lxt.epsilon epsilon(0.0) ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%seed : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

// 1e-10 is 0 in f16: 2^-14 is its least normal number.
// CHECK-LABEL: @seed_f16
// CHECK: lxt.stabilized_div %{{.*}}, %{{.*}} epsilon(6.103515625E-5) stabilizer<sign> {clip = true} : tensor<3xf16>, tensor<3xf16>
func.func @seed_f16(%x: tensor<3xf16>, %seed: tensor<3xf16>) -> tensor<3xf16> {
  %0 = lxt.epsilon epsilon(0.0) ins(%a = %x : tensor<3xf16>) outs(%x : tensor<3xf16>) relevance(%seed : tensor<3xf16>) -> tensor<3xf16> {
    lxt.yield %a : tensor<3xf16>
  }
  return %0 : tensor<3xf16>
}

// A seed that was added to other relevance of the same value.
// CHECK-LABEL: @seed_in_sum
// CHECK-SAME: (%[[X:[^:]*]]: tensor<3xf32>, %[[SEED:[^:]*]]: tensor<3xf32>, %[[G:[^:]*]]: tensor<3xf32>)
// CHECK-NEXT: %[[S:.*]] = lxt.stabilized_div %[[SEED]], %[[X]] {{.*}} stabilizer<sign> {clip = true}
// CHECK-NEXT: %[[SUM:.*]] = arith.addf %[[G]], %[[S]]
// CHECK-NEXT: lxt.vjp ins(%{{.*}} = %[[X]] : tensor<3xf32>) cotangents(%[[SUM]] : tensor<3xf32>)
func.func @seed_in_sum(%x: tensor<3xf32>, %seed: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %r = lxt.times_value %x, %g : tensor<3xf32>, tensor<3xf32>
  %s = arith.addf %r, %seed : tensor<3xf32>
  %0 = lxt.epsilon epsilon(0.0) ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%s : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

//===----------------------------------------------------------------------===//
// A share c of the relevance over a product -> x * c * J^T g
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @uniform_over_product
// CHECK-SAME: (%[[X:[^:]*]]: tensor<3xf32>, %[[Z:[^:]*]]: tensor<3xf32>, %{{[^:]*}}: tensor<3xf32>, %[[G:[^:]*]]: tensor<3xf32>)
// CHECK-NOT: lxt.stabilized_div
// CHECK: %[[HALF:.*]] = arith.constant 5.0{{.*}}e-01 : f32
// CHECK: %[[GX:.*]]:2 = lxt.vjp ins(%{{.*}} = %[[X]] : tensor<3xf32>, %{{.*}} = %[[Z]] : tensor<3xf32>) cotangents(%[[G]] : tensor<3xf32>)
// CHECK: %[[HALFX:.*]] = linalg.generic {{.*}} ins(%[[GX]]#0 :
// CHECK: arith.mulf %{{.*}}, %[[HALF]]
// CHECK: %[[HALFZ:.*]] = linalg.generic {{.*}} ins(%[[GX]]#1 :
// CHECK: arith.mulf %{{.*}}, %[[HALF]]
// CHECK-DAG: lxt.times_value %[[X]], %[[HALFX]]
// CHECK-DAG: lxt.times_value %[[Z]], %[[HALFZ]]
// CHECK-NOT: lxt.stabilized_div
// CHECK: return
func.func @uniform_over_product(%x: tensor<3xf32>, %z: tensor<3xf32>, %y: tensor<3xf32>, %g: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %e = tensor.empty() : tensor<3xf32>
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0:2 = lxt.uniform ins(%a = %x : tensor<3xf32>, %b = %z : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    %1 = linalg.mul ins(%a, %b : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %1 : tensor<3xf32>
  }
  return %0#0, %0#1 : tensor<3xf32>, tensor<3xf32>
}

// CHECK-LABEL: @identity_over_scale
// CHECK-NOT: lxt.stabilized_div
// CHECK: %[[GX:.*]] = lxt.vjp
// CHECK-NOT: lxt.stabilized_div
// CHECK: lxt.times_value %{{.*}}, %[[GX]]
// CHECK-NEXT: return
func.func @identity_over_scale(%x: tensor<3xf32>, %y: tensor<3xf32>, %c: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3xf32>
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.identity ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    %1 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %c : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %n = arith.negf %p : f32
      %s = arith.divf %n, %q : f32
      linalg.yield %s : f32
    } -> tensor<3xf32>
    lxt.yield %1 : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

// x * stop(f(x)), as a gate is: linear in x where its gate is constant.
// CHECK-LABEL: @identity_over_gate
// CHECK-NOT: lxt.stabilized_div
// CHECK: %[[GX:.*]] = lxt.vjp
// CHECK-NEXT: lxt.stop
// CHECK-NOT: lxt.stabilized_div
// CHECK: lxt.times_value %{{.*}}, %[[GX]]
// CHECK-NEXT: return
func.func @identity_over_gate(%x: tensor<3xf32>, %y: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3xf32>
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.identity ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    %1 = lxt.stop ins(%b = %a : tensor<3xf32>) -> tensor<3xf32> {
      %2 = linalg.exp ins(%b : tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
      lxt.yield %2 : tensor<3xf32>
    }
    %3 = linalg.mul ins(%a, %1 : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %3 : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

// x * x is not: its relevance is twice too much as x * J^T g.
// CHECK-LABEL: @identity_over_square
// CHECK-NOT: lxt.vjp
// CHECK: lxt.stabilized_div
func.func @identity_over_square(%x: tensor<3xf32>, %y: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3xf32>
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.identity ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    %1 = linalg.mul ins(%a, %a : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %1 : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

// x + c is not: c has relevance, too.
// CHECK-LABEL: @identity_over_sum
// CHECK-NOT: lxt.vjp
// CHECK: lxt.stabilized_div
func.func @identity_over_sum(%x: tensor<3xf32>, %y: tensor<3xf32>, %c: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3xf32>
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.identity ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    %1 = linalg.add ins(%a, %c : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %1 : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

//===----------------------------------------------------------------------===//
// The gradient rule over copies -> x * J^T g
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @movement
// CHECK-SAME: (%[[X:[^:]*]]: tensor<4xf32>, %{{[^:]*}}: tensor<2xf32>, %[[G:[^:]*]]: tensor<2xf32>)
// CHECK-NEXT: %[[GX:.*]] = lxt.vjp ins(%{{.*}} = %[[X]] : tensor<4xf32>) cotangents(%[[G]] : tensor<2xf32>)
// CHECK: %[[R:.*]] = lxt.times_value %[[X]], %[[GX]]
// CHECK-NEXT: return %[[R]]
func.func @movement(%x: tensor<4xf32>, %y: tensor<2xf32>, %g: tensor<2xf32>) -> tensor<4xf32> {
  %r = lxt.times_value %y, %g : tensor<2xf32>, tensor<2xf32>
  %0 = lxt.gradient ins(%a = %x : tensor<4xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<4xf32> {
    %1 = tensor.extract_slice %a[1] [2] [1] : tensor<4xf32> to tensor<2xf32>
    lxt.yield %1 : tensor<2xf32>
  }
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @selection
// CHECK-NOT: lxt.stabilized_div
// CHECK: %[[GX:.*]]:2 = lxt.vjp
// CHECK-DAG: lxt.times_value %{{.*}}, %[[GX]]#0
// CHECK-DAG: lxt.times_value %{{.*}}, %[[GX]]#1
// CHECK-NOT: lxt.stabilized_div
// CHECK: return
func.func @selection(%x: tensor<3xf32>, %z: tensor<3xf32>, %y: tensor<3xf32>, %g: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %e = tensor.empty() : tensor<3xf32>
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0:2 = lxt.gradient ins(%a = %x : tensor<3xf32>, %b = %z : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    %1 = linalg.max ins(%a, %b : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %1 : tensor<3xf32>
  }
  return %0#0, %0#1 : tensor<3xf32>, tensor<3xf32>
}

// A sum copies nothing: its inputs are not its result.
// CHECK-LABEL: @gradient_over_sum
// CHECK: lxt.stabilized_div
func.func @gradient_over_sum(%x: tensor<3xf32>, %y: tensor<3xf32>, %c: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3xf32>
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.gradient ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    %1 = linalg.add ins(%a, %c : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %1 : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

//===----------------------------------------------------------------------===//
// Any other rule -> x * (R_x / (x + epsilon)), with the rule's own epsilon
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @identity_fallback
// CHECK-SAME: (%[[X:[^:]*]]: tensor<3xf32>, %[[Y:[^:]*]]: tensor<3xf32>, %[[G:[^:]*]]: tensor<3xf32>)
// CHECK: %[[R:.*]] = lxt.times_value %[[Y]], %[[G]]
// CHECK-NEXT: %[[Q:.*]] = lxt.stabilized_div %[[R]], %[[X]] epsilon(1.250000e-01) : tensor<3xf32>, tensor<3xf32>
// CHECK-NEXT: %[[RX:.*]] = lxt.times_value %[[X]], %[[Q]]
// CHECK-NEXT: return %[[RX]]
func.func @identity_fallback(%x: tensor<3xf32>, %y: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3xf32>
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.identity epsilon(0.125) ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    %1 = linalg.exp ins(%a : tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %1 : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

// A softmax is of the form x * g already, and masked.
// CHECK-LABEL: @softmax
// CHECK-SAME: (%[[X:[^:]*]]: tensor<3xf32>
// CHECK-NOT: lxt.stabilized_div
// CHECK: lxt.times_value masked %[[X]], %{{.*}}
// CHECK-NOT: lxt.stabilized_div
// CHECK: return
func.func @softmax(%x: tensor<3xf32>, %y: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.softmax dimension(0) ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

// A Taylor decomposition divides by the expansion, which is not its output.
// CHECK-LABEL: @taylor
// CHECK: %[[R:.*]] = lxt.times_value
// CHECK: %[[Z:.*]] = lxt.vjp
// CHECK: lxt.stabilized_div %[[R]], %[[Z]]
func.func @taylor(%x: tensor<3xf32>, %y: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3xf32>
  %r = lxt.times_value %y, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.taylor reference(#lxt.reference<input>) ins(%a = %x : tensor<3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    %1 = linalg.exp ins(%a : tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %1 : tensor<3xf32>
  }
  return %0 : tensor<3xf32>
}

//===----------------------------------------------------------------------===//
// Chains
//===----------------------------------------------------------------------===//

// Of a linear layer, a product and a transposition nothing but the seed's
// division is left; the forward form is left alone.
// CHECK-LABEL: @chain
// CHECK: %[[H:.*]] = lxt.epsilon
// CHECK: %[[P:.*]] = lxt.uniform
// CHECK: %[[Y:.*]] = lxt.gradient
// CHECK: lxt.stabilized_div %{{.*}}, %[[Y]] epsilon(1.000000e-10) stabilizer<sign> {clip = true}
// CHECK-NOT: lxt.stabilized_div
// CHECK: return
func.func @chain(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %u: tensor<2x2xf32>, %seed: tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>) {
  %e = tensor.empty() : tensor<2x2xf32>
  %h = lxt.epsilon epsilon(0.0) ins(%a = %x : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  %p = lxt.uniform ins(%a = %h : tensor<2x2xf32>, %b = %u : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.mul ins(%a, %b : tensor<2x2xf32>, tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  %y = lxt.gradient ins(%a = %p : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.transpose ins(%a : tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) permutation = [1, 0]
    lxt.yield %0 : tensor<2x2xf32>
  }
  %rp = lxt.gradient ins(%a = %p : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%seed : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.transpose ins(%a : tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) permutation = [1, 0]
    lxt.yield %0 : tensor<2x2xf32>
  }
  %rh, %ru = lxt.uniform ins(%a = %h : tensor<2x2xf32>, %b = %u : tensor<2x2xf32>) outs(%p : tensor<2x2xf32>) relevance(%rp : tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>) {
    %0 = linalg.mul ins(%a, %b : tensor<2x2xf32>, tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  %rx = lxt.epsilon epsilon(0.0) ins(%a = %x : tensor<2x2xf32>) outs(%h : tensor<2x2xf32>) relevance(%rh : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx, %ru : tensor<2x2xf32>, tensor<2x2xf32>
}
