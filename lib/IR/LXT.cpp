//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/LXT.h"
#include "lxt/IR/Entry.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace lxt;

#include "lxt/IR/LXTDialect.cpp.inc"
#include "lxt/IR/LXTEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "lxt/IR/LXTAttrs.cpp.inc"
#include "lxt/Interfaces/RuleOpInterface.cpp.inc"

void LXTDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "lxt/IR/LXTAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "lxt/IR/LXTOps.cpp.inc"
      >();
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

Kind lxt::getParentKind(Kind kind) {
  switch (kind) {
  case Kind::dense:
  case Kind::convolution:
    return Kind::linear;
  case Kind::average_pool:
  case Kind::reduction:
    return Kind::sum;
  case Kind::attention_scores:
  case Kind::attention_values:
  case Kind::product:
  case Kind::other:
    return Kind::bilinear;
  case Kind::layer_norm:
  case Kind::rms_norm:
    return Kind::norm;
  default:
    return kind;
  }
}

bool lxt::isKind(Kind kind, Kind general) {
  // Functions and modules are taken apart.
  if (general == Kind::any)
    return kind != Kind::function && kind != Kind::subgraph;
  return kind == general || getParentKind(kind) == general;
}

LogicalResult BiasAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                               BiasKind kind, int64_t input) {
  if (kind == BiasKind::to && input < 0)
    return emitError() << "a bias 'to' takes the number of an input: to(0)";
  if (kind != BiasKind::to && input != -1)
    return emitError() << "a bias '" << stringifyBiasKind(kind)
                       << "' takes no input";
  return success();
}

Type ParameterAttr::getValueType() {
  Type number = Float64Type::get(getContext());
  return getSize() ? RankedTensorType::get(getSize(), number) : number;
}

LogicalResult
ParameterAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                      StringAttr name, int64_t size) {
  bool isIdentifier = !name.empty() && !llvm::isDigit(name.getValue()[0]) &&
                      llvm::all_of(name.getValue(), [](char c) {
                        return llvm::isAlnum(c) || c == '_';
                      });
  if (!isIdentifier)
    return emitError() << "a parameter's name is made of letters, digits and _";
  if (size < 0)
    return emitError() << "a parameter's size is not negative";
  return success();
}

LogicalResult SeedAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                               SeedKind kind, ArrayRef<int64_t> indices,
                               ArrayRef<SeedAttr> seeds) {
  if ((kind == SeedKind::several) == seeds.empty())
    return emitError() << "several seeds are a list of at least one";
  if (llvm::any_of(seeds, [](SeedAttr seed) {
        return seed.getKind() == SeedKind::given ||
               seed.getKind() == SeedKind::several;
      }))
    return emitError() << "several seeds are fixed ones; of those that are "
                          "given at run time, give the number: given(K)";
  bool fits = indices.empty();
  if (kind == SeedKind::given) {
    bool isNumber =
        fits || (indices.size() == 1 &&
                 (indices[0] > 0 || ShapedType::isDynamic(indices[0])));
    if (!isNumber)
      return emitError() << "a seed 'given' takes the number of seeds, which "
                            "is at least 1, or ? where it is open";
    return success();
  }
  if (kind == SeedKind::argmax)
    fits = true;
  else if (kind == SeedKind::index)
    fits = !indices.empty();
  else if (kind == SeedKind::cls)
    fits = indices.size() == 1 && indices[0] != kAll;
  if (!fits)
    return emitError() << "a seed 'index' takes a full multi-index, 'class' "
                          "one number, 'argmax' a row's indices or none, "
                          "others none";
  return success();
}

SmallVector<int64_t> SeedAttr::getPosition(int64_t rank) const {
  SmallVector<int64_t> position(rank, kAll);
  if (getKind() == SeedKind::cls)
    position.back() = getIndices()[0];
  else
    llvm::copy(getIndices(), position.begin());
  return position;
}

// What stands for a number that is left open: of seeds, or for all indices.
static StringRef getOpenNumber(SeedKind kind) {
  return kind == SeedKind::given ? "?" : "*";
}

