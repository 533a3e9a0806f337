// What the grammar of a composite's entries refuses.
// RUN: lxt-opt %s -split-input-file -verify-diagnostics -o /dev/null

//===----------------------------------------------------------------------===//
// Entries: selectors
//===----------------------------------------------------------------------===//

// expected-error @+1 {{'kind:linear' is not of the form SELECTOR=RULE(parameter=value,...)}}
lxt.composite @c entries ["kind:linear"]

// -----

// expected-error @+1 {{'kind:linear=' is not of the form SELECTOR=RULE(parameter=value,...)}}
lxt.composite @c entries ["kind:linear="]

// -----

// expected-error @+1 {{selector '' does not start with one of kind:, op:, class:, path:, line:, function:, nth:, active:, feeds:, fed-by:}}
lxt.composite @c entries ["=epsilon()"]

// -----

// expected-error @+1 {{selector 'type:linear' does not start with one of kind:, op:, class:, path:, line:, function:, nth:, active:, feeds:, fed-by:}}
lxt.composite @c entries ["type:linear=epsilon()"]

// -----

// expected-error @+1 {{selector '' does not start with one of kind:, op:, class:, path:, line:, function:, nth:, active:, feeds:, fed-by:}}
lxt.composite @c entries ["kind:linear&=epsilon()"]

// -----

// expected-error @+1 {{selector 'path:' has no value}}
lxt.composite @c entries ["path:=epsilon()"]

// -----

// expected-error @+1 {{'lineer' is no kind of layer}}
lxt.composite @c entries ["kind:lineer=epsilon()"]

// -----

// expected-error @+1 {{'loss' is no kind of layer}}
lxt.composite @c entries ["kind:sum&feeds:loss=epsilon()"]

// -----

// expected-error @+1 {{'loss' is no kind of layer}}
lxt.composite @c entries ["kind:sum&fed-by:loss=epsilon()"]

// -----

// expected-error @+1 {{selector 'nth:0' needs a number from 1 on}}
lxt.composite @c entries ["nth:0=epsilon()"]

// -----

// expected-error @+1 {{selector 'nth:first' needs a number from 1 on}}
lxt.composite @c entries ["nth:first=epsilon()"]

// -----

// expected-error @+1 {{selector 'line:-3' needs a number from 1 on}}
lxt.composite @c entries ["line:-3=epsilon()"]

// -----

// expected-error @+1 {{selector 'active:1.5' needs a number from 1 on}}
lxt.composite @c entries ["active:1.5=epsilon()"]

// -----

// expected-error @+1 {{selector 'function:main' needs a function's symbol, as in function:@main}}
lxt.composite @c entries ["function:main=epsilon()"]

// -----

// The second of two.
// expected-error @+1 {{'lineer' is no kind of layer}}
lxt.composite @c entries ["kind:sum=epsilon()", "kind:lineer=epsilon()"]

// -----

//===----------------------------------------------------------------------===//
// Entries: rules and their parameters
//===----------------------------------------------------------------------===//

// expected-error @+1 {{'(epsilon=1)' has no name before its parentheses}}
lxt.composite @c entries ["kind:sum=(epsilon=1)"]

// -----

// expected-error @+1 {{'epsilon(epsilon=1' does not end with ')'}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=1"]

// -----

// expected-error @+1 {{'epsilon()x' does not end with ')'}}
lxt.composite @c entries ["kind:sum=epsilon()x"]

// -----

// expected-error @+1 {{'1' in 'epsilon(1)' is not of the form parameter=value}}
lxt.composite @c entries ["kind:sum=epsilon(1)"]

// -----

// expected-error @+1 {{'epsilon=' in 'epsilon(epsilon=)' is not of the form parameter=value}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=)"]

// -----

// expected-error @+1 {{'=1' in 'epsilon(=1)' is not of the form parameter=value}}
lxt.composite @c entries ["kind:sum=epsilon(=1)"]

// -----

// expected-error @+1 {{'' in 'epsilon(epsilon=1,)' is not of the form parameter=value}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=1,)"]

// -----

// No op.
// expected-error @+1 {{'magic' in 'kind:sum=magic()' is no rule}}
lxt.composite @c entries ["kind:sum=magic()"]

// -----

// An op, but no rule.
// expected-error @+1 {{'vjp' in 'kind:sum=vjp()' is no rule}}
lxt.composite @c entries ["kind:sum=vjp()"]

// -----

// A layer has no rule.
// expected-error @+1 {{'layer' in 'kind:sum=layer()' is no rule}}
lxt.composite @c entries ["kind:sum=layer()"]

// -----

// expected-error @+1 {{'epsilon' in 'kind:sum=stop(epsilon=1)' is no parameter of rule 'stop'}}
lxt.composite @c entries ["kind:sum=stop(epsilon=1)"]

// -----

// expected-error @+1 {{'origin' in 'kind:sum=epsilon(origin=1)' is no parameter of rule 'epsilon'}}
lxt.composite @c entries ["kind:sum=epsilon(origin=1)"]

// -----

// expected-error @+1 {{'operandSegmentSizes' in 'kind:sum=epsilon(operandSegmentSizes=1)' is no parameter of rule 'epsilon'}}
lxt.composite @c entries ["kind:sum=epsilon(operandSegmentSizes=1)"]

