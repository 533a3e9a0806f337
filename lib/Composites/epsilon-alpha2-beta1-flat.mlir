// zennit's: flat for the first linear layer, alpha-beta (2, 1) for
// convolutions, epsilon for dense layers.
// Names and defaults are zennit's. Sums and means over dimensions count as its
// Sum and average pooling; what no entry names gets the gradient, a plain
// addition too.
lxt.composite @"epsilon-alpha2-beta1-flat" parameters {epsilon = 1.0e-6, stabilizer_epsilon = 1.0e-6} entries [
  "kind:linear&nth:1=flat(epsilon=$stabilizer_epsilon)",
  "kind:convolution=alpha_beta(alpha=2,beta=1,epsilon=$stabilizer_epsilon)",
  "kind:dense=epsilon(epsilon=$epsilon,stabilizer=sign)",
  "kind:activation=identity()",
  "kind:batch_norm=identity()",
  "kind:average_pool=norm(epsilon=$stabilizer_epsilon)",
  "kind:mean=norm(epsilon=$stabilizer_epsilon)",
  "kind:reduction=norm(epsilon=$stabilizer_epsilon)",
  "kind:statistics=gradient()",
  "kind:any=gradient()"
]