static void printSeed(AsmPrinter &printer, SeedAttr seed) {
  if (seed.getKind() == SeedKind::several) {
    printer << "[";
    llvm::interleaveComma(seed.getSeeds(), printer,
                          [&](SeedAttr inner) { printSeed(printer, inner); });
    printer << "]";
    return;
  }
  printer << (seed.getKind() == SeedKind::cls
                  ? "class"
                  : stringifySeedKind(seed.getKind()));
  if (seed.getIndices().empty())
    return;
  printer << "(";
  llvm::interleaveComma(seed.getIndices(), printer, [&](int64_t index) {
    if (ShapedType::isDynamic(index))
      printer << getOpenNumber(seed.getKind());
    else
      printer << index;
  });
  printer << ")";
}

void SeedAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printSeed(printer, *this);
  printer << ">";
}

static SeedAttr parseSeed(AsmParser &parser) {
  SMLoc loc = parser.getCurrentLocation();
  if (succeeded(parser.parseOptionalLSquare())) {
    SmallVector<SeedAttr> seeds;
    if (parser.parseCommaSeparatedList([&] {
          seeds.push_back(parseSeed(parser));
          return success(seeds.back() != nullptr);
        }) ||
        parser.parseRSquare())
      return {};
    return parser.getChecked<SeedAttr>(loc, parser.getContext(),
                                       SeedKind::several, ArrayRef<int64_t>(),
                                       seeds);
  }
  StringRef keyword;
  if (parser.parseKeyword(&keyword))
    return {};
  std::optional<SeedKind> kind =
      keyword == "class" ? SeedKind::cls : symbolizeSeedKind(keyword);
  SmallVector<int64_t> indices;
  if (!kind) {
    parser.emitError(loc, "expected one of given, output, argmax, index(...), "
                          "class(...), or a list of these");
    return {};
  }
  if (succeeded(parser.parseOptionalLParen())) {
    auto parseIndex = [&]() -> ParseResult {
      int64_t &index = indices.emplace_back(ShapedType::kDynamic);
      if (succeeded(*kind == SeedKind::given ? parser.parseOptionalQuestion()
                                             : parser.parseOptionalStar()))
        return success();
      return parser.parseInteger(index);
    };
    if (parser.parseCommaSeparatedList(parseIndex) || parser.parseRParen())
      return {};
  }
  return parser.getChecked<SeedAttr>(loc, parser.getContext(), *kind, indices,
                                     ArrayRef<SeedAttr>());
}

Attribute SeedAttr::parse(AsmParser &parser, Type) {
  if (parser.parseLess())
    return {};
  SeedAttr seed = parseSeed(parser);
  if (!seed || parser.parseGreater())
    return {};
  return seed;
}

//===----------------------------------------------------------------------===//
// Assembly of ops that wrap a region
//===----------------------------------------------------------------------===//

using Operands = SmallVectorImpl<OpAsmParser::UnresolvedOperand>;

// `ins(%a = %x : type, ...)`
static ParseResult
parseRegionInputs(OpAsmParser &parser, Operands &inputs,
                  SmallVectorImpl<Type> &types,
                  SmallVectorImpl<OpAsmParser::Argument> &args) {
  if (parser.parseKeyword("ins"))
    return failure();
  return parser.parseCommaSeparatedList(
      OpAsmParser::Delimiter::Paren, [&]() -> ParseResult {
        OpAsmParser::Argument &arg = args.emplace_back();
        if (parser.parseArgument(arg) || parser.parseEqual() ||
            parser.parseOperand(inputs.emplace_back()) ||
            parser.parseColonType(types.emplace_back()))
          return failure();
        arg.type = types.back();
        return success();
      });
}

// `KEYWORD(%x : type, ...)`
static ParseResult parseTypedOperands(OpAsmParser &parser, Operands &operands,
                                      SmallVectorImpl<Type> &types) {
  return parser.parseCommaSeparatedList(
      OpAsmParser::Delimiter::Paren, [&]() -> ParseResult {
        return failure(parser.parseOperand(operands.emplace_back()) ||
                       parser.parseColonType(types.emplace_back()));
      });
}

