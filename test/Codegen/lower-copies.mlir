// lxt-lower-copies makes a copy of a buffer that is not contiguous a loop. Others stay, and become memcpy.
// RUN: lxt-opt %s --lxt-lower-copies | FileCheck %s

// CHECK-LABEL: @contiguous
// CHECK: memref.copy
func.func @contiguous(%x: memref<4x4xf32>, %y: memref<4x4xf32>) {
  memref.copy %x, %y : memref<4x4xf32> to memref<4x4xf32>
  return
}

// CHECK-LABEL: @strided
// CHECK-SAME: %[[X:.*]]: memref<4x4xf32, strided<[8, 1]>>, %[[Y:.*]]: memref<4x4xf32>)
// CHECK: linalg.copy ins(%[[X]] : {{.*}}) outs(%[[Y]]
// CHECK: linalg.copy ins(%[[Y]] : {{.*}}) outs(%[[X]]
// CHECK-NOT: memref.copy
func.func @strided(%x: memref<4x4xf32, strided<[8, 1]>>, %y: memref<4x4xf32>) {
  memref.copy %x, %y : memref<4x4xf32, strided<[8, 1]>> to memref<4x4xf32>
  memref.copy %y, %x : memref<4x4xf32> to memref<4x4xf32, strided<[8, 1]>>
  return
}
