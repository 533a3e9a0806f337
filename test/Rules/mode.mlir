// Which mode lxt-simplify takes: its option, else the function's attribute,
// else exact.
// RUN: lxt-opt %s --lxt-simplify | FileCheck %s --check-prefix=NONE
// RUN: lxt-opt %s --lxt-simplify=mode=fast | FileCheck %s --check-prefix=FAST
// RUN: lxt-opt %s --lxt-simplify=mode=exact | FileCheck %s --check-prefix=EXACT
// RUN: not lxt-opt %s --lxt-simplify=mode=quick 2>&1 | FileCheck %s --check-prefix=ERROR

// ERROR: 'quick' is no mode: expected exact or fast

// NONE-LABEL: @plain
// NONE: lxt.stabilized_div
// FAST-LABEL: @plain
// FAST-NOT: lxt.stabilized_div
// EXACT-LABEL: @plain
// EXACT: lxt.stabilized_div
func.func @plain(%x: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> {
  %r = lxt.times_value %x, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.stabilized_div %r, %x epsilon(0.5) : tensor<3xf32>, tensor<3xf32>
  return %0 : tensor<3xf32>
}

// NONE-LABEL: @fast
// NONE-SAME: attributes {lxt.mode = "fast"}
// NONE-NOT: lxt.stabilized_div
// FAST-LABEL: @fast
// FAST-NOT: lxt.stabilized_div
// The option is noted.
// EXACT-LABEL: @fast
// EXACT-SAME: attributes {lxt.mode = "exact"}
// EXACT: lxt.stabilized_div
func.func @fast(%x: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> attributes {lxt.mode = "fast"} {
  %r = lxt.times_value %x, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.stabilized_div %r, %x epsilon(0.5) : tensor<3xf32>, tensor<3xf32>
  return %0 : tensor<3xf32>
}

// NONE-LABEL: @exact
// NONE: lxt.stabilized_div
// FAST-LABEL: @exact
// FAST-SAME: attributes {lxt.mode = "fast"}
// FAST-NOT: lxt.stabilized_div
// EXACT-LABEL: @exact
// EXACT: lxt.stabilized_div
func.func @exact(%x: tensor<3xf32>, %g: tensor<3xf32>) -> tensor<3xf32> attributes {lxt.mode = "exact"} {
  %r = lxt.times_value %x, %g : tensor<3xf32>, tensor<3xf32>
  %0 = lxt.stabilized_div %r, %x epsilon(0.5) : tensor<3xf32>, tensor<3xf32>
  return %0 : tensor<3xf32>
}
