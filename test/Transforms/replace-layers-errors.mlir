// What cannot take a layer's place.
// RUN: split-file %s %t
// RUN: lxt-opt %t/layers.mlir --split-input-file --lxt-replace-layers="layers=kind:dense function=f" --verify-diagnostics -o /dev/null

// The options. Nothing shows the whole module.
// DEFINE: %{options} =
// DEFINE: %{replace} = not lxt-opt %t/model.mlir --lxt-recognise --lxt-replace-layers="%{options}" -o /dev/null 2>&1 | FileCheck %s --implicit-check-not="see current operation"
// REDEFINE: %{options} =
// RUN: %{replace} --check-prefix=EMPTY
// REDEFINE: %{options} = function=f
// RUN: %{replace} --check-prefix=EMPTY
// EMPTY: error: selector '' does not start with one of kind:
// REDEFINE: %{options} = layers=kind:lineer function=f
// RUN: %{replace} --check-prefix=KIND
// KIND: error: 'lineer' is no kind of layer
// REDEFINE: %{options} = layers=dense function=f
// RUN: %{replace} --check-prefix=SELECTOR
// SELECTOR: error: selector 'dense' does not start with one of kind:
// REDEFINE: %{options} = layers=kind:dense
// RUN: %{replace} --check-prefix=NAMELESS
// NAMELESS: error: '' is no private function of one block
// REDEFINE: %{options} = layers=kind:dense function=g
// RUN: %{replace} --check-prefix=MISSING
// MISSING: error: 'g' is no private function of one block
// REDEFINE: %{options} = layers=kind:dense function=model
// RUN: %{replace} --check-prefix=PUBLIC
// PUBLIC: error: 'model' is no private function of one block
// REDEFINE: %{options} = layers=kind:dense function=declared
// RUN: %{replace} --check-prefix=DECLARED
// DECLARED: error: 'declared' is no private function of one block
// REDEFINE: %{options} = layers=kind:dense function=blocks
// RUN: %{replace} --check-prefix=BLOCKS
// BLOCKS: error: 'blocks' is no private function of one block
// REDEFINE: %{options} = layers=kind:dense function=c
// RUN: %{replace} --check-prefix=SYMBOL
// SYMBOL: error: 'c' is no private function of one block

// With an @, the same.
// REDEFINE: %{options} = layers=kind:dense function=@g
// RUN: %{replace} --check-prefix=MISSING

// It is looked for even where no layer matches.
// REDEFINE: %{options} = layers=kind:softmax function=g
// RUN: %{replace} --check-prefix=MISSING

// As a canonizer.
// DEFINE: %{canonizers} =
// DEFINE: %{canonize} = not lxt-opt %t/model.mlir --lxt-recognise --lxt-canonize="canonizers=%{canonizers}" -o /dev/null 2>&1 | FileCheck %s --implicit-check-not="see current operation"
// REDEFINE: %{canonizers} = replace-layers(layers=kind:dense,function=g)
// RUN: %{canonize} --check-prefix=MISSING
// REDEFINE: %{canonizers} = replace-layers
// RUN: %{canonize} --check-prefix=EMPTY
// REDEFINE: %{canonizers} = replace-layers(layer=kind:dense,function=f)
// RUN: %{canonize} --check-prefix=OPTION
// OPTION: error: {{.*}}'replace-layers(layer=kind:dense,function=f)'{{.*}}no such option layer
// REDEFINE: %{canonizers} = replace-layers(kind:dense,function=f)
// RUN: %{canonize} --check-prefix=FORM
// FORM: error: 'kind:dense' in 'replace-layers(kind:dense,function=f)' is not of the form parameter=value
// REDEFINE: %{canonizers} = replace-layer(layers=kind:dense,function=f)
// RUN: %{canonize} --check-prefix=NAME
// NAME: error: 'replace-layer' is no canonizer: there is no pass lxt-replace-layer; {{.*}}replace-layers

