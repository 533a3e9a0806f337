//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_CODEGEN_PASSES_TD
#define LXT_CODEGEN_PASSES_TD

include "mlir/Pass/PassBase.td"

def LXTFoldConstants : Pass<"lxt-fold-constants", "::mlir::ModuleOp"> {
  let summary = "Compute what depends on constants alone";
  let description = [{
    Modified weights (`W+`, `W^2`), folded batch norms, transposed and reversed
    weights are computed once, now, by compiling the ops that make them for this
    machine and running them, and become constants themselves. What is made of
    fills and splats alone stays, as does what would be more than twice as large
    as the constants that it is made of: a bias that is repeated for every pixel.

    ```mlir
    %w = arith.constant dense<[1.0, -2.0]> : tensor<2xf32>
    %0 = linalg.generic ... ins(%w) // max(w, 0)
    // becomes
    %0 = arith.constant dense<[1.0, 0.0]> : tensor<2xf32>
    ```
  }];
}

def LXTFuseElementwise : Pass<"lxt-fuse-elementwise", "::mlir::func::FuncOp"> {
  let summary = "Fuse elementwise ops into the one op that reads them";
  let description = [{
    Upstream's fusion, where it repeats no work: a producer that is read once, at
    every loop of its consumer. Reductions keep their order, so that fusing
    changes no value by a bit.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::affine::AffineDialect",
                           "::mlir::tensor::TensorDialect"];
}

def LXTDecompose : Pass<"lxt-decompose", "::mlir::func::FuncOp"> {
  let summary = "Write aggregate ops as what bufferization knows";
  let description = [{
    Upstream's decompositions of `tensor.concat` and of aggregate ops such as
    `linalg.softmax`, which have no bufferization or loops of their own, of
    `tensor.pad`, whose inside is then written where it belongs, and of
    `math.clampf`. Named ops become `linalg.generic`, which is all that later
    passes look at, but for `linalg.fill`.
  }];
  let dependentDialects = ["::mlir::tensor::TensorDialect", "::mlir::affine::AffineDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
                           "::mlir::arith::ArithDialect"];
}

def LXTOrderLoops : Pass<"lxt-order-loops", "::mlir::func::FuncOp"> {
  let summary = "Put the loop innermost along which memory is contiguous";
  let description = [{
    Interchanges the loops of every structured op: parallel loops outside, then
    reductions in their order, and innermost the loop that the most operands
    read or write contiguously or not at all, parallel if possible, so that the
    innermost loop vectorises without reordering a sum.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def LXTRecompute : Pass<"lxt-recompute", "::mlir::func::FuncOp"> {
  let summary = "Compute parts of the forward pass again instead of keeping them";
  let description = [{
    In a function that explains: ops that the prediction depends on are its
    forward pass, and others read what that computed, in reverse order. The
    forward pass is cut into segments where few bytes cross; what crosses is kept,
    and the rest of a segment is computed again where the first of its values is
    read. Borders are chosen such that what is kept and the largest segment are at
    most `budget` together, with as few ops computed twice as possible; if there
    is no such choice, the one that needs the least. For L equal layers that is in
    the order of the square root of L (Chen et al., "Training Deep Nets with
    Sublinear Memory Cost", 2016). Numbers stay what they are.

    No pass that removes common subexpressions may run between this one and
    bufferization.
  }];
  let options = [
    Option<"budget", "budget", "int64_t", /*default=*/"0", "Bytes of the forward pass that may be alive at once (default: as few as possible)">,
  ];
}

def LXTRecomputeElementwise : Pass<"lxt-recompute-elementwise", "::mlir::func::FuncOp"> {
  let summary = "Compute elementwise again what is made of what is kept anyway";
  let description = [{
    Where the most bytes are alive: who reads the result of an elementwise
    `linalg.generic` behind that place gets it computed again there, if all that
    it is made of is alive there, too. Of an activation's input and result, both
    of which an explanation reads, the input alone is kept. Numbers stay what
    they are. Functions whose tensors take less than `least` bytes at once stay
    as they are: keeping costs nothing then.

    As for `lxt-recompute`, common subexpressions must not be removed behind it.
  }];
  let options = [
    Option<"least", "least", "int64_t", /*default=*/"1048576", "Bytes alive at once from which on memory matters">,
  ];
}

def LXTSplitBatch : Pass<"lxt-split-batch", "::mlir::func::FuncOp"> {
  let summary = "Compute small models one example, or one seed, at a time";
  let description = [{
    Ops that go over the first dimension of an argument, each index of it alone,
    become one `scf.forall`: a thread computes all of an example, or of a seed,
    in a cache of its own. Threads start once, and what one of them wrote no
    other one reads. What is computed without the batch, as the forward pass that
    seeds share, stays outside.

    Only for a batch of `least` or more, if what all indices read (weights) and
    what one of them computes are at most `cache-bytes`, and if an eighth of the
    work at most is products that the batch alone makes products of matrices.
    Static shapes only. Numbers stay what they are.
  }];
  let options = [
    Option<"least", "least", "int64_t", /*default=*/"4", "Size of a batch from which on it is split">,
    Option<"cacheBytes", "cache-bytes", "int64_t", /*default=*/"524288", "Bytes that stay in a core's cache">,
  ];
  let dependentDialects = ["::mlir::affine::AffineDialect", "::mlir::linalg::LinalgDialect", "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect"];
}

def LXTCloneFills : Pass<"lxt-clone-fills", "::mlir::func::FuncOp"> {
  let summary = "Give every reader of a filled tensor its own";
  let description = [{
    Bufferization writes the first reader's result over a shared `linalg.fill`,
    broadcast or `tensor.empty` and copies for the others; filling twice is
    cheaper, and need not happen at all (see `lxt-tile-to-registers`).
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def LXTSplitStrides : Pass<"lxt-split-strides", "::mlir::func::FuncOp"> {
  let summary = "Skip the zeros that strides put into a convolution's input";
  let description = [{
    The gradient of a convolution with stride `s` is a convolution of a tensor in
    which only every `s`th row and column is not zero, as a transposed convolution
    is. It becomes one convolution for each remainder modulo `s`, of what is not
    zero with every `s`th element of the window: a quarter of the work for a
    stride of 2 in two dimensions. Static shapes only.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
}

def LXTFuseMultiplyAdd : Pass<"lxt-fuse-multiply-add", "::mlir::func::FuncOp"> {
  let summary = "Sum products with one rounding";
  let description = [{
    `a * b + sum` becomes `math.fma` in contractions and convolutions, as they
    came in: which products are fused does not depend on what else is fused, or
    on whether an explanation was asked for.
  }];
  let dependentDialects = ["::mlir::math::MathDialect"];
}

def LXTPermuteContractions : Pass<"lxt-permute-contractions", "::mlir::func::FuncOp"> {
  let summary = "Write contractions in the order in which they are read";
  let description = [{
    A contraction of which the only reader is elementwise, and writes the
    dimensions in another order, gets the reader's order: the transpose is gone.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
}

def LXTPackContractions : Pass<"lxt-pack-contractions", "::mlir::func::FuncOp"> {
  let summary = "Bring factors into the order in which tiles read them";
  let description = [{
    Of a contraction's two factors, tiles read one along the columns of the
    output (see `lxt-tile-to-registers`). This one is copied into panels
    `[batch, panel, k, column of the panel]`, in which memory is read without a
    gap: weights at compile time (`lxt-fold-constants`), other factors if every
    element is read 16 times or more.

    ```mlir
    // y[m, n] += x[m, k] * w[k, n], of 64 columns, in panels of 16:
    (m, n, k) -> (n floordiv 16, k, n mod 16)
    ```
  }];
  let options = [
    Option<"vectorBits", "vector-bits", "int64_t", /*default=*/"256", "Bits of a vector register">,
    Option<"vectorRegisters", "vector-registers", "int64_t", /*default=*/"16", "Number of vector registers">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def LXTTileToRegisters : Pass<"lxt-tile-to-registers", "::mlir::func::FuncOp"> {
  let summary = "Compute reductions in tiles of vectors that stay in registers";
  let description = [{
    Writes every reduction on buffers whose output has a loop along which memory
    is contiguous (contractions, convolutions, pooling, sums over rows) as loops
    over tiles: rows times columns of accumulators, the columns in vectors. The
    sum of every element keeps its order, whatever the tiles are.

    What initialises the output, and the elementwise ops that follow and read it
    element by element, are computed on the tile while it is in registers; a
    buffer that only they access is not written at all.

    Parallel loops go over panels of columns and blocks of rows. A block of what
    is multiplied with the panels takes at most `block-bytes`, so that it stays
    in the cache. Rows are divided evenly into tiles; columns that are left at
    the end are masked.

    A long sum is done in parts, each for all tiles of a block before the next
    one, so that what is read of a panel stays close; the sums wait in memory.

    Upstream tiles, peels, vectorises and hoists the same loops in a round of
    passes each, and takes only static sizes without masks; here one walk writes
    what they would leave.
  }];
  let options = [
    Option<"vectorBits", "vector-bits", "int64_t", /*default=*/"256", "Bits of a vector register">,
    Option<"vectorRegisters", "vector-registers", "int64_t", /*default=*/"16", "Number of vector registers">,
    Option<"blockBytes", "block-bytes", "int64_t", /*default=*/"524288", "Bytes that stay in a core's cache">,
  ];
  let dependentDialects = ["::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def LXTFuseRows : Pass<"lxt-fuse-rows", "::mlir::func::FuncOp"> {
  let summary = "Go over rows once for all ops that do";
  let description = [{
    A reduction to rows (a mean, the sum of a softmax) and the ops around it that
    access the same rows, each its own alone, become one loop over rows, with the
    ops on slices in it. What only they access is as small as a row and lives on
    the stack: a softmax or a norm, forward or backward, passes through memory
    once.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect", "::mlir::arith::ArithDialect"];
}

def LXTVectoriseReductions : Pass<"lxt-vectorise-reductions", "::mlir::func::FuncOp"> {
  let summary = "Reduce contiguous memory in vectors";
  let description = [{
    A reduction along which memory is contiguous is computed as 1024 bits of
    partial results, which are then combined by halves. The order depends on the
    size of the loop alone: results are the same on every machine that has fused
    multiplication and addition, and whether an explanation was asked for or not.
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def LXTParallelise : Pass<"lxt-parallelise", "::mlir::func::FuncOp"> {
  let summary = "Keep one level of parallel loops, where it pays";
  let description = [{
    Turns `scf.parallel` into sequential loops where it is inside another one,
    or where all of its iterations together do less than `min-work` scalar
    operations: starting threads then costs more than it saves. Of the others,
    what a thread does in one go is loops of its own, of at most 16384
    operations and a 64th of all, the innermost loops first: LLVM turns them
    into vectors.
  }];
  let options = [
    Option<"minWork", "min-work", "int64_t", /*default=*/"131072", "Scalar operations that a parallel loop must have">,
  ];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
}

def LXTBufferizeSignature : Pass<"lxt-bufferize-signature", "::mlir::ModuleOp"> {
  let summary = "Let functions read and write buffers of their caller";
  let description = [{
    Turns every public function of tensors into one of memrefs: inputs, which are
    only read, then one destination per result, which is only written. One-shot
    bufferization by itself writes over arguments and allocates results.

    Notes what the tensors are as attribute `lxt.interface`, for
    `lxt-emit-c-interface`. A function with results of dynamic shape gets a
    second one, `@<name>_extents`, that returns their dynamic sizes, and whether
    every `cf.assert` with the attribute `lxt.extent` holds, if there are any.

    ```mlir
    // lxt-opt --lxt-bufferize-signature
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %y = linalg.exp ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
      return %y : tensor<4xf32>
    }
    // becomes
    func.func @f(%m: memref<4xf32>, %d: memref<4xf32>) {
      %x = bufferization.to_tensor %m restrict : memref<4xf32> to tensor<4xf32>
      %y = linalg.exp ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
      bufferization.materialize_in_destination %y in restrict writable %d : (tensor<4xf32>, memref<4xf32>) -> ()
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::tensor::TensorDialect", "::mlir::memref::MemRefDialect",
                           "::mlir::bufferization::BufferizationDialect"];
}

def LXTLowerCopies : Pass<"lxt-lower-copies", "::mlir::func::FuncOp"> {
  let summary = "Copy between strided buffers by loops";
  let description = [{
    `memref.copy` of buffers that are not contiguous calls MLIR's runner library,
    which compiled models do not need: makes it `linalg.copy`.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def LXTFreeBuffers : Pass<"lxt-free-buffers", "::mlir::ModuleOp"> {
  let summary = "Free every buffer after its last use";
  let description = [{
    Adds a `memref.dealloc` for each `memref.alloc` after the last op of its block
    that uses it or a view of it. Upstream's analysis of ownership, whose time
    grows with the square of the number of buffers, runs instead when a buffer
    leaves its block: a function returns it, or a loop yields a new one.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect"];
}

def LXTExpandMath : Pass<"lxt-expand-math"> {
  let summary = "Write math functions of f32 as arithmetic";
  let description = [{
    Functions of f32, alone or in vectors, become arithmetic without branches,
    tables and calls, which LLVM vectorises. An element has the same bits
    alone and in a vector of any size. Errors are below, in units in the last
    place, at every seventh f32:

    | op | with `fma` | without |
    | --- | --- | --- |
    | `math.exp` | 1.0 | 1.2 |
    | `math.exp2` | 1.0 | 1.2 |
    | `math.expm1` | 1.6 | 1.7 |
    | `math.tanh` | 1.4 | 1.4 |
    | `math.erf` | 1.2 | 1.4 |
    | `math.log` | 0.9 | 1.1 |
    | `math.log2` | 1.3 | 2.3 |
    | `math.log10` | 1.8 | 2.3 |
    | `math.log1p` | 1.6 | 1.6 |
    | `math.powf` with 3.0 | 1.3 | 1.3 |

    Infinities, nan, zeros with their sign and subnormal numbers give what they
    should; results underflow gradually. Other functions, and all of f64, stay
    calls of the mathematics library. f16 and bf16 are to be extended before.

    Upstream's polynomial approximations have errors of 4 to 5 units (`exp`,
    `erf`, `tanh`), and their logarithms take subnormal numbers for 2^-126.
  }];
  let options = [
    Option<"fma", "fma", "bool", /*default=*/"true", "The CPU multiplies and adds in one instruction">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect"];
}

def LXTOutlineKernels : Pass<"lxt-outline-kernels", "::mlir::ModuleOp"> {
  let summary = "Make functions of loops; loops that do the same share one";
  let description = [{
    Moves each sequential loop nest of a public function, and the body of each
    parallel loop, into a private function, `@kernel_0` and so on. Equal ones are
    kept once: code size, and the time that LLVM takes, then grow with the number
    of different layers instead of the size of one large function. A loop whose
    body allocates (see `lxt-split-batch`) stays, its body's loops are moved.

    A kernel whose written buffers share no memory with others that it reads is
    marked `lxt.noalias` (see `lxt-mark-noalias`). The caller's buffers for
    results are taken to lie apart from those of inputs.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect"];
}

def LXTExternalizeWeights : Pass<"lxt-externalize-weights", "::mlir::ModuleOp"> {
  let summary = "Move large constants to a file beside the code";
  let description = [{
    Writes every constant `memref.global` of at least `smallest` bytes to one file
    of the format [safetensors](https://github.com/huggingface/safetensors), each
    at a multiple of 64 bytes, equal ones once. They become views of the weights,
    a new last argument of the functions that read them and of those that call
    these. Functions that C calls get the unit attribute `lxt.weights`; the
    module's attribute `lxt.weights` says what `lxt-emit-c-interface` needs to
    load the file.

    Constants stay where they are if their elements have no type in the format,
    or if they are read by a function that not only functions with an
    `lxt.interface` call. Without any to move, there is no file.

    ```mlir
    memref.global "private" constant @w : memref<4096xf32> = dense_resource<w>
    func.func @f(%x: memref<4096xf32>) attributes {lxt.interface = ...} {
      %w = memref.get_global @w : memref<4096xf32>
    // becomes
    func.func @f(%x: memref<4096xf32>, %weights: memref<16384xi8>) attributes {lxt.interface = ..., lxt.weights} {
      %w = memref.view %weights[%c0][] : memref<16384xi8> to memref<4096xf32>
    ```
  }];
  let options = [
    Option<"path", "path", "std::string", /*default=*/"\"weights.safetensors\"", "The file to write">,
    Option<"loadName", "load-name", "std::string", /*default=*/"", "What the file will be called when it is loaded (default: as it is now)">,
    Option<"smallest", "smallest", "int64_t", /*default=*/"4096", "Bytes that a constant must have to be moved">,
  ];
  let dependentDialects = ["::mlir::memref::MemRefDialect", "::mlir::arith::ArithDialect"];
}

def LXTPlanMemory : Pass<"lxt-plan-memory", "::mlir::ModuleOp"> {
  let summary = "Give a function's buffers places in one workspace";
  let description = [{
    Every buffer of static size that a function with an `lxt.interface` allocates
    and frees in its block becomes a view of one workspace, a new last argument.
    Buffers that live at the same time lie apart; a buffer lives from the first op
    that uses it, or a view of it, until its `memref.dealloc`, both included.
    Attribute `lxt.workspace` says how many bytes it takes. Other buffers stay as
    they are. What an iteration of a loop in that block allocates and frees has a
    plan of its own, and every iteration of a parallel loop a place of its own.

    Places are found by the strategies of Pisarchyk and Lee, "Efficient Memory
    Management for Deep Neural Net Inference" (2020), and of an allocator that
    takes the tightest gap, whichever needs less; for more than 8192 buffers by
    the second, whose time is not quadratic.

    ```mlir
    func.func @f(%x: memref<16xf32>) attributes {lxt.interface = ...} {
      %a = memref.alloc() : memref<16xf32>
      call @g(%x, %a) : (memref<16xf32>, memref<16xf32>) -> ()
      memref.dealloc %a : memref<16xf32>
      return
    }
    // becomes
    func.func @f(%x: memref<16xf32>, %w: memref<64xi8>)
        attributes {lxt.interface = ..., lxt.workspace = 64 : i64} {
      %a = memref.view %w[%c0][] : memref<64xi8> to memref<16xf32>
      call @g(%x, %a) : (memref<16xf32>, memref<16xf32>) -> ()
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect", "::mlir::arith::ArithDialect"];
}

def LXTMarkNoalias : Pass<"lxt-mark-noalias", "::mlir::LLVM::LLVMFuncOp"> {
  let summary = "Tell LLVM that a kernel's buffers are distinct";
  let description = [{
    Adds `llvm.noalias` to the data pointers of functions marked `lxt.noalias`:
    their loops then vectorise without checks at run time.
  }];
}

def LXTEmitCInterface : Pass<"lxt-emit-c-interface", "::mlir::ModuleOp"> {
  let summary = "Add plain C functions for the functions of a module";
  let description = [{
    For every function with an `lxt.interface`, after lowering to the llvm
    dialect, adds one that C can call: pointers to inputs, then to results, then
    every dynamic size of inputs and results in this order as an `int64_t`, then
    the workspace (see `lxt-plan-memory`), aligned or not; if it is null, the
    function allocates one and frees it. It returns 0, or 1 for a null pointer, 2
    for an extent that is negative or does not fit, 3 when there is no memory, 4
    when the weights are not loaded.

    Adds `<name>_info`, which returns the description of the module (see
    `lxt/Target/Interface.h`), and, where weights lie in a file (see
    `lxt-externalize-weights`), `<name>_load` and `<name>_unload`, which need the
    library `lxt_runtime`.
  }];
  let options = [
    Option<"name", "name", "std::string", /*default=*/"\"model\"", "Prefix of the functions' names">,
    Option<"entry", "entry", "std::string", /*default=*/"\"main\"", "The function to export as <name>_forward">,
  ];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // LXT_CODEGEN_PASSES_TD
