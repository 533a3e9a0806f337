// zennit's: z-box for the first convolution, gamma for the others, epsilon for
// dense layers; low and high are the bounds of the input.
// Names and defaults are zennit's. Sums and means over dimensions count as its
// Sum and average pooling; what no entry names gets the gradient, a plain
// addition too.
lxt.composite @"epsilon-gamma-box" parameters {epsilon = 1.0e-6, stabilizer_epsilon = 1.0e-6, gamma = 0.25, low, high} entries [
  "kind:convolution&nth:1=z_box(low=$low,high=$high,epsilon=$stabilizer_epsilon)",
  "kind:convolution=gamma(gamma=$gamma,epsilon=$stabilizer_epsilon)",
  "kind:dense=epsilon(epsilon=$epsilon,stabilizer=sign)",
  "kind:activation=identity()",
  "kind:batch_norm=identity()",
  "kind:average_pool=norm(epsilon=$stabilizer_epsilon)",
  "kind:mean=norm(epsilon=$stabilizer_epsilon)",
  "kind:reduction=norm(epsilon=$stabilizer_epsilon)",
  "kind:statistics=gradient()",
  "kind:any=gradient()"
]
