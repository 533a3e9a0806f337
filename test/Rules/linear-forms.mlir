// The forms of a linear layer that its rules understand.
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (j)>
#id3 = affine_map<(i, j, k) -> (i, j, k)>
#row3 = affine_map<(i, j, k) -> (k)>

// The dense layer of most functions: x = [2, -1, 1], columns of W [1, -2, -1] and
// [-1, 3, 2], bias [1, -3]. The inputs add [2, 2, -1] and [-2, -3, 2]. For z_plus with
// epsilon 1 and R = [6, 9]: z = [2 + 2 + 1, 2], s = [6 / 6, 9 / 3], R_x = [2, 2, 2 * 3].

// The bias is the contraction's destination, broadcast: its part is taken before that.
// CHECK-LABEL: @broadcast_bias
// CHECK: %[[B:.*]] = arith.constant dense<[1.0{{.*}}, -3.0{{.*}}]> : tensor<2xf32>
// CHECK: %[[BP:.*]] = linalg.generic {{.*}} ins(%[[B]] : tensor<2xf32>)
// CHECK: arith.maximumf
// CHECK: %[[WIDE:.*]] = linalg.broadcast ins(%[[BP]] :
// CHECK: linalg.matmul {{.*}} outs(%[[WIDE]] :
func.func @broadcast_bias() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[1.0, -3.0]> : tensor<2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[6.0, 9.0]]> : tensor<1x2xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %e = tensor.empty() : tensor<1x2xf32>
    %d = linalg.broadcast ins(%b : tensor<2xf32>) outs(%e : tensor<1x2xf32>) dimensions = [0]
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%d : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[}}2, 2, 6]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// The weight is stored as columns and transposed in the region; the input comes flat.
func.func @transposed_weight() {
  %w = arith.constant dense<[[1.0, -2.0, -1.0], [-1.0, 3.0, 2.0]]> : tensor<2x3xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[2.0, -1.0, 1.0]> : tensor<3xf32>
  %y = arith.constant dense<[4.0, -6.0]> : tensor<2xf32>
  %r = arith.constant dense<[6.0, 9.0]> : tensor<2xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<3xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<3xf32> {
    %e = tensor.empty() : tensor<3x2xf32>
    %wt = linalg.transpose ins(%w : tensor<2x3xf32>) outs(%e : tensor<3x2xf32>) permutation = [1, 0]
    %wide = tensor.expand_shape %a [[0, 1]] output_shape [1, 3] : tensor<3xf32> into tensor<1x3xf32>
    %0 = linalg.matmul ins(%wide, %wt : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    %1 = tensor.collapse_shape %0 [[0, 1]] : tensor<1x2xf32> into tensor<2xf32>
    lxt.yield %1 : tensor<2xf32>
  }
  // NUM: {{^}}[2, 2, 6]
  %u = tensor.cast %rx : tensor<3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// The weight is the left operand: y = W x.
func.func @weight_left() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[1.0, -2.0, -1.0], [-1.0, 3.0, 2.0]]> : tensor<2x3xf32>
  %b = arith.constant dense<[1.0, -3.0]> : tensor<2xf32>
  %x = arith.constant dense<[2.0, -1.0, 1.0]> : tensor<3xf32>
  %y = arith.constant dense<[4.0, -6.0]> : tensor<2xf32>
  %r = arith.constant dense<[6.0, 9.0]> : tensor<2xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<3xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<3xf32> {
    %0 = linalg.matvec ins(%w, %a : tensor<2x3xf32>, tensor<3xf32>) outs(%b : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // NUM: {{^}}[2, 2, 6]
  %u = tensor.cast %rx : tensor<3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Batch matmul, collapsed, and the bias added by an op of its own. Two rows: what the
// second adds is [0, -2, 1] and [0, 3, -2]; z = [1 + 1, 3], s = [6 / 3, 4 / 4].
// The second term needs no addition at all.
// CHECK-LABEL: @batch_matmul
// CHECK: linalg.batch_matmul
// CHECK: tensor.collapse_shape
// CHECK: arith.addf
// CHECK: linalg.batch_matmul
// CHECK: %[[Z1:.*]] = tensor.collapse_shape
// CHECK-NEXT: linalg.generic {{.*}} ins(%{{.*}}, %[[Z1]] :
func.func @batch_matmul() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]]> : tensor<1x3x2xf32>
  %b = arith.constant dense<[1.0, -3.0]> : tensor<2xf32>
  %x = arith.constant dense<[[[2.0, -1.0, 1.0], [0.0, 1.0, -1.0]]]> : tensor<1x2x3xf32>
  %y = arith.constant dense<[[4.0, -6.0], [0.0, -2.0]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[6.0, 9.0], [6.0, 4.0]]> : tensor<2x2xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x2x3xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<1x2x3xf32> {
    %e = tensor.empty() : tensor<1x2x2xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
    %0 = linalg.batch_matmul ins(%a, %w : tensor<1x2x3xf32>, tensor<1x3x2xf32>) outs(%f : tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
    %1 = tensor.collapse_shape %0 [[0, 1], [2]] : tensor<1x2x2xf32> into tensor<2x2xf32>
    %2 = tensor.empty() : tensor<2x2xf32>
    %3 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
           ins(%1, %b : tensor<2x2xf32>, tensor<2xf32>) outs(%2 : tensor<2x2xf32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %s = arith.addf %p, %q : f32
      linalg.yield %s : f32
    } -> tensor<2x2xf32>
    lxt.yield %3 : tensor<2x2xf32>
  }
  // [0, 1 * 3 * 1, -1 * -1 * 2]
  // NUM: {{^\[\[\[}}2, 2, 6],
  // NUM-NEXT: [{{-?}}0, 3, 2]]]
  %u = tensor.cast %rx : tensor<1x2x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// A constant that is subtracted: -[-1, 3] is the bias, and its positive part 1.
func.func @subtracted() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x2xf32>
  %c = arith.constant dense<[[-1.0, 3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[6.0, 9.0]]> : tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    %1 = linalg.sub ins(%0, %c : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %1 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[}}2, 2, 6]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // Its square is added, though: z = [6 + 1, 14 + 9], s = [8 / 8, -48 / 24], [1 - 2, 4 - 18, 1 - 8].
  %r2 = arith.constant dense<[[8.0, -48.0]]> : tensor<1x2xf32>
  %square = lxt.w_square epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r2 : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    %1 = linalg.sub ins(%0, %c : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %1 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[}}-1, -14, -7]]
  %v = tensor.cast %square : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  // gamma 1 where y < 0: -4 - 6 + 2 and bias -6, t = -15 / (-14 - 1) = 1.
  %r3 = arith.constant dense<[[0.0, -15.0]]> : tensor<1x2xf32>
  %gamma = lxt.gamma gamma(1.0) epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r3 : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    %1 = linalg.sub ins(%0, %c : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %1 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[}}-4, -6, 2]]
  %t = tensor.cast %gamma : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%t) : (tensor<*xf32>) -> ()
  return
}

