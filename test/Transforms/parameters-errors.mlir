// What cannot be a parameter that is given at run time.
// RUN: lxt-opt %s --split-input-file --lxt-propagate --lxt-lower-rules --verify-diagnostics -o /dev/null

// A composite's parameters, overridden.
// RUN: not lxt-opt --lxt-assign-rules="composite=%S/Inputs/open-composite.mlir(low=?[2],high=1,gamma=?1x)" /dev/null 2>&1 | FileCheck %s --check-prefix=NAME
// NAME: error: parameter gamma=?1x of 'kind:dense&nth:1=gamma(gamma=$gamma,epsilon=$epsilon)': attribute 'gamma' failed to satisfy constraint: {{.*}} or a rule's parameter that is given at run time which is one number
// RUN: not lxt-opt --lxt-assign-rules="composite=%S/Inputs/open-composite.mlir(low=?[two],high=1)" /dev/null 2>&1 | FileCheck %s --check-prefix=SIZE
// SIZE: error: parameter low=?low[two] of 'kind:dense=z_box(low=$low,high=$high,epsilon=$epsilon)': attribute 'low' failed to satisfy constraint: {{.*}}
// RUN: not lxt-opt --lxt-assign-rules="composite=%S/Inputs/open-composite.mlir(low=?[2])" /dev/null 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: error: composite 'c' needs a value for its parameter "high": give 'c(high=NUMBER)'

//===----------------------------------------------------------------------===//
// Entries
//===----------------------------------------------------------------------===//

// Syntax.
// expected-error @+1 {{parameter gamma=?[ of 'kind:linear=gamma(gamma=?[)': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?[)"]

// -----

// expected-error @+1 {{parameter gamma=?] of 'kind:linear=gamma(gamma=?])': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?])"]

// -----

// expected-error @+1 {{parameter gamma=?g] of 'kind:linear=gamma(gamma=?g])': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?g])"]

// -----

// expected-error @+1 {{parameter gamma=?1x of 'kind:linear=gamma(gamma=?1x)': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?1x)"]

// -----

// expected-error @+1 {{parameter gamma=?? of 'kind:linear=gamma(gamma=??)': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=??)"]

// -----

// expected-error @+1 {{parameter gamma=?g-h of 'kind:linear=gamma(gamma=?g-h)': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?g-h)"]

// -----

// expected-error @+1 {{parameter gamma=?_g of 'kind:linear=gamma(gamma=?_g)': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?_g)"]

// -----

// Sizes.
// expected-error @+1 {{parameter gamma=?[0] of 'kind:linear=gamma(gamma=?[0])': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?[0])"]

// -----

// expected-error @+1 {{parameter gamma=?[-1] of 'kind:linear=gamma(gamma=?[-1])': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?[-1])"]

// -----

// expected-error @+1 {{parameter gamma=?[] of 'kind:linear=gamma(gamma=?[])': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?[])"]

// -----

// expected-error @+1 {{parameter gamma=?[x] of 'kind:linear=gamma(gamma=?[x])': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?[x])"]

// -----

// expected-error @+1 {{parameter gamma=?g[99999999999999999999] of 'kind:linear=gamma(gamma=?g[99999999999999999999])': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?g[99999999999999999999])"]

// -----

// Of what is one number, none.
// expected-error @+1 {{parameter gamma=?[3] of 'kind:linear=gamma(gamma=?[3])': attribute 'gamma' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?[3])"]

// -----

// expected-error @+1 {{parameter epsilon=?eps[2] of 'kind:linear=epsilon(epsilon=?eps[2])': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
lxt.composite @c entries ["kind:linear=epsilon(epsilon=?eps[2])"]

// -----

// A list of one, either.
// expected-error @+1 {{parameter gamma=?[1] of 'kind:linear=gamma(gamma=?[1])': attribute 'gamma' failed to satisfy constraint:}}
lxt.composite @c entries ["kind:linear=gamma(gamma=?[1])"]

// -----

// expected-error @+1 {{parameter low=?l[3][2] of 'kind:linear=z_box(low=?l[3][2],high=1)': attribute 'low' failed to satisfy constraint: 64-bit float attribute whose value is finite or f64 dense array attribute or a rule's parameter that is given at run time or constant vector/tensor attribute}}
lxt.composite @c entries ["kind:linear=z_box(low=?l[3][2],high=1)"]

// -----

// expected-error @+1 {{'epsilon(epsilon=?)x' does not end with ')'}}
lxt.composite @c entries ["kind:linear=epsilon(epsilon=?)x"]

// -----

// What takes none.
// expected-error @+1 {{parameter epsilon=? of 'kind:any=identity(epsilon=?)': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:any=identity(epsilon=?)"]

// -----

// expected-error @+1 {{parameter epsilon=? of 'kind:any=uniform(epsilon=?)': attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:any=uniform(epsilon=?)"]

// -----

// expected-error @+1 {{parameter alpha=? of 'kind:any=alpha_beta(alpha=?)': attribute 'alpha' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:any=alpha_beta(alpha=?)"]

// -----

