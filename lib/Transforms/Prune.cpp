//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Computes of every tensor only the part that is needed and not known to be
// zero. One walk forwards finds where values may differ from zero (their
// support), one backwards what is needed of them (their demand), a third builds
// every op for the part that is left.
//
//===----------------------------------------------------------------------===//

#include "Parts.h"
#include "lxt/IR/Builders.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Utils/Utils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/ADT/TypeSwitch.h"

namespace lxt {
#define GEN_PASS_DEF_LXTPRUNE
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

namespace {
// The loops of a structured op.
struct Loops {
  SmallVector<AffineMap> maps; // One per operand.
  SmallVector<utils::IteratorType> iterators;
  SmallVector<int64_t> extents;
  llvm::SmallBitVector whole; // Those that no part can be taken of.

  // The loops that reach a part of a tensor.
  Box pullBack(AffineMap map, const Box &box) const {
    Box loops = getAll(iterators.size());
    for (auto [expr, span] : llvm::zip_equal(map.getResults(), box))
      if (auto dim = dyn_cast<AffineDimExpr>(expr))
        loops[dim.getPosition()] = meet(loops[dim.getPosition()], span);
    return loops;
  }
  // The part of a tensor that loops reach.
  static Box project(AffineMap map, const Box &loops) {
    Box box;
    for (AffineExpr expr : map.getResults()) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      box.push_back(dim ? loops[dim.getPosition()] : Span());
    }
    return box;
  }
};
} // namespace

static std::optional<Loops> getLoops(Operation *op) {
  if (auto softmax = dyn_cast<linalg::SoftmaxOp>(op)) {
    if (!softmax.hasPureTensorSemantics())
      return std::nullopt;
    ArrayRef<int64_t> shape = getType(softmax.getInput()).getShape();
    AffineMap identity =
        AffineMap::getMultiDimIdentityMap(shape.size(), op->getContext());
    Loops loops{{identity, identity},
                SmallVector<utils::IteratorType>(shape.size(),
                                                 utils::IteratorType::parallel),
                llvm::to_vector(shape),
                llvm::SmallBitVector(shape.size())};
    loops.whole.set(softmax.getDimension());
    return loops;
  }
  auto linalgOp = dyn_cast<LinalgOp>(op);
  if (!linalgOp || !linalgOp.hasPureTensorSemantics())
    return std::nullopt;
  Loops loops{linalgOp.getIndexingMapsArray(), linalgOp.getIteratorTypesArray(),
              linalgOp.getStaticLoopRanges(),
              llvm::SmallBitVector(linalgOp.getNumLoops())};
  // Windows.
  for (AffineMap map : loops.maps)
    for (AffineExpr expr : map.getResults())
      if (!isa<AffineDimExpr>(expr))
        for (unsigned i = 0; i < map.getNumDims(); ++i)
          if (expr.isFunctionOfDim(i))
            loops.whole.set(i);
  return loops;
}

// True for an initial value that is written over.
static bool isUnusedInit(OpOperand &operand) {
  Operation *op = operand.getOwner();
  auto destination = dyn_cast<DestinationStyleOpInterface>(op);
  if (!destination || !destination.isDpsInit(&operand))
    return false;
  auto linalgOp = dyn_cast<LinalgOp>(op);
  return linalgOp ? linalgOp.getMatchingBlockArgument(&operand).use_empty()
                  : isa<linalg::SoftmaxOp>(op);
}