// A 2x2 convolution of [[1, -2], [3, -1]], padded with 0 below and to the right, with the
// kernel [[1, -1], [2, -2]] and bias 1. The inputs add, by result:
//   x_00 1, x_01 2, x_10 6, x_11 2: z = 11 + 1
//   x_01 -2, x_11 -2: 0 + 1
//   x_10 3, x_11 1: 4 + 1
//   x_11 -1: 0 + 1
// s = [13 / 13, 2 / 2, 12 / 6, 4 / 2] = [1, 1, 2, 2]: R_x = [1, 2, 6 + 3 * 2, 2 + 1 * 2].
func.func @conv_nchw() {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[1.0, -1.0], [2.0, -2.0]]]]> : tensor<1x1x2x2xf32>
  %b = arith.constant dense<[1.0]> : tensor<1xf32>
  %x = arith.constant dense<[[[[1.0, -2.0], [3.0, -1.0]]]]> : tensor<1x1x2x2xf32>
  %r = arith.constant dense<[[[[13.0, 2.0], [12.0, 4.0]]]]> : tensor<1x1x2x2xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x1x2x2xf32>) outs(%r : tensor<1x1x2x2xf32>) relevance(%r : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
    %p = tensor.pad %a low[0, 0, 0, 0] high[0, 0, 1, 1] {
    ^bb0(%i: index, %j: index, %k: index, %l: index):
      tensor.yield %zero : f32
    } : tensor<1x1x2x2xf32> to tensor<1x1x3x3xf32>
    %e = tensor.empty() : tensor<1x1x2x2xf32>
    %d = linalg.broadcast ins(%b : tensor<1xf32>) outs(%e : tensor<1x1x2x2xf32>) dimensions = [0, 2, 3]
    %0 = linalg.conv_2d_nchw_fchw ins(%p, %w : tensor<1x1x3x3xf32>, tensor<1x1x2x2xf32>) outs(%d : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
    lxt.yield %0 : tensor<1x1x2x2xf32>
  }
  // NUM: {{^\[\[\[\[}}1, 2],
  // NUM-NEXT: [12, 4]]]]
  %u = tensor.cast %rx : tensor<1x1x2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// The same with channels last, padding that the region defines, and the bias added afterwards.
func.func @conv_nhwc() {
  %w = arith.constant dense<[[[[1.0]], [[-1.0]]], [[[2.0]], [[-2.0]]]]> : tensor<2x2x1x1xf32>
  %b = arith.constant dense<[1.0]> : tensor<1xf32>
  %x = arith.constant dense<[[[[1.0], [-2.0]], [[3.0], [-1.0]]]]> : tensor<1x2x2x1xf32>
  %r = arith.constant dense<[[[[13.0], [2.0]], [[12.0], [4.0]]]]> : tensor<1x2x2x1xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x2x2x1xf32>) outs(%r : tensor<1x2x2x1xf32>) relevance(%r : tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32> {
    %zero = arith.constant 0.0 : f32
    %p = tensor.pad %a low[0, 0, 0, 0] high[0, 1, 1, 0] {
    ^bb0(%i: index, %j: index, %k: index, %l: index):
      tensor.yield %zero : f32
    } : tensor<1x2x2x1xf32> to tensor<1x3x3x1xf32>
    %e = tensor.empty() : tensor<1x2x2x1xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
    %0 = linalg.conv_2d_nhwc_hwcf ins(%p, %w : tensor<1x3x3x1xf32>, tensor<2x2x1x1xf32>) outs(%f : tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
    %d = linalg.broadcast ins(%b : tensor<1xf32>) outs(%e : tensor<1x2x2x1xf32>) dimensions = [0, 1, 2]
    %1 = linalg.add ins(%d, %0 : tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>) outs(%e : tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
    lxt.yield %1 : tensor<1x2x2x1xf32>
  }
  // NUM: {{^\[\[\[\[}}1],
  // NUM-NEXT: [2]],
  // NUM-NEXT: {{\[\[}}12],
  // NUM-NEXT: [4]]]]
  %u = tensor.cast %rx : tensor<1x2x2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// With stride 2: x = [1, -2, 3, -1], kernel [2, -1]. The inputs add 2, 2; 6, 1: s = [5 / 5, -16 / 8].
func.func @conv_1d() {
  %w = arith.constant dense<[[[2.0, -1.0]]]> : tensor<1x1x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x1x2xf32>
  %x = arith.constant dense<[[[1.0, -2.0, 3.0, -1.0]]]> : tensor<1x1x4xf32>
  %r = arith.constant dense<[[[5.0, -16.0]]]> : tensor<1x1x2xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x1x4xf32>) outs(%r : tensor<1x1x2xf32>) relevance(%r : tensor<1x1x2xf32>) -> tensor<1x1x4xf32> {
    %0 = linalg.conv_1d_ncw_fcw {strides = dense<2> : vector<1xi64>} ins(%a, %w : tensor<1x1x4xf32>, tensor<1x1x2xf32>) outs(%b : tensor<1x1x2xf32>) -> tensor<1x1x2xf32>
    lxt.yield %0 : tensor<1x1x2xf32>
  }
  // NUM: {{^\[\[\[}}2, 2, -12, -2]]]
  %u = tensor.cast %rx : tensor<1x1x4xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // Without batch and channels: [1, -2, 3] adds 2, 2 and -4, -3; s = [5 / 5, 7 / 1].
  %w1 = arith.constant dense<[2.0, -1.0]> : tensor<2xf32>
  %b1 = arith.constant dense<0.0> : tensor<2xf32>
  %x1 = arith.constant dense<[1.0, -2.0, 3.0]> : tensor<3xf32>
  %r1 = arith.constant dense<[5.0, 7.0]> : tensor<2xf32>
  %plain = lxt.z_plus epsilon(1.0) ins(%a = %x1 : tensor<3xf32>) outs(%r1 : tensor<2xf32>) relevance(%r1 : tensor<2xf32>) -> tensor<3xf32> {
    %0 = linalg.conv_1d ins(%a, %w1 : tensor<3xf32>, tensor<2xf32>) outs(%b1 : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // NUM: {{^}}[2, 2, {{-?}}0]
  %v = tensor.cast %plain : tensor<3xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Two groups: [1, -2] with [2, -1] adds 2, 2; [3, -1] with [1, 1] adds 3, -1: s = [5 / 5, -8 / 4].
func.func @grouped() {
  %w = arith.constant dense<[[[[[2.0, -1.0]]]], [[[[1.0, 1.0]]]]]> : tensor<2x1x1x1x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x2x1x1x1xf32>
  %x = arith.constant dense<[[[[1.0, -2.0]], [[3.0, -1.0]]]]> : tensor<1x2x1x2xf32>
  %r = arith.constant dense<[[[[5.0]], [[-8.0]]]]> : tensor<1x2x1x1xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x2x1x2xf32>) outs(%r : tensor<1x2x1x1xf32>) relevance(%r : tensor<1x2x1x1xf32>) -> tensor<1x2x1x2xf32> {
    %g = tensor.expand_shape %a [[0], [1, 2], [3], [4]] output_shape [1, 2, 1, 1, 2] : tensor<1x2x1x2xf32> into tensor<1x2x1x1x2xf32>
    %0 = linalg.conv_2d_ngchw_gfchw ins(%g, %w : tensor<1x2x1x1x2xf32>, tensor<2x1x1x1x2xf32>) outs(%b : tensor<1x2x1x1x1xf32>) -> tensor<1x2x1x1x1xf32>
    %1 = tensor.collapse_shape %0 [[0], [1, 2], [3], [4]] : tensor<1x2x1x1x1xf32> into tensor<1x2x1x1xf32>
    lxt.yield %1 : tensor<1x2x1x1xf32>
  }
  // NUM: {{^\[\[\[\[}}2, 2]],
  // NUM-NEXT: {{\[\[}}-6, {{-?}}0]]]]
  %u = tensor.cast %rx : tensor<1x2x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// The same depthwise, channels last.
func.func @depthwise() {
  %w = arith.constant dense<[[[2.0, 1.0], [-1.0, 1.0]]]> : tensor<1x2x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x1x1x2xf32>
  %x = arith.constant dense<[[[[1.0, 3.0], [-2.0, -1.0]]]]> : tensor<1x1x2x2xf32>
  %r = arith.constant dense<[[[[5.0, -8.0]]]]> : tensor<1x1x1x2xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x1x2x2xf32>) outs(%r : tensor<1x1x1x2xf32>) relevance(%r : tensor<1x1x1x2xf32>) -> tensor<1x1x2x2xf32> {
    %0 = linalg.depthwise_conv_2d_nhwc_hwc ins(%a, %w : tensor<1x1x2x2xf32>, tensor<1x2x2xf32>) outs(%b : tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
    lxt.yield %0 : tensor<1x1x1x2xf32>
  }
  // NUM: {{^\[\[\[\[}}2, -6],
  // NUM-NEXT: [2, {{-?}}0]]]]
  %u = tensor.cast %rx : tensor<1x1x2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// With a second result for each channel: [1, -2] with [-1, 0] adds -1, 0 (s = 7 / 1), [3, -1] with
// [0, -2] adds 0, 2 (s = 3 / 3).
func.func @multiplier() {
  %w = arith.constant dense<[[[[2.0, -1.0], [1.0, 0.0]], [[-1.0, 0.0], [1.0, -2.0]]]]> : tensor<1x2x2x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x1x1x2x2xf32>
  %x = arith.constant dense<[[[[1.0, 3.0], [-2.0, -1.0]]]]> : tensor<1x1x2x2xf32>
  %r = arith.constant dense<[[[[5.0, 7.0, -8.0, 3.0]]]]> : tensor<1x1x1x4xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x1x2x2xf32>) outs(%r : tensor<1x1x1x4xf32>) relevance(%r : tensor<1x1x1x4xf32>) -> tensor<1x1x2x2xf32> {
    %0 = linalg.depthwise_conv_2d_nhwc_hwcm ins(%a, %w : tensor<1x1x2x2xf32>, tensor<1x2x2x2xf32>) outs(%b : tensor<1x1x1x2x2xf32>) -> tensor<1x1x1x2x2xf32>
    %1 = tensor.collapse_shape %0 [[0], [1], [2], [3, 4]] : tensor<1x1x1x2x2xf32> into tensor<1x1x1x4xf32>
    lxt.yield %1 : tensor<1x1x1x4xf32>
  }
  // NUM: {{^\[\[\[\[}}2, -6],
  // NUM-NEXT: [2, 2]]]]
  %u = tensor.cast %rx : tensor<1x1x2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// f16 with an accumulator in f32: input and weight are cast before, the result after.
// CHECK-LABEL: @f16
// CHECK: linalg.matmul {{.*}} outs(%{{.*}} : tensor<1x2xf32>)
// CHECK: arith.truncf
// CHECK: lxt.vjp ins(%{{.*}} : tensor<1x3xf16>) cotangents(%{{.*}} : tensor<1x2xf16>) -> tensor<1x3xf16>
func.func @f16() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf16>
  %b = arith.constant dense<[1.0, -3.0]> : tensor<2xf16>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf16>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf16>
  %r = arith.constant dense<[[6.0, 9.0]]> : tensor<1x2xf16>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x3xf16>) outs(%y : tensor<1x2xf16>) relevance(%r : tensor<1x2xf16>) -> tensor<1x3xf16> {
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<1x2xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    %ex = tensor.empty() : tensor<1x3xf32>
    %ax = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%a : tensor<1x3xf16>) outs(%ex : tensor<1x3xf32>) {
    ^bb0(%p: f16, %o: f32):
      %s = arith.extf %p : f16 to f32
      linalg.yield %s : f32
    } -> tensor<1x3xf32>
    %ew = tensor.empty() : tensor<3x2xf32>
    %wx = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%w : tensor<3x2xf16>) outs(%ew : tensor<3x2xf32>) {
    ^bb0(%p: f16, %o: f32):
      %s = arith.extf %p : f16 to f32
      linalg.yield %s : f32
    } -> tensor<3x2xf32>
    %0 = linalg.matmul ins(%ax, %wx : tensor<1x3xf32>, tensor<3x2xf32>) outs(%f : tensor<1x2xf32>) -> tensor<1x2xf32>
    %e16 = tensor.empty() : tensor<1x2xf16>
    %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<1x2xf32>) outs(%e16 : tensor<1x2xf16>) {
    ^bb0(%p: f32, %o: f16):
      %s = arith.truncf %p : f32 to f16
      linalg.yield %s : f16
    } -> tensor<1x2xf16>
    %2 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
           ins(%1, %b : tensor<1x2xf16>, tensor<2xf16>) outs(%e16 : tensor<1x2xf16>) {
    ^bb0(%p: f16, %q: f16, %o: f16):
      %s = arith.addf %p, %q : f16
      linalg.yield %s : f16
    } -> tensor<1x2xf16>
    lxt.yield %2 : tensor<1x2xf16>
  }
  // NUM: {{^\[\[}}2, 2, 6]]
  %wide = arith.extf %rx : tensor<1x3xf16> to tensor<1x3xf32>
  %u = tensor.cast %wide : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// f16 operands, multiplied in the contraction's wider type; bounds in the type of the input.
func.func @f16_mixed() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf16>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf16>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[12.0, -12.0]]> : tensor<1x2xf32>
  %rx = lxt.z_box low(-1.0) high(2.0) epsilon(2.0) ins(%a = %x : tensor<1x3xf16>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf16> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf16>, tensor<3x2xf16>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // (x - l) w where w > 0, (x - h) w where w < 0: [3, 6, 1] and [0, 0, 4]; s = [12 / 12, -12 / 6].
  // NUM: {{^\[\[}}3, 6, -7]]
  %wide = arith.extf %rx : tensor<1x3xf16> to tensor<1x3xf32>
  %u = tensor.cast %wide : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// A batch whose size is known at run time only; the rows are those of @batch_matmul.
func.func @dynamic_region(%x: tensor<?x3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>, %y: tensor<?x2xf32>, %r: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %c0 = arith.constant 0 : index
  %d = tensor.dim %x, %c0 : tensor<?x3xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<?x3xf32>) outs(%y : tensor<?x2xf32>) relevance(%r : tensor<?x2xf32>) -> tensor<?x3xf32> {
    %e = tensor.empty(%d) : tensor<?x2xf32>
    %f = linalg.broadcast ins(%b : tensor<2xf32>) outs(%e : tensor<?x2xf32>) dimensions = [0]
    %0 = linalg.matmul ins(%a, %w : tensor<?x3xf32>, tensor<3x2xf32>) outs(%f : tensor<?x2xf32>) -> tensor<?x2xf32>
    lxt.yield %0 : tensor<?x2xf32>
  }
  return %rx : tensor<?x3xf32>
}
// Two slices of relevance, and bounds for every feature.
func.func @dynamic_leading(%x: tensor<?x3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>, %y: tensor<?x2xf32>, %r: tensor<?x?x2xf32>) -> tensor<?x?x3xf32> {
  %c0 = arith.constant 0 : index
  %d = tensor.dim %x, %c0 : tensor<?x3xf32>
  %rx = lxt.z_box low(array<f64: -1.0, -2.0, 0.0>) high(array<f64: 2.0, 0.0, 3.0>) epsilon(1.0) ins(%a = %x : tensor<?x3xf32>) outs(%y : tensor<?x2xf32>)
          relevance(%r : tensor<?x?x2xf32>) -> tensor<?x?x3xf32> {
    %e = tensor.empty(%d) : tensor<?x2xf32>
    %f = linalg.broadcast ins(%b : tensor<2xf32>) outs(%e : tensor<?x2xf32>) dimensions = [0]
    %0 = linalg.matmul ins(%a, %w : tensor<?x3xf32>, tensor<3x2xf32>) outs(%f : tensor<?x2xf32>) -> tensor<?x2xf32>
    lxt.yield %0 : tensor<?x2xf32>
  }
  return %rx : tensor<?x?x3xf32>
}
func.func @dynamic() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[1.0, -3.0]> : tensor<2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0], [0.0, 1.0, -1.0]]> : tensor<2x3xf32>
  %y = arith.constant dense<[[4.0, -6.0], [0.0, -2.0]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[6.0, 9.0], [6.0, 4.0]]> : tensor<2x2xf32>
  %xd = tensor.cast %x : tensor<2x3xf32> to tensor<?x3xf32>
  %yd = tensor.cast %y : tensor<2x2xf32> to tensor<?x2xf32>
  %rd = tensor.cast %r : tensor<2x2xf32> to tensor<?x2xf32>
  // NUM: {{^\[\[}}2, 2, 6],
  // NUM-NEXT: [{{-?}}0, 3, 2]]
  %rx = call @dynamic_region(%xd, %w, %b, %yd, %rd) : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x3xf32>
  %u = tensor.cast %rx : tensor<?x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // One row, as in z_box.mlir: it adds [3, 2, 2] and [0, 3, 2]; s = R / (z + 1) = [1, -2] and [0, 1].
  // NUM: {{^\[\[\[}}3, -4, -2]],
  // NUM-NEXT: {{\[\[}}0, 3, 2]]]
  %x1 = tensor.extract_slice %xd[0, 0] [1, 3] [1, 1] : tensor<?x3xf32> to tensor<1x3xf32>
  %y1 = tensor.extract_slice %yd[0, 0] [1, 2] [1, 1] : tensor<?x2xf32> to tensor<1x2xf32>
  %r1 = arith.constant dense<[[[8.0, -12.0]], [[0.0, 6.0]]]> : tensor<2x1x2xf32>
  %x1d = tensor.cast %x1 : tensor<1x3xf32> to tensor<?x3xf32>
  %y1d = tensor.cast %y1 : tensor<1x2xf32> to tensor<?x2xf32>
  %r1d = tensor.cast %r1 : tensor<2x1x2xf32> to tensor<?x?x2xf32>
  %rx2 = call @dynamic_leading(%x1d, %w, %b, %y1d, %r1d) : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>, tensor<?x2xf32>, tensor<?x?x2xf32>) -> tensor<?x?x3xf32>
  %u2 = tensor.cast %rx2 : tensor<?x?x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  return
}

