//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The `lxt` dialect: attributes, layer and rule ops, and the calculus.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_LXT_H
#define LXT_IR_LXT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include <optional>

#include "lxt/IR/LXTDialect.h.inc"
#include "lxt/IR/LXTEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "lxt/IR/LXTAttrs.h.inc"

namespace lxt {
class RuleOpInterface;

/// The kind that `kind` is a sub-kind of, or `kind` itself.
Kind getParentKind(Kind kind);

/// True when `kind` is `general` or one of its sub-kinds.
bool isKind(Kind kind, Kind general);

namespace detail {
llvm::LogicalResult verifyRuleOp(mlir::Operation *op);
} // namespace detail
} // namespace lxt

#include "lxt/Interfaces/RuleOpInterface.h.inc"

#define GET_OP_CLASSES
#include "lxt/IR/LXTOps.h.inc"

#endif // LXT_IR_LXT_H
