// The uniform rule: R_i = R / n, summed over broadcasts.
// RUN: lxt-opt %s --lxt-lower-rules | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// Nothing is divided or differentiated; both inputs get the same tensor.
// CHECK-LABEL: @product
// CHECK: %[[R:.*]] = arith.constant dense<[6.0{{.*}}, -4.0{{.*}}]>
// CHECK: %[[HALF:.*]] = linalg.generic {{.*}} ins(%[[R]] : tensor<2xf32>) {{.*}} {
// CHECK: %[[SHARE:.*]] = arith.constant 5.0{{.*}}e-01 : f32
// CHECK-NEXT: arith.mulf %{{.*}}, %[[SHARE]]
// CHECK-NEXT: linalg.yield
// CHECK-NEXT: }
// CHECK-NEXT: tensor.cast %[[HALF]]
// CHECK: tensor.cast %[[HALF]]
func.func @product() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[0.0, 3.0]> : tensor<2xf32>
  %r = arith.constant dense<[6.0, -4.0]> : tensor<2xf32>
  %rx, %rz = lxt.uniform ins(%a = %x : tensor<2xf32>, %b = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>)
               -> (tensor<2xf32>, tensor<2xf32>) {
    %0 = linalg.mul ins(%a, %b : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // NUM: {{^}}[3, -2]
  // NUM: {{^}}[3, -2]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rz : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Three inputs; two of them are broadcast, one along the first dimension, one
// along the last, as a dimension of size 1.
func.func @broadcast() {
  %e = tensor.empty() : tensor<2x2xf32>
  %x = arith.constant dense<1.0> : tensor<2x2xf32>
  %row = arith.constant dense<1.0> : tensor<2xf32>
  %column = arith.constant dense<1.0> : tensor<2x1xf32>
  %r = arith.constant dense<[[3.0, 6.0], [9.0, -12.0]]> : tensor<2x2xf32>
  %rx:3 = lxt.uniform ins(%a = %x : tensor<2x2xf32>, %b = %row : tensor<2xf32>, %c = %column : tensor<2x1xf32>) outs(%x : tensor<2x2xf32>)
            relevance(%r : tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2xf32>, tensor<2x1xf32>) {
    %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, 0)>,
                                          affine_map<(i, j) -> (i, j)>],
                         iterator_types = ["parallel", "parallel"]}
           ins(%a, %b, %c : tensor<2x2xf32>, tensor<2xf32>, tensor<2x1xf32>) outs(%e : tensor<2x2xf32>) {
    ^bb0(%p: f32, %q: f32, %s: f32, %o: f32):
      %pq = arith.mulf %p, %q : f32
      %pqs = arith.mulf %pq, %s : f32
      linalg.yield %pqs : f32
    } -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  // R / 3 = [[1, 2], [3, -4]]; its columns' and its rows' sums
  // NUM: {{^\[\[}}1, 2],
  // NUM-NEXT: [3, -4]]
  // NUM: {{^}}[4, -2]
  // NUM: {{^\[\[}}3],
  // NUM-NEXT: [-1]]
  %u = tensor.cast %rx#0 : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rx#1 : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  %w = tensor.cast %rx#2 : tensor<2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%w) : (tensor<*xf32>) -> ()
  return
}