// With a composite's functions; the layer's place in the model is told.
// RUN: not lxt-compile %t/model.mlir --entry=model --composite=%t/composite.mlir --emit=linalg -o /dev/null 2>&1 | FileCheck %s --check-prefix=COMPOSITE
// COMPOSITE: model.mlir:12:8: error: this layer cannot be replaced by @one: it takes 2 tensors and returns 1, the layer has 1 inputs, reads 2 more tensors, and returns 1
// COMPOSITE: composite.mlir:2:1: note: the function is here

//--- model.mlir
func.func private @declared(%x: tensor<1x2xf32>) -> tensor<1x2xf32>
lxt.composite @c entries []
func.func private @f(%x: tensor<1x2xf32>) -> tensor<1x2xf32> { return %x : tensor<1x2xf32> }
func.func private @blocks(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  cf.br ^end
^end:
  return %x : tensor<1x2xf32>
}
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, -3.0], [2.0, 1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 0.0]]> : tensor<1x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

//--- composite.mlir
lxt.composite @mine canonizers ["replace-layers(layers=kind:dense,function=one)"] entries ["kind:dense=epsilon()"]
func.func private @one(%x: tensor<1x2xf32>, %w: tensor<2x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

//--- layers.mlir
// The weight, but not the bias.
!x = tensor<1x2xf32>
!w = tensor<2x2xf32>
// expected-note @below {{the function is here}}
func.func private @f(%x: !x, %w: !w) -> !x {
  return %x : !x
}
func.func @few(%x: !x, %w: !w, %b: !x) -> !x {
  // expected-error @below {{this layer cannot be replaced by @f: it takes 2 tensors and returns 1, the layer has 1 inputs, reads 2 more tensors, and returns 1}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    %1 = linalg.matmul ins(%a, %w : !x, !w) outs(%b : !x) -> !x
    lxt.yield %1 : !x
  }
  return %0 : !x
}

// -----

!x = tensor<1x2xf32>
!w = tensor<2x2xf32>
// expected-note @below {{the function is here}}
func.func private @f(%x: !x, %w: !w, %b: !x, %c: !x) -> !x {
  return %x : !x
}
func.func @many(%x: !x, %w: !w, %b: !x) -> !x {
  // expected-error @below {{this layer cannot be replaced by @f: it takes 4 tensors and returns 1, the layer has 1 inputs, reads 2 more tensors, and returns 1}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    %1 = linalg.matmul ins(%a, %w : !x, !w) outs(%b : !x) -> !x
    lxt.yield %1 : !x
  }
  return %0 : !x
}

// -----

// What is only filled is no bias.
!x = tensor<1x2xf32>
!w = tensor<2x2xf32>
// expected-note @below {{the function is here}}
func.func private @f(%x: !x, %w: !w, %b: !x) -> !x {
  return %x : !x
}
func.func @filled(%x: !x, %w: !w) -> !x {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : !x
  %b = linalg.fill ins(%zero : f32) outs(%e : !x) -> !x
  // expected-error @below {{this layer cannot be replaced by @f: it takes 3 tensors and returns 1, the layer has 1 inputs, reads 1 more tensors, and returns 1}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    %1 = linalg.matmul ins(%a, %w : !x, !w) outs(%b : !x) -> !x
    lxt.yield %1 : !x
  }
  return %0 : !x
}

// -----

!x = tensor<1x2xf32>
// expected-note @below {{the function is here}}
func.func private @f(%x: !x) -> (!x, !x) {
  return %x, %x : !x, !x
}
func.func @results(%x: !x) -> !x {
  // expected-error @below {{this layer cannot be replaced by @f: it takes 1 tensors and returns 2, the layer has 1 inputs, reads 0 more tensors, and returns 1}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    lxt.yield %a : !x
  }
  return %0 : !x
}

// -----

!x = tensor<1x2xf32>
// expected-note @below {{the function is here}}
func.func private @f() -> !x {
  %0 = tensor.empty() : !x
  return %0 : !x
}
func.func @no_arguments(%x: !x) -> !x {
  // expected-error @below {{this layer cannot be replaced by @f: it takes 0 tensors and returns 1, the layer has 1 inputs, reads 0 more tensors, and returns 1}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    lxt.yield %a : !x
  }
  return %0 : !x
}

// -----

