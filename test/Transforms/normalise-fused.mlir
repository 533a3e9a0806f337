// What passes have fused into contractions, windows and reductions leaves them again, and no value changes by a bit.
// RUN: lxt-opt %s --lxt-normalise --mlir-print-local-scope | FileCheck %s
// RUN: lxt-opt %s | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.before
// RUN: lxt-opt %s --lxt-normalise | mlir-opt %to_llvm | %run_main | grep -v Unranked > %t.after
// RUN: diff %t.before %t.after
// RUN: FileCheck %s --input-file %t.after --check-prefix=NUMBERS
// The check of the variance, an op without results, still stops the program.
// RUN: sed 's/dense<\[0.3, 2.7\]>/dense<[0.3, 0.0]>/' %s | lxt-opt --lxt-normalise | mlir-opt %to_llvm \
// RUN:   | env LLVM_DISABLE_SYMBOLIZATION=1 not --crash %run_main

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>
#scalar = affine_map<(d0, d1) -> ()>
#id4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1)>
#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>
#k = affine_map<(m, n, k) -> (k)>
#n = affine_map<(m, n, k) -> (n)>
#at = affine_map<(c, h, w, kh, kw) -> (c, h * 2 + kh, w * 2 + kw)>
#dilated = affine_map<(f, h, w, c, kh, kw) -> (c, h * 2 + kh * 2, w + kw * 3)>
#filter = affine_map<(f, h, w, c, kh, kw) -> (f, c, kh, kw)>

func.func private @printMemrefI32(memref<*xi32>)

//===----------------------------------------------------------------------===//
// Contractions
//===----------------------------------------------------------------------===//

// A relu of one factor.
// CHECK-LABEL: func.func private @relu_factor(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>, %[[W:.*]]: tensor<4x2xf32>
// CHECK:         %[[R:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[X]] : tensor<3x4xf32>)
// CHECK:           arith.maximumf
// CHECK-NEXT:      linalg.yield
// CHECK:         } -> tensor<3x4xf32>
// CHECK:         %[[Y:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%[[W]], %[[R]] :
// CHECK-NEXT:    ^bb0(%[[B:.*]]: f32, %[[A:.*]]: f32, %[[OUT:.*]]: f32):
// CHECK-NEXT:      %[[P:.*]] = arith.mulf %[[A]], %[[B]]
// CHECK-NEXT:      %[[S:.*]] = arith.addf %[[OUT]], %[[P]]
// CHECK-NEXT:      linalg.yield %[[S]]
// CHECK:         return %[[Y]]
func.func private @relu_factor(%x: tensor<3x4xf32>, %w: tensor<4x2xf32>) -> tensor<3x2xf32> {
  %zero = arith.constant 0.0 : f32
  %init = arith.constant dense<0.1> : tensor<3x2xf32>
  %0 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%x, %w : tensor<3x4xf32>, tensor<4x2xf32>) outs(%init : tensor<3x2xf32>) {
  ^bb0(%in: f32, %weight: f32, %out: f32):
    %1 = arith.maximumf %in, %zero : f32
    %2 = arith.mulf %1, %weight : f32
    %3 = arith.addf %out, %2 : f32
    linalg.yield %3 : f32
  } -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// Of both: a scale and a relu of the input; of the weight, which has a scale of its own, computed once per element. Two
