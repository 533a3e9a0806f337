//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/IR/Npy.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;
using namespace lxt;

// The text after `'key':` in the header, a Python dictionary.
static StringRef getField(StringRef header, StringRef key) {
  size_t position = header.find(("'" + key + "':").str());
  if (position == StringRef::npos)
    return {};
  return header.drop_front(position + key.size() + 3).ltrim();
}

FailureOr<DenseElementsAttr> lxt::readNpy(StringRef path, FloatType elementType,
                                          EmitError emitError) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return emitError() << "'" << path
                       << "' cannot be read: " << buffer.getError().message();
  StringRef data = (*buffer)->getBuffer();
  auto malformed = [&] {
    return emitError() << "'" << path << "' is no .npy file";
  };
  if (data.size() < 12 || !data.consume_front(StringRef("\x93NUMPY", 6)))
    return malformed();
  bool isLong = data[0] > 1;
  size_t length = isLong ? llvm::support::endian::read32le(data.data() + 2)
                         : llvm::support::endian::read16le(data.data() + 2);
  data = data.drop_front(isLong ? 6 : 4);
  if (length > data.size())
    return malformed();
  StringRef header = data.take_front(length);
  data = data.drop_front(length);

  StringRef descr = getField(header, "descr").split(',').first.trim(" '\"");
  const llvm::fltSemantics *semantics =
      llvm::StringSwitch<const llvm::fltSemantics *>(descr)
          .Case("<f2", &APFloat::IEEEhalf())
          .Case("<f4", &APFloat::IEEEsingle())
          .Case("<f8", &APFloat::IEEEdouble())
          .Default(nullptr);
  if (!semantics || !getField(header, "fortran_order").starts_with("False"))
    return emitError()
           << "'" << path
           << "' does not hold float16, float32 or float64 in row-major order";
  SmallVector<int64_t> shape;
  SmallVector<StringRef> sizes;
  StringRef tuple = getField(header, "shape");
  tuple.consume_front("(");
  tuple.split(')').first.split(sizes, ',', -1, /*KeepEmpty=*/false);
  int64_t count = 1;
  for (StringRef size : sizes) {
    if (size.trim().empty())
      continue;
    if (size.trim().getAsInteger(10, shape.emplace_back()))
      return malformed();
    count *= shape.back();
  }
  unsigned bytes = APFloat::semanticsSizeInBits(*semantics) / 8;
  if (data.size() < static_cast<size_t>(count) * bytes)
    return emitError() << "'" << path << "' ends before its data does";

  SmallVector<APFloat> values;
  for (int64_t i = 0; i < count; ++i) {
    uint64_t bits = 0;
    memcpy(&bits, data.data() + i * bytes, bytes);
    APFloat value(*semantics, APInt(bytes * 8, bits));
    bool losesInfo;
    value.convert(elementType.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                  &losesInfo);
    values.push_back(value);
  }
  return DenseElementsAttr::get(RankedTensorType::get(shape, elementType),
                                values);
}
