// Of its parameters, two have to be given.
lxt.composite @c parameters {gamma = 0.5, epsilon = 1.0, low, high} entries [
  "kind:dense&nth:1=gamma(gamma=$gamma,epsilon=$epsilon)",
  "kind:dense=z_box(low=$low,high=$high,epsilon=$epsilon)"
]
