//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/LinearRules.h"
#include "lxt/IR/Builders.h"
#include "lxt/IR/NonNegative.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace lxt;
using linalg::LinalgOp;

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

// Only the summands that are there are written. `parameters` are the values of
// those that the part names.
static Value
buildScalarPart(OpBuilder &b, Location loc, Value v, Part part,
                const llvm::SmallDenseMap<Attribute, Value> &parameters) {
  Type type = v.getType();
  Value sum;
  auto add = [&](Factor factor, auto getTerm) {
    if (factor.value == 0)
      return;
    Value term = getTerm();
    auto multiply = [&](Value number) {
      term = arith::MulFOp::create(b, loc, term, number);
    };
    if (factor.value != 1)
      multiply(buildFloat(b, loc, type, factor.value));
    if (factor.parameter)
      multiply(parameters.lookup(factor.parameter));
    sum = sum ? arith::AddFOp::create(b, loc, sum, term).getResult() : term;
  };
  auto zero = [&] { return buildFloat(b, loc, type, 0.0); };
  add(part.all, [&] { return v; });
  add(part.positive,
      [&] { return arith::MaximumFOp::create(b, loc, v, zero()).getResult(); });
  add(part.negative,
      [&] { return arith::MinimumFOp::create(b, loc, v, zero()).getResult(); });
  add(part.square,
      [&] { return arith::MulFOp::create(b, loc, v, v).getResult(); });
  add(part.constant, [&] { return buildFloat(b, loc, type, 1.0); });
  return sum ? sum : zero();
}

// The same function of -v, negated: of a constant that is subtracted.
static Part mirror(Part part) {
  auto negate = [](Factor factor) {
    factor.value = -factor.value;
    return factor;
  };
  return {part.all, part.negative, part.positive, negate(part.square),
          negate(part.constant)};
}

static Value buildPart(OpBuilder &builder, Location loc, Value tensor,
                       Part part) {
  Type type = getElementTypeOrSelf(tensor.getType());
  if (part == part::whole)
    return tensor;
  if (part == part::none || part == part::ones)
    return buildFilled(builder, loc, getSizes(builder, loc, tensor),
                       builder.getFloatAttr(type, part.constant.value));
  llvm::SmallDenseMap<Attribute, Value> parameters;
  for (const Factor &factor :
       {part.all, part.positive, part.negative, part.square, part.constant})
    if (factor.parameter)
      parameters[factor.parameter] =
          buildNumber(builder, loc, type, factor.parameter);
  return buildElementwise(builder, loc, type, tensor,
                          [&](OpBuilder &b, Location l, ValueRange args) {
                            return buildScalarPart(b, l, args[0], part,
                                                   parameters);
                          });
}

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

// The scalar op of an elementwise body that computes one thing.
static Operation *getOnlyScalar(LinalgOp op) {
  Block *body = op.getBlock();
  if (body->getOperations().size() != 2)
    return nullptr;
  return &body->front();
}

// True for a body that adds products of two elements, through casts.
static bool addsProducts(LinalgOp op) {
  Block *body = op.getBlock();
  BlockArgument out = body->getArguments().back();
  auto sum =
      body->getTerminator()->getOperand(0).getDefiningOp<arith::AddFOp>();
  if (!sum || (sum.getLhs() != out && sum.getRhs() != out))
    return false;
  Value element = sum.getLhs() == out ? sum.getRhs() : sum.getLhs();
  auto product = skipCasts(element).getDefiningOp<arith::MulFOp>();
  return product && isa<BlockArgument>(skipCasts(product.getLhs())) &&
         isa<BlockArgument>(skipCasts(product.getRhs()));
}

bool lxt::isZeroTensor(Value value) {
  if (matchPattern(value, m_AnyZeroFloat()))
    return true;
  Operation *op = value.getDefiningOp();
  if (auto fill = dyn_cast_or_null<linalg::FillOp>(op))
    return isZeroTensor(fill.getInputs()[0]);
  OpOperand *moved = op ? getMovedOperand(op, /*casts=*/true) : nullptr;
  return moved && isZeroTensor(moved->get());
}

