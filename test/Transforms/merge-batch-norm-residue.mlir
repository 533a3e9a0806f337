// What is left of a folded batch norm, a product with 1 / sqrt(1 + residual-epsilon), is a layer between the linear layer
// and what comes after it. Rules of batch norms hold for it; where there is none, it is a scale.
// RUN: split-file %s %t

// Folded, the dense layer's weight is (0.5 0; 0.5 4), its result (1, 4) for x = (1, 2). Half of that is left of it.
// Relevance passes an identity: of the seed (0.5, 2), s = (0.5 / 1, 2 / 4): (1 * 0.25, 2 * (0.25 + 2)).
// RUN: lxt-opt %t/net.mlir --lxt-explain-pipeline="entry=net seed=output canonizers=merge-batch-norm(residual-epsilon=3) rules=kind:dense=epsilon(epsilon=1e-9),kind:batch_norm=identity()" \
// RUN:   | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=RELEVANCE
// Without an entry the scale has its natural rule, which is the same.
// RUN: lxt-opt %t/net.mlir --lxt-explain-pipeline="entry=net seed=output canonizers=merge-batch-norm(residual-epsilon=3) rules=kind:dense=epsilon(epsilon=1e-9)" \
// RUN:   | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=RELEVANCE
// RELEVANCE: {{^\[\[}}0.5, 2]]
// RELEVANCE: {{^\[\[}}0.25, 4.5]]

// A gradient shrinks once more: (0.25, 1) times the weight.
// RUN: lxt-opt %t/net.mlir --lxt-explain-pipeline="entry=net seed=output canonizers=merge-batch-norm(residual-epsilon=3) rules=kind:any=gradient()" \
// RUN:   | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=GRADIENT
// GRADIENT: {{^\[\[}}0.5, 2]]
// GRADIENT: {{^\[\[}}0.125, 4.125]]

// Nothing is left: s = (1, 1).
// RUN: lxt-opt %t/net.mlir --lxt-explain-pipeline="entry=net seed=output canonizers=merge-batch-norm(residual-epsilon=0) rules=kind:dense=epsilon(epsilon=1e-9)" \
// RUN:   | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=NONE
// NONE: {{^\[\[}}1, 4]]
// NONE: {{^\[\[}}0.5, 9]]

// Of two batch norms in a row the first is folded, and the second is as it was: (0.5, 2) - (0.25, 1), times (4, 2).
// The seed (1, 2) passes it to the half that is left of the first, and that to s = (1 / 1, 2 / 4): (0.5, 2 * (0.5 + 2)).
// RUN: lxt-opt %t/net.mlir --lxt-explain-pipeline="entry=twice seed=output canonizers=merge-batch-norm(residual-epsilon=3) print-rules rules=kind:dense=epsilon(epsilon=1e-9),kind:batch_norm=identity()" \
// RUN:   2>&1 >%t/twice.mlir | FileCheck %s --check-prefix=STAYS
// RUN: sed -n '/^#map\|^module/,$p' %t/twice.mlir | sed '/^module {$/r %t/main.mlir' | sed 's/call @net_explain/call @twice_explain/' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=TWICE
// RUN: FileCheck %s --check-prefix=RULES --input-file=%t/twice.mlir
// STAYS-COUNT-1: remark: this batch norm stays: no linear layer comes before it
// STAYS-NOT:     remark
// RULES:      rules of @twice:
// RULES-NEXT: dense (linalg.matmul) = epsilon(
// RULES-NEXT: batch_norm (arith.subf) = identity(
// RULES-NEXT: batch_norm (arith.subf) = identity(
// RULES-NOT:  = identity(
// TWICE: {{^\[\[}}1, 2]]
// TWICE: {{^\[\[}}0.5, 5]]

//--- net.mlir
#id = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
!m = tensor<1x2xf64>
!v = tensor<2xf64>

func.func @net(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf64>
  %init = arith.constant dense<0.0> : !m
  %b = arith.constant dense<[2.0, -1.0]> : !v
  %mean = arith.constant dense<[3.0, 1.0]> : !v
  %scale = arith.constant dense<[0.5, 2.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf64>) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id, #col, #id] ins(%0, %b : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%1, %mean : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%2, %scale : !m, !v) outs(%e : !m) -> !m
  return %3 : !m
}

func.func @twice(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf64>
  %init = arith.constant dense<0.0> : !m
  %mean = arith.constant dense<[1.0, 1.0]> : !v
  %scale = arith.constant dense<[0.5, 2.0]> : !v
  %shift = arith.constant dense<[0.0, -2.0]> : !v
  %mean2 = arith.constant dense<[0.25, 1.0]> : !v
  %scale2 = arith.constant dense<[4.0, 2.0]> : !v
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, tensor<2x2xf64>) outs(%init : !m) -> !m
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%0, %mean : !m, !v) outs(%e : !m) -> !m
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%1, %scale : !m, !v) outs(%e : !m) -> !m
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id, #col, #id] ins(%2, %shift : !m, !v) outs(%e : !m) -> !m
  %4 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id, #col, #id] ins(%3, %mean2 : !m, !v) outs(%e : !m) -> !m
  %5 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id, #col, #id] ins(%4, %scale2 : !m, !v) outs(%e : !m) -> !m
  return %5 : !m
}

//--- main.mlir
  func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
  func.func @main() {
    %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf64>
    %y, %r = call @net_explain(%x) : (tensor<1x2xf64>) -> (tensor<1x2xf64>, tensor<1x2xf64>)
    %uy = tensor.cast %y : tensor<1x2xf64> to tensor<*xf64>
    %ur = tensor.cast %r : tensor<1x2xf64> to tensor<*xf64>
    call @printMemrefF64(%uy) : (tensor<*xf64>) -> ()
    call @printMemrefF64(%ur) : (tensor<*xf64>) -> ()
    return
  }
