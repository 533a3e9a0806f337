//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Activity.h"
#include "lxt/Analysis/Selectors.h"
#include "lxt/IR/Builders.h"
#include "lxt/IR/Rules.h"
#include "lxt/Transforms/Ledger.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace lxt {
#define GEN_PASS_DEF_LXTPROPAGATE
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

//===----------------------------------------------------------------------===//
// Seeds
//===----------------------------------------------------------------------===//

// A tensor of the shape of `like` with a scalar computed from the indices.
static Value buildFromIndices(OpBuilder &builder, Location loc, Value like,
                              ValueRange inputs, ArrayRef<AffineMap> inputMaps,
                              ScalarBuilder scalar) {
  auto type = cast<RankedTensorType>(like.getType());
  Value init = tensor::EmptyOp::create(
      builder, loc, getSizes(builder, loc, like), type.getElementType());
  SmallVector<AffineMap> maps(inputMaps);
  maps.push_back(builder.getMultiDimIdentityMap(type.getRank()));
  SmallVector<utils::IteratorType> parallel(type.getRank(),
                                            utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             builder, loc, init.getType(), inputs, init, maps, parallel,
             [&](OpBuilder &b, Location l, ValueRange args) {
               linalg::YieldOp::create(b, l, scalar(b, l, args.drop_back()));
             })
      .getResult(0);
}

static Value buildIndicator(OpBuilder &b, Location l, Type type,
                            Value condition) {
  return arith::SelectOp::create(b, l, condition, buildFloat(b, l, type, 1.0),
                                 buildFloat(b, l, type, 0.0));
}

// The index of the first largest element of every row of the last dimension; -1
// of rows of NaN.
static Value buildArgmax(OpBuilder &builder, Location loc, Value output) {
  auto type = cast<RankedTensorType>(output.getType());
  unsigned rank = type.getRank();
  AffineMap identity = builder.getMultiDimIdentityMap(rank);
  AffineMap rows = identity.dropResult(rank - 1);
  SmallVector<OpFoldResult> sizes = getSizes(builder, loc, output);
  sizes.pop_back();
  auto floatType = cast<FloatType>(type.getElementType());
  Value best = buildFilled(
      builder, loc, sizes,
      builder.getFloatAttr(
          floatType, APFloat::getInf(floatType.getFloatSemantics(), true)));
  Value none = buildFilled(builder, loc, sizes, builder.getI64IntegerAttr(-1));
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  iterators.back() = utils::IteratorType::reduction;
  return linalg::GenericOp::create(
             builder, loc, TypeRange{best.getType(), none.getType()}, output,
             ValueRange{best, none}, {identity, rows, rows}, iterators,
             [&](OpBuilder &b, Location l, ValueRange args) {
               Value index = linalg::IndexOp::create(b, l, rank - 1);
               index = arith::IndexCastOp::create(b, l, b.getI64Type(), index);
               Value unset = arith::CmpIOp::create(
                   b, l, arith::CmpIPredicate::slt, args[2],
                   arith::ConstantIntOp::create(b, l, 0, 64));
               Value greater = arith::CmpFOp::create(
                   b, l, arith::CmpFPredicate::OGT, args[0], args[1]);
               Value equal = arith::CmpFOp::create(
                   b, l, arith::CmpFPredicate::OEQ, args[0], args[1]);
               Value earlier = arith::CmpIOp::create(
                   b, l, arith::CmpIPredicate::slt, index, args[2]);
               Value tie = arith::AndIOp::create(
                   b, l, equal, arith::OrIOp::create(b, l, unset, earlier));
               Value wins = arith::OrIOp::create(b, l, greater, tie);
               linalg::YieldOp::create(
                   b, l,
                   ValueRange{
                       arith::SelectOp::create(b, l, wins, args[0], args[1]),
                       arith::SelectOp::create(b, l, wins, index, args[2])});
             })
      .getResult(1);
}

