// Excitation backprop: z-plus for linear layers, the gradient elsewhere (Zhang
// et al. 2016).
lxt.composite @"excitation-backprop" parameters {stabilizer_epsilon = 1.0e-6} entries [
  "kind:linear=z_plus(epsilon=$stabilizer_epsilon)",
  "kind:average_pool=norm(epsilon=$stabilizer_epsilon)",
  "kind:mean=norm(epsilon=$stabilizer_epsilon)",
  "kind:reduction=norm(epsilon=$stabilizer_epsilon)",
  "kind:statistics=gradient()",
  "kind:any=gradient()"
]
