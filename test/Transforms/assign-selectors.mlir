// What selectors match: the report of a partial assignment lists the layers,
// by their paths, that one entry gave a rule to.

// DEFINE: %{entry} = lxt-opt %s -o /dev/null --lxt-assign-rules="partial print-rules rules="
// DEFINE: %{check} = FileCheck %s --implicit-check-not=model.py --check-prefix

!t = tensor<4x4xf32>

// A small attention block; what the layers compute does not matter here.
lxt.explain @main inputs [0, 1]
func.func @main(%x: !t, %y: !t) -> !t {
  %q = lxt.layer <kind = dense, op = "linalg.matmul", path = "layers.0.attn.q", cls = "torch.nn.modules.linear.Linear"> ins(%a = %x : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":10:1)
  %k = lxt.layer <kind = convolution, op = "linalg.conv_1d_ncw_fcw", path = "layers.0.attn.k", cls = "Conv1d"> ins(%a = %y : !t) -> !t {
    lxt.yield %a : !t
  } loc(fused<"tosa.conv2d">["model.py":10:1])
  %s = lxt.layer <kind = attention_scores, op = "linalg.matmul", path = "layers.0.attn.scores"> ins(%a = %q : !t, %b = %k : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":11:1)
  %r = lxt.layer <kind = movement, op = "linalg.transpose", path = "layers.0.attn.move"> ins(%a = %s : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":12:1)
  %c = lxt.layer <kind = scale, op = "arith.mulf", path = "layers.0.attn.scale"> ins(%a = %r : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":13:1)
  %m = lxt.layer <kind = sum, op = "arith.addf", path = "layers.0.attn.mask"> ins(%a = %c : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":14:1)
  %p = lxt.layer <kind = softmax, op = "math.exp", path = "layers.0.attn.softmax"> ins(%a = %m : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":15:1)
  %d = lxt.layer <kind = movement, path = "layers.0.attn.back"> ins(%a = %p : !t) -> !t {
    %0 = tensor.collapse_shape %a [[0, 1]] : !t into tensor<16xf32>
    %1 = tensor.expand_shape %0 [[0, 1]] output_shape [4, 4] : tensor<16xf32> into !t
    lxt.yield %1 : !t
  } loc("model.py":16:1)
  %v = lxt.layer <kind = attention_values, op = "linalg.matmul", path = "layers.0.attn.values"> ins(%a = %d : !t, %b = %x : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":17:1)
  %g = lxt.layer <kind = activation, op = "math.tanh", path = "layers.1.mlp.act"> ins(%a = %v : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":18:1)
  %n = lxt.layer <kind = scale, path = "layers.1.mlp.neg"> ins(%a = %g : !t) -> !t {
    %0 = arith.negf %a : !t
    lxt.yield %0 : !t
  } loc("model.py":19:1)
  %o = lxt.layer <kind = product, op = "arith.mulf", path = "layers.1.mlp.gate"> ins(%a = %n : !t, %b = %x : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":20:1)
  %z = lxt.layer <kind = sum, op = "arith.addf", path = "layers.1.mlp.residual"> ins(%a = %v : !t, %b = %o : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":21:1)
  %u = lxt.layer <kind = activation, op = "math.tanh", path = "layers.10.act"> ins(%a = %z : !t) -> !t {
    lxt.yield %a : !t
  } loc("model.py":22:1)
  return %u : !t
}

//===----------------------------------------------------------------------===//
// Kinds
//===----------------------------------------------------------------------===//

// With their sub-kinds.
// RUN: %{entry}'kind:linear=stop()' | %{check}=LINEAR
// LINEAR: model.py:10:1: layers.0.attn.q: dense (linalg.matmul) = stop(), by 'kind:linear=stop()'
// LINEAR: model.py:10:1: layers.0.attn.k: convolution

// RUN: %{entry}'kind:dense=stop()' | %{check}=DENSE
// DENSE: model.py:10:1: layers.0.attn.q: dense

// RUN: %{entry}'kind:bilinear=stop()' | %{check}=BILINEAR
// BILINEAR: model.py:11:1: layers.0.attn.scores: attention_scores
// BILINEAR: model.py:17:1: layers.0.attn.values: attention_values
// BILINEAR: model.py:20:1: layers.1.mlp.gate: product

// RUN: %{entry}'kind:attention_values=stop()' | %{check}=VALUES
// VALUES: model.py:17:1: layers.0.attn.values: attention_values

// RUN: %{entry}'kind:batch_norm=stop()' | %{check}=NO --allow-empty
// Nothing else: --implicit-check-not fails for every other layer.
// NO: rules of @main:

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

// What decided the kind.
// RUN: %{entry}'op:linalg.matmul=stop()' | %{check}=MATMUL
// MATMUL: model.py:10:1: layers.0.attn.q: dense
// MATMUL: model.py:11:1: layers.0.attn.scores: attention_scores
// MATMUL: model.py:17:1: layers.0.attn.values: attention_values

// What the front end wrote, as the location keeps it.
// RUN: %{entry}'op:tosa.conv2d=stop()' | %{check}=TOSA
// TOSA: model.py:10:1: layers.0.attn.k: convolution (linalg.conv_1d_ncw_fcw)

// The only op of a layer, whatever its name says; one of several is none.
// RUN: %{entry}'op:arith.negf=stop()' | %{check}=ONLY
// ONLY: model.py:19:1: layers.1.mlp.neg: scale
// RUN: %{entry}'op:tensor.collapse_shape=stop()' | %{check}=NO

//===----------------------------------------------------------------------===//
// Where a layer comes from
//===----------------------------------------------------------------------===//

// A class by its full name, or by the last part of it, but by no other.
// RUN: %{entry}'class:torch.nn.modules.linear.Linear=stop()' | %{check}=CLASS
// RUN: %{entry}'class:Linear=stop()' | %{check}=CLASS
// CLASS: model.py:10:1: layers.0.attn.q: dense
// RUN: %{entry}'class:linear.Linear=stop()' | %{check}=NO
// RUN: %{entry}'class:near=stop()' | %{check}=NO
// RUN: %{entry}'class:Conv1d=stop()' | %{check}=CONV
// CONV: model.py:10:1: layers.0.attn.k: convolution

// A path, with wildcards; a star matches dots, too.
// RUN: %{entry}'path:layers.1.mlp.act=stop()' | %{check}=PATH
// PATH: model.py:18:1: layers.1.mlp.act: activation
// RUN: %{entry}'path:layers.1.*=stop()' | %{check}=STAR
// STAR: model.py:18:1: layers.1.mlp.act: activation
// STAR: model.py:19:1: layers.1.mlp.neg: scale
// STAR: model.py:20:1: layers.1.mlp.gate: product
// STAR: model.py:21:1: layers.1.mlp.residual: sum
// RUN: %{entry}'path:*.act=stop()' | %{check}=ACT
// ACT: model.py:18:1: layers.1.mlp.act: activation
// ACT: model.py:22:1: layers.10.act: activation
// RUN: %{entry}'path:layers.[0-1].*.?=stop()' | %{check}=RANGE
// RANGE: model.py:10:1: layers.0.attn.q: dense
// RANGE: model.py:10:1: layers.0.attn.k: convolution
// A part of a path is not the path.
// RUN: %{entry}'path:layers.1=stop()' | %{check}=NO

// RUN: %{entry}'line:10=stop()' | %{check}=LINE
// LINE: model.py:10:1: layers.0.attn.q: dense
// LINE: model.py:10:1: layers.0.attn.k: convolution

//===----------------------------------------------------------------------===//
// Order and number
//===----------------------------------------------------------------------===//

// Of those that the other terms match.
// RUN: %{entry}'kind:activation&nth:1=stop()' | %{check}=FIRST
// FIRST: model.py:18:1: layers.1.mlp.act: activation
// RUN: %{entry}'nth:2&kind:activation=stop()' | %{check}=LAST
// RUN: %{entry}'kind:activation&nth:last=stop()' | %{check}=LAST
// LAST: model.py:22:1: layers.10.act: activation
// RUN: %{entry}'kind:activation&nth:3=stop()' | %{check}=NO
// RUN: %{entry}'nth:last=stop()' | %{check}=LAST

// RUN: %{entry}'kind:sum&active:1=stop()' | %{check}=ONE
// ONE: model.py:14:1: layers.0.attn.mask: sum
// RUN: %{entry}'kind:sum&active:2=stop()' | %{check}=TWO
// TWO: model.py:21:1: layers.1.mlp.residual: sum

//===----------------------------------------------------------------------===//
// Neighbours
//===----------------------------------------------------------------------===//

// Through movement, scale and added constants, which feed it themselves.
// RUN: %{entry}'feeds:softmax=stop()' | %{check}=FEEDS
// FEEDS: model.py:11:1: layers.0.attn.scores: attention_scores
// FEEDS: model.py:12:1: layers.0.attn.move: movement
// FEEDS: model.py:13:1: layers.0.attn.scale: scale
// FEEDS: model.py:14:1: layers.0.attn.mask: sum

// RUN: %{entry}'kind:activation&feeds:product=stop()' | %{check}=GATE
// GATE: model.py:18:1: layers.1.mlp.act: activation

// RUN: %{entry}'kind:linear&feeds:bilinear=stop()' | %{check}=LINEAR2
// LINEAR2: model.py:10:1: layers.0.attn.q: dense
// LINEAR2: model.py:10:1: layers.0.attn.k: convolution

// RUN: %{entry}'fed-by:softmax=stop()' | %{check}=FED
// FED: model.py:16:1: layers.0.attn.back: movement
// FED: model.py:17:1: layers.0.attn.values: attention_values

// Back through the mask, the scale and the transpose to the product of queries
// and keys.
// RUN: %{entry}'kind:softmax&fed-by:bilinear=stop()' | %{check}=SCORED
// SCORED: model.py:15:1: layers.0.attn.softmax: softmax

// A sum of two values is not looked through: the last activation is fed by it alone.
// RUN: %{entry}'kind:activation&fed-by:bilinear=stop()' | %{check}=FED2
// FED2: model.py:18:1: layers.1.mlp.act: activation
// RUN: %{entry}'kind:activation&fed-by:sum=stop()' | %{check}=LAST

// Every term has to hold.
// RUN: %{entry}'op:linalg.matmul&path:*.attn.*&active:2&line:17=stop()' | %{check}=VALUES
// RUN: %{entry}'kind:dense&active:2=stop()' | %{check}=NO
