// Transposed convolutions: the zeros that come between and around the elements
// belong to the convolution, the weight's rearrangement stays outside. There are
// no layers but those that are listed.
// RUN: lxt-opt %s --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer

#id = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>

!x = tensor<1x2x3x3xf32>
!z = tensor<1x2x9x9xf32>
!y = tensor<1x4x7x7xf32>
!w = tensor<4x2x3x3xf32>

//===----------------------------------------------------------------------===//
// As linalg exports write them
//===----------------------------------------------------------------------===//

// As torch exports it: elements of the weight are looked up, from its end on, and
// the bias is what the convolution starts from.
// CHECK-LABEL: func.func @linalg(
// CHECK:         %[[ZEROS:.*]] = linalg.fill {{.*}} -> tensor<1x1x5x7xf32>
// CHECK:         %[[W:.*]] = linalg.generic
// CHECK:           tensor.extract %{{.*}} : tensor<1x2x1x3xf32>
// CHECK:         %[[B:.*]] = linalg.broadcast
// CHECK:         %[[Y:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_nchw_fchw"> ins(%[[A:.*]] = %arg0 : tensor<1x1x3x2xf32>) -> tensor<1x2x5x5xf32> {
// CHECK-NEXT:      %[[IN:.*]] = tensor.insert_slice %[[A]] into %[[ZEROS]][0, 0, 0, 2] [1, 1, 3, 2] [1, 1, 2, 2]
// CHECK-NEXT:      %[[P:.*]] = linalg.conv_2d_nchw_fchw {{.*}}ins(%[[IN]], %[[W]] : {{.*}}) outs(%[[B]] :
// CHECK-NEXT:      lxt.yield %[[P]]
// CHECK:         return %[[Y]]
func.func @linalg(%x: tensor<1x1x3x2xf32>) -> tensor<1x2x5x5xf32> {
  %zero = arith.constant 0.0 : f32
  %two = arith.constant 2 : index
  %weight = arith.constant dense<[[[[1.0, -2.0, 3.0]], [[2.0, 1.0, -1.0]]]]> : tensor<1x2x1x3xf32>
  %b = arith.constant dense<[1.0, -3.0]> : tensor<2xf32>
  %ez = tensor.empty() : tensor<1x1x5x7xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%ez : tensor<1x1x5x7xf32>) -> tensor<1x1x5x7xf32>
  %0 = tensor.insert_slice %x into %zeros[0, 0, 0, 2] [1, 1, 3, 2] [1, 1, 2, 2] : tensor<1x1x3x2xf32> into tensor<1x1x5x7xf32>
  %ew = tensor.empty() : tensor<2x1x1x3xf32>
  %w = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%ew : tensor<2x1x1x3xf32>) {
  ^bb0(%out: f32):
    %f = linalg.index 0 : index
    %c = linalg.index 1 : index
    %h = linalg.index 2 : index
    %v = linalg.index 3 : index
    %v1 = arith.subi %two, %v : index
    %e = tensor.extract %weight[%c, %f, %h, %v1] : tensor<1x2x1x3xf32>
    linalg.yield %e : f32
  } -> tensor<2x1x1x3xf32>
  %ey = tensor.empty() : tensor<1x2x5x5xf32>
  %init = linalg.broadcast ins(%b : tensor<2xf32>) outs(%ey : tensor<1x2x5x5xf32>) dimensions = [0, 2, 3]
  %1 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%0, %w : tensor<1x1x5x7xf32>, tensor<2x1x1x3xf32>) outs(%init : tensor<1x2x5x5xf32>) -> tensor<1x2x5x5xf32>
  return %1 : tensor<1x2x5x5xf32>
}

