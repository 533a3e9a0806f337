// The composites that zennit and LXT define, and what rules they give a small
// network: of every layer the report, in order.
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-plus print-rules" | FileCheck %s --check-prefixes=NET,FIRSTPLUS,LRP,SECONDPLUS
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-plus-flat print-rules" | FileCheck %s --check-prefixes=NET,FIRSTFLAT,LRP,SECONDPLUS
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-alpha2-beta1 print-rules" | FileCheck %s --check-prefixes=NET,FIRSTALPHA,LRP,SECONDALPHA
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-alpha2-beta1-flat print-rules" | FileCheck %s --check-prefixes=NET,FIRSTFLAT,LRP,SECONDALPHA
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-gamma-box(low=-3,high=3) print-rules" | FileCheck %s --check-prefixes=NET,FIRSTBOX,LRP,SECONDGAMMA
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=excitation-backprop print-rules" | FileCheck %s --check-prefixes=NET,EXCITATION
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=deconvnet print-rules" | FileCheck %s --check-prefixes=NET,GRADIENT,DECONVNET
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=guided-backprop print-rules" | FileCheck %s --check-prefixes=NET,GRADIENT,GUIDED
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=beta-smooth print-rules" | FileCheck %s --check-prefixes=NET,GRADIENT,SMOOTH
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=gamma-vit print-rules" | FileCheck %s --check-prefixes=NET,VIT

// NET:      rules of @net:
// Convolutions; the first may have a rule of its own.
// FIRSTPLUS-NEXT: net.py:1:1: convolution (linalg.conv_2d_nchw_fchw) = z_plus(epsilon=1e-06,stabilizer=sign,zero_params=none), by 'kind:convolution=z_plus(epsilon=$stabilizer_epsilon)'
// FIRSTFLAT-NEXT: net.py:1:1: convolution (linalg.conv_2d_nchw_fchw) = flat(epsilon=1e-06,stabilizer=sign,zero_params=none), by 'kind:linear&nth:1=flat(epsilon=$stabilizer_epsilon)'
// FIRSTALPHA-NEXT: net.py:1:1: convolution (linalg.conv_2d_nchw_fchw) = alpha_beta(alpha=2,beta=1,epsilon=1e-06,stabilizer=sign,zero_params=none), by 'kind:convolution=alpha_beta(alpha=2,beta=1,epsilon=$stabilizer_epsilon)'
// FIRSTBOX-NEXT: net.py:1:1: convolution (linalg.conv_2d_nchw_fchw) = z_box(epsilon=1e-06,high=3,low=-3,stabilizer=sign,zero_params=none), by 'kind:convolution&nth:1=z_box(low=$low,high=$high,epsilon=$stabilizer_epsilon)'
// LRP-NEXT: net.py:2:1: batch_norm (arith.subf) = identity(epsilon=1e-10), by 'kind:batch_norm=identity()'
// LRP-NEXT: net.py:3:1: activation (arith.maximumf) = identity(epsilon=1e-10), by 'kind:activation=identity()'
// LRP-NEXT: net.py:4:1: selection (linalg.pooling_nchw_max) = gradient(), by 'kind:any=gradient()'
// SECONDPLUS-NEXT: net.py:5:1: convolution (linalg.conv_2d_nchw_fchw) = z_plus(epsilon=1e-06,stabilizer=sign,zero_params=none), by 'kind:convolution=z_plus(epsilon=$stabilizer_epsilon)'
// SECONDALPHA-NEXT: net.py:5:1: convolution (linalg.conv_2d_nchw_fchw) = alpha_beta(alpha=2,beta=1,epsilon=1e-06,stabilizer=sign,zero_params=none), by 'kind:convolution=alpha_beta(alpha=2,beta=1,epsilon=$stabilizer_epsilon)'
// SECONDGAMMA-NEXT: net.py:5:1: convolution (linalg.conv_2d_nchw_fchw) = gamma(epsilon=1e-06,gamma=0.25,stabilizer=sign,zero_params=none), by 'kind:convolution=gamma(gamma=$gamma,epsilon=$stabilizer_epsilon)'
// LRP-NEXT: net.py:6:1: activation (arith.maximumf) = identity(epsilon=1e-10), by 'kind:activation=identity()'
// A plain addition is no module of its own.
// LRP-NEXT: net.py:7:1: sum (arith.addf) = gradient(), by 'kind:any=gradient()'
// LRP-NEXT: net.py:8:1: average_pool (linalg.pooling_nchw_sum) = norm(epsilon=1e-06,stabilizer=sign), by 'kind:average_pool=norm(epsilon=$stabilizer_epsilon)'
// The sum and its quotient are one layer.
// LRP-NEXT: net.py:9:2: mean (linalg.generic) = norm(epsilon=1e-06,stabilizer=sign), by 'kind:mean=norm(epsilon=$stabilizer_epsilon)'
// LRP-NEXT: net.py:10:1: dense (linalg.matmul) = epsilon(epsilon=1e-06,stabilizer=sign), by 'kind:dense=epsilon(epsilon=$epsilon,stabilizer=sign)'
// LRP-NEXT: net.py:11:1: activation (arith.maximumf) = identity(epsilon=1e-10), by 'kind:activation=identity()'
// LRP-NEXT: net.py:12:1: dense (linalg.matmul) = epsilon(epsilon=1e-06,stabilizer=sign), by 'kind:dense=epsilon(epsilon=$epsilon,stabilizer=sign)'
// LRP-NOT:  {{.}}

