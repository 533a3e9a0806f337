// Tiles of 9 x 3 where there are 32 registers: every vector of a row is one of its own, and read or made once.
// RUN: lxt-opt %s --pass-pipeline='builtin.module(func.func(lxt-tile-to-registers{vector-bits=128 vector-registers=32},canonicalize,cse))' | FileCheck %s

#x = affine_map<(i, j, k) -> (i, k)>
#w = affine_map<(i, j, k) -> (j floordiv 12, k, j mod 12)>
#y = affine_map<(i, j, k) -> (i, j)>

// 10 rows are 5 and 5; of the last panel's 12 columns 11 are there.
// CHECK-DAG: #[[LEFT0:.*]] = affine_map<(d0) -> (d0 * -12 + 35)>
// CHECK-DAG: #[[LEFT1:.*]] = affine_map<(d0) -> (d0 * -12 + 31)>
// CHECK-DAG: #[[LEFT2:.*]] = affine_map<(d0) -> (d0 * -12 + 27)>
// CHECK-LABEL: func.func @wide(
// CHECK-SAME: %[[X:.*]]: memref<10x5xf32>, %[[W:.*]]: memref<3x5x12xf32>, %[[Y:.*]]: memref<10x35xf32>)
// CHECK: scf.parallel (%[[PANEL:.*]]) = (%c0) to (%c3)
// CHECK: scf.if
// CHECK: %{{.*}}:15 = scf.for %[[K:.*]] = %c0 to %c5
// CHECK: memref.load %[[X]]
// CHECK: %[[W0:.*]] = vector.load %[[W]][%[[PANEL]], %[[K]], %c0] : memref<3x5x12xf32>, vector<4xf32>
// CHECK: math.fma %[[X0:.*]], %[[W0]],
// CHECK: %[[W1:.*]] = vector.load %[[W]][%[[PANEL]], %[[K]], %c4]
// CHECK: math.fma %{{.*}}, %[[W1]],
// CHECK: %[[W2:.*]] = vector.load %[[W]][%[[PANEL]], %[[K]], %c8]
// CHECK: math.fma %{{.*}}, %[[W2]],
// CHECK-NOT: vector.load
// CHECK-COUNT-4: memref.load %[[X]]
// CHECK-NOT: memref.load
// CHECK: scf.yield
// CHECK: else
// CHECK: %[[COUNT0:.*]] = affine.apply #[[LEFT0]](%[[PANEL]])
// CHECK: %[[MASK0:.*]] = vector.create_mask %[[COUNT0]] : vector<4xi1>
// CHECK: %[[COUNT1:.*]] = affine.apply #[[LEFT1]](%[[PANEL]])
// CHECK: %[[MASK1:.*]] = vector.create_mask %[[COUNT1]] : vector<4xi1>
// CHECK: %[[COUNT2:.*]] = affine.apply #[[LEFT2]](%[[PANEL]])
// CHECK: %[[MASK2:.*]] = vector.create_mask %[[COUNT2]] : vector<4xi1>
// CHECK: vector.maskedload %[[Y]][{{.*}}], %[[MASK0]]
// CHECK: vector.maskedload %[[Y]][{{.*}}], %[[MASK1]]
// CHECK: vector.maskedload %[[Y]][{{.*}}], %[[MASK2]]
// CHECK: vector.maskedstore %[[Y]][{{.*}}], %[[MASK0]]
// CHECK: vector.maskedstore %[[Y]][{{.*}}], %[[MASK1]]
// CHECK: vector.maskedstore %[[Y]][{{.*}}], %[[MASK2]]
func.func @wide(%x: memref<10x5xf32>, %w: memref<3x5x12xf32>, %y: memref<10x35xf32>) {
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<10x5xf32>, memref<3x5x12xf32>) outs(%y : memref<10x35xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  return
}
