"""Who runs on which model.

A new contender is a new line of `CONTENDERS`; a new model is one of `BUILDERS` in models.py.
"""

import dataclasses
from collections.abc import Callable
from functools import partial

import autolrp
import ours
import peers

BERT = ("bert-base", "transformer-2")
TEXT = (*BERT, "llama", "minilm")
VISION = ("vit-b-16",)
CNN = ("vgg16-bn", "resnet18", "resnet50", "digits")
# Explained in less time than PyTorch needs to start.
TINY = ("transformer-2", "digits")


@dataclasses.dataclass(frozen=True)
class Contender:
    """One line of a model's table.

    make: a function of peers.py or ours.py: takes the case, for ours the compiled model, too; gives a `Call`.
    same_as: the contender of ours that computes the same. tolerance: how far their results may be apart, of the
        largest value. why: what to say where nothing of ours computes the same.
    flops: what is counted for the share of the machine's peak: "forward" or "gradient".
    flags: ours: options of lxt-compile; {seed} is the case's. needs: what its help says where it can do this.
    """

    name: str
    models: tuple[str, ...]
    make: Callable
    same_as: str | None = None
    tolerance: float = 1e-3
    why: str = ""
    flops: str | None = None
    flags: tuple[str, ...] | None = None
    needs: str = ""


def compiled(name, models, *flags, make=ours.explain, seed="{seed}", **more):
    return Contender(name, models, make, flags=(*flags, f"--seed={seed}"), **more)


EFFICIENT, CP_EFFICIENT = "--composite=attnlrp-efficient", "--composite=cp-lrp-efficient"
# LXT's epsilons for BERT and ViT, see docs/composites.md.
EXACT_BERT = "--composite=attnlrp(value_epsilon=5e-9,biased_epsilon=1e-8)"
EXACT_VIT = "--composite=cp-lrp(biased_epsilon=1e-8)"
# As zennit's canonizer for ResNets, which does no harm elsewhere.
AS_ZENNIT = ("--canonizer=merge-batch-norm", "--rule=kind:sum&active:2=norm(epsilon=1e-6)")
FLAT, BOX = "--composite=epsilon-plus-flat", "--composite=epsilon-gamma-box(low=-5,high=5)"

SHARES_OTHERWISE = "another explanation: autoLRP shares sums and biases by magnitude"
CONTENDERS = [
    Contender("PyTorch forward", (*TEXT, *VISION, *CNN), peers.forward, "forward", flops="forward"),
    Contender("PyTorch forward, sdpa", TEXT, partial(peers.forward, attention="sdpa"), "forward", flops="forward"),
    Contender(
        "PyTorch forward, channels last", CNN, partial(peers.forward, channels_last=True), "forward", flops="forward"
    ),
    Contender("gradient", (*TEXT, *VISION, *CNN), peers.gradient, flops="gradient"),
    Contender("gradient, sdpa", TEXT, partial(peers.gradient, attention="sdpa"), flops="gradient"),
    Contender("gradient, channels last", CNN, partial(peers.gradient, channels_last=True), flops="gradient"),
    # LXT.
    Contender("lxt.efficient", TEXT, peers.lxt_efficient, "attnlrp-efficient", flops="gradient"),
    Contender("lxt.efficient", VISION, peers.lxt_efficient, "cp-lrp-efficient", flops="gradient"),
    Contender(
        "lxt.efficient, torch.compile",
        TEXT,
        partial(peers.lxt_efficient, compiled=True),
        "attnlrp-efficient",
        flops="gradient",
    ),
    Contender(
        "lxt.efficient, torch.compile",
        VISION,
        partial(peers.lxt_efficient, compiled=True),
        "cp-lrp-efficient",
        flops="gradient",
    ),
    Contender(
        "lxt.efficient, last token's logits",
        ("llama",),
        partial(peers.lxt_efficient, last=True),
        "attnlrp-efficient, relevance only",
    ),
    Contender("lxt.explicit", (*BERT, "llama"), peers.lxt_explicit, "attnlrp", flops="gradient"),
    Contender("lxt.explicit", VISION, peers.lxt_explicit, "cp-lrp", flops="gradient"),
    # The others.
    Contender("autoLRP", TEXT, partial(peers.auto_lrp, attention=autolrp.ATTNLRP), why=SHARES_OTHERWISE),
    Contender("autoLRP", VISION, partial(peers.auto_lrp, attention=autolrp.CPLRP), why=SHARES_OTHERWISE),
    Contender(
        "zennit EpsilonPlusFlat", CNN, partial(peers.zennit_composite, composite="EpsilonPlusFlat"), "epsilon-plus-flat"
    ),
    Contender(
        "zennit EpsilonGammaBox",
        CNN,
        partial(peers.zennit_composite, composite="EpsilonGammaBox", low=-5.0, high=5.0),
        "epsilon-gamma-box",
    ),
    Contender("captum epsilon", CNN[:-1], peers.captum_epsilon, "epsilon", tolerance=1e-2),
    # Ours.
    compiled("forward", TEXT, EFFICIENT, make=ours.forward, flops="forward"),
    compiled("forward", VISION, CP_EFFICIENT, make=ours.forward, flops="forward"),
    compiled("forward", CNN, FLAT, *AS_ZENNIT, make=ours.forward, flops="forward"),
    compiled("attnlrp-efficient", TEXT, EFFICIENT, flops="gradient"),
    compiled("attnlrp", BERT, EXACT_BERT, flops="gradient"),
    compiled("attnlrp", ("llama",), "--composite=attnlrp", flops="gradient"),
    compiled("cp-lrp-efficient", VISION, CP_EFFICIENT, flops="gradient"),
    compiled("cp-lrp", VISION, EXACT_VIT, flops="gradient"),
    compiled("epsilon-plus-flat", CNN, FLAT, *AS_ZENNIT),
    compiled("epsilon-gamma-box", CNN, BOX, *AS_ZENNIT),
    compiled("epsilon", CNN[:-1], "--composite=epsilon(epsilon=1e-9)", flops="gradient"),
    compiled("attnlrp-efficient, from C", TINY[:1], EFFICIENT, make=ours.explain_from_c),
    compiled("epsilon-plus-flat, from C", TINY[1:], FLAT, *AS_ZENNIT, make=ours.explain_from_c),
    compiled(
        "attnlrp-efficient, relevance only",
        ("llama",),
        EFFICIENT,
        "--outputs=relevance",
        seed="0,-1,argmax",
        needs="--outputs",
    ),
    compiled("8 seeds, 8 calls", BERT, EFFICIENT, make=ours.one_by_one, seed="given"),
    compiled(
        "8 seeds, one call",
        BERT,
        EFFICIENT,
        make=ours.together,
        seed="given:8",
        needs="given:K",
        same_as="8 seeds, 8 calls",
    ),
]
