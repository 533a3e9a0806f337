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

// 1 at the largest element of every row of the last dimension, else 0.
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
  Value argmax =
      linalg::GenericOp::create(
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
            Value equal = arith::CmpFOp::create(b, l, arith::CmpFPredicate::OEQ,
                                                args[0], args[1]);
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
  return buildFromIndices(
      builder, loc, output, argmax, rows,
      [&](OpBuilder &b, Location l, ValueRange args) {
        Value index = linalg::IndexOp::create(b, l, rank - 1);
        index = arith::IndexCastOp::create(b, l, b.getI64Type(), index);
        Value chosen = arith::CmpIOp::create(b, l, arith::CmpIPredicate::eq,
                                             index, args[0]);
        return buildIndicator(b, l, floatType, chosen);
      });
}

// 1 where the trailing indices are these, else 0.
static Value buildOneHot(OpBuilder &builder, Location loc, Value output,
                         ArrayRef<int64_t> indices) {
  auto type = cast<RankedTensorType>(output.getType());
  return buildFromIndices(
      builder, loc, output, {}, {}, [&](OpBuilder &b, Location l, ValueRange) {
        Value all = arith::ConstantIntOp::create(b, l, 1, 1);
        for (auto [i, index] : llvm::enumerate(indices)) {
          Value current = linalg::IndexOp::create(
              b, l, type.getRank() - indices.size() + i);
          Value wanted = arith::ConstantIndexOp::create(b, l, index);
          Value equal = arith::CmpIOp::create(b, l, arith::CmpIPredicate::eq,
                                              current, wanted);
          all = arith::AndIOp::create(b, l, all, equal);
        }
        return buildIndicator(b, l, type.getElementType(), all);
      });
}

// What a fixed seed keeps of the output: 1, else 0.
static Value buildKept(OpBuilder &builder, SeedAttr seed, Value output) {
  Location loc = output.getLoc();
  switch (seed.getKind()) {
  case SeedKind::given:
    break;
  case SeedKind::output:
    return buildFilled(
        builder, loc, getSizes(builder, loc, output),
        builder.getFloatAttr(getElementTypeOrSelf(output.getType()), 1.0));
  case SeedKind::argmax:
    return buildArgmax(builder, loc, output);
  case SeedKind::index:
  case SeedKind::cls:
    return buildOneHot(builder, loc, output, seed.getIndices());
  case SeedKind::several: {
    // Stacked along a new first dimension.
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
        llvm::map_to_vector(seed.getSeeds(), [&](SeedAttr one) -> Value {
          return tensor::ExpandShapeOp::create(builder, loc, type.clone(shape),
                                               buildKept(builder, one, output),
                                               groups, sizes);
        });
    return tensor::ConcatOp::create(builder, loc, /*dim=*/0, slices);
  }
  }
  llvm_unreachable("a given seed is an argument");
}

// The relevance of the output. A fixed kind is the output times what it keeps
// of it; logits that are masked by -inf count as 0.
static Value buildSeed(OpBuilder &builder, func::FuncOp function, SeedAttr seed,
                       Value output) {
  if (seed.getKind() != SeedKind::given)
    return TimesValueOp::create(builder, output.getLoc(), output,
                                buildKept(builder, seed, output),
                                /*masked=*/seed.getKind() != SeedKind::output);
  auto type = cast<RankedTensorType>(output.getType());
  SmallVector<int64_t> shape(seed.getIndices());
  llvm::append_range(shape, type.getShape());
  (void)function.insertArgument(function.getNumArguments(), type.clone(shape),
                                {}, output.getLoc());
  return function.getArguments().back();
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
  addRelevance(output, buildSeed(builder, function, request.getSeed(), output));
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
  SmallVector<Value> results{output};
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
  function.setResultAttr(0, "lxt.role", builder.getStringAttr("prediction"));
  for (unsigned i = 1; i < results.size(); ++i) {
    bool isInput = i <= inputs.size();
    bool isLedger = request.getLedger() && i + 1 == results.size();
    StringRef role = isInput ? "relevance" : isLedger ? "ledger" : "value";
    function.setResultAttr(i, "lxt.role", builder.getStringAttr(role));
    if (isInput)
      function.setResultAttr(
          i, "lxt.input",
          builder.getI64IntegerAttr(request.getInputs()[i - 1]));
  }
  function->removeAttr("lxt.source");
  Mode mode = request.getMode().value_or(Mode::exact);
  function->setAttr("lxt.mode", builder.getStringAttr(stringifyMode(mode)));
  std::string seed;
  llvm::raw_string_ostream(seed) << request.getSeed();
  function->setAttr(
      "lxt.seed",
      builder.getStringAttr(StringRef(seed).drop_front(10).drop_back()));
  request.erase();
  return success();
}
