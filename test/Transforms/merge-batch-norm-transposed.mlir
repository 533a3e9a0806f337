// Batch norms behind transposed convolutions. Every result is exact, folded or not.
// RUN: lxt-opt %s --lxt-normalise | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.before
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 --lxt-lower-rules \
// RUN:   | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.after
// RUN: diff %t.before %t.after
// RUN: FileCheck %s --input-file %t.after --check-prefix=NUMBERS

// RUN: lxt-opt %s --verify-diagnostics --lxt-normalise --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 \
// RUN:   | FileCheck %s --implicit-check-not="kind = batch_norm"

#id = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1)>

!image = tensor<1x2x2x1xf32>
!v3 = tensor<3xf32>
!v4 = tensor<1x1x1x3xf32>

// As linalg exports write it, with zeros between the elements.
// CHECK-LABEL: func.func private @linalg(
// CHECK:         %[[WEIGHT:.*]] = linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<2x1x1x3xf32>, tensor<2xf32>)
// CHECK:         %[[Y:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_nchw_fchw"> ins(%[[A:.*]] = %arg0 :
// CHECK:           %[[IN:.*]] = tensor.insert_slice %[[A]] into
// CHECK:           linalg.conv_2d_nchw_fchw {{.*}}ins(%[[IN]], %[[WEIGHT]] :
// CHECK-NOT:     lxt.layer
// CHECK:         return %[[Y]]
// x = (1, 2), weights (1, -2, 3) and (2, 1, -1): z = (1, -2, 3 + 2, -4, 6) + 1 and (2, 1, -1 + 4, 2, -2) - 3,
// minus the mean (0, -3, 4, -5, 5) and (0.5, -0.5, 1.5, 0.5, -3.5), times (0.5, 4).
// NUMBERS:      {{^\[\[\[\[}}0, -1.5, 2, -2.5, 2.5]],
// NUMBERS-NEXT: {{^ *\[\[}}2, -2, 6, 2, -14]]]]
func.func private @linalg(%x: tensor<1x1x1x2xf32>) -> tensor<1x2x1x5xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[3.0, -2.0, 1.0]]], [[[-1.0, 1.0, 2.0]]]]> : tensor<2x1x1x3xf32>
  %b = arith.constant dense<[1.0, -3.0]> : tensor<2xf32>
  %mean = arith.constant dense<[2.0, -1.5]> : tensor<2xf32>
  %scale = arith.constant dense<[0.5, 4.0]> : tensor<2xf32>
  %e0 = tensor.empty() : tensor<1x1x1x7xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%e0 : tensor<1x1x1x7xf32>) -> tensor<1x1x1x7xf32>
  %0 = tensor.insert_slice %x into %zeros[0, 0, 0, 2] [1, 1, 1, 2] [1, 1, 1, 2] : tensor<1x1x1x2xf32> into tensor<1x1x1x7xf32>
  %e = tensor.empty() : tensor<1x2x1x5xf32>
  %init = linalg.broadcast ins(%b : tensor<2xf32>) outs(%e : tensor<1x2x1x5xf32>) dimensions = [0, 2, 3]
  %1 = linalg.conv_2d_nchw_fchw ins(%0, %w : tensor<1x1x1x7xf32>, tensor<2x1x1x3xf32>) outs(%init : tensor<1x2x1x5xf32>) -> tensor<1x2x1x5xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #channel, #id] ins(%1, %mean : tensor<1x2x1x5xf32>, tensor<2xf32>) outs(%e : tensor<1x2x1x5xf32>) -> tensor<1x2x1x5xf32>
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #channel, #id] ins(%2, %scale : tensor<1x2x1x5xf32>, tensor<2xf32>) outs(%e : tensor<1x2x1x5xf32>) -> tensor<1x2x1x5xf32>
  return %3 : tensor<1x2x1x5xf32>
}