static bool isZero(Value value) {
  return matchPattern(value, m_AnyZeroFloat()) || matchPattern(value, m_Zero());
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {

class Pruner {
public:
  explicit Pruner(func::FuncOp function)
      : block(function.getBody().front()), rewriter(function.getContext()) {}

  // `predictions` are those that are returned in whole.
  void run(ValueRange predictions);

private:
  // Where a tensor may differ from zero.
  Part getSupport(Value value) const;
  Part computeSupport(Operation *op);
  // Of what a structured op adds to its result, or writes there, over its
  // loops.
  Part getTermSupport(LinalgOp op, const Loops &loops);
  Part getScalarSupport(Value value, LinalgOp op, const Loops &loops,
                        llvm::DenseMap<Value, Part> &memo);

  // What of an op is computed: of its loops, if it is structured, else of its
  // result.
  Part computeDomain(Operation *op);
  // What it reads of an operand then.
  Part getRead(OpOperand &operand, const Box &domain);
  Box getResultBox(OpResult result, const Box &domain);

  void addDemand(Value value, const Part &part);
  void addDemands(Operation *op);

  // A part of a tensor, of that part's type.
  Value get(Location loc, Value tensor, const Box &box);
  void replaceOperands(Operation *op);
  void rewrite(Operation *op);
  SmallVector<Value> build(Operation *op, const Box &domain);
  Value buildInsert(tensor::InsertSliceOp op, const Box &domain);

  // Notes whether this pass knows to compute a part of an op.
  void classify(Operation *op);
  static SmallVector<OpOperand *> getTensorOperands(Operation *op);
  static SetVector<Value> getCapturedTensors(Operation *op);

  Block &block;
  IRRewriter rewriter;
  llvm::SmallPtrSet<Operation *, 0> known;
  llvm::DenseMap<Operation *, Box> slices; // That slice ops read or write.
  llvm::DenseMap<Value, Part> supports, demands;
  llvm::DenseMap<Operation *, Box> domains;
  // What the prediction depends on. It is computed in parts, too, but also
  // where it is zero: an infinity times zero is no zero.
  llvm::SetVector<Operation *> forward;
  // What has been computed of a tensor; no value: zeros.
  struct Tile {
    Value value;
    Box box;
  };
  llvm::DenseMap<Value, Tile> tiles;
};

} // namespace

SmallVector<OpOperand *> Pruner::getTensorOperands(Operation *op) {
  SmallVector<OpOperand *> operands;
  for (OpOperand &operand : op->getOpOperands())
    if (isa<RankedTensorType>(operand.get().getType()))
      operands.push_back(&operand);
  return operands;
}

SetVector<Value> Pruner::getCapturedTensors(Operation *op) {
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  captured.remove_if(
      [](Value value) { return !isa<RankedTensorType>(value.getType()); });
  return captured;
}

void Pruner::classify(Operation *op) {
  if (isa<tensor::ExtractSliceOp, tensor::InsertSliceOp>(op)) {
    // The tensor that the slice is a part of.
    Value tensor = op->getOperand(isa<tensor::InsertSliceOp>(op));
    if (Part slice =
            getSlice(cast<OffsetSizeAndStrideOpInterface>(op), tensor)) {
      slices[op] = *slice;
      known.insert(op);
    }
    return;
  }
  bool isRanked = llvm::all_of(op->getOperandTypes(), [](Type type) {
    return !isa<UnrankedTensorType>(type);
  });
  bool isMovement =
      isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp, tensor::CastOp,
          tensor::PadOp, tensor::ConcatOp, tensor::EmptyOp>(op) &&
      isa<RankedTensorType>(op->getResult(0).getType());
  // What is padded with may depend on where it is.
  if (auto pad = dyn_cast<tensor::PadOp>(op);
      pad && !pad.getConstantPaddingValue())
    return;
  // A fill of any size is made where it is read.
  if (isRanked && !isa<linalg::FillOp>(op) && (isMovement || getLoops(op)))
    known.insert(op);
}

//===----------------------------------------------------------------------===//
// What is not zero
//===----------------------------------------------------------------------===//

Part Pruner::getSupport(Value value) const {
  auto it = supports.find(value);
  return it == supports.end() ? getAll(getType(value).getRank()) : it->second;
}

// The dimensions of a slice's tensor that its other side has.
template <typename Slice>
static SmallVector<int64_t> getKeptDims(Slice slice, int64_t rank) {
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  return llvm::filter_to_vector(llvm::seq<int64_t>(rank), [&](int64_t dim) {
    return !dropped.test(dim);
  });
}

// The dimensions of a padded tensor that stay as they are.
static SmallVector<bool> getUnpadded(tensor::PadOp pad) {
  SmallVector<bool> unpadded;
  for (auto [low, high] :
       llvm::zip_equal(pad.getMixedLowPad(), pad.getMixedHighPad()))
    unpadded.push_back(isConstantIntValue(low, 0) &&
                       isConstantIntValue(high, 0));
  return unpadded;
}

Part Pruner::getScalarSupport(Value value, LinalgOp op, const Loops &loops,
                              llvm::DenseMap<Value, Part> &memo) {
  if (auto it = memo.find(value); it != memo.end())
    return it->second;
  auto of = [&](Value operand) {
    return getScalarSupport(operand, op, loops, memo);
  };
  auto joined = [&](Value a, Value b) {
    return join(of(a), of(b), loops.extents);
  };
  Part all = getAll(loops.iterators.size());
  Part part = all;
  auto argument = dyn_cast<BlockArgument>(value);
  if (isZero(value)) {
    part = std::nullopt;
  } else if (argument && argument.getOwner() == op.getBlock()) {
    OpOperand *operand = op.getMatchingOpOperand(argument);
    if (!isa<RankedTensorType>(operand->get().getType()))
      part = isZero(operand->get()) ? std::nullopt : all;
    else if (Part own = getSupport(operand->get()))
      part = loops.pullBack(loops.maps[operand->getOperandNumber()], *own);
    else
      part = std::nullopt;
  } else if (Operation *scalar = value.getDefiningOp();
             scalar && scalar->getBlock() == op.getBlock()) {
    part =
        llvm::TypeSwitch<Operation *, Part>(scalar)
            .Case<arith::MulFOp>([&](auto mul) {
              return meet(of(mul.getLhs()), of(mul.getRhs()));
            })
            .Case<arith::DivFOp>([&](auto div) { return of(div.getLhs()); })
            .Case<arith::AddFOp, arith::SubFOp, arith::MaximumFOp,
                  arith::MinimumFOp, arith::MaxNumFOp, arith::MinNumFOp>(
                [&](auto sum) { return joined(sum.getLhs(), sum.getRhs()); })
            .Case<arith::NegFOp, arith::ExtFOp, arith::TruncFOp, math::AbsFOp>(
                [&](Operation *unary) { return of(unary->getOperand(0)); })
            .Case<arith::SelectOp>([&](auto select) {
              return joined(select.getTrueValue(), select.getFalseValue());
            })
            .Default(all);
  }
  memo[value] = part;
  return part;
}

Part Pruner::getTermSupport(LinalgOp op, const Loops &loops) {
  OpOperand *init = op.getDpsInitOperand(0);
  Value term = op.getMatchingYieldValue(init)->get();
  if (op.getNumReductionLoops() > 0) {
    BlockArgument old = op.getMatchingBlockArgument(init);
    auto sum = term.getDefiningOp<arith::AddFOp>();
    if (!sum || (sum.getLhs() != old && sum.getRhs() != old))
      return getAll(loops.iterators.size());
    term = sum.getLhs() == old ? sum.getRhs() : sum.getLhs();
  }
  llvm::DenseMap<Value, Part> memo;
  return getScalarSupport(term, op, loops, memo);
}

Part Pruner::computeSupport(Operation *op) {
  RankedTensorType type = getType(op->getResult(0));
  ArrayRef<int64_t> shape = type.getShape();
  int64_t rank = type.getRank();
  if (auto linalgOp = dyn_cast<LinalgOp>(op)) {
    Loops loops = *getLoops(op);
    Part term = getTermSupport(linalgOp, loops);
    Part init;
    if (linalgOp.getNumReductionLoops() > 0)
      init = getSupport(linalgOp.getDpsInits()[0]);
    if (!term)
      return init;
    return join(init, Loops::project(loops.maps.back(), *term), shape);
  }
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
    Part source = getSupport(slice.getSource());
    if (!source)
      return std::nullopt;
    Box read = slices.lookup(op);
    Box result;
    SmallVector<int64_t> kept = getKeptDims(slice, read.size());
    for (int64_t dim : llvm::seq<int64_t>(read.size())) {
      const Span &wanted = read[dim], &own = (*source)[dim];
      bool areDisjoint =
          !wanted.isAll() && !own.isAll() && wanted.start == own.start &&
          (wanted.getEnd() <= own.offset || own.getEnd() <= wanted.offset);
      if (areDisjoint)
        return std::nullopt;
      if (!llvm::is_contained(kept, dim))
        continue;
      Span both = meet(wanted, own);
      result.push_back(wanted.contains(both) ? getRelative(wanted, both)
                                             : Span());
    }
    return result;
  }
  if (auto slice = dyn_cast<tensor::InsertSliceOp>(op)) {
    Part source = getSupport(slice.getSource());
    Part dest = getSupport(slice.getDest());
    if (!source)
      return dest;
    Box written = slices.lookup(op);
    for (auto [dim, span] : llvm::zip_equal(getKeptDims(slice, rank), *source))
      written[dim] = compose(written[dim], span).value_or(written[dim]);
    return join(dest, written, shape);
  }
  if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    Value value = pad.getConstantPaddingValue();
    Part source = getSupport(pad.getSource());
    if (!value || !isZero(value))
      return getAll(rank);
    if (source)
      for (auto [span, isUnpadded] : llvm::zip_equal(*source, getUnpadded(pad)))
        if (!isUnpadded)
          span = Span();
    return source;
  }
  if (auto concat = dyn_cast<tensor::ConcatOp>(op)) {
    Part result;
    for (Value input : concat.getInputs()) {
      Part own = getSupport(input);
      if (own)
        (*own)[concat.getDim()] = Span();
      result = join(result, own, shape);
    }
    return result;
  }
  if (auto reshape = getReshape(op)) {
    Part source = getSupport(op->getOperand(0));
    if (!source)
      return std::nullopt;
    return isa<tensor::ExpandShapeOp>(op) ? reshape->expand(*source)
                                          : reshape->collapse(*source);
  }
  if (isa<tensor::CastOp>(op))
    return getSupport(op->getOperand(0));
  return getAll(rank);
}