// Activations have the gradient here, and dense layers the rule of convolutions.
// EXCITATION-NEXT: net.py:1:1: convolution (linalg.conv_2d_nchw_fchw) = z_plus(epsilon=1e-06,stabilizer=sign,zero_params=none), by 'kind:linear=z_plus(epsilon=$stabilizer_epsilon)'
// EXCITATION-NEXT: net.py:2:1: batch_norm (arith.subf) = gradient(), by 'kind:any=gradient()'
// EXCITATION-NEXT: net.py:3:1: activation (arith.maximumf) = gradient(), by 'kind:any=gradient()'
// EXCITATION-NEXT: net.py:4:1: selection (linalg.pooling_nchw_max) = gradient(), by 'kind:any=gradient()'
// EXCITATION-NEXT: net.py:5:1: convolution (linalg.conv_2d_nchw_fchw) = z_plus(epsilon=1e-06,stabilizer=sign,zero_params=none), by 'kind:linear=z_plus(epsilon=$stabilizer_epsilon)'
// EXCITATION-NEXT: net.py:6:1: activation (arith.maximumf) = gradient(), by 'kind:any=gradient()'
// EXCITATION-NEXT: net.py:7:1: sum (arith.addf) = gradient(), by 'kind:any=gradient()'
// EXCITATION-NEXT: net.py:8:1: average_pool (linalg.pooling_nchw_sum) = norm(epsilon=1e-06,stabilizer=sign), by 'kind:average_pool=norm(epsilon=$stabilizer_epsilon)'
// EXCITATION-NEXT: net.py:9:2: mean (linalg.generic) = norm(epsilon=1e-06,stabilizer=sign), by 'kind:mean=norm(epsilon=$stabilizer_epsilon)'
// EXCITATION-NEXT: net.py:10:1: dense (linalg.matmul) = z_plus(epsilon=1e-06,stabilizer=sign,zero_params=none), by 'kind:linear=z_plus(epsilon=$stabilizer_epsilon)'
// EXCITATION-NEXT: net.py:11:1: activation (arith.maximumf) = gradient(), by 'kind:any=gradient()'
// EXCITATION-NEXT: net.py:12:1: dense (linalg.matmul) = z_plus(epsilon=1e-06,stabilizer=sign,zero_params=none), by 'kind:linear=z_plus(epsilon=$stabilizer_epsilon)'
// EXCITATION-NOT: {{.}}

