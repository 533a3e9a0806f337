lxt.composite @"from-file" mode<fast> parameters {epsilon = 0.5} entries [
  "kind:linear=epsilon(epsilon=$epsilon)",
  "kind:activation=identity()"
]
