// A batch norm becomes part of the linear layer before it.
// RUN: lxt-opt %s --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 | FileCheck %s --implicit-check-not="kind = batch_norm"

// The emptied norm that zennit leaves in place still divides by sqrt(1 + epsilon).
// RUN: lxt-opt %s --lxt-recognise --lxt-merge-batch-norm | FileCheck %s --check-prefix=RESIDUAL
// RESIDUAL-LABEL: func.func @dense(
// RESIDUAL-NOT:     0.99999
// RESIDUAL:         %[[Y:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %arg0 :
// RESIDUAL-NOT:     0.99999
// RESIDUAL:         %[[N:.*]] = lxt.layer <kind = batch_norm, op = "arith.subf"> ins(%[[A:.*]] = %[[Y]] : tensor<1x2xf64>) -> tensor<1x2xf64> {
// RESIDUAL-NEXT:      %[[S:.*]] = lxt.layer <kind = scale, op = "arith.subf"> ins(%[[B:.*]] = %[[A]] : tensor<1x2xf64>) -> tensor<1x2xf64> {
// RESIDUAL:             %[[P:.*]] = linalg.generic {{.*}} ins(%[[B]] :
// RESIDUAL:               %[[C:.*]] = arith.constant 0.9999950000374997{{[0-9]*}} : f64
// RESIDUAL-NEXT:          arith.mulf %{{.*}}, %[[C]]
// RESIDUAL:             lxt.yield %[[P]]
// RESIDUAL:           lxt.yield %[[S]]
// RESIDUAL:         return %[[N]]

// (1, 4) shrinks with it.
// RUN: lxt-opt %s --lxt-recognise --lxt-merge-batch-norm --lxt-lower-rules | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=DEFAULT
// DEFAULT: {{^\[\[}}0.999995, 3.99998]]
// RUN: lxt-opt %s --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 --lxt-lower-rules | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=NONE
// NONE: {{^\[\[}}1, 4]]
// RUN: lxt-opt %s --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=3 --lxt-lower-rules | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=THREE
// THREE: {{^\[\[}}0.5, 2]]

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
#id4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1, 0, 0)>

!m = tensor<1x2xf64>
!v = tensor<2xf64>

// Weight and bias are computed before the layer, of constants.
// CHECK-DAG: #[[ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[COL:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: func.func @dense(
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[}}1.000000e+00, 0.000000e+00], [1.000000e+00, 2.000000e+00]]>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[2.000000e+00, -1.000000e+00]>
// CHECK-DAG:     %[[MEAN:.*]] = arith.constant dense<[3.000000e+00, 1.000000e+00]>
// CHECK-DAG:     %[[SCALE:.*]] = arith.constant dense<[5.000000e-01, 2.000000e+00]>
// CHECK:         %[[SHIFT:.*]] = linalg.generic {{.*}} ins(%[[MEAN]] :
// CHECK:           arith.subf
// CHECK:         %[[SHIFT2:.*]] = linalg.generic {{.*}} ins(%[[SHIFT]], %[[SCALE]] :
// CHECK:           arith.mulf
// CHECK:         %[[BIAS:.*]] = linalg.generic {{.*}} ins(%[[B]], %[[SCALE]] :
// CHECK:           arith.mulf
// CHECK:         %[[BIAS2:.*]] = linalg.generic {{.*}} ins(%[[BIAS]], %[[SHIFT2]] :
// CHECK:           arith.addf
// CHECK:         %[[WEIGHT:.*]] = linalg.generic {indexing_maps = [#[[ID]], #[[COL]], #[[ID]]], {{.*}} ins(%[[W]], %[[SCALE]] :
// CHECK:           arith.mulf
// CHECK:         %[[Y:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%[[A:.*]] = %arg0 : tensor<1x2xf64>) -> tensor<1x2xf64> {
// CHECK:           %[[ZERO:.*]] = linalg.fill
// CHECK:           %[[P:.*]] = linalg.matmul ins(%[[A]], %[[WEIGHT]] : {{.*}} outs(%[[ZERO]] :
// CHECK:           %[[S:.*]] = linalg.generic {indexing_maps = [#[[ID]], #[[COL]], #[[ID]]], {{.*}} ins(%[[P]], %[[BIAS2]] :
// CHECK:             arith.addf
// CHECK:           lxt.yield %[[S]]
// CHECK:         return %[[Y]]
func.func @dense(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf64>
  %init = arith.constant dense<0.0> : !m
  %b = arith.constant dense<[2.0, -1.0]> : !v
  %mean = arith.constant dense<[3.0, 1.0]> : !v
  %scale = arith.constant dense<[0.5, 2.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf64>) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id, #col, #id] ins(%0, %b : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%1, %mean : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%2, %scale : !m, !v) outs(%e : !m) -> !m
  return %3 : !m
}

