// The beta-smooth rule: R_x = R * sigmoid(beta x).
// RUN: lxt-opt %s --lxt-lower-rules --canonicalize --cse | FileCheck %s
// RUN: lxt-opt %s --lxt-lower-rules --lxt-lower-vjp --canonicalize --cse %to_llvm | %run_main | FileCheck %s --check-prefix=NUM

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}

// The region is not differentiated. The default of beta is 10.
// CHECK-LABEL: @relu
// CHECK-SAME: (%[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>, %[[R:.*]]: tensor<4xf32>)
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.0{{.*}} : f32
// CHECK-DAG: %[[BETA:.*]] = arith.constant -1.000000e+01 : f32
// CHECK-NOT: lxt.
// CHECK: linalg.generic {{.*}} ins(%[[R]], %[[X]] : tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT: ^bb0(%[[RI:.*]]: f32, %[[XI:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[SCALED:.*]] = arith.mulf %[[XI]], %[[BETA]] : f32
// CHECK-NEXT: %[[E:.*]] = math.exp %[[SCALED]] : f32
// CHECK-NEXT: %[[D:.*]] = arith.addf %[[E]], %[[ONE]] : f32
// CHECK-NEXT: arith.divf %[[RI]], %[[D]] : f32
// CHECK-NOT: lxt.
// CHECK: return
func.func @relu(%x: tensor<4xf32>, %y: tensor<4xf32>, %r: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %rx = lxt.beta_smooth ins(%a = %x : tensor<4xf32>) outs(%y : tensor<4xf32>) relevance(%r : tensor<4xf32>) -> tensor<4xf32> {
    %0 = linalg.max ins(%a, %zero : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    lxt.yield %0 : tensor<4xf32>
  }
  return %rx : tensor<4xf32>
}

// Far from 0 the exponential overflows to infinity, or is 0: R_x is 0 or R.
func.func @limits() {
  %x = arith.constant dense<[0.0, 100.0, -100.0, 100.0]> : tensor<4xf32>
  %y = arith.constant dense<[0.0, 100.0, 0.0, 100.0]> : tensor<4xf32>
  %r = arith.constant dense<[3.0, 5.0, 7.0, -2.0]> : tensor<4xf32>
  %rx = call @relu(%x, %y, %r) : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // sigmoid(0) = 1 / 2
  // NUM: {{^}}[1.5, 5, 0, -2]
  %u = tensor.cast %rx : tensor<4xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}

// sigmoid(log(3)) = 3 / (3 + 1) and sigmoid(-log(3)) = 1 / (1 + 3); two slices.
func.func @beta() {
  %x = arith.constant dense<[0.549306144, -0.549306144]> : tensor<2xf32>
  %r = arith.constant dense<[[4.0, 4.0], [-8.0, 2.0]]> : tensor<2x2xf32>
  %rx = lxt.beta_smooth beta(2.0) ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  // NUM: {{^\[\[}}{{3|3.00000|2.99999.*}}, {{1|1.00000|0.99999.*}}],
  // NUM-NEXT: [{{-6|-6.00000|-5.99999.*}}, {{0.5|0.50000.*|0.49999.*}}]]
  %u = tensor.cast %rx : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  // beta 0 halves.
  %half = lxt.beta_smooth beta(0.0) ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2x2xf32>) -> tensor<2x2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  // NUM: {{^\[\[}}2, 2],
  // NUM-NEXT: [-4, 1]]
  %v = tensor.cast %half : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%v) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @limits() : () -> ()
  call @beta() : () -> ()
  return
}
