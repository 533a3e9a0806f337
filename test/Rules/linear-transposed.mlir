// Transposed convolutions, as linalg exports write them, a convolution of the input with
// zeros between its elements, and as TOSA, whose lowering computes the results of each
// position of the stride as channels of their own, from a weight padded to a multiple of
// the stride. The zeros are no inputs, and the padding no weights: both forms agree.
// RUN: lxt-opt %s --lxt-normalise --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-normalise --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

!x = tensor<1x1x2x1xf32>
!y = tensor<1x1x5x1xf32>
!z = tensor<1x1x7x1xf32>
!w = tensor<1x1x3x1xf32>

// The weight [1, -2, 3], every second place, of x = [1, -0.5]:
// y = [x0 w0, x0 w1, x0 w2 + x1 w0, x1 w1, x1 w2] + 1.
// TOSA counts the weight from its start, the convolution of linalg from its end.

// CHECK-LABEL: @flat(
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.0{{.*}} : f32
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.0{{.*}} : f32
// CHECK: %[[ONES:.*]] = linalg.fill ins(%[[ONE]] : f32) {{.*}} -> tensor<1x1x2x1xf32>
// CHECK: %[[ZEROS:.*]] = linalg.fill ins(%[[ZERO]] : f32) {{.*}} -> tensor<1x1x7x1xf32>
// CHECK: %[[IN:.*]] = tensor.insert_slice %[[ONES]] into %[[ZEROS]][0, 0, 2, 0] [1, 1, 2, 1] [1, 1, 2, 1]
// CHECK: linalg.conv_2d_nhwc_fhwc {{.*}}ins(%[[IN]],
func.func @flat(%x: !x, %r: !y) -> !x {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[3.0], [-2.0], [1.0]]]]> : !w
  %b = arith.constant dense<1.0> : !y
  %rx = lxt.flat epsilon(1.0) ins(%a = %x : !x) outs(%r : !y) relevance(%r : !y) -> !x {
    %e = tensor.empty() : !z
    %zeros = linalg.fill ins(%zero : f32) outs(%e : !z) -> !z
    %0 = tensor.insert_slice %a into %zeros[0, 0, 2, 0] [1, 1, 2, 1] [1, 1, 2, 1] : !x into !z
    %1 = linalg.conv_2d_nhwc_fhwc ins(%0, %w : !z, !w) outs(%b : !y) -> !y
    lxt.yield %1 : !y
  }
  return %rx : !x
}

// CHECK-LABEL: @flat_tosa(
// CHECK: %[[W:.*]] = linalg.fill ins(%{{.*}} : f32) {{.*}} -> tensor<1x1x3x1xf32>
// CHECK: tensor.pad %[[W]]
// CHECK: linalg.conv_2d_nhwc_fhwc
func.func @flat_tosa(%x: !x, %r: !y) -> !x {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<[[[[1.0], [-2.0], [3.0]]]]> : !w}> : () -> !w
  %b = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %rx = lxt.flat epsilon(1.0) ins(%a = %x : !x) outs(%r : !y) relevance(%r : !y) -> !x {
    %0 = tosa.transpose_conv2d %a, %w, %b, %none, %none {acc_type = f32, out_pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 2>} : (!x, !w, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> !y
    lxt.yield %0 : !y
  }
  return %rx : !x
}

