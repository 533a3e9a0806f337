func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"}) attributes {llvm.emit_c_interface}
func.func @main() {
  %x = arith.constant dense<[[[[1.0], [2.0]], [[4.0], [9.0]]]]> : tensor<1x2x2x1xf16>
  %y, %r = call @pool_explain(%x) : (tensor<1x2x2x1xf16>) -> (tensor<1x1x1x1xf16>, tensor<1x2x2x1xf16>)
  %float = arith.extf %r : tensor<1x2x2x1xf16> to tensor<1x2x2x1xf32>
  %u = tensor.cast %float : tensor<1x2x2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%u) : (tensor<*xf32>) -> ()
  return
}
