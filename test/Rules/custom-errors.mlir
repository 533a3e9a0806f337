// What a rule's function cannot be.
// RUN: split-file %s %t
// RUN: lxt-opt %t/rules.mlir --split-input-file --lxt-lower-rules --verify-diagnostics -o /dev/null

// Entries.
// DEFINE: %{entry} =
// DEFINE: %{assign} = lxt-opt %t/model.mlir --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=kind:dense=%{entry}" -o /dev/null 2>&1
// REDEFINE: %{entry} = @f(factor=two)
// RUN: not %{assign} | FileCheck %s --check-prefix=NUMBER
// NUMBER: error: parameter factor=two of 'kind:dense=@f(factor=two)' is no number
// REDEFINE: %{entry} = @f(factor=true)
// RUN: not %{assign} | FileCheck %s --check-prefix=BOOL
// BOOL: error: parameter factor=true of 'kind:dense=@f(factor=true)' is no number
// REDEFINE: %{entry} = @f(factor=[1,2])
// RUN: not %{assign} | FileCheck %s --check-prefix=LIST
// LIST: error: parameter factor=[1,2] of 'kind:dense=@f(factor=[1,2])' is no number
// REDEFINE: %{entry} = @f(factor=?[2])
// RUN: not %{assign} | FileCheck %s --check-prefix=OPENLIST
// OPENLIST: error: parameter factor=?[2] of 'kind:dense=@f(factor=?[2])' is no number
// REDEFINE: %{entry} = @f(factor=1,factor=1)
// RUN: not %{assign} | FileCheck %s --check-prefix=TWICE
// TWICE: error: 'kind:dense=@f(factor=1,factor=1)' gives parameter 'factor' twice
// REDEFINE: %{entry} = @f(factor)
// RUN: not %{assign} | FileCheck %s --check-prefix=FORM
// FORM: error: 'factor' in '@f(factor)' is not of the form parameter=value
// REDEFINE: %{entry} = @f(factor=$f)
// RUN: not %{assign} | FileCheck %s --check-prefix=NAMELESS
// NAMELESS: error: 'kind:dense=@f(factor=$f)' uses $f, which is no parameter of its composite
// REDEFINE: %{entry} = custom(function=f)
// RUN: not %{assign} | FileCheck %s --check-prefix=RULE
// RULE: error: 'kind:dense=custom(function=f)' names no function: write SELECTOR=@FUNCTION(...)
// REDEFINE: %{entry} = custom()
// RUN: not %{assign} | FileCheck %s --check-prefix=CUSTOM
// CUSTOM: error: 'kind:dense=custom()' names no function: write SELECTOR=@FUNCTION(...)

// The function is looked up where the rule is lowered; the layer is named.
// RUN: not lxt-opt %t/model.mlir --lxt-explain-pipeline="entry=model rules=kind:dense=@f()" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NOWHERE
// NOWHERE: model.mlir:4:8: error: 'lxt.custom' op cannot use the function @f: there is none

// An epsilon of 0 that does not cancel: in mode exact, or over another value.
// RUN: not lxt-opt %t/model.mlir --lxt-explain-pipeline="entry=model mode=exact composite=%t/zero.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: not lxt-opt %t/model.mlir --lxt-explain-pipeline="entry=model mode=fast composite=%t/zero-x.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=ZERO
// ZERO: zero{{.*}}.mlir:3:8: error: divides relevance by a value with epsilon 0, and the division does not cancel

// A pullback in a function that a rule's function calls.
// RUN: not lxt-opt %t/model.mlir --lxt-explain-pipeline="entry=model mode=exact composite=%t/helper.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=HELPER
// RUN: not lxt-opt %t/model.mlir --lxt-explain-pipeline="entry=model mode=fast composite=%t/helper.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=HELPER
// HELPER: helper.mlir:3:8: error: 'lxt.pullback' op expects to stand in a function that an entry names as a rule, not in one that is called

// Files with functions.
// RUN: not lxt-opt %t/clash.mlir --lxt-explain-pipeline="entry=model composite=%t/composite.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=CLASH
// RUN: not lxt-opt %t/clash.mlir --lxt-assign-rules="composite=%t/composite.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=CLASH
// CLASH: error: the composite's function @f has the name of another one of the module
// Another composite of the module, too.
// RUN: not lxt-opt %t/symbol.mlir --lxt-assign-rules="composite=%t/composite.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=CLASH
// RUN: not lxt-opt %t/model.mlir --lxt-assign-rules="composite=%t/public.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=PUBLIC
// PUBLIC: error: the composite's function @f is not private
// Two files, in one run.
// RUN: not lxt-opt %t/model.mlir --lxt-canonize="composite=%t/other.mlir" --lxt-assign-rules="composite=%t/composite.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=CLASH
// RUN: not lxt-opt %t/model.mlir --lxt-assign-rules="composite=%t/two.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=TWO
// TWO: error: composite file '{{.*}}two.mlir' does not hold exactly one lxt.composite

//--- model.mlir
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