static ParseResult parseResultsAndRegion(OpAsmParser &parser,
                                         SmallVectorImpl<Type> &resultTypes,
                                         Region &body,
                                         ArrayRef<OpAsmParser::Argument> args) {
  return failure(parser.parseOptionalArrowTypeList(resultTypes) ||
                 parser.parseRegion(body, args));
}

static ParseResult parseWrappedRegion(OpAsmParser &parser, Operands &inputs,
                                      SmallVectorImpl<Type> &inputTypes,
                                      SmallVectorImpl<Type> &resultTypes,
                                      Region &body) {
  SmallVector<OpAsmParser::Argument> args;
  return failure(parseRegionInputs(parser, inputs, inputTypes, args) ||
                 parseResultsAndRegion(parser, resultTypes, body, args));
}

static ParseResult
parseRuleForm(OpAsmParser &parser, Operands &inputs,
              SmallVectorImpl<Type> &inputTypes, Operands &outputs,
              SmallVectorImpl<Type> &outputTypes, Operands &relevance,
              SmallVectorImpl<Type> &relevanceTypes,
              SmallVectorImpl<Type> &resultTypes, Region &body) {
  SmallVector<OpAsmParser::Argument> args;
  if (parseRegionInputs(parser, inputs, inputTypes, args))
    return failure();
  if (succeeded(parser.parseOptionalKeyword("outs"))) {
    if (parseTypedOperands(parser, outputs, outputTypes) ||
        parser.parseKeyword("relevance") ||
        parseTypedOperands(parser, relevance, relevanceTypes))
      return failure();
  }
  return parseResultsAndRegion(parser, resultTypes, body, args);
}

static ParseResult parseVJPForm(OpAsmParser &parser, Operands &inputs,
                                SmallVectorImpl<Type> &inputTypes,
                                Operands &cotangents,
                                SmallVectorImpl<Type> &cotangentTypes,
                                SmallVectorImpl<Type> &resultTypes,
                                Region &body) {
  SmallVector<OpAsmParser::Argument> args;
  return failure(parseRegionInputs(parser, inputs, inputTypes, args) ||
                 parser.parseKeyword("cotangents") ||
                 parseTypedOperands(parser, cotangents, cotangentTypes) ||
                 parseResultsAndRegion(parser, resultTypes, body, args));
}

static void printRegionInputs(OpAsmPrinter &printer, OperandRange inputs,
                              Region &body) {
  printer << "ins(";
  llvm::interleaveComma(
      llvm::zip_equal(body.getArguments(), inputs), printer, [&](auto pair) {
        printer << std::get<0>(pair) << " = " << std::get<1>(pair) << " : "
                << std::get<1>(pair).getType();
      });
  printer << ")";
}

// A number, without its type, or any other attribute.
static ParseResult parseNumber(OpAsmParser &parser, Attribute &number) {
  return parser.parseAttribute(number, parser.getBuilder().getF64Type());
}

static void printNumber(OpAsmPrinter &printer, Operation *, Attribute number) {
  printer.printAttributeWithoutType(number);
}

static void printTypedOperands(OpAsmPrinter &printer, StringRef keyword,
                               OperandRange operands) {
  printer << " " << keyword << "(";
  llvm::interleaveComma(operands, printer, [&](Value operand) {
    printer << operand << " : " << operand.getType();
  });
  printer << ")";
}

static void printResultsAndRegion(OpAsmPrinter &printer, TypeRange resultTypes,
                                  Region &body) {
  printer.printOptionalArrowTypeList(resultTypes);
  printer << " ";
  printer.printRegion(body, /*printEntryBlockArgs=*/false);
}

static void printWrappedRegion(OpAsmPrinter &printer, Operation *,
                               OperandRange inputs, TypeRange,
                               TypeRange resultTypes, Region &body) {
  printRegionInputs(printer, inputs, body);
  printResultsAndRegion(printer, resultTypes, body);
}

