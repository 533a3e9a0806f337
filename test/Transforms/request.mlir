// The request for an explanation: which function, inputs, output, seed, inner
// values and mode, and what is wrong with each.

// By default: @main, every argument that is a tensor of floats, result 0, a
// seed given at run time. The copy knows where it comes from.
// RUN: lxt-opt %s --lxt-request | FileCheck %s
// CHECK-LABEL: func.func @main(
// CHECK-NOT:     attributes
// CHECK:         return
// CHECK-LABEL: func.func @main_explain(
// CHECK-SAME:    -> (tensor<2x4xf32>, tensor<4xf64>) attributes {lxt.source = @main} {
// CHECK:         return %{{.*}}, %{{.*}} : tensor<2x4xf32>, tensor<4xf64>
// CHECK:       lxt.explain @main_explain inputs [0, 2]{{$}}

// RUN: lxt-opt %s --lxt-request="entry=scalar" | FileCheck %s --check-prefix=ENTRY
// ENTRY: lxt.explain @scalar_explain inputs [0]{{$}}

// The order of the inputs is that of the relevances.
// RUN: lxt-opt %s --lxt-request="inputs=2,0 output=1 seed=3 mode=fast values=kind:linear,op:linalg.matmul&nth:2" | FileCheck %s --check-prefix=ALL
// ALL: lxt.explain @main_explain inputs [2, 0] output 1 seed<index(3)> values ["kind:linear", "op:linalg.matmul&nth:2"] mode<fast>

// RUN: lxt-opt %s --lxt-request="mode=exact" | FileCheck %s --check-prefix=EXACT
// EXACT: lxt.explain @main_explain inputs [0, 2] mode<exact>

// Seeds, each in every spelling.
// RUN: lxt-opt %s --lxt-request="seed=given" | FileCheck %s --check-prefix=GIVEN
// GIVEN: lxt.explain @main_explain inputs [0, 2]{{$}}
// RUN: lxt-opt %s --lxt-request="seed=output" | FileCheck %s --check-prefix=OUTPUT
// OUTPUT: lxt.explain {{.*}} seed<output>
// RUN: lxt-opt %s --lxt-request="seed=argmax" | FileCheck %s --check-prefix=ARGMAX
// ARGMAX: lxt.explain {{.*}} seed<argmax>
// RUN: lxt-opt %s --lxt-request="seed=class:3" | FileCheck %s --check-prefix=CLASS
// CLASS: lxt.explain {{.*}} seed<class(3)>
// RUN: lxt-opt %s --lxt-request="seed=1:2" | FileCheck %s --check-prefix=INDEX
// INDEX: lxt.explain {{.*}} seed<index(1, 2)>
// Several: given at run time, their number known or open, or fixed, in any mixture.
// RUN: lxt-opt %s --lxt-request="seed=given:3" | FileCheck %s --check-prefix=THREE
// THREE: lxt.explain @main_explain inputs [0, 2] seed<given(3)>
// RUN: lxt-opt %s --lxt-request="seed=given:?" | FileCheck %s --check-prefix=OPEN
// OPEN: lxt.explain @main_explain inputs [0, 2] seed<given(?)>
// RUN: lxt-opt %s --lxt-request="seed=class:3,argmax,1:2,output,class:0" | FileCheck %s --check-prefix=SEVERAL
// SEVERAL: lxt.explain @main_explain inputs [0, 2] seed<[class(3), argmax, index(1, 2), output, class(0)]>
// From the end; all of a dimension; the largest in a row.
// RUN: lxt-opt %s --lxt-request="seed=-1:-4" | FileCheck %s --check-prefix=END
// END: lxt.explain {{.*}} seed<index(-1, -4)>
// RUN: lxt-opt %s --lxt-request="seed=class:-1" | FileCheck %s --check-prefix=LAST
// LAST: lxt.explain {{.*}} seed<class(-1)>
// RUN: lxt-opt %s --lxt-request="seed=*:2" | FileCheck %s --check-prefix=STAR
// STAR: lxt.explain {{.*}} seed<index(*, 2)>
// RUN: lxt-opt %s --lxt-request="seed=-1:argmax" | FileCheck %s --check-prefix=BEST
// BEST: lxt.explain {{.*}} seed<argmax(-1)>
// RUN: lxt-opt %s --lxt-request="seed=*:argmax" | FileCheck %s --check-prefix=ROWS
// ROWS: lxt.explain {{.*}} seed<argmax(*)>
// RUN: lxt-opt %s --lxt-request="seed=-1:argmax,*:-2,class:-1,*:argmax outputs=relevance" | FileCheck %s --check-prefix=PLACES
// PLACES: lxt.explain {{.*}} seed<[argmax(-1), index(*, -2), class(-1), argmax(*)]> outputs<relevance>
// RUN: not lxt-opt %s --lxt-request="seed=-1:argmax,class:0 outputs=slice" 2>&1 | FileCheck %s --check-prefix=SLICES
// SLICES: error: 'lxt.explain' op outputs 'slice' goes with one seed
// The size of a dynamic dimension is not known here.
// RUN: lxt-opt %s --lxt-request="entry=dynamic seed=7:3" | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: lxt.explain @dynamic_explain inputs [0] seed<index(7, 3)>

