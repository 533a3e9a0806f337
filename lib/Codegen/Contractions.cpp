//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Contractions on tensors, made ready for tiles in registers.
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "lxt/Codegen/Registers.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Utils/Utils.h"
#include "mlir/IR/Matchers.h"

namespace lxt {
#define GEN_PASS_DEF_LXTFUSEMULTIPLYADD
#define GEN_PASS_DEF_LXTPERMUTECONTRACTIONS
#define GEN_PASS_DEF_LXTPACKCONTRACTIONS
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;

// Sums of products of two operands, with casts at most.
static bool isContraction(GenericOp op) {
  if (op.getNumDpsInputs() != 2 || op.getNumDpsInits() != 1 ||
      op.getNumReductionLoops() == 0 || !op.hasPureTensorSemantics())
    return false;
  bool hasProduct = false;
  for (Operation &inner : op.getBody()->without_terminator()) {
    hasProduct |= isa<math::FmaOp, arith::MulFOp>(inner);
    if (!isa<math::FmaOp, arith::MulFOp, arith::AddFOp, arith::ExtFOp>(inner))
      return false;
  }
  return hasProduct;
}

//===----------------------------------------------------------------------===//
// Multiply and add
//===----------------------------------------------------------------------===//

namespace {
struct FuseMultiplyAdd : lxt::impl::LXTFuseMultiplyAddBase<FuseMultiplyAdd> {
  void runOnOperation() override {
    SmallVector<GenericOp> ops;
    getOperation().walk([&](GenericOp op) {
      if (isContraction(op))
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (GenericOp op : ops) {
      auto yield = cast<linalg::YieldOp>(op.getBody()->getTerminator());
      auto sum = yield.getValues()[0].getDefiningOp<arith::AddFOp>();
      if (!sum)
        continue;
      Value total = op.getRegionOutputArgs()[0];
      Value addend = sum.getLhs() == total ? sum.getRhs() : sum.getLhs();
      auto product = addend.getDefiningOp<arith::MulFOp>();
      if (!product || !llvm::is_contained(sum->getOperands(), total))
        continue;
      rewriter.setInsertionPoint(sum);
      rewriter.replaceOpWithNewOp<math::FmaOp>(sum, product.getLhs(),
                                               product.getRhs(), total);
      if (product->use_empty())
        rewriter.eraseOp(product);
    }
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Factors along the columns
//===----------------------------------------------------------------------===//

// The factor that is worth packing: the only one that is read along the
// columns, a constant or often enough.
static OpOperand *getFactorToPack(GenericOp op, unsigned column) {
  OpOperand *factor = nullptr;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    if (!op.getMatchingIndexingMap(operand).isFunctionOfDim(column))
      continue;
    if (factor)
      return nullptr;
    factor = operand;
  }
  // All elements of a splat are equal, wherever they are.
  SplatElementsAttr splat;
  if (!factor || matchPattern(factor->get(), m_Constant(&splat)))
    return nullptr;
  // Constants are packed once.
  if (matchPattern(factor->get(), m_Constant()))
    return factor;
  SmallVector<int64_t> sizes = op.getStaticLoopRanges();
  auto type = cast<RankedTensorType>(factor->get().getType());
  if (llvm::any_of(sizes, ShapedType::isDynamic) || !type.hasStaticShape())
    return factor;
  // How often an element is read.
  constexpr int64_t enough = 16;
  int64_t reuse =
      llvm::product_of(sizes) / std::max<int64_t>(type.getNumElements(), 1);
  return reuse >= enough ? factor : nullptr;
}

// True if a factor can be brought into panels. The elements of a window would
// be copied as often as it overlaps itself.
static bool canBePacked(GenericOp op, OpOperand &factor, unsigned column) {
  return !ShapedType::isDynamic(op.getStaticLoopRanges()[column]) &&
         op.getMatchingIndexingMap(&factor).isProjectedPermutation();
}

// True if tiles can have a loop's iterations as columns: what is read along it
// is contiguous, or will be.
static bool isTiledAlong(GenericOp op, unsigned column) {
  AffineExpr dim = getAffineDimExpr(column, op.getContext());
  OpOperand *packed = getFactorToPack(op, column);
  return llvm::all_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
    AffineMap map = op.getMatchingIndexingMap(operand);
    if (operand == packed && canBePacked(op, *operand, column))
      return true;
    return !map.isFunctionOfDim(column) ||
           (map.isProjectedPermutation() && map.getResults().back() == dim);
  });
}

//===----------------------------------------------------------------------===//
// The order of the output's dimensions
//===----------------------------------------------------------------------===//

// The elementwise op that alone reads the contraction.
static GenericOp getOnlyReader(GenericOp op) {
  if (!op->hasOneUse())
    return {};
  auto reader = dyn_cast<GenericOp>(*op->getUsers().begin());
  if (!reader || reader.getNumReductionLoops() > 0)
    return {};
  OpOperand &use = *op->getUses().begin();
  if (!reader.isDpsInput(&use) ||
      !reader.getMatchingIndexingMap(&use).isPermutation())
    return {};
  return reader;
}

// Writes the dimensions of a contraction's result in the order in which its
// reader writes them.
static void permuteOutput(RewriterBase &rewriter, GenericOp op) {
  GenericOp reader = getOnlyReader(op);
  auto fill = op.getOutputs()[0].getDefiningOp<linalg::FillOp>();
  if (!reader || !fill)
    return;
  AffineMap written =
      reader.getMatchingIndexingMap(reader.getDpsInitOperand(0));
  OpOperand &use = *op->getUses().begin();
  AffineMap read = reader.getMatchingIndexingMap(&use);
  AffineMap output = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!written.isPermutation() || read == written ||
      !output.isProjectedPermutation())
    return;
  // Dimensions of the new output, as those of today's.
  AffineMap toNew = written.compose(inversePermutation(read));
  AffineMap newOutput = toNew.compose(output);
  // Sums keep their order, whoever reads them.
  AffineExpr column = newOutput.getResults().back(),
             oldColumn = output.getResults().back();
  if (column != oldColumn &&
      llvm::any_of(ArrayRef{column, oldColumn}, [&](AffineExpr expr) {
        return !isTiledAlong(op, cast<AffineDimExpr>(expr).getPosition());
      }))
    return;
  rewriter.setInsertionPoint(op);
  Location loc = op.getLoc();
  SmallVector<OpFoldResult> oldSizes =
      tensor::getMixedSizes(rewriter, loc, op.getOutputs()[0]);
  SmallVector<OpFoldResult> sizes;
  for (AffineExpr expr : toNew.getResults())
    sizes.push_back(oldSizes[cast<AffineDimExpr>(expr).getPosition()]);
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, sizes, type.getElementType());
  Value init =
      linalg::FillOp::create(rewriter, fill.getLoc(), fill.value(), empty)
          .getResult(0);
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  maps.back() = newOutput;
  auto permuted =
      GenericOp::create(rewriter, loc, init.getType(), op.getInputs(), init,
                        maps, op.getIteratorTypesArray());
  rewriter.inlineRegionBefore(op.getRegion(), permuted.getRegion(),
                              permuted.getRegion().begin());
  rewriter.modifyOpInPlace(reader, [&] {
    use.set(permuted.getResult(0));
    SmallVector<AffineMap> readerMaps = reader.getIndexingMapsArray();
    readerMaps[use.getOperandNumber()] = written;
    reader.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(readerMaps));
  });
  rewriter.eraseOp(op);
}

