//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Less memory for more computing: what an explanation reads of the forward pass
// is computed again, elementwise from what is kept anyway, or in segments, from
// what is kept at their borders.
//
//===----------------------------------------------------------------------===//

#include "Sizes.h"
#include "lxt/Codegen/Passes.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"

namespace lxt {
#define GEN_PASS_DEF_LXTRECOMPUTE
#define GEN_PASS_DEF_LXTRECOMPUTEELEMENTWISE
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

static llvm::SetVector<Value> getOperands(Operation *op) {
  llvm::SetVector<Value> operands(op->operand_begin(), op->operand_end());
  getUsedValuesDefinedAbove(op->getRegions(), operands);
  return operands;
}

// What takes no memory of its own, or next to no time.
static bool isFree(Operation *op) {
  return op->hasTrait<OpTrait::ConstantLike>() ||
         isa<tensor::EmptyOp, linalg::FillOp, bufferization::ToTensorOp>(op);
}

static int64_t getNumBytes(Operation *op) {
  int64_t bytes = 0;
  for (Type type : op->getResultTypes())
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      bytes += getNumBytes(tensor);
  return bytes;
}

// What a view is of; null if it is none.
static Value getViewed(Operation *op) {
  bool isView = isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp,
                    tensor::CastOp, tensor::ExtractSliceOp>(op);
  return isView ? op->getOperand(0) : Value();
}

// The first op of the block that has one of the uses; null if there are none.
static Operation *getFirstUser(Block &block, ArrayRef<OpOperand *> uses) {
  Operation *first = nullptr;
  for (OpOperand *use : uses) {
    Operation *user = block.findAncestorOpInBlock(*use->getOwner());
    if (!first || user->isBeforeInBlock(first))
      first = user;
  }
  return first;
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

namespace {

// When tensors are alive. Places are those of ops in the block.
class Lifetimes {
public:
  explicit Lifetimes(Block &block);

  // Where the most bytes are alive, and how many.
  std::pair<unsigned, int64_t> getPeak() const;
  bool isAliveBehind(Value value, unsigned place) const;
  unsigned getPlace(Operation *op) const {
    return places.lookup(block.findAncestorOpInBlock(*op));
  }

private:
  struct Life {
    int64_t bytes = 0;
    unsigned first = 0, last = 0;
  };

  Block &block;
  llvm::DenseMap<Operation *, unsigned> places;
  // What has memory of its own, and whose memory results lie in.
  llvm::MapVector<Operation *, Life> lives;
  llvm::DenseMap<Operation *, Operation *> owners;
};

struct RecomputeElementwise
    : lxt::impl::LXTRecomputeElementwiseBase<RecomputeElementwise> {
  using LXTRecomputeElementwiseBase::LXTRecomputeElementwiseBase;

  void runOnOperation() override {
    if (getOperation().getBody().hasOneBlock())
      while (recompute(getOperation().getBody().front()))
        ;
  }

  bool recompute(Block &block);
};

} // namespace

Lifetimes::Lifetimes(Block &block) : block(block) {
  for (auto [place, op] : llvm::enumerate(block)) {
    places[&op] = place;
    if (op.getNumResults() == 0 || isFree(&op))
      continue;
    Value owner = getViewed(&op);
    if (auto insert = dyn_cast<tensor::InsertSliceOp>(op))
      owner = insert.getDest();
    Operation *source = owner ? owner.getDefiningOp() : nullptr;
    owners[&op] = source ? owners.lookup(source) : owner ? nullptr : &op;
    if (owners.lookup(&op) == &op)
      lives[&op] = {getNumBytes(&op), static_cast<unsigned>(place),
                    static_cast<unsigned>(place)};
  }
  for (auto [op, owner] : owners)
    if (owner)
      for (OpOperand &use : op->getUses())
        lives[owner].last =
            std::max(lives[owner].last, getPlace(use.getOwner()));
}

std::pair<unsigned, int64_t> Lifetimes::getPeak() const {
  SmallVector<int64_t> changes(places.size() + 1, 0);
  for (const auto &[op, life] : lives) {
    changes[life.first] += life.bytes;
    changes[life.last + 1] -= life.bytes;
  }
  std::pair<unsigned, int64_t> peak{0, 0};
  int64_t alive = 0;
  for (auto [place, change] : llvm::enumerate(changes)) {
    alive += change;
    if (alive > peak.second)
      peak = {static_cast<unsigned>(place), alive};
  }
  return peak;
}

// True if the value is there behind that place, or needs no memory.
bool Lifetimes::isAliveBehind(Value value, unsigned place) const {
  Operation *op = value.getDefiningOp();
  Operation *owner = op ? owners.lookup(op) : nullptr;
  return !owner || lives.lookup(owner).last > place;
}

// The uses of an elementwise op behind a place, if it can be computed again for
// them: all that it is made of is still alive there.
static SmallVector<OpOperand *> getReadsBehind(linalg::GenericOp op,
                                               unsigned place,
                                               const Lifetimes &lifetimes) {
  if (op.getNumReductionLoops() > 0 || op->getNumResults() != 1 ||
      lifetimes.getPlace(op) > place ||
      !llvm::all_of(op.getInputs(), [&](Value input) {
        return lifetimes.isAliveBehind(input, place);
      }))
    return {};
  SmallVector<OpOperand *> reads;
  for (OpOperand &use : op->getUses()) {
    // Views are read elsewhere, and a result is kept in any case.
    Operation *user = use.getOwner();
    if (getViewed(user) ||
        isa<tensor::InsertSliceOp, bufferization::MaterializeInDestinationOp>(
            user))
      return {};
    if (lifetimes.getPlace(user) > place)
      reads.push_back(&use);
  }
  return reads;
}

// Makes one tensor less alive where most are.
bool RecomputeElementwise::recompute(Block &block) {
  Lifetimes lifetimes(block);
  auto [peak, bytes] = lifetimes.getPeak();
  if (bytes < least)
    return false;
  for (auto op : block.getOps<linalg::GenericOp>()) {
    SmallVector<OpOperand *> reads = getReadsBehind(op, peak, lifetimes);
    if (reads.empty())
      continue;
    OpBuilder builder(getFirstUser(block, reads));
    Operation *again = builder.clone(*op);
    for (OpOperand *read : reads)
      read->set(again->getResult(0));
    if (op->use_empty())
      op.erase();
    return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// The forward pass
//===----------------------------------------------------------------------===//

// The tensor that a function writes as its prediction; none if it explains
// nothing.
static Value getPrediction(func::FuncOp function) {
  auto interface = function->getAttrOfType<DictionaryAttr>("lxt.interface");
  auto roles =
      interface ? interface.getAs<ArrayAttr>("result_attributes") : ArrayAttr();
  if (!roles || !function.getBody().hasOneBlock())
    return {};
  auto writes =
      function.getBody().getOps<bufferization::MaterializeInDestinationOp>();
  for (auto [attributes, write] : llvm::zip(roles, writes)) {
    auto role = cast<DictionaryAttr>(attributes).getAs<StringAttr>("lxt.role");
    if (role && role.getValue() == "prediction")
      return write.getSource();
  }
  return {};
}

namespace {

class Recomputer {
public:
  Recomputer(Block &block, Value prediction) : block(block) {
    collect(prediction);
  }

  // Chooses the segments, and recomputes them. `budget` is for all that lives
  // at once; 0 is as little as possible.
  void run(int64_t budget);

private:
  // An op of the forward pass.
  struct Node {
    Operation *op;
    // The op whose result this one is a view of, else the op itself.
    unsigned base;
    int64_t bytes = 0;
    // The last op of the forward pass that reads it, and whether others do, of
    // it or of views of it.
    unsigned lastRead = 0;
    bool isNeeded = false;
  };

  void collect(Value prediction);
  void sinkOthers();
  bool crosses(unsigned node, unsigned border) const {
    return nodes[nodes[node].base].lastRead > border;
  }
  bool isRead(Operation *user) const {
    return !isa<bufferization::MaterializeInDestinationOp>(user);
  }
  std::optional<SmallVector<unsigned>> chooseBorders(int64_t limit) const;
  void recompute(unsigned first, unsigned last);

  Block &block;
  SmallVector<Node> nodes;
  llvm::DenseMap<Operation *, unsigned> numbers;
};

} // namespace

void Recomputer::collect(Value prediction) {
  llvm::SetVector<Operation *> slice;
  SmallVector<Value> work{prediction};
  while (!work.empty()) {
    Operation *op = work.pop_back_val().getDefiningOp();
    if (op && !isFree(op) && slice.insert(op))
      llvm::append_range(work, getOperands(op));
  }
  for (Operation &op : block)
    if (slice.contains(&op)) {
      numbers[&op] = nodes.size();
      nodes.push_back({&op, static_cast<unsigned>(nodes.size())});
    }
  for (auto [i, node] : llvm::enumerate(nodes)) {
    Value source = getViewed(node.op);
    if (source && source.getDefiningOp() &&
        numbers.contains(source.getDefiningOp()))
      node.base = nodes[numbers.lookup(source.getDefiningOp())].base;
    else if (!source)
      node.bytes = getNumBytes(node.op);
    Node &base = nodes[node.base];
    for (Operation *user : node.op->getUsers()) {
      user = block.findAncestorOpInBlock(*user);
      if (auto number = numbers.find(user); number != numbers.end())
        base.lastRead = std::max(base.lastRead, number->second);
      else
        base.isNeeded |= isRead(user);
    }
  }
}

// Puts other ops that came between those of the forward pass where they are
// used.
void Recomputer::sinkOthers() {
  SmallVector<Operation *> others;
  for (Operation &op : block) {
    if (&op == nodes.back().op)
      break;
    if (!numbers.contains(&op) && !isFree(&op) && isMemoryEffectFree(&op))
      others.push_back(&op);
  }
  for (Operation *op : llvm::reverse(others)) {
    SmallVector<OpOperand *> uses(llvm::make_pointer_range(op->getUses()));
    if (Operation *first = getFirstUser(block, uses))
      op->moveBefore(first);
  }
}

//===----------------------------------------------------------------------===//
// Borders
//===----------------------------------------------------------------------===//

// The last ops of the segments that are recomputed, so that what is kept of
// those before, and all that is needed of one, is at most `limit` together. The
// ops behind the last border are not recomputed: as many as possible.
std::optional<SmallVector<unsigned>>
Recomputer::chooseBorders(int64_t limit) const {
  // Borders at which few bytes cross; 0 is before the first op.
  SmallVector<int64_t> crossing(nodes.size() + 1, 0);
  for (auto [i, node] : llvm::enumerate(nodes))
    if (node.base == i && node.lastRead > i) {
      crossing[i] += node.bytes;
      crossing[node.lastRead] -= node.bytes;
    }
  for (unsigned i = 1; i < crossing.size(); ++i)
    crossing[i] += crossing[i - 1];
  SmallVector<unsigned> borders{0};
  for (unsigned i = 0; i + 1 < nodes.size(); ++i)
    if ((i == 0 || crossing[i] <= crossing[i - 1]) &&
        crossing[i] <= crossing[i + 1])
      borders.push_back(i + 1);

  // The least that is kept for the segments up to each border.
  constexpr int64_t none = std::numeric_limits<int64_t>::max();
  struct Best {
    int64_t kept = none;
    unsigned previous = 0;
  };
  SmallVector<Best> best(borders.size());
  best[0].kept = 0;
  // Walks from one border to those before it while what is needed fits.
  auto extend = [&](unsigned end, auto visit) {
    int64_t needed = 0, kept = 0;
    unsigned node = end;
    for (unsigned i = borders.size(); i-- > 0;) {
      if (borders[i] >= end)
        continue;
      for (; node > borders[i]; --node) {
        const Node &n = nodes[node - 1];
        needed += n.isNeeded ? n.bytes : 0;
        kept += n.base == node - 1 && n.lastRead >= end ? n.bytes : 0;
      }
      if (needed > limit)
        return;
      if (best[i].kept != none && best[i].kept + needed <= limit)
        visit(i, kept);
    }
  };
  for (unsigned i = 1; i < borders.size(); ++i)
    extend(borders[i], [&](unsigned previous, int64_t kept) {
      if (best[previous].kept + kept < best[i].kept)
        best[i] = {best[previous].kept + kept, previous};
    });
  std::optional<unsigned> last;
  extend(nodes.size(), [&](unsigned border, int64_t) { last = border; });
  if (!last)
    return std::nullopt;
  SmallVector<unsigned> chosen;
  for (unsigned i = *last; i != 0; i = best[i].previous)
    chosen.push_back(borders[i]);
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

//===----------------------------------------------------------------------===//
// Recomputing
//===----------------------------------------------------------------------===//

// Ops from `first` up to before `last` are computed again for who reads them
// outside of the forward pass.
void Recomputer::recompute(unsigned first, unsigned last) {
  auto isKept = [&](Operation *op) {
    auto number = numbers.find(op);
    return number == numbers.end() || number->second < first ||
           crosses(number->second, last - 1);
  };
  SmallVector<OpOperand *> reads;
  llvm::SetVector<Operation *> needed;
  for (unsigned i = first; i < last; ++i)
    for (OpOperand &use : nodes[i].op->getUses()) {
      Operation *user = block.findAncestorOpInBlock(*use.getOwner());
      if (isKept(nodes[i].op) || numbers.contains(user) || !isRead(user))
        continue;
      reads.push_back(&use);
      needed.insert(nodes[i].op);
    }
  for (unsigned i = 0; i < needed.size(); ++i)
    for (Value operand : getOperands(needed[i]))
      if (Operation *op = operand.getDefiningOp(); op && !isKept(op))
        needed.insert(op);
  SmallVector<Operation *> order = needed.takeVector();
  llvm::sort(order,
             [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  Operation *place = getFirstUser(block, reads);
  if (!place)
    return;
  OpBuilder builder(place);
  IRMapping mapping;
  for (Operation *op : order)
    builder.clone(*op, mapping);
  for (OpOperand *use : reads)
    use->set(mapping.lookup(use->get()));
}

void Recomputer::run(int64_t budget) {
  if (nodes.empty())
    return;
  sinkOthers();
  int64_t most = 0;
  for (const Node &node : nodes)
    most += node.isNeeded ? node.bytes : 0;
  std::optional<SmallVector<unsigned>> borders = chooseBorders(budget);
  if (!borders) {
    // The smallest limit, to one percent.
    int64_t low = 0, high = most;
    while (high - low > 1 + high / 100) {
      int64_t middle = low + (high - low) / 2;
      (chooseBorders(middle) ? high : low) = middle;
    }
    borders = chooseBorders(high);
  }
  unsigned first = 0;
  for (unsigned border : *borders) {
    recompute(first, border);
    first = border;
  }
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct Recompute : lxt::impl::LXTRecomputeBase<Recompute> {
  using LXTRecomputeBase::LXTRecomputeBase;

  void runOnOperation() override {
    if (Value prediction = getPrediction(getOperation()))
      Recomputer(getOperation().getBody().front(), prediction).run(budget);
  }
};
} // namespace
