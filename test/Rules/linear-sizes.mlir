// A region may ask its input for its size: that is no use of the values.
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// The rows of @batch_matmul in linear-forms.mlir.
func.func @dynamic_dim(%x: tensor<?x3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>, %y: tensor<?x2xf32>, %r: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<?x3xf32>) outs(%y : tensor<?x2xf32>) relevance(%r : tensor<?x2xf32>) -> tensor<?x3xf32> {
    %c0 = arith.constant 0 : index
    %d = tensor.dim %a, %c0 : tensor<?x3xf32>
    %e = tensor.empty(%d) : tensor<?x2xf32>
    %f = linalg.broadcast ins(%b : tensor<2xf32>) outs(%e : tensor<?x2xf32>) dimensions = [0]
    %0 = linalg.matmul ins(%a, %w : tensor<?x3xf32>, tensor<3x2xf32>) outs(%f : tensor<?x2xf32>) -> tensor<?x2xf32>
    lxt.yield %0 : tensor<?x2xf32>
  }
  return %rx : tensor<?x3xf32>
}
func.func @main() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[1.0, -3.0]> : tensor<2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0], [0.0, 1.0, -1.0]]> : tensor<2x3xf32>
  %y = arith.constant dense<[[4.0, -6.0], [0.0, -2.0]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[6.0, 9.0], [6.0, 4.0]]> : tensor<2x2xf32>
  %xd = tensor.cast %x : tensor<2x3xf32> to tensor<?x3xf32>
  %yd = tensor.cast %y : tensor<2x2xf32> to tensor<?x2xf32>
  %rd = tensor.cast %r : tensor<2x2xf32> to tensor<?x2xf32>
  // CHECK: {{^\[\[}}2, 2, 6],
  // CHECK-NEXT: [{{-?}}0, 3, 2]]
  %rx = call @dynamic_dim(%xd, %w, %b, %yd, %rd) : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x3xf32>
  %u = tensor.cast %rx : tensor<?x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}