// expected-error @+1 {{parameter beta=? of 'kind:any=beta_smooth(beta=?)': attribute 'beta' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative}}
lxt.composite @c entries ["kind:any=beta_smooth(beta=?)"]

// -----

// expected-error @+1 {{parameter stabilizer=? of 'kind:any=epsilon(stabilizer=?)': attribute 'stabilizer' failed to satisfy constraint: how epsilon keeps a denominator from zero: plain or sign}}
lxt.composite @c entries ["kind:any=epsilon(stabilizer=?)"]

// -----

// expected-error @+1 {{parameter clip=? of 'kind:any=epsilon(clip=?)': attribute 'clip' failed to satisfy constraint: bool attribute}}
lxt.composite @c entries ["kind:any=epsilon(clip=?)"]

// -----

// expected-error @+1 {{parameter dimension=? of 'kind:any=softmax(dimension=?)': attribute 'dimension' failed to satisfy constraint: 64-bit signless integer attribute}}
lxt.composite @c entries ["kind:any=softmax(dimension=?)"]

// -----

// expected-error @+1 {{parameter reference=? of 'kind:any=taylor(reference=?)': attribute 'reference' failed to satisfy constraint: the point around which a Taylor decomposition expands: zero or input or constant vector/tensor attribute}}
lxt.composite @c entries ["kind:any=taylor(reference=?)"]

// -----

// expected-error @+1 {{'gamma' in 'kind:any=stop(gamma=?)' is no parameter of rule 'stop'}}
lxt.composite @c entries ["kind:any=stop(gamma=?)"]

// -----

// A default is a number.
// expected-error @+1 {{expects numbers as parameters, "gamma" is "?"}}
lxt.composite @c parameters {gamma = "?"} entries ["kind:linear=gamma(gamma=$gamma)"]

// -----

//===----------------------------------------------------------------------===//
// The attribute and the op
//===----------------------------------------------------------------------===//

