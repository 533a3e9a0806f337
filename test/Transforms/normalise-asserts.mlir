// Checks inside linalg bodies go where ranges of integers prove them, and stay
// where they do not.
// RUN: lxt-opt %s --split-input-file --lxt-normalise | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>

// A loop's index, from a range that an exporter writes as an op of its own.
// CHECK-LABEL: func.func @iota(
// CHECK-NOT:     cf.assert
// CHECK:         return
func.func @iota(%table: tensor<7x3xf32>) -> tensor<1x5x3xf32> {
  %c7 = arith.constant 7 : index
  %c0 = arith.constant 0 : i64
  %e0 = tensor.empty() : tensor<5xi64>
  %range = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%e0 : tensor<5xi64>) {
  ^bb0(%out: i64):
    %1 = linalg.index 0 : index
    %2 = arith.index_cast %1 : index to i64
    linalg.yield %2 : i64
  } -> tensor<5xi64>
  %i = tensor.expand_shape %range [[0, 1]] output_shape [1, 5] : tensor<5xi64> into tensor<1x5xi64>
  %e1 = tensor.empty() : tensor<1x5x3xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>],
                       iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%i : tensor<1x5xi64>) outs(%e1 : tensor<1x5x3xf32>) {
  ^bb0(%in: i64, %out: f32):
    %1 = arith.index_cast %in : i64 to index
    %2 = linalg.index 2 : index
    %3 = arith.cmpi slt, %1, %c7 : index
    cf.assert %3, "index must be smaller than dim size"
    %4 = arith.cmpi sge, %in, %c0 : i64
    cf.assert %4, "index must be larger or equal to 0"
    %5 = tensor.extract %table[%1, %2] : tensor<7x3xf32>
    linalg.yield %5 : f32
  } -> tensor<1x5x3xf32>
  return %0 : tensor<1x5x3xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>

// Values of a constant: 6 is the largest, 0 the smallest.
// CHECK-LABEL: func.func @dense(
// CHECK-NOT:     cf.assert
// CHECK:         return
func.func @dense(%table: tensor<7x3xf32>) -> tensor<4x3xf32> {
  %c7 = arith.constant 7 : index
  %c0 = arith.constant 0 : i64
  %i = arith.constant dense<[0, 6, 3, 2]> : tensor<4xi64>
  %e = tensor.empty() : tensor<4x3xf32>
  %0 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]}
    ins(%i : tensor<4xi64>) outs(%e : tensor<4x3xf32>) {
  ^bb0(%in: i64, %out: f32):
    %1 = arith.index_cast %in : i64 to index
    %2 = linalg.index 1 : index
    %3 = arith.cmpi slt, %1, %c7 : index
    cf.assert %3, "index must be smaller than dim size"
    %4 = arith.cmpi sge, %in, %c0 : i64
    cf.assert %4, "index must be larger or equal to 0"
    %5 = tensor.extract %table[%1, %2] : tensor<7x3xf32>
    linalg.yield %5 : f32
  } -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>

// The same in a resource, of i64 and of i32: values 2, 0, 1 and 1, 2, 0; one
// that is read in the body.
// CHECK-LABEL: func.func @resource(
// CHECK-NOT:     cf.assert
// CHECK:         return
func.func @resource(%table: tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xf32>) {
  %c3 = arith.constant 3 : index
  %i = arith.constant dense_resource<wide> : tensor<3xi64>
  %j = arith.constant dense_resource<narrow> : tensor<3xi32>
  %e = tensor.empty() : tensor<3x3xf32>
  %0 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]}
    ins(%i : tensor<3xi64>) outs(%e : tensor<3x3xf32>) {
  ^bb0(%in: i64, %out: f32):
    %1 = arith.index_cast %in : i64 to index
    %2 = linalg.index 1 : index
    %3 = arith.cmpi slt, %1, %c3 : index
    cf.assert %3, "index must be smaller than dim size"
    %4 = tensor.extract %table[%1, %2] : tensor<3x3xf32>
    linalg.yield %4 : f32
  } -> tensor<3x3xf32>
  %5 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]} outs(%e : tensor<3x3xf32>) {
  ^bb0(%out: f32):
    %6 = linalg.index 0 : index
    %7 = linalg.index 1 : index
    %8 = tensor.extract %j[%6] : tensor<3xi32>
    %9 = arith.index_cast %8 : i32 to index
    %10 = arith.cmpi slt, %9, %c3 : index
    cf.assert %10, "index must be smaller than dim size"
    %11 = tensor.extract %table[%9, %7] : tensor<3x3xf32>
    linalg.yield %11 : f32
  } -> tensor<3x3xf32>
  return %0, %5 : tensor<3x3xf32>, tensor<3x3xf32>
}