// Without the bias: z = [4, 2], s = [5 / 5, 9 / 3].
// CHECK-LABEL: @zero_params
// CHECK: %[[NONE:.*]] = linalg.fill {{.*}} -> tensor<1x2xf32>
// CHECK: linalg.matmul {{.*}} outs(%[[NONE]] :
// CHECK: linalg.matmul {{.*}} outs(%[[NONE]] :
func.func @zero_params() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[5.0, 9.0]]> : tensor<1x2xf32>
  %rx = lxt.z_plus epsilon(1.0) zero_params<bias> ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[}}2, 2, 6]]
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // Gamma 1 chooses the side by y, which keeps its bias: z = [4 + 4 - 1, -4 - 6 + 2] = [7, -8],
  // s = 8 / (7 + 1), t = -9 / (-8 - 1): [4, 4, -1] + [-4, -6, 2].
  %rg = arith.constant dense<[[8.0, -9.0]]> : tensor<1x2xf32>
  %gamma = lxt.gamma gamma(1.0) epsilon(1.0) zero_params<bias> ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%rg : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[}}0, -2, 1]]
  %v = tensor.cast %gamma : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// The stabilisers, by gamma 1 where y < 0: the inputs add [-4, -6, 2] and the bias -6, z = -14, t = 1.
func.func @stabilizers() {
  %w = arith.constant dense<[[-1.0], [3.0], [2.0]]> : tensor<3x1xf32>
  %b = arith.constant dense<[[-3.0]]> : tensor<1x1xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[-6.0]]> : tensor<1x1xf32>
  %r13 = arith.constant dense<[[-13.0]]> : tensor<1x1xf32>
  %plain = lxt.gamma gamma(1.0) epsilon(1.0) stabilizer<plain> ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x1xf32>) relevance(%r13 : tensor<1x1xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %0 : tensor<1x1xf32>
  }
  // NUM: {{^\[\[}}-4, -6, 2]]
  %u = tensor.cast %plain : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %r15 = arith.constant dense<[[-15.0]]> : tensor<1x1xf32>
  %sign = lxt.gamma gamma(1.0) epsilon(1.0) stabilizer<sign> ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x1xf32>) relevance(%r15 : tensor<1x1xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %0 : tensor<1x1xf32>
  }
  // NUM: {{^\[\[}}-4, -6, 2]]
  %v = tensor.cast %sign : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  %r16 = arith.constant dense<[[-16.0]]> : tensor<1x1xf32>
  %clip = lxt.gamma gamma(1.0) epsilon(16.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x1xf32>) relevance(%r16 : tensor<1x1xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %0 : tensor<1x1xf32>
  } {clip = true}
  // NUM: {{^\[\[}}-4, -6, 2]]
  %z = tensor.cast %clip : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%z) : (tensor<*xf32>) -> ()
  return
}

