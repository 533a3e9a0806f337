"""What is to be reached."""

import dataclasses

LARGE = ("bert-base", "llama")
VISION = ("vit-b-16",)
CNN = ("vgg16-bn", "resnet18", "resnet50")


@dataclasses.dataclass(frozen=True)
class Goal:
    """A column of the results: of the best of `rivals` divided by that of `ours`; without rivals, ours itself.

    It is to be `least`, better `aim`: at the least, or, where `aim` is the smaller one, at the most.
    """

    text: str
    models: tuple[str, ...]
    rivals: tuple[str, ...]
    ours: str
    least: float
    aim: float
    column: str = "median"


PYTORCH = ("PyTorch forward", "PyTorch forward, sdpa")
LAST = PYTORCH[0] + ", channels last"
EFFICIENT, COMPILED, EXPLICIT = "lxt.efficient", "lxt.efficient, torch.compile", "lxt.explicit"
FLAT, BOX = "zennit EpsilonPlusFlat", "zennit EpsilonGammaBox"

GOALS = [
    Goal("PyTorch forward", (*LARGE, *VISION, "minilm"), PYTORCH, "forward", 1.1, 1.25),
    Goal("PyTorch forward, channels last", CNN, (LAST,), "forward", 1.0, 1.15),
    Goal("lxt.efficient", LARGE, (EFFICIENT,), "attnlrp-efficient", 1.35, 1.6),
    Goal("lxt.efficient", VISION, (EFFICIENT,), "cp-lrp-efficient", 1.35, 1.6),
    Goal("lxt.efficient, torch.compile", LARGE, (COMPILED,), "attnlrp-efficient", 1.2, 1.45),
    Goal("lxt.efficient, torch.compile", VISION, (COMPILED,), "cp-lrp-efficient", 1.2, 1.45),
    Goal("lxt.efficient, last token wanted", ("llama",), (EFFICIENT,), "attnlrp-efficient, relevance only", 1.6, 2.2),
    Goal("lxt.explicit", LARGE, (EXPLICIT,), "attnlrp", 1.5, 1.8),
    Goal("lxt.explicit", VISION, (EXPLICIT,), "cp-lrp", 1.5, 1.8),
    Goal("autoLRP", LARGE, ("autoLRP",), "attnlrp-efficient", 3, 4),
    Goal("autoLRP", VISION, ("autoLRP",), "cp-lrp-efficient", 3, 4),
    Goal("lxt.efficient, ours from C", ("transformer-2",), (EFFICIENT,), "attnlrp-efficient, from C", 20, 50),
    Goal("lxt.efficient", ("transformer-2",), (EFFICIENT,), "attnlrp-efficient", 10, 20),
    Goal("zennit EpsilonPlusFlat, ours from C", ("digits",), (FLAT,), "epsilon-plus-flat, from C", 20, 50),
    Goal("zennit EpsilonPlusFlat", ("digits",), (FLAT,), "epsilon-plus-flat", 10, 20),
    Goal("captum epsilon", ("vgg16-bn", "resnet50"), ("captum epsilon",), "epsilon", 1.6, 2.2),
    Goal("zennit EpsilonPlusFlat", ("vgg16-bn",), (FLAT,), "epsilon-plus-flat", 1.5, 2.2),
    Goal("zennit EpsilonPlusFlat", ("resnet50",), (FLAT,), "epsilon-plus-flat", 2.2, 3.5),
    Goal("zennit EpsilonGammaBox", ("vgg16-bn",), (BOX,), "epsilon-gamma-box", 2.5, 4),
    Goal("zennit EpsilonGammaBox", ("resnet50",), (BOX,), "epsilon-gamma-box", 4, 7),
    Goal("peak memory of lxt.efficient", LARGE, (EFFICIENT,), "attnlrp-efficient", 2, 4, "memory"),
    Goal("peak memory of lxt.efficient", VISION, (EFFICIENT,), "cp-lrp-efficient", 2, 4, "memory"),
    Goal("peak memory of zennit EpsilonPlusFlat", CNN, (FLAT,), "epsilon-plus-flat", 2, 4, "memory"),
    Goal("8 calls, ours one with 8 seeds", ("bert-base",), ("8 seeds, 8 calls",), "8 seeds, one call", 1.5, 1.7),
    Goal("8 calls, ours one with 8 seeds", ("transformer-2",), ("8 seeds, 8 calls",), "8 seeds, one call", 3, 5),
    Goal("seconds to compile", ("bert-base",), (), "attnlrp-efficient", 60, 15, "compile"),
    Goal("share of the FMA peak", ("bert-base",), (), "attnlrp-efficient", 0.6, 0.75, "peak"),
]