//===----------------------------------------------------------------------===//
// What is needed
//===----------------------------------------------------------------------===//

Box Pruner::getResultBox(OpResult result, const Box &domain) {
  Operation *op = result.getOwner();
  if (auto loops = getLoops(op)) {
    auto destination = cast<DestinationStyleOpInterface>(op);
    OpOperand *init = destination.getTiedOpOperand(result);
    return Loops::project(loops->maps[init->getOperandNumber()], domain);
  }
  return domain;
}

Part Pruner::computeDomain(Operation *op) {
  Part domain;
  auto loops = getLoops(op);
  for (OpResult result : op->getResults()) {
    Part demand = demands.lookup(result);
    if (!demand)
      continue;
    if (!loops) {
      domain = demand;
      continue;
    }
    auto destination = cast<DestinationStyleOpInterface>(op);
    unsigned init = destination.getTiedOpOperand(result)->getOperandNumber();
    domain = join(domain, loops->pullBack(loops->maps[init], *demand),
                  loops->extents);
  }
  if (!domain)
    return std::nullopt;

  // Zeros need not be computed, nor added.
  auto linalgOp = dyn_cast<LinalgOp>(op);
  if (op->getNumResults() == 1 && !forward.contains(op)) {
    Part support = getSupport(op->getResult(0));
    if (!support)
      return std::nullopt;
    if (!linalgOp) {
      if (!loops)
        domain = meet(domain, support);
    } else if (Part term = getTermSupport(linalgOp, *loops)) {
      bool startsAtZero = linalgOp.getNumReductionLoops() == 0 ||
                          !getSupport(linalgOp.getDpsInits()[0]);
      for (auto [span, own, iterator] :
           llvm::zip_equal(*domain, *term, loops->iterators))
        if (startsAtZero || linalg::isReductionIterator(iterator))
          span = meet(span, own);
    }
  }

  // A part has to be known before the op.
  for (Span &span : *domain)
    if (Operation *start = span.start ? span.start.getDefiningOp() : nullptr;
        start &&
        (start->getBlock() != op->getBlock() || !start->isBeforeInBlock(op)))
      span = Span();
  // It has to be one that the op can compute.
  auto keep = [&](ArrayRef<bool> dims) {
    for (auto [span, canBePart] : llvm::zip_equal(*domain, dims))
      if (!canBePart)
        span = Span();
  };
  if (loops) {
    for (unsigned i : loops->whole.set_bits())
      (*domain)[i] = Span();
  } else if (auto reshape = getReshape(op)) {
    if (isa<tensor::ExpandShapeOp>(op))
      reshape->alignExpanded(*domain);
    else
      reshape->alignCollapsed(*domain);
  } else if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    keep(getUnpadded(pad));
  } else if (auto concat = dyn_cast<tensor::ConcatOp>(op)) {
    (*domain)[concat.getDim()] = Span();
  } else if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
    Box read = slices.lookup(op);
    for (auto [dim, span] :
         llvm::zip_equal(getKeptDims(slice, read.size()), *domain))
      if (!compose(read[dim], span))
        span = Span();
  } else if (auto slice = dyn_cast<tensor::InsertSliceOp>(op)) {
    Box written = slices.lookup(op);
    bool isIntoZeros = !getSupport(slice.getDest());
    for (auto [span, own] : llvm::zip_equal(*domain, written)) {
      // All that is not zero, or what goes from side to side.
      if (isIntoZeros && !own.contains(span))
        span = own;
      else if (!isIntoZeros && !own.isAll())
        span = Span();
    }
  }
  return domain;
}

