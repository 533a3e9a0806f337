// Biases and types that are not those of a batch norm: whether it is folded or
// stays, the numbers are the same. Every result is exact.
// RUN: lxt-opt %s | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.before
// RUN: lxt-opt %s --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 --lxt-lower-rules \
// RUN:   | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.after
// RUN: diff %t.before %t.after
// RUN: FileCheck %s --input-file %t.after

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>
#kept = affine_map<(d0, d1) -> (0, d1)>
#id4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1, 0, 0)>

!m = tensor<2x2xf32>
!v = tensor<2xf32>

// The bias has as many numbers as there are channels, but is one of rows.
// z = (-1, 10; 7, -8) + (1; -3), minus the mean (-2, 12.5; 2, -9.5), times (0.5, 4).
// CHECK:      {{^\[\[}}-1, 50],
// CHECK-NEXT: {{^ \[}}1, -38]]
func.func private @bias_of_rows(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %b = arith.constant dense<[1.0, -3.0]> : !v
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id, #row, #id] ins(%0, %b : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%1, %mean : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%2, %scale : !m, !v) outs(%e : !m) -> !m
  return %3 : !m
}

// The same in a convolution's destination: a bias along the width.
// z = (1, 2; 3, 4) and twice that, plus (1, -3): (2, -1; 4, 1) and (3, 1; 7, 5).
// CHECK:      {{^\[\[\[\[}}0, -1.5],
// CHECK-NEXT: {{^ *\[}}1, -0.5]],
// CHECK-NEXT: {{^ *\[\[}}18, 10],
// CHECK-NEXT: {{^ *\[}}34, 26]]]]
func.func private @bias_of_columns(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %b = arith.constant dense<[1.0, -3.0]> : !v
  %mean = arith.constant dense<[[[2.0]], [[-1.5]]]> : tensor<2x1x1xf32>
  %scale = arith.constant dense<[[[0.5]], [[4.0]]]> : tensor<2x1x1xf32>
  %e = tensor.empty() : tensor<1x2x2x2xf32>
  %init = linalg.broadcast ins(%b : !v) outs(%e : tensor<1x2x2x2xf32>) dimensions = [0, 1, 2]
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%init : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id4, #channel, #id4] ins(%0, %mean : tensor<1x2x2x2xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id4, #channel, #id4] ins(%1, %scale : tensor<1x2x2x2xf32>, tensor<2x1x1xf32>) outs(%e : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %2 : tensor<1x2x2x2xf32>
}

// The addition of the bias repeats the product's row.
// z = (-1, 10) + (1, -3), minus the mean (-2, 8.5), times (0.5, 4).
// CHECK:      {{^\[\[}}-1, 34],
// CHECK-NEXT: {{^ \[}}-1, 34]]
func.func private @repeated(%x: tensor<1x2xf32>) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : tensor<1x2xf32>
  %b = arith.constant dense<[1.0, -3.0]> : !v
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, !m) outs(%init : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#kept, #col, #id] ins(%0, %b : tensor<1x2xf32>, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%1, %mean : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%2, %scale : !m, !v) outs(%e : !m) -> !m
  return %3 : !m
}

// Input and weight are f16, the sum and the norm f32.
// CHECK:      {{^\[\[}}-1.5, 46],
// CHECK-NEXT: {{^ \[}}2.5, -26]]
func.func private @mixed_types(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : tensor<2x2xf16>
  %init = arith.constant dense<0.0> : !m
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %e = tensor.empty() : !m
  %h = tensor.empty() : tensor<2x2xf16>
  %half = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : !m) outs(%h : tensor<2x2xf16>) {
  ^bb0(%in: f32, %out: f16):
    %3 = arith.truncf %in : f32 to f16
    linalg.yield %3 : f16
  } -> tensor<2x2xf16>
  %0 = linalg.matmul ins(%half, %w : tensor<2x2xf16>, tensor<2x2xf16>) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%0, %mean : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%1, %scale : !m, !v) outs(%e : !m) -> !m
  return %2 : !m
}

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func @main() {
  %image = arith.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xf32>
  %m = arith.constant dense<[[3.0, 4.0], [10.0, 3.0]]> : !m
  %row = arith.constant dense<[[3.0, 4.0]]> : tensor<1x2xf32>
  %0 = call @bias_of_rows(%m) : (!m) -> !m
  %1 = call @bias_of_columns(%image) : (tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = call @repeated(%row) : (tensor<1x2xf32>) -> !m
  %3 = call @mixed_types(%m) : (!m) -> !m
  %u0 = tensor.cast %0 : !m to tensor<*xf32>
  %u1 = tensor.cast %1 : tensor<1x2x2x2xf32> to tensor<*xf32>
  %u2 = tensor.cast %2 : !m to tensor<*xf32>
  %u3 = tensor.cast %3 : !m to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u3) : (tensor<*xf32>) -> ()
  return
}
