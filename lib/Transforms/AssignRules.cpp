//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Kinds.h"
#include "lxt/Analysis/Layers.h"
#include "lxt/Analysis/Selectors.h"
#include "lxt/IR/Npy.h"
#include "lxt/Transforms/Composites.h"
#include "lxt/Transforms/Lowering.h"
#include "lxt/Transforms/Passes.h"
#include "lxt/Transforms/Report.h"
#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Analysis/TopologicalSortUtils.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/Verifier.h"

namespace lxt {
#define GEN_PASS_DEF_LXTASSIGNRULES
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

// The kinds whose rule follows from what they are.
static std::optional<StringRef> getNaturalRule(Kind kind) {
  switch (kind) {
  case Kind::movement:
  case Kind::selection:
    return GradientOp::getOperationName();
  case Kind::scale:
    return IdentityOp::getOperationName();
  case Kind::statistics:
    return StopOp::getOperationName();
  default:
    return std::nullopt;
  }
}

// The function's name in selectors: that of the one it was copied from.
static StringAttr getSourceName(func::FuncOp function) {
  auto source = function->getAttrOfType<FlatSymbolRefAttr>("lxt.source");
  return source ? source.getAttr() : function.getSymNameAttr();
}

// A structured op of several steps that lxt-normalise could not split.
static Operation *findFused(Region &body) {
  Operation *found = nullptr;
  body.walk([&](linalg::LinalgOp op) {
    if (!isSplit(op))
      found = op;
  });
  return found;
}

static bool namesKind(const Selector &selector, Kind kind) {
  return llvm::any_of(selector.terms, [&](const SelectorTerm &term) {
    return term.key == SelectorTerm::Key::kind && term.kind == kind;
  });
}

// Inlines all layers in a region, those inside first.
static void dissolve(RewriterBase &rewriter, Region &region) {
  SmallVector<LayerOp> layers;
  region.walk([&](LayerOp layer) { layers.push_back(layer); });
  for (LayerOp layer : layers)
    inlineRegion(rewriter, cast<LayerOpInterface>(layer.getOperation()));
}

// Parameters that name a file hold the tensor in it, of the inputs' type.
static LogicalResult loadFiles(NamedAttrList &attributes, LayerOp layer,
                               EmitError emitError) {
  for (NamedAttribute attribute :
       SmallVector<NamedAttribute>(attributes.getAttrs())) {
    auto path = dyn_cast<StringAttr>(attribute.getValue());
    if (!path)
      continue;
    auto type =
        cast<FloatType>(getElementTypeOrSelf(layer.getInputs()[0].getType()));
    FailureOr<DenseElementsAttr> tensor =
        readNpy(path.getValue(), type, emitError);
    if (failed(tensor))
      return failure();
    attributes.set(attribute.getName(), *tensor);
  }
  return success();
}

namespace {

// Assigns the rules of one function.
class Assigner {
public:
  Assigner(func::FuncOp function, ArrayRef<Entry> entries, bool partial)
      : function(function), entries(entries), partial(partial),
        rewriter(function.getContext()) {}

  LogicalResult run(Activity activity);

private:
  const Entry *findFunctionEntry();
  LayerOp wrapFunction(Activity &activity);
  bool namesAnywhere(Kind kind) const;
  void splitBiases();
  void joinMeans(Activity &activity);
  void wrapPlainOps(Activity &activity);
  LogicalResult wrapModules(Activity &activity);
  LogicalResult assign(Block &block);
  LogicalResult makeRule(LayerOp layer, const Entry *entry);

