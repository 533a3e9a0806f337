// Numbers of rules that are given at run time: arguments of the explanation.

// After the inputs and the seed, in the order of the rules, those of one rule by
// its own names; rules that name the same one share it.
// RUN: lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=nth:1=gamma(gamma=?,epsilon=?eps),nth:2=z_box(low=?[2],high=?top,epsilon=?eps)" --lxt-propagate | FileCheck %s --check-prefix=ENTRIES
// RUN: lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="composite=%S/Inputs/open-composite.mlir(gamma=?,epsilon=?eps,low=?[2],high=?top)" --lxt-propagate | FileCheck %s --check-prefix=ENTRIES
// ENTRIES-LABEL: func.func @model_explain(
// ENTRIES-SAME: %[[X:arg[0-9]+]]: tensor<1x2xf32>, %[[SEED:arg[0-9]+]]: tensor<1x2xf32> {lxt.role = "seed"},
// ENTRIES-SAME: %arg2: tensor<f64> {lxt.name = "eps", lxt.role = "parameter"},
// ENTRIES-SAME: %arg3: tensor<f64> {lxt.name = "gamma", lxt.role = "parameter"},
// ENTRIES-SAME: %arg4: tensor<f64> {lxt.name = "top", lxt.role = "parameter"},
// ENTRIES-SAME: %arg5: tensor<2xf64> {lxt.name = "low", lxt.role = "parameter"}) -> (tensor<1x2xf32> {lxt.role = "prediction"}, tensor<1x2xf32> {lxt.input = 0 : i64, lxt.role = "relevance"})
// ENTRIES: lxt.gamma gamma(#lxt.parameter<"gamma">) epsilon(#lxt.parameter<"eps">) origin
// ENTRIES: lxt.z_box low(#lxt.parameter<"low"[2]>) high(#lxt.parameter<"top">) epsilon(#lxt.parameter<"eps">) origin
// ENTRIES: lxt.z_box low(#lxt.parameter<"low"[2]>) high(#lxt.parameter<"top">) epsilon(#lxt.parameter<"eps">) origin{{.*}} relevance(%[[SEED]] :
// ENTRIES: lxt.gamma gamma(#lxt.parameter<"gamma">) epsilon(#lxt.parameter<"eps">) origin{{.*}} relevance(

// A seed that is fixed is no argument. A composite's parameter gives its name;
// one that is not overridden stays a number.
// RUN: lxt-opt %s --lxt-request="entry=model seed=argmax" --lxt-recognise --lxt-assign-rules="composite=%S/Inputs/open-composite.mlir(low=?[2],high=3)" --lxt-propagate | FileCheck %s --check-prefix=FIXED
// FIXED-LABEL: func.func @model_explain(
// FIXED-SAME: %{{[^,]*}}: tensor<1x2xf32>, %{{[^,]*}}: tensor<2xf64> {lxt.name = "low", lxt.role = "parameter"}) -> (
// FIXED: lxt.gamma gamma(5.000000e-01) epsilon(1.000000e+00) origin
// FIXED: lxt.z_box low(#lxt.parameter<"low"[2]>) high(3.000000e+00 : f64) epsilon(1.000000e+00) origin

// What no rule leaves open is no argument, and what a rule inside another one
// leaves open is.
// RUN: lxt-opt %s --lxt-request="entry=model seed=argmax" --lxt-recognise --lxt-assign-rules="rules=kind:dense=gamma()" --lxt-propagate | FileCheck %s --check-prefix=NONE
// NONE-LABEL: func.func @model_explain(
// NONE-SAME: %{{[^,]*}}: tensor<1x2xf32>) -> (
// RUN: lxt-opt %s --lxt-request="entry=inside seed=output" --lxt-propagate | FileCheck %s --check-prefix=INSIDE
// INSIDE-LABEL: func.func @inside_explain(
// INSIDE-SAME: %{{[^,]*}}: tensor<2xf32>, %{{[^,]*}}: tensor<f64> {lxt.name = "tiny", lxt.role = "parameter"}) -> (

// In the report.
// RUN: lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=kind:dense=gamma(gamma=?g) print-rules" -o /dev/null | FileCheck %s --check-prefix=REPORT
// REPORT: dense (linalg.matmul) = gamma(epsilon=1e-06,gamma=?g,stabilizer=sign,zero_params=none), by 'kind:dense=gamma(gamma=?g)'
// RUN: lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=kind:dense=z_box(low=?[2],high=?,epsilon=?eps) print-rules" -o /dev/null | FileCheck %s --check-prefix=REPORT-LIST
// REPORT-LIST: dense (linalg.matmul) = z_box(epsilon=?eps,high=?high,low=?low[2],stabilizer=sign,zero_params=none), by 'kind:dense=z_box(low=?[2],high=?,epsilon=?eps)'