//--- clash.mlir
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = call @f(%x) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}
func.func private @f(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

//--- symbol.mlir
lxt.composite @f entries []

//--- composite.mlir
lxt.composite @c entries ["kind:dense=@f()"]
func.func private @f(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %r : tensor<1x2xf32>
}

//--- other.mlir
lxt.composite @other entries []
func.func private @f(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

//--- public.mlir
lxt.composite @c entries ["kind:dense=@f()"]
func.func @f(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %r : tensor<1x2xf32>
}

//--- two.mlir
lxt.composite @c entries []
lxt.composite @d entries []
func.func private @f(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

//--- zero.mlir
lxt.composite @c entries ["kind:dense=@f()"]
func.func private @f(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = lxt.stabilized_div %r, %y epsilon(0.0) : tensor<1x2xf32>, tensor<1x2xf32>
  %g = lxt.pullback %s : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %g : tensor<1x2xf32>
}

//--- zero-x.mlir
lxt.composite @c entries ["kind:dense=@f()"]
func.func private @f(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = lxt.stabilized_div %r, %x epsilon(0.0) : tensor<1x2xf32>, tensor<1x2xf32>
  %g = lxt.pullback %s : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %g : tensor<1x2xf32>
}

//--- helper.mlir
lxt.composite @c entries ["kind:dense=@f()"]
func.func private @helper(%r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = lxt.pullback %r : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}
func.func private @f(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = call @helper(%r) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

//--- rules.mlir
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: there is none}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// A symbol, but no function.
lxt.composite @f entries []
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: there is none}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: it is not private, or not of one block}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: it is not private, or not of one block}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  cf.br ^end
^end:
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: it is not private, or not of one block}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// Inputs, outputs, relevance.
// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: it has 2 tensors, the rule needs 3}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  return %r, %r : tensor<2xf32>, tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: it has 3 tensors, the rule needs 4}}
  %rx:2 = lxt.custom @f ins(%a = %x : tensor<2xf32>, %b = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx#0 : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %z: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: it has 1 results, the rule needs 2}}
  %rx:2 = lxt.custom @f ins(%a = %x : tensor<2xf32>, %b = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx#0 : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  return %r, %r : tensor<2xf32>, tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: it has 2 results, the rule needs 1}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// Types: another size, another rank, other elements, no tensor.
// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<3xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: number 1 of its tensors is of type 'tensor<3xf32>', the layer has 'tensor<2xf32>'}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<?x?xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: number 0 of its tensors is of type 'tensor<?x?xf32>', the layer has 'tensor<2xf32>'}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<?xf64>) -> tensor<2xf32> {
  %0 = tensor.empty() : tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: number 2 of its tensors is of type 'tensor<?xf64>', the layer has 'tensor<2xf32>'}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%c: f64 {lxt.name = "c"}, %x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: number 0 of its tensors is of type 'f64', the layer has 'tensor<2xf32>'}}
  %rx = lxt.custom @f parameters {c = 1.0} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<3xf32> {
  %0 = tensor.empty() : tensor<3xf32>
  return %0 : tensor<3xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: number 0 of its results is of type 'tensor<3xf32>', the layer has 'tensor<2xf32>'}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// Numbers.
// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f32 {lxt.name = "c"}) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: argument 3 is no f64 with an attribute lxt.name}}
  %rx = lxt.custom @f parameters {c = 1.0} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: argument 3 is no f64 with an attribute lxt.name}}
  %rx = lxt.custom @f parameters {c = 1.0} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64 {lxt.name = "c"}) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: its parameter "c" has no value that is a number of type f64}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64 {lxt.name = "c"}) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: its parameter "c" has no value that is a number of type f64}}
  %rx = lxt.custom @f parameters {d = 1.0} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64 {lxt.name = "c"}) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: it has 1 parameters, the rule gives 2}}
  %rx = lxt.custom @f parameters {c = 1.0, d = 1.0} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  return %r : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: it has 0 parameters, the rule gives 1}}
  %rx = lxt.custom @f parameters {c = 1.0} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// A list that is given at run time, a text, an integer, a list, a number of another type.
// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64 {lxt.name = "c"}) -> tensor<2xf32> {
  %0 = arith.truncf %c : f64 to f32
  %1 = tensor.splat %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: its parameter "c" has no value that is a number of type f64}}
  %rx = lxt.custom @f parameters {c = #lxt.parameter<"c"[3]>} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64 {lxt.name = "c"}) -> tensor<2xf32> {
  %0 = arith.truncf %c : f64 to f32
  %1 = tensor.splat %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: its parameter "c" has no value that is a number of type f64}}
  %rx = lxt.custom @f parameters {c = "text"} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64 {lxt.name = "c"}) -> tensor<2xf32> {
  %0 = arith.truncf %c : f64 to f32
  %1 = tensor.splat %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: its parameter "c" has no value that is a number of type f64}}
  %rx = lxt.custom @f parameters {c = 3 : i32} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64 {lxt.name = "c"}) -> tensor<2xf32> {
  %0 = arith.truncf %c : f64 to f32
  %1 = tensor.splat %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: its parameter "c" has no value that is a number of type f64}}
  %rx = lxt.custom @f parameters {c = dense<1.0> : tensor<2xf64>} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64 {lxt.name = "c"}) -> tensor<2xf32> {
  %0 = arith.truncf %c : f64 to f32
  %1 = tensor.splat %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.custom' op cannot use the function @f: its parameter "c" has no value that is a number of type f64}}
  %rx = lxt.custom @f parameters {c = 1.0 : f32} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// Open, but not an argument.
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %c: f64 {lxt.name = "c"}) -> tensor<2xf32> {
  %0 = arith.truncf %c : f64 to f32
  %1 = tensor.splat %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.parameter' op names no argument of @rule of type 'tensor<f64>'; lxt-propagate adds arguments for parameters}}
  %rx = lxt.custom @f parameters {c = #lxt.parameter<"c">} ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

//===----------------------------------------------------------------------===//
// lxt.pullback
//===----------------------------------------------------------------------===//

func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.pullback' op expects a cotangent per output and a result per input of the layer}}
  %0 = lxt.pullback %r, %r : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.pullback' op expects a cotangent per output and a result per input of the layer}}
  %0:2 = lxt.pullback %r : (tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return %0#0 : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// Of another rank, or size, than the layer has.
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{'lxt.pullback' op has a tensor of type 'tensor<1xf32>' where the layer has 'tensor<2xf32>'}}
  %c = tensor.extract_slice %r[0] [1] [1] : tensor<2xf32> to tensor<1xf32>
  %g = lxt.pullback %c : (tensor<1xf32>) -> tensor<2xf32>
  return %g : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-note @below {{the layer is here}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// A leading dimension comes first: this one is the layer's, and another one.
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  %c = tensor.expand_shape %r [[0, 1]] output_shape [2, 1] : tensor<2xf32> into tensor<2x1xf32>
  // expected-error @below {{'lxt.pullback' op has a tensor of type 'tensor<2x1xf32>' where the layer has 'tensor<2xf32>'}}
  %g = lxt.pullback %c : (tensor<2x1xf32>) -> tensor<2xf32>
  return %g : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-note @below {{the layer is here}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.pullback' op has a tensor of type 'tensor<3xf32>' where the layer has 'tensor<2xf32>'}}
  %g = lxt.pullback %r : (tensor<2xf32>) -> tensor<3xf32>
  %s = tensor.extract_slice %g[0] [2] [1] : tensor<3xf32> to tensor<2xf32>
  return %s : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-note @below {{the layer is here}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// The gradient has the cotangent's leading dimensions.
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  %c = tensor.expand_shape %r [[0, 1]] output_shape [1, 2] : tensor<2xf32> into tensor<1x2xf32>
  // expected-error @below {{'lxt.pullback' op has a tensor of type 'tensor<2xf32>' where the layer has 'tensor<1x2xf32>'}}
  %g = lxt.pullback %c : (tensor<1x2xf32>) -> tensor<2xf32>
  return %g : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-note @below {{the layer is here}}
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// In a function that the rule's function calls.
func.func private @helper(%r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.pullback' op expects to stand in a function that an entry names as a rule, not in one that is called}}
  %g = lxt.pullback %r : (tensor<2xf32>) -> tensor<2xf32>
  return %g : tensor<2xf32>
}
func.func private @f(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  %g = call @helper(%r) : (tensor<2xf32>) -> tensor<2xf32>
  return %g : tensor<2xf32>
}
func.func @rule(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  %rx = lxt.custom @f ins(%a = %x : tensor<2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// Or in one that is called elsewhere.
func.func private @helper(%r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.pullback' op expects to stand in a function that an entry names as a rule, not in one that is called}}
  %g = lxt.pullback %r : (tensor<2xf32>) -> tensor<2xf32>
  return %g : tensor<2xf32>
}
func.func @caller(%r: tensor<2xf32>) -> tensor<2xf32> {
  %g = call @helper(%r) : (tensor<2xf32>) -> tensor<2xf32>
  return %g : tensor<2xf32>
}

// -----

// No rule's function.
func.func @public(%r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @below {{'lxt.pullback' op expects to stand in a private function, which the entry of a composite names as a rule}}
  %0 = lxt.pullback %r : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// Nor its body.
func.func private @region(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  %0 = lxt.vjp ins(%a = %x : tensor<2xf32>) cotangents(%r : tensor<2xf32>) -> tensor<2xf32> {
    // expected-error @below {{'lxt.pullback' op expects to stand in a private function, which the entry of a composite names as a rule}}
    %1 = lxt.pullback %a : (tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %1 : tensor<2xf32>
  }
  return %0 : tensor<2xf32>
}

// -----

func.func private @elements(%r: tensor<2xi32>) -> tensor<2xi32> {
  // expected-error @below {{'lxt.pullback' op operand #0 must be variadic of}}
  %0 = lxt.pullback %r : (tensor<2xi32>) -> tensor<2xi32>
  return %0 : tensor<2xi32>
}
