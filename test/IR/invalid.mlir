// What the verifiers of ops and attributes refuse.
// RUN: lxt-opt %s -split-input-file -verify-diagnostics -o /dev/null

//===----------------------------------------------------------------------===//
// Parameters of rules
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %0 = lxt.epsilon epsilon(-1.0) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

// An infinite epsilon.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %0 = lxt.epsilon epsilon(0x7FF0000000000000) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

// Epsilon is no number.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %0 = lxt.epsilon epsilon(0x7FF8000000000000) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %0 = lxt.uniform epsilon(-1.0) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %0 = lxt.uniform_epsilon epsilon(-1.0) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %0 = lxt.identity epsilon(-1.0) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %0 = lxt.taylor reference(#lxt.reference<zero>) epsilon(-1.0) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+2 {{expected ::lxt::Stabilizer to be one of: plain, sign}}
  // expected-error @+1 {{failed to parse LXT_StabilizerAttr}}
  %0 = lxt.epsilon stabilizer<minus> ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+2 {{expected ::lxt::Count to be one of: active, all}}
  // expected-error @+1 {{failed to parse LXT_CountAttr}}
  %0 = lxt.uniform count<some> ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+2 {{expected ::lxt::Reference to be one of: zero, input}}
  // expected-error @+1 {{failed to parse LXT_ReferenceAttr}}
  %0 = lxt.taylor reference(#lxt.reference<one>) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+2 {{expected ::lxt::BiasKind to be one of: omit, absorb, spread, to}}
  // expected-error @+1 {{failed to parse LXT_BiasAttr}}
  %0 = lxt.taylor reference(#lxt.reference<zero>) bias<lose> ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{floating point value not valid for specified type}}
  %0 = lxt.softmax dimension(1.5) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+2 {{got: loss}}
  // expected-error @+1 {{failed to parse LXT_OriginAttr parameter 'kind'}}
  %0 = lxt.layer <kind = loss> ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{attribute 'reference' failed to satisfy constraint: the point around which a Taylor decomposition expands: zero or input or constant vector/tensor attribute}}
  %0 = lxt.taylor reference(#lxt.count<all>) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

// Of another shape.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects a constant reference of the type of its only input}}
  %0 = lxt.taylor reference(dense<0.0> : tensor<4xf32>) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

// Of another element type.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects a constant reference of the type of its only input}}
  %0 = lxt.taylor reference(dense<0.0> : tensor<3xf64>) ins(%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

// For two inputs.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects a constant reference of the type of its only input}}
  %0 = lxt.taylor reference(dense<0.0> : tensor<3xf32>) ins(%a = %x : tensor<3xf32>, %b = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{gives the bias to input 2, but has 2 inputs}}
  %0 = lxt.taylor reference(#lxt.reference<zero>) bias<to(2)> ins(%a = %x : tensor<3xf32>, %b = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

//===----------------------------------------------------------------------===//
// Operands and regions of rules
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xi32>) {
  // expected-error @+1 {{operand #0 must be variadic of ranked tensor of floating-point values}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xi32>) -> tensor<3xi32> {
    lxt.yield %a : tensor<3xi32>
  }
  return
}

// -----

func.func @f(%x: tensor<*xf32>) {
  // expected-error @+1 {{operand #0 must be variadic of ranked tensor of floating-point values}}
  %0 = lxt.epsilon ins(%a = %x : tensor<*xf32>) -> tensor<*xf32> {
    lxt.yield %a : tensor<*xf32>
  }
  return
}

// -----

func.func @f(%x: vector<3xf32>) {
  // expected-error @+1 {{operand #0 must be variadic of ranked tensor of floating-point values}}
  %0 = lxt.epsilon ins(%a = %x : vector<3xf32>) -> vector<3xf32> {
    lxt.yield %a : vector<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %i: i32) {
  // expected-error @+1 {{result #0 must be variadic of ranked tensor of floating-point values}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) -> i32 {
    lxt.yield %i : i32
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expected 'ins'}}
  %0 = lxt.epsilon (%a = %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expected 'relevance'}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{region #0 ('body') failed to verify constraint: region with 1 blocks}}
  %0 = lxt.epsilon ins() -> tensor<3xf32> {
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects a non-empty block}}
  %0 = "lxt.epsilon"() <{operandSegmentSizes = array<i32: 0, 0, 0>}> ({
  ^bb0:
  }) : () -> tensor<3xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects region #0 to have 0 or 1 blocks}}
  %0 = lxt.epsilon ins() -> tensor<3xf32> {
    cf.br ^bb1
  ^bb1:
    lxt.yield %x : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects its region to end with lxt.yield}}
  %0 = "lxt.epsilon"() <{operandSegmentSizes = array<i32: 0, 0, 0>}> ({
    llvm.unreachable
  }) : () -> tensor<3xf32>
  return
}

