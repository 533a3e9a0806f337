// What a request for an explanation and its seed refuse.
// RUN: lxt-opt %s -split-input-file -verify-diagnostics -o /dev/null

//===----------------------------------------------------------------------===//
// Requests
//===----------------------------------------------------------------------===//

// expected-error @+1 {{expected one of given, output, argmax, index(...), class(...)}}
lxt.explain @f inputs [0] seed<best>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, others none}}
lxt.explain @f inputs [0] seed<index>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, others none}}
lxt.explain @f inputs [0] seed<class>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, others none}}
lxt.explain @f inputs [0] seed<class(1, 2)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, others none}}
lxt.explain @f inputs [0] seed<argmax(1)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, others none}}
lxt.explain @f inputs [0] seed<output(1)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, others none}}
lxt.explain @f inputs [0] seed<given(1)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed's indices are not negative}}
lxt.explain @f inputs [0] seed<index(0, -1)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed's indices are not negative}}
lxt.explain @f inputs [0] seed<class(-1)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{expects a function, found none named @g}}
lxt.explain @g inputs [0]
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// A symbol, but no function.
// expected-error @+1 {{expects a function, found none named @g}}
lxt.explain @g inputs [0]
lxt.composite @g entries []

// -----

// expected-error @+1 {{expects a function with a body, @f has none}}
lxt.explain @f inputs [0]
func.func private @f(tensor<3xf32>) -> tensor<3xf32>

// -----

// expected-error @+1 {{expects at least one input to explain}}
lxt.explain @f inputs []
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{input 2 is out of range: @f has 2 arguments}}
lxt.explain @f inputs [2]
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{input -1 is out of range: @f has 2 arguments}}
lxt.explain @f inputs [-1]
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{input 1 cannot receive relevance: it is no tensor of floats}}
lxt.explain @f inputs [1]
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{names input 0 twice}}
lxt.explain @f inputs [0, 0]
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{output 2 is out of range: @f has 2 results}}
lxt.explain @f inputs [0] output 2
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{output 1 cannot be explained: it is no tensor of floats}}
lxt.explain @f inputs [0] output 1
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{attribute 'output' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative}}
lxt.explain @f inputs [0] output -1
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed has 1 indices, output 0 has 2 dimensions}}
lxt.explain @f inputs [0] seed<index(0)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed index 3 is out of range: the dimension has 3 elements}}
lxt.explain @f inputs [0] seed<index(0, 3)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed index 3 is out of range: the dimension has 3 elements}}
lxt.explain @f inputs [0] seed<class(3)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed 'argmax' and 'class' need an output with a last dimension}}
lxt.explain @f inputs [0] seed<argmax>
func.func @f(%x: tensor<f32>) -> tensor<f32> {
  return %x : tensor<f32>
}

// -----

// expected-error @+1 {{seed 'argmax' and 'class' need an output with a last dimension}}
lxt.explain @f inputs [0] seed<class(0)>
func.func @f(%x: tensor<f32>) -> tensor<f32> {
  return %x : tensor<f32>
}

// -----

// expected-error@+1 {{'lineer' is no kind of layer}}
lxt.explain @f inputs [0] seed<output> values ["kind:linear", "kind:lineer"]
func.func @f(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  return %x : tensor<2x3xf32>
}
