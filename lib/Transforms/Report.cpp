//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Report.h"
#include "lxt/Analysis/Selectors.h"
#include "lxt/Transforms/Ledger.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace lxt;

static std::string getLocation(Location loc) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (auto file = loc->findInstanceOf<FileLineColLoc>())
    stream << file.getFilename().getValue() << ":" << file.getLine() << ":"
           << file.getColumn();
  else
    stream << loc;
  return text;
}

// The rule's parameters, as an entry writes them.
static void printParameters(ArrayRef<NamedAttribute> attributes,
                            raw_ostream &stream) {
  llvm::ListSeparator separator(",");
  for (NamedAttribute attribute : attributes) {
    if (attribute.getName() == "origin" ||
        attribute.getName() == "operandSegmentSizes" ||
        attribute.getValue() ==
            BoolAttr::get(attribute.getName().getContext(), false))
      continue;
    stream << separator << attribute.getName().getValue() << "=";
    if (auto number = dyn_cast<FloatAttr>(attribute.getValue())) {
      stream << llvm::format("%g", number.getValueAsDouble());
      continue;
    }
    if (auto parameter = dyn_cast<ParameterAttr>(attribute.getValue())) {
      stream << "?" << parameter.getName().getValue();
      if (parameter.getSize())
        stream << "[" << parameter.getSize() << "]";
      continue;
    }
    std::string text;
    llvm::raw_string_ostream textStream(text);
    attribute.getValue().print(textStream, /*elideType=*/true);
    // #lxt.stabilizer<sign> is written sign.
    StringRef inner = text;
    if (inner.consume_front("#lxt."))
      inner = inner.split('<').second.drop_back();
    stream << inner;
  }
}

// True when the rule has a backward form.
static bool passesRelevance(RuleOpInterface rule) {
  return llvm::any_of(rule->getUsers(), [&](Operation *user) {
    auto backward = dyn_cast<RuleOpInterface>(user);
    return backward && backward.isBackward() &&
           llvm::is_contained(backward.getOutputs(), rule->getResult(0));
  });
}

// True when relevance arrives at the rule: from a rule that passes it on, or as
// the explained output, which is returned first.
static bool isReached(RuleOpInterface rule) {
  return passesRelevance(rule) ||
         llvm::any_of(rule->getUses(), [](OpOperand &use) {
           auto user = dyn_cast<RuleOpInterface>(use.getOwner());
           if (user)
             return !user.isBackward() && passesRelevance(user);
           return isa<func::ReturnOp>(use.getOwner()) &&
                  use.getOperandNumber() == 0;
         });
}

SmallVector<LayerReport> lxt::getReport(func::FuncOp function) {
  SmallVector<LayerReport> layers;
  int64_t row = 0;
  function.walk<WalkOrder::PreOrder>([&](RuleOpInterface rule) {
    if (rule.isBackward())
      return WalkResult::skip();
    LayerReport &layer = layers.emplace_back();
    SmallVector<ModuleName> names = getModuleNames(rule.getLoc());
    if (!names.empty()) {
      layer.path = names.front().path;
      layer.cls = names.front().cls;
    }
    if (OriginAttr origin = rule.getOriginAttr()) {
      auto set = [](std::string &field, StringAttr attr) {
        if (attr)
          field = attr.str();
      };
      set(layer.path, origin.getPath());
      set(layer.cls, origin.getCls());
      set(layer.op, origin.getOp());
      set(layer.entry, origin.getEntry());
    }
    layer.location = getLocation(rule.getLoc());
    layer.kind = rule.getKind();
    llvm::raw_string_ostream parameters(layer.parameters);
    if (auto custom = dyn_cast<CustomOp>(*rule)) {
      layer.rule = ("@" + custom.getFunction()).str();
      if (DictionaryAttr own = custom.getParametersAttr())
        printParameters(own.getValue(), parameters);
    } else {
      layer.rule = rule->getName().stripDialect();
      printParameters(rule->getAttrs(), parameters);
    }
    layer.isExact = rule.isExactFor(layer.kind);
    if (rule->getParentOp() == function) {
      layer.isReached = isReached(rule);
      layer.row = row++;
    } else {
      // With the rule around it.
      layer.isReached =
          layers.size() > 1 && layers[layers.size() - 2].isReached;
    }
    return WalkResult::advance();
  });
  return layers;
}

