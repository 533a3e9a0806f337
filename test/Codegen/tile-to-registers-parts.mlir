// A long sum is computed in parts, one after the other for all tiles, so that what is read of both factors stays in the cache.
// RUN: lxt-opt %s --pass-pipeline='builtin.module(func.func(lxt-tile-to-registers{vector-bits=128 vector-registers=8 block-bytes=2048},canonicalize,cse))' | FileCheck %s

#x = affine_map<(i, j, k) -> (i, k)>
#w = affine_map<(i, j, k) -> (k, j)>
#y = affine_map<(i, j, k) -> (i, j)>
#id = affine_map<(i, j) -> (i, j)>

// 7 of 20 indices at a time: at most 256 bytes of a panel of 8 columns. Sums wait by panel, row and column; the order of additions stays.
// CHECK-DAG: #[[BEGIN:.*]] = affine_map<(d0) -> (d0 * 7)>
// CHECK-DAG: #[[END:.*]] = affine_map<(d0) -> (20, d0 * 7 + 7)>
// CHECK-LABEL: func.func @parts(
// CHECK: %[[WAITING:.*]] = memref.alloc() : memref<2x24x8xf32>
// CHECK: scf.for %[[PART:.*]] = %c0 to %c3
// CHECK: scf.parallel (%[[PANEL:.*]]) =
// CHECK: scf.for %{{.*}} =
// CHECK: %[[FIRST:.*]] = arith.cmpi eq, %[[PART]], %c0
// CHECK: %[[INIT:.*]]:3 = scf.if %[[FIRST]]
// CHECK-NEXT: scf.yield
// CHECK-NEXT: else
// CHECK: vector.load %[[WAITING]][%[[PANEL]],
// CHECK-DAG: %[[K0:.*]] = affine.apply #[[BEGIN]](%[[PART]])
// CHECK-DAG: %[[K1:.*]] = affine.min #[[END]](%[[PART]])
// CHECK: %[[SUMS:.*]]:3 = scf.for %{{.*}} = %[[K0]] to %[[K1]] step %c1 iter_args(%{{.*}} = %[[INIT]]#0
// CHECK: %[[LAST:.*]] = arith.cmpi eq, %[[PART]], %c2
// CHECK: scf.if %[[LAST]]
// CHECK: math.exp %[[SUMS]]#0
// CHECK: else
// CHECK: vector.store %[[SUMS]]#0, %[[WAITING]]
func.func @parts(%x: memref<24x20xf32>, %w: memref<20x16xf32>, %z: memref<24x16xf32>) {
  %zero = arith.constant 0.0 : f32
  %y = memref.alloc() : memref<24x16xf32>
  linalg.fill ins(%zero : f32) outs(%y : memref<24x16xf32>)
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<24x20xf32>, memref<20x16xf32>) outs(%y : memref<24x16xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%y : memref<24x16xf32>) outs(%z : memref<24x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = math.exp %a : f32
    linalg.yield %0 : f32
  }
  return
}
