// More of what the rules of linear layers do not accept.
// RUN: lxt-opt %s --split-input-file --lxt-lower-rules --lxt-lower-vjp -verify-diagnostics -o /dev/null

// The sum of (x - w)^2 is a reduction with a constant, but no contraction.
func.func @distance(%x: tensor<2xf32>, %w: tensor<2xf32>, %b: tensor<f32>, %y: tensor<f32>, %r: tensor<f32>) -> tensor<2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op cannot be applied to 'linalg.generic': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_plus ins(%a = %x : tensor<2xf32>) outs(%y : tensor<f32>) relevance(%r : tensor<f32>) -> tensor<2xf32> {
    %0 = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>, affine_map<(i) -> ()>], iterator_types = ["reduction"]}
           ins(%a, %w : tensor<2xf32>, tensor<2xf32>) outs(%b : tensor<f32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %d = arith.subf %p, %q : f32
      %s = arith.mulf %d, %d : f32
      %t = arith.addf %o, %s : f32
      linalg.yield %t : f32
    } -> tensor<f32>
    lxt.yield %0 : tensor<f32>
  }
  return %rx : tensor<2xf32>
}

// -----

func.func @max_plus(%x: tensor<2xf32>, %w: tensor<2xf32>, %b: tensor<f32>, %y: tensor<f32>, %r: tensor<f32>) -> tensor<2xf32> {
  // expected-error @+1 {{'lxt.flat' op cannot be applied to 'linalg.generic': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.flat ins(%a = %x : tensor<2xf32>) outs(%y : tensor<f32>) relevance(%r : tensor<f32>) -> tensor<2xf32> {
    %0 = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>, affine_map<(i) -> ()>], iterator_types = ["reduction"]}
           ins(%a, %w : tensor<2xf32>, tensor<2xf32>) outs(%b : tensor<f32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %d = arith.addf %p, %q : f32
      %t = arith.maximumf %o, %d : f32
      linalg.yield %t : f32
    } -> tensor<f32>
    lxt.yield %0 : tensor<f32>
  }
  return %rx : tensor<2xf32>
}

// -----

// A constant that is added to the input is no bias: its part is not that of (x + c) W.
func.func @added_before(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op cannot be applied to 'linalg.add': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_plus ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %c = linalg.add ins(%a, %b : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    %0 = linalg.matmul ins(%c, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// The result does not come from the contraction.
func.func @unused(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op expects a contraction or convolution of its input with a constant weight}}
  %rx = lxt.z_plus ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %a : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @bounds_number_and_list(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op expects low <= high, got low 2.000000e+00 and high 1.000000e+00}}
  %rx = lxt.z_box low(2.0) high(array<f64: 3.0, 1.0>) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @bounds_list_and_number(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op expects low <= high, got low 2.000000e+00 and high 1.000000e+00}}
  %rx = lxt.z_box low(array<f64: -1.0, 2.0>) high(1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @bounds_tensors(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op expects low <= high, got low 2.000000e+00 and high 1.000000e+00}}
  %rx = lxt.z_box low(dense<2.0> : tensor<2x2xf32>) high(dense<1.0> : tensor<2x2xf32>) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @bounds_list_nan(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op expects finite bounds, got nan}}
  %rx = lxt.z_box low(array<f64: 0x7FF8000000000000, 0.0>) high(1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// The number of features is known at run time only.
func.func @bounds_dynamic(%x: tensor<2x?xf32>, %w: tensor<?x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x?xf32> {
  // expected-error @+1 {{'lxt.z_box' op has bounds for 2 channels, the input has ?}}
  %rx = lxt.z_box low(array<f64: 0.0, 0.0>) high(1.0) ins(%a = %x : tensor<2x?xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x?xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x?xf32>, tensor<?x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x?xf32>
}

// -----

func.func @guided_backprop_results(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.guided_backprop' op expects a region with one result}}
  %rx = lxt.guided_backprop ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>, %x : tensor<3xf32>) relevance(%r : tensor<3xf32>, %r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a, %a : tensor<3xf32>, tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}
