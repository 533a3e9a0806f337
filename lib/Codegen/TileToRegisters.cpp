//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reductions on buffers, with the elementwise ops around them, to loops over
// tiles of vectors that stay in registers.
//
//===----------------------------------------------------------------------===//

#include "Sizes.h"
#include "Vectors.h"
#include "lxt/Codegen/Passes.h"
#include "lxt/Codegen/Registers.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace lxt {
#define GEN_PASS_DEF_LXTTILETOREGISTERS
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;
using linalg::GenericOp;
using utils::IteratorType;

// Elementwise, and every output element written once.
static bool isElementwise(GenericOp op) {
  return op && op.getNumReductionLoops() == 0 && op.hasPureBufferSemantics() &&
         llvm::all_of(op.getDpsInitsMutable(), [&](OpOperand &init) {
           return op.getMatchingIndexingMap(&init).isPermutation() &&
                  !op.payloadUsesValueFromOperand(&init);
         });
}

//===----------------------------------------------------------------------===//
// Groups
//===----------------------------------------------------------------------===//

namespace {

// An elementwise op that is computed with the reduction, tile by tile. Its
// loops are those of the reduction.
struct Member {
  GenericOp op;
  SmallVector<unsigned> loops;
};

// A reduction, what initialises its output, and what reads it.
struct Group {
  GenericOp reduction;
  RegisterLoops loops;
  // linalg.fill, or an elementwise op.
  Operation *init = nullptr;
  Member initMember = {};
  SmallVector<Member, 2> consumers = {};

  SmallVector<Operation *> getOps() const;
  bool reads(Value buffer) const;
};

} // namespace

SmallVector<Operation *> Group::getOps() const {
  SmallVector<Operation *> ops;
  if (init)
    ops.push_back(init);
  ops.push_back(reduction);
  for (const Member &consumer : consumers)
    ops.push_back(consumer.op);
  return ops;
}

// True if an op of the group reads memory that may overlap the buffer's.
bool Group::reads(Value buffer) const {
  return llvm::any_of(getOps(), [&](Operation *op) {
    return llvm::any_of(cast<linalg::LinalgOp>(op).getDpsInputs(),
                        [&](Value input) {
                          return isa<MemRefType>(input.getType()) &&
                                 !areDistinct(input, buffer);
                        });
  });
}

// The reduction's loop for each loop of an elementwise op that accesses the
// buffer of the operand, whose results the reduction's loops give.
static SmallVector<unsigned> alignLoops(GenericOp op, OpOperand &operand,
                                        ArrayRef<unsigned> bufferLoops) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  SmallVector<unsigned> loops(op.getNumLoops());
  for (auto [i, loop] : llvm::enumerate(bufferLoops))
    loops[map.getDimPosition(i)] = loop;
  return loops;
}

static SmallVector<unsigned> getDims(AffineMap map) {
  return llvm::map_to_vector(llvm::seq(map.getNumResults()),
                             [&](unsigned i) { return map.getDimPosition(i); });
}

// True if an op after the first and before the last one accesses memory that
// may overlap the buffer's.
static bool isAccessedBetween(Operation *first, Operation *last, Value buffer) {
  for (Operation *op = first->getNextNode(); op != last; op = op->getNextNode())
    if (op->walk([&](Operation *inner) {
            bool isAccess =
                !isMemoryEffectFree(inner) &&
                llvm::any_of(inner->getOperands(), [&](Value operand) {
                  return isa<BaseMemRefType>(operand.getType()) &&
                         !areDistinct(operand, buffer);
                });
            return isAccess ? WalkResult::interrupt() : WalkResult::advance();
          }).wasInterrupted())
      return true;
  return false;
}