// Modified gradients: what is no activation has the gradient. A mean is two layers.
// GRADIENT-NEXT: net.py:1:1: convolution (linalg.conv_2d_nchw_fchw) = gradient(), by 'kind:any=gradient()'
// GRADIENT-NEXT: net.py:2:1: batch_norm (arith.subf) = gradient(), by 'kind:any=gradient()'
// DECONVNET-NEXT: net.py:3:1: activation (arith.maximumf) = deconvnet(), by 'kind:activation=deconvnet()'
// GUIDED-NEXT: net.py:3:1: activation (arith.maximumf) = guided_backprop(), by 'kind:activation=guided_backprop()'
// SMOOTH-NEXT: net.py:3:1: activation (arith.maximumf) = beta_smooth(beta=10), by 'kind:activation=beta_smooth(beta=$beta)'
// GRADIENT-NEXT: net.py:4:1: selection (linalg.pooling_nchw_max) = gradient(), by 'kind:any=gradient()'
// GRADIENT-NEXT: net.py:5:1: convolution (linalg.conv_2d_nchw_fchw) = gradient(), by 'kind:any=gradient()'
// DECONVNET-NEXT: net.py:6:1: activation (arith.maximumf) = deconvnet(), by 'kind:activation=deconvnet()'
// GUIDED-NEXT: net.py:6:1: activation (arith.maximumf) = guided_backprop(), by 'kind:activation=guided_backprop()'
// SMOOTH-NEXT: net.py:6:1: activation (arith.maximumf) = beta_smooth(beta=10), by 'kind:activation=beta_smooth(beta=$beta)'
// GRADIENT-NEXT: net.py:7:1: sum (arith.addf) = gradient(), by 'kind:any=gradient()'
// GRADIENT-NEXT: net.py:8:1: average_pool (linalg.pooling_nchw_sum) = gradient(), by 'kind:any=gradient()'
// GRADIENT-NEXT: net.py:9:1: reduction (linalg.generic) = gradient(), by 'kind:any=gradient()'
// GRADIENT-NEXT: net.py:9:2: scale (arith.divf) = gradient(), by 'kind:any=gradient()'
// GRADIENT-NEXT: net.py:10:1: dense (linalg.matmul) = gradient(), by 'kind:any=gradient()'
// DECONVNET-NEXT: net.py:11:1: activation (arith.maximumf) = deconvnet(), by 'kind:activation=deconvnet()'
// GUIDED-NEXT: net.py:11:1: activation (arith.maximumf) = guided_backprop(), by 'kind:activation=guided_backprop()'
// SMOOTH-NEXT: net.py:11:1: activation (arith.maximumf) = beta_smooth(beta=10), by 'kind:activation=beta_smooth(beta=$beta)'
// GRADIENT-NEXT: net.py:12:1: dense (linalg.matmul) = gradient(), by 'kind:any=gradient()'
// GRADIENT-NOT: {{.}}

// AttnLRP with gamma: transformers have no batch norm, so its parts count.
// VIT-NEXT: net.py:1:1: convolution (linalg.conv_2d_nchw_fchw) = gamma(epsilon=1e-06,gamma=0.25,stabilizer=sign,zero_params=none), by 'kind:convolution=gamma(gamma=$conv_gamma,epsilon=$stabilizer_epsilon)'
// VIT-NEXT: net.py:2:1: sum (arith.subf) = epsilon(epsilon=0,stabilizer=plain), by 'kind:sum=epsilon(epsilon=0)'
// VIT-NEXT: net.py:2:2: scale (arith.mulf) = identity(epsilon=1e-10), by nature
// VIT-NEXT: net.py:2:3: sum (arith.addf) = epsilon(epsilon=0,stabilizer=plain), by 'kind:sum=epsilon(epsilon=0)'
// VIT-NEXT: net.py:3:1: activation (arith.maximumf) = identity(epsilon=1e-10), by 'kind:activation=identity(epsilon=$identity_epsilon)'
// VIT-NEXT: net.py:4:1: selection (linalg.pooling_nchw_max) = gradient(), by nature
// VIT-NEXT: net.py:5:1: convolution (linalg.conv_2d_nchw_fchw) = gamma(epsilon=1e-06,gamma=0.25,stabilizer=sign,zero_params=none), by 'kind:convolution=gamma(gamma=$conv_gamma,epsilon=$stabilizer_epsilon)'
// VIT-NEXT: net.py:6:1: activation (arith.maximumf) = identity(epsilon=1e-10), by 'kind:activation=identity(epsilon=$identity_epsilon)'
// VIT-NEXT: net.py:7:1: sum (arith.addf) = epsilon(epsilon=0,stabilizer=plain), by 'kind:sum=epsilon(epsilon=0)'
// VIT-NEXT: net.py:8:1: average_pool (linalg.pooling_nchw_sum) = epsilon(epsilon=0,stabilizer=plain), by 'kind:sum=epsilon(epsilon=0)'
// VIT-NEXT: net.py:9:1: reduction (linalg.generic) = epsilon(epsilon=0,stabilizer=plain), by 'kind:sum=epsilon(epsilon=0)'
// VIT-NEXT: net.py:9:2: scale (arith.divf) = identity(epsilon=1e-10), by nature
// VIT-NEXT: net.py:10:1: dense (linalg.matmul) = gamma(epsilon=1e-06,gamma=0.05,stabilizer=sign,zero_params=none), by 'kind:dense=gamma(gamma=$linear_gamma,epsilon=$stabilizer_epsilon)'
// VIT-NEXT: net.py:11:1: activation (arith.maximumf) = identity(epsilon=1e-10), by 'kind:activation=identity(epsilon=$identity_epsilon)'
// VIT-NEXT: net.py:12:1: dense (linalg.matmul) = gamma(epsilon=1e-06,gamma=0.05,stabilizer=sign,zero_params=none), by 'kind:dense=gamma(gamma=$linear_gamma,epsilon=$stabilizer_epsilon)'
// VIT-NOT: {{.}}

