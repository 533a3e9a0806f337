// lxt-fold-constants computes what depends on constants alone.
// RUN: lxt-opt %s --split-input-file --lxt-fold-constants | FileCheck %s

// In the pipeline it can be left out, and the numbers are the same, bit by bit. (An exponential is arithmetic on bits.)
// RUN: split-file %S/Inputs/fold.mlir %t
// RUN: lxt-opt %t/exponential.mlir --lxt-codegen-cpu-pipeline | FileCheck %s --check-prefix=FOLDED --implicit-check-not=llvm.bitcast
// RUN: lxt-opt %t/exponential.mlir --lxt-codegen-cpu-pipeline=fold-constants=true | FileCheck %s --check-prefix=FOLDED --implicit-check-not=llvm.bitcast
// RUN: lxt-opt %t/exponential.mlir --lxt-codegen-cpu-pipeline=fold-constants=false | FileCheck %s --check-prefix=KEPT
// FOLDED: llvm.func @model_forward
// KEPT: llvm.bitcast
// RUN: env PYTHONDONTWRITEBYTECODE=1 %python %S/Inputs/fold.py %llvm_lib_dir | FileCheck %s --check-prefix=SAME --implicit-check-not=DIFFERENT
// SAME-COUNT-15: same:

// Without anything to fold, a module stays as it is.
// RUN: lxt-opt %t/nothing.mlir > %t/before.mlir
// RUN: lxt-opt %t/nothing.mlir --lxt-fold-constants | diff %t/before.mlir -

#id = affine_map<(i, j) -> (i, j)>
!m = tensor<2x3xf32>

// The positive part of a weight, read by a product and returned.
// CHECK-LABEL: func.func @relu(
// CHECK-NOT:     arith.maximumf
// CHECK:         %[[W:.*]] = arith.constant dense<{{\[\[}}1.000000e+00, 0.000000e+00, 3.000000e+00], [0.000000e+00, 5.000000e+00, 0.000000e+00]]> : tensor<2x3xf32>
// CHECK-NOT:     dense<
// CHECK:         %[[Y:.*]] = linalg.matmul ins(%arg0, %[[W]] :
// CHECK:         return %[[Y]], %[[W]]
func.func @relu(%x: tensor<4x2xf32>, %init: tensor<4x3xf32>) -> (tensor<4x3xf32>, !m) {
  %w = arith.constant dense<[[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]> : !m
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : !m
  %p = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%w : !m) outs(%e : !m) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.maximumf %a, %zero : f32
    linalg.yield %0 : f32
  } -> !m
  %y = linalg.matmul ins(%x, %p : tensor<4x2xf32>, !m) outs(%init : tensor<4x3xf32>) -> tensor<4x3xf32>
  return %y, %p : tensor<4x3xf32>, !m
}

// -----

!m = tensor<2x3xf32>

