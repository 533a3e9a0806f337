// TOSA becomes linalg, tensor, arith and math, inside rule regions, too; the
// location keeps what the op was.
// RUN: lxt-opt %s --split-input-file --lxt-normalise | FileCheck %s --implicit-check-not=tosa
// RUN: lxt-opt %s --split-input-file --lxt-normalise --mlir-print-debuginfo --mlir-print-local-scope | FileCheck %s --check-prefix=LOC

// CHECK-LABEL: func.func @elementwise
// CHECK:         %[[T:.*]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<4xf32>)
// CHECK:           math.tanh
// CHECK-NOT:       arith
// CHECK:         linalg.generic {{.*}} ins(%[[T]], %{{.*}} : tensor<4xf32>, tensor<4xf32>)
// CHECK:           arith.maximumf
// The name is around the location that the front end gave.
// LOC-LABEL:   func.func @elementwise
// LOC:           math.tanh {{.*}} loc(fused<"tosa.tanh">["layers.0:Tanh"("model.py":12:3)])
// LOC:         -> tensor<4xf32> loc(fused<"tosa.tanh">["layers.0:Tanh"("model.py":12:3)])
// LOC:           arith.maximumf {{.*}} loc(fused<"tosa.maximum">["model.py":13:3])
func.func @elementwise(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = tosa.tanh %x : (tensor<4xf32>) -> tensor<4xf32> loc("layers.0:Tanh"("model.py":12:3))
  %1 = tosa.maximum %0, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32> loc("model.py":13:3)
  return %1 : tensor<4xf32>
}

// -----

