// tensor.gather, with and without the gathered dimensions in its result,
// becomes a linalg op that looks elements up.
// RUN: lxt-opt %s --lxt-normalise | FileCheck %s --implicit-check-not=tensor.gather
// RUN: lxt-opt %s --lxt-normalise | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

// CHECK-LABEL: func.func private @rows(
// CHECK-SAME:    %[[T:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x1xi32>
// CHECK-DAG:     %[[C0:.*]] = arith.constant 0 : index
// CHECK:         linalg.generic
// CHECK-DAG:       %[[B:.*]] = linalg.index 0
// CHECK-DAG:       %[[D:.*]] = linalg.index 1
// CHECK:           %[[AT:.*]] = tensor.extract %[[I]][%[[B]], %[[C0]]] : tensor<2x1xi32>
// CHECK:           %[[R:.*]] = arith.index_cast %[[AT]]
// CHECK:           tensor.extract %[[T]][%[[R]], %[[D]]] : tensor<5x3xf32>
// CHECK:         } -> tensor<2x3xf32>
func.func private @rows(%table: tensor<5x3xf32>, %i: tensor<2x1xi32>) -> tensor<2x3xf32> {
  %0 = tensor.gather %table[%i] gather_dims([0]) : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// The gathered dimension is kept, of size 1, between the others.
// CHECK-LABEL: func.func private @kept(
// CHECK-SAME:    %[[T:.*]]: tensor<5x3x2xf32>, %[[I:.*]]: tensor<2x1xindex>
// CHECK:         linalg.generic
// CHECK-DAG:       %[[B:.*]] = linalg.index 0
// CHECK-DAG:       %[[D:.*]] = linalg.index 1
// CHECK-DAG:       %[[E:.*]] = linalg.index 3
// CHECK:           %[[AT:.*]] = tensor.extract %[[I]][%[[B]], %{{.*}}] : tensor<2x1xindex>
// CHECK:           tensor.extract %[[T]][%[[D]], %[[AT]], %[[E]]] : tensor<5x3x2xf32>
// CHECK:         } -> tensor<2x5x1x2xf32>
func.func private @kept(%table: tensor<5x3x2xf32>, %i: tensor<2x1xindex>) -> tensor<2x5x1x2xf32> {
  %0 = tensor.gather %table[%i] gather_dims([1]) : (tensor<5x3x2xf32>, tensor<2x1xindex>) -> tensor<2x5x1x2xf32>
  return %0 : tensor<2x5x1x2xf32>
}

// Two indices per lookup, and two dimensions of lookups.
// CHECK-LABEL: func.func private @elements(
// CHECK:         linalg.generic
// CHECK-COUNT-3:   tensor.extract
// CHECK:         } -> tensor<2x2xf32>
func.func private @elements(%table: tensor<5x3xf32>, %i: tensor<2x2x2xi64>) -> tensor<2x2xf32> {
  %0 = tensor.gather %table[%i] gather_dims([0, 1]) : (tensor<5x3xf32>, tensor<2x2x2xi64>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// CHECK-LABEL: func.func private @dynamic(
// CHECK-SAME:    %{{.*}}: tensor<?x3xf32>, %[[I:.*]]: tensor<?x1xi64>
// CHECK:         %[[N:.*]] = tensor.dim %[[I]], %c0
// CHECK:         tensor.empty(%[[N]]) : tensor<?x3xf32>
func.func private @dynamic(%table: tensor<?x3xf32>, %i: tensor<?x1xi64>) -> tensor<?x3xf32> {
  %0 = tensor.gather %table[%i] gather_dims([0]) : (tensor<?x3xf32>, tensor<?x1xi64>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

func.func private @print_2d(%x: tensor<2x3xf32>) {
  %0 = tensor.cast %x : tensor<2x3xf32> to tensor<*xf32>
  %1 = bufferization.to_buffer %0 : tensor<*xf32> to memref<*xf32>
  func.call @printMemrefF32(%1) : (memref<*xf32>) -> ()
  return
}

func.func private @printMemrefF32(memref<*xf32>)

func.func @main() {
  // Element [r, c] is 10 r + c.
  %table = arith.constant dense<[[0.0, 1.0, 2.0], [10.0, 11.0, 12.0], [20.0, 21.0, 22.0], [30.0, 31.0, 32.0], [40.0, 41.0, 42.0]]> : tensor<5x3xf32>

  // NUM:      [30, 31, 32]
  // NUM-NEXT: [10, 11, 12]
  %i = arith.constant dense<[[3], [1]]> : tensor<2x1xi32>
  %rows = call @rows(%table, %i) : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  call @print_2d(%rows) : (tensor<2x3xf32>) -> ()

  // Column 2, then column 0, of every row; element [d, c, e] is 10 d + c + 100 e.
  // NUM:      [2, 102]
  // NUM-NEXT: [12, 112]
  // NUM-NEXT: [22, 122]
  // NUM-NEXT: [32, 132]
  // NUM-NEXT: [42, 142]
  // NUM-NEXT: [0, 100]
  // NUM-NEXT: [10, 110]
  // NUM-NEXT: [20, 120]
  // NUM-NEXT: [30, 130]
  // NUM-NEXT: [40, 140]
  %hundred = arith.constant dense<100.0> : tensor<5x3xf32>
  %shifted = arith.addf %table, %hundred : tensor<5x3xf32>
  %a = tensor.expand_shape %table [[0], [1, 2]] output_shape [5, 3, 1] : tensor<5x3xf32> into tensor<5x3x1xf32>
  %b = tensor.expand_shape %shifted [[0], [1, 2]] output_shape [5, 3, 1] : tensor<5x3xf32> into tensor<5x3x1xf32>
  %e = tensor.empty() : tensor<5x3x2xf32>
  %e0 = tensor.insert_slice %a into %e[0, 0, 0] [5, 3, 1] [1, 1, 1] : tensor<5x3x1xf32> into tensor<5x3x2xf32>
  %cube = tensor.insert_slice %b into %e0[0, 0, 1] [5, 3, 1] [1, 1, 1] : tensor<5x3x1xf32> into tensor<5x3x2xf32>
  %k = arith.constant dense<[[2], [0]]> : tensor<2x1xindex>
  %kept = call @kept(%cube, %k) : (tensor<5x3x2xf32>, tensor<2x1xindex>) -> tensor<2x5x1x2xf32>
  %flat = tensor.collapse_shape %kept [[0, 1, 2], [3]] : tensor<2x5x1x2xf32> into tensor<10x2xf32>
  %flat_any = tensor.cast %flat : tensor<10x2xf32> to tensor<*xf32>
  %flat_buffer = bufferization.to_buffer %flat_any : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%flat_buffer) : (memref<*xf32>) -> ()

  // NUM:      [42, 10]
  // NUM-NEXT: [1, 22]
  %j = arith.constant dense<[[[4, 2], [1, 0]], [[0, 1], [2, 2]]]> : tensor<2x2x2xi64>
  %elements = call @elements(%table, %j) : (tensor<5x3xf32>, tensor<2x2x2xi64>) -> tensor<2x2xf32>
  %elements_any = tensor.cast %elements : tensor<2x2xf32> to tensor<*xf32>
  %elements_buffer = bufferization.to_buffer %elements_any : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%elements_buffer) : (memref<*xf32>) -> ()
  return
}