static void printRuleForm(OpAsmPrinter &printer, Operation *,
                          OperandRange inputs, TypeRange, OperandRange outputs,
                          TypeRange, OperandRange relevance, TypeRange,
                          TypeRange resultTypes, Region &body) {
  printRegionInputs(printer, inputs, body);
  if (!relevance.empty()) {
    printTypedOperands(printer, "outs", outputs);
    printTypedOperands(printer, "relevance", relevance);
  }
  printResultsAndRegion(printer, resultTypes, body);
}

static void printVJPForm(OpAsmPrinter &printer, Operation *,
                         OperandRange inputs, TypeRange,
                         OperandRange cotangents, TypeRange,
                         TypeRange resultTypes, Region &body) {
  printRegionInputs(printer, inputs, body);
  printTypedOperands(printer, "cotangents", cotangents);
  printResultsAndRegion(printer, resultTypes, body);
}

//===----------------------------------------------------------------------===//
// Verifiers
//===----------------------------------------------------------------------===//

// Block arguments match the inputs; the block ends with lxt.yield.
static FailureOr<YieldOp> verifyRegion(Operation *op, OperandRange inputs,
                                       Region &body) {
  if (body.getArgumentTypes() != inputs.getTypes())
    return op->emitOpError(
        "expects one region argument per input, of its type");
  auto yield = dyn_cast<YieldOp>(body.front().back());
  if (!yield)
    return op->emitOpError("expects its region to end with lxt.yield");
  return yield;
}

// The leading dimensions that `wide` has more than `narrow`.
static FailureOr<SmallVector<int64_t>> getLeadingDims(Type wide, Type narrow) {
  auto wideType = cast<RankedTensorType>(wide);
  auto narrowType = cast<RankedTensorType>(narrow);
  int64_t extra = wideType.getRank() - narrowType.getRank();
  if (extra < 0 || wideType.getElementType() != narrowType.getElementType() ||
      wideType.getShape().drop_front(extra) != narrowType.getShape())
    return failure();
  return llvm::to_vector(wideType.getShape().take_front(extra));
}

// Every type of `wide` is one of `narrow` with the same `extra` leading
// dimensions in front; the first pair sets an `extra` that is not set yet.
static LogicalResult
verifyLeadingDims(Operation *op, StringRef what, TypeRange wide,
                  TypeRange narrow,
                  std::optional<SmallVector<int64_t>> &extra) {
  if (wide.size() != narrow.size())
    return op->emitOpError("expects ")
           << narrow.size() << " " << what << ", got " << wide.size();
  for (auto [w, n] : llvm::zip(wide, narrow)) {
    FailureOr<SmallVector<int64_t>> count = getLeadingDims(w, n);
    if (failed(count) || (extra && *extra != *count))
      return op->emitOpError("expects ")
             << what << " of type " << n
             << ", all with the same extra leading dimensions, got " << w;
    extra = *count;
  }
  return success();
}

LogicalResult lxt::detail::verifyRuleOp(Operation *op) {
  auto rule = cast<RuleOpInterface>(op);
  FailureOr<YieldOp> yield = verifyRegion(op, rule.getInputs(), rule.getBody());
  if (failed(yield))
    return failure();
  TypeRange yielded = yield->getResults().getTypes();
  if (!rule.isBackward()) {
    if (!rule.getOutputs().empty())
      return op->emitOpError("expects relevance with its outputs");
    if (op->getResultTypes() != yielded)
      return op->emitOpError(
          "expects results of the types that its region yields");
    return success();
  }
  if (rule.getOutputs().getTypes() != yielded)
    return op->emitOpError(
        "expects outputs of the types that its region yields");
  std::optional<SmallVector<int64_t>> extra;
  return failure(
      failed(verifyLeadingDims(op, "relevances", rule.getRelevance().getTypes(),
                               yielded, extra)) ||
      failed(verifyLeadingDims(op, "results", op->getResultTypes(),
                               rule.getInputs().getTypes(), extra)));
}

LogicalResult YieldOp::verify() {
  if (!isa<LXTDialect>((*this)->getParentOp()->getDialect()))
    return emitOpError("expects to end a region of an lxt op");
  return success();
}

