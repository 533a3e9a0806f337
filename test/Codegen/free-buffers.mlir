// lxt-free-buffers frees every buffer of a function after its last use, also through a view.
// RUN: lxt-opt %s --lxt-free-buffers --split-input-file | FileCheck %s

// CHECK-LABEL: @views
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: %[[B:.*]] = memref.alloc
// CHECK: %[[ROW:.*]] = memref.subview %[[A]]
// CHECK: linalg.exp ins(%[[ROW]]
// CHECK-NEXT: memref.dealloc %[[A]]
// CHECK: memref.copy %[[B]]
// CHECK-NEXT: memref.dealloc %[[B]]
// CHECK-NEXT: return
func.func @views(%x: memref<4x4xf32>, %y: memref<1x4xf32>) {
  %a = memref.alloc() : memref<4x4xf32>
  %b = memref.alloc() : memref<1x4xf32>
  linalg.copy ins(%x : memref<4x4xf32>) outs(%a : memref<4x4xf32>)
  %row = memref.subview %a[1, 0] [1, 4] [1, 1] : memref<4x4xf32> to memref<1x4xf32, strided<[4, 1], offset: 4>>
  linalg.exp ins(%row : memref<1x4xf32, strided<[4, 1], offset: 4>>) outs(%b : memref<1x4xf32>)
  memref.copy %b, %y : memref<1x4xf32> to memref<1x4xf32>
  return
}

// -----

// One of a loop's body is freed in every iteration; one that a loop uses, after the loop.
// CHECK-LABEL: @loops
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: scf.for
// CHECK: %[[B:.*]] = memref.alloc
// CHECK: linalg.add
// CHECK-NEXT: memref.dealloc %[[B]]
// CHECK-NEXT: }
// CHECK-NEXT: memref.dealloc %[[A]]
// CHECK-NEXT: return
func.func @loops(%x: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %a = memref.alloc() : memref<4xf32>
  scf.for %i = %c0 to %c8 step %c1 {
    %b = memref.alloc() : memref<4xf32>
    linalg.exp ins(%x : memref<4xf32>) outs(%b : memref<4xf32>)
    linalg.add ins(%a, %b : memref<4xf32>, memref<4xf32>) outs(%x : memref<4xf32>)
  }
  return
}

// -----

// One that nobody uses.
// CHECK-LABEL: @unused
// CHECK: %[[A:.*]] = memref.alloc
// CHECK-NEXT: memref.dealloc %[[A]]
func.func @unused() {
  %a = memref.alloc() : memref<4xf32>
  return
}

// -----

// A buffer that a function returns is its caller's to free.
// CHECK-LABEL: @returned
// CHECK-NOT: memref.dealloc
// CHECK: return
// CHECK-LABEL: @caller
// CHECK: %[[A:.*]] = call @returned
// CHECK: memref.copy %[[A]]
// CHECK-NEXT: %[[BASE:[a-z_]*]], {{.*}} = memref.extract_strided_metadata %[[A]]
// CHECK-NEXT: memref.dealloc %[[BASE]]
func.func private @returned() -> memref<4xf32> {
  %a = memref.alloc() : memref<4xf32>
  return %a : memref<4xf32>
}
func.func @caller(%x: memref<4xf32>) {
  %a = call @returned() : () -> memref<4xf32>
  memref.copy %a, %x : memref<4xf32> to memref<4xf32>
  return
}
