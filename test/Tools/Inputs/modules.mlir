// A gated network with a norm: y = (tanh(norm(x w)) * exp(x v))^T. Its modules are in locations, as front ends write them.
#net = loc("net:my.Net"("net.py":2:1))
#up = loc("net.up:torch.nn.Linear"(callsite("net.py":3:1 at #net)))
#norm = loc("net.norm:my.RMSNorm"(callsite("net.py":4:1 at #net)))
#act = loc("net.act:torch.nn.Tanh"(callsite("net.py":5:1 at #net)))
#gate = loc("net.gate:torch.nn.Linear"(callsite("net.py":6:1 at #net)))
#switch = loc("net.switch:my.Exp"(callsite("net.py":7:1 at #net)))

!t = tensor<2x4xf32>
!s = tensor<2xf32>

func.func @main(%x: !t) -> tensor<4x2xf32> {
  %w = arith.constant dense<[[1.0, 0.0, 0.5, 0.0], [0.0, 1.0, 0.0, 0.5], [0.5, 0.0, 1.0, 0.0], [0.0, 0.5, 0.0, 1.0]]> : tensor<4x4xf32>
  %v = arith.constant dense<0.25> : tensor<4x4xf32>
  %four = arith.constant dense<4.0> : !s
  %tiny = arith.constant dense<1.0e-6> : !s
  %zero = arith.constant dense<0.0> : !t
  %none = arith.constant dense<0.0> : !s
  %e = tensor.empty() : !t
  %f = tensor.empty() : !s
  %g = tensor.empty() : tensor<4x2xf32>

  %up = linalg.matmul ins(%x, %w : !t, tensor<4x4xf32>) outs(%zero : !t) -> !t loc(#up)
  %square = linalg.mul ins(%up, %up : !t, !t) outs(%e : !t) -> !t loc(#norm)
  %sum = linalg.reduce ins(%square : !t) outs(%none : !s) dimensions = [1]
    (%a: f32, %b: f32) {
      %0 = arith.addf %a, %b : f32
      linalg.yield %0 : f32
    } loc(#norm)
  %mean = linalg.div ins(%sum, %four : !s, !s) outs(%f : !s) -> !s loc(#norm)
  %safe = linalg.add ins(%mean, %tiny : !s, !s) outs(%f : !s) -> !s loc(#norm)
  %root = linalg.rsqrt ins(%safe : !s) outs(%f : !s) -> !s loc(#norm)
  %wide = linalg.broadcast ins(%root : !s) outs(%e : !t) dimensions = [1] loc(#norm)
  %norm = linalg.mul ins(%up, %wide : !t, !t) outs(%e : !t) -> !t loc(#norm)
  %act = linalg.tanh ins(%norm : !t) outs(%e : !t) -> !t loc(#act)

  %gate = linalg.matmul ins(%x, %v : !t, tensor<4x4xf32>) outs(%zero : !t) -> !t loc(#gate)
  %switch = linalg.exp ins(%gate : !t) outs(%e : !t) -> !t loc(#switch)
  %product = linalg.mul ins(%act, %switch : !t, !t) outs(%e : !t) -> !t loc(#net)
  %y = linalg.transpose ins(%product : !t) outs(%g : tensor<4x2xf32>) permutation = [1, 0] loc("net.py":9:2)
  return %y : tensor<4x2xf32>
}