Part Pruner::getRead(OpOperand &operand, const Box &domain) {
  Operation *op = operand.getOwner();
  int64_t rank = getType(operand.get()).getRank();
  if (isUnusedInit(operand))
    return std::nullopt;
  if (auto loops = getLoops(op))
    return Loops::project(loops->maps[operand.getOperandNumber()], domain);
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
    Box read = slices.lookup(op);
    for (auto [dim, span] : llvm::zip_equal(getKeptDims(slice, rank), domain))
      read[dim] = *compose(read[dim], span);
    return read;
  }
  if (auto slice = dyn_cast<tensor::InsertSliceOp>(op)) {
    bool isIntoZeros = !getSupport(slice.getDest());
    if (&operand == &slice.getDestMutable())
      return isIntoZeros ? std::nullopt : Part(domain);
    Box written = slices.lookup(op);
    Box read;
    for (int64_t dim : getKeptDims(slice, domain.size())) {
      const Span &own = written[dim];
      read.push_back(own.contains(domain[dim]) ? getRelative(own, domain[dim])
                                               : Span());
    }
    return read;
  }
  if (auto reshape = getReshape(op)) {
    Box box = domain;
    return isa<tensor::ExpandShapeOp>(op) ? reshape->alignExpanded(box)
                                          : reshape->alignCollapsed(box);
  }
  if (isa<tensor::PadOp, tensor::ConcatOp, tensor::CastOp>(op))
    return domain;
  return getAll(rank);
}

