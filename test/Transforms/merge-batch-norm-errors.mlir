// Batch norms that stay, each with the reason at its place, and as they are.
// RUN: lxt-opt %s --split-input-file --verify-diagnostics --lxt-recognise --lxt-merge-batch-norm | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf32>
!v = tensor<2xf32>

// CHECK-LABEL: func.func @no_linear(
// CHECK:         lxt.layer <kind = batch_norm, op = "arith.subf"> ins(%{{.*}} = %arg0 :
func.func @no_linear(%x: !m) -> !m {
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  // expected-remark @below {{this batch norm stays: no linear layer comes before it}}
  %0 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%x, %c : !m, !v) outs(%e : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%0, %c : !m, !v) outs(%e : !m) -> !m
  return %1 : !m
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf32>
!v = tensor<2xf32>

// Nor through an activation: it is not of what the linear layer gives.
// CHECK-LABEL: func.func @activation(
// CHECK:         %[[Y:.*]] = lxt.layer <kind = dense
// CHECK:         %[[A:.*]] = lxt.layer <kind = activation, op = "math.tanh"> ins(%{{.*}} = %[[Y]] :
// CHECK:         lxt.layer <kind = batch_norm, op = "arith.subf"> ins(%{{.*}} = %[[A]] :
func.func @activation(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : !m
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf32>) outs(%init : !m) -> !m
  %1 = linalg.tanh ins(%0 : !m) outs(%e : !m) -> !m
  // expected-remark @below {{this batch norm stays: no linear layer comes before it}}
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%1, %c : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%2, %c : !m, !v) outs(%e : !m) -> !m
  return %3 : !m
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf32>
!v = tensor<2xf32>

// Two batch norms in a row: what is left of the first is between the layer and
// the second.
// CHECK-LABEL: func.func @twice(
// CHECK:         %[[Y:.*]] = lxt.layer <kind = dense
// CHECK:           arith.addf
// CHECK:         %[[N:.*]] = lxt.layer <kind = batch_norm, op = "arith.subf"> ins(%[[A:.*]] = %[[Y]] :
// CHECK-NEXT:      lxt.layer <kind = scale, op = "arith.subf"> ins(%{{.*}} = %[[A]] :
// CHECK-NOT:       lxt.layer
// CHECK:         %[[M:.*]] = lxt.layer <kind = batch_norm, op = "arith.subf"> ins(%{{.*}} = %[[N]] :
// CHECK:         return %[[M]]
func.func @twice(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : !m
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf32>) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%0, %c : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%1, %c : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id, #col, #id] ins(%2, %c : !m, !v) outs(%e : !m) -> !m
  // expected-remark @below {{this batch norm stays: no linear layer comes before it}}
  %4 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%3, %c : !m, !v) outs(%e : !m) -> !m
  %5 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%4, %c : !m, !v) outs(%e : !m) -> !m
  return %5 : !m
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf32>
!v = tensor<2xf32>

// CHECK-LABEL: func.func @read_twice(
// CHECK:         %[[Y:.*]] = lxt.layer <kind = dense
// CHECK:         lxt.layer <kind = batch_norm, op = "arith.subf"> ins(%{{.*}} = %[[Y]] :
func.func @read_twice(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : !m
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf32>) outs(%init : !m) -> !m
  // expected-remark @below {{this batch norm stays: what it normalises is also read elsewhere}}
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%0, %c : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%1, %c : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.add ins(%2, %0 : !m, !m) outs(%e : !m) -> !m
  return %3 : !m
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf32>
!v = tensor<2xf32>

// Nor behind a reshape, when another result is returned.
// CHECK-LABEL: func.func @returned(
// CHECK:         lxt.layer <kind = batch_norm
func.func @returned(%x: !m) -> (!m, tensor<1x1x2xf32>) {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : !m
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf32>) outs(%init : !m) -> !m
  %1 = tensor.expand_shape %0 [[0, 1], [2]] output_shape [1, 1, 2] : !m into tensor<1x1x2xf32>
  %2 = tensor.collapse_shape %1 [[0, 1], [2]] : tensor<1x1x2xf32> into !m
  // expected-remark @below {{this batch norm stays: what it normalises is also read elsewhere}}
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%2, %c : !m, !v) outs(%e : !m) -> !m
  %4 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%3, %c : !m, !v) outs(%e : !m) -> !m
  return %4, %1 : !m, tensor<1x1x2xf32>
}

// -----

#id = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#channel = affine_map<(d0, d1, d2) -> (d1, 0)>

// One channel of the layer is two of the norm.
// CHECK-LABEL: func.func @mixed(
// CHECK:         lxt.layer <kind = batch_norm
func.func @mixed(%x: tensor<1x2xf32>) -> tensor<1x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x4xf32>
  %init = arith.constant dense<0.0> : tensor<1x4xf32>
  %c = arith.constant dense<[[3.0], [1.0]]> : tensor<2x1xf32>
  %e = tensor.empty() : tensor<1x2x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x4xf32>) outs(%init : tensor<1x4xf32>) -> tensor<1x4xf32>
  %1 = tensor.expand_shape %0 [[0], [1, 2]] output_shape [1, 2, 2] : tensor<1x4xf32> into tensor<1x2x2xf32>
  // expected-remark @below {{this batch norm stays: its channels cannot be followed to a linear layer}}
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #channel, #id] ins(%1, %c : tensor<1x2x2xf32>, tensor<2x1xf32>) outs(%e : tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #channel, #id] ins(%2, %c : tensor<1x2x2xf32>, tensor<2x1xf32>) outs(%e : tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
  return %3 : tensor<1x2x2xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>