// The only op before the reduction that accesses its output, if that
// initialises it.
static void findInit(Group &group, Value output,
                     ArrayRef<unsigned> outputLoops) {
  GenericOp reduction = group.reduction;
  Operation *init = nullptr;
  for (Operation *user : output.getUsers()) {
    if (user->getBlock() != reduction->getBlock())
      return;
    if (user == reduction || reduction->isBeforeInBlock(user))
      continue;
    if (init)
      return;
    init = user;
  }
  // Others may do so through views.
  if (!init || isAccessedBetween(init, reduction, output))
    return;
  if (isa<linalg::FillOp>(init)) {
    group.init = init;
    return;
  }
  auto generic = dyn_cast<GenericOp>(init);
  if (!isElementwise(generic) || generic.getNumDpsInits() != 1 ||
      generic.getOutputs()[0] != output)
    return;
  Member member{
      generic, alignLoops(generic, *generic.getDpsInitOperand(0), outputLoops)};
  unsigned column =
      llvm::find(member.loops, group.loops.column) - member.loops.begin();
  if (!isVectorisableAlong(generic, column))
    return;
  // It moves down to the reduction.
  for (Operation *op = generic->getNextNode(); op != reduction;
       op = op->getNextNode())
    if (!isMemoryEffectFree(op) && !isa<memref::AllocOp>(op)) {
      auto other = dyn_cast<linalg::LinalgOp>(op);
      if (!other || !other.hasPureBufferSemantics() ||
          llvm::any_of(other.getDpsInits(), [&](Value written) {
            return llvm::any_of(generic.getInputs(), [&](Value read) {
              return !areDistinct(read, written);
            });
          }))
        return;
    }
  group.init = init;
  group.initMember = member;
}

// The elementwise ops right after the reduction that read its output, or what
// those before them write, element by element.
static void findConsumers(Group &group, Value output,
                          ArrayRef<unsigned> outputLoops) {
  llvm::SmallDenseMap<Value, SmallVector<unsigned>> loopsOf;
  loopsOf[output] = SmallVector<unsigned>(outputLoops);
  auto isWritten = [&](Value buffer) {
    return llvm::any_of(loopsOf, [&](const auto &entry) {
      return !areDistinct(entry.first, buffer);
    });
  };
  for (Operation *op = group.reduction->getNextNode(); op;
       op = op->getNextNode()) {
    if (isMemoryEffectFree(op) || isa<memref::AllocOp>(op))
      continue;
    // The init of another reduction does not matter to this one.
    if (auto fill = dyn_cast<linalg::FillOp>(op))
      if (fill.hasPureBufferSemantics() && !group.reads(fill.output()) &&
          !isWritten(fill.output()))
        continue;
    auto generic = dyn_cast<GenericOp>(op);
    if (!isElementwise(generic))
      return;
    std::optional<SmallVector<unsigned>> loops;
    for (OpOperand *input : generic.getDpsInputOperands()) {
      auto it = loopsOf.find(input->get());
      if (it == loopsOf.end()) {
        // A view of what other tiles write.
        if (isa<MemRefType>(input->get().getType()) && isWritten(input->get()))
          return;
        continue;
      }
      if (!generic.getMatchingIndexingMap(input).isPermutation())
        return;
      SmallVector<unsigned> aligned = alignLoops(generic, *input, it->second);
      if (loops && *loops != aligned)
        return;
      loops = aligned;
    }
    if (!loops)
      return;
    unsigned column = llvm::find(*loops, group.loops.column) - loops->begin();
    if (!isVectorisableAlong(generic, column))
      return;
    // What it writes, no other tile may read.
    for (OpOperand &init : generic.getDpsInitsMutable()) {
      if (group.reads(init.get()) || isWritten(init.get()))
        return;
      loopsOf[init.get()] =
          llvm::map_to_vector(getDims(generic.getMatchingIndexingMap(&init)),
                              [&](unsigned loop) { return (*loops)[loop]; });
    }
    group.consumers.push_back({generic, *loops});
  }
}

static std::optional<Group> findGroup(GenericOp reduction) {
  if (!reduction.hasPureBufferSemantics())
    return std::nullopt;
  std::optional<RegisterLoops> loops = getRegisterLoops(reduction);
  if (!loops || !isVectorisableAlong(reduction, loops->column) ||
      llvm::is_contained(reduction.getStaticLoopRanges(), 0))
    return std::nullopt;
  Group group{reduction, *loops};
  Value output = reduction.getOutputs()[0];
  SmallVector<unsigned> outputLoops =
      getDims(reduction.getMatchingIndexingMap(reduction.getDpsInitOperand(0)));
  // Views of the output elsewhere might be anything.
  if (llvm::any_of(reduction.getInputs(),
                   [&](Value input) { return !areDistinct(input, output); }))
    return group;
  findInit(group, output, outputLoops);
  findConsumers(group, output, outputLoops);
  return group;
}

//===----------------------------------------------------------------------===//
// Writing the loops
//===----------------------------------------------------------------------===//

