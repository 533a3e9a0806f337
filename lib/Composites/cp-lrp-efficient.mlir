// CP-LRP as a modified gradient times the input: the entries of cp-lrp with
// epsilon 0, which mode fast folds away.
lxt.composite @"cp-lrp-efficient" mode<fast> parameters {identity_epsilon = 1.0e-10} entries [
  "kind:linear=epsilon(epsilon=0)",
  "kind:softmax=stop()",
  "kind:activation&feeds:product=stop()",
  "kind:activation=identity(epsilon=$identity_epsilon)",
  "kind:bilinear=epsilon(epsilon=0)",
  "kind:sum=epsilon(epsilon=0)",
  "kind:layer_norm=epsilon(epsilon=0)",
  "kind:rms_norm=identity(epsilon=$identity_epsilon)"
]
