//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// C functions around lowered ones, and the description of a module.
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "lxt/Target/Interface.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include <variant>

namespace lxt {
#define GEN_PASS_DEF_LXTEMITCINTERFACE
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

//===----------------------------------------------------------------------===//
// Wrappers
//===----------------------------------------------------------------------===//

namespace {

// Builds one C function.
class Wrapper {
public:
  Wrapper(LLVM::LLVMFuncOp target, LLVM::LLVMFuncOp extents,
          const FunctionInfo &info, const ModelInfo &model)
      : b(target.getLoc(), target.getContext()),
        pointer(LLVM::LLVMPointerType::get(target.getContext())),
        target(target), extents(extents), info(info), model(model) {}

  LogicalResult build();

private:
  Value number(int64_t value) {
    return LLVM::ConstantOp::create(b, b.getI64Type(), value);
  }
  void returnIf(Value condition, int32_t status);
  void checkEqual(Value extent, Value expected) {
    returnIf(LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::ne, extent, expected),
             2);
  }
  void checkExtents(ValueRange inputs);
  void appendMemRef(SmallVectorImpl<Value> &operands, Value pointer,
                    ValueRange sizes);
  void appendWeights(SmallVectorImpl<Value> &operands);
  LogicalResult callInWorkspace(SmallVectorImpl<Value> &operands,
                                int64_t bytes);

  ImplicitLocOpBuilder b;
  Type pointer;
  LLVM::LLVMFuncOp target, extents, wrapper;
  Value null;
  const FunctionInfo &info;
  const ModelInfo &model;
  SmallVector<const TensorInfo *> tensors;
  // The sizes of every tensor.
  SmallVector<SmallVector<Value>> sizes;
};

} // namespace

void Wrapper::returnIf(Value condition, int32_t status) {
  Block *next = wrapper.addBlock();
  Block *exit = wrapper.addBlock();
  LLVM::CondBrOp::create(b, condition, exit, next);
  b.setInsertionPointToEnd(exit);
  LLVM::ReturnOp::create(
      b, LLVM::ConstantOp::create(b, b.getI32Type(), status).getResult());
  b.setInsertionPointToEnd(next);
}

// A contiguous buffer, as lowered functions take it: pointers, offset, sizes
// and strides.
void Wrapper::appendMemRef(SmallVectorImpl<Value> &operands, Value pointer,
                           ValueRange sizes) {
  operands.append({pointer, pointer, number(0)});
  llvm::append_range(operands, sizes);
  SmallVector<Value> strides;
  Value stride = number(1);
  for (Value size : llvm::reverse(sizes)) {
    strides.push_back(stride);
    stride = LLVM::MulOp::create(b, stride, size);
  }
  llvm::append_range(operands, llvm::reverse(strides));
}

// Results have the sizes that the function gives them, and a seed has those of
// the prediction, behind the number of seeds.
void Wrapper::checkExtents(ValueRange inputs) {
  auto call = LLVM::CallOp::create(b, extents, inputs);
  bool isStruct = isa<LLVM::LLVMStructType>(call.getResult().getType());
  const auto *seed = llvm::find_if(
      info.arguments, [](const TensorInfo &t) { return t.role == "seed"; });
  unsigned seedIndex = std::distance(info.arguments.begin(), seed);
  int64_t position = 0;
  for (unsigned i = info.arguments.size(); i < tensors.size(); ++i)
    for (auto [dim, size] : llvm::enumerate(tensors[i]->type.getShape())) {
      if (!ShapedType::isDynamic(size))
        continue;
      Value expected = call.getResult();
      if (isStruct)
        expected = LLVM::ExtractValueOp::create(b, expected, position++);
      checkEqual(sizes[i][dim], expected);
      if (tensors[i]->role == "prediction" && seed != info.arguments.end())
        checkEqual(
            sizes[seedIndex][dim + sizes[seedIndex].size() - sizes[i].size()],
            expected);
    }
  // Whether the sizes of the inputs are fit for the function.
  auto type = dyn_cast<LLVM::LLVMStructType>(call.getResult().getType());
  if (type && position < static_cast<int64_t>(type.getBody().size())) {
    Value fits = LLVM::ExtractValueOp::create(b, call.getResult(), position);
    Value no = LLVM::ConstantOp::create(b, b.getI1Type(), 0);
    returnIf(LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::eq, fits, no), 2);
  }
}

