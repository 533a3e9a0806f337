// The text of adjoints, one per family; Models/ has the numbers of all of them.
// RUN: lxt-opt %s --lxt-lower-vjp --canonicalize --cse --mlir-print-local-scope | FileCheck %s --implicit-check-not=lxt.

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>

//===----------------------------------------------------------------------===//
// Structured ops
//===----------------------------------------------------------------------===//

// One op: the cotangent takes the result's place, the result the operand's, and
// the loop that the operand lacks is reduced. The forward product is not needed.
// CHECK-LABEL: func.func @matmul(
// CHECK-SAME:    %{{.*}}: tensor<4x10xf32>, %[[W:.*]]: tensor<10x6xf32>, %[[G:.*]]: tensor<4x6xf32>
// CHECK-NOT:     linalg.matmul
// CHECK:         %[[R:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1)>, affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d2)>], iterator_types = ["parallel", "reduction", "parallel"]} ins(%[[G]], %[[W]] :
// CHECK-NEXT:    ^bb0(%[[A:.*]]: f32, %[[B:.*]]: f32, %[[C:.*]]: f32):
// CHECK-NEXT:      %[[P:.*]] = arith.mulf %[[A]], %[[B]]
// CHECK-NEXT:      %[[S:.*]] = arith.addf %[[C]], %[[P]]
// CHECK-NEXT:      linalg.yield %[[S]]
// CHECK:         return %[[R]]
func.func @matmul(%x: tensor<4x10xf32>, %w: tensor<10x6xf32>, %g: tensor<4x6xf32>) -> tensor<4x10xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4x10xf32>) cotangents(%g : tensor<4x6xf32>) -> tensor<4x10xf32> {
    %init = arith.constant dense<0.0> : tensor<4x6xf32>
    %0 = linalg.matmul ins(%a, %w : tensor<4x10xf32>, tensor<10x6xf32>) outs(%init : tensor<4x6xf32>) -> tensor<4x6xf32>
    lxt.yield %0 : tensor<4x6xf32>
  }
  return %r : tensor<4x10xf32>
}

// Both operands, and a leading dimension on the cotangent, which both results have.
// CHECK-LABEL: func.func @batched(
// CHECK-SAME:    %[[X:.*]]: tensor<4x10xf32>, %[[W:.*]]: tensor<10x6xf32>, %[[G:.*]]: tensor<7x4x6xf32>
// CHECK:         %[[RX:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d3, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>], {{.*}} ins(%[[G]], %[[W]] :
// CHECK:         } -> tensor<7x4x10xf32>
// CHECK:         %[[RW:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d1, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>], {{.*}} ins(%[[G]], %[[X]] :
// CHECK:         } -> tensor<7x10x6xf32>
// CHECK:         return %[[RX]], %[[RW]]
func.func @batched(%x: tensor<4x10xf32>, %w: tensor<10x6xf32>, %g: tensor<7x4x6xf32>) -> (tensor<7x4x10xf32>, tensor<7x10x6xf32>) {
  %r:2 = lxt.vjp ins(%a = %x : tensor<4x10xf32>, %b = %w : tensor<10x6xf32>) cotangents(%g : tensor<7x4x6xf32>) -> (tensor<7x4x10xf32>, tensor<7x10x6xf32>) {
    %init = arith.constant dense<0.0> : tensor<4x6xf32>
    %0 = linalg.matmul ins(%a, %b : tensor<4x10xf32>, tensor<10x6xf32>) outs(%init : tensor<4x6xf32>) -> tensor<4x6xf32>
    lxt.yield %0 : tensor<4x6xf32>
  }
  return %r#0, %r#1 : tensor<7x4x10xf32>, tensor<7x10x6xf32>
}

