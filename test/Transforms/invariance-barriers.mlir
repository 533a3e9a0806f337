// Rule ops are barriers: passes of the stock mlir-opt fuse what is between them, or inside one, never across.
// DEFINE: %{explain} = --lxt-propagate --lxt-simplify --lxt-lower-rules --lxt-lower-vjp
// RUN: lxt-opt %s --lxt-request="entry=net seed=output mode=exact" --lxt-normalise --lxt-recognise --lxt-assign-rules="composite=epsilon(epsilon=1e-30)" > %t.mlir
// RUN: mlir-opt --load-dialect-plugin=%plugin %t.mlir --canonicalize --cse --linalg-generalize-named-ops --linalg-fuse-elementwise-ops --canonicalize --cse > %t.fused.mlir
// RUN: FileCheck %s --input-file=%t.fused.mlir

// The numbers are the same, bit by bit: with h = x w + b = [5, 2] and y = (max(h, 0) + x) / 2 = [3, 2], R_h = [2.5, 1],
// and R_x = [2, 1] + [0.5, 1].
// RUN: lxt-opt %t.mlir %{explain} | sed '/^module {$/r %S/Inputs/invariance-barriers-main.mlir' | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.before
// RUN: lxt-opt %t.fused.mlir %{explain} | sed '/^module {$/r %S/Inputs/invariance-barriers-main.mlir' | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.after
// RUN: diff %t.before %t.after
// RUN: FileCheck %s --input-file=%t.after --check-prefix=NUMBERS
// NUMBERS: {{^\[\[}}2.5, 2]]

// What nothing is to be explained of is fused.
// CHECK-LABEL: func.func @net(
// CHECK:           linalg.yield
// CHECK:           arith.addf
// CHECK-NEXT:      arith.maximumf
// CHECK-NEXT:      arith.addf
// CHECK-NEXT:      arith.mulf
// CHECK-NOT:     linalg.generic
// CHECK:         return

// CHECK-LABEL: func.func @net_explain(
// CHECK:         %[[H:.*]] = lxt.epsilon {{.*}}kind = dense{{.*}} ins(%[[A:.*]] = %arg0 :
// CHECK:           %[[P:.*]] = linalg.generic {{.*}} ins(%[[A]], %{{.*}} :
// CHECK:             arith.mulf
// CHECK-NEXT:        arith.addf
// CHECK-NEXT:        linalg.yield
// CHECK:           %[[S:.*]] = linalg.generic {{.*}} ins(%[[P]], %{{.*}} :
// CHECK:             arith.addf
// CHECK-NEXT:        linalg.yield
// CHECK:           lxt.yield %[[S]]
// CHECK:         %[[R:.*]] = lxt.identity {{.*}}kind = activation{{.*}} ins(%[[A:.*]] = %[[H]] :
// CHECK-NEXT:      linalg.generic {{.*}} ins(%[[A]] :
// CHECK:             arith.maximumf
// CHECK-NEXT:        linalg.yield
// CHECK:         %[[T:.*]] = lxt.epsilon {{.*}}kind = sum{{.*}} ins(%[[A:.*]] = %[[R]] : {{.*}}, %[[B:.*]] = %arg0 :
// CHECK-NEXT:      linalg.generic {{.*}} ins(%[[A]], %[[B]] :
// CHECK:             arith.addf
// CHECK-NEXT:        linalg.yield
// CHECK:         lxt.identity {{.*}}kind = scale{{.*}} ins(%[[A:.*]] = %[[T]] :
// CHECK-NEXT:      linalg.generic {{.*}} ins(%[[A]] :
// CHECK:             arith.mulf
// CHECK-NEXT:        linalg.yield

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d1)>

func.func @net(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x2xf32>
  %half = arith.constant dense<0.5> : tensor<1x2xf32>
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%zero : tensor<1x2xf32>) -> tensor<1x2xf32>
  %h = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id, #row, #id] ins(%0, %b : tensor<1x2xf32>, tensor<2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  %a = linalg.max ins(%h, %zero : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  %s = linalg.add ins(%a, %x : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  %y = linalg.mul ins(%s, %half : tensor<1x2xf32>, tensor<1x2xf32>) outs(%e : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