func.func @w_square(%x: !x, %r: !y) -> !x {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[3.0], [-2.0], [1.0]]]]> : !w
  %b = arith.constant dense<1.0> : !y
  %rx = lxt.w_square epsilon(1.0) ins(%a = %x : !x) outs(%r : !y) relevance(%r : !y) -> !x {
    %e = tensor.empty() : !z
    %zeros = linalg.fill ins(%zero : f32) outs(%e : !z) -> !z
    %0 = tensor.insert_slice %a into %zeros[0, 0, 2, 0] [1, 1, 2, 1] [1, 1, 2, 1] : !x into !z
    %1 = linalg.conv_2d_nhwc_fhwc ins(%0, %w : !z, !w) outs(%b : !y) -> !y
    lxt.yield %1 : !y
  }
  return %rx : !x
}
func.func @w_square_tosa(%x: !x, %r: !y) -> !x {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<[[[[1.0], [-2.0], [3.0]]]]> : !w}> : () -> !w
  %b = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %rx = lxt.w_square epsilon(1.0) ins(%a = %x : !x) outs(%r : !y) relevance(%r : !y) -> !x {
    %0 = tosa.transpose_conv2d %a, %w, %b, %none, %none {acc_type = f32, out_pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 2>} : (!x, !w, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> !y
    lxt.yield %0 : !y
  }
  return %rx : !x
}

// The bounds hold for the elements, not for the zeros between them.
// CHECK-LABEL: @z_box(
// CHECK-DAG: %[[L:.*]] = arith.constant -1.0{{.*}} : f32
// CHECK-DAG: %[[H:.*]] = arith.constant 2.0{{.*}} : f32
// CHECK-DAG: %[[LOW:.*]] = linalg.fill ins(%[[L]] : f32) {{.*}} -> tensor<1x1x2x1xf32>
// CHECK-DAG: %[[HIGH:.*]] = linalg.fill ins(%[[H]] : f32) {{.*}} -> tensor<1x1x2x1xf32>
// CHECK-DAG: tensor.insert_slice %[[LOW]] into
// CHECK-DAG: tensor.insert_slice %[[HIGH]] into
func.func @z_box(%x: !x, %r: !y) -> !x {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[3.0], [-2.0], [1.0]]]]> : !w
  %b = arith.constant dense<1.0> : !y
  %rx = lxt.z_box low(-1.0) high(2.0) epsilon(0.5) ins(%a = %x : !x) outs(%r : !y) relevance(%r : !y) -> !x {
    %e = tensor.empty() : !z
    %zeros = linalg.fill ins(%zero : f32) outs(%e : !z) -> !z
    %0 = tensor.insert_slice %a into %zeros[0, 0, 2, 0] [1, 1, 2, 1] [1, 1, 2, 1] : !x into !z
    %1 = linalg.conv_2d_nhwc_fhwc ins(%0, %w : !z, !w) outs(%b : !y) -> !y
    lxt.yield %1 : !y
  }
  return %rx : !x
}
func.func @z_box_tosa(%x: !x, %r: !y) -> !x {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<[[[[1.0], [-2.0], [3.0]]]]> : !w}> : () -> !w
  %b = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %rx = lxt.z_box low(-1.0) high(2.0) epsilon(0.5) ins(%a = %x : !x) outs(%r : !y) relevance(%r : !y) -> !x {
    %0 = tosa.transpose_conv2d %a, %w, %b, %none, %none {acc_type = f32, out_pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 2>} : (!x, !w, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> !y
    lxt.yield %0 : !y
  }
  return %rx : !x
}

