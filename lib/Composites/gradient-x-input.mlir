// Gradient times input: the epsilon rule over the whole function, epsilon 0.
lxt.composite @"gradient-x-input" mode<fast> entries ["function:@*=epsilon(epsilon=0)"]
