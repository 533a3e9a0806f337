// The deconvnet rule: R_x = max(R, 0).
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// The region is not differentiated, and neither input nor result is read.
// CHECK-LABEL: @relu
// CHECK-SAME: (%[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>, %[[R:.*]]: tensor<4xf32>)
// CHECK: %[[ZERO:.*]] = arith.constant 0.0{{.*}} : f32
// CHECK-NOT: lxt.
// CHECK: %[[RX:.*]] = linalg.generic {{.*}} ins(%[[R]] : tensor<4xf32>)
// CHECK-NEXT: ^bb0(%[[RI:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[M:.*]] = arith.maximumf %[[RI]], %[[ZERO]] : f32
// CHECK-NEXT: linalg.yield %[[M]]
// CHECK-NOT: lxt.
// CHECK: return %[[RX]]
func.func @relu(%x: tensor<4xf32>, %y: tensor<4xf32>, %r: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %rx = lxt.deconvnet ins(%a = %x : tensor<4xf32>) outs(%y : tensor<4xf32>) relevance(%r : tensor<4xf32>) -> tensor<4xf32> {
    %0 = linalg.max ins(%a, %zero : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %0 : tensor<4xf32>
  }
  return %rx : tensor<4xf32>
}

func.func @signs() {
  %x = arith.constant dense<[-1.0, 2.0, 0.0, -4.0]> : tensor<4xf32>
  %y = arith.constant dense<[0.0, 2.0, 0.0, 0.0]> : tensor<4xf32>
  %r = arith.constant dense<[3.0, -2.0, 0.5, -1.0]> : tensor<4xf32>
  %rx = call @relu(%x, %y, %r) : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // NUM: {{^}}[3, 0, 0.5, 0]
  %u = tensor.cast %rx : tensor<4xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Two slices of relevance.
func.func @leading() {
  %x = arith.constant dense<[-1.0, 2.0]> : tensor<2xf32>
  %r = arith.constant dense<[[3.0, -2.0], [-0.5, 1.0]]> : tensor<2x2xf32>
  %rx = lxt.deconvnet ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  // NUM: {{^\[\[}}3, 0],
  // NUM-NEXT: [0, 1]]
  %u = tensor.cast %rx : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @signs() : () -> ()
  call @leading() : () -> ()
  return
}
