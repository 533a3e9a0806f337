// The gradient with smoothed activations (Dombrowski et al. 2019).
lxt.composite @"beta-smooth" parameters {beta = 10.0} entries [
  "kind:activation=beta_smooth(beta=$beta)",
  "kind:statistics=gradient()",
  "kind:any=gradient()"
]
