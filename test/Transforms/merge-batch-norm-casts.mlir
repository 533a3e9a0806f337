// Casts to other types of floats between a linear layer, its bias and the batch
// norm. Every result is exact, folded or not.
// RUN: lxt-opt %s | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.before
// RUN: lxt-opt %s --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 --lxt-lower-rules \
// RUN:   | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.after
// RUN: diff %t.before %t.after
// RUN: FileCheck %s --input-file %t.after --check-prefix=NUMBERS

// RUN: lxt-opt %s --verify-diagnostics --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 \
// RUN:   | FileCheck %s --implicit-check-not="kind = batch_norm"

#vector = affine_map<(d0) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>

!m = tensor<2x2xf32>
!h = tensor<2x2xf16>
!v = tensor<2xf32>
!vh = tensor<2xf16>

// The layer and its bias are in f16, the norm and its constants in f32: the
// vectors are combined in f32, the weight and the new bias are in f16. The casts
// stay where they are.
// CHECK-DAG:   #[[ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG:   #[[COL:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: func.func private @half_bias(
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{.*}}> : tensor<2x2xf16>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[1.000000e+00, -3.000000e+00]> : tensor<2xf16>
// CHECK-DAG:     %[[SCALE:.*]] = arith.constant dense<[5.000000e-01, 4.000000e+00]> : tensor<2xf32>
// CHECK:         %[[PRODUCT:.*]] = linalg.generic {{.*}} ins(%[[B]], %[[SCALE]] : tensor<2xf16>, tensor<2xf32>) outs(%{{.*}} : tensor<2xf32>)
// CHECK:           arith.extf
// CHECK:           arith.mulf {{.*}} : f32
// CHECK:         %[[SUM:.*]] = linalg.generic {{.*}} ins(%[[PRODUCT]], %{{.*}} : tensor<2xf32>, tensor<2xf32>)
// CHECK:           arith.addf
// CHECK:         %[[FACTOR:.*]] = linalg.generic {{.*}} ins(%[[SCALE]] : tensor<2xf32>) outs(%{{.*}} : tensor<2xf16>)
// CHECK:           arith.truncf
// CHECK:         %[[WEIGHT:.*]] = linalg.generic {indexing_maps = [#[[ID]], #[[COL]], #[[ID]]], {{.*}} ins(%[[W]], %[[FACTOR]] : tensor<2x2xf16>, tensor<2xf16>)
// CHECK:           arith.mulf
// CHECK:         %[[Y:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%[[A:.*]] = %{{.*}} : tensor<2x2xf16>) -> tensor<2x2xf16> {
// CHECK:           %[[P:.*]] = linalg.matmul ins(%[[A]], %[[WEIGHT]] :
// CHECK:           %[[BIAS:.*]] = linalg.generic {{.*}} ins(%[[SUM]] : tensor<2xf32>) outs(%{{.*}} : tensor<2xf16>)
// CHECK:             arith.truncf
// CHECK:           linalg.generic {{.*}} ins(%[[P]], %[[BIAS]] : tensor<2x2xf16>, tensor<2xf16>)
// CHECK:             arith.addf
// CHECK:         %[[F:.*]] = lxt.layer <kind = scale, op = "arith.extf"> ins(%{{.*}} = %[[Y]] : tensor<2x2xf16>) -> tensor<2x2xf32> {
// CHECK:         return %[[F]]
// z = (-1, 10; 7, -8), with the bias (0, 7; 8, -11), minus the mean (-2, 8.5; 6, -9.5), times (0.5, 4).
// NUMBERS:      {{^\[\[}}-1, 34],
// NUMBERS-NEXT: {{^ \[}}3, -38]]
func.func private @half_bias(%x: !h) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !h
  %init = arith.constant dense<0.0> : !h
  %b = arith.constant dense<[1.0, -3.0]> : !vh
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %h = tensor.empty() : !h
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !h, !h) outs(%init : !h) -> !h
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id, #col, #id] ins(%0, %b : !h, !vh) outs(%h : !h) -> !h
  %2 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%1 : !h) outs(%e : !m) {
  ^bb0(%in: f16, %out: f32):
    %5 = arith.extf %in : f16 to f32
    linalg.yield %5 : f32
  } -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%2, %mean : !m, !v) outs(%e : !m) -> !m
  %4 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%3, %scale : !m, !v) outs(%e : !m) -> !m
  return %4 : !m
}