LogicalResult LayerOp::verifyRegions() {
  FailureOr<YieldOp> yield = verifyRegion(*this, getInputs(), getBody());
  if (failed(yield))
    return failure();
  if (getResultTypes() != yield->getResults().getTypes())
    return emitOpError("expects results of the types that its region yields");
  return success();
}

LogicalResult VJPOp::verifyRegions() {
  FailureOr<YieldOp> yield = verifyRegion(*this, getInputs(), getBody());
  if (failed(yield))
    return failure();
  for (Type type : yield->getResults().getTypes())
    if (!isa<RankedTensorType>(type) ||
        !isa<FloatType>(getElementTypeOrSelf(type)))
      return emitOpError("expects its region to yield tensors of floats, got ")
             << type;
  std::optional<SmallVector<int64_t>> extra;
  return failure(
      failed(verifyLeadingDims(*this, "cotangents", getCotangents().getTypes(),
                               yield->getResults().getTypes(), extra)) ||
      failed(verifyLeadingDims(*this, "results", getResultTypes(),
                               getInputs().getTypes(), extra)));
}

LogicalResult PullbackOp::verify() {
  auto function = dyn_cast<func::FuncOp>((*this)->getParentOp());
  if (!function || !function.isPrivate())
    return emitOpError("expects to stand in a private function, which the "
                       "entry of a composite names as a rule");
  return success();
}

LogicalResult TimesValueOp::verify() {
  std::optional<SmallVector<int64_t>> extra;
  return verifyLeadingDims(*this, "gradients", getGradient().getType(),
                           getValue().getType(), extra);
}

LogicalResult StabilizedDivOp::verify() {
  std::optional<SmallVector<int64_t>> extra;
  return verifyLeadingDims(*this, "relevances", getRelevance().getType(),
                           getValue().getType(), extra);
}

LogicalResult ParameterOp::verify() {
  if (getType() != getParameter().getValueType())
    return emitOpError("expects a result of type ")
           << getParameter().getValueType();
  return success();
}

LogicalResult ScatterAddOp::verifyRegions() {
  auto yield = dyn_cast<YieldOp>(getIndices().front().back());
  if (!yield)
    return emitOpError("expects its region to end with lxt.yield");
  auto updates = cast<RankedTensorType>(getUpdates().getType());
  auto init = cast<RankedTensorType>(getInit().getType());
  int64_t batch = init.getRank() - yield.getNumOperands();
  int64_t loops = getIndices().getNumArguments();
  auto isIndex = [](Type type) { return type.isIndex(); };
  if (batch < 0 || loops + batch != updates.getRank() ||
      !llvm::all_of(getIndices().getArgumentTypes(), isIndex) ||
      !llvm::all_of(yield.getOperandTypes(), isIndex))
    return emitOpError("expects a region with one index argument per dimension "
                       "of the updates and one index result per dimension of "
                       "the table, leading dimensions aside");
  if (updates.getElementType() != init.getElementType())
    return emitOpError("expects updates and table of one element type");
  if (updates.getShape().take_front(batch) != init.getShape().take_front(batch))
    return emitOpError(
        "expects updates and table of the same leading dimensions");
  return success();
}

LogicalResult CompositeOp::verify() {
  NamedAttrList parameters(getParametersAttr());
  for (NamedAttribute parameter : getParameters()
                                      ? getParametersAttr().getValue()
                                      : ArrayRef<NamedAttribute>()) {
    // Any number stands for one that users have to give.
    if (isa<UnitAttr>(parameter.getValue()))
      parameters.set(parameter.getName(),
                     FloatAttr::get(Float64Type::get(getContext()), 1.0));
    else if (!isa<FloatAttr, IntegerAttr>(parameter.getValue()))
      return emitOpError("expects numbers as parameters, ")
             << parameter.getName() << " is " << parameter.getValue();
  }
  for (Attribute entry : getEntries()) {
    StringRef text = cast<StringAttr>(entry).getValue();
    if (failed(Entry::parse(getContext(), text,
                            parameters.getDictionary(getContext()),
                            [&] { return emitOpError(); })))
      return failure();
  }
  return success();
}

