// lxt-outline-kernels moves loops into functions; loops that do the same share one.
// RUN: lxt-opt %s --lxt-outline-kernels --split-input-file | FileCheck %s

// Two equal loops on other buffers; a third one with another constant.
// CHECK-LABEL: func.func @shared(
// CHECK-SAME: %[[X:.*]]: memref<8xf32>, %[[Y:.*]]: memref<8xf32>, %[[Z:.*]]: memref<8xf32>)
// CHECK-NOT: scf.for
// CHECK: call @[[K0:kernel[_0-9]*]](%{{.*}}, %{{.*}}) : (memref<8xf32>, memref<8xf32>) -> ()
// CHECK: call @[[K0]](%{{.*}}, %{{.*}}) :
// CHECK-NOT: call @[[K0]](
// CHECK: call @[[K1:kernel[_0-9]*]](
// CHECK: func.func private @[[K0]](
// CHECK: arith.constant 2.0
// CHECK: scf.for
// CHECK: func.func private @[[K1]](
// CHECK: arith.constant 3.0
// CHECK: scf.for
// CHECK-NOT: func.func
func.func @shared(%x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %three = arith.constant 3.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %x[%i] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %y[%i] : memref<8xf32>
  }
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %y[%i] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %z[%i] : memref<8xf32>
  }
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %z[%i] : memref<8xf32>
    %1 = arith.mulf %0, %three : f32
    memref.store %1, %x[%i] : memref<8xf32>
  }
  return
}

// -----

// What is written lies apart from all else: the result's buffer from the input's, an allocation from both.
// CHECK-LABEL: func.func @distinct(
// CHECK: func.func private @{{.*}} attributes {lxt.noalias, passthrough = ["noinline"]}
func.func @distinct(%x: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %a = memref.alloc() : memref<8xf32>
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %x[%i] : memref<8xf32>
    memref.store %0, %a[%i] : memref<8xf32>
  }
  return
}

// -----

// A view of what is written, a buffer from elsewhere: they may share memory.
// CHECK-LABEL: func.func @views(
// CHECK-NOT: lxt.noalias
func.func @views(%x: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %v = memref.expand_shape %x [[0, 1]] output_shape [2, 4] : memref<8xf32> into memref<2x4xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %v[%c1, %i] : memref<2x4xf32>
    memref.store %0, %x[%i] : memref<8xf32>
  }
  return
}
func.func private @anywhere() -> memref<8xf32>
func.func @unknown(%x: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %a = call @anywhere() : () -> memref<8xf32>
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %a[%i] : memref<8xf32>
    memref.store %0, %x[%i] : memref<8xf32>
  }
  return
}

// -----

// A parallel loop: its body, which knows the index, and the loop around it.
// CHECK-LABEL: func.func @parallel(
// CHECK-NOT: scf.parallel
// CHECK: call @[[LOOP:kernel[_0-9]*]](%{{.*}}, %{{.*}})
// CHECK: func.func private @[[BODY:kernel[_0-9]*]]({{.*}}index{{.*}}) attributes {lxt.noalias
// CHECK: memref.load
// CHECK: memref.store
// CHECK: func.func private @[[LOOP]]({{.*}}) attributes {lxt.noalias
// CHECK: scf.parallel
// CHECK-NEXT: call @[[BODY]](
func.func @parallel(%x: memref<8xf32>, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %0 = memref.load %x[%i] : memref<8xf32>
    memref.store %0, %y[%i] : memref<8xf32>
    scf.reduce
  }
  return
}

// -----

// What is written inside a call is written.
// CHECK-LABEL: func.func @parallel_views(
// CHECK-NOT: lxt.noalias
func.func @parallel_views(%x: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %v = memref.expand_shape %x [[0, 1]] output_shape [2, 4] : memref<8xf32> into memref<2x4xf32>
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    %0 = memref.load %v[%c1, %i] : memref<2x4xf32>
    memref.store %0, %x[%i] : memref<8xf32>
    scf.reduce
  }
  return
}

// -----

// A loop that returns a value stays.
// CHECK-LABEL: func.func @value(
// CHECK: scf.for
// CHECK-NOT: kernel
func.func @value(%x: memref<8xf32>, %init: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %0 = scf.for %i = %c0 to %c8 step %c1 iter_args(%sum = %init) -> f32 {
    %1 = memref.load %x[%i] : memref<8xf32>
    %2 = arith.addf %sum, %1 : f32
    scf.yield %2 : f32
  }
  return %0 : f32
}

// -----

