// A parameter that is a .npy file becomes the tensor in it, of the input's type.
// RUN: %python %S/Inputs/write_npy.py %t

// Every float type, both versions of the format.
// RUN: lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/f32.npy)" | FileCheck %s
// RUN: lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/f64.npy)" | FileCheck %s
// RUN: lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/f16.npy)" | FileCheck %s
// RUN: lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/version2.npy)" | FileCheck %s
// CHECK: lxt.taylor reference(dense<[5.000000e-01, -1.500000e+00]> : tensor<2xf32>) origin<kind = activation, entry = "kind:activation=taylor(reference={{.*}}.npy)">

// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/missing.npy)" 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: assign-files.mlir:[[#@LINE+18]]:{{.*}} error: this layer cannot have the rule of entry 'kind:activation=taylor(reference={{.*}}missing.npy)': '{{.*}}missing.npy' cannot be read: {{[Nn]}}o such file
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/text.npy)" 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/empty.npy)" 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/cut.npy)" 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: {{.*}}: '{{.*}}.npy' is no .npy file
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/integers.npy)" 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/big-endian.npy)" 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/fortran.npy)" 2>&1 | FileCheck %s --check-prefix=TYPE
// TYPE: error: {{.*}}: '{{.*}}.npy' does not hold float16, float32 or float64 in row-major order
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/short.npy)" 2>&1 | FileCheck %s --check-prefix=SHORT
// SHORT: error: {{.*}}: '{{.*}}short.npy' ends before its data does
// A reference of another shape is no point of the input's space.
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/three.npy)" 2>&1 | FileCheck %s --check-prefix=SHAPE
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/matrix.npy)" 2>&1 | FileCheck %s --check-prefix=SHAPE
// RUN: not lxt-opt %s --lxt-assign-rules="rules=kind:activation=taylor(reference=%t/scalar.npy)" 2>&1 | FileCheck %s --check-prefix=SHAPE
// SHAPE: error: 'lxt.taylor' op expects a constant reference of the type of its only input

func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = lxt.layer <kind = activation> ins(%a = %x : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %0 : tensor<2xf32>
}
