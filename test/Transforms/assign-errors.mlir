// What can go wrong while rules are assigned, each with the place in the model.
// RUN: lxt-opt %s --split-input-file --verify-diagnostics -o /dev/null --lxt-assign-rules="rules=kind:dense=epsilon(),kind:function=epsilon(),class:Mlp=epsilon(),kind:activation=taylor(reference=zero,bias=to(3))"
// RUN: not lxt-opt %s --split-input-file -o /dev/null --lxt-assign-rules 2>&1 | FileCheck %s

// Entries that do not parse; IR/invalid-entries.mlir has all of them.
// RUN: not lxt-opt %s --split-input-file -o /dev/null --lxt-assign-rules="rules=kind:dense=epsilon(),kind:dens=stop()" 2>&1 | FileCheck %s --check-prefix=KIND
// KIND: error: 'dens' is no kind of layer
// RUN: not lxt-opt %s --split-input-file -o /dev/null --lxt-assign-rules="rules=kind:dense=epsilom()" 2>&1 | FileCheck %s --check-prefix=RULE
// RULE: error: 'epsilom' in 'kind:dense=epsilom()' is no rule
// RUN: not lxt-opt %s --split-input-file -o /dev/null --lxt-assign-rules="rules=kind:dense=layer()" 2>&1 | FileCheck %s --check-prefix=LAYER
// LAYER: error: 'layer' in 'kind:dense=layer()' is no rule
// RUN: not lxt-opt %s --split-input-file -o /dev/null --lxt-assign-rules="rules=kind:dense=epsilon(gamma=1)" 2>&1 | FileCheck %s --check-prefix=PARAMETER
// PARAMETER: error: 'gamma' in 'kind:dense=epsilon(gamma=1)' is no parameter of rule 'epsilon'
// A parameter of a composite means nothing outside of it.
// RUN: not lxt-opt %s --split-input-file -o /dev/null --lxt-assign-rules='composite=attnlrp rules=kind:dense=epsilon(epsilon=$epsilon)' 2>&1 | FileCheck %s --check-prefix=DOLLAR
// DOLLAR: error: 'kind:dense=epsilon(epsilon=$epsilon)' uses $epsilon, which is no parameter of its composite

// Without entries nothing but natural rules can be given; the message says what
// the layer is, where, and what an entry would look like.
// CHECK: assign-errors.mlir:[[#@LINE+3]]:8: error: {{.*}}linalg.matmul{{.*}} has no rule: no entry matches this layer of kind 'dense'; add one, such as 'kind:dense=epsilon(epsilon=1e-6)'
func.func @no_entry(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = lxt.layer <kind = movement> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  %1 = lxt.layer <kind = dense, op = "linalg.matmul"> ins(%a = %0 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  // expected-error @below {{has no rule: no entry matches this layer of kind 'norm'; add one, such as 'kind:norm=epsilon(epsilon=1e-6)'}}
  %2 = lxt.layer <kind = norm> ins(%a = %1 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  return %2 : tensor<4xf32>
}

// -----

// Of a layer without a rule, each layer inside needs one.
func.func @inner(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = lxt.layer <kind = batch_norm> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {
    // expected-error @below {{has no rule: no entry matches this layer of kind 'sum'}}
    %1 = lxt.layer <kind = sum, op = "arith.addf"> ins(%b = %a : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %b : tensor<4xf32> }
    lxt.yield %1 : tensor<4xf32>
  }
  return %0 : tensor<4xf32>
}

// -----

// Relevance is that of floats.
func.func @integer(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{this layer cannot have the rule of entry 'kind:function=epsilon()': its result of type 'tensor<4xi32>' is no tensor of floats}}
  %0:2 = lxt.layer <kind = function, path = "f"> ins(%a = %x : tensor<4xf32>) -> (tensor<4xf32>, tensor<4xi32>) {
    %1 = arith.fptosi %a : tensor<4xf32> to tensor<4xi32>
    lxt.yield %a, %1 : tensor<4xf32>, tensor<4xi32>
  }
  return %0#0 : tensor<4xf32>
}

// -----

// A rule's own conditions, such as an input that there is.
func.func @taylor(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'lxt.taylor' op gives the bias to input 3, but has 1 inputs}}
  %0 = lxt.layer <kind = activation> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  return %0 : tensor<4xf32>
}

// -----

// A module whose layers cannot be together, as another layer is both behind and before it.
#mlp = loc("net.mlp:my.Mlp"("net.py":1:1))
// expected-error @below {{a module that an entry names by path or class depends on what follows it: name its parts instead}}
func.func @cycle(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = lxt.layer <kind = dense> ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> } loc(#mlp)
  %1 = lxt.layer <kind = dense> ins(%a = %0 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> }
  %2 = lxt.layer <kind = dense> ins(%a = %1 : tensor<4xf32>) -> tensor<4xf32> { lxt.yield %a : tensor<4xf32> } loc(#mlp)
  return %2 : tensor<4xf32>
}

// -----

// expected-error @below {{'lxt.explain' op expects a func.func of one block}}
lxt.explain @blocks inputs [0]
func.func @blocks(%x: tensor<4xf32>, %c: i1) -> tensor<4xf32> {
  cf.cond_br %c, ^a, ^b
^a:
  return %x : tensor<4xf32>
^b:
  return %x : tensor<4xf32>
}
