// An op that computes several things and cannot be split is of no kind. An entry that means all kinds does not cover it;
// one that names the op does.
// RUN: lxt-opt %s --split-input-file --lxt-normalise --lxt-recognise | FileCheck %s --implicit-check-not=lxt.layer
// RUN: lxt-opt %s --split-input-file --lxt-normalise --lxt-recognise --lxt-assign-rules="rules=kind:any=gradient()" --verify-diagnostics
// RUN: lxt-opt %s --split-input-file --lxt-normalise --lxt-recognise --lxt-assign-rules="rules=op:linalg.generic=gradient()" \
// RUN:   | FileCheck %s --check-prefix=NAMED --implicit-check-not="lxt.{{layer|gradient}}"
// The first entry that matches counts.
// RUN: lxt-opt %s --split-input-file --lxt-normalise --lxt-recognise --lxt-assign-rules="rules=op:linalg.generic=gradient(),kind:any=stop()" \
// RUN:   | FileCheck %s --check-prefix=NAMED --implicit-check-not="lxt.{{layer|gradient}}"

#id = affine_map<(d0, d1) -> (d0, d1)>

// A branch in the body.
// CHECK-LABEL: func.func @branch(
// CHECK:         lxt.layer <op = "arith.mulf"> ins(%{{.*}} = %arg0 : tensor<3x4xf32>, %{{.*}} = %arg1 : tensor<3x4xf32>)
// CHECK-NEXT:      linalg.generic
// CHECK:             scf.if
// CHECK:             arith.mulf
// CHECK-NEXT:        linalg.yield
// NAMED-LABEL: func.func @branch(
// NAMED:         lxt.gradient origin<op = "arith.mulf", entry = "op:linalg.generic=gradient()">
func.func @branch(%x: tensor<3x4xf32>, %y: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<3x4xf32>
  // expected-error @+1 {{'linalg.generic' computes more than one thing and cannot be split: what kind of layer it is cannot be told; name it by op:, line: or path:, or write its steps as ops of their own}}
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x, %y : tensor<3x4xf32>, tensor<3x4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %1 = arith.cmpf ogt, %a, %zero : f32
    %2 = scf.if %1 -> f32 {
      %4 = math.tanh %b : f32
      scf.yield %4 : f32
    } else {
      scf.yield %zero : f32
    }
    %3 = arith.mulf %2, %a : f32
    linalg.yield %3 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// -----

// A product of three, one of which is computed of a loop's index.
// CHECK-LABEL: func.func @index(
// CHECK:         lxt.layer <op = "linalg.generic">
// NAMED-LABEL: func.func @index(
// NAMED:         lxt.gradient origin<op = "linalg.generic", entry = "op:linalg.generic=gradient()">
func.func @index(%x: tensor<3x4xf32>, %w: tensor<4x2xf32>) -> tensor<3x2xf32> {
  %init = arith.constant dense<0.0> : tensor<3x2xf32>
  // expected-error @+1 {{'linalg.generic' computes more than one thing and cannot be split}}
  %0 = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
                       iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%x, %w : tensor<3x4xf32>, tensor<4x2xf32>) outs(%init : tensor<3x2xf32>) {
  ^bb0(%in: f32, %weight: f32, %out: f32):
    %i = linalg.index 2 : index
    %k = arith.index_cast %i : index to i64
    %f = arith.sitofp %k : i64 to f32
    %1 = arith.mulf %in, %weight : f32
    %2 = arith.mulf %1, %f : f32
    %3 = arith.addf %out, %2 : f32
    linalg.yield %3 : f32
  } -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// -----

// A check inside a reduction.
// CHECK-LABEL: func.func @check(
// CHECK:         lxt.layer <op = "linalg.generic">
// NAMED-LABEL: func.func @check(
// NAMED:         lxt.gradient origin<op = "linalg.generic", entry = "op:linalg.generic=gradient()">
func.func @check(%x: tensor<3x4xf32>) -> tensor<3xf32> {
  %zero = arith.constant 0.0 : f32
  %init = arith.constant dense<0.0> : tensor<3xf32>
  // expected-error @+1 {{'linalg.generic' computes more than one thing and cannot be split}}
  %0 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]}
    ins(%x : tensor<3x4xf32>) outs(%init : tensor<3xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.cmpf one, %in, %zero : f32
    cf.assert %1, "a zero"
    %2 = math.log %in : f32
    %3 = arith.addf %2, %out : f32
    linalg.yield %3 : f32
  } -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>

// One that can be split is covered.
// CHECK-LABEL: func.func @steps(
// CHECK:         lxt.layer <kind = activation, op = "math.tanh">
// CHECK:         lxt.layer <kind = product, op = "arith.mulf">
// NAMED-LABEL: func.func @steps(
// NAMED:         lxt.gradient origin<kind = activation,
// NAMED:         lxt.gradient origin<kind = product,
func.func @steps(%x: tensor<3x4xf32>, %y: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x, %y : tensor<3x4xf32>, tensor<3x4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %1 = math.tanh %b : f32
    %2 = arith.mulf %1, %a : f32
    linalg.yield %2 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}
