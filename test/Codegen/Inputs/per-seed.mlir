// The epsilon rule, as a function that takes one seed.
func.func private @shares(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %r: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %s = lxt.stabilized_div %r, %y epsilon(1.0) : tensor<?x?xf32>, tensor<?x?xf32>
  %g = lxt.pullback %s : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %xg = lxt.times_value %x, %g : tensor<?x?xf32>, tensor<?x?xf32>
  return %xg : tensor<?x?xf32>
}
lxt.composite @mine entries ["kind:dense=@shares()"]
