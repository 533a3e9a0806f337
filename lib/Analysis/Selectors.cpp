//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Analysis/Selectors.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/GlobPattern.h"

using namespace mlir;
using namespace lxt;

//===----------------------------------------------------------------------===//
// Locations
//===----------------------------------------------------------------------===//

SmallVector<ModuleName> lxt::getModuleNames(Location loc) {
  SmallVector<ModuleName> names;
  loc->walk([&](Location inner) {
    if (auto name = dyn_cast<NameLoc>(inner)) {
      auto [path, cls] = name.getName().getValue().rsplit(':');
      if (!path.empty())
        names.push_back({path, cls, name});
    }
    return WalkResult::advance();
  });
  return names;
}

SmallVector<StringRef> lxt::getOriginalOpNames(Location loc) {
  SmallVector<StringRef> names;
  loc->walk([&](Location inner) {
    if (auto fused = dyn_cast<FusedLoc>(inner))
      if (auto name = dyn_cast_or_null<StringAttr>(fused.getMetadata()))
        names.push_back(name.getValue());
    return WalkResult::advance();
  });
  return names;
}

Location lxt::addOriginalOpName(Location loc, OperationName name) {
  return FusedLoc::get(name.getContext(), loc, name.getIdentifier());
}

static bool hasLine(Location loc, int64_t line) {
  return loc
      ->walk([&](Location inner) {
        auto file = dyn_cast<FileLineColLoc>(inner);
        return file && file.getLine() == line ? WalkResult::interrupt()
                                              : WalkResult::advance();
      })
      .wasInterrupted();
}

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

SelectorMatcher::SelectorMatcher(func::FuncOp function,
                                 ArrayRef<Operation *> others) {
  llvm::SmallPtrSet<Operation *, 8> plain(others.begin(), others.end());
  function.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<LayerOpInterface>(op) || plain.contains(op))
      ops.push_back(op);
    // What a rule holds is the rule's.
    return isa<RuleOpInterface>(op) ? WalkResult::skip()
                                    : WalkResult::advance();
  });
}

static OriginAttr getOrigin(Operation *op) {
  auto layer = dyn_cast<LayerOpInterface>(op);
  return layer ? layer.getOriginAttr() : OriginAttr();
}

static Kind getKind(Operation *op) {
  auto layer = dyn_cast<LayerOpInterface>(op);
  return layer ? layer.getKind() : Kind::unknown;
}

bool lxt::matchesGlob(StringRef glob, StringRef text) {
  // It was checked when the selector was read.
  return cantFail(llvm::GlobPattern::create(glob)).match(text);
}

// "Linear" matches "torch.nn.modules.linear.Linear".
static bool matchesClass(StringRef wanted, StringRef cls) {
  return cls == wanted || cls.rsplit('.').second == wanted;
}

// Movement, scale and added constants.
static bool isTransparent(Operation *op) {
  Kind kind = getKind(op);
  return kind == Kind::movement || kind == Kind::scale ||
         kind == Kind::reduction ||
         (kind == Kind::sum && op->getNumOperands() == 1);
}

// Whether a layer of the kind is reached by `step` through transparent ones.
static bool
reaches(Operation *op, Kind kind,
        llvm::function_ref<void(Operation *, SmallVectorImpl<Operation *> &)>
            step) {
  llvm::SetVector<Operation *> seen;
  SmallVector<Operation *> next;
  step(op, next);
  while (!next.empty()) {
    Operation *current = next.pop_back_val();
    if (!seen.insert(current))
      continue;
    if (isKind(getKind(current), kind))
      return true;
    if (isTransparent(current))
      step(current, next);
  }
  return false;
}

static void getConsumers(Operation *op, SmallVectorImpl<Operation *> &next) {
  for (Operation *user : op->getUsers())
    if (isa<LayerOpInterface>(user))
      next.push_back(user);
}

static void getProducers(Operation *op, SmallVectorImpl<Operation *> &next) {
  for (Value operand : op->getOperands())
    if (isa_and_nonnull<LayerOpInterface>(operand.getDefiningOp()))
      next.push_back(operand.getDefiningOp());
}

bool lxt::matchesModule(const Selector &selector, ModuleName name) {
  return llvm::all_of(selector.terms, [&](const SelectorTerm &term) {
    switch (term.key) {
    case SelectorTerm::Key::path:
      return matchesGlob(term.text, name.path);
    case SelectorTerm::Key::cls:
      return matchesClass(term.text, name.cls);
    default:
      return true;
    }
  });
}

bool SelectorMatcher::matches(const SelectorTerm &term, Operation *op) const {
  using Key = SelectorTerm::Key;
  OriginAttr origin = getOrigin(op);
  auto isText = [&](StringAttr attr) {
    return attr && attr.getValue() == term.text;
  };
  switch (term.key) {
  case Key::kind:
    return isKind(getKind(op), term.kind);
  case Key::op: {
    if (origin && isText(origin.getOp()))
      return true;
    if (llvm::is_contained(getOriginalOpNames(op->getLoc()), term.text))
      return true;
    auto layer = dyn_cast<LayerOpInterface>(op);
    if (!layer)
      return op->getName().getStringRef() == term.text;
    // A layer of one op is that op.
    Block &body = layer.getBody().front();
    return body.getOperations().size() == 2 &&
           body.front().getName().getStringRef() == term.text;
  }
  case Key::cls:
    return (origin && origin.getCls() &&
            matchesClass(term.text, origin.getCls())) ||
           llvm::any_of(getModuleNames(op->getLoc()), [&](ModuleName name) {
             return matchesClass(term.text, name.cls);
           });
  case Key::path:
    return (origin && origin.getPath() &&
            matchesGlob(term.text, origin.getPath())) ||
           llvm::any_of(getModuleNames(op->getLoc()), [&](ModuleName name) {
             return matchesGlob(term.text, name.path);
           });
  case Key::line:
    return hasLine(op->getLoc(), term.number);
  case Key::function:
    return getKind(op) == Kind::function && origin.getPath() &&
           matchesGlob(term.text, origin.getPath());
  case Key::active:
    return isa<LayerOpInterface>(op) &&
           cast<LayerOpInterface>(op).getInputs().size() == size_t(term.number);
  case Key::feeds:
    return reaches(op, term.kind, getConsumers);
  case Key::fedBy:
    return reaches(op, term.kind, getProducers);
  case Key::nth:
    return true;
  }
  llvm_unreachable("all keys are handled");
}

SmallVector<Operation *>
SelectorMatcher::findAll(const Selector &selector) const {
  SmallVector<Operation *> found;
  for (Operation *op : ops)
    if (llvm::all_of(selector.terms, [&](const SelectorTerm &term) {
          return matches(term, op);
        }))
      found.push_back(op);
  for (const SelectorTerm &term : selector.terms) {
    if (term.key != SelectorTerm::Key::nth)
      continue;
    size_t index = term.number == 0 ? found.size() - 1 : term.number - 1;
    if (index >= found.size())
      return {};
    found = {found[index]};
  }
  return found;
}
