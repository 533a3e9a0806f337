//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reductions along contiguous memory, in vectors of partial results.
//
//===----------------------------------------------------------------------===//

#include "Vectors.h"
#include "lxt/Codegen/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/MathExtras.h"

namespace lxt {
#define GEN_PASS_DEF_LXTVECTORISEREDUCTIONS
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;

namespace {

// A reduction with one result, and the loop that it runs along in vectors.
struct Reduction {
  GenericOp op;
  unsigned column;
  // Combines partial results; the sum of a fused product is an addition.
  Operation *combiner;
  TypedAttr neutral;
};

class ReductionWriter : VectorWriter {
public:
  ReductionWriter(OpBuilder &builder, Reduction reduction)
      : VectorWriter(builder, reduction.op.getLoc()), reduction(reduction) {}
  void write();

private:
  Value combine(Value a, Value b);
  Value combineLanes(Value vector);
  Value writeColumn(Iterations iterations, Value partial);
  Value writeLoops(Iterations iterations, Value partial, unsigned loop);

  Reduction reduction;
  SmallVector<OpFoldResult> sizes;
};

} // namespace

// Partial results are as many for every target, so that results are equal.
static int64_t getWidth(Type element, int64_t size) {
  // An `i1` is as large as a byte.
  int64_t width = 1024 / std::max(element.getIntOrFloatBitWidth(), 8u);
  if (!ShapedType::isDynamic(size))
    width = std::min<int64_t>(width,
                              llvm::PowerOf2Ceil(std::max<int64_t>(size, 1)));
  return width;
}

static std::optional<Reduction> match(GenericOp op) {
  if (!op.hasPureBufferSemantics() || op.getNumDpsInits() != 1 ||
      op.getNumReductionLoops() == 0)
    return std::nullopt;
  OpOperand *output = op.getDpsInitOperand(0);
  if (!op.getMatchingIndexingMap(output).isProjectedPermutation())
    return std::nullopt;
  // What is yielded combines the result so far with something else.
  Value sum = op.getRegionOutputArgs()[0];
  Operation *combiner =
      op.getBody()->getTerminator()->getOperand(0).getDefiningOp();
  if (!combiner || !sum.hasOneUse() || *sum.user_begin() != combiner)
    return std::nullopt;
  Reduction reduction{op, 0, combiner, {}};
  if (isa<math::FmaOp>(combiner)) {
    if (combiner->getOperand(2) != sum)
      return std::nullopt;
    reduction.neutral = FloatAttr::get(sum.getType(), 0.0);
  } else if (std::optional<TypedAttr> neutral =
                 arith::getNeutralElement(combiner)) {
    reduction.neutral = *neutral;
  } else {
    return std::nullopt;
  }
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  for (unsigned loop = op.getNumLoops(); loop-- > 0;) {
    if (iterators[loop] != utils::IteratorType::reduction ||
        !isVectorisableAlong(op, loop) ||
        llvm::none_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
          return op.getMatchingIndexingMap(operand).isFunctionOfDim(loop);
        }))
      continue;
    // A few elements are not worth it.
    int64_t size = op.getStaticLoopRanges()[loop];
    if (!ShapedType::isDynamic(size) && size < 8)
      continue;
    reduction.column = loop;
    return reduction;
  }
  return std::nullopt;
}

Value ReductionWriter::combine(Value a, Value b) {
  if (isa<math::FmaOp>(reduction.combiner))
    return arith::AddFOp::create(builder, loc, a, b);
  OperationState state(loc, reduction.combiner->getName(), {a, b},
                       {a.getType()}, reduction.combiner->getAttrs());
  return builder.create(state)->getResult(0);
}

// The upper half with the lower one, until one is left.
Value ReductionWriter::combineLanes(Value vector) {
  int64_t width = cast<VectorType>(vector.getType()).getNumElements();
  while (width > 1) {
    width /= 2;
    auto half = [&](int64_t from) -> Value {
      return vector::ExtractStridedSliceOp::create(
          builder, loc, vector, ArrayRef<int64_t>{from},
          ArrayRef<int64_t>{width}, ArrayRef<int64_t>{1});
    };
    vector = combine(half(0), half(width));
  }
  return vector::ExtractOp::create(builder, loc, vector, 0);
}

