// lxt-prune: of every tensor the part that is needed and not known to be zero,
// op by op, and that the numbers stay what they are.
// Numbers as they are printed, but for the sign of zero.
// DEFINE: %{plain} = sed '/Unranked/d; s/-0\([],]\)/0\1/g; s/  */ /g'
// RUN: split-file %s %t
// RUN: lxt-opt %t/net.mlir --lxt-prune --canonicalize --cse --mlir-print-local-scope | FileCheck %s
// RUN: lxt-opt %t/net.mlir --lxt-decompose | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | %{plain} > %t/full.txt
// RUN: lxt-opt %t/net.mlir --lxt-prune --canonicalize --cse --lxt-decompose | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | %{plain} > %t/pruned.txt
// RUN: diff %t/full.txt %t/pruned.txt
// RUN: FileCheck %s --check-prefix=NUM --input-file=%t/pruned.txt

//--- net.mlir
module {
// A seed of one element: one row of x, one column of w, forward and backward.
// CHECK-LABEL: func.func private @contraction(
// CHECK-SAME:    %[[X:.*]]: tensor<8x4xf32>, %[[W:.*]]: tensor<4x6xf32>)
// CHECK:         %[[ROW:.*]] = tensor.extract_slice %[[X]][7, 0] [1, 4] [1, 1]
// CHECK:         %[[COLUMN:.*]] = tensor.extract_slice %[[W]][0, 3] [4, 1] [1, 1]
// CHECK:         %[[Y:.*]] = linalg.matmul ins(%[[ROW]], %[[COLUMN]] : tensor<1x4xf32>, tensor<4x1xf32>) outs(%{{.*}} : tensor<1x1xf32>)
// CHECK:         %[[R:.*]] = linalg.mul ins(%[[Y]], %{{.*}} : tensor<1x1xf32>, tensor<1x1xf32>)
// CHECK:         %[[G:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[COLUMN]] : tensor<1x1xf32>, tensor<4x1xf32>) outs(%{{.*}} : tensor<1x4xf32>)
// CHECK:         %[[RX:.*]] = linalg.mul ins(%[[ROW]], %[[G]] : tensor<1x4xf32>, tensor<1x4xf32>)
// CHECK:         %[[ALL:.*]] = tensor.insert_slice %[[RX]] into %{{.*}}[7, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
// CHECK:         return %[[ALL]]
func.func private @contraction(%x: tensor<8x4xf32>, %w: tensor<4x6xf32>) -> tensor<8x4xf32>
    attributes {lxt.seed = "index(7, 3)", lxt.outputs = "relevance"} {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<8x6xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%e : tensor<8x6xf32>) -> tensor<8x6xf32>
  %y = linalg.matmul ins(%x, %w : tensor<8x4xf32>, tensor<4x6xf32>) outs(%zeros : tensor<8x6xf32>) -> tensor<8x6xf32>
  %e1 = tensor.empty() : tensor<1x1xf32>
  %ones = linalg.fill ins(%one : f32) outs(%e1 : tensor<1x1xf32>) -> tensor<1x1xf32>
  %hot = tensor.insert_slice %ones into %zeros[7, 3] [1, 1] [1, 1] : tensor<1x1xf32> into tensor<8x6xf32>
  %r = linalg.mul ins(%y, %hot : tensor<8x6xf32>, tensor<8x6xf32>) outs(%e : tensor<8x6xf32>) -> tensor<8x6xf32>
  %e2 = tensor.empty() : tensor<8x4xf32>
  %zeros2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<8x4xf32>) -> tensor<8x4xf32>
  %g = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%r, %w : tensor<8x6xf32>, tensor<4x6xf32>) outs(%zeros2 : tensor<8x4xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %o, %p : f32
    linalg.yield %s : f32
  } -> tensor<8x4xf32>
  %rx = linalg.mul ins(%x, %g : tensor<8x4xf32>, tensor<8x4xf32>) outs(%e2 : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %rx : tensor<8x4xf32>
}