// Zeros between the elements, then around them.
// CHECK-LABEL: func.func @padded(
// CHECK:         lxt.layer <kind = convolution, op = "linalg.conv_2d_nchw_fchw"> ins(%[[A:.*]] = %arg0 : tensor<1x2x3x3xf32>) -> tensor<1x4x7x7xf32> {
// CHECK-NEXT:      %[[IN:.*]] = tensor.insert_slice %[[A]] into
// CHECK-NEXT:      %[[PAD:.*]] = tensor.pad %[[IN]]
// CHECK:           linalg.conv_2d_nchw_fchw {{.*}}ins(%[[PAD]],
func.func @padded(%x: !x) -> !y {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<0.5> : !w
  %zeros = arith.constant dense<0.0> : tensor<1x2x5x5xf32>
  %init = arith.constant dense<0.0> : !y
  %0 = tensor.insert_slice %x into %zeros[0, 0, 0, 0] [1, 2, 3, 3] [1, 1, 2, 2] : !x into tensor<1x2x5x5xf32>
  %1 = tensor.pad %0 low[0, 0, 2, 2] high[0, 0, 2, 2] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x2x5x5xf32> to !z
  %2 = linalg.conv_2d_nchw_fchw ins(%1, %w : !z, !w) outs(%init : !y) -> !y
  return %2 : !y
}

// Before the groups are split.
// CHECK-LABEL: func.func @grouped(
// CHECK:         %[[Y:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_ngchw_gfchw"> ins(%[[A:.*]] = %arg0 : tensor<1x2x3x3xf32>) -> tensor<1x2x2x7x7xf32> {
// CHECK-NEXT:      %[[IN:.*]] = tensor.insert_slice %[[A]] into
// CHECK-NEXT:      %[[E:.*]] = tensor.expand_shape %[[IN]]
// CHECK-NEXT:      linalg.conv_2d_ngchw_gfchw {{.*}}ins(%[[E]],
// CHECK:         lxt.layer <kind = movement, op = "tensor.collapse_shape"> ins(%{{.*}} = %[[Y]] :
func.func @grouped(%x: !x) -> !y {
  %w = arith.constant dense<0.5> : tensor<2x2x1x3x3xf32>
  %zeros = arith.constant dense<0.0> : !z
  %init = arith.constant dense<0.0> : tensor<1x2x2x7x7xf32>
  %0 = tensor.insert_slice %x into %zeros[0, 0, 2, 2] [1, 2, 3, 3] [1, 1, 2, 2] : !x into !z
  %1 = tensor.expand_shape %0 [[0], [1, 2], [3], [4]] output_shape [1, 2, 1, 9, 9] : !z into tensor<1x2x1x9x9xf32>
  %2 = linalg.conv_2d_ngchw_gfchw ins(%1, %w : tensor<1x2x1x9x9xf32>, tensor<2x2x1x3x3xf32>) outs(%init : tensor<1x2x2x7x7xf32>) -> tensor<1x2x2x7x7xf32>
  %3 = tensor.collapse_shape %2 [[0], [1, 2], [3], [4]] : tensor<1x2x2x7x7xf32> into !y
  return %3 : !y
}

//===----------------------------------------------------------------------===//
// TOSA
//===----------------------------------------------------------------------===//