  func::FuncOp function;
  ArrayRef<Entry> entries;
  bool partial;
  IRRewriter rewriter;
  llvm::DenseMap<Operation *, const Entry *> assigned;
};

} // namespace

LogicalResult Assigner::run(Activity activity) {
  // The function is the outermost layer of all.
  if (const Entry *entry = findFunctionEntry())
    return makeRule(wrapFunction(activity), entry);
  if (namesAnywhere(Kind::bias))
    splitBiases();
  if (namesAnywhere(Kind::mean))
    joinMeans(activity);
  wrapPlainOps(activity);
  if (failed(wrapModules(activity)))
    return failure();
  SelectorMatcher matcher(function);
  for (const Entry &entry : entries)
    for (Operation *op : matcher.findAll(entry.selector))
      assigned.try_emplace(op, &entry);
  return assign(function.getBody().front());
}

const Entry *Assigner::findFunctionEntry() {
  auto matches = [&](const SelectorTerm &term) {
    if (term.key != SelectorTerm::Key::function)
      return false;
    return matchesGlob(term.text, getSourceName(function).getValue());
  };
  auto entry = llvm::find_if(entries, [&](const Entry &candidate) {
    return llvm::all_of(candidate.selector.terms, matches);
  });
  return entry == entries.end() ? nullptr : &*entry;
}

// Makes one layer of what the function's active results depend on.
LayerOp Assigner::wrapFunction(Activity &activity) {
  Block &block = function.getBody().front();
  BackwardSliceOptions options;
  options.inclusive = true;
  options.omitUsesFromAbove = false;
  llvm::SetVector<Operation *> slice;
  for (Value result : block.getTerminator()->getOperands())
    if (activity.isActive(result))
      (void)getBackwardSlice(result, &slice, options);
  // Constants that other results need, too, stay outside.
  llvm::SetVector<Operation *> inside;
  for (Operation &op : llvm::reverse(block.without_terminator()))
    if (slice.contains(&op) &&
        (activity.isActive(&op) ||
         llvm::all_of(op.getUsers(), [&](Operation *user) {
           return inside.contains(block.findAncestorOpInBlock(*user));
         })))
      inside.insert(&op);
  SmallVector<Operation *> ops(llvm::reverse(inside));
  SmallVector<Value> external = getExternalValues(ops), inputs;
  llvm::copy_if(block.getArguments(), std::back_inserter(inputs),
                [&](Value argument) {
                  return activity.isActive(argument) &&
                         llvm::is_contained(external, argument);
                });
  auto origin =
      OriginAttr::get(rewriter.getContext(), Kind::function,
                      function->getName().getIdentifier(),
                      getSourceName(function), StringAttr(), StringAttr());
  LayerOp layer =
      wrapInLayer(rewriter, function.getLoc(), origin, ops, inputs, activity);
  sortTopologically(&block);
  return layer;
}

// Makes two layers of a dense one that ends in the addition of its bias.
static void splitBias(RewriterBase &rewriter, LayerOp layer) {
  Block &body = layer.getBody().front();
  auto yield = cast<YieldOp>(body.getTerminator());
  Operation *addition = yield.getOperand(0).getDefiningOp();
  if (!addition || addition->getBlock() != &body ||
      isa<linalg::ContractionOpInterface>(addition))
    return;
  // Constants come from outside.
  OpOperand *product = nullptr;
  for (OpOperand &operand : addition->getOpOperands())
    if (operand.get().getParentBlock() == &body) {
      if (product)
        return;
      product = &operand;
    }
  if (!product || !product->get().getDefiningOp())
    return;

  auto makeLayer = [&](Value result, OriginAttr origin, ValueRange inputs) {
    rewriter.setInsertionPoint(layer);
    return LayerOp::create(rewriter, result.getLoc(), result.getType(), origin,
                           inputs);
  };
  LayerOp first =
      makeLayer(product->get(), layer.getOrigin(), layer.getInputs());
  auto origin = OriginAttr::get(rewriter.getContext(), Kind::bias,
                                addition->getName().getIdentifier(),
                                StringAttr(), StringAttr(), StringAttr());
  LayerOp second =
      makeLayer(addition->getResult(0), origin, first.getResult(0));
  first->setLoc(layer.getLoc());
  Block *added = rewriter.createBlock(&second.getBody());
  addition->moveBefore(added, added->end());
  YieldOp::create(rewriter, second.getLoc(), addition->getResults());
  yield->setOperands(product->get());
  product->set(added->addArgument(product->get().getType(), second.getLoc()));
  first.getBody().takeBody(layer.getBody());
  rewriter.replaceOp(layer, second);
}

bool Assigner::namesAnywhere(Kind kind) const {
  return llvm::any_of(entries, [&](const Entry &entry) {
    return namesKind(entry.selector, kind);
  });
}

void Assigner::splitBiases() {
  SmallVector<LayerOp> layers;
  function.walk([&](LayerOp layer) {
    if (layer.getOrigin().getKind() == Kind::dense)
      layers.push_back(layer);
  });
  for (LayerOp layer : layers)
    splitBias(rewriter, layer);
}

// True when the layer multiplies by 1 / `count`.
static bool dividesBy(LayerOp layer, int64_t count) {
  Block &body = layer.getBody().front();
  if (body.getOperations().size() != 2)
    return false;
  auto step = ElementwiseOp::match(&body.front());
  if (!step || !isa<arith::MulFOp, arith::DivFOp>(step->scalar))
    return false;
  unsigned position = isa<arith::DivFOp>(step->scalar) ||
                      step->operands[0] == body.getArgument(0);
  Value factor = step->operands[position] ? step->operands[position]
                                          : step->scalar->getOperand(position);
  double number;
  FloatAttr scalar;
  DenseFPElementsAttr tensor;
  if (matchPattern(factor, m_Constant(&scalar)))
    number = scalar.getValueAsDouble();
  else if (matchPattern(factor, m_Constant(&tensor)) && tensor.isSplat())
    number = tensor.getSplatValue<FloatAttr>().getValueAsDouble();
  else
    return false;
  if (isa<arith::MulFOp>(step->scalar))
    number = 1 / number;
  return std::abs(number - count) <= 1e-3 * count;
}

// The product of the sizes that are known.
static int64_t countStatic(RankedTensorType type) {
  int64_t count = 1;
  for (int64_t size : type.getShape())
    if (!ShapedType::isDynamic(size))
      count *= size;
  return count;
}

// Makes one layer of sums over dimensions and the scale that averages them.
void Assigner::joinMeans(Activity &activity) {
  Block &block = function.getBody().front();
  SmallVector<LayerOp> all(block.getOps<LayerOp>());
  for (LayerOp scale : all) {
    if (scale.getOrigin().getKind() != Kind::scale)
      continue;
    SmallVector<Operation *> layers{scale};
    int64_t count = 1;
    Value value = scale.getInputs()[0];
    // Reshapes that bring the result into form are part of it.
    while (auto layer = value.getDefiningOp<LayerOp>()) {
      Kind kind = layer.getOrigin().getKind();
      bool isSum = kind == Kind::reduction;
      if (!layer->hasOneUse() || layer->getNumResults() != 1 ||
          (kind != Kind::movement && !isSum))
        break;
      auto from = cast<RankedTensorType>(layer.getInputs()[0].getType());
      auto to = cast<RankedTensorType>(value.getType());
      int64_t ratio = countStatic(from) / std::max<int64_t>(countStatic(to), 1);
      if (from.getNumDynamicDims() != to.getNumDynamicDims() ||
          (!isSum && countStatic(from) != countStatic(to)))
        break;
      count *= ratio;
      layers.push_back(layer);
      value = layer.getInputs()[0];
    }
    // It begins with a sum.
    while (cast<LayerOp>(layers.back()).getOrigin().getKind() == Kind::movement)
      layers.pop_back();
    if (layers.size() == 1 || !dividesBy(scale, count))
      continue;
    std::reverse(layers.begin(), layers.end());
    auto first = cast<LayerOp>(layers.front());
    auto origin = OriginAttr::get(rewriter.getContext(), Kind::mean,
                                  first.getOrigin().getOp(), StringAttr(),
                                  StringAttr(), StringAttr());
    wrapInLayer(rewriter, scale.getLoc(), origin, layers, activity);
  }
}

// Ops outside of layers that an entry names get a layer of their own.
void Assigner::wrapPlainOps(Activity &activity) {
  SmallVector<Operation *> plain;
  for (Operation &op : function.getBody().front().without_terminator())
    if (activity.isActive(&op) && !isa<LayerOpInterface>(op))
      plain.push_back(&op);
  SelectorMatcher matcher(function, plain);
  llvm::SetVector<Operation *> named;
  for (const Entry &entry : entries)
    for (Operation *op : matcher.findAll(entry.selector))
      if (!isa<LayerOpInterface>(op))
        named.insert(op);
  for (Operation *op : named)
    wrapInLayer(rewriter, op->getLoc(),
                OriginAttr::get(rewriter.getContext(), Kind::unknown,
                                op->getName().getIdentifier(), StringAttr(),
                                StringAttr(), StringAttr()),
                op, activity);
}

// True when the selector names modules and nothing else.
static bool namesModules(const Selector &selector) {
  return llvm::all_of(selector.terms, [](const SelectorTerm &term) {
    return term.key == SelectorTerm::Key::path ||
           term.key == SelectorTerm::Key::cls;
  });
}

// The layers of a module that an entry names become one layer, as far as
// locations tell which they are.
LogicalResult Assigner::wrapModules(Activity &activity) {
  Block &block = function.getBody().front();
  bool wrapped = false;
  for (const Entry &entry : entries) {
    if (!namesModules(entry.selector))
      continue;
    struct Module {
      ModuleName name;
      SmallVector<Operation *> layers;
    };
    llvm::MapVector<StringRef, Module> modules;
    for (LayerOp layer : block.getOps<LayerOp>()) {
      // The outermost module that matches takes all.
      SmallVector<ModuleName> names = getModuleNames(layer.getLoc());
      for (const ModuleName &name : llvm::reverse(names))
        if (matchesModule(entry.selector, name)) {
          Module &module = modules[name.path];
          module.name = name;
          module.layers.push_back(layer);
          break;
        }
    }
    for (auto &[path, module] : modules) {
      if (module.layers.size() == 1)
        continue;
      auto origin = OriginAttr::get(rewriter.getContext(), Kind::subgraph,
                                    StringAttr(), rewriter.getStringAttr(path),
                                    rewriter.getStringAttr(module.name.cls),
                                    StringAttr());
      wrapInLayer(rewriter, module.name.loc, origin, module.layers, activity);
      wrapped = true;
    }
  }
  // What a module's results feed now comes after all of it.
  if (wrapped && !sortTopologically(&block))
    return function.emitError("a module that an entry names by path or class "
                              "depends on what follows it: name its parts "
                              "instead");
  return success();
}

LogicalResult Assigner::assign(Block &block) {
  for (auto layer : llvm::make_early_inc_range(block.getOps<LayerOp>())) {
    const Entry *entry = assigned.lookup(layer);
    Kind kind = layer.getOrigin().getKind();
    if (entry && kind == Kind::unknown && namesKind(entry->selector, Kind::any))
      if (Operation *fused = findFused(layer.getBody()))
        return fused->emitError()
               << "'" << fused->getName()
               << "' computes more than one thing and cannot be split: what "
                  "kind of layer it is cannot be told; name it by op:, line: "
                  "or path:, or write its steps as ops of their own";
    if (entry || (getNaturalRule(kind) && !partial)) {
      if (failed(makeRule(layer, entry)))
        return failure();
      continue;
    }
    // No rule for the whole: each of its parts needs one.
    Block &body = layer.getBody().front();
    if (!partial && body.getOps<LayerOp>().empty()) {
      InFlightDiagnostic diagnostic = layer.emitError();
      if (StringAttr name = layer.getOrigin().getOp())
        diagnostic << name << " ";
      return diagnostic << "has no rule: no entry matches this layer of kind '"
                        << stringifyKind(kind)
                        << "'; add one, such as 'kind:" << stringifyKind(kind)
                        << "=epsilon(epsilon=1e-6)'";
    }
    if (failed(assign(body)))
      return failure();
    if (!partial)
      inlineRegion(rewriter, cast<LayerOpInterface>(layer.getOperation()));
  }
  return success();
}

// Replaces a layer by a rule op of the same region: that of the entry, or the
// natural one.
LogicalResult Assigner::makeRule(LayerOp layer, const Entry *entry) {
  OriginAttr origin = layer.getOrigin();
  // The statistics of a norm stay apart; any other layer inside is replaced by
  // the rule around it.
  for (auto inner :
       llvm::make_early_inc_range(layer.getBody().getOps<LayerOp>())) {
    dissolve(rewriter, inner.getBody());
    if (isKind(origin.getKind(), Kind::norm) &&
        inner.getOrigin().getKind() == Kind::statistics) {
      // Only an entry that means the statistics replaces their natural rule.
      const Entry *own = assigned.lookup(inner);
      if (own && !namesKind(own->selector, Kind::statistics))
        own = nullptr;
      if (failed(makeRule(inner, own)))
        return failure();
    } else {
      inlineRegion(rewriter, cast<LayerOpInterface>(inner.getOperation()));
    }
  }

  auto emitError = [&] {
    InFlightDiagnostic diagnostic = layer.emitError("this layer");
    if (entry)
      diagnostic << " cannot have the rule of entry '" << entry->text << "'";
    return std::move(diagnostic << ": ");
  };
  for (Type type : layer.getResultTypes())
    if (!isa<RankedTensorType>(type) ||
        !isa<FloatType>(getElementTypeOrSelf(type)))
      return emitError() << "its result of type " << type
                         << " is no tensor of floats";
  OperationState state(layer.getLoc(), entry
                                           ? StringRef(entry->rule)
                                           : *getNaturalRule(origin.getKind()));
  if (entry)
    state.attributes = entry->parameters;
  if (failed(loadFiles(state.attributes, layer, emitError)))
    return failure();
  state.addOperands(layer.getInputs());
  state.addTypes(layer.getResultTypes());
  state.attributes.set(
      "origin",
      OriginAttr::get(rewriter.getContext(), origin.getKind(), origin.getOp(),
                      origin.getPath(), origin.getCls(),
                      entry ? rewriter.getStringAttr(entry->text)
                            : StringAttr()));
  state.attributes.set(
      "operandSegmentSizes",
      rewriter.getDenseI32ArrayAttr(
          {static_cast<int32_t>(layer.getInputs().size()), 0, 0}));
  state.addRegion()->takeBody(layer.getBody());
  rewriter.setInsertionPoint(layer);
  Operation *op = rewriter.create(state);
  rewriter.replaceOp(layer, op->getResults());
  return verify(op);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct AssignRules : lxt::impl::LXTAssignRulesBase<AssignRules> {
  using LXTAssignRulesBase::LXTAssignRulesBase;

  LogicalResult assign() {
    ModuleOp module = getOperation();
    auto emitError = [&] { return mlir::emitError(module.getLoc()); };
    FailureOr<Composite> found = findComposite(module, composite, emitError);
    if (failed(found))
      return failure();
    SmallVector<Entry> entries;
    for (StringRef text : rules) {
      FailureOr<Entry> entry =
          Entry::parse(&getContext(), text, DictionaryAttr(), emitError);
      if (failed(entry))
        return failure();
      entries.push_back(std::move(*entry));
    }
    llvm::append_range(entries, found->entries);

    auto run = [&](func::FuncOp function, ValueRange inputs,
                   ValueRange outputs) {
      Activity activity(function.getBody().front(), inputs, outputs);
      if (failed(Assigner(function, entries, partial).run(std::move(activity))))
        return failure();
      if (printRules)
        lxt::printRuleList(getReport(function),
                           getSourceName(function).getValue(), llvm::outs());
      return success();
    };
    auto requests = module.getOps<ExplainOp>();
    for (ExplainOp request : requests) {
      auto function =
          module.lookupSymbol<func::FuncOp>(request.getFunctionAttr());
      if (!function || !function.getBody().hasOneBlock())
        return request.emitOpError("expects a func.func of one block");
      SmallVector<Value> inputs =
          llvm::map_to_vector(request.getInputs(), [&](int64_t i) -> Value {
            return function.getArgument(i);
          });
      Value output = function.getBody().front().getTerminator()->getOperand(
          request.getOutput());
      if (failed(run(function, inputs, output)))
        return failure();
      if (!request.getModeAttr())
        request.setModeAttr(ModeAttr::get(&getContext(), found->mode));
    }
    if (!requests.empty())
      return success();
    for (auto function : module.getOps<func::FuncOp>())
      if (isModelFunction(function) && function.getBody().hasOneBlock())
        if (failed(
                run(function, function.getArguments(),
                    function.getBody().front().getTerminator()->getOperands())))
          return failure();
    return success();
  }

  void runOnOperation() override {
    if (failed(assign()))
      signalPassFailure();
  }
};
} // namespace
