//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiles a model together with its explanation.
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "lxt/IR/LXT.h"
#include "lxt/Target/Emit.h"
#include "lxt/Target/Interface.h"
#include "lxt/Transforms/Passes.h"
#include "lxt/Transforms/Report.h"
#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Dialect/Func/Extensions/InlinerExtension.h"
#include "mlir/InitAllDialects.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/ToolOutputFile.h"
#include <chrono>

using namespace mlir;
using namespace lxt;
namespace cl = llvm::cl;

static cl::OptionCategory category("lxt-compile options");

enum class Emit { mlir, linalg, llvm, obj, shared };

static cl::opt<std::string>
    model(cl::Positional, cl::Required,
          cl::desc("MODEL (MLIR text or bytecode, in TOSA or linalg)"),
          cl::cat(category));
static cl::opt<std::string>
    entry("entry", cl::init("main"),
          cl::desc("Function to explain (default: main)"), cl::cat(category));
static cl::opt<std::string> composite(
    "composite",
    cl::desc(
        "Composite: NAME or FILE, with parameters as in NAME(epsilon=1e-6)"),
    cl::cat(category));
static cl::list<std::string> rules(
    "rule",
    cl::desc(
        "Entry SELECTOR=RULE(...) before those of the composite; repeatable"),
    cl::cat(category));
static cl::list<std::string>
    canonizers("canonizer",
               cl::desc("Canonizer after those of the composite, such as "
                        "merge-batch-norm; repeatable"),
               cl::cat(category));
static cl::list<int64_t> inputs(
    "inputs", cl::CommaSeparated,
    cl::desc(
        "Arguments that receive relevance (default: all tensors of floats)"),
    cl::cat(category));
static cl::opt<int64_t> output("output", cl::init(0),
                               cl::desc("Result to explain (default: 0)"),
                               cl::cat(category));
static cl::list<std::string> seeds(
    "seed",
    cl::desc("given (at run time), given:K (K of them; ? for any number), "
             "output, argmax, class:N, or a multi-index I,J,... of numbers "
             "(from the end if negative) or * for all, the last one also "
             "argmax (default: given); repeatable: several seeds share the "
             "forward pass"),
    cl::cat(category));
static cl::opt<Outputs> outputs(
    "outputs", cl::init(Outputs::all),
    cl::desc("What to return of the prediction, beside relevance; the rest is "
             "not computed"),
    cl::values(clEnumValN(Outputs::all, "all", "all of it (default)"),
               clEnumValN(Outputs::slice, "slice", "what the seed reads of it"),
               clEnumValN(Outputs::relevance, "relevance", "nothing")),
    cl::cat(category));
static cl::list<std::string>
    values("values",
           cl::desc("Selector of layers whose results' relevance is returned, "
                    "too; repeatable"),
           cl::cat(category));
static cl::opt<std::string>
    mode("mode", cl::desc("exact or fast (default: the composite's)"),
         cl::cat(category));
static cl::opt<Emit> emit(
    "emit", cl::init(Emit::shared), cl::desc("What to write"),
    cl::values(clEnumValN(Emit::mlir, "mlir", "the explanation as rule ops"),
               clEnumValN(Emit::linalg, "linalg",
                          "the explanation in upstream dialects, on tensors"),
               clEnumValN(Emit::llvm, "llvm", "LLVM IR"),
               clEnumValN(Emit::obj, "obj", "an object file"),
               clEnumValN(Emit::shared, "shared",
                          "a shared library (default)")),
    cl::cat(category));
static cl::opt<std::string>
    header("header", cl::desc("Write the C header to FILE"), cl::cat(category));
static cl::opt<std::string>
    name("name",
         cl::desc("Prefix of the C functions (default: from the output's or "
                  "the model's name)"),
         cl::cat(category));
static cl::opt<std::string>
    targetCPU("target-cpu",
              cl::desc("CPU to generate code for (default: this machine's)"),
              cl::cat(category));
static cl::opt<std::string> targetTriple(
    "target-triple",
    cl::desc("Machine to generate code for, such as aarch64-linux-gnu "
             "(default: one like this one)"),
    cl::cat(category));
static cl::opt<std::string> weights(
    "weights", cl::value_desc("FILE"),
    cl::desc("Where to write large constants, which the compiled model loads "
             "(default: beside the output, FILE.safetensors)"),
    cl::cat(category));
