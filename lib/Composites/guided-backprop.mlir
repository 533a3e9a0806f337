// Guided backpropagation (Springenberg et al. 2015): the gradient, of which
// activations let positive values pass.
lxt.composite @"guided-backprop" entries [
  "kind:activation=guided_backprop()",
  "kind:statistics=gradient()",
  "kind:any=gradient()"
]
