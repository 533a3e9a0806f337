// A vector-Jacobian product inside another one: of its cotangent it gives J v,
// of its inputs second derivatives.
// RUN: lxt-opt %s --lxt-lower-vjp --canonicalize --cse | mlir-opt %to_llvm | %run_main | FileCheck %s

func.func private @printMemrefF64(memref<*xf64>)

func.func private @print(%x: tensor<1x2xf64>) {
  %0 = tensor.cast %x : tensor<1x2xf64> to tensor<*xf64>
  %1 = bufferization.to_buffer %0 : tensor<*xf64> to memref<*xf64>
  call @printMemrefF64(%1) : (memref<*xf64>) -> ()
  return
}

func.func private @cube(%x: tensor<1x2xf64>) -> tensor<1x2xf64> {
  %0 = arith.mulf %x, %x : tensor<1x2xf64>
  %1 = arith.mulf %0, %x : tensor<1x2xf64>
  return %1 : tensor<1x2xf64>
}

// J^T g of the cube, which is 3 x^2 g.
func.func private @gradient(%x: tensor<1x2xf64>, %g: tensor<1x2xf64>) -> tensor<1x2xf64> {
  %r = lxt.vjp ins(%a = %x : tensor<1x2xf64>) cotangents(%g : tensor<1x2xf64>) -> tensor<1x2xf64> {
    %0 = func.call @cube(%a) : (tensor<1x2xf64>) -> tensor<1x2xf64>
    lxt.yield %0 : tensor<1x2xf64>
  }
  return %r : tensor<1x2xf64>
}

func.func @main() {
  %x = arith.constant dense<[[2.0, -1.0]]> : tensor<1x2xf64>
  %g = arith.constant dense<[[1.0, 5.0]]> : tensor<1x2xf64>
  %v = arith.constant dense<[[10.0, 100.0]]> : tensor<1x2xf64>

  // [3 (4), 3 (1) 5]
  // CHECK: {{^\[\[}}12, 15]]
  %first = call @gradient(%x, %g) : (tensor<1x2xf64>, tensor<1x2xf64>) -> tensor<1x2xf64>
  call @print(%first) : (tensor<1x2xf64>) -> ()

  // Of g -> 3 x^2 g: J v = 3 x^2 v, whatever g is: [3 (4) 10, 3 (1) 100].
  // CHECK: {{^\[\[}}120, 300]]
  %forward = lxt.vjp ins(%h = %g : tensor<1x2xf64>) cotangents(%v : tensor<1x2xf64>) -> tensor<1x2xf64> {
    %0 = lxt.vjp ins(%a = %x : tensor<1x2xf64>) cotangents(%h : tensor<1x2xf64>) -> tensor<1x2xf64> {
      %1 = func.call @cube(%a) : (tensor<1x2xf64>) -> tensor<1x2xf64>
      lxt.yield %1 : tensor<1x2xf64>
    }
    lxt.yield %0 : tensor<1x2xf64>
  }
  call @print(%forward) : (tensor<1x2xf64>) -> ()

  // Of x -> 3 x^2 g, through a call: 6 x g v = [6 (2) 10, 6 (-1) 5 (100)].
  // CHECK: {{^\[\[}}120, -3000]]
  %second = lxt.vjp ins(%a = %x : tensor<1x2xf64>) cotangents(%v : tensor<1x2xf64>) -> tensor<1x2xf64> {
    %0 = func.call @gradient(%a, %g) : (tensor<1x2xf64>, tensor<1x2xf64>) -> tensor<1x2xf64>
    lxt.yield %0 : tensor<1x2xf64>
  }
  call @print(%second) : (tensor<1x2xf64>) -> ()

  // Three deep: of x -> 6 x g v with cotangent 1: 6 g v = [60, 3000].
  // CHECK: {{^\[\[}}60, 3000]]
  %one = arith.constant dense<1.0> : tensor<1x2xf64>
  %third = lxt.vjp ins(%b = %x : tensor<1x2xf64>) cotangents(%one : tensor<1x2xf64>) -> tensor<1x2xf64> {
    %0 = lxt.vjp ins(%a = %b : tensor<1x2xf64>) cotangents(%v : tensor<1x2xf64>) -> tensor<1x2xf64> {
      %1 = func.call @gradient(%a, %g) : (tensor<1x2xf64>, tensor<1x2xf64>) -> tensor<1x2xf64>
      lxt.yield %1 : tensor<1x2xf64>
    }
    lxt.yield %0 : tensor<1x2xf64>
  }
  call @print(%third) : (tensor<1x2xf64>) -> ()

  // J v of a matrix product is the product of v: [10 (1) + 100 (3), 10 (2) + 100 (4)].
  // CHECK: {{^\[\[}}310, 420]]
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>
  %jv = lxt.vjp ins(%h = %g : tensor<1x2xf64>) cotangents(%v : tensor<1x2xf64>) -> tensor<1x2xf64> {
    %0 = lxt.vjp ins(%a = %x : tensor<1x2xf64>) cotangents(%h : tensor<1x2xf64>) -> tensor<1x2xf64> {
      %init = arith.constant dense<0.0> : tensor<1x2xf64>
      %1 = linalg.matmul ins(%a, %w : tensor<1x2xf64>, tensor<2x2xf64>) outs(%init : tensor<1x2xf64>) -> tensor<1x2xf64>
      lxt.yield %1 : tensor<1x2xf64>
    }
    lxt.yield %0 : tensor<1x2xf64>
  }
  call @print(%jv) : (tensor<1x2xf64>) -> ()

  // J v of a lookup of columns 1, 1 is the lookup of v.
  // CHECK: {{^\[\[}}100, 100]]
  %i = arith.constant dense<1> : tensor<2xindex>
  %lookup = lxt.vjp ins(%h = %g : tensor<1x2xf64>) cotangents(%v : tensor<1x2xf64>) -> tensor<1x2xf64> {
    %0 = lxt.vjp ins(%a = %x : tensor<1x2xf64>) cotangents(%h : tensor<1x2xf64>) -> tensor<1x2xf64> {
      %e = tensor.empty() : tensor<1x2xf64>
      %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
        ins(%i : tensor<2xindex>) outs(%e : tensor<1x2xf64>) {
      ^bb0(%at: index, %out: f64):
        %2 = linalg.index 0 : index
        %3 = tensor.extract %a[%2, %at] : tensor<1x2xf64>
        linalg.yield %3 : f64
      } -> tensor<1x2xf64>
      lxt.yield %1 : tensor<1x2xf64>
    }
    lxt.yield %0 : tensor<1x2xf64>
  }
  call @print(%lookup) : (tensor<1x2xf64>) -> ()
  return
}
