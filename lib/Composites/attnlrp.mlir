// AttnLRP for transformers, with every division computed: what lxt.explicit
// does (Achtibat et al. 2024).
// Its epsilons differ by model: value_epsilon is 1e-6 for Llama and 5e-9 for
// BERT and GPT-2; biased_epsilon is 1e-6 for GPT-2's Conv1D, while nn.Linear
// adds no epsilon to the product alone (here 1e-8).
lxt.composite @attnlrp parameters {epsilon = 1.0e-8, biased_epsilon = 5.0e-7, norm_epsilon = 1.0e-6, product_epsilon = 5.0e-9,
                                    value_epsilon = 1.0e-6} entries [
  "kind:linear&feeds:bias=epsilon(epsilon=$biased_epsilon)",
  "kind:linear=epsilon(epsilon=$epsilon)",
  "kind:bias=epsilon(epsilon=$epsilon)",
  "kind:product=uniform()",
  "kind:attention_values=uniform_epsilon(epsilon=$value_epsilon)",
  "kind:bilinear=uniform_epsilon(epsilon=$product_epsilon)",
  "kind:sum=epsilon(epsilon=$epsilon)",
  "kind:softmax=softmax()",
  "kind:layer_norm=epsilon(epsilon=$norm_epsilon)",
  "kind:rms_norm=identity()",
  "kind:activation=identity()"
]
