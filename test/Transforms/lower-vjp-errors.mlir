// What cannot be differentiated, each with the op and its place.
// RUN: lxt-opt %s --split-input-file --lxt-lower-vjp --verify-diagnostics -o /dev/null

func.func @loop(%x: tensor<4xf32>, %g: tensor<4xf32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4xf32> {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c3 = arith.constant 3 : index
    // expected-error @below {{'scf.for' cannot be differentiated: it has no model of its vector-Jacobian product; wrap it in a rule that needs none (identity, uniform, stop), or rewrite it}}
    %0 = scf.for %i = %c0 to %c3 step %c1 iter_args(%t = %a) -> tensor<4xf32> {
      %1 = arith.mulf %t, %a : tensor<4xf32>
      scf.yield %1 : tensor<4xf32>
    }
    lxt.yield %0 : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// -----

// The same loop, on no way from the input to the result.
func.func @inactive(%x: tensor<4xf32>, %c: tensor<4xf32>, %g: tensor<4xf32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4xf32> {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c3 = arith.constant 3 : index
    %0 = scf.for %i = %c0 to %c3 step %c1 iter_args(%t = %c) -> tensor<4xf32> {
      %2 = arith.mulf %t, %c : tensor<4xf32>
      scf.yield %2 : tensor<4xf32>
    }
    %1 = arith.mulf %a, %0 : tensor<4xf32>
    lxt.yield %1 : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// -----

// A scalar op in a body.
func.func @scalar(%x: tensor<4xf32>, %g: tensor<4xf32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4xf32> {
    %e = tensor.empty() : tensor<4xf32>
    %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %true = arith.constant true
      // expected-error @below {{'scf.if' cannot be differentiated: it has no model}}
      %1 = scf.if %true -> f32 {
        scf.yield %in : f32
      } else {
        scf.yield %in : f32
      }
      linalg.yield %1 : f32
    } -> tensor<4xf32>
    lxt.yield %0 : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// -----

func.func @product(%x: tensor<4xf32>, %g: tensor<f32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<f32>) -> tensor<4xf32> {
    %one = arith.constant dense<1.0> : tensor<f32>
    // expected-error @below {{'linalg.generic' cannot be differentiated: result #0 accumulates by something else than addition, maximum or minimum}}
    %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>], iterator_types = ["reduction"]}
      ins(%a : tensor<4xf32>) outs(%one : tensor<f32>) {
    ^bb0(%in: f32, %out: f32):
      %1 = arith.mulf %in, %out : f32
      linalg.yield %1 : f32
    } -> tensor<f32>
    lxt.yield %0 : tensor<f32>
  }
  return %r : tensor<4xf32>
}

// -----

// A sum whose terms depend on what was summed.
func.func @recurrence(%x: tensor<4xf32>, %g: tensor<f32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<f32>) -> tensor<4xf32> {
    %one = arith.constant dense<1.0> : tensor<f32>
    // expected-error @below {{result #0 accumulates by something else than addition, maximum or minimum}}
    %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>], iterator_types = ["reduction"]}
      ins(%a : tensor<4xf32>) outs(%one : tensor<f32>) {
    ^bb0(%in: f32, %out: f32):
      %1 = arith.mulf %in, %out : f32
      %2 = arith.addf %1, %out : f32
      linalg.yield %2 : f32
    } -> tensor<f32>
    lxt.yield %0 : tensor<f32>
  }
  return %r : tensor<4xf32>
}

// -----

func.func @map(%x: tensor<4xf32>, %g: tensor<8xf32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<8xf32>) -> tensor<4xf32> {
    %e = tensor.empty() : tensor<8xf32>
    // expected-error @below {{'linalg.generic' cannot be differentiated: operand #0 is read through an indexing map that is neither loops nor windows of stride and dilation}}
    %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0 floordiv 2)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      ins(%a : tensor<4xf32>) outs(%e : tensor<8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<8xf32>
    lxt.yield %0 : tensor<8xf32>
  }
  return %r : tensor<4xf32>
}

// -----

// Nor is a diagonal: one loop twice.
func.func @diagonal(%x: tensor<4x4xf32>, %g: tensor<4xf32>) -> tensor<4x4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4x4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4x4xf32> {
    %e = tensor.empty() : tensor<4xf32>
    // expected-error @below {{operand #0 is read through an indexing map that is neither loops nor windows of stride and dilation}}
    %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0, d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      ins(%a : tensor<4x4xf32>) outs(%e : tensor<4xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<4xf32>
    lxt.yield %0 : tensor<4xf32>
  }
  return %r : tensor<4x4xf32>
}

// -----

func.func @window_index(%x: tensor<9xf32>, %g: tensor<7xf32>) -> tensor<9xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<9xf32>) cotangents(%g : tensor<7xf32>) -> tensor<9xf32> {
    %init = arith.constant dense<0.0> : tensor<7xf32>
    %window = tensor.empty() : tensor<3xf32>
    // expected-error @below {{'linalg.generic' cannot be differentiated: its body uses loop indices, and an operand is read through a window}}
    %0 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0 + d1)>, affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]}
      ins(%a, %window : tensor<9xf32>, tensor<3xf32>) outs(%init : tensor<7xf32>) {
    ^bb0(%in: f32, %w: f32, %out: f32):
      %i = linalg.index 1 : index
      %k = arith.index_cast %i : index to i64
      %f = arith.sitofp %k : i64 to f32
      %1 = arith.mulf %in, %f : f32
      %2 = arith.addf %1, %out : f32
      linalg.yield %2 : f32
    } -> tensor<7xf32>
    lxt.yield %0 : tensor<7xf32>
  }
  return %r : tensor<9xf32>
}

// -----

func.func @extract(%x: tensor<4xf32>, %g: tensor<1xf32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<1xf32>) -> tensor<4xf32> {
    %c0 = arith.constant 0 : index
    %0 = tensor.extract %a[%c0] : tensor<4xf32>
    %e = tensor.empty() : tensor<1xf32>
    // expected-error @below {{'linalg.fill' cannot be differentiated: operand #0 is a scalar that receives relevance; read it from its tensor inside the body}}
    %1 = linalg.fill ins(%0 : f32) outs(%e : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %1 : tensor<1xf32>
  }
  return %r : tensor<4xf32>
}

// -----

func.func @unranked(%x: tensor<4xf32>, %g: tensor<4xf32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4xf32> {
    %0 = tensor.cast %a : tensor<4xf32> to tensor<*xf32>
    // expected-error @below {{'tensor.cast' cannot be differentiated: its tensors are unranked}}
    %1 = tensor.cast %0 : tensor<*xf32> to tensor<4xf32>
    lxt.yield %1 : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// -----

func.func private @elsewhere(%x: tensor<4xf32>) -> tensor<4xf32>
func.func @external(%x: tensor<4xf32>, %g: tensor<4xf32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4xf32> {
    // expected-error @below {{cannot be differentiated: its callee has no body of one block that could be inlined}}
    %0 = func.call @elsewhere(%a) : (tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %0 : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// -----

func.func private @self(%x: tensor<4xf32>, %g: tensor<4xf32>) -> tensor<4xf32> {
  %r = lxt.vjp ins(%a = %x : tensor<4xf32>) cotangents(%g : tensor<4xf32>) -> tensor<4xf32> {
    // expected-error @below {{cannot be differentiated: its callee has no body of one block that could be inlined}}
    %0 = func.call @self(%a, %a) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %0 : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}