// The maps of the region's op say along which dimension an input is broadcast:
// here the last, where shapes alone would say the first.
func.func @transposed() {
  %e = tensor.empty() : tensor<2x2xf32>
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %y = arith.constant dense<1.0> : tensor<2x2xf32>
  %r = arith.constant dense<[[1.0, 2.0], [3.0, -4.0]]> : tensor<2x2xf32>
  %rx = lxt.uniform ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2xf32> {
    %0 = linalg.broadcast ins(%a : tensor<2xf32>) outs(%e : tensor<2x2xf32>) dimensions = [1]
    lxt.yield %0 : tensor<2x2xf32>
  }
  // NUM: {{^}}[3, -1]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Where the region is not one op, shapes say it, aligned at the last dimension.
func.func @shapes() {
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %y = arith.constant dense<1.0> : tensor<2x2xf32>
  %r = arith.constant dense<[[1.0, 2.0], [3.0, -4.0]]> : tensor<2x2xf32>
  %rx = lxt.uniform ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2xf32> {
    %0 = tensor.expand_shape %a [[0, 1]] output_shape [1, 2] : tensor<2xf32> into tensor<1x2xf32>
    %1 = tensor.concat dim(0) %0, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<2x2xf32>
    lxt.yield %1 : tensor<2x2xf32>
  }
  // NUM: {{^}}[4, -2]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// count=all counts tensor constants of floats, too, but no destinations and no
// integers.
func.func @count() {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %c = arith.constant dense<2.0> : tensor<2xf32>
  %n = arith.constant dense<3> : tensor<2xi32>
  %r = arith.constant dense<[6.0, -4.0]> : tensor<2xf32>
  %all = lxt.uniform count<all> ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %ni = arith.sitofp %n : tensor<2xi32> to tensor<2xf32>
    %0 = linalg.mul ins(%a, %c : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    %1 = linalg.mul ins(%0, %ni : tensor<2xf32>, tensor<2xf32>) outs(%init : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %1 : tensor<2xf32>
  }
  // x and c: R / 2
  // NUM: {{^}}[3, -2]
  %u = tensor.cast %all : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()

  // A constant counts wherever it is written, as in function:@main=uniform(count=all).
  %inside = lxt.uniform count<all> ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %ci = arith.constant dense<2.0> : tensor<2xf32>
    %0 = linalg.mul ins(%a, %ci : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // NUM: {{^}}[3, -2]
  %w = tensor.cast %inside : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%w) : (tensor<*xf32>) -> ()

  %active = lxt.uniform count<active> ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.mul ins(%a, %c : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // NUM: {{^}}[6, -4]
  %v = tensor.cast %active : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Two slices, of which an input that is broadcast gets the sums.
func.func @leading() {
  %e = tensor.empty() : tensor<2x2xf32>
  %x = arith.constant dense<1.0> : tensor<2x2xf32>
  %row = arith.constant dense<1.0> : tensor<2xf32>
  %r = arith.constant dense<[[[2.0, 4.0], [6.0, -8.0]], [[0.0, 2.0], [2.0, 4.0]]]> : tensor<2x2x2xf32>
  %rx:2 = lxt.uniform ins(%a = %x : tensor<2x2xf32>, %b = %row : tensor<2xf32>) outs(%x : tensor<2x2xf32>)
            relevance(%r : tensor<2x2x2xf32>) -> (tensor<2x2x2xf32>, tensor<2x2xf32>) {
    %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>],
                         iterator_types = ["parallel", "parallel"]}
           ins(%a, %b : tensor<2x2xf32>, tensor<2xf32>) outs(%e : tensor<2x2xf32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %s = arith.addf %p, %q : f32
      linalg.yield %s : f32
    } -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  // R / 2 = [[[1, 2], [3, -4]], [[0, 1], [1, 2]]]
  // NUM: {{^\[\[}}4, -2],
  // NUM-NEXT: [1, 3]]
  %v = tensor.cast %rx#1 : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Sizes that are known at run time only.
func.func @dynamic_region(%x: tensor<?x?xf32>, %z: tensor<?xf32>, %r: tensor<?x?xf32>) -> (tensor<?x?xf32>, tensor<?xf32>) {
  %rx:2 = lxt.uniform ins(%a = %x : tensor<?x?xf32>, %b = %z : tensor<?xf32>) outs(%x : tensor<?x?xf32>)
            relevance(%r : tensor<?x?xf32>) -> (tensor<?x?xf32>, tensor<?xf32>) {
    %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
           ins(%b : tensor<?xf32>) outs(%a : tensor<?x?xf32>) {
    ^bb0(%q: f32, %p: f32):
      %s = arith.mulf %p, %q : f32
      linalg.yield %s : f32
    } -> tensor<?x?xf32>
    lxt.yield %0 : tensor<?x?xf32>
  }
  return %rx#0, %rx#1 : tensor<?x?xf32>, tensor<?xf32>
}
func.func @dynamic() {
  %x = arith.constant dense<1.0> : tensor<2x2xf32>
  %row = arith.constant dense<1.0> : tensor<2xf32>
  %r = arith.constant dense<[[2.0, 4.0], [6.0, -8.0]]> : tensor<2x2xf32>
  %xd = tensor.cast %x : tensor<2x2xf32> to tensor<?x?xf32>
  %rowd = tensor.cast %row : tensor<2xf32> to tensor<?xf32>
  %rd = tensor.cast %r : tensor<2x2xf32> to tensor<?x?xf32>
  %rx:2 = call @dynamic_region(%xd, %rowd, %rd) : (tensor<?x?xf32>, tensor<?xf32>, tensor<?x?xf32>) -> (tensor<?x?xf32>, tensor<?xf32>)
  // NUM: {{^\[\[}}1, 2],
  // NUM-NEXT: [3, -4]]
  // NUM: {{^}}[4, -2]
  %u = tensor.cast %rx#0 : tensor<?x?xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rx#1 : tensor<?xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @product() : () -> ()
  call @broadcast() : () -> ()
  call @transposed() : () -> ()
  call @shapes() : () -> ()
  call @count() : () -> ()
  call @leading() : () -> ()
  call @dynamic() : () -> ()
  return
}