void Pruner::addDemand(Value value, const Part &part) {
  if (part && !isa_and_nonnull<arith::ConstantOp, linalg::FillOp>(
                  value.getDefiningOp()))
    demands[value] = join(demands[value], part, getType(value).getShape());
}

void Pruner::addDemands(Operation *op) {
  auto it = domains.find(op);
  for (OpOperand *operand : getTensorOperands(op))
    addDemand(operand->get(),
              it == domains.end()
                  ? Part(getAll(getType(operand->get()).getRank()))
                  : getRead(*operand, it->second));
  for (Value value : getCapturedTensors(op))
    addDemand(value, getAll(getType(value).getRank()));
}

//===----------------------------------------------------------------------===//
// Computing parts
//===----------------------------------------------------------------------===//

Value Pruner::get(Location loc, Value tensor, const Box &box) {
  RankedTensorType type = getTypeOfPart(tensor, box);
  auto cast = [&](Value value) -> Value {
    if (value.getType() == type)
      return value;
    return tensor::CastOp::create(rewriter, loc, type, value);
  };
  auto getSizes = [&] { return getSizesOfPart(rewriter, loc, tensor, box); };
  auto it = tiles.find(tensor);
  if (it == tiles.end()) {
    if (auto fill = tensor.getDefiningOp<linalg::FillOp>(); fill && !isAll(box))
      return cast(buildFilled(rewriter, loc, getSizes(), fill.getInputs()[0]));
    return cast(extract(rewriter, loc, tensor, box));
  }
  const Tile &tile = it->second;
  auto buildRest = [&] {
    return buildZeros(rewriter, loc, getSizes(), type.getElementType());
  };
  if (!tile.value)
    return cast(buildRest());
  if (tile.box == box)
    return cast(tile.value);

  // From where in the tile to where in the box.
  Box from, to;
  for (auto [have, want] : llvm::zip_equal(tile.box, box)) {
    Span both = meet(have, want);
    if (have.contains(both) && want.contains(both)) {
      from.push_back(getRelative(have, both));
      to.push_back(getRelative(want, both));
      continue;
    }
    // They have nothing in common, or nothing that is known.
    if (have.start == want.start)
      return cast(buildRest());
    Value all = get(loc, tensor, getAll(box.size()));
    return cast(extract(rewriter, loc, all, box));
  }
  Value part = extract(rewriter, loc, tile.value, from);
  if (isAll(to))
    return cast(part);
  return cast(tensor::InsertSliceOp::create(
      rewriter, loc, part, buildRest(), getOffsets(rewriter, loc, to),
      tensor::getMixedSizes(rewriter, loc, part), getStrides(rewriter, to)));
}