static cl::opt<bool> embedWeights(
    "embed-weights",
    cl::desc("Keep all constants in the code: there is nothing to load"),
    cl::cat(category));
enum class Checkpoint { none, sqrt };
static cl::opt<Checkpoint> checkpoint(
    "checkpoint", cl::init(Checkpoint::none),
    cl::desc("What of the forward pass the explanation computes again"),
    cl::values(clEnumValN(Checkpoint::none, "none", "nothing (default)"),
               clEnumValN(Checkpoint::sqrt, "sqrt",
                          "most of it: memory grows with the square root of "
                          "the number of layers")),
    cl::cat(category));
static cl::opt<int64_t> memoryBudget(
    "memory-budget", cl::value_desc("BYTES"),
    cl::desc("Compute as much of the forward pass again as it takes for the "
             "workspace to be no larger"),
    cl::cat(category));
static cl::opt<bool> printRules(
    "print-rules",
    cl::desc("List every layer with its location, kind, rule and entry"),
    cl::cat(category));
static cl::opt<std::string> report(
    "report",
    cl::desc("Write what every layer got, and what was left, to FILE (JSON)"),
    cl::value_desc("FILE"), cl::cat(category));
static cl::opt<bool> ledger(
    "ledger",
    cl::desc("The explanation also returns, for every layer, what became "
             "of the relevance that it received"),
    cl::cat(category));
static cl::opt<bool> verbose(
    "verbose",
    cl::desc("Say what every layer got and how long each step takes, on "
             "standard error"),
    cl::cat(category));
static cl::opt<std::string>
    outputFile("o", cl::value_desc("FILE"),
               cl::desc("Output file (default: standard output for text)"),
               cl::cat(category));

static LogicalResult reportError(const Twine &message) {
  llvm::errs() << "lxt-compile: error: " << message << "\n";
  return failure();
}

static LogicalResult reportError(llvm::Error error) {
  return reportError(llvm::toString(std::move(error)));
}

// Says how long a step took.
template <typename Function>
static auto timed(StringRef step, Function function) {
  auto start = std::chrono::steady_clock::now();
  auto result = function();
  if (verbose) {
    std::chrono::duration<double> seconds =
        std::chrono::steady_clock::now() - start;
    llvm::errs() << llvm::format("%-10s %7.2f s\n", step.str().c_str(),
                                 seconds.count());
  }
  return result;
}

static bool isIdentifier(StringRef text) {
  return !text.empty() && !llvm::isDigit(text[0]) &&
         llvm::all_of(text,
                      [](char c) { return llvm::isAlnum(c) || c == '_'; });
}

// A C identifier from a file's name: "libdigits-cnn.so" gives "digits_cnn".
static std::string getModelName() {
  if (!name.empty())
    return name;
  bool hasOutput = !outputFile.empty() && outputFile != "-";
  StringRef stem = llvm::sys::path::stem(hasOutput ? outputFile : model);
  stem.consume_front("lib");
  std::string identifier;
  for (char c : stem)
    identifier += llvm::isAlnum(c) ? c : '_';
  if (identifier.empty() || llvm::isDigit(identifier[0]))
    identifier = "model_" + identifier;
  return identifier;
}

static void setExplainOptions(ExplainPipelineOptions &options) {
  options.entry = entry;
  options.composite = composite;
  for (const std::string &rule : rules)
    options.rules.push_back(rule);
  for (const std::string &canonizer : canonizers)
    options.canonizers.push_back(canonizer);
  for (int64_t input : inputs)
    options.inputs.push_back(input);
  options.output = output;
  for (std::string seed : seeds) {
    std::replace(seed.begin(), seed.end(), ',', ':');
    options.seeds.push_back(seed);
  }
  for (const std::string &value : values)
    options.values.push_back(value);
  options.mode = mode;
  options.outputs = stringifyOutputs(outputs).str();
  options.ledger = ledger;
  options.printRules = printRules;
}

// Explains the model; `layers` are what its rule ops say.
static LogicalResult runExplain(ModuleOp module,
                                SmallVector<LayerReport> &layers) {
  PassManager toRules(module.getContext(), ModuleOp::getOperationName());
  ExplainPipelineOptions options;
  setExplainOptions(options);
  buildRulePipeline(toRules, options);
  if (failed(toRules.run(module)))
    return failure();
  layers = getReport(module.lookupSymbol<func::FuncOp>(entry + "_explain"));
  if (emit == Emit::mlir)
    return success();
  PassManager lowering(module.getContext(), ModuleOp::getOperationName());
  buildRuleLoweringPipeline(lowering);
  return lowering.run(module);
}