// The weights stay outside of the region and are captured.
// CHECK-LABEL: func.func @rule
// CHECK:         %[[W:.*]] = arith.constant dense<5.000000e-01> : tensor<1x4x2xf32>
// CHECK:         lxt.epsilon epsilon({{.*}}) ins(%[[A:.*]] = %{{.*}} : tensor<1x3x4xf32>) -> tensor<1x3x2xf32> {
// CHECK:           %[[Y:.*]] = linalg.batch_matmul ins(%[[A]], %[[W]] :
// CHECK:           lxt.layer <kind = activation> ins(%[[B:.*]] = %[[Y]] : tensor<1x3x2xf32>)
// CHECK:             linalg.generic {{.*}} ins(%[[B]] :
// CHECK:               math.tanh
// LOC-LABEL:   func.func @rule
// LOC:           linalg.batch_matmul {{.*}} loc(fused<"tosa.matmul">[
func.func @rule(%x: tensor<1x3x4xf32>) -> tensor<1x3x2xf32> {
  %w = "tosa.const"() <{values = dense<0.5> : tensor<1x4x2xf32>}> : () -> tensor<1x4x2xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = lxt.epsilon epsilon(1.0e-6) ins(%a = %x : tensor<1x3x4xf32>) -> tensor<1x3x2xf32> {
    %1 = tosa.matmul %a, %w, %z, %z : (tensor<1x3x4xf32>, tensor<1x4x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x2xf32>
    %2 = lxt.layer <kind = activation> ins(%b = %1 : tensor<1x3x2xf32>) -> tensor<1x3x2xf32> {
      %3 = tosa.tanh %b : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
      lxt.yield %3 : tensor<1x3x2xf32>
    }
    lxt.yield %2 : tensor<1x3x2xf32>
  }
  return %0 : tensor<1x3x2xf32>
}

// -----

// What the stock pipeline leaves: reshape, slice, concat, pad, constants and shapes.
// CHECK-LABEL: func.func @shapes
// CHECK:         tensor.expand_shape %{{.*}} {{.*}} : tensor<12xf32> into tensor<3x2x2xf32>
// CHECK:         tensor.pad
// CHECK:           tensor.yield %{{.*}} : f32
// CHECK-NEXT:    } : tensor<3x2x2xf32> to tensor<3x2x5xf32>
// CHECK:         %[[S:.*]] = tensor.extract_slice %{{.*}}[1, 0, 0] [2, 2, 5] [1, 1, 1]
// CHECK:         tensor.concat dim(1) %[[S]], %[[S]]
// LOC-LABEL:   func.func @shapes
// LOC:           tensor.expand_shape {{.*}} loc(fused<"tosa.reshape">[
// LOC:           tensor.concat {{.*}} loc(fused<"tosa.concat">[
func.func @shapes(%x: tensor<12xf32>) -> tensor<2x4x5xf32> {
  %to = tosa.const_shape {values = dense<[3, 2, 2]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %0 = tosa.reshape %x, %to : (tensor<12xf32>, !tosa.shape<3>) -> tensor<3x2x2xf32>
  %p = tosa.const_shape {values = dense<[0, 0, 0, 0, 1, 2]> : tensor<6xindex>} : () -> !tosa.shape<6>
  %v = "tosa.const"() <{values = dense<1.5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %1 = tosa.pad %0, %p, %v : (tensor<3x2x2xf32>, !tosa.shape<6>, tensor<1xf32>) -> tensor<3x2x5xf32>
  %from = tosa.const_shape {values = dense<[1, 0, 0]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %size = tosa.const_shape {values = dense<[2, 2, 5]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %2 = tosa.slice %1, %from, %size : (tensor<3x2x5xf32>, !tosa.shape<3>, !tosa.shape<3>) -> tensor<2x2x5xf32>
  %3 = tosa.concat %2, %2 {axis = 1 : i32} : (tensor<2x2x5xf32>, tensor<2x2x5xf32>) -> tensor<2x4x5xf32>
  return %3 : tensor<2x4x5xf32>
}

// -----

// A lookup reads the table inside a body.
// CHECK-LABEL: func.func @gather
// CHECK:         linalg.generic
// CHECK:           tensor.extract %{{.*}} : tensor<1x5x3xf32>
func.func @gather(%table: tensor<1x5x3xf32>, %i: tensor<1x2xi32>) -> tensor<1x2x3xf32> {
  %0 = tosa.gather %table, %i : (tensor<1x5x3xf32>, tensor<1x2xi32>) -> tensor<1x2x3xf32>
  return %0 : tensor<1x2x3xf32>
}

// -----

// A module without TOSA keeps its locations as they are.
// LOC-LABEL:   func.func @linalg
// LOC:           linalg.exp {{.*}} loc("model.py":3:1)
func.func @linalg(%x: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %0 = linalg.exp ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32> loc("model.py":3:1)
  return %0 : tensor<4xf32>
}

// -----

// One element of a constant that is a resource becomes a constant, of several
// ones a slice.
// CHECK-LABEL: func.func @slice_of_resource
// CHECK-DAG:     %[[ONE:.*]] = arith.constant dense<3.000000e+00> : tensor<1x1xf32>
// CHECK-DAG:     %[[ALL:.*]] = arith.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00]]> : tensor<2x2xf32>
// CHECK:         %[[ROW:.*]] = tensor.extract_slice %[[ALL]][1, 0] [1, 2] [1, 1]
// CHECK:         %[[SUM:.*]] = linalg.generic {{.*}} ins(%arg0, %[[ONE]] :
// CHECK:           arith.addf
// CHECK:         linalg.generic {{.*}} ins(%[[SUM]], %[[ROW]] :
func.func @slice_of_resource(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %c = "tosa.const"() <{values = dense_resource<numbers> : tensor<2x2xf32>}> : () -> tensor<2x2xf32>
  %from = tosa.const_shape {values = dense<[1, 0]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %one = tosa.const_shape {values = dense<[1, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %two = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %0 = tosa.slice %c, %from, %one : (tensor<2x2xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<1x1xf32>
  %1 = tosa.slice %c, %from, %two : (tensor<2x2xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<1x2xf32>
  %2 = tosa.add %x, %0 : (tensor<1x2xf32>, tensor<1x1xf32>) -> tensor<1x2xf32>
  %3 = tosa.add %2, %1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

{-#
  dialect_resources: {
    builtin: {
      numbers: "0x040000000000803F000000400000404000008040"
    }
  }
#-}