OpOperand *lxt::getMovedOperand(Operation *op, bool casts) {
  if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp, tensor::CastOp,
          tensor::ExtractSliceOp>(op))
    return &op->getOpOperand(0);
  if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    Value value = pad.getConstantPaddingValue();
    return value && isZeroTensor(value) ? &pad.getSourceMutable() : nullptr;
  }
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(op))
    return isZeroTensor(insert.getDest()) ? &insert.getSourceMutable()
                                          : nullptr;
  auto linalgOp = dyn_cast<LinalgOp>(op);
  if (!linalgOp || !linalgOp.isAllParallelLoops() || op->getNumResults() != 1 ||
      isa<linalg::FillOp>(op))
    return nullptr;
  Value yielded = linalgOp.getBlock()->getTerminator()->getOperand(0);
  if (casts)
    yielded = skipCasts(yielded);
  if (auto extract = yielded.getDefiningOp<tensor::ExtractOp>())
    return linalgOp->isAncestor(extract) ? &extract.getTensorMutable()
                                         : nullptr;
  auto argument = dyn_cast<BlockArgument>(yielded);
  if (!argument || argument.getOwner() != linalgOp.getBlock())
    return nullptr;
  OpOperand *operand = linalgOp.getMatchingOpOperand(argument);
  return linalgOp.isDpsInput(operand) ? operand : nullptr;
}

FailureOr<LinearRegion> LinearRegion::match(Region &body, EmitError emitError) {
  Block &block = body.front();
  if (block.getNumArguments() != 1 ||
      block.getTerminator()->getNumOperands() != 1)
    return emitError() << "expects a layer with one input and one result";
  auto refuse = [&](Operation &op) {
    return emitError() << "cannot be applied to '" << op.getName()
                       << "': expects one contraction or convolution of the "
                          "input with a constant weight, and constants added "
                          "to it";
  };

  LinearRegion region;
  llvm::DenseSet<Value> active{block.getArgument(0)};
  auto isActive = [&](Value value) { return active.contains(value); };
  for (Operation &op : block.without_terminator()) {
    // Sizes of the input are constants.
    if (llvm::none_of(op.getOperands(), isActive) || isa<tensor::DimOp>(op))
      continue;
    region.ops.push_back(&op);
    active.insert(op.result_begin(), op.result_end());
    if (OpOperand *moved = getMovedOperand(&op))
      if (isActive(moved->get()))
        continue;
    auto linalgOp = dyn_cast<LinalgOp>(op);
    if (!linalgOp || op.getNumResults() != 1)
      return refuse(op);
    SmallVector<OpOperand *> constants;
    for (OpOperand *operand : linalgOp.getDpsInputOperands())
      if (!isActive(operand->get()))
        constants.push_back(operand);
    if (linalgOp.getNumReductionLoops() > 0) {
      OpOperand *init = linalgOp.getDpsInitOperand(0);
      if (constants.size() != 1 || linalgOp.getNumDpsInputs() != 2 ||
          region.weight || isActive(init->get()) || !addsProducts(linalgOp))
        return refuse(op);
      region.weight = constants[0];
      region.biases.emplace_back(init, false);
      continue;
    }
    Operation *scalar = getOnlyScalar(linalgOp);
    if (isa_and_nonnull<arith::ExtFOp, arith::TruncFOp>(scalar))
      continue;
    bool subtracts = isa_and_nonnull<arith::SubFOp>(scalar);
    if (constants.size() != 1 || !region.weight ||
        !isa_and_nonnull<arith::AddFOp, arith::SubFOp>(scalar) ||
        (subtracts && scalar->getOperand(1) !=
                          linalgOp.getMatchingBlockArgument(constants[0])))
      return refuse(op);
    region.biases.emplace_back(constants[0], subtracts);
  }
  // What is yielded comes from the contraction.
  Value value = block.getTerminator()->getOperand(0);
  Operation *contraction = region.weight ? region.weight->getOwner() : nullptr;
  while (isActive(value) && value.getDefiningOp() &&
         value.getDefiningOp() != contraction)
    value = *llvm::find_if(value.getDefiningOp()->getOperands(), isActive);
  if (!contraction || value.getDefiningOp() != contraction)
    return emitError() << "expects a contraction or convolution of its input "
                          "with a constant weight";
  return region;
}

