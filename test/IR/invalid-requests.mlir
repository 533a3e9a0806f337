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

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, 'argmax' a row's indices or none, others none}}
lxt.explain @f inputs [0] seed<index>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, 'argmax' a row's indices or none, others none}}
lxt.explain @f inputs [0] seed<class>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, 'argmax' a row's indices or none, others none}}
lxt.explain @f inputs [0] seed<class(1, 2)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed has 2 indices, output 0 has 2 dimensions, the last for argmax}}
lxt.explain @f inputs [0] seed<argmax(1, 2)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, 'argmax' a row's indices or none, others none}}
lxt.explain @f inputs [0] seed<output(1)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'given' takes the number of seeds, which is at least 1, or ? where it is open}}
lxt.explain @f inputs [0] seed<given(0)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'given' takes the number of seeds, which is at least 1, or ? where it is open}}
lxt.explain @f inputs [0] seed<given(-3)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'given' takes the number of seeds, which is at least 1, or ? where it is open}}
lxt.explain @f inputs [0] seed<given(1, 2)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{several seeds are a list of at least one}}
lxt.explain @f inputs [0] seed<several>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{several seeds are fixed ones; of those that are given at run time, give the number: given(K)}}
lxt.explain @f inputs [0] seed<[argmax, given]>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{several seeds are fixed ones; of those that are given at run time, give the number: given(K)}}
lxt.explain @f inputs [0] seed<[[argmax, output]]>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{expected one of given, output, argmax, index(...), class(...), or a list of these}}
lxt.explain @f inputs [0] seed<[argmax, best]>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{expected valid keyword}}
lxt.explain @f inputs [0] seed<[]>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{expected integer value}}
lxt.explain @f inputs [0] seed<class(?)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{expected integer value}}
lxt.explain @f inputs [0] seed<given(*)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed index 3 is out of range: the dimension has 3 elements}}
lxt.explain @f inputs [0] seed<[argmax, class(3)]>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed index -4 is out of range: the dimension has 3 elements}}
lxt.explain @f inputs [0] seed<[argmax(-1), index(*, -4)]>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed has 2 indices, output 0 has 2 dimensions, the last for argmax}}
lxt.explain @f inputs [0] seed<[argmax, argmax(0, 1)]>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, 'argmax' a row's indices or none, others none}}
lxt.explain @f inputs [0] seed<[argmax, class(*)]>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{outputs 'slice' goes with one seed, since each of several reads a slice of its own: ask for outputs 'all' or 'relevance'}}
lxt.explain @f inputs [0] seed<[argmax(-1), class(0)]> outputs<slice>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed has 1 indices, output 0 has 2 dimensions}}
lxt.explain @f inputs [0] seed<[argmax, index(1)]>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{keeps the ledger of one seed, and is asked for several: explain one at a time}}
lxt.explain @f inputs [0] seed<given(2)> ledger
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{keeps the ledger of one seed, and is asked for several: explain one at a time}}
lxt.explain @f inputs [0] seed<[argmax]> ledger
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{seed index -4 is out of range: the dimension has 3 elements}}
lxt.explain @f inputs [0] seed<index(0, -4)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{a seed 'index' takes a full multi-index, 'class' one number, 'argmax' a row's indices or none, others none}}
lxt.explain @f inputs [0] seed<class(*)>
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

// -----

// expected-error @+1 {{seed index 2 is out of range: the dimension has 2 elements}}
lxt.explain @f inputs [0] seed<argmax(2)>
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>) -> (tensor<2x3xf32>, tensor<3xi32>) {
  return %x, %i : tensor<2x3xf32>, tensor<3xi32>
}

// -----

// expected-error @+1 {{with outputs 'relevance' and a seed given at run time, an output of static shape is needed}}
lxt.explain @f inputs [0] outputs<relevance>
func.func @f(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  return %x : tensor<?x3xf32>
}

// -----

// expected-error @+1 {{with outputs 'relevance' and a seed given at run time, an output of static shape is needed}}
lxt.explain @f inputs [0] seed<given(?)> outputs<relevance>
func.func @f(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  return %x : tensor<?x3xf32>
}
