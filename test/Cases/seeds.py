"""Several seeds in one call get the relevance that each of them gets alone, from one forward pass.

usage: seeds.py [FOLDER [CASE ...]]     (default: the cases in Inputs; CASE is a number, as in 04)

Goes over the settings of the cases, in both modes, and over every rule of the dialect. Prints a line for each. The
status is 1 when one fails.
"""

import concurrent.futures
import dataclasses
import os
import pathlib
import re
import sys
import tempfile

import lxt_mlir
import numpy as np
from cases import COPIED, Case, distance, load_cases, load_settings
from lxt_mlir.compiler import get_arguments, run_compiler

COUNT = 5
# What depends on no seed is computed once, and each operation stays as it is.
TOLERANCE = 1e-6

RULE_OPS = pathlib.Path(__file__).parents[2] / "include/lxt/IR/RuleOps.td"
TRANSFORMER = {"composite": "attnlrp"}
CNN = {"composite": "epsilon-plus-flat", "canonizers": ["merge-batch-norm"]}
# A function for one seed, in a composite of its own.
CUSTOM = """
func.func private @scaled(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %r: tensor<?x?xf32>,
                          %factor: f64 {lxt.name = "factor"}) -> tensor<?x?xf32> {
  %s = lxt.stabilized_div %r, %y epsilon(1.0e-6) : tensor<?x?xf32>, tensor<?x?xf32>
  %g = lxt.pullback %s : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %f = arith.truncf %factor : f64 to f32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = tensor.dim %x, %c0 : tensor<?x?xf32>
  %columns = tensor.dim %x, %c1 : tensor<?x?xf32>
  %fs = tensor.splat %f[%rows, %columns] : tensor<?x?xf32>
  %fg = arith.mulf %fs, %g : tensor<?x?xf32>
  %rx = lxt.times_value %x, %fg : tensor<?x?xf32>, tensor<?x?xf32>
  return %rx : tensor<?x?xf32>
}
lxt.composite @custom parameters {factor} entries [
  "kind:dense=@scaled(factor=$factor)", "kind:activation=identity()", "kind:softmax=softmax()",
  "kind:bilinear=uniform_epsilon()", "kind:any=epsilon()"
]
"""


@dataclasses.dataclass
class Job:
    title: str
    case: Case
    options: dict
    parameters: dict = dataclasses.field(default_factory=dict)


# Layers that rules apply to, where these are not linear layers as they come, and parameters that are left open.
RULES = {
    "epsilon": (TRANSFORMER, "kind:dense=epsilon(norm_scale=true,epsilon=0.01)"),
    "uniform": (TRANSFORMER, "kind:sum=uniform(count=all)"),
    "uniform_epsilon": (TRANSFORMER, "kind:bilinear=uniform_epsilon(clip=true,stabilizer=sign)"),
    "identity": (TRANSFORMER, "kind:norm=identity()"),
    "taylor": (TRANSFORMER, "kind:activation=taylor(reference=input,bias=spread)"),
    "softmax": (TRANSFORMER, "kind:softmax=softmax()"),
    "stop": (TRANSFORMER, "kind:softmax=stop()"),
    "gradient": (TRANSFORMER, "kind:activation=gradient()"),
    "alpha_beta": (CNN, "kind:linear=alpha_beta(alpha=3,beta=2)"),
    "gamma": (CNN, "kind:linear=gamma(gamma=?)", {"gamma": 0.3}),
    "z_box": (CNN, "kind:linear&nth:1=z_box(low=?[3],high=4)", {"low": [-3, -4, -5]}),
    "norm": (CNN, "kind:average_pool=norm()"),
    "deconvnet": (CNN, "kind:activation=deconvnet()"),
    "guided_backprop": (CNN, "kind:activation=guided_backprop()"),
    "beta_smooth": (CNN, "kind:activation=beta_smooth()"),
}


def make_rule_jobs(cases, custom):
    """A job for every rule of the dialect; `custom` is the file of the composite with a function."""
    for name in re.findall(r'LXT_(?:Linear)?RuleOp<"(\w+)"', RULE_OPS.read_text()):
        if name == "custom":
            case, options, parameters = cases["89"], {"composite": f"{custom}(factor=?)"}, {"factor": 0.75}
        else:
            base, entry, *others = RULES.get(name, (CNN, f"kind:linear={name}()"))
            case, options = cases["89" if base is TRANSFORMER else "70"], {**base, "rules": [entry]}
            parameters = others[0] if others else {}
        yield Job(f"rule {name}", case, options, parameters)


def count_reductions(case, form, options):
    """Contractions, convolutions and sums of the explanation."""
    arguments = get_arguments(case.path(form), inputs=case.relevant, **options)
    text = run_compiler([*arguments, "--emit=linalg", "-o", "-"]).split("func.func @main_explain(")[1]
    return len(re.findall(r'iterator_types = \[[^\]]*"reduction"|linalg\.(?:\w*matmul|conv|pool|depthwise)', text))


def find_problem(job, form):
    """None, or what is wrong."""
    case = job.case
    several = f"given:{COUNT}"
    try:
        one = case.compile(form, **job.options)
    except lxt_mlir.CompileError as error:
        # An epsilon of 0 has no mode exact.
        if "epsilon 0" not in str(error):
            return str(error)
        try:
            case.compile(form, seed=several, **job.options)
        except lxt_mlir.CompileError as other:
            return None if str(other) == str(error) else f"other error: {other}"
        return "no error for several seeds"
    all_at_once = case.compile(form, seed=several, **job.options)
    random = np.random.default_rng(0)
    seeds = [case.seed, *(random.standard_normal(case.seed.shape).astype(case.seed.dtype) for _ in range(COUNT - 1))]
    prediction, relevances = all_at_once.explain(*case.inputs, seed=np.stack(seeds), parameters=job.parameters)
    for i, seed in enumerate(seeds):
        alone, expected = one.explain(*case.inputs, seed=seed, parameters=job.parameters)
        if not np.array_equal(alone, prediction):
            return "prediction differs"
        worst = max(distance(got[i], want) for got, want in zip(relevances, expected, strict=True))
        if not worst <= TOLERANCE:
            return f"seed {i} off by {worst:.1e}"
    counts = [count_reductions(case, form, {**job.options, "seed": seed}) for seed in ("given", several)]
    return None if counts[0] == counts[1] else f"{counts[0]} reductions for one seed, {counts[1]} for several"


def main(folder=COPIED, *numbers):
    cases = load_cases(folder)
    jobs = [
        Job(
            f"{cases[setting.case].name} ({setting.composite or ', '.join(setting.rules)})",
            cases[setting.case],
            setting.options,
        )
        for setting in load_settings()
        if setting.case in cases and (not numbers or setting.case in numbers)
    ]
    with tempfile.TemporaryDirectory() as scratch:
        custom = pathlib.Path(scratch) / "custom.mlir"
        custom.write_text(CUSTOM)
        if not numbers:
            jobs += make_rule_jobs(load_cases(), custom)
        work = [
            (
                dataclasses.replace(job, title=f"{job.title}, {mode}", options={**job.options, "mode": mode}),
                job.case.forms[-1],
            )
            for job in jobs
            for mode in ("exact", "fast")
        ]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            problems = list(pool.map(lambda item: find_problem(*item), work))
    for (job, _), problem in zip(work, problems, strict=True):
        print(f"FAILED: {job.title}: {problem}" if problem else f"agrees: {job.title}")
    good = problems.count(None)
    print(f"{good} of {len(work)} agree")
    return good < len(work) or not work


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
