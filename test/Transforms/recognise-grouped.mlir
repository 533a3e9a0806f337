// Zero padding belongs to a convolution also where its groups are split behind it: rules that count inputs (flat,
// w-square) must not count it.
// RUN: lxt-opt %s --lxt-recognise | FileCheck %s
// RUN: lxt-opt %s --lxt-explain-pipeline="seed=output rules=kind:convolution=flat(epsilon=0.5)" \
// RUN:   | FileCheck %s --check-prefix=ONES

// CHECK-LABEL: func.func @main(
// CHECK:         lxt.layer <kind = convolution, op = "linalg.conv_2d_ngchw_gfchw"> ins(%[[X:.*]] = %arg0 : tensor<1x2x2x2xf32>) -> tensor<1x2x1x2x2xf32> {
// CHECK:           %[[P:.*]] = tensor.pad %[[X]]
// CHECK:           %[[E:.*]] = tensor.expand_shape %[[P]]
// CHECK:           linalg.conv_2d_ngchw_gfchw {{.*}}ins(%[[E]],
// CHECK:         lxt.layer <kind = movement, op = "tensor.collapse_shape">

// Ones are padded with zeros.
// ONES-LABEL: func.func @main_explain(
// ONES:         %[[ONE:.*]] = linalg.fill ins(%{{.*}} : f32) outs(%{{.*}} : tensor<1x2x2x2xf32>)
// ONES:         tensor.pad %[[ONE]]
func.func @main(%x: tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %c = arith.constant 0.0 : f32
  %w = arith.constant dense<2.0> : tensor<2x1x1x3x3xf32>
  %init = arith.constant dense<0.0> : tensor<1x2x1x2x2xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %c : f32
  } : tensor<1x2x2x2xf32> to tensor<1x2x4x4xf32>
  %q = tensor.expand_shape %p [[0], [1, 2], [3], [4]] output_shape [1, 2, 1, 4, 4] : tensor<1x2x4x4xf32> into tensor<1x2x1x4x4xf32>
  %0 = linalg.conv_2d_ngchw_gfchw ins(%q, %w : tensor<1x2x1x4x4xf32>, tensor<2x1x1x3x3xf32>) outs(%init : tensor<1x2x1x2x2xf32>) -> tensor<1x2x1x2x2xf32>
  %y = tensor.collapse_shape %0 [[0], [1, 2], [3], [4]] : tensor<1x2x1x2x2xf32> into tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}
