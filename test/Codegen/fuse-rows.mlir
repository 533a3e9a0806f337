// lxt-fuse-rows goes over rows once for all ops that do.
// RUN: lxt-opt %s --split-input-file --lxt-fuse-rows --canonicalize | FileCheck %s

#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
#column = affine_map<(i, j) -> (j)>

// The sum of each row, the quotient, a factor per column: one loop over rows. Sum and exp are as small as a row; the
// second fill moves to the op that reads it.
// CHECK-LABEL: func.func @softmax(
// CHECK-SAME: %[[X:.*]]: memref<5x36xf32>, %[[G:.*]]: memref<36xf32>, %[[Y:.*]]: memref<5x36xf32>)
// CHECK: %[[Z:.*]] = memref.alloc() : memref<5xf32>
// CHECK-NOT: memref.alloc()
// CHECK: scf.parallel (%[[I:.*]]) = (%c0) to (%c5)
// CHECK: %[[IN:.*]] = memref.subview %[[X]][%[[I]], 0] [1, 36] [1, 1]
// CHECK: %[[EXP:.*]] = memref.alloca() {{.*}} : memref<36xf32>
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel"]} ins(%[[IN]]{{.*}} outs(%[[EXP]]
// CHECK: %[[SUM:.*]] = memref.alloca() {{.*}} : memref<f32>
// CHECK: linalg.generic {{.*}} iterator_types = ["reduction"]} ins(%[[EXP]]{{.*}} outs(%[[SUM]]
// CHECK: %[[OUT:.*]] = memref.subview %[[Y]][%[[I]], 0] [1, 36] [1, 1]
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel"]} ins(%[[EXP]], %[[SUM]], %[[G]]{{.*}} outs(%[[OUT]]
// CHECK: arith.index_cast %[[I]]
// CHECK: %[[LAST:.*]] = memref.subview %[[Z]][%[[I]]] [1] [1]
// CHECK: linalg.fill {{.*}} outs(%[[LAST]]
// CHECK: linalg.generic {{.*}} ins(%[[OUT]]{{.*}} outs(%[[LAST]]
// CHECK: scf.reduce
// CHECK-NOT: linalg
// CHECK: return
func.func @softmax(%x: memref<5x36xf32>, %g: memref<36xf32>, %y: memref<5x36xf32>) -> memref<5xf32> {
  %zero = arith.constant 0.0 : f32
  %e = memref.alloc() : memref<5x36xf32>
  %s = memref.alloc() : memref<5xf32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : memref<5x36xf32>) outs(%e : memref<5x36xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = math.exp %a : f32
    linalg.yield %0 : f32
  }
  linalg.fill ins(%zero : f32) outs(%s : memref<5xf32>)
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%e : memref<5x36xf32>) outs(%s : memref<5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#id, #row, #column, #id], iterator_types = ["parallel", "parallel"]} ins(%e, %s, %g : memref<5x36xf32>, memref<5xf32>, memref<36xf32>) outs(%y : memref<5x36xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32, %o: f32):
    %i = linalg.index 0 : index
    %j = arith.index_cast %i : index to i32
    %f = arith.sitofp %j : i32 to f32
    %0 = arith.divf %a, %b : f32
    %1 = arith.mulf %0, %c : f32
    %2 = arith.addf %1, %f : f32
    linalg.yield %2 : f32
  }
  %z = memref.alloc() : memref<5xf32>
  linalg.fill ins(%zero : f32) outs(%z : memref<5xf32>)
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%y : memref<5x36xf32>) outs(%z : memref<5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  return %z : memref<5xf32>
}

// -----

#w = affine_map<(i, j) -> (i, j)>
#x = affine_map<(i, j) -> (j)>
#y = affine_map<(i, j) -> (i)>
#id = affine_map<(i) -> (i)>