// A slice into zeros is the slice, with dimensions of size one that it lacks.
Value Pruner::buildInsert(tensor::InsertSliceOp op, const Box &domain) {
  Location loc = op.getLoc();
  OpOperand &source = op.getSourceMutable();
  Value part = get(loc, source.get(), *getRead(source, domain));
  SmallVector<int64_t> kept = getKeptDims(op, domain.size());
  if (kept.size() == domain.size())
    return part;
  SmallVector<int64_t> shape(domain.size(), 1);
  for (auto [dim, size] : llvm::zip_equal(kept, getType(part).getShape()))
    shape[dim] = size;
  // They go with the dimension behind them.
  SmallVector<ReassociationIndices> groups(kept.size());
  for (int64_t dim = 0, group = 0; !kept.empty() && dim < int64_t(shape.size());
       ++dim) {
    groups[group].push_back(dim);
    if (dim == kept[group] && dim != kept.back())
      ++group;
  }
  return tensor::ExpandShapeOp::create(
      rewriter, loc, getType(part).clone(shape), part, groups);
}

SmallVector<Value> Pruner::build(Operation *op, const Box &domain) {
  Location loc = op->getLoc();
  auto getPart = [&](OpOperand *operand) -> Value {
    if (Part part = getRead(*operand, domain))
      return get(loc, operand->get(), *part);
    // Only its shape matters.
    auto destination = cast<DestinationStyleOpInterface>(op);
    OpResult result = destination.getTiedOpResult(operand);
    return tensor::EmptyOp::create(
        rewriter, loc,
        getSizesOfPart(rewriter, loc, result, getResultBox(result, domain)),
        getElementTypeOrSelf(result.getType()));
  };
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(op);
      insert && !getSupport(insert.getDest()))
    return {buildInsert(insert, domain)};
  if (auto empty = dyn_cast<tensor::EmptyOp>(op))
    return {tensor::EmptyOp::create(
        rewriter, loc, getSizesOfPart(rewriter, loc, empty, domain),
        empty.getType().getElementType())};

  SmallVector<Value> operands(op->getOperands());
  for (OpOperand *operand : getTensorOperands(op))
    operands[operand->getOperandNumber()] = getPart(operand);
  if (auto loops = getLoops(op)) {
    SmallVector<Type> types;
    auto destination = cast<DestinationStyleOpInterface>(op);
    for (OpOperand &init : destination.getDpsInitsMutable())
      types.push_back(operands[init.getOperandNumber()].getType());
    Operation *copy = clone(rewriter, op, types, operands);
    if (auto linalgOp = dyn_cast<LinalgOp>(copy);
        linalgOp && linalgOp.hasIndexSemantics())
      linalg::offsetIndices(rewriter, linalgOp,
                            getOffsets(rewriter, loc, domain));
    return SmallVector<Value>(copy->getResults());
  }

  auto type = getTypeOfPart(op->getResult(0), domain);
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
    if (getType(operands[0]).getRank() == type.getRank())
      return {operands[0]};
    return {tensor::dropGivenUnitDims(rewriter, loc, operands[0],
                                      slice.getDroppedDims())
                .getResult()};
  }
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op)) {
    SmallVector<OpFoldResult> sizes = expand.getMixedOutputShape();
    for (auto [size, span] : llvm::zip_equal(sizes, domain))
      if (!span.isAll())
        size = rewriter.getIndexAttr(span.size);
    return {tensor::ExpandShapeOp::create(rewriter, loc, type, operands[0],
                                          expand.getReassociationIndices(),
                                          sizes)};
  }
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(op)) {
    SmallVector<OpFoldResult> offsets = insert.getMixedOffsets();
    SmallVector<OpFoldResult> sizes = insert.getMixedSizes();
    for (auto [offset, size, span] : llvm::zip_equal(offsets, sizes, domain))
      if (!span.isAll()) {
        offset = rewriter.getIndexAttr(0);
        size = rewriter.getIndexAttr(span.size);
      }
    return {tensor::InsertSliceOp::create(rewriter, loc, operands[0],
                                          operands[1], offsets, sizes,
                                          insert.getMixedStrides())};
  }
  return {clone(rewriter, op, type, operands)->getResult(0)};
}