// A fixed seed names elements that the output has.
static LogicalResult verifyFitsOutput(ExplainOp op, SeedAttr seed,
                                      ArrayRef<int64_t> shape) {
  for (SeedAttr inner : seed.getSeeds())
    if (failed(verifyFitsOutput(op, inner, shape)))
      return failure();
  SeedKind kind = seed.getKind();
  if (kind == SeedKind::given || kind == SeedKind::several)
    return success();
  if ((kind == SeedKind::cls || kind == SeedKind::argmax) && shape.empty())
    return op.emitOpError(
        "seed 'argmax' and 'class' need an output with a last dimension");
  size_t given = seed.getIndices().size();
  size_t wanted = kind == SeedKind::argmax ? shape.size() - 1 : shape.size();
  if (kind != SeedKind::cls && given != 0 && given != wanted)
    return op.emitOpError("seed has ")
           << given << " indices, output " << op.getOutput() << " has "
           << shape.size() << " dimensions"
           << (kind == SeedKind::argmax ? ", the last for argmax" : "");
  for (auto [index, size] :
       llvm::zip_equal(seed.getPosition(shape.size()), shape))
    if (index != SeedAttr::kAll && !ShapedType::isDynamic(size) &&
        (index >= size || index < -size))
      return op.emitOpError("seed index ")
             << index << " is out of range: the dimension has " << size
             << " elements";
  return success();
}

LogicalResult ExplainOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto function = symbols.lookupNearestSymbolFrom<FunctionOpInterface>(
      *this, getFunctionAttr());
  if (!function)
    return emitOpError("expects a function, found none named @")
           << getFunction();
  if (function.isExternal())
    return emitOpError("expects a function with a body, @")
           << getFunction() << " has none";
  auto isFloatTensor = [](Type type) {
    return isa<RankedTensorType>(type) &&
           isa<FloatType>(getElementTypeOrSelf(type));
  };
  if (getInputs().empty())
    return emitOpError("expects at least one input to explain");
  llvm::SmallDenseSet<int64_t> seen;
  for (int64_t input : getInputs()) {
    if (input < 0 || input >= static_cast<int64_t>(function.getNumArguments()))
      return emitOpError("input ")
             << input << " is out of range: @" << getFunction() << " has "
             << function.getNumArguments() << " arguments";
    if (!isFloatTensor(function.getArgument(input).getType()))
      return emitOpError("input ")
             << input << " cannot receive relevance: it is no tensor of floats";
    if (!seen.insert(input).second)
      return emitOpError("names input ") << input << " twice";
  }
  for (Attribute value :
       getValuesAttr() ? getValuesAttr().getValue() : ArrayRef<Attribute>())
    if (failed(Selector::parse(cast<StringAttr>(value).getValue(),
                               [&] { return emitOpError(); })))
      return failure();
  if (getOutput() >= function.getNumResults())
    return emitOpError("output ")
           << getOutput() << " is out of range: @" << getFunction() << " has "
           << function.getNumResults() << " results";
  auto output = function.getResultTypes()[getOutput()];
  if (!isFloatTensor(output))
    return emitOpError("output ")
           << getOutput() << " cannot be explained: it is no tensor of floats";
  if (getLedger() && getSeed().isSeveral())
    return emitOpError("keeps the ledger of one seed, and is asked for "
                       "several: explain one at a time");
  if (getSeed().getKind() == SeedKind::several &&
      getOutputs() == Outputs::slice)
    return emitOpError("outputs 'slice' goes with one seed, since each of "
                       "several reads a slice of its own: ask for outputs "
                       "'all' or 'relevance'");
  if (getSeed().getKind() == SeedKind::given &&
      getOutputs() == Outputs::relevance &&
      !cast<RankedTensorType>(output).hasStaticShape())
    return emitOpError("with outputs 'relevance' and a seed given at run time, "
                       "an output of static shape is needed, since only the "
                       "prediction says what sizes the seed must have: ask for "
                       "outputs 'all'");
  return verifyFitsOutput(*this, getSeed(),
                          cast<RankedTensorType>(output).getShape());
}

#define GET_OP_CLASSES
#include "lxt/IR/LXTOps.cpp.inc"
