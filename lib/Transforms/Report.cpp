//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Transforms/Report.h"
#include "lxt/Analysis/Selectors.h"
#include "lxt/IR/LXT.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace lxt;

// FILE:LINE:COLUMN, or the location as MLIR writes it.
static void printLocation(Location loc, raw_ostream &stream) {
  if (auto file = loc->findInstanceOf<FileLineColLoc>())
    stream << file.getFilename().getValue() << ":" << file.getLine() << ":"
           << file.getColumn();
  else
    stream << loc;
}

// The rule's parameters, as an entry writes them.
static void printParameters(Operation *rule, raw_ostream &stream) {
  llvm::ListSeparator separator(",");
  for (NamedAttribute attribute : rule->getAttrs()) {
    if (attribute.getName() == "origin" ||
        attribute.getName() == "operandSegmentSizes" ||
        attribute.getValue() == BoolAttr::get(rule->getContext(), false))
      continue;
    stream << separator << attribute.getName().getValue() << "=";
    if (auto number = dyn_cast<FloatAttr>(attribute.getValue())) {
      stream << llvm::format("%g", number.getValueAsDouble());
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

void lxt::printRules(func::FuncOp function, StringRef name,
                     raw_ostream &stream) {
  stream << "rules of @" << name << ":\n";
  function.walk<WalkOrder::PreOrder>([&](RuleOpInterface rule) {
    OriginAttr origin = rule.getOriginAttr();
    printLocation(rule.getLoc(), stream << "  ");
    stream << ": ";
    if (StringAttr path = origin ? origin.getPath() : StringAttr())
      stream << path.getValue() << ": ";
    else if (auto names = getModuleNames(rule.getLoc()); !names.empty())
      stream << names.front().path << ": ";
    stream << stringifyKind(rule.getKind());
    if (StringAttr op = origin ? origin.getOp() : StringAttr())
      stream << " (" << op.getValue() << ")";
    stream << " = " << rule->getName().stripDialect() << "(";
    printParameters(rule, stream);
    stream << "), by ";
    if (StringAttr entry = origin ? origin.getEntry() : StringAttr())
      stream << "'" << entry.getValue() << "'\n";
    else
      stream << "nature\n";
  });
}
