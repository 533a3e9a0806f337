// The relevance that an explanation starts with: the text of every kind of
// seed, and its numbers. The rules here pass everything on.
// RUN: split-file %s %t
// RUN: lxt-opt %t/net.mlir --lxt-propagate | FileCheck %s
// RUN: lxt-opt %t/net.mlir --lxt-propagate --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse --lxt-prune --lxt-decompose | sed '/^module {$/r %t/main.mlir' | mlir-opt %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

//--- net.mlir
!t = tensor<3x4xf32>

// A seed given at run time is one more argument, of the output's type.
// CHECK-LABEL: func.func private @given(
// CHECK-SAME:    %{{.*}}: tensor<3x4xf32>, %[[S:.*]]: tensor<3x4xf32> {lxt.role = "seed"}
// CHECK-SAME:    attributes {lxt.mode = "exact", lxt.seed = "given"}
// CHECK:         lxt.identity {{.*}} relevance(%[[S]] :
lxt.explain @given inputs [0]
func.func private @given(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// The output itself is 1 times itself, so that a division by it can cancel.
// CHECK-LABEL: func.func private @output(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>) -> (tensor<3x4xf32> {lxt.role = "prediction"}, tensor<3x4xf32> {lxt.input = 0 : i64, lxt.role = "relevance"}) attributes {lxt.mode = "exact", lxt.seed = "output"}
// CHECK:         %[[Y:.*]] = lxt.identity
// CHECK:         %[[ONES:.*]] = linalg.fill
// CHECK:         %[[R:.*]] = lxt.times_value %[[Y]], %[[ONES]]
// CHECK:         lxt.identity {{.*}} outs(%[[Y]] : {{.*}}) relevance(%[[R]] :
lxt.explain @output inputs [0] seed<output>
func.func private @output(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// The largest in every row, valued by itself; masked, as a logit may be -inf.
// CHECK-LABEL: func.func private @argmax(
// CHECK-SAME:    lxt.seed = "argmax"
// CHECK:         %[[Y:.*]] = lxt.identity
// CHECK:         %[[AT:.*]]:2 = linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%[[Y]] : tensor<3x4xf32>) outs(%{{.*}}, %{{.*}} : tensor<3xf32>, tensor<3xi64>)
// CHECK:         %[[HOT:.*]] = linalg.generic {{.*}} ins(%[[AT]]#1 : tensor<3xi64>)
// CHECK:         lxt.times_value masked %[[Y]], %[[HOT]]
lxt.explain @argmax inputs [0] seed<argmax>
func.func private @argmax(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// One column; around it zeros, which say what need not be computed.
// CHECK-LABEL: func.func private @class(
// CHECK-SAME:    lxt.seed = "class(2)"
// CHECK:         %[[Y:.*]] = lxt.identity
// CHECK:         %[[ONES:.*]] = linalg.fill ins(%{{.*}}) outs(%{{.*}} : tensor<3x1xf32>)
// CHECK:         %[[HOT:.*]] = tensor.insert_slice %[[ONES]] into %{{.*}}[0, 2] [3, 1] [1, 1]
// CHECK:         lxt.times_value masked %[[Y]], %[[HOT]]
lxt.explain @class inputs [0] seed<class(2)>
func.func private @class(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// CHECK-LABEL: func.func private @index(
// CHECK-SAME:    lxt.seed = "index(1, 0)"
// CHECK:         tensor.insert_slice %{{.*}} into %{{.*}}[1, 0] [1, 1] [1, 1] : tensor<1x1xf32>
lxt.explain @index inputs [0] seed<index(1, 0)>
func.func private @index(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// Several are one argument, with a new first dimension, which the relevance has, too.
// CHECK-LABEL: func.func private @two_given(
// CHECK-SAME:    %{{.*}}: tensor<3x4xf32>, %[[S:.*]]: tensor<2x3x4xf32> {lxt.role = "seed"}) -> (tensor<3x4xf32> {lxt.role = "prediction"}, tensor<2x3x4xf32> {lxt.input = 0 : i64, lxt.role = "relevance"}) attributes {lxt.mode = "exact", lxt.seed = "given(2)"}
// CHECK:         lxt.identity {{.*}} relevance(%[[S]] : tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
lxt.explain @two_given inputs [0] seed<given(2)>
func.func private @two_given(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// From the end of a row, in all rows.
// CHECK-LABEL: func.func private @last(
// CHECK-SAME:    lxt.seed = "index(*, -1)"
// CHECK:         tensor.insert_slice %{{.*}} into %{{.*}}[0, 3] [3, 1] [1, 1] : tensor<3x1xf32>
lxt.explain @last inputs [0] seed<index(*, -1)>
func.func private @last(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// Any number; an input that receives nothing gets zeros for each.
// CHECK-LABEL: func.func private @any_given(
// CHECK-SAME:    %[[S:[^,:]*]]: tensor<?x3x4xf32> {lxt.role = "seed"}) -> (tensor<3x4xf32> {{.*}}, tensor<?x3x4xf32> {{.*}}, tensor<?x5xf32> {{.*}})
// CHECK:         %[[COUNT:.*]] = tensor.dim %[[S]], %c0
// CHECK:         tensor.empty(%[[COUNT]]) : tensor<?x5xf32>
lxt.explain @any_given inputs [0, 1] seed<given(?)>
func.func private @any_given(%x: !t, %z: tensor<5xf32>) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// Fixed ones: what each keeps of the output, stacked.
// CHECK-LABEL: func.func private @several(
// CHECK-SAME:    -> (tensor<3x4xf32> {{.*}}, tensor<4x3x4xf32> {{.*}}) attributes {lxt.mode = "exact", lxt.seed = "[class(2), argmax, index(1, 0), output]"}
// CHECK:         %[[Y:.*]] = lxt.identity
// CHECK:         %[[KEPT:.*]] = tensor.concat dim(0) %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : {{.*}} -> tensor<4x3x4xf32>
// CHECK:         %[[R:.*]] = lxt.times_value masked %[[Y]], %[[KEPT]] : tensor<3x4xf32>, tensor<4x3x4xf32>
// CHECK:         lxt.identity {{.*}} relevance(%[[R]] : tensor<4x3x4xf32>) -> tensor<4x3x4xf32>
lxt.explain @several inputs [0] seed<[class(2), argmax, index(1, 0), output]>
func.func private @several(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// The largest of one row is one element, which the program finds; of a row of
// NaN it is the first. Only the row is returned of the prediction.
// CHECK-LABEL: func.func private @row(
// CHECK-SAME:    -> (tensor<1x4xf32> {lxt.role = "prediction"}, tensor<3x4xf32> {{.*}}) attributes {lxt.mode = "exact", lxt.outputs = "slice", lxt.seed = "argmax(-2)"}
// CHECK:         %[[Y:.*]] = lxt.identity
// CHECK:         %[[ROW:.*]] = tensor.extract_slice %[[Y]][1, 0] [1, 4] [1, 1]
// CHECK:         %[[AT:.*]]:2 = linalg.generic {{.*}} ins(%[[ROW]] : tensor<1x4xf32>)
// CHECK:         %[[FOUND:.*]] = tensor.extract %[[AT]]#1[%{{.*}}] : tensor<1xi64>
// CHECK:         %[[INDEX:.*]] = arith.index_cast %[[FOUND]]
// CHECK:         %[[FIRST:.*]] = arith.maxsi %[[INDEX]], %{{.*}} : index
// CHECK:         %[[HOT:.*]] = tensor.insert_slice %{{.*}} into %{{.*}}[1, %[[FIRST]]] [1, 1] [1, 1] : tensor<1x1xf32>
// CHECK:         lxt.times_value masked %[[Y]], %[[HOT]]
// CHECK:         return %[[ROW]], %{{.*}} : tensor<1x4xf32>, tensor<3x4xf32>
lxt.explain @row inputs [0] seed<argmax(-2)> outputs<slice>
func.func private @row(%x: !t) -> !t {
  %0 = lxt.identity ins(%a = %x : !t) -> !t { lxt.yield %a : !t }
  return %0 : !t
}

// At positions, of dynamic dimensions, too.
// CHECK-LABEL: func.func private @several_places(
// CHECK-SAME:    -> (tensor<3x?x?x4xf32> {{.*}}) attributes {lxt.mode = "exact", lxt.outputs = "relevance", lxt.seed = "[argmax(*, -1), index(-1, 0, -1), argmax(0, -1)]"}
// CHECK-COUNT-4: cf.assert %{{.*}}, "the output has no element at the seed's index" {lxt.extent}
lxt.explain @several_places inputs [0] seed<[argmax(*, -1), index(-1, 0, -1), argmax(0, -1)]> outputs<relevance>
func.func private @several_places(%x: tensor<?x?x4xf32>) -> tensor<?x?x4xf32> {
  %0 = lxt.identity ins(%a = %x : tensor<?x?x4xf32>) -> tensor<?x?x4xf32> { lxt.yield %a : tensor<?x?x4xf32> }
  return %0 : tensor<?x?x4xf32>
}

// Of a scalar, there is one kind.
// CHECK-LABEL: func.func private @scalars(
// CHECK-SAME:    tensor<2xf32> {lxt.input = 0 : i64, lxt.role = "relevance"})
lxt.explain @scalars inputs [0] seed<[output, output]>
func.func private @scalars(%x: tensor<f32>) -> tensor<f32> {
  %0 = lxt.identity ins(%a = %x : tensor<f32>) -> tensor<f32> { lxt.yield %a : tensor<f32> }
  return %0 : tensor<f32>
}

// CHECK-LABEL: func.func private @several_rows(
lxt.explain @several_rows inputs [0] seed<[argmax, class(0)]>
func.func private @several_rows(%x: tensor<?x2x2xf64>) -> tensor<?x2x2xf64> {
  %0 = lxt.identity ins(%a = %x : tensor<?x2x2xf64>) -> tensor<?x2x2xf64> { lxt.yield %a : tensor<?x2x2xf64> }
  return %0 : tensor<?x2x2xf64>
}

// One row of each of two: the program finds an element in each.
// CHECK-LABEL: func.func private @last_rows(
// CHECK-SAME:    lxt.outputs = "relevance", lxt.seed = "argmax(*, -1)"
// CHECK:         %[[ROWS:.*]] = tensor.extract_slice %{{.*}}[0, 1, 0] [2, 1, 2] [1, 1, 1]
// CHECK:         %[[HOT:.*]] = linalg.generic {{.*}} outs(%{{.*}} : tensor<2x1x2xf64>)
// CHECK:         tensor.insert_slice %[[HOT]] into %{{.*}}[0, 1, 0] [2, 1, 2] [1, 1, 1]
// CHECK:         return %{{[^,]*}} : tensor<2x2x2xf64>
lxt.explain @last_rows inputs [0] seed<argmax(*, -1)> outputs<relevance>
func.func private @last_rows(%x: tensor<2x2x2xf64>) -> tensor<2x2x2xf64> {
  %0 = lxt.identity ins(%a = %x : tensor<2x2x2xf64>) -> tensor<2x2x2xf64> { lxt.yield %a : tensor<2x2x2xf64> }
  return %0 : tensor<2x2x2xf64>
}

// Of a dynamic dimension: from its end, and checked, which the C interface
// does before the call.
// CHECK-LABEL: func.func private @dynamic(
// CHECK:         %[[N:.*]] = tensor.dim
// CHECK:         %[[TWO:.*]] = arith.constant 2 : index
// CHECK:         %[[FITS:.*]] = arith.cmpi sge, %[[N]], %[[TWO]] : index
// CHECK:         cf.assert %[[FITS]], "the output has no element at the seed's index" {lxt.extent}
// CHECK:         %[[AT:.*]] = arith.subi %[[N]], %[[TWO]] : index
// CHECK:         tensor.extract_slice %{{.*}}[%[[AT]], 3] [1, 1] [1, 1] : tensor<?x4xf32> to tensor<1x1xf32>
lxt.explain @dynamic inputs [0] seed<index(-2, 3)> outputs<slice>
func.func private @dynamic(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = lxt.identity ins(%a = %x : tensor<?x4xf32>) -> tensor<?x4xf32> { lxt.yield %a : tensor<?x4xf32> }
  return %0 : tensor<?x4xf32>
}

// In every row of the last dimension, of a dynamic number of rows; f64.
// CHECK-LABEL: func.func private @rows(
lxt.explain @rows inputs [0] seed<argmax>
func.func private @rows(%x: tensor<?x2x2xf64>) -> tensor<?x2x2xf64> {
  %0 = lxt.identity ins(%a = %x : tensor<?x2x2xf64>) -> tensor<?x2x2xf64> { lxt.yield %a : tensor<?x2x2xf64> }
  return %0 : tensor<?x2x2xf64>
}

// The only element of a scalar has the empty index, which `output` names.
// CHECK-LABEL: func.func private @scalar(
lxt.explain @scalar inputs [0] seed<output>
func.func private @scalar(%x: tensor<f32>) -> tensor<f32> {
  %0 = lxt.identity ins(%a = %x : tensor<f32>) -> tensor<f32> { lxt.yield %a : tensor<f32> }
  return %0 : tensor<f32>
}

//--- main.mlir
func.func private @printMemrefF32(memref<*xf32>)
func.func private @printMemrefF64(memref<*xf64>)

func.func private @print(%x: tensor<3x4xf32>) {
  %0 = tensor.cast %x : tensor<3x4xf32> to tensor<*xf32>
  %1 = bufferization.to_buffer %0 : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%1) : (memref<*xf32>) -> ()
  return
}

func.func @main() {
  // A tie in row 0, a row of -inf but for one, a row of nothing else.
  %x = arith.constant dense<[[1.0, 5.0, 5.0, 2.0], [0xFF800000, 0xFF800000, -3.0, 0xFF800000], [0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000]]> : tensor<3x4xf32>
  %s = arith.constant dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]]> : tensor<3x4xf32>

  // The seed, as it is given.
  // NUM:      [1, 2, 3, 4]
  // NUM-NEXT: [5, 6, 7, 8]
  // NUM-NEXT: [9, 10, 11, 12]
  %given:2 = call @given(%x, %s) : (tensor<3x4xf32>, tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  call @print(%given#1) : (tensor<3x4xf32>) -> ()

  // NUM:      [1, 2, 3, 4]
  // NUM-NEXT: [5, 6, 7, 8]
  // NUM-NEXT: [9, 10, 11, 12]
  %output:2 = call @output(%s) : (tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  call @print(%output#1) : (tensor<3x4xf32>) -> ()

  // The first of two equal ones; -3 is above -inf; -inf counts as 0.
  // NUM:      [0, 5, 0, 0]
  // NUM-NEXT: [0, 0, -3, 0]
  // NUM-NEXT: [0, 0, 0, 0]
  %argmax:2 = call @argmax(%x) : (tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  call @print(%argmax#1) : (tensor<3x4xf32>) -> ()

  // Column 2 of every row.
  // NUM:      [0, 0, 5, 0]
  // NUM-NEXT: [0, 0, -3, 0]
  // NUM-NEXT: [0, 0, 0, 0]
  %class:2 = call @class(%x) : (tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  call @print(%class#1) : (tensor<3x4xf32>) -> ()

  // Element [1, 0].
  // NUM:      [0, 0, 0, 0]
  // NUM-NEXT: [5, 0, 0, 0]
  // NUM-NEXT: [0, 0, 0, 0]
  %index:2 = call @index(%s) : (tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  call @print(%index#1) : (tensor<3x4xf32>) -> ()

  // As each alone; -3 times 0 is -0.
  // NUM:      {{^\[\[\[}}0, 0, 5, 0],
  // NUM-NEXT: [0, 0, -3, 0],
  // NUM-NEXT: [0, 0, 0, 0]],
  // NUM-NEXT: {{\[\[}}0, 5, 0, 0],
  // NUM-NEXT: [0, 0, -3, 0],
  // NUM-NEXT: [0, 0, 0, 0]],
  // NUM-NEXT: {{\[\[}}0, 0, 0, 0],
  // NUM-NEXT: [0, 0, -0, 0],
  // NUM-NEXT: [0, 0, 0, 0]],
  // NUM-NEXT: {{\[\[}}1, 5, 5, 2],
  // NUM-NEXT: [0, 0, -3, 0],
  // NUM-NEXT: [0, 0, 0, 0]]]
  %several:2 = call @several(%x) : (tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<4x3x4xf32>)
  %several_any = tensor.cast %several#1 : tensor<4x3x4xf32> to tensor<*xf32>
  %several_buffer = bufferization.to_buffer %several_any : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%several_buffer) : (memref<*xf32>) -> ()

  // NUM:      {{^\[\[\[}}1, 2, 3, 4],
  // NUM:      {{\[\[}}11, 12, 13, 14],
  %e = tensor.empty() : tensor<2x3x4xf32>
  %pair = linalg.generic {indexing_maps = [affine_map<(k, i, j) -> (i, j)>, affine_map<(k, i, j) -> (k, i, j)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%s : tensor<3x4xf32>) outs(%e : tensor<2x3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %k = linalg.index 0 : index
    %ki = arith.index_cast %k : index to i64
    %kf = arith.sitofp %ki : i64 to f32
    %ten = arith.constant 10.0 : f32
    %more = arith.mulf %kf, %ten : f32
    %sum = arith.addf %in, %more : f32
    linalg.yield %sum : f32
  } -> tensor<2x3x4xf32>
  %two:2 = call @two_given(%x, %pair) : (tensor<3x4xf32>, tensor<2x3x4xf32>) -> (tensor<3x4xf32>, tensor<2x3x4xf32>)
  %two_any = tensor.cast %two#1 : tensor<2x3x4xf32> to tensor<*xf32>
  %two_buffer = bufferization.to_buffer %two_any : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%two_buffer) : (memref<*xf32>) -> ()

  // In two of the sequence's three places of one batch: the largest in the last
  // one, the last element of the first, the largest in the last one again.
  // NUM:      {{^\[\[\[\[}}0, 0, 0, 0],
  // NUM-NEXT: [0, 0, 0, 0],
  // NUM-NEXT: [0, 0, 0, 12]]],
  // NUM-NEXT: {{\[\[\[}}0, 0, 0, 4],
  // NUM-NEXT: [0, 0, 0, 0],
  // NUM-NEXT: [0, 0, 0, 0]]],
  // NUM-NEXT: {{\[\[\[}}0, 0, 0, 0],
  // NUM-NEXT: [0, 0, 0, 0],
  // NUM-NEXT: [0, 0, 0, 12]]]]
  %sequence = tensor.expand_shape %s [[0, 1], [2]] output_shape [1, 3, 4] : tensor<3x4xf32> into tensor<1x3x4xf32>
  %places_in = tensor.cast %sequence : tensor<1x3x4xf32> to tensor<?x?x4xf32>
  %places = call @several_places(%places_in) : (tensor<?x?x4xf32>) -> tensor<3x?x?x4xf32>
  %places_any = tensor.cast %places : tensor<3x?x?x4xf32> to tensor<*xf32>
  %places_buffer = bufferization.to_buffer %places_any : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%places_buffer) : (memref<*xf32>) -> ()

  // NUM:      {{^\[\[}}0, 0, 0, 0, 0],
  // NUM-NEXT: [0, 0, 0, 0, 0]]
  %z = arith.constant dense<3.0> : tensor<5xf32>
  %many = tensor.cast %pair : tensor<2x3x4xf32> to tensor<?x3x4xf32>
  %any:3 = call @any_given(%x, %z, %many) : (tensor<3x4xf32>, tensor<5xf32>, tensor<?x3x4xf32>) -> (tensor<3x4xf32>, tensor<?x3x4xf32>, tensor<?x5xf32>)
  %any_any = tensor.cast %any#2 : tensor<?x5xf32> to tensor<*xf32>
  %any_buffer = bufferization.to_buffer %any_any : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%any_buffer) : (memref<*xf32>) -> ()

  // Column 3, by its distance from the end.
  // NUM:      [0, 0, 0, 4]
  // NUM-NEXT: [0, 0, 0, 8]
  // NUM-NEXT: [0, 0, 0, 12]
  %last:2 = call @last(%s) : (tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  call @print(%last#1) : (tensor<3x4xf32>) -> ()

  // Row 1, and -3 in it; of a row of -inf, 0 at its first element.
  // NUM:      [-inf, -inf, -3, -inf]
  // NUM:      [0, 0, 0, 0]
  // NUM-NEXT: [0, 0, -3, 0]
  // NUM-NEXT: [0, 0, 0, 0]
  %row:2 = call @row(%x) : (tensor<3x4xf32>) -> (tensor<1x4xf32>, tensor<3x4xf32>)
  %row_any = tensor.cast %row#0 : tensor<1x4xf32> to tensor<*xf32>
  %row_buffer = bufferization.to_buffer %row_any : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%row_buffer) : (memref<*xf32>) -> ()
  call @print(%row#1) : (tensor<3x4xf32>) -> ()
  // What is not finite counts as 0, and a row of NaN has a first element.
  // NUM:      [0, 0, 0, 0]
  // NUM-NEXT: [0, 0, 0, 0]
  // NUM-NEXT: [0, 0, 0, 0]
  %nans = arith.constant dense<[[1.0, 2.0, 3.0, 4.0], [0x7FC00000, 0x7FC00000, 0x7FC00000, 0x7FC00000], [1.0, 2.0, 3.0, 4.0]]> : tensor<3x4xf32>
  %nan:2 = call @row(%nans) : (tensor<3x4xf32>) -> (tensor<1x4xf32>, tensor<3x4xf32>)
  call @print(%nan#1) : (tensor<3x4xf32>) -> ()

  // [1, 3] of three rows, [0, 3] of two.
  // NUM:      [0, 0, 0, 0]
  // NUM-NEXT: [0, 0, 0, 8]
  // NUM-NEXT: [0, 0, 0, 0]
  %s3 = tensor.cast %s : tensor<3x4xf32> to tensor<?x4xf32>
  %dynamic:2 = call @dynamic(%s3) : (tensor<?x4xf32>) -> (tensor<1x1xf32>, tensor<?x4xf32>)
  %dynamic_static = tensor.cast %dynamic#1 : tensor<?x4xf32> to tensor<3x4xf32>
  call @print(%dynamic_static) : (tensor<3x4xf32>) -> ()

  // -4 times 0 is -0.
  // NUM:      [2, 0]
  // NUM-NEXT: [-0, -3]
  // NUM:      [6, 0]
  // NUM-NEXT: [0, 8]
  %y = arith.constant dense<[[[2.0, 1.0], [-4.0, -3.0]], [[6.0, 5.0], [7.0, 8.0]]]> : tensor<2x2x2xf64>
  %yd = tensor.cast %y : tensor<2x2x2xf64> to tensor<?x2x2xf64>
  %rows:2 = call @rows(%yd) : (tensor<?x2x2xf64>) -> (tensor<?x2x2xf64>, tensor<?x2x2xf64>)
  %rows_any = tensor.cast %rows#1 : tensor<?x2x2xf64> to tensor<*xf64>
  %rows_buffer = bufferization.to_buffer %rows_any : tensor<*xf64> to memref<*xf64>
  call @printMemrefF64(%rows_buffer) : (memref<*xf64>) -> ()

  // NUM:      {{^\[\[\[\[}}2,
  // NUM-NEXT: [-0,
  // NUM:      {{\[\[\[}}2,
  // NUM-NEXT: [-4,
  %srows:2 = call @several_rows(%yd) : (tensor<?x2x2xf64>) -> (tensor<?x2x2xf64>, tensor<2x?x2x2xf64>)
  %srows_any = tensor.cast %srows#1 : tensor<2x?x2x2xf64> to tensor<*xf64>
  %srows_buffer = bufferization.to_buffer %srows_any : tensor<*xf64> to memref<*xf64>
  call @printMemrefF64(%srows_buffer) : (memref<*xf64>) -> ()

  // NUM:      [0, 0]
  // NUM-NEXT: [-0, -3]
  // NUM:      [0, 0]
  // NUM-NEXT: [0, 8]
  %last_rows = call @last_rows(%y) : (tensor<2x2x2xf64>) -> tensor<2x2x2xf64>
  %last_rows_any = tensor.cast %last_rows : tensor<2x2x2xf64> to tensor<*xf64>
  %last_rows_buffer = bufferization.to_buffer %last_rows_any : tensor<*xf64> to memref<*xf64>
  call @printMemrefF64(%last_rows_buffer) : (memref<*xf64>) -> ()

  // NUM: [7]
  %seven = arith.constant dense<7.0> : tensor<f32>
  %scalar:2 = call @scalar(%seven) : (tensor<f32>) -> (tensor<f32>, tensor<f32>)
  %scalar_any = tensor.cast %scalar#1 : tensor<f32> to tensor<*xf32>
  %scalar_buffer = bufferization.to_buffer %scalar_any : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%scalar_buffer) : (memref<*xf32>) -> ()

  // NUM: [7, 7]
  %scalars:2 = call @scalars(%seven) : (tensor<f32>) -> (tensor<f32>, tensor<2xf32>)
  %scalars_any = tensor.cast %scalars#1 : tensor<2xf32> to tensor<*xf32>
  %scalars_buffer = bufferization.to_buffer %scalars_any : tensor<*xf32> to memref<*xf32>
  call @printMemrefF32(%scalars_buffer) : (memref<*xf32>) -> ()
  return
}