// Only some of the channels are normalised.
// CHECK-LABEL: func.func @sliced(
// CHECK:         lxt.layer <kind = batch_norm
func.func @sliced(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x4xf32>
  %init = arith.constant dense<0.0> : tensor<1x4xf32>
  %c = arith.constant dense<[3.0, 1.0]> : tensor<2xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x4xf32>) outs(%init : tensor<1x4xf32>) -> tensor<1x4xf32>
  %1 = tensor.extract_slice %0[0, 1] [1, 2] [1, 1] : tensor<1x4xf32> to tensor<1x2xf32>
  // expected-remark @below {{this batch norm stays: its channels cannot be followed to a linear layer}}
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%1, %c : tensor<1x2xf32>, tensor<2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%2, %c : tensor<1x2xf32>, tensor<2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>

// The norm is of a flattened image: channels and places together.
// CHECK-LABEL: func.func @flattened(
// CHECK:         lxt.layer <kind = batch_norm
func.func @flattened(%x: tensor<1x1x1x2xf32>) -> tensor<1x4xf32> {
  %w = arith.constant dense<1.0> : tensor<2x1x1x1xf32>
  %init = arith.constant dense<0.0> : tensor<1x2x1x2xf32>
  %c = arith.constant dense<[3.0, 1.0, 2.0, 4.0]> : tensor<4xf32>
  %e = tensor.empty() : tensor<1x4xf32>
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x1x2xf32>, tensor<2x1x1x1xf32>) outs(%init : tensor<1x2x1x2xf32>) -> tensor<1x2x1x2xf32>
  %1 = tensor.collapse_shape %0 [[0], [1, 2, 3]] : tensor<1x2x1x2xf32> into tensor<1x4xf32>
  // expected-remark @below {{this batch norm stays: the layer before it has its channels in several dimensions}}
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%1, %c : tensor<1x4xf32>, tensor<4xf32>) outs(%e : tensor<1x4xf32>) -> tensor<1x4xf32>
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%2, %c : tensor<1x4xf32>, tensor<4xf32>) outs(%e : tensor<1x4xf32>) -> tensor<1x4xf32>
  return %3 : tensor<1x4xf32>
}

// -----

#id = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1, 0, 0)>

// A convolution in groups, whose channels become one dimension after it.
// CHECK-LABEL: func.func @groups(
// CHECK:         lxt.layer <kind = batch_norm
func.func @groups(%x: tensor<1x2x1x2x2xf32>) -> tensor<1x4x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x2x1x1x1xf32>
  %init = arith.constant dense<0.0> : tensor<1x2x2x2x2xf32>
  %c = arith.constant dense<[[[3.0]], [[1.0]], [[2.0]], [[4.0]]]> : tensor<4x1x1xf32>
  %e = tensor.empty() : tensor<1x4x2x2xf32>
  %0 = linalg.conv_2d_ngchw_gfchw ins(%x, %w : tensor<1x2x1x2x2xf32>, tensor<2x2x1x1x1xf32>) outs(%init : tensor<1x2x2x2x2xf32>) -> tensor<1x2x2x2x2xf32>
  %1 = tensor.collapse_shape %0 [[0], [1, 2], [3], [4]] : tensor<1x2x2x2x2xf32> into tensor<1x4x2x2xf32>
  // expected-remark @below {{this batch norm stays: the layer before it has its channels in several dimensions}}
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #channel, #id] ins(%1, %c : tensor<1x4x2x2xf32>, tensor<4x1x1xf32>) outs(%e : tensor<1x4x2x2xf32>) -> tensor<1x4x2x2xf32>
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #channel, #id] ins(%2, %c : tensor<1x4x2x2xf32>, tensor<4x1x1xf32>) outs(%e : tensor<1x4x2x2xf32>) -> tensor<1x4x2x2xf32>
  return %3 : tensor<1x4x2x2xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0, 0)>

// What the norm takes for channels are the rows of a batch: the weight has none.
// CHECK-LABEL: func.func @rows(
// CHECK:         lxt.layer <kind = batch_norm
func.func @rows(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : tensor<2x2xf32>
  %c = arith.constant dense<[[3.0], [1.0]]> : tensor<2x1xf32>
  %e = tensor.empty() : tensor<2x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%init : tensor<2x2xf32>) -> tensor<2x2xf32>
  // expected-remark @below {{this batch norm stays: the weight before it has no such channels}}
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #row, #id] ins(%0, %c : tensor<2x2xf32>, tensor<2x1xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #row, #id] ins(%1, %c : tensor<2x2xf32>, tensor<2x1xf32>) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
  return %2 : tensor<2x2xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf32>
