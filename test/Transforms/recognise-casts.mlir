// Linear layers, sums and average pools that compute in a wider type than their
// operands'. There are no layers but those that are listed.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer
// RUN: lxt-opt %s --lxt-recognise | FileCheck %s --check-prefix=BODY

// Of x = (1, 2; 4, 9) the mean is 4, and so is the seed: x_i / 4 * 4 / (4 + 4).
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=pool seed=output rules=kind:average_pool=norm(epsilon=4)" \
// RUN:   | sed '/^module {$/r %S/Inputs/casts-main.mlir' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=NUMBERS
// NUMBERS:      {{^\[\[\[\[}}0.125],
// NUMBERS-NEXT: {{^ *\[}}0.25]],
// NUMBERS-NEXT: {{^ *\[\[}}0.5],
// NUMBERS-NEXT: {{^ *\[}}1.125]]]]

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>
#vector = affine_map<(d0) -> (d0)>

//===----------------------------------------------------------------------===//
// Linear layers
//===----------------------------------------------------------------------===//

// The bias is added behind a cast, and both are inside.
// CHECK-LABEL: func.func @bias(
// CHECK:         lxt.layer <kind = dense, op = "linalg.matmul"> ins(%[[A:.*]] = %arg0 : tensor<3x8xf16>) -> tensor<3x6xf16> {
// CHECK-NEXT:      %[[P:.*]] = linalg.matmul ins(%[[A]], %{{.*}} : tensor<3x8xf16>, tensor<8x6xf16>)
// CHECK-NEXT:      %[[T:.*]] = linalg.generic {{.*}} ins(%[[P]] : tensor<3x6xf32>) outs(%{{.*}} : tensor<3x6xf16>)
// CHECK:             arith.truncf
// CHECK:           %[[Y:.*]] = linalg.generic {{.*}} ins(%[[T]], %{{.*}} : tensor<3x6xf16>, tensor<6xf16>)
// CHECK:             arith.addf
// CHECK:           lxt.yield %[[Y]]
func.func @bias(%x: tensor<3x8xf16>) -> tensor<3x6xf16> {
  %w = arith.constant dense<0.5> : tensor<8x6xf16>
  %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf16>
  %init = arith.constant dense<0.0> : tensor<3x6xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<3x8xf16>, tensor<8x6xf16>) outs(%init : tensor<3x6xf32>) -> tensor<3x6xf32>
  %1 = arith.truncf %0 : tensor<3x6xf32> to tensor<3x6xf16>
  %e = tensor.empty() : tensor<3x6xf16>
  %2 = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]}
    ins(%1, %b : tensor<3x6xf16>, tensor<6xf16>) outs(%e : tensor<3x6xf16>) {
  ^bb0(%in: f16, %bias: f16, %out: f16):
    %3 = arith.addf %in, %bias : f16
    linalg.yield %3 : f16
  } -> tensor<3x6xf16>
  return %2 : tensor<3x6xf16>
}

