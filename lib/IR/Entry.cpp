//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Entry.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/GlobPattern.h"

using namespace mlir;
using namespace lxt;

//===----------------------------------------------------------------------===//
// Selectors
//===----------------------------------------------------------------------===//

static FailureOr<SelectorTerm> parseTerm(StringRef text, EmitError emitError) {
  using Key = SelectorTerm::Key;
  auto [name, value] = text.split(':');
  std::optional<Key> key = llvm::StringSwitch<std::optional<Key>>(name)
                               .Case("kind", Key::kind)
                               .Case("op", Key::op)
                               .Case("class", Key::cls)
                               .Case("path", Key::path)
                               .Case("line", Key::line)
                               .Case("function", Key::function)
                               .Case("nth", Key::nth)
                               .Case("active", Key::active)
                               .Case("feeds", Key::feeds)
                               .Case("fed-by", Key::fedBy)
                               .Default(std::nullopt);
  if (!key)
    return emitError()
           << "selector '" << text
           << "' does not start with one of kind:, op:, class:, path:, "
              "line:, function:, nth:, active:, feeds:, fed-by:";
  if (value.empty())
    return emitError() << "selector '" << text << "' has no value";
  SelectorTerm term{*key, value.str()};
  switch (*key) {
  case Key::kind:
  case Key::feeds:
  case Key::fedBy:
    if (std::optional<Kind> kind = symbolizeKind(value)) {
      term.kind = *kind;
      return term;
    }
    return emitError() << "'" << value << "' is no kind of layer";
  case Key::nth:
    if (value == "last")
      return term;
    [[fallthrough]];
  case Key::line:
  case Key::active:
    if (value.getAsInteger(10, term.number) || term.number < 1)
      return emitError() << "selector '" << text
                         << "' needs a number from 1 on";
    return term;
  case Key::function:
    if (!value.consume_front("@") || value.empty())
      return emitError() << "selector '" << text
                         << "' needs a function's symbol, as in function:@main";
    term.text = value.str();
    [[fallthrough]];
  case Key::path: {
    llvm::Expected<llvm::GlobPattern> glob = llvm::GlobPattern::create(value);
    if (!glob)
      return emitError() << "selector '" << text
                         << "': " << llvm::toString(glob.takeError());
    return term;
  }
  default:
    return term;
  }
}

FailureOr<Selector> Selector::parse(StringRef text, EmitError emitError) {
  Selector selector;
  SmallVector<StringRef> parts;
  text.split(parts, '&');
  for (StringRef part : parts) {
    FailureOr<SelectorTerm> term = parseTerm(part.trim(), emitError);
    if (failed(term))
      return failure();
    selector.terms.push_back(*term);
  }
  return selector;
}

//===----------------------------------------------------------------------===//
// Rules and their parameters
//===----------------------------------------------------------------------===//

