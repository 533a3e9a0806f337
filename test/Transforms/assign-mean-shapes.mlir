// Means over a dimension of one element, and with a dimension of unknown size
// that is not reduced.
// RUN: lxt-opt %s --lxt-recognise --lxt-assign-rules="rules=kind:mean=norm(),kind:reduction=stop()" | FileCheck %s --implicit-check-not=lxt.stop

#id = affine_map<(d0) -> (d0)>

// CHECK-LABEL: func.func @one_element(
// CHECK:         %[[Y:.*]] = lxt.norm origin<kind = mean, {{.*}} ins(%{{.*}} = %arg0 : tensor<2x4x1xf32>) -> tensor<2xf32>
// CHECK:         return %[[Y]]
func.func @one_element(%x: tensor<2x4x1xf32>) -> tensor<2xf32> {
  %quarter = arith.constant dense<0.25> : tensor<2xf32>
  %init0 = arith.constant dense<0.0> : tensor<2x1xf32>
  %init = arith.constant dense<0.0> : tensor<2xf32>
  %e = tensor.empty() : tensor<2xf32>
  %0 = linalg.reduce ins(%x : tensor<2x4x1xf32>) outs(%init0 : tensor<2x1xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %3 = arith.addf %in, %out : f32
      linalg.yield %3 : f32
    }
  %1 = linalg.reduce ins(%0 : tensor<2x1xf32>) outs(%init : tensor<2xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %3 = arith.addf %in, %out : f32
      linalg.yield %3 : f32
    }
  %2 = linalg.mul ins(%1, %quarter : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %2 : tensor<2xf32>
}

// CHECK-LABEL: func.func @dynamic(
// CHECK:         %[[Y:.*]] = lxt.norm origin<kind = mean, {{.*}} ins(%{{.*}} = %arg0 : tensor<?x4xf32>) -> tensor<?xf32>
// CHECK:         return %[[Y]]
func.func @dynamic(%x: tensor<?x4xf32>) -> tensor<?xf32> {
  %i = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %n = arith.constant 4.0 : f32
  %d = tensor.dim %x, %i : tensor<?x4xf32>
  %e = tensor.empty(%d) : tensor<?xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  %0 = linalg.reduce ins(%x : tensor<?x4xf32>) outs(%init : tensor<?xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %2 = arith.addf %in, %out : f32
      linalg.yield %2 : f32
    }
  %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%0 : tensor<?xf32>) outs(%e : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.divf %in, %n : f32
    linalg.yield %2 : f32
  } -> tensor<?xf32>
  return %1 : tensor<?xf32>
}