// -----

// No argument.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects one region argument per input, of its type}}
  %0 = "lxt.epsilon"(%x) <{operandSegmentSizes = array<i32: 1, 0, 0>}> ({
    lxt.yield %x : tensor<3xf32>
  }) : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// An argument of another type.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects one region argument per input, of its type}}
  %0 = "lxt.epsilon"(%x) <{operandSegmentSizes = array<i32: 1, 0, 0>}> ({
  ^bb0(%a: tensor<4xf32>):
    lxt.yield %x : tensor<3xf32>
  }) : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects relevance with its outputs}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance() -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects results of the types that its region yields}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) -> tensor<4xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects results of the types that its region yields}}
  lxt.epsilon ins(%a = %x : tensor<3xf32>) {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

//===----------------------------------------------------------------------===//
// The backward form of rules
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>, %y: tensor<4xf32>) {
  // expected-error @+1 {{expects outputs of the types that its region yields}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%y : tensor<4xf32>) relevance(%x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects 1 relevances, got 2}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%x : tensor<3xf32>, %x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<4xf32>) {
  // expected-error @+1 {{expects relevances of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<4xf32>'}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<4xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<3xf64>) {
  // expected-error @+1 {{expects relevances of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<3xf64>'}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf64>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<f32>) {
  // expected-error @+1 {{expects relevances of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<f32>'}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<f32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

// One relevance with a leading dimension, one without.
func.func @f(%x: tensor<3xf32>, %r: tensor<2x3xf32>) {
  // expected-error @+1 {{expects relevances of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<3xf32>'}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>, %x : tensor<3xf32>) relevance(%r : tensor<2x3xf32>, %x : tensor<3xf32>)
         -> tensor<2x3xf32> {
    lxt.yield %a, %a : tensor<3xf32>, tensor<3xf32>
  }
  return
}

// -----

// Leading dimensions of two sizes.
func.func @f(%x: tensor<3xf32>, %r: tensor<2x3xf32>, %s: tensor<4x3xf32>) {
  // expected-error @+1 {{expects relevances of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<4x3xf32>'}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>, %x : tensor<3xf32>) relevance(%r : tensor<2x3xf32>, %s : tensor<4x3xf32>)
         -> tensor<2x3xf32> {
    lxt.yield %a, %a : tensor<3xf32>, tensor<3xf32>
  }
  return
}

// -----

// The result lacks the relevance's leading dimension.
func.func @f(%x: tensor<3xf32>, %r: tensor<2x3xf32>) {
  // expected-error @+1 {{expects results of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<3xf32>'}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<2x3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

// The result has another leading dimension than the relevance.
func.func @f(%x: tensor<3xf32>, %r: tensor<2x3xf32>) {
  // expected-error @+1 {{expects results of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<5x3xf32>'}}
  %0 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<2x3xf32>) -> tensor<5x3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects 1 results, got 2}}
  %0:2 = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%x : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects one region argument per input, of its type}}
  %0 = "lxt.layer"(%x) <{origin = #lxt.origin<>}> ({
    lxt.yield %x : tensor<3xf32>
  }) : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects its region to end with lxt.yield}}
  %0 = "lxt.layer"() <{origin = #lxt.origin<>}> ({
    llvm.unreachable
  }) : () -> tensor<3xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects results of the types that its region yields}}
  %0 = lxt.layer <> ins(%a = %x : tensor<3xf32>) -> tensor<4xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

