// Modules that a front end named in locations, as "path:Class", from the
// innermost out: the layers of one that an entry names become one layer.
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="partial rules=path:net.mlp=epsilon(epsilon=0.5)" | FileCheck %s --check-prefix=PATH
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="partial rules=class:Mlp=epsilon(epsilon=0.5)" | FileCheck %s --check-prefix=PATH
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="partial rules=path:net.*=stop()" | FileCheck %s --check-prefix=OUTER
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="partial rules=class:Linear=stop()" | FileCheck %s --check-prefix=INNER
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="partial rules=path:net.mlp&kind:linear=stop()" | FileCheck %s --check-prefix=PARTS
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="partial rules=class:Linear=uniform(),path:net.mlp=epsilon(epsilon=0.5)" | FileCheck %s --check-prefix=BOTH

#file = loc("net.py":3:1)
#net = loc("net:my.Net"(#file))
#mlp = loc("net.mlp:my.Mlp"(#net))
#up = loc("net.mlp.up:nn.Linear"(#mlp))
#act = loc("net.mlp.act:nn.Tanh"(#mlp))
#down = loc("net.mlp.down:nn.Linear"(#mlp))
#head = loc("net.head:nn.Linear"(#net))

// PATH-LABEL: func.func @main(
// PATH:         %[[M:.*]] = lxt.epsilon epsilon(5.000000e-01) origin<kind = subgraph, path = "net.mlp", cls = "my.Mlp", entry = "{{.*}}"> ins(%[[X:.*]] = %arg0 : tensor<4xf32>) -> tensor<4xf32> {
// PATH-NOT:       lxt.layer
// PATH:           %[[A:.*]] = linalg.exp ins(%[[X]] :
// PATH:           %[[B:.*]] = linalg.tanh ins(%[[A]] :
// PATH:           %[[C:.*]] = linalg.sqrt ins(%[[B]] :
// PATH:           lxt.yield %[[C]]
// PATH:         lxt.layer <kind = sum> ins(%{{.*}} = %[[M]] : tensor<4xf32>, %{{.*}} = %arg0 : tensor<4xf32>)
// PATH:         lxt.layer <kind = dense>

// The outermost module that matches takes all that is in it; a module of one
// layer is that layer.
// OUTER-LABEL: func.func @main(
// OUTER:         lxt.stop origin<kind = subgraph, path = "net.mlp", cls = "my.Mlp"
// OUTER-NOT:       lxt.
// OUTER:           lxt.yield
// OUTER:         lxt.layer <kind = sum>
// OUTER:         lxt.stop origin<kind = dense, entry = "path:net.*=stop()">

// Modules of one class, each by itself.
// INNER-LABEL: func.func @main(
// INNER:         lxt.stop origin<kind = dense, entry = "class:Linear=stop()">
// INNER:         lxt.layer <kind = activation>
// INNER:         lxt.stop origin<kind = dense
// INNER:         lxt.layer <kind = sum>
// INNER:         lxt.stop origin<kind = dense

// With any other term, layers stay apart.
// PARTS-LABEL: func.func @main(
// PARTS:         lxt.stop origin<kind = dense
// PARTS:         lxt.layer <kind = activation>
// PARTS:         lxt.stop origin<kind = dense
// PARTS:         lxt.layer <kind = sum>
// PARTS:         lxt.layer <kind = dense>

// A rule on the enclosing module wins, though its entry comes second.
// BOTH-LABEL: func.func @main(
// BOTH:         lxt.epsilon epsilon(5.000000e-01) origin<kind = subgraph, path = "net.mlp"
// BOTH-NOT:       lxt.
// BOTH:           lxt.yield
// BOTH:         lxt.layer <kind = sum>
// BOTH:         lxt.uniform origin<kind = dense
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %0 = lxt.layer <kind = dense> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {
    %5 = linalg.exp ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %5 : tensor<4xf32>
  } loc(#up)
  %1 = lxt.layer <kind = activation> ins(%a = %0 : tensor<4xf32>) -> tensor<4xf32> {
    %5 = linalg.tanh ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %5 : tensor<4xf32>
  } loc(#act)
  %2 = lxt.layer <kind = dense> ins(%a = %1 : tensor<4xf32>) -> tensor<4xf32> {
    %5 = linalg.sqrt ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %5 : tensor<4xf32>
  } loc(#down)
  %3 = lxt.layer <kind = sum> ins(%a = %2 : tensor<4xf32>, %b = %x : tensor<4xf32>) -> tensor<4xf32> {
    %5 = linalg.add ins(%a, %b : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %5 : tensor<4xf32>
  } loc(#net)
  %4 = lxt.layer <kind = dense> ins(%a = %3 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> } loc(#head)
  return %4 : tensor<4xf32>
}

// -----

#file = loc("net.py":3:1)
#mlp = loc("net.mlp:my.Mlp"(#file))

// Layers of another module in between move behind or before; values used
// outside are results of the group.
// PATH-LABEL: func.func @interleaved(
// PATH:         %[[O:.*]] = lxt.layer <kind = scale> ins(%{{.*}} = %arg0 :
// PATH:         %[[M:.*]]:2 = lxt.epsilon {{.*}} path = "net.mlp", {{.*}} ins(%[[X:.*]] = %arg0 : tensor<4xf32>, %[[Z:.*]] = %[[O]] : tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
// PATH:           %[[A:.*]] = linalg.exp ins(%[[X]] :
// PATH:           %[[B:.*]] = linalg.add ins(%[[A]], %[[Z]] :
// PATH:           lxt.yield %[[A]], %[[B]]
// PATH:         lxt.layer <kind = activation> ins(%{{.*}} = %[[M]]#0 :
// PATH:         lxt.layer <kind = sum> ins(%{{.*}} = %{{.*}} : tensor<4xf32>, %{{.*}} = %[[M]]#1 : tensor<4xf32>)
func.func @interleaved(%x: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %0 = lxt.layer <kind = dense> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {
    %5 = linalg.exp ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %5 : tensor<4xf32>
  } loc(#mlp)
  // Reads the group: has to come after it.
  %1 = lxt.layer <kind = activation> ins(%a = %0 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  // The group reads it: has to come before.
  %2 = lxt.layer <kind = scale> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  %3 = lxt.layer <kind = sum> ins(%a = %0 : tensor<4xf32>, %b = %2 : tensor<4xf32>) -> tensor<4xf32> {
    %5 = linalg.add ins(%a, %b : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %5 : tensor<4xf32>
  } loc(#mlp)
  %4 = lxt.layer <kind = sum> ins(%a = %1 : tensor<4xf32>, %b = %3 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  return %4 : tensor<4xf32>
}
