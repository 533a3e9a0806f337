//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One loop over a batch, for all ops that go over it.
//
//===----------------------------------------------------------------------===//

#include "Loops.h"
#include "Sizes.h"
#include "lxt/Codegen/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/Transforms/RegionUtils.h"

namespace lxt {
#define GEN_PASS_DEF_LXTSPLITBATCH
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;
using linalg::LinalgOp;

static bool isStatic(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return !tensor || tensor.hasStaticShape();
}

// The dimension of the result of a reshape, given that of its source: the
// batch's indices stay the outermost part of it.
static std::optional<unsigned>
getReshapedDim(ArrayRef<ReassociationIndices> groups, bool isCollapse,
               ArrayRef<int64_t> larger, unsigned dim) {
  for (auto [smaller, group] : llvm::enumerate(groups)) {
    if (isCollapse ? !llvm::is_contained(group, dim) : smaller != dim)
      continue;
    auto outermost =
        llvm::find_if(group, [&](int64_t i) { return larger[i] > 1; });
    if (outermost == group.end() || (isCollapse && *outermost != dim))
      return std::nullopt;
    return isCollapse ? smaller : *outermost;
  }
  return std::nullopt;
}

// How a slice of lower rank sees a dimension of the larger tensor; none unless
// it has all of it.
template <typename SliceOp>
static std::optional<unsigned> getSliceDim(SliceOp op, RankedTensorType whole,
                                           unsigned dim) {
  if (op.isDynamicOffset(dim) || op.isDynamicSize(dim) ||
      op.isDynamicStride(dim) || op.getStaticOffset(dim) != 0 ||
      op.getStaticSize(dim) != whole.getDimSize(dim) ||
      op.getStaticStride(dim) != 1)
    return std::nullopt;
  llvm::SmallBitVector dropped = op.getDroppedDims();
  unsigned before = 0;
  for (unsigned i = 0; i < dim; ++i)
    before += dropped[i];
  return dim - before;
}

namespace {

struct Slice {
  SmallVector<OpFoldResult> offsets, sizes, strides;
};

// What is computed of a batch, one index at a time.
class Batch {
public:
  // A batch along the first dimension of a value.
  explicit Batch(Value start)
      : size(cast<RankedTensorType>(start.getType()).getDimSize(0)) {
    dims[start] = 0;
  }

  // Finds the ops that go over it.
  void collect(Block &block);
  // True if each index is enough work, of what stays in the cache.
  bool pays(int64_t cacheBytes);
  void write(OpBuilder &builder);

private:
  std::optional<unsigned> getDim(Value value) const {
    auto it = dims.find(value);
    return it == dims.end() ? std::nullopt : std::optional(it->second);
  }
  bool isOver(LinalgOp op, unsigned loop) const;
  std::optional<unsigned> getLoop(LinalgOp op) const;
  bool add(Operation *op);
  bool isPart(Operation *op) const;
  ValueRange writePart(OpBuilder &builder, LinalgOp op, unsigned loop);
  Value writePart(OpBuilder &builder, Operation *op);
  Value getPart(OpBuilder &builder, Value value, unsigned dim);
  // How much of a dimension belongs to one index; 0 if that is a broken number.
  // One alone is dropped from parts.
  int64_t getBlock(Type type, unsigned dim) const {
    int64_t whole = cast<RankedTensorType>(type).getDimSize(dim);
    return whole % size == 0 ? whole / size : 0;
  }
  RankedTensorType getPartType(Type type, unsigned dim) const;
  Slice getSlice(OpBuilder &builder, Value value, unsigned dim) const;

