// Batch norms without a linear layer before them fold into the one behind, where
// this pads nothing: weight times scale, bias plus weight times shift. What is
// folded computes what the model does.
// RUN: split-file %s %t
// RUN: lxt-opt %t/net.mlir --lxt-normalise --lxt-recognise --lxt-merge-batch-norm 2>%t.remarks | FileCheck %t/net.mlir
// RUN: FileCheck %t/net.mlir --check-prefix=REMARK --input-file=%t.remarks
// RUN: lxt-opt %t/net.mlir --lxt-normalise --lxt-recognise --lxt-lower-rules %to_llvm | %run_main > %t.before
// RUN: lxt-opt %t/net.mlir --lxt-normalise --lxt-recognise --lxt-merge-batch-norm --lxt-lower-rules %to_llvm | %run_main > %t.after
// RUN: FileCheck %t/net.mlir --check-prefix=NUMBERS --input-file=%t.before
// RUN: FileCheck %t/net.mlir --check-prefix=NUMBERS --input-file=%t.after

//--- net.mlir
#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
#id4 = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>

// CHECK-LABEL: func.func private @dense(
// CHECK-NOT: kind = batch_norm
// CHECK: lxt.layer <kind = dense
// CHECK-NOT: kind = batch_norm
// CHECK: return
func.func private @dense(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %mean = arith.constant dense<[2.0, -1.5]> : tensor<2xf32>
  %scale = arith.constant dense<[0.5, 4.0]> : tensor<2xf32>
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[10.0, 20.0]]> : tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %0 = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %mean : tensor<1x2xf32>, tensor<2xf32>) outs(%e : tensor<1x2xf32>) {
  ^bb0(%a: f32, %m: f32, %o: f32):
    %d = arith.subf %a, %m : f32
    linalg.yield %d : f32
  } -> tensor<1x2xf32>
  %1 = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]} ins(%0, %scale : tensor<1x2xf32>, tensor<2xf32>) outs(%e : tensor<1x2xf32>) {
  ^bb0(%a: f32, %s: f32, %o: f32):
    %d = arith.mulf %a, %s : f32
    linalg.yield %d : f32
  } -> tensor<1x2xf32>
  %2 = linalg.matmul ins(%1, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}

