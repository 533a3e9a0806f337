// kind:any is every layer, also those that have a natural rule.
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="rules=kind:any=gradient()" | FileCheck %s --check-prefixes=CHECK,ANY
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="rules=kind:any=gradient(),kind:statistics=stop()" | FileCheck %s --check-prefixes=CHECK,ANY
// An own entry for the statistics of a norm, wherever it is.
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="rules=kind:statistics=gradient(),kind:any=gradient()" | FileCheck %s --check-prefixes=CHECK,OWN
// Entries before it go first.
// RUN: lxt-opt %s --split-input-file --lxt-assign-rules="rules=kind:movement=identity(),kind:norm=epsilon(),kind:any=stop()" | FileCheck %s --check-prefix=FIRST

!t = tensor<4xf32>

// CHECK-LABEL: func.func @kinds(
// CHECK-NEXT:    lxt.gradient origin<kind = movement, entry = "kind:any=gradient()">
// CHECK:         lxt.gradient origin<kind = scale, entry = "kind:any=gradient()">
// CHECK:         lxt.gradient origin<kind = selection, entry = "kind:any=gradient()">
// CHECK:         lxt.gradient origin<kind = sum, entry = "kind:any=gradient()">
// CHECK:         lxt.gradient origin<kind = dense, entry = "kind:any=gradient()">
// CHECK:         lxt.gradient origin<kind = activation, entry = "kind:any=gradient()">
// CHECK:         lxt.gradient origin<kind = product, entry = "kind:any=gradient()">
// CHECK:         lxt.gradient origin<kind = softmax, entry = "kind:any=gradient()">
// CHECK:         lxt.gradient origin<entry = "kind:any=gradient()">
// CHECK:         return
// FIRST-LABEL: func.func @kinds(
// FIRST:         lxt.identity origin<kind = movement, entry = "kind:movement=identity()">
// FIRST:         lxt.stop origin<kind = scale, entry = "kind:any=stop()">
// FIRST:         lxt.stop origin<kind = selection, entry = "kind:any=stop()">
func.func @kinds(%x: !t) -> !t {
  %0 = lxt.layer <kind = movement> ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  %1 = lxt.layer <kind = scale> ins(%a = %0 : !t) -> !t { lxt.yield %a : !t }
  %2 = lxt.layer <kind = selection> ins(%a = %1 : !t) -> !t { lxt.yield %a : !t }
  %3 = lxt.layer <kind = sum> ins(%a = %2 : !t) -> !t { lxt.yield %a : !t }
  %4 = lxt.layer <kind = dense> ins(%a = %3 : !t) -> !t { lxt.yield %a : !t }
  %5 = lxt.layer <kind = activation> ins(%a = %4 : !t) -> !t { lxt.yield %a : !t }
  %6 = lxt.layer <kind = product> ins(%a = %5 : !t, %b = %x : !t) -> !t { lxt.yield %a : !t }
  %7 = lxt.layer <kind = softmax> ins(%a = %6 : !t) -> !t { lxt.yield %a : !t }
  %8 = lxt.layer <kind = unknown> ins(%a = %7 : !t) -> !t { lxt.yield %a : !t }
  return %8 : !t
}

// -----

!t = tensor<4xf32>

// The statistics of a norm are stopped, as long as no entry means them.
// CHECK-LABEL: func.func @norms(
// CHECK:         lxt.gradient origin<kind = layer_norm, entry = "kind:any=gradient()">
// ANY:             lxt.stop origin<kind = statistics
// OWN:             lxt.gradient origin<kind = statistics, entry = "kind:statistics=gradient()">
// CHECK:         lxt.gradient origin<kind = rms_norm, entry = "kind:any=gradient()">
// ANY:             lxt.stop origin<kind = statistics
// OWN:             lxt.gradient origin<kind = statistics, entry = "kind:statistics=gradient()">
// CHECK:         return
// FIRST-LABEL: func.func @norms(
// FIRST:         lxt.epsilon origin<kind = layer_norm, entry = "kind:norm=epsilon()">
// FIRST:           lxt.stop origin<kind = statistics>
// FIRST:         lxt.epsilon origin<kind = rms_norm, entry = "kind:norm=epsilon()">
// FIRST:           lxt.stop origin<kind = statistics>
func.func @norms(%x: !t) -> !t {
  %0 = lxt.layer <kind = layer_norm> ins(%a = %x : !t) -> !t {
    %2 = lxt.layer <kind = sum> ins(%b = %a : !t) -> !t { lxt.yield %b : !t }
    %3 = lxt.layer <kind = statistics> ins(%b = %2 : !t) -> !t { lxt.yield %b : !t }
    lxt.yield %3 : !t
  }
  %1 = lxt.layer <kind = rms_norm> ins(%a = %0 : !t) -> !t {
    %2 = lxt.layer <kind = statistics> ins(%b = %a : !t) -> !t { lxt.yield %b : !t }
    lxt.yield %2 : !t
  }
  return %1 : !t
}

// -----

!t = tensor<4xf32>

// One rule for the whole: nothing is left of the layers inside a batch norm.
// CHECK-LABEL: func.func @nested(
// CHECK:         lxt.gradient origin<kind = batch_norm, entry = "kind:any=gradient()">
// CHECK-NEXT:      lxt.yield
// CHECK:         return
func.func @nested(%x: !t) -> !t {
  %0 = lxt.layer <kind = batch_norm> ins(%a = %x : !t) -> !t {
    %1 = lxt.layer <kind = sum> ins(%b = %a : !t) -> !t { lxt.yield %b : !t }
    %2 = lxt.layer <kind = scale> ins(%b = %1 : !t) -> !t { lxt.yield %b : !t }
    lxt.yield %2 : !t
  }
  return %0 : !t
}
