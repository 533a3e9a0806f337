// zennit's: z-plus for convolutions, epsilon for dense layers.
// Names and defaults are zennit's. Sums and means over dimensions count as its
// Sum and average pooling; what no entry names gets the gradient, a plain
// addition too.
lxt.composite @"epsilon-plus" parameters {epsilon = 1.0e-6, stabilizer_epsilon = 1.0e-6} entries [
  "kind:convolution=z_plus(epsilon=$stabilizer_epsilon)",
  "kind:dense=epsilon(epsilon=$epsilon,stabilizer=sign)",
  "kind:activation=identity()",
  "kind:batch_norm=identity()",
  "kind:average_pool=norm(epsilon=$stabilizer_epsilon)",
  "kind:mean=norm(epsilon=$stabilizer_epsilon)",
  "kind:reduction=norm(epsilon=$stabilizer_epsilon)",
  "kind:statistics=gradient()",
  "kind:any=gradient()"
]
