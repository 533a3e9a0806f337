//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "lxt/Target/Optimise.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/Passes.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/Support/TargetSelect.h"

namespace lxt {
#define GEN_PASS_DEF_LXTFOLDCONSTANTS
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

//===----------------------------------------------------------------------===//
// What to fold
//===----------------------------------------------------------------------===//

// Whole bytes of a type that constants and the C interface share.
static bool isDense(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape() || tensor.getEncoding() ||
      tensor.getNumElements() == 0)
    return false;
  Type element = tensor.getElementType();
  return element.isF16() || element.isBF16() || element.isF32() ||
         element.isF64() || element.isSignlessInteger(8) ||
         element.isSignlessInteger(16) || element.isSignlessInteger(32) ||
         element.isSignlessInteger(64);
}

// The bytes of a constant; none for a splat.
static std::optional<ArrayRef<char>> getBytes(Value value) {
  ElementsAttr attr;
  if (!isDense(value.getType()) || !matchPattern(value, m_Constant(&attr)))
    return std::nullopt;
  if (auto dense = dyn_cast<DenseElementsAttr>(attr); dense && !dense.isSplat())
    return dense.getRawData();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr))
    if (AsmResourceBlob *blob = resource.getRawHandle().getBlob())
      return blob->getData();
  return std::nullopt;
}

namespace {

// Finds the values that depend on constants alone.
class Finder {
public:
  // Notes the op; ops come in the order of the program.
  void add(Operation *op);

  // The values to compute: tensors that other ops read.
  SmallVector<Value> getRoots() const;

private:
  // What a value is made of. The size counts elements of constants, each once.
  struct Info {
    llvm::SmallSetVector<Value, 2> leaves;
    Operation *op = nullptr;
  };
  bool isTooLarge(Operation *op, const Info &info) const;

  llvm::MapVector<Value, Info> values;
};

} // namespace

bool Finder::isTooLarge(Operation *op, const Info &info) const {
  int64_t made = 0, from = 0;
  for (Type type : op->getResultTypes())
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      made += tensor.hasStaticShape() ? tensor.getNumElements() : INT64_MAX / 2;
  for (Value leaf : info.leaves)
    from += cast<RankedTensorType>(leaf.getType()).getNumElements();
  return made > 2 * from;
}

void Finder::add(Operation *op) {
  if (op->getNumResults() == 0 || op->hasTrait<OpTrait::IsTerminator>())
    return;
  Info info;
  info.op = op;
  if (op->hasTrait<OpTrait::ConstantLike>()) {
    if (getBytes(op->getResult(0)))
      info.leaves.insert(op->getResult(0));
    values[op->getResult(0)] = info;
    return;
  }
  if (!isMemoryEffectFree(op))
    return;
  llvm::SetVector<Value> operands(op->operand_begin(), op->operand_end());
  getUsedValuesDefinedAbove(op->getRegions(), operands);
  for (Value operand : operands) {
    auto it = values.find(operand);
    if (it == values.end())
      return;
    info.leaves.insert(it->second.leaves.begin(), it->second.leaves.end());
  }
  // What has no constants in it yet, such as a destination, may be of any size.
  if (!info.leaves.empty() &&
      (isTooLarge(op, info) || !llvm::all_of(op->getResultTypes(), isDense)))
    return;
  for (Value result : op->getResults())
    values[result] = info;
}

SmallVector<Value> Finder::getRoots() const {
  SmallVector<Value> roots;
  for (const auto &entry : values) {
    Value value = entry.first;
    const Info &info = entry.second;
    if (info.leaves.empty() || info.op->hasTrait<OpTrait::ConstantLike>())
      continue;
    Block *block = info.op->getBlock();
    if (llvm::any_of(value.getUsers(), [&](Operation *user) {
          Operation *top = block->findAncestorOpInBlock(*user);
          return top->getNumResults() == 0 ||
                 !values.contains(top->getResult(0));
        }))
      roots.push_back(value);
  }
  return roots;
}

//===----------------------------------------------------------------------===//
// Computing
//===----------------------------------------------------------------------===//

namespace {

// A function that takes the constants' tensors and returns the roots' values,
// equal ones once.
struct Program {
  OwningOpRef<ModuleOp> module;
  SmallVector<ArrayRef<char>> arguments;
  SmallVector<RankedTensorType> results;
  // The result of each root.
  SmallVector<unsigned> resultOf;
};

struct FoldConstants : lxt::impl::LXTFoldConstantsBase<FoldConstants> {
  void getDependentDialects(DialectRegistry &registry) const override {
    OpPassManager manager(ModuleOp::getOperationName());
    buildPipeline(manager);
    manager.getDependentDialects(registry);
    registerCodegenExtensions(registry);
    registerBuiltinDialectTranslation(registry);
    registerLLVMDialectTranslation(registry);
  }

  static void buildPipeline(OpPassManager &manager) {
    CodegenCPUOptions options;
    options.parallel = false;
    options.foldConstants = false;
    options.name = "fold";
    buildCodegenCPUPipeline(manager, options);
  }

  Program extract(ArrayRef<Value> roots);
  FailureOr<SmallVector<AsmResourceBlob>> compute(Program program);
  void runOnOperation() override;
};

} // namespace

