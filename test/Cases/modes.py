"""Mode exact with a tiny epsilon, and mode fast, agree to 1e-3 of the largest relevance.

usage: modes.py [FOLDER]     takes the transformers: the cases from 80 on, one form of each model
"""

import sys

from cases import COPIED, distance, load_cases

TOLERANCE = 1e-3
COMPOSITES = {
    "attnlrp": ("epsilon", "biased_epsilon", "norm_epsilon", "product_epsilon", "value_epsilon"),
    "cp-lrp": ("epsilon", "biased_epsilon", "norm_epsilon"),
}

failed = done = 0
for number, case in load_cases(*sys.argv[1:] or [COPIED]).items():
    if number < "80":
        continue
    form = case.forms[0]
    for name, parameters in COMPOSITES.items():
        composite = f"{name}({','.join(f'{parameter}=1e-12' for parameter in parameters)})"
        exact = case.compile(form, composite=composite, mode="exact")
        fast = case.compile(form, composite=composite, mode="fast")
        assert (exact.mode, fast.mode) == ("exact", "fast")
        want = exact.explain(*case.inputs, seed=case.seed)[1]
        got = fast.explain(*case.inputs, seed=case.seed)[1]
        worst = max(distance(a, b) for a, b in zip(got, want, strict=True))
        # Programs that are one and the same would agree, too.
        different = any((a != b).any() for a, b in zip(got, want, strict=True))
        good = worst <= TOLERANCE and different
        print(f"{'agree' if good else 'FAILED'} to {worst:.1e}: {name}, {case.name} {form}")
        failed += not good
        done += 1
sys.exit(0 if done and not failed else 1)
