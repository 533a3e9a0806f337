// lxt-pack-contractions copies a factor into panels, as tiles read it: here 8 columns wide.
// RUN: lxt-opt %s --split-input-file --lxt-pack-contractions='vector-bits=128 vector-registers=8' --canonicalize | FileCheck %s

#x = affine_map<(i, j, k) -> (i, k)>
#w = affine_map<(i, j, k) -> (k, j)>
#t = affine_map<(i, j, k) -> (j, k)>
#y = affine_map<(i, j, k) -> (i, j)>

// Constants always; 20 columns are three panels, the last of them padded. A transpose goes along.
// CHECK-DAG: #[[FROM:.*]] = affine_map<(d0, d1, d2) -> (d2 + d0 * 8, d1)>
// CHECK-DAG: #[[TO:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// CHECK-DAG: #[[PANELS:.*]] = affine_map<(d0, d1, d2) -> (d1 floordiv 8, d2, d1 mod 8)>
// CHECK-LABEL: func.func @constant(
// CHECK-SAME: %[[X:.*]]: tensor<4x2xf32>,
// CHECK: %[[ZERO:.*]] = arith.constant 0.0
// CHECK: %[[PADDED:.*]] = tensor.pad %{{.*}} low[0, 0] high[4, 0]
// CHECK: tensor.yield %[[ZERO]]
// CHECK: %[[PACKED:.*]] = linalg.generic {indexing_maps = [#[[FROM]], #[[TO]]]{{.*}} ins(%[[PADDED]] : tensor<24x2xf32>)
// CHECK: -> tensor<3x2x8xf32>
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[PANELS]], #{{.*}}]{{.*}} ins(%[[X]], %[[PACKED]]
func.func @constant(%x: tensor<4x2xf32>, %y: tensor<4x20xf32>) -> tensor<4x20xf32> {
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 10.0], [1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 10.0],
    [1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 10.0], [1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 10.0]]> : tensor<20x2xf32>
  %0 = linalg.generic {indexing_maps = [#x, #t, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<4x2xf32>, tensor<20x2xf32>) outs(%y : tensor<4x20xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.fma %a, %b, %o : f32
    linalg.yield %1 : f32
  } -> tensor<4x20xf32>
  return %0 : tensor<4x20xf32>
}

// Others if every element is read 16 times. One panel is as wide as the columns, without a dimension of panels.
// CHECK-LABEL: func.func @often(
// CHECK-NOT: tensor.pad
// CHECK: linalg.generic
// CHECK: -> tensor<5x8xf32>
// CHECK: math.fma
func.func @often(%x: tensor<16x5xf32>, %w: tensor<8x5xf32>, %y: tensor<16x8xf32>) -> tensor<16x8xf32> {
  %0 = linalg.generic {indexing_maps = [#x, #t, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<16x5xf32>, tensor<8x5xf32>) outs(%y : tensor<16x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.fma %a, %b, %o : f32
    linalg.yield %1 : f32
  } -> tensor<16x8xf32>
  return %0 : tensor<16x8xf32>
}

// CHECK-LABEL: func.func @seldom(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @seldom(%x: tensor<15x5xf32>, %w: tensor<8x5xf32>, %y: tensor<15x8xf32>) -> tensor<15x8xf32> {
  %0 = linalg.generic {indexing_maps = [#x, #t, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<15x5xf32>, tensor<8x5xf32>) outs(%y : tensor<15x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.fma %a, %b, %o : f32
    linalg.yield %1 : f32
  } -> tensor<15x8xf32>
  return %0 : tensor<15x8xf32>
}

// Sizes that are not known may be large; the number of columns must be known.
// CHECK-LABEL: func.func @dynamic(
// CHECK-SAME: %{{.*}}: tensor<?x?xf32>, %[[W:.*]]: tensor<?x16xf32>,
// CHECK: %[[K:.*]] = tensor.dim %[[W]], %c0
// CHECK: tensor.empty(%[[K]]) : tensor<2x?x8xf32>
// CHECK: math.fma
func.func @dynamic(%x: tensor<?x?xf32>, %w: tensor<?x16xf32>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<?x?xf32>, tensor<?x16xf32>) outs(%y : tensor<?x16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.fma %a, %b, %o : f32
    linalg.yield %1 : f32
  } -> tensor<?x16xf32>
  return %0 : tensor<?x16xf32>
}

