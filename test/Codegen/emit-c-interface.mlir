// lxt-emit-c-interface adds functions that C can call, and the description of the module.
// RUN: lxt-opt %s --lxt-emit-c-interface='name=net entry=f' --split-input-file --verify-diagnostics | FileCheck %s

// A static function: pointers only; each is compared with null (1); a buffer is passed as pointer, pointer, offset,
// sizes and strides: 2x3 has the strides 3 and 1.
// CHECK-LABEL: llvm.func internal @f(
// CHECK-LABEL: llvm.func @net_forward(
// CHECK-SAME: %[[X:[^,]*]]: !llvm.ptr, %{{[^,]*}}: !llvm.ptr) -> i32 {
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
// CHECK-SAME: %[[X:[^,]*]]: !llvm.ptr, %[[Y:[^,]*]]: !llvm.ptr, %[[N:[^,]*]]: i64, %[[M:[^,]*]]: i64, %{{[^,]*}}: !llvm.ptr) -> i32 {
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

// One that also says whether the sizes of its arguments will do.
// CHECK-LABEL: llvm.func @net_forward(
// CHECK: %[[BOTH:.*]] = llvm.call @f_extents({{.*}}) : {{.*}} -> !llvm.struct<(i64, i1)>
// CHECK: %[[EXPECTED:.*]] = llvm.extractvalue %[[BOTH]][0]
// CHECK: llvm.icmp "ne" %{{.*}}, %[[EXPECTED]] : i64
// CHECK: %[[FITS:.*]] = llvm.extractvalue %[[BOTH]][1]
// CHECK: %[[NO:.*]] = llvm.icmp "eq" %[[FITS]], %{{.*}} : i1
// CHECK: llvm.cond_br %[[NO]], ^[[FAIL:bb[0-9]+]], ^
// CHECK: llvm.call @f(
// CHECK: ^[[FAIL]]:
// CHECK-NEXT: llvm.mlir.constant(2 : i32)
llvm.func @f(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64, %s: i64, %t: i64, %c: !llvm.ptr, %d: !llvm.ptr, %p: i64, %q: i64, %r: i64)
    attributes {lxt.interface = {arguments = [tensor<?xf32>], results = [tensor<?xf32>]}} {
  llvm.return
}
llvm.func @f_extents(%a: !llvm.ptr, %b: !llvm.ptr, %o: i64, %s: i64, %t: i64) -> !llvm.struct<(i64, i1)> {
  %c3 = llvm.mlir.constant(3 : i64) : i64
  %fits = llvm.icmp "sge" %s, %c3 : i64
  %none = llvm.mlir.poison : !llvm.struct<(i64, i1)>
  %one = llvm.insertvalue %s, %none[0] : !llvm.struct<(i64, i1)>
  %both = llvm.insertvalue %fits, %one[1] : !llvm.struct<(i64, i1)>
  llvm.return %both : !llvm.struct<(i64, i1)>
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
// CHECK-LABEL: llvm.func @net_forward(%{{.*}}: !llvm.ptr) -> i32
llvm.func @f() attributes {lxt.interface = {arguments = [], results = []}} {
  llvm.return
}

// -----

// The workspace is aligned to 64 bytes; without one, 63 bytes more than the function needs are allocated, and freed. The
// description has what a caller must bring.
// CHECK-LABEL: llvm.func @net_forward(
// CHECK-SAME: %[[WORKSPACE:.*]]: !llvm.ptr) -> i32 {
// CHECK: %[[NULL:.*]] = llvm.mlir.zero : !llvm.ptr
// CHECK: %[[IS_NULL:.*]] = llvm.icmp "eq" %[[WORKSPACE]], %[[NULL]]
// CHECK: llvm.cond_br %[[IS_NULL]], ^[[OWN:bb[0-9]+]], ^[[CALL:bb[0-9]+]](%[[WORKSPACE]], %[[NULL]] : !llvm.ptr, !llvm.ptr)
// CHECK: ^[[OWN]]:
// CHECK: %[[BYTES:.*]] = llvm.mlir.constant(191 : i64)
// CHECK: %[[MEMORY:.*]] = llvm.call @malloc(%[[BYTES]])
// CHECK: %[[FAILED:.*]] = llvm.icmp "eq" %[[MEMORY]], %[[NULL]]
// CHECK: llvm.cond_br %[[FAILED]], ^[[EXIT:bb[0-9]+]], ^[[GOOD:bb[0-9]+]]
// CHECK: ^[[CALL]](%[[BASE:.*]]: !llvm.ptr, %[[OWNED:.*]]: !llvm.ptr):
// CHECK: %[[END:.*]] = llvm.getelementptr %[[BASE]][63] : (!llvm.ptr) -> !llvm.ptr, i8
// CHECK: %[[MASK:.*]] = llvm.mlir.constant(-64 : i64)
// CHECK: %[[ALIGNED:.*]] = llvm.intr.ptrmask %[[END]], %[[MASK]]
// CHECK: %[[SIZE:.*]] = llvm.mlir.constant(128 : i64)
// CHECK: llvm.call @f(%[[ALIGNED]], %[[ALIGNED]], %{{.*}}, %[[SIZE]], %{{.*}})
// CHECK: llvm.call @free(%[[OWNED]])
// CHECK: ^[[GOOD]]:
// CHECK: llvm.br ^[[CALL]](%[[MEMORY]], %[[MEMORY]] : !llvm.ptr, !llvm.ptr)
// CHECK: ^[[EXIT]]:
// CHECK-NEXT: llvm.mlir.constant(3 : i32)
// CHECK: llvm.mlir.constant(191 : i64)
llvm.func @f(%w: !llvm.ptr, %v: !llvm.ptr, %o: i64, %n: i64, %s: i64)
    attributes {lxt.workspace = 128 : i64, lxt.interface = {arguments = [], results = []}} {
  llvm.return
}

// -----

// A symbol of the model may be in the way.
// expected-error@below {{redefinition of reserved function 'malloc'}}
llvm.func @malloc(f32)
llvm.func @f(%w: !llvm.ptr, %v: !llvm.ptr, %o: i64, %n: i64, %s: i64)
    attributes {lxt.workspace = 128 : i64, lxt.interface = {arguments = [], results = []}} {
  llvm.return
}

// -----

// Weights come before the workspace, from where the loader puts them; 4 when it has not. The function that needs none is
// not held up. What the loader finds: a null pointer, no loads, the file's name, its start and the length of that, where
// data starts, and the file's size.
// CHECK-LABEL: llvm.func @net_forward(
// CHECK: %[[NULL:.*]] = llvm.mlir.zero : !llvm.ptr
// CHECK: %[[WEIGHTS:.*]] = llvm.mlir.addressof @net_weights : !llvm.ptr
// CHECK: %[[DATA:.*]] = llvm.load %[[WEIGHTS]] atomic acquire {alignment = 8 : i64} : !llvm.ptr -> !llvm.ptr
// CHECK: llvm.icmp "eq" %[[DATA]], %[[NULL]]
// CHECK: %[[SIZE:.*]] = llvm.mlir.constant(128 : i64)
// CHECK: llvm.mlir.constant(4 : i32)
// CHECK: llvm.call @f(%[[DATA]], %[[DATA]], %{{.*}}, %[[SIZE]], %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}})
// CHECK-LABEL: llvm.func @net_g(
// CHECK-NOT: @net_weights
// CHECK-LABEL: llvm.mlir.global internal constant @net_info_0("net.safetensors\00")
// CHECK: llvm.mlir.global internal constant @net_info_1("{{.*}}start\00")
// CHECK: llvm.mlir.global internal @net_weights() {{.*}} : !llvm.array<1 x struct<(i64, i64, ptr, ptr, i64, i64, i64)>> {
// CHECK-DAG: llvm.mlir.constant(7 : i64)
// CHECK-DAG: llvm.mlir.constant(64 : i64)
// CHECK-DAG: llvm.mlir.constant(192 : i64)
// CHECK: llvm.func @lxt_weights_load(!llvm.ptr, !llvm.ptr) -> i32
// CHECK: llvm.func @net_load(%[[PATH:.*]]: !llvm.ptr) -> i32 {
// CHECK: %[[WEIGHTS:.*]] = llvm.mlir.addressof @net_weights
// CHECK: %[[STATUS:.*]] = llvm.call @lxt_weights_load(%[[WEIGHTS]], %[[PATH]])
// CHECK: llvm.return %[[STATUS]] : i32
// CHECK: llvm.func @net_unload() {
// CHECK: llvm.call @lxt_weights_unload(%{{.*}}) : (!llvm.ptr) -> ()
// CHECK: llvm.func @net_info
module attributes {lxt.weights = {file = "net.safetensors", offset = 64 : i64, size = 192 : i64, start = "\00\FFstart"}} {
  llvm.func @f(%d: !llvm.ptr, %e: !llvm.ptr, %p: i64, %m: i64, %t: i64, %w: !llvm.ptr, %v: !llvm.ptr, %o: i64, %n: i64, %s: i64)
      attributes {lxt.weights, lxt.workspace = 128 : i64, lxt.interface = {arguments = [], results = []}} {
    llvm.return
  }
  llvm.func @g() attributes {lxt.interface = {arguments = [], results = []}} {
    llvm.return
  }
}
