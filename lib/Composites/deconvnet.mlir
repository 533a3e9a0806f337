// DeconvNet (Zeiler and Fergus 2014): the gradient, where activations let positive
// values pass.
lxt.composite @"deconvnet" entries [
  "kind:activation=deconvnet()",
  "kind:statistics=gradient()",
  "kind:any=gradient()"
]
