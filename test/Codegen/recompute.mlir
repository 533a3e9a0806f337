// lxt-recompute computes again what an explanation reads of the forward pass.
// RUN: lxt-opt %s --lxt-recompute --split-input-file | FileCheck %s
// RUN: lxt-opt %s --lxt-recompute=budget=448 --split-input-file | FileCheck %s --check-prefix=BUDGET
// RUN: lxt-opt %s --lxt-recompute=budget=1000000 --split-input-file | FileCheck %s --check-prefix=LARGE

// Nine layers of equal size: the fewest tensors of the forward pass at once are four, three of a segment and one that is
// kept. The last segment is not computed again. Those before are, from what is kept at their borders, right before the
// first reader.
// CHECK-LABEL: func.func @layers(
// CHECK: %[[X:.*]] = bufferization.to_tensor
// CHECK: %[[SEED:.*]] = bufferization.to_tensor
// CHECK: %[[H1:.*]] = linalg.exp ins(%[[X]]
// CHECK: %[[H2:.*]] = linalg.exp ins(%[[H1]]
// CHECK: %[[H3:.*]] = linalg.exp ins(%[[H2]]
// CHECK: %[[H4:.*]] = linalg.exp ins(%[[H3]]
// CHECK: %[[H5:.*]] = linalg.exp ins(%[[H4]]
// CHECK: %[[H6:.*]] = linalg.exp ins(%[[H5]]
// CHECK: %[[H7:.*]] = linalg.exp ins(%[[H6]]
// CHECK: %[[H8:.*]] = linalg.exp ins(%[[H7]]
// CHECK: %[[H9:.*]] = linalg.exp ins(%[[H8]]
// CHECK: %[[G8:.*]] = linalg.mul ins(%[[SEED]], %[[H9]]
// CHECK: %[[G7:.*]] = linalg.mul ins(%[[G8]], %[[H8]]
// CHECK: %[[G6:.*]] = linalg.mul ins(%[[G7]], %[[H7]]
// CHECK: %[[AGAIN5:.*]] = linalg.exp ins(%[[H4]]
// CHECK: %[[AGAIN6:.*]] = linalg.exp ins(%[[AGAIN5]]
// CHECK: %[[G5:.*]] = linalg.mul ins(%[[G6]], %[[AGAIN6]]
// CHECK: %[[G4:.*]] = linalg.mul ins(%[[G5]], %[[AGAIN5]]
// CHECK: %[[G3:.*]] = linalg.mul ins(%[[G4]], %[[H4]]
// CHECK: %[[AGAIN1:.*]] = linalg.exp ins(%[[X]]
// CHECK: %[[AGAIN2:.*]] = linalg.exp ins(%[[AGAIN1]]
// CHECK: %[[AGAIN3:.*]] = linalg.exp ins(%[[AGAIN2]]
// CHECK: %[[G2:.*]] = linalg.mul ins(%[[G3]], %[[AGAIN3]]
// CHECK: %[[G1:.*]] = linalg.mul ins(%[[G2]], %[[AGAIN2]]
// CHECK: %[[G0:.*]] = linalg.mul ins(%[[G1]], %[[AGAIN1]]
// CHECK: bufferization.materialize_in_destination %[[H9]]
// CHECK: bufferization.materialize_in_destination %[[G0]]

// For seven tensors of 64 bytes at once, two are computed again.
// BUDGET-LABEL: func.func @layers(
// BUDGET: %[[X:.*]] = bufferization.to_tensor
// BUDGET-COUNT-9: linalg.exp
// BUDGET-COUNT-7: linalg.mul
// BUDGET: %[[AGAIN1:.*]] = linalg.exp ins(%[[X]]
// BUDGET: %[[AGAIN2:.*]] = linalg.exp ins(%[[AGAIN1]]
// BUDGET-NOT: linalg.exp
// BUDGET: %[[G1:.*]] = linalg.mul ins(%{{.*}}, %[[AGAIN2]]
// BUDGET: linalg.mul ins(%[[G1]], %[[AGAIN1]]
// BUDGET: return

