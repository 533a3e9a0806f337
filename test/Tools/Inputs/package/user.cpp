// Registers the dialect and the passes, and parses a rule op.

#include "lxt/IR/LXT.h"
#include "lxt/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassRegistry.h"

static const char *source = R"(
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = lxt.stop ins(%a = %x : tensor<4xf32>) -> tensor<4xf32> {
    lxt.yield %a : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}
)";

int main() {
  mlir::DialectRegistry registry;
  registry.insert<lxt::LXTDialect, mlir::func::FuncDialect>();
  mlir::MLIRContext context(registry);
  auto module = mlir::parseSourceString<mlir::ModuleOp>(source, &context);
  if (!module)
    return 1;
  module->walk([](lxt::RuleOpInterface rule) {
    llvm::outs() << "parsed " << rule->getName() << "\n";
  });

  lxt::registerTransforms();
  if (!mlir::PassInfo::lookup("lxt-propagate"))
    return 1;
  llvm::outs() << "found lxt-propagate\n";
  return 0;
}