// Elementwise: the body's derivative, of the values that it reads. A broadcast
// operand's cotangent is a sum.
// CHECK-LABEL: func.func @elementwise(
// CHECK-SAME:    %[[X:.*]]: tensor<4x6xf32>, %[[Y:.*]]: tensor<4xf32>, %[[G:.*]]: tensor<4x6xf32>
// CHECK-NOT:     reduction
// CHECK:         %[[RX:.*]] = linalg.generic {{.*}} ins(%[[G]], %[[Y]] :
// CHECK:           arith.mulf
// CHECK:         %[[RY:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]} ins(%[[G]], %[[X]] :
// CHECK:           arith.mulf
// CHECK:           arith.addf
// CHECK:         return %[[RX]], %[[RY]]
func.func @elementwise(%x: tensor<4x6xf32>, %y: tensor<4xf32>, %g: tensor<4x6xf32>) -> (tensor<4x6xf32>, tensor<4xf32>) {
  %r:2 = lxt.vjp ins(%a = %x : tensor<4x6xf32>, %b = %y : tensor<4xf32>) cotangents(%g : tensor<4x6xf32>) -> (tensor<4x6xf32>, tensor<4xf32>) {
    %e = tensor.empty() : tensor<4x6xf32>
    %0 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
      ins(%a, %b : tensor<4x6xf32>, tensor<4xf32>) outs(%e : tensor<4x6xf32>) {
    ^bb0(%in: f32, %c: f32, %out: f32):
      %1 = arith.mulf %in, %c : f32
      linalg.yield %1 : f32
    } -> tensor<4x6xf32>
    lxt.yield %0 : tensor<4x6xf32>
  }
  return %r#0, %r#1 : tensor<4x6xf32>, tensor<4xf32>
}

// A convolution is read, never scattered: the cotangent is spread by the stride
// and padded by the window less 1, the filter is reversed.
// CHECK-LABEL: func.func @conv(
// CHECK-SAME:    %{{.*}}: tensor<1x2x8x8xf32>, %[[W:.*]]: tensor<3x2x3x3xf32>, %[[G:.*]]: tensor<1x3x3x3xf32>
// CHECK-NOT:     scf.for
// CHECK:         %[[S:.*]] = tensor.insert_slice %[[G]] into %{{.*}}[0, 0, 2, 2] [1, 3, 3, 3] [1, 1, 2, 2] : tensor<1x3x3x3xf32> into tensor<1x3x10x10xf32>
// CHECK:         %[[F:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, -d2 + 2, -d3 + 2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], {{.*}} ins(%[[W]] :
// CHECK:         linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2 + d5, d3 + d6)>, affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d1, d4, d5, d6)>, affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d4, d2, d3)>], {{.*}} ins(%[[S]], %[[F]] :
// CHECK:           arith.mulf
// CHECK:           arith.addf
func.func @conv(%x: tensor<1x2x8x8xf32>, %w: tensor<3x2x3x3xf32>, %g: tensor<1x3x3x3xf32>) -> tensor<1x2x8x8xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<1x2x8x8xf32>) cotangents(%g : tensor<1x3x3x3xf32>) -> tensor<1x2x8x8xf32> {
    %init = arith.constant dense<0.0> : tensor<1x3x3x3xf32>
    %0 = linalg.conv_2d_nchw_fchw {strides = dense<2> : tensor<2xi64>}
      ins(%a, %w : tensor<1x2x8x8xf32>, tensor<3x2x3x3xf32>) outs(%init : tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
    lxt.yield %0 : tensor<1x3x3x3xf32>
  }
  return %r : tensor<1x2x8x8xf32>
}

