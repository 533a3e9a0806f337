lxt.composite @file canonizers ["merge-batch-norm(residual-epsilon=0)"] entries ["kind:linear=epsilon()"]