namespace {

// Writes the loops of a group.
class GroupWriter : VectorWriter {
public:
  GroupWriter(OpBuilder &builder, Group group,
              const LXTTileToRegistersOptions &options);
  void write();

private:
  OpFoldResult apply(AffineExpr expr, ArrayRef<OpFoldResult> operands) {
    return affine::makeComposedFoldedAffineApply(
        builder, loc, AffineMap::get(operands.size(), 0, expr), operands);
  }
  AffineExpr dim(unsigned i) { return builder.getAffineDimExpr(i); }
  Value buildMin(OpFoldResult a, OpFoldResult b) {
    AffineMap map =
        AffineMap::get(2, 0, {dim(0), dim(1)}, builder.getContext());
    return toValue(
        affine::makeComposedFoldedAffineMin(builder, loc, map, {a, b}));
  }

  void chooseTiles();
  void chooseBlocks();
  void chooseParts();
  std::optional<int64_t> getBytes(ArrayRef<unsigned> varying);
  int64_t getPanelBytes();
  bool isReused(unsigned loop);

  void writePanel(SmallVector<OpFoldResult> indices, Value block);
  void writeTiles(SmallVector<OpFoldResult> indices, Value first, Value last);
  void writeTile(SmallVector<OpFoldResult> indices, int64_t rows);
  void writeConsumers(ArrayRef<Iterations> iterations, ArrayRef<Value> sums);
  SmallVector<Value> writeInit(ArrayRef<Iterations> rows);
  void writePrefetch(const Iterations &iterations);
  void writePanelPrefetch(OpOperand &operand, SmallVector<Value> indices,
                          const Iterations &iterations);
  SmallVector<Value> writeReduction(SmallVector<Iterations> rows,
                                    SmallVector<Value> sums, unsigned depth);

  Group group;
  const LXTTileToRegistersOptions &options;
  SmallVector<OpFoldResult> sizes;
  // Columns of a panel, and of a vector: LLVM takes powers of two. Panels.
  int64_t width, lanes;
  OpFoldResult panels;
  // For every vector of a row, if the panel may be narrower.
  SmallVector<Value> masks;
  // Tiles of rows: `firstTiles` of `rows[0]` rows, the rest of `rows[1]`.
  OpFoldResult firstTiles, tiles;
  int64_t rows[2];
  // What one panel is multiplied with before the next one is: so many indices
  // of this loop, or tiles if it is that of the rows.
  std::optional<unsigned> blocked;
  int64_t blockSize = 1;
  // The number of the tile that is written, if a panel's tiles are one loop.
  Value tileIndex;
  // Panels are the outer loop, blocks the inner one: a panel is read once,
  // while all blocks stay in the cache. Not so if all panels do, too: then a
  // core keeps what it wrote itself.
  bool panelsFirst = true;
  // The reduction is done in so many parts of so many indices, one after the
  // other for all tiles.
  int64_t parts = 1, partSize = 0;
  // The part that is written; where sums wait for the next one: panel, row,
  // column of the panel. The panel that is written.
  Value part, waiting, panelIndex;
};

} // namespace

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

GroupWriter::GroupWriter(OpBuilder &builder, Group group,
                         const LXTTileToRegistersOptions &options)
    : VectorWriter(builder, group.reduction.getLoc()), group(group),
      options(options) {
  for (const Range &range :
       cast<linalg::LinalgOp>(group.reduction.getOperation())
           .createLoopRanges(builder, loc))
    sizes.push_back(range.size);
  chooseTiles();
  chooseParts();
  chooseBlocks();
}

// Rows are divided evenly, so that no tile is left with few sums at a time.
void GroupWriter::chooseTiles() {
  auto getStatic = [](OpFoldResult size) {
    return getConstantIntValue(size).value_or(ShapedType::kDynamic);
  };
  GenericOp op = group.reduction;
  const RegisterLoops &loops = group.loops;
  OpFoldResult count = loops.row ? sizes[*loops.row] : builder.getIndexAttr(1);
  unsigned bits = getElementTypeOrSelf(op.getOutputs()[0].getType())
                      .getIntOrFloatBitWidth();
  RegisterTile tile =
      getRegisterTile({options.vectorBits, options.vectorRegisters}, bits,
                      getStatic(count), getStatic(sizes[loops.column]));
  width = tile.columns;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(operand);
    if (map.isFunctionOfDim(loops.column))
      width = getPanelWidth(map, loops.column).value_or(width);
  }
  lanes = width & -width;
  panels = apply(dim(0).ceilDiv(width), sizes[loops.column]);
  if (std::optional<int64_t> size = getConstantIntValue(count)) {
    int64_t number = llvm::divideCeil(std::max<int64_t>(*size, 1), tile.rows);
    rows[1] = *size / number;
    rows[0] = rows[1] + 1;
    firstTiles = builder.getIndexAttr(*size % number);
    tiles = builder.getIndexAttr(number);
    return;
  }
  rows[0] = tile.rows;
  rows[1] = 1;
  firstTiles = apply(dim(0).floorDiv(tile.rows), count);
  tiles = apply(dim(0) - dim(0).floorDiv(tile.rows) * (tile.rows - 1), count);
}