// What is returned of the prediction.
// RUN: lxt-opt %s --lxt-request="outputs=all" | FileCheck %s --check-prefix=GIVEN
// RUN: lxt-opt %s --lxt-request="outputs=slice" | FileCheck %s --check-prefix=SLICE
// SLICE: lxt.explain @main_explain inputs [0, 2] outputs<slice>
// RUN: lxt-opt %s --lxt-request="outputs=relevance ledger" | FileCheck %s --check-prefix=RELEVANCE
// RELEVANCE: lxt.explain @main_explain inputs [0, 2] outputs<relevance> ledger
// RUN: not lxt-opt %s --lxt-request="outputs=none" 2>&1 | FileCheck %s --check-prefix=OUTPUTS
// OUTPUTS: error: 'none' says not what to return: expected all, slice or relevance

// What is no seed.
// RUN: not lxt-opt %s --lxt-request="seed=max" 2>&1 | FileCheck %s --check-prefix=WORD
// WORD: error: 'max' is no seed: expected given, given:K, output, argmax, class:N, or a multi-index I:J:... of numbers (* for all), the last one also argmax
// The kinds' names inside the compiler are no spellings.
// RUN: not lxt-opt %s --lxt-request="seed=cls" 2>&1 | FileCheck %s --check-prefix=CLS
// CLS: error: 'cls' is no seed
// RUN: not lxt-opt %s --lxt-request="seed=index" 2>&1 | FileCheck %s --check-prefix=BARE
// BARE: error: 'index' is no seed
// RUN: not lxt-opt %s --lxt-request="seed=several" 2>&1 | FileCheck %s --check-prefix=KIND
// KIND: error: 'several' is no seed
// RUN: not lxt-opt %s --lxt-request="seed=given:" 2>&1 | FileCheck %s --check-prefix=NO-NUMBER
// NO-NUMBER: error: 'given:' is no seed
// RUN: not lxt-opt %s --lxt-request="seed=given:few" 2>&1 | FileCheck %s --check-prefix=FEW
// FEW: error: 'given:few' is no seed
// RUN: not lxt-opt %s --lxt-request="seed=given:0" 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: not lxt-opt %s --lxt-request="seed=given:-2" 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: not lxt-opt %s --lxt-request="seed=given:2:3" 2>&1 | FileCheck %s --check-prefix=ZERO
// ZERO: error: a seed 'given' takes the number of seeds, which is at least 1, or ? where it is open
// RUN: not lxt-opt %s --lxt-request="seed=argmax,given" 2>&1 | FileCheck %s --check-prefix=MIXTURE
// RUN: not lxt-opt %s --lxt-request="seed=given:2,argmax" 2>&1 | FileCheck %s --check-prefix=MIXTURE
// MIXTURE: error: several seeds are fixed ones; of those that are given at run time, give the number: given(K)
// RUN: not lxt-opt %s --lxt-request="seed=argmax,class:?" 2>&1 | FileCheck %s --check-prefix=CLASS-OPEN
// CLASS-OPEN: error: 'class:?' is no seed
// RUN: not lxt-opt %s --lxt-request="seed=given:2 ledger=true" 2>&1 | FileCheck %s --check-prefix=LEDGER
// RUN: not lxt-opt %s --lxt-request="seed=argmax,output ledger=true" 2>&1 | FileCheck %s --check-prefix=LEDGER
// LEDGER: error: 'lxt.explain' op keeps the ledger of one seed, and is asked for several: explain one at a time
// RUN: not lxt-opt %s --lxt-request="seed=class:" 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: error: 'class:' is no seed
// RUN: not lxt-opt %s --lxt-request="seed=class:1:2" 2>&1 | FileCheck %s --check-prefix=TWO
// TWO: error: a seed 'index' takes a full multi-index, 'class' one number, 'argmax' a row's indices or none, others none
// RUN: not lxt-opt %s --lxt-request="seed=argmax:0" 2>&1 | FileCheck %s --check-prefix=ORDER
// ORDER: error: 'argmax:0' is no seed
// RUN: not lxt-opt %s --lxt-request="seed=:argmax" 2>&1 | FileCheck %s --check-prefix=NO-ROW
// NO-ROW: error: ':argmax' is no seed
// RUN: not lxt-opt %s --lxt-request="seed=class:*" 2>&1 | FileCheck %s --check-prefix=TWO