//===----------------------------------------------------------------------===//
// Calculus
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects one region argument per input, of its type}}
  %0 = "lxt.vjp"(%x, %x) <{operandSegmentSizes = array<i32: 1, 1>}> ({
    lxt.yield %x : tensor<3xf32>
  }) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects its region to end with lxt.yield}}
  "lxt.vjp"() <{operandSegmentSizes = array<i32: 0, 0>}> ({
    llvm.unreachable
  }) : () -> ()
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %b: tensor<3xi1>) {
  // expected-error @+1 {{expects its region to yield tensors of floats, got 'tensor<3xi1>'}}
  %0 = lxt.vjp ins(%a = %x : tensor<3xf32>) cotangents(%x : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %b : tensor<3xi1>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects 1 cotangents, got 0}}
  %0 = lxt.vjp ins(%a = %x : tensor<3xf32>) cotangents() -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %g: tensor<3x2xf32>) {
  // expected-error @+1 {{expects cotangents of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<3x2xf32>'}}
  %0 = lxt.vjp ins(%a = %x : tensor<3xf32>) cotangents(%g : tensor<3x2xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects results of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<2x3xf32>'}}
  %0 = lxt.vjp ins(%a = %x : tensor<3xf32>) cotangents(%x : tensor<3xf32>) -> tensor<2x3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects 1 results, got 0}}
  lxt.vjp ins(%a = %x : tensor<3xf32>) cotangents(%x : tensor<3xf32>) {
    lxt.yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %g: tensor<3x2xf32>) {
  // expected-error @+1 {{expects gradients of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<3x2xf32>'}}
  %0 = lxt.times_value %x, %g : tensor<3xf32>, tensor<3x2xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<f32>) {
  // expected-error @+1 {{expects relevances of type 'tensor<3xf32>', all with the same extra leading dimensions, got 'tensor<f32>'}}
  %0 = lxt.stabilized_div %r, %x epsilon(1.0) : tensor<f32>, tensor<3xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %0 = lxt.stabilized_div %x, %x epsilon(-1.0) : tensor<3xf32>, tensor<3xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects its region to end with lxt.yield}}
  %0 = lxt.scatter_add %x into %x : tensor<3xf32> into tensor<3xf32> {
  ^bb0(%i: index):
    llvm.unreachable
  }
  return
}

// -----

// An argument too many.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects a region with one index argument per dimension of the updates}}
  %0 = lxt.scatter_add %x into %x : tensor<3xf32> into tensor<3xf32> {
  ^bb0(%i: index, %j: index):
    lxt.yield %i : index
  }
  return
}

// -----

// A result too many.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects a region with one index argument per dimension of the updates}}
  %0 = lxt.scatter_add %x into %x : tensor<3xf32> into tensor<3xf32> {
  ^bb0(%i: index):
    lxt.yield %i, %i : index, index
  }
  return
}

// -----

// An argument that is no index.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects a region with one index argument per dimension of the updates}}
  %0 = lxt.scatter_add %x into %x : tensor<3xf32> into tensor<3xf32> {
  ^bb0(%i: i64):
    %c = arith.constant 0 : index
    lxt.yield %c : index
  }
  return
}

// -----

// A result that is no index.
func.func @f(%x: tensor<3xf32>) {
  // expected-error @+1 {{expects a region with one index argument per dimension of the updates}}
  %0 = lxt.scatter_add %x into %x : tensor<3xf32> into tensor<3xf32> {
  ^bb0(%i: index):
    %c = arith.constant 0 : i64
    lxt.yield %c : i64
  }
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %t: tensor<3xf64>) {
  // expected-error @+1 {{expects updates and table of one element type}}
  %0 = lxt.scatter_add %x into %t : tensor<3xf32> into tensor<3xf64> {
  ^bb0(%i: index):
    lxt.yield %i : index
  }
  return
}

// -----

func.func @f(%u: tensor<2x3xf32>, %t: tensor<4x3xf32>) {
  // expected-error-re @+1 {{{{.*}}leading dimensions{{.*}}}}
  %0 = lxt.scatter_add %u into %t : tensor<2x3xf32> into tensor<4x3xf32> {
  ^bb0(%i: index):
    lxt.yield %i : index
  }
  return
}

// -----

func.func @yield(%x: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.yield' op expects to end a region of an lxt op}}
  lxt.yield %x : tensor<3xf32>
}