// All of a prediction that is returned in whole; behind it only what is not zero.
// CHECK-LABEL: func.func private @prediction(
// CHECK:         %[[Y:.*]] = linalg.exp ins(%{{.*}} : tensor<8x4xf32>)
// CHECK:         %[[ROW:.*]] = tensor.extract_slice %[[Y]][2, 0] [1, 4] [1, 1]
// CHECK:         %[[R:.*]] = linalg.mul ins(%[[ROW]], %{{.*}} : tensor<1x4xf32>, tensor<1x4xf32>)
// CHECK:         return %[[Y]], %{{.*}} : tensor<8x4xf32>, tensor<8x4xf32>
func.func private @prediction(%x: tensor<8x4xf32>, %s: tensor<1x4xf32>) -> (tensor<8x4xf32>, tensor<8x4xf32>)
    attributes {lxt.seed = "given"} {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x4xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %y = linalg.exp ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %kept = tensor.insert_slice %s into %zeros[2, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  %r = linalg.mul ins(%y, %kept : tensor<8x4xf32>, tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %y, %r : tensor<8x4xf32>, tensor<8x4xf32>
}

// A model that reads a part of what it computes.
// CHECK-LABEL: func.func private @forward(
// CHECK:         %[[ROW:.*]] = tensor.extract_slice %{{.*}}[2, 0] [1, 4] [1, 1]
// CHECK:         %[[Y:.*]] = linalg.exp ins(%[[ROW]] : tensor<1x4xf32>)
// CHECK:         return %[[Y]]
func.func private @forward(%x: tensor<8x4xf32>) -> tensor<1x4xf32> {
  %e = tensor.empty() : tensor<8x4xf32>
  %y = linalg.exp ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %row = tensor.extract_slice %y[2, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<1x4xf32>
  return %row : tensor<1x4xf32>
}

// What it returns may be infinite times zero: nothing is left out for being zero.
// CHECK-LABEL: func.func private @masked(
// CHECK:         linalg.mul ins(%{{.*}}, %{{.*}} : tensor<8x4xf32>, tensor<8x4xf32>)
// CHECK-NEXT:    return
func.func private @masked(%x: tensor<8x4xf32>, %s: tensor<1x4xf32>) -> tensor<8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x4xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %kept = tensor.insert_slice %s into %zeros[2, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  %y = linalg.mul ins(%x, %kept : tensor<8x4xf32>, tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %y : tensor<8x4xf32>
}

// Rows through movement: heads, transposes, reshapes, concatenations, pads.
// CHECK-LABEL: func.func private @movement(
// CHECK-SAME:    %[[X:.*]]: tensor<2x6x8xf32>)
// CHECK:         %[[ROW:.*]] = tensor.extract_slice %[[X]][1, 4, 0] [1, 1, 8] [1, 1, 1] : tensor<2x6x8xf32> to tensor<1x1x8xf32>
// CHECK:         tensor.collapse_shape %[[ROW]] {{\[\[}}0, 1], [2]] : tensor<1x1x8xf32> into tensor<1x8xf32>
// CHECK:         linalg.exp ins(%{{.*}} : tensor<1x8xf32>)
// CHECK:         tensor.expand_shape %{{.*}} {{\[\[}}0, 1], [2, 3]] output_shape [1, 1, 2, 4] : tensor<1x8xf32> into tensor<1x1x2x4xf32>
// CHECK:         linalg.transpose ins(%{{.*}} : tensor<1x1x2x4xf32>) outs(%{{.*}} : tensor<1x2x1x4xf32>) permutation = [0, 2, 1, 3]
// CHECK:         tensor.extract_slice %{{.*}}[0, 0, 0, 2] [1, 2, 1, 2] [1, 1, 1, 1] : tensor<1x2x1x4xf32> to tensor<1x2x1x2xf32>
// CHECK:         tensor.concat dim(3) %{{.*}} : (tensor<1x2x1x2xf32>, tensor<1x2x1x4xf32>) -> tensor<1x2x1x6xf32>
// CHECK:         %[[PAD:.*]] = tensor.pad %{{.*}} low[0, 0, 0, 1] high[0, 0, 0, 0]
// CHECK:           tensor<1x2x1x6xf32> to tensor<1x2x1x7xf32>
// CHECK:         return %[[PAD]] : tensor<1x2x1x7xf32>
func.func private @movement(%x: tensor<2x6x8xf32>) -> tensor<1x2x1x7xf32>
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<12x8xf32>
  %0 = tensor.collapse_shape %x [[0, 1], [2]] : tensor<2x6x8xf32> into tensor<12x8xf32>
  %1 = linalg.exp ins(%0 : tensor<12x8xf32>) outs(%e : tensor<12x8xf32>) -> tensor<12x8xf32>
  %2 = tensor.expand_shape %1 [[0, 1], [2, 3]] output_shape [2, 6, 2, 4] : tensor<12x8xf32> into tensor<2x6x2x4xf32>
  %et = tensor.empty() : tensor<2x2x6x4xf32>
  %3 = linalg.transpose ins(%2 : tensor<2x6x2x4xf32>) outs(%et : tensor<2x2x6x4xf32>) permutation = [0, 2, 1, 3]
  %4 = tensor.extract_slice %3[0, 0, 0, 2] [2, 2, 6, 2] [1, 1, 1, 1] : tensor<2x2x6x4xf32> to tensor<2x2x6x2xf32>
  %5 = tensor.concat dim(3) %4, %3 : (tensor<2x2x6x2xf32>, tensor<2x2x6x4xf32>) -> tensor<2x2x6x6xf32>
  %6 = tensor.pad %5 low[0, 0, 0, 1] high[0, 0, 0, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<2x2x6x6xf32> to tensor<2x2x6x7xf32>
  %7 = tensor.extract_slice %6[1, 0, 4, 0] [1, 2, 1, 7] [1, 1, 1, 1] : tensor<2x2x6x7xf32> to tensor<1x2x1x7xf32>
  return %7 : tensor<1x2x1x7xf32>
}

// And back: the same in the other direction, from a row of zeros but for one
// slice that has lost its dimensions of size one.
// CHECK-LABEL: func.func private @transposed_movement(
// CHECK-SAME:    %[[G:.*]]: tensor<2x4xf32>)
// CHECK:         tensor.expand_shape %[[G]] {{.*}} : tensor<2x4xf32> into tensor<1x2x1x4xf32>
// CHECK:         linalg.transpose ins(%{{.*}} : tensor<1x2x1x4xf32>) outs(%{{.*}} : tensor<1x1x2x4xf32>)
// CHECK:         tensor.collapse_shape %{{.*}} : tensor<1x1x2x4xf32> into tensor<1x8xf32>
// CHECK:         linalg.negf ins(%{{.*}} : tensor<1x8xf32>)
// CHECK:         tensor.expand_shape %{{.*}} : tensor<1x8xf32> into tensor<1x1x8xf32>
// CHECK:         tensor.insert_slice %{{.*}} into %{{.*}}[1, 4, 0] [1, 1, 8] [1, 1, 1] : tensor<1x1x8xf32> into tensor<2x6x8xf32>
func.func private @transposed_movement(%g: tensor<2x4xf32>) -> tensor<2x6x8xf32>
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %zeros = arith.constant dense<0.0> : tensor<2x2x6x4xf32>
  %0 = tensor.insert_slice %g into %zeros[1, 0, 4, 0] [1, 2, 1, 4] [1, 1, 1, 1] : tensor<2x4xf32> into tensor<2x2x6x4xf32>
  %et = tensor.empty() : tensor<2x6x2x4xf32>
  %1 = linalg.transpose ins(%0 : tensor<2x2x6x4xf32>) outs(%et : tensor<2x6x2x4xf32>) permutation = [0, 2, 1, 3]
  %2 = tensor.collapse_shape %1 [[0, 1], [2, 3]] : tensor<2x6x2x4xf32> into tensor<12x8xf32>
  %e = tensor.empty() : tensor<12x8xf32>
  %3 = linalg.negf ins(%2 : tensor<12x8xf32>) outs(%e : tensor<12x8xf32>) -> tensor<12x8xf32>
  %4 = tensor.expand_shape %3 [[0, 1], [2]] output_shape [2, 6, 8] : tensor<12x8xf32> into tensor<2x6x8xf32>
  return %4 : tensor<2x6x8xf32>
}

// A slice without dimensions, and zeros of a constant.
// CHECK-LABEL: func.func private @scalar_slice(
// CHECK-SAME:    %[[S:.*]]: tensor<f32>)
// CHECK:         %[[ONE:.*]] = tensor.expand_shape %[[S]] [] output_shape [1, 1] : tensor<f32> into tensor<1x1xf32>
// CHECK:         linalg.negf ins(%[[ONE]] : tensor<1x1xf32>)
// CHECK:         tensor.insert_slice %{{.*}} into %{{.*}}[1, 2] [1, 1] [1, 1] : tensor<1x1xf32> into tensor<8x4xf32>
func.func private @scalar_slice(%s: tensor<f32>) -> tensor<8x4xf32>
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %zeros = arith.constant dense<0.0> : tensor<8x4xf32>
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = tensor.insert_slice %s into %zeros[1, 2] [1, 1] [1, 1] : tensor<f32> into tensor<8x4xf32>
  %1 = linalg.negf ins(%0 : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %1 : tensor<8x4xf32>
}

// What is padded with depends on where it is: all of it.
// CHECK-LABEL: func.func private @padded_by_index(
// CHECK:         tensor.pad %{{.*}} low[1, 0] high[0, 0]
// CHECK:           tensor<8x4xf32> to tensor<9x4xf32>
func.func private @padded_by_index(%x: tensor<8x4xf32>) -> tensor<9x1xf32>
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %0 = tensor.pad %x low[1, 0] high[0, 0] {
  ^bb0(%i: index, %j: index):
    %k = arith.index_cast %j : index to i64
    %f = arith.sitofp %k : i64 to f32
    tensor.yield %f : f32
  } : tensor<8x4xf32> to tensor<9x4xf32>
  %1 = tensor.extract_slice %0[0, 3] [9, 1] [1, 1] : tensor<9x4xf32> to tensor<9x1xf32>
  return %1 : tensor<9x1xf32>
}

// A part that a reshape cannot take: elements 3 to 8 of 12 are rows 0 to 2 of
// four by three, of which the ends are not needed.
// CHECK-LABEL: func.func private @misaligned(
// CHECK:         linalg.exp ins(%{{.*}} : tensor<3x4xf32>) outs(%{{.*}} : tensor<3x4xf32>)
// CHECK:         %[[FLAT:.*]] = tensor.collapse_shape %{{.*}} : tensor<3x4xf32> into tensor<12xf32>
// CHECK:         tensor.extract_slice %[[FLAT]][3] [6] [1]
func.func private @misaligned(%x: tensor<5x4xf32>) -> tensor<6xf32>
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %e = tensor.empty() : tensor<5x4xf32>
  %0 = linalg.exp ins(%x : tensor<5x4xf32>) outs(%e : tensor<5x4xf32>) -> tensor<5x4xf32>
  %1 = tensor.collapse_shape %0 [[0, 1]] : tensor<5x4xf32> into tensor<20xf32>
  %2 = tensor.extract_slice %1[3] [6] [1] : tensor<20xf32> to tensor<6xf32>
  return %2 : tensor<6xf32>
}

// Two parts: what holds both.
// CHECK-LABEL: func.func private @two_parts(
// CHECK:         %[[Y:.*]] = linalg.exp ins(%{{.*}} : tensor<4x4xf32>)
// CHECK:         tensor.extract_slice %[[Y]][0, 0] [1, 4] [1, 1]
// CHECK:         tensor.extract_slice %[[Y]][3, 0] [1, 4] [1, 1]
func.func private @two_parts(%x: tensor<8x4xf32>) -> (tensor<1x4xf32>, tensor<1x4xf32>)
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = linalg.exp ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = tensor.extract_slice %0[2, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<1x4xf32>
  %2 = tensor.extract_slice %0[5, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<1x4xf32>
  return %1, %2 : tensor<1x4xf32>, tensor<1x4xf32>
}

// Sums of what is not zero in different places, and products.
// CHECK-LABEL: func.func private @sums_and_products(
// CHECK:         %[[A:.*]] = tensor.insert_slice %{{.*}} into %{{.*}}[0, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<2x4xf32>
// CHECK:         %[[B:.*]] = tensor.insert_slice %{{.*}} into %{{.*}}[1, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<2x4xf32>
// CHECK:         linalg.add ins(%[[A]], %[[B]] : tensor<2x4xf32>, tensor<2x4xf32>)
// CHECK:         linalg.mul ins(%{{.*}}, %{{.*}} : tensor<1x4xf32>, tensor<1x4xf32>)
// CHECK:         return
func.func private @sums_and_products(%a: tensor<1x4xf32>, %b: tensor<1x4xf32>, %c: tensor<8x4xf32>) -> (tensor<8x4xf32>, tensor<8x4xf32>)
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %zeros = arith.constant dense<0.0> : tensor<8x4xf32>
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = tensor.insert_slice %a into %zeros[4, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  %1 = tensor.insert_slice %b into %zeros[5, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  %2 = linalg.add ins(%0, %1 : tensor<8x4xf32>, tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %3 = linalg.mul ins(%0, %c : tensor<8x4xf32>, tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %2, %3 : tensor<8x4xf32>, tensor<8x4xf32>
}

// A sum over what is zero but for one column adds that one; a maximum takes
// all, and so does a sum that starts elsewhere than at zero.
// CHECK-LABEL: func.func private @reductions(
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%{{.*}} : tensor<8x1xf32>) outs(%{{.*}} : tensor<8xf32>)
// CHECK:           arith.addf
// CHECK:         linalg.reduce { arith.maximumf } ins(%{{.*}} : tensor<8x4xf32>) outs(%{{.*}} : tensor<8xf32>)
// CHECK:         linalg.generic {{.*}} ins(%{{.*}} : tensor<8x1xf32>) outs(%{{.*}} : tensor<8xf32>)
func.func private @reductions(%a: tensor<8x1xf32>, %start: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>)
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %zeros = arith.constant dense<0.0> : tensor<8x4xf32>
  %none = arith.constant dense<0.0> : tensor<8xf32>
  %0 = tensor.insert_slice %a into %zeros[0, 2] [8, 1] [1, 1] : tensor<8x1xf32> into tensor<8x4xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}
      ins(%0 : tensor<8x4xf32>) outs(%none : tensor<8xf32>) {
  ^bb0(%in: f32, %o: f32):
    %s = arith.addf %in, %o : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  %2 = linalg.reduce { arith.maximumf } ins(%0 : tensor<8x4xf32>) outs(%none : tensor<8xf32>) dimensions = [1]
  %3 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}
      ins(%0 : tensor<8x4xf32>) outs(%start : tensor<8xf32>) {
  ^bb0(%in: f32, %o: f32):
    %s = arith.addf %o, %in : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  return %1, %2, %3 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}

// What an elementwise op makes of zero: quotients, selections, casts and their
// like keep it; an exponential does not.
// CHECK-LABEL: func.func private @scalars(
// CHECK:         linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<1x4xf32>, tensor<1x4xf32>)
// CHECK:           arith.divf
// CHECK:         linalg.exp ins(%{{.*}} : tensor<8x4xf32>)
func.func private @scalars(%a: tensor<1x4xf32>, %y: tensor<8x4xf32>) -> (tensor<8x4xf32>, tensor<8x4xf32>)
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %zeros = arith.constant dense<0.0> : tensor<8x4xf32>
  %e = tensor.empty() : tensor<8x4xf32>
  %zero = arith.constant 0.0 : f32
  %0 = tensor.insert_slice %a into %zeros[4, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      ins(%0, %y : tensor<8x4xf32>, tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) {
  ^bb0(%r: f32, %v: f32, %o: f32):
    %positive = arith.cmpf ogt, %v, %zero : f32
    %kept = arith.select %positive, %r, %zero : f32
    %wide = arith.extf %kept : f32 to f64
    %wide_v = arith.extf %v : f32 to f64
    %q = arith.divf %wide, %wide_v : f64
    %n = arith.negf %q : f64
    %t = arith.truncf %n : f64 to f32
    %m = arith.maximumf %t, %zero : f32
    %d = arith.subf %m, %t : f32
    linalg.yield %d : f32
  } -> tensor<8x4xf32>
  %2 = linalg.exp ins(%0 : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %1, %2 : tensor<8x4xf32>, tensor<8x4xf32>
}

// Indices count from where the part starts; softmax needs whole rows, an
// operand with other maps its own part.
// CHECK-LABEL: func.func private @bodies(
// CHECK:         linalg.softmax dimension(1) ins(%{{.*}} : tensor<2x4xf32>) outs(%{{.*}} : tensor<2x4xf32>)
// CHECK:         linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<2x2xf32>, tensor<2xf32>) outs(%{{.*}} : tensor<2x2xf32>)
// CHECK:           linalg.index 0
// CHECK:           affine.apply affine_map<()[s0] -> (s0 + 5)>
// CHECK:           linalg.index 1
// CHECK:           affine.apply affine_map<()[s0] -> (s0 + 1)>
func.func private @bodies(%x: tensor<8x4xf32>, %b: tensor<8xf32>) -> tensor<2x2xf32>
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = linalg.softmax dimension(1) ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      ins(%0, %b : tensor<8x4xf32>, tensor<8xf32>) outs(%e : tensor<8x4xf32>) {
  ^bb0(%in: f32, %c: f32, %o: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %read = tensor.extract %x[%i, %j] : tensor<8x4xf32>
    %s = arith.addf %in, %read : f32
    %t = arith.addf %s, %c : f32
    linalg.yield %t : f32
  } -> tensor<8x4xf32>
  %2 = tensor.extract_slice %1[5, 1] [2, 2] [1, 1] : tensor<8x4xf32> to tensor<2x2xf32>
  return %2 : tensor<2x2xf32>
}

// A window needs all that it may see; images and channels can be left out.
// CHECK-LABEL: func.func private @windows(
// CHECK:         linalg.conv_2d_nchw_fchw ins(%{{.*}}, %{{.*}} : tensor<1x3x6x6xf32>, tensor<1x3x3x3xf32>) outs(%{{.*}} : tensor<1x1x4x4xf32>)
func.func private @windows(%x: tensor<2x3x6x6xf32>, %w: tensor<5x3x3x3xf32>) -> tensor<1x1x1x4xf32>
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %zeros = arith.constant dense<0.0> : tensor<2x5x4x4xf32>
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<2x3x6x6xf32>, tensor<5x3x3x3xf32>) outs(%zeros : tensor<2x5x4x4xf32>) -> tensor<2x5x4x4xf32>
  %1 = tensor.extract_slice %0[1, 2, 3, 0] [1, 1, 1, 4] [1, 1, 1, 1] : tensor<2x5x4x4xf32> to tensor<1x1x1x4xf32>
  return %1 : tensor<1x1x1x4xf32>
}

// An op that is not known gets whole tensors, as does a body that looks up.
// CHECK-LABEL: func.func private @unknown(
// CHECK:         linalg.exp ins(%{{.*}} : tensor<8x4xf32>)
// CHECK:         linalg.negf ins(%{{.*}} : tensor<1x4xf32>)
// CHECK:         call @forward(%{{.*}}) : (tensor<8x4xf32>) -> tensor<1x4xf32>
// CHECK:         %[[ALL:.*]] = tensor.insert_slice %{{.*}} into %{{.*}}[3, 0] [1, 4] [1, 1]
// CHECK:         call @forward(%[[ALL]]) : (tensor<8x4xf32>) -> tensor<1x4xf32>
// CHECK:         linalg.generic {{.*}} outs(%{{.*}} : tensor<4xf32>)
// CHECK:           tensor.extract %[[ALL]]
func.func private @unknown(%x: tensor<8x4xf32>, %a: tensor<1x4xf32>) -> (tensor<1x4xf32>, tensor<1x4xf32>, tensor<4xf32>)
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %zeros = arith.constant dense<0.0> : tensor<8x4xf32>
  %c3 = arith.constant 3 : index
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = linalg.exp ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = tensor.insert_slice %a into %zeros[3, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  %2 = linalg.negf ins(%1 : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %3 = call @forward(%0) : (tensor<8x4xf32>) -> tensor<1x4xf32>
  %4 = call @forward(%2) : (tensor<8x4xf32>) -> tensor<1x4xf32>
  %e4 = tensor.empty() : tensor<4xf32>
  %5 = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]} outs(%e4 : tensor<4xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %read = tensor.extract %2[%c3, %i] : tensor<8x4xf32>
    linalg.yield %read : f32
  } -> tensor<4xf32>
  return %3, %4, %5 : tensor<1x4xf32>, tensor<1x4xf32>, tensor<4xf32>
}

// Into a tensor that is not zero: what goes from side to side. Part of it, or
// none: what there is. All zero: nothing.
// CHECK-LABEL: func.func private @insertions(
// CHECK:         linalg.exp ins(%{{.*}} : tensor<1x4xf32>)
// CHECK:         tensor.insert_slice %{{.*}} into %{{.*}}[0, 1] [1, 2] [1, 1] : tensor<1x2xf32> into tensor<1x4xf32>
// CHECK:         %[[NONE:.*]] = linalg.fill ins(%{{.*}} : f32) outs(%{{.*}} : tensor<2x4xf32>)
// CHECK:         return %{{.*}}, %[[NONE]] : tensor<1x4xf32>, tensor<2x4xf32>
func.func private @insertions(%x: tensor<8x4xf32>, %a: tensor<8x2xf32>, %b: tensor<1x4xf32>) -> (tensor<1x4xf32>, tensor<2x4xf32>)
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %zeros = arith.constant dense<0.0> : tensor<8x4xf32>
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = linalg.exp ins(%x : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = tensor.insert_slice %a into %0[0, 1] [8, 2] [1, 1] : tensor<8x2xf32> into tensor<8x4xf32>
  %2 = tensor.extract_slice %1[6, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<1x4xf32>
  %3 = tensor.insert_slice %b into %zeros[6, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  %4 = linalg.negf ins(%3 : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  %5 = tensor.extract_slice %4[1, 0] [2, 4] [1, 1] : tensor<8x4xf32> to tensor<2x4xf32>
  return %2, %5 : tensor<1x4xf32>, tensor<2x4xf32>
}

// An index that the program finds: a part of what comes behind it, none of what
// comes before it. Sizes are known from the start.
// CHECK-LABEL: func.func private @found(
// CHECK-SAME:    %[[X:.*]]: tensor<?x4xf32>, %[[AT:.*]]: tensor<1xindex>)
// CHECK:         %[[LAST:.*]] = arith.subi %{{.*}}, %{{.*}} : index
// CHECK:         cf.assert
// CHECK:         tensor.extract_slice %[[X]][%[[LAST]], 0] [1, 4] [1, 1] : tensor<?x4xf32> to tensor<1x4xf32>
// CHECK:         %[[Y:.*]] = linalg.exp ins(%{{.*}} : tensor<1x4xf32>)
// CHECK:         %[[FOUND:.*]] = tensor.extract %[[AT]]
// CHECK:         %[[ONE:.*]] = tensor.extract_slice %[[Y]][0, %[[FOUND]]] [1, 1] [1, 1] : tensor<1x4xf32> to tensor<1x1xf32>
// CHECK:         linalg.negf ins(%[[ONE]] : tensor<1x1xf32>)
func.func private @found(%x: tensor<?x4xf32>, %at: tensor<1xindex>) -> tensor<1x1xf32>
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = tensor.dim %x, %c0 : tensor<?x4xf32>
  %e = tensor.empty(%rows) : tensor<?x4xf32>
  %0 = linalg.exp ins(%x : tensor<?x4xf32>) outs(%e : tensor<?x4xf32>) -> tensor<?x4xf32>
  %found = tensor.extract %at[%c0] : tensor<1xindex>
  %1 = linalg.negf ins(%0 : tensor<?x4xf32>) outs(%e : tensor<?x4xf32>) -> tensor<?x4xf32>
  %size = tensor.dim %1, %c0 : tensor<?x4xf32>
  %fits = arith.cmpi sge, %size, %c1 : index
  cf.assert %fits, "no row" {lxt.extent}
  %last = arith.subi %size, %c1 : index
  %2 = tensor.extract_slice %1[%last, %found] [1, 1] [1, 1] : tensor<?x4xf32> to tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// An op with two results; a cast; a batch of dynamic size.
// CHECK-LABEL: func.func private @others(
// CHECK:         linalg.generic {{.*}} ins(%{{.*}} : tensor<?x1x4xf32>) outs(%{{.*}}, %{{.*}} : tensor<?x1xf32>, tensor<?x1xf32>)
func.func private @others(%x: tensor<?x6x4xf32>) -> (tensor<?x1xf32>, tensor<?x1xf32>)
    attributes {lxt.seed = "given", lxt.outputs = "relevance"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %batch = tensor.dim %x, %c0 : tensor<?x6x4xf32>
  %e = tensor.empty(%batch) : tensor<?x6xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%e : tensor<?x6xf32>) -> tensor<?x6xf32>
  %0 = tensor.cast %x : tensor<?x6x4xf32> to tensor<?x?x4xf32>
  %1 = tensor.cast %0 : tensor<?x?x4xf32> to tensor<?x6x4xf32>
  %2:2 = linalg.generic {indexing_maps = [affine_map<(b, i, j) -> (b, i, j)>, affine_map<(b, i, j) -> (b, i)>, affine_map<(b, i, j) -> (b, i)>], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%1 : tensor<?x6x4xf32>) outs(%zeros, %zeros : tensor<?x6xf32>, tensor<?x6xf32>) {
  ^bb0(%in: f32, %s: f32, %m: f32):
    %t = arith.addf %s, %in : f32
    %n = arith.maximumf %m, %in : f32
    linalg.yield %t, %n : f32, f32
  } -> (tensor<?x6xf32>, tensor<?x6xf32>)
  %3 = tensor.extract_slice %2#0[0, 5] [%batch, 1] [1, 1] : tensor<?x6xf32> to tensor<?x1xf32>
  %4 = tensor.extract_slice %2#1[0, 5] [%batch, 1] [1, 1] : tensor<?x6xf32> to tensor<?x1xf32>
  return %3, %4 : tensor<?x1xf32>, tensor<?x1xf32>
}
}

//--- main.mlir
func.func private @printMemrefF32(tensor<*xf32>)

func.func private @iota(%rows: index, %columns: index) -> tensor<?x?xf32> {
  %e = tensor.empty(%rows, %columns) : tensor<?x?xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} outs(%e : tensor<?x?xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %n = arith.muli %i, %columns : index
    %k = arith.addi %n, %j : index
    %l = arith.index_cast %k : index to i64
    %f = arith.sitofp %l : i64 to f32
    %c = arith.constant 0.0625 : f32
    %s = arith.mulf %f, %c : f32
    linalg.yield %s : f32
  } -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

func.func private @print14(%x: tensor<1x4xf32>) {
  %0 = tensor.cast %x : tensor<1x4xf32> to tensor<*xf32>
  call @printMemrefF32(%0) : (tensor<*xf32>) -> ()
  return
}

func.func private @print84(%x: tensor<8x4xf32>) {
  %0 = tensor.cast %x : tensor<8x4xf32> to tensor<*xf32>
  call @printMemrefF32(%0) : (tensor<*xf32>) -> ()
  return
}

func.func private @print8(%x: tensor<8xf32>) {
  %0 = tensor.cast %x : tensor<8xf32> to tensor<*xf32>
  call @printMemrefF32(%0) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  %c12 = arith.constant 12 : index
  %c27 = arith.constant 27 : index
  %c36 = arith.constant 36 : index
  %x_any = call @iota(%c8, %c4) : (index, index) -> tensor<?x?xf32>
  %x = tensor.cast %x_any : tensor<?x?xf32> to tensor<8x4xf32>
  %w_any = call @iota(%c4, %c6) : (index, index) -> tensor<?x?xf32>
  %w = tensor.cast %w_any : tensor<?x?xf32> to tensor<4x6xf32>
  %a = arith.constant dense<[[1.0, -2.0, 3.0, -4.0]]> : tensor<1x4xf32>
  %b = arith.constant dense<[[5.0, 6.0, -7.0, 8.0]]> : tensor<1x4xf32>

  // R_j = x_j w_j3 y with x = (28 29 30 31) / 16, w_3 = (3 9 15 21) / 16, y = 1446 / 256.
  // NUM: [0, 0, 0, 0]
  // NUM: [1.85339, 5.75876, 9.92889, 14.3638]
  %contraction = call @contraction(%x, %w) : (tensor<8x4xf32>, tensor<4x6xf32>) -> tensor<8x4xf32>
  call @print84(%contraction) : (tensor<8x4xf32>) -> ()

  %prediction:2 = call @prediction(%x, %a) : (tensor<8x4xf32>, tensor<1x4xf32>) -> (tensor<8x4xf32>, tensor<8x4xf32>)
  call @print84(%prediction#0) : (tensor<8x4xf32>) -> ()
  call @print84(%prediction#1) : (tensor<8x4xf32>) -> ()

  %m_any = call @iota(%c12, %c8) : (index, index) -> tensor<?x?xf32>
  %m = tensor.cast %m_any : tensor<?x?xf32> to tensor<12x8xf32>
  %m3 = tensor.expand_shape %m [[0, 1], [2]] output_shape [2, 6, 8] : tensor<12x8xf32> into tensor<2x6x8xf32>
  %movement = call @movement(%m3) : (tensor<2x6x8xf32>) -> tensor<1x2x1x7xf32>
  %movement_any = tensor.cast %movement : tensor<1x2x1x7xf32> to tensor<*xf32>
  call @printMemrefF32(%movement_any) : (tensor<*xf32>) -> ()

  %g = arith.constant dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]> : tensor<2x4xf32>
  %back = call @transposed_movement(%g) : (tensor<2x4xf32>) -> tensor<2x6x8xf32>
  // NUM: [-1, -2, -3, -4, -5, -6, -7, -8]
  %back_any = tensor.cast %back : tensor<2x6x8xf32> to tensor<*xf32>
  call @printMemrefF32(%back_any) : (tensor<*xf32>) -> ()

  %s = arith.constant dense<9.0> : tensor<f32>
  // NUM: [0, 0, -9, 0]
  %scalar_slice = call @scalar_slice(%s) : (tensor<f32>) -> tensor<8x4xf32>
  call @print84(%scalar_slice) : (tensor<8x4xf32>) -> ()

  // NUM: {{\[\[}}3],
  // NUM-NEXT: [0.1875],
  %by_index = call @padded_by_index(%x) : (tensor<8x4xf32>) -> tensor<9x1xf32>
  %by_index_any = tensor.cast %by_index : tensor<9x1xf32> to tensor<*xf32>
  call @printMemrefF32(%by_index_any) : (tensor<*xf32>) -> ()

  %f_any = call @iota(%c5, %c4) : (index, index) -> tensor<?x?xf32>
  %f = tensor.cast %f_any : tensor<?x?xf32> to tensor<5x4xf32>
  %misaligned = call @misaligned(%f) : (tensor<5x4xf32>) -> tensor<6xf32>
  %misaligned_any = tensor.cast %misaligned : tensor<6xf32> to tensor<*xf32>
  call @printMemrefF32(%misaligned_any) : (tensor<*xf32>) -> ()

  %two:2 = call @two_parts(%x) : (tensor<8x4xf32>) -> (tensor<1x4xf32>, tensor<1x4xf32>)
  call @print14(%two#0) : (tensor<1x4xf32>) -> ()
  call @print14(%two#1) : (tensor<1x4xf32>) -> ()

  // NUM: [1, -2, 3, -4]
  // NUM: [5, 6, -7, 8]
  %sums:2 = call @sums_and_products(%a, %b, %x) : (tensor<1x4xf32>, tensor<1x4xf32>, tensor<8x4xf32>) -> (tensor<8x4xf32>, tensor<8x4xf32>)
  call @print84(%sums#0) : (tensor<8x4xf32>) -> ()
  call @print84(%sums#1) : (tensor<8x4xf32>) -> ()

  %column_any = call @iota(%c8, %c1) : (index, index) -> tensor<?x?xf32>
  %column = tensor.cast %column_any : tensor<?x?xf32> to tensor<8x1xf32>
  %start = tensor.collapse_shape %column [[0, 1]] : tensor<8x1xf32> into tensor<8xf32>
  // NUM: [0, 0.0625, 0.125, 0.1875, 0.25, 0.3125, 0.375, 0.4375]
  // NUM: [0, 0.0625, 0.125, 0.1875, 0.25, 0.3125, 0.375, 0.4375]
  // NUM: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875]
  %reductions:3 = call @reductions(%column, %start) : (tensor<8x1xf32>, tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>)
  call @print8(%reductions#0) : (tensor<8xf32>) -> ()
  call @print8(%reductions#1) : (tensor<8xf32>) -> ()
  call @print8(%reductions#2) : (tensor<8xf32>) -> ()

  %shift = arith.constant dense<0.03125> : tensor<8x4xf32>
  %positive = arith.addf %x, %shift : tensor<8x4xf32>
  %scalars:2 = call @scalars(%a, %positive) : (tensor<1x4xf32>, tensor<8x4xf32>) -> (tensor<8x4xf32>, tensor<8x4xf32>)
  %absolute = math.absf %scalars#0 : tensor<8x4xf32>
  call @print84(%absolute) : (tensor<8x4xf32>) -> ()
  call @print84(%scalars#1) : (tensor<8x4xf32>) -> ()

  %bodies = call @bodies(%x, %start) : (tensor<8x4xf32>, tensor<8xf32>) -> tensor<2x2xf32>
  %bodies_any = tensor.cast %bodies : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%bodies_any) : (tensor<*xf32>) -> ()

  %image_any = call @iota(%c6, %c36) : (index, index) -> tensor<?x?xf32>
  %image = tensor.cast %image_any : tensor<?x?xf32> to tensor<6x36xf32>
  %image4 = tensor.expand_shape %image [[0, 1], [2, 3]] output_shape [2, 3, 6, 6] : tensor<6x36xf32> into tensor<2x3x6x6xf32>
  %kernel_any = call @iota(%c5, %c27) : (index, index) -> tensor<?x?xf32>
  %kernel = tensor.cast %kernel_any : tensor<?x?xf32> to tensor<5x27xf32>
  %kernel4 = tensor.expand_shape %kernel [[0], [1, 2, 3]] output_shape [5, 3, 3, 3] : tensor<5x27xf32> into tensor<5x3x3x3xf32>
  %windows = call @windows(%image4, %kernel4) : (tensor<2x3x6x6xf32>, tensor<5x3x3x3xf32>) -> tensor<1x1x1x4xf32>
  %windows_any = tensor.cast %windows : tensor<1x1x1x4xf32> to tensor<*xf32>
  call @printMemrefF32(%windows_any) : (tensor<*xf32>) -> ()

  %unknown:3 = call @unknown(%x, %a) : (tensor<8x4xf32>, tensor<1x4xf32>) -> (tensor<1x4xf32>, tensor<1x4xf32>, tensor<4xf32>)
  // NUM: [-1, 2, -3, 4]
  call @print14(%unknown#0) : (tensor<1x4xf32>) -> ()
  %unknown_any = tensor.cast %unknown#2 : tensor<4xf32> to tensor<*xf32>
  call @printMemrefF32(%unknown_any) : (tensor<*xf32>) -> ()

  %pairs_any = call @iota(%c8, %c2) : (index, index) -> tensor<?x?xf32>
  %pairs = tensor.cast %pairs_any : tensor<?x?xf32> to tensor<8x2xf32>
  %insertions:2 = call @insertions(%x, %pairs, %b) : (tensor<8x4xf32>, tensor<8x2xf32>, tensor<1x4xf32>) -> (tensor<1x4xf32>, tensor<2x4xf32>)
  call @print14(%insertions#0) : (tensor<1x4xf32>) -> ()

  // -exp(30 / 16)
  // NUM: {{\[\[}}-6.5208{{.*}}]]
  %at = arith.constant dense<2> : tensor<1xindex>
  %rows = tensor.cast %x : tensor<8x4xf32> to tensor<?x4xf32>
  %found = call @found(%rows, %at) : (tensor<?x4xf32>, tensor<1xindex>) -> tensor<1x1xf32>
  %found_any = tensor.cast %found : tensor<1x1xf32> to tensor<*xf32>
  call @printMemrefF32(%found_any) : (tensor<*xf32>) -> ()

  %o_any = call @iota(%c12, %c4) : (index, index) -> tensor<?x?xf32>
  %o = tensor.cast %o_any : tensor<?x?xf32> to tensor<12x4xf32>
  %o3 = tensor.expand_shape %o [[0, 1], [2]] output_shape [2, 6, 4] : tensor<12x4xf32> into tensor<2x6x4xf32>
  %dynamic = tensor.cast %o3 : tensor<2x6x4xf32> to tensor<?x6x4xf32>
  %others:2 = call @others(%dynamic) : (tensor<?x6x4xf32>) -> (tensor<?x1xf32>, tensor<?x1xf32>)
  %others0 = tensor.cast %others#0 : tensor<?x1xf32> to tensor<*xf32>
  call @printMemrefF32(%others0) : (tensor<*xf32>) -> ()
  %others1 = tensor.cast %others#1 : tensor<?x1xf32> to tensor<*xf32>
  call @printMemrefF32(%others1) : (tensor<*xf32>) -> ()

  // NUM: {{\[\[}}{{-?nan, +-?nan, +-?nan, +-?nan}}
  // NUM: [inf, -inf, inf, -inf]
  %inf = arith.constant dense<0x7F800000> : tensor<8x4xf32>
  %masked = call @masked(%inf, %a) : (tensor<8x4xf32>, tensor<1x4xf32>) -> tensor<8x4xf32>
  call @print84(%masked) : (tensor<8x4xf32>) -> ()
  return
}
