lxt.composite @first entries ["kind:linear=epsilon()"]
lxt.composite @second entries ["kind:linear=stop()"]