// All of x for each row, and the row's own element of it.
// CHECK-LABEL: func.func @residual(
// CHECK-SAME: %[[W:.*]]: memref<16x16xf32>, %[[X:.*]]: memref<16xf32>, %[[Z:.*]]: memref<16xf32>)
// CHECK: scf.parallel (%[[I:.*]]) =
// CHECK: %[[ROW:.*]] = memref.subview %[[W]][%[[I]], 0]
// CHECK: linalg.generic {{.*}} ins(%[[ROW]], %[[X]] : {{.*}}memref<16xf32>) outs(%[[SUM:.*]] : memref<f32>)
// CHECK: %[[OWN:.*]] = memref.subview %[[X]][%[[I]]] [1] [1]
// CHECK: linalg.generic {{.*}} ins(%[[SUM]], %[[OWN]]
func.func @residual(%w: memref<16x16xf32>, %x: memref<16xf32>, %z: memref<16xf32>) {
  %y = memref.alloc() : memref<16xf32>
  linalg.generic {indexing_maps = [#w, #x, #y], iterator_types = ["parallel", "reduction"]} ins(%w, %x : memref<16x16xf32>, memref<16xf32>) outs(%y : memref<16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = math.fma %a, %b, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%y, %x : memref<16xf32>, memref<16xf32>) outs(%z : memref<16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

#id = affine_map<(i, j, k) -> (i, j, k)>
#row = affine_map<(i, j, k) -> (j, i)>

// Rows of two loops, of sizes that are not known; what may be large stays on the heap.
// CHECK-LABEL: func.func @dynamic(
// CHECK-SAME: %[[X:.*]]: memref<?x?x?xf32>, %[[S:.*]]: memref<?x?xf32>, %[[Y:.*]]: memref<?x?x?xf32>,
// CHECK: memref.alloc(
// CHECK-DAG: %[[N:.*]] = memref.dim %[[S]], %c0
// CHECK-DAG: %[[M:.*]] = memref.dim %[[S]], %c1
// CHECK: scf.parallel (%[[J:.*]], %[[I:.*]]) = (%c0, %c0) to (%[[N]], %[[M]])
// CHECK-DAG: memref.subview %[[X]][%[[I]], %[[J]], 0]
// CHECK-DAG: memref.subview %[[S]][%[[J]], %[[I]]]
// CHECK: memref.subview %[[Y]][%[[I]], %[[J]], 0]
// CHECK: scf.reduce
// CHECK-NOT: linalg
// CHECK: return
func.func @dynamic(%x: memref<?x?x?xf32>, %s: memref<?x?xf32>, %y: memref<?x?x?xf32>, %n: index) {
  %e = memref.alloc(%n, %n, %n) : memref<?x?x?xf32>
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x : memref<?x?x?xf32>) outs(%s : memref<?x?xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel", "parallel"]} ins(%x, %s : memref<?x?x?xf32>, memref<?x?xf32>) outs(%e : memref<?x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.divf %a, %b : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel", "parallel"]} ins(%e, %s : memref<?x?x?xf32>, memref<?x?xf32>) outs(%y : memref<?x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.mulf %a, %b : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
#vector = affine_map<(i) -> (i)>
#scalar = affine_map<(i) -> ()>

// What reads other rows comes after the loop: by a lookup in the body, through a view, through a broadcast, or along a
// diagonal.
// CHECK-LABEL: func.func @others(
// CHECK: scf.parallel
// CHECK: scf.reduce
// CHECK: linalg.generic
// CHECK: memref.load
func.func @others(%x: memref<8x16xf32>, %y: memref<8xf32>, %z: memref<8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x16xf32>) outs(%s : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%s : memref<8xf32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = math.exp %a : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%s : memref<8xf32>) outs(%z : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %c7 = arith.constant 7 : index
    %i = linalg.index 0 : index
    %j = arith.subi %c7, %i : index
    %v = memref.load %s[%j] : memref<8xf32>
    %0 = arith.addf %a, %v : f32
    linalg.yield %0 : f32
  }
  return
}

// CHECK-LABEL: func.func @view(
// CHECK-NOT: scf.parallel
func.func @view(%x: memref<8x16xf32>, %y: memref<8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  %v = memref.subview %s[3] [1] [1] : memref<8xf32> to memref<f32, strided<[], offset: 3>>
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x16xf32>) outs(%s : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#vector, #scalar, #vector], iterator_types = ["parallel"]} ins(%s, %v : memref<8xf32>, memref<f32, strided<[], offset: 3>>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  }
  return
}

// CHECK-LABEL: func.func @column_of_rows(
// CHECK-NOT: scf.parallel
func.func @column_of_rows(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x8xf32>) outs(%s : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#row, affine_map<(i, j) -> (j)>, #id], iterator_types = ["parallel", "parallel"]} ins(%s, %s : memref<8xf32>, memref<8xf32>) outs(%y : memref<8x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  }
  return
}

// CHECK-LABEL: func.func @diagonal(
// CHECK-NOT: scf.parallel
func.func @diagonal(%x: memref<8x8xf32>, %d: memref<8x8xf32>, %y: memref<8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x8xf32>) outs(%s : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#vector, affine_map<(i) -> (i, i)>, #vector], iterator_types = ["parallel"]} ins(%s, %d : memref<8xf32>, memref<8x8xf32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  }
  return
}

// A fill through a view of what is read before it stays in its place.
// CHECK-LABEL: func.func @filled_view(
// CHECK: linalg.generic
// CHECK: linalg.fill
// CHECK-NOT: scf.parallel
func.func @filled_view(%x: memref<8x16xf32>, %y: memref<8xf32>) -> memref<8xf32> {
  %zero = arith.constant 0.0 : f32
  %s = memref.alloc() : memref<8x1xf32>
  %v = memref.collapse_shape %s [[0, 1]] : memref<8x1xf32> into memref<8xf32>
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x16xf32>) outs(%v : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  linalg.fill ins(%zero : f32) outs(%s : memref<8x1xf32>)
  linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%v : memref<8xf32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = math.exp %a : f32
    linalg.yield %0 : f32
  }
  return %v : memref<8xf32>
}

// Nothing goes over the same rows.
// CHECK-LABEL: func.func @alone(
// CHECK-NOT: scf.parallel
func.func @alone(%x: memref<8x16xf32>, %y: memref<8xf32>) {
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x16xf32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

// The same in the body of a loop, which canonicalization makes one with it.
// CHECK-LABEL: func.func @inside(
// CHECK: scf.parallel (%{{.*}}, %[[I:.*]]) = (%c0, %c0) to (%c4, %c5)
// CHECK: memref.subview %{{.*}}[%[[I]], 0] [1, 36] [1, 1]
// CHECK: linalg.generic {{.*}} iterator_types = ["reduction"]}
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel"]}
// CHECK-NOT: linalg.generic
func.func @inside(%x: memref<5x36xf32>, %y: memref<5x36xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  scf.parallel (%k) = (%c0) to (%c4) step (%c1) {
    %s = memref.alloc() : memref<5xf32>
    linalg.fill ins(%zero : f32) outs(%s : memref<5xf32>)
    linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]} ins(%x : memref<5x36xf32>) outs(%s : memref<5xf32>) {
    ^bb0(%a: f32, %o: f32):
      %0 = arith.addf %a, %o : f32
      linalg.yield %0 : f32
    }
    linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} ins(%x, %s : memref<5x36xf32>, memref<5xf32>) outs(%y : memref<5x36xf32>) {
    ^bb0(%a: f32, %b: f32, %o: f32):
      %0 = arith.divf %a, %b : f32
      linalg.yield %0 : f32
    }
  }
  return
}
