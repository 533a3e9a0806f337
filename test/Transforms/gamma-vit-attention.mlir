// gamma-vit leaves the projections of attention out of the gamma rule: those that
// feed products of values, and the one behind them.
// RUN: lxt-opt %s --lxt-recognise --lxt-assign-rules="composite=gamma-vit print-rules" | FileCheck %s

// CHECK:      rules of @attention:
// CHECK-NEXT: vit.py:1:1: dense (linalg.matmul) = epsilon(epsilon=0,stabilizer=plain), by 'kind:dense&feeds:bilinear=epsilon(epsilon=0)'
// CHECK-NEXT: vit.py:2:1: dense (linalg.matmul) = epsilon(epsilon=0,stabilizer=plain), by 'kind:dense&feeds:bilinear=epsilon(epsilon=0)'
// CHECK-NEXT: vit.py:3:1: dense (linalg.matmul) = epsilon(epsilon=0,stabilizer=plain), by 'kind:dense&feeds:bilinear=epsilon(epsilon=0)'
// CHECK-NEXT: vit.py:4:1: movement (linalg.transpose) = gradient(), by nature
// CHECK-NEXT: vit.py:5:1: attention_scores (linalg.matmul) = epsilon(epsilon=0,stabilizer=plain), by 'kind:bilinear=epsilon(epsilon=0)'
// CHECK-NEXT: vit.py:6:1: softmax (linalg.softmax) = stop(), by 'kind:softmax=stop()'
// CHECK-NEXT: vit.py:7:1: attention_values (linalg.matmul) = epsilon(epsilon=0,stabilizer=plain), by 'kind:bilinear=epsilon(epsilon=0)'
// CHECK-NEXT: vit.py:8:1: dense (linalg.matmul) = epsilon(epsilon=0,stabilizer=plain), by 'kind:dense&fed-by:attention_values=epsilon(epsilon=0)'
// CHECK-NEXT: vit.py:9:1: sum (arith.addf) = epsilon(epsilon=0,stabilizer=plain), by 'kind:sum=epsilon(epsilon=0)'
// CHECK-NEXT: vit.py:10:1: dense (linalg.matmul) = gamma(epsilon=1e-06,gamma=0.05,stabilizer=sign,zero_params=none), by 'kind:dense=gamma(gamma=$linear_gamma,epsilon=$stabilizer_epsilon)'
// CHECK-NEXT: vit.py:11:1: activation (math.tanh) = identity(epsilon=1e-10), by 'kind:activation=identity(epsilon=$identity_epsilon)'
// CHECK-NEXT: vit.py:12:1: dense (linalg.matmul) = gamma(epsilon=1e-06,gamma=0.05,
// CHECK:      lxt.explain @attention inputs [0] mode<fast>

!m = tensor<2x2xf32>
lxt.explain @attention inputs [0]
func.func @attention(%x: !m) -> !m {
  %w = arith.constant dense<[[1.0, -2.0], [-1.0, 4.0]]> : !m
  %init = arith.constant dense<0.0> : !m
  %e = tensor.empty() : !m
  %q = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m loc("vit.py":1:1)
  %k = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m loc("vit.py":2:1)
  %v = linalg.matmul ins(%x, %w : !m, !m) outs(%init : !m) -> !m loc("vit.py":3:1)
  %t = linalg.transpose ins(%k : !m) outs(%e : !m) permutation = [1, 0] loc("vit.py":4:1)
  %scores = linalg.matmul ins(%q, %t : !m, !m) outs(%init : !m) -> !m loc("vit.py":5:1)
  %weights = linalg.softmax dimension(1) ins(%scores : !m) outs(%e : !m) -> !m loc("vit.py":6:1)
  %values = linalg.matmul ins(%weights, %v : !m, !m) outs(%init : !m) -> !m loc("vit.py":7:1)
  %o = linalg.matmul ins(%values, %w : !m, !m) outs(%init : !m) -> !m loc("vit.py":8:1)
  %0 = linalg.add ins(%o, %x : !m, !m) outs(%e : !m) -> !m loc("vit.py":9:1)
  %1 = linalg.matmul ins(%0, %w : !m, !m) outs(%init : !m) -> !m loc("vit.py":10:1)
  %2 = linalg.tanh ins(%1 : !m) outs(%e : !m) -> !m loc("vit.py":11:1)
  %3 = linalg.matmul ins(%2, %w : !m, !m) outs(%init : !m) -> !m loc("vit.py":12:1)
  return %3 : !m
}
