// lxt-plan-memory gives the buffers of a function places in one workspace.
// RUN: lxt-opt %s --lxt-plan-memory --split-input-file | FileCheck %s

// Two buffers that live at the same time lie apart, each at a multiple of 64 bytes; the third, born after the first has
// died, takes its place. The workspace is the last argument.
// CHECK-LABEL: func.func @places(
// CHECK-SAME: %[[X:[^,]*]]: memref<16xf32>, %[[W:[^,]*]]: memref<192xi8>)
// CHECK-SAME: attributes {lxt.interface = {}, lxt.workspace = 192 : i64}
// CHECK-NOT: memref.alloc
// CHECK: %[[C0:.*]] = arith.constant 0 : index
// CHECK: %[[A:.*]] = memref.view %[[W]][%[[C0]]][] : memref<192xi8> to memref<17xf32>
// CHECK: %[[C128:.*]] = arith.constant 128 : index
// CHECK: %[[B:.*]] = memref.view %[[W]][%[[C128]]][] : memref<192xi8> to memref<16xf32>
// CHECK: call @use(%[[X]], %[[B]])
// CHECK: %[[C0_0:.*]] = arith.constant 0 : index
// CHECK: %[[C:.*]] = memref.view %[[W]][%[[C0_0]]][] : memref<192xi8> to memref<16xf32>
// CHECK: call @use(%[[B]], %[[C]])
// CHECK-NOT: memref.dealloc
// CHECK: return
func.func private @use(memref<16xf32>, memref<16xf32>)
func.func private @fill(memref<17xf32>)
func.func @places(%x: memref<16xf32>) attributes {lxt.interface = {}} {
  %a = memref.alloc() : memref<17xf32>
  %b = memref.alloc() : memref<16xf32>
  call @use(%x, %b) : (memref<16xf32>, memref<16xf32>) -> ()
  call @fill(%a) : (memref<17xf32>) -> ()
  memref.dealloc %a : memref<17xf32>
  %c = memref.alloc() {alignment = 64 : i64} : memref<16xf32>
  call @use(%b, %c) : (memref<16xf32>, memref<16xf32>) -> ()
  memref.dealloc %b : memref<16xf32>
  memref.dealloc %c : memref<16xf32>
  return
}

// -----

// A buffer that dies at an op, and the one born by it, do not share: the op still reads the one when it writes the other.
// CHECK-LABEL: func.func @chain(
// CHECK-SAME: memref<128xi8>)
// CHECK: %[[A:.*]] = memref.view %{{.*}}[%[[FIRST:.*]]][]
// CHECK: %[[B:.*]] = memref.view %{{.*}}[%[[SECOND:.*]]][]
// CHECK: call @use(%{{.*}}, %[[B]])
// CHECK: %[[C:.*]] = memref.view %{{.*}}[%[[THIRD:.*]]][]
// CHECK: call @use(%{{.*}}, %[[C]])
func.func private @use(memref<16xf32>, memref<16xf32>)
func.func @chain(%x: memref<16xf32>) attributes {lxt.interface = {}} {
  %a = memref.alloc() : memref<16xf32>
  call @use(%x, %a) : (memref<16xf32>, memref<16xf32>) -> ()
  %b = memref.alloc() : memref<16xf32>
  call @use(%a, %b) : (memref<16xf32>, memref<16xf32>) -> ()
  memref.dealloc %a : memref<16xf32>
  %c = memref.alloc() : memref<16xf32>
  call @use(%b, %c) : (memref<16xf32>, memref<16xf32>) -> ()
  memref.dealloc %b : memref<16xf32>
  call @use(%c, %x) : (memref<16xf32>, memref<16xf32>) -> ()
  memref.dealloc %c : memref<16xf32>
  return
}

// -----

// A buffer lives from its first user, not from its allocation; a view of it counts when it is read. So one place will do.
// CHECK-LABEL: func.func @late(
// CHECK-SAME: memref<64xi8>)
func.func private @use(memref<4xf32, strided<[1], offset: 4>>)
func.func @late() attributes {lxt.interface = {}} {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  %bv = memref.subview %b[4] [4] [1] : memref<16xf32> to memref<4xf32, strided<[1], offset: 4>>
  %av = memref.subview %a[4] [4] [1] : memref<16xf32> to memref<4xf32, strided<[1], offset: 4>>
  func.call @use(%av) : (memref<4xf32, strided<[1], offset: 4>>) -> ()
  memref.dealloc %a : memref<16xf32>
  func.call @use(%bv) : (memref<4xf32, strided<[1], offset: 4>>) -> ()
  memref.dealloc %b : memref<16xf32>
  return
}

// -----

// ... but it counts there: here both live at once.
// CHECK-LABEL: func.func @views(
// CHECK-SAME: memref<128xi8>)
// CHECK: %[[B:.*]] = memref.view
// CHECK: memref.subview %[[B]]
func.func private @use(memref<4xf32, strided<[1], offset: 4>>)
func.func @views() attributes {lxt.interface = {}} {
  %a = memref.alloc() : memref<16xf32>
  %av = memref.subview %a[4] [4] [1] : memref<16xf32> to memref<4xf32, strided<[1], offset: 4>>
  func.call @use(%av) : (memref<4xf32, strided<[1], offset: 4>>) -> ()
  %b = memref.alloc() : memref<16xf32>
  %bv = memref.subview %b[4] [4] [1] : memref<16xf32> to memref<4xf32, strided<[1], offset: 4>>
  func.call @use(%bv) : (memref<4xf32, strided<[1], offset: 4>>) -> ()
  memref.dealloc %b : memref<16xf32>
  func.call @use(%av) : (memref<4xf32, strided<[1], offset: 4>>) -> ()
  memref.dealloc %a : memref<16xf32>
  return
}