// CHECK-LABEL: func.func private @convolution(
// CHECK-NOT: kind = batch_norm
// CHECK: lxt.layer <kind = convolution
// CHECK-NOT: kind = batch_norm
// CHECK: return
func.func private @convolution(%x: tensor<1x2x1x3xf32>) -> tensor<1x1x1x2xf32> {
  %mean = arith.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %scale = arith.constant dense<[2.0, 0.5]> : tensor<2xf32>
  %w = arith.constant dense<[[[[1.0, 2.0]], [[4.0, -2.0]]]]> : tensor<1x2x1x2xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x2x1x3xf32>
  %0 = linalg.generic {indexing_maps = [#id4, #channel, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%x, %mean : tensor<1x2x1x3xf32>, tensor<2xf32>) outs(%e : tensor<1x2x1x3xf32>) {
  ^bb0(%a: f32, %m: f32, %o: f32):
    %d = arith.subf %a, %m : f32
    linalg.yield %d : f32
  } -> tensor<1x2x1x3xf32>
  %1 = linalg.generic {indexing_maps = [#id4, #channel, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0, %scale : tensor<1x2x1x3xf32>, tensor<2xf32>) outs(%e : tensor<1x2x1x3xf32>) {
  ^bb0(%a: f32, %s: f32, %o: f32):
    %d = arith.mulf %a, %s : f32
    linalg.yield %d : f32
  } -> tensor<1x2x1x3xf32>
  %empty = tensor.empty() : tensor<1x1x1x2xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  %2 = linalg.conv_2d_nchw_fchw ins(%1, %w : tensor<1x2x1x3xf32>, tensor<1x2x1x2xf32>) outs(%init : tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  return %2 : tensor<1x1x1x2xf32>
}

// Channels are followed through what only moves.
// CHECK-LABEL: func.func private @transposed(
// CHECK-NOT: kind = batch_norm
// CHECK: lxt.layer <kind = convolution
// CHECK-NOT: kind = batch_norm
// CHECK: return
func.func private @transposed(%x: tensor<1x2x1x3xf32>) -> tensor<1x1x2x1xf32> {
  %mean = arith.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %scale = arith.constant dense<[2.0, 0.5]> : tensor<2xf32>
  %w = arith.constant dense<[[[[1.0, 4.0], [2.0, -2.0]]]]> : tensor<1x1x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x2x1x3xf32>
  %0 = linalg.generic {indexing_maps = [#id4, #channel, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%x, %mean : tensor<1x2x1x3xf32>, tensor<2xf32>) outs(%e : tensor<1x2x1x3xf32>) {
  ^bb0(%a: f32, %m: f32, %o: f32):
    %d = arith.subf %a, %m : f32
    linalg.yield %d : f32
  } -> tensor<1x2x1x3xf32>
  %1 = linalg.generic {indexing_maps = [#id4, #channel, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0, %scale : tensor<1x2x1x3xf32>, tensor<2xf32>) outs(%e : tensor<1x2x1x3xf32>) {
  ^bb0(%a: f32, %s: f32, %o: f32):
    %d = arith.mulf %a, %s : f32
    linalg.yield %d : f32
  } -> tensor<1x2x1x3xf32>
  %te = tensor.empty() : tensor<1x1x3x2xf32>
  %t = linalg.transpose ins(%1 : tensor<1x2x1x3xf32>) outs(%te : tensor<1x1x3x2xf32>) permutation = [0, 2, 3, 1]
  %empty = tensor.empty() : tensor<1x1x2x1xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x1x2x1xf32>) -> tensor<1x1x2x1xf32>
  %2 = linalg.conv_2d_nhwc_fhwc ins(%t, %w : tensor<1x1x3x2xf32>, tensor<1x1x2x2xf32>) outs(%init : tensor<1x1x2x1xf32>) -> tensor<1x1x2x1xf32>
  return %2 : tensor<1x1x2x1xf32>
}

// The padding would be shifted, too.
// REMARK: remark: this batch norm stays: no linear layer comes before it, and its channels cannot be followed to the linear layer behind it, or that is padded
// CHECK-LABEL: func.func private @padded(
// CHECK: kind = batch_norm
// CHECK: return
func.func private @padded(%x: tensor<1x2x1x1xf32>) -> tensor<1x1x1x2xf32> {
  %mean = arith.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %scale = arith.constant dense<[2.0, 0.5]> : tensor<2xf32>
  %w = arith.constant dense<[[[[1.0, 2.0]], [[4.0, -2.0]]]]> : tensor<1x2x1x2xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x2x1x1xf32>
  %0 = linalg.generic {indexing_maps = [#id4, #channel, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%x, %mean : tensor<1x2x1x1xf32>, tensor<2xf32>) outs(%e : tensor<1x2x1x1xf32>) {
  ^bb0(%a: f32, %m: f32, %o: f32):
    %d = arith.subf %a, %m : f32
    linalg.yield %d : f32
  } -> tensor<1x2x1x1xf32>
  %1 = linalg.generic {indexing_maps = [#id4, #channel, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0, %scale : tensor<1x2x1x1xf32>, tensor<2xf32>) outs(%e : tensor<1x2x1x1xf32>) {
  ^bb0(%a: f32, %s: f32, %o: f32):
    %d = arith.mulf %a, %s : f32
    linalg.yield %d : f32
  } -> tensor<1x2x1x1xf32>
  %p = tensor.pad %1 low[0, 0, 0, 1] high[0, 0, 0, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x2x1x1xf32> to tensor<1x2x1x3xf32>
  %empty = tensor.empty() : tensor<1x1x1x2xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  %2 = linalg.conv_2d_nchw_fchw ins(%p, %w : tensor<1x2x1x3xf32>, tensor<1x2x1x2xf32>) outs(%init : tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  return %2 : tensor<1x1x1x2xf32>
}

// A norm behind a pad of the linear layer's result does not fold before it.
// REMARK: remark: this batch norm stays: its channels cannot be followed to a linear layer, and no linear layer is all that reads it
// CHECK-LABEL: func.func private @behind_pad(
// CHECK: kind = batch_norm
// CHECK: return
func.func private @behind_pad(%x: tensor<1x2xf32>) -> tensor<2x2xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : tensor<1x2xf32>
  %mean = arith.constant dense<[2.0, -1.5]> : tensor<2xf32>
  %scale = arith.constant dense<[0.5, 4.0]> : tensor<2xf32>
  %e = tensor.empty() : tensor<2x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%init : tensor<1x2xf32>) -> tensor<1x2xf32>
  %p = tensor.pad %0 low[0, 0] high[1, 0] {
  ^bb0(%i: index, %j: index):
    tensor.yield %zero : f32
  } : tensor<1x2xf32> to tensor<2x2xf32>
  %1 = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]} ins(%p, %mean : tensor<2x2xf32>, tensor<2xf32>) outs(%e : tensor<2x2xf32>) {
  ^bb0(%a: f32, %m: f32, %o: f32):
    %d = arith.subf %a, %m : f32
    linalg.yield %d : f32
  } -> tensor<2x2xf32>
  %2 = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]} ins(%1, %scale : tensor<2x2xf32>, tensor<2xf32>) outs(%e : tensor<2x2xf32>) {
  ^bb0(%a: f32, %s: f32, %o: f32):
    %d = arith.mulf %a, %s : f32
    linalg.yield %d : f32
  } -> tensor<2x2xf32>
  return %2 : tensor<2x2xf32>
}

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func @main() {
  // (3 - 2) 0.5 = 0.5, (4 + 1.5) 4 = 22; 0.5 - 22 + 10, -1 + 88 + 20.
  // NUMBERS: [-11.5, 107]
  %x = arith.constant dense<[[3.0, 4.0]]> : tensor<1x2xf32>
  %0 = call @dense(%x) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %u0 = tensor.cast %0 : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  // (0, 2, 4) and (1, 2, 0.5): 0 + 4 + 4 - 4, 2 + 8 + 8 - 1.
  // NUMBERS: [4, 17]
  %i = arith.constant dense<[[[[1.0, 2.0, 3.0]], [[1.0, 3.0, 0.0]]]]> : tensor<1x2x1x3xf32>
  %1 = call @convolution(%i) : (tensor<1x2x1x3xf32>) -> tensor<1x1x1x2xf32>
  %u1 = tensor.cast %1 : tensor<1x1x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  // The same numbers.
  // NUMBERS: [4]
  // NUMBERS: [17]
  %4 = call @transposed(%i) : (tensor<1x2x1x3xf32>) -> tensor<1x1x2x1xf32>
  %u4 = tensor.cast %4 : tensor<1x1x2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%u4) : (tensor<*xf32>) -> ()
  // (0, 4, 0) and (0, 2, 0): 8 - 4, 4 + 8.
  // NUMBERS: [4, 12]
  %s = arith.constant dense<[[[[3.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %2 = call @padded(%s) : (tensor<1x2x1x1xf32>) -> tensor<1x1x1x2xf32>
  %u2 = tensor.cast %2 : tensor<1x1x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  // (-1, 10): (-3 0.5, 11.5 4); (0, 0): (-2 0.5, 1.5 4).
  // NUMBERS: [-1.5, 46]
  // NUMBERS: [-1, 6]
  %3 = call @behind_pad(%x) : (tensor<1x2xf32>) -> tensor<2x2xf32>
  %u3 = tensor.cast %3 : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u3) : (tensor<*xf32>) -> ()
  return
}
