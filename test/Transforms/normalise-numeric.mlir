// Normalising changes no value by a bit: elementwise ops in all forms, with
// broadcasts, several results, indices and destinations, and reductions, f16
// to f64. The printed integers are the values' bits.
// RUN: lxt-opt %s | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.before
// RUN: lxt-opt %s --lxt-normalise | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.after
// RUN: diff %t.before %t.after
// RUN: FileCheck %s --input-file %t.after
// The functions are not as they were.
// RUN: lxt-opt %s --lxt-normalise | FileCheck %s --check-prefix=SPLIT

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>
#kept = affine_map<(d0, d1) -> (d0, 0)>
#transposed = affine_map<(d0, d1) -> (d1, d0)>

func.func private @printMemrefI32(memref<*xi32>)

// SPLIT-LABEL: func.func private @gelu(
// SPLIT-COUNT-5: linalg.generic
// SPLIT:       return
func.func private @gelu(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %root = arith.constant 1.41421354 : f32
  %one = arith.constant 1.0 : f32
  %half = arith.constant 0.5 : f32
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.divf %in, %root : f32
    %2 = math.erf %1 : f32
    %3 = arith.addf %2, %one : f32
    %4 = arith.mulf %3, %half : f32
    %5 = arith.mulf %in, %4 : f32
    linalg.yield %5 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// In f64 and back, as exported norms compute.
// SPLIT-LABEL: func.func private @wide(
// SPLIT-COUNT-4: linalg.generic
// SPLIT:       return
func.func private @wide(%x: tensor<3x4xf32>, %b: tensor<4xf32>) -> tensor<3x4xf32> {
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x, %b : tensor<3x4xf32>, tensor<4xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %bias: f32, %out: f32):
    %1 = arith.extf %in : f32 to f64
    %2 = arith.extf %bias : f32 to f64
    %3 = arith.divf %1, %2 : f64
    %4 = arith.truncf %3 : f64 to f32
    linalg.yield %4 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// Broadcast operands, an index, a destination that is read, a transposed result.
// SPLIT-LABEL: func.func private @mixed(
// SPLIT-COUNT-6: linalg.generic
// SPLIT:       return
func.func private @mixed(%x: tensor<3x4xf32>, %c: tensor<3x1xf32>, %d: tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<4x3xf32>) {
  %e = tensor.empty() : tensor<4x3xf32>
  %0:2 = linalg.generic {indexing_maps = [#id, #kept, #id, #transposed], iterator_types = ["parallel", "parallel"]}
    ins(%x, %c : tensor<3x4xf32>, tensor<3x1xf32>) outs(%d, %e : tensor<3x4xf32>, tensor<4x3xf32>) {
  ^bb0(%in: f32, %s: f32, %old: f32, %out: f32):
    %i = linalg.index 1 : index
    %k = arith.index_cast %i : index to i64
    %f = arith.sitofp %k : i64 to f32
    %1 = math.exp %s : f32
    %2 = arith.mulf %in, %1 : f32
    %3 = arith.addf %2, %old : f32
    %4 = arith.subf %3, %f : f32
    %5 = arith.cmpf ogt, %4, %2 : f32
    %6 = arith.select %5, %4, %2 : f32
    %7 = arith.divf %6, %1 : f32
    linalg.yield %4, %7 : f32, f32
  } -> (tensor<3x4xf32>, tensor<4x3xf32>)
  return %0#0, %0#1 : tensor<3x4xf32>, tensor<4x3xf32>
}

// A sum of squares in f16 keeps its order and its roundings.
// SPLIT-LABEL: func.func private @squares(
// SPLIT-COUNT-3: linalg.generic
// SPLIT:       return
func.func private @squares(%x: tensor<3x4xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3x4xf16>
  %h = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x4xf16>) {
  ^bb0(%in: f32, %out: f16):
    %1 = arith.truncf %in : f32 to f16
    linalg.yield %1 : f16
  } -> tensor<3x4xf16>
  %z = arith.constant dense<0.1> : tensor<3xf16>
  %0 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
    ins(%h : tensor<3x4xf16>) outs(%z : tensor<3xf16>) {
  ^bb0(%in: f16, %out: f16):
    %1 = arith.mulf %in, %in : f16
    %2 = arith.addf %1, %out : f16
    linalg.yield %2 : f16
  } -> tensor<3xf16>
  %1 = arith.extf %0 : tensor<3xf16> to tensor<3xf32>
  return %1 : tensor<3xf32>
}

// SPLIT-LABEL: func.func private @map(
// SPLIT-COUNT-2: linalg.generic
// SPLIT:       return
func.func private @map(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.map ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x4xf32>)
    (%in: f32, %out: f32) {
      %1 = math.tanh %in : f32
      %2 = arith.mulf %1, %in : f32
      linalg.yield %2 : f32
    }
  return %0 : tensor<3x4xf32>
}

func.func private @print(%x: tensor<3x4xf32>) {
  %0 = arith.bitcast %x : tensor<3x4xf32> to tensor<3x4xi32>
  %1 = tensor.cast %0 : tensor<3x4xi32> to tensor<*xi32>
  %2 = bufferization.to_buffer %1 : tensor<*xi32> to memref<*xi32>
  call @printMemrefI32(%2) : (memref<*xi32>) -> ()
  return
}

func.func @main() {
  %x = arith.constant dense<[[0.1, -2.3, 1.7, 0.0], [-0.0, 3.3, -1.1, 0.7], [5.9, -4.2, 0.3, 1.0e-3]]> : tensor<3x4xf32>
  %b = arith.constant dense<[0.3, -0.7, 1.9, 3.1]> : tensor<4xf32>
  %c = arith.constant dense<[[0.3], [-0.7], [1.9]]> : tensor<3x1xf32>
  // gelu(-0.0) = -0.0 (0.5 (1 + erf(-0.0))) = -0.0: only the sign bit.
  // CHECK: [-2147483648,
  %0 = call @gelu(%x) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  call @print(%0) : (tensor<3x4xf32>) -> ()
  %1 = call @wide(%x, %b) : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  call @print(%1) : (tensor<3x4xf32>) -> ()
  %2:2 = call @mixed(%x, %c, %1) : (tensor<3x4xf32>, tensor<3x1xf32>, tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<4x3xf32>)
  call @print(%2#0) : (tensor<3x4xf32>) -> ()
  %e = tensor.empty() : tensor<3x4xf32>
  %3 = linalg.transpose ins(%2#1 : tensor<4x3xf32>) outs(%e : tensor<3x4xf32>) permutation = [1, 0]
  call @print(%3) : (tensor<3x4xf32>) -> ()
  %4 = call @squares(%x) : (tensor<3x4xf32>) -> tensor<3xf32>
  %5 = linalg.broadcast ins(%4 : tensor<3xf32>) outs(%e : tensor<3x4xf32>) dimensions = [1]
  call @print(%5) : (tensor<3x4xf32>) -> ()
  // tanh(-0.0) (-0.0) = 0.0.
  // CHECK: [0,
  %6 = call @map(%x) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  call @print(%6) : (tensor<3x4xf32>) -> ()
  return
}