// The lowering of TOSA computes the three channels once for each of the 2 * 2
// positions of the stride: 12 channels, of which those of one position lie
// together. The scale is repeated as often.
// CHECK-LABEL: func.func private @tosa(
// CHECK-DAG:     %[[SCALE:.*]] = arith.constant dense<{{.*}}5.000000e-01, 2.000000e+00, -4.000000e+00{{.*}}> : tensor<1x1x1x3xf32>
// CHECK-DAG:     %[[VECTOR:.*]] = tensor.collapse_shape %[[SCALE]] {{.*}} into tensor<3xf32>
// CHECK:         %[[REPEATED:.*]] = linalg.broadcast ins(%[[VECTOR]] : tensor<3xf32>) outs(%{{.*}} : tensor<4x3xf32>) dimensions = [0]
// CHECK:         %[[FACTOR:.*]] = tensor.collapse_shape %[[REPEATED]] {{\[\[}}0, 1]] : tensor<4x3xf32> into tensor<12xf32>
// CHECK:         %[[WEIGHT:.*]] = linalg.generic {{.*}} ins(%{{.*}}, %[[FACTOR]] : tensor<12x2x2x1xf32>, tensor<12xf32>)
// CHECK:           arith.mulf
// CHECK:         %[[Y:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_nhwc_fhwc"> ins(%[[A:.*]] = %arg0 :
// CHECK:           %[[PAD:.*]] = tensor.pad %[[A]]
// CHECK:           %[[P:.*]] = linalg.conv_2d_nhwc_fhwc {{.*}}ins(%[[PAD]], %[[WEIGHT]] :
// CHECK:           tensor.expand_shape %[[P]] {{.*}} : tensor<1x3x3x12xf32> into tensor<1x3x3x2x2x3xf32>
// CHECK:           tensor.extract_slice
// CHECK-NOT:       arith.addf
// CHECK:           linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<1x5x5x3xf32>, tensor<3xf32>)
// CHECK:             arith.addf
// CHECK-NOT:     lxt.layer
// CHECK:         return %[[Y]]
// The first element has one weight, (1, 2, -3): z = (1, 2, -3) + (1, -3, 2), minus the mean (0, 0.5, -4), times scale
// (0, 1, 16), plus bias.
// NUMBERS: {{^\[\[\[\[}}5, 1.125, 15],
func.func private @tosa(%x: !image) -> tensor<1x5x5x3xf32> {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %w = "tosa.const"() <{values = dense<[
    [[[1.0], [-2.0], [3.0]], [[0.5], [1.0], [-1.0]], [[2.0], [4.0], [1.0]]],
    [[[2.0], [0.0], [1.0]], [[-1.0], [3.0], [0.25]], [[1.0], [-2.0], [0.5]]],
    [[[-3.0], [1.0], [1.0]], [[2.0], [5.0], [1.0]], [[0.0], [1.0], [-4.0]]]]> : tensor<3x3x3x1xf32>}> : () -> tensor<3x3x3x1xf32>
  %b = "tosa.const"() <{values = dense<[1.0, -3.0, 2.0]> : !v3}> : () -> !v3
  %mean = "tosa.const"() <{values = dense<[[[[2.0, -1.5, 3.0]]]]> : !v4}> : () -> !v4
  %scale = "tosa.const"() <{values = dense<[[[[0.5, 2.0, -4.0]]]]> : !v4}> : () -> !v4
  %bias = "tosa.const"() <{values = dense<[[[[5.0, 0.125, -1.0]]]]> : !v4}> : () -> !v4
  %0 = tosa.transpose_conv2d %x, %w, %b, %none, %none {acc_type = f32, out_pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (!image, tensor<3x3x3x1xf32>, !v3, tensor<1xf32>, tensor<1xf32>) -> tensor<1x5x5x3xf32>
  %1 = tosa.sub %0, %mean : (tensor<1x5x5x3xf32>, !v4) -> tensor<1x5x5x3xf32>
  %2 = tosa.mul %1, %scale, %shift : (tensor<1x5x5x3xf32>, !v4, tensor<1xi8>) -> tensor<1x5x5x3xf32>
  %3 = tosa.add %2, %bias : (tensor<1x5x5x3xf32>, !v4) -> tensor<1x5x5x3xf32>
  return %3 : tensor<1x5x5x3xf32>
}

// As torch exports it: channels first, between two transposes, with two channels
// of the input; cut at the top, padded at the right, where the result is the bias.
func.func private @channels_first(%x: tensor<1x2x2x2xf32>) -> tensor<1x3x4x6xf32> {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %w = "tosa.const"() <{values = dense<[
    [[[1.0, 2.0], [-2.0, 1.0], [3.0, 0.0]], [[0.5, 1.0], [1.0, 4.0], [-1.0, -2.0]], [[2.0, 1.0], [4.0, 3.0], [1.0, -1.0]]],
    [[[2.0, -1.0], [0.0, 1.0], [1.0, 5.0]], [[-1.0, 0.5], [3.0, 1.0], [0.25, 2.0]], [[1.0, -3.0], [-2.0, 1.0], [0.5, 1.0]]],
    [[[-3.0, 1.0], [1.0, 2.0], [1.0, 1.0]], [[2.0, 1.0], [5.0, -1.0], [1.0, 0.0]], [[0.0, 1.0], [1.0, 6.0], [-4.0, 2.0]]]]> : tensor<3x3x3x2xf32>}> : () -> tensor<3x3x3x2xf32>
  %b = "tosa.const"() <{values = dense<[1.0, -3.0, 2.0]> : !v3}> : () -> !v3
  %mean = "tosa.const"() <{values = dense<[[[[2.0]], [[-1.5]], [[2.75]]]]> : tensor<1x3x1x1xf32>}> : () -> tensor<1x3x1x1xf32>
  %scale = "tosa.const"() <{values = dense<[[[[0.5]], [[2.0]], [[-4.0]]]]> : tensor<1x3x1x1xf32>}> : () -> tensor<1x3x1x1xf32>
  %0 = tosa.transpose %x {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = tosa.transpose_conv2d %0, %w, %b, %none, %none {acc_type = f32, out_pad = array<i64: -1, 0, 0, 1>, stride = array<i64: 2, 2>} : (tensor<1x2x2x2xf32>, tensor<3x3x3x2xf32>, !v3, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x6x3xf32>
  %2 = tosa.transpose %1 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x4x6x3xf32>) -> tensor<1x3x4x6xf32>
  %3 = tosa.sub %2, %mean : (tensor<1x3x4x6xf32>, tensor<1x3x1x1xf32>) -> tensor<1x3x4x6xf32>
  %4 = tosa.mul %3, %scale, %shift : (tensor<1x3x4x6xf32>, tensor<1x3x1x1xf32>, tensor<1xi8>) -> tensor<1x3x4x6xf32>
  return %4 : tensor<1x3x4x6xf32>
}

// A stride of 1 needs no positions.
func.func private @dense_tosa(%x: !image) -> tensor<1x4x4x3xf32> {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %w = "tosa.const"() <{values = dense<[
    [[[1.0], [-2.0], [3.0]], [[0.5], [1.0], [-1.0]], [[2.0], [4.0], [1.0]]],
    [[[2.0], [0.0], [1.0]], [[-1.0], [3.0], [0.25]], [[1.0], [-2.0], [0.5]]],
    [[[-3.0], [1.0], [1.0]], [[2.0], [5.0], [1.0]], [[0.0], [1.0], [-4.0]]]]> : tensor<3x3x3x1xf32>}> : () -> tensor<3x3x3x1xf32>
  %b = "tosa.const"() <{values = dense<[1.0, -3.0, 2.0]> : !v3}> : () -> !v3
  %mean = "tosa.const"() <{values = dense<[[[[2.0, -1.5, 3.0]]]]> : !v4}> : () -> !v4
  %scale = "tosa.const"() <{values = dense<[[[[0.5, 2.0, -4.0]]]]> : !v4}> : () -> !v4
  %0 = tosa.transpose_conv2d %x, %w, %b, %none, %none {acc_type = f32, out_pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (!image, tensor<3x3x3x1xf32>, !v3, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x3xf32>
  %1 = tosa.sub %0, %mean : (tensor<1x4x4x3xf32>, !v4) -> tensor<1x4x4x3xf32>
  %2 = tosa.mul %1, %scale, %shift : (tensor<1x4x4x3xf32>, !v4, tensor<1xi8>) -> tensor<1x4x4x3xf32>
  return %2 : tensor<1x4x4x3xf32>
}

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func @main() {
  %row = arith.constant dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>
  %image = arith.constant dense<[[[[1.0], [2.0]], [[-3.0], [4.0]]]]> : !image
  %two = arith.constant dense<[[[[1.0, 2.0], [-1.0, 3.0]], [[4.0, -2.0], [1.0, 5.0]]]]> : tensor<1x2x2x2xf32>
  %0 = call @linalg(%row) : (tensor<1x1x1x2xf32>) -> tensor<1x2x1x5xf32>
  %1 = call @tosa(%image) : (!image) -> tensor<1x5x5x3xf32>
  %2 = call @channels_first(%two) : (tensor<1x2x2x2xf32>) -> tensor<1x3x4x6xf32>
  %3 = call @dense_tosa(%image) : (!image) -> tensor<1x4x4x3xf32>
  %u0 = tensor.cast %0 : tensor<1x2x1x5xf32> to tensor<*xf32>
  %u1 = tensor.cast %1 : tensor<1x5x5x3xf32> to tensor<*xf32>
  %u2 = tensor.cast %2 : tensor<1x3x4x6xf32> to tensor<*xf32>
  %u3 = tensor.cast %3 : tensor<1x4x4x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u3) : (tensor<*xf32>) -> ()
  return
}