// Their parameters.
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-plus(epsilon=0.25,stabilizer_epsilon=0.5) print-rules" | FileCheck %s --check-prefix=PPLUS
// PPLUS: 1:1: convolution (linalg.conv_2d_nchw_fchw) = z_plus(epsilon=0.5,
// PPLUS: 9:2: mean (linalg.generic) = norm(epsilon=0.5,
// PPLUS: 10:1: dense (linalg.matmul) = epsilon(epsilon=0.25,stabilizer=sign)
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-plus-flat(epsilon=0.25,stabilizer_epsilon=0.5) print-rules" | FileCheck %s --check-prefix=PFLAT
// PFLAT: 1:1: convolution (linalg.conv_2d_nchw_fchw) = flat(epsilon=0.5,
// PFLAT: 5:1: convolution (linalg.conv_2d_nchw_fchw) = z_plus(epsilon=0.5,
// PFLAT: 10:1: dense (linalg.matmul) = epsilon(epsilon=0.25,
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-alpha2-beta1(epsilon=0.25,stabilizer_epsilon=0.5) print-rules" | FileCheck %s --check-prefix=PALPHA
// PALPHA: 1:1: convolution (linalg.conv_2d_nchw_fchw) = alpha_beta(alpha=2,beta=1,epsilon=0.5,
// PALPHA: 10:1: dense (linalg.matmul) = epsilon(epsilon=0.25,
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-alpha2-beta1-flat(epsilon=0.25,stabilizer_epsilon=0.5) print-rules" | FileCheck %s --check-prefix=PALPHAFLAT
// PALPHAFLAT: 1:1: convolution (linalg.conv_2d_nchw_fchw) = flat(epsilon=0.5,
// PALPHAFLAT: 5:1: convolution (linalg.conv_2d_nchw_fchw) = alpha_beta(alpha=2,beta=1,epsilon=0.5,
// PALPHAFLAT: 8:1: average_pool (linalg.pooling_nchw_sum) = norm(epsilon=0.5,
// PALPHAFLAT: 10:1: dense (linalg.matmul) = epsilon(epsilon=0.25,
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-gamma-box(low=-2,high=2.5,gamma=0.75,epsilon=0.25,stabilizer_epsilon=0.5) print-rules" | FileCheck %s --check-prefix=PBOX
// PBOX: 1:1: convolution (linalg.conv_2d_nchw_fchw) = z_box(epsilon=0.5,high=2.5,low=-2,
// PBOX: 5:1: convolution (linalg.conv_2d_nchw_fchw) = gamma(epsilon=0.5,gamma=0.75,
// PBOX: 10:1: dense (linalg.matmul) = epsilon(epsilon=0.25,
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=excitation-backprop(stabilizer_epsilon=0.5) print-rules" | FileCheck %s --check-prefix=PEXCITATION
// PEXCITATION: 1:1: convolution (linalg.conv_2d_nchw_fchw) = z_plus(epsilon=0.5,
// PEXCITATION: 9:2: mean (linalg.generic) = norm(epsilon=0.5,
// PEXCITATION: 10:1: dense (linalg.matmul) = z_plus(epsilon=0.5,
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=beta-smooth(beta=2) print-rules" | FileCheck %s --check-prefix=PSMOOTH
// PSMOOTH: 3:1: activation (arith.maximumf) = beta_smooth(beta=2)
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=gamma-vit(conv_gamma=0.5,linear_gamma=0.75,stabilizer_epsilon=0.25,identity_epsilon=0.125) print-rules" | FileCheck %s --check-prefix=PVIT
// PVIT: 1:1: convolution (linalg.conv_2d_nchw_fchw) = gamma(epsilon=0.25,gamma=0.5,
// PVIT: 3:1: activation (arith.maximumf) = identity(epsilon=0.125)
// PVIT: 10:1: dense (linalg.matmul) = gamma(epsilon=0.25,gamma=0.75,
// The bounds are one number each, and the low one is the lower.
// RUN: not lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-gamma-box(low=3,high=-3)" 2>&1 | FileCheck %s --check-prefix=BOUNDS
// BOUNDS: error: {{.*}}low
// deconvnet and guided-backprop have none.
// RUN: not lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=deconvnet(beta=1)" 2>&1 | FileCheck %s --check-prefix=PDECONVNET
// PDECONVNET: error: 'beta' in 'deconvnet(beta=1)' is no parameter of composite 'deconvnet'
// RUN: not lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=guided-backprop(beta=1)" 2>&1 | FileCheck %s --check-prefix=PGUIDED
// PGUIDED: error: 'beta' in 'guided-backprop(beta=1)' is no parameter of composite 'guided-backprop'

