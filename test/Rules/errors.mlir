// What rules cannot do with the region that they are given.
// RUN: lxt-opt %s --split-input-file --lxt-lower-rules --lxt-lower-vjp -verify-diagnostics -o /dev/null

func.func @identity_inputs(%x: tensor<3xf32>, %r: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %e = tensor.empty() : tensor<3xf32>
  // expected-error @+1 {{'lxt.identity' op expects one input, got 2}}
  %rx:2 = lxt.identity ins(%a = %x : tensor<3xf32>, %b = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    %0 = linalg.add ins(%a, %b : tensor<3xf32>, tensor<3xf32>) outs(%e : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx#0, %rx#1 : tensor<3xf32>, tensor<3xf32>
}

// -----

func.func @identity_results(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.identity' op expects a region with one result}}
  %rx = lxt.identity ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>, %x : tensor<3xf32>) relevance(%r : tensor<3xf32>, %r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a, %a : tensor<3xf32>, tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

// The result is smaller than the input.
func.func @identity_shape(%x: tensor<2x3xf32>, %y: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<2x3xf32> {
  // expected-error @+1 {{'lxt.identity' op expects input 0 to have the result's shape, or one that broadcasts to it}}
  %rx = lxt.identity ins(%a = %x : tensor<2x3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<2x3xf32> {
    %0 = linalg.reduce {arith.addf} ins(%a : tensor<2x3xf32>) outs(%y : tensor<3xf32>) dimensions = [0]
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx : tensor<2x3xf32>
}

// -----

// Of the same rank, but no broadcast; the first input is fine.
func.func @uniform_shape(%x: tensor<3xf32>, %z: tensor<2xf32>, %r: tensor<3xf32>) -> (tensor<3xf32>, tensor<2xf32>) {
  // expected-error @+1 {{'lxt.uniform' op expects input 1 to have the result's shape, or one that broadcasts to it}}
  %rx:2 = lxt.uniform ins(%a = %x : tensor<3xf32>, %b = %z : tensor<2xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<2xf32>) {
    %0 = tensor.insert_slice %b into %a[0] [2] [1] : tensor<2xf32> into tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx#0, %rx#1 : tensor<3xf32>, tensor<2xf32>
}

// -----

func.func @uniform_results(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.uniform' op expects a region with one result}}
  %rx = lxt.uniform ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>, %x : tensor<3xf32>) relevance(%r : tensor<3xf32>, %r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a, %a : tensor<3xf32>, tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

// A broadcast that only run time could tell.
func.func @uniform_dynamic(%x: tensor<3xf32>, %z: tensor<?xf32>, %r: tensor<3xf32>) -> (tensor<3xf32>, tensor<?xf32>) {
  // expected-error @+1 {{'lxt.uniform' op expects input 1 to have the result's shape, or one that broadcasts to it}}
  %rx:2 = lxt.uniform ins(%a = %x : tensor<3xf32>, %b = %z : tensor<?xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<?xf32>) {
    lxt.yield %a : tensor<3xf32>
  }
  return %rx#0, %rx#1 : tensor<3xf32>, tensor<?xf32>
}

// -----

func.func @softmax_sum(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.softmax' op expects a region that computes a softmax: it has no sum over the exponentials}}
  %rx = lxt.softmax ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    %0 = linalg.exp ins(%a : tensor<3xf32>) outs(%x : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

func.func @softmax_dimension(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.softmax' op dimension 1 is out of range}}
  %rx = lxt.softmax dimension(1) ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

func.func @softmax_dimension(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.softmax' op dimension -2 is out of range}}
  %rx = lxt.softmax dimension(-2) ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

func.func @softmax_inputs(%x: tensor<3xf32>, %r: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  // expected-error @+1 {{'lxt.softmax' op expects one input and one result of one}}
  %rx:2 = lxt.softmax dimension(0) ins(%a = %x : tensor<3xf32>, %b = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    lxt.yield %a : tensor<3xf32>
  }
  return %rx#0, %rx#1 : tensor<3xf32>, tensor<3xf32>
}

// -----

func.func @softmax_shape(%x: tensor<3xf32>, %y: tensor<1x3xf32>, %r: tensor<1x3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.softmax' op expects one input and one result of one}}
  %rx = lxt.softmax dimension(0) ins(%a = %x : tensor<3xf32>) outs(%y : tensor<1x3xf32>) relevance(%r : tensor<1x3xf32>) -> tensor<3xf32> {
    %0 = tensor.expand_shape %a [[0, 1]] output_shape [1, 3] : tensor<3xf32> into tensor<1x3xf32>
    lxt.yield %0 : tensor<1x3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

// A cast with the softmax is no part of the rule.
func.func @softmax_type(%x: tensor<3xf16>, %y: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf16> {
  // expected-error @+1 {{'lxt.softmax' op expects one input and one result of one}}
  %rx = lxt.softmax dimension(0) ins(%a = %x : tensor<3xf16>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf16> {
    %0 = arith.extf %a : tensor<3xf16> to tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx : tensor<3xf16>
}

// -----

// An epsilon of 0 that nothing folds away.
func.func @epsilon_zero(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{divides relevance by a value with epsilon 0, and the division does not cancel: give the rule an epsilon, or use mode fast}}
  %rx = lxt.epsilon epsilon(0.0) ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

// Unless nobody reads the result.
func.func @epsilon_zero_unused(%x: tensor<3xf32>, %r: tensor<3xf32>) {
  %0 = lxt.stabilized_div %r, %x epsilon(0.0) : tensor<3xf32>, tensor<3xf32>
  return
}

// -----

func.func @taylor_results(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.taylor' op expects a region with one result}}
  %rx = lxt.taylor reference(#lxt.reference<zero>) bias<spread> ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>, %x : tensor<3xf32>)
          relevance(%r : tensor<3xf32>, %r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a, %a : tensor<3xf32>, tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

// The bias of a matmul with two columns cannot go to three inputs, element by
// element.
func.func @taylor_shape(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x3xf32> {
  // expected-error @+1 {{'lxt.taylor' op expects input 0 to have the result's shape, or one that broadcasts to it}}
  %rx = lxt.taylor reference(#lxt.reference<zero>) bias<to(0)> ins(%a = %x : tensor<1x3xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%y : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// -----

// Only the input that receives the bias has to have a shape for it.
func.func @taylor_other_shape(%x: tensor<1x3xf32>, %z: tensor<1x2xf32>, %w: tensor<3x2xf32>, %r: tensor<1x2xf32>) -> (tensor<1x3xf32>, tensor<1x2xf32>) {
  %rx:2 = lxt.taylor reference(#lxt.reference<zero>) bias<to(1)> ins(%a = %x : tensor<1x3xf32>, %b = %z : tensor<1x2xf32>) outs(%z : tensor<1x2xf32>)
            relevance(%r : tensor<1x2xf32>) -> (tensor<1x3xf32>, tensor<1x2xf32>) {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx#0, %rx#1 : tensor<1x3xf32>, tensor<1x2xf32>
}

// -----

// A nested rule reports its errors, too.
func.func @nested(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  %rx = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    // expected-error @+1 {{'lxt.identity' op expects one input, got 2}}
    %0 = lxt.identity ins(%c = %a : tensor<3xf32>, %d = %a : tensor<3xf32>) -> tensor<3xf32> {
      %1 = linalg.max ins(%c, %d : tensor<3xf32>, tensor<3xf32>) outs(%x : tensor<3xf32>) -> tensor<3xf32>
      lxt.yield %1 : tensor<3xf32>
    }
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

// A nested rule must name as inputs what it reads of the values around it that
// are not constant.
func.func @nested_captured(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  %rx = lxt.epsilon ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    // expected-error-re @+1 {{{{.*captur.*}}}}
    %0 = lxt.identity ins() -> tensor<3xf32> {
      %1 = linalg.exp ins(%a : tensor<3xf32>) outs(%x : tensor<3xf32>) -> tensor<3xf32>
      lxt.yield %1 : tensor<3xf32>
    }
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

// An epsilon that the element type cannot hold.
func.func @underflow(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{has an epsilon that is 0 in 'f32'}}
  %rx = lxt.epsilon epsilon(1.0e-60) ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a : tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}