// 1 at these indices of the last dimension, else 0.
static Value buildOneHot(OpBuilder &builder, Location loc, Value output,
                         Value indices) {
  auto type = cast<RankedTensorType>(output.getType());
  unsigned rank = type.getRank();
  AffineMap rows = builder.getMultiDimIdentityMap(rank).dropResult(rank - 1);
  return buildFromIndices(
      builder, loc, output, indices, rows,
      [&](OpBuilder &b, Location l, ValueRange args) {
        Value index = linalg::IndexOp::create(b, l, rank - 1);
        index = arith::IndexCastOp::create(b, l, b.getI64Type(), index);
        Value chosen = arith::CmpIOp::create(b, l, arith::CmpIPredicate::eq,
                                             index, args[0]);
        return buildIndicator(b, l, type.getElementType(), chosen);
      });
}

namespace {
// A part of a tensor.
struct Slice {
  SmallVector<OpFoldResult> offsets, sizes, strides;

  // All of it.
  Slice(OpBuilder &builder, Location loc, Value tensor)
      : offsets(cast<RankedTensorType>(tensor.getType()).getRank(),
                builder.getIndexAttr(0)),
        sizes(getSizes(builder, loc, tensor)),
        strides(offsets.size(), builder.getIndexAttr(1)) {}
};
} // namespace

// An index of a dimension, from its end if negative.
static OpFoldResult buildIndex(OpBuilder &builder, Location loc, int64_t index,
                               OpFoldResult size) {
  if (std::optional<int64_t> fixed = getConstantIntValue(size))
    return builder.getIndexAttr(index < 0 ? index + *fixed : index);
  // Nothing else can say at run time that there is no such element.
  Value count = cast<Value>(size);
  Value least = arith::ConstantIndexOp::create(builder, loc,
                                               index < 0 ? -index : index + 1);
  auto assertion = cf::AssertOp::create(
      builder, loc,
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sge, count,
                            least),
      "the output has no element at the seed's index");
  // The C interface checks it before the call.
  assertion->setAttr("lxt.extent", builder.getUnitAttr());
  if (index >= 0)
    return builder.getIndexAttr(index);
  return arith::SubIOp::create(builder, loc, count, least).getResult();
}

namespace {
struct Kept {
  Value ones; // 1 where the output is kept, else 0.
  Value read; // The part of the output that these depend on.
};

struct Seed {
  Value relevance;
  Value read;
};
} // namespace

// What a fixed seed keeps of the output. Zeros around a slice say what is not
// kept, for lxt-prune.
static Kept buildKept(OpBuilder &builder, SeedAttr seed, Value output) {
  Location loc = output.getLoc();
  auto type = cast<RankedTensorType>(output.getType());
  Slice slice(builder, loc, output);
  bool isAll = true;
  for (auto [i, index] : llvm::enumerate(seed.getPosition(type.getRank())))
    if (index != SeedAttr::kAll) {
      slice.offsets[i] = buildIndex(builder, loc, index, slice.sizes[i]);
      slice.sizes[i] = builder.getIndexAttr(1);
      isAll = false;
    }
  Value read = output;
  if (!isAll)
    read = tensor::ExtractSliceOp::create(builder, loc, output, slice.offsets,
                                          slice.sizes, slice.strides);
  Value kept;
  if (seed.getKind() == SeedKind::argmax) {
    Value best = buildArgmax(builder, loc, read);
    bool isOneRow =
        llvm::all_of(ArrayRef(slice.sizes).drop_back(), [](OpFoldResult size) {
          return isConstantIntValue(size, 1);
        });
    if (isOneRow) {
      // An element that the program finds.
      Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
      Value index = tensor::ExtractOp::create(
          builder, loc, best, SmallVector<Value>(type.getRank() - 1, zero));
      index = arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                         index);
      slice.offsets.back() =
          arith::MaxSIOp::create(builder, loc, index, zero).getResult();
      slice.sizes.back() = builder.getIndexAttr(1);
      isAll = false;
    } else {
      kept = buildOneHot(builder, loc, read, best);
    }
  }
  if (!kept)
    kept = buildFilled(builder, loc, slice.sizes,
                       builder.getFloatAttr(type.getElementType(), 1.0));
  if (!isAll)
    kept = tensor::InsertSliceOp::create(
        builder, loc, kept,
        buildZeros(builder, loc, getSizes(builder, loc, output),
                   type.getElementType()),
        slice.offsets, slice.sizes, slice.strides);
  return {kept, read};
}

