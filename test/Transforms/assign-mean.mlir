// An entry that names the kind mean makes one layer of sums over dimensions and
// the scale behind them, with the reshapes in between; without one they are two.
// RUN: split-file %s %t
// RUN: lxt-opt %t/net.mlir --lxt-normalise --lxt-recognise --lxt-assign-rules="rules=kind:mean=norm(epsilon=0.5),kind:reduction=stop()" | FileCheck %t/net.mlir --check-prefix=JOINED
// RUN: lxt-opt %t/net.mlir --lxt-normalise --lxt-recognise --lxt-assign-rules="rules=kind:reduction=stop()" | FileCheck %t/net.mlir --check-prefix=APART --implicit-check-not="kind = mean"
// kind:any covers them, but names no mean.
// RUN: lxt-opt %t/net.mlir --lxt-normalise --lxt-recognise --lxt-assign-rules="rules=kind:any=gradient()" | FileCheck %t/net.mlir --check-prefix=ANY --implicit-check-not="kind = mean"
// An entry that is never the first to match names it, too.
// RUN: lxt-opt %t/net.mlir --lxt-normalise --lxt-recognise --lxt-assign-rules="rules=kind:any=gradient(),kind:mean=stop()" | FileCheck %t/net.mlir --check-prefix=NAMED

// R_x = x R / (n (mean + epsilon)), with epsilon away from zero as mean is: of (1, 2, 5), the mean is 8/3; seed 8/3,
// epsilon 1/3: x_i (8/3) / (3 * 3) = x_i 8/27.
// RUN: lxt-opt %t/numbers.mlir --lxt-explain-pipeline="entry=mean seed=output rules=kind:mean=norm(epsilon=0.33333333333333331)" \
// RUN:   | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=NUMBERS
// NUMBERS: {{^\[\[}}0.296296, 0.592593, 1.48148],
// For (-1, -2, -5), with -epsilon.
// NUMBERS: {{^ \[}}-0.296296, -0.592593, -1.48148]]

// Two layers: the sum's own epsilon would be that of 8, not of 8/3: 8/3 goes to the sum, x_i (8/3) / (8 + 1/3) = x_i 8/25.
// RUN: lxt-opt %t/numbers.mlir --lxt-explain-pipeline="entry=mean seed=output rules=kind:reduction=norm(epsilon=0.33333333333333331)" \
// RUN:   | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=TWO
// TWO: {{^\[\[}}0.32, 0.64, 1.6],

//--- net.mlir
#id1 = affine_map<(d0) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
#scalar = affine_map<(d0, d1) -> ()>
#id4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#kept = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>