// Two slices of relevance, with every rule; the first is that of the rule's own test. The second is
// twice the first result's share, or the second's, as the comments say.
// CHECK-LABEL: @leading
// CHECK: lxt.vjp {{.*}} cotangents(%{{.*}} : tensor<2x1x2xf32>) -> tensor<2x1x3xf32>
func.func @leading() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[4.0, -6.0]]> : tensor<1x2xf32>
  %r0 = arith.constant dense<[[[6.0, 9.0]], [[12.0, 0.0]]]> : tensor<2x1x2xf32>
  %z_plus = lxt.z_plus epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r0 : tensor<2x1x2xf32>) -> tensor<2x1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // 2 [2, 2, 0]
  // NUM: {{^\[\[\[}}2, 2, 6]],
  // NUM-NEXT: {{\[\[}}4, 4, 0]]]
  %u0 = tensor.cast %z_plus : tensor<2x1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  %alpha_beta = lxt.alpha_beta epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r0 : tensor<2x1x2xf32>) -> tensor<2x1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // s = [2, 0], t = [12 / -2, 0]: 2 [4, 4, 0] - [0, 0, 6]
  // NUM: {{^\[\[\[}}2, 1, 9]],
  // NUM-NEXT: {{\[\[}}8, 8, -6]]]
  %u1 = tensor.cast %alpha_beta : tensor<2x1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  %r2 = arith.constant dense<[[[10.0, -30.0]], [[0.0, -30.0]]]> : tensor<2x1x2xf32>
  %gamma = lxt.gamma gamma(1.0) epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r2 : tensor<2x1x2xf32>) -> tensor<2x1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[\[}}-4, -8, 3]],
  // NUM-NEXT: {{\[\[}}-8, -12, 4]]]
  %u2 = tensor.cast %gamma : tensor<2x1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  %r3 = arith.constant dense<[[[12.0, -12.0]], [[24.0, 0.0]]]> : tensor<2x1x2xf32>
  %z_box = lxt.z_box low(-1.0) high(2.0) epsilon(2.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r3 : tensor<2x1x2xf32>) -> tensor<2x1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // 2 [3, 6, 1]
  // NUM: {{^\[\[\[}}3, 6, -7]],
  // NUM-NEXT: {{\[\[}}6, 12, 2]]]
  %u3 = tensor.cast %z_box : tensor<2x1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u3) : (tensor<*xf32>) -> ()
  %r4 = arith.constant dense<[[[8.0, -48.0]], [[16.0, 0.0]]]> : tensor<2x1x2xf32>
  %w_square = lxt.w_square epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r4 : tensor<2x1x2xf32>) -> tensor<2x1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // 2 [1, 4, 1]
  // NUM: {{^\[\[\[}}-1, -14, -7]],
  // NUM-NEXT: {{\[\[}}2, 8, 2]]]
  %u4 = tensor.cast %w_square : tensor<2x1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u4) : (tensor<*xf32>) -> ()
  %r5 = arith.constant dense<[[[4.0, -8.0]], [[8.0, 0.0]]]> : tensor<2x1x2xf32>
  %flat = lxt.flat epsilon(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r5 : tensor<2x1x2xf32>) -> tensor<2x1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // NUM: {{^\[\[\[}}-1, -1, -1]],
  // NUM-NEXT: {{\[\[}}2, 2, 2]]]
  %u5 = tensor.cast %flat : tensor<2x1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u5) : (tensor<*xf32>) -> ()
  return
}


