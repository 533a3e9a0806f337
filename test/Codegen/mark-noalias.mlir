// lxt-mark-noalias marks the data pointer of every buffer of a kernel, the second of its two, and only of a kernel that says so.
// RUN: lxt-opt %s --lxt-mark-noalias | FileCheck %s

// CHECK-LABEL: llvm.func @kernel(
// CHECK-SAME: %{{[^:]*}}: !llvm.ptr, %{{[^:]*}}: !llvm.ptr {llvm.noalias}, %{{[^:]*}}: i64, %{{[^:]*}}: i64, %{{[^:]*}}: i64,
// CHECK-SAME: %{{[^:]*}}: f32,
// CHECK-SAME: %{{[^:]*}}: !llvm.ptr, %{{[^:]*}}: !llvm.ptr {llvm.noalias}, %{{[^:]*}}: i64)
llvm.func @kernel(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64, %n: i64, %s: i64, %k: f32, %c: !llvm.ptr, %d: !llvm.ptr, %p: i64)
    attributes {lxt.noalias} {
  llvm.return
}

// CHECK-LABEL: llvm.func @other(
// CHECK-NOT: llvm.noalias
llvm.func @other(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64) {
  llvm.return
}
