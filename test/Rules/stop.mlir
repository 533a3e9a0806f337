// The stop rule: R_x = 0.
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// The region is not differentiated; two leading dimensions go before every
// input's own shape.
// CHECK-LABEL: @stop
// CHECK-NOT: lxt.
// CHECK: linalg.fill {{.*}} outs(%{{.*}} : tensor<2x1x2xf32>)
// CHECK-NOT: lxt.
// CHECK: linalg.fill {{.*}} outs(%{{.*}} : tensor<2x1xf32>)
// CHECK-NOT: lxt.
func.func @stop() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %z = arith.constant dense<1.0> : tensor<f32>
  %r = arith.constant dense<[[[3.0, 0x7FC00000]], [[1.0, 2.0]]]> : tensor<2x1x2xf32>
  %rx, %rz = lxt.stop ins(%a = %x : tensor<2xf32>, %b = %z : tensor<f32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2x1x2xf32>)
               -> (tensor<2x1x2xf32>, tensor<2x1xf32>) {
    %0 = linalg.broadcast ins(%b : tensor<f32>) outs(%e : tensor<2xf32>) dimensions = [0]
    %1 = linalg.mul ins(%a, %0 : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %1 : tensor<2xf32>
  }
  // NUM: {{^\[\[\[}}0, 0]],
  // NUM-NEXT: {{\[\[}}0, 0]]]
  // NUM: {{^\[\[}}0],
  // NUM-NEXT: [0]]
  %u = tensor.cast %rx : tensor<2x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rz : tensor<2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @stop() : () -> ()
  return
}