// The same of several seeds, stacked along a new first dimension.
static Value buildKeptStack(OpBuilder &builder, ArrayRef<SeedAttr> seeds,
                            Value output) {
  Location loc = output.getLoc();
  auto type = cast<RankedTensorType>(output.getType());
  SmallVector<int64_t> shape{1};
  llvm::append_range(shape, type.getShape());
  SmallVector<OpFoldResult> sizes{builder.getIndexAttr(1)};
  llvm::append_range(sizes, getSizes(builder, loc, output));
  SmallVector<ReassociationIndices> groups;
  if (type.getRank() > 0)
    groups.push_back({0, 1});
  for (int64_t i = 2; i <= type.getRank(); ++i)
    groups.push_back({i});
  SmallVector<Value> slices =
      llvm::map_to_vector(seeds, [&](SeedAttr seed) -> Value {
        return tensor::ExpandShapeOp::create(
            builder, loc, type.clone(shape),
            buildKept(builder, seed, output).ones, groups, sizes);
      });
  return tensor::ConcatOp::create(builder, loc, /*dim=*/0, slices);
}

// The relevance of the output. A fixed kind is the output times what it keeps
// of it; logits that are masked by -inf count as 0.
static Seed buildSeed(OpBuilder &builder, func::FuncOp function, SeedAttr seed,
                      Value output) {
  Location loc = output.getLoc();
  SeedKind kind = seed.getKind();
  if (kind == SeedKind::given) {
    auto type = cast<RankedTensorType>(output.getType());
    SmallVector<int64_t> shape(seed.getIndices());
    llvm::append_range(shape, type.getShape());
    (void)function.insertArgument(function.getNumArguments(), type.clone(shape),
                                  {}, loc);
    return {function.getArguments().back(), output};
  }
  Kept kept =
      kind == SeedKind::several
          ? Kept{buildKeptStack(builder, seed.getSeeds(), output), output}
          : buildKept(builder, seed, output);
  return {TimesValueOp::create(builder, loc, output, kept.ones,
                               /*masked=*/kind != SeedKind::output),
          kept.read};
}

//===----------------------------------------------------------------------===//
// The walk
//===----------------------------------------------------------------------===//

namespace {
struct Propagate : lxt::impl::LXTPropagateBase<Propagate> {
  LogicalResult propagate(ExplainOp request);

  void runOnOperation() override {
    llvm::SmallDenseSet<StringAttr> explained;
    for (ExplainOp request :
         llvm::make_early_inc_range(getOperation().getOps<ExplainOp>())) {
      StringAttr function = request.getFunctionAttr().getAttr();
      if (!explained.insert(function).second) {
        request.emitError("@")
            << function.getValue()
            << " is explained by another request: copy the function";
        return signalPassFailure();
      }
      if (failed(propagate(request)))
        return signalPassFailure();
    }
    // Rules have been assigned: composites have done their work.
    for (CompositeOp composite :
         llvm::make_early_inc_range(getOperation().getOps<CompositeOp>()))
      composite.erase();
  }
};
} // namespace

// Active values come in as operands; a rule that captured one would lose its
// share without a word.
static LogicalResult verifyCaptures(RuleOpInterface rule,
                                    const Activity &activity) {
  if (rule.blocksRelevance())
    return success();
  WalkResult result =
      rule.getBody().walk<WalkOrder::PreOrder>([&](Operation *op) {
        if (isa<StopOp>(op))
          return WalkResult::skip();
        for (Value operand : op->getOperands())
          if (activity.isActive(operand)) {
            InFlightDiagnostic diagnostic = op->emitError(
                "reads a value that receives relevance from outside of the "
                "region of its rule; make it an input of the rule");
            diagnostic.attachNote(rule.getLoc())
                << "the rule '" << rule->getName() << "' is here";
            return WalkResult::interrupt();
          }
        return WalkResult::advance();
      });
  return failure(result.wasInterrupted());
}

