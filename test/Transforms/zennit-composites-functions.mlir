// A called function is a layer around others: kind:any, which comes last in the
// composites, does not take it as a whole, where entries name the layers inside.
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=excitation-backprop print-rules" | FileCheck %s

// CHECK:      rules of @main:
// CHECK-NOT:  function
// CHECK:      net.py:1:1: dense (linalg.matmul) = z_plus(
// CHECK:      net.py:2:1: activation (math.tanh) = gradient(), by 'kind:any=gradient()'

!m = tensor<2x2xf32>
lxt.explain @main inputs [0]
func.func @main(%x: !m) -> !m {
  %0 = call @block(%x) : (!m) -> !m loc("net.py":10:1)
  return %0 : !m
}

func.func private @block(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %e = tensor.empty() : !m
  %0 = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m loc("net.py":1:1)
  %1 = linalg.tanh ins(%0 : !m) outs(%e : !m) -> !m loc("net.py":2:1)
  return %1 : !m
}