// A square, and transposes: of it, and of the weight.
// CHECK-LABEL: func.func @square(
// CHECK-NOT:     linalg
// CHECK-DAG:     %[[A:.*]] = arith.constant dense<{{\[\[}}1.000000e+00, 1.600000e+01], [4.000000e+00, 2.500000e+01], [9.000000e+00, 3.600000e+01]]> : tensor<3x2xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<{{\[\[}}1.000000e+00, -4.000000e+00], [-2.000000e+00, 5.000000e+00], [3.000000e+00, -6.000000e+00]]> : tensor<3x2xf32>
// CHECK:         return %[[A]], %[[B]] : tensor<3x2xf32>, tensor<3x2xf32>
func.func @square() -> (tensor<3x2xf32>, tensor<3x2xf32>) {
  %w = arith.constant dense<[[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]> : !m
  %e = tensor.empty() : !m
  %f = tensor.empty() : tensor<3x2xf32>
  %0 = linalg.mul ins(%w, %w : !m, !m) outs(%e : !m) -> !m
  %1 = linalg.transpose ins(%0 : !m) outs(%f : tensor<3x2xf32>) permutation = [1, 0]
  %2 = linalg.transpose ins(%w : !m) outs(%f : tensor<3x2xf32>) permutation = [1, 0]
  return %1, %2 : tensor<3x2xf32>, tensor<3x2xf32>
}

// -----

#v = affine_map<(i) -> (i)>
!t = tensor<3xf32>

// Every type that constants may have.
// CHECK-LABEL: func.func @casts(
// CHECK-NOT:     linalg
// CHECK-DAG:     %[[F16:.*]] = arith.constant dense<[1.500000e+00, -2.750000e+00, 6.499200e+04]> : tensor<3xf16>
// CHECK-DAG:     %[[BF16:.*]] = arith.constant dense<[1.500000e+00, -2.750000e+00, 6.502400e+04]> : tensor<3xbf16>
// CHECK-DAG:     %[[F64:.*]] = arith.constant dense<[1.500000e+00, -2.750000e+00, 6.500000e+04]> : tensor<3xf64>
// CHECK-DAG:     %[[I64:.*]] = arith.constant dense<[1, -2, 65000]> : tensor<3xi64>
// CHECK-DAG:     %[[I32:.*]] = arith.constant dense<[1, -2, 65000]> : tensor<3xi32>
// CHECK-DAG:     %[[I16:.*]] = arith.constant dense<[1, -2, -536]> : tensor<3xi16>
// CHECK-DAG:     %[[I8:.*]] = arith.constant dense<[1, -2, -24]> : tensor<3xi8>
// CHECK:         return %[[F16]], %[[BF16]], %[[F64]], %[[I64]], %[[I32]], %[[I16]], %[[I8]] :
func.func @casts() -> (tensor<3xf16>, tensor<3xbf16>, tensor<3xf64>, tensor<3xi64>, tensor<3xi32>, tensor<3xi16>, tensor<3xi8>) {
  %w = arith.constant dense<[1.5, -2.75, 65000.0]> : !t
  %f16e = tensor.empty() : tensor<3xf16>
  %f16 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%w : !t) outs(%f16e : tensor<3xf16>) {
  ^bb0(%a: f32, %o: f16):
    %0 = arith.truncf %a : f32 to f16
    linalg.yield %0 : f16
  } -> tensor<3xf16>
  %bf16e = tensor.empty() : tensor<3xbf16>
  %bf16 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%w : !t) outs(%bf16e : tensor<3xbf16>) {
  ^bb0(%a: f32, %o: bf16):
    %0 = arith.truncf %a : f32 to bf16
    linalg.yield %0 : bf16
  } -> tensor<3xbf16>
  %f64e = tensor.empty() : tensor<3xf64>
  %f64 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%w : !t) outs(%f64e : tensor<3xf64>) {
  ^bb0(%a: f32, %o: f64):
    %0 = arith.extf %a : f32 to f64
    linalg.yield %0 : f64
  } -> tensor<3xf64>
  %i64e = tensor.empty() : tensor<3xi64>
  %i64 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%w : !t) outs(%i64e : tensor<3xi64>) {
  ^bb0(%a: f32, %o: i64):
    %0 = arith.fptosi %a : f32 to i64
    linalg.yield %0 : i64
  } -> tensor<3xi64>
  %i32e = tensor.empty() : tensor<3xi32>
  %i32 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%w : !t) outs(%i32e : tensor<3xi32>) {
  ^bb0(%a: f32, %o: i32):
    %0 = arith.fptosi %a : f32 to i32
    linalg.yield %0 : i32
  } -> tensor<3xi32>
  %i16e = tensor.empty() : tensor<3xi16>
  %i16 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%i32 : tensor<3xi32>) outs(%i16e : tensor<3xi16>) {
  ^bb0(%a: i32, %o: i16):
    %0 = arith.trunci %a : i32 to i16
    linalg.yield %0 : i16
  } -> tensor<3xi16>
  %i8e = tensor.empty() : tensor<3xi8>
  %i8 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%i32 : tensor<3xi32>) outs(%i8e : tensor<3xi8>) {
  ^bb0(%a: i32, %o: i8):
    %0 = arith.trunci %a : i32 to i8
    linalg.yield %0 : i8
  } -> tensor<3xi8>
  return %f16, %bf16, %f64, %i64, %i32, %i16, %i8 : tensor<3xf16>, tensor<3xbf16>, tensor<3xf64>, tensor<3xi64>, tensor<3xi32>, tensor<3xi16>, tensor<3xi8>
}