// A maximum first finds which iteration was chosen, -1 for none; then each
// element takes from the windows that chose it.
// CHECK-LABEL: func.func @max_pool(
// CHECK-SAME:    %[[X:.*]]: tensor<1x2x6x6xf32>, %[[G:.*]]: tensor<1x2x3x3xf32>
// CHECK-NOT:     scf.for
// CHECK:         %[[NONE:.*]] = arith.constant -1 : i64
// CHECK:         %[[C:.*]]:2 = linalg.generic {{.*}} ins(%[[X]],
// CHECK:           arith.cmpf ogt
// CHECK:         } -> (tensor<1x2x3x3xf32>, tensor<1x2x3x3xi64>)
// CHECK:         %[[SG:.*]] = tensor.insert_slice %[[G]] into %{{.*}}[0, 0, 1, 1] [1, 2, 3, 3] [1, 1, 2, 2]
// CHECK:         linalg.fill ins(%[[NONE]] : i64)
// CHECK:         %[[SC:.*]] = tensor.insert_slice %[[C]]#1 into %{{.*}}[0, 0, 1, 1] [1, 2, 3, 3] [1, 1, 2, 2]
// CHECK:         linalg.generic {{.*}} ins(%[[SG]], %[[SC]],
// CHECK:           arith.cmpi eq
// CHECK:           arith.select
// CHECK:           arith.addf
// CHECK:         } -> tensor<1x2x6x6xf32>
func.func @max_pool(%x: tensor<1x2x6x6xf32>, %g: tensor<1x2x3x3xf32>) -> tensor<1x2x6x6xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<1x2x6x6xf32>) cotangents(%g : tensor<1x2x3x3xf32>) -> tensor<1x2x6x6xf32> {
    %init = arith.constant dense<0xFF800000> : tensor<1x2x3x3xf32>
    %window = tensor.empty() : tensor<2x2xf32>
    %0 = linalg.pooling_nchw_max {strides = dense<2> : tensor<2xi64>}
      ins(%a, %window : tensor<1x2x6x6xf32>, tensor<2x2xf32>) outs(%init : tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
    lxt.yield %0 : tensor<1x2x3x3xf32>
  }
  return %r : tensor<1x2x6x6xf32>
}

// A lookup adds to the table's rows, one after the other.
// CHECK-LABEL: func.func @lookup(
// CHECK-SAME:    %{{.*}}: tensor<9x4xf32>, %[[I:.*]]: tensor<3xi64>, %[[G:.*]]: tensor<3x4xf32>
// CHECK:         %[[ZEROS:.*]] = linalg.fill
// CHECK:         %[[R:.*]] = scf.for %[[B:.*]] = %c0 to %c3 {{.*}} iter_args(%{{.*}} = %[[ZEROS]])
// CHECK:           scf.for %[[D:.*]] = %c0 to %c4 {{.*}} iter_args(%[[T:.*]] =
// CHECK:             %[[AT:.*]] = tensor.extract %[[I]][%[[B]]]
// CHECK:             %[[ROW:.*]] = arith.index_cast %[[AT]]
// CHECK:             %[[NEW:.*]] = tensor.extract %[[G]][%[[B]], %[[D]]]
// CHECK:             %[[OLD:.*]] = tensor.extract %[[T]][%[[ROW]], %[[D]]]
// CHECK:             %[[S:.*]] = arith.addf %[[OLD]], %[[NEW]]
// CHECK:             tensor.insert %[[S]] into %[[T]][%[[ROW]], %[[D]]]
// CHECK:         return %[[R]]
func.func @lookup(%x: tensor<9x4xf32>, %i: tensor<3xi64>, %g: tensor<3x4xf32>) -> tensor<9x4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<9x4xf32>) cotangents(%g : tensor<3x4xf32>) -> tensor<9x4xf32> {
    %e = tensor.empty() : tensor<3x4xf32>
    %0 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]}
      ins(%i : tensor<3xi64>) outs(%e : tensor<3x4xf32>) {
    ^bb0(%in: i64, %out: f32):
      %1 = arith.index_cast %in : i64 to index
      %2 = linalg.index 1 : index
      %3 = tensor.extract %a[%1, %2] : tensor<9x4xf32>
      linalg.yield %3 : f32
    } -> tensor<3x4xf32>
    lxt.yield %0 : tensor<3x4xf32>
  }
  return %r : tensor<9x4xf32>
}

//===----------------------------------------------------------------------===//
// Tensor ops
//===----------------------------------------------------------------------===//

// What was moved moves back: a slice of what was padded, zeros around what was
// sliced off, the reshape undone.
// CHECK-LABEL: func.func @movement(
// CHECK-SAME:    %{{.*}}: tensor<2x4xf32>, %[[G:.*]]: tensor<2x6xf32>
// CHECK:         %[[A:.*]] = tensor.extract_slice %[[G]][0, 1] [2, 2] [1, 1] : tensor<2x6xf32> to tensor<2x2xf32>
// CHECK:         %[[B:.*]] = tensor.insert_slice %[[A]] into %{{.*}}[0, 2] [2, 2] [1, 1] : tensor<2x2xf32> into tensor<2x4xf32>
// CHECK:         return %[[B]]
func.func @movement(%x: tensor<2x4xf32>, %g: tensor<2x6xf32>) -> tensor<2x4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<2x4xf32>) cotangents(%g : tensor<2x6xf32>) -> tensor<2x4xf32> {
    %zero = arith.constant 0.0 : f32
    %0 = tensor.extract_slice %a[0, 2] [2, 2] [1, 1] : tensor<2x4xf32> to tensor<2x2xf32>
    %1 = tensor.pad %0 low[0, 1] high[0, 3] {
    ^bb0(%i: index, %j: index):
      tensor.yield %zero : f32
    } : tensor<2x2xf32> to tensor<2x6xf32>
    lxt.yield %1 : tensor<2x6xf32>
  }
  return %r : tensor<2x4xf32>
}