// The padding stays; the bias in the destination gives way to zeros. The norm's
// constants come after the convolution, and are moved before it.
// CHECK-LABEL: func.func @convolution(
// CHECK-DAG:     %[[SCALE:.*]] = arith.constant dense<{{\[\[\[}}3.000000e+00]], {{\[\[}}4.000000e+00]]]>
// CHECK-DAG:     %[[C:.*]] = tensor.collapse_shape %[[SCALE]] {{\[\[}}0, 1, 2]] : tensor<2x1x1xf32> into tensor<2xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[5.000000e+00, 6.000000e+00]>
// CHECK:         %[[BIAS:.*]] = linalg.generic {{.*}} ins(%[[B]],
// CHECK:         %[[BIAS2:.*]] = linalg.generic {{.*}} ins(%[[BIAS]],
// CHECK:         %[[W:.*]] = linalg.generic {{.*}} ins(%{{.*}}, %[[C]] : tensor<2x1x3x3xf32>, tensor<2xf32>)
// CHECK:         lxt.layer <kind = convolution, op = "linalg.conv_2d_nchw_fchw"> ins(%[[A:.*]] = %arg0 :
// CHECK:           %[[PAD:.*]] = tensor.pad %[[A]]
// CHECK:           %[[ZERO:.*]] = linalg.fill
// CHECK:           %[[P:.*]] = linalg.conv_2d_nchw_fchw {{.*}}ins(%[[PAD]], %[[W]] : {{.*}} outs(%[[ZERO]] :
// CHECK:           %[[S:.*]] = linalg.generic {{.*}} ins(%[[P]], %[[BIAS2]] :
// CHECK:             arith.addf
// CHECK:           lxt.yield %[[S]]
// CHECK:         lxt.layer <kind = activation
// CHECK:         return
func.func @convolution(%x: tensor<1x1x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x1x4x4xf32> to tensor<1x1x6x6xf32>
  %w = arith.constant dense<0.5> : tensor<2x1x3x3xf32>
  %b = arith.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %e = tensor.empty() : tensor<1x2x4x4xf32>
  %init = linalg.broadcast ins(%b : tensor<2xf32>) outs(%e : tensor<1x2x4x4xf32>) dimensions = [0, 2, 3]
  %0 = linalg.conv_2d_nchw_fchw ins(%padded, %w : tensor<1x1x6x6xf32>, tensor<2x1x3x3xf32>) outs(%init : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  %mean = arith.constant dense<[[[1.0]], [[2.0]]]> : tensor<2x1x1xf32>
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id4, #channel, #id4] ins(%0, %mean : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  %scale = arith.constant dense<[[[3.0]], [[4.0]]]> : tensor<2x1x1xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id4, #channel, #id4] ins(%1, %scale : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  %3 = linalg.tanh ins(%2 : tensor<1x2x4x4xf32>) outs(%e : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  return %3 : tensor<1x2x4x4xf32>
}

// In a residual block the addition stays what it is, and so does what it reads.
// CHECK-LABEL: func.func @residual(
// CHECK:         %[[Y:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[SUM:.*]] = lxt.layer <kind = sum, op = "arith.addf"> ins(%{{.*}} = %[[Y]] : tensor<1x2xf64>, %{{.*}} = %arg0 : tensor<1x2xf64>)
// CHECK:         return %[[SUM]]
func.func @residual(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf64>
  %init = arith.constant dense<0.0> : !m
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf64>) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%0, %c : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%1, %c : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.add ins(%2, %x : !m, !m) outs(%e : !m) -> !m
  return %3 : !m
}

// A transpose in between stays, after the layer.
// CHECK-LABEL: func.func @transposed(
// CHECK:         %[[W:.*]] = linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<1x1x1x2xf32>, tensor<2xf32>)
// CHECK:         %[[Y:.*]] = lxt.layer <kind = convolution
// CHECK:           linalg.conv_2d_nhwc_hwcf ins(%{{.*}}, %[[W]] :
// CHECK:         %[[T:.*]] = lxt.layer <kind = movement, op = "linalg.transpose"> ins(%{{.*}} = %[[Y]] :
// CHECK:         return %[[T]]
func.func @transposed(%x: tensor<1x4x4x1xf32>) -> tensor<1x2x4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<0.5> : tensor<1x1x1x2xf32>
  %e = tensor.empty() : tensor<1x4x4x2xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %0 = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x4x4x1xf32>, tensor<1x1x1x2xf32>) outs(%init : tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %c = arith.constant dense<[[[1.0]], [[2.0]]]> : tensor<2x1x1xf32>
  %e1 = tensor.empty() : tensor<1x2x4x4xf32>
  %t = linalg.transpose ins(%0 : tensor<1x4x4x2xf32>) outs(%e1 : tensor<1x2x4x4xf32>) permutation = [0, 3, 1, 2]
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id4, #channel, #id4] ins(%t, %c : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e1 : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id4, #channel, #id4] ins(%1, %c : tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) outs(%e1 : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  return %2 : tensor<1x2x4x4xf32>
}

// x w + b = (5, 3), minus the mean (2, 2), times the scale (1, 4).
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func @main() {
  %x = arith.constant dense<[[1.0, 2.0]]> : !m
  %0 = call @dense(%x) : (!m) -> !m
  %1 = tensor.cast %0 : !m to tensor<*xf64>
  call @printMemrefF64(%1) : (tensor<*xf64>) -> ()
  return
}