// Tensors of which only a part was computed are put together again for ops that
// read all of them.
void Pruner::replaceOperands(Operation *op) {
  for (OpOperand *operand : getTensorOperands(op))
    if (tiles.contains(operand->get())) {
      Value tensor = operand->get();
      operand->set(
          get(op->getLoc(), tensor, getAll(getType(tensor).getRank())));
    }
  for (Value tensor : getCapturedTensors(op))
    if (tiles.contains(tensor)) {
      Value all = get(op->getLoc(), tensor, getAll(getType(tensor).getRank()));
      for (Region &region : op->getRegions())
        replaceAllUsesInRegionWith(tensor, all, region);
    }
}

void Pruner::rewrite(Operation *op) {
  rewriter.setInsertionPoint(op);
  if (!known.contains(op))
    return replaceOperands(op);
  auto it = domains.find(op);
  if (it == domains.end()) {
    for (Value result : op->getResults())
      if (demands.contains(result))
        tiles[result] = {nullptr, getAll(getType(result).getRank())};
    return;
  }
  const Box &domain = it->second;
  auto isTiled = [&](Value value) { return tiles.contains(value); };
  SetVector<Value> captured = getCapturedTensors(op);
  if (isAll(domain) && llvm::none_of(op->getOperands(), isTiled) &&
      llvm::none_of(captured, isTiled))
    return;
  SmallVector<Value> values = build(op, domain);
  for (Value value : values)
    if (Operation *made = value.getDefiningOp()) {
      rewriter.setInsertionPoint(made);
      replaceOperands(made);
    }
  for (auto [result, value] : llvm::zip_equal(op->getResults(), values)) {
    Box box = getResultBox(result, domain);
    if (isAll(box) && value.getType() == result.getType())
      rewriter.replaceAllUsesWith(result, value);
    else
      tiles[result] = {value, box};
  }
}

