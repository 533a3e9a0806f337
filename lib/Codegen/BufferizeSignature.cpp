//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "lxt/Target/Interface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

namespace lxt {
#define GEN_PASS_DEF_LXTBUFFERIZESIGNATURE
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

static MemRefType getMemRefType(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  return MemRefType::get(tensor.getShape(), tensor.getElementType());
}

static ArrayAttr getTypes(Builder &builder, TypeRange types) {
  return builder.getTypeArrayAttr(llvm::to_vector(types));
}

// Adds `@<name>_extents`, which returns the dynamic sizes of the results, and
// whether the function can be called for the sizes of its arguments, if it says
// so.
static void addExtents(OpBuilder &builder, func::FuncOp function) {
  builder.setInsertionPointAfter(function);
  auto extents = cast<func::FuncOp>(builder.clone(*function));
  extents.setName((function.getSymName() + "_extents").str());
  Operation *terminator = extents.getBody().front().getTerminator();
  builder.setInsertionPoint(terminator);
  SmallVector<Value> sizes;
  for (Value result : terminator->getOperands())
    for (auto [i, size] :
         llvm::enumerate(cast<RankedTensorType>(result.getType()).getShape()))
      if (ShapedType::isDynamic(size))
        sizes.push_back(
            tensor::DimOp::create(builder, result.getLoc(), result, i));
  Value fits;
  for (auto assertion :
       llvm::make_early_inc_range(extents.getOps<cf::AssertOp>()))
    if (assertion->hasAttr("lxt.extent")) {
      Value condition = assertion.getArg();
      fits = fits ? arith::AndIOp::create(builder, condition.getLoc(), fits,
                                          condition)
                        .getResult()
                  : condition;
      assertion.erase();
    }
  if (fits)
    sizes.push_back(fits);
  terminator->setOperands(sizes);
  extents.setFunctionType(builder.getFunctionType(
      extents.getArgumentTypes(), ValueRange(sizes).getTypes()));
}

// Arguments become read-only buffers.
static void bufferizeArguments(OpBuilder &builder, func::FuncOp function) {
  Block &block = function.getBody().front();
  builder.setInsertionPointToStart(&block);
  for (BlockArgument argument : block.getArguments()) {
    Type type = argument.getType();
    if (!isa<RankedTensorType>(type))
      continue;
    argument.setType(getMemRefType(type));
    auto tensor = bufferization::ToTensorOp::create(
        builder, argument.getLoc(), type, argument,
        /*restrict=*/true, /*writable=*/false);
    argument.replaceAllUsesExcept(tensor, tensor);
  }
}

// The ops that may have computed a tensor in the same buffer, the last first.
static SmallVector<Operation *> getWriters(Value value) {
  SmallVector<Operation *> writers;
  while (Operation *op = value.getDefiningOp()) {
    if (isa<tensor::ExtractSliceOp, tensor::ExpandShapeOp,
            tensor::CollapseShapeOp, tensor::CastOp>(op)) {
      value = op->getOperand(0);
      continue;
    }
    // Every reader gets a fill of its own.
    auto writer = dyn_cast<DestinationStyleOpInterface>(op);
    if (!writer || isa<linalg::FillOp>(op))
      break;
    writers.push_back(op);
    value = writer.getTiedOpOperand(cast<OpResult>(value))->get();
  }
  return writers;
}

// True if two results may be versions of one buffer.
static bool areVersions(Value a, Value b) {
  SmallVector<Operation *> first = getWriters(a), second = getWriters(b);
  return !first.empty() && !second.empty() && first.front() != second.front() &&
         llvm::any_of(first, [&](Operation *op) {
           return llvm::is_contained(second, op);
         });
}

// Results are written to buffers that come last among the arguments.
static void bufferizeResults(OpBuilder &builder, func::FuncOp function) {
  Block &block = function.getBody().front();
  Operation *terminator = block.getTerminator();
  builder.setInsertionPoint(terminator);
  for (Value result : terminator->getOperands()) {
    Value destination =
        block.addArgument(getMemRefType(result.getType()), result.getLoc());
    // Bufferization would compute one version in the buffer of the other, and
    // not see that it is written over there.
    if (llvm::any_of(terminator->getOperands(),
                     [&](Value other) { return areVersions(result, other); }))
      result = bufferization::AllocTensorOp::create(
          builder, result.getLoc(), cast<RankedTensorType>(result.getType()),
          ValueRange(), /*copy=*/result);
    // Of what is reshaped, the buffer is reshaped instead: it is computed
    // there.
    while (auto reshape = result.getDefiningOp<tensor::ExpandShapeOp>()) {
      destination =
          memref::CollapseShapeOp::create(builder, result.getLoc(), destination,
                                          reshape.getReassociationIndices());
      result = reshape.getSrc();
    }
    auto materialize = bufferization::MaterializeInDestinationOp::create(
        builder, result.getLoc(), TypeRange(), result, destination);
    materialize.setRestrict(true);
    materialize.setWritable(true);
  }
  terminator->setOperands({});
}

// The module's own calls go to a private copy.
static void keepForCallers(func::FuncOp function, SymbolTable &symbols) {
  Operation *module = symbols.getOp();
  if (SymbolTable::symbolKnownUseEmpty(function, module))
    return;
  func::FuncOp copy = function.clone();
  copy.setPrivate();
  StringAttr name = symbols.insert(copy, std::next(function->getIterator()));
  (void)SymbolTable::replaceAllSymbolUses(function, name, module);
}

namespace {
struct BufferizeSignature
    : lxt::impl::LXTBufferizeSignatureBase<BufferizeSignature> {
  LogicalResult bufferize(func::FuncOp function) {
    auto isTensor = llvm::IsaPred<RankedTensorType>;
    if (!function.getBody().hasOneBlock() ||
        !llvm::all_of(function.getArgumentTypes(), isTensor) ||
        !llvm::all_of(function.getResultTypes(), isTensor))
      return function.emitError(
          "has arguments or results other than ranked tensors, or more "
          "than one block");
    for (TypeRange types : {TypeRange(function.getArgumentTypes()),
                            TypeRange(function.getResultTypes())})
      for (Type type : types)
        if (getCType(cast<RankedTensorType>(type)).empty())
          return function.emitError("has an argument or result of type ")
                 << type
                 << ", whose elements have no C type: cast them in the model";
    OpBuilder builder(&getContext());
    // What the tensors are, for C.
    NamedAttrList interface;
    interface.set("arguments", getTypes(builder, function.getArgumentTypes()));
    interface.set("results", getTypes(builder, function.getResultTypes()));
    if (ArrayAttr attributes = function.getArgAttrsAttr())
      interface.set("argument_attributes", attributes);
    if (ArrayAttr attributes = function.getResAttrsAttr())
      interface.set("result_attributes", attributes);
    function->setAttr("lxt.interface", interface.getDictionary(&getContext()));
    function.removeArgAttrsAttr();
    function.removeResAttrsAttr();
    bool isDynamic = llvm::any_of(function.getResultTypes(), [](Type type) {
      return !cast<RankedTensorType>(type).hasStaticShape();
    });
    if (isDynamic) {
      addExtents(builder, function);
      auto extents = cast<func::FuncOp>(function->getNextNode());
      bufferizeArguments(builder, extents);
      extents.setFunctionType(builder.getFunctionType(
          extents.getBody().getArgumentTypes(), extents.getResultTypes()));
      extents->removeAttr("lxt.interface");
    }
    bufferizeArguments(builder, function);
    bufferizeResults(builder, function);
    function.setFunctionType(
        builder.getFunctionType(function.getBody().getArgumentTypes(), {}));
    return success();
  }

  void runOnOperation() override {
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && !function.isExternal())
        functions.push_back(function);
    SymbolTableCollection symbols;
    for (func::FuncOp function : functions) {
      keepForCallers(function, symbols.getSymbolTable(getOperation()));
      if (failed(bufferize(function)))
        return signalPassFailure();
    }
  }
};
} // namespace
