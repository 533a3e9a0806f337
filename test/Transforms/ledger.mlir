// The ledger of an explanation: its rows as ops, lowered, and their numbers.
// RUN: split-file %s %t
// RUN: lxt-opt %t/net.mlir --lxt-propagate > %t/rules.mlir
// RUN: FileCheck %s --input-file=%t/rules.mlir
// RUN: lxt-opt %t/rules.mlir | diff %t/rules.mlir -
// RUN: lxt-opt %t/rules.mlir --lxt-lower-rules --canonicalize --cse | FileCheck %s --check-prefix=LOWER --implicit-check-not=lxt.ledger
// RUN: lxt-opt %t/rules.mlir --lxt-simplify --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse --symbol-dce --lxt-decompose > %t/lowered.mlir
// RUN: sed '/^module {$/r %t/main.mlir' %t/lowered.mlir | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

// A request asks for it, or does not.
// RUN: lxt-opt %t/request.mlir --lxt-request="seed=output values=kind:dense mode=fast ledger=true" | FileCheck %s --check-prefix=WITH --match-full-lines
// RUN: lxt-opt %t/request.mlir --lxt-request="seed=output" | FileCheck %s --check-prefix=WITHOUT --match-full-lines
// WITH:   lxt.explain @main_explain inputs [0] seed<output> values ["kind:dense"] mode<fast> ledger
// WITHOUT:   lxt.explain @main_explain inputs [0] seed<output>

//--- request.mlir
func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
  return %x : tensor<2xf32>
}

//--- net.mlir
!t = tensor<1x2xf32>
!w = tensor<2x2xf32>

// Columns: in, out, epsilon, bias, stopped, constants, rule; then how many
// values are NaN and infinite, and how many relevances that were passed on.

