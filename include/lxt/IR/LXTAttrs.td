//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LXT_IR_LXTATTRS_TD
#define LXT_IR_LXTATTRS_TD

include "lxt/IR/LXTDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

// An enumeration that a composite entry can set as a rule's parameter: the
// attribute's mnemonic is the parameter's name (see IR/Entry.h).
class LXT_EnumAttr<EnumInfo info, string mnemonic> : EnumAttr<LXT_Dialect, info, mnemonic> {
  let assemblyFormat = "`<` $value `>`";
}

class LXT_Enum<string name, string summary, list<string> names>
    : I32EnumAttr<name, summary # ": one of " # !interleave(names, ", "),
        !foreach(i, !range(!size(names)), I32EnumAttrCase<names[i], i>)> {
  let cppNamespace = "::lxt";
  let genSpecializedAttr = 0;
}

def LXT_Stabilizer : LXT_Enum<"Stabilizer", "how a denominator is kept from zero",
                              ["plain", "sign"]>;
def LXT_StabilizerAttr : LXT_EnumAttr<LXT_Stabilizer, "stabilizer"> {
  let summary = "how epsilon keeps a denominator from zero: plain or sign";
  let description = [{
    - `plain`: `y + epsilon` (LXT).
    - `sign`: `y + epsilon` where `y >= 0`, else `y - epsilon` (zennit; the sign of 0, and of -0, is plus).
  }];
}

def LXT_ParameterAttr : AttrDef<LXT_Dialect, "Parameter"> {
  let mnemonic = "parameter";
  let summary = "a rule's parameter that is given at run time";
  let description = [{
    Stands for a number, or for a list of `size` numbers. `lxt-propagate` makes
    it an argument of the explained function, of type `tensor<f64>` or
    `tensor<SIZExf64>`; rules that name the same parameter share the argument.
    An entry writes `?NAME`, or `?NAME[SIZE]` for a list.

    Nothing checks its value: an epsilon has to be positive, a gamma not
    negative, and a lower bound not above the upper one.
  }];
  let parameters = (ins "::mlir::StringAttr":$name, DefaultValuedParameter<"int64_t", "0">:$size);
  let assemblyFormat = "`<` $name (`[` $size^ `]`)? `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// `f64`, or the list's tensor type.
    ::mlir::Type getValueType();
  }];
}

def LXT_Count : LXT_Enum<"Count", "which inputs share the relevance", ["active", "all"]>;
def LXT_CountAttr : LXT_EnumAttr<LXT_Count, "count"> {
  let summary = "which inputs a rule's divisor counts: active or all";
  let description = [{
    - `active`: those that receive relevance.
    - `all`: tensor constants that the region reads, too.
  }];
}

def LXT_ZeroParams : LXT_Enum<"ZeroParams", "which parameters of a layer count as zero", ["none", "bias"]>;
def LXT_ZeroParamsAttr : LXT_EnumAttr<LXT_ZeroParams, "zero_params"> {
  let summary = "which parameters of a layer a rule treats as zero: none or bias";
}

def LXT_Reference : LXT_Enum<"Reference", "a reference point", ["zero", "input"]>;
def LXT_ReferenceAttr : LXT_EnumAttr<LXT_Reference, "reference"> {
  let summary = "the point around which a Taylor decomposition expands: zero or input";
}

def LXT_BiasKind : LXT_Enum<"BiasKind", "what becomes of a bias", ["omit", "absorb", "spread", "to"]>;
def LXT_BiasAttr : AttrDef<LXT_Dialect, "Bias"> {
  let mnemonic = "bias";
  let summary = "who receives the relevance of the bias of a Taylor expansion: omit, absorb, spread or to(i)";
  let description = [{
    - `omit`: the bias is left out of the denominator.
    - `absorb`: it is in the denominator; its share is lost.
    - `spread`: it is in the denominator; its share goes to the inputs in equal parts.
    - `to(i)`: it is in the denominator; its share goes to input `i`.
  }];
  let parameters = (ins EnumParameter<LXT_BiasKind>:$kind, DefaultValuedParameter<"int64_t", "-1">:$input);
  let genVerifyDecl = 1;
  let assemblyFormat = "`<` $kind (`(` $input^ `)`)? `>`";
  let constBuilderCall = "::lxt::BiasAttr::get($_builder.getContext(), $0)";
}

def LXT_Mode : LXT_Enum<"Mode", "how divisions are kept", ["exact", "fast"]>;
def LXT_ModeAttr : LXT_EnumAttr<LXT_Mode, "mode"> {
  let summary = "how faithfully divisions by stabilised values are kept";
  let description = [{
    - `exact`: every division that a rule has is computed.
    - `fast`: relevance is kept as value times gradient, and `(x * g) / stab(x)` folds to `g`.
  }];
}

def LXT_Kind : LXT_Enum<"Kind", "what a layer computes", [
  "any", "linear", "dense", "convolution", "bias", "sum", "average_pool", "reduction", "mean", "batch_norm", "scale",
  "bilinear", "attention_scores", "attention_values", "product", "other",
  "activation", "softmax", "norm", "layer_norm", "rms_norm", "statistics",
  "movement", "selection", "function", "subgraph", "unknown"]>;