// True if what is read along the columns is the same at every index.
bool GroupWriter::isReused(unsigned loop) {
  GenericOp op = group.reduction;
  return llvm::any_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
    AffineMap map = op.getMatchingIndexingMap(operand);
    return map.isFunctionOfDim(group.loops.column) &&
           !map.isFunctionOfDim(loop);
  });
}

// The memory of the factors that do not run along the columns, for all indices
// of some loops.
std::optional<int64_t> GroupWriter::getBytes(ArrayRef<unsigned> varying) {
  GenericOp op = group.reduction;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  SmallVector<Attribute> from(ranges.size(), builder.getIndexAttr(0)), to(from);
  for (unsigned loop : varying) {
    if (ShapedType::isDynamic(ranges[loop]))
      return std::nullopt;
    to[loop] = builder.getIndexAttr(ranges[loop] - 1);
  }
  int64_t bytes = 0;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(operand);
    if (map.isFunctionOfDim(group.loops.column))
      continue;
    SmallVector<Attribute> first, last;
    if (failed(map.constantFold(from, first)) ||
        failed(map.constantFold(to, last)))
      return std::nullopt;
    int64_t elements = 1;
    for (auto [a, b] : llvm::zip_equal(first, last))
      elements *= std::abs(cast<IntegerAttr>(b).getInt() -
                           cast<IntegerAttr>(a).getInt()) +
                  1;
    unsigned bits =
        getElementTypeOrSelf(operand->get().getType()).getIntOrFloatBitWidth();
    bytes += elements * llvm::divideCeil(bits, 8);
  }
  return bytes;
}

// What is read of a panel stays in the cache from one tile to the next, and the
// other factor's from one panel to the next.
void GroupWriter::chooseParts() {
  const RegisterLoops &loops = group.loops;
  constexpr int64_t fewTiles = 4, share = 8;
  if (loops.reductions.size() != 1 || !loops.outer.empty() || !loops.row ||
      !isReused(*loops.row) || !getConstantIntValue(panels) ||
      getConstantIntValue(tiles).value_or(0) < fewTiles)
    return;
  std::optional<int64_t> depth =
      getConstantIntValue(sizes[loops.reductions.front()]);
  Value output = group.reduction.getDpsInits()[0];
  int64_t bits = getElementTypeOrSelf(output.getType()).getIntOrFloatBitWidth();
  int64_t most = options.blockBytes / share / (width * bits / 8);
  if (!depth || most == 0 || *depth <= most)
    return;
  parts = llvm::divideCeil(*depth, most);
  partSize = llvm::divideCeil(*depth, parts);
  parts = llvm::divideCeil(*depth, partSize);
}

// The memory of all panels.
int64_t GroupWriter::getPanelBytes() {
  GenericOp op = group.reduction;
  int64_t bytes = 0;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    auto type = cast<MemRefType>(operand->get().getType());
    if (!op.getMatchingIndexingMap(operand).isFunctionOfDim(group.loops.column))
      continue;
    if (!type.hasStaticShape())
      return std::numeric_limits<int64_t>::max();
    bytes += getNumBytes(type);
  }
  return bytes;
}