// The product is added up in f32, and the bias to it in f16, behind the cast: all
// of it is the layer. The norm is in f16, its constants are cast from f32.
// CHECK-LABEL: func.func private @accumulated(
// CHECK:         %[[Y:.*]] = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%[[A:.*]] = %arg0 : tensor<2x2xf16>) -> tensor<2x2xf16> {
// CHECK:           %[[P:.*]] = linalg.matmul ins(%[[A]], %{{.*}} : tensor<2x2xf16>, tensor<2x2xf16>) outs(%{{.*}} : tensor<2x2xf32>)
// CHECK:           %[[T:.*]] = linalg.generic {{.*}} ins(%[[P]] : tensor<2x2xf32>)
// CHECK:             arith.truncf
// CHECK:           linalg.generic {{.*}} ins(%[[T]], %{{.*}} : tensor<2x2xf16>, tensor<2xf16>)
// CHECK:             arith.addf
// CHECK-NOT:       arith.addf
// CHECK:         return %[[Y]]
// The numbers are those above.
// NUMBERS:      {{^\[\[}}-1, 34],
// NUMBERS-NEXT: {{^ \[}}3, -38]]
func.func private @accumulated(%x: !h) -> !h {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !h
  %init = arith.constant dense<0.0> : !m
  %b = arith.constant dense<[1.0, -3.0]> : !vh
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %h = tensor.empty() : !h
  %ev = tensor.empty() : !vh
  %half_mean = linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%mean : !v) outs(%ev : !vh) {
  ^bb0(%in: f32, %out: f16):
    %5 = arith.truncf %in : f32 to f16
    linalg.yield %5 : f16
  } -> !vh
  %half_scale = linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%scale : !v) outs(%ev : !vh) {
  ^bb0(%in: f32, %out: f16):
    %5 = arith.truncf %in : f32 to f16
    linalg.yield %5 : f16
  } -> !vh
  %0 = linalg.matmul ins(%x, %w : !h, !h) outs(%init : !m) -> !m
  %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%0 : !m) outs(%h : !h) {
  ^bb0(%in: f32, %out: f16):
    %5 = arith.truncf %in : f32 to f16
    linalg.yield %5 : f16
  } -> !h
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id, #col, #id] ins(%1, %b : !h, !vh) outs(%h : !h) -> !h
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%2, %half_mean : !h, !vh) outs(%h : !h) -> !h
  %4 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%3, %half_scale : !h, !vh) outs(%h : !h) -> !h
  return %4 : !h
}

// A bias of zeros is none, also where one number of another type is repeated.
// CHECK-LABEL: func.func private @zero_bias(
// CHECK-DAG:     %[[MEAN:.*]] = arith.constant dense<[2.000000e+00, -1.500000e+00]> : tensor<2xf32>
// CHECK-DAG:     %[[SCALE:.*]] = arith.constant dense<[5.000000e-01, 4.000000e+00]> : tensor<2xf32>
// CHECK:         %[[SHIFT:.*]] = linalg.generic {{.*}} ins(%[[MEAN]] :
// CHECK:           arith.subf
// CHECK:         %[[BIAS:.*]] = linalg.generic {{.*}} ins(%[[SHIFT]], %[[SCALE]] :
// CHECK:           arith.mulf
// CHECK-NOT:     arith.addf
// CHECK:         lxt.layer <kind = dense
// CHECK:           %[[P:.*]] = linalg.matmul
// CHECK:           linalg.generic {{.*}} ins(%[[P]], %[[BIAS]] :
// CHECK:             arith.addf
// CHECK-NOT:       arith.addf
// CHECK:         return
// z minus the mean (-3, 11.5; 5, -6.5), times (0.5, 4).
// NUMBERS:      {{^\[\[}}-1.5, 46],
// NUMBERS-NEXT: {{^ \[}}2.5, -26]]
func.func private @zero_bias(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %b = arith.constant dense<0.0> : tensor<1xf16>
  %mean = arith.constant dense<[2.0, -1.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %e = tensor.empty() : !m
  %init = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (0)>, #id], iterator_types = ["parallel", "parallel"]} ins(%b : tensor<1xf16>) outs(%e : !m) {
  ^bb0(%in: f16, %out: f32):
    %3 = arith.extf %in : f16 to f32
    linalg.yield %3 : f32
  } -> !m
  %0 = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%0, %mean : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%1, %scale : !m, !v) outs(%e : !m) -> !m
  return %2 : !m
}

