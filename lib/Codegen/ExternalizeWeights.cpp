//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Large constants in a file beside the code.
//
//===----------------------------------------------------------------------===//

#include "Sizes.h"
#include "lxt/Codegen/Passes.h"
#include "lxt/Target/Interface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

namespace lxt {
#define GEN_PASS_DEF_LXTEXTERNALIZEWEIGHTS
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

// What safetensors calls a type of elements; empty when it has none.
static std::string getDType(Type type) {
  if (type.isF16() || type.isF32() || type.isF64())
    return "F" + std::to_string(type.getIntOrFloatBitWidth());
  if (type.isBF16())
    return "BF16";
  if (type.isInteger(1))
    return "BOOL";
  if (type.isIndex())
    return "I64";
  for (unsigned width : {8, 16, 32, 64})
    if (type.isInteger(width))
      return (type.isUnsignedInteger() ? "U" : "I") + std::to_string(width);
  return "";
}

// The bytes as a buffer has them. What the attribute does not hold in this form
// (bits, and one value for all elements) is put into `storage`.
static ArrayRef<char> getBytes(ElementsAttr attr,
                               SmallVectorImpl<char> &storage) {
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    return blob ? blob->getData() : ArrayRef<char>();
  }
  auto dense = cast<DenseElementsAttr>(attr);
  if (dense.getElementType().isInteger(1)) {
    storage.assign(dense.value_begin<bool>(), dense.value_end<bool>());
    return storage;
  }
  ArrayRef<char> raw = dense.getRawData();
  if (!dense.isSplat())
    return raw;
  storage.clear();
  storage.reserve(getNumBytes(dense.getType()));
  for (int64_t i = 0; i < dense.getNumElements(); ++i)
    llvm::append_range(storage, raw);
  return storage;
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

namespace {

// A file of the format safetensors: the length of the header in 8 bytes, the
// header, and the data. The header is JSON; it starts with a digest of all that
// follows, and is padded so that data starts at a cache line, as does each
// tensor.
class WeightsFile {
public:
  // The place of a constant in the data. Equal ones have one.
  int64_t add(StringRef name, ElementsAttr attr);

  // What the file starts with, up to and with the digest.
  StringRef getStart() const { return StringRef(header).take_front(startSize); }
  int64_t getDataOffset() const { return header.size(); }
  int64_t getSize() const { return header.size() + dataSize; }

  void makeHeader();
  llvm::Error write(StringRef path) const;

private:
  struct Tensor {
    std::string name;
    ElementsAttr attr;
    int64_t offset, size;
    uint64_t hash;
  };
  std::string getUniqueName(StringRef name);
  static int64_t getPadding(int64_t size) {
    return llvm::alignTo(size, workspaceAlignment) - size;
  }