  int64_t size;
  // The batch's dimension in what depends on it.
  llvm::DenseMap<Value, unsigned> dims;
  // The ops that go over it, and those that need them and do not.
  llvm::SetVector<Operation *> members, others;
  // One index, and what belongs to it.
  Value index;
  llvm::DenseMap<std::pair<Value, unsigned>, Value> parts;
};

} // namespace

//===----------------------------------------------------------------------===//
// Which ops
//===----------------------------------------------------------------------===//

// True if indices of the loop do not need each other, each writes its own, and
// none needs to know its number if it is several of them.
bool Batch::isOver(LinalgOp op, unsigned loop) const {
  int64_t range = op.getStaticLoopRanges()[loop];
  return op.getIteratorTypesArray()[loop] == utils::IteratorType::parallel &&
         range % size == 0 && (range == size || !op.hasIndexSemantics()) &&
         llvm::all_of(op->getOpOperands(), [&](OpOperand &operand) {
           auto own = getDimsOfLoops(op.getMatchingIndexingMap(&operand), loop);
           return own && !(own->empty() && op.isDpsInit(&operand));
         });
}

// The loop over the batch; none if indices of the batch need each other.
std::optional<unsigned> Batch::getLoop(LinalgOp op) const {
  std::optional<unsigned> loop;
  for (OpOperand &operand : op->getOpOperands()) {
    std::optional<unsigned> dim = getDim(operand.get());
    if (!dim)
      continue;
    auto expr = dyn_cast<AffineDimExpr>(
        op.getMatchingIndexingMap(&operand).getResult(*dim));
    if (!expr || (loop && *loop != expr.getPosition()))
      return std::nullopt;
    loop = expr.getPosition();
  }
  if (!loop || !isOver(op, *loop))
    return std::nullopt;
  return loop;
}

// Adds the op if it goes over the batch.
bool Batch::add(Operation *op) {
  if (!llvm::all_of(op->getOperandTypes(), isStatic) ||
      !llvm::all_of(op->getResultTypes(), isStatic))
    return false;
  if (auto generic = dyn_cast<GenericOp>(op)) {
    if (!generic.hasPureTensorSemantics())
      return false;
    std::optional<unsigned> loop = getLoop(generic);
    if (!loop)
      return false;
    for (auto [init, result] :
         llvm::zip_equal(generic.getDpsInitsMutable(), generic.getResults()))
      dims[result] =
          getDimsOfLoops(generic.getMatchingIndexingMap(&init), *loop)
              ->begin()
              ->first;
    return true;
  }
  std::optional<unsigned> dim;
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op)) {
    dim = getReshapedDim(collapse.getReassociationIndices(), true,
                         collapse.getSrcType().getShape(),
                         *getDim(collapse.getSrc()));
  } else if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op)) {
    dim = getReshapedDim(expand.getReassociationIndices(), false,
                         expand.getResultType().getShape(),
                         *getDim(expand.getSrc()));
  } else if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
    dim = getSliceDim(slice, slice.getSourceType(), *getDim(slice.getSource()));
  } else if (auto insert = dyn_cast<tensor::InsertSliceOp>(op)) {
    std::optional<unsigned> source = getDim(insert.getSource());
    for (int64_t i = 0; i < insert.getDestType().getRank() && !dim; ++i) {
      std::optional<unsigned> own =
          getSliceDim(insert, insert.getDestType(), i);
      if (own && (!source || *own == *source) &&
          getDim(insert.getDest()).value_or(i) == i &&
          getBlock(insert.getDestType(), i) > 0)
        dim = i;
    }
  }
  if (!dim || getBlock(op->getResult(0).getType(), *dim) == 0)
    return false;
  dims[op->getResult(0)] = *dim;
  return true;
}

void Batch::collect(Block &block) {
  for (Operation &op : block) {
    llvm::SetVector<Value> captured;
    getUsedValuesDefinedAbove(op.getRegions(), captured);
    SmallVector<Value> read(op.getOperands());
    llvm::append_range(read, captured);
    auto belongs = [&](Value value) { return dims.contains(value); };
    bool isBehind = llvm::any_of(read, [&](Value value) {
      return others.contains(value.getDefiningOp());
    });
    if (!isBehind && llvm::none_of(read, belongs))
      continue;
    if (!isBehind && llvm::none_of(captured, belongs) && add(&op))
      members.insert(&op);
    else
      others.insert(&op);
  }
}

// True for what may be computed for one index as well: nobody else needs it.
bool Batch::isPart(Operation *op) const {
  return isa_and_nonnull<linalg::FillOp>(op) ||
         (isa_and_nonnull<GenericOp>(op) && op->getNumResults() == 1 &&
          llvm::all_of(op->getUsers(), [&](Operation *user) {
            return members.contains(user);
          }));
}

