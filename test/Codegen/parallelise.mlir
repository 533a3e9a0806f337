// lxt-parallelise keeps parallel loops that have enough work, and one level of them.
// RUN: lxt-opt %s --lxt-parallelise=min-work=1000 | FileCheck %s
// RUN: lxt-opt %s --lxt-parallelise | FileCheck %s --check-prefix=DEFAULT

// 100 iterations of 9 operations are fewer than 1000.
// CHECK-LABEL: @small
// CHECK-NOT: scf.parallel
// CHECK: scf.for
// DEFAULT-LABEL: @small
// DEFAULT-NOT: scf.parallel
func.func @small(%m: memref<100xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 100 : index
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %0 = memref.load %m[%i] : memref<100xf32>
    %1 = arith.addf %0, %0 : f32
    %2 = arith.addf %1, %1 : f32
    %3 = arith.addf %2, %2 : f32
    %4 = arith.addf %3, %3 : f32
    %5 = arith.addf %4, %4 : f32
    %6 = arith.addf %5, %5 : f32
    memref.store %6, %m[%i] : memref<100xf32>
    scf.reduce
  }
  return
}

// 10 iterations, each with an inner loop of 50 times 3 operations: more than 1000, fewer than the default of 131072.
// CHECK-LABEL: @inner_loop
// CHECK: scf.parallel
// CHECK: scf.for
// DEFAULT-LABEL: @inner_loop
// DEFAULT-NOT: scf.parallel
// DEFAULT: scf.for
// DEFAULT: scf.for
func.func @inner_loop(%m: memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %c50 = arith.constant 50 : index
  scf.parallel (%i) = (%c0) to (%c10) step (%c1) {
    scf.for %j = %c0 to %c50 step %c1 {
      %0 = memref.load %m[%i] : memref<10xf32>
      %1 = arith.addf %0, %0 : f32
      memref.store %1, %m[%i] : memref<10xf32>
    }
    scf.reduce
  }
  return
}

// Threads are started once: the inner parallel loop becomes sequential.
// CHECK-LABEL: @nested
// CHECK: scf.parallel
// CHECK-NOT: scf.parallel
// CHECK: scf.for
// DEFAULT-LABEL: @nested
// DEFAULT: scf.parallel
// DEFAULT-NOT: scf.parallel
// DEFAULT: scf.for
func.func @nested(%m: memref<1000x1000xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 1000 : index
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    scf.parallel (%j) = (%c0) to (%n) step (%c1) {
      %0 = memref.load %m[%i, %j] : memref<1000x1000xf32>
      %1 = arith.addf %0, %0 : f32
      memref.store %1, %m[%i, %j] : memref<1000x1000xf32>
      scf.reduce
    }
    scf.reduce
  }
  return
}

// A size that is not known counts as many: 1024.
// CHECK-LABEL: @dynamic
// CHECK: scf.parallel
// DEFAULT-LABEL: @dynamic
// DEFAULT-NOT: scf.parallel
// DEFAULT: scf.for
func.func @dynamic(%m: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %0 = memref.load %m[%i] : memref<?xf32>
    %1 = arith.addf %0, %0 : f32
    memref.store %1, %m[%i] : memref<?xf32>
    scf.reduce
  }
  return
}

// What one iteration has on the stack, the next one uses again, where they run one after the other.
// CHECK-LABEL: @stack
// CHECK: memref.alloca()
// CHECK: scf.for
// CHECK-NOT: memref.alloca()
// CHECK: return
func.func @stack(%m: memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 10 : index
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    memref.alloca_scope {
      %l = memref.alloca() : memref<f32>
      %0 = memref.load %m[%i] : memref<10xf32>
      memref.store %0, %l[] : memref<f32>
    }
    scf.reduce
  }
  return
}

// What a thread does in one go is loops: 12 rows of 256, of 4 operations each, are one of 64 parts.
// CHECK-LABEL: @share
// DEFAULT-LABEL: @share
// DEFAULT: %[[ROWS:.*]] = arith.muli %c1, %c12 : index
// DEFAULT: %[[COLUMNS:.*]] = arith.muli %c1, %c256{{.*}} : index
// DEFAULT: scf.parallel (%{{.*}}, %{{.*}}) = (%c0, %c0) to (%c768, %c256) step (%[[ROWS]], %[[COLUMNS]])
// DEFAULT: scf.for {{.*}} to %[[ROWS]]
// DEFAULT: scf.for {{.*}} to %[[COLUMNS]]
// DEFAULT: memref.store
func.func @share(%m: memref<768x256xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c768 = arith.constant 768 : index
  %c256 = arith.constant 256 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c768, %c256) step (%c1, %c1) {
    %0 = memref.load %m[%i, %j] : memref<768x256xf32>
    %1 = arith.addf %0, %0 : f32
    memref.store %1, %m[%i, %j] : memref<768x256xf32>
    scf.reduce
  }
  return
}