// Where the weights are, if they are loaded.
void Wrapper::appendWeights(SmallVectorImpl<Value> &operands) {
  Value weights =
      LLVM::AddressOfOp::create(b, pointer, model.name + "_weights");
  auto data = LLVM::LoadOp::create(b, pointer, weights, /*alignment=*/8);
  data.setOrdering(LLVM::AtomicOrdering::acquire);
  returnIf(LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::eq, data, null), 4);
  appendMemRef(operands, data,
               number(model.weights->size - model.weights->offset));
}

// Calls with the caller's workspace, or with one that is there for the call.
LogicalResult Wrapper::callInWorkspace(SmallVectorImpl<Value> &operands,
                                       int64_t bytes) {
  auto module = target->getParentOfType<ModuleOp>();
  auto allocate = LLVM::lookupOrCreateMallocFn(b, module, b.getI64Type());
  auto free = LLVM::lookupOrCreateFreeFn(b, module);
  if (failed(allocate) || failed(free))
    return failure();
  Value given = wrapper.getArguments().back();
  Block *before = b.getInsertionBlock(), *own = wrapper.addBlock(),
        *run = wrapper.addBlock();
  Value workspace = run->addArgument(pointer, b.getLoc());
  Value owned = run->addArgument(pointer, b.getLoc());

  b.setInsertionPointToEnd(own);
  Value memory =
      LLVM::CallOp::create(b, *allocate, number(bytes + workspaceAlignment - 1))
          .getResult();
  returnIf(LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::eq, memory, null), 3);
  LLVM::BrOp::create(b, ValueRange{memory, memory}, run);
  b.setInsertionPointToEnd(before);
  LLVM::CondBrOp::create(
      b, LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::eq, given, null), own, {},
      run, ValueRange{given, null});

  b.setInsertionPointToEnd(run);
  Value aligned = LLVM::PtrMaskOp::create(
      b,
      LLVM::GEPOp::create(
          b, pointer, b.getI8Type(), workspace,
          ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(workspaceAlignment - 1)}),
      number(-workspaceAlignment));
  appendMemRef(operands, aligned, number(bytes));
  LLVM::CallOp::create(b, target, operands);
  LLVM::CallOp::create(b, *free, owned);
  return success();
}

LogicalResult Wrapper::build() {
  for (const auto *list : {&info.arguments, &info.results})
    for (const TensorInfo &tensor : *list)
      tensors.push_back(&tensor);
  unsigned dynamic = 0;
  for (const TensorInfo *tensor : tensors)
    dynamic += tensor->type.getNumDynamicDims();
  SmallVector<Type> types(tensors.size(), pointer);
  types.append(dynamic, b.getI64Type());
  types.push_back(pointer);
  b.setInsertionPointAfter(target);
  wrapper = LLVM::LLVMFuncOp::create(
      b, info.name, LLVM::LLVMFunctionType::get(b.getI32Type(), types));
  b.setInsertionPointToStart(wrapper.addEntryBlock(b));

  null = LLVM::ZeroOp::create(b, pointer);
  for (unsigned i = 0; i < tensors.size(); ++i)
    returnIf(LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::eq,
                                  wrapper.getArgument(i), null),
             1);
  unsigned next = tensors.size();
  for (const TensorInfo *tensor : tensors) {
    sizes.emplace_back();
    for (int64_t size : tensor->type.getShape()) {
      bool isDynamic = ShapedType::isDynamic(size);
      Value extent = isDynamic ? wrapper.getArgument(next++) : number(size);
      sizes.back().push_back(extent);
      if (isDynamic)
        returnIf(LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::slt, extent,
                                      number(0)),
                 2);
    }
  }

  SmallVector<Value> operands;
  for (unsigned i = 0; i < tensors.size(); ++i) {
    if (extents && i == info.arguments.size())
      checkExtents(operands);
    appendMemRef(operands, wrapper.getArgument(i), sizes[i]);
  }
  if (model.weights && target->hasAttr("lxt.weights"))
    appendWeights(operands);
  if (auto bytes = target->getAttrOfType<IntegerAttr>("lxt.workspace")) {
    if (failed(callInWorkspace(operands, bytes.getInt())))
      return failure();
  } else {
    LLVM::CallOp::create(b, target, operands);
  }
  LLVM::ReturnOp::create(
      b, LLVM::ConstantOp::create(b, b.getI32Type(), 0).getResult());
  return success();
}

