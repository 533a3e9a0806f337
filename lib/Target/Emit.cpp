//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lxt/Target/Emit.h"
#include "lxt/Target/Config.h"
#include "lxt/Target/Optimise.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/OpenMP/OpenMPToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include <unistd.h>

using namespace mlir;

static llvm::Error makeError(const Twine &message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), message);
}

void lxt::registerTranslations(DialectRegistry &registry) {
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  registerOpenMPDialectTranslation(registry);
}

static llvm::Triple getHost() {
  return llvm::Triple(llvm::sys::getDefaultTargetTriple());
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
lxt::createTargetMachine(StringRef cpu, StringRef tripleName) {
  if (tripleName.empty()) {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  } else {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
  }
  llvm::Triple triple =
      tripleName.empty() ? getHost() : llvm::Triple(tripleName);
  std::string error;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return makeError(error);
  if (triple.getArch() != llvm::Triple::x86_64 &&
      triple.getArch() != llvm::Triple::aarch64)
    return makeError("code can be made for x86-64 and AArch64, not for '" +
                     triple.getArchName() + "'");
  bool isHost = triple.getArch() == getHost().getArch() &&
                (cpu.empty() || cpu == "native");
  llvm::SubtargetFeatures features;
  if (isHost)
    for (auto &feature : llvm::sys::getHostCPUFeatures())
      features.AddFeature(feature.first(), feature.second);
  std::string name = isHost ? llvm::sys::getHostCPUName().str() : cpu.str();
  if (name.empty())
    name = "generic";
  std::unique_ptr<llvm::MCSubtargetInfo> subtarget(
      target->createMCSubtargetInfo(triple, "", ""));
  if (!isHost && !subtarget->isCPUStringValid(name))
    return makeError("'" + name + "' is no CPU that code can be made for");
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      triple, name, features.getString(), llvm::TargetOptions(),
      llvm::Reloc::PIC_, std::nullopt, llvm::CodeGenOptLevel::Aggressive));
  return std::move(machine);
}

void lxt::setMachineOptions(const llvm::TargetMachine &machine,
                            CodegenCPUOptions &options) {
  const llvm::MCSubtargetInfo &subtarget = *machine.getMCSubtargetInfo();
  // AArch64 has 32 registers of 128 bits.
  bool isX86 = machine.getTargetTriple().isX86();
  auto has = [&](StringRef feature) {
    return isX86 && subtarget.checkFeatures(feature);
  };
  options.vectorBits = has("+avx512f") ? 512 : has("+avx") ? 256 : 128;
  options.vectorRegisters = isX86 && !has("+avx512f") ? 16 : 32;
  options.fma = !isX86 || has("+fma");
#ifdef _SC_LEVEL2_CACHE_SIZE
  // Panels pass through the rest of it.
  if (machine.getTargetCPU() == llvm::sys::getHostCPUName() &&
      machine.getTargetTriple().getArch() == getHost().getArch())
    if (long size = sysconf(_SC_LEVEL2_CACHE_SIZE); size > 0)
      options.cacheBytes = size / 4 * 3;
#endif
}

llvm::Expected<std::unique_ptr<llvm::Module>>
lxt::translate(ModuleOp module, llvm::LLVMContext &context,
               llvm::TargetMachine &machine) {
  auto llvmModule = translateModuleToLLVMIR(module, context);
  if (!llvmModule)
    return makeError("the module cannot be translated to LLVM IR");
  llvmModule->setTargetTriple(machine.getTargetTriple());
  llvmModule->setDataLayout(machine.createDataLayout());

  optimise(*llvmModule, &machine, llvm::OptimizationLevel::O3);
  return std::move(llvmModule);
}

llvm::Error lxt::emitObject(llvm::Module &module, llvm::TargetMachine &machine,
                            llvm::raw_pwrite_stream &stream) {
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, stream, nullptr,
                                  llvm::CodeGenFileType::ObjectFile))
    return makeError("the target cannot write object files");
  passes.run(module);
  return llvm::Error::success();
}

// A compiler driver that links.
static llvm::Expected<std::string> findLinker() {
  if (auto name = llvm::sys::Process::GetEnv("LXT_LINKER")) {
    if (auto path = llvm::sys::findProgramByName(*name))
      return *path;
    return makeError("LXT_LINKER names no program: '" + *name + "'");
  }
  for (StringRef name : {"clang", "cc", "gcc"}) {
    if (auto path = llvm::sys::findProgramByName(name, {LXT_LLVM_TOOLS_DIR}))
      return *path;
    if (auto path = llvm::sys::findProgramByName(name))
      return *path;
  }
  return makeError("linking a shared library needs clang, cc or gcc; set "
                   "LXT_LINKER to one");
}

llvm::Error lxt::linkShared(StringRef object, StringRef output,
                            StringRef program, bool hasWeights) {
  auto linker = findLinker();
  if (!linker)
    return linker.takeError();
  std::string rpath = std::string("-Wl,-rpath,") + LXT_LLVM_LIBRARY_DIR;
  std::string path = std::string("-L") + LXT_LLVM_LIBRARY_DIR;
  SmallVector<StringRef> command = {
      *linker, "-shared",         "-o",    output, object, path,
      rpath,   "-Wl,--as-needed", "-lomp", "-lm"};
  SmallString<128> runtime = llvm::sys::path::parent_path(program);
  llvm::sys::path::append(runtime, LXT_RUNTIME_LIBRARY);
  if (hasWeights)
    command.push_back(runtime);
  std::string error;
  int status = llvm::sys::ExecuteAndWait(*linker, command, std::nullopt, {}, 0,
                                         0, &error);
  if (status != 0)
    return makeError(
        "linking with '" + *linker + "' failed: " +
        (error.empty() ? "exit status " + std::to_string(status) : error));
  return llvm::Error::success();
}
