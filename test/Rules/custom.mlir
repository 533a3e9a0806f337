// Rules that functions compute.
// RUN: split-file %s %t
// RUN: lxt-opt %t/rules.mlir --lxt-lower-rules | FileCheck %s --implicit-check-not=@numbers --implicit-check-not=@square
// RUN: lxt-opt %t/rules.mlir --lxt-lower-rules --lxt-lower-vjp | FileCheck %s --check-prefix=ERASED --implicit-check-not=@numbers --implicit-check-not=@square --implicit-check-not=@fine --implicit-check-not="= lxt."
// ERASED:       func.func @linear(
// ERASED:       func.func private @more(
// RUN: lxt-opt %t/rules.mlir --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

// A composite's entries name functions: of the module, or of the composite's
// file, which are copied. Both passes that read the file may run.
// RUN: lxt-opt %t/module.mlir --lxt-request="entry=model" --lxt-recognise --lxt-canonize="composite=mine" --lxt-assign-rules="composite=mine" | FileCheck %s --check-prefixes=ENTRY,MODULE
// RUN: lxt-opt %t/model.mlir --lxt-request="entry=model" --lxt-recognise --lxt-canonize="composite=%t/composite.mlir" --lxt-assign-rules="composite=%t/composite.mlir" | FileCheck %s --check-prefixes=ENTRY,FILE
// ENTRY-LABEL: func.func @model_explain(
// ENTRY:         lxt.custom @scaled parameters {factor = 3.0{{.*}} : f64} origin<kind = dense, op = "linalg.matmul", entry = "kind:dense&nth:1=@scaled(factor=$f)"> ins(
// ENTRY:         lxt.epsilon
// MODULE-NOT:  func.func private @scaled(
// FILE:        func.func private @scaled({{.*}} {lxt.name = "factor"}) -> tensor<?x?xf32> attributes {lxt.composite = "{{.*}}composite.mlir"} {
// FILE:          lxt.pullback

// RUN: lxt-opt %t/module.mlir --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="composite=mine print-rules" -o /dev/null | FileCheck %s --check-prefix=REPORT
// REPORT: dense (linalg.matmul) = @scaled(factor=3), by 'kind:dense&nth:1=@scaled(factor=$f)'
// RUN: lxt-opt %t/module.mlir --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="composite=mine(f=?) print-rules" -o /dev/null | FileCheck %s --check-prefix=REPORT-OPEN
// REPORT-OPEN: dense (linalg.matmul) = @scaled(factor=?f), by 'kind:dense&nth:1=@scaled(factor=$f)'
// RUN: lxt-opt %t/inner.mlir --lxt-request="entry=model" --lxt-recognise --lxt-assign-rules="composite=%t/dynamic.mlir print-rules" -o /dev/null | FileCheck %s --check-prefix=REPORT-NONE
// REPORT-NONE: dense (linalg.matmul) = @shares(), by 'kind:dense=@shares()'

// Left open, a function's number is an argument of the explanation.
// RUN: lxt-opt %t/module.mlir --lxt-request="entry=model seed=output" --lxt-recognise --lxt-assign-rules="composite=mine(f=?)" --lxt-propagate | FileCheck %s --check-prefix=OPEN
// OPEN-LABEL: func.func @model_explain(
// OPEN-SAME:    %{{[^,]*}}: tensor<1x2xf32>, %{{[^,]*}}: tensor<f64> {lxt.name = "f", lxt.role = "parameter"}) -> (
// OPEN:         lxt.custom @scaled parameters {factor = #lxt.parameter<"f">} origin

// Nothing of the functions is left at the end.
// RUN: lxt-opt %t/model.mlir --lxt-explain-pipeline="entry=model seed=output composite=%t/composite.mlir" | FileCheck %s --check-prefix=PIPELINE --implicit-check-not=@scaled --implicit-check-not="= lxt."
// PIPELINE-LABEL: func.func @model(
// PIPELINE-LABEL: func.func @model_explain(

// In both modes: y = x w = [5, 1], z = y_0 - y_1 = 4; R_y = [5, -1], R_y / y = [1, -1],
// R_x = f [1, 2] [1 - 3, 2 + 1].
// DEFINE: %{mode} =
// DEFINE: %{options} = entry=model seed=output mode=%{mode}
// DEFINE: %{numbers} = lxt-opt %t/module.mlir --lxt-explain-pipeline="%{options} composite=mine" > %t/1.mlir && \
// DEFINE:   sed '/^module {$/r %t/main.mlir' %t/1.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=THREE && \
// DEFINE:   lxt-opt %t/model.mlir --lxt-explain-pipeline="%{options} composite=%t/composite.mlir" > %t/2.mlir && \
// DEFINE:   sed '/^module {$/r %t/main.mlir' %t/2.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=THREE && \
// DEFINE:   lxt-opt %t/model.mlir --lxt-explain-pipeline="%{options} composite=%t/composite.mlir(f=0.5)" > %t/3.mlir && \
// DEFINE:   sed '/^module {$/r %t/main.mlir' %t/3.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=HALF && \
// DEFINE:   lxt-opt %t/model.mlir --lxt-explain-pipeline="%{options} composite=%t/composite.mlir(f=?)" > %t/4.mlir && \
// DEFINE:   sed '/^module {$/r %t/open-main.mlir' %t/4.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=GIVEN
// REDEFINE: %{mode} = exact
// RUN: %{numbers}
// REDEFINE: %{mode} = fast
// RUN: %{numbers}
// THREE: {{^\[\[}}-6, 18]]
// HALF: {{^\[\[}}-1, 3]]
// GIVEN: {{^\[\[}}-2, 6]]
// GIVEN: {{^\[\[}}4, -12]]

