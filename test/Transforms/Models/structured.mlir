// The model of structured ops, against finite differences and with a leading
// dimension on the cotangent.
// RUN: %check_vjp %s | FileCheck %s

#id2 = affine_map<(i, j) -> (i, j)>
#id3 = affine_map<(i, j, k) -> (i, j, k)>
#row = affine_map<(i, j, k) -> (k)>
#keep = affine_map<(i, j, k) -> (i, 0, k)>
#perm = affine_map<(i, j, k) -> (k, i, j)>

// CHECK: matmul: ok
func.func @matmul(%a: tensor<3x4xf64>, %b: tensor<4x5xf64>) -> tensor<3x5xf64> {
  %zero = arith.constant dense<0.0> : tensor<3x5xf64>
  %0 = linalg.matmul ins(%a, %b : tensor<3x4xf64>, tensor<4x5xf64>) outs(%zero : tensor<3x5xf64>) -> tensor<3x5xf64>
  return %0 : tensor<3x5xf64>
}

// An accumulator that is no constant.
// CHECK: matmul_init: ok
func.func @matmul_init(%a: tensor<3x4xf64>, %b: tensor<4x5xf64>, %c: tensor<3x5xf64>) -> tensor<3x5xf64> {
  %0 = linalg.matmul ins(%a, %b : tensor<3x4xf64>, tensor<4x5xf64>) outs(%c : tensor<3x5xf64>) -> tensor<3x5xf64>
  return %0 : tensor<3x5xf64>
}

// CHECK: matmul_transposed: ok
func.func @matmul_transposed(%a: tensor<3x4xf64>, %b: tensor<5x4xf64>) -> tensor<3x5xf64> {
  %zero = arith.constant dense<0.0> : tensor<3x5xf64>
  %0 = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
    ins(%a, %b : tensor<3x4xf64>, tensor<5x4xf64>) outs(%zero : tensor<3x5xf64>) -> tensor<3x5xf64>
  return %0 : tensor<3x5xf64>
}

// CHECK: batch_matmul: ok
func.func @batch_matmul(%a: tensor<2x3x4xf64>, %b: tensor<2x4x5xf64>) -> tensor<2x3x5xf64> {
  %zero = arith.constant dense<0.0> : tensor<2x3x5xf64>
  %0 = linalg.batch_matmul ins(%a, %b : tensor<2x3x4xf64>, tensor<2x4x5xf64>) outs(%zero : tensor<2x3x5xf64>) -> tensor<2x3x5xf64>
  return %0 : tensor<2x3x5xf64>
}

// CHECK: matvec: ok
func.func @matvec(%a: tensor<3x4xf64>, %x: tensor<4xf64>) -> tensor<3xf64> {
  %zero = arith.constant dense<0.0> : tensor<3xf64>
  %0 = linalg.matvec ins(%a, %x : tensor<3x4xf64>, tensor<4xf64>) outs(%zero : tensor<3xf64>) -> tensor<3xf64>
  return %0 : tensor<3xf64>
}

// CHECK: vecmat: ok
func.func @vecmat(%x: tensor<3xf64>, %a: tensor<3x4xf64>) -> tensor<4xf64> {
  %zero = arith.constant dense<0.0> : tensor<4xf64>
  %0 = linalg.vecmat ins(%x, %a : tensor<3xf64>, tensor<3x4xf64>) outs(%zero : tensor<4xf64>) -> tensor<4xf64>
  return %0 : tensor<4xf64>
}

// CHECK: dot: ok
func.func @dot(%x: tensor<4xf64>, %y: tensor<4xf64>) -> tensor<f64> {
  %zero = arith.constant dense<0.0> : tensor<f64>
  %0 = linalg.dot ins(%x, %y : tensor<4xf64>, tensor<4xf64>) outs(%zero : tensor<f64>) -> tensor<f64>
  return %0 : tensor<f64>
}