//===----------------------------------------------------------------------===//
// The description
//===----------------------------------------------------------------------===//

namespace {

// Builds constants of the structures in the header.
class InfoBuilder {
public:
  InfoBuilder(ModuleOp module, StringRef prefix)
      : b(module.getLoc(), module.getContext()), prefix(prefix),
        pointer(LLVM::LLVMPointerType::get(module.getContext())) {
    b.setInsertionPointToEnd(module.getBody());
  }

  void build(const ModelInfo &info);
  void buildWeights(const WeightsInfo &weights);

private:
  // A number, or the address of a global.
  using Field = std::variant<int64_t, StringAttr>;
  StringAttr add(Type type, Attribute value);
  StringAttr addString(StringRef text);
  StringAttr addShape(ArrayRef<int64_t> shape);
  StringAttr addTable(ArrayRef<SmallVector<Field>> rows);
  StringAttr addTensors(ArrayRef<TensorInfo> tensors);

  ImplicitLocOpBuilder b;
  StringRef prefix;
  LLVM::LLVMPointerType pointer;
  unsigned count = 0;
};

} // namespace

StringAttr InfoBuilder::add(Type type, Attribute value) {
  std::string name = (prefix + "_info_" + Twine(count++)).str();
  return LLVM::GlobalOp::create(b, type, /*isConstant=*/true,
                                LLVM::Linkage::Internal, name, value)
      .getSymNameAttr();
}

StringAttr InfoBuilder::addString(StringRef text) {
  std::string terminated = text.str() + '\0';
  return add(LLVM::LLVMArrayType::get(b.getI8Type(), terminated.size()),
             b.getStringAttr(terminated));
}

StringAttr InfoBuilder::addShape(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> sizes = llvm::map_to_vector(shape, [](int64_t size) {
    return ShapedType::isDynamic(size) ? -1 : size;
  });
  // C has no empty arrays.
  if (sizes.empty())
    sizes.push_back(0);
  return add(LLVM::LLVMArrayType::get(b.getI64Type(), sizes.size()),
             b.getI64TensorAttr(sizes));
}

StringAttr InfoBuilder::addTable(ArrayRef<SmallVector<Field>> rows) {
  SmallVector<Type> types;
  for (const Field &field : rows.front())
    types.push_back(std::holds_alternative<int64_t>(field)
                        ? Type(b.getI64Type())
                        : pointer);
  auto row = LLVM::LLVMStructType::getLiteral(b.getContext(), types);
  auto type = LLVM::LLVMArrayType::get(row, rows.size());
  StringAttr name = add(type, Attribute());
  auto global = cast<LLVM::GlobalOp>(&*std::prev(b.getInsertionPoint()));
  OpBuilder::InsertionGuard guard(b);
  b.createBlock(&global.getInitializerRegion());
  Value table = LLVM::UndefOp::create(b, type);
  for (auto [i, fields] : llvm::enumerate(rows))
    for (auto [j, field] : llvm::enumerate(fields)) {
      Value value;
      if (auto *number = std::get_if<int64_t>(&field))
        value = LLVM::ConstantOp::create(b, b.getI64Type(), *number);
      else
        value = LLVM::AddressOfOp::create(
            b, pointer, std::get<StringAttr>(field).getValue());
      table = LLVM::InsertValueOp::create(
          b, table, value,
          ArrayRef<int64_t>{static_cast<int64_t>(i), static_cast<int64_t>(j)});
    }
  LLVM::ReturnOp::create(b, table);
  return name;
}

StringAttr InfoBuilder::addTensors(ArrayRef<TensorInfo> tensors) {
  SmallVector<SmallVector<Field>> rows;
  for (const TensorInfo &tensor : tensors)
    rows.push_back({addString(tensor.name), addString(tensor.role),
                    addString(tensor.getDType()), tensor.input,
                    tensor.type.getRank(), addShape(tensor.type.getShape())});
  return rows.empty() ? addShape({}) : addTable(rows);
}