// Matrices that the batch alone makes matrices become vectors, and what all
// indices read is read by each. That pays if it stays close.
bool Batch::pays(int64_t cacheBytes) {
  constexpr int64_t fewRows = 8, leastWork = 16384;
  llvm::SmallDenseSet<Value> shared;
  int64_t bytes = 0, work = 0, ofVectors = 0;
  for (Operation *op : members) {
    for (Value result : op->getResults())
      bytes += getNumBytes(cast<ShapedType>(result.getType())) / size;
    auto generic = dyn_cast<GenericOp>(op);
    if (!generic)
      continue;
    unsigned loop = *getLoop(generic);
    SmallVector<int64_t> ranges = generic.getStaticLoopRanges();
    int64_t own = llvm::product_of(ranges) / size;
    work += own;
    bool isVector = false;
    for (OpOperand *operand : generic.getDpsInputOperands()) {
      AffineMap map = generic.getMatchingIndexingMap(operand);
      if (map.isFunctionOfDim(loop))
        continue;
      if (shared.insert(operand->get()).second)
        if (auto type = dyn_cast<ShapedType>(operand->get().getType()))
          bytes += getNumBytes(type);
      // Rows that are multiplied with it.
      int64_t rows = ranges[loop] / size;
      for (auto [i, type] : llvm::enumerate(generic.getIteratorTypesArray()))
        if (i != loop && type == utils::IteratorType::parallel &&
            !map.isFunctionOfDim(i))
          rows *= ranges[i];
      isVector |= generic.getNumReductionLoops() > 0 && rows < fewRows;
    }
    if (isVector)
      ofVectors += own;
  }
  return bytes <= cacheBytes && work >= leastWork && ofVectors <= work / 8;
}

//===----------------------------------------------------------------------===//
// The loop
//===----------------------------------------------------------------------===//

RankedTensorType Batch::getPartType(Type type, unsigned dim) const {
  auto whole = cast<RankedTensorType>(type);
  SmallVector<int64_t> shape(whole.getShape());
  shape[dim] = getBlock(type, dim);
  if (shape[dim] == 1)
    shape.erase(shape.begin() + dim);
  return RankedTensorType::get(shape, whole.getElementType());
}