func.func @name(%r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{a parameter's name is made of letters, digits and _}}
  %0 = lxt.stabilized_div %r, %r epsilon(#lxt.parameter<"">) : tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// The first one is no digit.
func.func @name(%r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{a parameter's name is made of letters, digits and _}}
  %0 = lxt.stabilized_div %r, %r epsilon(#lxt.parameter<"1e">) : tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @name(%r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{a parameter's name is made of letters, digits and _}}
  %0 = lxt.stabilized_div %r, %r epsilon(#lxt.parameter<"gamma-1">) : tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @name(%r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{a parameter's name is made of letters, digits and _}}
  %0 = lxt.stabilized_div %r, %r epsilon(#lxt.parameter<"a b">) : tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @size(%r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{a parameter's size is not negative}}
  %0 = lxt.stabilized_div %r, %r epsilon(#lxt.parameter<"eps"[-2]>) : tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @list_of_numbers(%r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{'lxt.stabilized_div' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute whose value is finite and not negative or a rule's parameter that is given at run time which is one number}}
  %0 = lxt.stabilized_div %r, %r epsilon(#lxt.parameter<"eps"[2]>) : tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @number(%e: tensor<3xf64> {lxt.name = "low"}) {
  // expected-error @+1 {{'lxt.parameter' op expects a result of type 'tensor<3xf64>'}}
  %0 = lxt.parameter <"low"[3]> : f64
  return
}

// -----

func.func @list(%e: tensor<f64> {lxt.name = "eps"}) {
  // expected-error @+1 {{'lxt.parameter' op expects a result of type 'f64'}}
  %0 = lxt.parameter <"eps"> : tensor<2xf64>
  return
}

// -----

func.func @type(%e: tensor<f64> {lxt.name = "eps"}) {
  // expected-error @+1 {{'lxt.parameter' op result #0 must be 64-bit float or 1D tensor of 64-bit float values, but got 'f32'}}
  %0 = lxt.parameter <"eps"> : f32
  return
}

// -----

// In no function at all.
// expected-error @+1 {{'lxt.parameter' op expects to stand in a func.func}}
%g = lxt.parameter <"gamma"> : f64

// -----

// No arguments, one without a name, and another one.
func.func @arguments(%x: tensor<f64>, %e: tensor<f64> {lxt.name = "epsilon"}) -> f64 {
  // expected-error @+1 {{'lxt.parameter' op names no argument of @arguments of type 'tensor<f64>'; lxt-propagate adds arguments for parameters}}
  %0 = lxt.parameter <"eps"> : f64
  return %0 : f64
}

// -----

func.func @rule(%x: tensor<2xf32>, %r: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{'lxt.parameter' op names no argument of @rule of type 'tensor<f64>'; lxt-propagate adds arguments for parameters}}
  %rx = lxt.norm epsilon(#lxt.parameter<"eps">) ins(%a = %x : tensor<2xf32>) outs(%x : tensor<2xf32>) relevance(%r : tensor<2xf32>) -> tensor<2xf32> {
    lxt.yield %a : tensor<2xf32>
  }
  return %rx : tensor<2xf32>
}

// -----

// An argument of the name, but of another type: no tensor, a number, a list of
// another length.
func.func private @f(%c: f64 {lxt.name = "factor"}) -> f64 {
  // expected-error @+1 {{'lxt.parameter' op names no argument of @f of type 'tensor<f64>'; lxt-propagate adds arguments for parameters}}
  %p = lxt.parameter <"factor"> : f64
  return %p : f64
}

// -----

func.func @f(%c: tensor<f64> {lxt.name = "low"}) -> tensor<3xf64> {
  // expected-error @+1 {{'lxt.parameter' op names no argument of @f of type 'tensor<3xf64>'; lxt-propagate adds arguments for parameters}}
  %p = lxt.parameter <"low"[3]> : tensor<3xf64>
  return %p : tensor<3xf64>
}

// -----

func.func @f(%c: tensor<2xf64> {lxt.name = "low"}) -> tensor<3xf64> {
  // expected-error @+1 {{'lxt.parameter' op names no argument of @f of type 'tensor<3xf64>'; lxt-propagate adds arguments for parameters}}
  %p = lxt.parameter <"low"[3]> : tensor<3xf64>
  return %p : tensor<3xf64>
}

// -----

// A list of another length than the input has channels.
func.func @channels(%x: tensor<1x3xf32>, %w: tensor<3x2xf32>, %b: tensor<1x2xf32>, %l: tensor<2xf64> {lxt.name = "low"}) -> tensor<1x3xf32> {
  // expected-error @+1 {{'lxt.z_box' op has bounds for 2 channels, the input has 3}}
  %rx = lxt.z_box low(#lxt.parameter<"low"[2]>) high(1.0) ins(%a = %x : tensor<1x3xf32>) outs(%b : tensor<1x2xf32>) relevance(%b : tensor<1x2xf32>) -> tensor<1x3xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x3xf32>, tensor<3x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x3xf32>
}

// -----

func.func @dynamic_channels(%x: tensor<1x?xf32>, %w: tensor<?x2xf32>, %b: tensor<1x2xf32>, %l: tensor<2xf64> {lxt.name = "low"}) -> tensor<1x?xf32> {
  // expected-error @+1 {{'lxt.z_box' op has bounds for 2 channels, the input has ?}}
  %rx = lxt.z_box low(#lxt.parameter<"low"[2]>) high(1.0) ins(%a = %x : tensor<1x?xf32>) outs(%b : tensor<1x2xf32>) relevance(%b : tensor<1x2xf32>) -> tensor<1x?xf32> {
    %0 = linalg.matmul ins(%a, %w : tensor<1x?xf32>, tensor<?x2xf32>) outs(%b : tensor<1x2xf32>) -> tensor<1x2xf32>
    lxt.yield %0 : tensor<1x2xf32>
  }
  return %rx : tensor<1x?xf32>
}

// -----

//===----------------------------------------------------------------------===//
// The arguments that lxt-propagate adds
//===----------------------------------------------------------------------===//

!n = tensor<1x2xf32>
lxt.explain @sizes inputs [0] seed<output>
func.func @sizes(%x: !n, %w: tensor<2x2xf32>) -> !n {
  %0 = lxt.z_box low(#lxt.parameter<"low"[2]>) high(1.0) ins(%a = %x : !n) -> !n {
    %2 = linalg.matmul ins(%a, %w : !n, tensor<2x2xf32>) outs(%a : !n) -> !n
    lxt.yield %2 : !n
  }
  // expected-error @+1 {{names the parameter "low", which has another size elsewhere}}
  %1 = lxt.norm epsilon(#lxt.parameter<"low">) ins(%a = %0 : !n) -> !n {
    lxt.yield %a : !n
  }
  return %1 : !n
}

// -----

!n = tensor<1x2xf32>
lxt.explain @lists inputs [0] seed<output>
func.func @lists(%x: !n, %w: tensor<2x2xf32>) -> !n {
  %0 = lxt.z_box low(#lxt.parameter<"low"[2]>) high(1.0) ins(%a = %x : !n) -> !n {
    %2 = linalg.matmul ins(%a, %w : !n, tensor<2x2xf32>) outs(%a : !n) -> !n
    lxt.yield %2 : !n
  }
  // expected-error @+1 {{names the parameter "low", which has another size elsewhere}}
  %1 = lxt.z_box low(#lxt.parameter<"low"[3]>) high(1.0) ins(%a = %0 : !n) -> !n {
    %2 = linalg.matmul ins(%a, %w : !n, tensor<2x2xf32>) outs(%a : !n) -> !n
    lxt.yield %2 : !n
  }
  return %1 : !n
}

// -----

// In one rule.
!n = tensor<1x2xf32>
lxt.explain @one inputs [0] seed<output>
func.func @one(%x: !n, %w: tensor<2x2xf32>) -> !n {
  // expected-error @+1 {{names the parameter "bound", which has another size elsewhere}}
  %0 = lxt.z_box low(#lxt.parameter<"bound"[2]>) high(#lxt.parameter<"bound">) ins(%a = %x : !n) -> !n {
    %2 = linalg.matmul ins(%a, %w : !n, tensor<2x2xf32>) outs(%a : !n) -> !n
    lxt.yield %2 : !n
  }
  return %0 : !n
}
