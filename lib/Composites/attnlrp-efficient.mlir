// AttnLRP as a modified gradient times the input (what lxt.efficient does): the
// entries of attnlrp with epsilon 0, which mode fast folds away.
lxt.composite @"attnlrp-efficient" mode<fast> parameters {identity_epsilon = 1.0e-10} entries [
  "kind:linear=epsilon(epsilon=0)",
  "kind:product=uniform()",
  "kind:bilinear=uniform_epsilon(epsilon=0)",
  "kind:sum=epsilon(epsilon=0)",
  "kind:softmax=softmax()",
  "kind:layer_norm=epsilon(epsilon=0)",
  "kind:rms_norm=identity(epsilon=$identity_epsilon)",
  "kind:activation=identity(epsilon=$identity_epsilon)"
]
