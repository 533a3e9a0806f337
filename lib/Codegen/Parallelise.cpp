//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which loops run on all cores, and in which shares.
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

namespace lxt {
#define GEN_PASS_DEF_LXTPARALLELISE
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

// How often each loop runs. Unknown ones count as many.
static SmallVector<int64_t> countTrips(LoopLikeOpInterface loop) {
  constexpr int64_t unknown = 1024;
  auto lower = loop.getLoopLowerBounds(), upper = loop.getLoopUpperBounds(),
       step = loop.getLoopSteps();
  SmallVector<int64_t> trips;
  if (lower && upper && step)
    for (auto [l, u, s] : llvm::zip(*lower, *upper, *step)) {
      std::optional<APInt> count =
          constantTripCount(l, u, s, /*isSigned=*/true, scf::computeUbMinusLb);
      trips.push_back(count ? count->getSExtValue() : unknown);
    }
  return trips;
}

static int64_t multiply(int64_t a, int64_t b) {
  return llvm::SaturatingMultiply<uint64_t>(a, b) & INT64_MAX;
}

// Scalar operations in a region, loops counted by their trips.
static int64_t countWork(Region &region) {
  int64_t work = 0;
  for (Operation &op : region.getOps()) {
    int64_t own = op.getNumRegions() == 0;
    for (Region &inner : op.getRegions())
      own += countWork(inner);
    if (auto loop = dyn_cast<LoopLikeOpInterface>(op))
      for (int64_t trips : countTrips(loop))
        own = multiply(own, trips);
    work += own;
  }
  return work;
}

// The iterations that a thread does in one go, of loops with so many trips, of
// so much work each, and in all: from the innermost loop on, what is worth a
// call, but something for every core.
static SmallVector<int64_t> chooseShare(ArrayRef<int64_t> allTrips,
                                        int64_t work, int64_t total) {
  constexpr int64_t most = 16384, parts = 64;
  int64_t enough = std::min(most, total / parts);
  SmallVector<int64_t> share(allTrips);
  for (int64_t &size : llvm::reverse(share)) {
    int64_t trips = std::max<int64_t>(size, 1);
    size = std::clamp<int64_t>(enough / work, 1, trips);
    // Of equal size, and without a rest if that is possible.
    size = llvm::divideCeil(trips, llvm::divideCeil(trips, size));
    int64_t even = size;
    while (trips % even != 0)
      --even;
    if (even * 2 > size)
      size = even;
    work = multiply(work, size);
  }
  return share;
}

namespace {
struct Parallelise : lxt::impl::LXTParalleliseBase<Parallelise> {
  using LXTParalleliseBase::LXTParalleliseBase;

  void runOnOperation() override {
    SmallVector<scf::ParallelOp> sequential;
    SmallVector<std::pair<scf::ParallelOp, SmallVector<int64_t>>> shared;
    getOperation().walk([&](scf::ParallelOp op) {
      if (op->getParentOfType<scf::ParallelOp>()) {
        sequential.push_back(op);
        return;
      }
      int64_t work = std::max<int64_t>(countWork(op.getRegion()), 1);
      SmallVector<int64_t> trips = countTrips(op);
      int64_t total = work;
      for (int64_t count : trips)
        total = multiply(total, count);
      if (total < minWork)
        sequential.push_back(op);
      else if (op.getNumReductions() == 0)
        shared.emplace_back(op, chooseShare(trips, work, total));
    });
    // A thread's share is a loop, which LLVM turns into vectors.
    for (auto &[op, share] : shared)
      if (llvm::any_of(share, [](int64_t size) { return size > 1; }))
        sequential.push_back(
            scf::tileParallelLoop(op, share, /*noMinMaxBounds=*/false).second);
    IRRewriter rewriter(&getContext());
    // Inner loops are visited first.
    for (scf::ParallelOp op : sequential) {
      // One buffer for all iterations: the stack would grow with each.
      op.walk([&](memref::AllocaOp local) {
        if (local->getNumOperands() == 0)
          rewriter.moveOpBefore(local, op);
      });
      rewriter.setInsertionPoint(op);
      (void)scf::parallelForToNestedFors(rewriter, op);
    }
  }
};
} // namespace
