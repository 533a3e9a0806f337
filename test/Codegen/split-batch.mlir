// lxt-split-batch computes all that depends on one index of a batch in one iteration.
// RUN: lxt-opt %s --lxt-split-batch --split-input-file | FileCheck %s
// RUN: lxt-opt %s --lxt-split-batch=cache-bytes=4096 --split-input-file | FileCheck %s --check-prefix=LARGE
// RUN: lxt-opt %s --lxt-split-batch=least=7 --split-input-file | FileCheck %s --check-prefix=LARGE
// LARGE: linalg.generic
// LARGE-NOT: scf.forall

#id = affine_map<(d0, d1) -> (d0, d1)>
#id3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>

// A bias, a product of which rows are 16 per example, what is added to every example, and its number. What all of them
// read stays as it is; fills and broadcasts belong to the example; reshapes of one example that change nothing are gone.
// CHECK-LABEL: func.func @layer(
// CHECK-SAME: %[[X:.*]]: tensor<6x16x32xf32>, %[[W:.*]]: tensor<32x32xf32>, %[[B:.*]]: tensor<32xf32>, %[[A:.*]]: tensor<6x16x32xf32>)
// CHECK-NOT: linalg
// CHECK: %[[ALL:.*]] = scf.forall (%[[I:.*]]) in (6) shared_outs(%[[OUT:.*]] = %{{.*}}) -> (tensor<6x16x32xf32>) {
// CHECK-NEXT: %[[ONE:.*]] = tensor.extract_slice %[[X]][%[[I]], 0, 0] [1, 16, 32] [1, 1, 1] : tensor<6x16x32xf32> to tensor<16x32xf32>
// CHECK: %[[INIT:.*]] = linalg.generic {{.*}}iterator_types = ["parallel", "parallel"]} ins(%[[B]] : tensor<32xf32>) outs(%{{.*}} : tensor<16x32xf32>)
// CHECK: %[[PRODUCT:.*]] = linalg.generic {{.*}}iterator_types = ["parallel", "parallel", "reduction"]} ins(%[[ONE]], %[[W]] : tensor<16x32xf32>, tensor<32x32xf32>) outs(%[[INIT]] : tensor<16x32xf32>)
// CHECK: %[[ADD:.*]] = tensor.extract_slice %[[A]][%[[I]], 0, 0] [1, 16, 32]
// CHECK: %[[SUM:.*]] = linalg.generic {{.*}} ins(%[[PRODUCT]], %[[ADD]] : tensor<16x32xf32>, tensor<16x32xf32>)
// CHECK: arith.index_cast %[[I]] : index to i32
// CHECK: tensor.parallel_insert_slice %[[SUM]] into %[[OUT]][%[[I]], 0, 0] [1, 16, 32] [1, 1, 1]
// CHECK: return %[[ALL]]
func.func @layer(%x: tensor<6x16x32xf32>, %w: tensor<32x32xf32>, %b: tensor<32xf32>, %a: tensor<6x16x32xf32>) -> tensor<6x16x32xf32> {
  %e = tensor.empty() : tensor<96x32xf32>
  %rows = tensor.collapse_shape %x [[0, 1], [2]] : tensor<6x16x32xf32> into tensor<96x32xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d1)>, #id], iterator_types = ["parallel", "parallel"]} ins(%b : tensor<32xf32>) outs(%e : tensor<96x32xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<96x32xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%rows, %w : tensor<96x32xf32>, tensor<32x32xf32>) outs(%0 : tensor<96x32xf32>) {
  ^bb0(%p: f32, %q: f32, %out: f32):
    %m = math.fma %p, %q, %out : f32
    linalg.yield %m : f32
  } -> tensor<96x32xf32>
  %2 = tensor.expand_shape %1 [[0, 1], [2]] output_shape [6, 16, 32] : tensor<96x32xf32> into tensor<6x16x32xf32>
  %f = tensor.empty() : tensor<6x16x32xf32>
  %3 = linalg.generic {indexing_maps = [#id3, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%2, %a : tensor<6x16x32xf32>, tensor<6x16x32xf32>) outs(%f : tensor<6x16x32xf32>) {
  ^bb0(%p: f32, %q: f32, %out: f32):
    %i = linalg.index 0 : index
    %j = arith.index_cast %i : index to i32
    %n = arith.sitofp %j : i32 to f32
    %s = arith.addf %p, %q : f32
    %t = arith.addf %s, %n : f32
    linalg.yield %t : f32
  } -> tensor<6x16x32xf32>
  return %3 : tensor<6x16x32xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#id3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>

// Parts of an example, and a part of a larger tensor; the batch is elsewhere than in front, and a part of a dimension.
// What adds up all examples comes behind the loop, even if it stood before its end.
// CHECK-LABEL: func.func @parts(
// CHECK: %[[ALL:.*]]:2 = scf.forall (%[[I:.*]]) in (6) shared_outs(%[[FIRST:.*]] = %{{.*}}, %[[SECOND:.*]] = %{{.*}}) -> (tensor<6x16x32xf32>, tensor<96x40xf32>) {
// CHECK: %[[PRODUCT:.*]] = linalg.generic
// CHECK: %[[TOP:.*]] = tensor.extract_slice %[[PRODUCT]][1, 0] [8, 32] [2, 1] : tensor<16x32xf32> to tensor<8x32xf32>
// CHECK: %[[TURNED:.*]] = linalg.generic {{.*}} ins(%[[TOP]] : tensor<8x32xf32>) outs(%{{.*}} : tensor<32x8xf32>)
// CHECK: %[[ZERO:.*]] = linalg.fill {{.*}} -> tensor<40x16xf32>
// CHECK: %[[WHOLE:.*]] = tensor.insert_slice %[[TURNED]] into %[[ZERO]][8, 4] [32, 8] [1, 1] : tensor<32x8xf32> into tensor<40x16xf32>
// CHECK: %[[BACK:.*]] = linalg.generic {{.*}} ins(%[[WHOLE]] : tensor<40x16xf32>) outs(%{{.*}} : tensor<16x40xf32>)
// CHECK-DAG: tensor.parallel_insert_slice %[[PRODUCT]] into %[[FIRST]][%[[I]], 0, 0] [1, 16, 32]
// CHECK-DAG: tensor.parallel_insert_slice %[[BACK]] into %[[SECOND]][%{{.*}}, 0] [16, 40] [1, 1]
// CHECK: linalg.generic {{.*}} ins(%[[ALL]]#0 : tensor<6x16x32xf32>) outs(%{{.*}} : tensor<16x32xf32>)
// CHECK: return %{{.*}}, %[[ALL]]#1
func.func @parts(%x: tensor<6x16x32xf32>, %w: tensor<32x32xf32>) -> (tensor<16x32xf32>, tensor<96x40xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<6x16x32xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6x16x32xf32>) -> tensor<6x16x32xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>, affine_map<(d0, d1, d2, d3) -> (d3, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%x, %w : tensor<6x16x32xf32>, tensor<32x32xf32>) outs(%0 : tensor<6x16x32xf32>) {
  ^bb0(%p: f32, %q: f32, %out: f32):
    %m = math.fma %p, %q, %out : f32
    linalg.yield %m : f32
  } -> tensor<6x16x32xf32>
  %f = tensor.empty() : tensor<16x32xf32>
  %2 = linalg.fill ins(%zero : f32) outs(%f : tensor<16x32xf32>) -> tensor<16x32xf32>
  %sum = linalg.generic {indexing_maps = [#id3, affine_map<(d0, d1, d2) -> (d1, d2)>], iterator_types = ["reduction", "parallel", "parallel"]} ins(%1 : tensor<6x16x32xf32>) outs(%2 : tensor<16x32xf32>) {
  ^bb0(%p: f32, %out: f32):
    %m = arith.addf %p, %out : f32
    linalg.yield %m : f32
  } -> tensor<16x32xf32>
  %3 = tensor.extract_slice %1[0, 1, 0] [6, 8, 32] [1, 2, 1] : tensor<6x16x32xf32> to tensor<6x8x32xf32>
  %g = tensor.empty() : tensor<32x6x8xf32>
  %4 = linalg.generic {indexing_maps = [#id3, affine_map<(d0, d1, d2) -> (d2, d0, d1)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%3 : tensor<6x8x32xf32>) outs(%g : tensor<32x6x8xf32>) {
  ^bb0(%p: f32, %out: f32):
    linalg.yield %p : f32
  } -> tensor<32x6x8xf32>
  %h = tensor.empty() : tensor<40x6x16xf32>
  %5 = linalg.fill ins(%zero : f32) outs(%h : tensor<40x6x16xf32>) -> tensor<40x6x16xf32>
  %6 = tensor.insert_slice %4 into %5[8, 0, 4] [32, 6, 8] [1, 1, 1] : tensor<32x6x8xf32> into tensor<40x6x16xf32>
  %7 = tensor.collapse_shape %6 [[0], [1, 2]] : tensor<40x6x16xf32> into tensor<40x96xf32>
  %k = tensor.empty() : tensor<96x40xf32>
  %8 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d1, d0)>, #id], iterator_types = ["parallel", "parallel"]} ins(%7 : tensor<40x96xf32>) outs(%k : tensor<96x40xf32>) {
  ^bb0(%p: f32, %out: f32):
    linalg.yield %p : f32
  } -> tensor<96x40xf32>
  return %sum, %8 : tensor<16x32xf32>, tensor<96x40xf32>
}

