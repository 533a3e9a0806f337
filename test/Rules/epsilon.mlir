// The epsilon rule: R_i = x_i * J_i^T (R / stab(y)).
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func private @printMemrefF64(tensor<*xf64>) attributes {llvm.emit_c_interface}

// A linear layer with a bias, whose share is lost.
// CHECK-LABEL: @linear
// CHECK: %[[X:.*]] = arith.constant dense<{{\[\[}}1.0{{.*}}, 2.0{{.*}}]]>
// CHECK: %[[Y:.*]] = arith.constant dense<{{\[\[}}6.0{{.*}}, 1.0{{.*}}]]>
// CHECK: %[[R:.*]] = arith.constant dense<{{\[\[}}8.0{{.*}}, 3.0{{.*}}]]>
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Y]] : {{.*}}) {
// CHECK-NEXT: ^bb0(%[[RI:.*]]: f32, %[[YI:.*]]: f32, %{{.*}}: f32):
// CHECK: %[[EPSILON:.*]] = arith.constant 2.0{{.*}} : f32
// CHECK: %[[D:.*]] = arith.addf %[[YI]], %[[EPSILON]]
// CHECK-NEXT: arith.divf %[[RI]], %[[D]]
// CHECK: %[[G:.*]] = lxt.vjp ins(%{{.*}} = %[[X]] : tensor<1x2xf32>) cotangents(%[[S]] : tensor<1x2xf32>) -> tensor<1x2xf32> {
// CHECK-NEXT: linalg.matmul
// CHECK: linalg.generic {{.*}} ins(%[[X]], %[[G]] :
// CHECK: arith.mulf
func.func @linear() {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  // y = x w + b
  %y = arith.constant dense<[[6.0, 1.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[8.0, 3.0]]> : tensor<1x2xf32>
  %rx = lxt.epsilon epsilon(2.0) ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // R / (y + 2) = [1, 1]; times w^T: [4, 1]; times x:
  // NUM: {{^\[\[}}4, 2]]
  %u = tensor.cast %rx : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// The stabilisers, for R = x = 1 and a region that returns its input:
// R_x = 1 / stab(y).
// CHECK-LABEL: @stabilizers
// CHECK-DAG: %[[SUM:.*]] = arith.addf %[[YI:.*]], %[[EPSILON:.*]] : f32
// CHECK-DAG: %[[DIFFERENCE:.*]] = arith.subf %[[YI]], %[[EPSILON]] : f32
// CHECK-DAG: %[[PLUS:.*]] = arith.cmpf oge, %[[YI]], %{{.*}} : f32
// CHECK: %[[D:.*]] = arith.select %[[PLUS]], %[[SUM]], %[[DIFFERENCE]] : f32
// CHECK: arith.divf %{{.*}}, %[[D]] : f32
func.func @stabilizers() {
  %x = arith.constant dense<1.0> : tensor<6xf32>
  %y = arith.constant dense<[0.0, -0.0, 1.0, -1.0, 0.25, -0.25]> : tensor<6xf32>
  %plain = lxt.epsilon epsilon(0.5) stabilizer<plain> ins(%a = %x : tensor<6xf32>) outs(%y : tensor<6xf32>) relevance(%x : tensor<6xf32>) -> tensor<6xf32> {
    lxt.yield %a : tensor<6xf32>
  }
  // 1 / (y + 0.5)
  // NUM: {{^}}[2, 2, 0.666667, -2, 1.33333, 4]
  %u = tensor.cast %plain : tensor<6xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %sign = lxt.epsilon epsilon(0.5) stabilizer<sign> ins(%a = %x : tensor<6xf32>) outs(%y : tensor<6xf32>) relevance(%x : tensor<6xf32>) -> tensor<6xf32> {
    lxt.yield %a : tensor<6xf32>
  }
  // 1 / (y - 0.5) where y < 0, which -0 is not
  // NUM: {{^}}[2, 2, 0.666667, -0.666667, 1.33333, -1.33333]
  %v = tensor.cast %sign : tensor<6xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()

  %clip = lxt.epsilon epsilon(0.5) ins(%a = %x : tensor<6xf32>) outs(%y : tensor<6xf32>) relevance(%x : tensor<6xf32>) -> tensor<6xf32> {
    lxt.yield %a : tensor<6xf32>
  } {clip = true}
  // 1 / y, but 1 / 0.5 with the sign of y where |y| < 0.5
  // NUM: {{^}}[2, 2, 1, -1, 2, -2]
  %w = tensor.cast %clip : tensor<6xf32> to tensor<*xf32>
  call @printMemrefF32(%w) : (tensor<*xf32>) -> ()

  %big = lxt.epsilon epsilon(1023.0) ins(%a = %x : tensor<6xf32>) outs(%y : tensor<6xf32>) relevance(%x : tensor<6xf32>) -> tensor<6xf32> {
    lxt.yield %a : tensor<6xf32>
  }
  // 1 / (y + 1023)
  // NUM: {{^}}[0.000977517, 0.000977517, 0.000976562, 0.000978474, 0.000977278, 0.000977756]
  %z = tensor.cast %big : tensor<6xf32> to tensor<*xf32>
  call @printMemrefF32(%z) : (tensor<*xf32>) -> ()
  return
}

// Every input gets its full share, also of a product.
func.func @product() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[2.0, -1.0]> : tensor<2xf32>
  %z = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %y = arith.constant dense<[6.0, -4.0]> : tensor<2xf32>
  %r = arith.constant dense<[8.0, -6.0]> : tensor<2xf32>
  %rx, %rz = lxt.epsilon epsilon(2.0) ins(%a = %x : tensor<2xf32>, %b = %z : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>)
               -> (tensor<2xf32>, tensor<2xf32>) {
    %0 = linalg.mul ins(%a, %b : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // R / (y + 2) = [1, 3]; times x z = [6, -4]
  // NUM: {{^}}[6, -12]
  // NUM: {{^}}[6, -12]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rz : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// An input that is broadcast gets the sum.
func.func @broadcast() {
  %e = tensor.empty() : tensor<2x2xf32>
  %x = arith.constant dense<[[1.0, 2.0], [3.0, -4.0]]> : tensor<2x2xf32>
  %z = arith.constant dense<[2.0, 5.0]> : tensor<2xf32>
  // x + z
  %y = arith.constant dense<[[3.0, 7.0], [5.0, 1.0]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[4.0, 8.0], [12.0, -2.0]]> : tensor<2x2xf32>
  %rx, %rz = lxt.epsilon epsilon(1.0) ins(%a = %x : tensor<2x2xf32>, %b = %z : tensor<2xf32>) outs(%y : tensor<2x2xf32>)
               relevance(%r : tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2xf32>) {
    %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>],
                         iterator_types = ["parallel", "parallel"]}
           ins(%a, %b : tensor<2x2xf32>, tensor<2xf32>) outs(%e : tensor<2x2xf32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %s = arith.addf %p, %q : f32
      linalg.yield %s : f32
    } -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  // R / (y + 1) = [[1, 1], [2, -1]]; times x; and its columns' sums [3, 0] times z
  // NUM: {{^\[\[}}1, 2],
  // NUM-NEXT: [6, 4]]
  // NUM: {{^}}[6, 0]
  %u = tensor.cast %rx : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rz : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Two results, each with its relevance: y_0 = x, y_1 = 3 x.
func.func @results() {
  %c = arith.constant dense<3.0> : tensor<1xf32>
  %x = arith.constant dense<2.0> : tensor<1xf32>
  %y1 = arith.constant dense<6.0> : tensor<1xf32>
  %r0 = arith.constant dense<6.0> : tensor<1xf32>
  %r1 = arith.constant dense<14.0> : tensor<1xf32>
  %rx = lxt.epsilon epsilon(1.0) ins(%a = %x : tensor<1xf32>) outs(%x : tensor<1xf32>, %y1 : tensor<1xf32>)
          relevance(%r0 : tensor<1xf32>, %r1 : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.mul ins(%a, %c : tensor<1xf32>, tensor<1xf32>) outs(%a : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %a, %0 : tensor<1xf32>, tensor<1xf32>
  }
  // 2 * (6 / (2 + 1) + 3 * 14 / (6 + 1))
  // NUM: {{^}}[16]
  %u = tensor.cast %rx : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// With a leading dimension on the relevance, each slice is propagated on its
// own: the first is that of @linear.
// CHECK-LABEL: @leading
// CHECK: lxt.vjp ins(%{{.*}} = %{{.*}} : tensor<1x2xf32>) cotangents(%{{.*}} : tensor<2x1x2xf32>) -> tensor<2x1x2xf32>
func.func @leading() {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %y = arith.constant dense<[[6.0, 1.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[[8.0, 3.0]], [[16.0, -3.0]]]> : tensor<2x1x2xf32>
  %rx = lxt.epsilon epsilon(2.0) ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<2x1x2xf32>) -> tensor<2x1x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // In the second, R / (y + 2) = [2, -1]; times w^T: [-1, 5]; times x: [-1, 10].
  // NUM: {{^\[\[\[}}4, 2]],
  // NUM-NEXT: {{\[\[}}-1, 10]]]
  %u = tensor.cast %rx : tensor<2x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Sizes that are known at run time only: two slices of two rows.
func.func @dynamic_region(%x: tensor<?x1xf32>, %y: tensor<?x1xf32>, %r: tensor<?x?x1xf32>) -> tensor<?x?x1xf32> {
  %rx = lxt.epsilon epsilon(1.0) ins(%a = %x : tensor<?x1xf32>) outs(%y : tensor<?x1xf32>) relevance(%r : tensor<?x?x1xf32>) -> tensor<?x?x1xf32> {
    lxt.yield %a : tensor<?x1xf32>
  }
  return %rx : tensor<?x?x1xf32>
}
func.func @dynamic() {
  %x = arith.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32>
  %y = arith.constant dense<[[0.0], [3.0]]> : tensor<2x1xf32>
  %r = arith.constant dense<[[[1.0], [4.0]], [[3.0], [8.0]]]> : tensor<2x2x1xf32>
  %xd = tensor.cast %x : tensor<2x1xf32> to tensor<?x1xf32>
  %yd = tensor.cast %y : tensor<2x1xf32> to tensor<?x1xf32>
  %rd = tensor.cast %r : tensor<2x2x1xf32> to tensor<?x?x1xf32>
  %rx = call @dynamic_region(%xd, %yd, %rd) : (tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x?x1xf32>) -> tensor<?x?x1xf32>
  // x R / (y + 1)
  // NUM: {{^\[\[\[}}1],
  // NUM-NEXT: [2]],
  // NUM-NEXT: {{\[\[}}3],
  // NUM-NEXT: [4]]]
  %u = tensor.cast %rx : tensor<?x?x1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

func.func @f64() {
  %x = arith.constant dense<1.0> : tensor<1xf64>
  %y = arith.constant dense<3.0e-50> : tensor<1xf64>
  %rx = lxt.epsilon epsilon(1.0e-50) ins(%a = %x : tensor<1xf64>) outs(%y : tensor<1xf64>) relevance(%y : tensor<1xf64>) -> tensor<1xf64> {
    lxt.yield %a : tensor<1xf64>
  }
  // 3 / (3 + 1); both would be 0 in f32.
  // NUM: {{^}}[0.75]
  %u = tensor.cast %rx : tensor<1xf64> to tensor<*xf64>
  call @printMemrefF64(%u) : (tensor<*xf64>) -> ()
  return
}

// In f16 and bf16 the quotient is computed in f32: 1e-8 is 0 in f16, and 0 / 0
// is no number.
// CHECK-LABEL: @f16
// CHECK-DAG: arith.extf %{{.*}} : f16 to f32
// CHECK-DAG: %[[YI:.*]] = arith.extf %{{.*}} : f16 to f32
// CHECK: %[[D:.*]] = arith.addf %[[YI]], %{{.*}} : f32
// CHECK: %[[Q:.*]] = arith.divf %{{.*}}, %[[D]] : f32
// CHECK: arith.truncf %[[Q]] : f32 to f16
func.func @f16() {
  %x = arith.constant dense<2.0> : tensor<2xf16>
  %y = arith.constant dense<[4.0, 0.0]> : tensor<2xf16>
  %r = arith.constant dense<[3.0, 0.0]> : tensor<2xf16>
  %rx = lxt.epsilon ins(%a = %x : tensor<2xf16>) outs(%y : tensor<2xf16>) relevance(%r : tensor<2xf16>) -> tensor<2xf16> {
    lxt.yield %a : tensor<2xf16>
  }
  // 2 * 3 / 4 and 2 * 0 / (0 + 1e-8)
  // NUM: {{^}}[1.5, 0]
  %wide = arith.extf %rx : tensor<2xf16> to tensor<2xf32>
  %u = tensor.cast %wide : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// CHECK-LABEL: @bf16
// CHECK: arith.divf %{{.*}}, %{{.*}} : f32
func.func @bf16() {
  %x = arith.constant dense<2.0> : tensor<2xbf16>
  %y = arith.constant dense<[4.0, 0.0]> : tensor<2xbf16>
  %r = arith.constant dense<[3.0, 0.0]> : tensor<2xbf16>
  %rx = lxt.epsilon ins(%a = %x : tensor<2xbf16>) outs(%y : tensor<2xbf16>) relevance(%r : tensor<2xbf16>) -> tensor<2xbf16> {
    lxt.yield %a : tensor<2xbf16>
  }
  // NUM: {{^}}[1.5, 0]
  %wide = arith.extf %rx : tensor<2xbf16> to tensor<2xf32>
  %u = tensor.cast %wide : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @linear() : () -> ()
  call @stabilizers() : () -> ()
  call @product() : () -> ()
  call @broadcast() : () -> ()
  call @results() : () -> ()
  call @leading() : () -> ()
  call @dynamic() : () -> ()
  call @f64() : () -> ()
  call @f16() : () -> ()
  call @bf16() : () -> ()
  return
}