void InfoBuilder::build(const ModelInfo &info) {
  SmallVector<SmallVector<Field>> functions;
  for (const FunctionInfo &function : info.functions)
    functions.push_back({addString(function.name),
                         static_cast<int64_t>(function.arguments.size()),
                         addTensors(function.arguments),
                         static_cast<int64_t>(function.results.size()),
                         addTensors(function.results),
                         function.workspaceBytes});
  StringAttr table = addTable(functions);
  StringAttr root =
      addTable({{int64_t(2), addString(info.name), addString(info.seed),
                 addString(info.mode), static_cast<int64_t>(functions.size()),
                 table, addString(info.weights ? info.weights->file : ""),
                 info.weights ? info.weights->size : 0}});
  auto function = LLVM::LLVMFuncOp::create(
      b, (prefix + "_info").str(), LLVM::LLVMFunctionType::get(pointer, {}));
  b.setInsertionPointToStart(function.addEntryBlock(b));
  LLVM::ReturnOp::create(
      b, LLVM::AddressOfOp::create(b, pointer, root.getValue()).getResult());
}

// The structure that runtime/weights.c loads, and the functions that do it.
void InfoBuilder::buildWeights(const WeightsInfo &weights) {
  // First a null pointer, then the number of loads.
  addTable(
      {{int64_t(0), int64_t(0), addString(weights.file),
        addString(weights.start), static_cast<int64_t>(weights.start.size()),
        weights.offset, weights.size}});
  auto global = cast<LLVM::GlobalOp>(&*std::prev(b.getInsertionPoint()));
  global.setSymName((prefix + "_weights").str());
  global.setConstant(false);
  auto addFunction = [&](StringRef name, Type result,
                         ArrayRef<Type> arguments) {
    SmallVector<Type> types{pointer};
    llvm::append_range(types, arguments);
    auto callee =
        LLVM::LLVMFuncOp::create(b, ("lxt_weights_" + name).str(),
                                 LLVM::LLVMFunctionType::get(result, types));
    auto function = LLVM::LLVMFuncOp::create(
        b, (prefix + "_" + name).str(),
        LLVM::LLVMFunctionType::get(result, arguments));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(function.addEntryBlock(b));
    SmallVector<Value> operands{
        LLVM::AddressOfOp::create(b, pointer, global.getSymName())};
    llvm::append_range(operands, function.getArguments());
    auto call = LLVM::CallOp::create(b, callee, operands);
    LLVM::ReturnOp::create(b, call.getResults());
  };
  addFunction("load", b.getI32Type(), pointer);
  addFunction("unload", LLVM::LLVMVoidType::get(b.getContext()), {});
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct EmitCInterface : lxt::impl::LXTEmitCInterfaceBase<EmitCInterface> {
  using LXTEmitCInterfaceBase::LXTEmitCInterfaceBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    ModelInfo info = getModelInfo(module, name, entry);
    if (info.functions.empty())
      return;
    SymbolTable symbols(module);
    SmallVector<LLVM::LLVMFuncOp> targets, extents;
    for (const FunctionInfo &function : info.functions) {
      Operation *target = symbols.lookup(function.symbol);
      if (!isa<LLVM::LLVMFuncOp>(target)) {
        target->emitError("is not lowered to the llvm dialect");
        return signalPassFailure();
      }
      targets.push_back(cast<LLVM::LLVMFuncOp>(target));
      extents.push_back(
          symbols.lookup<LLVM::LLVMFuncOp>(function.symbol + "_extents"));
    }
    for (auto [function, target, sizes] :
         llvm::zip_equal(info.functions, targets, extents)) {
      if (auto other = symbols.lookup<LLVM::LLVMFuncOp>(function.name)) {
        if (!llvm::is_contained(targets, other)) {
          target.emitError() << "cannot be exported as @" << function.name
                             << ": there is such a symbol already";
          return signalPassFailure();
        }
        (void)symbols.renameToUnique(other, {});
      }
      if (failed(Wrapper(target, sizes, function, info).build()))
        return signalPassFailure();
      target.setLinkage(LLVM::Linkage::Internal);
      if (sizes)
        sizes.setLinkage(LLVM::Linkage::Internal);
    }
    for (auto function : module.getOps<LLVM::LLVMFuncOp>())
      if (function.isPrivate() && !function.isExternal())
        function.setLinkage(LLVM::Linkage::Internal);
    InfoBuilder builder(module, name);
    if (info.weights)
      builder.buildWeights(*info.weights);
    builder.build(info);
  }
};
} // namespace