// Reshapes and casts alternate, and the bias is itself cast: that is a constant
// outside.
// CHECK-LABEL: func.func @mixed(
// CHECK:         %[[B:.*]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<6xf32>)
// CHECK:           arith.truncf
// CHECK:         lxt.layer <kind = dense, op = "linalg.batch_matmul"> ins(%{{.*}} = %arg0 : tensor<1x3x8xf32>) -> tensor<3x6xbf16> {
// CHECK-NEXT:      linalg.batch_matmul
// CHECK-NEXT:      tensor.collapse_shape
// CHECK:           arith.truncf
// CHECK:           linalg.generic {{.*}} ins(%{{.*}}, %[[B]] : tensor<3x6xbf16>, tensor<6xbf16>)
// CHECK:             arith.addf
// CHECK:           lxt.yield
func.func @mixed(%x: tensor<1x3x8xf32>) -> tensor<3x6xbf16> {
  %w = arith.constant dense<0.5> : tensor<1x8x6xf32>
  %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf32>
  %init = arith.constant dense<0.0> : tensor<1x3x6xf32>
  %eb = tensor.empty() : tensor<6xbf16>
  %half = linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%b : tensor<6xf32>) outs(%eb : tensor<6xbf16>) {
  ^bb0(%in: f32, %out: bf16):
    %4 = arith.truncf %in : f32 to bf16
    linalg.yield %4 : bf16
  } -> tensor<6xbf16>
  %0 = linalg.batch_matmul ins(%x, %w : tensor<1x3x8xf32>, tensor<1x8x6xf32>) outs(%init : tensor<1x3x6xf32>) -> tensor<1x3x6xf32>
  %1 = tensor.collapse_shape %0 [[0, 1], [2]] : tensor<1x3x6xf32> into tensor<3x6xf32>
  %2 = arith.truncf %1 : tensor<3x6xf32> to tensor<3x6xbf16>
  %e = tensor.empty() : tensor<3x6xbf16>
  %3 = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]}
    ins(%2, %half : tensor<3x6xbf16>, tensor<6xbf16>) outs(%e : tensor<3x6xbf16>) {
  ^bb0(%in: bf16, %bias: bf16, %out: bf16):
    %4 = arith.addf %in, %bias : bf16
    linalg.yield %4 : bf16
  } -> tensor<3x6xbf16>
  return %3 : tensor<3x6xbf16>
}

// A cast with no bias behind it is a layer of its own.
// CHECK-LABEL: func.func @no_bias(
// CHECK:         %[[P:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %arg0 :
// CHECK-NEXT:      linalg.matmul
// CHECK-NEXT:      lxt.yield
// CHECK:         lxt.layer <kind = scale, op = "arith.truncf"> ins(%{{.*}} = %[[P]] :
func.func @no_bias(%x: tensor<3x8xf16>) -> tensor<3x6xf16> {
  %w = arith.constant dense<0.5> : tensor<8x6xf16>
  %init = arith.constant dense<0.0> : tensor<3x6xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<3x8xf16>, tensor<8x6xf16>) outs(%init : tensor<3x6xf32>) -> tensor<3x6xf32>
  %1 = arith.truncf %0 : tensor<3x6xf32> to tensor<3x6xf16>
  return %1 : tensor<3x6xf16>
}

//===----------------------------------------------------------------------===//
// Pools
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @pool(
// CHECK:         %[[Y:.*]] = lxt.layer <kind = average_pool, op = "linalg.pooling_nhwc_sum"> ins(%[[A:.*]] = %arg0 : tensor<1x2x2x1xf16>) -> tensor<1x1x1x1xf32> {
// CHECK-NEXT:      linalg.pooling_nhwc_sum {{.*}} ins(%[[A]], %{{.*}} : tensor<1x2x2x1xf16>, tensor<2x2xf32>)
// CHECK:           arith.divf
// CHECK:           lxt.yield
// CHECK:         lxt.layer <kind = scale, op = "arith.truncf"> ins(%{{.*}} = %[[Y]] :
func.func @pool(%x: tensor<1x2x2x1xf16>) -> tensor<1x1x1x1xf16> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf16>}> : () -> tensor<1xf16>
  %0 = tosa.avg_pool2d %x, %z, %z {acc_type = f32, kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}
    : (tensor<1x2x2x1xf16>, tensor<1xf16>, tensor<1xf16>) -> tensor<1x1x1x1xf16>
  return %0 : tensor<1x1x1x1xf16>
}

// CHECK-LABEL: func.func @padded_pool(
// CHECK:         lxt.layer <kind = average_pool, op = "linalg.pooling_nhwc_sum"> ins(%[[A:.*]] = %arg0 : tensor<1x8x8x3xbf16>) -> tensor<1x8x8x3xf32> {
// CHECK-NEXT:      tensor.pad %[[A]]
// CHECK:           linalg.pooling_nhwc_sum
// CHECK:           arith.divf
// CHECK:         lxt.layer <kind = scale, op = "arith.truncf">
func.func @padded_pool(%x: tensor<1x8x8x3xbf16>) -> tensor<1x8x8x3xbf16> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xbf16>}> : () -> tensor<1xbf16>
  %0 = tosa.avg_pool2d %x, %z, %z {acc_type = f32, kernel = array<i64: 3, 3>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}
    : (tensor<1x8x8x3xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<1x8x8x3xbf16>
  return %0 : tensor<1x8x8x3xbf16>
}

