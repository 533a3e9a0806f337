// Two constants are one bias: its parts are those of the sum, not sums of parts.
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// The dense layer of linear-forms.mlir: 3 - 2 = 1 and -4 + 1 = -3.
func.func @two_biases() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[3.0, -4.0]]> : tensor<1x2xf32>
  %c = arith.constant dense<[[-2.0, 1.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[6.0, 9.0]]> : tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    %1 = linalg.add ins(%0, %c : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %1 : tensor<1x2xf32>
  }
  // CHECK: {{^\[\[}}2, 2, 6]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @two_biases() : () -> ()
  return
}
