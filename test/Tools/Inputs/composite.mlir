lxt.composite @mine mode<fast> parameters {strength = 0.125} entries [
  "kind:product=uniform()",
  "kind:activation=identity(epsilon=$strength)",
  "kind:linear=epsilon(epsilon=$strength)"
]