// A function in TOSA ops, which gives each layer twice its share.
// RUN: lxt-opt %t/model.mlir --lxt-explain-pipeline="entry=model seed=output composite=%t/tosa.mlir" > %t/5.mlir
// RUN: sed '/^module {$/r %t/main.mlir' %t/5.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=TOSA
// TOSA: {{^\[\[}}-8, 24]]

// In mode fast, divisions fold whatever the function's types are; so does the
// product with the value. y = x w = [5, 0], z = y_0 - y_1 = 5. In mode exact,
// R_y = 5 / 8 [5, 0] and R_y / (y + 3) = [25 / 64, 0]; in mode fast they are
// [1, -1], the gradient, also where y is 0.
// DEFINE: %{function} =
// DEFINE: %{both} = lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=output mode=exact composite=%t/%{function}.mlir" > %t/6.mlir && \
// DEFINE:   sed '/^module {$/r %t/main.mlir' %t/6.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=EXACT && \
// DEFINE:   lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=output mode=fast composite=%t/%{function}.mlir" > %t/7.mlir && \
// DEFINE:   FileCheck %s --input-file=%t/7.mlir --check-prefix=FOLDED --implicit-check-not=arith.divf && \
// DEFINE:   sed '/^module {$/r %t/main.mlir' %t/7.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=FAST
// REDEFINE: %{function} = static
// RUN: %{both}
// REDEFINE: %{function} = dynamic
// RUN: %{both}
// EXACT: {{^\[\[}}0.390625, 1.5625]]
// FOLDED: func.func @model_explain(
// FAST: {{^\[\[}}-1, 6]]

// Several seeds: a function that takes one is called for each, the layer itself is shared. In mode fast, the loop is over
// gradients, so that divisions fold here, too, where y is 0. The seeds are z and twice z.
// DEFINE: %{loops} = lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=given:2 mode=exact composite=%t/%{function}.mlir" > %t/8.mlir && \
// DEFINE:   FileCheck %s --input-file=%t/8.mlir --check-prefix=LOOP && \
// DEFINE:   sed '/^module {$/r %t/two-main.mlir' %t/8.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=EXACT-TWO && \
// DEFINE:   lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=given:2 mode=fast composite=%t/%{function}.mlir" > %t/8.mlir && \
// DEFINE:   FileCheck %s --input-file=%t/8.mlir --check-prefix=LOOP && \
// DEFINE:   sed '/^module {$/r %t/two-main.mlir' %t/8.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=FAST-TWO
// REDEFINE: %{function} = static
// RUN: %{loops}
// REDEFINE: %{function} = dynamic
// RUN: %{loops}
// LOOP-LABEL: func.func @model_explain(
// LOOP-COUNT-2: linalg.matmul
// LOOP-NOT:     linalg.matmul
// LOOP:         scf.for {{.*}} -> (tensor<2x1x2xf32>) {
// LOOP:           tensor.extract_slice %{{.*}}[1, 1, 1] : tensor<2x1x1xf32> to tensor<1x1xf32>
// LOOP-NOT:       linalg.matmul
// LOOP:           tensor.insert_slice
// LOOP:         scf.for {{.*}} -> (tensor<2x1x2xf32>) {
// LOOP-NOT:     scf.for
// LOOP:         return
// EXACT-TWO: {{^\[\[\[}}0.390625, 1.5625]],
// EXACT-TWO-NEXT: {{^ \[\[}}0.78125, 3.125]]]
// FAST-TWO: {{^\[\[\[}}-1, 6]],
// FAST-TWO-NEXT: {{^ \[\[}}-2, 12]]]

// Any number of them.
// RUN: lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=given:? mode=fast composite=%t/dynamic.mlir" > %t/8.mlir
// RUN: sed '/^module {$/r %t/any-main.mlir' %t/8.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=FAST-TWO

// An epsilon of 0 need not be lowered where it folds: the function itself is not,
// in the whole pipeline either. Nothing is left of it.
// RUN: lxt-opt %t/inner.mlir --lxt-request="entry=model seed=output" --lxt-recognise --lxt-assign-rules="composite=%t/zero.mlir" --lxt-propagate --lxt-simplify=mode=fast --lxt-lower-rules > %t/8.mlir
// RUN: FileCheck %s --input-file=%t/8.mlir --check-prefix=ZERO --implicit-check-not=@shares --implicit-check-not=lxt.stabilized_div
// RUN: lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=output mode=fast composite=%t/zero.mlir" > %t/9.mlir
// RUN: FileCheck %s --input-file=%t/9.mlir --check-prefix=ZERO --implicit-check-not=@shares --implicit-check-not="= lxt."
// RUN: sed '/^module {$/r %t/main.mlir' %t/9.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=FAST
// ZERO: func.func @model_explain(

