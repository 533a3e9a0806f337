// Rules on TOSA ops, before normalising: a rule op wraps what it explains, and
// the whole pipeline gives the same numbers as when rules come after.

// RUN: split-file %s %t
// DEFINE: %{number} = --lxt-propagate --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse
// DEFINE: %{run} = sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main

// RUN: lxt-opt %t/net.mlir --lxt-request=entry=net --lxt-assign-rules="rules=op:tosa.matmul=epsilon(epsilon=1e-12),op:tosa.tanh=identity()" | FileCheck %s
// RUN: lxt-opt %t/net.mlir --lxt-request="entry=net seed=output" --lxt-assign-rules="rules=op:tosa.matmul=epsilon(epsilon=1e-12),op:tosa.tanh=identity()" --lxt-normalise %{number} | %{run} | FileCheck %s --check-prefix=NUM
// RUN: lxt-opt %t/net.mlir --lxt-request="entry=net seed=output" --lxt-normalise --lxt-recognise --lxt-assign-rules="rules=op:tosa.matmul=epsilon(epsilon=1e-12),op:tosa.tanh=identity()" %{number} | %{run} | FileCheck %s --check-prefix=NUM

// By line and by module, as the location says.
// RUN: lxt-opt %t/net.mlir --lxt-request=entry=net --lxt-assign-rules="print-rules rules=line:2=stop(),path:net.up=epsilon(epsilon=0.5),class:Linear=identity()" -o /dev/null | FileCheck %s --check-prefix=LOC

// Only some ops get a rule: the rest is recognised later, around them.
// RUN: lxt-opt %t/net.mlir --lxt-request=entry=net --lxt-assign-rules="rules=op:tosa.tanh=stop()" --lxt-normalise --lxt-recognise --lxt-assign-rules="rules=kind:linear=epsilon(epsilon=0.25)" | FileCheck %s --check-prefix=LATER

// CHECK-LABEL: func.func @net(
// CHECK-NOT:     lxt.
// CHECK-LABEL: func.func @net_explain(
// CHECK:         %[[W:.*]] = "tosa.const"{{.*}}<{{\[\[\[}}1.0
// CHECK:         %[[H:.*]] = lxt.epsilon epsilon({{.*}}) origin<op = "tosa.matmul", entry = "op:tosa.matmul=epsilon(epsilon=1e-12)"> ins(%[[X:.*]] = %arg0 : tensor<1x1x2xf32>) -> tensor<1x1x2xf32> {
// CHECK-NEXT:      %[[P:.*]] = tosa.matmul %[[X]], %[[W]],
// CHECK-NEXT:      lxt.yield %[[P]]
// CHECK:         %[[A:.*]] = lxt.identity origin<op = "tosa.tanh", entry = "op:tosa.tanh=identity()"> ins(%{{.*}} = %[[H]] :
// CHECK-NEXT:      tosa.tanh
// CHECK:         lxt.epsilon {{.*}} ins(%{{.*}} = %[[A]] :

// LOC: net.py:1:1: net.up: unknown (tosa.matmul) = epsilon(epsilon=0.5,stabilizer=plain), by 'path:net.up=epsilon(epsilon=0.5)'
// LOC: net.py:2:1: unknown (tosa.tanh) = stop(), by 'line:2=stop()'
// LOC: net.py:3:1: net.down: unknown (tosa.matmul) = identity(epsilon=1e-10), by 'class:Linear=identity()'

// LATER-LABEL: func.func @net_explain(
// LATER:         %[[H:.*]] = lxt.epsilon epsilon(2.500000e-01) origin<kind = dense, op = "linalg.batch_matmul", entry = "kind:linear=epsilon(epsilon=0.25)"> ins(%{{.*}} = %arg0 :
// LATER:         %[[A:.*]] = lxt.stop origin<op = "tosa.tanh", entry = "op:tosa.tanh=stop()"> ins(%{{.*}} = %[[H]] :
// LATER-NEXT:      linalg.generic
// LATER-NEXT:      ^bb0
// LATER-NEXT:        math.tanh
// LATER:         lxt.epsilon {{.*}} ins(%{{.*}} = %[[A]] :

// x w = [1 + 1, 1 - 2] = [2, -1], its tanh [0.964028, -0.761594], y = 0.964028 - 2 (0.761594).
// NUM: {{\[}}-0.559161]
// The second layer gives [0.964028, -1.523188] to the tanh, which passes it on. Over x w this is
// [0.482014, 1.523188]; times w: [0.482014 + 1.523188, 0.241007 - 1.523188]; times x:
// NUM: {{\[}}2.0052, -2.56436]

//--- net.mlir
func.func @net(%x: tensor<1x1x2xf32>) -> tensor<1x1x1xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<[[[1.0, 1.0], [0.5, -1.0]]]> : tensor<1x2x2xf32>}> : () -> tensor<1x2x2xf32>
  %v = "tosa.const"() <{values = dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf32>}> : () -> tensor<1x2x1xf32>
  %0 = tosa.matmul %x, %w, %z, %z : (tensor<1x1x2xf32>, tensor<1x2x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x2xf32> loc("net.up:Linear"("net.py":1:1))
  %1 = tosa.tanh %0 : (tensor<1x1x2xf32>) -> tensor<1x1x2xf32> loc("net.py":2:1)
  %2 = tosa.matmul %1, %v, %z, %z : (tensor<1x1x2xf32>, tensor<1x2x1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x1xf32> loc("net.down:Linear"("net.py":3:1))
  return %2 : tensor<1x1x1xf32>
}

//--- main.mlir
func.func private @printMemrefF32(memref<*xf32>)

func.func @main() {
  %x = arith.constant dense<[[[1.0, 2.0]]]> : tensor<1x1x2xf32>
  %0:2 = call @net_explain(%x) : (tensor<1x1x2xf32>) -> (tensor<1x1x1xf32>, tensor<1x1x2xf32>)
  %y = tensor.cast %0#0 : tensor<1x1x1xf32> to tensor<*xf32>
  %r = tensor.cast %0#1 : tensor<1x1x2xf32> to tensor<*xf32>
  %1 = bufferization.to_buffer %y : tensor<*xf32> to memref<*xf32>
  %2 = bufferization.to_buffer %r : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%1) : (memref<*xf32>) -> ()
  call @printMemrefF32(%2) : (memref<*xf32>) -> ()
  return
}
