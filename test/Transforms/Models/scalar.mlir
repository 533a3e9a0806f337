// The table of scalar derivatives, against finite differences and with a
// leading dimension on the cotangent.
// RUN: %check_vjp %s | FileCheck %s

#id = affine_map<(i) -> (i)>

// CHECK: d_negf: ok
func.func @d_negf(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = arith.negf %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_casts: ok
func.func @d_casts(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %n = arith.truncf %x : f64 to f32
    %w = arith.extf %n : f32 to f64
    %k = arith.mulf %x, %x : f64
    // A cast is the identity to its derivative: the rest must be exact.
    %d = arith.subf %w, %w : f64
    %y = arith.addf %d, %k : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_addf: ok
func.func @d_addf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = arith.addf %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_subf: ok
func.func @d_subf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = arith.subf %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_mulf: ok
func.func @d_mulf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = arith.mulf %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_divf: 0.5, 2
// CHECK: d_divf: ok
func.func @d_divf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = arith.divf %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_remf: 0.5, 2
// CHECK: d_remf: ok
func.func @d_remf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %t = arith.constant 5.3 : f64
    %q = arith.mulf %x, %t : f64
    %y = arith.remf %q, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_maximumf: ok
func.func @d_maximumf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = arith.maximumf %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_maxnumf: ok
func.func @d_maxnumf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = arith.maxnumf %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_minimumf: ok
func.func @d_minimumf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = arith.minimumf %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_minnumf: ok
func.func @d_minnumf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = arith.minnumf %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_relu: ok
func.func @d_relu(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %c = arith.constant 0.0 : f64
    %y = arith.maximumf %x, %c : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_select: ok
func.func @d_select(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %c = arith.cmpf ogt, %x, %z : f64
    %s = math.sin %x : f64
    %y = arith.select %c, %s, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_sqrt: 0.5, 2
// CHECK: d_sqrt: ok
func.func @d_sqrt(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.sqrt %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_rsqrt: 0.5, 2
// CHECK: d_rsqrt: ok
func.func @d_rsqrt(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.rsqrt %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_cbrt: 0.5, 2
// CHECK: d_cbrt: ok
func.func @d_cbrt(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.cbrt %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_powf: 0.5, 2
// CHECK: d_powf: ok
func.func @d_powf(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = math.powf %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_fpowi: ok
func.func @d_fpowi(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %n = arith.constant 3 : i32
    %y = math.fpowi %x, %n : f64, i32
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_fpowi_negative: 0.5, 2
// CHECK: d_fpowi_negative: ok
func.func @d_fpowi_negative(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %n = arith.constant -2 : i64
    %y = math.fpowi %x, %n : f64, i64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_fma: ok
func.func @d_fma(%a: tensor<5xf64>, %b: tensor<5xf64>, %c: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b, %c : tensor<5xf64>, tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %w: f64, %o: f64):
    %y = math.fma %x, %z, %w : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_exp: ok
func.func @d_exp(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.exp %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_exp2: ok
func.func @d_exp2(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.exp2 %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_expm1: ok
func.func @d_expm1(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.expm1 %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_log: 0.5, 2
// CHECK: d_log: ok
func.func @d_log(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.log %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_log2: 0.5, 2
// CHECK: d_log2: ok
func.func @d_log2(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.log2 %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_log10: 0.5, 2
// CHECK: d_log10: ok
func.func @d_log10(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.log10 %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_log1p: -0.5, 2
// CHECK: d_log1p: ok
func.func @d_log1p(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.log1p %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_sin: ok
func.func @d_sin(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.sin %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_cos: ok
func.func @d_cos(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.cos %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_tan: ok
func.func @d_tan(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.tan %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_asin: -0.9, 0.9
// CHECK: d_asin: ok
func.func @d_asin(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.asin %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_acos: -0.9, 0.9
// CHECK: d_acos: ok
func.func @d_acos(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.acos %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_atan: ok
func.func @d_atan(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.atan %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_sinh: ok
func.func @d_sinh(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.sinh %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_cosh: ok
func.func @d_cosh(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.cosh %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_tanh: ok
func.func @d_tanh(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.tanh %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_asinh: ok
func.func @d_asinh(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.asinh %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_acosh: 1.2, 2
// CHECK: d_acosh: ok
func.func @d_acosh(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.acosh %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_atanh: -0.9, 0.9
// CHECK: d_atanh: ok
func.func @d_atanh(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.atanh %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_erf: ok
func.func @d_erf(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.erf %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_erfc: ok
func.func @d_erfc(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.erfc %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_absf: ok
func.func @d_absf(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.absf %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_ceil: ok
func.func @d_ceil(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.ceil %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_floor: ok
func.func @d_floor(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.floor %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_round: ok
func.func @d_round(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.round %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_roundeven: ok
func.func @d_roundeven(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.roundeven %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_trunc: ok
func.func @d_trunc(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %y = math.trunc %x : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// at d_atan2: 0.5, 2
// CHECK: d_atan2: ok
func.func @d_atan2(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = math.atan2 %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_copysign: ok
func.func @d_copysign(%a: tensor<5xf64>, %b: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %o: f64):
    %y = math.copysign %x, %z : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_clampf: ok
func.func @d_clampf(%a: tensor<5xf64>, %b: tensor<5xf64>, %c: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b, %c : tensor<5xf64>, tensor<5xf64>, tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %z: f64, %w: f64, %o: f64):
    %l = arith.constant -0.3 : f64
    %lo = arith.minimumf %z, %l : f64
    %h = arith.constant 0.3 : f64
    %hi = arith.maximumf %w, %h : f64
    %y = math.clampf %x to [%lo, %hi] : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_sincos: ok
func.func @d_sincos(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %s, %c = math.sincos %x : f64
    %p = arith.mulf %c, %c : f64
    %y = arith.addf %s, %p : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}

// CHECK: d_composed: ok
func.func @d_composed(%a: tensor<5xf64>) -> tensor<5xf64> {
  %e = tensor.empty() : tensor<5xf64>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : tensor<5xf64>) outs(%e : tensor<5xf64>) {
  ^bb0(%x: f64, %o: f64):
    %h = arith.constant 0.5 : f64
    %k = arith.constant 0.7071067811865476 : f64
    %1 = arith.constant 1.0 : f64
    %2 = arith.mulf %x, %k : f64
    %3 = math.erf %2 : f64
    %4 = arith.addf %3, %1 : f64
    %5 = arith.mulf %4, %h : f64
    %y = arith.mulf %x, %5 : f64
    linalg.yield %y : f64
  } -> tensor<5xf64>
  return %0 : tensor<5xf64>
}