// Parameters that rules leave open become arguments, in the order of the rules,
// those of one rule by their names.
static LogicalResult addParameters(func::FuncOp function) {
  llvm::MapVector<StringAttr, ParameterAttr> parameters;
  WalkResult result = function.walk([&](RuleOpInterface rule) {
    return rule->getAttrDictionary().walk([&](ParameterAttr parameter) {
      auto [it, isNew] = parameters.insert({parameter.getName(), parameter});
      if (it->second == parameter)
        return WalkResult::advance();
      return WalkResult(rule.emitError("names the parameter ")
                        << parameter.getName()
                        << ", which has another size elsewhere");
    });
  });
  if (result.wasInterrupted())
    return failure();
  Builder builder(function.getContext());
  for (auto [name, parameter] : parameters) {
    Type type = parameter.getValueType();
    if (!isa<RankedTensorType>(type))
      type = RankedTensorType::get({}, type);
    unsigned index = function.getNumArguments();
    if (failed(function.insertArgument(index, type, {}, function.getLoc())))
      return failure();
    function.setArgAttr(index, "lxt.role", builder.getStringAttr("parameter"));
    function.setArgAttr(index, "lxt.name", name);
  }
  return success();
}

LogicalResult Propagate::propagate(ExplainOp request) {
  auto function = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
      request, request.getFunctionAttr());
  if (!function || !function.getBody().hasOneBlock())
    return request.emitOpError("expects a func.func of one block");
  Block &block = function.getBody().front();
  Operation *terminator = block.getTerminator();
  Value output = terminator->getOperand(request.getOutput());
  SmallVector<Value> inputs =
      llvm::map_to_vector(request.getInputs(), [&](int64_t i) -> Value {
        return block.getArgument(i);
      });
  Activity activity(block, inputs, output);

  // Inner values whose relevance is returned.
  SmallVector<Value> values;
  if (ArrayAttr selectors = request.getValuesAttr()) {
    SelectorMatcher matcher(function);
    for (Attribute text : selectors) {
      FailureOr<Selector> selector =
          Selector::parse(cast<StringAttr>(text).getValue(),
                          [&] { return request.emitOpError(); });
      if (failed(selector))
        return failure();
      SmallVector<Operation *> found = matcher.findAll(*selector);
      if (found.empty())
        return request.emitOpError("asks for the relevance of ")
               << text << ", which matches no layer";
      for (Operation *op : found)
        llvm::append_range(values, op->getResults());
    }
  }

  OpBuilder builder(terminator);
  llvm::DenseMap<Value, Value> relevance;
  auto addRelevance = [&](Value value, Value more) {
    Value &sum = relevance[value];
    sum = sum ? arith::AddFOp::create(builder, value.getLoc(), sum, more)
                    .getResult()
              : more;
  };
  Seed seed = buildSeed(builder, function, request.getSeed(), output);
  addRelevance(output, seed.relevance);
  if (request.getSeed().getKind() == SeedKind::given)
    function.setArgAttr(function.getNumArguments() - 1, "lxt.role",
                        builder.getStringAttr("seed"));
  if (failed(addParameters(function)))
    return failure();

  // For the ledger: what rules received, and passed on.
  struct Transfer {
    SmallVector<Value> received;
    RuleOpInterface backward;
  };
  llvm::DenseMap<Operation *, Transfer> transfers;
  SmallVector<Operation *> ops = llvm::map_to_vector(
      block.without_terminator(), [](Operation &op) { return &op; });
  for (Operation *op : llvm::reverse(ops)) {
    auto first = llvm::find_if(op->getResults(), [&](Value result) {
      return relevance.contains(result);
    });
    if (first == op->getResults().end() || !activity.isActive(op))
      continue;
    auto rule = dyn_cast<RuleOpInterface>(op);
    if (!rule) {
      InFlightDiagnostic diagnostic = op->emitError()
                                      << "'" << op->getName()
                                      << "' receives relevance but has no rule";
      if (isa<LayerOp>(op))
        diagnostic << "; run lxt-assign-rules";
      else
        diagnostic << "; run lxt-recognise and lxt-assign-rules";
      return diagnostic;
    }
    if (failed(verifyCaptures(rule, activity)))
      return failure();
    Value example = relevance.lookup(*first);
    unsigned batch = cast<RankedTensorType>(example.getType()).getRank() -
                     cast<RankedTensorType>((*first).getType()).getRank();
    SmallVector<Value> outgoing =
        llvm::map_to_vector(op->getResults(), [&](Value result) {
          Value own = relevance.lookup(result);
          return own ? own
                     : buildZeroCotangent(builder, op->getLoc(), result,
                                          example, batch);
        });
    transfers[op] = {outgoing, nullptr};
    if (rule.blocksRelevance())
      continue;
    RuleOpInterface backward = buildBackward(builder, rule, rule.getInputs(),
                                             op->getResults(), outgoing);
    transfers[op].backward = backward;
    for (auto [input, incoming] :
         llvm::zip_equal(rule.getInputs(), backward->getResults()))
      if (activity.isActive(input))
        addRelevance(input, incoming);
  }

  // Nothing reaches an input that the output does not depend on, or that is
  // stopped on every way.
  SmallVector<Value> results;
  if (request.getOutputs() != Outputs::relevance)
    results.push_back(request.getOutputs() == Outputs::all ? output
                                                           : seed.read);
  unsigned first = results.size();
  Value start = relevance.lookup(output);
  unsigned batch = cast<RankedTensorType>(start.getType()).getRank() -
                   cast<RankedTensorType>(output.getType()).getRank();
  for (Value value : llvm::concat<Value>(inputs, values)) {
    Value own = relevance.lookup(value);
    results.push_back(
        own ? own
            : buildZeroCotangent(builder, value.getLoc(), value, start, batch));
  }
  if (request.getLedger()) {
    SmallVector<Value> rows;
    for (Operation *op : ops)
      if (auto rule = dyn_cast<RuleOpInterface>(op)) {
        const Transfer &transfer = transfers[op];
        rows.push_back(buildLedgerRow(builder, rule, transfer.received,
                                      transfer.backward, activity));
      }
    results.push_back(buildLedger(builder, function.getLoc(), rows));
  }
  terminator->setOperands(results);
  function.setFunctionType(builder.getFunctionType(
      function.getArgumentTypes(), ValueRange(results).getTypes()));
  // What the tensors are, for the C interface and readers.
  function.removeResAttrsAttr();
  for (unsigned i = 0; i < results.size(); ++i) {
    if (i < first) {
      function.setResultAttr(i, "lxt.role",
                             builder.getStringAttr("prediction"));
      continue;
    }
    bool isInput = i - first < inputs.size();
    bool isLedger = request.getLedger() && i + 1 == results.size();
    StringRef role = isInput ? "relevance" : isLedger ? "ledger" : "value";
    function.setResultAttr(i, "lxt.role", builder.getStringAttr(role));
    if (isInput)
      function.setResultAttr(
          i, "lxt.input",
          builder.getI64IntegerAttr(request.getInputs()[i - first]));
  }
  function->removeAttr("lxt.source");
  Mode mode = request.getMode().value_or(Mode::exact);
  function->setAttr("lxt.mode", builder.getStringAttr(stringifyMode(mode)));
  std::string seedText;
  llvm::raw_string_ostream(seedText) << request.getSeed();
  function->setAttr(
      "lxt.seed",
      builder.getStringAttr(StringRef(seedText).drop_front(10).drop_back()));
  if (request.getOutputs() != Outputs::all)
    function->setAttr("lxt.outputs", builder.getStringAttr(stringifyOutputs(
                                         request.getOutputs())));
  request.erase();
  return success();
}