!v = tensor<2xf32>

// The destination is no zeros, and no vector.
// CHECK-LABEL: func.func @destination(
// CHECK:         lxt.layer <kind = batch_norm
func.func @destination(%x: !m) -> !m {
  %one = arith.constant 1.0 : f32
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : tensor<3x2xf32>
  %init = linalg.fill ins(%one : f32) outs(%e : tensor<3x2xf32>) -> tensor<3x2xf32>
  %x3 = tensor.concat dim(0) %x, %x, %x : (!m, !m, !m) -> tensor<3x2xf32>
  %0 = linalg.matmul ins(%x3, %w : tensor<3x2xf32>, tensor<2x2xf32>) outs(%init : tensor<3x2xf32>) -> tensor<3x2xf32>
  // expected-remark @below {{this batch norm stays: the bias before it has not one number per channel}}
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%0, %c : tensor<3x2xf32>, !v) outs(%e : tensor<3x2xf32>) -> tensor<3x2xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%1, %c : tensor<3x2xf32>, !v) outs(%e : tensor<3x2xf32>) -> tensor<3x2xf32>
  %3 = tensor.extract_slice %2[0, 0] [1, 2] [1, 1] : tensor<3x2xf32> to !m
  return %3 : !m
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf32>
!v = tensor<2xf32>

// Two contractions in one layer.
// CHECK-LABEL: func.func @other_contraction(
// CHECK:         lxt.layer <kind = batch_norm
func.func @other_contraction(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : !m
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  %0 = lxt.layer <kind = dense> ins(%a = %x : !m) -> !m {
    %p = linalg.matmul ins(%a, %w : !m, tensor<2x2xf32>) outs(%init : !m) -> !m
    %q = linalg.matmul ins(%p, %w : !m, tensor<2x2xf32>) outs(%init : !m) -> !m
    lxt.yield %q : !m
  }
  // expected-remark @below {{this batch norm stays: the layer before it is not one contraction}}
  %1 = lxt.layer <kind = batch_norm> ins(%a = %0 : !m) -> !m {
    %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%a, %c : !m, !v) outs(%e : !m) -> !m
    %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%2, %c : !m, !v) outs(%e : !m) -> !m
    lxt.yield %3 : !m
  }
  return %1 : !m
}

// -----

// Layers written by hand may hold anything.

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<2x2xf32>
!v = tensor<2xf32>

// CHECK-LABEL: func.func @by_hand(
// CHECK-COUNT-6: lxt.layer <kind = batch_norm>
func.func @by_hand(%x: !m, %y: !v) -> (!m, !m, !m, !m, !m, !m) {
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %number = arith.constant 2.0 : f32
  %e = tensor.empty() : !m
  // expected-remark @below {{this batch norm stays: its constants do not vary along one dimension}}
  %0 = lxt.layer <kind = batch_norm> ins(%a = %x : !m) -> !m {
    lxt.yield %a : !m
  }
  // Constants of two dimensions.
  // expected-remark @below {{this batch norm stays: its constants do not vary along one dimension}}
  %1 = lxt.layer <kind = batch_norm> ins(%a = %x : !m) -> !m {
    %7 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #row, #id] ins(%a, %c : !m, !v) outs(%e : !m) -> !m
    %8 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%7, %c : !m, !v) outs(%e : !m) -> !m
    lxt.yield %8 : !m
  }
  // expected-remark @below {{this batch norm stays: it does not scale and shift}}
  %2 = lxt.layer <kind = batch_norm> ins(%a = %x : !m) -> !m {
    %7 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%a, %c : !m, !v) outs(%e : !m) -> !m
    lxt.yield %7 : !m
  }
  // expected-remark @below {{this batch norm stays: it subtracts from or divides a constant}}
  %3 = lxt.layer <kind = batch_norm> ins(%a = %x : !m) -> !m {
    %7 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#col, #id, #id] ins(%c, %a : !v, !m) outs(%e : !m) -> !m
    lxt.yield %7 : !m
  }
  // expected-remark @below {{this batch norm stays: it has a constant that is no tensor}}
  %4 = lxt.layer <kind = batch_norm> ins(%a = %x : !m) -> !m {
    %7 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%a, %c : !m, !v) outs(%e : !m) -> !m
    %8 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%7 : !m) outs(%e : !m) {
    ^bb0(%in: f32, %out: f32):
      %9 = arith.mulf %in, %number : f32
      linalg.yield %9 : f32
    } -> !m
    lxt.yield %8 : !m
  }
  // expected-remark @below {{this batch norm stays: its steps are no additions and products of constants}}
  %5 = lxt.layer <kind = batch_norm> ins(%a = %x : !m) -> !m {
    %7 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%a, %c : !m, !v) outs(%e : !m) -> !m
    %8 = linalg.tanh ins(%7 : !m) outs(%e : !m) -> !m
    lxt.yield %8 : !m
  }
  return %0, %1, %2, %3, %4, %5 : !m, !m, !m, !m, !m, !m
}
