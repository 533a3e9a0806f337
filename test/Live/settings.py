"""What is compared with the peers: models, a peer's way to explain each, and ours."""

import dataclasses
import sys
import types
from collections.abc import Callable

import torch
from torch import nn

# zennit needs only the names of two classes of torchvision, whose operators load beside one build of PyTorch only.
_resnet = types.SimpleNamespace(BasicBlock=nn.Module, Bottleneck=nn.Module)
for _name in ("torchvision", "torchvision.models", "torchvision.models.resnet"):
    sys.modules[_name] = _resnet

import lxt.explicit.functional as lf  # noqa: E402
from zennit import composites, core, rules  # noqa: E402
from zennit.canonizers import SequentialMergeBatchNorm  # noqa: E402
from zennit.types import AvgPool, Linear  # noqa: E402


@dataclasses.dataclass
class Setting:
    name: str
    # Makes the model.
    model: Callable[[], nn.Module]
    shapes: list[tuple[int, ...]]
    # zennit's composite, or a function that computes the model by LXT's functions.
    peer: core.Composite | Callable
    # Ours, as in lxt_mlir.compile.
    options: dict
    dtype: torch.dtype = torch.float32
    nonnegative: bool = False
    # To TOSA, the exporter lowers no convolutions in f64, and no transposed ones with groups.
    forms: tuple[str, ...] = ("tosa", "linalg")
    # Options that give another explanation.
    control: dict | None = None


LINALG = ("linalg",)


def layers(rule):
    """zennit's rule for the one layer of a model."""
    return composites.LayerMapComposite([((Linear, AvgPool), rule)])


def ours(*entries):
    return {"rules": list(entries)}


