// The epsilon rule on every layer, identity for activations (Bach et al. 2015).
lxt.composite @epsilon parameters {epsilon = 1.0e-6} entries [
  "kind:linear=epsilon(epsilon=$epsilon)",
  "kind:bilinear=epsilon(epsilon=$epsilon)",
  "kind:sum=epsilon(epsilon=$epsilon)",
  "kind:norm=epsilon(epsilon=$epsilon)",
  "kind:softmax=epsilon(epsilon=$epsilon)",
  "kind:activation=identity()"
]