// CHECK-LABEL: func.func @concat(
// CHECK:         %[[A:.*]] = tensor.extract_slice %arg2[0, 0] [2, 4]
// CHECK:         %[[B:.*]] = tensor.extract_slice %arg2[0, 4] [2, 3]
// CHECK:         return %[[A]], %[[B]]
func.func @concat(%x: tensor<2x4xf32>, %y: tensor<2x3xf32>, %g: tensor<2x7xf32>) -> (tensor<2x4xf32>, tensor<2x3xf32>) {
  %r:2 = lxt.vjp ins(%a = %x : tensor<2x4xf32>, %b = %y : tensor<2x3xf32>) cotangents(%g : tensor<2x7xf32>) -> (tensor<2x4xf32>, tensor<2x3xf32>) {
    %0 = tensor.concat dim(1) %a, %b : (tensor<2x4xf32>, tensor<2x3xf32>) -> tensor<2x7xf32>
    lxt.yield %0 : tensor<2x7xf32>
  }
  return %r#0, %r#1 : tensor<2x4xf32>, tensor<2x3xf32>
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

// An input that the result does not depend on, and one that is the result.
// CHECK-LABEL: func.func @trivial(
// CHECK:         %[[Z:.*]] = linalg.fill {{.*}} -> tensor<2xf64>
// CHECK:         return %arg2, %[[Z]]
func.func @trivial(%x: tensor<4xf32>, %y: tensor<2xf64>, %g: tensor<4xf32>) -> (tensor<4xf32>, tensor<2xf64>) {
  %r:2 = lxt.vjp ins(%a = %x : tensor<4xf32>, %b = %y : tensor<2xf64>) cotangents(%g : tensor<4xf32>) -> (tensor<4xf32>, tensor<2xf64>) {
    lxt.yield %a : tensor<4xf32>
  }
  return %r#0, %r#1 : tensor<4xf32>, tensor<2xf64>
}

// Forward values are recomputed; CSE shares them with the program.
// CHECK-LABEL: func.func @shared(
// CHECK-SAME:    %[[X:.*]]: tensor<4xf32>, %[[G:.*]]: tensor<4xf32>
// CHECK:         %[[E:.*]] = linalg.exp ins(%[[X]] :
// CHECK-NOT:     linalg.exp
// CHECK:         %[[R:.*]] = linalg.generic {{.*}} ins(%[[G]],
// CHECK:         return %[[E]], %[[R]]
func.func @shared(%x: tensor<4xf32>, %g: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %e = tensor.empty() : tensor<4xf32>
  %y = linalg.exp ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4xf32> {
    %0 = linalg.exp ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %0 : tensor<4xf32>
  }
  return %y, %r : tensor<4xf32>, tensor<4xf32>
}

// Layers and called functions, also of one another, are inlined; the functions stay.
// CHECK-LABEL: func.func @calls(
// CHECK-NOT:     call
// CHECK:         arith.mulf
// CHECK:         return
func.func @calls(%x: tensor<4xf32>, %g: tensor<4xf32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4xf32> {
    %0 = lxt.layer <kind = function> ins(%b = %a : tensor<4xf32>) -> tensor<4xf32> {
      %1 = func.call @outer(%b) : (tensor<4xf32>) -> tensor<4xf32>
      lxt.yield %1 : tensor<4xf32>
    }
    lxt.yield %0 : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}
// CHECK-LABEL: func.func private @outer(
// CHECK:         call @inner
func.func private @outer(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @inner(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @inner(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = arith.mulf %x, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
