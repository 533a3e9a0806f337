// What does not change along a loop, and is expensive, is computed before it: seeds share the derivatives of a layer.
// RUN: lxt-opt %s --lxt-lower-vjp --canonicalize --cse --mlir-print-local-scope | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

// tanh' is computed once for each element, and multiplied for each seed.
// CHECK-LABEL: func.func @seeds(
// CHECK-SAME:    %[[X:.*]]: tensor<2xf32>, %[[G:.*]]: tensor<3x2xf32>)
// CHECK:         %[[D:.*]] = linalg.generic {{.*}} iterator_types = ["parallel"]} ins(%[[X]] : tensor<2xf32>) outs(%{{.*}} : tensor<2xf32>) {
// CHECK:           math.tanh
// CHECK:           arith.subf
// CHECK:         %[[R:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0, d1)>], {{.*}} ins(%[[G]], %[[D]] : tensor<3x2xf32>, tensor<2xf32>)
// CHECK-NOT:       math.tanh
// CHECK:           arith.mulf
// CHECK-NOT:       arith.subf
// CHECK:         return %[[R]]
func.func @seeds(%x: tensor<2xf32>, %g: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<2xf32>) cotangents(%g : tensor<3x2xf32>) -> tensor<3x2xf32> {
    %e = tensor.empty() : tensor<2xf32>
    %0 = linalg.tanh ins(%a : tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  return %r : tensor<3x2xf32>
}

// One seed shares with nobody; neither does one of several.
// CHECK-LABEL: func.func @one(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @one(%x: tensor<2xf32>, %g: tensor<2xf32>) -> tensor<2xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<2xf32>) cotangents(%g : tensor<2xf32>) -> tensor<2xf32> {
    %e = tensor.empty() : tensor<2xf32>
    %0 = linalg.tanh ins(%a : tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  return %r : tensor<2xf32>
}
// CHECK-LABEL: func.func @first(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @first(%x: tensor<2xf32>, %g: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<2xf32>) cotangents(%g : tensor<1x2xf32>) -> tensor<1x2xf32> {
    %e = tensor.empty() : tensor<2xf32>
    %0 = linalg.tanh ins(%a : tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  return %r : tensor<1x2xf32>
}

// A product is as cheap as reading it.
// CHECK-LABEL: func.func @cheap(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @cheap(%x: tensor<2xf32>, %g: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %e = tensor.empty() : tensor<3x2xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(k, i) -> (i)>, affine_map<(k, i) -> (k, i)>, affine_map<(k, i) -> (k, i)>], iterator_types = ["parallel", "parallel"]}
      ins(%x, %g : tensor<2xf32>, tensor<3x2xf32>) outs(%e : tensor<3x2xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = arith.mulf %a, %a : f32
    %2 = arith.addf %1, %b : f32
    linalg.yield %2 : f32
  } -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// Sizes that are known at run time only; a condition is computed again, of a number that is not; an inner
// part, exp(x), changes along fewer loops than what reads it.
// CHECK-LABEL: func.func @dynamic(
// CHECK-SAME:    %[[X:[^:]*]]: tensor<?xf32>, %[[Y:[^:]*]]: tensor<?xf32>, %[[G:[^:]*]]: tensor<?x?x?xf32>)
// CHECK:         %[[E:.*]] = linalg.generic {{.*}} iterator_types = ["parallel"]} ins(%[[X]] : tensor<?xf32>)
// CHECK:           math.exp
// CHECK:         %[[Q:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[Y]], %[[E]] : tensor<?xf32>, tensor<?xf32>) outs(%{{.*}} : tensor<?x?xf32>)
// CHECK:           arith.divf
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel"]} ins(%[[Q]] : tensor<?x?xf32>) outs(%[[G]] :
// CHECK-NEXT:    ^bb0
// CHECK-NEXT:      arith.cmpf
// CHECK-NEXT:      arith.select
// CHECK-NEXT:      linalg.yield
func.func @dynamic(%x: tensor<?xf32>, %y: tensor<?xf32>, %g: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = linalg.generic {indexing_maps = [affine_map<(k, i, j) -> (i)>, affine_map<(k, i, j) -> (j)>, affine_map<(k, i, j) -> (k, i, j)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x, %y : tensor<?xf32>, tensor<?xf32>) outs(%g : tensor<?x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = math.exp %a : f32
    %2 = arith.divf %b, %1 : f32
    %3 = arith.cmpf ogt, %2, %zero : f32
    %4 = arith.select %3, %o, %zero : f32
    linalg.yield %4 : f32
  } -> tensor<?x?x?xf32>
  return %0 : tensor<?x?x?xf32>
}

// A contraction's factors would need a tensor of all its loops: they stay.
// CHECK-LABEL: func.func @contraction(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @contraction(%x: tensor<4x5xf32>, %y: tensor<5x6xf32>, %g: tensor<3x4x6xf32>) -> tensor<3x4x6xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(k, i, j, l) -> (i, l)>, affine_map<(k, i, j, l) -> (l, j)>, affine_map<(k, i, j, l) -> (k, i, j)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%x, %y : tensor<4x5xf32>, tensor<5x6xf32>) outs(%g : tensor<3x4x6xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %1 = arith.divf %a, %b : f32
    %2 = arith.addf %o, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<3x4x6xf32>
  return %0 : tensor<3x4x6xf32>
}

// Loop indices, and what is looked up, stay.
// CHECK-LABEL: func.func @indices(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @indices(%x: tensor<2xf32>, %g: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(k, i) -> (k, i)>], iterator_types = ["parallel", "parallel"]} outs(%g : tensor<3x2xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 1 : index
    %1 = tensor.extract %x[%i] : tensor<2xf32>
    %2 = math.exp %1 : f32
    %3 = arith.mulf %2, %o : f32
    linalg.yield %3 : f32
  } -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// So do loops of assertions, which have no result.
