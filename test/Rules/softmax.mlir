// The softmax rule: R_x = x * (R - y sum(R)), where an infinite x counts as 0.
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// In closed form: no division, no vector-Jacobian product.
// CHECK-LABEL: @rows
// CHECK: %[[X:.*]] = arith.constant dense<{{\[\[}}4.0
// CHECK: %[[Y:.*]] = arith.constant dense<{{\[\[}}5.0
// CHECK: %[[R:.*]] = arith.constant dense<{{\[\[}}6.0
// CHECK: %[[SUM:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%[[R]] : tensor<2x2xf32>) outs(%{{.*}} : tensor<2xf32>)
// CHECK: %[[G:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Y]], %[[SUM]] :
// CHECK-NEXT: ^bb0(%[[RI:.*]]: f32, %[[YI:.*]]: f32, %[[SI:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[P:.*]] = arith.mulf %[[YI]], %[[SI]]
// CHECK-NEXT: arith.subf %[[RI]], %[[P]]
// CHECK: linalg.generic {{.*}} ins(%[[X]], %[[G]] :
// CHECK-NEXT: ^bb0(%[[XI:.*]]: f32, %[[GI:.*]]: f32, %{{.*}}: f32):
// CHECK: %[[ABS:.*]] = math.absf %[[XI]]
// CHECK: %[[INF:.*]] = arith.constant 0x7F800000 : f32
// CHECK: %[[FINITE:.*]] = arith.cmpf one, %[[ABS]], %[[INF]]
// CHECK: %[[CLEAN:.*]] = arith.select %[[FINITE]], %[[XI]]
// CHECK: arith.mulf %[[CLEAN]], %[[GI]]
// CHECK-NOT: lxt.vjp
// CHECK: tensor.cast
func.func @rows() {
  %e = tensor.empty() : tensor<2x2xf32>
  // The second row is masked: exp(-inf) = 0.
  %x = arith.constant dense<[[4.0, 4.0], [3.0, 0xFF800000]]> : tensor<2x2xf32>
  %y = arith.constant dense<[[0.5, 0.5], [1.0, 0.0]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[6.0, 2.0], [5.0, 7.0]]> : tensor<2x2xf32>
  %rx = lxt.softmax ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.softmax dimension(1) ins(%a : tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  // sums [8, 12]; 4 * (6 - 4), 4 * (2 - 4); 3 * (5 - 12), 0
  // NUM: {{^\[\[}}8, -8],
  // NUM-NEXT: [-21, 0]]
  %u = tensor.cast %rx : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// A row that is masked everywhere gets nothing.
func.func @masked() {
  %e = tensor.empty() : tensor<1x2xf32>
  %x = arith.constant dense<0xFF800000> : tensor<1x2xf32>
  %y = arith.constant dense<0.0> : tensor<1x2xf32>
  %r = arith.constant dense<[[6.0, 2.0]]> : tensor<1x2xf32>
  %rx = lxt.softmax ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %0 = linalg.softmax dimension(1) ins(%a : tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[}}0, 0]]
  %u = tensor.cast %rx : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// As exporters write it, over the first dimension: the sum of the region says
// which. The maximum before it is no sum.
func.func @columns() {
  %lowest = arith.constant 0xFF800000 : f32
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x2xf32>
  %es = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[[4.0, 3.0], [4.0, 3.0]]> : tensor<2x2xf32>
  %y = arith.constant dense<0.5> : tensor<2x2xf32>
  %r = arith.constant dense<[[6.0, 2.0], [4.0, 0.0]]> : tensor<2x2xf32>
  %rx = lxt.softmax ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %m0 = linalg.fill ins(%lowest : f32) outs(%es : tensor<2xf32>) -> tensor<2xf32>
    %m = linalg.reduce {arith.maximumf} ins(%a : tensor<2x2xf32>) outs(%m0 : tensor<2xf32>) dimensions = [0]
    %mb = linalg.broadcast ins(%m : tensor<2xf32>) outs(%e : tensor<2x2xf32>) dimensions = [0]
    %d = linalg.sub ins(%a, %mb : tensor<2x2xf32>, tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    %p = linalg.exp ins(%d : tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    %s0 = linalg.fill ins(%zero : f32) outs(%es : tensor<2xf32>) -> tensor<2xf32>
    %s = linalg.reduce {arith.addf} ins(%p : tensor<2x2xf32>) outs(%s0 : tensor<2xf32>) dimensions = [0]
    %sb = linalg.broadcast ins(%s : tensor<2xf32>) outs(%e : tensor<2x2xf32>) dimensions = [0]
    %q = linalg.div ins(%p, %sb : tensor<2x2xf32>, tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %q : tensor<2x2xf32>
  }
  // sums [10, 2]; 4 * (6 - 5), 3 * (2 - 1); 4 * (4 - 5), 3 * (0 - 1)
  // NUM: {{^\[\[}}4, 3],
  // NUM-NEXT: [-4, -3]]
  %u = tensor.cast %rx : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// `dimension` wins over the region, whatever that computes.
func.func @dimension() {
  %e = tensor.empty() : tensor<2x2xf32>
  %x = arith.constant dense<[[4.0, 4.0], [3.0, 3.0]]> : tensor<2x2xf32>
  %y = arith.constant dense<0.5> : tensor<2x2xf32>
  %r = arith.constant dense<[[6.0, 2.0], [5.0, 7.0]]> : tensor<2x2xf32>
  %first = lxt.softmax dimension(0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.softmax dimension(1) ins(%a : tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  // sums [11, 9]; 4 * (6 - 5.5), 4 * (2 - 4.5); 3 * (5 - 5.5), 3 * (7 - 4.5)
  // NUM: {{^\[\[}}2, -10],
  // NUM-NEXT: [-1.5, 7.5]]
  %u = tensor.cast %first : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %last = lxt.softmax dimension(-1) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    lxt.yield %a : tensor<2x2xf32>
  }
  // sums [8, 12]; 4 * (6 - 4), 4 * (2 - 4); 3 * (5 - 6), 3 * (7 - 6)
  // NUM: {{^\[\[}}8, -8],
  // NUM-NEXT: [-3, 3]]
  %v = tensor.cast %last : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Two slices, each with its own sums.
func.func @leading() {
  %e = tensor.empty() : tensor<1x2xf32>
  %x = arith.constant dense<[[4.0, 4.0]]> : tensor<1x2xf32>
  %y = arith.constant dense<0.5> : tensor<1x2xf32>
  %r = arith.constant dense<[[[6.0, 2.0]], [[1.0, 0.0]]]> : tensor<2x1x2xf32>
  %rx = lxt.softmax ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<2x1x2xf32>) -> tensor<2x1x2xf32> {
    %0 = linalg.softmax dimension(1) ins(%a : tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // 4 * (6 - 4), 4 * (2 - 4); 4 * (1 - 0.5), 4 * (0 - 0.5)
  // NUM: {{^\[\[\[}}8, -8]],
  // NUM-NEXT: {{\[\[}}2, -2]]]
  %u = tensor.cast %rx : tensor<2x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Sizes that are known at run time only.
func.func @dynamic_region(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %r: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %rx = lxt.softmax ins(%a = %x : tensor<?x?xf32>) outs(%y : tensor<?x?xf32>) relevance(%r : tensor<?x?xf32>) -> tensor<?x?xf32> {
    %0 = linalg.softmax dimension(1) ins(%a : tensor<?x?xf32>) outs(%y : tensor<?x?xf32>) -> tensor<?x?xf32>
    lxt.yield %0 : tensor<?x?xf32>
  }
  return %rx : tensor<?x?xf32>
}
func.func @dynamic() {
  %x = arith.constant dense<[[4.0, 4.0]]> : tensor<1x2xf32>
  %y = arith.constant dense<0.5> : tensor<1x2xf32>
  %r = arith.constant dense<[[6.0, 2.0]]> : tensor<1x2xf32>
  %xd = tensor.cast %x : tensor<1x2xf32> to tensor<?x?xf32>
  %yd = tensor.cast %y : tensor<1x2xf32> to tensor<?x?xf32>
  %rd = tensor.cast %r : tensor<1x2xf32> to tensor<?x?xf32>
  %rx = call @dynamic_region(%xd, %yd, %rd) : (tensor<?x?xf32>, tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  // NUM: {{^\[\[}}8, -8]]
  %u = tensor.cast %rx : tensor<?x?xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @rows() : () -> ()
  call @masked() : () -> ()
  call @columns() : () -> ()
  call @dimension() : () -> ()
  call @leading() : () -> ()
  call @dynamic() : () -> ()
  return
}
