// What relevance is divided by: y + epsilon (plain), away from zero (sign), or y
// kept at least epsilon away from zero (clip). With norm_scale, epsilon is
// epsilon * sqrt(mean(y^2)), over all dimensions but the first.
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

// An entry names them, and the report tells them.
// RUN: lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=kind:dense=gamma(clip=true,norm_scale=true)" | FileCheck %s --check-prefix=ENTRY
// RUN: lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=kind:dense=epsilon(norm_scale=true,clip=false) print-rules" -o /dev/null | FileCheck %s --check-prefix=REPORT
// ENTRY-LABEL: func.func @model_explain(
// ENTRY: lxt.gamma origin<{{.*}}> ins({{.*}}) -> tensor<1x2xf32> {
// ENTRY: } {clip = true, norm_scale = true}
// REPORT: dense (linalg.matmul) = epsilon(epsilon=1e-08,norm_scale=true,stabilizer=plain), by

// RUN: not lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=kind:dense=epsilon(clip=1)" 2>&1 | FileCheck %s --check-prefix=BOOL
// BOOL: error: parameter clip=1 of 'kind:dense=epsilon(clip=1)': attribute 'clip' failed to satisfy constraint: bool attribute
// RUN: not lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=kind:dense=epsilon(stabilizer=clip)" 2>&1 | FileCheck %s --check-prefix=STABILIZER
// STABILIZER: error: parameter stabilizer=clip of 'kind:dense=epsilon(stabilizer=clip)': {{.*}} plain or sign
// What divides nothing takes none.
// RUN: not lxt-opt %s --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="rules=kind:dense=identity(norm_scale=true)" 2>&1 | FileCheck %s --check-prefix=IDENTITY
// IDENTITY: error: 'norm_scale' in 'kind:dense=identity(norm_scale=true)' is no parameter of rule 'identity'

// 0 times a norm is no epsilon.
// RUN: not lxt-opt %s --lxt-explain-pipeline="entry=model seed=output rules=kind:dense=epsilon(epsilon=0,norm_scale=true)" 2>&1 | FileCheck %s --check-prefix=ZERO
// ZERO: error: divides relevance by a value with epsilon 0, and the division does not cancel

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