// steps become two ops.
// CHECK-LABEL: func.func private @both_factors(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>, %[[W:.*]]: tensor<4x2xf32>, %[[S:.*]]: tensor<4xf32>, %[[T:.*]]: tensor<2xf32>
// CHECK-DAG:     %[[A0:.*]] = linalg.generic {{.*}} ins(%[[X]], %[[S]] : tensor<3x4xf32>, tensor<4xf32>) outs(%{{.*}} : tensor<3x4xf32>)
// CHECK:           arith.divf
// CHECK-NEXT:      linalg.yield
// CHECK:         %[[A1:.*]] = linalg.generic {{.*}} ins(%[[A0]] : tensor<3x4xf32>)
// CHECK:           arith.maximumf
// CHECK-NEXT:      linalg.yield
// CHECK:         %[[B:.*]] = linalg.generic {{.*}} outs(%{{.*}} : tensor<2x4xf32>)
// CHECK:           arith.mulf
// CHECK-NEXT:      linalg.yield
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]} ins(%[[A1]], %[[B]] :
// CHECK-NEXT:    ^bb0(
// CHECK-NEXT:      arith.mulf
// CHECK-NEXT:      arith.addf
// CHECK-NEXT:      linalg.yield
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func private @both_factors(%x: tensor<3x4xf32>, %w: tensor<4x2xf32>, %s: tensor<4xf32>, %t: tensor<2xf32>) -> tensor<3x2xf32> {
  %zero = arith.constant 0.0 : f32
  %init = arith.constant dense<0.1> : tensor<3x2xf32>
  %0 = linalg.generic {indexing_maps = [#a, #b, #k, #n, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%x, %w, %s, %t : tensor<3x4xf32>, tensor<4x2xf32>, tensor<4xf32>, tensor<2xf32>) outs(%init : tensor<3x2xf32>) {
  ^bb0(%in: f32, %weight: f32, %scale: f32, %wscale: f32, %out: f32):
    %1 = arith.divf %in, %scale : f32
    %2 = arith.maximumf %1, %zero : f32
    %3 = arith.mulf %weight, %wscale : f32
    %4 = arith.mulf %2, %3 : f32
    %5 = arith.addf %4, %out : f32
    linalg.yield %5 : f32
  } -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// In f16, casts of the factors stay where they are; what is behind a cast leaves in the type that it is computed in.
// CHECK-LABEL: func.func private @casts(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf16>, %[[W:.*]]: tensor<4x2xf16>
// CHECK:         %[[R:.*]] = linalg.generic {{.*}} ins(%[[X]] : tensor<3x4xf16>) outs(%{{.*}} : tensor<3x4xf16>)
// CHECK:           arith.maximumf {{.*}} : f16
// CHECK-NEXT:      linalg.yield
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]} ins(%[[W]], %[[R]] : tensor<4x2xf16>, tensor<3x4xf16>)
// CHECK:           arith.extf
// CHECK:           arith.extf
// CHECK:           arith.mulf {{.*}} : f32
// CHECK-NEXT:      arith.addf {{.*}} : f32
// CHECK-NEXT:      linalg.yield
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func private @casts(%x: tensor<3x4xf16>, %w: tensor<4x2xf16>) -> tensor<3x2xf32> {
  %zero = arith.constant 0.0 : f16
  %init = arith.constant dense<0.1> : tensor<3x2xf32>
  %0 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%x, %w : tensor<3x4xf16>, tensor<4x2xf16>) outs(%init : tensor<3x2xf32>) {
  ^bb0(%in: f16, %weight: f16, %out: f32):
    %1 = arith.maximumf %in, %zero : f16
    %2 = arith.extf %1 : f16 to f32
    %3 = arith.extf %weight : f16 to f32
    %4 = arith.mulf %2, %3 : f32
    %5 = arith.addf %out, %4 : f32
    linalg.yield %5 : f32
  } -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// The product of an element and itself is a function, not a contraction.
// CHECK-LABEL: func.func private @squares(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>
// CHECK:         %[[Q:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[X]] : tensor<3x4xf32>)
// CHECK-NEXT:    ^bb0(%[[IN:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      arith.mulf %[[IN]], %[[IN]]
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%[[Q]] : tensor<3x4xf32>)
// CHECK-NEXT:    ^bb0(
// CHECK-NEXT:      arith.addf
// CHECK-NEXT:      linalg.yield
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func private @squares(%x: tensor<3x4xf32>) -> tensor<3xf32> {
  %init = arith.constant dense<0.1> : tensor<3xf32>
  %0 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
    ins(%x : tensor<3x4xf32>) outs(%init : tensor<3xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.mulf %in, %in : f32
    %2 = arith.addf %1, %out : f32
    linalg.yield %2 : f32
  } -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

// A function in a strided max pool is computed once per element of what the window slides over, which is larger than what
// the windows read.
// CHECK-LABEL: func.func private @pool(
// CHECK-SAME:    %[[X:.*]]: tensor<2x6x6xf32>
// CHECK:         %[[S:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%[[X]] : tensor<2x6x6xf32>)
// CHECK:           arith.negf
// CHECK-NEXT:      linalg.yield
// CHECK:         } -> tensor<2x6x6xf32>
// CHECK:         linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4) -> (d3, d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1 * 2 + d3, d2 * 2 + d4)>, affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2)>], {{.*}} ins(%{{.*}}, %[[S]] : tensor<3x3xf32>, tensor<2x6x6xf32>)
// CHECK-NEXT:    ^bb0(
// CHECK-NEXT:      arith.maximumf
// CHECK-NEXT:      linalg.yield
func.func private @pool(%x: tensor<2x6x6xf32>) -> tensor<2x2x2xf32> {
  %init = arith.constant dense<0xFF800000> : tensor<2x2x2xf32>
  %window = tensor.empty() : tensor<3x3xf32>
  %0 = linalg.generic {indexing_maps = [#at, affine_map<(c, h, w, kh, kw) -> (kh, kw)>, affine_map<(c, h, w, kh, kw) -> (c, h, w)>],
                       iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
    ins(%x, %window : tensor<2x6x6xf32>, tensor<3x3xf32>) outs(%init : tensor<2x2x2xf32>) {
  ^bb0(%in: f32, %w: f32, %out: f32):
    %1 = arith.negf %in : f32
    %2 = arith.maximumf %out, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<2x2x2xf32>
  return %0 : tensor<2x2x2xf32>
}

// A relu and a bias in a convolution, strided along one dimension and dilated along both.
// CHECK-LABEL: func.func private @convolution(
// CHECK-SAME:    %[[X:.*]]: tensor<2x6x6xf32>, %[[W:.*]]: tensor<3x2x2x2xf32>, %[[B:.*]]: tensor<2xf32>
// CHECK:         %[[S:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel"]} ins(%[[X]], %[[B]] : tensor<2x6x6xf32>, tensor<2xf32>)
// CHECK:           arith.addf
// CHECK-NEXT:      linalg.yield
// CHECK:         %[[R:.*]] = linalg.generic {{.*}} ins(%[[S]] : tensor<2x6x6xf32>)
// CHECK:           arith.maximumf
// CHECK-NEXT:      linalg.yield
// CHECK:         } -> tensor<2x6x6xf32>
// CHECK:         linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d4, d5)>, affine_map<(d0, d1, d2, d3, d4, d5) -> (d3, d1 * 2 + d4 * 2, d2 + d5 * 3)>, {{.*}} ins(%[[W]], %[[R]] : tensor<3x2x2x2xf32>, tensor<2x6x6xf32>)
// CHECK-NEXT:    ^bb0(
// CHECK-NEXT:      arith.mulf
// CHECK-NEXT:      arith.addf
// CHECK-NEXT:      linalg.yield
func.func private @convolution(%x: tensor<2x6x6xf32>, %w: tensor<3x2x2x2xf32>, %b: tensor<2xf32>) -> tensor<3x2x3xf32> {
  %zero = arith.constant 0.0 : f32
  %init = arith.constant dense<0.1> : tensor<3x2x3xf32>
  %0 = linalg.generic {indexing_maps = [#dilated, #filter, affine_map<(f, h, w, c, kh, kw) -> (c)>, affine_map<(f, h, w, c, kh, kw) -> (f, h, w)>],
                       iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
    ins(%x, %w, %b : tensor<2x6x6xf32>, tensor<3x2x2x2xf32>, tensor<2xf32>) outs(%init : tensor<3x2x3xf32>) {
  ^bb0(%in: f32, %weight: f32, %bias: f32, %out: f32):
    %1 = arith.addf %in, %bias : f32
    %2 = arith.maximumf %1, %zero : f32
    %3 = arith.mulf %2, %weight : f32
    %4 = arith.addf %out, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<3x2x3xf32>
  return %0 : tensor<3x2x3xf32>
}

//===----------------------------------------------------------------------===//
// Elementwise bodies
//===----------------------------------------------------------------------===//

// A batch norm and the relu behind it, with the check of the reciprocal: an op without results of its own.
// CHECK-LABEL: func.func private @batch_norm(
// CHECK-SAME:    %[[X:.*]]: tensor<1x2x2x3xf32>, %[[M:.*]]: tensor<2xf32>, %[[V:.*]]: tensor<2xf32>
// CHECK:         %[[R:.*]] = linalg.generic {{.*}} ins(%[[V]] : tensor<2xf32>)
// CHECK:           math.sqrt
// CHECK:         %[[I:.*]] = linalg.generic {{.*}} ins(%[[R]] : tensor<2xf32>)
// CHECK:           arith.divf
// CHECK:         %[[C:.*]] = linalg.generic {{.*}} ins(%[[X]], %[[M]] :
// CHECK:           arith.subf
// CHECK:         %[[N:.*]] = linalg.generic {{.*}} ins(%[[C]], %[[I]] :
// CHECK:           arith.mulf
// CHECK:         %[[Y:.*]] = linalg.generic {{.*}} ins(%[[N]] :
// CHECK:           arith.cmpf
// CHECK-NEXT:      arith.select
// CHECK:         linalg.generic {{.*}} ins(%[[R]]{{[ ,]}}
// CHECK-NEXT:    ^bb0(%[[D:[^:]*]]: f32
// CHECK-NEXT:      %[[T:.*]] = arith.cmpf one, %[[D]], %{{.*}}
// CHECK-NEXT:      cf.assert %[[T]], "zero variance"
// CHECK-NEXT:      linalg.yield
// CHECK-NEXT:    }
// CHECK-NOT:     cf.assert
// CHECK:         return %[[Y]]
func.func private @batch_norm(%x: tensor<1x2x2x3xf32>, %mean: tensor<2xf32>, %variance: tensor<2xf32>) -> tensor<1x2x2x3xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<1x2x2x3xf32>
  %0 = linalg.generic {indexing_maps = [#id4, #channel, #channel, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%x, %mean, %variance : tensor<1x2x2x3xf32>, tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<1x2x2x3xf32>) {
  ^bb0(%in: f32, %m: f32, %v: f32, %out: f32):
    %1 = math.sqrt %v : f32
    %2 = arith.cmpf one, %1, %zero : f32
    cf.assert %2, "zero variance"
    %3 = arith.divf %one, %1 : f32
    %4 = arith.subf %in, %m : f32
    %5 = arith.mulf %4, %3 : f32
    %6 = arith.cmpf ugt, %5, %zero : f32
    %7 = arith.select %6, %5, %zero : f32
    linalg.yield %7 : f32
  } -> tensor<1x2x2x3xf32>
  return %0 : tensor<1x2x2x3xf32>
}

// A scalar that is an operand becomes one that the body captures.
// CHECK-LABEL: func.func private @scalar(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>, %[[S:.*]]: f32
// CHECK:         %[[A:.*]] = linalg.generic {{.*}} ins(%[[X]] : tensor<3x4xf32>)
// CHECK-NEXT:    ^bb0(%[[IN:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      arith.mulf %[[IN]], %[[S]]
// CHECK-NEXT:      linalg.yield
// CHECK:         linalg.generic {{.*}} ins(%[[A]] : tensor<3x4xf32>)
// CHECK:           math.tanh
func.func private @scalar(%x: tensor<3x4xf32>, %s: f32) -> tensor<3x4xf32> {
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #scalar, #id], iterator_types = ["parallel", "parallel"]}
    ins(%x, %s : tensor<3x4xf32>, f32) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %scale: f32, %out: f32):
    %1 = arith.mulf %in, %scale : f32
    %2 = math.tanh %1 : f32
    linalg.yield %2 : f32
  } -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// A fill, with a constant and with a scalar operand; one of an index is none.
// CHECK-LABEL: func.func private @fill(
// CHECK-SAME:    %[[S:.*]]: f32
// CHECK-DAG:     %[[C:.*]] = arith.constant 2.500000e-01 : f32
// CHECK-DAG:     %[[F:.*]] = linalg.fill ins(%[[C]] : f32)
// CHECK-DAG:     %[[G:.*]] = linalg.fill ins(%[[S]] : f32)
// CHECK:         %[[I:.*]] = linalg.generic {{.*}} outs(
// CHECK:           linalg.index 1
// CHECK:         return %[[F]], %[[G]], %[[I]]
func.func private @fill(%s: f32) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %c = arith.constant 0.25 : f32
  %e = tensor.empty() : tensor<3x4xf32>
  %0 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]} outs(%e : tensor<3x4xf32>) {
  ^bb0(%out: f32):
    linalg.yield %c : f32
  } -> tensor<3x4xf32>
  %1 = linalg.generic {indexing_maps = [#scalar, #id], iterator_types = ["parallel", "parallel"]} ins(%s : f32) outs(%e : tensor<3x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<3x4xf32>
  %2 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]} outs(%e : tensor<3x4xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 1 : index
    %k = arith.index_cast %i : index to i64
    %f = arith.sitofp %k : i64 to f32
    linalg.yield %f : f32
  } -> tensor<3x4xf32>
  return %0, %1, %2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

//===----------------------------------------------------------------------===//
// Slices and reshapes
//===----------------------------------------------------------------------===//

// A slice of everything is a reshape; one of a part stays.
// CHECK-LABEL: func.func private @slices(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>
// CHECK:         %[[E:.*]] = tensor.expand_shape %[[X]]
// CHECK-SAME:      tensor<3x4xf32> into tensor<1x3x1x4xf32>
// CHECK:         %[[T:.*]] = linalg.generic {{.*}} ins(%[[E]] : tensor<1x3x1x4xf32>)
// CHECK:         %[[C:.*]] = tensor.collapse_shape %[[T]]
// CHECK-SAME:      tensor<1x3x1x4xf32> into tensor<3x4xf32>
// CHECK:         %[[P:.*]] = tensor.extract_slice %[[T]][0, 1, 0, 0] [1, 1, 1, 4] [1, 1, 1, 1]
// CHECK:         return %[[C]], %[[P]]
func.func private @slices(%x: tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<4xf32>) {
  %e = tensor.empty() : tensor<1x3x1x4xf32>
  %0 = tensor.insert_slice %x into %e[0, 0, 0, 0] [1, 3, 1, 4] [1, 1, 1, 1] : tensor<3x4xf32> into tensor<1x3x1x4xf32>
  %1 = linalg.generic {indexing_maps = [#id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
    ins(%0 : tensor<1x3x1x4xf32>) outs(%e : tensor<1x3x1x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = math.tanh %in : f32
    linalg.yield %4 : f32
  } -> tensor<1x3x1x4xf32>
  %2 = tensor.extract_slice %1[0, 0, 0, 0] [1, 3, 1, 4] [1, 1, 1, 1] : tensor<1x3x1x4xf32> to tensor<3x4xf32>
  %3 = tensor.extract_slice %1[0, 1, 0, 0] [1, 1, 1, 4] [1, 1, 1, 1] : tensor<1x3x1x4xf32> to tensor<4xf32>
  return %2, %3 : tensor<3x4xf32>, tensor<4xf32>
}

// A reduction reads what a reshape has added dimensions of size one to, where no loop loses its size by that.
// CHECK-LABEL: func.func private @expanded(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>
// CHECK:         %[[E:.*]] = tensor.expand_shape %[[X]]
// CHECK:         %[[Y:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%[[X]] : tensor<3x4xf32>)
// CHECK:         %[[Z:.*]] = linalg.generic {{.*}} ins(%[[E]] : tensor<3x1x4xf32>)
// CHECK:         return %[[Y]], %[[Z]]
func.func private @expanded(%x: tensor<3x4xf32>) -> (tensor<3x1xf32>, tensor<3xf32>) {
  %i = arith.constant dense<0.1> : tensor<3x1xf32>
  %j = arith.constant dense<0.2> : tensor<3xf32>
  %e = tensor.expand_shape %x [[0], [1, 2]] output_shape [3, 1, 4] : tensor<3x4xf32> into tensor<3x1x4xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%e : tensor<3x1x4xf32>) outs(%i : tensor<3x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.addf %in, %out : f32
    linalg.yield %2 : f32
  } -> tensor<3x1xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>, affine_map<(d0, d1, d2) -> (d0)>], iterator_types = ["parallel", "reduction", "reduction"]}
    ins(%e : tensor<3x1x4xf32>) outs(%j : tensor<3xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.addf %in, %out : f32
    linalg.yield %2 : f32
  } -> tensor<3xf32>
  return %0, %1 : tensor<3x1xf32>, tensor<3xf32>
}

// CHECK-LABEL: func.func private @reduce(
// CHECK-SAME:    %[[X:.*]]: tensor<3x4xf32>
// CHECK-NOT:     linalg.reduce
// CHECK:         %[[Y:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]} ins(%[[X]] :
// CHECK-NEXT:    ^bb0(
// CHECK-NEXT:      arith.addf
// CHECK:         %[[A:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[X]] :
// CHECK:           math.absf
// CHECK:         %[[E:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[A]] :
// CHECK:           math.exp
// CHECK:         %[[Z:.*]] = linalg.generic {{.*}} iterator_types = ["reduction", "parallel"]} ins(%[[E]] :
// CHECK-NEXT:    ^bb0(
// CHECK-NEXT:      arith.addf
// CHECK:         return %[[Y]], %[[Z]]
func.func private @reduce(%x: tensor<3x4xf32>) -> (tensor<3xf32>, tensor<4xf32>) {
  %i = arith.constant dense<0.1> : tensor<3xf32>
  %j = arith.constant dense<0.2> : tensor<4xf32>
  %0 = linalg.reduce {arith.addf} ins(%x : tensor<3x4xf32>) outs(%i : tensor<3xf32>) dimensions = [1]
  %1 = linalg.reduce ins(%x : tensor<3x4xf32>) outs(%j : tensor<4xf32>) dimensions = [0]
    (%in: f32, %out: f32) {
      %2 = math.absf %in : f32
      %3 = math.exp %2 : f32
      %4 = arith.addf %3, %out : f32
      linalg.yield %4 : f32
    }
  return %0, %1 : tensor<3xf32>, tensor<4xf32>
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

// Prints the values' bits.
func.func private @print(%x: tensor<?xf32>) {
  %0 = arith.bitcast %x : tensor<?xf32> to tensor<?xi32>
  %1 = tensor.cast %0 : tensor<?xi32> to tensor<*xi32>
  %2 = bufferization.to_buffer %1 : tensor<*xi32> to memref<*xi32>
  call @printMemrefI32(%2) : (memref<*xi32>) -> ()
  return
}

// A third of the index, less something: values of both signs of which no sum is exact.
func.func private @image() -> tensor<2x6x6xf32> {
  %third = arith.constant 0.333333343 : f32
  %middle = arith.constant 12.3 : f32
  %0 = tensor.generate {
  ^bb0(%c: index, %h: index, %w: index):
    %c6 = arith.constant 6 : index
    %1 = arith.muli %c, %c6 : index
    %2 = arith.addi %1, %h : index
    %3 = arith.muli %2, %c6 : index
    %4 = arith.addi %3, %w : index
    %c5 = arith.constant 5 : index
    %c71 = arith.constant 71 : index
    %5 = arith.muli %4, %c5 : index
    %6 = arith.remui %5, %c71 : index
    %7 = arith.index_cast %6 : index to i32
    %8 = arith.sitofp %7 : i32 to f32
    %9 = arith.mulf %8, %third : f32
    %10 = arith.subf %9, %middle : f32
    tensor.yield %10 : f32
  } : tensor<2x6x6xf32>
  return %0 : tensor<2x6x6xf32>
}

func.func @main() {
  %x = arith.constant dense<[[0.1, -2.3, 1.7, 0.0], [-0.0, 3.3, -1.1, 0.7], [5.9, -4.2, 0.3, 1.0e-3]]> : tensor<3x4xf32>
  %w = arith.constant dense<[[0.3, -0.7], [1.9, 3.1], [-0.9, 0.2], [1.1, -1.3]]> : tensor<4x2xf32>
  %s = arith.constant dense<[0.3, -0.7, 1.9, 3.1]> : tensor<4xf32>
  %t = arith.constant dense<[0.7, -1.3]> : tensor<2xf32>
  %variance = arith.constant dense<[0.3, 2.7]> : tensor<2xf32>
  %scale = arith.constant 0.7 : f32
  %filter = arith.constant dense<[[[[0.1, -0.2], [0.3, 0.7]], [[-0.9, 1.1], [1.3, -1.7]]],
                                  [[[1.9, 2.1], [-2.3, 2.7]], [[0.6, -0.1], [0.4, 0.8]]],
                                  [[[-0.3, 0.2], [0.1, 0.9]], [[1.2, 1.4], [-1.6, 1.8]]]]> : tensor<3x2x2x2xf32>
  %batch = arith.constant dense<[[[[0.1, -2.3, 1.7], [3.3, -1.1, 0.7]], [[5.9, -4.2, 0.3], [0.9, -0.4, 2.2]]]]> : tensor<1x2x2x3xf32>
  %hx = arith.truncf %x : tensor<3x4xf32> to tensor<3x4xf16>
  %hw = arith.truncf %w : tensor<4x2xf32> to tensor<4x2xf16>
  %image = call @image() : () -> tensor<2x6x6xf32>
  %relu_factor = call @relu_factor(%x, %w) : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  %relu_factor_flat0 = tensor.collapse_shape %relu_factor [[0, 1]] : tensor<3x2xf32> into tensor<6xf32>
  %relu_factor_cast0 = tensor.cast %relu_factor_flat0 : tensor<6xf32> to tensor<?xf32>
  call @print(%relu_factor_cast0) : (tensor<?xf32>) -> ()
  %both_factors = call @both_factors(%x, %w, %s, %t) : (tensor<3x4xf32>, tensor<4x2xf32>, tensor<4xf32>, tensor<2xf32>) -> tensor<3x2xf32>
  %both_factors_flat0 = tensor.collapse_shape %both_factors [[0, 1]] : tensor<3x2xf32> into tensor<6xf32>
  %both_factors_cast0 = tensor.cast %both_factors_flat0 : tensor<6xf32> to tensor<?xf32>
  call @print(%both_factors_cast0) : (tensor<?xf32>) -> ()
  %casts = call @casts(%hx, %hw) : (tensor<3x4xf16>, tensor<4x2xf16>) -> tensor<3x2xf32>
  %casts_flat0 = tensor.collapse_shape %casts [[0, 1]] : tensor<3x2xf32> into tensor<6xf32>
  %casts_cast0 = tensor.cast %casts_flat0 : tensor<6xf32> to tensor<?xf32>
  call @print(%casts_cast0) : (tensor<?xf32>) -> ()
  %squares = call @squares(%x) : (tensor<3x4xf32>) -> tensor<3xf32>
  %squares_cast0 = tensor.cast %squares : tensor<3xf32> to tensor<?xf32>
  call @print(%squares_cast0) : (tensor<?xf32>) -> ()
  %pool = call @pool(%image) : (tensor<2x6x6xf32>) -> tensor<2x2x2xf32>
  %pool_flat0 = tensor.collapse_shape %pool [[0, 1, 2]] : tensor<2x2x2xf32> into tensor<8xf32>
  %pool_cast0 = tensor.cast %pool_flat0 : tensor<8xf32> to tensor<?xf32>
  call @print(%pool_cast0) : (tensor<?xf32>) -> ()
  %convolution = call @convolution(%image, %filter, %t) : (tensor<2x6x6xf32>, tensor<3x2x2x2xf32>, tensor<2xf32>) -> tensor<3x2x3xf32>
  %convolution_flat0 = tensor.collapse_shape %convolution [[0, 1, 2]] : tensor<3x2x3xf32> into tensor<18xf32>
  %convolution_cast0 = tensor.cast %convolution_flat0 : tensor<18xf32> to tensor<?xf32>
  call @print(%convolution_cast0) : (tensor<?xf32>) -> ()
  // What is below the mean gives zero: 0.1 and -2.3 of the first channel, whose mean is 0.7.
  // NUMBERS: {{^}}[0,  0,  10
  %batch_norm = call @batch_norm(%batch, %t, %variance) : (tensor<1x2x2x3xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x2x3xf32>
  %batch_norm_flat0 = tensor.collapse_shape %batch_norm [[0, 1, 2, 3]] : tensor<1x2x2x3xf32> into tensor<12xf32>
  %batch_norm_cast0 = tensor.cast %batch_norm_flat0 : tensor<12xf32> to tensor<?xf32>
  call @print(%batch_norm_cast0) : (tensor<?xf32>) -> ()
  // tanh(0.7 (-0.0)) = -0.0: only the sign bit.
  // NUMBERS: {{,  0,  -2147483648, }}
  %scalar = call @scalar(%x, %scale) : (tensor<3x4xf32>, f32) -> tensor<3x4xf32>
  %scalar_flat0 = tensor.collapse_shape %scalar [[0, 1]] : tensor<3x4xf32> into tensor<12xf32>
  %scalar_cast0 = tensor.cast %scalar_flat0 : tensor<12xf32> to tensor<?xf32>
  call @print(%scalar_cast0) : (tensor<?xf32>) -> ()
  // 0.25.
  // NUMBERS: {{^}}[1048576000,  1048576000,
  %fill:3 = call @fill(%scale) : (f32) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>)
  %fill_flat0 = tensor.collapse_shape %fill#0 [[0, 1]] : tensor<3x4xf32> into tensor<12xf32>
  %fill_cast0 = tensor.cast %fill_flat0 : tensor<12xf32> to tensor<?xf32>
  call @print(%fill_cast0) : (tensor<?xf32>) -> ()
  %fill_flat1 = tensor.collapse_shape %fill#1 [[0, 1]] : tensor<3x4xf32> into tensor<12xf32>
  %fill_cast1 = tensor.cast %fill_flat1 : tensor<12xf32> to tensor<?xf32>
  call @print(%fill_cast1) : (tensor<?xf32>) -> ()
  %fill_flat2 = tensor.collapse_shape %fill#2 [[0, 1]] : tensor<3x4xf32> into tensor<12xf32>
  %fill_cast2 = tensor.cast %fill_flat2 : tensor<12xf32> to tensor<?xf32>
  call @print(%fill_cast2) : (tensor<?xf32>) -> ()
  %slices:2 = call @slices(%x) : (tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<4xf32>)
  %slices_flat0 = tensor.collapse_shape %slices#0 [[0, 1]] : tensor<3x4xf32> into tensor<12xf32>
  %slices_cast0 = tensor.cast %slices_flat0 : tensor<12xf32> to tensor<?xf32>
  call @print(%slices_cast0) : (tensor<?xf32>) -> ()
  %slices_cast1 = tensor.cast %slices#1 : tensor<4xf32> to tensor<?xf32>
  call @print(%slices_cast1) : (tensor<?xf32>) -> ()
  %expanded:2 = call @expanded(%x) : (tensor<3x4xf32>) -> (tensor<3x1xf32>, tensor<3xf32>)
  %expanded_flat0 = tensor.collapse_shape %expanded#0 [[0, 1]] : tensor<3x1xf32> into tensor<3xf32>
  %expanded_cast0 = tensor.cast %expanded_flat0 : tensor<3xf32> to tensor<?xf32>
  call @print(%expanded_cast0) : (tensor<?xf32>) -> ()
  %expanded_cast1 = tensor.cast %expanded#1 : tensor<3xf32> to tensor<?xf32>
  call @print(%expanded_cast1) : (tensor<?xf32>) -> ()
  %reduce:2 = call @reduce(%x) : (tensor<3x4xf32>) -> (tensor<3xf32>, tensor<4xf32>)
  %reduce_cast0 = tensor.cast %reduce#0 : tensor<3xf32> to tensor<?xf32>
  call @print(%reduce_cast0) : (tensor<?xf32>) -> ()
  %reduce_cast1 = tensor.cast %reduce#1 : tensor<4xf32> to tensor<?xf32>
  call @print(%reduce_cast1) : (tensor<?xf32>) -> ()
  return
}