// Any name will do, also one that another tensor of the explanation has.
// RUN: lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=nth:1=gamma(gamma=?seed,epsilon=?input0),nth:2=gamma(gamma=?prediction,epsilon=?relevance0)" --lxt-propagate | FileCheck %s --check-prefix=NAMES
// NAMES-LABEL: func.func @model_explain(
// NAMES-SAME: %{{[^,]*}}: tensor<1x2xf32>, %[[SEED:arg[0-9]+]]: tensor<1x2xf32> {lxt.role = "seed"},
// NAMES-SAME: %arg2: tensor<f64> {lxt.name = "input0", lxt.role = "parameter"},
// NAMES-SAME: %arg3: tensor<f64> {lxt.name = "seed", lxt.role = "parameter"},
// NAMES-SAME: %arg4: tensor<f64> {lxt.name = "relevance0", lxt.role = "parameter"},
// NAMES-SAME: %arg5: tensor<f64> {lxt.name = "prediction", lxt.role = "parameter"}) -> (
// NAMES: lxt.gamma gamma(#lxt.parameter<"prediction">) epsilon(#lxt.parameter<"relevance0">) origin{{.*}} relevance(%[[SEED]] :

// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

!m = tensor<1x3xf32>
!n = tensor<1x2xf32>
!w = tensor<3x2xf32>

func.func @model(%x: !n) -> !n {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<0.0> : !n
  %0 = linalg.matmul ins(%x, %w : !n, tensor<2x2xf32>) outs(%b : !n) -> !n
  %1 = linalg.matmul ins(%0, %w : !n, tensor<2x2xf32>) outs(%b : !n) -> !n
  return %1 : !n
}

func.func @inside(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = lxt.gradient ins(%a = %x : tensor<2xf32>) -> tensor<2xf32> {
    %1 = lxt.norm epsilon(#lxt.parameter<"tiny">) ins(%b = %a : tensor<2xf32>) -> tensor<2xf32> {
      lxt.yield %b : tensor<2xf32>
    }
    lxt.yield %1 : tensor<2xf32>
  }
  return %0 : tensor<2xf32>
}

// The argument is cast to the type of what it is added to and multiplied with.
// CHECK-LABEL: func.func @gamma(
// CHECK-SAME:    %[[X:arg[0-9]+]]: tensor<1x3xf32>, %[[W:arg[0-9]+]]: tensor<3x2xf32>, {{.*}}, %[[GAMMA:arg[0-9]+]]: tensor<f64> {lxt.name = "gamma"}, %[[EPSILON:arg[0-9]+]]: tensor<f64> {lxt.name = "eps"})
// CHECK-NOT:   lxt.parameter
// CHECK-DAG:   %[[G:.*]] = tensor.extract %[[GAMMA]][] : tensor<f64>
// CHECK-DAG:   %[[E:.*]] = tensor.extract %[[EPSILON]][] : tensor<f64>
// CHECK-NOT:   tensor.extract
// CHECK:       %[[G32:.*]] = arith.truncf %[[G]] : f64 to f32
// CHECK:       linalg.generic {{.*}} ins(%[[W]] :
// CHECK-NEXT:  ^bb0(%[[V:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:    %[[POSITIVE:.*]] = arith.maximumf %[[V]],
// CHECK-NEXT:    %[[FAVOURED:.*]] = arith.mulf %[[POSITIVE]], %[[G32]] : f32
// CHECK-NEXT:    arith.addf %[[V]], %[[FAVOURED]] : f32
// CHECK:         %[[E32:.*]] = arith.truncf %[[E]] : f64 to f32
// CHECK-NEXT:    arith.addf %{{.*}}, %[[E32]] : f32
func.func @gamma(%x: !m, %w: !w, %b: !n, %y: !n, %r: !n, %g: tensor<f64> {lxt.name = "gamma"}, %e: tensor<f64> {lxt.name = "eps"}) -> !m {
  %rx = lxt.gamma gamma(#lxt.parameter<"gamma">) epsilon(#lxt.parameter<"eps">) ins(%a = %x : !m) outs(%y : !n) relevance(%r : !n) -> !m {
    %0 = linalg.matmul ins(%a, %w : !m, !w) outs(%b : !n) -> !n
    lxt.yield %0 : !n
  }
  return %rx : !m
}