OpOperand *LinearRegion::getSummand(Operation *op) const {
  auto linalgOp = dyn_cast<LinalgOp>(op);
  if (!linalgOp || linalgOp.getNumReductionLoops() > 0)
    return nullptr;
  auto isBias = [&](OpOperand *operand) {
    return llvm::any_of(biases,
                        [&](auto bias) { return bias.first == operand; });
  };
  SmallVector<OpOperand *> inputs = linalgOp.getDpsInputOperands();
  if (llvm::none_of(inputs, isBias))
    return nullptr;
  OpOperand *summand = *llvm::find_if_not(inputs, isBias);
  bool isSame =
      summand->get().getType() == op->getResult(0).getType() &&
      linalgOp.getMatchingIndexingMap(summand) ==
          linalgOp.getMatchingIndexingMap(linalgOp.getDpsInitOperand(0));
  return isSame ? summand : nullptr;
}

FailureOr<LinearLayer> LinearLayer::match(RuleOpInterface rule,
                                          OpBuilder &builder,
                                          Stabilization stabilization,
                                          ZeroParams zeroParams) {
  FailureOr<LinearRegion> region =
      LinearRegion::match(rule.getBody(), [&] { return rule->emitOpError(); });
  if (failed(region))
    return failure();
  return LinearLayer(rule, builder, stabilization, zeroParams,
                     std::move(*region));
}

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

// A constant of the region as a value before the rule.
Value LinearLayer::hoist(Value value) {
  if (Value copy = hoisted.lookupOrNull(value))
    return copy;
  Operation *op = value.getDefiningOp();
  if (!op || !rule.getBody().isAncestor(op->getParentRegion()))
    return value;
  llvm::SetVector<Value> captured;
  captured.insert(op->operand_begin(), op->operand_end());
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  for (Value operand : captured)
    hoisted.map(operand, hoist(operand));
  builder.clone(*op, hoisted);
  return hoisted.lookup(value);
}

// The function is applied before the constant is broadcast or moved.
Value LinearLayer::modify(Value value, Part part) {
  if (part == part::whole ||
      (part.constant == Factor(0) && isZeroTensor(value)))
    return value;
  Operation *op = value.getDefiningOp();
  if (OpOperand *moved = op ? getMovedOperand(op) : nullptr) {
    IRMapping mapping;
    mapping.map(moved->get(), modify(moved->get(), part));
    return builder.clone(*op, mapping)->getResult(0);
  }
  return buildPart(builder, rule.getLoc(), value, part);
}

Value LinearLayer::getInput(Part part) {
  return buildPart(builder, rule.getLoc(), rule.getInputs()[0], part);
}

LinearTerm LinearLayer::getTerm(Value input, Part weight, Part bias) {
  return {input, weight, zeroParams == ZeroParams::bias ? part::none : bias};
}

void LinearLayer::addTerm(SmallVectorImpl<LinearTerm> &terms, Part input,
                          Part weight, Part bias) {
  bool isSigned = input == part::positive || input == part::negative;
  if (isSigned && isNonNegative(rule.getInputs()[0])) {
    if (input == part::negative)
      return;
    input = part::whole;
  }
  terms.push_back(getTerm(getInput(input), weight, bias));
}

LinearLayer::Constants LinearLayer::modifyConstants(const LinearTerm &term) {
  Constants constants;
  constants[region.weight] = modify(hoist(region.weight->get()), term.weight);
  for (auto [bias, subtracted] : region.biases)
    constants[bias] =
        modify(hoist(bias->get()), subtracted ? mirror(term.bias) : term.bias);
  for (Operation *op : region.ops) {
    llvm::SetVector<Value> read;
    read.insert(op->operand_begin(), op->operand_end());
    getUsedValuesDefinedAbove(op->getRegions(), read);
    for (Value value : read)
      if (Operation *definition = value.getDefiningOp();
          definition && !llvm::is_contained(region.ops, definition))
        (void)hoist(value);
  }
  return constants;
}

Value LinearLayer::build(OpBuilder &b, const Constants &constants,
                         const LinearTerm &term, Value input) {
  Block &body = rule.getBody().front();
  IRMapping mapping = hoisted;
  mapping.map(body.getArgument(0), input);
  for (Operation *op : region.ops) {
    if (OpOperand *summand = region.getSummand(op);
        summand && term.bias == part::none) {
      mapping.map(op->getResult(0), mapping.lookup(summand->get()));
      continue;
    }
    Operation *copy = b.clone(*op, mapping);
    for (OpOperand &operand : op->getOpOperands())
      if (Value modified = constants.lookup(&operand))
        copy->setOperand(operand.getOperandNumber(), modified);
  }
  return mapping.lookup(body.getTerminator()->getOperand(0));
}

