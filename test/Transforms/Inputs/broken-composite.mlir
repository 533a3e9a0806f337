lxt.composite @broken entries ["kind:linear=epsilon(epsilon=$missing)"]
