//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "mlir/Transforms/RegionUtils.h"

namespace lxt {
#define GEN_PASS_DEF_LXTOUTLINEKERNELS
#define GEN_PASS_DEF_LXTMARKNOALIAS
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

// The value that a buffer is a view of.
static Value getBase(Value buffer) {
  while (auto view = buffer.getDefiningOp<ViewLikeOpInterface>())
    buffer = view.getViewSource();
  return buffer;
}

// True for a buffer that no other base can overlap.
static bool isIdentified(Value base) {
  if (auto argument = dyn_cast<BlockArgument>(base))
    return isa<func::FuncOp>(argument.getOwner()->getParentOp());
  return isa<memref::AllocOp, memref::AllocaOp, memref::GetGlobalOp>(
      base.getDefiningOp());
}

// True when what the ops write is reached through no other of the buffers.
static bool writesAreDistinct(ArrayRef<Operation *> ops,
                              ArrayRef<Value> captured) {
  llvm::SetVector<Value> buffers, written;
  for (Value value : captured)
    if (isa<MemRefType>(value.getType()))
      buffers.insert(value);
  bool known = true;
  for (Operation *op : ops)
    op->walk([&](Operation *inner) {
      if (isa<func::CallOp>(inner)) {
        // A kernel, which may write to any of them.
        for (Value operand : inner->getOperands())
          if (buffers.contains(operand))
            written.insert(operand);
        return;
      }
      // A prefetch says that it writes.
      auto effects = dyn_cast<MemoryEffectOpInterface>(inner);
      if (!effects || isa<memref::PrefetchOp>(inner))
        return;
      SmallVector<MemoryEffects::EffectInstance> writes;
      effects.getEffects<MemoryEffects::Write>(writes);
      for (const MemoryEffects::EffectInstance &write : writes) {
        Value target = write.getValue();
        known &= target != nullptr;
        if (target)
          for (Value buffer : {target, getBase(target)})
            if (buffers.contains(buffer))
              written.insert(buffer);
      }
    });
  if (!known)
    return false;
  for (Value target : written)
    for (Value other : buffers)
      if (other != target &&
          (getBase(other) == getBase(target) || !isIdentified(getBase(other)) ||
           !isIdentified(getBase(target))))
        return false;
  return true;
}

// Kernels alone are not to be inlined, which would undo it.
static bool isKernel(func::FuncOp function) {
  return function->hasAttr("passthrough");
}

namespace {

class Outliner {
public:
  explicit Outliner(ModuleOp module)
      : module(module), symbols(module), builder(module.getContext()) {}

  // Outlines the loops of a program.
  void outline(Block &program);

private:
  void outline(ArrayRef<Operation *> ops);
  func::FuncOp getShared(func::FuncOp kernel);

