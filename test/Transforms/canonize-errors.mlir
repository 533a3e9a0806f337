// What can be wrong with a canonizer. The message says which one it is, and does
// not show the whole module.

// RUN: not lxt-opt %s --lxt-canonize="canonizers=merge-batchnorm" 2>&1 | FileCheck %s --check-prefix=UNKNOWN --implicit-check-not="see current operation"
// RUN: not lxt-opt %s --lxt-canonize="composite=unknown" 2>&1 | FileCheck %s --check-prefix=UNKNOWN --implicit-check-not="see current operation"
// RUN: not lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm,merge-batchnorm" 2>&1 | FileCheck %s --check-prefix=UNKNOWN --implicit-check-not="see current operation"
// UNKNOWN: error: 'merge-batchnorm' is no canonizer: there is no pass lxt-merge-batchnorm; merge-batch-norm and replace-layers are some

// RUN: not lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm(epsilon=0)" 2>&1 | FileCheck %s --check-prefix=OPTION --implicit-check-not="see current operation"
// RUN: not lxt-opt %s --lxt-canonize="composite=option" 2>&1 | FileCheck %s --check-prefix=OPTION --implicit-check-not="see current operation"
// OPTION: error: {{.*}}'merge-batch-norm(epsilon=0)'{{.*}}no such option epsilon

// RUN: not lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm(residual-epsilon=small)" 2>&1 | FileCheck %s --check-prefix=NUMBER --implicit-check-not="see current operation"
// NUMBER: error: {{.*}}'merge-batch-norm(residual-epsilon=small)'

// Something must be left of the variance of 1.
// RUN: not lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm(residual-epsilon=-1)" 2>&1 | FileCheck %s --check-prefix=RANGE --implicit-check-not="see current operation"
// RUN: not lxt-opt %s --lxt-merge-batch-norm=residual-epsilon=-2 2>&1 | FileCheck %s --check-prefix=RANGE --implicit-check-not="see current operation"
// RANGE: error: {{.*}}residual-epsilon

// RUN: not lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm(residual-epsilon=0" 2>&1 | FileCheck %s --check-prefix=CALL --implicit-check-not="see current operation"
// CALL: error: 'merge-batch-norm(residual-epsilon=0' does not end with ')'
// RUN: not lxt-opt %s --lxt-canonize="canonizers=merge-batch-norm(residual-epsilon)" 2>&1 | FileCheck %s --check-prefix=FORM --implicit-check-not="see current operation"
// FORM: error: 'residual-epsilon' in 'merge-batch-norm(residual-epsilon)' is not of the form parameter=value

// RUN: not lxt-opt %s --lxt-canonize="composite=nothing" 2>&1 | FileCheck %s --check-prefix=COMPOSITE --implicit-check-not="see current operation"
// COMPOSITE: error: 'nothing' is no composite

lxt.composite @unknown canonizers ["merge-batchnorm"] entries ["kind:linear=epsilon()"]
lxt.composite @option canonizers ["merge-batch-norm(epsilon=0)"] entries ["kind:linear=epsilon()"]

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}