// In two dimensions, with zeros and padding in both.
func.func @square(%x: tensor<1x2x2x1xf32>, %r: tensor<1x5x5x1xf32>) -> tensor<1x2x2x1xf32> {
  %w = arith.constant dense<7.0> : tensor<1x3x3x1xf32>
  %b = arith.constant dense<1.0> : tensor<1x5x5x1xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x7x7x1xf32>
  %rx = lxt.flat epsilon(1.0) ins(%a = %x : tensor<1x2x2x1xf32>) outs(%r : tensor<1x5x5x1xf32>) relevance(%r : tensor<1x5x5x1xf32>) -> tensor<1x2x2x1xf32> {
    %0 = tensor.insert_slice %a into %zeros[0, 2, 2, 0] [1, 2, 2, 1] [1, 2, 2, 1] : tensor<1x2x2x1xf32> into tensor<1x7x7x1xf32>
    %1 = linalg.conv_2d_nhwc_fhwc ins(%0, %w : tensor<1x7x7x1xf32>, tensor<1x3x3x1xf32>) outs(%b : tensor<1x5x5x1xf32>) -> tensor<1x5x5x1xf32>
    lxt.yield %1 : tensor<1x5x5x1xf32>
  }
  return %rx : tensor<1x2x2x1xf32>
}
func.func @square_tosa(%x: tensor<1x2x2x1xf32>, %r: tensor<1x5x5x1xf32>) -> tensor<1x2x2x1xf32> {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<7.0> : tensor<1x3x3x1xf32>}> : () -> tensor<1x3x3x1xf32>
  %b = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %rx = lxt.flat epsilon(1.0) ins(%a = %x : tensor<1x2x2x1xf32>) outs(%r : tensor<1x5x5x1xf32>) relevance(%r : tensor<1x5x5x1xf32>) -> tensor<1x2x2x1xf32> {
    %0 = tosa.transpose_conv2d %a, %w, %b, %none, %none {acc_type = f32, out_pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x2x2x1xf32>, tensor<1x3x3x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x5x5x1xf32>
    lxt.yield %0 : tensor<1x5x5x1xf32>
  }
  return %rx : tensor<1x2x2x1xf32>
}

// Padded on the left by one, cut on the right by one: the result is [1, y0, .., y3], and its first element has no input.
func.func @shifted_tosa(%x: !x, %r: !y) -> !x {
  %none = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<[[[[1.0], [-2.0], [3.0]]]]> : !w}> : () -> !w
  %b = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %rx = lxt.w_square epsilon(1.0) ins(%a = %x : !x) outs(%r : !y) relevance(%r : !y) -> !x {
    %0 = tosa.transpose_conv2d %a, %w, %b, %none, %none {acc_type = f32, out_pad = array<i64: 0, 0, 1, -1>, stride = array<i64: 1, 2>} : (!x, !w, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> !y
    lxt.yield %0 : !y
  }
  return %rx : !x
}