  ModuleOp module;
  SymbolTable symbols;
  OpBuilder builder;
  llvm::DenseMap<llvm::hash_code, SmallVector<func::FuncOp>> kernels;
};

struct OutlineKernels : lxt::impl::LXTOutlineKernelsBase<OutlineKernels> {
  void runOnOperation() override {
    Outliner outliner(getOperation());
    SmallVector<func::FuncOp> functions(getOperation().getOps<func::FuncOp>());
    for (func::FuncOp function : functions)
      if (!function.isExternal() && !isKernel(function) &&
          function.getBody().hasOneBlock())
        outliner.outline(function.getBody().front());
  }
};

struct MarkNoalias : lxt::impl::LXTMarkNoaliasBase<MarkNoalias> {
  void runOnOperation() override {
    LLVM::LLVMFuncOp function = getOperation();
    if (!function->hasAttr("lxt.noalias"))
      return;
    // Every buffer is two pointers: the allocation's, then that of its data.
    bool isData = false;
    for (unsigned i = 0; i < function.getNumArguments(); ++i) {
      if (!isa<LLVM::LLVMPointerType>(function.getArgument(i).getType()))
        continue;
      if (isData)
        function.setArgAttr(i, LLVM::LLVMDialect::getNoAliasAttrName(),
                            UnitAttr::get(&getContext()));
      isData = !isData;
    }
  }
};

} // namespace

void Outliner::outline(Block &program) {
  for (Operation &op : llvm::make_early_inc_range(program)) {
    if (!isa<scf::ForOp, scf::ParallelOp>(op) || op.getNumResults() > 0)
      continue;
    // A body with buffers of its own is a program, too.
    Block &body = op.getRegion(0).front();
    if (!body.getOps<memref::AllocOp>().empty()) {
      outline(body);
      continue;
    }
    // The bodies of parallel loops, where noalias must hold for the vectoriser,
    // and the region around them, which would be a function for each place
    // otherwise.
    SmallVector<SmallVector<Operation *>> bodies;
    op.walk<WalkOrder::PreOrder>([&](scf::ParallelOp parallel) {
      bodies.emplace_back();
      for (Operation &inner : parallel.getBody()->without_terminator())
        bodies.back().push_back(&inner);
      return WalkResult::skip();
    });
    for (ArrayRef<Operation *> body : bodies)
      if (!body.empty())
        outline(body);
    outline(&op);
  }
}

// Replaces ops that follow each other by a call.
void Outliner::outline(ArrayRef<Operation *> ops) {
  llvm::SetVector<Value> captured;
  llvm::SmallPtrSet<Operation *, 8> inside(ops.begin(), ops.end());
  for (Operation *op : ops) {
    for (Value operand : op->getOperands())
      if (!inside.contains(operand.getDefiningOp()))
        captured.insert(operand);
    getUsedValuesDefinedAbove(op->getRegions(), captured);
  }
  captured.remove_if(
      [&](Value value) { return inside.contains(value.getDefiningOp()); });
  // Constants, and what is on the stack for these ops alone, are the kernel's.
  SmallVector<Value> arguments, constants;
  SmallVector<Operation *> locals;
  for (Value value : captured) {
    auto local = value.getDefiningOp<memref::AllocaOp>();
    if (local && local->getNumOperands() == 0 &&
        llvm::all_of(local->getUsers(), [&](Operation *user) {
          return llvm::any_of(
              ops, [&](Operation *op) { return op->isAncestor(user); });
        }))
      locals.push_back(local);
    else
      (matchPattern(value, m_Constant()) ? constants : arguments)
          .push_back(value);
  }

  Location loc = ops.front()->getLoc();
  builder.setInsertionPointToEnd(module.getBody());
  auto kernel = func::FuncOp::create(
      builder, loc, "kernel",
      builder.getFunctionType(ValueRange(arguments).getTypes(), {}));
  kernel.setPrivate();
  kernel->setAttr("passthrough",
                  builder.getArrayAttr(builder.getStringAttr("noinline")));
  if (writesAreDistinct(ops, arguments))
    kernel->setAttr("lxt.noalias", builder.getUnitAttr());
  builder.setInsertionPointToStart(kernel.addEntryBlock());
  IRMapping mapping;
  mapping.map(arguments, kernel.getArguments());
  for (Value constant : constants)
    builder.clone(*constant.getDefiningOp(), mapping);
  for (Operation *op : locals)
    builder.clone(*op, mapping);
  for (Operation *op : ops)
    builder.clone(*op, mapping);
  func::ReturnOp::create(builder, loc);

  func::FuncOp shared = getShared(kernel);
  builder.setInsertionPoint(ops.front());
  func::CallOp::create(builder, loc, shared, arguments);
  for (Operation *op : llvm::reverse(ops))
    op->erase();
  for (Operation *op : locals)
    op->erase();
}

// The kernel that does the same, if there is one already; else this one.
func::FuncOp Outliner::getShared(func::FuncOp kernel) {
  llvm::hash_code hash(0);
  kernel.getBody().walk([&](Operation *op) {
    hash =
        llvm::hash_combine(hash, OperationEquivalence::computeHash(
                                     op, OperationEquivalence::ignoreHashValue,
                                     OperationEquivalence::ignoreHashValue,
                                     OperationEquivalence::IgnoreLocations));
  });
  SmallVector<func::FuncOp> &bucket = kernels[hash];
  for (func::FuncOp other : bucket)
    if (other.getFunctionType() == kernel.getFunctionType() &&
        other->hasAttr("lxt.noalias") == kernel->hasAttr("lxt.noalias") &&
        OperationEquivalence::isRegionEquivalentTo(
            &other.getBody(), &kernel.getBody(),
            OperationEquivalence::IgnoreLocations)) {
      kernel.erase();
      return other;
    }
  symbols.insert(kernel);
  bucket.push_back(kernel);
  return kernel;
}