// As bf16 exports of convolutions come: the destination repeats the bias, the
// norm is in f32, between two casts.
// CHECK-LABEL: func.func private @image(
// CHECK:         %[[Y:.*]] = lxt.layer <kind = convolution, op = "linalg.conv_2d_nchw_fchw">
// CHECK:           linalg.conv_2d_nchw_fchw
// CHECK:           arith.addf {{.*}} : bf16
// CHECK:         %[[F:.*]] = lxt.layer <kind = scale, op = "arith.extf"> ins(%{{.*}} = %[[Y]] :
// CHECK:         %[[H:.*]] = lxt.layer <kind = scale, op = "arith.truncf"> ins(%{{.*}} = %[[F]] :
// CHECK:         lxt.layer <kind = scale, op = "arith.extf"> ins(%{{.*}} = %[[H]] :
// x and twice that, plus the bias (2, -1): minus the mean (1, -2.5) 2, 3, 4, 5 and 3.5, 5.5, 7.5, 9.5, times (0.5, 4).
// NUMBERS:      {{^\[\[\[\[}}1, 1.5],
// NUMBERS-NEXT: {{^ *\[}}2, 2.5]],
// NUMBERS-NEXT: {{^ *\[\[}}14, 22],
// NUMBERS-NEXT: {{^ *\[}}30, 38]]]]
#id4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1)>
func.func private @image(%x: tensor<1x1x2x2xbf16>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xbf16>
  %b = arith.constant dense<[2.0, -1.0]> : tensor<2xbf16>
  %mean = arith.constant dense<[1.0, -2.5]> : !v
  %scale = arith.constant dense<[0.5, 4.0]> : !v
  %h = tensor.empty() : tensor<1x2x2x2xbf16>
  %e = tensor.empty() : tensor<1x2x2x2xf32>
  %init = linalg.broadcast ins(%b : tensor<2xbf16>) outs(%h : tensor<1x2x2x2xbf16>) dimensions = [0, 2, 3]
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xbf16>, tensor<2x1x1x1xbf16>) outs(%init : tensor<1x2x2x2xbf16>) -> tensor<1x2x2x2xbf16>
  %1 = linalg.generic {indexing_maps = [#id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0 : tensor<1x2x2x2xbf16>) outs(%e : tensor<1x2x2x2xf32>) {
  ^bb0(%in: bf16, %out: f32):
    %6 = arith.extf %in : bf16 to f32
    linalg.yield %6 : f32
  } -> tensor<1x2x2x2xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id4, #channel, #id4] ins(%1, %mean : tensor<1x2x2x2xf32>, !v) outs(%e : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id4, #channel, #id4] ins(%2, %scale : tensor<1x2x2x2xf32>, !v) outs(%e : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %4 = linalg.generic {indexing_maps = [#id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%3 : tensor<1x2x2x2xf32>) outs(%h : tensor<1x2x2x2xbf16>) {
  ^bb0(%in: f32, %out: bf16):
    %6 = arith.truncf %in : f32 to bf16
    linalg.yield %6 : bf16
  } -> tensor<1x2x2x2xbf16>
  %5 = linalg.generic {indexing_maps = [#id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%4 : tensor<1x2x2x2xbf16>) outs(%e : tensor<1x2x2x2xf32>) {
  ^bb0(%in: bf16, %out: f32):
    %6 = arith.extf %in : bf16 to f32
    linalg.yield %6 : f32
  } -> tensor<1x2x2x2xf32>
  return %5 : tensor<1x2x2x2xf32>
}

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func @main() {
  %x = arith.constant dense<[[3.0, 4.0], [10.0, 3.0]]> : !m
  %half = arith.constant dense<[[3.0, 4.0], [10.0, 3.0]]> : !h
  %image = arith.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xbf16>
  %0 = call @half_bias(%half) : (!h) -> !m
  %1 = call @accumulated(%half) : (!h) -> !h
  %2 = call @zero_bias(%x) : (!m) -> !m
  %3 = call @image(%image) : (tensor<1x1x2x2xbf16>) -> tensor<1x2x2x2xf32>
  %e = tensor.empty() : !m
  %float = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%1 : !h) outs(%e : !m) {
  ^bb0(%in: f16, %out: f32):
    %4 = arith.extf %in : f16 to f32
    linalg.yield %4 : f32
  } -> !m
  %u0 = tensor.cast %0 : !m to tensor<*xf32>
  %u1 = tensor.cast %float : !m to tensor<*xf32>
  %u2 = tensor.cast %2 : !m to tensor<*xf32>
  %u3 = tensor.cast %3 : tensor<1x2x2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  call @printMemrefF32(%u3) : (tensor<*xf32>) -> ()
  return
}