  SmallVector<Tensor, 0> tensors;
  llvm::DenseMap<uint64_t, SmallVector<unsigned>> byHash;
  // With how often a number was added.
  llvm::StringMap<unsigned> names;
  int64_t dataSize = 0;
  std::string header;
  size_t startSize = 0;
};

} // namespace

std::string WeightsFile::getUniqueName(StringRef name) {
  std::string unique = name.str();
  while (!names.insert({unique, 0}).second)
    unique = (name + "_" + Twine(names[name]++)).str();
  return unique;
}

int64_t WeightsFile::add(StringRef name, ElementsAttr attr) {
  SmallVector<char, 0> storage, otherStorage;
  ArrayRef<char> bytes = getBytes(attr, storage);
  uint64_t hash = llvm::xxh3_64bits(StringRef(bytes.data(), bytes.size()));
  SmallVector<unsigned> &bucket = byHash[hash];
  for (unsigned i : bucket)
    if (tensors[i].attr == attr ||
        getBytes(tensors[i].attr, otherStorage) == bytes)
      return tensors[i].offset;
  bucket.push_back(tensors.size());
  int64_t size = bytes.size(), offset = dataSize;
  tensors.push_back({getUniqueName(name), attr, offset, size, hash});
  dataSize += size + getPadding(size);
  return offset;
}

void WeightsFile::makeHeader() {
  std::string table;
  llvm::raw_string_ostream tableStream(table);
  llvm::json::OStream json(tableStream);
  auto addEntry = [&](StringRef name, StringRef dtype, ArrayRef<int64_t> shape,
                      int64_t offset, int64_t size) {
    json.attributeObject(name, [&] {
      json.attribute("dtype", dtype);
      json.attribute("shape", llvm::json::Array(shape));
      json.attribute("data_offsets", llvm::json::Array{offset, offset + size});
    });
  };
  std::string hashes;
  json.object([&] {
    for (const Tensor &tensor : tensors) {
      ShapedType type = tensor.attr.getShapedType();
      addEntry(tensor.name, getDType(type.getElementType()), type.getShape(),
               tensor.offset, tensor.size);
      // The format has no gaps.
      if (int64_t padding = getPadding(tensor.size))
        addEntry(getUniqueName("padding"), "U8", padding,
                 tensor.offset + tensor.size, padding);
      hashes += llvm::utohexstr(tensor.hash) + ",";
    }
  });
  hashes += table;
  llvm::XXH128_hash_t digest =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(hashes));
  std::string start =
      "{\"__metadata__\":{\"digest\":\"" +
      llvm::utohexstr(digest.high64, /*LowerCase=*/true, /*Width=*/16) +
      llvm::utohexstr(digest.low64, /*LowerCase=*/true, /*Width=*/16) + "\"}";
  std::string rest = tensors.empty() ? "}" : "," + table.substr(1);
  rest.append(getPadding(8 + start.size() + rest.size()), ' ');
  header.resize(8);
  llvm::support::endian::write64le(header.data(), start.size() + rest.size());
  header += start;
  startSize = header.size();
  header += rest;
}

llvm::Error WeightsFile::write(StringRef path) const {
  return llvm::writeToOutput(path, [&](raw_ostream &stream) -> llvm::Error {
    stream << header;
    SmallVector<char, 0> storage;
    for (const Tensor &tensor : tensors) {
      ArrayRef<char> bytes = getBytes(tensor.attr, storage);
      stream.write(bytes.data(), bytes.size());
      stream.write_zeros(getPadding(tensor.size));
    }
    stream.flush();
    auto &file = static_cast<llvm::raw_fd_ostream &>(stream);
    std::error_code code = file.error();
    file.clear_error();
    return llvm::errorCodeToError(code);
  });
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct ExternalizeWeights
    : lxt::impl::LXTExternalizeWeightsBase<ExternalizeWeights> {
  using LXTExternalizeWeightsBase::LXTExternalizeWeightsBase;

  bool isLarge(memref::GlobalOp global);
  bool canPass(func::FuncOp function, const SymbolUserMap &users);
  void runOnOperation() override;

  llvm::DenseMap<Operation *, bool> passable;
};
} // namespace

// True for a constant that goes to the file.
bool ExternalizeWeights::isLarge(memref::GlobalOp global) {
  ElementsAttr attr = global.getConstantInitValue();
  MemRefType type = global.getType();
  if (!attr || !type.getLayout().isIdentity() || type.getMemorySpace() ||
      global.getAlignment().value_or(1) > uint64_t(workspaceAlignment) ||
      getDType(type.getElementType()).empty() ||
      getNumBytes(type) < std::max<int64_t>(smallest, 1))
    return false;
  SmallVector<char, 0> storage;
  return isa<DenseElementsAttr>(attr) ||
         (isa<DenseResourceElementsAttr>(attr) &&
          int64_t(getBytes(attr, storage).size()) == getNumBytes(type));
}

