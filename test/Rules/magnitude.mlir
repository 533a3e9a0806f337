// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp %to_llvm | %run_main | FileCheck %s --check-prefix=NUMBERS

// Input, weight and bias lose their signs; the weight stays the constant of one
// evaluation and one transposed one.
// CHECK-LABEL: func.func private @dense
// CHECK-SAME: (%[[X:.*]]: tensor<1x2xf32>, %[[Y:.*]]: tensor<1x2xf32>, %[[R:.*]]: tensor<1x2xf32>)
// CHECK: %[[AX:.*]] = linalg.generic {{.*}} ins(%[[X]] : tensor<1x2xf32>)
// CHECK-NEXT: ^bb0(%[[V:.*]]: f32, %{{.*}}: f32):
// CHECK:   %[[P:.*]] = arith.maximumf %[[V]], %{{.*}} : f32
// CHECK: %[[N:.*]] = arith.minimumf %[[V]], %{{.*}} : f32
// CHECK: %[[M:.*]] = arith.mulf %[[N]], %{{.*}} : f32
// CHECK: arith.addf %[[P]], %[[M]] : f32
// CHECK: %[[Z:.*]] = linalg.matmul ins(%[[AX]], %[[AW:.*]] : tensor<1x2xf32>, tensor<2x2xf32>) outs(%[[AB:.*]] :
// CHECK: %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Z]] :
// CHECK: arith.divf
// CHECK: %[[G:.*]] = lxt.vjp ins(%{{.*}} = %[[AX]] : tensor<1x2xf32>) cotangents(%[[S]] : tensor<1x2xf32>)
// CHECK: linalg.matmul ins(%{{.*}}, %[[AW]] :
// CHECK: linalg.generic {{.*}} ins(%[[AX]], %[[G]] :
func.func private @dense(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, -2.0], [-3.0, 1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[0.0, -1.0]]> : tensor<1x2xf32>
  %0 = lxt.magnitude epsilon(1.0) ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %1 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %1 : tensor<1x2xf32>
  }
  return %0 : tensor<1x2xf32>
}

// The same without the bias.
func.func private @without_bias(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, -2.0], [-3.0, 1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[0.0, -1.0]]> : tensor<1x2xf32>
  %0 = lxt.magnitude epsilon(1.0) zero_params<bias> ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %1 = linalg.matmul ins(%a, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %1 : tensor<1x2xf32>
  }
  return %0 : tensor<1x2xf32>
}

func.func private @printMemrefF32(tensor<*xf32>)
func.func @main() {
  %x = arith.constant dense<[[3.0, -1.0]]> : tensor<1x2xf32>
  %y = arith.constant dense<[[6.0, -8.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[7.0, 27.0]]> : tensor<1x2xf32>
  // |x| |W| + |b| = (3 + 3, 6 + 1 + 1) = (6, 8); s = (7 / 7, 27 / 9) = (1, 3);
  // |x| * (s |W|^T) = (3 (1 + 6), 1 (3 + 3)).
  // NUMBERS: [21, 6]
  %0 = call @dense(%x, %y, %r) : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %u = tensor.cast %0 : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // (6, 7); s = (1, 27 / 8); (3 (1 + 6.75), 3 + 3.375).
  // NUMBERS: [23.25, 6.375]
  %1 = call @without_bias(%x, %y, %r) : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %v = tensor.cast %1 : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}
