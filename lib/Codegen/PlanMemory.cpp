//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One workspace for the buffers of a function.
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "lxt/Target/Interface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include <map>
#include <set>

namespace lxt {
#define GEN_PASS_DEF_LXTPLANMEMORY
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

namespace {
// What a buffer needs, and where it lies. It lives from its first to its last
// op, both included: what an op reads is still there while it writes.
struct Interval {
  int64_t size;
  unsigned first, last;
  int64_t offset = 0;
};
} // namespace

// Largest first, each in the tightest gap between those that live at the same
// time. Close to the least that is possible; takes the square of the number.
static int64_t placeBySize(MutableArrayRef<Interval> intervals) {
  SmallVector<Interval *> order, placed; // `placed` by offset
  for (Interval &interval : intervals)
    order.push_back(&interval);
  llvm::sort(order, [](Interval *a, Interval *b) {
    return std::pair(-a->size, a) < std::pair(-b->size, b);
  });
  int64_t total = 0;
  for (Interval *interval : order) {
    int64_t end = 0, tightest = std::numeric_limits<int64_t>::max();
    std::optional<int64_t> offset;
    for (Interval *other : placed) {
      if (other->first > interval->last || other->last < interval->first)
        continue;
      int64_t gap = other->offset - end;
      if (gap >= interval->size && gap < tightest) {
        offset = end;
        tightest = gap;
      }
      end = std::max(end, other->offset + other->size);
    }
    interval->offset = offset.value_or(end);
    total = std::max(total, interval->offset + interval->size);
    placed.insert(llvm::upper_bound(placed, interval,
                                    [](Interval *a, Interval *b) {
                                      return a->offset < b->offset;
                                    }),
                  interval);
  }
  return total;
}

namespace {
// Free memory below an end that grows, as an allocator keeps it.
class FreeList {
public:
  // The start of the tightest gap, or of more at the end.
  int64_t take(int64_t size);
  void give(int64_t offset, int64_t size);
  int64_t getEnd() const { return end; }

private:
  void add(int64_t offset, int64_t size) {
    gaps[offset] = size;
    bySize.insert({size, offset});
  }
  void remove(std::map<int64_t, int64_t>::iterator gap) {
    bySize.erase({gap->second, gap->first});
    gaps.erase(gap);
  }

