// lxt-externalize-weights moves large constants to a file; functions get the weights as their last argument.
// RUN: lxt-opt %s --lxt-externalize-weights='path=%t.safetensors load-name=net.safetensors smallest=8' | FileCheck %s
// RUN: FileCheck %s --check-prefix=FILE --input-file=%t.safetensors

// What the loader needs.
// CHECK: module attributes {lxt.weights = {file = "net.safetensors", offset = [[OFFSET:[0-9]+]] : i64,
// CHECK-SAME: start = "{{.*}}{\22__metadata__\22:{\22digest\22:\22{{[0-9a-f]+}}\22}"}} {

// The file has a name, type and place for each, at multiples of 64 bytes, without gaps, in the order of the program; equal
// bytes are there once, whatever their shape.
// FILE: {"__metadata__":{"digest":"{{[0-9a-f]*}}"},"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},
// FILE-SAME: "padding":{"dtype":"U8","shape":[48],"data_offsets":[16,64]},
// FILE-SAME: "bits":{"dtype":"BOOL","shape":[2,64],"data_offsets":[64,192]},
// FILE-SAME: "key":{"dtype":"I32","shape":[2],"data_offsets":[192,200]},
// FILE-SAME: "padding_0":{"dtype":"U8","shape":[56],"data_offsets":[200,256]},
// FILE-SAME: "splat":{"dtype":"BF16","shape":[8,8],"data_offsets":[256,384]}}

// What is read only by functions that have the weights is no global any more.
// CHECK-NOT: memref.global {{.*}}@b
// CHECK-DAG: memref.global "private" constant @a
// CHECK-DAG: memref.global "private" constant @small
// CHECK-DAG: memref.global "private" constant @unread
// CHECK-DAG: memref.global "private" constant @odd
// CHECK-DAG: memref.global "private" @variable
memref.global "private" constant @a : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
memref.global "private" constant @b : memref<2x2xf32> = dense<[[1.0, 2.0], [3.0, 4.0]]>
memref.global "private" constant @bits : memref<2x64xi1> = dense<true>
memref.global "private" constant @resource : memref<2xi32> = dense_resource<key>
memref.global "private" constant @splat : memref<8x8xbf16> = dense<2.0>
memref.global "private" constant @small : memref<1xf32> = dense<1.0>
memref.global "private" constant @unread : memref<4xf32> = dense<5.0>
memref.global "private" constant @odd : memref<64xi7> = dense<5>
memref.global "private" @variable : memref<4xf32> = dense<6.0>

// CHECK-LABEL: func.func @f(
// CHECK-SAME: %{{[^:]*}}: memref<4xf32>, %[[W:[^:]*]]: memref<384xi8>) attributes {lxt.interface = {}, lxt.weights}
// CHECK: %[[C0:.*]] = arith.constant 0 : index
// CHECK: memref.view %[[W]][%[[C0]]][] : memref<384xi8> to memref<4xf32>
// CHECK: %[[C0:.*]] = arith.constant 0 : index
// CHECK: memref.view %[[W]][%[[C0]]][] : memref<384xi8> to memref<2x2xf32>
// CHECK: %[[C64:.*]] = arith.constant 64 : index
// CHECK: memref.view %[[W]][%[[C64]]][] : memref<384xi8> to memref<2x64xi1>
// CHECK: %[[C192:.*]] = arith.constant 192 : index
// CHECK: memref.view %[[W]][%[[C192]]][] : memref<384xi8> to memref<2xi32>
// CHECK: memref.get_global @small
// CHECK: memref.get_global @odd
// CHECK: memref.get_global @variable
// CHECK: call @middle(%{{.*}}, %[[W]]) : (memref<4xf32>, memref<384xi8>) -> ()
func.func @f(%x: memref<4xf32>) attributes {lxt.interface = {}} {
  %0 = memref.get_global @a : memref<4xf32>
  %1 = memref.get_global @b : memref<2x2xf32>
  %2 = memref.get_global @bits : memref<2x64xi1>
  %3 = memref.get_global @resource : memref<2xi32>
  %4 = memref.get_global @small : memref<1xf32>
  %5 = memref.get_global @odd : memref<64xi7>
  %6 = memref.get_global @variable : memref<4xf32>
  call @middle(%x) : (memref<4xf32>) -> ()
  return
}

// One that reads none, but calls one that does; calls in regions, too.
// CHECK-LABEL: func.func private @middle(
// CHECK-SAME: %[[W:[^:]*]]: memref<384xi8>) {
// CHECK: scf.for
// CHECK: func.call @inner(%[[W]]) : (memref<384xi8>) -> ()
func.func private @middle(%x: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %c1 step %c1 {
    func.call @inner() : () -> ()
  }
  return
}
// CHECK-LABEL: func.func private @inner(
// CHECK-SAME: %[[W:[^:]*]]: memref<384xi8>) {
// CHECK: memref.view %[[W]]
func.func private @inner() {
  %0 = memref.get_global @splat : memref<8x8xbf16>
  return
}

// One that nobody gives the weights keeps its constants, and so does who it calls.
// CHECK-LABEL: func.func @public() {
// CHECK: memref.get_global @a
// CHECK: call @called() : () -> ()
// CHECK-LABEL: func.func private @called() {
// CHECK: memref.get_global @a
func.func @public() {
  %0 = memref.get_global @a : memref<4xf32>
  call @called() : () -> ()
  return
}
func.func private @called() {
  %0 = memref.get_global @a : memref<4xf32>
  return
}

// One without large constants stays as it is.
// CHECK-LABEL: func.func @without() attributes {lxt.interface = {}} {
func.func @without() attributes {lxt.interface = {}} {
  return
}

{-#
  dialect_resources: {
    builtin: {
      key: "0x040000000100000002000000"
    }
  }
#-}