// Types: of an argument, of a result, of what is no tensor.
!x = tensor<1x2xf32>
// expected-note @below {{the function is here}}
func.func private @f(%x: tensor<?x3xf32>) -> !x {
  %0 = tensor.empty() : !x
  return %0 : !x
}
func.func @argument(%x: !x) -> !x {
  // expected-error @below {{this layer cannot be replaced by @f: it is of type '(tensor<?x3xf32>) -> tensor<1x2xf32>', which does not fit the layer's tensors}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    lxt.yield %a : !x
  }
  return %0 : !x
}

// -----

!x = tensor<1x2xf32>
// expected-note @below {{the function is here}}
func.func private @f(%x: !x) -> tensor<1x2xf64> {
  %0 = tensor.empty() : tensor<1x2xf64>
  return %0 : tensor<1x2xf64>
}
func.func @result(%x: !x) -> !x {
  // expected-error @below {{this layer cannot be replaced by @f: it is of type '(tensor<1x2xf32>) -> tensor<1x2xf64>', which does not fit the layer's tensors}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    lxt.yield %a : !x
  }
  return %0 : !x
}

// -----

!x = tensor<1x2xf32>
// expected-note @below {{the function is here}}
func.func private @f(%x: f64) -> !x {
  %0 = tensor.empty() : !x
  return %0 : !x
}
func.func @number(%x: !x) -> !x {
  // expected-error @below {{this layer cannot be replaced by @f: it is of type '(f64) -> tensor<1x2xf32>', which does not fit the layer's tensors}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    lxt.yield %a : !x
  }
  return %0 : !x
}

// -----

// The weight and the bias, in the other order.
!x = tensor<1x2xf32>
!w = tensor<2x2xf32>
// expected-note @below {{the function is here}}
func.func private @f(%x: !x, %b: !x, %w: !w) -> !x {
  return %x : !x
}
func.func @order(%x: !x, %w: !w, %b: !x) -> !x {
  // expected-error @below {{this layer cannot be replaced by @f: it is of type '(tensor<1x2xf32>, tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>', which does not fit the layer's tensors}}
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    %1 = linalg.matmul ins(%a, %w : !x, !w) outs(%b : !x) -> !x
    lxt.yield %1 : !x
  }
  return %0 : !x
}

// -----

// In another layer, too.
!x = tensor<1x2xf32>
!w = tensor<2x2xf32>
// expected-note @below {{the function is here}}
func.func private @f() -> !x {
  %0 = tensor.empty() : !x
  return %0 : !x
}
func.func @inner(%x: !x, %w: !w, %b: !x) -> !x {
  %0 = lxt.layer <kind = function> ins(%c = %x : !x) -> !x {
    // expected-error @below {{this layer cannot be replaced by @f: it takes 0 tensors and returns 1, the layer has 1 inputs, reads 2 more tensors, and returns 1}}
    %1 = lxt.layer <kind = dense> ins(%a = %c : !x) -> !x {
      %2 = linalg.matmul ins(%a, %w : !x, !w) outs(%b : !x) -> !x
      lxt.yield %2 : !x
    }
    lxt.yield %1 : !x
  }
  return %0 : !x
}

// -----

// What relevance cannot pass is refused where it stands.
!x = tensor<1x2xf32>
func.func private @f(%x: !x) -> !x {
  // expected-error @below {{calls a recursive function, which relevance cannot pass}}
  %0 = call @f(%x) : (!x) -> !x
  return %0 : !x
}
func.func @recursive(%x: !x) -> !x {
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    lxt.yield %a : !x
  }
  return %0 : !x
}

// -----

!x = tensor<1x2xf32>
func.func private @declared(%x: !x) -> !x
func.func private @f(%x: !x) -> !x {
  // expected-error @below {{calls a function that relevance cannot pass: it has no body of one block}}
  %0 = call @declared(%x) : (!x) -> !x
  return %0 : !x
}
func.func @calls(%x: !x) -> !x {
  %0 = lxt.layer <kind = dense> ins(%a = %x : !x) -> !x {
    lxt.yield %a : !x
  }
  return %0 : !x
}