func.func @model(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<0.0> : tensor<1x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// CHECK-LABEL: func.func @norm_text(
// CHECK-SAME:    %[[R:.*]]: tensor<?x?x3xf32>, %[[Y:.*]]: tensor<?x?x3xf32>)
// CHECK-DAG:   %[[THREE:.*]] = arith.constant 3 : index
// CHECK-DAG:   %[[EPSILON:.*]] = arith.constant 5.0{{.*}}e-01 : f32
// CHECK-DAG:   %[[ONE:.*]] = arith.constant 1 : index
// CHECK:       %[[D1:.*]] = tensor.dim %[[Y]], %[[ONE]]
// CHECK:       %[[SQUARES:.*]] = linalg.generic {{.*}} ins(%[[Y]] :
// CHECK-NEXT:  ^bb0(%[[V:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:    arith.mulf %[[V]], %[[V]] : f32
// CHECK:       %[[SUM:.*]] = linalg.generic {indexing_maps = [#{{.*}}, #{{.*}}], iterator_types = ["parallel", "reduction", "reduction"]} ins(%[[SQUARES]] : {{.*}}) outs(%{{.*}} : tensor<?xf32>)
// CHECK:         arith.addf
// CHECK:       %[[COUNT:.*]] = arith.muli %[[D1]], %[[THREE]] : index
// CHECK-NEXT:  %[[INTEGER:.*]] = arith.index_cast %[[COUNT]] : index to i64
// CHECK-NEXT:  %[[NUMBER:.*]] = arith.sitofp %[[INTEGER]] : i64 to f32
// CHECK-NEXT:  %[[SCALED:.*]] = linalg.generic {{.*}} ins(%[[SUM]] : tensor<?xf32>)
// CHECK-NEXT:  ^bb0(%[[S:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:    %[[MEAN:.*]] = arith.divf %[[S]], %[[NUMBER]] : f32
// CHECK-NEXT:    %[[ROOT:.*]] = math.sqrt %[[MEAN]] : f32
// CHECK-NEXT:    arith.mulf %[[ROOT]], %[[EPSILON]] : f32
// CHECK:       %[[WIDE:.*]] = linalg.broadcast ins(%[[SCALED]] : tensor<?xf32>) {{.*}} dimensions = [1, 2]
// CHECK:       linalg.generic {{.*}} ins(%[[R]], %[[Y]], %[[WIDE]] :
// CHECK-NEXT:  ^bb0(%[[RI:.*]]: f32, %[[YI:.*]]: f32, %[[EI:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:    %[[D:.*]] = arith.addf %[[YI]], %[[EI]] : f32
// CHECK-NEXT:    arith.divf %[[RI]], %[[D]] : f32
func.func @norm_text(%r: tensor<?x?x3xf32>, %y: tensor<?x?x3xf32>) -> tensor<?x?x3xf32> {
  %0 = lxt.stabilized_div %r, %y epsilon(0.5) {norm_scale = true} : tensor<?x?x3xf32>, tensor<?x?x3xf32>
  return %0 : tensor<?x?x3xf32>
}

// CHECK-LABEL: func.func @clip_text(
// CHECK-DAG:   %[[MINUS:.*]] = arith.constant -5.0{{.*}}e-01 : f32
// CHECK-DAG:   %[[EPSILON:.*]] = arith.constant 5.0{{.*}}e-01 : f32
// CHECK:       ^bb0(%[[RI:.*]]: f32, %[[YI:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:    %[[ABS:.*]] = math.absf %[[YI]] : f32
// CHECK-NEXT:    %[[LARGE:.*]] = arith.cmpf uge, %[[ABS]], %[[EPSILON]] : f32
// CHECK-NEXT:    %[[PLUS:.*]] = arith.cmpf oge, %[[YI]], %{{.*}} : f32
// CHECK-NEXT:    %[[BOUND:.*]] = arith.select %[[PLUS]], %[[EPSILON]], %[[MINUS]] : f32
// CHECK-NEXT:    %[[D:.*]] = arith.select %[[LARGE]], %[[YI]], %[[BOUND]] : f32
// CHECK-NEXT:    arith.divf %[[RI]], %[[D]] : f32
func.func @clip_text(%r: tensor<2xf32>, %y: tensor<2xf32>) -> tensor<2xf32> {
  %0 = lxt.stabilized_div %r, %y epsilon(0.5) {clip = true} : tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<2xf32>
}

// 6 over what is left of y. NaN stays NaN.
func.func @clip() {
  %r = arith.constant dense<6.0> : tensor<6xf32>
  %y = arith.constant dense<[3.0, -3.0, 1.0, -1.0, -0.0, 0x7FC00000]> : tensor<6xf32>
  %plain = lxt.stabilized_div %r, %y epsilon(2.0) {clip = true} : tensor<6xf32>, tensor<6xf32>
  %sign = lxt.stabilized_div %r, %y epsilon(2.0) stabilizer<sign> {clip = true} : tensor<6xf32>, tensor<6xf32>
  // y = [3, -3, 2, -2, 2], whatever the other stabiliser; the sign of -0 is plus
  // NUM: {{^}}[2, -2, 3, -3, 3, {{-?nan}}]
  // NUM: {{^}}[2, -2, 3, -3, 3, {{-?nan}}]
  %u_plain = tensor.cast %plain : tensor<6xf32> to tensor<*xf32>
  call @printMemrefF32(%u_plain) : (tensor<*xf32>) -> ()
  %u_sign = tensor.cast %sign : tensor<6xf32> to tensor<*xf32>
  call @printMemrefF32(%u_sign) : (tensor<*xf32>) -> ()
  return
}

// The rows of y have the norms sqrt((1 + 49) / 2) = 5 and sqrt((4 + 196) / 2) = 10:
// epsilon is 2.5 and 5. Of both rows together it would be the same for both.
func.func @norm_scale() {
  %y = arith.constant dense<[[1.0, -7.0], [-2.0, 14.0]]> : tensor<2x2xf32>
  %r0 = arith.constant dense<[[7.0, -9.0], [6.0, 38.0]]> : tensor<2x2xf32>
  %plain = lxt.stabilized_div %r0, %y epsilon(0.5) {norm_scale = true} : tensor<2x2xf32>, tensor<2x2xf32>
  // y + epsilon = [[3.5, -4.5], [3, 19]]
  // NUM: {{^\[\[}}2, 2],
  // NUM-NEXT: [2, 2]]
  %u_plain = tensor.cast %plain : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u_plain) : (tensor<*xf32>) -> ()

  %r1 = arith.constant dense<[[7.0, -19.0], [-14.0, 57.0]]> : tensor<2x2xf32>
  %sign = lxt.stabilized_div %r1, %y epsilon(0.5) stabilizer<sign> {norm_scale = true} : tensor<2x2xf32>, tensor<2x2xf32>
  // [[1 + 2.5, -7 - 2.5], [-2 - 5, 14 + 5]] = [[3.5, -9.5], [-7, 19]]
  // NUM: {{^\[\[}}2, 2],
  // NUM-NEXT: [2, 3]]
  %u_sign = tensor.cast %sign : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u_sign) : (tensor<*xf32>) -> ()

  %r2 = arith.constant dense<[[5.0, -7.0], [-15.0, 28.0]]> : tensor<2x2xf32>
  %clip = lxt.stabilized_div %r2, %y epsilon(0.5) {clip = true, norm_scale = true} : tensor<2x2xf32>, tensor<2x2xf32>
  // [[2.5, -7], [-5, 14]]
  // NUM: {{^\[\[}}2, 1],
  // NUM-NEXT: [3, 2]]
  %u_clip = tensor.cast %clip : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u_clip) : (tensor<*xf32>) -> ()
  return
}