void lxt::printRuleList(ArrayRef<LayerReport> layers, StringRef name,
                        raw_ostream &stream) {
  stream << "rules of @" << name << ":\n";
  for (const LayerReport &layer : layers) {
    stream << "  " << layer.location << ": ";
    if (!layer.path.empty())
      stream << layer.path << ": ";
    stream << stringifyKind(layer.kind);
    if (!layer.op.empty())
      stream << " (" << layer.op << ")";
    stream << " = " << layer.rule << "(" << layer.parameters << "), by ";
    if (layer.entry.empty())
      stream << "nature\n";
    else
      stream << "'" << layer.entry << "'\n";
  }
}

void lxt::printTable(ArrayRef<LayerReport> layers, raw_ostream &stream) {
  using Row = std::array<std::string, 6>;
  SmallVector<Row> rows{
      {"module", "location", "kind (op)", "rule", "entry", "remark"}};
  for (const LayerReport &layer : layers) {
    std::string module = layer.path;
    if (!layer.cls.empty())
      module += " (" + layer.cls + ")";
    std::string kind = stringifyKind(layer.kind).str();
    if (!layer.op.empty())
      kind += " (" + layer.op + ")";
    StringRef remark;
    if (!layer.isReached)
      remark = "no relevance arrives";
    else if (!layer.isExact)
      remark = "approximated by its gradient";
    rows.push_back({module, layer.location, kind,
                    layer.rule + "(" + layer.parameters + ")",
                    layer.entry.empty() ? "-" : layer.entry, remark.str()});
  }
  std::array<size_t, 6> widths{};
  for (const Row &row : rows)
    for (auto [width, cell] : llvm::zip_equal(widths, row))
      width = std::max(width, cell.size());
  for (const Row &row : rows) {
    std::string line;
    llvm::raw_string_ostream text(line);
    // A column that is empty throughout but for its name is left out.
    for (auto [i, cell] : llvm::enumerate(row))
      if (llvm::any_of(llvm::drop_begin(rows), [&, i = i](const Row &other) {
            return !other[i].empty();
          }))
        text << llvm::left_justify(cell, widths[i]) << "  ";
    stream << StringRef(line).rtrim() << "\n";
  }
}

llvm::json::Object lxt::toJSON(ArrayRef<LayerReport> layers) {
  llvm::json::Array all, uncovered, unreached, columns;
  for (auto [i, layer] : llvm::enumerate(layers)) {
    int64_t number = i;
    if (layer.entry.empty())
      uncovered.push_back(number);
    if (!layer.isReached)
      unreached.push_back(number);
    auto orNull = [](StringRef text) {
      return text.empty() ? llvm::json::Value(nullptr)
                          : llvm::json::Value(text.str());
    };
    all.push_back(llvm::json::Object{
        {"path", orNull(layer.path)},
        {"class", orNull(layer.cls)},
        {"location", layer.location},
        {"kind", stringifyKind(layer.kind)},
        {"op", orNull(layer.op)},
        {"rule", layer.rule},
        {"parameters", layer.parameters},
        {"entry", orNull(layer.entry)},
        {"exact", layer.isExact},
        {"reached", layer.isReached},
        {"row", layer.row < 0 ? llvm::json::Value(nullptr)
                              : llvm::json::Value(layer.row)}});
  }
  for (StringRef name : getColumnNames())
    columns.push_back(name);
  return llvm::json::Object{{"layers", std::move(all)},
                            {"uncovered", std::move(uncovered)},
                            {"unreached", std::move(unreached)},
                            {"ledger", std::move(columns)}};
}