// -----

// A product that the batch makes one of matrices: one example at a time would be vectors.
// CHECK-LABEL: func.func @vectors(
// CHECK-NOT: scf.forall
func.func @vectors(%x: tensor<16x256xf32>, %w: tensor<256x256xf32>) -> tensor<16x256xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x256xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<16x256xf32>) -> tensor<16x256xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<16x256xf32>, tensor<256x256xf32>) outs(%0 : tensor<16x256xf32>) {
  ^bb0(%p: f32, %q: f32, %out: f32):
    %m = math.fma %p, %q, %out : f32
    linalg.yield %m : f32
  } -> tensor<16x256xf32>
  return %1 : tensor<16x256xf32>
}

// -----

// Examples that need each other: the product is of every one with every other.
// CHECK-LABEL: func.func @pairs(
// CHECK-NOT: scf.forall
func.func @pairs(%x: tensor<64x64xf32>) -> tensor<64x64xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<64x64xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<64x64xf32>) -> tensor<64x64xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %x : tensor<64x64xf32>, tensor<64x64xf32>) outs(%0 : tensor<64x64xf32>) {
  ^bb0(%p: f32, %q: f32, %out: f32):
    %m = math.fma %p, %q, %out : f32
    linalg.yield %m : f32
  } -> tensor<64x64xf32>
  return %1 : tensor<64x64xf32>
}
