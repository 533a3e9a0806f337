// lxt-recompute-elementwise computes again behind the place where most is alive what is made of what is kept anyway.
// RUN: lxt-opt %s --lxt-recompute-elementwise=least=0 | FileCheck %s
// RUN: lxt-opt %s --lxt-recompute-elementwise | FileCheck %s --check-prefix=LITTLE

#id = affine_map<(i) -> (i)>

// What is less than a MiB stays.
// LITTLE-LABEL: func.func @activation(
// LITTLE-COUNT-1: math.tanh
// LITTLE-NOT: math.tanh
// LITTLE-LABEL: func.func @others(

// Both the input of an activation and its result are read behind what takes the most memory: the input alone is kept.
// CHECK-LABEL: func.func @activation(
// CHECK: %[[H:.*]] = linalg.exp
// CHECK: %[[A:.*]] = linalg.generic {{.*}} ins(%[[H]] :
// CHECK: math.tanh
// CHECK: linalg.broadcast ins(%[[A]] :
// CHECK: linalg.reduce
// CHECK: %[[G:.*]] = linalg.mul
// CHECK: %[[AGAIN:.*]] = linalg.generic {{.*}} ins(%[[H]] :
// CHECK: math.tanh
// CHECK: %[[R:.*]] = linalg.mul ins(%[[G]], %[[AGAIN]] :
// CHECK: linalg.div ins(%[[R]], %[[H]] :
func.func @activation(%x: memref<16xf32>, %s: memref<16xf32>, %y: memref<16xf32>, %r: memref<16xf32>) {
  %e = tensor.empty() : tensor<16xf32>
  %in = bufferization.to_tensor %x restrict : memref<16xf32> to tensor<16xf32>
  %seed = bufferization.to_tensor %s restrict : memref<16xf32> to tensor<16xf32>
  %h = linalg.exp ins(%in : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %a = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%h : tensor<16xf32>) outs(%e : tensor<16xf32>) {
  ^bb0(%i: f32, %o: f32):
    %0 = math.tanh %i : f32
    linalg.yield %0 : f32
  } -> tensor<16xf32>
  %w = tensor.empty() : tensor<16x16xf32>
  %wide = linalg.broadcast ins(%a : tensor<16xf32>) outs(%w : tensor<16x16xf32>) dimensions = [0]
  %logits = linalg.reduce {arith.maximumf} ins(%wide : tensor<16x16xf32>) outs(%h : tensor<16xf32>) dimensions = [0]
  %g = linalg.mul ins(%seed, %logits : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %ra = linalg.mul ins(%g, %a : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %rh = linalg.div ins(%ra, %h : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  bufferization.materialize_in_destination %logits in restrict writable %y : (tensor<16xf32>, memref<16xf32>) -> ()
  bufferization.materialize_in_destination %rh in restrict writable %r : (tensor<16xf32>, memref<16xf32>) -> ()
  return
}

// What is made of something that is gone stays, and what is returned, or read through a view.
// CHECK-LABEL: func.func @others(
// CHECK-COUNT-3: math.tanh
// CHECK-NOT: math.tanh
func.func @others(%x: memref<16xf32>, %y: memref<16xf32>, %z: memref<4x4xf32>) {
  %e = tensor.empty() : tensor<16xf32>
  %in = bufferization.to_tensor %x restrict : memref<16xf32> to tensor<16xf32>
  %gone = linalg.exp ins(%in : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %a = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%gone : tensor<16xf32>) outs(%e : tensor<16xf32>) {
  ^bb0(%i: f32, %o: f32):
    %0 = math.tanh %i : f32
    linalg.yield %0 : f32
  } -> tensor<16xf32>
  %b = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%in : tensor<16xf32>) outs(%e : tensor<16xf32>) {
  ^bb0(%i: f32, %o: f32):
    %0 = math.tanh %i : f32
    linalg.yield %0 : f32
  } -> tensor<16xf32>
  %c = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%in : tensor<16xf32>) outs(%e : tensor<16xf32>) {
  ^bb0(%i: f32, %o: f32):
    %0 = math.tanh %i : f32
    linalg.yield %0 : f32
  } -> tensor<16xf32>
  %s0 = linalg.add ins(%a, %b : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %s1 = linalg.add ins(%s0, %c : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %w = tensor.empty() : tensor<16x16xf32>
  %wide = linalg.broadcast ins(%s1 : tensor<16xf32>) outs(%w : tensor<16x16xf32>) dimensions = [0]
  %s2 = linalg.reduce {arith.maximumf} ins(%wide : tensor<16x16xf32>) outs(%s1 : tensor<16xf32>) dimensions = [0]
  %s3 = linalg.mul ins(%s2, %a : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %v = tensor.expand_shape %c [[0, 1]] output_shape [4, 4] : tensor<16xf32> into tensor<4x4xf32>
  %f = tensor.empty() : tensor<4x4xf32>
  %s4 = tensor.expand_shape %s3 [[0, 1]] output_shape [4, 4] : tensor<16xf32> into tensor<4x4xf32>
  %s5 = linalg.mul ins(%v, %s4 : tensor<4x4xf32>, tensor<4x4xf32>) outs(%f : tensor<4x4xf32>) -> tensor<4x4xf32>
  bufferization.materialize_in_destination %b in restrict writable %y : (tensor<16xf32>, memref<16xf32>) -> ()
  bufferization.materialize_in_destination %s5 in restrict writable %z : (tensor<4x4xf32>, memref<4x4xf32>) -> ()
  return
}
