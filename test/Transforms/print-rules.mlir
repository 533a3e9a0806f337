// The report of rules: one line per rule op, with what is inside after it.
// RUN: lxt-opt %s -o /dev/null --lxt-assign-rules="print-rules rules=kind:linear=epsilon(epsilon=1e-6,stabilizer=sign),kind:norm=epsilon(),kind:bilinear=uniform(count=all),kind:softmax=softmax(dimension=-1),kind:activation=taylor(reference=zero,bias=spread),kind:sum=stop(),kind:subgraph=gradient()" | FileCheck %s --match-full-lines --strict-whitespace

//      CHECK:rules of @main:
// Location, path, kind, deciding op, rule with every parameter, entry.
// CHECK-NEXT:  model.py:3:7: net.up: dense (linalg.matmul) = epsilon(epsilon=1e-06,stabilizer=sign), by 'kind:linear=epsilon(epsilon=1e-6,stabilizer=sign)'
// Without a path of its own: the innermost module of the location.
// CHECK-NEXT:  model.py:4:1: net.mlp.act: activation (math.tanh) = taylor(bias=spread,epsilon=1e-08,reference=zero,stabilizer=plain), by 'kind:activation=taylor(reference=zero,bias=spread)'
// Without a path at all; the first place in the file that the location has.
// CHECK-NEXT:  model.py:5:1: product = uniform(count=all,epsilon=1e-10), by 'kind:bilinear=uniform(count=all)'
// CHECK-NEXT:  model.py:6:1: softmax = softmax(dimension=-1), by 'kind:softmax=softmax(dimension=-1)'
// A natural rule comes from no entry.
// CHECK-NEXT:  model.py:7:1: movement (linalg.transpose) = gradient(), by nature
// CHECK-NEXT:  model.py:8:1: rms_norm = epsilon(epsilon=1e-08,stabilizer=plain), by 'kind:norm=epsilon()'
// CHECK-NEXT:  model.py:9:1: statistics = stop(), by nature
// No file at all.
// CHECK-NEXT:  loc(unknown): sum = stop(), by 'kind:sum=stop()'
//      CHECK:rules of @other:
// A request's copy is called as the function that it copies.
//      CHECK:rules of @original:
// CHECK-NEXT:  model.py:1:1: scale = identity(epsilon=1e-10), by nature

!t = tensor<4xf32>

func.func @main(%x: !t) -> !t {
  %0 = lxt.layer <kind = dense, op = "linalg.matmul", path = "net.up"> ins(%a = %x : !t) -> !t { lxt.yield %a : !t } loc("net:Net"("model.py":3:7))
  %1 = lxt.layer <kind = activation, op = "math.tanh"> ins(%a = %0 : !t) -> !t { lxt.yield %a : !t } loc("net.mlp.act:Tanh"("net:Net"("model.py":4:1)))
  %2 = lxt.layer <kind = product> ins(%a = %1 : !t, %b = %x : !t) -> !t { lxt.yield %a : !t } loc(fused<"tosa.mul">["model.py":5:1])
  %3 = lxt.layer <kind = softmax> ins(%a = %2 : !t) -> !t { lxt.yield %a : !t } loc(callsite("model.py":6:1 at "model.py":60:1))
  %4 = lxt.layer <kind = movement, op = "linalg.transpose"> ins(%a = %3 : !t) -> !t { lxt.yield %a : !t } loc("model.py":7:1)
  %5 = lxt.layer <kind = rms_norm> ins(%a = %4 : !t) -> !t {
    %7 = lxt.layer <kind = statistics> ins(%b = %a : !t) -> !t { lxt.yield %b : !t } loc("model.py":9:1)
    lxt.yield %7 : !t
  } loc("model.py":8:1)
  %6 = lxt.layer <kind = sum> ins(%a = %5 : !t) -> !t { lxt.yield %a : !t } loc(unknown)
  return %6 : !t
}

func.func @other(%x: !t) -> !t {
  return %x : !t
}

func.func @copy(%x: !t) -> !t attributes {lxt.source = @original} {
  %0 = lxt.layer <kind = scale> ins(%a = %x : !t) -> !t { lxt.yield %a : !t } loc("model.py":1:1)
  return %0 : !t
}