// A list has a number per feature; a number is the same for all.
// CHECK-LABEL: func.func @lists(
// CHECK-SAME:    %[[LOW:arg[0-9]+]]: tensor<3xf64> {lxt.name = "low"}, %[[HIGH:arg[0-9]+]]: tensor<3xf64> {lxt.name = "high"})
// CHECK:       %[[L:.*]] = linalg.generic {{.*}} ins(%[[LOW]] : tensor<3xf64>) outs(%{{.*}} : tensor<3xf32>)
// CHECK:         arith.truncf
// CHECK:       linalg.broadcast ins(%[[L]] : tensor<3xf32>) {{.*}} dimensions = [0]
// CHECK:       %[[H:.*]] = linalg.generic {{.*}} ins(%[[HIGH]] : tensor<3xf64>) outs(%{{.*}} : tensor<3xf32>)
// CHECK:       linalg.broadcast ins(%[[H]] : tensor<3xf32>) {{.*}} dimensions = [0]
func.func @lists(%x: !m, %w: !w, %b: !n, %y: !n, %r: !n, %l: tensor<3xf64> {lxt.name = "low"}, %h: tensor<3xf64> {lxt.name = "high"}) -> !m {
  %rx = lxt.z_box low(#lxt.parameter<"low"[3]>) high(#lxt.parameter<"high"[3]>) epsilon(1.0) ins(%a = %x : !m) outs(%y : !n) relevance(%r : !n) -> !m {
    %0 = linalg.matmul ins(%a, %w : !m, !w) outs(%b : !n) -> !n
    lxt.yield %0 : !n
  }
  return %rx : !m
}
// CHECK-LABEL: func.func @bounds(
// CHECK-SAME:    %[[LOW:arg[0-9]+]]: tensor<f64> {lxt.name = "low"}, %[[HIGH:arg[0-9]+]]: tensor<f64> {lxt.name = "high"})
// CHECK-DAG:   %[[L:.*]] = tensor.extract %[[LOW]][]
// CHECK-DAG:   %[[H:.*]] = tensor.extract %[[HIGH]][]
// CHECK-DAG:   %[[L32:.*]] = arith.truncf %[[L]] : f64 to f32
// CHECK-DAG:   %[[H32:.*]] = arith.truncf %[[H]] : f64 to f32
// CHECK-DAG:   linalg.fill ins(%[[L32]] : f32) {{.*}} -> tensor<1x3xf32>
// CHECK-DAG:   linalg.fill ins(%[[H32]] : f32) {{.*}} -> tensor<1x3xf32>
func.func @bounds(%x: !m, %w: !w, %b: !n, %y: !n, %r: !n, %l: tensor<f64> {lxt.name = "low"}, %h: tensor<f64> {lxt.name = "high"}) -> !m {
  %rx = lxt.z_box low(#lxt.parameter<"low">) high(#lxt.parameter<"high">) epsilon(2.0) ins(%a = %x : !m) outs(%y : !n) relevance(%r : !n) -> !m {
    %0 = linalg.matmul ins(%a, %w : !m, !w) outs(%b : !n) -> !n
    lxt.yield %0 : !n
  }
  return %rx : !m
}