// Such a function may take numbers, fixed or left open: f [1, 2] [1 - 2, 2 + 1].
// RUN: lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=output mode=fast composite=%t/zero-scaled.mlir" > %t/9.mlir
// RUN: FileCheck %s --input-file=%t/9.mlir --check-prefix=ZERO --implicit-check-not=@shares --implicit-check-not="= lxt."
// RUN: sed '/^module {$/r %t/main.mlir' %t/9.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=ZERO-SIX
// RUN: lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=output mode=fast composite=%t/zero-scaled.mlir(f=0.5)" > %t/9.mlir
// RUN: sed '/^module {$/r %t/main.mlir' %t/9.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=ZERO-HALF
// RUN: lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=output mode=fast composite=%t/zero-scaled.mlir(f=?)" > %t/9.mlir
// RUN: FileCheck %s --input-file=%t/9.mlir --check-prefix=ZERO --implicit-check-not=@shares --implicit-check-not="= lxt."
// RUN: sed '/^module {$/r %t/open-main.mlir' %t/9.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=ZERO-GIVEN
// ZERO-SIX: {{^\[\[}}-6, 36]]
// ZERO-HALF: {{^\[\[}}-0.5, 3]]
// ZERO-GIVEN: {{^\[\[}}-1, 6]]
// ZERO-GIVEN: {{^\[\[}}2, -12]]

// Functions of the file that no rule uses are not lowered, and are erased.
// RUN: lxt-opt %t/inner.mlir --lxt-explain-pipeline="entry=model seed=output mode=exact composite=%t/unused.mlir" > %t/9.mlir
// RUN: FileCheck %s --input-file=%t/9.mlir --check-prefix=ZERO --implicit-check-not=@unused --implicit-check-not="= lxt."
// RUN: sed '/^module {$/r %t/main.mlir' %t/9.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=EXACT

// What a function calls is lowered. z = 4; each layer passes half of the first
// column's relevance to every input: 4 -> [2, 2] -> [1, 1].
// RUN: lxt-opt %t/model.mlir --lxt-explain-pipeline="entry=model seed=output composite=%t/helper.mlir" > %t/10.mlir
// RUN: FileCheck %s --input-file=%t/10.mlir --check-prefix=HELPER --implicit-check-not=@halves --implicit-check-not="= lxt."
// RUN: sed '/^module {$/r %t/main.mlir' %t/10.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=HALVES
// HELPER: func.func @model_explain(
// HALVES: {{^\[\[}}1, 1]]

//--- rules.mlir
func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

!x = tensor<1x2xf32>
!d = tensor<?x?xf32>

// The epsilon rule.
func.func private @epsilon(%x: !d, %y: !d, %r: !d) -> !d {
  %s = lxt.stabilized_div %r, %y epsilon(2.0) : !d, !d
  %g = lxt.pullback %s : (!d) -> !d
  %xg = arith.mulf %x, %g : !d
  return %xg : !d
}

// The function stands in the rule's place, with casts to its types and back, and
// the layer's vector-Jacobian product in place of the pullback.
// CHECK-LABEL: func.func @linear(
// CHECK-SAME:    %[[X:arg[0-9]+]]: tensor<1x2xf32>, %[[W:arg[0-9]+]]: tensor<2x2xf32>, %[[B:arg[0-9]+]]: tensor<1x2xf32>, %[[Y:arg[0-9]+]]: tensor<1x2xf32>, %[[R:arg[0-9]+]]: tensor<1x2xf32>)
// CHECK-NEXT:  %[[XD:.*]] = tensor.cast %[[X]] : tensor<1x2xf32> to tensor<?x?xf32>
// CHECK-NEXT:  %[[YD:.*]] = tensor.cast %[[Y]] : tensor<1x2xf32> to tensor<?x?xf32>
// CHECK-NEXT:  %[[RD:.*]] = tensor.cast %[[R]] : tensor<1x2xf32> to tensor<?x?xf32>
// CHECK:       %[[SD:.*]] = linalg.generic {{.*}} ins(%[[RD]], %[[YD]] :
// CHECK:         arith.divf
// CHECK:       %[[S:.*]] = tensor.cast %[[SD]] : tensor<?x?xf32> to tensor<1x2xf32>
// CHECK-NEXT:  %[[G:.*]] = lxt.vjp ins(%[[A:.*]] = %[[X]] : tensor<1x2xf32>) cotangents(%[[S]] : tensor<1x2xf32>) -> tensor<1x2xf32> {
// CHECK-NEXT:    linalg.matmul ins(%[[A]], %[[W]] : {{.*}}) outs(%[[B]] :
// CHECK:       }
// CHECK-NEXT:  %[[GD:.*]] = tensor.cast %[[G]] : tensor<1x2xf32> to tensor<?x?xf32>
// CHECK-NEXT:  %[[RX:.*]] = arith.mulf %[[XD]], %[[GD]] : tensor<?x?xf32>
// CHECK-NEXT:  %[[RESULT:.*]] = tensor.cast %[[RX]] : tensor<?x?xf32> to tensor<1x2xf32>
// CHECK-NEXT:  return %[[RESULT]]
func.func @linear(%x: !x, %w: tensor<2x2xf32>, %b: !x, %y: !x, %r: !x) -> !x {
  %rx = lxt.custom @epsilon ins(%a = %x : !x) outs(%y : !x) relevance(%r : !x) -> !x {
    %0 = linalg.matmul ins(%a, %w : !x, tensor<2x2xf32>) outs(%b : !x) -> !x
    lxt.yield %0 : !x
  }
  return %rx : !x
}
func.func @same() {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 0.0]]> : !x
  %x = arith.constant dense<[[1.0, 2.0]]> : !x
  %y = arith.constant dense<[[6.0, 1.0]]> : !x
  %r = arith.constant dense<[[8.0, 6.0]]> : !x
  %custom = call @linear(%x, %w, %b, %y, %r) : (!x, tensor<2x2xf32>, !x, !x, !x) -> !x
  %builtin = lxt.epsilon epsilon(2.0) ins(%a = %x : !x) outs(%y : !x) relevance(%r : !x) -> !x {
    %0 = linalg.matmul ins(%a, %w : !x, tensor<2x2xf32>) outs(%b : !x) -> !x
    lxt.yield %0 : !x
  }
  // R / (y + 2) = [1, 2]; times w^T: [7, 0]; times x
  // NUM: {{^\[\[}}7, 0]]
  // NUM: {{^\[\[}}7, 0]]
  %u = tensor.cast %custom : !x to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %builtin : !x to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Numbers, by their names: up R - down.