// True when all callers can give the function the weights.
bool ExternalizeWeights::canPass(func::FuncOp function,
                                 const SymbolUserMap &users) {
  auto [entry, isNew] = passable.insert({function, true});
  if (!isNew)
    return entry->second;
  auto isCaller = [&](Operation *user) {
    return isa<func::CallOp>(user) &&
           canPass(user->getParentOfType<func::FuncOp>(), users);
  };
  bool result = function->hasAttr("lxt.interface") ||
                (function.isPrivate() &&
                 llvm::all_of(users.getUsers(function), isCaller));
  return passable[function] = result;
}

void ExternalizeWeights::runOnOperation() {
  ModuleOp module = getOperation();
  SymbolTableCollection symbols;
  SymbolUserMap users(symbols, module);
  passable.clear();

  // What is read where, in the order of the program.
  WeightsFile file;
  struct Place {
    int64_t offset = 0;
    SmallVector<memref::GetGlobalOp> reads;
  };
  llvm::MapVector<memref::GlobalOp, Place> places;
  llvm::SetVector<func::FuncOp> readers;
  module.walk([&](memref::GetGlobalOp op) {
    auto global =
        symbols.lookupNearestSymbolFrom<memref::GlobalOp>(op, op.getNameAttr());
    auto function = op->getParentOfType<func::FuncOp>();
    if (!function || !isLarge(global) || !canPass(function, users))
      return;
    auto [entry, isNew] = places.insert({global, Place()});
    if (isNew) {
      ElementsAttr attr = global.getConstantInitValue();
      auto resource = dyn_cast<DenseResourceElementsAttr>(attr);
      entry->second.offset = file.add(
          resource ? resource.getRawHandle().getKey() : global.getSymName(),
          attr);
    }
    entry->second.reads.push_back(op);
    readers.insert(function);
  });
  if (places.empty())
    return;
  file.makeHeader();
  if (llvm::Error error = file.write(path)) {
    module.emitError("cannot write '")
        << path << "': " << llvm::errorToErrorCode(std::move(error)).message();
    return signalPassFailure();
  }

  // Their callers, and the callers of these, hand the weights on.
  for (unsigned i = 0; i < readers.size(); ++i)
    for (Operation *user : users.getUsers(readers[i]))
      readers.insert(user->getParentOfType<func::FuncOp>());
  OpBuilder builder(module);
  auto type = MemRefType::get({file.getSize() - file.getDataOffset()},
                              builder.getI8Type());
  for (func::FuncOp function : readers) {
    (void)function.insertArgument(function.getNumArguments(), type, {},
                                  function.getLoc());
    if (function->hasAttr("lxt.interface"))
      function->setAttr("lxt.weights", builder.getUnitAttr());
  }
  for (func::FuncOp function : readers)
    for (Operation *user : users.getUsers(function))
      cast<func::CallOp>(user).getOperandsMutable().append(
          user->getParentOfType<func::FuncOp>().getArguments().back());
  for (auto &[global, place] : places) {
    for (memref::GetGlobalOp op : place.reads) {
      builder.setInsertionPoint(op);
      Value offset =
          arith::ConstantIndexOp::create(builder, op.getLoc(), place.offset);
      auto view = memref::ViewOp::create(
          builder, op.getLoc(), op.getType(),
          op->getParentOfType<func::FuncOp>().getArguments().back(), offset,
          ValueRange());
      op.replaceAllUsesWith(view.getResult());
      op.erase();
    }
    if (users.getUsers(global).size() == place.reads.size())
      global.erase();
  }

  StringRef name =
      loadName.empty() ? llvm::sys::path::filename(path) : StringRef(loadName);
  module->setAttr(
      "lxt.weights",
      builder.getDictionaryAttr(
          {builder.getNamedAttr("file", builder.getStringAttr(name)),
           builder.getNamedAttr("start",
                                builder.getStringAttr(file.getStart())),
           builder.getNamedAttr(
               "offset", builder.getI64IntegerAttr(file.getDataOffset())),
           builder.getNamedAttr("size",
                                builder.getI64IntegerAttr(file.getSize()))}));
}
