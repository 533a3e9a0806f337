"""How the peers compute: PyTorch, LXT, autoLRP, zennit, captum.

Every function takes a case and gives a `Call`. What can be done once for a model (patching, canonizers, hooks) is done
before the call.
"""

import functools
import operator

import autolrp
import patches
import torch
import zennit.composites
import zennit.torchvision
from captum.attr import LRP
from captum.attr._utils.custom_modules import Addition_Module
from measure import Call
from torch import fx
from zennit.attribution import Gradient


def get_module(case, channels_last=False, **options):
    """A copy of the model and its input."""
    module, x = case.build(**options)
    if channels_last:
        module, x = (thing.to(memory_format=torch.channels_last) for thing in (module, x))
    return module, x


def forward(case, **options):
    module, x = get_module(case, **options)

    @torch.inference_mode()
    def run():
        return module(x), None

    return Call(run)


def explain_by_gradient(case, module, x, multiply=True):
    """The gradient of the explained logit, times the input."""
    x.requires_grad_()

    def run():
        logits = module(x)
        (gradient,) = torch.autograd.grad(logits[case.target], x)
        return logits, x.detach() * gradient if multiply else None

    return run


def gradient(case, **options):
    return Call(explain_by_gradient(case, *get_module(case, **options), multiply=False))


def lxt_efficient(case, compiled=False, last=False, **options):
    """compiled: by torch.compile. last: only the last token gets logits."""
    context = patches.efficient(patches.LIBRARIES[case.name])
    with context:
        module, x = case.build(**options)
    if last:
        module = functools.partial(module, keep=1)
    if compiled:
        module = torch.compile(module)
    return Call(explain_by_gradient(case, module, x), context)


def lxt_explicit(case):
    module, x = case.build()
    context = patches.make_explicit(module)
    x.requires_grad_()

    def run():
        logits = module(x)
        (relevance,) = torch.autograd.grad(logits[case.target], x, logits[case.target].detach())
        return logits, relevance

    return Call(run, context)


def auto_lrp(case, attention):
    """attention: autoLRP's preset for it."""
    module, x = case.build()
    activations = autolrp.on(autolrp.ELEMENTWISE_NODES, "yx")
    config = autolrp.LRPConfig(rule={**autolrp.BASE, **attention, **activations})

    def run():
        marked = autolrp.tensor(x)
        logits = module(marked)
        logits[case.target].lrp(config=config)
        return logits.detach().as_subclass(torch.Tensor), marked.relevance

    return Call(run)


def zennit_composite(case, composite, **options):
    """composite: the name of zennit's, with its options. Batch norms are merged, branches of residual blocks summed."""
    module, x = case.build()
    canonizer = zennit.torchvision.ResNetCanonizer()
    composite = getattr(zennit.composites, composite)(canonizers=[canonizer], **options)
    composite.register(module)
    attributor = Gradient(module)

    def seed(logits):
        mask = torch.zeros_like(logits)
        mask[case.target] = 1
        return logits.detach() * mask

    return Call(lambda: attributor(x, seed))


def without_reuse(module):
    """The same with a module for every activation and sum, as captum needs it."""
    traced = fx.symbolic_trace(module)
    for number, node in enumerate(traced.graph.nodes):
        if node.op == "call_module" and isinstance(traced.get_submodule(node.target), torch.nn.ReLU):
            made = torch.nn.ReLU()
        elif node.op == "call_function" and node.target in (operator.add, operator.iadd):
            node.op, made = "call_module", Addition_Module()
        else:
            continue
        node.target = f"made_{number}"
        traced.add_module(node.target, made)
    traced.delete_all_unused_submodules()
    traced.recompile()
    return traced


def captum_epsilon(case):
    module, x = case.build()
    explainer = LRP(without_reuse(module))
    return Call(lambda: (None, explainer.attribute(x, target=case.target[-1])))