Slice Batch::getSlice(OpBuilder &builder, Value value, unsigned dim) const {
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(builder, value.getLoc(), value);
  SmallVector<OpFoldResult> offsets(sizes.size(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(sizes.size(), builder.getIndexAttr(1));
  int64_t block = getBlock(value.getType(), dim);
  sizes[dim] = builder.getIndexAttr(block);
  offsets[dim] = affine::makeComposedFoldedAffineApply(
      builder, value.getLoc(), builder.getAffineDimExpr(0) * block,
      OpFoldResult(index));
  return {offsets, sizes, strides};
}

// What a value is for one index of the batch.
Value Batch::getPart(OpBuilder &builder, Value value, unsigned dim) {
  if (Value known = parts.lookup({value, dim}))
    return known;
  Location loc = value.getLoc();
  RankedTensorType type = getPartType(value.getType(), dim);
  Operation *op = value.getDefiningOp();
  if (isa_and_nonnull<tensor::EmptyOp>(op))
    return parts[{value, dim}] = tensor::EmptyOp::create(
               builder, loc, type.getShape(), type.getElementType());
  if (isPart(op)) {
    auto linalgOp = cast<LinalgOp>(op);
    auto loop = dyn_cast<AffineDimExpr>(
        linalgOp.getIndexingMapMatchingResult(cast<OpResult>(value))
            .getResult(dim));
    if (loop && isOver(linalgOp, loop.getPosition()))
      return writePart(builder, linalgOp, loop.getPosition()).front();
  }
  Slice slice = getSlice(builder, value, dim);
  return parts[{value, dim}] = tensor::ExtractSliceOp::create(
             builder, loc, type, value, slice.offsets, slice.sizes,
             slice.strides);
}

// Of an op, what belongs to one index.
ValueRange Batch::writePart(OpBuilder &builder, LinalgOp op, unsigned loop) {
  SmallVector<Value> operands;
  for (OpOperand &operand : op->getOpOperands()) {
    auto own = *getDimsOfLoops(op.getMatchingIndexingMap(&operand), loop);
    operands.push_back(
        own.empty() ? operand.get()
                    : getPart(builder, operand.get(), own.begin()->first));
  }
  if (op.getStaticLoopRanges()[loop] != size)
    return writeWithoutLoops(builder, op, {}, {}, operands)->getResults();
  return writeWithoutLoops(builder, op, loop, index, operands)->getResults();
}

Value Batch::writePart(OpBuilder &builder, Operation *op) {
  Location loc = op->getLoc();
  unsigned dim = *getDim(op->getResult(0));
  RankedTensorType type = getPartType(op->getResult(0).getType(), dim);
  // All of the batch becomes all of an index.
  auto getPartOf = [&](Slice slice, RankedTensorType whole, unsigned dim) {
    int64_t block = getBlock(whole, dim);
    slice.sizes[dim] = builder.getIndexAttr(block);
    if (block == 1)
      for (auto *list : {&slice.offsets, &slice.sizes, &slice.strides})
        list->erase(list->begin() + dim);
    return slice;
  };
  if (auto extract = dyn_cast<tensor::ExtractSliceOp>(op)) {
    unsigned from = *getDim(extract.getSource());
    Slice slice = getPartOf({extract.getMixedOffsets(), extract.getMixedSizes(),
                             extract.getMixedStrides()},
                            extract.getSourceType(), from);
    return tensor::ExtractSliceOp::create(
        builder, loc, type, getPart(builder, extract.getSource(), from),
        slice.offsets, slice.sizes, slice.strides);
  }
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(op)) {
    unsigned from = *getSliceDim(insert, insert.getDestType(), dim);
    Slice slice = getPartOf({insert.getMixedOffsets(), insert.getMixedSizes(),
                             insert.getMixedStrides()},
                            insert.getDestType(), dim);
    return tensor::InsertSliceOp::create(
        builder, loc, getPart(builder, insert.getSource(), from),
        getPart(builder, insert.getDest(), dim), slice.offsets, slice.sizes,
        slice.strides);
  }
  Value source = op->getOperand(0);
  source = getPart(builder, source, *getDim(source));
  auto from = cast<RankedTensorType>(source.getType());
  if (from == type)
    return source;
  auto groups = *getReassociationIndicesForReshape(from, type);
  if (from.getRank() > type.getRank())
    return tensor::CollapseShapeOp::create(builder, loc, type, source, groups);
  return tensor::ExpandShapeOp::create(builder, loc, type, source, groups);
}

void Batch::write(OpBuilder &builder) {
  Operation *last = members.back();
  Location loc = last->getLoc();
  Operation *place = last;
  for (Operation *op : others)
    if (op->isBeforeInBlock(last)) {
      op->moveAfter(place);
      place = op;
    }
  builder.setInsertionPointAfter(last);

  SmallVector<Value> results, outputs;
  for (Operation *op : members)
    for (Value result : op->getResults())
      if (llvm::any_of(result.getUsers(), [&](Operation *user) {
            return !members.contains(user);
          })) {
        auto type = cast<RankedTensorType>(result.getType());
        results.push_back(result);
        outputs.push_back(tensor::EmptyOp::create(builder, loc, type.getShape(),
                                                  type.getElementType()));
      }
  auto loop = scf::ForallOp::create(builder, loc,
                                    OpFoldResult(builder.getIndexAttr(size)),
                                    outputs, std::nullopt);
  index = loop.getInductionVar(0);
  scf::InParallelOp terminator = loop.getTerminator();
  builder.setInsertionPoint(terminator);
  for (Operation *op : members) {
    SmallVector<Value> own;
    if (auto generic = dyn_cast<GenericOp>(op))
      own = writePart(builder, generic, *getLoop(generic));
    else
      own.push_back(writePart(builder, op));
    for (auto [whole, part] : llvm::zip_equal(op->getResults(), own))
      parts[{whole, dims.lookup(whole)}] = part;
  }
  for (auto [result, output] :
       llvm::zip_equal(results, loop.getRegionIterArgs())) {
    unsigned dim = dims.lookup(result);
    builder.setInsertionPoint(terminator);
    Slice slice = getSlice(builder, result, dim);
    builder.setInsertionPointToEnd(terminator.getBody());
    tensor::ParallelInsertSliceOp::create(
        builder, loc, parts.lookup({result, dim}), output, slice.offsets,
        slice.sizes, slice.strides);
  }
  for (auto [result, whole] : llvm::zip_equal(results, loop.getResults()))
    result.replaceUsesWithIf(whole, [&](OpOperand &use) {
      return !members.contains(use.getOwner());
    });
  for (Operation *op : llvm::reverse(members))
    op->erase();
}

namespace {
struct SplitBatch : lxt::impl::LXTSplitBatchBase<SplitBatch> {
  using LXTSplitBatchBase::LXTSplitBatchBase;

  void runOnOperation() override {
    if (!getOperation().getBody().hasOneBlock())
      return;
    Block &block = getOperation().getBody().front();
    SmallVector<Value> starts(block.getArguments());
    for (auto op : block.getOps<bufferization::ToTensorOp>())
      starts.push_back(op.getResult());
    IRRewriter rewriter(&getContext());
    bool isSplit = false;
    for (Value start : starts) {
      auto type = dyn_cast<RankedTensorType>(start.getType());
      if (!type || !type.hasStaticShape() || type.getRank() == 0 ||
          type.getDimSize(0) < least)
        continue;
      Batch batch(start);
      batch.collect(block);
      if (!batch.pays(cacheBytes))
        continue;
      batch.write(rewriter);
      isSplit = true;
    }
    // What was computed for all of the batch.
    if (isSplit)
      (void)runRegionDCE(rewriter, getOperation()->getRegions());
  }
};
} // namespace