// What each input adds, and the bias: y_0 = 2 + 2 - 1 + 1 = 4,
// y_1 = -2 - 3 + 2 - 3 = -6.
func.func @linear() {
  %w = arith.constant dense<[[1.0, -1.0], [-2.0, 3.0], [-1.0, 2.0]]> : !w
  %b = arith.constant dense<[[1.0, -3.0]]> : !n
  %x = arith.constant dense<[[2.0, -1.0, 1.0]]> : !m
  %y = arith.constant dense<[[4.0, -6.0]]> : !n
  %quarter = arith.constant dense<0.25> : tensor<f64>
  %three_quarters = arith.constant dense<0.75> : tensor<f64>
  %one = arith.constant dense<1.0> : tensor<f64>
  %r0 = arith.constant dense<[[10.0, -30.0]]> : !n
  %r1 = arith.constant dense<[[12.0, -17.5]]> : !n
  // z = [4 + 4 - 1 + 2, -4 - 6 + 2 - 6] = [9, -14], s = [10 / (9 + 1), -30 / (-14 - 1)] = [1, 2]
  // NUM: {{^\[\[}}-4, -8, 3]]
  %g0 = call @gamma(%x, %w, %b, %y, %r0, %one, %one) : (!m, !w, !n, !n, !n, tensor<f64>, tensor<f64>) -> !m
  %u0 = tensor.cast %g0 : !m to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  // z = [2.5 + 2.5 - 1 + 1.25, -2.5 - 3.75 + 2 - 3.75] = [5.25, -8], s = [12 / (5.25 + 0.75), -17.5 / (-8 - 0.75)] = [2, 2]
  // NUM: {{^\[\[}}0, -2.5, 2]]
  %g1 = call @gamma(%x, %w, %b, %y, %r1, %quarter, %three_quarters) : (!m, !w, !n, !n, !n, tensor<f64>, tensor<f64>) -> !m
  %u1 = tensor.cast %g1 : !m to tensor<*xf32>
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()

  %low = arith.constant dense<[-1.0, -2.0, 0.0]> : tensor<3xf64>
  %high = arith.constant dense<[2.0, 0.0, 3.0]> : tensor<3xf64>
  %r2 = arith.constant dense<[[8.0, -12.0]]> : !n
  // What inputs add between the bounds: [3 * 1, -1 * -2, -2 * -1] = [3, 2, 2] and
  // [0 * -1, 1 * 3, 1 * 2] = [0, 3, 2]: z = [7, 5], s = [8 / (7 + 1), -12 / (5 + 1)] = [1, -2]
  // NUM: {{^\[\[}}3, -4, -2]]
  %z0 = call @lists(%x, %w, %b, %y, %r2, %low, %high) : (!m, !w, !n, !n, !n, tensor<3xf64>, tensor<3xf64>) -> !m
  %u2 = tensor.cast %z0 : !m to tensor<*xf32>
  call @printMemrefF32(%u2) : (tensor<*xf32>) -> ()
  %minus = arith.constant dense<-1.0> : tensor<f64>
  %two = arith.constant dense<2.0> : tensor<f64>
  %r3 = arith.constant dense<[[12.0, -12.0]]> : !n
  // [3 * 1, -3 * -2, -1 * -1] = [3, 6, 1] and [0 * -1, 0 * 3, 2 * 2] = [0, 0, 4]:
  // z = [10, 4], s = [12 / (10 + 2), -12 / (4 + 2)] = [1, -2]
  // NUM: {{^\[\[}}3, 6, -7]]
  %z1 = call @bounds(%x, %w, %b, %y, %r3, %minus, %two) : (!m, !w, !n, !n, !n, tensor<f64>, tensor<f64>) -> !m
  %u3 = tensor.cast %z1 : !m to tensor<*xf32>
  call @printMemrefF32(%u3) : (tensor<*xf32>) -> ()
  return
}

