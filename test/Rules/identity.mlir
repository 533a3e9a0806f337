// The identity rule: R_x = R, summed over broadcasts.
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// The relevance itself, whatever the region computes; its values may be
// infinite or 0.
// CHECK-LABEL: @activation
// CHECK: %[[R:.*]] = arith.constant dense<[3.0{{.*}}, -2.0{{.*}}]>
// CHECK-NEXT: tensor.cast %[[R]]
func.func @activation() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[0.0, 0xFF800000]> : tensor<2xf32>
  %y = arith.constant dense<[1.0, 0.0]> : tensor<2xf32>
  %r = arith.constant dense<[3.0, -2.0]> : tensor<2xf32>
  %rx = lxt.identity ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.exp ins(%a : tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // NUM: {{^}}[3, -2]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// An op without a vector-Jacobian product can have the rule.
func.func @no_model() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = arith.constant dense<[5.0, 7.0]> : tensor<2xf32>
  %r = arith.constant dense<[3.0, -2.0]> : tensor<2xf32>
  %rx = lxt.identity ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = scf.for %i = %c0 to %c1 step %c1 iter_args(%t = %a) -> tensor<2xf32> {
      scf.yield %t : tensor<2xf32>
    }
    lxt.yield %0 : tensor<2xf32>
  }
  // NUM: {{^}}[3, -2]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Broadcast along a new first dimension, by two ops; by one op along the last,
// as a dimension of size 1; and transposed.
func.func @broadcast() {
  %e = tensor.empty() : tensor<2x2xf32>
  %zero = arith.constant dense<0.0> : tensor<2x2xf32>
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %y = arith.constant dense<1.0> : tensor<2x2xf32>
  %r = arith.constant dense<[[1.0, 2.0], [3.0, -4.0]]> : tensor<2x2xf32>
  %first = lxt.identity ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2xf32> {
    %0 = linalg.broadcast ins(%a : tensor<2xf32>) outs(%e : tensor<2x2xf32>) dimensions = [0]
    %1 = linalg.exp ins(%0 : tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %1 : tensor<2x2xf32>
  }
  // NUM: {{^}}[4, -2]
  %u = tensor.cast %first : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %column = arith.constant dense<1.0> : tensor<2x1xf32>
  %last = lxt.identity ins(%a = %column : tensor<2x1xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x1xf32> {
    %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, 0)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
           ins(%a : tensor<2x1xf32>) outs(%e : tensor<2x2xf32>) {
    ^bb0(%p: f32, %o: f32):
      %s = math.tanh %p : f32
      linalg.yield %s : f32
    } -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  // NUM: {{^\[\[}}3],
  // NUM-NEXT: [-1]]
  %v = tensor.cast %last : tensor<2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()

  %transposed = lxt.identity ins(%a = %y : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.transpose ins(%a : tensor<2x2xf32>) outs(%e : tensor<2x2xf32>) permutation = [1, 0]
    lxt.yield %0 : tensor<2x2xf32>
  }
  // NUM: {{^\[\[}}1, 3],
  // NUM-NEXT: [2, -4]]
  %w = tensor.cast %transposed : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%w) : (tensor<*xf32>) -> ()
  return
}

// Two slices, summed over the rows each.
func.func @leading() {
  %e = tensor.empty() : tensor<2x2xf32>
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %y = arith.constant dense<1.0> : tensor<2x2xf32>
  %r = arith.constant dense<[[[1.0, 2.0], [3.0, -4.0]], [[0.0, 1.0], [1.0, 2.0]]]> : tensor<2x2x2xf32>
  %rx = lxt.identity ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.broadcast ins(%a : tensor<2xf32>) outs(%e : tensor<2x2xf32>) dimensions = [0]
    lxt.yield %0 : tensor<2x2xf32>
  }
  // NUM: {{^\[\[}}4, -2],
  // NUM-NEXT: [1, 3]]
  %u = tensor.cast %rx : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// A cast changes the relevance's type with the data's.
// CHECK-LABEL: @cast
// CHECK: arith.extf %{{.*}} : f16 to f32
func.func @cast() {
  %e = tensor.empty() : tensor<2xf16>
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %y = arith.constant dense<1.0> : tensor<2xf16>
  %r = arith.constant dense<[3.0, -2.5]> : tensor<2xf16>
  %rx = lxt.identity ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf16>) relevance(%r : tensor<2xf16>) -> tensor<2xf32> {
    %0 = arith.truncf %a : tensor<2xf32> to tensor<2xf16>
    lxt.yield %0 : tensor<2xf16>
  }
  // NUM: {{^}}[3, -2.5]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// In f16 and bf16 the sum over a broadcast is taken in f32: 2049 is no number
// of f16, and 257 none of bf16, so that adding in them would lose 1.
// CHECK-LABEL: @small_types
// CHECK: %[[WIDE:.*]] = arith.extf %{{.*}} : f16 to f32
// CHECK: arith.addf %{{.*}}, %[[WIDE]] : f32
// CHECK: arith.truncf %{{.*}} : f32 to f16
// CHECK: arith.extf %{{.*}} : bf16 to f32
// CHECK: arith.truncf %{{.*}} : f32 to bf16
func.func @small_types() {
  %x = arith.constant dense<1.0> : tensor<1xf16>
  %y = arith.constant dense<1.0> : tensor<3xf16>
  %r = arith.constant dense<[2048.0, 1.0, 1.0]> : tensor<3xf16>
  %rx = lxt.identity ins(%a = %x : tensor<1xf16>) outs(%y : tensor<3xf16>) relevance(%r : tensor<3xf16>) -> tensor<1xf16> {
    %0 = tensor.concat dim(0) %a, %a, %a : (tensor<1xf16>, tensor<1xf16>, tensor<1xf16>) -> tensor<3xf16>
    lxt.yield %0 : tensor<3xf16>
  }
  // NUM: {{^}}[2050]
  %wide = arith.extf %rx : tensor<1xf16> to tensor<1xf32>
  %u = tensor.cast %wide : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  %xb = arith.constant dense<1.0> : tensor<1xbf16>
  %yb = arith.constant dense<1.0> : tensor<3xbf16>
  %rb = arith.constant dense<[256.0, 1.0, 1.0]> : tensor<3xbf16>
  %rxb = lxt.identity ins(%a = %xb : tensor<1xbf16>) outs(%yb : tensor<3xbf16>) relevance(%rb : tensor<3xbf16>) -> tensor<1xbf16> {
    %0 = tensor.concat dim(0) %a, %a, %a : (tensor<1xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<3xbf16>
    lxt.yield %0 : tensor<3xbf16>
  }
  // NUM: {{^}}[258]
  %wideb = arith.extf %rxb : tensor<1xbf16> to tensor<1xf32>
  %v = tensor.cast %wideb : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @activation() : () -> ()
  call @no_model() : () -> ()
  call @broadcast() : () -> ()
  call @leading() : () -> ()
  call @cast() : () -> ()
  call @small_types() : () -> ()
  return
}