// A name that is taken.
// CHECK-LABEL: func.func @taken(
// CHECK: call @[[K:.*]](%{{.*}}) : (memref<8xf32>) -> ()
// CHECK: func.func private @kernel() -> i32
// CHECK: func.func private @[[K]](%{{.*}}: memref<8xf32>)
func.func @taken(%x: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    memref.store %zero, %x[%i] : memref<8xf32>
  }
  return
}
func.func private @kernel() -> i32

// -----

// A vector that is stored is written to a buffer that is known; what is asked for ahead of time is not written at all.
// CHECK-LABEL: func.func @vectors(
// CHECK: func.func private @{{.*}} attributes {lxt.noalias
// CHECK: vector.maskedstore
func.func @vectors(%x: memref<64xf32>, %y: memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %c64 = arith.constant 64 : index
  %mask = arith.constant dense<true> : vector<8xi1>
  %v = memref.expand_shape %x [[0, 1]] output_shape [8, 8] : memref<64xf32> into memref<8x8xf32>
  scf.for %i = %c0 to %c64 step %c8 {
    memref.prefetch %v[%c0, %c0], read, locality<3>, data : memref<8x8xf32>
    %0 = vector.load %v[%c0, %c0] : memref<8x8xf32>, vector<8xf32>
    vector.store %0, %y[%i] : memref<64xf32>, vector<8xf32>
    vector.maskedstore %y[%i], %mask, %0 : memref<64xf32>, vector<8xi1>, vector<8xf32>
    %1 = vector.load %x[%i] : memref<64xf32>, vector<8xf32>
    vector.store %1, %y[%i] : memref<64xf32>, vector<8xf32>
  }
  return
}

// -----

// CHECK-LABEL: func.func @vectors_of_views(
// CHECK-NOT: lxt.noalias
func.func @vectors_of_views(%x: memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %c64 = arith.constant 64 : index
  %v = memref.expand_shape %x [[0, 1]] output_shape [8, 8] : memref<64xf32> into memref<8x8xf32>
  scf.for %i = %c0 to %c64 step %c8 {
    %0 = vector.load %v[%c0, %c0] : memref<8x8xf32>, vector<8xf32>
    vector.store %0, %x[%i] : memref<64xf32>, vector<8xf32>
  }
  return
}

// -----

// What is on the stack for a loop alone is so in the kernel, once for all iterations; what others read is passed.
// CHECK-LABEL: func.func @stack(
// CHECK: %[[SHARED:.*]] = memref.alloca() : memref<8xf32>
// CHECK-NOT: memref.alloca
// CHECK: call @[[K:.*]](%{{.*}}, %[[SHARED]])
// CHECK: func.func private @[[K]](
// CHECK: memref.alloca() : memref<4xf32>
// CHECK: scf.for
// CHECK-NOT: memref.alloca
func.func @stack(%x: memref<8xf32>) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %own = memref.alloca() : memref<4xf32>
  %shared = memref.alloca() : memref<8xf32>
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %x[%i] : memref<8xf32>
    memref.store %0, %own[%c0] : memref<4xf32>
    %1 = memref.load %own[%c0] : memref<4xf32>
    memref.store %1, %shared[%i] : memref<8xf32>
  }
  %2 = memref.load %shared[%c1] : memref<8xf32>
  return %2 : f32
}

// -----

// A body with buffers of its own is a program: its loops are kernels, which other places share. Kernels stay as they are.
// CHECK-LABEL: func.func @programs(
// CHECK: call @[[K:.*]](%{{.*}}, %{{.*}}) : (memref<8xf32>, memref<8xf32>) -> ()
// CHECK: scf.parallel
// CHECK: %[[OWN:.*]] = memref.alloc() : memref<8xf32>
// CHECK-NEXT: func.call @[[K]](%{{.*}}, %[[OWN]])
// CHECK-NEXT: memref.dealloc %[[OWN]]
// CHECK-NOT: scf.for
// CHECK: func.func private @old(
// CHECK: scf.for
// CHECK: func.func private @[[K]](
// CHECK: scf.for
// CHECK-NOT: func.func
func.func @programs(%x: memref<8xf32>, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %j = %c0 to %c8 step %c1 {
    %0 = memref.load %x[%j] : memref<8xf32>
    memref.store %0, %y[%j] : memref<8xf32>
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %own = memref.alloc() : memref<8xf32>
    scf.for %j = %c0 to %c8 step %c1 {
      %0 = memref.load %x[%j] : memref<8xf32>
      memref.store %0, %own[%j] : memref<8xf32>
    }
    memref.dealloc %own : memref<8xf32>
  }
  return
}
func.func private @old(%x: memref<8xf32>) attributes {passthrough = ["noinline"]} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %j = %c0 to %c8 step %c1 {
    %0 = memref.load %x[%j] : memref<8xf32>
    memref.store %0, %x[%c0] : memref<8xf32>
  }
  return
}