// The file for large constants; empty when they stay in the code.
static std::string getWeightsPath() {
  bool hasOutput = !outputFile.empty() && outputFile != "-";
  if (embedWeights || (weights.empty() && !hasOutput))
    return "";
  if (!weights.empty())
    return weights;
  SmallString<128> path(outputFile);
  llvm::sys::path::replace_extension(path, "safetensors");
  return path.str().str();
}

// What the compiled model looks for: a file beside itself, or else a path.
static std::string getWeightsName(StringRef path) {
  SmallString<128> file(path), library(outputFile);
  for (SmallString<128> *other : {&file, &library}) {
    (void)llvm::sys::fs::make_absolute(*other);
    llvm::sys::path::remove_dots(*other, /*remove_dot_dot=*/true);
  }
  bool isBeside = llvm::sys::path::parent_path(file) ==
                  llvm::sys::path::parent_path(library);
  return (isBeside ? llvm::sys::path::filename(file) : file.str()).str();
}

static LogicalResult runCodegen(ModuleOp module,
                                const CodegenCPUOptions &options) {
  // The other functions of the module are not exported.
  for (auto function : module.getOps<func::FuncOp>()) {
    bool isExported = function.getSymName() == entry ||
                      function.getSymName() == entry + "_explain";
    function.setVisibility(isExported ? SymbolTable::Visibility::Public
                                      : SymbolTable::Visibility::Private);
  }
  PassManager manager(module.getContext(), ModuleOp::getOperationName());
  manager.addPass(createSymbolDCEPass());
  buildCodegenCPUPipeline(manager, options);
  return manager.run(module);
}

// Lowers the module so that its largest workspace is within the budget. What
// the forward pass may keep is not all that there is in it, so that the right
// amount is found by trying.
static LogicalResult runCodegenInBudget(OwningOpRef<ModuleOp> &module,
                                        CodegenCPUOptions &options) {
  constexpr int64_t attempts = 8;
  for (int64_t i = 0; i < attempts; ++i) {
    OwningOpRef<ModuleOp> lowered = cast<ModuleOp>((*module)->clone());
    if (failed(runCodegen(*lowered, options)))
      return failure();
    int64_t bytes = 0;
    for (const FunctionInfo &function :
         getModelInfo(*lowered, options.name, entry).functions) {
      if (function.isDynamic())
        return reportError("a memory budget needs static shapes, which "
                           "--checkpoint=sqrt does not");
      bytes = std::max(bytes, function.workspaceBytes);
    }
    if (bytes <= memoryBudget) {
      module = std::move(lowered);
      return success();
    }
    if (options.recompute == 0)
      return reportError("the memory budget cannot be met: the least is " +
                         Twine(bytes) + " bytes");
    // At least a tenth less, since sizes come in steps.
    int64_t next = memoryBudget;
    if (options.recompute >= 0)
      next = std::min(options.recompute - (bytes - memoryBudget),
                      options.recompute * 9 / 10);
    options.recompute = i + 2 < attempts ? std::max<int64_t>(next, 0) : 0;
  }
  llvm_unreachable("the last attempt keeps as little as possible");
}

// Opens a file that is deleted unless `keep` is called.
static std::unique_ptr<llvm::ToolOutputFile> openFile(StringRef path) {
  std::error_code code;
  auto file = std::make_unique<llvm::ToolOutputFile>(path, code,
                                                     llvm::sys::fs::OF_None);
  if (!code)
    return file;
  (void)reportError("cannot write '" + path + "': " + code.message());
  return nullptr;
}

// Writes a file that is there only when all of it is.
static LogicalResult
writeFile(StringRef path,
          llvm::function_ref<LogicalResult(llvm::raw_pwrite_stream &)> write) {
  std::unique_ptr<llvm::ToolOutputFile> file = openFile(path);
  if (!file || failed(write(file->os())))
    return failure();
  file->keep();
  return success();
}

