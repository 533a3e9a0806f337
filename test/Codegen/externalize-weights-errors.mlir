// Where the file cannot be written there is an error, and no part of it; where there is nothing to write, no file.
// RUN: rm -rf %t && mkdir %t
// RUN: not lxt-opt %s --lxt-externalize-weights='path=%t/none/file smallest=8' 2>&1 | FileCheck %s
// RUN: not lxt-opt %s --lxt-externalize-weights='path=/dev/full/file smallest=8' 2>&1 | FileCheck %s
// RUN: lxt-opt %s --lxt-externalize-weights='path=%t/file smallest=4096' | FileCheck %s --check-prefix=KEPT
// RUN: ls %t | count 0
// CHECK: error: cannot write '{{.*}}file': {{.*}}directory
// KEPT-NOT: lxt.weights
// KEPT: memref.get_global @a

memref.global "private" constant @a : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
func.func @f() attributes {lxt.interface = {}} {
  %0 = memref.get_global @a : memref<4xf32>
  return
}