// CHECK-LABEL: func.func @dynamic_columns(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @dynamic_columns(%x: tensor<?x5xf32>, %w: tensor<5x?xf32>, %y: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<?x5xf32>, tensor<5x?xf32>) outs(%y : tensor<?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.fma %a, %b, %o : f32
    linalg.yield %1 : f32
  } -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// -----

#x = affine_map<(b, i, j, k) -> (b, i, k)>
#w = affine_map<(b, i, j, k) -> (b, j, k)>
#y = affine_map<(b, i, j, k) -> (b, i, j)>

// The batch stays outside: [batch, panel, k, column].
// CHECK-DAG: #[[PANELS:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2 floordiv 8, d3, d2 mod 8)>
// CHECK-LABEL: func.func @batch(
// CHECK: -> tensor<3x2x5x8xf32>
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[PANELS]], #{{.*}}]
func.func @batch(%x: tensor<3x16x5xf32>, %w: tensor<3x16x5xf32>, %y: tensor<3x16x16xf32>) -> tensor<3x16x16xf32> {
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%x, %w : tensor<3x16x5xf32>, tensor<3x16x5xf32>) outs(%y : tensor<3x16x16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.fma %a, %b, %o : f32
    linalg.yield %1 : f32
  } -> tensor<3x16x16xf32>
  return %0 : tensor<3x16x16xf32>
}

// -----

#x = affine_map<(f, h, w, c, k) -> (h, w + k, c)>
#w = affine_map<(f, h, w, c, k) -> (f, c, k)>
#y = affine_map<(f, h, w, c, k) -> (f, h, w)>

// A window along the columns cannot be in panels: its dimension becomes the last.
// CHECK-DAG: #[[TURNED:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d1, d3, d2 + d4)>
// CHECK-LABEL: func.func @window(
// CHECK: linalg.generic {{.*}} ins(%{{.*}} : tensor<3x10x4xf32>) outs(%{{.*}} : tensor<3x4x10xf32>)
// CHECK: linalg.generic {indexing_maps = [#[[TURNED]], #{{.*}}, #{{.*}}]
func.func @window(%x: tensor<3x10x4xf32>, %w: tensor<16x4x3xf32>, %y: tensor<16x3x8xf32>) -> tensor<16x3x8xf32> {
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%x, %w : tensor<3x10x4xf32>, tensor<16x4x3xf32>) outs(%y : tensor<16x3x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.fma %a, %b, %o : f32
    linalg.yield %1 : f32
  } -> tensor<16x3x8xf32>
  return %0 : tensor<16x3x8xf32>
}

// -----

#x = affine_map<(f, h, w, c, k) -> (c, h + k, w)>
#w = affine_map<(f, h, w, c, k) -> (f, c, k)>
#y = affine_map<(f, h, w, c, k) -> (f, h, w)>

// A window along another dimension would be copied several times; and what each column has its own factors of both is not
// packed at all.
// CHECK-LABEL: func.func @other_window(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @other_window(%x: tensor<4x?x8xf32>, %w: tensor<32x4x3xf32>, %y: tensor<32x?x8xf32>) -> tensor<32x?x8xf32> {
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%x, %w : tensor<4x?x8xf32>, tensor<32x4x3xf32>) outs(%y : tensor<32x?x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.fma %a, %b, %o : f32
    linalg.yield %1 : f32
  } -> tensor<32x?x8xf32>
  return %0 : tensor<32x?x8xf32>
}

// CHECK-LABEL: func.func @depthwise(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @depthwise(%x: tensor<34x16xf32>, %w: tensor<3x16xf32>, %y: tensor<32x16xf32>) -> tensor<32x16xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(i, c, k) -> (i + k, c)>, affine_map<(i, c, k) -> (k, c)>, affine_map<(i, c, k) -> (i, c)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<34x16xf32>, tensor<3x16xf32>) outs(%y : tensor<32x16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.fma %a, %b, %o : f32
    linalg.yield %1 : f32
  } -> tensor<32x16xf32>
  return %0 : tensor<32x16xf32>
}
