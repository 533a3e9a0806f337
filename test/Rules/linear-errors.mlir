// What the rules of linear layers, of sums and of activations do not accept.
// RUN: lxt-opt %s --split-input-file --lxt-lower-rules --lxt-lower-vjp -verify-diagnostics -o /dev/null

// alpha - beta is 1, also where one is left at its default.
func.func @alpha_minus_beta(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.alpha_beta' op expects alpha - beta = 1, got alpha 3.000000e+00 and beta 1.000000e+00}}
  %rx = lxt.alpha_beta alpha(3.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @alpha_beta_both(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.alpha_beta' op expects alpha - beta = 1, got alpha 1.500000e+00 and beta 2.500000e-01}}
  %rx = lxt.alpha_beta alpha(1.5) beta(0.25) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// The difference is 1, but beta is negative.
func.func @beta_negative(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.alpha_beta' op attribute 'beta' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.alpha_beta alpha(0.5) beta(-0.5) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @gamma_negative(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.gamma' op attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.gamma gamma(-0.5) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @gamma_infinite(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.gamma' op attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.gamma gamma(0x7FF0000000000000) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @epsilon_z_plus(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.z_plus epsilon(-1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @epsilon_alpha_beta(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.alpha_beta' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.alpha_beta epsilon(-1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @epsilon_gamma(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.gamma' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.gamma epsilon(-1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @epsilon_z_box(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.z_box low(0.0) high(1.0) epsilon(-1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @epsilon_w_square(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.w_square' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.w_square epsilon(-1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @epsilon_flat(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.flat' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.flat epsilon(-1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @epsilon_norm(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.norm epsilon(-1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @beta_smooth_negative(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.beta_smooth' op attribute 'beta' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
  %rx = lxt.beta_smooth beta(-1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    lxt.yield %a : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// Nothing folds this division away.
func.func @epsilon_zero(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{divides relevance by a value with epsilon 0, and the division does not cancel: give the rule an epsilon, or use mode fast}}
  %rx = lxt.z_plus epsilon(0.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @bounds_numbers(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op expects low <= high, got low 2.000000e+00 and high -5.000000e-01}}
  %rx = lxt.z_box low(2.0) high(-0.5) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// Only the second channel is wrong.
func.func @bounds_lists(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op expects low <= high, got low 3.000000e+00 and high 2.500000e+00}}
  %rx = lxt.z_box low(array<f64: 0.0, 3.0>) high(array<f64: 1.0, 2.5>) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @bounds_nan(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op attribute 'low' failed to satisfy constraint: 64-bit float attribute whose value is finite or f64 dense array attribute or a rule's parameter that is given at run time or constant vector/tensor attribute}}
  %rx = lxt.z_box low(0x7FF8000000000000) high(1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @bounds_word(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op attribute 'high' failed to satisfy constraint: 64-bit float attribute whose value is finite or f64 dense array attribute or a rule's parameter that is given at run time or constant vector/tensor attribute}}
  %rx = lxt.z_box low(0.0) high("one") ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// A row is no bound for two.
func.func @bounds_shape(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op expects a tensor of bounds of the rank and the element type of its input}}
  %rx = lxt.z_box low(dense<0.0> : tensor<2xf32>) high(1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @bounds_element(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op expects a tensor of bounds of the rank and the element type of its input}}
  %rx = lxt.z_box low(0.0) high(dense<1.0> : tensor<2x2xf64>) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @bounds_length(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op has bounds for 3 channels, the input has 2}}
  %rx = lxt.z_box low(array<f64: 0.0, 0.0, 0.0>) high(1.0) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// Of both, the one that is wrong.
func.func @bounds_length_high(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op has bounds for 1 channels, the input has 2}}
  %rx = lxt.z_box low(array<f64: 0.0, 0.0>) high(array<f64: 1.0>) ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// The channels of a convolution, not its width.
func.func @bounds_channels(%x: tensor<1x2x4xf32>, %w: tensor<1x2x4xf32>, %b: tensor<1x1x1xf32>, %y: tensor<1x1x1xf32>, %r: tensor<1x1x1xf32>) -> tensor<1x2x4xf32> {
  // expected-error @+1 {{'lxt.z_box' op has bounds for 4 channels, the input has 2}}
  %rx = lxt.z_box low(0.0) high(array<f64: 1.0, 1.0, 1.0, 1.0>) ins(%a = %x : tensor<1x2x4xf32>) outs(%y : tensor<1x1x1xf32>) relevance(%r : tensor<1x1x1xf32>) -> tensor<1x2x4xf32> {
    %0 = linalg.conv_1d_ncw_fcw ins(%a, %w : tensor<1x2x4xf32>, tensor<1x2x4xf32>) outs(%b : tensor<1x1x1xf32>) -> tensor<1x1x1xf32>
    lxt.yield %0 : tensor<1x1x1xf32>
  }
  return %rx : tensor<1x2x4xf32>
}

// -----

// A reshape lies between the input and the contraction.
func.func @channels_reshaped(%x: tensor<4xf32>, %w: tensor<4x2xf32>, %b: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'lxt.z_box' op cannot tell which dimension of its input holds the channels: give one number, or a tensor of the input's shape}}
  %rx = lxt.z_box low(array<f64: 0.0, 0.0, 0.0, 0.0>) high(1.0) ins(%a = %x : tensor<4xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> tensor<4xf32> {
    %c = tensor.expand_shape %a [[0, 1]] output_shape [1, 4] : tensor<4xf32> into tensor<1x4xf32>
    %0 = linalg.matmul ins(%c, %w : tensor<1x4xf32>, tensor<4x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<4xf32>
}

// -----

// This convolution has no channels.
func.func @channels_none(%x: tensor<4xf32>, %w: tensor<2xf32>, %b: tensor<3xf32>, %y: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'lxt.z_box' op cannot tell which dimension of its input holds the channels: give one number, or a tensor of the input's shape}}
  %rx = lxt.z_box low(0.0) high(array<f64: 1.0, 1.0, 1.0, 1.0>) ins(%a = %x : tensor<4xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<4xf32> {
    %0 = linalg.conv_1d ins(%a, %w : tensor<4xf32>, tensor<2xf32>) outs(%b : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx : tensor<4xf32>
}

// -----

// A product of two values.
func.func @two_inputs(%x: tensor<2x2xf32>, %z: tensor<2x2xf32>, %b: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>) {
  // expected-error @+1 {{'lxt.z_plus' op expects a layer with one input and one result}}
  %rx:2 = lxt.z_plus ins(%a = %x : tensor<2x2xf32>, %c = %z : tensor<2x2xf32>) outs(%r : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>) {
    %0 = linalg.matmul ins(%a, %c : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx#0, %rx#1 : tensor<2x2xf32>, tensor<2x2xf32>
}

// -----

func.func @two_results(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.flat' op expects a layer with one input and one result}}
  %rx = lxt.flat ins(%a = %x : tensor<2x2xf32>) outs(%r : tensor<2x2xf32>, %r : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>, %r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0, %0 : tensor<2x2xf32>, tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// The input with itself.
func.func @product(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.gamma' op cannot be applied to 'linalg.matmul': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.gamma ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %a : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @two_contractions(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.alpha_beta' op cannot be applied to 'linalg.matmul': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.alpha_beta ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    %1 = linalg.matmul ins(%0, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %1 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// An activation behind the layer.
func.func @activation(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.w_square' op cannot be applied to 'linalg.exp': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.w_square ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    %1 = linalg.exp ins(%0 : tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %1 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @relu(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %zero = arith.constant dense<0.0> : tensor<2x2xf32>
  // expected-error @+1 {{'lxt.flat' op cannot be applied to 'linalg.max': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.flat ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    %1 = linalg.max ins(%0, %zero : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %1 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @scaled(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op cannot be applied to 'linalg.mul': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_plus ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    %1 = linalg.mul ins(%0, %b : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %1 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// The input is added to the layer's result.
func.func @residual(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op cannot be applied to 'linalg.add': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_plus ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    %1 = linalg.add ins(%0, %a : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %1 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// The layer's result is subtracted from a constant.
func.func @negated(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op cannot be applied to 'linalg.sub': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_plus ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    %1 = linalg.sub ins(%b, %0 : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %1 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// Average pooling has no weight.
func.func @average_pool(%x: tensor<1x1x2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<1x1x1x1xf32>, %y: tensor<1x1x1x1xf32>, %r: tensor<1x1x1x1xf32>) -> tensor<1x1x2x2xf32> {
  // expected-error @+1 {{'lxt.z_box' op cannot be applied to 'linalg.pooling_nchw_sum': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_box low(0.0) high(1.0) ins(%a = %x : tensor<1x1x2x2xf32>) outs(%y : tensor<1x1x1x1xf32>) relevance(%r : tensor<1x1x1x1xf32>) -> tensor<1x1x2x2xf32> {
    %0 = linalg.pooling_nchw_sum ins(%a, %w : tensor<1x1x2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
    lxt.yield %0 : tensor<1x1x1x1xf32>
  }
  return %rx : tensor<1x1x2x2xf32>
}

// -----

func.func @max_pool(%x: tensor<1x1x2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<1x1x1x1xf32>, %y: tensor<1x1x1x1xf32>, %r: tensor<1x1x1x1xf32>) -> tensor<1x1x2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op cannot be applied to 'linalg.pooling_nchw_max': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_plus ins(%a = %x : tensor<1x1x2x2xf32>) outs(%y : tensor<1x1x1x1xf32>) relevance(%r : tensor<1x1x1x1xf32>) -> tensor<1x1x2x2xf32> {
    %0 = linalg.pooling_nchw_max ins(%a, %w : tensor<1x1x2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
    lxt.yield %0 : tensor<1x1x1x1xf32>
  }
  return %rx : tensor<1x1x2x2xf32>
}

// -----

func.func @sum(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op cannot be applied to 'linalg.reduce': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_plus ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.reduce {arith.addf} ins(%a : tensor<2x2xf32>) outs(%b : tensor<2xf32>) dimensions = [0]
    lxt.yield %0 : tensor<2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// Padding with another number than 0.
func.func @padding(%x: tensor<1x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<1x2xf32> {
  %one = arith.constant 1.0 : f32
  // expected-error @+1 {{'lxt.z_plus' op cannot be applied to 'tensor.pad': expects one contraction or convolution of the input with a constant weight, and constants added to it}}
  %rx = lxt.z_plus ins(%a = %x : tensor<1x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<1x2xf32> {
    %p = tensor.pad %a low[0, 0] high[1, 0] {
    ^bb0(%i: index, %j: index):
      tensor.yield %one : f32
    } : tensor<1x2xf32> to tensor<2x2xf32>
    %0 = linalg.matmul ins(%p, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<1x2xf32>
}

// -----

func.func @no_contraction(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.gamma' op cannot be applied to 'linalg.add'}}
  %rx = lxt.gamma ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.add ins(%a, %b : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %0 : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @nothing(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.z_plus' op expects a contraction or convolution of its input with a constant weight}}
  %rx = lxt.z_plus ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    lxt.yield %a : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

// The result does not depend on the input.
func.func @constant(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>, %b: tensor<2x2xf32>, %y: tensor<2x2xf32>, %r: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{'lxt.w_square' op expects a contraction or convolution of its input with a constant weight}}
  %rx = lxt.w_square ins(%a = %x : tensor<2x2xf32>) outs(%y : tensor<2x2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<2x2xf32>, tensor<2x2xf32>) outs(%b : tensor<2x2xf32>) -> tensor<2x2xf32>
    lxt.yield %b : tensor<2x2xf32>
  }
  return %rx : tensor<2x2xf32>
}

// -----

func.func @deconvnet_inputs(%x: tensor<3xf32>, %z: tensor<3xf32>, %r: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  // expected-error @+1 {{'lxt.deconvnet' op expects one input, got 2}}
  %rx:2 = lxt.deconvnet ins(%a = %x : tensor<3xf32>, %b = %z : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    %0 = linalg.max ins(%a, %b : tensor<3xf32>, tensor<3xf32>) outs(%x : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx#0, %rx#1 : tensor<3xf32>, tensor<3xf32>
}

// -----

func.func @guided_backprop_inputs(%x: tensor<3xf32>, %z: tensor<3xf32>, %r: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  // expected-error @+1 {{'lxt.guided_backprop' op expects one input, got 2}}
  %rx:2 = lxt.guided_backprop ins(%a = %x : tensor<3xf32>, %b = %z : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    %0 = linalg.max ins(%a, %b : tensor<3xf32>, tensor<3xf32>) outs(%x : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx#0, %rx#1 : tensor<3xf32>, tensor<3xf32>
}

// -----

func.func @beta_smooth_inputs(%x: tensor<3xf32>, %z: tensor<3xf32>, %r: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  // expected-error @+1 {{'lxt.beta_smooth' op expects one input and one result of one type}}
  %rx:2 = lxt.beta_smooth ins(%a = %x : tensor<3xf32>, %b = %z : tensor<3xf32>) outs(%x : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
    %0 = linalg.max ins(%a, %b : tensor<3xf32>, tensor<3xf32>) outs(%x : tensor<3xf32>) -> tensor<3xf32>
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx#0, %rx#1 : tensor<3xf32>, tensor<3xf32>
}

// -----

func.func @deconvnet_results(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.deconvnet' op expects a region with one result}}
  %rx = lxt.deconvnet ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>, %x : tensor<3xf32>) relevance(%r : tensor<3xf32>, %r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a, %a : tensor<3xf32>, tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

func.func @beta_smooth_results(%x: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+1 {{'lxt.beta_smooth' op expects one input and one result of one type}}
  %rx = lxt.beta_smooth ins(%a = %x : tensor<3xf32>) outs(%x : tensor<3xf32>, %x : tensor<3xf32>) relevance(%r : tensor<3xf32>, %r : tensor<3xf32>) -> tensor<3xf32> {
    lxt.yield %a, %a : tensor<3xf32>, tensor<3xf32>
  }
  return %rx : tensor<3xf32>
}

// -----

// The result is smaller than the input.
func.func @deconvnet_shape(%x: tensor<2x3xf32>, %y: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<2x3xf32> {
  // expected-error @+1 {{'lxt.deconvnet' op expects input 0 to have the result's shape, or one that broadcasts to it}}
  %rx = lxt.deconvnet ins(%a = %x : tensor<2x3xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<2x3xf32> {
    %0 = linalg.reduce {arith.addf} ins(%a : tensor<2x3xf32>) outs(%y : tensor<3xf32>) dimensions = [0]
    lxt.yield %0 : tensor<3xf32>
  }
  return %rx : tensor<2x3xf32>
}

// -----

func.func @beta_smooth_type(%x: tensor<1xf32>, %y: tensor<3xf32>, %r: tensor<3xf32>) -> tensor<1xf32> {
  // expected-error @+1 {{'lxt.beta_smooth' op expects one input and one result of one type}}
  %rx = lxt.beta_smooth ins(%a = %x : tensor<1xf32>) outs(%y : tensor<3xf32>) relevance(%r : tensor<3xf32>) -> tensor<1xf32> {
    %0 = tensor.collapse_shape %a [] : tensor<1xf32> into tensor<f32>
    %1 = linalg.broadcast ins(%0 : tensor<f32>) outs(%y : tensor<3xf32>) dimensions = [0]
    lxt.yield %1 : tensor<3xf32>
  }
  return %rx : tensor<1xf32>
}