// With the batch norm folded into the first convolution, relevance passes what zennit leaves of it as it passes a
// batch norm.
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-merge-batch-norm --lxt-assign-rules="composite=epsilon-plus print-rules" | FileCheck %s --check-prefixes=MERGED,LEFT
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-merge-batch-norm=residual-epsilon=0 --lxt-assign-rules="composite=epsilon-plus print-rules" | FileCheck %s --check-prefixes=MERGED,GONE
// MERGED:      rules of @net:
// MERGED-NEXT: net.py:1:1: convolution (linalg.conv_2d_nchw_fchw) = z_plus(
// LEFT-NEXT:   net.py:2:1: batch_norm (arith.subf) = identity(epsilon=1e-10), by 'kind:batch_norm=identity()'
// LEFT-NEXT:   net.py:3:1: activation (arith.maximumf) = identity(
// GONE-NEXT:   net.py:3:1: activation (arith.maximumf) = identity(
// Modified gradients shrink by it.
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-merge-batch-norm --lxt-assign-rules="composite=guided-backprop print-rules" | FileCheck %s --check-prefix=SHRINK
// SHRINK:      net.py:1:1: convolution (linalg.conv_2d_nchw_fchw) = gradient(
// SHRINK-NEXT: net.py:2:1: batch_norm (arith.subf) = gradient(), by 'kind:any=gradient()'
// SHRINK-NEXT: net.py:3:1: activation (arith.maximumf) = guided_backprop(

// Entries before those of a composite name what it leaves to the gradient.
// RUN: lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="rules=kind:sum&active:2=norm() composite=epsilon-plus print-rules" | FileCheck %s --check-prefix=SUM
// SUM: 7:1: sum (arith.addf) = norm(epsilon=1e-06,stabilizer=sign), by 'kind:sum&active:2=norm()'

#id2 = affine_map<(d0, d1) -> (d0, d1)>
#col = affine_map<(d0, d1) -> (d1)>
#id4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1, 0, 0)>
#nc = affine_map<(d0, d1, d2, d3) -> (d0, d1)>

!x = tensor<1x1x10x10xf32>
!a = tensor<1x2x8x8xf32>
!b = tensor<1x2x4x4xf32>
!d = tensor<1x2x2x2xf32>
!c = tensor<2x1x1xf32>
!v = tensor<1x2xf32>

