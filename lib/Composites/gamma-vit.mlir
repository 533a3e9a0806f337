// AttnLRP for vision transformers: gamma for linear layers, CP-LRP elsewhere
// (Achtibat et al. 2024, app. B).
// The projections of attention are left out, as in LXT, where torchvision
// computes them by a function, not by layers.
lxt.composite @"gamma-vit" mode<fast> parameters {conv_gamma = 0.25, linear_gamma = 0.05, stabilizer_epsilon = 1.0e-6, identity_epsilon = 1.0e-10} entries [
  "kind:convolution=gamma(gamma=$conv_gamma,epsilon=$stabilizer_epsilon)",
  "kind:dense&feeds:bilinear=epsilon(epsilon=0)",
  "kind:dense&fed-by:attention_values=epsilon(epsilon=0)",
  "kind:dense=gamma(gamma=$linear_gamma,epsilon=$stabilizer_epsilon)",
  "kind:softmax=stop()",
  "kind:activation&feeds:product=stop()",
  "kind:activation=identity(epsilon=$identity_epsilon)",
  "kind:bilinear=epsilon(epsilon=0)",
  "kind:sum=epsilon(epsilon=0)",
  "kind:layer_norm=epsilon(epsilon=0)",
  "kind:rms_norm=identity(epsilon=$identity_epsilon)"
]
