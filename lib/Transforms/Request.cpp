//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Entry.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace lxt {
#define GEN_PASS_DEF_LXTREQUEST
#include "lxt/Transforms/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

// given, given:K, output, argmax, class:N, I:J:... or I:...:argmax
static FailureOr<SeedAttr> parseSeed(MLIRContext *context, StringRef text,
                                     EmitError emitError) {
  SmallVector<int64_t> indices;
  if (auto keyword = symbolizeSeedKind(text);
      keyword &&
      llvm::is_contained({SeedKind::given, SeedKind::output, SeedKind::argmax},
                         *keyword))
    return SeedAttr::get(context, *keyword, indices);
  StringRef rest = text;
  SeedKind kind = rest.consume_front("class:")   ? SeedKind::cls
                  : rest.consume_front("given:") ? SeedKind::given
                  : rest.consume_back(":argmax") ? SeedKind::argmax
                                                 : SeedKind::index;
  // Any number of seeds, or all indices.
  StringRef open = kind == SeedKind::given ? "?" : "*";
  SmallVector<StringRef> parts;
  rest.split(parts, ':');
  for (StringRef part : parts) {
    int64_t &index = indices.emplace_back(ShapedType::kDynamic);
    if (part.trim() != open && part.trim().getAsInteger(10, index))
      return emitError() << "'" << text
                         << "' is no seed: expected given, given:K, output, "
                            "argmax, class:N, or a multi-index I:J:... of "
                            "numbers (* for all), the last one also argmax";
  }
  auto seed = SeedAttr::getChecked(emitError, context, kind,
                                   ArrayRef<int64_t>(indices));
  if (!seed)
    return failure();
  return seed;
}

// One seed, or several fixed ones.
static FailureOr<SeedAttr> parseSeeds(MLIRContext *context,
                                      ArrayRef<std::string> texts,
                                      EmitError emitError) {
  if (texts.empty())
    return SeedAttr::get(context, SeedKind::given, {});
  SmallVector<SeedAttr> seeds;
  for (StringRef text : texts) {
    FailureOr<SeedAttr> seed = parseSeed(context, text, emitError);
    if (failed(seed))
      return failure();
    seeds.push_back(*seed);
  }
  if (seeds.size() == 1)
    return seeds[0];
  auto several =
      SeedAttr::getChecked(emitError, context, SeedKind::several,
                           ArrayRef<int64_t>(), ArrayRef<SeedAttr>(seeds));
  if (!several)
    return failure();
  return several;
}

namespace {
struct Request : lxt::impl::LXTRequestBase<Request> {
  using LXTRequestBase::LXTRequestBase;

  LogicalResult addRequest() {
    ModuleOp module = getOperation();
    auto emitError = [&] { return mlir::emitError(module.getLoc()); };
    auto function = module.lookupSymbol<func::FuncOp>(entry);
    if (!function || function.isExternal())
      return emitError() << "has no function @" << entry
                         << " with a body; name one with entry";
    std::string name = entry + "_explain";
    if (module.lookupSymbol(name))
      return emitError() << "already has a symbol @" << name
                         << ", the name of the explanation of @" << entry;

    SmallVector<int64_t> arguments(inputs.begin(), inputs.end());
    if (arguments.empty())
      for (BlockArgument argument : function.getArguments())
        if (isa<RankedTensorType>(argument.getType()) &&
            isa<FloatType>(getElementTypeOrSelf(argument.getType())))
          arguments.push_back(argument.getArgNumber());
    if (output < 0)
      return emitError() << "output " << output.getValue() << " is negative";
    FailureOr<SeedAttr> seedAttr =
        parseSeeds(&getContext(), llvm::to_vector(seeds), emitError);
    if (failed(seedAttr))
      return failure();
    ModeAttr modeAttr;
    if (!mode.empty()) {
      std::optional<Mode> parsed = symbolizeMode(mode);
      if (!parsed)
        return emitError() << "'" << mode
                           << "' is no mode: expected exact or fast";
      modeAttr = ModeAttr::get(&getContext(), *parsed);
    }
    std::optional<Outputs> outputsKind = symbolizeOutputs(outputs);
    if (!outputsKind)
      return emitError() << "'" << outputs
                         << "' says not what to return: expected all, slice or "
                            "relevance";
    OpBuilder builder(function);
    builder.setInsertionPointAfter(function);
    ArrayAttr valuesAttr;
    if (!values.empty())
      valuesAttr =
          builder.getStrArrayAttr(llvm::to_vector_of<StringRef>(values));

    auto copy = cast<func::FuncOp>(builder.clone(*function));
    copy.setName(name);
    // They are to be called from outside.
    function.setPublic();
    copy.setPublic();
    // What `function:@entry` in a composite means.
    copy->setAttr("lxt.source",
                  FlatSymbolRefAttr::get(function.getSymNameAttr()));
    auto request = ExplainOp::create(
        builder, function.getLoc(),
        FlatSymbolRefAttr::get(copy.getSymNameAttr()),
        builder.getDenseI64ArrayAttr(arguments),
        builder.getI64IntegerAttr(output), *seedAttr, valuesAttr, modeAttr,
        OutputsAttr::get(&getContext(), *outputsKind),
        ledger ? builder.getUnitAttr() : UnitAttr());
    SymbolTableCollection symbols;
    return request.verifySymbolUses(symbols);
  }

  void runOnOperation() override {
    if (failed(addRequest()))
      signalPassFailure();
  }
};
} // namespace