// Seeds that do not fit the output.
// RUN: not lxt-opt %s --lxt-request="seed=1" 2>&1 | FileCheck %s --check-prefix=RANK
// RANK: error: 'lxt.explain' op seed has 1 indices, output 0 has 2 dimensions
// RUN: not lxt-opt %s --lxt-request="seed=2:0" 2>&1 | FileCheck %s --check-prefix=ROW
// ROW: error: 'lxt.explain' op seed index 2 is out of range: the dimension has 2 elements
// RUN: not lxt-opt %s --lxt-request="seed=-3:0" 2>&1 | FileCheck %s --check-prefix=BEFORE-ROW
// BEFORE-ROW: error: 'lxt.explain' op seed index -3 is out of range: the dimension has 2 elements
// RUN: not lxt-opt %s --lxt-request="seed=0:1:argmax" 2>&1 | FileCheck %s --check-prefix=ROW-RANK
// ROW-RANK: error: 'lxt.explain' op seed has 2 indices, output 0 has 2 dimensions, the last for argmax
// RUN: not lxt-opt %s --lxt-request="seed=class:4" 2>&1 | FileCheck %s --check-prefix=COLUMN
// COLUMN: error: 'lxt.explain' op seed index 4 is out of range: the dimension has 4 elements
// RUN: not lxt-opt %s --lxt-request="entry=dynamic seed=7:4" 2>&1 | FileCheck %s --check-prefix=STATIC
// STATIC: error: 'lxt.explain' op seed index 4 is out of range: the dimension has 4 elements
// RUN: not lxt-opt %s --lxt-request="entry=scalar seed=argmax" 2>&1 | FileCheck %s --check-prefix=SCALAR
// RUN: not lxt-opt %s --lxt-request="entry=scalar seed=class:0" 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: error: 'lxt.explain' op seed 'argmax' and 'class' need an output with a last dimension

// Functions.
// RUN: not lxt-opt %s --lxt-request="entry=nothing" 2>&1 | FileCheck %s --check-prefix=NOTHING
// NOTHING: error: has no function @nothing with a body; name one with entry
// RUN: not lxt-opt %s --lxt-request="entry=declared" 2>&1 | FileCheck %s --check-prefix=DECLARED
// DECLARED: error: has no function @declared with a body
// RUN: not lxt-opt %s --lxt-request="entry=taken" 2>&1 | FileCheck %s --check-prefix=TAKEN
// TAKEN: error: already has a symbol @taken_explain, the name of the explanation of @taken

// Inputs.
// RUN: not lxt-opt %s --lxt-request="inputs=1" 2>&1 | FileCheck %s --check-prefix=INTEGER
// INTEGER: error: 'lxt.explain' op input 1 cannot receive relevance: it is no tensor of floats
// RUN: not lxt-opt %s --lxt-request="inputs=3" 2>&1 | FileCheck %s --check-prefix=NUMBER
// NUMBER: error: 'lxt.explain' op input 3 cannot receive relevance: it is no tensor of floats
// RUN: not lxt-opt %s --lxt-request="inputs=4" 2>&1 | FileCheck %s --check-prefix=BEYOND
// BEYOND: error: 'lxt.explain' op input 4 is out of range: @main_explain has 4 arguments
// RUN: not lxt-opt %s --lxt-request="inputs=-1" 2>&1 | FileCheck %s --check-prefix=BEFORE
// BEFORE: error: 'lxt.explain' op input -1 is out of range: @main_explain has 4 arguments
// RUN: not lxt-opt %s --lxt-request="inputs=0,2,0" 2>&1 | FileCheck %s --check-prefix=TWICE
// TWICE: error: 'lxt.explain' op names input 0 twice
// RUN: not lxt-opt %s --lxt-request="entry=ints" 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: 'lxt.explain' op expects at least one input to explain

// Outputs and modes.
// RUN: not lxt-opt %s --lxt-request="output=2" 2>&1 | FileCheck %s --check-prefix=RESULT
// RESULT: error: 'lxt.explain' op output 2 is out of range: @main_explain has 2 results
// RUN: not lxt-opt %s --lxt-request="output=-1" 2>&1 | FileCheck %s --check-prefix=MINUS
// MINUS: error: output -1 is negative
// RUN: not lxt-opt %s --lxt-request="entry=mixed" 2>&1 | FileCheck %s --check-prefix=MIXED
// MIXED: error: 'lxt.explain' op output 0 cannot be explained: it is no tensor of floats
// RUN: not lxt-opt %s --lxt-request="mode=slow" 2>&1 | FileCheck %s --check-prefix=MODE
// MODE: error: 'slow' is no mode: expected exact or fast

func.func @main(%x: tensor<2x4xf32>, %i: tensor<2xi64>, %w: tensor<4xf64>, %n: f32) -> (tensor<2x4xf32>, tensor<4xf64>) {
  return %x, %w : tensor<2x4xf32>, tensor<4xf64>
}

func.func @dynamic(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %x : tensor<?x4xf32>
}

func.func @scalar(%x: tensor<f32>) -> tensor<f32> {
  return %x : tensor<f32>
}

func.func @ints(%x: tensor<2xi64>) -> tensor<2xi64> {
  return %x : tensor<2xi64>
}

func.func @mixed(%x: tensor<2xf32>, %i: tensor<2xi64>) -> tensor<2xi64> {
  return %i : tensor<2xi64>
}

func.func private @declared(%x: tensor<4xf32>) -> tensor<4xf32>

func.func @taken(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

func.func @taken_explain(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
