// lxt-expand-math writes functions of f32 as arithmetic that vectorises.
// RUN: lxt-opt %s --lxt-expand-math | FileCheck %s
// RUN: lxt-opt %s --lxt-expand-math=fma=false | FileCheck %s --check-prefix=NO-FMA --implicit-check-not=math.fma

// exp(x) = 2^k exp(r), with ln(2) in two parts and 2^k in two factors.
// CHECK-LABEL: func @scalar
// CHECK-SAME: (%[[X:.*]]: f32)
// CHECK: %[[BELOW:.*]] = arith.select {{.*}}, %[[X]] : f32
// CHECK: %[[BOUNDED:.*]] = arith.select {{.*}}, %[[BELOW]] : f32
// CHECK: %[[SHIFTED:.*]] = math.fma %[[BOUNDED]], {{.*}} : f32
// CHECK: %[[K:.*]] = arith.subf %[[SHIFTED]], {{.*}} : f32
// CHECK: %[[HIGH:.*]] = arith.constant -0.693359375 : f32
// CHECK: %[[NEAR:.*]] = math.fma %[[K]], %[[HIGH]], %[[BOUNDED]] : f32
// CHECK: %[[BITS:.*]] = arith.bitcast %[[SHIFTED]] : f32 to i32
// CHECK: %[[LOW:.*]] = arith.constant 2.12194442E-4 : f32
// CHECK: %[[R:.*]] = math.fma %[[K]], %[[LOW]], %[[NEAR]] : f32
// CHECK: %[[HALF:.*]] = arith.shrsi %[[BITS]], {{.*}} : i32
// CHECK-COUNT-6: math.fma {{.*}}, %[[R]], {{.*}} : f32
// CHECK: %[[SHIFT:.*]] = arith.shli %[[HALF]], {{.*}} : i32
// CHECK: arith.mulf
// CHECK: %[[REST:.*]] = arith.subi %[[BITS]], %[[HALF]] : i32
// CHECK: arith.shli %[[REST]], {{.*}} : i32
// CHECK: %[[Y:.*]] = arith.mulf
// CHECK: return %[[Y]]
// NO-FMA-LABEL: func @scalar
// NO-FMA: arith.mulf
// NO-FMA-NOT: math.exp
// NO-FMA: return
func.func @scalar(%x: f32) -> f32 {
  %y = math.exp %x : f32
  return %y : f32
}

// The same for vectors, whatever their rank and size.
// CHECK-LABEL: func @vector
// CHECK-NOT: math.exp
// CHECK: %[[SHIFTED:.*]] = math.fma {{.*}} : vector<2x8xf32>
// CHECK: arith.bitcast %[[SHIFTED]] : vector<2x8xf32> to vector<2x8xi32>
// CHECK: return
func.func @vector(%x: vector<2x8xf32>) -> vector<2x8xf32> {
  %y = math.exp %x : vector<2x8xf32>
  return %y : vector<2x8xf32>
}

// CHECK-LABEL: func @scalable
// CHECK-NOT: math.exp2
// CHECK: arith.bitcast {{.*}} : vector<[4]xf32> to vector<[4]xi32>
// CHECK: return
func.func @scalable(%x: vector<[4]xf32>) -> vector<[4]xf32> {
  %y = math.exp2 %x : vector<[4]xf32>
  return %y : vector<[4]xf32>
}

// One division.
// CHECK-LABEL: func @tanh
// CHECK-NOT: math.tanh
// CHECK: arith.divf
// CHECK-NOT: arith.divf
// CHECK: math.copysign
// CHECK: return
func.func @tanh(%x: vector<8xf32>) -> vector<8xf32> {
  %y = math.tanh %x : vector<8xf32>
  return %y : vector<8xf32>
}

// No division.
// CHECK-LABEL: func @others
// CHECK-NOT: math.{{erf|expm1|log}}
// CHECK-NOT: arith.divf
// CHECK: return
// NO-FMA-LABEL: func @others
// NO-FMA-NOT: math.{{erf|expm1|log}}
// NO-FMA: return
func.func @others(%x: vector<8xf32>) -> vector<8xf32> {
  %0 = math.erf %x : vector<8xf32>
  %1 = math.expm1 %0 : vector<8xf32>
  %2 = math.log %1 : vector<8xf32>
  %3 = math.log2 %2 : vector<8xf32>
  %4 = math.log10 %3 : vector<8xf32>
  %5 = math.log1p %4 : vector<8xf32>
  return %5 : vector<8xf32>
}

// CHECK-LABEL: func @cube
// CHECK-SAME: (%[[X:.*]]: vector<8xf32>)
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]]
// CHECK: %[[CUBE:.*]] = arith.mulf %[[SQUARE]], %[[X]]
// CHECK: return %[[CUBE]]
func.func @cube(%x: vector<8xf32>) -> vector<8xf32> {
  %three = arith.constant dense<3.0> : vector<8xf32>
  %y = math.powf %x, %three : vector<8xf32>
  return %y : vector<8xf32>
}

// Other powers, functions and types stay.
// CHECK-LABEL: func @stay
// CHECK: math.powf
// CHECK: math.sin
// CHECK: math.exp {{.*}} : f64
// CHECK: math.exp {{.*}} : f16
// CHECK: math.exp {{.*}} : tensor<4xf32>
// CHECK: return
func.func @stay(%a: f32, %b: f64, %c: f16, %d: tensor<4xf32>) -> (f32, f32, f64, f16, tensor<4xf32>) {
  %half = arith.constant 0.5 : f32
  %0 = math.powf %a, %half : f32
  %1 = math.sin %a : f32
  %2 = math.exp %b : f64
  %3 = math.exp %c : f16
  %4 = math.exp %d : tensor<4xf32>
  return %0, %1, %2, %3, %4 : f32, f32, f64, f16, tensor<4xf32>
}
