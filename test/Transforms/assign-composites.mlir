// Composites: of the module, of a file, built in; their parameters and modes.
// Entries of `rules` come before those of the composite.

// RUN: lxt-opt %s --lxt-assign-rules="composite=mine" | FileCheck %s --check-prefix=MODULE
// MODULE: lxt.explain @main inputs [0] mode<fast>
// MODULE: lxt.epsilon epsilon(1.250000e-01) stabilizer<sign> origin<kind = dense, entry = "kind:linear=epsilon(epsilon=$e,stabilizer=sign)">
// MODULE: lxt.uniform origin<kind = activation, entry = "kind:activation=uniform()">

// A parameter's own value is overridden.
// RUN: lxt-opt %s --lxt-assign-rules="composite=mine(e=0.75)" | FileCheck %s --check-prefix=OVERRIDE
// OVERRIDE: lxt.epsilon epsilon(7.500000e-01) stabilizer<sign>

// Entries given by themselves win, wherever the composite has its own.
// RUN: lxt-opt %s --lxt-assign-rules="composite=mine rules=kind:activation=stop(),kind:softmax=stop()" | FileCheck %s --check-prefix=BEFORE
// BEFORE: lxt.epsilon epsilon(1.250000e-01) stabilizer<sign>
// BEFORE: lxt.stop origin<kind = activation, entry = "kind:activation=stop()">

// RUN: lxt-opt %s --lxt-assign-rules="composite=%S/Inputs/composite.mlir" | FileCheck %s --check-prefix=FILE
// FILE: lxt.explain @main inputs [0] mode<fast>
// FILE: lxt.epsilon epsilon(5.000000e-01) origin<kind = dense, entry = "kind:linear=epsilon(epsilon=$epsilon)">
// FILE: lxt.identity origin<kind = activation
// RUN: lxt-opt %s --lxt-assign-rules="composite=%S/Inputs/composite.mlir(epsilon=2)" | FileCheck %s --check-prefix=FILE2
// FILE2: lxt.epsilon epsilon(2.000000e+00) origin<kind = dense

// The ones built in; a composite of the module goes before one of the same name.
// RUN: lxt-opt %s --lxt-assign-rules="composite=attnlrp" | FileCheck %s --check-prefix=ATTNLRP
// ATTNLRP: lxt.explain @main inputs [0] mode<exact>
// ATTNLRP: lxt.epsilon origin<kind = dense, entry = "kind:linear=epsilon(epsilon=$epsilon)">
// ATTNLRP: lxt.identity origin<kind = activation, entry = "kind:activation=identity()">
// RUN: lxt-opt %s --lxt-assign-rules="composite=attnlrp(epsilon=0.5)" | FileCheck %s --check-prefix=ATTNLRP2
// ATTNLRP2: lxt.epsilon epsilon(5.000000e-01) origin<kind = dense
// RUN: lxt-opt %s --lxt-assign-rules="composite=attnlrp-efficient" | FileCheck %s --check-prefix=EFFICIENT
// EFFICIENT: lxt.explain @main inputs [0] mode<fast>
// EFFICIENT: lxt.epsilon epsilon(0.000000e+00) origin<kind = dense
// RUN: lxt-opt %s --lxt-assign-rules="composite=cp-lrp" | FileCheck %s --check-prefix=CP
// CP: lxt.explain @main inputs [0] mode<exact>
// CP: lxt.epsilon origin<kind = dense
// CP: lxt.identity origin<kind = activation
// RUN: lxt-opt %s --lxt-assign-rules="composite=cp-lrp-efficient" | FileCheck %s --check-prefix=EFFICIENT
// RUN: lxt-opt %s --lxt-assign-rules="composite=gradient-x-input" | FileCheck %s --check-prefix=GXI
// GXI: lxt.explain @main inputs [0] mode<fast>
// GXI: lxt.epsilon epsilon(0.000000e+00) origin<kind = function, {{.*}} path = "main", entry = "function:@*=epsilon(epsilon=0)">
// RUN: lxt-opt %s --lxt-assign-rules="composite=epsilon" | FileCheck %s --check-prefix=OWN
// OWN: lxt.stop origin<kind = dense, entry = "kind:linear=stop()">

lxt.composite @mine mode<fast> parameters {e = 0.125} entries [
  "kind:linear=epsilon(epsilon=$e,stabilizer=sign)",
  "kind:dense=stop()",
  "kind:activation=uniform()"
]

lxt.composite @epsilon entries ["kind:linear=stop()", "kind:activation=identity()"]

lxt.explain @main inputs [0]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = lxt.layer <kind = dense> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  %1 = lxt.layer <kind = activation> ins(%a = %0 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  return %1 : tensor<4xf32>
}

// Errors.
// RUN: not lxt-opt %s --lxt-assign-rules="composite=nothing" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: 'nothing' is no composite: there is no such file, and those built in are attnlrp
// UNKNOWN-SAME: gradient-x-input
// RUN: not lxt-opt %s --lxt-assign-rules="composite=%S/Inputs" 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: error: '{{.*}}Inputs' is no composite
// RUN: not lxt-opt %s --lxt-assign-rules="composite=%S/Inputs/two-composites.mlir" 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: not lxt-opt %s --lxt-assign-rules="composite=%S/Inputs/no-composite.mlir" 2>&1 | FileCheck %s --check-prefix=ONE
// ONE: error: composite file '{{.*}}-composite{{s?}}.mlir' does not hold exactly one lxt.composite
// The file's own location is in the message.
// RUN: not lxt-opt %s --lxt-assign-rules="composite=%S/Inputs/broken-composite.mlir" 2>&1 | FileCheck %s --check-prefix=BROKEN
// BROKEN: broken-composite.mlir:1:{{.*}} error: {{.*}}'kind:linear=epsilon(epsilon=$missing)' uses $missing, which is no parameter of its composite
// BROKEN: error: composite file '{{.*}}broken-composite.mlir' cannot be read
// RUN: not lxt-opt %s --lxt-assign-rules="composite=mine(f=1)" 2>&1 | FileCheck %s --check-prefix=PARAMETER
// PARAMETER: error: 'f' in 'mine(f=1)' is no parameter of composite 'mine'
// RUN: not lxt-opt %s --lxt-assign-rules="composite=mine(e=small)" 2>&1 | FileCheck %s --check-prefix=NUMBER
// NUMBER: error: 'e=small' in 'mine(e=small)' is no number
// RUN: not lxt-opt %s --lxt-assign-rules="composite=mine(e=-1)" 2>&1 | FileCheck %s --check-prefix=RANGE
// RANGE: error: parameter epsilon=-1{{.*}} of 'kind:linear=epsilon(epsilon=$e,stabilizer=sign)': {{.*}}whose value is finite and not negative
// RUN: not lxt-opt %s --lxt-assign-rules="composite=mine(e=1" 2>&1 | FileCheck %s --check-prefix=CALL
// CALL: error: 'mine(e=1' does not end with ')'