// Over two dimensions: sqrt((1 + 1 + 49 + 49) / 4) = 5 and
// sqrt((4 + 4 + 196 + 196) / 4) = 10. Each row of two has another norm.
func.func @dimensions() {
  %y = arith.constant dense<[[[1.0, -1.0], [7.0, -7.0]], [[2.0, -2.0], [14.0, -14.0]]]> : tensor<2x2x2xf32>
  %r = arith.constant dense<[[[12.0, 8.0], [12.0, -4.0]], [[12.0, 8.0], [24.0, -4.0]]]> : tensor<2x2x2xf32>
  %q = lxt.stabilized_div %r, %y epsilon(1.0) {norm_scale = true} : tensor<2x2x2xf32>, tensor<2x2x2xf32>
  // y + epsilon = [[[6, 4], [12, -2]], [[12, 8], [24, -4]]]
  // NUM: {{^\[\[\[}}2, 2],
  // NUM-NEXT: [1, 2]],
  // NUM-NEXT: {{\[\[}}1, 1],
  // NUM-NEXT: [1, 1]]]
  %u_q = tensor.cast %q : tensor<2x2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u_q) : (tensor<*xf32>) -> ()
  return
}

// A vector has one norm, 5; a number is its own, here 3.
func.func @vector() {
  %y = arith.constant dense<[1.0, -7.0]> : tensor<2xf32>
  %r = arith.constant dense<[12.0, -4.0]> : tensor<2xf32>
  %q = lxt.stabilized_div %r, %y epsilon(1.0) {norm_scale = true} : tensor<2xf32>, tensor<2xf32>
  // 12 / (1 + 5), -4 / (-7 + 5)
  // NUM: {{^}}[2, 2]
  %u_q = tensor.cast %q : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u_q) : (tensor<*xf32>) -> ()

  %z = arith.constant dense<-3.0> : tensor<f32>
  %n = lxt.stabilized_div %z, %z epsilon(2.0) stabilizer<sign> {norm_scale = true} : tensor<f32>, tensor<f32>
  // -3 / (-3 - 2 * 3)
  // NUM: {{^}}[0.333333]
  %u_n = tensor.cast %n : tensor<f32> to tensor<*xf32>
  call @printMemrefF32(%u_n) : (tensor<*xf32>) -> ()
  return
}