Value ReductionWriter::writeColumn(Iterations iterations, Value partial) {
  GenericOp op = reduction.op;
  int64_t width = iterations.width;
  auto step = [&](Value sum) {
    Value value =
        evaluate(op, iterations, [&](OpOperand &operand) {
          return op.isDpsInit(&operand) ? sum : load(op, operand, iterations);
        }).front();
    return iterations.mask ? arith::SelectOp::create(
                                 builder, loc, iterations.mask, value, sum)
                                 .getResult()
                           : value;
  };
  OpFoldResult size = sizes[reduction.column];
  AffineExpr dim = builder.getAffineDimExpr(0);
  OpFoldResult whole = affine::makeComposedFoldedAffineApply(
      builder, loc, dim.floorDiv(width) * width, size);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value by = arith::ConstantIndexOp::create(builder, loc, width);
  auto loop = scf::ForOp::create(builder, loc, zero, toValue(whole), by,
                                 ValueRange(partial));
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    iterations.indices[reduction.column] = loop.getInductionVar();
    scf::YieldOp::create(builder, loc, step(loop.getRegionIterArg(0)));
  }
  partial = loop.getResult(0);
  OpFoldResult rest =
      affine::makeComposedFoldedAffineApply(builder, loc, dim % width, size);
  if (isZeroInteger(rest))
    return partial;
  iterations.indices[reduction.column] = whole;
  iterations.mask = vector::CreateMaskOp::create(
      builder, loc, VectorType::get(width, builder.getI1Type()), toValue(rest));
  return step(partial);
}

Value ReductionWriter::writeLoops(Iterations iterations, Value partial,
                                  unsigned first) {
  GenericOp op = reduction.op;
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  for (unsigned i = first; i < iterators.size(); ++i) {
    if (iterators[i] != utils::IteratorType::reduction || i == reduction.column)
      continue;
    Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
    Value one = arith::ConstantIndexOp::create(builder, loc, 1);
    auto loop = scf::ForOp::create(builder, loc, zero, toValue(sizes[i]), one,
                                   ValueRange(partial));
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    iterations.indices[i] = loop.getInductionVar();
    scf::YieldOp::create(
        builder, loc, writeLoops(iterations, loop.getRegionIterArg(0), i + 1));
    return loop.getResult(0);
  }
  return writeColumn(iterations, partial);
}

void ReductionWriter::write() {
  GenericOp op = reduction.op;
  for (const Range &range :
       cast<linalg::LinalgOp>(op.getOperation()).createLoopRanges(builder, loc))
    sizes.push_back(range.size);
  OpBuilder::InsertionGuard guard(builder);
  Iterations iterations{{}, reduction.column, 0, {}};
  iterations.indices.assign(sizes.size(), builder.getIndexAttr(0));
  SmallVector<unsigned> parallel;
  op.getParallelDims(parallel);
  if (!parallel.empty()) {
    Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
    Value one = arith::ConstantIndexOp::create(builder, loc, 1);
    SmallVector<Value> counts = llvm::map_to_vector(
        parallel, [&](unsigned loop) { return toValue(sizes[loop]); });
    SmallVector<Value> lower(counts.size(), zero), steps(counts.size(), one);
    auto loops = scf::ParallelOp::create(builder, loc, lower, counts, steps);
    builder.setInsertionPointToStart(loops.getBody());
    for (auto [loop, index] :
         llvm::zip_equal(parallel, loops.getInductionVars()))
      iterations.indices[loop] = index;
  }
  OpOperand &output = *op.getDpsInitOperand(0);
  Type type = getElementTypeOrSelf(output.get().getType());
  iterations.width = getWidth(type, getConstantIntValue(sizes[reduction.column])
                                        .value_or(ShapedType::kDynamic));
  Value neutral = arith::ConstantOp::create(builder, loc, reduction.neutral);
  Value partial =
      writeLoops(iterations, toVector(neutral, iterations.width), 0);
  SmallVector<Value> indices = getIndices(op, output, iterations);
  Value init = memref::LoadOp::create(builder, loc, output.get(), indices);
  memref::StoreOp::create(builder, loc, combine(init, combineLanes(partial)),
                          output.get(), indices);
}

namespace {
struct VectoriseReductions
    : lxt::impl::LXTVectoriseReductionsBase<VectoriseReductions> {
  void runOnOperation() override {
    SmallVector<GenericOp> ops;
    getOperation().walk([&](GenericOp op) { ops.push_back(op); });
    OpBuilder builder(&getContext());
    for (GenericOp op : ops)
      if (std::optional<Reduction> reduction = match(op)) {
        builder.setInsertionPoint(op);
        ReductionWriter(builder, *reduction).write();
        op.erase();
      }
  }
};
} // namespace
