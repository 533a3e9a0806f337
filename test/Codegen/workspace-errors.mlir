// A function that is given no workspace, and gets no memory for one, says so and does not run.
// RUN: lxt-opt %s --lxt-emit-c-interface='name=net entry=f' | sed -e '/llvm.func @declared/d' -e s/@declared/@net_forward/ > %t.mlir
// RUN: mlir-runner %t.mlir -e check --entry-point-result=i32 | FileCheck %s
// CHECK: 3

llvm.func @f(%w: !llvm.ptr, %v: !llvm.ptr, %o: i64, %n: i64, %s: i64)
    attributes {lxt.workspace = 1152921504606846976 : i64, lxt.interface = {arguments = [], results = []}} {
  %0 = llvm.mlir.constant(1 : i8) : i8
  llvm.store %0, %v : i8, !llvm.ptr
  llvm.return
}
llvm.func @check() -> i32 {
  %null = llvm.mlir.zero : !llvm.ptr
  %status = llvm.call @declared(%null) : (!llvm.ptr) -> i32
  llvm.return %status : i32
}
llvm.func @declared(!llvm.ptr) -> i32
