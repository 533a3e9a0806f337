// Bounds are tensors in the layout of the input, or with channels second as
// PyTorch has them, and broadcast to it.
// RUN: split-file %s %t
// RUN: lxt-opt %t/net.mlir --lxt-lower-rules | FileCheck %t/net.mlir
// RUN: lxt-opt %t/net.mlir --lxt-lower-rules --lxt-lower-vjp %to_llvm | %run_main | FileCheck %t/net.mlir --check-prefix=NUMBERS
// RUN: lxt-opt %t/errors.mlir --lxt-lower-rules --verify-diagnostics

//--- net.mlir
// CHECK-DAG: #[[SECOND:.*]] = affine_map<(d0, d1, d2, d3) -> (0, d3, 0, 0)>
// CHECK-DAG: #[[LAST:.*]] = affine_map<(d0, d1, d2, d3) -> (0, 0, 0, d3)>
// CHECK-LABEL: func.func private @convolution
// CHECK-DAG: %[[LOW:.*]] = arith.constant {{.*}} : tensor<1x2x1x1xf32>
// CHECK-DAG: %[[HIGH:.*]] = arith.constant {{.*}}3.0{{.*}} : tensor<1x1x1x2xf32>
// CHECK-DAG: linalg.generic {indexing_maps = [#[[SECOND]], {{.*}} ins(%[[LOW]] :
// CHECK-DAG: linalg.generic {indexing_maps = [#[[LAST]], {{.*}} ins(%[[HIGH]] :
func.func private @convolution(%x: tensor<1x1x2x2xf32>, %y: tensor<1x1x2x1xf32>, %r: tensor<1x1x2x1xf32>) -> tensor<1x1x2x2xf32> {
  %w = arith.constant dense<[[[[1.0, -1.0]]]]> : tensor<1x1x1x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x1x2x1xf32>
  %0 = lxt.z_box low(dense<[[[[-1.0]], [[-2.0]]]]> : tensor<1x2x1x1xf32>) high(dense<[[[[3.0, 4.0]]]]> : tensor<1x1x1x2xf32>) epsilon(1.0) ins(%a = %x : tensor<1x1x2x2xf32>) outs(%y : tensor<1x1x2x1xf32>) relevance(%r : tensor<1x1x2x1xf32>) -> tensor<1x1x2x2xf32> {
    %1 = linalg.conv_2d_nhwc_fhwc ins(%a, %w : tensor<1x1x2x2xf32>, tensor<1x1x1x2xf32>) outs(%b : tensor<1x1x2x1xf32>) -> tensor<1x1x2x1xf32>
    lxt.yield %1 : tensor<1x1x2x1xf32>
  }
  return %0 : tensor<1x1x2x2xf32>
}

func.func private @printMemrefF32(tensor<*xf32>)
func.func @main() {
  %x = arith.constant dense<[[[[1.0, 2.0], [3.0, -1.0]]]]> : tensor<1x1x2x2xf32>
  %y = arith.constant dense<[[[[-1.0], [4.0]]]]> : tensor<1x1x2x1xf32>
  %r = arith.constant dense<[[[[5.0], [10.0]]]]> : tensor<1x1x2x1xf32>
  // z = y - low_0 + high_1 = y + 5 = (4, 9); s = (5 / (4 + 1), 10 / (9 + 1)) = (1, 1).
  // Channel 0 gets s (x - low_0), channel 1 s (high_1 - x).
  // NUMBERS: [2, 2]
  // NUMBERS: [4, 5]
  %0 = call @convolution(%x, %y, %r) : (tensor<1x1x2x2xf32>, tensor<1x1x2x1xf32>, tensor<1x1x2x1xf32>) -> tensor<1x1x2x2xf32>
  %u = tensor.cast %0 : tensor<1x1x2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

//--- errors.mlir
func.func @convolution(%x: tensor<1x1x2x2xf32>, %y: tensor<1x1x2x1xf32>, %r: tensor<1x1x2x1xf32>) -> tensor<1x1x2x2xf32> {
  %w = arith.constant dense<[[[[1.0, -1.0]]]]> : tensor<1x1x1x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x1x2x1xf32>
  // expected-error @+1 {{'lxt.z_box' op has a tensor of bounds of type 'tensor<1x3x1x1xf32>', which does not broadcast to its input, 'tensor<1x1x2x2xf32>', also with channels second}}
  %0 = lxt.z_box low(dense<-1.0> : tensor<1x3x1x1xf32>) high(4.0) ins(%a = %x : tensor<1x1x2x2xf32>) outs(%y : tensor<1x1x2x1xf32>) relevance(%r : tensor<1x1x2x1xf32>) -> tensor<1x1x2x2xf32> {
    %1 = linalg.conv_2d_nhwc_fhwc ins(%a, %w : tensor<1x1x2x2xf32>, tensor<1x1x1x2xf32>) outs(%b : tensor<1x1x2x1xf32>) -> tensor<1x1x2x1xf32>
    lxt.yield %1 : tensor<1x1x2x1xf32>
  }
  return %0 : tensor<1x1x2x2xf32>
}
