//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that go over the same rows, in one loop over rows.
//
//===----------------------------------------------------------------------===//

#include "Loops.h"
#include "Vectors.h"
#include "lxt/Codegen/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"

namespace lxt {
#define GEN_PASS_DEF_LXTFUSEROWS
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;
using linalg::LinalgOp;
using utils::IteratorType;

namespace {

// Ops that follow each other, and what indexes rows in each: the loops of ops,
// the dimensions of buffers.
class RowGroup {
public:
  // Starts a group: the rows are the reduction's results.
  explicit RowGroup(GenericOp reduction);

  // Adds an op at a position among the others, if it goes over rows.
  bool add(LinalgOp op, unsigned position);
  unsigned getNumOps() const { return ops.size(); }
  unsigned getNumGenerics() const;
  bool accesses(Value buffer) const;
  void write(OpBuilder &builder);

private:
  struct Member {
    LinalgOp op;
    SmallVector<unsigned> loops;
  };
  std::optional<SmallVector<unsigned>> getRowLoops(LinalgOp op) const;
  bool isLocal(Value buffer) const;
  Value slice(OpBuilder &builder, Location loc, Value buffer,
              const llvm::SmallDenseMap<unsigned, unsigned> &rowOfDim);
  void writeMember(OpBuilder &builder, const Member &member, IRMapping &slices);