func.func @net(%x: !x) -> !v {
  %zero = arith.constant 0.0 : f32
  %minimum = arith.constant 0xFF800000 : f32
  %four = arith.constant 4.0 : f32
  %w1 = arith.constant dense<0.5> : tensor<2x1x3x3xf32>
  %w2 = arith.constant dense<0.25> : tensor<2x2x1x1xf32>
  %w3 = arith.constant dense<0.75> : tensor<2x2xf32>
  %constants = arith.constant dense<[[[3.0]], [[4.0]]]> : !c
  %bias = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %window = tensor.empty() : tensor<2x2xf32>
  %ea = tensor.empty() : !a
  %eb = tensor.empty() : !b
  %ed = tensor.empty() : !d
  %ev = tensor.empty() : !v
  %za = linalg.fill ins(%zero : f32) outs(%ea : !a) -> !a
  %zb = linalg.fill ins(%zero : f32) outs(%eb : !b) -> !b
  %mb = linalg.fill ins(%minimum : f32) outs(%eb : !b) -> !b
  %zd = linalg.fill ins(%zero : f32) outs(%ed : !d) -> !d
  %zv = linalg.fill ins(%zero : f32) outs(%ev : !v) -> !v
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w1 : !x, tensor<2x1x3x3xf32>) outs(%za : !a) -> !a loc("net.py":1:1)
  %1 = linalg.elementwise kind=#linalg.elementwise_kind<sub> indexing_maps = [#id4, #channel, #id4] ins(%0, %constants : !a, !c) outs(%ea : !a) -> !a loc("net.py":2:1)
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [#id4, #channel, #id4] ins(%1, %constants : !a, !c) outs(%ea : !a) -> !a loc("net.py":2:2)
  %3 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id4, #channel, #id4] ins(%2, %constants : !a, !c) outs(%ea : !a) -> !a loc("net.py":2:3)
  %4 = linalg.generic {indexing_maps = [#id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%3 : !a) outs(%ea : !a) {
  ^bb0(%in: f32, %out: f32):
    %relu = arith.maximumf %in, %zero : f32 loc("net.py":3:1)
    linalg.yield %relu : f32
  } -> !a loc("net.py":3:1)
  %5 = linalg.pooling_nchw_max {strides = dense<2> : vector<2xi64>} ins(%4, %window : !a, tensor<2x2xf32>) outs(%mb : !b) -> !b loc("net.py":4:1)
  %6 = linalg.conv_2d_nchw_fchw ins(%5, %w2 : !b, tensor<2x2x1x1xf32>) outs(%zb : !b) -> !b loc("net.py":5:1)
  %7 = linalg.generic {indexing_maps = [#id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%6 : !b) outs(%eb : !b) {
  ^bb0(%in: f32, %out: f32):
    %relu = arith.maximumf %in, %zero : f32 loc("net.py":6:1)
    linalg.yield %relu : f32
  } -> !b loc("net.py":6:1)
  %8 = linalg.add ins(%7, %5 : !b, !b) outs(%eb : !b) -> !b loc("net.py":7:1)
  %9 = linalg.pooling_nchw_sum {strides = dense<2> : vector<2xi64>} ins(%8, %window : !b, tensor<2x2xf32>) outs(%zd : !d) -> !d loc("net.py":8:1)
  %10 = linalg.generic {indexing_maps = [#id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%9 : !d) outs(%ed : !d) {
  ^bb0(%in: f32, %out: f32):
    %quotient = arith.divf %in, %four : f32 loc("net.py":8:2)
    linalg.yield %quotient : f32
  } -> !d loc("net.py":8:2)
  %11 = linalg.generic {indexing_maps = [#id4, #nc], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%10 : !d) outs(%zv : !v) {
  ^bb0(%in: f32, %out: f32):
    %sum = arith.addf %in, %out : f32 loc("net.py":9:1)
    linalg.yield %sum : f32
  } -> !v loc("net.py":9:1)
  %12 = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%11 : !v) outs(%ev : !v) {
  ^bb0(%in: f32, %out: f32):
    %quotient = arith.divf %in, %four : f32 loc("net.py":9:2)
    linalg.yield %quotient : f32
  } -> !v loc("net.py":9:2)
  %13 = linalg.matmul ins(%12, %w3 : !v, tensor<2x2xf32>) outs(%zv : !v) -> !v loc("net.py":10:1)
  %14 = linalg.elementwise kind=#linalg.elementwise_kind<add> indexing_maps = [#id2, #col, #id2] ins(%13, %bias : !v, tensor<2xf32>) outs(%ev : !v) -> !v loc("net.py":10:2)
  %15 = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%14 : !v) outs(%ev : !v) {
  ^bb0(%in: f32, %out: f32):
    %relu = arith.maximumf %in, %zero : f32 loc("net.py":11:1)
    linalg.yield %relu : f32
  } -> !v loc("net.py":11:1)
  %16 = linalg.matmul ins(%15, %w3 : !v, tensor<2x2xf32>) outs(%zv : !v) -> !v loc("net.py":12:1)
  return %16 : !v
}

// Bounds have no value of their own.
// RUN: not lxt-opt %s -o /dev/null --lxt-recognise --lxt-assign-rules="composite=epsilon-gamma-box(low=-3)" 2>&1 | FileCheck %s --check-prefix=NEEDS
// NEEDS: error: composite 'epsilon-gamma-box' needs a value for its parameter "high": give 'epsilon-gamma-box(high=NUMBER)'
