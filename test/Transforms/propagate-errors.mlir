// What stops the walk, each with its place.
// RUN: lxt-opt %s --split-input-file --lxt-propagate --verify-diagnostics -o /dev/null

!t = tensor<4xf32>
lxt.explain @captured inputs [0, 1] seed<output>
func.func @captured(%x: !t, %y: !t) -> !t {
  // expected-note @below {{the rule 'lxt.epsilon' is here}}
  %0 = lxt.epsilon ins(%a = %x : !t) -> !t {
    // expected-error @below {{reads a value that receives relevance from outside of the region of its rule; make it an input of the rule}}
    %1 = arith.mulf %a, %y : !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// -----

!t = tensor<4xf32>
lxt.explain @op inputs [0] seed<output>
func.func @op(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  // expected-error @below {{'math.exp' receives relevance but has no rule; run lxt-recognise and lxt-assign-rules}}
  %1 = math.exp %0 : !t
  return %1 : !t
}

// -----

!t = tensor<4xf32>
lxt.explain @layer inputs [0] seed<output>
func.func @layer(%x: !t) -> !t {
  // expected-error @below {{'lxt.layer' receives relevance but has no rule; run lxt-assign-rules}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// -----

!t = tensor<4xf32>
// expected-error @below {{expects a func.func of one block}}
lxt.explain @blocks inputs [0] seed<output>
func.func @blocks(%x: !t, %c: i1) -> !t {
  cf.cond_br %c, ^a, ^b
^a:
  return %x : !t
^b:
  return %x : !t
}

// -----

!t = tensor<4xf32>
// expected-error @below {{asks for the relevance of "kind:norm", which matches no layer}}
lxt.explain @nothing inputs [0] seed<output> values ["kind:norm"]
func.func @nothing(%x: !t) -> !t {
  %0 = lxt.identity origin<kind = dense> ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// -----

!t = tensor<4xf32>
// expected-error @below {{'lxt.explain' op 'dens' is no kind of layer}}
lxt.explain @selector inputs [0] seed<output> values ["kind:dens"]
func.func @selector(%x: !t) -> !t {
  %0 = lxt.identity origin<kind = dense> ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// -----

// Relevance inside a rule cannot be asked for.
!t = tensor<4xf32>
// expected-error @below {{asks for the relevance of "kind:norm", which matches no layer}}
lxt.explain @inside inputs [0] seed<output> values ["kind:norm"]
func.func @inside(%x: !t) -> !t {
  %0 = lxt.identity origin<kind = dense> ins(%a = %x : !t) -> !t {
    %1 = lxt.stop origin<kind = norm> ins(%b = %a : !t) -> !t { lxt.yield %b : !t }
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// -----

// One function has one explanation.
!t = tensor<4xf32>
lxt.explain @twice inputs [0] seed<output>
// expected-error @below {{@twice}}
lxt.explain @twice inputs [0] seed<argmax>
func.func @twice(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}
