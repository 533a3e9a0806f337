// Elementwise bodies become one float op each, and functions of the elements
// leave reductions.
// RUN: lxt-opt %s --lxt-normalise --mlir-print-local-scope | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>
#kept = affine_map<(d0, d1) -> (d0, 0)>
#transposed = affine_map<(d0, d1) -> (d1, d0)>

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

// The sigmoid that exporters write: four ops; constants stay in the bodies.
// CHECK-LABEL: func.func @sigmoid(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>
// CHECK-DAG:     %[[ONE:.*]] = arith.constant 1.000000e+00 : f32
// CHECK:         %[[N:.*]] = linalg.generic {{.*}} ins(%[[X]] : tensor<3x4xf32>)
// CHECK-NEXT:    ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      %[[B:.*]] = arith.negf %[[A]]
// CHECK-NEXT:      linalg.yield %[[B]]
// CHECK:         %[[E:.*]] = linalg.generic {{.*}} ins(%[[N]] : tensor<3x4xf32>)
// CHECK-NEXT:    ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      math.exp %[[A]]
// CHECK-NEXT:      linalg.yield
// CHECK:         %[[P:.*]] = linalg.generic {{.*}} ins(%[[E]] : tensor<3x4xf32>)
// CHECK-NEXT:    ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      arith.addf %[[A]], %[[ONE]]
// CHECK-NEXT:      linalg.yield
// CHECK:         %[[Y:.*]] = linalg.generic {{.*}} ins(%[[P]] : tensor<3x4xf32>)
// CHECK-NEXT:    ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      arith.divf %[[ONE]], %[[A]]
// CHECK-NEXT:      linalg.yield
// CHECK:         return %[[Y]]
func.func @sigmoid(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.negf %in : f32
    %2 = math.exp %1 : f32
    %3 = arith.addf %2, %one : f32
    %4 = arith.divf %one, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// A comparison goes along with the select that reads it.
// CHECK-LABEL: func.func @clip(
// CHECK:         linalg.generic
// CHECK:           %[[C:.*]] = arith.cmpf ugt
// CHECK-NEXT:      %[[S:.*]] = arith.select %[[C]]
// CHECK-NEXT:      linalg.yield %[[S]]
// CHECK:         linalg.generic
// CHECK:           %[[C:.*]] = arith.cmpf ult
// CHECK-NEXT:      %[[S:.*]] = arith.select %[[C]]
// CHECK-NEXT:      linalg.yield %[[S]]
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @clip(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %low = arith.constant 0.0 : f32
  %high = arith.constant 6.0 : f32
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.cmpf ugt, %in, %low : f32
    %2 = arith.select %1, %in, %low : f32
    %3 = arith.cmpf ult, %2, %high : f32
    %4 = arith.select %3, %2, %high : f32
    linalg.yield %4 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// One float op stays as it is, with what is computed of constants in its body.
// CHECK-LABEL: func.func @single(
// CHECK:         linalg.generic
// CHECK:           %[[I:.*]] = linalg.index 1
// CHECK:           %[[F:.*]] = arith.sitofp
// CHECK:           %[[P:.*]] = arith.mulf %{{.*}}, %[[F]]
// CHECK-NEXT:      linalg.yield %[[P]]
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @single(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %i = linalg.index 1 : index
    %k = arith.index_cast %i : index to i64
    %f = arith.sitofp %k : i64 to f32
    %1 = arith.mulf %in, %f : f32
    linalg.yield %1 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// Functions of broadcast operands are computed once per element, not per loop.
// CHECK-LABEL: func.func @broadcast(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<3x1xf32>
// CHECK:         %[[E:.*]] = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%[[B]] : tensor<4xf32>)
// CHECK:           math.exp
// CHECK:         } -> tensor<4xf32>
// CHECK:         %[[S:.*]] = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0, 0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%[[C]] : tensor<3x1xf32>)
// CHECK:           math.sqrt
// CHECK:         } -> tensor<3xf32>
// CHECK:         %[[P:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0, d1)>], {{.*}} ins(%[[X]], %[[E]] :
// CHECK:           arith.mulf
// CHECK:         linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0, d1)>], {{.*}} ins(%[[P]], %[[S]] :
// CHECK:           arith.divf
func.func @broadcast(%x: tensor<3x4xf32>, %b: tensor<4xf32>, %c: tensor<3x1xf32>) -> tensor<3x4xf32> {
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #col, #kept, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x, %b, %c : tensor<3x4xf32>, tensor<4xf32>, tensor<3x1xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %bias: f32, %s: f32, %out: f32):
    %1 = math.exp %bias : f32
    %2 = math.sqrt %s : f32
    %3 = arith.mulf %in, %1 : f32
    %4 = arith.divf %3, %2 : f32
    linalg.yield %4 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// An intermediate that uses a loop's index varies along every loop.
// CHECK-LABEL: func.func @index(
// CHECK:         linalg.generic
// CHECK:           linalg.index 0
// CHECK:           arith.mulf
// CHECK:         } -> tensor<3x4xf32>
// CHECK:         linalg.generic
// CHECK:           math.exp
func.func @index(%b: tensor<4xf32>) -> tensor<3x4xf32> {
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#col, #id], iterator_types = ["parallel", "parallel"]}
    ins(%b : tensor<4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %i = linalg.index 0 : index
    %k = arith.index_cast %i : index to i64
    %f = arith.sitofp %k : i64 to f32
    %1 = arith.mulf %in, %f : f32
    %2 = math.exp %1 : f32
    linalg.yield %2 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// Several results, each with its own map; what one yields the other reads.
// CHECK-LABEL: func.func @results(
// CHECK:         %[[E:.*]] = linalg.generic
// CHECK:           math.exp
// CHECK:         } -> tensor<3x4xf32>
// CHECK:         %[[T:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1, d0)>], {{.*}} ins(%[[E]] : tensor<3x4xf32>)
// CHECK:           math.tanh
// CHECK:         } -> tensor<4x3xf32>
// CHECK:         %[[C:.*]] = linalg.generic {{.*}} ins(%[[E]] : tensor<3x4xf32>)
// CHECK:           arith.cmpf
// CHECK:         } -> tensor<3x4xi1>
// CHECK:         return %[[E]], %[[T]], %[[C]]
func.func @results(%x: tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<4x3xf32>, tensor<3x4xi1>) {
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<3x4xf32>
  %f = tensor.empty() : tensor<4x3xf32>
  %g = tensor.empty() : tensor<3x4xi1>
  %0:3 = linalg.generic {indexing_maps = [#id, #id, #transposed, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x : tensor<3x4xf32>) outs(%e, %f, %g : tensor<3x4xf32>, tensor<4x3xf32>, tensor<3x4xi1>) {
  ^bb0(%in: f32, %o: f32, %p: f32, %q: i1):
    %1 = math.exp %in : f32
    %2 = math.tanh %1 : f32
    %3 = arith.cmpf ogt, %1, %one : f32
    linalg.yield %1, %2, %3 : f32, f32, i1
  } -> (tensor<3x4xf32>, tensor<4x3xf32>, tensor<3x4xi1>)
  return %0#0, %0#1, %0#2 : tensor<3x4xf32>, tensor<4x3xf32>, tensor<3x4xi1>
}

// What was in the destination is one more operand.
// CHECK-LABEL: func.func @destination(
// CHECK-SAME:    %{{.*}}: tensor<3x4xf32>, %[[Y:.*]]: tensor<3x4xf32>
// CHECK:         %[[E:.*]] = linalg.generic
// CHECK:           math.exp
// CHECK:         linalg.generic {{.*}} ins(%[[E]], %[[Y]] : {{.*}}) outs(%[[Y]] :
// CHECK:           arith.addf
func.func @destination(%x: tensor<3x4xf32>, %y: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x : tensor<3x4xf32>) outs(%y : tensor<3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = math.exp %in : f32
    %2 = arith.addf %1, %out : f32
    linalg.yield %2 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// A lookup is one op, what is done with the element another.
// CHECK-LABEL: func.func @lookup(
// CHECK:         %[[R:.*]] = linalg.generic
// CHECK:           tensor.extract
// CHECK-NEXT:      linalg.yield
// CHECK:         linalg.generic {{.*}} ins(%[[R]] : tensor<3x4xf32>)
// CHECK:           arith.mulf
func.func @lookup(%table: tensor<9x4xf32>, %i: tensor<3xi64>) -> tensor<3x4xf32> {
  %scale = arith.constant 8.0 : f32
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]}
    ins(%i : tensor<3xi64>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: i64, %out: f32):
    %r = arith.index_cast %in : i64 to index
    %c = linalg.index 1 : index
    %1 = tensor.extract %table[%r, %c] : tensor<9x4xf32>
    %2 = arith.mulf %1, %scale : f32
    linalg.yield %2 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// CHECK-LABEL: func.func @map(
// CHECK-NOT:     linalg.map
// CHECK:         linalg.generic
// CHECK:           math.exp
// CHECK:         linalg.generic
// CHECK:           arith.addf
func.func @map(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.map ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x4xf32>)
    (%in: f32, %out: f32) {
      %1 = math.exp %in : f32
      %2 = arith.addf %1, %in : f32
      linalg.yield %2 : f32
    }
  return %0 : tensor<3x4xf32>
}

// Ops on whole tensors, of dynamic size.
// CHECK-LABEL: func.func @tensors(
// CHECK-NOT:     arith.addf {{.*}} tensor
// CHECK:         linalg.generic
// CHECK:           arith.addf %{{.*}} : f32
// CHECK:         linalg.generic
// CHECK:           math.tanh %{{.*}} : f32
// CHECK:         linalg.generic
// CHECK:           arith.select %{{.*}} : f32
func.func @tensors(%x: tensor<?xf32>, %y: tensor<?xf32>, %c: tensor<?xi1>) -> tensor<?xf32> {
  %0 = arith.addf %x, %y : tensor<?xf32>
  %1 = math.tanh %0 : tensor<?xf32>
  %2 = arith.select %c, %0, %1 : tensor<?xi1>, tensor<?xf32>
  return %2 : tensor<?xf32>
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @norm(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>
// CHECK:         %[[A:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[X]] :
// CHECK:           math.absf
// CHECK:         %[[Q:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[A]] :
// CHECK:           arith.mulf
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%[[Q]] :
// CHECK-NEXT:    ^bb0(%[[IN:.*]]: f32, %[[OUT:.*]]: f32):
// CHECK-NEXT:      %[[S:.*]] = arith.addf %[[OUT]], %[[IN]]
// CHECK-NEXT:      linalg.yield %[[S]]
func.func @norm(%x: tensor<3x4xf32>) -> tensor<3xf32> {
  %z = arith.constant dense<0.0> : tensor<3xf32>
  %0 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
    ins(%x : tensor<3x4xf32>) outs(%z : tensor<3xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = math.absf %in : f32
    %2 = arith.mulf %1, %1 : f32
    %3 = arith.addf %out, %2 : f32
    linalg.yield %3 : f32
  } -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// A square is no contraction: its two factors are one element.
// CHECK-LABEL: func.func @squares(
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]}
// CHECK:           arith.mulf
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]}
// CHECK-NOT:       arith.mulf
// CHECK:           arith.addf
func.func @squares(%x: tensor<3x4xf32>) -> tensor<3xf32> {
  %z = arith.constant dense<0.0> : tensor<3xf32>
  %0 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
    ins(%x : tensor<3x4xf32>) outs(%z : tensor<3xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.mulf %in, %in : f32
    %2 = arith.addf %1, %out : f32
    linalg.yield %2 : f32
  } -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// CHECK-LABEL: func.func @reduce(
// CHECK:         math.absf
// CHECK-NEXT:    linalg.yield
// CHECK:         arith.addf
func.func @reduce(%x: tensor<3x4xf32>) -> tensor<3xf32> {
  %z = arith.constant dense<0.0> : tensor<3xf32>
  %0 = linalg.reduce ins(%x : tensor<3x4xf32>) outs(%z : tensor<3xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %1 = math.absf %in : f32
      %2 = arith.addf %1, %out : f32
      linalg.yield %2 : f32
    }
  return %0 : tensor<3xf32>
}

// The product of a contraction is never a tensor of its own, through casts neither.
// CHECK-LABEL: func.func @contraction(
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]}
// CHECK:           arith.extf
// CHECK:           arith.extf
// CHECK:           arith.mulf
// CHECK-NEXT:      arith.addf
// CHECK-NEXT:      linalg.yield
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @contraction(%x: tensor<3x4xf16>, %w: tensor<4xf16>) -> tensor<3xf32> {
  %z = arith.constant dense<0.0> : tensor<3xf32>
  %0 = linalg.generic {indexing_maps = [#id, #col, #row], iterator_types = ["parallel", "reduction"]}
    ins(%x, %w : tensor<3x4xf16>, tensor<4xf16>) outs(%z : tensor<3xf32>) {
  ^bb0(%in: f16, %weight: f16, %out: f32):
    %1 = arith.extf %in : f16 to f32
    %2 = arith.extf %weight : f16 to f32
    %3 = arith.mulf %1, %2 : f32
    %4 = arith.addf %out, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// Two results at once, as a maximum with its position, stay together.
// CHECK-LABEL: func.func @position(
// CHECK:         linalg.generic
// CHECK:           arith.maximumf
// CHECK:           arith.cmpf
// CHECK:           arith.select
// CHECK:         } -> (tensor<3xf32>, tensor<3xi64>)
func.func @position(%x: tensor<3x4xf32>) -> (tensor<3xf32>, tensor<3xi64>) {
  %low = arith.constant dense<0xFF800000> : tensor<3xf32>
  %first = arith.constant dense<0> : tensor<3xi64>
  %0:2 = linalg.generic {indexing_maps = [#id, #row, #row], iterator_types = ["parallel", "reduction"]}
    ins(%x : tensor<3x4xf32>) outs(%low, %first : tensor<3xf32>, tensor<3xi64>) {
  ^bb0(%in: f32, %out: f32, %at: i64):
    %1 = linalg.index 1 : index
    %2 = arith.index_cast %1 : index to i64
    %3 = arith.maximumf %in, %out : f32
    %4 = arith.cmpf ogt, %in, %out : f32
    %5 = arith.select %4, %2, %at : i64
    linalg.yield %3, %5 : f32, i64
  } -> (tensor<3xf32>, tensor<3xi64>)
  return %0#0, %0#1 : tensor<3xf32>, tensor<3xi64>
}
