// AttnLRP for transformers, with every division computed: what lxt.explicit
// does (Achtibat et al. 2024).
lxt.composite @attnlrp parameters {epsilon = 1.0e-8, norm_epsilon = 1.0e-6, product_epsilon = 5.0e-9,
                                    value_epsilon = 1.0e-6} entries [
  "kind:linear=epsilon(epsilon=$epsilon)",
  "kind:product=uniform()",
  "kind:attention_values=uniform_epsilon(epsilon=$value_epsilon)",
  "kind:bilinear=uniform_epsilon(epsilon=$product_epsilon)",
  "kind:sum=epsilon(epsilon=$epsilon)",
  "kind:softmax=softmax()",
  "kind:layer_norm=epsilon(epsilon=$norm_epsilon)",
  "kind:rms_norm=identity()",
  "kind:activation=identity()"
]