namespace {
struct PermuteContractions
    : lxt::impl::LXTPermuteContractionsBase<PermuteContractions> {
  void runOnOperation() override {
    SmallVector<GenericOp> ops;
    getOperation().walk([&](GenericOp op) {
      if (isContraction(op))
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (GenericOp op : ops)
      permuteOutput(rewriter, op);
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Panels
//===----------------------------------------------------------------------===//

namespace {

// Copies a factor into the order in which tiles read it.
class Packer {
public:
  Packer(GenericOp op, const RegisterLoops &loops, OpOperand &factor,
         RegisterTile tile)
      : op(op), loops(loops), factor(factor), tile(tile),
        map(op.getMatchingIndexingMap(&factor)),
        sizes(op.getStaticLoopRanges()) {}

  void pack(RewriterBase &rewriter);

private:
  int64_t getColumns() const { return sizes[loops.column]; }
  // One panel is as wide as the factor.
  bool isNarrow() const { return getColumns() <= tile.columns; }
  unsigned getColumnPosition() const;

  GenericOp op;
  const RegisterLoops &loops;
  OpOperand &factor;
  RegisterTile tile;
  AffineMap map;
  SmallVector<int64_t> sizes;
};

struct PackContractions : lxt::impl::LXTPackContractionsBase<PackContractions> {
  using LXTPackContractionsBase::LXTPackContractionsBase;

  void runOnOperation() override {
    SmallVector<GenericOp> ops;
    getOperation().walk([&](GenericOp op) {
      if (isContraction(op))
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (GenericOp op : ops)
      pack(rewriter, op);
  }

  void pack(RewriterBase &rewriter, GenericOp op);
};

} // namespace

unsigned Packer::getColumnPosition() const {
  return *map.getResultPosition(
      getAffineDimExpr(loops.column, map.getContext()));
}

void Packer::pack(RewriterBase &rewriter) {
  Location loc = op.getLoc();
  MLIRContext *context = op.getContext();
  rewriter.setInsertionPoint(op);
  Value source = factor.get();
  if (int64_t rest = getColumns() % tile.columns; rest > 0 && !isNarrow()) {
    auto type = cast<RankedTensorType>(source.getType());
    SmallVector<OpFoldResult> low(type.getRank(), rewriter.getIndexAttr(0)),
        high(low);
    high[getColumnPosition()] = rewriter.getIndexAttr(tile.columns - rest);
    Value zero = arith::ConstantOp::create(
        rewriter, loc, rewriter.getZeroAttr(type.getElementType()));
    SmallVector<int64_t> shape(type.getShape());
    shape[getColumnPosition()] += tile.columns - rest;
    source = tensor::PadOp::create(rewriter, loc, type.clone(shape), source,
                                   low, high, zero);
  }
  // The order: outer loops, panels, reductions, columns of a panel.
  AffineExpr column = getAffineDimExpr(loops.column, context);
  SmallVector<AffineExpr> order;
  SmallVector<OpFoldResult> shape;
  SmallVector<OpFoldResult> mixed =
      tensor::getMixedSizes(rewriter, loc, factor.get());
  SmallVector<AffineExpr> toSource(op.getNumLoops());
  auto add = [&](AffineExpr expr, OpFoldResult size) {
    order.push_back(expr);
    shape.push_back(size);
    return getAffineDimExpr(order.size() - 1, context);
  };
  auto addLoop = [&](unsigned loop) {
    if (!map.isFunctionOfDim(loop))
      return;
    AffineExpr dim = getAffineDimExpr(loop, context);
    OpFoldResult size = rewriter.getIndexAttr(sizes[loop]);
    if (ShapedType::isDynamic(sizes[loop]))
      size = mixed[*map.getResultPosition(dim)];
    toSource[loop] = add(dim, size);
  };
  for (unsigned loop : loops.outer)
    addLoop(loop);
  if (loops.row)
    addLoop(*loops.row);
  AffineExpr panel;
  if (!isNarrow())
    panel = add(
        column.floorDiv(tile.columns),
        rewriter.getIndexAttr(llvm::divideCeil(getColumns(), tile.columns)));
  for (unsigned loop : loops.reductions)
    addLoop(loop);
  if (isNarrow())
    addLoop(loops.column);
  else
    toSource[loops.column] =
        add(column % tile.columns, rewriter.getIndexAttr(tile.columns)) +
        panel * tile.columns;
  for (AffineExpr &expr : toSource)
    if (!expr)
      expr = getAffineConstantExpr(0, context);

  unsigned rank = order.size();
  AffineMap sourceMap = map.compose(AffineMap::get(rank, 0, toSource, context));
  Value empty = tensor::EmptyOp::create(rewriter, loc, shape,
                                        getElementTypeOrSelf(source.getType()));
  SmallVector<utils::IteratorType> parallel(rank,
                                            utils::IteratorType::parallel);
  Value packed =
      GenericOp::create(
          rewriter, loc, empty.getType(), source, empty,
          {sourceMap, rewriter.getMultiDimIdentityMap(rank)}, parallel,
          [](OpBuilder &builder, Location loc, ValueRange arguments) {
            linalg::YieldOp::create(builder, loc, arguments.front());
          })
          .getResult(0);
  rewriter.modifyOpInPlace(op, [&] {
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    maps[factor.getOperandNumber()] =
        AffineMap::get(op.getNumLoops(), 0, order, context);
    op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    factor.set(packed);
  });
}

// A factor that is read through a window along the columns: the dimension that
// the window moves on becomes the last.
static void turnToColumns(RewriterBase &rewriter, GenericOp op,
                          OpOperand &factor, unsigned column) {
  AffineMap map = op.getMatchingIndexingMap(&factor);
  std::optional<unsigned> last;
  SmallVector<int64_t> order;
  for (auto [i, expr] : llvm::enumerate(map.getResults())) {
    if (!expr.isFunctionOfDim(column)) {
      order.push_back(i);
      continue;
    }
    if (last)
      return;
    last = i;
  }
  if (!last || *last + 1 == map.getNumResults())
    return;
  order.push_back(*last);
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(rewriter, loc,
                                                          factor.get()),
                            turned;
  SmallVector<AffineExpr> results;
  for (int64_t i : order) {
    turned.push_back(sizes[i]);
    results.push_back(map.getResult(i));
  }
  Value empty = tensor::EmptyOp::create(
      rewriter, loc, turned, getElementTypeOrSelf(factor.get().getType()));
  auto transpose =
      linalg::TransposeOp::create(rewriter, loc, factor.get(), empty, order);
  GenericOp generic = *linalg::generalizeNamedOp(rewriter, transpose);
  rewriter.modifyOpInPlace(op, [&] {
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    maps[factor.getOperandNumber()] =
        AffineMap::get(op.getNumLoops(), 0, results, op.getContext());
    op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    factor.set(generic.getResult(0));
  });
}

void PackContractions::pack(RewriterBase &rewriter, GenericOp op) {
  std::optional<RegisterLoops> loops = getRegisterLoops(op);
  if (!loops)
    return;
  OpOperand *factor = getFactorToPack(op, loops->column);
  if (!factor)
    return;
  if (!canBePacked(op, *factor, loops->column))
    return turnToColumns(rewriter, op, *factor, loops->column);
  SmallVector<int64_t> sizes = op.getStaticLoopRanges();
  unsigned bits =
      getElementTypeOrSelf(op.getResult(0).getType()).getIntOrFloatBitWidth();
  RegisterTile tile = getRegisterTile({vectorBits, vectorRegisters}, bits,
                                      loops->row ? sizes[*loops->row] : 1,
                                      sizes[loops->column]);
  Packer(op, *loops, *factor, tile).pack(rewriter);
}