// What is multiplied with a panel stays in the cache while panels pass by.
void GroupWriter::chooseBlocks() {
  const RegisterLoops &loops = group.loops;
  SmallVector<unsigned> varying(loops.reductions);
  if (loops.row)
    varying.push_back(*loops.row);
  OpFoldResult count;
  for (unsigned loop : loops.outer)
    if (isReused(loop))
      blocked = loop;
  int64_t perIndex = 1;
  if (blocked) {
    count = sizes[*blocked];
  } else if (loops.row && isReused(*loops.row)) {
    blocked = loops.row;
    count = tiles;
  } else {
    return;
  }
  std::optional<int64_t> number = getConstantIntValue(count);
  std::optional<int64_t> bytes = getBytes(varying);
  if (bytes) {
    *bytes = llvm::divideCeil(*bytes, parts);
    perIndex = std::max<int64_t>(
        blocked == loops.row ? *bytes / std::max<int64_t>(number.value_or(1), 1)
                             : *bytes,
        1);
  }
  blockSize = bytes ? std::max<int64_t>(options.blockBytes / perIndex, 1) : 8;
  if (!number)
    return;
  panelsFirst = bytes && perIndex * *number <= options.blockBytes &&
                getPanelBytes() > options.blockBytes / 8;
  blockSize = std::min(blockSize, std::max<int64_t>(*number, 1));
  // Enough tasks for the cores.
  int64_t tasks = getConstantIntValue(panels).value_or(1);
  for (unsigned loop : loops.outer)
    if (loop != blocked)
      tasks *= getConstantIntValue(sizes[loop]).value_or(1);
  constexpr int64_t enough = 32, little = 262144;
  SmallVector<int64_t> ranges = group.reduction.getStaticLoopRanges();
  if (llvm::none_of(ranges, ShapedType::isDynamic) &&
      llvm::product_of(ranges) < little)
    tasks = enough;
  while (blockSize > 1 && tasks * llvm::divideCeil(*number, blockSize) < enough)
    blockSize = llvm::divideCeil(blockSize, 2);
  // Of equal size.
  blockSize = llvm::divideCeil(*number, llvm::divideCeil(*number, blockSize));
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

void GroupWriter::write() {
  const RegisterLoops &loops = group.loops;
  // In parallel: the outer loops, blocks, and panels.
  SmallVector<unsigned> outer;
  SmallVector<Value> counts;
  for (unsigned loop : loops.outer)
    if (loop != blocked) {
      outer.push_back(loop);
      counts.push_back(toValue(sizes[loop]));
    }
  OpFoldResult blocks = builder.getIndexAttr(1);
  if (blocked)
    blocks = apply(dim(0).ceilDiv(blockSize),
                   blocked == loops.row ? tiles : sizes[*blocked]);
  // Neighbours run on one core, one after the other.
  counts.push_back(toValue(panelsFirst ? panels : blocks));
  counts.push_back(toValue(panelsFirst ? blocks : panels));
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  OpBuilder::InsertionGuard guard(builder);
  if (parts > 1) {
    Value output = group.reduction.getDpsInits()[0];
    auto type =
        MemRefType::get({*getConstantIntValue(panels),
                         *getConstantIntValue(sizes[*loops.row]), width},
                        getElementTypeOrSelf(output.getType()));
    waiting = memref::AllocOp::create(builder, loc, type);
    Value count = arith::ConstantIndexOp::create(builder, loc, parts);
    auto loop = scf::ForOp::create(builder, loc, zero, count, one);
    builder.setInsertionPointToStart(loop.getBody());
    part = loop.getInductionVar();
  }
  SmallVector<Value> lower(counts.size(), zero), steps(counts.size(), one);
  auto parallel = scf::ParallelOp::create(builder, loc, lower, counts, steps);
  builder.setInsertionPointToStart(parallel.getBody());
  SmallVector<OpFoldResult> indices(sizes.size(), builder.getIndexAttr(0));
  auto induction = llvm::to_vector_of<Value>(parallel.getInductionVars());
  for (auto [loop, index] : llvm::zip_first(outer, induction))
    indices[loop] = index;
  Value panel = induction.pop_back_val(), block = induction.pop_back_val();
  if (panelsFirst)
    std::swap(panel, block);
  panelIndex = panel;
  indices[loops.column] = apply(dim(0) * width, OpFoldResult(panel));

  // The last panel may be narrower.
  OpFoldResult whole = apply(dim(0).floorDiv(width), sizes[loops.column]);
  if (isEqualConstantIntOrValue(whole, panels))
    return writePanel(indices, block);
  auto writeMasked = [&] {
    auto type = VectorType::get(lanes, builder.getI1Type());
    for (int64_t i = 0; i < width; i += lanes) {
      Value left = toValue(apply(dim(0) - dim(1) - i,
                                 {sizes[loops.column], indices[loops.column]}));
      masks.push_back(vector::CreateMaskOp::create(builder, loc, type, left));
    }
    writePanel(indices, block);
  };
  if (isZeroInteger(whole))
    return writeMasked();
  Value isWhole = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                                        panel, toValue(whole));
  auto choice = scf::IfOp::create(builder, loc, isWhole, /*withElse=*/true);
  builder.setInsertionPointToStart(choice.thenBlock());
  writePanel(indices, block);
  builder.setInsertionPointToStart(choice.elseBlock());
  writeMasked();
}

