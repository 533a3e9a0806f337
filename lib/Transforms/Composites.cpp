//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Composites.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace lxt;

ArrayRef<std::pair<llvm::StringLiteral, llvm::StringLiteral>>
lxt::getBuiltinComposites() {
  // Generated from the files in lib/Composites.
  static constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral>
      composites[] = {
#include "lxt/Transforms/BuiltinComposites.inc"
      };
  return composites;
}

// The only composite of a file.
static FailureOr<CompositeOp> getOnlyComposite(ModuleOp module, StringRef file,
                                               EmitError emitError) {
  auto composites = module.getOps<CompositeOp>();
  if (composites.empty() || std::next(composites.begin()) != composites.end())
    return emitError() << "composite file '" << file
                       << "' does not hold exactly one lxt.composite";
  return *composites.begin();
}

// The composite's parameters with those of the call in place.
static FailureOr<DictionaryAttr>
overrideParameters(CompositeOp op, StringRef text,
                   ArrayRef<std::pair<std::string, std::string>> arguments,
                   EmitError emitError) {
  Builder builder(op.getContext());
  NamedAttrList parameters(op.getParametersAttr());
  for (const auto &[key, value] : arguments) {
    if (!parameters.get(key))
      return emitError() << "'" << key << "' in '" << text
                         << "' is no parameter of composite '"
                         << op.getSymName() << "'";
    // Lists, files and values at run time are checked by the entries.
    StringRef argument = value;
    double number;
    if (!argument.getAsDouble(number))
      parameters.set(key, builder.getF64FloatAttr(number));
    else if (argument.consume_front("?"))
      parameters.set(key, builder.getStringAttr(
                              argument.empty() || argument.starts_with("[")
                                  ? "?" + key + argument
                                  : "?" + argument));
    else if (argument.starts_with("[") || argument.ends_with(".npy"))
      parameters.set(key, builder.getStringAttr(argument));
    else
      return emitError() << "'" << key << "=" << value << "' in '" << text
                         << "' is no number";
  }
  for (NamedAttribute parameter : parameters)
    if (isa<UnitAttr>(parameter.getValue()))
      return emitError() << "composite '" << op.getSymName()
                         << "' needs a value for its parameter "
                         << parameter.getName() << ": give '" << op.getSymName()
                         << "(" << parameter.getName().getValue()
                         << "=NUMBER)'";
  return parameters.getDictionary(op.getContext());
}

// Copies the functions of a composite's module, where they are not yet.
static FailureOr<bool> importFunctions(ModuleOp from, ModuleOp to,
                                       StringRef file, EmitError emitError) {
  bool copied = false;
  auto source = StringAttr::get(from.getContext(), file);
  for (auto function : from.getOps<func::FuncOp>()) {
    StringRef name = function.getSymName();
    if (Operation *other = to.lookupSymbol(name)) {
      if (other->getAttr("lxt.composite") == source)
        continue;
      return emitError() << "the composite's function @" << name
                         << " has the name of another one of the module";
    }
    if (!function.isPrivate())
      return emitError() << "the composite's function @" << name
                         << " is not private";
    OpBuilder builder = OpBuilder::atBlockEnd(to.getBody());
    builder.clone(*function)->setAttr("lxt.composite", source);
    copied = true;
  }
  return copied;
}

FailureOr<Composite> lxt::findComposite(ModuleOp module, StringRef text,
                                        EmitError emitError) {
  Composite composite;
  if (text.empty())
    return composite;
  auto call = parseCall(text, emitError);
  if (failed(call))
    return failure();
  StringRef name = call->first;

  MLIRContext *context = module.getContext();
  auto op = module.lookupSymbol<CompositeOp>(name);
  OwningOpRef<ModuleOp> holder;
  if (!op && llvm::sys::fs::exists(name) &&
      !llvm::sys::fs::is_directory(name)) {
    holder = parseSourceFile<ModuleOp>(name, context);
    if (!holder)
      return emitError() << "composite file '" << name << "' cannot be read";
    FailureOr<CompositeOp> only = getOnlyComposite(*holder, name, emitError);
    if (failed(only))
      return failure();
    op = *only;
  }
  if (!op) {
    for (auto [builtin, source] : getBuiltinComposites())
      if (builtin == name)
        holder = parseSourceString<ModuleOp>(source, context);
    if (holder)
      op = *holder->getOps<CompositeOp>().begin();
  }
  if (!op) {
    InFlightDiagnostic diagnostic =
        emitError()
        << "'" << name
        << "' is no composite: there is no such file, and those built in are ";
    llvm::interleaveComma(getBuiltinComposites(), diagnostic,
                          [&](auto pair) { diagnostic << pair.first; });
    return diagnostic;
  }

  FailureOr<DictionaryAttr> parameters =
      overrideParameters(op, text, call->second, emitError);
  if (failed(parameters))
    return failure();
  for (Attribute attr : op.getEntries()) {
    FailureOr<Entry> entry = Entry::parse(
        context, cast<StringAttr>(attr).getValue(), *parameters, emitError);
    if (failed(entry))
      return failure();
    composite.entries.push_back(std::move(*entry));
  }
  if (holder) {
    FailureOr<bool> copied = importFunctions(*holder, module, name, emitError);
    if (failed(copied))
      return failure();
    composite.hasNewFunctions = *copied;
  }
  composite.mode = op.getMode();
  if (ArrayAttr canonizers = op.getCanonizersAttr())
    for (Attribute canonizer : canonizers)
      composite.canonizers.push_back(cast<StringAttr>(canonizer).str());
  return composite;
}