// CHECK-LABEL: func.func @assertions(
// CHECK-COUNT-1: linalg.generic
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @assertions(%x: tensor<2xf32>, %g: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %zero = arith.constant 0.0 : f32
  linalg.generic {indexing_maps = [affine_map<(k, i) -> (i)>, affine_map<(k, i) -> (k, i)>], iterator_types = ["parallel", "parallel"]} ins(%x, %g : tensor<2xf32>, tensor<3x2xf32>) {
  ^bb0(%a: f32, %b: f32):
    %0 = math.exp %a : f32
    %1 = arith.cmpf one, %0, %b : f32
    cf.assert %1, "differ"
    linalg.yield
  }
  return %g : tensor<3x2xf32>
}

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func @main() {
  %x = arith.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %g = arith.constant dense<[[1.0, 1.0], [2.0, -1.0], [0.0, 10.0]]> : tensor<3x2xf32>
  // 1 - tanh(1)^2 = 0.419974
  // NUM:      {{^\[\[}}1, 0.419974],
  // NUM-NEXT: [2, -0.419974],
  // NUM-NEXT: [0, 4.19974]]
  %0 = call @seeds(%x, %g) : (tensor<2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  %1 = tensor.cast %0 : tensor<3x2xf32> to tensor<*xf32>
  call @printMemrefF32(%1) : (tensor<*xf32>) -> ()

  // Where y exp(-x) > 0, g stays.
  // NUM:      {{^\[\[\[}}0, 4],
  // NUM-NEXT: [0, 4]],
  // NUM-NEXT: {{\[\[}}0, 4],
  // NUM-NEXT: [0, 4]]]
  %y = arith.constant dense<[-1.0, 3.0]> : tensor<2xf32>
  %four = arith.constant dense<4.0> : tensor<2x2x2xf32>
  %xd = tensor.cast %x : tensor<2xf32> to tensor<?xf32>
  %yd = tensor.cast %y : tensor<2xf32> to tensor<?xf32>
  %gd = tensor.cast %four : tensor<2x2x2xf32> to tensor<?x?x?xf32>
  %2 = call @dynamic(%xd, %yd, %gd) : (tensor<?xf32>, tensor<?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %3 = tensor.cast %2 : tensor<?x?x?xf32> to tensor<*xf32>
  call @printMemrefF32(%3) : (tensor<*xf32>) -> ()
  return
}
