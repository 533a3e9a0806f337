// lxt-vectorise-reductions reduces contiguous memory as 1024 bits of partial results, whatever the target.
// RUN: lxt-opt %s --split-input-file --pass-pipeline='builtin.module(func.func(lxt-vectorise-reductions,canonicalize,cse))' | FileCheck %s

#id = affine_map<(i, k) -> (i, k)>
#row = affine_map<(i, k) -> (i)>

// 36 elements: 32, then 4 that are masked, and leave the others as they are. Halves are combined, then the result so far.
// CHECK-LABEL: func.func @sum(
// CHECK-SAME: %[[X:.*]]: memref<5x36xf32>, %[[Y:.*]]: memref<5xf32>)
// CHECK: %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : vector<32xf32>
// CHECK: scf.parallel (%[[I:.*]]) = (%c0) to (%c5)
// CHECK: %[[A:.*]] = vector.load %[[X]][%[[I]], %c0] : memref<5x36xf32>, vector<32xf32>
// CHECK: %[[FIRST:.*]] = arith.addf %[[A]], %[[ZERO]]
// CHECK: %[[MASK:.*]] = vector.constant_mask [4] : vector<32xi1>
// CHECK: %[[B:.*]] = vector.maskedload %[[X]][%[[I]], %c32], %[[MASK]]
// CHECK: %[[SUM:.*]] = arith.addf %[[B]], %[[FIRST]]
// CHECK: %[[PARTIAL:.*]] = arith.select %[[MASK]], %[[SUM]], %[[FIRST]]
// CHECK: %[[OLD:.*]] = memref.load %[[Y]][%[[I]]]
// CHECK: %[[LOW:.*]] = vector.extract_strided_slice %[[PARTIAL]] {offsets = [0], sizes = [16]
// CHECK: %[[HIGH:.*]] = vector.extract_strided_slice %[[PARTIAL]] {offsets = [16], sizes = [16]
// CHECK: arith.addf %[[LOW]], %[[HIGH]] : vector<16xf32>
// CHECK: arith.addf {{.*}} : vector<1xf32>
// CHECK: %[[LANE:.*]] = vector.extract
// CHECK: %[[NEW:.*]] = arith.addf %[[OLD]], %[[LANE]] : f32
// CHECK: memref.store %[[NEW]], %[[Y]][%[[I]]]
func.func @sum(%x: memref<5x36xf32>, %y: memref<5xf32>) {
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<5x36xf32>) outs(%y : memref<5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

#k = affine_map<(k) -> (k)>
#none = affine_map<(k) -> ()>

// Products, of a size known when the program runs. Partial sums are added.
// CHECK-LABEL: func.func @dot(
// CHECK: %[[LOOP:.*]] = scf.for {{.*}} iter_args(%[[SUM:.*]] = %{{.*}}) -> (vector<16xf64>) {
// CHECK: %[[NEXT:.*]] = math.fma %{{.*}}, %{{.*}}, %[[SUM]] : vector<16xf64>
// CHECK: scf.yield %[[NEXT]]
// CHECK: %[[MASK:.*]] = vector.create_mask
// CHECK: %[[REST:.*]] = math.fma %{{.*}}, %{{.*}}, %[[LOOP]]
// CHECK: arith.select %[[MASK]], %[[REST]], %[[LOOP]]
// CHECK: arith.addf {{.*}} : vector<8xf64>
func.func @dot(%x: memref<?xf64>, %w: memref<?xf64>, %y: memref<f64>) {
  linalg.generic {indexing_maps = [#k, #k, #none], iterator_types = ["reduction"]} ins(%x, %w : memref<?xf64>, memref<?xf64>) outs(%y : memref<f64>) {
  ^bb0(%a: f64, %b: f64, %o: f64):
    %0 = math.fma %a, %b, %o : f64
    linalg.yield %0 : f64
  }
  return
}

// -----

#id = affine_map<(i, k) -> (i, k)>
#none = affine_map<(i, k) -> ()>

// Over two loops, along the one in memory; 12 elements take 16 lanes. A number is larger than what there was before any.
// CHECK-LABEL: func.func @all(
// CHECK: arith.constant dense<0xFFC00000> : vector<16xf32>
// CHECK: scf.for %{{.*}} = %c0 to %c3
// CHECK: vector.constant_mask [12] : vector<16xi1>
// CHECK: arith.maxnumf {{.*}} : vector<16xf32>
func.func @all(%x: memref<3x12xf32>, %y: memref<f32>) {
  linalg.generic {indexing_maps = [#id, #none], iterator_types = ["reduction", "reduction"]} ins(%x : memref<3x12xf32>) outs(%y : memref<f32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.maxnumf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}

// A truth value is as large as a byte.
// CHECK-LABEL: func.func @any(
// CHECK: arith.ori {{.*}} : vector<128xi1>
func.func @any(%x: memref<3x1000xf32>, %y: memref<i1>) {
  %zero = arith.constant 0.0 : f32
  linalg.generic {indexing_maps = [#id, #none], iterator_types = ["reduction", "reduction"]} ins(%x : memref<3x1000xf32>) outs(%y : memref<i1>) {
  ^bb0(%a: f32, %o: i1):
    %0 = arith.cmpf une, %a, %zero : f32
    %1 = arith.ori %0, %o : i1
    linalg.yield %1 : i1
  }
  return
}

// -----

// These stay: a difference, two sums of one loop, a few elements, gaps in memory, bits, a sum that is used twice or
// multiplied.
// CHECK-LABEL: func.func @difference(
// CHECK-NOT: vector
#id = affine_map<(i, k) -> (i, k)>
#row = affine_map<(i, k) -> (i)>
#transposed = affine_map<(i, k) -> (k, i)>
func.func @difference(%x: memref<5x36xf32>, %y: memref<5xf32>) {
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<5x36xf32>) outs(%y : memref<5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.subf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}
func.func @two(%x: memref<5x36xf32>, %y: memref<5xf32>, %z: memref<5xf32>) {
  linalg.generic {indexing_maps = [#id, #row, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<5x36xf32>) outs(%y, %z : memref<5xf32>, memref<5xf32>) {
  ^bb0(%a: f32, %o: f32, %p: f32):
    %0 = arith.addf %a, %o : f32
    %1 = arith.maximumf %a, %p : f32
    linalg.yield %0, %1 : f32, f32
  }
  return
}
func.func @few(%x: memref<5x7xf32>, %y: memref<5xf32>) {
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<5x7xf32>) outs(%y : memref<5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}
func.func @gaps(%x: memref<36x5xf32>, %s: memref<5x36xf32, strided<[72, 2]>>, %y: memref<5xf32>) {
  linalg.generic {indexing_maps = [#transposed, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<36x5xf32>) outs(%y : memref<5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%s : memref<5x36xf32, strided<[72, 2]>>) outs(%y : memref<5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.addf %a, %o : f32
    linalg.yield %0 : f32
  }
  return
}
func.func @bits(%x: memref<5x36xi1>, %y: memref<5xi1>) {
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<5x36xi1>) outs(%y : memref<5xi1>) {
  ^bb0(%a: i1, %o: i1):
    %0 = arith.andi %a, %o : i1
    linalg.yield %0 : i1
  }
  return
}
func.func @twice(%x: memref<5x36xf32>, %y: memref<5xf32>) {
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<5x36xf32>) outs(%y : memref<5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.mulf %a, %o : f32
    %1 = arith.addf %0, %o : f32
    linalg.yield %1 : f32
  }
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<5x36xf32>) outs(%y : memref<5xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = math.fma %a, %o, %a : f32
    linalg.yield %0 : f32
  }
  return
}