static LogicalResult writeShared(llvm::Module &module,
                                 llvm::TargetMachine &machine, StringRef path,
                                 StringRef program, bool hasWeights) {
  // In the output's folder, so that renaming cannot fail halfway.
  SmallString<128> object, library;
  if (llvm::sys::fs::createUniqueFile(path + "-%%%%%%.o", object) ||
      llvm::sys::fs::createUniqueFile(path + "-%%%%%%.so", library))
    return reportError("cannot write '" + path + "'");
  llvm::FileRemover removeObject(object), removeLibrary(library);
  LogicalResult status =
      writeFile(object, [&](llvm::raw_pwrite_stream &stream) -> LogicalResult {
        if (llvm::Error error = emitObject(module, machine, stream))
          return reportError(std::move(error));
        return success();
      });
  if (failed(status))
    return failure();
  if (llvm::Error error = linkShared(object, library, program, hasWeights))
    return reportError(std::move(error));
  if (std::error_code code = llvm::sys::fs::rename(library, path))
    return reportError("cannot write '" + path + "': " + code.message());
  removeLibrary.releaseFile();
  return success();
}

static void writeReport(ArrayRef<LayerReport> layers, raw_ostream &stream) {
  llvm::json::Object object = toJSON(layers);
  object["model"] = model.getValue();
  object["entry"] = entry.getValue();
  object["composite"] = composite.getValue();
  object["rules"] = llvm::json::Array(rules);
  object["canonizers"] = llvm::json::Array(canonizers);
  if (seeds.size() > 1)
    object["seed"] = llvm::json::Array(seeds);
  else
    object["seed"] = seeds.empty() ? "given" : seeds[0];
  object["outputs"] = stringifyOutputs(outputs);
  stream << llvm::formatv("{0:2}", llvm::json::Value(std::move(object)))
         << "\n";
}

