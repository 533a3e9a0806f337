"""Changes of classes and modules that can be taken back: LXT explains models by patching the libraries they come from.

LXT's explicit models are put together here, from its functions and rules, as in its sources; its package on PyPI has
these, and not the models.
"""

import functools

import lxt.explicit.functional as lf
import lxt.explicit.modules as lm
import torch
from lxt.efficient.models import get_default_map
from lxt.explicit import rules
from lxt.explicit.core import Composite
from torch import nn
from torchvision.models import vision_transformer
from transformers.activations import GELUActivation
from transformers.models.bert import modeling_bert
from transformers.models.llama import modeling_llama

MISSING = object()


class Patches:
    """A context in which classes and modules are as `apply` leaves them.

    owners: the classes and modules that `apply` changes.
    """

    def __init__(self, owners, apply):
        before = [dict(vars(owner)) for owner in owners]
        apply()
        self.changes = [
            (owner, name, old.get(name, MISSING), new)
            for owner, old in zip(owners, before)
            for name, new in dict(vars(owner)).items()
            if old.get(name, MISSING) is not new
        ]
        self.__exit__()

    def __enter__(self):
        for owner, name, _, new in self.changes:
            setattr(owner, name, new)

    def __exit__(self, *_):
        for owner, name, old, _ in self.changes:
            if old is MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, old)


LIBRARIES = {
    "bert-base": modeling_bert,
    "minilm": modeling_bert,
    "transformer-2": modeling_bert,
    "llama": modeling_llama,
    "vit-b-16": vision_transformer,
}


@functools.cache
def efficient(library):
    """lxt.efficient.monkey_patch."""
    patches = get_default_map(library)
    return Patches(list(patches), lambda: [patch(target) for target, patch in patches.items()])


# The layers of all models.
LAYERS = {
    nn.Linear: rules.EpsilonRule,
    nn.Conv2d: rules.EpsilonRule,
    lm.LinearInProjection: rules.EpsilonRule,
    lm.LinearOutProjection: rules.EpsilonRule,
    nn.MultiheadAttention: lm.MultiheadAttention_CP,
    nn.LayerNorm: lm.LayerNormEpsilon,
    modeling_llama.LlamaRMSNorm: rules.IdentityRule,
    GELUActivation: rules.IdentityRule,
    nn.GELU: rules.IdentityRule,
    nn.SiLU: rules.IdentityRule,
    nn.Tanh: rules.IdentityRule,
}


def bert_embeddings(self, inputs_embeds, **_):
    tokens = inputs_embeds.shape[1]
    x = lf.add2(inputs_embeds, self.token_type_embeddings.weight[None, :1].expand_as(inputs_embeds))
    return self.LayerNorm(lf.add2(x, self.position_embeddings.weight[None, :tokens]))


def bert_attention(self, x, mask=None, *_, **__):
    q, k, v = (self.transpose_for_scores(project(x)) for project in (self.query, self.key, self.value))
    scores = lf.mul2(lf.matmul(q, k.transpose(2, 3)), self.attention_head_size**-0.5)
    weights = lf.softmax(lf.add2(scores, mask), -1)
    mixed = lf.matmul(weights, v).permute(0, 2, 1, 3)
    return (mixed.reshape(x.shape),)


def bert_output(self, x, before):
    return self.LayerNorm(lf.add2(self.dense(x), before))


def rotate(x, cos, sin):
    first, second = x.chunk(2, -1)
    turned = torch.cat((lf.mul2(second, -1), first), -1)
    return lf.add2(lf.mul2(x, cos), lf.mul2(turned, sin))


def llama_rotary(q, k, cos, sin, position_ids=None, unsqueeze_dim=1):
    cos, sin = cos.unsqueeze(unsqueeze_dim), sin.unsqueeze(unsqueeze_dim)
    return rotate(q, cos, sin), rotate(k, cos, sin)


def llama_attention(module, q, k, v, mask, scaling, **_):
    scores = lf.add2(lf.mul2(lf.matmul(q, k.transpose(2, 3)), scaling), mask)
    weights = lf.softmax(scores, -1)
    mixed = rules.uniform_epsilon_lrp_fn.apply(torch.matmul, 1e-6, weights, v)
    return mixed.transpose(1, 2).contiguous(), weights


def llama_mlp(self, x):
    return self.down_proj(lf.mul2(self.act_fn(self.gate_proj(x)), self.up_proj(x)))


def llama_layer(self, x, **options):
    x = lf.add2(x, self.self_attn(hidden_states=self.input_layernorm(x), **options)[0])
    return (lf.add2(x, self.mlp(self.post_attention_layernorm(x))),)


def vit_block(self, x):
    y = self.ln_1(x)
    x = lf.add2(self.self_attention(y, y, y, need_weights=False)[0], x)
    return lf.add2(x, self.mlp(self.ln_2(x)))


def vit_encoder(self, x):
    return self.ln(self.layers(lf.add2(x, self.pos_embedding)))


REPLACED = [
    (modeling_bert.BertEmbeddings, "forward", bert_embeddings),
    (modeling_bert.BertSelfAttention, "forward", bert_attention),
    (modeling_bert.BertSelfOutput, "forward", bert_output),
    (modeling_bert.BertOutput, "forward", bert_output),
    (modeling_llama, "apply_rotary_pos_emb", llama_rotary),
    (modeling_llama, "eager_attention_forward", llama_attention),
    (modeling_llama.LlamaMLP, "forward", llama_mlp),
    (modeling_llama.LlamaDecoderLayer, "forward", llama_layer),
    (vision_transformer.EncoderBlock, "forward", vit_block),
    (vision_transformer.Encoder, "forward", vit_encoder),
]


@functools.cache
def explicit():
    """What LXT's explicit rules need that composites cannot give to a model."""
    return Patches(
        [owner for owner, _, _ in REPLACED], lambda: [setattr(owner, name, f) for owner, name, f in REPLACED]
    )


def make_explicit(module):
    """Gives the layers of a model LXT's explicit rules, and the context to run it in."""
    Composite(LAYERS).register(module)
    return explicit()
