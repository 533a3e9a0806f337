// What the whole pipeline leaves out: the prediction that nobody asked for,
// relevance of inputs that nobody asked for, weights of other classes.

// Mode fast, one class, only relevance: nothing divides by the logits, so that
// no product but the transposed one of one column is left.
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=dense composite=cp-lrp-efficient seed=class:5 outputs=relevance" | FileCheck %s --check-prefix=FAST
// FAST-LABEL: func.func @dense_explain(
// FAST-SAME:    -> (tensor<8x4xf32> {lxt.input = 0 : i64, lxt.role = "relevance"}) attributes {lxt.mode = "fast", lxt.outputs = "relevance", lxt.seed = "class(5)"}
// FAST-NOT:     linalg.matmul
// FAST:         linalg.generic {{.*}}"reduction"{{.*}} ins(%{{.*}}, %{{.*}} : tensor<8x1xf32>, tensor<4x1xf32>) outs(%{{.*}} : tensor<8x4xf32>)
// FAST-NOT:     "reduction"
// FAST:         return

// Mode exact divides by the one logit.
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=dense composite=epsilon seed=2:5 outputs=relevance" | FileCheck %s --check-prefix=EXACT
// EXACT-LABEL: func.func @dense_explain(
// EXACT:         linalg.matmul ins(%{{.*}}, %{{.*}} : tensor<1x4xf32>, tensor<4x1xf32>)
// EXACT-NOT:     linalg.matmul
// EXACT:         linalg.generic {{.*}}"reduction"{{.*}} ins(%{{.*}}, %{{.*}} : tensor<1x1xf32>, tensor<4x1xf32>)
// EXACT-NOT:     "reduction"
// EXACT:         tensor.insert_slice %{{.*}} into %{{.*}}[2, 0] [1, 4] [1, 1]
// EXACT-NEXT:    return

// The slice is of the whole program's prediction; with all of it, the forward
// product is that of @dense itself.
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=dense composite=epsilon seed=2:5 outputs=slice" | FileCheck %s --check-prefix=SLICE
// SLICE-LABEL: func.func @dense_explain(
// SLICE-SAME:    -> (tensor<1x1xf32> {lxt.role = "prediction"}, tensor<8x4xf32> {{.*}})
// SLICE:         linalg.matmul ins(%{{.*}}, %{{.*}} : tensor<1x4xf32>, tensor<4x1xf32>)
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=dense composite=epsilon seed=2:5" | FileCheck %s --check-prefix=ALL
// ALL-LABEL: func.func @dense_explain(
// ALL-SAME:    -> (tensor<8x6xf32> {lxt.role = "prediction"}, tensor<8x4xf32> {{.*}})
// ALL:         linalg.matmul ins(%{{.*}}, %{{.*}} : tensor<8x4xf32>, tensor<4x6xf32>)
// ALL:         linalg.generic {{.*}}"reduction"{{.*}} ins(%{{.*}}, %{{.*}} : tensor<1x1xf32>, tensor<4x1xf32>)

// Of the weights, when they are constants, one row is left in the code.
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=dense composite=epsilon seed=class:5 outputs=slice" --lxt-fold-constants --symbol-privatize=exclude=dense_explain --symbol-dce | FileCheck %s --check-prefix=WEIGHTS
// WEIGHTS-LABEL: func.func @dense_explain(
// WEIGHTS-DAG:     arith.constant dense<{{\[\[}}6.000000e+00], [1.200000e+01], [1.800000e+01], [2.400000e+01]]> : tensor<4x1xf32>
// WEIGHTS-NOT:     4x6xf32
// WEIGHTS:         return

// Two inputs, each half of a product: one transposed product for each that is
// asked for.
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=two composite=attnlrp seed=given" | FileCheck %s --check-prefix=BOTH
// BOTH-LABEL: func.func @two_explain(
// BOTH:         linalg.matmul
// BOTH-COUNT-2: linalg.generic {{.*}}"reduction"
// BOTH-NOT:     "reduction"
// BOTH:         return
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=two composite=attnlrp seed=given inputs=1" | FileCheck %s --check-prefix=ONE
// ONE-LABEL: func.func @two_explain(
// ONE:         linalg.matmul
// ONE-COUNT-1: linalg.generic {{.*}}"reduction"
// ONE-NOT:     "reduction"
// ONE:         return

// An input that relevance only passes on its way to another: x is asked for, and
// z behind it is not.
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=chain composite=attnlrp seed=given" | FileCheck %s --check-prefix=CHAIN
// CHAIN-LABEL: func.func @chain_explain(
// CHAIN-COUNT-2: linalg.matmul
// CHAIN-COUNT-4: linalg.generic {{.*}}"reduction"
// CHAIN-NOT:     "reduction"
// CHAIN:         return
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=chain composite=attnlrp seed=given inputs=2" | FileCheck %s --check-prefix=LAST
// LAST-LABEL: func.func @chain_explain(
// LAST-COUNT-2: linalg.matmul
// LAST-COUNT-1: linalg.generic {{.*}}"reduction"
// LAST-NOT:     "reduction"
// LAST:         return

func.func @dense(%x: tensor<8x4xf32>) -> tensor<8x6xf32> {
  %w = arith.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [7.0, 8.0, 9.0, 10.0, 11.0, 12.0], [13.0, 14.0, 15.0, 16.0, 17.0, 18.0], [19.0, 20.0, 21.0, 22.0, 23.0, 24.0]]> : tensor<4x6xf32>
  %zeros = arith.constant dense<0.0> : tensor<8x6xf32>
  %y = linalg.matmul ins(%x, %w : tensor<8x4xf32>, tensor<4x6xf32>) outs(%zeros : tensor<8x6xf32>) -> tensor<8x6xf32>
  return %y : tensor<8x6xf32>
}

func.func @two(%x: tensor<8x4xf32>, %z: tensor<4x6xf32>) -> tensor<8x6xf32> {
  %zeros = arith.constant dense<0.0> : tensor<8x6xf32>
  %y = linalg.matmul ins(%x, %z : tensor<8x4xf32>, tensor<4x6xf32>) outs(%zeros : tensor<8x6xf32>) -> tensor<8x6xf32>
  return %y : tensor<8x6xf32>
}

func.func @chain(%x: tensor<8x4xf32>, %z: tensor<4x6xf32>, %v: tensor<6x5xf32>) -> tensor<8x5xf32> {
  %zeros = arith.constant dense<0.0> : tensor<8x6xf32>
  %zeros5 = arith.constant dense<0.0> : tensor<8x5xf32>
  %0 = linalg.matmul ins(%x, %z : tensor<8x4xf32>, tensor<4x6xf32>) outs(%zeros : tensor<8x6xf32>) -> tensor<8x6xf32>
  %1 = linalg.matmul ins(%0, %v : tensor<8x6xf32>, tensor<6x5xf32>) outs(%zeros5 : tensor<8x5xf32>) -> tensor<8x5xf32>
  return %1 : tensor<8x5xf32>
}
