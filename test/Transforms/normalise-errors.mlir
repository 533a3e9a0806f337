// A TOSA op that has no lowering is an error at its location.
// RUN: lxt-opt %s --split-input-file --lxt-normalise --verify-diagnostics

func.func @custom(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{tosa.custom}}
  %0 = tosa.custom %x {operator_name = "spline", domain_name = "mine", implementation_attrs = ""} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// In a region, too.
func.func @nested(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = lxt.identity ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {
    // expected-error @below {{tosa.custom}}
    %1 = tosa.custom %a {operator_name = "spline", domain_name = "mine", implementation_attrs = ""} : (tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %1 : tensor<4xf32>
  }
  return %0 : tensor<4xf32>
}