// Sums are over all elements, in f64; what a division keeps is its quotient
// times what it divided by.
// LOWER-LABEL: func.func @epsilon(
// LOWER-SAME:    %[[X:.*]]: tensor<1x2xf32>, %[[R:.*]]: tensor<1x2xf32> {lxt.role = "seed"})
// LOWER-DAG:     %[[INF:.*]] = arith.constant 0x7FF0000000000000 : f64
// LOWER-DAG:     %[[ONE:.*]] = arith.constant 1.0{{.*}} : f64
// LOWER-DAG:     %[[ZERO:.*]] = arith.constant 0.0{{.*}} : f64
// LOWER:         %[[Y:.*]] = linalg.matmul
// LOWER:         %[[S:.*]] = linalg.generic {{.*}} ins(%[[R]], %[[Y]] :
// LOWER:           arith.divf
// LOWER:         lxt.vjp {{.*}} cotangents(%[[S]] :
// LOWER:         %[[RX:.*]] = linalg.generic
// LOWER:           arith.mulf
// LOWER:         %[[WIDE:.*]] = linalg.generic {{.*}} ins(%[[R]] : tensor<1x2xf32>) outs(%{{.*}} : tensor<1x2xf64>)
// LOWER:           arith.extf
// LOWER:         %[[SUM:.*]] = linalg.generic {{.*}}iterator_types = ["reduction", "reduction"]} ins(%[[WIDE]] : tensor<1x2xf64>) outs(%{{.*}} : tensor<f64>)
// LOWER-NEXT:    ^bb0(%[[TERM:.*]]: f64, %[[TOTAL:.*]]: f64):
// LOWER-NEXT:      arith.addf %[[TOTAL]], %[[TERM]] : f64
// LOWER:         %[[SUMI:.*]] = tensor.extract %[[SUM]][]
// LOWER:         %[[IN:.*]] = arith.addf %[[SUMI]], %[[ZERO]]
// LOWER:         linalg.generic {{.*}} ins(%[[RX]] : tensor<1x2xf32>) outs(%{{.*}} : tensor<1x2xf64>)
// LOWER:         linalg.generic {{.*}} ins(%[[R]], %[[S]], %[[Y]] : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) outs(%{{.*}} : tensor<1x2xf64>)
// LOWER-NEXT:    ^bb0(%[[RI:.*]]: f32, %[[SI:.*]]: f32, %[[YI:.*]]: f32, %{{.*}}: f64):
// LOWER-DAG:       %[[RW:.*]] = arith.extf %[[RI]] : f32 to f64
// LOWER-DAG:       %[[SW:.*]] = arith.extf %[[SI]] : f32 to f64
// LOWER-DAG:       %[[YW:.*]] = arith.extf %[[YI]] : f32 to f64
// LOWER:           %[[KEPT:.*]] = arith.mulf %[[SW]], %[[YW]] : f64
// LOWER-NEXT:      %[[TAKEN:.*]] = arith.subf %[[RW]], %[[KEPT]] : f64
// LOWER-NEXT:      %[[SIZE:.*]] = math.absf %[[YW]] : f64
// LOWER-NEXT:      %[[FINITE:.*]] = arith.cmpf one, %[[SIZE]], %[[INF]] : f64
// LOWER-NEXT:      arith.select %[[FINITE]], %[[TAKEN]], %[[ZERO]] : f64
// LOWER:         linalg.generic {{.*}} ins(%[[Y]] : tensor<1x2xf32>)
// LOWER:           arith.cmpf uno, %{{.*}}, %[[INF]] : f64
// LOWER-NEXT:      arith.select %{{.*}}, %[[ONE]], %[[ZERO]] : f64
// LOWER:         linalg.generic {{.*}} ins(%[[Y]] : tensor<1x2xf32>)
// LOWER:           arith.cmpf oeq, %{{.*}}, %[[INF]] : f64
// LOWER:         linalg.generic {{.*}} ins(%[[RX]] : tensor<1x2xf32>)
// LOWER:           arith.cmpf uno, %{{.*}}, %[[INF]] : f64
// LOWER:         linalg.generic {{.*}} ins(%[[RX]] : tensor<1x2xf32>)
// LOWER:           arith.cmpf oeq, %{{.*}}, %[[INF]] : f64
// LOWER:         %[[LEDGER:.*]] = tensor.from_elements %[[IN]], {{.*}} : tensor<1x11xf64>
// LOWER:         return %[[Y]], %[[RX]], %[[LEDGER]] :
//
// y = x w = (5, 1) with x = (1, 2), w = (1 3; 2 -1); R = (14, 6); s = R / (y + 2)
// = (2, 2). The inputs get x (s w^T) = (8, 4), epsilon takes R - s y = (4, 4).
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}20, 12, 8, 0, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @epsilon inputs [0] ledger
func.func @epsilon(%x: !t) -> !t {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : !w
  %zero = arith.constant dense<0.0> : !t
  %0 = lxt.epsilon epsilon(2.0) ins(%a = %x : !t) -> !t {
    %1 = linalg.matmul ins(%a, %w : !t, !w) outs(%zero : !t) -> !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// With a bias (1, 0): y = (6, 1), R = (16, 6), s = (2, 2). The bias gets s b.
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}22, 12, 8, 2, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @bias inputs [0] ledger
func.func @bias(%x: !t) -> !t {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : !w
  %b = arith.constant dense<[[1.0, 0.0]]> : !t
  %zero = arith.constant dense<0.0> : !t
  %0 = lxt.epsilon epsilon(2.0) ins(%a = %x : !t) -> !t {
    %1 = linalg.matmul ins(%a, %w : !t, !w) outs(%zero : !t) -> !t
    %2 = linalg.add ins(%b, %1 : !t, !t) outs(%zero : !t) -> !t
    lxt.yield %2 : !t
  }
  return %0 : !t
}

// A row for every rule op, in the order of the program, behind the relevance of
// inputs and values: what it received, what its inputs get, and its results. One
// that stops relevance passes nothing; one that none reaches has results alone.
// CHECK-LABEL: func.func @fan_out(
// CHECK-SAME:    %{{.*}}: tensor<1x2xf32>, %[[SEED:.*]]: tensor<1x2xf32> {lxt.role = "seed"})
// CHECK-SAME:    -> (tensor<1x2xf32> {lxt.role = "prediction"}, tensor<1x2xf32> {lxt.input = 0 : i64, lxt.role = "relevance"}, tensor<1x2xf32> {lxt.role = "value"}, tensor<5x11xf64> {lxt.role = "ledger"})
// CHECK:         %[[A:.*]] = lxt.epsilon
// CHECK:         %[[B:.*]] = lxt.identity
// CHECK:         %[[C:.*]] = lxt.identity
// CHECK:         %[[D:.*]] = lxt.stop
// CHECK:         %[[Y:.*]] = lxt.epsilon
// CHECK:         %[[RY:.*]]:3 = lxt.epsilon {{.*}} outs(%[[Y]] : tensor<1x2xf32>) relevance(%[[SEED]] : tensor<1x2xf32>)
// CHECK:         %[[RB:.*]] = lxt.identity {{.*}} outs(%[[B]] : tensor<1x2xf32>) relevance(%[[RY]]#1 :
// CHECK:         %[[RA:.*]] = arith.addf {{.*}} : tensor<1x2xf32>
// CHECK:         %[[RX:.*]] = lxt.epsilon {{.*}} outs(%[[A]] : tensor<1x2xf32>) relevance(%[[RA]] :
// CHECK:         %[[ROW0:.*]] = lxt.ledger <rule> received(%[[RA]] : tensor<1x2xf32>) passed(%[[RX]] : tensor<1x2xf32>) values(%[[A]] : tensor<1x2xf32>) : tensor<11xf64>
// CHECK:         %[[ROW1:.*]] = lxt.ledger <rule> received(%[[RY]]#1 : tensor<1x2xf32>) passed(%[[RB]] : tensor<1x2xf32>) values(%[[B]] : tensor<1x2xf32>) : tensor<11xf64>
// CHECK:         %[[ROW2:.*]] = lxt.ledger <rule> values(%[[C]] : tensor<1x2xf32>) : tensor<11xf64>
// CHECK:         %[[ROW3:.*]] = lxt.ledger <stopped> received(%[[RY]]#2 : tensor<1x2xf32>) values(%[[D]] : tensor<1x2xf32>) : tensor<11xf64>
// CHECK:         %[[ROW4:.*]] = lxt.ledger <rule> received(%[[SEED]] : tensor<1x2xf32>) passed(%[[RY]]#0, %[[RY]]#1, %[[RY]]#2 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) values(%[[Y]] : tensor<1x2xf32>) : tensor<11xf64>
// CHECK:         %[[E0:.*]] = tensor.expand_shape %[[ROW0]] {{\[\[}}0, 1]] output_shape [1, 11]
// CHECK:         %[[E1:.*]] = tensor.expand_shape %[[ROW1]]
// CHECK:         %[[E2:.*]] = tensor.expand_shape %[[ROW2]]
// CHECK:         %[[E3:.*]] = tensor.expand_shape %[[ROW3]]
// CHECK:         %[[E4:.*]] = tensor.expand_shape %[[ROW4]]
// CHECK:         %[[LEDGER:.*]] = tensor.concat dim(0) %[[E0]], %[[E1]], %[[E2]], %[[E3]], %[[E4]] : {{.*}} -> tensor<5x11xf64>
// CHECK:         return %[[Y]], %[[RX]], %[[RA]], %[[LEDGER]] :

// a = x w = (5, 1), b = 2 a, c = 2 x, d = 2 c = (4, 8), y = a + b + d = (19, 11);
// R = (40, 24), R / (y + 1) = (2, 2): a gets (10, 2), b (20, 4), d (8, 16). Then
// a has (30, 6), over a + 1 that is (5, 3), and x gets (14, 14).
// NUM: sizes = [5, 11]
// NUM-NEXT: {{^\[\[}}36, 28, 8, 0, 0, 0, 0, 0, 0, 0, 0],
// NUM-NEXT: {{^ \[}}24, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0],
// NUM-NEXT: {{^ \[}}0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
// NUM-NEXT: {{^ \[}}24, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0],
// NUM-NEXT: {{^ \[}}64, 60, 4, 0, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @fan_out inputs [0] values ["kind:dense"] ledger
func.func @fan_out(%x: !t) -> !t {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : !w
  %zero = arith.constant dense<0.0> : !t
  %two = arith.constant dense<2.0> : !t
  %0 = lxt.epsilon epsilon(1.0) origin<kind = dense> ins(%a = %x : !t) -> !t {
    %5 = linalg.matmul ins(%a, %w : !t, !w) outs(%zero : !t) -> !t
    lxt.yield %5 : !t
  }
  %1 = lxt.identity ins(%a = %0 : !t) -> !t {
    %5 = arith.mulf %a, %two : !t
    lxt.yield %5 : !t
  }
  %2 = lxt.identity ins(%a = %x : !t) -> !t {
    %5 = arith.mulf %a, %two : !t
    lxt.yield %5 : !t
  }
  %3 = lxt.stop ins(%a = %2 : !t) -> !t {
    %5 = arith.mulf %a, %two : !t
    lxt.yield %5 : !t
  }
  %4 = lxt.epsilon epsilon(1.0) ins(%a = %0 : !t, %b = %1 : !t, %c = %3 : !t) -> !t {
    %5 = arith.addf %a, %b : !t
    %6 = arith.addf %5, %c : !t
    lxt.yield %6 : !t
  }
  return %4 : !t
}

// Of several results, those that are not used receive nothing: (x, 3 x) with
// x = 2; R = (0, 14), R / (y + 1) = (0, 2), x gets 3 * 2 * 2.
// CHECK-LABEL: func.func @results(
// CHECK:         lxt.ledger <rule> received(%{{.*}}, %{{.*}} : tensor<1xf32>, tensor<1xf32>) passed(%{{.*}} : tensor<1xf32>) values(%[[Y:.*]]#0, %[[Y]]#1 : tensor<1xf32>, tensor<1xf32>)
// NUM: sizes = [2, 11]
// NUM-NEXT: {{^\[\[}}14, 12, 2, 0, 0, 0, 0, 0, 0, 0, 0],
// NUM-NEXT: {{^ \[}}14, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @results inputs [0] ledger
func.func @results(%x: tensor<1xf32>) -> tensor<1xf32> {
  %three = arith.constant dense<3.0> : tensor<1xf32>
  %0:2 = lxt.epsilon epsilon(1.0) ins(%a = %x : tensor<1xf32>) -> (tensor<1xf32>, tensor<1xf32>) {
    %2 = arith.mulf %a, %three : tensor<1xf32>
    lxt.yield %a, %2 : tensor<1xf32>, tensor<1xf32>
  }
  %1 = lxt.identity ins(%a = %0#1 : tensor<1xf32>) -> tensor<1xf32> { lxt.yield %a : tensor<1xf32> }
  return %1 : tensor<1xf32>
}

// A rule that counts constants: each of the two gets half of R = (4, 8).
// CHECK-LABEL: func.func @constants(
// CHECK:         lxt.ledger <constants>
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}12, 6, 0, 0, 0, 6, 0, 0, 0, 0, 0]]
lxt.explain @constants inputs [0] ledger
func.func @constants(%x: !t) -> !t {
  %c = arith.constant dense<[[1.0, 0.0]]> : !t
  %0 = lxt.uniform count<all> ins(%a = %x : !t) -> !t {
    %1 = arith.addf %a, %c : !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// An input that relevance is not asked for: x + z = (4, 1) with x = (1, 2), z =
// (3, -1); R = (10, 4), R / (x + z + 1) = (2, 2). z would get (6, -2).
// CHECK-LABEL: func.func @inactive(
// CHECK:         %[[RX:.*]]:2 = lxt.epsilon
// CHECK:         lxt.ledger <rule> received({{.*}}) passed(%[[RX]]#0 : tensor<1x2xf32>) lost(%[[RX]]#1 : tensor<1x2xf32>) values(
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}14, 6, 4, 0, 0, 4, 0, 0, 0, 0, 0]]
lxt.explain @inactive inputs [0] ledger
func.func @inactive(%x: !t, %z: !t) -> !t {
  %0 = lxt.epsilon epsilon(1.0) ins(%a = %x : !t, %b = %z : !t) -> !t {
    %1 = arith.addf %a, %b : !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// The gradient of a product gives both factors all of it: x = (1, 2), z = (3, -1),
// R = (2, 3). x gets (6, -3), z gets (2, 6), which is 6 more than came in.
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}5, 11, 0, 0, 0, 0, -6, 0, 0, 0, 0]]
lxt.explain @gradient inputs [0, 1] ledger
func.func @gradient(%x: !t, %z: !t) -> !t {
  %0 = lxt.gradient ins(%a = %x : !t, %b = %z : !t) -> !t {
    %1 = arith.mulf %a, %b : !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// So does the epsilon rule: x z = (3, -4) with x = (1, 2), z = (3, -2); R = (8, 9),
// R / (x z + 1) = (2, -3), both get (6, 12). Uniform, they get half of that.
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}17, 36, -1, 0, 0, 0, -18, 0, 0, 0, 0]]
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}17, 18, -1, 0, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @product inputs [0, 1] ledger
func.func @product(%x: !t, %z: !t) -> !t {
  %0 = lxt.epsilon epsilon(1.0) ins(%a = %x : !t, %b = %z : !t) -> !t {
    %1 = arith.mulf %a, %b : !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}
lxt.explain @uniform_epsilon inputs [0, 1] ledger
func.func @uniform_epsilon(%x: !t, %z: !t) -> !t {
  %0 = lxt.uniform_epsilon epsilon(1.0) ins(%a = %x : !t, %b = %z : !t) -> !t {
    %1 = arith.mulf %a, %b : !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// The positive part counts alpha = 2 times, the negative one -beta = -1 times.
// x = (1, 2), w = (3 -1; -1 2), b = (1, -1), R = (12, 12):
// z+ = x+ w+ + b+ = (4, 4), s = R / (z+ + 2) = (2, 2),
// z- = x+ w- + b- = (-2, -2), t = R / (z- - 2) = (-3, -3).
// Epsilon takes 2 (R - s z+) - (R - t z-) = 2 (4, 4) - (6, 6), the bias gets
// 2 s b+ - t b- = 2 (2, 0) - (0, 3), x gets 2 x (s w+^T) - x (t w-^T) =
// 2 (6, 8) - (3, 6).
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}24, 19, 4, 1, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @alpha_beta inputs [0] ledger
func.func @alpha_beta(%x: !t) -> !t {
  %w = arith.constant dense<[[3.0, -1.0], [-1.0, 2.0]]> : !w
  %b = arith.constant dense<[[1.0, -1.0]]> : !t
  %0 = lxt.alpha_beta epsilon(2.0) ins(%a = %x : !t) -> !t {
    %1 = linalg.matmul ins(%a, %w : !t, !w) outs(%b : !t) -> !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// Both signs, each with its own division, of the relevance where y has the sign:
// x = (1, 2), w = (3 -1; -1 2), b = (1, -5), y = (2, -2), R = (24, -21), gamma = 1:
// above = (2 x+ w+ + x+ w- + 2 b+ + b-) = (6, .), s = 24 / (6 + 2) = 3,
// below = (., 4 - 2 - 10 ) = (., -8), t = -21 / (-8 - 2) = 2.1. Epsilon takes
// 24 - 18 and -21 + 16.8, the bias gets 3 * 2 and 2.1 * -10.
// x gets (1 * (3 * 6 + 2.1 * -2), 2 * (3 * -1 + 2.1 * 2)) = (13.8, 2.4).
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}3, 16.2, 1.8, -15, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @gamma inputs [0] ledger
func.func @gamma(%x: !t) -> !t {
  %w = arith.constant dense<[[3.0, -1.0], [-1.0, 2.0]]> : !w
  %b = arith.constant dense<[[1.0, -5.0]]> : !t
  %0 = lxt.gamma gamma(1.0) epsilon(2.0) ins(%a = %x : !t) -> !t {
    %1 = linalg.matmul ins(%a, %w : !t, !w) outs(%b : !t) -> !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// A rule of one's own: the divisions in its function count. As in @epsilon.
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}20, 12, 8, 0, 0, 0, 0, 0, 0, 0, 0]]
func.func private @own(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>, %r: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %s = lxt.stabilized_div %r, %y epsilon(2.0) : tensor<?x?xf32>, tensor<?x?xf32>
  %g = lxt.pullback %s : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %rx = lxt.times_value %x, %g : tensor<?x?xf32>, tensor<?x?xf32>
  return %rx : tensor<?x?xf32>
}
lxt.explain @custom inputs [0] ledger
func.func @custom(%x: !t) -> !t {
  %w = arith.constant dense<[[1.0, 3.0], [2.0, -1.0]]> : !w
  %zero = arith.constant dense<0.0> : !t
  %0 = lxt.custom @own ins(%a = %x : !t) -> !t {
    %1 = linalg.matmul ins(%a, %w : !t, !w) outs(%zero : !t) -> !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// What is not finite, in values and in relevance: x = (-1, 0, 0, 2), the log of 2 x
// = (nan, -inf, -inf, log 4), R = (1, 1, 0, 8), R / (2 x) = (-0.5, inf, nan, 2).
// NUM: sizes = [2, 11]
// NUM-NEXT: {{^\[\[}}{{-?}}nan, {{-?}}nan, 0, 0, 0, 0, {{-?}}nan, 0, 0, 1, 1],
// NUM-NEXT: {{^ \[}}10, {{-?}}nan, 0, 0, 0, 0, {{-?}}nan, 1, 2, 1, 1]]
lxt.explain @not_finite inputs [0] ledger
func.func @not_finite(%x: tensor<4xf32>) -> tensor<4xf32> {
  %two = arith.constant dense<2.0> : tensor<4xf32>
  %0 = lxt.identity ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {
    %2 = arith.mulf %a, %two : tensor<4xf32>
    lxt.yield %2 : tensor<4xf32>
  }
  %1 = lxt.gradient ins(%a = %0 : tensor<4xf32>) -> tensor<4xf32> {
    %2 = math.log %a : tensor<4xf32>
    lxt.yield %2 : tensor<4xf32>
  }
  return %1 : tensor<4xf32>
}

// A layer that no relevance reaches has them in its results, too: the log of
// (-1, 2) behind the one that stops.
// NUM: sizes = [3, 11]
// NUM-NEXT: {{^\[\[}}0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
// NUM-NEXT: {{^ \[}}7, 0, 0, 0, 7, 0, 0, 1, 0, 0, 0],
// NUM-NEXT: {{^ \[}}7, 14, 0, 0, 0, 0, -7, 1, 0, 0, 0]]
lxt.explain @behind inputs [0] ledger
func.func @behind(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t {
    %3 = math.log %a : !t
    lxt.yield %3 : !t
  }
  %1 = lxt.stop ins(%a = %0 : !t) -> !t { lxt.yield %a : !t }
  %2 = lxt.gradient ins(%a = %x : !t, %b = %1 : !t) -> !t {
    %3 = arith.addf %a, %b : !t
    lxt.yield %3 : !t
  }
  return %2 : !t
}

// From a masked value, which is infinite, epsilon takes nothing: x + (-inf, 0) =
// (-inf, 3) with x = (1, 3); R = (0, 8), x gets (0, 6).
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}8, 6, 2, 0, 0, 0, 0, 0, 1, 0, 0]]
lxt.explain @masked inputs [0] ledger
func.func @masked(%x: !t) -> !t {
  %mask = arith.constant dense<[[0xFF800000, 0.0]]> : !t
  %0 = lxt.epsilon epsilon(1.0) ins(%a = %x : !t) -> !t {
    %e = tensor.empty() : !t
    %1 = linalg.add ins(%a, %mask : !t, !t) outs(%e : !t) -> !t
    lxt.yield %1 : !t
  }
  return %0 : !t
}

// Mode fast. A division that cancels takes nothing; the one that brings the
// relevance of a square root into the form x * g does. y = sqrt(u w + b) = (1, 2)
// with u = (1, 1), w = (1 2; 0 1), b = (0, 1), R = (4, 10): R / (x + 1) = (2, 2)
// leaves (2, 8) of x = (1, 4). Of these, the bias gets (0, 2).
// NUM: sizes = [2, 11]
// NUM-NEXT: {{^\[\[}}10, 8, 0, 2, 0, 0, 0, 0, 0, 0, 0],
// NUM-NEXT: {{^ \[}}14, 10, 4, 0, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @fast inputs [0] mode<fast> ledger
func.func @fast(%x: !t) -> !t {
  %w = arith.constant dense<[[1.0, 2.0], [0.0, 1.0]]> : !w
  %b = arith.constant dense<[[0.0, 1.0]]> : !t
  %0 = lxt.epsilon epsilon(2.0) ins(%a = %x : !t) -> !t {
    %2 = linalg.matmul ins(%a, %w : !t, !w) outs(%b : !t) -> !t
    lxt.yield %2 : !t
  }
  %1 = lxt.identity epsilon(1.0) ins(%a = %0 : !t) -> !t {
    %2 = math.sqrt %a : !t
    lxt.yield %2 : !t
  }
  return %1 : !t
}

// A value of 0 has no gradient form: its part of the seed R = (3, 4) is lost.
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}7, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @fast_zero inputs [0] mode<fast> ledger
func.func @fast_zero(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// The sum of halves is no half: R = (60000, 60000).
// NUM: sizes = [1, 11]
// NUM-NEXT: {{^\[\[}}120000, 120000, 0, 0, 0, 0, 0, 0, 0, 0, 0]]
lxt.explain @half inputs [0] ledger
func.func @half(%x: tensor<2xf16>) -> tensor<2xf16> {
  %0 = lxt.identity ins(%a = %x : tensor<2xf16>) -> tensor<2xf16> { lxt.yield %a : tensor<2xf16> }
  return %0 : tensor<2xf16>
}

// Where the rest goes: to constants that are added, unless they are zero, or in a
// part that is stopped.
// CHECK-LABEL: func.func @residuals(
// CHECK:         lxt.ledger <bias>
// CHECK-NEXT:    lxt.ledger <rule>
// CHECK-NEXT:    lxt.ledger <bias>
// CHECK-NEXT:    lxt.ledger <bias>
// CHECK-NEXT:    lxt.ledger <rule>
// CHECK-NEXT:    lxt.ledger <rule>
// CHECK-NEXT:    lxt.ledger <rule>
// CHECK-NEXT:    lxt.ledger <constants>
// CHECK-NEXT:    lxt.ledger <stopped>
// CHECK-NEXT:    tensor.expand_shape
lxt.explain @residuals inputs [0] ledger
func.func @residuals(%x: !t) -> !t {
  %w = arith.constant dense<[[1.0, 2.0], [0.0, 1.0]]> : !w
  %b = arith.constant dense<[[0.0, 1.0]]> : !t
  %none = arith.constant 0.0 : f32
  %e = tensor.empty() : !t
  %zero = linalg.fill ins(%none : f32) outs(%e : !t) -> !t
  %matmul_bias = lxt.epsilon ins(%a = %x : !t) -> !t {
    %1 = linalg.matmul ins(%a, %w : !t, !w) outs(%b : !t) -> !t
    lxt.yield %1 : !t
  }
  %matmul = lxt.epsilon ins(%a = %matmul_bias : !t) -> !t {
    %1 = linalg.matmul ins(%a, %w : !t, !w) outs(%zero : !t) -> !t
    lxt.yield %1 : !t
  }
  %sum = lxt.norm ins(%a = %matmul : !t) -> !t {
    %1 = linalg.add ins(%b, %a : !t, !t) outs(%e : !t) -> !t
    lxt.yield %1 : !t
  }
  %difference = lxt.identity ins(%a = %sum : !t) -> !t {
    %1 = linalg.sub ins(%a, %b : !t, !t) outs(%e : !t) -> !t
    lxt.yield %1 : !t
  }
  %nothing = lxt.epsilon ins(%a = %difference : !t) -> !t {
    %1 = linalg.add ins(%a, %zero : !t, !t) outs(%e : !t) -> !t
    lxt.yield %1 : !t
  }
  %scale = lxt.epsilon ins(%a = %nothing : !t) -> !t {
    %1 = linalg.mul ins(%a, %b : !t, !t) outs(%e : !t) -> !t
    lxt.yield %1 : !t
  }
  %norm = lxt.epsilon ins(%a = %scale : !t) -> !t {
    %statistics = lxt.stop ins(%c = %a : !t) -> !t {
      %2 = linalg.add ins(%c, %b : !t, !t) outs(%e : !t) -> !t
      lxt.yield %2 : !t
    }
    %1 = linalg.mul ins(%a, %statistics : !t, !t) outs(%e : !t) -> !t
    lxt.yield %1 : !t
  }
  %all = lxt.uniform_epsilon count<all> ins(%a = %norm : !t) -> !t {
    %1 = linalg.add ins(%a, %b : !t, !t) outs(%e : !t) -> !t
    lxt.yield %1 : !t
  }
  %stop = lxt.stop ins(%a = %all : !t) -> !t {
    %1 = linalg.add ins(%a, %b : !t, !t) outs(%e : !t) -> !t
    lxt.yield %1 : !t
  }
  return %stop : !t
}

//--- main.mlir
func.func private @printMemrefF64(tensor<*xf64>) attributes {llvm.emit_c_interface}

func.func @main() {
  %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %z = arith.constant dense<[[3.0, -1.0]]> : tensor<1x2xf32>
  %z2 = arith.constant dense<[[3.0, -2.0]]> : tensor<1x2xf32>

  %epsilon_r = arith.constant dense<[[14.0, 6.0]]> : tensor<1x2xf32>
  %epsilon:3 = call @epsilon(%x, %epsilon_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %epsilon_rows = tensor.cast %epsilon#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%epsilon_rows) : (tensor<*xf64>) -> ()

  %bias_r = arith.constant dense<[[16.0, 6.0]]> : tensor<1x2xf32>
  %bias:3 = call @bias(%x, %bias_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %bias_rows = tensor.cast %bias#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%bias_rows) : (tensor<*xf64>) -> ()

  %fan_out_r = arith.constant dense<[[40.0, 24.0]]> : tensor<1x2xf32>
  %fan_out:4 = call @fan_out(%x, %fan_out_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<5x11xf64>)
  %fan_out_rows = tensor.cast %fan_out#3 : tensor<5x11xf64> to tensor<*xf64>
  call @printMemrefF64(%fan_out_rows) : (tensor<*xf64>) -> ()

  %results_x = arith.constant dense<[2.0]> : tensor<1xf32>
  %results_r = arith.constant dense<[14.0]> : tensor<1xf32>
  %results:3 = call @results(%results_x, %results_r) : (tensor<1xf32>, tensor<1xf32>) -> (tensor<1xf32>, tensor<1xf32>, tensor<2x11xf64>)
  %results_rows = tensor.cast %results#2 : tensor<2x11xf64> to tensor<*xf64>
  call @printMemrefF64(%results_rows) : (tensor<*xf64>) -> ()

  %constants_r = arith.constant dense<[[4.0, 8.0]]> : tensor<1x2xf32>
  %constants:3 = call @constants(%x, %constants_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %constants_rows = tensor.cast %constants#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%constants_rows) : (tensor<*xf64>) -> ()

  %inactive_r = arith.constant dense<[[10.0, 4.0]]> : tensor<1x2xf32>
  %inactive:3 = call @inactive(%x, %z, %inactive_r) : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %inactive_rows = tensor.cast %inactive#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%inactive_rows) : (tensor<*xf64>) -> ()

  %gradient_r = arith.constant dense<[[2.0, 3.0]]> : tensor<1x2xf32>
  %gradient:4 = call @gradient(%x, %z, %gradient_r) : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %gradient_rows = tensor.cast %gradient#3 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%gradient_rows) : (tensor<*xf64>) -> ()

  %product_r = arith.constant dense<[[8.0, 9.0]]> : tensor<1x2xf32>
  %product:4 = call @product(%x, %z2, %product_r) : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %product_rows = tensor.cast %product#3 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%product_rows) : (tensor<*xf64>) -> ()

  %uniform_epsilon_r = arith.constant dense<[[8.0, 9.0]]> : tensor<1x2xf32>
  %uniform_epsilon:4 = call @uniform_epsilon(%x, %z2, %uniform_epsilon_r) : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %uniform_epsilon_rows = tensor.cast %uniform_epsilon#3 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%uniform_epsilon_rows) : (tensor<*xf64>) -> ()

  %alpha_beta_r = arith.constant dense<[[12.0, 12.0]]> : tensor<1x2xf32>
  %alpha_beta:3 = call @alpha_beta(%x, %alpha_beta_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %alpha_beta_rows = tensor.cast %alpha_beta#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%alpha_beta_rows) : (tensor<*xf64>) -> ()

  %gamma_r = arith.constant dense<[[24.0, -21.0]]> : tensor<1x2xf32>
  %gamma:3 = call @gamma(%x, %gamma_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %gamma_rows = tensor.cast %gamma#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%gamma_rows) : (tensor<*xf64>) -> ()

  %custom_r = arith.constant dense<[[14.0, 6.0]]> : tensor<1x2xf32>
  %custom:3 = call @custom(%x, %custom_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %custom_rows = tensor.cast %custom#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%custom_rows) : (tensor<*xf64>) -> ()

  %not_finite_x = arith.constant dense<[-1.0, 0.0, 0.0, 2.0]> : tensor<4xf32>
  %not_finite_r = arith.constant dense<[1.0, 1.0, 0.0, 8.0]> : tensor<4xf32>
  %not_finite:3 = call @not_finite(%not_finite_x, %not_finite_r) : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<2x11xf64>)
  %not_finite_rows = tensor.cast %not_finite#2 : tensor<2x11xf64> to tensor<*xf64>
  call @printMemrefF64(%not_finite_rows) : (tensor<*xf64>) -> ()

  %behind_x = arith.constant dense<[[-1.0, 2.0]]> : tensor<1x2xf32>
  %behind_r = arith.constant dense<[[3.0, 4.0]]> : tensor<1x2xf32>
  %behind:3 = call @behind(%behind_x, %behind_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<3x11xf64>)
  %behind_rows = tensor.cast %behind#2 : tensor<3x11xf64> to tensor<*xf64>
  call @printMemrefF64(%behind_rows) : (tensor<*xf64>) -> ()

  %masked_x = arith.constant dense<[[1.0, 3.0]]> : tensor<1x2xf32>
  %masked_r = arith.constant dense<[[0.0, 8.0]]> : tensor<1x2xf32>
  %masked:3 = call @masked(%masked_x, %masked_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %masked_rows = tensor.cast %masked#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%masked_rows) : (tensor<*xf64>) -> ()

  %fast_x = arith.constant dense<1.0> : tensor<1x2xf32>
  %fast_r = arith.constant dense<[[4.0, 10.0]]> : tensor<1x2xf32>
  %fast:3 = call @fast(%fast_x, %fast_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<2x11xf64>)
  %fast_rows = tensor.cast %fast#2 : tensor<2x11xf64> to tensor<*xf64>
  call @printMemrefF64(%fast_rows) : (tensor<*xf64>) -> ()

  %fast_zero_x = arith.constant dense<[[0.0, 2.0]]> : tensor<1x2xf32>
  %fast_zero_r = arith.constant dense<[[3.0, 4.0]]> : tensor<1x2xf32>
  %fast_zero:3 = call @fast_zero(%fast_zero_x, %fast_zero_r) : (tensor<1x2xf32>, tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x11xf64>)
  %fast_zero_rows = tensor.cast %fast_zero#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%fast_zero_rows) : (tensor<*xf64>) -> ()

  %half_x = arith.constant dense<1.0> : tensor<2xf16>
  %half_r = arith.constant dense<[60000.0, 60000.0]> : tensor<2xf16>
  %half:3 = call @half(%half_x, %half_r) : (tensor<2xf16>, tensor<2xf16>) -> (tensor<2xf16>, tensor<2xf16>, tensor<1x11xf64>)
  %half_rows = tensor.cast %half#2 : tensor<1x11xf64> to tensor<*xf64>
  call @printMemrefF64(%half_rows) : (tensor<*xf64>) -> ()
  return
}
