// DeconvNet: the gradient, where activations let positive values pass (Zeiler
// and Fergus 2014).
lxt.composite @"deconvnet" entries [
  "kind:activation=deconvnet()",
  "kind:statistics=gradient()",
  "kind:any=gradient()"
]