  std::map<int64_t, int64_t> gaps;
  std::set<std::pair<int64_t, int64_t>> bySize;
  int64_t end = 0;
};
} // namespace

int64_t FreeList::take(int64_t size) {
  auto tightest = bySize.lower_bound({size, 0});
  if (tightest != bySize.end()) {
    auto [gap, offset] = *tightest;
    remove(gaps.find(offset));
    if (gap > size)
      add(offset + size, gap - size);
    return offset;
  }
  int64_t offset = end;
  // A gap before the end grows.
  if (!gaps.empty()) {
    auto last = std::prev(gaps.end());
    if (last->first + last->second == end) {
      offset = last->first;
      remove(last);
    }
  }
  end = offset + size;
  return offset;
}

void FreeList::give(int64_t offset, int64_t size) {
  auto next = gaps.lower_bound(offset);
  if (next != gaps.begin()) {
    auto previous = std::prev(next);
    if (previous->first + previous->second == offset) {
      offset = previous->first;
      size += previous->second;
      remove(previous);
    }
  }
  if (next != gaps.end() && offset + size == next->first) {
    size += next->second;
    remove(next);
  }
  add(offset, size);
}

// In the order of the program, as an allocator would. Takes n log n, for
// functions of very many buffers.
static int64_t placeByTime(MutableArrayRef<Interval> intervals) {
  SmallVector<Interval *> births, deaths;
  for (Interval &interval : intervals)
    births.push_back(&interval);
  deaths = births;
  llvm::sort(births, [](Interval *a, Interval *b) {
    return std::pair(a->first, a) < std::pair(b->first, b);
  });
  llvm::sort(deaths, [](Interval *a, Interval *b) {
    return std::pair(a->last, a) < std::pair(b->last, b);
  });
  FreeList memory;
  auto *dead = deaths.begin();
  for (Interval *interval : births) {
    for (; (*dead)->last < interval->first; ++dead)
      memory.give((*dead)->offset, (*dead)->size);
    interval->offset = memory.take(interval->size);
  }
  return memory.getEnd();
}

static int64_t place(MutableArrayRef<Interval> intervals) {
  constexpr size_t many = 8192;
  SmallVector<Interval> byTime(intervals);
  int64_t total = placeByTime(byTime);
  if (intervals.size() <= many) {
    int64_t other = placeBySize(intervals);
    if (other <= total)
      return other;
  }
  llvm::copy(byTime, intervals.begin());
  return total;
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

// The bytes of a buffer that can be planned: its size is known, and it is freed
// in the block that it is allocated in.
static std::optional<int64_t> getSize(memref::AllocOp alloc,
                                      const DataLayout &layout) {
  MemRefType type = alloc.getType();
  if (!type.hasStaticShape() || !type.getLayout().isIdentity() ||
      type.getMemorySpace() ||
      alloc.getAlignment().value_or(1) >
          static_cast<uint64_t>(workspaceAlignment))
    return std::nullopt;
  int64_t size = layout.getTypeSize(type.getElementType());
  if (llvm::MulOverflow(size, type.getNumElements(), size))
    return std::nullopt;
  return llvm::alignTo(std::max<int64_t>(size, 1), workspaceAlignment);
}

static memref::DeallocOp getDealloc(memref::AllocOp alloc) {
  memref::DeallocOp dealloc;
  for (Operation *user : alloc->getUsers())
    if (auto op = dyn_cast<memref::DeallocOp>(user)) {
      if (dealloc || op->getBlock() != alloc->getBlock())
        return {};
      dealloc = op;
    }
  return dealloc;
}

// Replaces the buffers of a block by views of one, whose size is returned; 0 if
// there is none that can be planned. `getBuffer` makes it, and says where the
// block's part of it begins.
static int64_t
planBlock(Block &block, const DataLayout &layout,
          llvm::function_ref<std::pair<Value, Value>(int64_t)> getBuffer) {
  llvm::DenseMap<Operation *, unsigned> positions;
  for (auto [i, op] : llvm::enumerate(block))
    positions[&op] = i;

  BufferViewFlowAnalysis views(block.getParentOp());
  SmallVector<memref::AllocOp> allocs;
  SmallVector<Interval> intervals;
  for (auto alloc : block.getOps<memref::AllocOp>()) {
    std::optional<int64_t> size = getSize(alloc, layout);
    memref::DeallocOp dealloc = getDealloc(alloc);
    if (!size || !dealloc)
      continue;
    // Nothing is there before somebody writes it.
    unsigned last = positions.lookup(dealloc), first = last;
    for (Value view : views.resolve(alloc))
      for (Operation *user : view.getUsers())
        if (!isa<ViewLikeOpInterface>(user))
          first = std::min(
              first, positions.lookup(block.findAncestorOpInBlock(*user)));
    allocs.push_back(alloc);
    intervals.push_back({*size, first, last});
  }
  if (allocs.empty())
    return 0;

  int64_t total = place(intervals);
  auto [buffer, begin] = getBuffer(total);
  OpBuilder builder(block.getParentOp()->getContext());
  for (auto [alloc, interval] : llvm::zip_equal(allocs, intervals)) {
    getDealloc(alloc).erase();
    builder.setInsertionPoint(alloc);
    Location loc = alloc.getLoc();
    Value offset =
        arith::ConstantIndexOp::create(builder, loc, interval.offset);
    if (begin)
      offset = arith::AddIOp::create(builder, loc, begin, offset);
    auto view = memref::ViewOp::create(builder, loc, alloc.getType(), buffer,
                                       offset, ValueRange());
    alloc.replaceAllUsesWith(view.getResult());
    alloc.erase();
  }
  return total;
}

// What one iteration needs becomes a part of a buffer outside of the loop; all
// of it where iterations follow each other.
static void planIterations(LoopLikeOpInterface loop, const DataLayout &layout) {
  Location loc = loop.getLoc();
  Block &body = loop->getRegion(0).front();
  int64_t count = 1;
  if (isa<scf::ParallelOp>(loop)) {
    std::optional<OpFoldResult> lower = loop.getSingleLowerBound(),
                                upper = loop.getSingleUpperBound(),
                                step = loop.getSingleStep();
    if (!lower || !isZeroInteger(*lower) || !isOneInteger(*step) ||
        !getConstantIntValue(*upper))
      return;
    count = *getConstantIntValue(*upper);
  }
  OpBuilder builder(loop);
  planBlock(body, layout, [&](int64_t size) -> std::pair<Value, Value> {
    builder.setInsertionPoint(loop);
    auto alloc = memref::AllocOp::create(
        builder, loc, MemRefType::get({size * count}, builder.getI8Type()),
        builder.getI64IntegerAttr(workspaceAlignment));
    builder.setInsertionPointAfter(loop);
    memref::DeallocOp::create(builder, loc, alloc);
    if (count == 1)
      return {alloc, Value()};
    builder.setInsertionPointToStart(&body);
    Value each = arith::ConstantIndexOp::create(builder, loc, size);
    return {alloc,
            arith::MulIOp::create(builder, loc, body.getArgument(0), each)};
  });
}

namespace {
struct PlanMemory : lxt::impl::LXTPlanMemoryBase<PlanMemory> {
  void runOnOperation() override {
    // Those that C calls; nobody else does.
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function->hasAttr("lxt.interface") &&
          function.getBody().hasOneBlock())
        plan(function);
  }

  void plan(func::FuncOp function) {
    DataLayout layout = DataLayout::closest(function);
    Block &block = function.getBody().front();
    SmallVector<LoopLikeOpInterface> loops(block.getOps<LoopLikeOpInterface>());
    for (LoopLikeOpInterface loop : loops)
      planIterations(loop, layout);
    OpBuilder builder(function);
    int64_t total =
        planBlock(block, layout, [&](int64_t size) -> std::pair<Value, Value> {
          auto type = MemRefType::get({size}, builder.getI8Type());
          (void)function.insertArgument(function.getNumArguments(), type, {},
                                        function.getLoc());
          return {block.getArguments().back(), Value()};
        });
    if (total > 0)
      function->setAttr("lxt.workspace", builder.getI64IntegerAttr(total));
  }
};
} // namespace