  SmallVector<Member> ops;
  unsigned rank;
  // Buffers of which every row is accessed by its own iteration alone; those
  // that are written; those that all rows read.
  llvm::MapVector<Value, SmallVector<unsigned>> rowDims;
  llvm::SetVector<Value> written, shared;
  SmallVector<Value> rows;
};

} // namespace

RowGroup::RowGroup(GenericOp reduction)
    : rank(reduction.getNumParallelLoops()) {
  rowDims[reduction.getOutputs()[0]] =
      llvm::to_vector(llvm::seq<unsigned>(0, rank));
}

unsigned RowGroup::getNumGenerics() const {
  return llvm::count_if(
      ops, [](const Member &member) { return isa<GenericOp>(member.op); });
}

// True if memory that may overlap the buffer's is accessed.
bool RowGroup::accesses(Value buffer) const {
  auto overlaps = [&](Value other) { return !areDistinct(other, buffer); };
  return llvm::any_of(llvm::make_first_range(rowDims), overlaps) ||
         llvm::any_of(shared, overlaps);
}

// The loops of an op that go over rows, as its buffers that are known do.
std::optional<SmallVector<unsigned>> RowGroup::getRowLoops(LinalgOp op) const {
  std::optional<SmallVector<unsigned>> loops;
  SmallVector<IteratorType> iterators = op.getIteratorTypesArray();
  for (OpOperand &operand : op->getOpOperands()) {
    auto it = rowDims.find(operand.get());
    if (it == rowDims.end())
      continue;
    AffineMap map = op.getMatchingIndexingMap(&operand);
    SmallVector<unsigned> own;
    for (unsigned dim : it->second) {
      auto expr = dyn_cast<AffineDimExpr>(map.getResult(dim));
      if (!expr || iterators[expr.getPosition()] != IteratorType::parallel)
        return std::nullopt;
      own.push_back(expr.getPosition());
    }
    if (loops && *loops != own)
      return std::nullopt;
    loops = own;
  }
  return loops;
}

bool RowGroup::add(LinalgOp op, unsigned position) {
  if (!op.hasPureBufferSemantics())
    return false;
  std::optional<SmallVector<unsigned>> loops = getRowLoops(op);
  if (!loops)
    return false;
  llvm::MapVector<Value, SmallVector<unsigned>> dims(rowDims);
  llvm::SetVector<Value> writes(written), reads(shared);
  for (OpOperand &operand : op->getOpOperands()) {
    if (!isa<MemRefType>(operand.get().getType()))
      continue;
    auto rowOfDim = getDimsOfLoops(op.getMatchingIndexingMap(&operand), *loops);
    if (!rowOfDim)
      return false;
    bool isOwn = rowOfDim->size() == rank;
    if (op.isDpsInit(&operand)) {
      if (!isOwn)
        return false;
      writes.insert(operand.get());
    }
    if (!isOwn) {
      reads.insert(operand.get());
      continue;
    }
    SmallVector<unsigned> own(rank);
    for (auto [dim, row] : *rowOfDim)
      own[row] = dim;
    if (auto [it, isNew] = dims.insert({operand.get(), own});
        !isNew && it->second != own)
      return false;
  }
  // What a body loads may be anywhere.
  for (Operation &inner : op.getBlock()->without_terminator()) {
    if (auto load = dyn_cast<memref::LoadOp>(inner))
      reads.insert(load.getMemRef());
    else if (!isMemoryEffectFree(&inner))
      return false;
  }
  // A row that is written, no other iteration may access.
  for (Value buffer : writes) {
    for (Value other : reads)
      if (!areDistinct(buffer, other))
        return false;
    for (const auto &entry : dims)
      if (entry.first != buffer && !areDistinct(buffer, entry.first))
        return false;
  }
  rowDims = std::move(dims);
  written = std::move(writes);
  shared = std::move(reads);
  ops.insert(ops.begin() + position, Member{op, *loops});
  return true;
}

// Small, and accessed by the group alone.
bool RowGroup::isLocal(Value buffer) const {
  auto alloc = buffer.getDefiningOp<memref::AllocOp>();
  if (!alloc || !alloc.getType().hasStaticShape())
    return false;
  auto it = rowDims.find(buffer);
  if (it == rowDims.end())
    return false;
  constexpr int64_t largest = 16384;
  int64_t bytes = 8;
  for (auto [dim, size] : llvm::enumerate(alloc.getType().getShape()))
    if (!llvm::is_contained(it->second, dim))
      bytes *= size;
  return bytes <= largest &&
         llvm::all_of(buffer.getUsers(), [&](Operation *user) {
           return llvm::any_of(
               ops, [&](const Member &member) { return member.op == user; });
         });
}

// The part of a buffer that a row accesses.
Value RowGroup::slice(OpBuilder &builder, Location loc, Value buffer,
                      const llvm::SmallDenseMap<unsigned, unsigned> &rowOfDim) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<int64_t> shape;
  for (auto [dim, size] : llvm::enumerate(type.getShape()))
    if (!rowOfDim.contains(dim))
      shape.push_back(size);
  if (isLocal(buffer))
    return memref::AllocaOp::create(
        builder, loc, MemRefType::get(shape, type.getElementType()),
        builder.getI64IntegerAttr(64));
  SmallVector<OpFoldResult> sizes = memref::getMixedSizes(builder, loc, buffer);
  SmallVector<OpFoldResult> offsets(sizes.size(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(sizes.size(), builder.getIndexAttr(1));
  for (auto [dim, row] : rowOfDim) {
    offsets[dim] = rows[row];
    sizes[dim] = builder.getIndexAttr(1);
  }
  auto reduced = memref::SubViewOp::inferRankReducedResultType(
      shape, type, offsets, sizes, strides);
  return memref::SubViewOp::create(builder, loc, reduced, buffer, offsets,
                                   sizes, strides);
}

// The op without the rows' loops, on slices.
void RowGroup::writeMember(OpBuilder &builder, const Member &member,
                           IRMapping &slices) {
  LinalgOp op = member.op;
  SmallVector<Value> operands;
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    auto rowOfDim = *getDimsOfLoops(map, member.loops);
    Value buffer = operand.get();
    // What all rows read, each op may read elsewhere.
    bool isOwn = rowOfDim.size() == rank;
    if (Value known = isOwn ? slices.lookupOrNull(buffer) : Value())
      buffer = known;
    else if (!rowOfDim.empty())
      buffer = slice(builder, op.getLoc(), buffer, rowOfDim);
    if (isOwn)
      slices.map(operand.get(), buffer);
    operands.push_back(buffer);
  }
  writeWithoutLoops(builder, op, member.loops, rows, operands);
}

void RowGroup::write(OpBuilder &builder) {
  LinalgOp last = ops.back().op;
  Location loc = last.getLoc();
  builder.setInsertionPointAfter(last);
  // Sizes of rows, from a buffer that has them.
  const auto &[buffer, dims] = *rowDims.begin();
  SmallVector<OpFoldResult> sizes = memref::getMixedSizes(builder, loc, buffer);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  SmallVector<Value> lower(rank, zero), steps(rank, one), upper;
  for (unsigned dim : dims)
    upper.push_back(getValueOrCreateConstantIndexOp(builder, loc, sizes[dim]));
  auto parallel = scf::ParallelOp::create(builder, loc, lower, upper, steps);
  rows = llvm::to_vector_of<Value>(parallel.getInductionVars());
  builder.setInsertionPointToStart(parallel.getBody());
  // What one row takes on the stack, the next one gives back.
  auto scope = memref::AllocaScopeOp::create(builder, loc, TypeRange());
  Block *body = builder.createBlock(&scope.getBodyRegion());
  builder.setInsertionPointToStart(body);
  IRMapping slices;
  for (const Member &member : ops)
    writeMember(builder, member, slices);
  memref::AllocaScopeReturnOp::create(builder, loc);

  SmallVector<Operation *> locals;
  for (const auto &entry : rowDims)
    if (isLocal(entry.first))
      locals.push_back(entry.first.getDefiningOp());
  for (const Member &member : llvm::reverse(ops))
    member.op->erase();
  for (Operation *alloc : locals)
    alloc->erase();
}

namespace {
struct FuseRows : lxt::impl::LXTFuseRowsBase<FuseRows> {
  void fuse(Block &block);
  void runOnOperation() override {
    llvm::SetVector<Block *> blocks;
    getOperation().walk([&](LinalgOp op) { blocks.insert(op->getBlock()); });
    for (Block *block : blocks)
      fuse(*block);
  }
};
} // namespace

// A reduction whose results are rows.
static bool isRowReduction(Operation *op) {
  auto generic = dyn_cast<GenericOp>(op);
  if (!generic || !generic.hasPureBufferSemantics() ||
      generic.getNumDpsInits() != 1 || generic.getNumReductionLoops() != 1 ||
      generic.getNumParallelLoops() == 0)
    return false;
  AffineMap map = generic.getMatchingIndexingMap(generic.getDpsInitOperand(0));
  SmallVector<unsigned> loops;
  generic.getReductionDims(loops);
  return map.isProjectedPermutation() &&
         map.getNumResults() == generic.getNumParallelLoops() &&
         isVectorisableAlong(generic, loops.front());
}

// Neither reads nor writes what another op does.
static bool isNeutral(Operation *op) {
  return isMemoryEffectFree(op) || isa<memref::AllocOp>(op);
}

void FuseRows::fuse(Block &block) {
  OpBuilder builder(&getContext());
  llvm::SmallDenseSet<Operation *> taken;
  SmallVector<Operation *> seeds;
  for (Operation &op : block)
    if (isRowReduction(&op))
      seeds.push_back(&op);
  for (Operation *seed : seeds) {
    if (taken.contains(seed))
      continue;
    RowGroup group(cast<GenericOp>(seed));
    if (!group.add(cast<LinalgOp>(seed), 0))
      continue;
    SmallVector<Operation *> members{seed};
    for (Operation *op = seed->getPrevNode(); op; op = op->getPrevNode()) {
      if (isNeutral(op))
        continue;
      if (!isa<GenericOp, linalg::FillOp>(op) ||
          !group.add(cast<LinalgOp>(op), 0))
        break;
      members.push_back(op);
    }
    // A fill moves to the op that reads it.
    SmallVector<linalg::FillOp> fills;
    for (Operation *op = seed->getNextNode(); op; op = op->getNextNode()) {
      if (isNeutral(op))
        continue;
      if (auto fill = dyn_cast<linalg::FillOp>(op)) {
        if (!fill.hasPureBufferSemantics() || group.accesses(fill.output()) ||
            !fill.output().getDefiningOp<memref::AllocOp>())
          break;
        fills.push_back(fill);
        continue;
      }
      SmallVector<linalg::FillOp> filled;
      for (linalg::FillOp fill : fills)
        if (!group.accesses(fill.output()))
          filled.push_back(fill);
      if (!isa<GenericOp>(op) ||
          !group.add(cast<LinalgOp>(op), group.getNumOps()))
        break;
      members.push_back(op);
      for (linalg::FillOp fill : filled)
        if (llvm::is_contained(op->getOperands(), fill.output()) &&
            group.add(cast<LinalgOp>(fill.getOperation()),
                      group.getNumOps() - 1))
          members.push_back(fill);
    }
    if (group.getNumGenerics() < 2)
      continue;
    taken.insert(members.begin(), members.end());
    group.write(builder);
  }
}