// What fits stays as it is.
// LARGE-LABEL: func.func @layers(
// LARGE-COUNT-9: linalg.exp
// LARGE-NOT: linalg.exp
// LARGE: return
func.func @layers(%x: memref<16xf32>, %s: memref<16xf32>, %y: memref<16xf32>, %r: memref<16xf32>)
    attributes {lxt.interface = {result_attributes = [{lxt.role = "prediction"}, {lxt.role = "relevance"}]}} {
  %e = tensor.empty() : tensor<16xf32>
  %h0 = bufferization.to_tensor %x restrict : memref<16xf32> to tensor<16xf32>
  %g9 = bufferization.to_tensor %s restrict : memref<16xf32> to tensor<16xf32>
  %h1 = linalg.exp ins(%h0 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %h2 = linalg.exp ins(%h1 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %h3 = linalg.exp ins(%h2 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %h4 = linalg.exp ins(%h3 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %h5 = linalg.exp ins(%h4 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %h6 = linalg.exp ins(%h5 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %h7 = linalg.exp ins(%h6 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %h8 = linalg.exp ins(%h7 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %h9 = linalg.exp ins(%h8 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %g8 = linalg.mul ins(%g9, %h9 : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %g7 = linalg.mul ins(%g8, %h8 : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %g6 = linalg.mul ins(%g7, %h7 : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %g5 = linalg.mul ins(%g6, %h6 : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %g4 = linalg.mul ins(%g5, %h5 : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %g3 = linalg.mul ins(%g4, %h4 : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %g2 = linalg.mul ins(%g3, %h3 : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %g1 = linalg.mul ins(%g2, %h2 : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %g0 = linalg.mul ins(%g1, %h1 : tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  bufferization.materialize_in_destination %h9 in restrict writable %y : (tensor<16xf32>, memref<16xf32>) -> ()
  bufferization.materialize_in_destination %g0 in restrict writable %r : (tensor<16xf32>, memref<16xf32>) -> ()
  return
}

// -----

// Views of what is computed again are views again; those of what is kept stay. An op of the explanation in the midst of
// the forward pass (%early) moves to its reader, or it would be early, too, what is computed again for it.
// CHECK-LABEL: func.func @views(
// CHECK: %[[X:.*]] = bufferization.to_tensor
// CHECK: %[[H1:.*]] = linalg.exp ins(%[[X]]
// CHECK: %[[V1:.*]] = tensor.expand_shape %[[H1]]
// CHECK-NOT: linalg.mul
// CHECK: %[[H2:.*]] = linalg.exp ins(%[[V1]]
// CHECK: %[[H3:.*]] = linalg.exp ins(%[[H2]]
// CHECK: %[[H4:.*]] = linalg.exp ins(%[[H3]]
// CHECK: linalg.mul ins(%{{.*}}, %[[H4]]
// CHECK: linalg.mul ins(%{{.*}}, %[[H3]]
// CHECK: linalg.mul ins(%{{.*}}, %[[H2]]
// CHECK: %[[AGAIN:.*]] = linalg.exp ins(%[[X]]
// CHECK: %[[VIEW:.*]] = tensor.expand_shape %[[AGAIN]]
// CHECK: %[[EARLY:.*]] = linalg.mul ins(%[[VIEW]], %[[VIEW]]
// CHECK: linalg.mul ins(%{{.*}}, %[[EARLY]]
func.func @views(%x: memref<16xf32>, %s: memref<4x4xf32>, %y: memref<4x4xf32>, %r: memref<4x4xf32>)
    attributes {lxt.interface = {result_attributes = [{lxt.role = "prediction"}, {lxt.role = "relevance"}]}} {
  %e0 = tensor.empty() : tensor<16xf32>
  %e = tensor.empty() : tensor<4x4xf32>
  %h0 = bufferization.to_tensor %x restrict : memref<16xf32> to tensor<16xf32>
  %g4 = bufferization.to_tensor %s restrict : memref<4x4xf32> to tensor<4x4xf32>
  %h1 = linalg.exp ins(%h0 : tensor<16xf32>) outs(%e0 : tensor<16xf32>) -> tensor<16xf32>
  %v1 = tensor.expand_shape %h1 [[0, 1]] output_shape [4, 4] : tensor<16xf32> into tensor<4x4xf32>
  %early = linalg.mul ins(%v1, %v1 : tensor<4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %h2 = linalg.exp ins(%v1 : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %h3 = linalg.exp ins(%h2 : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %h4 = linalg.exp ins(%h3 : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %g3 = linalg.mul ins(%g4, %h4 : tensor<4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %g2 = linalg.mul ins(%g3, %h3 : tensor<4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %g1 = linalg.mul ins(%g2, %h2 : tensor<4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %g0 = linalg.mul ins(%g1, %early : tensor<4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  bufferization.materialize_in_destination %h4 in restrict writable %y : (tensor<4x4xf32>, memref<4x4xf32>) -> ()
  bufferization.materialize_in_destination %g0 in restrict writable %r : (tensor<4x4xf32>, memref<4x4xf32>) -> ()
  return
}

// -----

// A function that explains nothing stays as it is, and so does one whose prediction is its input.
// CHECK-LABEL: func.func @forward(
// CHECK-COUNT-1: linalg.exp
// CHECK-NOT: linalg.exp
// CHECK-LABEL: func.func @same(
func.func @forward(%x: memref<16xf32>, %y: memref<16xf32>) attributes {lxt.interface = {}} {
  %e = tensor.empty() : tensor<16xf32>
  %0 = bufferization.to_tensor %x restrict : memref<16xf32> to tensor<16xf32>
  %1 = linalg.exp ins(%0 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  bufferization.materialize_in_destination %1 in restrict writable %y : (tensor<16xf32>, memref<16xf32>) -> ()
  return
}
func.func @same(%x: memref<16xf32>, %y: memref<16xf32>)
    attributes {lxt.interface = {result_attributes = [{lxt.role = "prediction"}]}} {
  %0 = bufferization.to_tensor %x restrict : memref<16xf32> to tensor<16xf32>
  bufferization.materialize_in_destination %0 in restrict writable %y : (tensor<16xf32>, memref<16xf32>) -> ()
  return
}
