// Canonizers, by option and by composite, with options of their own.

// RUN: lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm" | FileCheck %s --check-prefix=MERGED
// RUN: lxt-opt %s --lxt-canonize="composite=merging" | FileCheck %s --check-prefix=MERGED
// MERGED-LABEL: func.func @main(
// MERGED:         %[[Y:.*]] = lxt.layer <kind = dense>
// MERGED-NOT:     lxt.layer
// MERGED:         %[[N:.*]] = lxt.layer <kind = batch_norm> ins(%{{.*}} = %[[Y]] :
// MERGED-NEXT:      lxt.layer <kind = scale>
// MERGED:             arith.constant 0.999994993 : f32
// MERGED-NOT:     lxt.layer
// MERGED:         return %[[N]]

// RUN: lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm(residual-epsilon=0)" | FileCheck %s --check-prefix=PLAIN
// RUN: lxt-opt %s --lxt-canonize="composite=plain" | FileCheck %s --check-prefix=PLAIN
// RUN: lxt-opt %s --lxt-canonize="composite=%S/Inputs/canonizers.mlir" | FileCheck %s --check-prefix=PLAIN
// PLAIN-LABEL: func.func @main(
// PLAIN-NOT:     arith.constant 0.999994993 : f32
// PLAIN:         lxt.layer <kind = dense>
// PLAIN-NOT:     kind = batch_norm

// Without a canonizer nothing changes.
// RUN: lxt-opt %s --lxt-canonize | FileCheck %s --check-prefix=SAME
// RUN: lxt-opt %s --lxt-canonize="composite=none" | FileCheck %s --check-prefix=SAME
// RUN: lxt-opt %s --lxt-canonize="composite=epsilon" | FileCheck %s --check-prefix=SAME
// RUN: lxt-opt %s | FileCheck %s --check-prefix=SAME
// SAME-LABEL: func.func @main(
// SAME:         lxt.layer <kind = dense>
// SAME-NEXT:      linalg.matmul
// SAME-NEXT:      lxt.yield
// SAME:         lxt.layer <kind = batch_norm>

// Those of the composite come first. What they fold is gone when the other comes, and what they leave stays, with the
// remark that every batch norm gets that stays.
// RUN: lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm(residual-epsilon=3) composite=plain" | FileCheck %s --check-prefix=FIRST
// RUN: lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm(residual-epsilon=0),merge-batch-norm(residual-epsilon=3)" | FileCheck %s --check-prefix=FIRST
// FIRST-LABEL: func.func @main(
// FIRST-NOT:     arith.constant 5.000000e-01 : f32
// FIRST-NOT:     kind = batch_norm
// RUN: lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm(residual-epsilon=3),merge-batch-norm(residual-epsilon=0)" 2>&1 | FileCheck %s --check-prefix=SECOND
// SECOND:       canonize.mlir:{{.*}}: remark: this batch norm stays: its constants do not vary along one dimension
// SECOND-LABEL: func.func @main(
// SECOND:         lxt.layer <kind = batch_norm>
// SECOND-NEXT:      lxt.layer <kind = scale>
// SECOND:             arith.constant 5.000000e-01 : f32
// SECOND-NOT:     kind = batch_norm

// The pipeline runs them before it assigns rules: no entry names the batch norm.
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=raw seed=output canonizers=merge-batch-norm(residual-epsilon=0) print-rules rules=kind:dense=epsilon()" -o /dev/null | FileCheck %s --check-prefix=PIPELINE
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=raw seed=output composite=plain print-rules rules=kind:dense=epsilon()" -o /dev/null | FileCheck %s --check-prefix=PIPELINE
// PIPELINE:      rules of @raw:
// PIPELINE-NEXT: canonize.mlir:{{.*}}: dense (linalg.matmul) = epsilon(
// PIPELINE-NOT:  batch_norm

// What is left of the batch norm needs no entry either: it is a product with a constant.
// RUN: lxt-opt %s --lxt-explain-pipeline="entry=raw seed=output composite=merging print-rules" -o /dev/null | FileCheck %s --check-prefix=RESIDUE
// RESIDUE:      rules of @raw:
// RESIDUE-NEXT: canonize.mlir:{{.*}}: dense (linalg.matmul) = epsilon(
// RESIDUE-NEXT: canonize.mlir:{{.*}}: scale (arith.subf) = identity(epsilon=1e-10), by nature

#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf32>
!v = tensor<2xf32>

lxt.composite @merging canonizers ["merge-batch-norm"] entries ["kind:linear=epsilon()"]
lxt.composite @plain canonizers ["merge-batch-norm(residual-epsilon=0)"] entries ["kind:linear=epsilon()"]
lxt.composite @none entries ["kind:linear=epsilon()"]

func.func @main(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : !m
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  %0 = lxt.layer <kind = dense> ins(%a = %x : !m) -> !m {
    %2 = linalg.matmul ins(%a, %w : !m, tensor<2x2xf32>) outs(%init : !m) -> !m
    lxt.yield %2 : !m
  }
  %1 = lxt.layer <kind = batch_norm> ins(%a = %0 : !m) -> !m {
    %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%a, %c : !m, !v) outs(%e : !m) -> !m
    %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%2, %c : !m, !v) outs(%e : !m) -> !m
    lxt.yield %3 : !m
  }
  return %1 : !m
}

func.func @raw(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %init = arith.constant dense<0.0> : !m
  %c = arith.constant dense<[3.0, 1.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf32>) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%0, %c : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%1, %c : !m, !v) outs(%e : !m) -> !m
  return %2 : !m
}
