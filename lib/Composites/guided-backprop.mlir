// Guided backpropagation: the gradient, of which activations let positive
// values pass (Springenberg et al. 2015).
lxt.composite @"guided-backprop" entries [
  "kind:activation=guided_backprop()",
  "kind:statistics=gradient()",
  "kind:any=gradient()"
]
