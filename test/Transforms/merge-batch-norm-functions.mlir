// Batch norms in called functions, which are layers of kind function, are folded
// as those of the function itself are.
// RUN: lxt-opt %s --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 | FileCheck %s --implicit-check-not="kind = batch_norm"

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf32>
!v = tensor<2xf32>

// CHECK-LABEL: func.func @main(
// CHECK:         lxt.layer <kind = function
// CHECK:           lxt.layer <kind = dense
// CHECK:         return
lxt.explain @main inputs [0]
func.func @main(%x: !m) -> !m {
  %0 = call @block(%x) : (!m) -> !m
  return %0 : !m
}

func.func private @block(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : !m
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf32>) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%0, %c : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%1, %c : !m, !v) outs(%e : !m) -> !m
  return %2 : !m
}
