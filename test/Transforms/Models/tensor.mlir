// Models of tensor ops, against finite differences and with a leading dimension
// on the cotangent.
// RUN: %check_vjp %s | FileCheck %s

// CHECK: collapse: ok
func.func @collapse(%a: tensor<2x3x4xf64>) -> tensor<6x4xf64> {
  %0 = tensor.collapse_shape %a [[0, 1], [2]] : tensor<2x3x4xf64> into tensor<6x4xf64>
  return %0 : tensor<6x4xf64>
}

// CHECK: collapse_dynamic: ok
func.func @collapse_dynamic(%a: tensor<?x3x4xf64>) -> tensor<?x4xf64> {
  %0 = tensor.collapse_shape %a [[0, 1], [2]] : tensor<?x3x4xf64> into tensor<?x4xf64>
  %1 = tensor.extract_slice %0[0, 0] [3, 4] [1, 1] : tensor<?x4xf64> to tensor<3x4xf64>
  %2 = tensor.cast %1 : tensor<3x4xf64> to tensor<?x4xf64>
  return %2 : tensor<?x4xf64>
}

// CHECK: expand: ok
func.func @expand(%a: tensor<6x4xf64>) -> tensor<2x3x4xf64> {
  %0 = tensor.expand_shape %a [[0, 1], [2]] output_shape [2, 3, 4] : tensor<6x4xf64> into tensor<2x3x4xf64>
  return %0 : tensor<2x3x4xf64>
}

// CHECK: expand_dynamic: ok
func.func @expand_dynamic(%a: tensor<?x4xf64>) -> tensor<?x2x2xf64> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %a, %c0 : tensor<?x4xf64>
  %0 = tensor.expand_shape %a [[0], [1, 2]] output_shape [%n, 2, 2] : tensor<?x4xf64> into tensor<?x2x2xf64>
  return %0 : tensor<?x2x2xf64>
}

// CHECK: reshape: ok
func.func @reshape(%a: tensor<2x6xf64>) -> tensor<3x4xf64> {
  %s = arith.constant dense<[3, 4]> : tensor<2xindex>
  %0 = tensor.reshape %a(%s) : (tensor<2x6xf64>, tensor<2xindex>) -> tensor<3x4xf64>
  return %0 : tensor<3x4xf64>
}

// CHECK: cast: ok
func.func @cast(%a: tensor<3x4xf64>) -> tensor<?x4xf64> {
  %0 = tensor.cast %a : tensor<3x4xf64> to tensor<?x4xf64>
  return %0 : tensor<?x4xf64>
}

// CHECK: extract_slice: ok
func.func @extract_slice(%a: tensor<5x8xf64>) -> tensor<2x3xf64> {
  %0 = tensor.extract_slice %a[1, 2] [2, 3] [2, 2] : tensor<5x8xf64> to tensor<2x3xf64>
  return %0 : tensor<2x3xf64>
}

// A dimension of size one is dropped.
// CHECK: extract_slice_reduced: ok
func.func @extract_slice_reduced(%a: tensor<5x8xf64>) -> tensor<3xf64> {
  %0 = tensor.extract_slice %a[1, 2] [1, 3] [1, 2] : tensor<5x8xf64> to tensor<3xf64>
  return %0 : tensor<3xf64>
}

// CHECK: insert_slice: ok
func.func @insert_slice(%a: tensor<2x3xf64>, %b: tensor<5x8xf64>) -> tensor<5x8xf64> {
  %0 = tensor.insert_slice %a into %b[1, 2] [2, 3] [2, 2] : tensor<2x3xf64> into tensor<5x8xf64>
  return %0 : tensor<5x8xf64>
}

// CHECK: insert_slice_reduced: ok
func.func @insert_slice_reduced(%a: tensor<3xf64>, %b: tensor<5x8xf64>) -> tensor<5x8xf64> {
  %0 = tensor.insert_slice %a into %b[4, 0] [1, 3] [1, 1] : tensor<3xf64> into tensor<5x8xf64>
  return %0 : tensor<5x8xf64>
}

// CHECK: concat: ok
func.func @concat(%a: tensor<2x3xf64>, %b: tensor<2x1xf64>, %c: tensor<2x4xf64>) -> tensor<2x11xf64> {
  %0 = tensor.concat dim(1) %a, %b, %c, %a : (tensor<2x3xf64>, tensor<2x1xf64>, tensor<2x4xf64>, tensor<2x3xf64>) -> tensor<2x11xf64>
  return %0 : tensor<2x11xf64>
}

// CHECK: pad: ok
func.func @pad(%a: tensor<2x3xf64>) -> tensor<5x7xf64> {
  %c = arith.constant 1.5 : f64
  %0 = tensor.pad %a low[1, 3] high[2, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %c : f64
  } : tensor<2x3xf64> to tensor<5x7xf64>
  return %0 : tensor<5x7xf64>
}

// Rows looked up by constant indices, one of them twice.
// CHECK: lookup: ok
func.func @lookup(%table: tensor<5x4xf64>) -> tensor<3x4xf64> {
  %rows = arith.constant dense<[3, 0, 3]> : tensor<3xi64>
  %e = tensor.empty() : tensor<3x4xf64>
  %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
    ins(%rows : tensor<3xi64>) outs(%e : tensor<3x4xf64>) {
  ^bb0(%r: i64, %o: f64):
    %i = arith.index_cast %r : i64 to index
    %j = linalg.index 1 : index
    %x = tensor.extract %table[%i, %j] : tensor<5x4xf64>
    linalg.yield %x : f64
  } -> tensor<3x4xf64>
  return %0 : tensor<3x4xf64>
}

// A lookup times an operand, summed.
// CHECK: lookup_sum: ok
func.func @lookup_sum(%table: tensor<5x4xf64>, %w: tensor<3xf64>) -> tensor<4xf64> {
  %rows = arith.constant dense<[3, 0, 3]> : tensor<3xi64>
  %zero = arith.constant dense<0.0> : tensor<4xf64>
  %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (j)>], iterator_types = ["reduction", "parallel"]}
    ins(%rows, %w : tensor<3xi64>, tensor<3xf64>) outs(%zero : tensor<4xf64>) {
  ^bb0(%r: i64, %s: f64, %o: f64):
    %i = arith.index_cast %r : i64 to index
    %j = linalg.index 1 : index
    %x = tensor.extract %table[%i, %j] : tensor<5x4xf64>
    %y = arith.mulf %x, %s : f64
    %z = arith.addf %y, %o : f64
    linalg.yield %z : f64
  } -> tensor<4xf64>
  return %0 : tensor<4xf64>
}