// CHECK: contract: ok
func.func @contract(%a: tensor<2x3x4xf64>, %b: tensor<4x5x2xf64>) -> tensor<5x3xf64> {
  %zero = arith.constant dense<0.0> : tensor<5x3xf64>
  %0 = linalg.contract indexing_maps = [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (k, n, b)>, affine_map<(b, m, n, k) -> (n, m)>]
    ins(%a, %b : tensor<2x3x4xf64>, tensor<4x5x2xf64>) outs(%zero : tensor<5x3xf64>) -> tensor<5x3xf64>
  return %0 : tensor<5x3xf64>
}

// Broadcast operands: fewer dimensions, constant indices, permuted ones.
// CHECK: broadcasting: ok
func.func @broadcasting(%a: tensor<2x3x4xf64>, %b: tensor<4xf64>, %c: tensor<2x1x4xf64>, %d: tensor<4x2x3xf64>) -> tensor<2x3x4xf64> {
  %e = tensor.empty() : tensor<2x3x4xf64>
  %0 = linalg.generic {indexing_maps = [#id3, #row, #keep, #perm, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%a, %b, %c, %d : tensor<2x3x4xf64>, tensor<4xf64>, tensor<2x1x4xf64>, tensor<4x2x3xf64>) outs(%e : tensor<2x3x4xf64>) {
  ^bb0(%x: f64, %y: f64, %z: f64, %w: f64, %o: f64):
    %1 = arith.mulf %x, %y : f64
    %2 = arith.addf %1, %z : f64
    %3 = arith.mulf %2, %w : f64
    linalg.yield %3 : f64
  } -> tensor<2x3x4xf64>
  return %0 : tensor<2x3x4xf64>
}

// One tensor read by two operands.
// CHECK: square: ok
func.func @square(%a: tensor<3x4xf64>) -> tensor<3x4xf64> {
  %e = tensor.empty() : tensor<3x4xf64>
  %0 = linalg.mul ins(%a, %a : tensor<3x4xf64>, tensor<3x4xf64>) outs(%e : tensor<3x4xf64>) -> tensor<3x4xf64>
  return %0 : tensor<3x4xf64>
}

// A parallel op that reads what it overwrites.
// CHECK: in_place: ok
func.func @in_place(%a: tensor<3x4xf64>, %b: tensor<3x4xf64>) -> tensor<3x4xf64> {
  %0 = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]}
    ins(%a : tensor<3x4xf64>) outs(%b : tensor<3x4xf64>) {
  ^bb0(%x: f64, %o: f64):
    %1 = arith.mulf %x, %o : f64
    linalg.yield %1 : f64
  } -> tensor<3x4xf64>
  return %0 : tensor<3x4xf64>
}

// Two results of one op.
// CHECK: two_results: ok
func.func @two_results(%a: tensor<3x4xf64>) -> (tensor<3x4xf64>, tensor<4x3xf64>) {
  %e = tensor.empty() : tensor<3x4xf64>
  %f = tensor.empty() : tensor<4x3xf64>
  %0:2 = linalg.generic {indexing_maps = [#id2, #id2, affine_map<(i, j) -> (j, i)>], iterator_types = ["parallel", "parallel"]}
    ins(%a : tensor<3x4xf64>) outs(%e, %f : tensor<3x4xf64>, tensor<4x3xf64>) {
  ^bb0(%x: f64, %o: f64, %p: f64):
    %1 = math.sin %x : f64
    %2 = arith.mulf %x, %x : f64
    linalg.yield %1, %2 : f64, f64
  } -> (tensor<3x4xf64>, tensor<4x3xf64>)
  return %0#0, %0#1 : tensor<3x4xf64>, tensor<4x3xf64>
}

// A body that uses the loops' indices.
// CHECK: indexed: ok
func.func @indexed(%a: tensor<3x4xf64>) -> tensor<3x4xf64> {
  %e = tensor.empty() : tensor<3x4xf64>
  %0 = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]}
    ins(%a : tensor<3x4xf64>) outs(%e : tensor<3x4xf64>) {
  ^bb0(%x: f64, %o: f64):
    %i = linalg.index 1 : index
    %c = arith.index_cast %i : index to i64
    %f = arith.sitofp %c : i64 to f64
    %1 = arith.mulf %x, %f : f64
    linalg.yield %1 : f64
  } -> tensor<3x4xf64>
  return %0 : tensor<3x4xf64>
}

