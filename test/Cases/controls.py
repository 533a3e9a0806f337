"""Negative controls: a comparison that could not fail would prove nothing.

Prints how far off a wrong explanation is; the status is 1 when one agrees with the right one.
"""

import sys

from cases import load_cases

cases = load_cases()
agreed = []


def control(title, number, form, **options):
    case = cases[number]
    _, relevances = case.explain(form, **options)
    worst = case.compare(form, relevances)
    # More than ten times what is allowed, no matter of rounding; and numbers, no infinities.
    right = not 10 * case.tolerance < worst < float("inf")
    print(
        f"{'AGREES' if right else 'differs'} by {worst:.1e}, allowed {case.tolerance:.1e}: {title}, {case.name} {form}"
    )
    if right:
        agreed.append(title)


# AttnLRP is not the gradient times the input, nor CP-LRP, nor the other way round.
for number, form in (("82", "tosa"), ("86", "tosa"), ("89", "linalg")):
    control("gradient x input for AttnLRP", number, form, composite="gradient-x-input")
    control("CP-LRP for AttnLRP", number, form, composite="cp-lrp")
control("gradient x input for CP-LRP", "85", "linalg", composite="gradient-x-input")
control("AttnLRP for CP-LRP", "85", "linalg", composite="attnlrp")

# Another stabiliser, another epsilon. In case 04, sums cancel to less than its epsilon of 0.05.
for form in ("tosa", "linalg"):
    control("sign for plain", "04", form, rules=["kind:sum=epsilon(epsilon=0.05,stabilizer=sign)"])
    control("clip for plain", "04", form, rules=["kind:sum=epsilon(epsilon=0.05,clip=true)"])
    control("a small epsilon for 0.05", "04", form, rules=["kind:sum=epsilon(epsilon=1e-8)"])
    control("a big epsilon for 1e-6", "01", form, rules=["kind:linear=epsilon(epsilon=0.05)"])
    # Without the division by the number of factors.
    control("epsilon for uniform_epsilon", "09", form, rules=["kind:bilinear=epsilon(epsilon=5e-9)"])
    control("the sum over its own dimension for softmax", "13", form, rules=["kind:softmax=softmax()"])

    # The rules of linear layers are not each other.
    control("z_plus for gamma", "46", form, rules=["kind:dense=z_plus()"])
    control("another gamma", "46", form, rules=["kind:dense=gamma(gamma=0.5)"])
    control("z_plus for alpha_beta", "48", form, rules=["kind:dense=z_plus()"])
    control("flat for w_square", "50", form, rules=["kind:dense=flat()"])
    control("wrong bounds", "54", form, rules=["kind:convolution=z_box(low=-2.0,high=2.0)"])

sys.exit(1 if agreed else 0)