// With a leading dimension on the relevance, y and its norms are those of
// @norm_scale in both slices.
// CHECK-LABEL: func.func @leading(
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %{{.*}}, %{{.*}} : tensor<2x2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
func.func @leading() {
  %y = arith.constant dense<[[1.0, -7.0], [-2.0, 14.0]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[[7.0, -9.0], [6.0, 38.0]], [[3.5, 9.0], [-3.0, 0.0]]]> : tensor<2x2x2xf32>
  %q = lxt.stabilized_div %r, %y epsilon(0.5) {norm_scale = true} : tensor<2x2x2xf32>, tensor<2x2xf32>
  // NUM: {{^\[\[\[}}2, 2],
  // NUM-NEXT: [2, 2]],
  // NUM-NEXT: {{\[\[}}1, -2],
  // NUM-NEXT: [-1, 0]]]
  %u_q = tensor.cast %q : tensor<2x2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u_q) : (tensor<*xf32>) -> ()
  return
}

// Sizes that are known at run time only: the text above, for y with the norms 5
// and 10 of two times three numbers.
func.func @dynamic() {
  %y = arith.constant dense<[[[5.0, 5.0, 5.0], [5.0, 1.0, -7.0]], [[10.0, 10.0, -10.0], [10.0, 2.0, 14.0]]]> : tensor<2x2x3xf32>
  %r = arith.constant dense<[[[15.0, 7.5, 0.0], [15.0, 7.0, 9.0]], [[15.0, 30.0, 5.0], [15.0, 7.0, 19.0]]]> : tensor<2x2x3xf32>
  %yd = tensor.cast %y : tensor<2x2x3xf32> to tensor<?x?x3xf32>
  %rd = tensor.cast %r : tensor<2x2x3xf32> to tensor<?x?x3xf32>
  %q = call @norm_text(%rd, %yd) : (tensor<?x?x3xf32>, tensor<?x?x3xf32>) -> tensor<?x?x3xf32>
  // y + [2.5, 5] = [[[7.5, 7.5, 7.5], [7.5, 3.5, -4.5]], [[15, 15, -5], [15, 7, 19]]]
  // NUM: {{^\[\[\[}}2, 1, 0],
  // NUM-NEXT: [2, 2, -2]],
  // NUM-NEXT: {{\[\[}}1, 2, -1],
  // NUM-NEXT: [1, 1, 1]]]
  %u_q = tensor.cast %q : tensor<?x?x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u_q) : (tensor<*xf32>) -> ()
  return
}

// In f16, the squares of 300 and 2100 are infinite: all is computed in f32. The
// norm is 1500.
// CHECK-LABEL: func.func @f16(
// CHECK:       linalg.generic {{.*}} ins(%{{.*}} : tensor<1x2xf16>) outs(%{{.*}} : tensor<1x2xf32>)
// CHECK-NEXT:  ^bb0(%[[V:.*]]: f16, %{{.*}}: f32):
// CHECK-NEXT:    %[[W:.*]] = arith.extf %[[V]] : f16 to f32
// CHECK-NEXT:    arith.mulf %[[W]], %[[W]] : f32
// CHECK:         math.sqrt %{{.*}} : f32
// CHECK:       linalg.generic {{.*}} ins(%{{.*}} : tensor<1x2xf16>, tensor<1x2xf16>, tensor<1x2xf32>) outs(%{{.*}} : tensor<1x2xf16>)
// CHECK-NEXT:  ^bb0(%{{.*}}: f16, %{{.*}}: f16, %[[EI:.*]]: f32, %{{.*}}: f16):
// CHECK:         arith.addf %{{.*}}, %[[EI]] : f32
// CHECK-NEXT:    %[[Q:.*]] = arith.divf %{{.*}}, %{{.*}} : f32
// CHECK-NEXT:    arith.truncf %[[Q]] : f32 to f16
func.func @f16() {
  %y = arith.constant dense<[[300.0, -2100.0]]> : tensor<1x2xf16>
  %r = arith.constant dense<[[2100.0, -1350.0]]> : tensor<1x2xf16>
  %q = lxt.stabilized_div %r, %y epsilon(0.5) {norm_scale = true} : tensor<1x2xf16>, tensor<1x2xf16>
  // 2100 / (300 + 750), -1350 / (-2100 + 750)
  // NUM: {{^\[\[}}2, 1]]
  %wide = arith.extf %q : tensor<1x2xf16> to tensor<1x2xf32>
  %u_wide = tensor.cast %wide : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u_wide) : (tensor<*xf32>) -> ()
  return
}