Program FoldConstants::extract(ArrayRef<Value> roots) {
  Location loc = getOperation().getLoc();
  Program program{ModuleOp::create(loc), {}, {}, {}};
  OpBuilder builder = OpBuilder::atBlockEnd(program.module->getBody());
  auto function = func::FuncOp::create(builder, loc, "main",
                                       builder.getFunctionType({}, {}));
  Block *block = function.addEntryBlock();
  builder.setInsertionPointToEnd(block);
  IRMapping mapping;
  llvm::DenseMap<const char *, Value> known;
  std::function<void(Value)> copy = [&](Value value) {
    if (mapping.contains(value))
      return;
    if (std::optional<ArrayRef<char>> bytes = getBytes(value)) {
      Value &argument = known[bytes->data()];
      if (!argument || argument.getType() != value.getType()) {
        argument = block->addArgument(value.getType(), loc);
        program.arguments.push_back(*bytes);
      }
      mapping.map(value, argument);
      return;
    }
    Operation *op = value.getDefiningOp();
    llvm::SetVector<Value> operands(op->operand_begin(), op->operand_end());
    getUsedValuesDefinedAbove(op->getRegions(), operands);
    for (Value operand : operands)
      copy(operand);
    builder.clone(*op, mapping);
  };
  SmallVector<Value> values;
  for (Value root : roots) {
    copy(root);
    values.push_back(mapping.lookup(root));
  }
  auto terminator = func::ReturnOp::create(builder, loc, values);
  // The forward program and the explanation need the same weights.
  IRRewriter rewriter(builder);
  DominanceInfo dominance;
  eliminateCommonSubExpressions(rewriter, dominance, function);
  llvm::SmallDenseMap<Value, unsigned> number;
  SmallVector<Value> results;
  for (Value value : terminator.getOperands()) {
    auto [it, isNew] = number.insert({value, results.size()});
    if (isNew) {
      results.push_back(value);
      program.results.push_back(cast<RankedTensorType>(value.getType()));
    }
    program.resultOf.push_back(it->second);
  }
  terminator->setOperands(results);
  function.setFunctionType(builder.getFunctionType(
      block->getArgumentTypes(), ValueRange(results).getTypes()));
  return program;
}

FailureOr<SmallVector<AsmResourceBlob>>
FoldConstants::compute(Program program) {
  PassManager manager(&getContext(), ModuleOp::getOperationName());
  buildPipeline(manager);
  if (failed(manager.run(*program.module)))
    return failure();
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  ExecutionEngineOptions options;
  auto transformer = [](llvm::Module *module) {
    optimise(*module, /*machine=*/nullptr, llvm::OptimizationLevel::O1);
    return llvm::Error::success();
  };
  options.transformer = transformer;
  auto engine = ExecutionEngine::create(*program.module, options);
  if (!engine)
    return emitError(getOperation().getLoc())
           << "constants cannot be computed: "
           << llvm::toString(engine.takeError());

  SmallVector<AsmResourceBlob> results;
  SmallVector<const void *> pointers;
  for (ArrayRef<char> bytes : program.arguments)
    pointers.push_back(bytes.data());
  for (RankedTensorType type : program.results) {
    results.push_back(HeapAsmResourceBlob::allocate(
        std::max<int64_t>(type.getNumElements(), 1) *
            (type.getElementTypeBitWidth() / 8),
        /*align=*/64));
    pointers.push_back(results.back().getData().data());
  }
  // No workspace of ours: the call allocates one.
  pointers.push_back(nullptr);
  SmallVector<void *> packed;
  for (const void *&pointer : pointers)
    packed.push_back(&pointer);
  int32_t status = 0;
  packed.push_back(&status);
  if (llvm::Error error = (*engine)->invokePacked("fold_forward", packed))
    return emitError(getOperation().getLoc())
           << "constants cannot be computed: "
           << llvm::toString(std::move(error));
  if (status != 0)
    return emitError(getOperation().getLoc())
           << "constants cannot be computed: status " << status;
  return results;
}

void FoldConstants::runOnOperation() {
  SmallVector<Value> roots;
  for (auto function : getOperation().getOps<func::FuncOp>()) {
    if (function.isExternal() || !function.getBody().hasOneBlock())
      continue;
    Finder finder;
    for (Operation &op : function.getBody().front())
      finder.add(&op);
    llvm::append_range(roots, finder.getRoots());
  }
  if (roots.empty())
    return;
  Program program = extract(roots);
  SmallVector<RankedTensorType> types = program.results;
  SmallVector<unsigned> resultOf = program.resultOf;
  FailureOr<SmallVector<AsmResourceBlob>> blobs = compute(std::move(program));
  if (failed(blobs))
    return signalPassFailure();
  // Small constants stay readable.
  constexpr size_t largest = 4096;
  SmallVector<TypedAttr> constants;
  for (auto [type, blob] : llvm::zip_equal(types, *blobs)) {
    if (blob.getData().size() <= largest)
      constants.push_back(
          DenseElementsAttr::getFromRawBuffer(type, blob.getData()));
    else
      constants.push_back(
          DenseResourceElementsAttr::get(type, "folded", std::move(blob)));
  }
  for (auto [root, number] : llvm::zip_equal(roots, resultOf)) {
    OpBuilder builder(root.getDefiningOp());
    root.replaceAllUsesWith(
        arith::ConstantOp::create(builder, root.getLoc(), constants[number]));
  }
  IRRewriter rewriter(&getContext());
  for (auto function : getOperation().getOps<func::FuncOp>())
    (void)runRegionDCE(rewriter, function->getRegions());
}