// -----

#v = affine_map<(i) -> (i)>
!t = tensor<5xf32>

// Numbers that are none keep their bits, with their signs.
// CHECK-LABEL: func.func @bits(
// CHECK:         arith.constant dense<[0xFFC00000, 0x7FC12345, 0xFF800000, 0x7F800000, -0.000000e+00]> : tensor<5xf32>
// CHECK-NOT:     linalg
func.func @bits() -> !t {
  %w = arith.constant dense<[0x7FC00000, 0xFFC12345, 0x7F800000, 0xFF800000, 0.0]> : !t
  %e = tensor.empty() : !t
  %0 = linalg.negf ins(%w : !t) outs(%e : !t) -> !t
  return %0 : !t
}

// -----

#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
!m = tensor<2x3xf32>

// A chain, of several constants and with a sum in it: what other ops read is
// left, here after the first op and after the last.
// CHECK-LABEL: func.func @chain(
// CHECK-NOT:     linalg
// CHECK-DAG:     %[[A:.*]] = arith.constant dense<{{\[\[}}1.000000e+00, -4.000000e+00, 9.000000e+00], [-4.000000e+00, 1.000000e+01, -1.800000e+01]]> : tensor<2x3xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[3.000000e+00, -6.000000e+00]> : tensor<2xf32>
// CHECK:         %[[Y:.*]] = linalg.add ins(%arg0, %[[A]] :
// CHECK-NEXT:    return %[[Y]], %[[B]]
func.func @chain(%x: !m) -> (!m, tensor<2xf32>) {
  %w = arith.constant dense<[[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]> : !m
  %v = arith.constant dense<[[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]> : !m
  %half = arith.constant dense<[0.5, 0.5]> : tensor<2xf32>
  %none = arith.constant 0.0 : f32
  %e = tensor.empty() : !m
  %f = tensor.empty() : tensor<2xf32>
  %z = linalg.fill ins(%none : f32) outs(%f : tensor<2xf32>) -> tensor<2xf32>
  %0 = linalg.mul ins(%w, %v : !m, !m) outs(%e : !m) -> !m
  %1 = linalg.reduce {arith.addf} ins(%0 : !m) outs(%z : tensor<2xf32>) dimensions = [1]
  %2 = linalg.mul ins(%1, %half : tensor<2xf32>, tensor<2xf32>) outs(%f : tensor<2xf32>) -> tensor<2xf32>
  %y = linalg.add ins(%x, %0 : !m, !m) outs(%e : !m) -> !m
  return %y, %2 : !m, tensor<2xf32>
}

// -----

#id = affine_map<(i, j) -> (i, j)>
!m = tensor<2x2xf32>

// Two results of one op, each with a reader of its own.
// CHECK-LABEL: func.func @results(
// CHECK-DAG:     %[[A:.*]] = arith.constant dense<{{\[\[}}1.000000e+00, 0.000000e+00], [0.000000e+00, 4.000000e+00]]> : tensor<2x2xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<{{\[\[}}0.000000e+00, -2.000000e+00], [-3.000000e+00, 0.000000e+00]]> : tensor<2x2xf32>
// CHECK-NOT:     linalg.generic
// CHECK:         %[[Y:.*]] = linalg.add ins(%arg0, %[[A]] :
// CHECK:         return %[[Y]], %[[B]]
func.func @results(%x: !m) -> (!m, !m) {
  %w = arith.constant dense<[[1.0, -2.0], [-3.0, 4.0]]> : !m
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : !m
  %0:2 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%w : !m) outs(%e, %e : !m, !m) {
  ^bb0(%a: f32, %o: f32, %p: f32):
    %1 = arith.maximumf %a, %zero : f32
    %2 = arith.minimumf %a, %zero : f32
    linalg.yield %1, %2 : f32, f32
  } -> (!m, !m)
  %y = linalg.add ins(%x, %0#0 : !m, !m) outs(%e : !m) -> !m
  return %y, %0#1 : !m, !m
}

// -----

!t = tensor<2xf32>

// Functions that share a constant.
// CHECK-LABEL: func.func @first(
// CHECK-NEXT:    %[[W:.*]] = arith.constant dense<[1.000000e+00, 4.000000e+00]> : tensor<2xf32>
// CHECK-NEXT:    return %[[W]]
func.func @first() -> !t {
  %w = arith.constant dense<[1.0, -2.0]> : !t
  %e = tensor.empty() : !t
  %0 = linalg.square ins(%w : !t) outs(%e : !t) -> !t
  return %0 : !t
}
// CHECK-LABEL: func.func private @second(
// CHECK-NEXT:    %[[W:.*]] = arith.constant dense<[-1.000000e+00, 2.000000e+00]> : tensor<2xf32>
// CHECK-NEXT:    return %[[W]]
func.func private @second() -> !t {
  %w = arith.constant dense<[1.0, -2.0]> : !t
  %e = tensor.empty() : !t
  %0 = linalg.negf ins(%w : !t) outs(%e : !t) -> !t
  return %0 : !t
}

// -----

!t = tensor<3xf32>

// Constants of a resource.
// CHECK-LABEL: func.func @resource(
// CHECK-NEXT:    %[[W:.*]] = arith.constant dense<[-1.000000e+00, 2.000000e+00, -3.000000e+00]> : tensor<3xf32>
// CHECK-NEXT:    return %[[W]]
func.func @resource() -> !t {
  %w = arith.constant dense_resource<weight> : !t
  %e = tensor.empty() : !t
  %0 = linalg.negf ins(%w : !t) outs(%e : !t) -> !t
  return %0 : !t
}
{-#
  dialect_resources: {
    builtin: {
      weight: "0x040000000000803F000000C000004040"
    }
  }
#-}

// -----

#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (j)>

// Results of more than 4096 bytes become resources; one of 4096 does not.
// CHECK-LABEL: func.func @large(
// CHECK-NEXT:    %[[A:.*]] = arith.constant dense<"0x0000000000000000000000000000F03F{{[0-9A-F]+}}F0BF"> : tensor<2x256xf64>
// CHECK-NEXT:    %[[B:.*]] = arith.constant dense_resource<folded> : tensor<2x257xf64>
// CHECK-NEXT:    return %[[A]], %[[B]]
// CHECK:         folded: "0x40000000000000000000F03F00000000000000400000000000000840{{[0-9A-F]+}}F0BF0000000000001440"
func.func @large() -> (tensor<2x256xf64>, tensor<2x257xf64>) {
  %v = arith.constant dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"> : tensor<256xi8>
  %w = arith.constant dense<"0x0102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFFFF05"> : tensor<257xi8>
  %e = tensor.empty() : tensor<2x256xf64>
  %f = tensor.empty() : tensor<2x257xf64>
  %0 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%v : tensor<256xi8>) outs(%e : tensor<2x256xf64>) {
  ^bb0(%a: i8, %o: f64):
    %2 = arith.sitofp %a : i8 to f64
    linalg.yield %2 : f64
  } -> tensor<2x256xf64>
  %1 = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%w : tensor<257xi8>) outs(%f : tensor<2x257xf64>) {
  ^bb0(%a: i8, %o: f64):
    %2 = arith.sitofp %a : i8 to f64
    linalg.yield %2 : f64
  } -> tensor<2x257xf64>
  return %0, %1 : tensor<2x256xf64>, tensor<2x257xf64>
}

// -----

!m = tensor<2x3xf32>

// What is made of fills and splats stays: their own forms are smaller.
// CHECK-LABEL: func.func @fills(
// CHECK-DAG:     arith.constant dense<2.000000e+00> : tensor<2x3xf32>
// CHECK:         linalg.fill
// CHECK:         linalg.exp
// CHECK:         linalg.mul
// CHECK:         linalg.negf
// CHECK-NOT:     arith.constant dense
func.func @fills() -> (!m, !m) {
  %one = arith.constant 1.0 : f32
  %splat = arith.constant dense<2.0> : !m
  %e = tensor.empty() : !m
  %0 = linalg.fill ins(%one : f32) outs(%e : !m) -> !m
  %1 = linalg.exp ins(%0 : !m) outs(%e : !m) -> !m
  %2 = linalg.mul ins(%1, %splat : !m, !m) outs(%e : !m) -> !m
  %3 = linalg.negf ins(%splat : !m) outs(%e : !m) -> !m
  return %2, %3 : !m, !m
}

// -----

!t = tensor<2xf32>

// With a weight they are folded, a splat that is as large as it may be too.
// CHECK-LABEL: func.func @mixed(
// CHECK-NEXT:    %[[W:.*]] = arith.constant dense<[2.000000e+00, -5.000000e+00]> : tensor<2xf32>
// CHECK-NEXT:    return %[[W]]
func.func @mixed() -> !t {
  %one = arith.constant 1.0 : f32
  %two = arith.constant dense<2.0> : !t
  %w = arith.constant dense<[0.5, -3.0]> : !t
  %e = tensor.empty() : !t
  %ones = linalg.fill ins(%one : f32) outs(%e : !t) -> !t
  %0 = linalg.mul ins(%w, %two : !t, !t) outs(%e : !t) -> !t
  %1 = linalg.add ins(%ones, %0 : !t, !t) outs(%e : !t) -> !t
  return %1 : !t
}

// -----

// A result may be twice as large as its constants, each of which counts once: of
// the biases, what is repeated three times stays, and what is made of that.
// CHECK-LABEL: func.func @biases(
// CHECK-DAG:     %[[TWICE:.*]] = arith.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00], [1.000000e+00, 2.000000e+00]]> : tensor<2x2xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
// CHECK:         %[[THRICE:.*]] = linalg.broadcast ins(%[[B]] : tensor<2xf32>) outs(%{{.*}} : tensor<3x2xf32>)
// CHECK:         %[[OTHER:.*]] = linalg.negf ins(%[[THRICE]] :
// CHECK:         %[[BOTH:.*]] = linalg.generic {{.*}} ins(%[[B]], %[[B]] :
// CHECK:         return %[[TWICE]], %[[OTHER]], %[[BOTH]]
func.func @biases() -> (tensor<2x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>) {
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %e = tensor.empty() : tensor<2x2xf32>
  %f = tensor.empty() : tensor<3x2xf32>
  %twice = linalg.broadcast ins(%b : tensor<2xf32>) outs(%e : tensor<2x2xf32>) dimensions = [0]
  %thrice = linalg.broadcast ins(%b : tensor<2xf32>) outs(%f : tensor<3x2xf32>) dimensions = [0]
  %other = linalg.negf ins(%thrice : tensor<3x2xf32>) outs(%f : tensor<3x2xf32>) -> tensor<3x2xf32>
  %both = linalg.generic {indexing_maps = [affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} ins(%b, %b : tensor<2xf32>, tensor<2xf32>) outs(%f : tensor<3x2xf32>) {
  ^bb0(%p: f32, %q: f32, %o: f32):
    %0 = arith.addf %p, %q : f32
    linalg.yield %0 : f32
  } -> tensor<3x2xf32>
  return %twice, %other, %both : tensor<2x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>
}

// -----

// A size that is not known, and what depends on an argument.
// CHECK-LABEL: func.func @dynamic(
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<[1.000000e+00, -2.000000e+00]> : tensor<2xf32>
// CHECK-DAG:     %[[C:.*]] = tensor.cast %[[W]] : tensor<2xf32> to tensor<?xf32>
// CHECK:         %[[D:.*]] = linalg.exp ins(%[[C]] : tensor<?xf32>)
// CHECK:         %[[S:.*]] = tensor.extract_slice %[[W]][%arg0] [1] [1] : tensor<2xf32> to tensor<1xf32>
// CHECK:         return %[[D]], %[[S]]
func.func @dynamic(%i: index) -> (tensor<?xf32>, tensor<1xf32>) {
  %two = arith.constant 2 : index
  %w = arith.constant dense<[1.0, -2.0]> : tensor<2xf32>
  %0 = tensor.cast %w : tensor<2xf32> to tensor<?xf32>
  %e = tensor.empty(%two) : tensor<?xf32>
  %1 = linalg.exp ins(%0 : tensor<?xf32>) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  %2 = tensor.extract_slice %w[%i] [1] [1] : tensor<2xf32> to tensor<1xf32>
  return %1, %2 : tensor<?xf32>, tensor<1xf32>
}

// -----

#v = affine_map<(i) -> (i)>
!t = tensor<3xf32>

// Tables of integers and of indices choose rows of a weight. A table of indices
// that is itself computed stays, and what is chosen by it.
// CHECK-LABEL: func.func @tables(
// CHECK-DAG:     %[[A:.*]] = arith.constant dense<[3.000000e+00, 1.000000e+00, 3.000000e+00]> : tensor<3xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[2.000000e+00, 2.000000e+00, 1.000000e+00]> : tensor<3xf32>
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<[1.000000e+00, 2.000000e+00, 3.000000e+00]> : tensor<3xf32>
// CHECK:         %[[TABLE:.*]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<3xi64>) outs(%{{.*}} : tensor<3xindex>)
// CHECK:           arith.index_cast
// CHECK:         %[[C:.*]] = linalg.generic {{.*}} ins(%[[TABLE]] : tensor<3xindex>)
// CHECK:           tensor.extract %[[W]]
// CHECK:         return %[[A]], %[[B]], %[[C]] :
func.func @tables() -> (!t, !t, !t) {
  %w = arith.constant dense<[1.0, 2.0, 3.0]> : !t
  %i = arith.constant dense<[2, 0, 2]> : tensor<3xi64>
  %j = arith.constant dense<[1, 1, 0]> : tensor<3xindex>
  %e = tensor.empty() : !t
  %0 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%i : tensor<3xi64>) outs(%e : !t) {
  ^bb0(%a: i64, %o: f32):
    %4 = arith.index_cast %a : i64 to index
    %5 = tensor.extract %w[%4] : !t
    linalg.yield %5 : f32
  } -> !t
  %1 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%j : tensor<3xindex>) outs(%e : !t) {
  ^bb0(%a: index, %o: f32):
    %4 = tensor.extract %w[%a] : !t
    linalg.yield %4 : f32
  } -> !t
  %f = tensor.empty() : tensor<3xindex>
  %2 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%i : tensor<3xi64>) outs(%f : tensor<3xindex>) {
  ^bb0(%a: i64, %o: index):
    %4 = arith.index_cast %a : i64 to index
    linalg.yield %4 : index
  } -> tensor<3xindex>
  %3 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%2 : tensor<3xindex>) outs(%e : !t) {
  ^bb0(%a: index, %o: f32):
    %4 = tensor.extract %w[%a] : !t
    linalg.yield %4 : f32
  } -> !t
  return %0, %1, %3 : !t, !t, !t
}