// With its padding, the places of the stride made elements, what is cut off, and
// the bias.
// CHECK-LABEL: func.func @tosa(
// CHECK:         tensor.pad
// CHECK:         } : tensor<4x3x3x2xf32> to tensor<4x4x4x2xf32>
// CHECK:         lxt.layer <kind = convolution, op = "linalg.conv_2d_nhwc_fhwc"> ins(%[[A:.*]] = %arg0 : tensor<1x3x3x2xf32>) -> tensor<1x7x7x4xf32> {
// CHECK-NEXT:      tensor.pad %[[A]]
// CHECK:           %[[P:.*]] = linalg.conv_2d_nhwc_fhwc {{.*}} -> tensor<1x4x4x16xf32>
// CHECK-NEXT:      %[[E:.*]] = tensor.expand_shape %[[P]] {{.*}} into tensor<1x4x4x2x2x4xf32>
// CHECK-NEXT:      %[[T:.*]] = linalg.transpose ins(%[[E]] :
// CHECK-NEXT:      %[[C:.*]] = tensor.collapse_shape %[[T]] {{.*}} into tensor<1x8x8x4xf32>
// CHECK-NEXT:      %[[S:.*]] = tensor.extract_slice %[[C]]
// CHECK-NEXT:      %[[Y:.*]] = linalg.generic {{.*}} ins(%[[S]], %{{.*}} : tensor<1x7x7x4xf32>, tensor<1x1x1x4xf32>)
// CHECK:             arith.addf
// CHECK:           lxt.yield %[[Y]]
func.func @tosa(%x: tensor<1x3x3x2xf32>) -> tensor<1x7x7x4xf32> {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<0.5> : tensor<4x3x3x2xf32>}> : () -> tensor<4x3x3x2xf32>
  %b = "tosa.const"() <{values = dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>}> : () -> tensor<4xf32>
  %0 = tosa.transpose_conv2d %x, %w, %b, %none, %none {acc_type = f32, out_pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x3x3x2xf32>, tensor<4x3x3x2xf32>, tensor<4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x4xf32>
  return %0 : tensor<1x7x7x4xf32>
}

//===----------------------------------------------------------------------===//
// What is movement
//===----------------------------------------------------------------------===//

// Elements between others, between zeros that something else reads, too, and in
// front of a product of matrices.
// CHECK-LABEL: func.func @movements(
// CHECK:         %[[A:.*]] = lxt.layer <kind = movement, op = "tensor.insert_slice"> ins(%{{.*}} = %arg0 :
// CHECK:         lxt.layer <kind = convolution, op = "linalg.conv_2d_nchw_fchw"> ins(%{{.*}} = %[[A]] :
// CHECK:         %[[B:.*]] = lxt.layer <kind = movement, op = "tensor.insert_slice"> ins(%{{.*}} = %arg0 :
// CHECK:         %[[C:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_nchw_fchw"> ins(%{{.*}} = %[[B]] :
// CHECK:         %[[D:.*]] = lxt.layer <kind = movement, op = "tensor.insert_slice"> ins(%{{.*}} = %arg1 :
// CHECK:         lxt.layer <kind = dense, op = "linalg.matmul"> ins(%{{.*}} = %[[D]] :
// CHECK:         return %{{.*}}, %[[C]], %[[B]],
func.func @movements(%x: !x, %m: tensor<2x2xf32>) -> (!y, !y, !z, tensor<2x3xf32>) {
  %w = arith.constant dense<0.5> : !w
  %ones = arith.constant dense<1.0> : !z
  %zeros = arith.constant dense<0.0> : !z
  %init = arith.constant dense<0.0> : !y
  %0 = tensor.insert_slice %x into %ones[0, 0, 2, 2] [1, 2, 3, 3] [1, 1, 2, 2] : !x into !z
  %1 = linalg.conv_2d_nchw_fchw ins(%0, %w : !z, !w) outs(%init : !y) -> !y
  %2 = tensor.insert_slice %x into %zeros[0, 0, 2, 2] [1, 2, 3, 3] [1, 1, 2, 2] : !x into !z
  %3 = linalg.conv_2d_nchw_fchw ins(%2, %w : !z, !w) outs(%init : !y) -> !y
  %row = arith.constant dense<0.0> : tensor<2x4xf32>
  %wm = arith.constant dense<0.5> : tensor<4x3xf32>
  %im = arith.constant dense<0.0> : tensor<2x3xf32>
  %4 = tensor.insert_slice %m into %row[0, 0] [2, 2] [1, 2] : tensor<2x2xf32> into tensor<2x4xf32>
  %5 = linalg.matmul ins(%4, %wm : tensor<2x4xf32>, tensor<4x3xf32>) outs(%im : tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1, %3, %2, %5 : !y, !y, !z, tensor<2x3xf32>
}