func.func private @numbers(%x: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>, %up: f64 {lxt.name = "up"}, %down: f64 {lxt.name = "down"}) -> tensor<2xf32> {
  %u = arith.truncf %up : f64 to f32
  %d = arith.truncf %down : f64 to f32
  %us = tensor.splat %u : tensor<2xf32>
  %ds = tensor.splat %d : tensor<2xf32>
  %m = arith.mulf %r, %us : tensor<2xf32>
  %s = arith.subf %m, %ds : tensor<2xf32>
  return %s : tensor<2xf32>
}
// CHECK-LABEL: func.func @fixed(
// CHECK-NOT:   tensor.cast
// CHECK-DAG:   %[[U:.*]] = arith.constant 3.0{{.*}} : f64
// CHECK-DAG:   %[[D:.*]] = arith.constant 5.0{{.*}} : f64
// CHECK:       %[[U32:.*]] = arith.truncf %[[U]] : f64 to f32
// CHECK-NEXT:  %[[D32:.*]] = arith.truncf %[[D]] : f64 to f32
// CHECK-NEXT:  tensor.splat %[[U32]]
// CHECK-NEXT:  tensor.splat %[[D32]]
// CHECK:       return
func.func @fixed(%x: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  %rx = lxt.custom @numbers parameters {down = 5.0, up = 3.0} ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}
// CHECK-LABEL: func.func @given(
// CHECK-SAME:    %[[C:arg[0-9]+]]: tensor<f64> {lxt.name = "c"})
// CHECK:       %[[U:.*]] = tensor.extract %[[C]][] : tensor<f64>
// CHECK:       arith.truncf %[[U]] : f64 to f32
func.func @given(%x: tensor<2xf32>, %r: tensor<2xf32>, %c: tensor<f64> {lxt.name = "c"}) -> tensor<2xf32> {
  %rx = lxt.custom @numbers parameters {down = 5.0, up = #lxt.parameter<"c">} ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}
func.func @parameters() {
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %r = arith.constant dense<[2.0, -1.0]> : tensor<2xf32>
  %fixed = call @fixed(%x, %r) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  // 3 R - 5
  // NUM: {{^}}[1, -8]
  %u = tensor.cast %fixed : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %c = arith.constant dense<10.0> : tensor<f64>
  %given = call @given(%x, %r, %c) : (tensor<2xf32>, tensor<2xf32>, tensor<f64>) -> tensor<2xf32>
  // 10 R - 5
  // NUM: {{^}}[15, -15]
  %v = tensor.cast %given : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// A derivative of the function's own: of x^2, in place of the layer's.
func.func private @square(%x: tensor<?xf32>, %y: tensor<?xf32>, %r: tensor<?xf32>) -> tensor<?xf32> {
  %g = lxt.vjp ins(%a = %x : tensor<?xf32>) cotangents(%r : tensor<?xf32>) -> tensor<?xf32> {
    %0 = linalg.mul ins(%a, %a : tensor<?xf32>, tensor<?xf32>) outs(%x : tensor<?xf32>) -> tensor<?xf32>
    lxt.yield %0 : tensor<?xf32>
  }
  return %g : tensor<?xf32>
}
func.func @derivative() {
  %e = tensor.empty() : tensor<2xf32>
  %x = arith.constant dense<[3.0, -1.0]> : tensor<2xf32>
  %r = arith.constant dense<[2.0, 5.0]> : tensor<2xf32>
  %rx = lxt.custom @square ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    %0 = linalg.tanh ins(%a : tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // 2 x R
  // NUM: {{^}}[12, -10]
  %u = tensor.cast %rx : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Two inputs: the epsilon rule, the second gets twice its share.
func.func private @twice(%x: !d, %z: !d, %y: !d, %r: !d) -> (!d, !d) {
  %s = lxt.stabilized_div %r, %y epsilon(1.0) : !d, !d
  %g:2 = lxt.pullback %s : (!d) -> (!d, !d)
  %xg = arith.mulf %x, %g#0 : !d
  %zg = arith.mulf %z, %g#1 : !d
  %2 = arith.addf %zg, %zg : !d
  return %xg, %2 : !d, !d
}
func.func @bilinear() {
  %zero = arith.constant dense<0.0> : tensor<1x2xf32>
  %x = arith.constant dense<[[1.0, 2.0, -1.0]]> : tensor<1x3xf32>
  %z = arith.constant dense<[[1.0, 0.0], [2.0, 1.0], [0.0, 3.0]]> : tensor<3x2xf32>
  %y = arith.constant dense<[[5.0, -1.5]]> : tensor<1x2xf32>
  %r = arith.constant dense<[[6.0, -1.0]]> : tensor<1x2xf32>
  %rx:2 = lxt.custom @twice ins(%a = %x : tensor<1x3xf32>, %b = %z : tensor<3x2xf32>) outs(%y : tensor<1x2xf32>) relevance(%r : tensor<1x2xf32>) -> (tensor<1x3xf32>, tensor<3x2xf32>) {
    %0 = linalg.matmul ins(%a, %b : tensor<1x3xf32>, tensor<3x2xf32>) outs(%zero : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  // R / (y + 1) = [1, 2]; x_j (z_j0 + 2 z_j1) and twice x_j z_jk [1, 2]
  // NUM: {{^\[\[}}1, 8, -6]]
  // NUM: {{^\[\[}}2, 0],
  // NUM-NEXT: [8, 8],
  // NUM-NEXT: [{{-?}}0, -12]]
  %u = tensor.cast %rx#0 : tensor<1x3xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rx#1 : tensor<3x2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Two outputs, y_0 = x and y_1 = 3 x, and a pullback in two steps.
func.func private @outputs(%x: tensor<1xf32>, %y0: tensor<1xf32>, %y1: tensor<1xf32>, %r0: tensor<1xf32>, %r1: tensor<1xf32>) -> tensor<1xf32> {
  %s0 = lxt.stabilized_div %r0, %y0 epsilon(1.0) : tensor<1xf32>, tensor<1xf32>
  %s1 = lxt.stabilized_div %r1, %y1 epsilon(1.0) : tensor<1xf32>, tensor<1xf32>
  %zero = arith.constant dense<0.0> : tensor<1xf32>
  %g0 = lxt.pullback %s0, %zero : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  %g1 = lxt.pullback %zero, %s1 : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  %g = arith.subf %g1, %g0 : tensor<1xf32>
  return %g : tensor<1xf32>
}
func.func @results() {
  %c = arith.constant dense<3.0> : tensor<1xf32>
  %x = arith.constant dense<2.0> : tensor<1xf32>
  %y1 = arith.constant dense<6.0> : tensor<1xf32>
  %r0 = arith.constant dense<6.0> : tensor<1xf32>
  %r1 = arith.constant dense<14.0> : tensor<1xf32>
  %rx = lxt.custom @outputs ins(%a = %x : tensor<1xf32>) outs(%x : tensor<1xf32>, %y1 : tensor<1xf32>) relevance(%r0 : tensor<1xf32>, %r1 : tensor<1xf32>) -> tensor<1xf32> {
    %0 = linalg.mul ins(%a, %c : tensor<1xf32>, tensor<1xf32>) outs(%a : tensor<1xf32>) -> tensor<1xf32>
    lxt.yield %a, %0 : tensor<1xf32>, tensor<1xf32>
  }
  // 3 * 14 / (6 + 1) - 6 / (2 + 1)
  // NUM: {{^}}[4]
  %u = tensor.cast %rx : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// A function may be made of other rules, call other functions, and return what
// it is given. What is called is lowered, too.
// CHECK-LABEL: func.func private @more(
// CHECK-NOT:   lxt.
// CHECK:       arith.divf
// CHECK-NOT:   lxt.
// CHECK:       return
func.func private @more(%r: tensor<2xf32>) -> tensor<2xf32> {
  %one = arith.constant dense<1.0> : tensor<2xf32>
  %0 = lxt.stabilized_div %r, %one epsilon(1.0) : tensor<2xf32>, tensor<2xf32>
  %1 = arith.addf %r, %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}
func.func private @parts(%x: tensor<2xf32>, %z: tensor<2xf32>, %y: tensor<2xf32>, %r: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %0 = lxt.epsilon epsilon(1.0) ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  %1 = func.call @more(%0) : (tensor<2xf32>) -> tensor<2xf32>
  return %1, %r : tensor<2xf32>, tensor<2xf32>
}
func.func @composed() {
  %x = arith.constant dense<[2.0, -3.0]> : tensor<2xf32>
  %r = arith.constant dense<[6.0, 4.0]> : tensor<2xf32>
  %rx:2 = lxt.custom @parts ins(%a = %x : tensor<2xf32>, %b = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
    %0 = linalg.max ins(%a, %b : tensor<2xf32>, tensor<2xf32>) outs(%x : tensor<2xf32>) -> tensor<2xf32>
    lxt.yield %0 : tensor<2xf32>
  }
  // x R / (x + 1) = [2 * 6 / 3, -3 * 4 / -2], and half of it; and R
  // NUM: {{^}}[6, 9]
  // NUM: {{^}}[6, 4]
  %u = tensor.cast %rx#0 : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %v = tensor.cast %rx#1 : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

// Inside another rule, by its gradient form: R_x / x for the relevance y g.
func.func private @fine(%x: !d, %y: !d, %r: !d) -> !d {
  %s = lxt.stabilized_div %r, %y epsilon(1.0e-7) : !d, !d
  %g = lxt.pullback %s : (!d) -> !d
  %gg = arith.addf %g, %g : !d
  %xg = arith.mulf %x, %gg : !d
  return %xg : !d
}
// CHECK-LABEL: func.func @nested(
// CHECK:       lxt.vjp
// CHECK-NEXT:    lxt.custom @fine ins
func.func @nested() {
  %w = arith.constant dense<[[3.0], [-1.0]]> : tensor<2x1xf32>
  %b = arith.constant dense<0.0> : tensor<1x1xf32>
  %x = arith.constant dense<1.0> : !x
  %y = arith.constant dense<2.0> : tensor<1x1xf32>
  %r = arith.constant dense<3.0> : tensor<1x1xf32>
  %rx = lxt.gradient ins(%a = %x : !x) outs(%y : tensor<1x1xf32>) relevance(%r : tensor<1x1xf32>) -> !x {
    %0 = lxt.custom @fine ins(%c = %a : !x) -> tensor<1x1xf32> {
      %1 = linalg.matmul ins(%c, %w : !x, tensor<2x1xf32>) outs(%b : tensor<1x1xf32>) -> tensor<1x1xf32>
      lxt.yield %1 : tensor<1x1xf32>
    }
    lxt.yield %0 : tensor<1x1xf32>
  }
  // g = 3: twice [3, -1] * 3
  // NUM: {{^\[\[}}18, -6]]
  %u = tensor.cast %rx : !x to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// Extra leading dimensions of the relevance: each slice on its own.
func.func private @slices(%x: !x, %y: !x, %r: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %g = lxt.pullback %r : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %g : tensor<?x?x?xf32>
}
// CHECK-LABEL: func.func @leading_text(
// CHECK:       lxt.vjp ins({{.*}} : tensor<1x2xf32>) cotangents({{.*}} : tensor<{{.*}}x1x2xf32>) -> tensor<{{.*}}x1x2xf32> {
// CHECK:       return %{{.*}} : tensor<2x1x2xf32>
func.func @leading_text(%w: tensor<2x2xf32>, %x: !x, %r: tensor<2x1x2xf32>) -> tensor<2x1x2xf32> {
  %rx = lxt.custom @slices ins(%a = %x : !x) outs(%x : !x) relevance(%r : tensor<2x1x2xf32>) -> tensor<2x1x2xf32> {
    %0 = linalg.matmul ins(%a, %w : !x, tensor<2x2xf32>) outs(%x : !x) -> !x
    lxt.yield %0 : !x
  }
  return %rx : tensor<2x1x2xf32>
}
// Or only in the function, which pulls two slices back at once: R and 0.
func.func private @pair(%x: !x, %y: !x, %r: !x) -> !x {
  %zero = arith.constant dense<0.0> : tensor<2x1x2xf32>
  %none = arith.constant dense<0.0> : !x
  %c = tensor.insert_slice %r into %zero[1, 0, 0] [1, 1, 2] [1, 1, 1] : !x into tensor<2x1x2xf32>
  %g = lxt.pullback %c : (tensor<2x1x2xf32>) -> tensor<2x1x2xf32>
  %sum = linalg.reduce {arith.addf} ins(%g : tensor<2x1x2xf32>) outs(%none : !x) dimensions = [0]
  return %sum : !x
}
func.func @leading() {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %x = arith.constant dense<[[1.0, 2.0]]> : !x
  %r = arith.constant dense<[[[1.0, 1.0]], [[2.0, -1.0]]]> : tensor<2x1x2xf32>
  %slices = call @leading_text(%w, %x, %r) : (tensor<2x2xf32>, !x, tensor<2x1x2xf32>) -> tensor<2x1x2xf32>
  // r w^T
  // NUM: {{^\[\[\[}}4, 1]],
  // NUM-NEXT: {{\[\[}}-1, 5]]]
  %u = tensor.cast %slices : tensor<2x1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  %r1 = arith.constant dense<[[2.0, -1.0]]> : !x
  %pair = lxt.custom @pair ins(%a = %x : !x) outs(%x : !x) relevance(%r1 : !x) -> !x {
    %0 = linalg.matmul ins(%a, %w : !x, tensor<2x2xf32>) outs(%x : !x) -> !x
    lxt.yield %0 : !x
  }
  // NUM: {{^\[\[}}-1, 5]]
  %v = tensor.cast %pair : !x to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @same() : () -> ()
  call @parameters() : () -> ()
  call @derivative() : () -> ()
  call @bilinear() : () -> ()
  call @results() : () -> ()
  call @composed() : () -> ()
  call @nested() : () -> ()
  call @leading() : () -> ()
  return
}

//--- model.mlir
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %v = arith.constant dense<[[1.0], [-1.0]]> : tensor<2x1xf32>
  %b = arith.constant dense<0.0> : tensor<1x2xf32>
  %c = arith.constant dense<0.0> : tensor<1x1xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = linalg.matmul ins(%0, %v : tensor<1x2xf32>, tensor<2x1xf32>) outs(%c : tensor<1x1xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

//--- composite.mlir
func.func private @scaled(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %r: tensor<?x?xf32>, %f: f64 {lxt.name = "factor"}) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = tensor.dim %x, %c0 : tensor<?x?xf32>
  %columns = tensor.dim %x, %c1 : tensor<?x?xf32>
  %s = lxt.stabilized_div %r, %y epsilon(1.0e-7) : tensor<?x?xf32>, tensor<?x?xf32>
  %g = lxt.pullback %s : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %xg = arith.mulf %x, %g : tensor<?x?xf32>
  %f32 = arith.truncf %f : f64 to f32
  %fs = tensor.splat %f32[%rows, %columns] : tensor<?x?xf32>
  %rx = arith.mulf %xg, %fs : tensor<?x?xf32>
  return %rx : tensor<?x?xf32>
}
lxt.composite @mine parameters {f = 3.0} entries [
  "kind:dense&nth:1=@scaled(factor=$f)",
  "kind:dense=epsilon(epsilon=1e-7)"
]

//--- module.mlir
func.func private @scaled(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %r: tensor<?x?xf32>, %f: f64 {lxt.name = "factor"}) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = tensor.dim %x, %c0 : tensor<?x?xf32>
  %columns = tensor.dim %x, %c1 : tensor<?x?xf32>
  %s = lxt.stabilized_div %r, %y epsilon(1.0e-7) : tensor<?x?xf32>, tensor<?x?xf32>
  %g = lxt.pullback %s : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %xg = arith.mulf %x, %g : tensor<?x?xf32>
  %f32 = arith.truncf %f : f64 to f32
  %fs = tensor.splat %f32[%rows, %columns] : tensor<?x?xf32>
  %rx = arith.mulf %xg, %fs : tensor<?x?xf32>
  return %rx : tensor<?x?xf32>
}
lxt.composite @mine parameters {f = 3.0} entries [
  "kind:dense&nth:1=@scaled(factor=$f)",
  "kind:dense=epsilon(epsilon=1e-7)"
]
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %v = arith.constant dense<[[1.0], [-1.0]]> : tensor<2x1xf32>
  %b = arith.constant dense<0.0> : tensor<1x2xf32>
  %c = arith.constant dense<0.0> : tensor<1x1xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = linalg.matmul ins(%0, %v : tensor<1x2xf32>, tensor<2x1xf32>) outs(%c : tensor<1x1xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

//--- inner.mlir
func.func @model(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = arith.constant dense<[[1.0, 2.0], [2.0, -1.0]]> : tensor<2x2xf32>
  %v = arith.constant dense<[[1.0], [-1.0]]> : tensor<2x1xf32>
  %b = arith.constant dense<0.0> : tensor<1x2xf32>
  %c = arith.constant dense<0.0> : tensor<1x1xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = linalg.matmul ins(%0, %v : tensor<1x2xf32>, tensor<2x1xf32>) outs(%c : tensor<1x1xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

//--- static.mlir
func.func private @last(%x: tensor<1x2xf32>, %y: tensor<1x1xf32>, %r: tensor<1x1xf32>) -> tensor<1x2xf32> {
  %s = lxt.stabilized_div %r, %y epsilon(3.0) : tensor<1x1xf32>, tensor<1x1xf32>
  %g = lxt.pullback %s : (tensor<1x1xf32>) -> tensor<1x2xf32>
  %xg = lxt.times_value %x, %g : tensor<1x2xf32>, tensor<1x2xf32>
  return %xg : tensor<1x2xf32>
}
func.func private @first(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = lxt.stabilized_div %r, %y epsilon(3.0) : tensor<1x2xf32>, tensor<1x2xf32>
  %g = lxt.pullback %s : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %xg = lxt.times_value %x, %g : tensor<1x2xf32>, tensor<1x2xf32>
  return %xg : tensor<1x2xf32>
}
lxt.composite @mine entries ["kind:dense&nth:1=@first()", "kind:dense=@last()"]

//--- dynamic.mlir
func.func private @shares(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %r: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %s = lxt.stabilized_div %r, %y epsilon(3.0) : tensor<?x?xf32>, tensor<?x?xf32>
  %g = lxt.pullback %s : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %xg = lxt.times_value %x, %g : tensor<?x?xf32>, tensor<?x?xf32>
  return %xg : tensor<?x?xf32>
}
lxt.composite @mine entries ["kind:dense=@shares()"]

//--- zero.mlir
func.func private @shares(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %r: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %s = lxt.stabilized_div %r, %y epsilon(0.0) : tensor<?x?xf32>, tensor<?x?xf32>
  %g = lxt.pullback %s : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %xg = lxt.times_value %x, %g : tensor<?x?xf32>, tensor<?x?xf32>
  return %xg : tensor<?x?xf32>
}
lxt.composite @mine entries ["kind:dense=@shares()"]

//--- zero-scaled.mlir
func.func private @shares(%x: tensor<1x2xf32>, %y: tensor<1x?xf32>, %r: tensor<1x?xf32>, %f: f64 {lxt.name = "factor"}) -> tensor<1x2xf32> {
  %s = lxt.stabilized_div %r, %y epsilon(0.0) : tensor<1x?xf32>, tensor<1x?xf32>
  %g = lxt.pullback %s : (tensor<1x?xf32>) -> tensor<1x2xf32>
  %f32 = arith.truncf %f : f64 to f32
  %fs = tensor.splat %f32 : tensor<1x2xf32>
  %fg = arith.mulf %fs, %g : tensor<1x2xf32>
  %xfg = lxt.times_value %x, %fg : tensor<1x2xf32>, tensor<1x2xf32>
  return %xfg : tensor<1x2xf32>
}
lxt.composite @mine parameters {f = 6.0} entries ["kind:dense&nth:1=@shares(factor=$f)", "kind:dense=@shares(factor=1)"]

//--- unused.mlir
func.func private @unused_helper(%r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = lxt.stabilized_div %r, %r epsilon(1.0) : tensor<1x2xf32>, tensor<1x2xf32>
  return %s : tensor<1x2xf32>
}
func.func private @unused(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>, %r: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = lxt.stabilized_div %r, %x epsilon(0.0) : tensor<1x2xf32>, tensor<1x2xf32>
  %g = lxt.pullback %s : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %h = call @unused_helper(%g) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %h : tensor<1x2xf32>
}
lxt.composite @mine entries ["kind:activation=@unused()", "kind:dense=epsilon(epsilon=3)"]

//--- helper.mlir
func.func private @half(%r: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %one = arith.constant dense<1.0> : tensor<1x1xf32>
  %0 = lxt.stabilized_div %r, %one epsilon(1.0) : tensor<1x1xf32>, tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}
func.func private @halves(%x: tensor<1x2xf32>, %y: tensor<1x?xf32>, %r: tensor<1x?xf32>) -> tensor<1x2xf32> {
  %first = tensor.extract_slice %r[0, 0] [1, 1] [1, 1] : tensor<1x?xf32> to tensor<1x1xf32>
  %h = call @half(%first) : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %e = tensor.empty() : tensor<1x2xf32>
  %s = tensor.collapse_shape %h [[0, 1]] : tensor<1x1xf32> into tensor<1xf32>
  %b = linalg.broadcast ins(%s : tensor<1xf32>) outs(%e : tensor<1x2xf32>) dimensions = [1]
  return %b : tensor<1x2xf32>
}
lxt.composite @mine entries ["kind:dense=@halves()"]

//--- tosa.mlir
func.func private @twice(%x: tensor<1x2xf32>, %y: tensor<1x?xf32>, %r: tensor<1x?xf32>) -> tensor<1x2xf32> {
  %zero = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s = lxt.stabilized_div %r, %y epsilon(1.0e-7) : tensor<1x?xf32>, tensor<1x?xf32>
  %g = lxt.pullback %s : (tensor<1x?xf32>) -> tensor<1x2xf32>
  %xg = tosa.mul %x, %g, %zero : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xi8>) -> tensor<1x2xf32>
  %rx = tosa.add %xg, %xg : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %rx : tensor<1x2xf32>
}
lxt.composite @mine entries ["kind:dense=@twice()"]

//--- main.mlir
  func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
  func.func @main() {
    %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
    %0:2 = call @model_explain(%x) : (tensor<1x2xf32>) -> (tensor<1x1xf32>, tensor<1x2xf32>)
    %u = tensor.cast %0#1 : tensor<1x2xf32> to tensor<*xf32>
    call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
    return
  }

//--- open-main.mlir
  func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
  func.func @main() {
    %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
    %one = arith.constant dense<1.0> : tensor<f64>
    %minus = arith.constant dense<-2.0> : tensor<f64>
    %0:2 = call @model_explain(%x, %one) : (tensor<1x2xf32>, tensor<f64>) -> (tensor<1x1xf32>, tensor<1x2xf32>)
    %u = tensor.cast %0#1 : tensor<1x2xf32> to tensor<*xf32>
    call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
    %1:2 = call @model_explain(%x, %minus) : (tensor<1x2xf32>, tensor<f64>) -> (tensor<1x1xf32>, tensor<1x2xf32>)
    %v = tensor.cast %1#1 : tensor<1x2xf32> to tensor<*xf32>
    call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
    return
  }

//--- two-main.mlir
  func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
  func.func @main() {
    %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
    %seeds = arith.constant dense<[[[5.0]], [[10.0]]]> : tensor<2x1x1xf32>
    %0:2 = call @model_explain(%x, %seeds) : (tensor<1x2xf32>, tensor<2x1x1xf32>) -> (tensor<1x1xf32>, tensor<2x1x2xf32>)
    %u = tensor.cast %0#1 : tensor<2x1x2xf32> to tensor<*xf32>
    call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
    return
  }

//--- any-main.mlir
  func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
  func.func @main() {
    %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
    %two = arith.constant dense<[[[5.0]], [[10.0]]]> : tensor<2x1x1xf32>
    %seeds = tensor.cast %two : tensor<2x1x1xf32> to tensor<?x1x1xf32>
    %0:2 = call @model_explain(%x, %seeds) : (tensor<1x2xf32>, tensor<?x1x1xf32>) -> (tensor<1x1xf32>, tensor<?x1x2xf32>)
    %u = tensor.cast %0#1 : tensor<?x1x2xf32> to tensor<*xf32>
    call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
    return
  }