// In f64 the argument is as it is; with norm_scale it scales the norm, 5 times
// 1e-50.
// CHECK-LABEL: func.func @f64(
// CHECK-NOT:   arith.truncf
// CHECK-NOT:   arith.extf
// CHECK:       return
func.func @f64(%y: tensor<1x2xf64>, %r: tensor<1x2xf64>, %e: tensor<f64> {lxt.name = "eps"}) -> (tensor<1x2xf64>, tensor<1x2xf64>) {
  %0 = lxt.stabilized_div %r, %y epsilon(#lxt.parameter<"eps">) : tensor<1x2xf64>, tensor<1x2xf64>
  %1 = lxt.stabilized_div %r, %y epsilon(#lxt.parameter<"eps">) {norm_scale = true} : tensor<1x2xf64>, tensor<1x2xf64>
  return %0, %1 : tensor<1x2xf64>, tensor<1x2xf64>
}
func.func @doubles() {
  %y = arith.constant dense<[[1.0e-50, -7.0e-50]]> : tensor<1x2xf64>
  %r = arith.constant dense<[[12.0e-50, -18.0e-50]]> : tensor<1x2xf64>
  %e0 = arith.constant dense<1.0e-50> : tensor<f64>
  %0:2 = call @f64(%y, %r, %e0) : (tensor<1x2xf64>, tensor<1x2xf64>, tensor<f64>) -> (tensor<1x2xf64>, tensor<1x2xf64>)
  // 12 / (1 + 1), -18 / (-7 + 1)
  // NUM: {{^\[\[}}6, 3]]
  %u0 = tensor.cast %0#0 : tensor<1x2xf64> to tensor<*xf64>
  call @printMemrefF64(%u0) : (tensor<*xf64>) -> ()
  %e1 = arith.constant dense<1.0> : tensor<f64>
  %1:2 = call @f64(%y, %r, %e1) : (tensor<1x2xf64>, tensor<1x2xf64>, tensor<f64>) -> (tensor<1x2xf64>, tensor<1x2xf64>)
  // 12 / (1 + 5), -18 / (-7 + 5)
  // NUM: {{^\[\[}}2, 9]]
  %u1 = tensor.cast %1#1 : tensor<1x2xf64> to tensor<*xf64>
  call @printMemrefF64(%u1) : (tensor<*xf64>) -> ()
  return
}

// In f16 the quotient is computed in f32, and so is epsilon: 1e-8 would be 0.
// CHECK-LABEL: func.func @f16(
// CHECK:       arith.truncf %{{.*}} : f64 to f32
// CHECK-NOT:   f64 to f16
// CHECK:       return
func.func @f16(%y: tensor<2xf16>, %r: tensor<2xf16>, %e: tensor<f64> {lxt.name = "eps"}) -> tensor<2xf16> {
  %0 = lxt.stabilized_div %r, %y epsilon(#lxt.parameter<"eps">) : tensor<2xf16>, tensor<2xf16>
  return %0 : tensor<2xf16>
}
func.func @halves() {
  %y = arith.constant dense<[4.0, 0.0]> : tensor<2xf16>
  %r = arith.constant dense<[6.0, 0.0]> : tensor<2xf16>
  %e = arith.constant dense<1.0e-8> : tensor<f64>
  %0 = call @f16(%y, %r, %e) : (tensor<2xf16>, tensor<2xf16>, tensor<f64>) -> tensor<2xf16>
  // 6 / 4 and 0 / 1e-8
  // NUM: {{^}}[1.5, 0]
  %wide = arith.extf %0 : tensor<2xf16> to tensor<2xf32>
  %u = tensor.cast %wide : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// A rule inside another one's region is lowered with the derivative of that.
func.func @nested(%x: !n, %y: tensor<1x1xf32>, %r: tensor<1x1xf32>, %g: tensor<f64> {lxt.name = "gamma"}) -> !n {
  %w = arith.constant dense<[[1.0], [-1.0]]> : tensor<2x1xf32>
  %b = arith.constant dense<0.0> : tensor<1x1xf32>
  %rx = lxt.gradient ins(%a = %x : !n) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> !n {
    %0 = lxt.gamma gamma(#lxt.parameter<"gamma">) epsilon(1.0) ins(%c = %a : !n) -> tensor<1x1xf32> {
      %1 = linalg.matmul ins(%c, %w : !n, tensor<2x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
      lxt.yield %1 : tensor<1x1xf32>
    }
    lxt.yield %0 : tensor<1x1xf32>
  }
  return %rx : !n
}
func.func @inner() {
  %x = arith.constant dense<[[2.0, 1.0]]> : !n
  %y = arith.constant dense<1.0> : tensor<1x1xf32>
  %r = arith.constant dense<6.0> : tensor<1x1xf32>
  %one = arith.constant dense<1.0> : tensor<f64>
  %half = arith.constant dense<0.5> : tensor<f64>
  // y = 2 - 1 of relevance y * 6; s = 6 / (4 - 1 + 1); x * [2, -1] s over x
  // NUM: {{^\[\[}}3, -1.5]]
  %0 = call @nested(%x, %y, %r, %one) : (!n, tensor<1x1xf32>, tensor<1x1xf32>, tensor<f64>) -> !n
  %u0 = tensor.cast %0 : !n to tensor<*xf32>
  call @printMemrefF32(%u0) : (tensor<*xf32>) -> ()
  // s = 6 / (3 - 1 + 1), x * [1.5, -1] s over x
  // NUM: {{^\[\[}}3, -2]]
  %1 = call @nested(%x, %y, %r, %half) : (!n, tensor<1x1xf32>, tensor<1x1xf32>, tensor<f64>) -> !n
  %u1 = tensor.cast %1 : !n to tensor<*xf32>
  call @printMemrefF32(%u1) : (tensor<*xf32>) -> ()
  return
}

// The op itself. An argument of the name, but of another type, is not meant.
// CHECK-LABEL: func.func @op(
// CHECK-SAME:    %{{[^,]*}}: f64 {lxt.name = "number"}, %[[N:arg[0-9]+]]: tensor<f64> {lxt.name = "number"}, %[[L:arg[0-9]+]]: tensor<2xf64> {lxt.name = "list"})
// CHECK-NEXT:  %[[V:.*]] = tensor.extract %[[N]][] : tensor<f64>
// CHECK-NEXT:  return %[[V]], %[[L]] : f64, tensor<2xf64>
func.func @op(%o: f64 {lxt.name = "number"}, %n: tensor<f64> {lxt.name = "number"}, %l: tensor<2xf64> {lxt.name = "list"}) -> (f64, tensor<2xf64>) {
  %0 = lxt.parameter <"number"> : f64
  %1 = lxt.parameter <"list"[2]> : tensor<2xf64>
  return %0, %1 : f64, tensor<2xf64>
}

func.func @main() {
  call @linear() : () -> ()
  call @doubles() : () -> ()
  call @halves() : () -> ()
  call @inner() : () -> ()
  return
}