func.func @main() {
  %x = arith.constant dense<[[[[1.0], [-0.5]]]]> : !x
  // z = [1, 1, 2, 1, 1], s = [2 / 2, 4 / 2, 9 / 3, -6 / 2, 8 / 2] = [1, 2, 3, -3, 4]: [1 + 2 + 3, 3 - 3 + 4]
  %r_flat = arith.constant dense<[[[[2.0], [4.0], [9.0], [-6.0], [8.0]]]]> : !y
  // NUM:      {{^\[\[\[\[}}6],
  // NUM-NEXT: {{^ *\[}}4]]]]
  %0 = call @flat(%x, %r_flat) : (!x, !y) -> !x
  %u0 = tensor.cast %0 : !x to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  // NUM:      {{^\[\[\[\[}}6],
  // NUM-NEXT: {{^ *\[}}4]]]]
  %1 = call @flat_tosa(%x, %r_flat) : (!x, !y) -> !x
  %u1 = tensor.cast %1 : !x to tensor<*xf32>
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  // z = [1, 4, 9 + 1, 4, 9] + 1, s = [3 / 3, 12 / 6, 12 / 12, -6 / 6, 22 / 11] = [1, 2, 1, -1, 2]: [1 + 4 * 2 + 9, 1 - 4 + 9 * 2]
  %r_w_square = arith.constant dense<[[[[3.0], [12.0], [12.0], [-6.0], [22.0]]]]> : !y
  // NUM:      {{^\[\[\[\[}}18],
  // NUM-NEXT: {{^ *\[}}15]]]]
  %2 = call @w_square(%x, %r_w_square) : (!x, !y) -> !x
  %u2 = tensor.cast %2 : !x to tensor<*xf32>
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  // NUM:      {{^\[\[\[\[}}18],
  // NUM-NEXT: {{^ *\[}}15]]]]
  %3 = call @w_square_tosa(%x, %r_w_square) : (!x, !y) -> !x
  %u3 = tensor.cast %3 : !x to tensor<*xf32>
  call @printMemrefF32(%u3) : (tensor<*xf32>) -> ()
  // Between -1 and 2, x0 adds [2 * 1, -1 * -2, 2 * 3] = [2, 2, 6], x1 adds [0.5 * 1, -2.5 * -2, 0.5 * 3] = [0.5, 5, 1.5].
  // z = [2, 2, 6.5, 5, 1.5], s = [5 / 2.5, 2.5 / 2.5, 14 / 7, -5.5 / 5.5, 8 / 2] = [2, 1, 2, -1, 4]: [4 + 2 + 12, 1 - 5 + 6]
  %r_z_box = arith.constant dense<[[[[5.0], [2.5], [14.0], [-5.5], [8.0]]]]> : !y
  // NUM:      {{^\[\[\[\[}}18],
  // NUM-NEXT: {{^ *\[}}2]]]]
  %4 = call @z_box(%x, %r_z_box) : (!x, !y) -> !x
  %u4 = tensor.cast %4 : !x to tensor<*xf32>
  call @printMemrefF32(%u4) : (tensor<*xf32>) -> ()
  // NUM:      {{^\[\[\[\[}}18],
  // NUM-NEXT: {{^ *\[}}2]]]]
  %5 = call @z_box_tosa(%x, %r_z_box) : (!x, !y) -> !x
  %u5 = tensor.cast %5 : !x to tensor<*xf32>
  call @printMemrefF32(%u5) : (tensor<*xf32>) -> ()
  // z_ij = z_i z_j with z of @flat, R_ij = (z_ij + 1) s_j with its s: three times [6, 4] for each row.
  %image = arith.constant dense<2.0> : tensor<1x2x2x1xf32>
  %r_image = arith.constant dense<[[[[2.0], [4.0], [9.0], [-6.0], [8.0]], [[2.0], [4.0], [9.0], [-6.0], [8.0]], [[3.0], [6.0], [15.0], [-9.0], [12.0]], [[2.0], [4.0], [9.0], [-6.0], [8.0]], [[2.0], [4.0], [9.0], [-6.0], [8.0]]]]> : tensor<1x5x5x1xf32>
  // NUM:      {{^\[\[\[\[}}18],
  // NUM-NEXT: {{^ *\[}}12]],
  // NUM-NEXT: {{^ *\[\[}}18],
  // NUM-NEXT: {{^ *\[}}12]]]]
  %6 = call @square(%image, %r_image) : (tensor<1x2x2x1xf32>, tensor<1x5x5x1xf32>) -> tensor<1x2x2x1xf32>
  %u6 = tensor.cast %6 : tensor<1x2x2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%u6) : (tensor<*xf32>) -> ()
  // NUM:      {{^\[\[\[\[}}18],
  // NUM-NEXT: {{^ *\[}}12]],
  // NUM-NEXT: {{^ *\[\[}}18],
  // NUM-NEXT: {{^ *\[}}12]]]]
  %7 = call @square_tosa(%image, %r_image) : (tensor<1x2x2x1xf32>, tensor<1x5x5x1xf32>) -> tensor<1x2x2x1xf32>
  %u7 = tensor.cast %7 : tensor<1x2x2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%u7) : (tensor<*xf32>) -> ()
  // z = [0, 1, 4, 9 + 1, 4] + 1, s = [., 3 / 3, 12 / 6, 12 / 12, -6 / 6] = [., 1, 2, 1, -1]: [1 + 4 * 2 + 9, 1 - 4]
  // NUM:      {{^\[\[\[\[}}18],
  // NUM-NEXT: {{^ *\[}}-3]]]]
  %r_shifted = arith.constant dense<[[[[5.0], [3.0], [12.0], [12.0], [-6.0]]]]> : !y
  %8 = call @shifted_tosa(%x, %r_shifted) : (!x, !y) -> !x
  %u8 = tensor.cast %8 : !x to tensor<*xf32>
  call @printMemrefF32(%u8) : (tensor<*xf32>) -> ()
  return
}