// As torch exports a mean over two dimensions to linalg: one sum, and a quotient.
// JOINED-LABEL: func.func @linalg(
// JOINED:         %[[Y:.*]] = lxt.norm epsilon(5.000000e-01) origin<kind = mean, op = "linalg.generic", entry = "kind:mean=norm(epsilon=0.5)"> ins(%[[A:.*]] = %arg0 : tensor<1x2x4x4xf32>) -> tensor<1x2x1x1xf32> {
// JOINED:           %[[S:.*]] = linalg.generic {{.*}} ins(%[[A]] :
// JOINED:             arith.addf
// JOINED:           linalg.generic {{.*}} ins(%[[S]] :
// JOINED:             arith.divf
// JOINED:           lxt.yield
// JOINED-NOT:     lxt.
// JOINED:         return %[[Y]]
// APART-LABEL: func.func @linalg(
// APART:         lxt.stop origin<kind = reduction
// APART:         lxt.identity origin<kind = scale
// ANY-LABEL: func.func @linalg(
// ANY:         lxt.gradient origin<kind = reduction, {{.*}} entry = "kind:any=gradient()">
// ANY:         lxt.gradient origin<kind = scale, {{.*}} entry = "kind:any=gradient()">
// NAMED-LABEL: func.func @linalg(
// NAMED:         lxt.gradient origin<kind = mean, {{.*}} entry = "kind:any=gradient()">
func.func @linalg(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x1x1xf32> {
  %zero = arith.constant 0.0 : f32
  %n = arith.constant 1.600000e+01 : f32
  %e = tensor.empty() : tensor<1x2x1x1xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x2x1x1xf32>) -> tensor<1x2x1x1xf32>
  %0 = linalg.generic {indexing_maps = [#id4, #kept], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%x : tensor<1x2x4x4xf32>) outs(%init : tensor<1x2x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.addf %in, %out : f32
    linalg.yield %2 : f32
  } -> tensor<1x2x1x1xf32>
  %1 = linalg.generic {indexing_maps = [#id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0 : tensor<1x2x1x1xf32>) outs(%e : tensor<1x2x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.divf %in, %n : f32
    linalg.yield %2 : f32
  } -> tensor<1x2x1x1xf32>
  return %1 : tensor<1x2x1x1xf32>
}

// As torch exports it to TOSA: a sum for each dimension, and a product with 1 / n. The second sum reads the first, not
// the reshape in between.
// JOINED-LABEL: func.func @tosa(
// JOINED:         %[[Y:.*]] = lxt.norm epsilon(5.000000e-01) origin<kind = mean, op = "linalg.generic", entry = "kind:mean=norm(epsilon=0.5)"> ins(%[[A:.*]] = %arg0 : tensor<1x2x4x4xf32>) -> tensor<1x2x1x1xf32> {
// JOINED:           %[[S:.*]] = linalg.generic {{.*}} "reduction", "parallel"]} ins(%[[A]] :
// JOINED:             arith.addf
// JOINED:           linalg.generic {{.*}} "reduction"]} ins(%[[S]] :
// JOINED:             arith.addf
// JOINED:           tensor.expand_shape
// JOINED:           arith.mulf
// JOINED:           lxt.yield
// JOINED-NOT:     lxt.
// JOINED:         return %[[Y]]
// APART-LABEL: func.func @tosa(
// APART:         lxt.stop origin<kind = reduction
// APART-NOT:     kind = movement
// APART:         lxt.stop origin<kind = reduction
// APART:         lxt.gradient origin<kind = movement
// APART:         lxt.identity origin<kind = scale
// ANY-LABEL: func.func @tosa(
// NAMED-LABEL: func.func @tosa(
// NAMED:         lxt.gradient origin<kind = mean
func.func @tosa(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x1x1xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %n = "tosa.const"() <{values = dense<6.250000e-02> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %0 = tosa.reduce_sum %x {axis = 2 : i32} : (tensor<1x2x4x4xf32>) -> tensor<1x2x1x4xf32>
  %1 = tosa.reduce_sum %0 {axis = 3 : i32} : (tensor<1x2x1x4xf32>) -> tensor<1x2x1x1xf32>
  %2 = tosa.mul %1, %n, %shift : (tensor<1x2x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<1x2x1x1xf32>
  return %2 : tensor<1x2x1x1xf32>
}

// The result without the dimension; 1 / 3 is rounded; the factor comes first.
// A movement before the sum and one after the scale are no part of it.
// JOINED-LABEL: func.func @third(
// JOINED:         %[[T:.*]] = lxt.gradient origin<kind = movement, op = "linalg.transpose">
// JOINED:         %[[Y:.*]] = lxt.norm {{.*}} origin<kind = mean, op = "linalg.generic", {{.*}} ins(%{{.*}} = %[[T]] : tensor<2x3xf32>) -> tensor<2xf32> {
// JOINED:         lxt.gradient origin<kind = movement, op = "tensor.expand_shape"> ins(%{{.*}} = %[[Y]] :
// APART-LABEL: func.func @third(
// APART:         lxt.stop origin<kind = reduction
// APART:         lxt.identity origin<kind = scale
func.func @third(%x: tensor<3x2xf32>) -> tensor<2x1xf32> {
  %third = arith.constant 0.333333343 : f32
  %init = arith.constant dense<0.0> : tensor<2xf32>
  %e = tensor.empty() : tensor<2xf32>
  %et = tensor.empty() : tensor<2x3xf32>
  %t = linalg.transpose ins(%x : tensor<3x2xf32>) outs(%et : tensor<2x3xf32>) permutation = [1, 0]
  %0 = linalg.reduce ins(%t : tensor<2x3xf32>) outs(%init : tensor<2xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %3 = arith.addf %in, %out : f32
      linalg.yield %3 : f32
    }
  %1 = linalg.generic {indexing_maps = [#id1, #id1], iterator_types = ["parallel"]} ins(%0 : tensor<2xf32>) outs(%e : tensor<2xf32>) {
  ^bb0(%in: f32, %out: f32):
    %3 = arith.mulf %third, %in : f32
    linalg.yield %3 : f32
  } -> tensor<2xf32>
  %2 = tensor.expand_shape %1 [[0, 1]] output_shape [2, 1] : tensor<2xf32> into tensor<2x1xf32>
  return %2 : tensor<2x1xf32>
}

// One of the dimensions has one element only: the sum over it is part of the mean.
// JOINED-LABEL: func.func @one_element(
// JOINED:         lxt.norm {{.*}} origin<kind = mean, {{.*}} = %arg0 : tensor<1x2x4x1xf32>)
// JOINED-NOT:     lxt.stop
// JOINED:         return
// APART-LABEL: func.func @one_element(
func.func @one_element(%x: tensor<1x2x4x1xf32>) -> tensor<1x2x1x1xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %n = "tosa.const"() <{values = dense<0.25> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %0 = tosa.reduce_sum %x {axis = 2 : i32} : (tensor<1x2x4x1xf32>) -> tensor<1x2x1x1xf32>
  %1 = tosa.reduce_sum %0 {axis = 3 : i32} : (tensor<1x2x1x1xf32>) -> tensor<1x2x1x1xf32>
  %2 = tosa.mul %1, %n, %shift : (tensor<1x2x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<1x2x1x1xf32>
  return %2 : tensor<1x2x1x1xf32>
}

// Not a mean: another number than 1 / n.
// JOINED-LABEL: func.func @other_scale(
// JOINED:         lxt.stop origin<kind = reduction
// JOINED:         lxt.identity origin<kind = scale
func.func @other_scale(%x: tensor<2x4xf32>) -> tensor<2xf32> {
  %third = arith.constant dense<0.333333343> : tensor<2xf32>
  %init = arith.constant dense<0.0> : tensor<2xf32>
  %e = tensor.empty() : tensor<2xf32>
  %0 = linalg.reduce ins(%x : tensor<2x4xf32>) outs(%init : tensor<2xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %2 = arith.addf %in, %out : f32
      linalg.yield %2 : f32
    }
  %1 = linalg.mul ins(%0, %third : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}

// Nor a product with n itself, nor with different numbers, one of them 1 / n.
// JOINED-LABEL: func.func @product(
// JOINED:         lxt.stop origin<kind = reduction
// JOINED:         lxt.identity origin<kind = scale
// JOINED:         lxt.identity origin<kind = scale
func.func @product(%x: tensor<2x4xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %four = arith.constant dense<4.0> : tensor<2xf32>
  %several = arith.constant dense<[0.25, 0.5]> : tensor<2xf32>
  %init = arith.constant dense<0.0> : tensor<2xf32>
  %e = tensor.empty() : tensor<2xf32>
  %0 = linalg.reduce ins(%x : tensor<2x4xf32>) outs(%init : tensor<2xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %4 = arith.addf %in, %out : f32
      linalg.yield %4 : f32
    }
  %1 = linalg.mul ins(%0, %four : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %2 = linalg.reduce ins(%x : tensor<2x4xf32>) outs(%init : tensor<2xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %4 = arith.addf %in, %out : f32
      linalg.yield %4 : f32
    }
  %3 = linalg.mul ins(%2, %several : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %1, %3 : tensor<2xf32>, tensor<2xf32>
}

// Not when the sum is also read elsewhere.
// JOINED-LABEL: func.func @read_twice(
// JOINED:         %[[S:.*]] = lxt.stop origin<kind = reduction
// JOINED:         %[[Y:.*]] = lxt.identity origin<kind = scale, {{.*}} = %[[S]] :
// JOINED:         return %[[S]], %[[Y]]
func.func @read_twice(%x: tensor<2x4xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %quarter = arith.constant dense<0.25> : tensor<2xf32>
  %init = arith.constant dense<0.0> : tensor<2xf32>
  %e = tensor.empty() : tensor<2xf32>
  %0 = linalg.reduce ins(%x : tensor<2x4xf32>) outs(%init : tensor<2xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %2 = arith.addf %in, %out : f32
      linalg.yield %2 : f32
    }
  %1 = linalg.mul ins(%0, %quarter : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %0, %1 : tensor<2xf32>, tensor<2xf32>
}

// Only the second sum and its scale, where the first result is read elsewhere.
// JOINED-LABEL: func.func @inner_read(
// JOINED:         %[[S:.*]] = lxt.stop origin<kind = reduction, {{.*}} ins(%{{.*}} = %arg0 :
// JOINED:         lxt.norm {{.*}} origin<kind = mean, {{.*}} ins(%{{.*}} = %[[S]] :
func.func @inner_read(%x: tensor<2x4x4xf32>) -> (tensor<2xf32>, tensor<2x4xf32>) {
  %quarter = arith.constant dense<0.25> : tensor<2xf32>
  %init0 = arith.constant dense<0.0> : tensor<2x4xf32>
  %init = arith.constant dense<0.0> : tensor<2xf32>
  %e = tensor.empty() : tensor<2xf32>
  %0 = linalg.reduce ins(%x : tensor<2x4x4xf32>) outs(%init0 : tensor<2x4xf32>) dimensions = [2]
    (%in: f32, %out: f32) {
      %3 = arith.addf %in, %out : f32
      linalg.yield %3 : f32
    }
  %1 = linalg.reduce ins(%0 : tensor<2x4xf32>) outs(%init : tensor<2xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %3 = arith.addf %in, %out : f32
      linalg.yield %3 : f32
    }
  %2 = linalg.mul ins(%1, %quarter : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %2, %0 : tensor<2xf32>, tensor<2x4xf32>
}

// Neither a scale alone, nor a maximum.
// JOINED-LABEL: func.func @maximum(
// JOINED:         lxt.identity origin<kind = scale
// JOINED:         lxt.gradient origin<kind = selection
// JOINED:         lxt.identity origin<kind = scale
func.func @maximum(%x: tensor<2x4xf32>) -> tensor<2xf32> {
  %quarters = arith.constant dense<0.25> : tensor<2x4xf32>
  %quarter = arith.constant dense<0.25> : tensor<2xf32>
  %init = arith.constant dense<0xFF800000> : tensor<2xf32>
  %e4 = tensor.empty() : tensor<2x4xf32>
  %e = tensor.empty() : tensor<2xf32>
  %0 = linalg.mul ins(%x, %quarters : tensor<2x4xf32>, tensor<2x4xf32>) outs(%e4 : tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = linalg.reduce ins(%0 : tensor<2x4xf32>) outs(%init : tensor<2xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %3 = arith.maximumf %in, %out : f32
      linalg.yield %3 : f32
    }
  %2 = linalg.mul ins(%1, %quarter : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %2 : tensor<2xf32>
}

// A mean of means is two layers.
// JOINED-LABEL: func.func @two(
// JOINED:         %[[Y:.*]] = lxt.norm {{.*}} origin<kind = mean, {{.*}} ins(%{{.*}} = %arg0 :
// JOINED:         lxt.norm {{.*}} origin<kind = mean, {{.*}} ins(%{{.*}} = %[[Y]] :
// NAMED-LABEL: func.func @two(
// NAMED:         lxt.gradient origin<kind = mean
// NAMED:         lxt.gradient origin<kind = mean
func.func @two(%x: tensor<2x4x4xf32>) -> tensor<2xf32> {
  %quarters = arith.constant dense<0.25> : tensor<2x4xf32>
  %quarter = arith.constant dense<0.25> : tensor<2xf32>
  %init0 = arith.constant dense<0.0> : tensor<2x4xf32>
  %init = arith.constant dense<0.0> : tensor<2xf32>
  %e4 = tensor.empty() : tensor<2x4xf32>
  %e = tensor.empty() : tensor<2xf32>
  %0 = linalg.reduce ins(%x : tensor<2x4x4xf32>) outs(%init0 : tensor<2x4xf32>) dimensions = [2]
    (%in: f32, %out: f32) {
      %5 = arith.addf %in, %out : f32
      linalg.yield %5 : f32
    }
  %1 = linalg.mul ins(%0, %quarters : tensor<2x4xf32>, tensor<2x4xf32>) outs(%e4 : tensor<2x4xf32>) -> tensor<2x4xf32>
  %3 = linalg.reduce ins(%1 : tensor<2x4xf32>) outs(%init : tensor<2xf32>) dimensions = [1]
    (%in: f32, %out: f32) {
      %5 = arith.addf %in, %out : f32
      linalg.yield %5 : f32
    }
  %4 = linalg.mul ins(%3, %quarter : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %4 : tensor<2xf32>
}

//--- numbers.mlir
func.func @mean(%x: tensor<2x3xf64>) -> tensor<2xf64> {
  %n = arith.constant dense<3.0> : tensor<2xf64>
  %init = arith.constant dense<0.0> : tensor<2xf64>
  %e = tensor.empty() : tensor<2xf64>
  %0 = linalg.reduce ins(%x : tensor<2x3xf64>) outs(%init : tensor<2xf64>) dimensions = [1]
    (%in: f64, %out: f64) {
      %2 = arith.addf %in, %out : f64
      linalg.yield %2 : f64
    }
  %1 = linalg.div ins(%0, %n : tensor<2xf64>, tensor<2xf64>) outs(%e : tensor<2xf64>) -> tensor<2xf64>
  return %1 : tensor<2xf64>
}

//--- main.mlir
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func @main() {
  %x = arith.constant dense<[[1.0, 2.0, 5.0], [-1.0, -2.0, -5.0]]> : tensor<2x3xf64>
  %y, %r = call @mean_explain(%x) : (tensor<2x3xf64>) -> (tensor<2xf64>, tensor<2x3xf64>)
  %u = tensor.cast %r : tensor<2x3xf64> to tensor<*xf64>
  call @printMemrefF64(%u) : (tensor<*xf64>) -> ()
  return
}