void GroupWriter::writePanel(SmallVector<OpFoldResult> indices, Value block) {
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  if (!blocked)
    return writeTiles(indices, zero, toValue(tiles));
  bool blocksRows = blocked == group.loops.row;
  OpFoldResult first = apply(dim(0) * blockSize, OpFoldResult(block));
  OpFoldResult last = apply(dim(0) + blockSize, first);
  Value end = buildMin(last, blocksRows ? tiles : sizes[*blocked]);
  if (blocksRows)
    return writeTiles(indices, toValue(first), end);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto loop = scf::ForOp::create(builder, loc, toValue(first), end, one);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  indices[*blocked] = loop.getInductionVar();
  writeTiles(indices, zero, toValue(tiles));
}

void GroupWriter::writeTiles(SmallVector<OpFoldResult> indices, Value first,
                             Value last) {
  if (!group.loops.row)
    return writeTile(indices, 1);
  OpFoldResult &row = indices[*group.loops.row];
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto loop = scf::ForOp::create(builder, loc, first, last, one);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value index = loop.getInductionVar();
  if (!blocked || blocked == group.loops.row)
    tileIndex = index;
  auto writeFirst = [&] {
    row = apply(dim(0) * rows[0], OpFoldResult(index));
    writeTile(indices, rows[0]);
  };
  auto writeOther = [&] {
    row = apply(dim(0) * rows[1] + dim(1) * (rows[0] - rows[1]),
                {OpFoldResult(index), firstTiles});
    writeTile(indices, rows[1]);
  };
  if (isZeroInteger(firstTiles))
    return writeOther();
  Value isFirst = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                                        index, toValue(firstTiles));
  auto choice = scf::IfOp::create(builder, loc, isFirst, /*withElse=*/true);
  builder.setInsertionPointToStart(choice.thenBlock());
  writeFirst();
  builder.setInsertionPointToStart(choice.elseBlock());
  writeOther();
}

SmallVector<Value> GroupWriter::writeInit(ArrayRef<Iterations> iterations) {
  return llvm::map_to_vector(iterations, [&](const Iterations &row) -> Value {
    if (auto fill = dyn_cast_or_null<linalg::FillOp>(group.init))
      return toVector(fill.value(), lanes);
    if (group.init) {
      GenericOp op = group.initMember.op;
      Iterations own = row.select(group.initMember.loops);
      Value value = evaluate(op, own, [&](OpOperand &operand) {
                      return load(op, operand, own);
                    }).front();
      return toVector(value, lanes);
    }
    return load(group.reduction, *group.reduction.getDpsInitOperand(0), row);
  });
}

// Asks for the panel's next lines ahead of time: panels are read once per tile,
// from afar, and faster than hardware looks ahead.
void GroupWriter::writePrefetch(const Iterations &iterations) {
  GenericOp op = group.reduction;
  constexpr int64_t line = 64;
  // Rows: memory's latency, when all sums are under way.
  constexpr int64_t ahead = 16;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    if (!getPanelWidth(op.getMatchingIndexingMap(operand), iterations.column))
      continue;
    SmallVector<Value> indices = getIndices(op, *operand, iterations);
    Type element = getElementTypeOrSelf(operand->get().getType());
    int64_t perLine = line * 8 / element.getIntOrFloatBitWidth();
    for (int64_t i = 0; i < width; i += perLine) {
      SmallVector<Value> next(indices);
      next.back() =
          arith::ConstantIndexOp::create(builder, loc, ahead * width + i);
      memref::PrefetchOp::create(builder, loc, operand->get(), next,
                                 /*isWrite=*/false, /*localityHint=*/3,
                                 /*isDataCache=*/true);
    }
    writePanelPrefetch(*operand, indices, iterations);
  }
}

