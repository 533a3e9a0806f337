// lxt-bufferize-signature turns public functions of tensors into functions of their caller's buffers.
// RUN: lxt-opt %s --lxt-bufferize-signature --split-input-file --verify-diagnostics | FileCheck %s

// Inputs are read-only (no `writable`), results are destinations; the interface keeps what the attributes said.
// CHECK-LABEL: func.func @static(
// CHECK-SAME: %[[X:.*]]: memref<4xf32>, %[[Y:.*]]: memref<4xf32>)
// CHECK-SAME: lxt.interface = {argument_attributes = [{lxt.role = "seed"}], arguments = [tensor<4xf32>], result_attributes = [{lxt.input = 0 : i64, lxt.role = "relevance"}], results = [tensor<4xf32>]}
// CHECK: %[[T:.*]] = bufferization.to_tensor %[[X]] restrict : memref<4xf32>
// CHECK: %[[R:.*]] = linalg.exp ins(%[[T]]
// CHECK: bufferization.materialize_in_destination %[[R]] in restrict writable %[[Y]]
// CHECK-NEXT: return{{$}}
// CHECK-NOT: _extents
func.func @static(%x: tensor<4xf32> {lxt.role = "seed"}) -> (tensor<4xf32> {lxt.role = "relevance", lxt.input = 0}) {
  %e = tensor.empty() : tensor<4xf32>
  %y = linalg.exp ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// A result of dynamic shape: a second function returns its dynamic sizes, without destinations.
// CHECK-LABEL: func.func @dynamic(
// CHECK-SAME: memref<?x4xf32>, %{{.*}}: memref<4x?xf32>, %{{.*}}: memref<2xi64>)
// CHECK-LABEL: func.func @dynamic_extents(
// CHECK-SAME: %[[X:[^:]*]]: memref<?x4xf32>) -> index {
// CHECK: %[[DIM:.*]] = tensor.dim %{{.*}}, %{{.*}} : tensor<4x?xf32>
// CHECK: return %[[DIM]] : index
func.func @dynamic(%x: tensor<?x4xf32>) -> (tensor<4x?xf32>, tensor<2xi64>) {
  %c0 = arith.constant 0 : index
  %d = tensor.dim %x, %c0 : tensor<?x4xf32>
  %e = tensor.empty(%d) : tensor<4x?xf32>
  %y = linalg.transpose ins(%x : tensor<?x4xf32>) outs(%e : tensor<4x?xf32>) permutation = [1, 0]
  %k = arith.constant dense<[1, 2]> : tensor<2xi64>
  return %y, %k : tensor<4x?xf32>, tensor<2xi64>
}

// -----

// What the arguments' sizes must be is a result of the second function, last.
// CHECK-LABEL: func.func @checked(
// CHECK-NOT: _extents
// CHECK: cf.assert
// CHECK: cf.assert
// CHECK-LABEL: func.func @checked_extents(
// CHECK-SAME: -> (index, i1) {
// CHECK-NOT: cf.assert {{.*}}lxt.extent
// CHECK: %[[BOTH:.*]] = arith.andi %{{.*}}, %{{.*}} : i1
// CHECK: return %{{.*}}, %[[BOTH]] : index, i1
func.func @checked(%x: tensor<?xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c9 = arith.constant 9 : index
  %d = tensor.dim %x, %c0 : tensor<?xf32>
  %least = arith.cmpi sge, %d, %c2 : index
  cf.assert %least, "too few" {lxt.extent}
  %most = arith.cmpi sle, %d, %c9 : index
  cf.assert %most, "too many" {lxt.extent}
  return %x : tensor<?xf32>
}

// -----

// A dynamic input alone needs no second function.
// CHECK-LABEL: func.func @dynamic_input(
// CHECK-NOT: _extents
func.func @dynamic_input(%x: tensor<?xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  return %y : tensor<4xf32>
}

// -----

// Private functions and declarations stay.
// CHECK: func.func private @inner(%{{.*}}: tensor<4xf32>) -> tensor<4xf32>
// CHECK: func.func private @external(tensor<4xf32>) -> tensor<4xf32>
func.func private @inner(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
func.func private @external(tensor<4xf32>) -> tensor<4xf32>

// -----

// expected-error@below {{has arguments or results other than ranked tensors, or more than one block}}
func.func @scalar(%x: f32) -> tensor<4xf32> {
  %0 = tensor.splat %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// expected-error@below {{more than one block}}
func.func @blocks(%x: tensor<4xf32>) -> tensor<4xf32> {
  cf.br ^bb1
^bb1:
  return %x : tensor<4xf32>
}

// -----

// A public function may call another.
// CHECK-LABEL: func.func @caller(
// CHECK-SAME: memref<4xf32>, %{{.*}}: memref<4xf32>)
func.func @callee(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
func.func @caller(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @callee(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// Results that are versions of one buffer: bufferization would compute one in the destination of the other, which is
// written over, and not know it. They are copied; what is read only, or a view of it, is not.
// CHECK-LABEL: func.func @versions(
// CHECK: %[[Y:.*]] = linalg.exp
// CHECK: %[[U:.*]] = tensor.insert_slice
// CHECK: %[[Z:.*]] = linalg.abs
// CHECK: %[[V:.*]] = tensor.collapse_shape %[[Z]]
// CHECK: %[[COPY0:.*]] = bufferization.alloc_tensor() copy(%[[U]])
// CHECK: bufferization.materialize_in_destination %[[COPY0]]
// CHECK: %[[COPY1:.*]] = bufferization.alloc_tensor() copy(%[[Y]])
// CHECK: bufferization.materialize_in_destination %[[COPY1]]
// CHECK: bufferization.materialize_in_destination %[[Z]]
// CHECK: bufferization.materialize_in_destination %[[V]]
func.func @versions(%x: tensor<4x8xf32>, %row: tensor<1x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<32xf32>) {
  %e = tensor.empty() : tensor<4x8xf32>
  %y = linalg.exp ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  %u = tensor.insert_slice %row into %y[2, 0] [1, 8] [1, 1] : tensor<1x8xf32> into tensor<4x8xf32>
  %d = tensor.empty() : tensor<4x8xf32>
  %z = linalg.abs ins(%x : tensor<4x8xf32>) outs(%d : tensor<4x8xf32>) -> tensor<4x8xf32>
  %v = tensor.collapse_shape %z [[0, 1]] : tensor<4x8xf32> into tensor<32xf32>
  return %u, %y, %z, %v : tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<32xf32>
}

// -----

// A result that is reshaped is computed in the caller's buffer, which is reshaped instead.
// CHECK-LABEL: func.func @reshaped(
// CHECK-SAME: %{{.*}}: memref<6xf32>, %[[OUT:.*]]: memref<2x3xf32>)
// CHECK: %[[Y:.*]] = linalg.exp
// CHECK: %[[FLAT:.*]] = memref.collapse_shape %[[OUT]] {{\[\[}}0, 1]] : memref<2x3xf32> into memref<6xf32>
// CHECK: bufferization.materialize_in_destination %[[Y]] in restrict writable %[[FLAT]]
func.func @reshaped(%x: tensor<6xf32>) -> tensor<2x3xf32> {
  %e = tensor.empty() : tensor<6xf32>
  %y = linalg.exp ins(%x : tensor<6xf32>) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  %z = tensor.expand_shape %y [[0, 1]] output_shape [2, 3] : tensor<6xf32> into tensor<2x3xf32>
  return %z : tensor<2x3xf32>
}
