// lxt-emit-c-interface adds functions that C can call, and the description of the module.
// RUN: lxt-opt %s --lxt-emit-c-interface='name=net entry=f' --split-input-file --verify-diagnostics | FileCheck %s

// A static function: pointers only; each is compared with null (1); a buffer is passed as pointer, pointer, offset,
// sizes and strides: 2x3 has the strides 3 and 1.
// CHECK-LABEL: llvm.func internal @f(
// CHECK-LABEL: llvm.func @net_forward(
// CHECK-SAME: %[[X:.*]]: !llvm.ptr) -> i32 {
// CHECK: %[[NULL:.*]] = llvm.mlir.zero : !llvm.ptr
// CHECK: %[[BAD:.*]] = llvm.icmp "eq" %[[X]], %[[NULL]]
// CHECK: llvm.cond_br %[[BAD]], ^[[FAIL:bb[0-9]+]], ^[[GOOD:bb[0-9]+]]
// CHECK: ^[[GOOD]]:
// CHECK: %[[ROWS:.*]] = llvm.mlir.constant(2 : i64)
// CHECK: %[[COLUMNS:.*]] = llvm.mlir.constant(3 : i64)
// CHECK: %[[OFFSET:.*]] = llvm.mlir.constant(0 : i64)
// CHECK: %[[STRIDE1:.*]] = llvm.mlir.constant(1 : i64)
// CHECK: %[[STRIDE0:.*]] = llvm.mul %[[STRIDE1]], %[[COLUMNS]]
// CHECK: llvm.call @f(%[[X]], %[[X]], %[[OFFSET]], %[[ROWS]], %[[COLUMNS]], %[[STRIDE0]], %[[STRIDE1]])
// CHECK: %[[OK:.*]] = llvm.mlir.constant(0 : i32)
// CHECK: llvm.return %[[OK]]
// CHECK: ^[[FAIL]]:
// CHECK: %[[ONE:.*]] = llvm.mlir.constant(1 : i32)
// CHECK: llvm.return %[[ONE]]
// CHECK-LABEL: llvm.func @net_info() -> !llvm.ptr
llvm.func @f(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64, %s0: i64, %s1: i64, %t0: i64, %t1: i64)
    attributes {lxt.interface = {arguments = [], results = [tensor<2x3xf32>]}} {
  llvm.return
}

// -----

// A dynamic one: sizes last, negative ones are refused (2), and so are sizes of results other than @f_extents says.
// CHECK-LABEL: llvm.func internal @f(
// CHECK-LABEL: llvm.func @net_forward(
// CHECK-SAME: %[[X:[^,]*]]: !llvm.ptr, %[[Y:[^,]*]]: !llvm.ptr, %[[N:[^,]*]]: i64, %[[M:[^,]*]]: i64) -> i32 {
// CHECK: %[[NEGATIVE:.*]] = llvm.icmp "slt" %[[N]], %{{.*}} : i64
// CHECK: llvm.cond_br %[[NEGATIVE]], ^[[FAIL0:bb[0-9]+]], ^
// CHECK: llvm.icmp "slt" %[[M]], %{{.*}} : i64
// CHECK: ^[[FAIL0]]:
// CHECK-NEXT: llvm.mlir.constant(2 : i32)
// CHECK: %[[EXPECTED:.*]] = llvm.call @f_extents(%[[X]], %[[X]], %{{.*}}, %[[N]], %{{.*}}) : {{.*}} -> i64
// CHECK: %[[OTHER:.*]] = llvm.icmp "ne" %[[M]], %[[EXPECTED]] : i64
// CHECK: llvm.cond_br %[[OTHER]], ^[[FAIL1:bb[0-9]+]], ^
// CHECK: llvm.call @f(%[[X]], %[[X]], %{{.*}}, %[[N]], %{{.*}}, %[[Y]], %[[Y]], %{{.*}}, %[[M]], %{{.*}})
// CHECK: ^[[FAIL1]]:
// CHECK-NEXT: llvm.mlir.constant(2 : i32)
// CHECK: llvm.func internal @f_extents
llvm.func @f(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64, %s: i64, %t: i64, %c: !llvm.ptr, %d: !llvm.ptr, %p: i64, %q: i64, %r: i64)
    attributes {lxt.interface = {arguments = [tensor<?xf32>], results = [tensor<?xf32>]}} {
  llvm.return
}
llvm.func @f_extents(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64, %s: i64, %t: i64) -> i64 {
  llvm.return %s : i64
}

// -----

// The entry's explanation is <name>_explain, any other function keeps its own name. Roles come from the attributes.
// CHECK-DAG: llvm.func @net_forward(
// CHECK-DAG: llvm.func @net_explain(
// CHECK-DAG: llvm.func @net_g(
// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}("prediction\00")
// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}("relevance1\00")
// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}("argmax\00")
// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}("fast\00")
llvm.func @f(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64) attributes {lxt.interface = {arguments = [], results = [tensor<f32>]}} {
  llvm.return
}
llvm.func @f_explain(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64, %c: !llvm.ptr, %d: !llvm.ptr, %p: i64)
    attributes {lxt.mode = "fast", lxt.seed = "argmax", lxt.interface = {arguments = [], results = [tensor<f32>, tensor<f32>],
      result_attributes = [{lxt.role = "prediction"}, {lxt.role = "relevance", lxt.input = 1}]}} {
  llvm.return
}
llvm.func @g(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64) attributes {lxt.interface = {arguments = [], results = [tensor<f32>]}} {
  llvm.return
}

// -----

// Without an interface there is nothing to add.
// CHECK-LABEL: llvm.func @plain()
// CHECK-NOT: net_info
llvm.func @plain() {
  llvm.return
}

// -----

// expected-error@below {{is not lowered to the llvm dialect}}
func.func @f() attributes {lxt.interface = {arguments = [], results = [tensor<f32>]}} {
  return
}

// -----

// expected-error@below {{cannot be exported as @net_forward: there is such a symbol already}}
llvm.func @f(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64) attributes {lxt.interface = {arguments = [], results = [tensor<f32>]}} {
  llvm.return
}
llvm.func @net_forward()

// -----

// A function without tensors.
// CHECK-LABEL: llvm.func @net_forward() -> i32
llvm.func @f() attributes {lxt.interface = {arguments = [], results = []}} {
  llvm.return
}