// CHECK: reduce: ok
func.func @reduce(%a: tensor<2x3x4xf64>) -> tensor<2x4xf64> {
  %zero = arith.constant dense<0.0> : tensor<2x4xf64>
  %0 = linalg.reduce ins(%a : tensor<2x3x4xf64>) outs(%zero : tensor<2x4xf64>) dimensions = [1]
    (%in: f64, %init: f64) {
      %1 = arith.addf %in, %init : f64
      linalg.yield %1 : f64
    }
  return %0 : tensor<2x4xf64>
}

// A function of the elements, summed.
// CHECK: reduce_function: ok
func.func @reduce_function(%a: tensor<3x4xf64>) -> tensor<3xf64> {
  %zero = arith.constant dense<0.0> : tensor<3xf64>
  %0 = linalg.generic {indexing_maps = [#id2, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}
    ins(%a : tensor<3x4xf64>) outs(%zero : tensor<3xf64>) {
  ^bb0(%x: f64, %o: f64):
    %1 = math.exp %x : f64
    %2 = arith.addf %1, %o : f64
    linalg.yield %2 : f64
  } -> tensor<3xf64>
  return %0 : tensor<3xf64>
}

// CHECK: reduce_max: ok
func.func @reduce_max(%a: tensor<3x4xf64>) -> tensor<3xf64> {
  %low = arith.constant dense<0xFFF0000000000000> : tensor<3xf64>
  %0 = linalg.reduce ins(%a : tensor<3x4xf64>) outs(%low : tensor<3xf64>) dimensions = [1]
    (%in: f64, %init: f64) {
      %1 = arith.maximumf %in, %init : f64
      linalg.yield %1 : f64
    }
  return %0 : tensor<3xf64>
}

// A minimum of elements and what was there before.
// CHECK: reduce_min_init: ok
func.func @reduce_min_init(%a: tensor<3x4xf64>, %b: tensor<3xf64>) -> tensor<3xf64> {
  %0 = linalg.reduce ins(%a : tensor<3x4xf64>) outs(%b : tensor<3xf64>) dimensions = [1]
    (%in: f64, %init: f64) {
      %1 = arith.minnumf %in, %init : f64
      linalg.yield %1 : f64
    }
  return %0 : tensor<3xf64>
}

// Maximum and its index, as exporters write it: compare and select.
// CHECK: max_argmax: ok
func.func @max_argmax(%a: tensor<3x4xf64>) -> tensor<3xf64> {
  %low = arith.constant dense<0xFFF0000000000000> : tensor<3xf64>
  %zero = arith.constant dense<0> : tensor<3xi64>
  %0:2 = linalg.generic {indexing_maps = [#id2, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}
    ins(%a : tensor<3x4xf64>) outs(%low, %zero : tensor<3xf64>, tensor<3xi64>) {
  ^bb0(%x: f64, %o: f64, %p: i64):
    %i = linalg.index 1 : index
    %c = arith.index_cast %i : index to i64
    %g = arith.cmpf ogt, %x, %o : f64
    %1 = arith.select %g, %x, %o : f64
    %2 = arith.select %g, %c, %p : i64
    linalg.yield %1, %2 : f64, i64
  } -> (tensor<3xf64>, tensor<3xi64>)
  return %0#0 : tensor<3xf64>
}

// CHECK: transpose: ok
func.func @transpose(%a: tensor<2x3x4xf64>) -> tensor<4x2x3xf64> {
  %e = tensor.empty() : tensor<4x2x3xf64>
  %0 = linalg.transpose ins(%a : tensor<2x3x4xf64>) outs(%e : tensor<4x2x3xf64>) permutation = [2, 0, 1]
  return %0 : tensor<4x2x3xf64>
}

// CHECK: broadcast: ok
func.func @broadcast(%a: tensor<3xf64>) -> tensor<2x3x4xf64> {
  %e = tensor.empty() : tensor<2x3x4xf64>
  %0 = linalg.broadcast ins(%a : tensor<3xf64>) outs(%e : tensor<2x3x4xf64>) dimensions = [0, 2]
  return %0 : tensor<2x3x4xf64>
}

// CHECK: map: ok
func.func @map(%a: tensor<3x4xf64>, %b: tensor<3x4xf64>) -> tensor<3x4xf64> {
  %e = tensor.empty() : tensor<3x4xf64>
  %0 = linalg.map ins(%a, %b : tensor<3x4xf64>, tensor<3x4xf64>) outs(%e : tensor<3x4xf64>)
    (%x: f64, %y: f64, %o: f64) {
      %1 = math.exp %x : f64
      %2 = arith.mulf %1, %y : f64
      linalg.yield %2 : f64
    }
  return %0 : tensor<3x4xf64>
}

// CHECK: copy: ok
func.func @copy(%a: tensor<3x4xf64>) -> tensor<3x4xf64> {
  %e = tensor.empty() : tensor<3x4xf64>
  %0 = linalg.copy ins(%a : tensor<3x4xf64>) outs(%e : tensor<3x4xf64>) -> tensor<3x4xf64>
  return %0 : tensor<3x4xf64>
}

// CHECK: named: ok
func.func @named(%a: tensor<3x4xf64>, %b: tensor<3x4xf64>) -> tensor<3x4xf64> {
  %e = tensor.empty() : tensor<3x4xf64>
  %0 = linalg.tanh ins(%a : tensor<3x4xf64>) outs(%e : tensor<3x4xf64>) -> tensor<3x4xf64>
  %1 = linalg.add ins(%0, %b : tensor<3x4xf64>, tensor<3x4xf64>) outs(%e : tensor<3x4xf64>) -> tensor<3x4xf64>
  %2 = linalg.exp ins(%1 : tensor<3x4xf64>) outs(%e : tensor<3x4xf64>) -> tensor<3x4xf64>
  %3 = linalg.div ins(%a, %2 : tensor<3x4xf64>, tensor<3x4xf64>) outs(%e : tensor<3x4xf64>) -> tensor<3x4xf64>
  return %3 : tensor<3x4xf64>
}

// CHECK: elementwise: ok
func.func @elementwise(%a: tensor<3x4xf64>, %b: tensor<4xf64>) -> tensor<3x4xf64> {
  %e = tensor.empty() : tensor<3x4xf64>
  %0 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id2, affine_map<(i, j) -> (j)>, #id2]
    ins(%a, %b : tensor<3x4xf64>, tensor<4xf64>) outs(%e : tensor<3x4xf64>) -> tensor<3x4xf64>
  return %0 : tensor<3x4xf64>
}

// CHECK: softmax: ok
func.func @softmax(%a: tensor<2x3x4xf64>) -> tensor<2x3x4xf64> {
  %e = tensor.empty() : tensor<2x3x4xf64>
  %0 = linalg.softmax dimension(1) ins(%a : tensor<2x3x4xf64>) outs(%e : tensor<2x3x4xf64>) -> tensor<2x3x4xf64>
  return %0 : tensor<2x3x4xf64>
}

// CHECK: dynamic: ok
func.func @dynamic(%a: tensor<?x4xf64>, %b: tensor<4x?xf64>) -> tensor<?x?xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %f0 = arith.constant 0.0 : f64
  %m = tensor.dim %a, %c0 : tensor<?x4xf64>
  %n = tensor.dim %b, %c1 : tensor<4x?xf64>
  %e = tensor.empty(%m, %n) : tensor<?x?xf64>
  %z = linalg.fill ins(%f0 : f64) outs(%e : tensor<?x?xf64>) -> tensor<?x?xf64>
  %0 = linalg.matmul ins(%a, %b : tensor<?x4xf64>, tensor<4x?xf64>) outs(%z : tensor<?x?xf64>) -> tensor<?x?xf64>
  %1 = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]}
    ins(%0 : tensor<?x?xf64>) outs(%e : tensor<?x?xf64>) {
  ^bb0(%x: f64, %o: f64):
    %2 = math.tanh %x : f64
    linalg.yield %2 : f64
  } -> tensor<?x?xf64>
  return %1 : tensor<?x?xf64>
}