// In f32, the squares would be 0.
func.func @f64() {
  %y = arith.constant dense<[[1.0e-30, -7.0e-30]]> : tensor<1x2xf64>
  %r = arith.constant dense<[[7.0e-30, -9.0e-30]]> : tensor<1x2xf64>
  %q = lxt.stabilized_div %r, %y epsilon(0.5) {norm_scale = true} : tensor<1x2xf64>, tensor<1x2xf64>
  // 7 / (1 + 2.5), -9 / (-7 + 2.5)
  // NUM: {{^\[\[}}2, 2]]
  %u_q = tensor.cast %q : tensor<1x2xf64> to tensor<*xf64>
  call @printMemrefF64(%u_q) : (tensor<*xf64>) -> ()
  return
}

// Every rule that divides, with one weight of 3 and x = 1: what it divides by is
// z, and with epsilon 2, clip and norm_scale, 2 z. Half of the relevance is left.
// Without norm_scale it would be all of it, without clip a third.
func.func @rules() {
  %w = arith.constant dense<3.0> : tensor<1x1xf32>
  %b = arith.constant dense<0.0> : tensor<1x1xf32>
  %x = arith.constant dense<1.0> : tensor<1x1xf32>
  %y = arith.constant dense<3.0> : tensor<1x1xf32>
  %r = arith.constant dense<8.0> : tensor<1x1xf32>
  %0 = lxt.epsilon epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %1 = lxt.uniform_epsilon epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %2 = lxt.taylor epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %3 = lxt.norm epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %4 = lxt.z_plus epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %5 = lxt.alpha_beta alpha(1.0) beta(0.0) epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %6 = lxt.gamma gamma(1.0) epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %7 = lxt.z_box low(-1.0) high(1.0) epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %8 = lxt.w_square epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %9 = lxt.flat epsilon(2.0) ins(%a = %x : tensor<1x1xf32>) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> tensor<1x1xf32> {
    %m = linalg.matmul ins(%a, %w : tensor<1x1xf32>, tensor<1x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
    lxt.yield %m : tensor<1x1xf32>
  } {clip = true, norm_scale = true}
  %c0 = arith.constant 0 : index
  %e0 = tensor.extract %0[%c0, %c0] : tensor<1x1xf32>
  %e1 = tensor.extract %1[%c0, %c0] : tensor<1x1xf32>
  %e2 = tensor.extract %2[%c0, %c0] : tensor<1x1xf32>
  %e3 = tensor.extract %3[%c0, %c0] : tensor<1x1xf32>
  %e4 = tensor.extract %4[%c0, %c0] : tensor<1x1xf32>
  %e5 = tensor.extract %5[%c0, %c0] : tensor<1x1xf32>
  %e6 = tensor.extract %6[%c0, %c0] : tensor<1x1xf32>
  %e7 = tensor.extract %7[%c0, %c0] : tensor<1x1xf32>
  %e8 = tensor.extract %8[%c0, %c0] : tensor<1x1xf32>
  %e9 = tensor.extract %9[%c0, %c0] : tensor<1x1xf32>
  %all = tensor.from_elements %e0, %e1, %e2, %e3, %e4, %e5, %e6, %e7, %e8, %e9 : tensor<10xf32>
  // NUM: {{^}}[4, 4, 4, 4, 4, 4, 4, 4, 4, 4]
  %u_all = tensor.cast %all : tensor<10xf32> to tensor<*xf32>
  call @printMemrefF32(%u_all) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @clip() : () -> ()
  call @norm_scale() : () -> ()
  call @dimensions() : () -> ()
  call @vector() : () -> ()
  call @leading() : () -> ()
  call @dynamic() : () -> ()
  call @f16() : () -> ()
  call @f64() : () -> ()
  call @rules() : () -> ()
  return
}