{-#
  dialect_resources: {
    builtin: {
      wide: "0x08000000020000000000000000000000000000000100000000000000",
      narrow: "0x04000000010000000200000000000000"
    }
  }
#-}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>

// Through what moves and computes integers: 2 (x + 1) of x in 0 to 2 is at most 6.
// CHECK-LABEL: func.func @arithmetic(
// CHECK-NOT:     cf.assert
// CHECK:         return
func.func @arithmetic(%table: tensor<7x3xf32>) -> tensor<5x3xf32> {
  %c7 = arith.constant 7 : i64
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %e0 = tensor.empty() : tensor<3xi64>
  %filled = linalg.fill ins(%two : i64) outs(%e0 : tensor<3xi64>) -> tensor<3xi64>
  %low = arith.constant dense<[0, 1]> : tensor<2xi64>
  %i = tensor.concat dim(0) %low, %filled : (tensor<2xi64>, tensor<3xi64>) -> tensor<5xi64>
  %e = tensor.empty() : tensor<5x3xf32>
  %0 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]}
    ins(%i : tensor<5xi64>) outs(%e : tensor<5x3xf32>) {
  ^bb0(%in: i64, %out: f32):
    %1 = arith.addi %in, %one : i64
    %2 = arith.muli %1, %two : i64
    %3 = arith.cmpi slt, %2, %c7 : i64
    cf.assert %3, "index must be smaller than dim size"
    %4 = arith.index_cast %2 : i64 to index
    %5 = linalg.index 1 : index
    %6 = tensor.extract %table[%4, %5] : tensor<7x3xf32>
    linalg.yield %6 : f32
  } -> tensor<5x3xf32>
  return %0 : tensor<5x3xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>

// Nothing is known of an argument.
// CHECK-LABEL: func.func @argument(
// CHECK:         cf.assert
func.func @argument(%table: tensor<7x3xf32>, %i: tensor<4xi64>) -> tensor<4x3xf32> {
  %c7 = arith.constant 7 : index
  %e = tensor.empty() : tensor<4x3xf32>
  %0 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]}
    ins(%i : tensor<4xi64>) outs(%e : tensor<4x3xf32>) {
  ^bb0(%in: i64, %out: f32):
    %1 = arith.index_cast %in : i64 to index
    %2 = linalg.index 1 : index
    %3 = arith.cmpi slt, %1, %c7 : index
    cf.assert %3, "index must be smaller than dim size"
    %4 = tensor.extract %table[%1, %2] : tensor<7x3xf32>
    linalg.yield %4 : f32
  } -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>

// One of the values is out of range, so it may fail.
// CHECK-LABEL: func.func @outside(
// CHECK:         cf.assert
func.func @outside(%table: tensor<7x3xf32>) -> tensor<4x3xf32> {
  %c7 = arith.constant 7 : index
  %i = arith.constant dense<[0, 7, 3, 2]> : tensor<4xi64>
  %e = tensor.empty() : tensor<4x3xf32>
  %0 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]}
    ins(%i : tensor<4xi64>) outs(%e : tensor<4x3xf32>) {
  ^bb0(%in: i64, %out: f32):
    %1 = arith.index_cast %in : i64 to index
    %2 = linalg.index 1 : index
    %3 = arith.cmpi slt, %1, %c7 : index
    cf.assert %3, "index must be smaller than dim size"
    %4 = tensor.extract %table[%1, %2] : tensor<7x3xf32>
    linalg.yield %4 : f32
  } -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// -----

// So may one that always does.
// CHECK-LABEL: func.func @never(
// CHECK:         cf.assert
func.func @never(%table: tensor<2xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3xf32>
  %c9 = arith.constant 9 : index
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%e : tensor<3xf32>) {
  ^bb0(%out: f32):
    %1 = linalg.index 0 : index
    %2 = arith.cmpi sgt, %1, %c9 : index
    cf.assert %2, "never true"
    %3 = tensor.extract %table[%1] : tensor<2xf32>
    linalg.yield %3 : f32
  } -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// The reciprocal of an exported batch norm checks a float.
// CHECK-LABEL: func.func @float(
// CHECK:         cf.assert
func.func @float(%x: tensor<8xf32>) -> tensor<8xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
    ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.cmpf one, %in, %zero : f32
    cf.assert %1, "unimplemented: tensor with zero element"
    %2 = arith.divf %one, %in : f32
    linalg.yield %2 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// How many rows there are is not known, so neither is the largest index.
// CHECK-LABEL: func.func @dynamic(
// CHECK:         cf.assert
func.func @dynamic(%table: tensor<7xf32>, %e: tensor<?xf32>) -> tensor<?xf32> {
  %c7 = arith.constant 7 : index
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%e : tensor<?xf32>) {
  ^bb0(%out: f32):
    %1 = linalg.index 0 : index
    %2 = arith.cmpi slt, %1, %c7 : index
    cf.assert %2, "index must be smaller than dim size"
    %3 = tensor.extract %table[%1] : tensor<7xf32>
    linalg.yield %3 : f32
  } -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// What a reduction has gathered so far is not what it started with.
// CHECK-LABEL: func.func @accumulated(
// CHECK:         cf.assert
func.func @accumulated(%x: tensor<4xi32>) -> tensor<i32> {
  %zero = arith.constant dense<0> : tensor<i32>
  %c5 = arith.constant 5 : i32
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>], iterator_types = ["reduction"]}
    ins(%x : tensor<4xi32>) outs(%zero : tensor<i32>) {
  ^bb0(%in: i32, %out: i32):
    %1 = arith.cmpi slt, %out, %c5 : i32
    cf.assert %1, "too many"
    %2 = arith.addi %in, %out : i32
    linalg.yield %2 : i32
  } -> tensor<i32>
  return %0 : tensor<i32>
}

// -----

// Only checks in bodies are looked at: this one is the program's own.
// CHECK-LABEL: func.func @own(
// CHECK:         cf.assert
func.func @own(%x: tensor<4xf32>, %n: index) -> tensor<4xf32> {
  %c4 = arith.constant 4 : index
  %0 = arith.cmpi eq, %n, %c4 : index
  cf.assert %0, "four elements are expected"
  return %x : tensor<4xf32>
}