// Splits at commas outside of brackets.
static SmallVector<StringRef> splitArguments(StringRef text) {
  SmallVector<StringRef> parts;
  int depth = 0;
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    depth += StringRef("([").contains(text[i]);
    depth -= StringRef(")]").contains(text[i]);
    if (text[i] == ',' && depth == 0) {
      parts.push_back(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  StringRef last = text.drop_front(start).trim();
  if (!last.empty() || !parts.empty())
    parts.push_back(last);
  return parts;
}

FailureOr<
    std::pair<std::string, SmallVector<std::pair<std::string, std::string>>>>
lxt::parseCall(StringRef text, EmitError emitError) {
  text = text.trim();
  size_t open = text.find('(');
  StringRef name = text.take_front(open).trim();
  SmallVector<std::pair<std::string, std::string>> arguments;
  if (name.empty())
    return emitError() << "'" << text << "' has no name before its parentheses";
  if (open != StringRef::npos) {
    StringRef inner = text.drop_front(open + 1);
    if (!inner.consume_back(")"))
      return emitError() << "'" << text << "' does not end with ')'";
    for (StringRef part : splitArguments(inner)) {
      auto [key, value] = part.split('=');
      if (key.trim().empty() || value.trim().empty())
        return emitError() << "'" << part << "' in '" << text
                           << "' is not of the form parameter=value";
      arguments.emplace_back(key.trim().str(), value.trim().str());
    }
  }
  return std::make_pair(name.str(), std::move(arguments));
}

static bool isIdentifier(StringRef text) {
  return llvm::isAlpha(text.front()) && llvm::all_of(text, [](char c) {
           return llvm::isAlnum(c) || c == '_';
         });
}

// Attributes that a parameter's text may stand for; the rule op's constraint on
// the parameter says which of them it is.
static SmallVector<Attribute> getCandidates(MLIRContext *context, StringRef key,
                                            StringRef value) {
  Builder builder(context);
  SmallVector<Attribute> candidates;
  double number;
  int64_t integer;
  if (!value.getAsInteger(10, integer))
    candidates.push_back(builder.getI64IntegerAttr(integer));
  if (!value.getAsDouble(number))
    candidates.push_back(builder.getF64FloatAttr(number));
  // Given at run time: ?, ?NAME or ?NAME[SIZE].
  StringRef name = value;
  if (name.consume_front("?")) {
    int64_t size = 0;
    bool valid = true;
    if (name.consume_back("]")) {
      auto [before, number] = name.rsplit('[');
      valid = !number.getAsInteger(10, size) && size > 0;
      name = before;
    }
    if (name.empty())
      name = key;
    if (valid && isIdentifier(name))
      candidates.push_back(
          ParameterAttr::get(context, builder.getStringAttr(name), size));
  }
  if (value == "true" || value == "false")
    candidates.push_back(builder.getBoolAttr(value == "true"));
  if (value.ends_with(".npy"))
    candidates.push_back(builder.getStringAttr(value));
  if (value.starts_with("[") && value.ends_with("]")) {
    SmallVector<double> list;
    if (llvm::all_of(splitArguments(value.drop_front().drop_back()),
                     [&](StringRef part) {
                       return !part.getAsDouble(list.emplace_back());
                     }))
      candidates.push_back(builder.getDenseF64ArrayAttr(list));
  }
  // By convention, an enumeration's mnemonic is its parameter's name.
  if (llvm::isAlpha(value.front())) {
    ScopedDiagnosticHandler silence(context,
                                    [](Diagnostic &) { return success(); });
    if (Attribute attr =
            parseAttribute(("#lxt." + key + "<" + value + ">").str(), context))
      candidates.push_back(attr);
  }
  // No parameter takes it: the constraint's message says what is wanted.
  if (candidates.empty())
    candidates.push_back(builder.getUnitAttr());
  return candidates;
}

static FailureOr<Attribute> parseParameter(RegisteredOperationName rule,
                                           StringRef key, StringRef value,
                                           StringRef text,
                                           EmitError emitError) {
  MLIRContext *context = rule.getContext();
  bool known = key != "origin" && key != "operandSegmentSizes" &&
               llvm::any_of(rule.getAttributeNames(), [&](StringAttr name) {
                 return name.getValue() == key;
               });
  if (!known)
    return emitError() << "'" << key << "' in '" << text
                       << "' is no parameter of rule '" << rule.stripDialect()
                       << "'";
  std::string message;
  for (Attribute candidate : getCandidates(context, key, value)) {
    NamedAttrList attributes;
    attributes.append(key, candidate);
    // A file stands for the tensor that it holds.
    if (isa<StringAttr>(candidate))
      attributes.set(
          key, DenseElementsAttr::get(
                   RankedTensorType::get({}, Float64Type::get(context)), 0.0));
    ScopedDiagnosticHandler capture(context, [&](Diagnostic &diagnostic) {
      message = diagnostic.str();
      return success();
    });
    if (succeeded(rule.verifyInherentAttrs(attributes, [&] {
          return mlir::emitError(UnknownLoc::get(context));
        })))
      return candidate;
  }
  return emitError() << "parameter " << key << "=" << value << " of '" << text
                     << "': " << message;
}

// A parameter of a function: a number, or one that is given at run time.
static FailureOr<Attribute> parseNumber(MLIRContext *context, StringRef key,
                                        StringRef value, StringRef text,
                                        EmitError emitError) {
  for (Attribute candidate : getCandidates(context, key, value)) {
    auto parameter = dyn_cast<ParameterAttr>(candidate);
    if (isa<FloatAttr>(candidate) || (parameter && parameter.getSize() == 0))
      return candidate;
  }
  return emitError() << "parameter " << key << "=" << value << " of '" << text
                     << "' is no number";
}

FailureOr<Entry> Entry::parse(MLIRContext *context, StringRef text,
                              DictionaryAttr values, EmitError emitError) {
  auto [selectorText, ruleText] = text.split('=');
  if (ruleText.empty())
    return emitError()
           << "'" << text
           << "' is not of the form SELECTOR=RULE(parameter=value,...)";
  FailureOr<Selector> selector = Selector::parse(selectorText, emitError);
  if (failed(selector))
    return failure();
  auto call = parseCall(ruleText, emitError);
  if (failed(call))
    return failure();

  // The text of a parameter's value, with $name replaced.
  auto resolve = [&](StringRef value) -> FailureOr<std::string> {
    if (!value.consume_front("$"))
      return value.str();
    Attribute attr = values ? values.get(value) : Attribute();
    if (!attr)
      return emitError() << "'" << text << "' uses $" << value
                         << ", which is no parameter of its composite";
    if (auto string = dyn_cast<StringAttr>(attr))
      return string.str();
    // Numbers print with their type.
    std::string number;
    llvm::raw_string_ostream(number) << attr;
    return StringRef(number).split(" :").first.str();
  };
  Entry entry{text.str(), std::move(*selector), "", {}};
  NamedAttrList parameters;
  StringRef function = call->first;
  bool isCustom = function.consume_front("@");
  if (isCustom)
    entry.rule = CustomOp::getOperationName().str();
  else
    entry.rule = (LXTDialect::getDialectNamespace() + "." + call->first).str();
  auto rule = RegisteredOperationName::lookup(entry.rule, context);
  if (!rule || !rule->hasInterface<RuleOpInterface>())
    return emitError() << "'" << call->first << "' in '" << text
                       << "' is no rule";
  if (!isCustom && entry.rule == CustomOp::getOperationName())
    return emitError() << "'" << text
                       << "' names no function: write SELECTOR=@FUNCTION(...)";
  for (auto &[key, value] : call->second) {
    FailureOr<std::string> resolved = resolve(value);
    if (failed(resolved))
      return failure();
    if (parameters.get(key))
      return emitError() << "'" << text << "' gives parameter '" << key
                         << "' twice";
    FailureOr<Attribute> attr =
        isCustom ? parseNumber(context, key, *resolved, text, emitError)
                 : parseParameter(*rule, key, *resolved, text, emitError);
    if (failed(attr))
      return failure();
    parameters.append(key, *attr);
  }
  if (!isCustom) {
    entry.parameters = std::move(parameters);
    return entry;
  }
  // The parameters are the function's.
  entry.parameters.append("function",
                          FlatSymbolRefAttr::get(context, function));
  if (!parameters.empty())
    entry.parameters.append("parameters", parameters.getDictionary(context));
  return entry;
}