def LXT_KindAttr : LXT_EnumAttr<LXT_Kind, "kind"> {
  let summary = "what a layer computes, found from its structure";
  let description = [{
    | kind (sub-kinds) | what it is |
    | --- | --- |
    | `any` | every layer but functions and subgraphs |
    | `linear` (`dense`, `convolution`) | a contraction or convolution with one active operand, with its constant bias |
    | `bias` | the addition of a dense layer's bias, where a composite names it |
    | `sum` (`average_pool`, `reduction`) | addition or subtraction; pooling by average; reduction by addition |
    | `mean` | a `reduction` and the scale behind it, where a composite names it |
    | `batch_norm` | subtract, scale and add by constants of one dimension |
    | `scale` | product or quotient with a constant, negation, cast |
    | `bilinear` (`attention_scores`, `attention_values`, `product`, `other`) | a contraction or product of two active values |
    | `activation` | a nonlinear elementwise function of one active value |
    | `softmax` | softmax, with its maximum and its guard for fully masked rows |
    | `norm` (`layer_norm`, `rms_norm`) | a value times a function of its own `statistics`; `layer_norm` subtracts the mean first |
    | `statistics` | the function of its own statistics inside a norm |
    | `movement` | reshape, transpose, slice, concatenation, broadcast, pad, lookup |
    | `selection` | max-pool, maximum, select |
    | `function` | a called private function |
    | `subgraph` | a part of a model that a front end named |
    | `unknown` | anything else |
  }];
}

def LXT_Residual : LXT_Enum<"Residual", "where relevance goes that no input gets",
                            ["rule", "bias", "stopped", "constants"]>;
def LXT_ResidualAttr : LXT_EnumAttr<LXT_Residual, "residual"> {
  let summary = "where relevance goes that no input gets, epsilon aside: rule, bias, stopped or constants";
}

def LXT_OriginAttr : AttrDef<LXT_Dialect, "Origin"> {
  let mnemonic = "origin";
  let summary = "what part of a model a layer or rule op stands for";
  let description = [{
    `kind` is what the structure says, `op` the name of the op that decided it,
    `path` and `cls` what the front end called the module (a called
    function's symbol is its path), and `entry` the composite entry that gave
    the rule.
  }];
  let parameters = (ins
    DefaultValuedParameter<"Kind", "Kind::unknown">:$kind,
    OptionalParameter<"::mlir::StringAttr">:$op,
    OptionalParameter<"::mlir::StringAttr">:$path,
    OptionalParameter<"::mlir::StringAttr">:$cls,
    OptionalParameter<"::mlir::StringAttr">:$entry);
  let assemblyFormat = "`<` struct(params) `>`";
}

def LXT_Outputs : LXT_Enum<"Outputs", "what an explanation returns of the prediction",
                           ["all", "slice", "relevance"]>;
def LXT_OutputsAttr : LXT_EnumAttr<LXT_Outputs, "outputs"> {
  let summary = "what an explanation returns of the prediction";
  let description = [{
    - `all`: the explained output, computed as without an explanation, to the bit.
    - `slice`: only what the seed reads of it: rows that it looks for the largest element in, else the elements that it keeps.
    - `relevance`: nothing.
  }];
}

def LXT_SeedKind : LXT_Enum<"SeedKind", "the relevance of the explained output",
                            ["given", "output", "argmax", "index", "cls", "several"]>;
def LXT_SeedAttr : AttrDef<LXT_Dialect, "Seed"> {
  let mnemonic = "seed";
  let summary = "the relevance that an explanation starts with";
  let description = [{
    - `given`: a tensor given at run time, of the output's type; `given(K)`, `given(?)`: `K` of them, or any number,
      stacked along a new first dimension.
    - `output`: the output itself.
    - `argmax`: in every row of the last dimension the largest element (the first of equal ones), valued by itself; else 0.
    - `argmax(i, j, ...)`: the same in the rows at these indices of all dimensions but the last.
    - `index(i, j, ...)`: the output at one full multi-index; else 0.
    - `class(c)`: the output at index `c` of the last dimension, in every row; else 0.
    - `[argmax, class(c), ...]`: several of the fixed ones above, stacked along a new first dimension. Infinite outputs
      count as 0.

    A negative index counts from the end, `*` stands for all of a dimension:
    `argmax(*, -1)` is the likeliest token at the last position of every sequence.
    An index of a dynamic dimension is checked when the program runs.

    Several seeds share the forward program. Every relevance has the new dimension, too.
  }];
  let parameters = (ins EnumParameter<LXT_SeedKind>:$kind,
                        OptionalArrayRefParameter<"int64_t">:$indices,
                        OptionalArrayRefParameter<"::lxt::SeedAttr">:$seeds);
  let builders = [AttrBuilder<(ins "::lxt::SeedKind":$kind, "::llvm::ArrayRef<int64_t>":$indices), [{
    return $_get($_ctxt, kind, indices, ::llvm::ArrayRef<::lxt::SeedAttr>());
  }]>];
  let extraClassDeclaration = [{
    /// What stands for `*`.
    static constexpr int64_t kAll = ::mlir::ShapedType::kDynamic;

    /// An index per dimension of an output of this rank; all of the dimensions
    /// that the seed, a fixed one, does not fix.
    ::llvm::SmallVector<int64_t> getPosition(int64_t rank) const;

    /// Whether relevances have a leading dimension for seeds.
    bool isSeveral() {
      return getKind() == SeedKind::several || (getKind() == SeedKind::given && !getIndices().empty());
    }
  }];
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let constBuilderCall = "::lxt::SeedAttr::get($_builder.getContext(), $0)";
}

#endif // LXT_IR_LXTATTRS_TD