// CHECK-LABEL: func.func @pools(
// CHECK:         lxt.layer <kind = average_pool, op = "linalg.pooling_nchw_sum"> ins(%{{.*}} = %arg0 : tensor<1x3x8x8xf16>) -> tensor<1x3x4x4xf32> {
// CHECK:           arith.divf
// CHECK:           lxt.yield
// CHECK:         lxt.layer <kind = selection, op = "linalg.pooling_nchw_max"> ins(%{{.*}} = %arg0 : tensor<1x3x8x8xf16>) -> tensor<1x3x4x4xf32> {
func.func @pools(%x: tensor<1x3x8x8xf16>) -> (tensor<1x3x4x4xf32>, tensor<1x3x4x4xf32>) {
  %four = arith.constant dense<4.0> : tensor<1x3x4x4xf32>
  %init = arith.constant dense<0.0> : tensor<1x3x4x4xf32>
  %low = arith.constant dense<0xFF800000> : tensor<1x3x4x4xf32>
  %window = tensor.empty() : tensor<2x2xf16>
  %0 = linalg.pooling_nchw_sum {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
    ins(%x, %window : tensor<1x3x8x8xf16>, tensor<2x2xf16>) outs(%init : tensor<1x3x4x4xf32>) -> tensor<1x3x4x4xf32>
  %1 = arith.divf %0, %four : tensor<1x3x4x4xf32>
  %2 = linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
    ins(%x, %window : tensor<1x3x8x8xf16>, tensor<2x2xf16>) outs(%low : tensor<1x3x4x4xf32>) -> tensor<1x3x4x4xf32>
  return %1, %2 : tensor<1x3x4x4xf32>, tensor<1x3x4x4xf32>
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

// Normalising takes the cast out of the body, but the sum is recognised with it,
// too. A sum of squares is something else.
// CHECK-LABEL: func.func @sums(
// CHECK:         %[[F:.*]] = lxt.layer <kind = scale, op = "arith.extf"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = reduction, op = "linalg.generic"> ins(%{{.*}} = %[[F]] :
// CHECK:         %[[S:.*]] = lxt.layer <kind = activation, op = "arith.mulf"> ins(%{{.*}} = %[[F]] :
// CHECK:         lxt.layer <kind = reduction, op = "linalg.generic"> ins(%{{.*}} = %[[S]] :
// BODY-LABEL: func.func @sums(
// BODY:         lxt.layer <kind = reduction, op = "linalg.generic"> ins(%{{.*}} = %arg0 : tensor<2x4xf16>) -> tensor<2xf32> {
// BODY:           arith.extf
// BODY:           arith.addf
// BODY:         lxt.layer <op = "linalg.generic"> ins(%{{.*}} = %arg0 : tensor<2x4xf16>) -> tensor<2xf32> {
func.func @sums(%x: tensor<2x4xf16>) -> (tensor<2xf32>, tensor<2xf32>) {
  %zero = arith.constant dense<0.0> : tensor<2xf32>
  %0 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<2x4xf16>) outs(%zero : tensor<2xf32>) {
  ^bb0(%in: f16, %out: f32):
    %2 = arith.extf %in : f16 to f32
    %3 = arith.addf %2, %out : f32
    linalg.yield %3 : f32
  } -> tensor<2xf32>
  %1 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<2x4xf16>) outs(%zero : tensor<2xf32>) {
  ^bb0(%in: f16, %out: f32):
    %2 = arith.extf %in : f16 to f32
    %3 = arith.mulf %2, %2 : f32
    %4 = arith.addf %3, %out : f32
    linalg.yield %4 : f32
  } -> tensor<2xf32>
  return %0, %1 : tensor<2xf32>, tensor<2xf32>
}
