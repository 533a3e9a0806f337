// lxt-tile-to-registers computes reductions in tiles of vectors; what comes before and after is computed on the tile.
// DEFINE: %{tile} = lxt-opt %s --split-input-file --pass-pipeline='builtin.module(func.func(lxt-tile-to-registers{vector-bits=128 vector-registers=8},canonicalize,cse))'
// RUN: %{tile} | FileCheck %s
// However few registers there are.
// RUN: lxt-opt %s --split-input-file --lxt-tile-to-registers='vector-bits=1 vector-registers=1' -o /dev/null

#x = affine_map<(i, j, k) -> (i, k)>
#w = affine_map<(i, j, k) -> (k, j)>
#y = affine_map<(i, j, k) -> (i, j)>
#id = affine_map<(i, j) -> (i, j)>
#column = affine_map<(i, j) -> (j)>

// A bias, products, and exp: 3 x 8 of 6 x 16 at a time. The sums are never in memory.
// CHECK-LABEL: func.func @group(
// CHECK-SAME: %[[X:.*]]: memref<6x5xf32>, %[[W:.*]]: memref<5x16xf32>, %[[B:.*]]: memref<16xf32>, %[[Z:.*]]: memref<6x16xf32>)
// CHECK-NOT: memref.alloc
// CHECK: scf.parallel (%[[PANEL:.*]]) = (%c0) to (%c2)
// CHECK: scf.for %[[TILE:.*]] =
// CHECK-NEXT: %[[J:.*]] = affine.apply #{{.*}}(%[[PANEL]])
// CHECK-NEXT: %[[INIT:.*]] = vector.load %[[B]][%[[J]]] : memref<16xf32>, vector<8xf32>
// CHECK-NEXT: %[[SUMS:.*]]:3 = scf.for %[[K:.*]] = %c0 to %c5 step %c1 iter_args(%[[S0:.*]] = %[[INIT]], %[[S1:.*]] = %[[INIT]], %[[S2:.*]] = %[[INIT]])
// CHECK: %[[COLUMNS:.*]] = vector.load %[[W]][%[[K]], %[[J]]]
// CHECK-COUNT-3: math.fma %{{.*}}, %[[COLUMNS]], %{{.*}} : vector<8xf32>
// CHECK-NOT: vector.load
// CHECK: scf.yield
// CHECK: %[[E:.*]] = math.exp %[[SUMS]]#0
// CHECK: vector.store %[[E]], %[[Z]]
// CHECK: %[[E:.*]] = math.exp %[[SUMS]]#1
// CHECK: vector.store %[[E]], %[[Z]]
// CHECK: %[[E:.*]] = math.exp %[[SUMS]]#2
// CHECK: vector.store %[[E]], %[[Z]]
// CHECK-NOT: linalg
// CHECK: return
func.func @group(%x: memref<6x5xf32>, %w: memref<5x16xf32>, %b: memref<16xf32>, %z: memref<6x16xf32>) {
  %y = memref.alloc() : memref<6x16xf32>
  linalg.generic {indexing_maps = [#column, #id], iterator_types = ["parallel", "parallel"]} ins(%b : memref<16xf32>) outs(%y : memref<6x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  }
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<6x5xf32>, memref<5x16xf32>) outs(%y : memref<6x16xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%y : memref<6x16xf32>) outs(%z : memref<6x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = math.exp %a : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

#x = affine_map<(i, j, k) -> (i, k)>
#w = affine_map<(i, j, k) -> (k, j)>
#y = affine_map<(i, j, k) -> (i, j)>

// 5 rows are 3 and 2; 13 columns are 8 and a masked 5. What nothing initialises is read.
// CHECK-DAG: #[[LEFT:.*]] = affine_map<(d0) -> (d0 * -8 + 13)>
// CHECK-LABEL: func.func @tails(
// CHECK-SAME: %[[Y:[^:]*]]: memref<5x13xf32>)
// CHECK: scf.parallel
// CHECK: scf.if
// CHECK: vector.load %[[Y]]
// CHECK: scf.for {{.*}} -> (vector<8xf32>, vector<8xf32>, vector<8xf32>)
// CHECK: scf.for {{.*}} -> (vector<8xf32>, vector<8xf32>)
// CHECK: %[[COUNT:.*]] = affine.apply #[[LEFT]]
// CHECK: %[[MASK:.*]] = vector.create_mask %[[COUNT]] : vector<8xi1>
// CHECK: vector.maskedload %[[Y]][{{.*}}], %[[MASK]]
// CHECK: scf.for {{.*}} -> (vector<8xf32>, vector<8xf32>, vector<8xf32>)
// CHECK: vector.maskedload %{{.*}}[{{.*}}], %[[MASK]]
// CHECK: vector.maskedstore %[[Y]][{{.*}}], %[[MASK]]
// CHECK: scf.for {{.*}} -> (vector<8xf32>, vector<8xf32>)
func.func @tails(%x: memref<5x6xf32>, %w: memref<6x13xf32>, %y: memref<5x13xf32>) {
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<5x6xf32>, memref<6x13xf32>) outs(%y : memref<5x13xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

#x = affine_map<(i, j, k) -> (i, k)>
#w = affine_map<(i, j, k) -> (j floordiv 8, k, j mod 8)>
#y = affine_map<(i, j, k) -> (i, j)>

// Panels of 8: read without a mask, as they are padded, and asked for ahead of time.
// CHECK-LABEL: func.func @panels(
// CHECK-SAME: %{{.*}}: memref<?x?xf32>, %[[W:.*]]: memref<2x?x8xf32>, %[[Y:.*]]: memref<?x13xf32>)
// CHECK: vector.create_mask
// CHECK: scf.for
// CHECK: memref.prefetch %[[W]][%[[P:.*]], %[[K:.*]], %{{.*}}], read
// CHECK: vector.load %[[W]][%[[P]], %[[K]], %c0] : memref<2x?x8xf32>, vector<8xf32>
// CHECK: vector.maskedstore %[[Y]]
func.func @panels(%x: memref<?x?xf32>, %w: memref<2x?x8xf32>, %y: memref<?x13xf32>) {
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<?x?xf32>, memref<2x?x8xf32>) outs(%y : memref<?x13xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

#in = affine_map<(i, j, k) -> (2 * i + k, j)>
#window = affine_map<(i, j, k) -> (k)>
#out = affine_map<(i, j, k) -> (i, j)>

// A pool with stride, of 16-bit elements, and the index of a loop in the body.
// CHECK-DAG: #[[ROW:.*]] = affine_map<(d0) -> (d0 + 2)>
// CHECK-LABEL: func.func @pool(
// CHECK: %[[INIT:.*]] = arith.constant dense<0xFC00> : vector<8xf16>
// CHECK: scf.for %[[K:.*]] = {{.*}} iter_args(%[[MAX:.*]] = %[[INIT]], %{{.*}} = %[[INIT]])
// CHECK: vector.load %{{.*}}[%[[K]], %{{.*}}] : memref<5x8xf16>
// CHECK: %[[STEP:.*]] = arith.index_cast %[[K]] : index to i16
// CHECK: arith.maximumf %[[MAX]], %{{.*}} : vector<8xf16>
// CHECK: %[[NEXT:.*]] = affine.apply #[[ROW]](%[[K]])
// CHECK: vector.load %{{.*}}[%[[NEXT]], %{{.*}}] : memref<5x8xf16>
func.func @pool(%x: memref<5x8xf16>, %window: memref<3xf16>, %y: memref<2x8xf16>) {
  %low = arith.constant 0xFC00 : f16
  linalg.fill ins(%low : f16) outs(%y : memref<2x8xf16>)
  linalg.generic {indexing_maps = [#in, #window, #out], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %window : memref<5x8xf16>, memref<3xf16>) outs(%y : memref<2x8xf16>) {
  ^bb0(%a: f16, %u: f16, %o: f16):
    %k = linalg.index 2 : index
    %i = arith.index_cast %k : index to i16
    %f = arith.sitofp %i : i16 to f16
    %0 = arith.addf %a, %f : f16
    %1 = arith.maximumf %o, %0 : f16
    linalg.yield %1 : f16
  }
  return
}

// -----

#in = affine_map<(j, k) -> (k, j)>
#scalar = affine_map<(j, k) -> ()>
#out = affine_map<(j, k) -> (j)>
#id = affine_map<(j) -> (j)>

// The sum has another reader: it is written, and stays an allocation. Index and scalar are vectors where they must be.
// CHECK-LABEL: func.func @read_again(
// CHECK-SAME: %[[X:.*]]: memref<5x8xf32>, %[[S:.*]]: memref<f32>)
// CHECK: %[[Y:.*]] = memref.alloc
// CHECK: memref.load %[[S]][]
// CHECK: vector.store %{{.*}}, %[[Y]]
// CHECK: return %[[Y]]
func.func @read_again(%x: memref<5x8xf32>, %s: memref<f32>) -> memref<8xf32> {
  %zero = arith.constant 0.0 : f32
  %y = memref.alloc() : memref<8xf32>
  linalg.fill ins(%zero : f32) outs(%y : memref<8xf32>)
  linalg.generic {indexing_maps = [#in, #scalar, #out], iterator_types = ["parallel", "reduction"]} ins(%x, %s : memref<5x8xf32>, memref<f32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %j = linalg.index 0 : index
    %i = arith.index_cast %j : index to i32
    %f = arith.sitofp %i : i32 to f32
    %0 = arith.mulf %b, %f : f32
    %1 = arith.mulf %a, %0 : f32
    %2 = arith.addf %o, %1 : f32
    linalg.yield %2 : f32
  }
  return %y : memref<8xf32>
}

// -----

#x = affine_map<(i, j, k) -> (i, k)>
#w = affine_map<(i, j, k) -> (k, j)>
#y = affine_map<(i, j, k) -> (i, j)>
#id = affine_map<(i, j) -> (i, j)>
#transposed = affine_map<(i, j) -> (j, i)>
#column = affine_map<(i, j) -> (j)>

// A reader that needs other tiles comes after the loops: of the transpose, of a row of it, of what is partly written over.
// CHECK-LABEL: func.func @transposed_reader(
// CHECK: math.fma
// CHECK: linalg.generic
// CHECK: math.exp
func.func @transposed_reader(%x: memref<8x5xf32>, %w: memref<5x8xf32>, %z: memref<8x8xf32>) {
  %y = memref.alloc() : memref<8x8xf32>
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<8x5xf32>, memref<5x8xf32>) outs(%y : memref<8x8xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#id, #transposed, #id], iterator_types = ["parallel", "parallel"]} ins(%y, %y : memref<8x8xf32>, memref<8x8xf32>) outs(%z : memref<8x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = math.exp %b : f32
    %1 = arith.addf %a, %0 : f32
    linalg.yield %1 : f32
  }
  return
}

// CHECK-LABEL: func.func @view_of_output(
// CHECK: math.fma
// CHECK: linalg.generic
// CHECK: math.exp
func.func @view_of_output(%x: memref<8x5xf32>, %w: memref<5x8xf32>, %z: memref<8x8xf32>) {
  %y = memref.alloc() : memref<8x8xf32>
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<8x5xf32>, memref<5x8xf32>) outs(%y : memref<8x8xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  %v = memref.subview %y[7, 0] [1, 8] [1, 1] : memref<8x8xf32> to memref<8xf32, strided<[1], offset: 56>>
  linalg.generic {indexing_maps = [#id, #column, #id], iterator_types = ["parallel", "parallel"]} ins(%y, %v : memref<8x8xf32>, memref<8xf32, strided<[1], offset: 56>>) outs(%z : memref<8x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = math.exp %b : f32
    %1 = arith.addf %a, %0 : f32
    linalg.yield %1 : f32
  }
  return
}

// CHECK-LABEL: func.func @filled_between(
// CHECK: math.fma
// CHECK: linalg.fill
// CHECK: linalg.generic
// CHECK: math.exp
func.func @filled_between(%x: memref<8x5xf32>, %w: memref<5x8xf32>, %z: memref<8x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %y = memref.alloc() : memref<8x8xf32>
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<8x5xf32>, memref<5x8xf32>) outs(%y : memref<8x8xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  %v = memref.subview %y[0, 0] [1, 8] [1, 1] : memref<8x8xf32> to memref<1x8xf32, strided<[8, 1]>>
  linalg.fill ins(%zero : f32) outs(%v : memref<1x8xf32, strided<[8, 1]>>)
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%y : memref<8x8xf32>) outs(%z : memref<8x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = math.exp %a : f32
    linalg.yield %0 : f32
  }
  return
}

// What the init wrote is copied elsewhere before the reduction: it stays.
// CHECK-LABEL: func.func @init_read(
// CHECK: linalg.fill
// CHECK: memref.copy
// CHECK: math.fma
// CHECK: vector.load
func.func @init_read(%x: memref<8x5xf32>, %w: memref<5x8xf32>, %z: memref<16x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %all = memref.alloc() : memref<16x8xf32>
  %y = memref.subview %all[0, 0] [8, 8] [1, 1] : memref<16x8xf32> to memref<8x8xf32, strided<[8, 1]>>
  linalg.fill ins(%zero : f32) outs(%y : memref<8x8xf32, strided<[8, 1]>>)
  memref.copy %all, %z : memref<16x8xf32> to memref<16x8xf32>
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<8x5xf32>, memref<5x8xf32>) outs(%y : memref<8x8xf32, strided<[8, 1]>>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  return
}

// A reader that writes over a factor, which other tiles still read.
// CHECK-LABEL: func.func @writes_factor(
// CHECK: math.fma
// CHECK: linalg.generic
// CHECK: math.exp
func.func @writes_factor(%x: memref<8x8xf32>, %w: memref<8x8xf32>) {
  %y = memref.alloc() : memref<8x8xf32>
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : memref<8x8xf32>, memref<8x8xf32>) outs(%y : memref<8x8xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %0 = math.fma %a, %c, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%y : memref<8x8xf32>) outs(%x : memref<8x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = math.exp %a : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

// What no vectors can run along stays: a sum of everything, gaps in memory, bits, lookups, a division that may trap,
// no rows at all.
// CHECK-LABEL: func.func @all(
// CHECK-NOT: vector
#in = affine_map<(j, k) -> (k, j)>
#out = affine_map<(j, k) -> (j)>
#id = affine_map<(j, k) -> (j, k)>
#none = affine_map<(j, k) -> ()>
func.func @all(%x: memref<8x8xf32>, %y: memref<f32>) {
  linalg.generic {indexing_maps = [#in, #none], iterator_types = ["reduction", "reduction"]} ins(%x : memref<8x8xf32>) outs(%y : memref<f32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}
func.func @rows(%x: memref<8x8xf32>, %y: memref<8xf32>) {
  linalg.generic {indexing_maps = [#id, #out], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x8xf32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}
func.func @strided(%x: memref<8x8xf32, strided<[16, 2]>>, %y: memref<8xf32>) {
  linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x8xf32, strided<[16, 2]>>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}
func.func @bits(%x: memref<8x8xi1>, %n: memref<8x8xi4>, %y: memref<8xi32>) {
  linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x8xi1>) outs(%y : memref<8xi32>) {
  ^bb0(%a: i1, %o: i32):
    %0 = arith.extui %a : i1 to i32
    %1 = arith.addi %0, %o : i32
    linalg.yield %1 : i32
  }
  linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "reduction"]} ins(%n : memref<8x8xi4>) outs(%y : memref<8xi32>) {
  ^bb0(%a: i4, %o: i32):
    %0 = arith.extui %a : i4 to i32
    %1 = arith.addi %0, %o : i32
    linalg.yield %1 : i32
  }
  return
}
func.func @indices(%x: memref<8x8xindex>, %y: memref<8xindex>) {
  linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x8xindex>) outs(%y : memref<8xindex>) {
  ^bb0(%a: index, %o: index):
    %0 = arith.addi %a, %o : index
    linalg.yield %0 : index
  }
  return
}
func.func @lookup(%x: memref<8x8xi32>, %table: memref<100xf32>, %y: memref<8xf32>) {
  linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x8xi32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: i32, %o: f32):
    %i = arith.index_cast %a : i32 to index
    %v = memref.load %table[%i] : memref<100xf32>
    %0 = arith.addf %v, %o : f32
    linalg.yield %0 : f32
  }
  return
}
func.func @division(%x: memref<8x5xi32>, %z: memref<5xi32>) {
  linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x5xi32>) outs(%z : memref<5xi32>) {
  ^bb0(%a: i32, %o: i32):
    %0 = arith.divsi %o, %a : i32
    linalg.yield %0 : i32
  }
  return
}
func.func @nothing(%x: memref<8x0xf32>, %w: memref<0x8x5xf32>, %v: memref<0x5xf32>, %y: memref<0xf32>) {
  linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "reduction"]} ins(%x : memref<8x0xf32>) outs(%y : memref<0xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [affine_map<(b, j, k) -> (b, k, j)>, affine_map<(b, j, k) -> (b, j)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%w : memref<0x8x5xf32>) outs(%v : memref<0x5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}