// An input that is known to be nonnegative has no negative part: half of the evaluations go.
// CHECK-LABEL: @nonnegative_z_plus
// CHECK-SAME: (%[[X:.*]]: tensor<1x3xf32>, %[[W:.*]]: tensor<3x2xf32>,
// CHECK: %[[H:.*]] = linalg.max
// CHECK-NOT: arith.minimumf
// CHECK-NOT: ins(%[[H]] :
// CHECK: linalg.matmul ins(%[[H]],
// CHECK-NOT: linalg.matmul
// CHECK-NOT: arith.minimumf
// CHECK: lxt.vjp ins(%{{.*}} = %[[H]] :
// CHECK-NEXT: linalg.matmul
// CHECK-NOT: linalg.matmul
// CHECK: return
func.func @nonnegative_z_plus(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x3xf32>
  %e = tensor.empty() : tensor<1x3xf32>
  %h = linalg.max ins(%x, %zero : tensor<1x3xf32>, tensor<1x3xf32>) outs(%e : tensor<1x3xf32>) -> tensor<1x3xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %h : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// Two evaluations instead of four, and no function of the input.
// CHECK-LABEL: @nonnegative_alpha_beta
// CHECK: %[[H:.*]] = linalg.generic
// CHECK-NOT: ins(%[[H]] :
// CHECK: linalg.matmul ins(%[[H]],
// CHECK: lxt.vjp ins(%{{.*}} = %[[H]] :
// CHECK-NEXT: linalg.matmul
// CHECK: linalg.matmul ins(%[[H]],
// CHECK-NOT: linalg.matmul
// CHECK: lxt.vjp ins(%{{.*}} = %[[H]] :
// CHECK-NEXT: linalg.matmul
// CHECK-NOT: linalg.matmul
// CHECK: return
func.func @nonnegative_alpha_beta(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x3xf32>
  %h = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<1x3xf32>) outs(%e : tensor<1x3xf32>) {
  ^bb0(%p: f32, %o: f32):
    %c = arith.cmpf ugt, %p, %zero : f32
    %s = arith.select %c, %p, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x3xf32>
  %rx = lxt.alpha_beta epsilon(1.0) ins(%a = %h : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// One of gamma, which gives both denominators; the input is found behind a layer, a
// reshape and a padding.
// CHECK-LABEL: @nonnegative_gamma
// CHECK: %[[H:.*]] = tensor.pad
// CHECK-NOT: ins(%[[H]] :
// CHECK: linalg.matmul ins(%[[H]],
// CHECK-NOT: linalg.matmul
// CHECK: lxt.vjp ins(%{{.*}} = %[[H]] :
// CHECK-NEXT: linalg.matmul
// CHECK-NOT: linalg.matmul
// CHECK: lxt.vjp ins(%{{.*}} = %[[H]] :
// CHECK-NEXT: linalg.matmul
// CHECK-NOT: linalg.matmul
// CHECK: return
func.func @nonnegative_gamma(%x: tensor<2xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2xf32>
  %l = lxt.identity ins(%a = %x : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.exp ins(%a : tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  %m = tensor.expand_shape %l [[0, 1]] output_shape [1, 2] : tensor<2xf32> into tensor<1x2xf32>
  %h = tensor.pad %m low[0, 1] high[0, 0] {
  ^bb0(%i: index, %j: index):
    tensor.yield %zero : f32
  } : tensor<1x2xf32> to tensor<1x3xf32>
  %rx = lxt.gamma epsilon(1.0) ins(%a = %h : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// Two biases, [2, -1] and -[1, 2], are as one: [1, -3].
func.func @nonnegative_biases(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x3xf32>
  %b = arith.constant dense<[[2.0, -1.0]]> : tensor<1x2xf32>
  %c = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %h = linalg.max ins(%x, %zero : tensor<1x3xf32>, tensor<1x3xf32>) outs(%x : tensor<1x3xf32>) -> tensor<1x3xf32>
  %rx = lxt.gamma gamma(1.0) epsilon(1.0) ins(%a = %h : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    %1 = linalg.sub ins(%0, %c : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %1 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// A maximum with a negative number, or one that is not known, may be negative.
// CHECK-LABEL: @unknown
// CHECK-COUNT-2: arith.minimumf
// CHECK: return
func.func @unknown(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %low = arith.constant dense<[[0.0, 1.0, -1.0]]> : tensor<1x3xf32>
  %e = tensor.empty() : tensor<1x3xf32>
  %h = linalg.max ins(%x, %low : tensor<1x3xf32>, tensor<1x3xf32>) outs(%e : tensor<1x3xf32>) -> tensor<1x3xf32>
  %rx = lxt.z_plus epsilon(1.0) ins(%a = %h : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// The numbers of an input [2, 0, 1] after the maximum: it adds [2, 0, -1] and [-2, 0, 2].
func.func @nonnegative() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[[1.0, -3.0]]> : tensor<1x2xf32>
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : tensor<1x3xf32>
  %y = arith.constant dense<[[2.0, -3.0]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[4.0, 6.0]]> : tensor<1x2xf32>
  // s = [4 / (3 + 1), 6 / (2 + 1)] = [1, 2]
  // NUM: {{^\[\[}}2, 0, 4]]
  %rx = call @nonnegative_z_plus(%x, %w, %b, %y, %r) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %u = tensor.cast %rx : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // t = [4 / (-1 - 1), 6 / (-5 - 1)] = [-2, -1]: 2 [2, 0, 4] - [2, 0, 2]
  // NUM: {{^\[\[}}2, {{-?}}0, 6]]
  %rx1 = call @nonnegative_alpha_beta(%x, %w, %b, %y, %r) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %u1 = tensor.cast %rx1 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  // z = [4 - 1 + 2, -4 + 2 - 6], [6 / (5 + 1), -18 / (-8 - 1)] = [1, 2]: [4, 0, -1] + 2 [-4, 0, 2]
  // NUM: {{^\[\[}}-4, {{-?}}0, 3]]
  %r2 = arith.constant dense<[[6.0, -18.0]]> : tensor<1x2xf32>
  %rx2 = call @nonnegative_biases(%x, %w, %y, %r2) : (tensor<1x3xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x3xf32>
  %u2 = tensor.cast %rx2 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @broadcast_bias() : () -> ()
  call @transposed_weight() : () -> ()
  call @weight_left() : () -> ()
  call @batch_matmul() : () -> ()
  call @subtracted() : () -> ()
  call @conv_nchw() : () -> ()
  call @conv_nhwc() : () -> ()
  call @conv_1d() : () -> ()
  call @grouped() : () -> ()
  call @depthwise() : () -> ()
  call @multiplier() : () -> ()
  call @f16() : () -> ()
  call @f16_mixed() : () -> ()
  call @dynamic() : () -> ()
  call @zero_params() : () -> ()
  call @stabilizers() : () -> ()
  call @leading() : () -> ()
  call @nonnegative() : () -> ()
  return
}