Value LinearLayer::apply(const LinearTerm &term) {
  auto evaluate = [&](Value input, Part weight, Part bias) {
    LinearTerm own{input, weight, bias};
    return build(builder, modifyConstants(own), own, input);
  };
  unsigned biases = llvm::count_if(region.biases, [](auto bias) {
    return !isZeroTensor(bias.first->get());
  });
  if (biases <= 1 || term.bias == part::whole || term.bias == part::none)
    return evaluate(term.input, term.weight, term.bias);
  // The function is of the sum of all biases: the result for zeros.
  Value total = evaluate(getInput(part::none), part::whole, part::whole);
  return add(evaluate(term.input, term.weight, part::none),
             buildPart(builder, rule.getLoc(), total, term.bias));
}

Value LinearLayer::apply(ArrayRef<LinearTerm> terms) {
  Value sum;
  for (const LinearTerm &term : terms) {
    Value result = apply(term);
    sum = sum ? add(sum, result) : result;
  }
  return sum;
}

Value LinearLayer::transpose(LinearTerm term, Value cotangent) {
  term.bias = part::none;
  Constants constants = modifyConstants(term);
  Type type = addLeadingDims(term.input.getType(), cotangent.getType(),
                             rule.getOutputs()[0].getType());
  auto vjp = VJPOp::create(builder, rule.getLoc(), type, term.input, cotangent);
  OpBuilder::InsertionGuard guard(builder);
  Block *block = builder.createBlock(&vjp.getBody());
  Value input = block->addArgument(term.input.getType(), rule.getLoc());
  Value result = build(builder, constants, term, input);
  YieldOp::create(builder, rule.getLoc(), result);
  return vjp.getResult(0);
}

Value LinearLayer::redistribute(ArrayRef<LinearTerm> terms, Value cotangent,
                                double factor) {
  Value sum;
  for (const LinearTerm &term : terms) {
    Value share = TimesValueOp::create(
        builder, rule.getLoc(), term.input,
        buildScale(builder, rule.getLoc(), transpose(term, cotangent), factor));
    sum = sum ? add(sum, share) : share;
  }
  return sum;
}

Value LinearLayer::add(Value a, Value b) {
  return buildElementwise(
      builder, rule.getLoc(), getElementTypeOrSelf(a.getType()), {a, b},
      [](OpBuilder &nested, Location l, ValueRange args) -> Value {
        return arith::AddFOp::create(nested, l, args[0], args[1]);
      });
}

Value LinearLayer::subtract(Value a, Value b) {
  return buildElementwise(
      builder, rule.getLoc(), getElementTypeOrSelf(a.getType()), {a, b},
      [](OpBuilder &nested, Location l, ValueRange args) -> Value {
        return arith::SubFOp::create(nested, l, args[0], args[1]);
      });
}

Value LinearLayer::divide(Value relevance, Value z) {
  return buildStabilizedDiv(builder, rule.getLoc(), relevance, z,
                            stabilization)[0];
}

FailureOr<int64_t> LinearLayer::getChannelDimension() {
  // Back from the contraction's operand to the input.
  auto contraction = cast<LinalgOp>(region.weight->getOwner());
  OpOperand *operand = nullptr;
  for (OpOperand *candidate : contraction.getDpsInputOperands())
    if (candidate != region.weight)
      operand = candidate;
  AffineMap map = contraction.getMatchingIndexingMap(operand);
  AffineMap weightMap = contraction.getMatchingIndexingMap(region.weight);
  AffineMap outputMap =
      contraction.getMatchingIndexingMap(contraction.getDpsInitOperand(0));
  std::optional<int64_t> dimension;
  for (auto [i, expr] : llvm::enumerate(map.getResults()))
    if (auto loop = dyn_cast<AffineDimExpr>(expr))
      if (weightMap.isFunctionOfDim(loop.getPosition()) &&
          (!outputMap.isFunctionOfDim(loop.getPosition()) ||
           linalg::isaConvolutionOpInterface(contraction)))
        dimension = i;
  Value value = operand->get();
  while (value != rule.getBody().getArgument(0)) {
    Operation *op = value.getDefiningOp();
    if (!isa<tensor::PadOp, tensor::CastOp, tensor::InsertSliceOp>(op)) {
      dimension = std::nullopt;
      break;
    }
    value = op->getOperand(0);
  }
  if (!dimension)
    return rule->emitOpError("cannot tell which dimension of its input holds "
                             "the channels: give one number, or a tensor of "
                             "the input's shape");
  return *dimension;
}