// Every tile asks for its share of the next panel, which comes from afar.
void GroupWriter::writePanelPrefetch(OpOperand &operand,
                                     SmallVector<Value> indices,
                                     const Iterations &iterations) {
  constexpr int64_t mostTiles = 64;
  if (group.loops.reductions.size() != 1 || !tileIndex)
    return;
  unsigned reduction = group.loops.reductions.front();
  std::optional<int64_t> count = getConstantIntValue(tiles);
  std::optional<int64_t> depth = getConstantIntValue(sizes[reduction]);
  if (!count || !depth || *count > mostTiles)
    return;
  // The panel's rows are read by no index, its elements by the last one.
  int64_t rowsPerPart = parts > 1 ? partSize : *depth;
  int64_t share = llvm::divideCeil(rowsPerPart * width, *count);
  int64_t step = llvm::divideCeil(width, *count);
  OpFoldResult row = iterations.indices[reduction];
  OpFoldResult begin = builder.getIndexAttr(0);
  if (parts > 1)
    begin = apply(dim(0) * partSize, OpFoldResult(part));
  indices[indices.size() - 2] = arith::ConstantIndexOp::create(builder, loc, 0);
  indices.back() = toValue(apply((dim(2) + *depth) * width + dim(0) * share +
                                     (dim(1) - dim(2)) * step,
                                 {OpFoldResult(tileIndex), row, begin}));
  memref::PrefetchOp::create(builder, loc, operand.get(), indices,
                             /*isWrite=*/false, /*localityHint=*/2,
                             /*isDataCache=*/true);
}

// Loops over the reductions from the `depth`th on, the sums in registers.
SmallVector<Value>
GroupWriter::writeReduction(SmallVector<Iterations> iterations,
                            SmallVector<Value> sums, unsigned depth) {
  GenericOp op = group.reduction;
  if (depth < group.loops.reductions.size()) {
    unsigned reduction = group.loops.reductions[depth];
    Value first = arith::ConstantIndexOp::create(builder, loc, 0);
    Value last = toValue(sizes[reduction]);
    if (parts > 1) {
      OpFoldResult begin = apply(dim(0) * partSize, OpFoldResult(part));
      last = buildMin(apply(dim(0) + partSize, begin), sizes[reduction]);
      first = toValue(begin);
    }
    Value one = arith::ConstantIndexOp::create(builder, loc, 1);
    auto loop = scf::ForOp::create(builder, loc, first, last, one, sums);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    for (Iterations &row : iterations)
      row.indices[reduction] = loop.getInductionVar();
    SmallVector<Value> next = writeReduction(
        iterations, llvm::to_vector_of<Value>(loop.getRegionIterArgs()),
        depth + 1);
    scf::YieldOp::create(builder, loc, next);
    return loop.getResults();
  }
  writePrefetch(iterations.front());
  // What is the same in all rows, or all vectors of a row, is read once.
  unsigned perRow = width / lanes;
  llvm::SmallDenseMap<std::pair<OpOperand *, unsigned>, Value> known;
  SmallVector<Value> next;
  for (unsigned i = 0; i < sums.size(); ++i) {
    auto get = [&](OpOperand &operand) -> Value {
      if (op.isDpsInit(&operand))
        return sums[i];
      AffineMap map = op.getMatchingIndexingMap(&operand);
      unsigned first = i;
      if (!map.isFunctionOfDim(group.loops.column))
        first -= i % perRow;
      if (!group.loops.row || !map.isFunctionOfDim(*group.loops.row))
        first %= perRow;
      Value &value = known[{&operand, first}];
      if (!value)
        value = load(op, operand, iterations[i]);
      return value;
    };
    next.push_back(toVector(evaluate(op, iterations[i], get).front(), lanes));
  }
  return next;
}

// True if nothing outside of the group reads the buffer.
static bool isLocal(Value buffer, ArrayRef<Operation *> ops) {
  return buffer.getDefiningOp<memref::AllocOp>() &&
         llvm::all_of(buffer.getUsers(), [&](Operation *user) {
           return isa<memref::DimOp>(user) || llvm::is_contained(ops, user);
         });
}

