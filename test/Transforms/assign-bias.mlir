// RUN: split-file %s %t

// The bias of a dense layer is part of it, unless an entry names the kind bias.
// RUN: lxt-opt %t/net.mlir --lxt-recognise --lxt-assign-rules="rules=kind:linear=epsilon(epsilon=0.5)" | FileCheck %s --check-prefix=WHOLE
// RUN: lxt-opt %t/net.mlir --lxt-recognise --lxt-assign-rules="rules=kind:linear&feeds:bias=epsilon(epsilon=0.5),kind:linear=stop(),kind:bias=identity()" | FileCheck %s --check-prefix=SPLIT

// x = (1, 2), w = (1 0; 1 2), z = x w = (3, 4), y = z + (1, -2) = (4, 2): with epsilon 1 for the sum, z gets
// z y / (y + 1) = (12/5, 8/3); with epsilon 2 for the product, x_j gets x_j sum_k w_jk (12/25, 4/9)_k.
// RUN: lxt-opt %t/net.mlir --lxt-explain-pipeline="entry=biased seed=output rules=kind:linear=epsilon(epsilon=2),kind:bias=epsilon(epsilon=1)" \
// RUN:   | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=NUMBERS
// NUMBERS: {{^\[\[}}0.48, 2.73778]]

//--- net.mlir
// WHOLE-LABEL: func.func @biased(
// WHOLE:         lxt.epsilon {{.*}} origin<kind = dense
// WHOLE:           linalg.matmul ins
// WHOLE-NOT:       lxt.yield
// WHOLE:           arith.addf
// WHOLE:         return

// SPLIT-LABEL: func.func @biased(
// SPLIT:         %[[Z:.*]] = lxt.epsilon epsilon(5.000000e-01) origin<kind = dense, op = "linalg.matmul", entry = "{{.*}}"> ins(%[[X:.*]] = %arg0 : tensor<1x2xf64>) -> tensor<1x2xf64> {
// SPLIT:           %[[M:.*]] = linalg.matmul ins(%[[X]],
// SPLIT-NEXT:      lxt.yield %[[M]]
// SPLIT:         %[[Y:.*]] = lxt.identity origin<kind = bias, op = "linalg.generic", entry = "kind:bias=identity()"> ins(%[[A:.*]] = %[[Z]] :
// SPLIT:           linalg.generic {{.*}} ins(%[[A]],
// SPLIT:         return %[[Y]]
func.func @biased(%x: tensor<1x2xf64>) -> tensor<1x2xf64> {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf64>
  %b = arith.constant dense<[1.0, -2.0]> : tensor<2xf64>
  %init = arith.constant dense<0.0> : tensor<1x2xf64>
  %z = linalg.matmul ins(%x, %w : tensor<1x2xf64>, tensor<2x2xf64>) outs(%init : tensor<1x2xf64>) -> tensor<1x2xf64>
  %y = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
    ins(%z, %b : tensor<1x2xf64>, tensor<2xf64>) outs(%init : tensor<1x2xf64>) {
  ^bb0(%in: f64, %c: f64, %out: f64):
    %0 = arith.addf %in, %c : f64
    linalg.yield %0 : f64
  } -> tensor<1x2xf64>
  return %y : tensor<1x2xf64>
}

// A layer without a bias has none to split off.
// SPLIT-LABEL: func.func @plain(
// SPLIT:         lxt.stop origin<kind = dense
// SPLIT-NOT:     kind = bias
func.func @plain(%x: tensor<1x2xf64>) -> tensor<1x2xf64> {
  %w = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf64>
  %init = arith.constant dense<0.0> : tensor<1x2xf64>
  %z = linalg.matmul ins(%x, %w : tensor<1x2xf64>, tensor<2x2xf64>) outs(%init : tensor<1x2xf64>) -> tensor<1x2xf64>
  return %z : tensor<1x2xf64>
}

//--- main.mlir
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func @main() {
  %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf64>
  %y, %r = call @biased_explain(%x) : (tensor<1x2xf64>) -> (tensor<1x2xf64>, tensor<1x2xf64>)
  %u = tensor.cast %r : tensor<1x2xf64> to tensor<*xf64>
  call @printMemrefF64(%u) : (tensor<*xf64>) -> ()
  return
}
