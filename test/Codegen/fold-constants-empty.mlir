// A constant without elements, which has no bytes, beside one that is folded.
// RUN: lxt-opt %s --lxt-fold-constants | FileCheck %s
// RUN: lxt-opt %s --lxt-codegen-cpu-pipeline | FileCheck %s --check-prefix=LLVM
// LLVM: llvm.func @model_forward

// CHECK-LABEL: func.func @main(
// CHECK:         %[[W:.*]] = arith.constant dense<[-1.000000e+00, 2.000000e+00]> : tensor<2xf32>
// CHECK:         return {{.*}}, %[[W]] : tensor<0x3xf32>, tensor<2xf32>
func.func @main() -> (tensor<0x3xf32>, tensor<2xf32>) {
  %none = arith.constant dense<> : tensor<0x3xf32>
  %w = arith.constant dense<[1.0, -2.0]> : tensor<2xf32>
  %e = tensor.empty() : tensor<0x3xf32>
  %f = tensor.empty() : tensor<2xf32>
  %0 = linalg.exp ins(%none : tensor<0x3xf32>) outs(%e : tensor<0x3xf32>) -> tensor<0x3xf32>
  %1 = linalg.negf ins(%w : tensor<2xf32>) outs(%f : tensor<2xf32>) -> tensor<2xf32>
  return %0, %1 : tensor<0x3xf32>, tensor<2xf32>
}