// -----

#id = affine_map<(i, j) -> (i, j)>
!m = tensor<2x3xf32>

// Read in reverse, as transposed convolutions do.
// CHECK-LABEL: func.func @reversed(
// CHECK-NOT:     linalg
// CHECK:         %[[W:.*]] = arith.constant dense<{{\[\[}}-6.000000e+00, 5.000000e+00, -4.000000e+00], [3.000000e+00, -2.000000e+00, 1.000000e+00]]> : tensor<2x3xf32>
// CHECK-NEXT:    return %[[W]]
func.func @reversed() -> !m {
  %w = arith.constant dense<[[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]> : !m
  %one = arith.constant 1 : index
  %two = arith.constant 2 : index
  %e = tensor.empty() : !m
  %0 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]} outs(%e : !m) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %1 = arith.subi %one, %i : index
    %2 = arith.subi %two, %j : index
    %3 = tensor.extract %w[%1, %2] : !m
    linalg.yield %3 : f32
  } -> !m
  return %0 : !m
}

// -----

#v = affine_map<(i) -> (i)>
!t = tensor<3xf32>
!b = tensor<3xi1>

// Booleans have no whole bytes: what is made of them alone stays, and what makes
// them; together with a weight they choose.
// CHECK-LABEL: func.func @booleans(
// CHECK-DAG:     %[[CHOSEN:.*]] = arith.constant dense<[1.000000e+00, 0.000000e+00, 3.000000e+00]> : tensor<3xf32>
// CHECK-DAG:     %[[MASK:.*]] = arith.constant dense<[true, false, true]> : tensor<3xi1>
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<[1.000000e+00, -2.000000e+00, 3.000000e+00]> : tensor<3xf32>
// CHECK:         %[[NOT:.*]] = linalg.generic {{.*}} ins(%[[MASK]] : tensor<3xi1>) outs(%{{.*}} : tensor<3xi1>)
// CHECK:           arith.xori
// CHECK:         %[[IS:.*]] = linalg.generic {{.*}} ins(%[[W]] : tensor<3xf32>) outs(%{{.*}} : tensor<3xi1>)
// CHECK:           arith.cmpf
// CHECK:         return %[[CHOSEN]], %[[NOT]], %[[IS]] :
func.func @booleans() -> (!t, !b, !b) {
  %mask = arith.constant dense<[true, false, true]> : !b
  %w = arith.constant dense<[1.0, -2.0, 3.0]> : !t
  %zero = arith.constant 0.0 : f32
  %true = arith.constant true
  %e = tensor.empty() : !t
  %f = tensor.empty() : !b
  %0 = linalg.generic {indexing_maps = [#v, #v, #v], iterator_types = ["parallel"]} ins(%mask, %w : !b, !t) outs(%e : !t) {
  ^bb0(%m: i1, %a: f32, %o: f32):
    %3 = arith.select %m, %a, %zero : f32
    linalg.yield %3 : f32
  } -> !t
  %1 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%mask : !b) outs(%f : !b) {
  ^bb0(%m: i1, %o: i1):
    %3 = arith.xori %m, %true : i1
    linalg.yield %3 : i1
  } -> !b
  %2 = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%w : !t) outs(%f : !b) {
  ^bb0(%a: f32, %o: i1):
    %3 = arith.cmpf ogt, %a, %zero : f32
    linalg.yield %3 : i1
  } -> !b
  return %0, %1, %2 : !t, !b, !b
}

// -----

!t = tensor<2xf32>

// In a function of several blocks, nothing is folded; the one beside it is.
// CHECK-LABEL: func.func @blocks(
// CHECK:         linalg.exp
// CHECK:         cf.br
// CHECK:         linalg.negf
// CHECK-LABEL: func.func @block(
// CHECK-NEXT:    arith.constant dense<[-1.000000e+00, 2.000000e+00]>
// CHECK-NEXT:    return
func.func @blocks() -> !t {
  %w = arith.constant dense<[1.0, -2.0]> : !t
  %e = tensor.empty() : !t
  %0 = linalg.exp ins(%w : !t) outs(%e : !t) -> !t
  cf.br ^next
^next:
  %1 = linalg.negf ins(%0 : !t) outs(%e : !t) -> !t
  return %1 : !t
}
func.func @block() -> !t {
  %w = arith.constant dense<[1.0, -2.0]> : !t
  %e = tensor.empty() : !t
  %0 = linalg.negf ins(%w : !t) outs(%e : !t) -> !t
  return %0 : !t
}