void GroupWriter::writeTile(SmallVector<OpFoldResult> indices, int64_t count) {
  unsigned column = group.loops.column;
  SmallVector<Iterations> iterations;
  for (int64_t i = 0; i < count; ++i)
    for (int64_t j = 0; j < width; j += lanes) {
      Value mask = masks.empty() ? Value() : masks[j / lanes];
      iterations.push_back({indices, column, lanes, mask});
      SmallVector<OpFoldResult> &own = iterations.back().indices;
      own[column] = apply(dim(0) + j, indices[column]);
      if (group.loops.row)
        own[*group.loops.row] = apply(dim(0) + i, indices[*group.loops.row]);
    }
  if (parts == 1) {
    writeConsumers(iterations,
                   writeReduction(iterations, writeInit(iterations), 0));
    return;
  }

  // The first part starts from the initial value, the last one is followed by
  // the consumers.
  SmallVector<SmallVector<Value>> places;
  for (auto [i, own] : llvm::enumerate(iterations))
    places.push_back({panelIndex, toValue(own.indices[*group.loops.row]),
                      toValue(builder.getIndexAttr(i * lanes % width))});
  auto type = VectorType::get(
      lanes, cast<MemRefType>(waiting.getType()).getElementType());
  auto isPart = [&](int64_t index) -> Value {
    return arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::eq, part,
        arith::ConstantIndexOp::create(builder, loc, index));
  };
  auto choice = scf::IfOp::create(
      builder, loc, isPart(0),
      [&](OpBuilder &, Location) {
        scf::YieldOp::create(builder, loc, writeInit(iterations));
      },
      [&](OpBuilder &, Location) {
        SmallVector<Value> sums;
        for (ValueRange place : places)
          sums.push_back(
              vector::LoadOp::create(builder, loc, type, waiting, place));
        scf::YieldOp::create(builder, loc, sums);
      });
  SmallVector<Value> sums = writeReduction(iterations, choice.getResults(), 0);
  scf::IfOp::create(
      builder, loc, isPart(parts - 1),
      [&](OpBuilder &, Location) {
        writeConsumers(iterations, sums);
        scf::YieldOp::create(builder, loc);
      },
      [&](OpBuilder &, Location) {
        for (auto [sum, place] : llvm::zip_equal(sums, places))
          vector::StoreOp::create(builder, loc, sum, waiting, place);
        scf::YieldOp::create(builder, loc);
      });
}

void GroupWriter::writeConsumers(ArrayRef<Iterations> iterations,
                                 ArrayRef<Value> sums) {
  SmallVector<Operation *> ops = group.getOps();
  OpOperand &output = *group.reduction.getDpsInitOperand(0);
  bool keepsSums = !isLocal(output.get(), ops);
  for (auto [row, sum] : llvm::zip_equal(iterations, sums)) {
    if (keepsSums)
      store(group.reduction, output, row, sum);
    llvm::SmallDenseMap<Value, Value> values;
    values[output.get()] = sum;
    for (const Member &consumer : group.consumers) {
      GenericOp op = consumer.op;
      Iterations own = row.select(consumer.loops);
      SmallVector<Value> results =
          evaluate(op, own, [&](OpOperand &operand) -> Value {
            Value known = values.lookup(operand.get());
            return known ? known : load(op, operand, own);
          });
      for (auto [init, result] :
           llvm::zip_equal(op.getDpsInitsMutable(), results)) {
        values[init.get()] = toVector(result, lanes);
        if (!isLocal(init.get(), ops))
          store(op, init, own, result);
      }
    }
  }
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct TileToRegisters : lxt::impl::LXTTileToRegistersBase<TileToRegisters> {
  using LXTTileToRegistersBase::LXTTileToRegistersBase;

  void runOnOperation() override {
    LXTTileToRegistersOptions options{vectorBits, vectorRegisters, blockBytes};
    SmallVector<GenericOp> ops;
    getOperation().walk([&](GenericOp op) { ops.push_back(op); });
    llvm::SmallDenseSet<Operation *> erased;
    OpBuilder builder(&getContext());
    for (GenericOp op : ops) {
      if (erased.contains(op))
        continue;
      std::optional<Group> group = findGroup(op);
      if (!group)
        continue;
      SmallVector<Operation *> members = group->getOps();
      builder.setInsertionPointAfter(members.back());
      GroupWriter(builder, *group, options).write();
      SmallVector<Operation *> locals;
      for (Operation *member : members)
        for (Value buffer : cast<linalg::LinalgOp>(member).getDpsInits())
          if (isLocal(buffer, members) &&
              !llvm::is_contained(locals, buffer.getDefiningOp()))
            locals.push_back(buffer.getDefiningOp());
      for (Operation *member : llvm::reverse(members)) {
        erased.insert(member);
        member->erase();
      }
      // Sizes of it may be asked for.
      for (Operation *alloc : locals)
        if (alloc->use_empty())
          alloc->erase();
    }
  }
};
} // namespace