// -----

// expected-error @+1 {{'kind:sum=epsilon(epsilon=1,epsilon=2)' gives parameter 'epsilon' twice}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=1,epsilon=2)"]

// -----

// expected-error @+1 {{parameter epsilon=small of 'kind:sum=epsilon(epsilon=small)': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=small)"]

// -----

// expected-error @+1 {{parameter epsilon=-1 of 'kind:sum=epsilon(epsilon=-1)': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=-1)"]

// -----

// expected-error @+1 {{parameter epsilon=inf of 'kind:sum=epsilon(epsilon=inf)': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=inf)"]

// -----

// expected-error @+1 {{parameter epsilon=nan of 'kind:sum=epsilon(epsilon=nan)': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=nan)"]

// -----

// expected-error @+1 {{parameter epsilon=true of 'kind:sum=epsilon(epsilon=true)': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=true)"]

// -----

// expected-error @+1 {{parameter epsilon=[1,2] of 'kind:sum=epsilon(epsilon=[1,2])': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=[1,2])"]

// -----

// A tensor where a number is needed.
// expected-error @+1 {{parameter epsilon=e.npy of 'kind:sum=epsilon(epsilon=e.npy)': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=e.npy)"]

// -----

// expected-error @+1 {{parameter stabilizer=minus of 'kind:sum=epsilon(stabilizer=minus)': attribute 'stabilizer' failed to satisfy constraint: how epsilon keeps a denominator from zero: plain or sign}}
lxt.composite @c entries ["kind:sum=epsilon(stabilizer=minus)"]

// -----

// expected-error @+1 {{parameter stabilizer=1 of 'kind:sum=epsilon(stabilizer=1)': attribute 'stabilizer' failed to satisfy constraint: how epsilon keeps a denominator from zero: plain or sign}}
lxt.composite @c entries ["kind:sum=epsilon(stabilizer=1)"]

// -----

// expected-error @+1 {{parameter dimension=1.5 of 'kind:softmax=softmax(dimension=1.5)': attribute 'dimension' failed to satisfy constraint: 64-bit signless integer attribute}}
lxt.composite @c entries ["kind:softmax=softmax(dimension=1.5)"]

// -----

// expected-error @+1 {{parameter reference=one of 'kind:sum=taylor(reference=one)': attribute 'reference' failed to satisfy constraint: the point around which a Taylor decomposition expands: zero or input or constant vector/tensor attribute}}
lxt.composite @c entries ["kind:sum=taylor(reference=one)"]

// -----

// expected-error @+1 {{parameter bias=lose of 'kind:sum=taylor(reference=zero,bias=lose)': attribute 'bias' failed to satisfy constraint: who receives the relevance of the bias of a Taylor expansion: omit, absorb, spread or to(i)}}
lxt.composite @c entries ["kind:sum=taylor(reference=zero,bias=lose)"]

// -----

// expected-error @+1 {{parameter bias=to(-1) of 'kind:sum=taylor(bias=to(-1))': attribute 'bias' failed to satisfy constraint: who receives the relevance of the bias of a Taylor expansion: omit, absorb, spread or to(i)}}
lxt.composite @c entries ["kind:sum=taylor(bias=to(-1))"]

// -----

// expected-error @+1 {{parameter bias=omit(1) of 'kind:sum=taylor(bias=omit(1))': attribute 'bias' failed to satisfy constraint: who receives the relevance of the bias of a Taylor expansion: omit, absorb, spread or to(i)}}
lxt.composite @c entries ["kind:sum=taylor(bias=omit(1))"]

// -----

// expected-error @+1 {{expects numbers as parameters, "epsilon" is "big"}}
lxt.composite @c parameters {epsilon = "big"} entries ["kind:sum=epsilon(epsilon=$epsilon)"]

// -----

// No parameters.
// expected-error @+1 {{'kind:sum=epsilon(epsilon=$eps)' uses $eps, which is no parameter of its composite}}
lxt.composite @c entries ["kind:sum=epsilon(epsilon=$eps)"]

// -----

// Others.
// expected-error @+1 {{'kind:sum=epsilon(epsilon=$eps)' uses $eps, which is no parameter of its composite}}
lxt.composite @c parameters {epsilon = 1.0} entries ["kind:sum=epsilon(epsilon=$eps)"]

// -----

// A bad value.
// expected-error @+1 {{parameter epsilon=-1.000000e+00 of 'kind:sum=epsilon(epsilon=$epsilon)': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c parameters {epsilon = -1.0} entries ["kind:sum=epsilon(epsilon=$epsilon)"]

// -----

// expected-error @+2 {{expected ::lxt::Mode to be one of: exact, fast}}
// expected-error @+1 {{failed to parse LXT_ModeAttr}}
lxt.composite @c mode<quick> entries []

// -----

// expected-error @+1 {{selector 'function:@' needs a function's symbol, as in function:@main}}
lxt.composite @c entries ["function:@=epsilon()"]

// -----

// expected-error @+1 {{selector 'path:[': invalid glob pattern, unmatched '['}}
lxt.composite @c entries ["path:[=epsilon()"]