// -----

// A use inside a loop is one of the loop. What has a dynamic size, what nobody frees, what is aligned to more than 64
// bytes, and what parallel iterations of unknown number allocate stays; a buffer of bits takes a byte for each, an empty
// one a place.
// CHECK-LABEL: func.func @mixed(
// CHECK-SAME: memref<192xi8>)
// CHECK: memref.view %{{.*}} to memref<65xi1>
// CHECK: memref.view %{{.*}} to memref<0xf32>
// CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
// CHECK: memref.alloc() {alignment = 4096 : i64}
// CHECK: memref.alloc() : memref<2xf32>
// CHECK: scf.parallel
// CHECK: %[[C:.*]] = memref.alloc() : memref<4xf32>
// CHECK: memref.dealloc %[[C]]
// CHECK: memref.dealloc %{{.*}} : memref<?xf32>
// CHECK: memref.dealloc %{{.*}} : memref<1xf32>
func.func private @use(memref<65xi1>, memref<0xf32>, memref<?xf32>, memref<4xf32>)
func.func @mixed(%n: index) attributes {lxt.interface = {}} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<65xi1>
  %e = memref.alloc() : memref<0xf32>
  %b = memref.alloc(%n) : memref<?xf32>
  %d = memref.alloc() {alignment = 4096 : i64} : memref<1xf32>
  %lost = memref.alloc() : memref<2xf32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %c = memref.alloc() : memref<4xf32>
    func.call @use(%a, %e, %b, %c) : (memref<65xi1>, memref<0xf32>, memref<?xf32>, memref<4xf32>) -> ()
    memref.dealloc %c : memref<4xf32>
  }
  memref.dealloc %a : memref<65xi1>
  memref.dealloc %e : memref<0xf32>
  memref.dealloc %b : memref<?xf32>
  memref.dealloc %d : memref<1xf32>
  return
}

// -----

// A function that C does not call keeps its signature, and so does one without buffers.
// CHECK-LABEL: func.func @helper(%{{.*}}: memref<4xf32>) {
// CHECK: memref.alloc
// CHECK-LABEL: func.func @empty() attributes {lxt.interface = {}} {
func.func @helper(%x: memref<4xf32>) {
  %a = memref.alloc() : memref<4xf32>
  memref.copy %a, %x : memref<4xf32> to memref<4xf32>
  memref.dealloc %a : memref<4xf32>
  return
}
func.func @empty() attributes {lxt.interface = {}} {
  return
}

// -----

// What an iteration needs: each has a part of one buffer, and the part has a plan of its own. The buffer is planned with
// the others.
// CHECK-LABEL: func.func @iterations(
// CHECK-SAME: %[[X:[^,]*]]: memref<16xf32>, %[[W:[^,]*]]: memref<640xi8>)
// CHECK-SAME: lxt.workspace = 640 : i64
// CHECK: %[[ALL:.*]] = memref.view %[[W]][%{{.*}}][] : memref<640xi8> to memref<640xi8>
// CHECK: scf.parallel (%[[I:.*]]) =
// CHECK: %[[C128:.*]] = arith.constant 128 : index
// CHECK: %[[BEGIN:.*]] = arith.muli %[[I]], %[[C128]] : index
// CHECK: %[[C0:.*]] = arith.constant 0 : index
// CHECK: %[[A_AT:.*]] = arith.addi %[[BEGIN]], %[[C0]]
// CHECK: %[[A:.*]] = memref.view %[[ALL]][%[[A_AT]]][] : memref<640xi8> to memref<16xf32>
// CHECK: %[[C64:.*]] = arith.constant 64 : index
// CHECK: %[[B_AT:.*]] = arith.addi %[[BEGIN]], %[[C64]]
// CHECK: %[[B:.*]] = memref.view %[[ALL]][%[[B_AT]]][] : memref<640xi8> to memref<16xf32>
// CHECK: func.call @use(%[[A]], %[[B]])
// CHECK-NOT: memref.dealloc
func.func private @use(memref<16xf32>, memref<16xf32>)
func.func @iterations(%x: memref<16xf32>) attributes {lxt.interface = {}} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  scf.parallel (%i) = (%c0) to (%c5) step (%c1) {
    %a = memref.alloc() : memref<16xf32>
    func.call @use(%x, %a) : (memref<16xf32>, memref<16xf32>) -> ()
    %b = memref.alloc() : memref<16xf32>
    func.call @use(%a, %b) : (memref<16xf32>, memref<16xf32>) -> ()
    memref.dealloc %a : memref<16xf32>
    memref.dealloc %b : memref<16xf32>
  }
  return
}

// -----

// Iterations that follow each other use the same.
// CHECK-LABEL: func.func @sequence(
// CHECK-SAME: %[[X:[^,]*]]: memref<16xf32>, %[[W:[^,]*]]: memref<64xi8>)
// CHECK: %[[ALL:.*]] = memref.view %[[W]][%{{.*}}][] : memref<64xi8> to memref<64xi8>
// CHECK: scf.for
// CHECK: %[[C0:.*]] = arith.constant 0 : index
// CHECK: %[[A:.*]] = memref.view %[[ALL]][%[[C0]]][] : memref<64xi8> to memref<16xf32>
// CHECK: func.call @use(%[[X]], %[[A]])
// CHECK-NOT: memref.dealloc
func.func private @use(memref<16xf32>, memref<16xf32>)
func.func @sequence(%x: memref<16xf32>) attributes {lxt.interface = {}} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  scf.for %i = %c0 to %c5 step %c1 {
    %a = memref.alloc() : memref<16xf32>
    func.call @use(%x, %a) : (memref<16xf32>, memref<16xf32>) -> ()
    memref.dealloc %a : memref<16xf32>
  }
  return
}
