//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How much memory tensors and buffers take.
//
//===----------------------------------------------------------------------===//

#ifndef LXT_LIB_CODEGEN_SIZES_H
#define LXT_LIB_CODEGEN_SIZES_H

#include "mlir/IR/BuiltinTypeInterfaces.h"

namespace lxt {

/// The bytes of a tensor or buffer; a bit takes one, unknown sizes count as 1.
inline int64_t getNumBytes(mlir::ShapedType type) {
  mlir::Type element = type.getElementType();
  int64_t bits = element.isIntOrFloat() ? element.getIntOrFloatBitWidth() : 64;
  int64_t bytes = std::max<int64_t>(bits / 8, 1);
  for (int64_t size : type.getShape())
    bytes *= mlir::ShapedType::isDynamic(size) ? 1 : size;
  return bytes;
}

} // namespace lxt

#endif // LXT_LIB_CODEGEN_SIZES_H