static LogicalResult compile(StringRef program) {
  std::string path = outputFile.empty() ? "-" : outputFile.getValue();
  bool isIR = emit == Emit::mlir || emit == Emit::linalg;
  if (emit == Emit::shared && path == "-")
    return reportError("a shared library needs an output file: give -o");
  if (emit == Emit::shared && !targetTriple.empty())
    return reportError("only libraries for a machine like this one are linked: "
                       "with --target-triple, emit obj");
  if (emit == Emit::obj && outputFile.empty())
    return reportError("an object file needs an output file: give -o");
  if (isIR && !header.empty())
    return reportError("a C header goes with code: emit llvm, obj or shared");
  if (printRules && path == "-")
    return reportError(
        "the rules and the code cannot both go to standard output: give -o");
  if (!report.empty() && report == path)
    return reportError("the report and the code cannot both go to '" + path +
                       "'");
  std::string modelName = getModelName();
  if (memoryBudget.getNumOccurrences() && checkpoint != Checkpoint::none)
    return reportError("--checkpoint and --memory-budget exclude each other");
  if (memoryBudget < 0)
    return reportError("memory budget " + Twine(memoryBudget) + " is negative");
  if (embedWeights && !weights.empty())
    return reportError("the weights cannot be both in the code and in '" +
                       weights + "'");
  std::string weightsPath = getWeightsPath();
  for (const std::string &other : {path, header.getValue(), report.getValue()})
    if (!weightsPath.empty() && weightsPath == other)
      return reportError("the weights and something else cannot both go to '" +
                         other + "'");
  if (!isIdentifier(modelName))
    return reportError("name '" + modelName + "' is no C identifier");

  // Canonizers are found by name.
  registerLXTPasses();
  DialectRegistry registry;
  registerAllDialects(registry);
  registry.insert<LXTDialect>();
  registerCodegenExtensions(registry);
  registerTranslations(registry);
  MLIRContext context(registry);
  context.printOpOnDiagnostic(false);
  // One line each: a source line of a model may hold megabytes of weights.
  ScopedDiagnosticHandler handler(&context, [](Diagnostic &diagnostic) {
    auto print = [](const Diagnostic &d, StringRef severity) {
      if (auto file = d.getLocation()->findInstanceOf<FileLineColLoc>())
        llvm::errs() << file.getFilename().getValue() << ":" << file.getLine()
                     << ":" << file.getColumn() << ": ";
      llvm::errs() << severity << d << "\n";
    };
    switch (diagnostic.getSeverity()) {
    case DiagnosticSeverity::Error:
      print(diagnostic, "error: ");
      break;
    case DiagnosticSeverity::Warning:
      print(diagnostic, "warning: ");
      break;
    case DiagnosticSeverity::Remark:
    case DiagnosticSeverity::Note:
      print(diagnostic, "note: ");
      break;
    }
    for (Diagnostic &note : diagnostic.getNotes())
      print(note, "note: ");
    return success();
  });

  if (!llvm::sys::fs::exists(model))
    return reportError("there is no file '" + model + "'");
  OwningOpRef<ModuleOp> module =
      timed("read", [&] { return parseSourceFile<ModuleOp>(model, &context); });
  if (!module)
    return failure();
  SmallVector<LayerReport> layers;
  if (failed(timed("explain", [&] { return runExplain(*module, layers); })))
    return failure();
  if (verbose)
    printTable(layers, llvm::errs());
  // With the result or not at all, as is the header.
  std::unique_ptr<llvm::ToolOutputFile> reportFile;
  if (!report.empty()) {
    if (!(reportFile = openFile(report)))
      return failure();
    writeReport(layers, reportFile->os());
  }
  if (isIR) {
    LogicalResult status =
        writeFile(path, [&](llvm::raw_pwrite_stream &stream) {
          module->print(stream);
          return success();
        });
    if (reportFile && succeeded(status))
      reportFile->keep();
    return status;
  }

  auto machine = createTargetMachine(targetCPU, targetTriple);
  if (!machine)
    return reportError(machine.takeError());
  // Renamed when all else is there.
  SmallString<128> weightsFile;
  if (!weightsPath.empty())
    llvm::sys::fs::createUniquePath(weightsPath + "-%%%%%%", weightsFile,
                                    /*MakeAbsolute=*/false);
  llvm::FileRemover removeWeights(weightsFile);
  CodegenCPUOptions options;
  options.name = modelName;
  options.entry = entry;
  options.weights = weightsFile.str().str();
  options.weightsName = getWeightsName(weightsPath);
  setMachineOptions(**machine, options);
  options.recompute = checkpoint == Checkpoint::sqrt ? 0 : -1;
  if (failed(timed("lower", [&] {
        return memoryBudget.getNumOccurrences()
                   ? runCodegenInBudget(module, options)
                   : runCodegen(*module, options);
      })))
    return failure();
  ModelInfo info = getModelInfo(*module, modelName, entry);
  if (verbose)
    for (const FunctionInfo &function : info.functions)
      llvm::errs() << function.name << ": workspace of "
                   << function.workspaceBytes << " bytes\n";
  if (verbose && info.weights)
    llvm::errs() << weightsPath << ": weights of " << info.weights->size
                 << " bytes\n";
  llvm::LLVMContext llvmContext;
  auto llvmModule = timed(
      "optimise", [&] { return translate(*module, llvmContext, **machine); });
  if (!llvmModule)
    return reportError(llvmModule.takeError());
  std::unique_ptr<llvm::ToolOutputFile> headerFile;
  if (!header.empty()) {
    if (!(headerFile = openFile(header)))
      return failure();
    writeHeader(info, headerFile->os());
  }
  LogicalResult status = timed("write", [&]() -> LogicalResult {
    if (emit == Emit::shared)
      return writeShared(**llvmModule, **machine, path, program,
                         info.weights.has_value());
    return writeFile(
        path, [&](llvm::raw_pwrite_stream &stream) -> LogicalResult {
          if (emit == Emit::llvm) {
            (*llvmModule)->print(stream, nullptr);
            return success();
          }
          if (llvm::Error error = emitObject(**llvmModule, **machine, stream))
            return reportError(std::move(error));
          return success();
        });
  });
  if (info.weights && succeeded(status)) {
    if (std::error_code code =
            llvm::sys::fs::rename(weightsFile, weightsPath)) {
      (void)llvm::sys::fs::remove(path);
      status =
          reportError("cannot write '" + weightsPath + "': " + code.message());
    }
  }
  for (llvm::ToolOutputFile *file : {headerFile.get(), reportFile.get()})
    if (file && succeeded(status))
      file->keep();
  return status;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(
      argc, argv, "Compiles a model together with its explanation\n");
  // Any address of this program will do.
  std::string program = llvm::sys::fs::getMainExecutable(argv[0], &category);
  return succeeded(compile(program)) ? 0 : 1;
}
