// CP-LRP: attention weights and gates are constants (Ali et al. 2022), with
// every division computed.
lxt.composite @"cp-lrp" parameters {epsilon = 1.0e-8, biased_epsilon = 5.0e-7, norm_epsilon = 1.0e-6} entries [
  "kind:linear&feeds:bias=epsilon(epsilon=$biased_epsilon)",
  "kind:linear=epsilon(epsilon=$epsilon)",
  "kind:bias=epsilon(epsilon=$epsilon)",
  "kind:softmax=stop()",
  "kind:activation&feeds:product=stop()",
  "kind:activation=identity()",
  "kind:bilinear=epsilon(epsilon=$epsilon)",
  "kind:sum=epsilon(epsilon=$epsilon)",
  "kind:layer_norm=epsilon(epsilon=$norm_epsilon)",
  "kind:rms_norm=identity()"
]