// Sizes, and indices that come from them, are known from the start.
static void hoistIndices(Block &block) {
  auto isScalar = [](Type type) { return type.isIntOrIndex(); };
  auto canMove = [&](Operation &op) {
    if (auto assertion = dyn_cast<cf::AssertOp>(op))
      return assertion->hasAttr("lxt.extent");
    if (isa<tensor::DimOp>(op))
      return isa<BlockArgument>(op.getOperand(0));
    return op.getNumResults() > 0 && op.getNumRegions() == 0 && isPure(&op) &&
           llvm::all_of(op.getResultTypes(), isScalar) &&
           llvm::all_of(op.getOperandTypes(), isScalar);
  };
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (!canMove(op))
      continue;
    Operation *last = nullptr;
    for (Value operand : op.getOperands())
      if (Operation *definition = operand.getDefiningOp();
          definition && (!last || last->isBeforeInBlock(definition)))
        last = definition;
    if (last)
      op.moveAfter(last);
    else
      op.moveBefore(&block, block.begin());
  }
}

void Pruner::run(ValueRange predictions) {
  hoistIndices(block);
  for (Operation &op : block) {
    bool isZeros = false;
    if (auto fill = dyn_cast<linalg::FillOp>(op))
      isZeros = fill.hasPureTensorSemantics() && isZero(fill.getInputs()[0]);
    else if (auto constant = dyn_cast<arith::ConstantOp>(op))
      isZeros = isa<RankedTensorType>(constant.getType()) && isZero(constant);
    if (isZeros)
      supports[op.getResult(0)] = std::nullopt;
    classify(&op);
    if (op.getNumResults() == 1 && known.contains(&op))
      supports[op.getResult(0)] = computeSupport(&op);
  }

  SmallVector<Value> open(predictions);
  while (!open.empty()) {
    Operation *op = open.pop_back_val().getDefiningOp();
    if (!op || !forward.insert(op))
      continue;
    llvm::append_range(open, op->getOperands());
    SetVector<Value> captured;
    getUsedValuesDefinedAbove(op->getRegions(), captured);
    llvm::append_range(open, captured);
  }
  for (Operation &op : llvm::reverse(block)) {
    if (known.contains(&op)) {
      Part domain = computeDomain(&op);
      if (!domain)
        continue;
      domains[&op] = std::move(*domain);
    }
    addDemands(&op);
  }

  for (Operation &op : llvm::make_early_inc_range(block))
    rewrite(&op);
}

namespace {
struct Prune : lxt::impl::LXTPruneBase<Prune> {
  void getDependentDialects(DialectRegistry &registry) const override {
    LXTPruneBase::getDependentDialects(registry);
    memref::createResolveRankedShapeTypeResultDimsPass()->getDependentDialects(
        registry);
  }

  // Sizes are those of arguments: nothing is computed for its shape.
  LogicalResult resolveSizes() {
    bool hasSizes =
        getOperation()
            .walk([](tensor::DimOp) { return WalkResult::interrupt(); })
            .wasInterrupted();
    if (!hasSizes)
      return success();
    OpPassManager manager(func::FuncOp::getOperationName());
    manager.addPass(memref::createResolveRankedShapeTypeResultDimsPass());
    return runPipeline(manager, getOperation());
  }

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (!function.getBody().hasOneBlock())
      return;
    if (failed(resolveSizes()))
      return signalPassFailure();
    ValueRange predictions =
        function.getBody().front().getTerminator()->getOperands();
    if (function->hasAttr("lxt.seed"))
      predictions =
          predictions.take_front(function->hasAttr("lxt.outputs") ? 0 : 1);
    Pruner(function).run(predictions);
    if (failed(resolveSizes()))
      return signalPassFailure();
    IRRewriter rewriter(&getContext());
    (void)runRegionDCE(rewriter, function->getRegions());
  }
};
} // namespace