class Function(nn.Module):
    """A function as a model."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *inputs):
        return self.function(*inputs)


def make_net():
    """A small image classifier with batch norms."""
    return nn.Sequential(
        nn.Conv2d(3, 6, (3, 5), stride=(1, 2), padding=(1, 2), bias=False),
        nn.BatchNorm2d(6),
        nn.ReLU(),
        nn.Conv2d(6, 6, 3, padding=2, dilation=2, groups=6),
        nn.BatchNorm2d(6),
        nn.ReLU(),
        nn.Conv2d(6, 8, 1),
        nn.ReLU(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(8 * 5 * 3, 7),
        nn.ReLU(),
        nn.Linear(7, 4),
    )


def make_sequence_net():
    """A small classifier of sequences, with pooling by maximum and no batch norms."""
    return nn.Sequential(
        nn.Conv1d(4, 6, 3, dilation=2),
        nn.ReLU(),
        nn.MaxPool1d(2),
        nn.Conv1d(6, 5, 4, stride=2),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(5 * 4, 3),
    )


def make_decoder():
    """A small decoder of images, with a batch norm behind a transposed convolution."""
    return nn.Sequential(
        nn.Linear(6, 8 * 9),
        nn.ReLU(),
        nn.Unflatten(1, (8, 3, 3)),
        nn.ConvTranspose2d(8, 5, 3, stride=2),
        nn.BatchNorm2d(5),
        nn.ReLU(),
        nn.ConvTranspose2d(5, 2, 2, stride=2),
    )


SETTINGS = [
    # Convolutions.
    Setting(
        "conv2d-grouped-gamma",
        lambda: nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2),
        [(1, 4, 9, 8)],
        layers(rules.Gamma(0.1)),
        ours("kind:convolution=gamma(gamma=0.1)"),
        control=ours("kind:convolution=gamma(gamma=0.15)"),
    ),
    Setting(
        "conv2d-depthwise-alpha-beta",
        lambda: nn.Conv2d(5, 10, (1, 5), stride=2, padding=(0, 2), groups=5),
        [(2, 5, 6, 11)],
        layers(rules.AlphaBeta(alpha=3, beta=2)),
        ours("kind:convolution=alpha_beta(alpha=3,beta=2)"),
        control=ours("kind:convolution=alpha_beta(alpha=2,beta=1)"),
    ),
    Setting(
        "conv2d-same-w-square",
        lambda: nn.Conv2d(3, 4, (5, 3), padding="same", dilation=(1, 2)),
        [(2, 3, 7, 9)],
        layers(rules.WSquare()),
        ours("kind:convolution=w_square()"),
    ),
    Setting(
        "conv2d-strided-z-box",
        lambda: nn.Conv2d(3, 5, 4, stride=3, padding=2),
        [(2, 3, 10, 7)],
        layers(
            rules.ZBox(
                torch.tensor([-3.0, -2.5, -4.0]).reshape(1, 3, 1, 1), torch.tensor([3.5, 3.0, 4.5]).reshape(1, 3, 1, 1)
            )
        ),
        ours("kind:convolution=z_box(low=[-3.0,-2.5,-4.0],high=[3.5,3.0,4.5])"),
        control=ours("kind:convolution=z_box(low=-3.0,high=3.5)"),
    ),
    Setting(
        "conv2d-gamma-without-bias",
        lambda: nn.Conv2d(6, 4, 3, stride=2),
        [(2, 6, 8, 5)],
        layers(rules.Gamma(0.75, zero_params="bias")),
        ours("kind:convolution=gamma(gamma=0.75,zero_params=bias)"),
        nonnegative=True,
        control=ours("kind:convolution=gamma(gamma=0.75)"),
    ),
    Setting(
        "conv2d-grouped-flat",
        lambda: nn.Conv2d(8, 4, (2, 3), stride=(1, 2), padding=1, groups=4),
        [(1, 8, 5, 6)],
        layers(rules.Flat()),
        ours("kind:convolution=flat()"),
    ),
    Setting(
        "conv1d-z-plus",
        lambda: nn.Conv1d(4, 3, 3, stride=2, padding=3, dilation=3),
        [(2, 4, 17)],
        layers(rules.ZPlus()),
        ours("kind:convolution=z_plus()"),
    ),
    Setting(
        "conv1d-grouped-epsilon",
        lambda: nn.Conv1d(6, 9, 5, padding=2, groups=3),
        [(1, 6, 12)],
        layers(rules.Epsilon(0.03)),
        ours("kind:convolution=epsilon(epsilon=0.03,stabilizer=sign)"),
        control=ours("kind:convolution=epsilon(epsilon=0.03)"),
    ),
    Setting(
        "conv3d-gamma",
        lambda: nn.Conv3d(2, 3, (2, 3, 1), stride=(1, 2, 1), padding=(1, 0, 0)),
        [(1, 2, 4, 5, 3)],
        layers(rules.Gamma(0.4)),
        ours("kind:convolution=gamma(gamma=0.4)"),
    ),
    # Transposed convolutions.
    Setting(
        "transposed2d-epsilon",
        lambda: nn.ConvTranspose2d(4, 3, 3, stride=2, padding=1, output_padding=1),
        [(1, 4, 5, 4)],
        layers(rules.Epsilon(0.01)),
        ours("kind:convolution=epsilon(epsilon=0.01,stabilizer=sign)"),
    ),
    Setting(
        "transposed2d-gamma",
        lambda: nn.ConvTranspose2d(3, 4, (2, 3), stride=(3, 2)),
        [(2, 3, 4, 3)],
        layers(rules.Gamma(0.3)),
        ours("kind:convolution=gamma(gamma=0.3)"),
    ),
    Setting(
        "conv1d-depthwise-gamma",
        lambda: nn.Conv1d(4, 8, 3, padding=1, groups=4),
        [(2, 4, 9)],
        layers(rules.Gamma(0.3)),
        ours("kind:convolution=gamma(gamma=0.3)"),
    ),
    Setting(
        "transposed2d-depthwise-flat",
        lambda: nn.ConvTranspose2d(4, 8, 3, stride=2, padding=1, groups=4),
        [(2, 4, 5, 4)],
        layers(rules.Flat()),
        ours("kind:convolution=flat()"),
        forms=LINALG,
    ),
    Setting(
        "transposed2d-grouped-z-plus",
        lambda: nn.ConvTranspose2d(4, 6, 3, stride=2, dilation=2, groups=2),
        [(1, 4, 4, 5)],
        layers(rules.ZPlus()),
        ours("kind:convolution=z_plus()"),
        forms=LINALG,
    ),
    Setting(
        "transposed2d-z-box",
        lambda: nn.ConvTranspose2d(3, 4, 2, stride=2),
        [(1, 3, 5, 3)],
        layers(rules.ZBox(-4.0, 3.5)),
        ours("kind:convolution=z_box(low=-4.0,high=3.5)"),
    ),
    Setting(
        "transposed2d-flat",
        lambda: nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1),
        [(1, 2, 5, 5)],
        layers(rules.Flat()),
        ours("kind:convolution=flat()"),
    ),
    Setting(
        "transposed2d-w-square",
        lambda: nn.ConvTranspose2d(3, 2, 3, stride=2, padding=2),
        [(1, 3, 4, 6)],
        layers(rules.WSquare()),
        ours("kind:convolution=w_square()"),
    ),
    Setting(
        "transposed1d-alpha-beta",
        lambda: nn.ConvTranspose1d(3, 5, 4, stride=3, output_padding=2),
        [(2, 3, 6)],
        layers(rules.AlphaBeta(alpha=2.5, beta=1.5)),
        ours("kind:convolution=alpha_beta(alpha=2.5,beta=1.5)"),
        nonnegative=True,
    ),
    # Stabilisers.
    Setting(
        "dense-epsilon-clip",
        lambda: nn.Linear(9, 5),
        [(4, 9)],
        layers(rules.Epsilon(epsilon=core.Stabilizer(epsilon=0.5, clip=True))),
        ours("kind:dense=epsilon(epsilon=0.5,stabilizer=sign,clip=true)"),
        control=ours("kind:dense=epsilon(epsilon=0.5,stabilizer=sign)"),
    ),
    Setting(
        "dense-epsilon-norm-scale",
        lambda: nn.Linear(9, 5),
        [(4, 9)],
        layers(rules.Epsilon(epsilon=core.Stabilizer(epsilon=0.2, norm_scale=True))),
        ours("kind:dense=epsilon(epsilon=0.2,stabilizer=sign,norm_scale=true)"),
        control=ours("kind:dense=epsilon(epsilon=0.2,stabilizer=sign)"),
    ),
    Setting(
        "conv2d-z-plus-clip-norm-scale",
        lambda: nn.Conv2d(3, 4, 3, stride=2),
        [(2, 3, 9, 7)],
        layers(rules.ZPlus(stabilizer=core.Stabilizer(epsilon=1.1, clip=True, norm_scale=True))),
        ours("kind:convolution=z_plus(epsilon=1.1,clip=true,norm_scale=true)"),
        control=ours("kind:convolution=z_plus(epsilon=1.1,clip=true)"),
    ),
    # Dense layers and pooling.
    Setting(
        "dense3d-gamma",
        lambda: nn.Linear(9, 5),
        [(2, 7, 9)],
        layers(rules.Gamma(0.5)),
        ours("kind:dense=gamma(gamma=0.5)"),
    ),
    Setting(
        "dense3d-z-plus-without-bias",
        lambda: nn.Linear(6, 8),
        [(3, 4, 6)],
        layers(rules.ZPlus(zero_params="bias")),
        ours("kind:dense=z_plus(zero_params=bias)"),
        control=ours("kind:dense=z_plus()"),
    ),
    Setting(
        "dense-z-box",
        lambda: nn.Linear(10, 4),
        [(5, 10)],
        layers(rules.ZBox(-4.0, 4.0, stabilizer=1e-3)),
        ours("kind:dense=z_box(low=-4.0,high=4.0,epsilon=1e-3)"),
    ),
    Setting(
        "avgpool2d-norm",
        lambda: nn.AvgPool2d((3, 2), stride=(2, 1), padding=(1, 0), count_include_pad=False),
        [(2, 3, 7, 6)],
        layers(rules.Norm(1e-4)),
        ours("kind:average_pool=norm(epsilon=1e-4)"),
    ),
    Setting(
        "avgpool1d-norm",
        lambda: nn.AvgPool1d(4, stride=3, padding=1),
        [(2, 3, 13)],
        layers(rules.Norm()),
        ours("kind:average_pool=norm()"),
        nonnegative=True,
    ),
    # Other types of numbers. Sums are long enough to show whether they are accumulated in f32.
    Setting(
        "f64-conv2d-alpha-beta",
        lambda: nn.Conv2d(4, 6, 3, stride=2, padding=1, groups=2),
        [(2, 4, 9, 6)],
        layers(rules.AlphaBeta(alpha=3, beta=2)),
        ours("kind:convolution=alpha_beta(alpha=3,beta=2)"),
        dtype=torch.float64,
        forms=LINALG,
    ),
    Setting(
        "f64-dense3d-w-square",
        lambda: nn.Linear(7, 6),
        [(2, 5, 7)],
        layers(rules.WSquare(1e-2)),
        ours("kind:dense=w_square(epsilon=1e-2)"),
        dtype=torch.float64,
        control=ours("kind:dense=w_square()"),
    ),
    Setting(
        "f16-conv2d-z-plus",
        lambda: nn.Conv2d(4, 6, 3, stride=2, padding=1),
        [(1, 4, 8, 8)],
        layers(rules.ZPlus(1e-3)),
        ours("kind:convolution=z_plus(epsilon=1e-3)"),
        dtype=torch.float16,
        control=ours("kind:convolution=epsilon(epsilon=1e-3)"),
    ),
    Setting(
        "f16-dense-gamma",
        lambda: nn.Linear(4096, 12),
        [(3, 4096)],
        layers(rules.Gamma(0.5, stabilizer=1e-3)),
        ours("kind:dense=gamma(gamma=0.5,epsilon=1e-3)"),
        dtype=torch.float16,
    ),
    Setting(
        "bf16-dense3d-z-plus",
        lambda: nn.Linear(512, 10),
        [(2, 3, 512)],
        layers(rules.ZPlus(1e-3)),
        ours("kind:dense=z_plus(epsilon=1e-3)"),
        dtype=torch.bfloat16,
        nonnegative=True,
        control=ours("kind:dense=flat(epsilon=1e-3)"),
    ),
    Setting(
        "bf16-conv2d-w-square",
        lambda: nn.Conv2d(3, 6, 3, padding=1, groups=3),
        [(1, 3, 7, 5)],
        layers(rules.WSquare(1e-3)),
        ours("kind:convolution=w_square(epsilon=1e-3)"),
        dtype=torch.bfloat16,
    ),
    # Composites.
    Setting(
        "net-epsilon-gamma-box",
        make_net,
        [(1, 3, 10, 12)],
        composites.EpsilonGammaBox(-4.0, 4.0, gamma=0.35, canonizers=[SequentialMergeBatchNorm()]),
        {"composite": "epsilon-gamma-box(low=-4.0,high=4.0,gamma=0.35)", "canonizers": ["merge-batch-norm"]},
        control={"composite": "epsilon-gamma-box(low=-4.0,high=4.0)", "canonizers": ["merge-batch-norm"]},
    ),
    Setting(
        "net-epsilon-plus-flat",
        make_net,
        [(2, 3, 10, 12)],
        composites.EpsilonPlusFlat(epsilon=1e-3, canonizers=[SequentialMergeBatchNorm()]),
        {"composite": "epsilon-plus-flat(epsilon=1e-3)", "canonizers": ["merge-batch-norm"]},
        nonnegative=True,
    ),
    Setting(
        "net-batch-norms-kept",
        make_net,
        [(1, 3, 10, 12)],
        composites.EpsilonAlpha2Beta1(),
        {"composite": "epsilon-alpha2-beta1"},
        control={"composite": "epsilon-alpha2-beta1", "canonizers": ["merge-batch-norm"]},
    ),
    Setting(
        "net-f64-epsilon-alpha2-beta1",
        make_net,
        [(1, 3, 10, 12)],
        composites.EpsilonAlpha2Beta1(canonizers=[SequentialMergeBatchNorm()]),
        {"composite": "epsilon-alpha2-beta1", "canonizers": ["merge-batch-norm"]},
        dtype=torch.float64,
        forms=LINALG,
    ),
    Setting(
        "net-f16-epsilon-plus",
        make_net,
        [(1, 3, 10, 12)],
        composites.EpsilonPlus(epsilon=1e-2, stabilizer=1e-2, canonizers=[SequentialMergeBatchNorm()]),
        {"composite": "epsilon-plus(epsilon=1e-2,stabilizer_epsilon=1e-2)", "canonizers": ["merge-batch-norm"]},
        dtype=torch.float16,
    ),
    Setting(
        "sequence-net-epsilon-plus-flat",
        make_sequence_net,
        [(2, 4, 24)],
        composites.EpsilonPlusFlat(),
        {"composite": "epsilon-plus-flat"},
    ),
    Setting(
        "sequence-net-f16-epsilon-plus",
        make_sequence_net,
        [(1, 4, 24)],
        composites.EpsilonPlus(epsilon=1e-2, stabilizer=1e-2),
        {"composite": "epsilon-plus(epsilon=1e-2,stabilizer_epsilon=1e-2)"},
        dtype=torch.float16,
    ),
    Setting(
        "decoder-epsilon-alpha2-beta1",
        make_decoder,
        [(2, 6)],
        composites.EpsilonAlpha2Beta1(canonizers=[SequentialMergeBatchNorm()]),
        {"composite": "epsilon-alpha2-beta1", "canonizers": ["merge-batch-norm"]},
    ),
    # LXT.
    Setting(
        "lxt-softmax-f64",
        lambda: Function(lambda x: torch.softmax(x, -1)),
        [(2, 3, 4, 5)],
        lambda model, x: lf.softmax(x, -1),
        ours("kind:softmax=softmax()"),
        dtype=torch.float64,
        control=ours("kind:softmax=gradient()"),
    ),
    Setting(
        "lxt-matmul",
        lambda: Function(torch.matmul),
        [(3, 4, 6), (3, 6, 5)],
        lambda model, a, b: lf.matmul(a, b, epsilon=0.02),
        ours("kind:bilinear=uniform_epsilon(epsilon=0.01)"),
        control=ours("kind:bilinear=uniform_epsilon(epsilon=0.02)"),
    ),
    Setting(
        "lxt-layer-norm-f64",
        lambda: nn.LayerNorm(12),
        [(2, 3, 12)],
        lambda model, x: lf.layer_norm(x, model.weight, model.bias, model.eps),
        ours("kind:norm=epsilon(epsilon=1e-6)"),
        dtype=torch.float64,
    ),
    Setting(
        "lxt-add-broadcast-f64",
        lambda: Function(torch.add),
        [(2, 3, 5), (3, 1)],
        lambda model, a, b: lf.add2(a, b, epsilon=0.1),
        ours("kind:sum=epsilon(epsilon=0.1)"),
        dtype=torch.float64,
    ),
    Setting(
        "lxt-dense-bf16",
        lambda: nn.Linear(256, 6),
        [(2, 3, 256)],
        lambda model, x: lf.linear_epsilon(x, model.weight, model.bias, epsilon=0.05),
        ours("kind:dense=epsilon(epsilon=0.05)"),
        dtype=torch.bfloat16,
    ),
]
