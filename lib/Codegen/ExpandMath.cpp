//===----------------------------------------------------------------------===//
//
// Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of f32 as arithmetic that vectorises.
//
// Polynomials are minimax fits of our own, to the error of the function and
// not of the polynomial, each coefficient rounded to f32 before the next one is
// fitted.
//
//===----------------------------------------------------------------------===//

#include "lxt/Codegen/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include <limits>

namespace lxt {
#define GEN_PASS_DEF_LXTEXPANDMATH
#include "lxt/Codegen/Passes.h.inc"
} // namespace lxt

using namespace mlir;
using namespace lxt;

//===----------------------------------------------------------------------===//
// Arithmetic that reads like formulas
//===----------------------------------------------------------------------===//

namespace {

// Where ops are written, and whether math.fma is one of them.
struct Writer {
  OpBuilder &builder;
  Location loc;
  bool fma;
};

// One number, or a vector of them.
template <typename Number> struct Lanes {
  const Writer *writer;
  Value value;

  Lanes splat(Number number) const {
    return {writer,
            createScalarOrSplatConstant(writer->builder, writer->loc,
                                        value.getType(), getConstant(number))};
  }
  static APFloat getConstant(float number) { return APFloat(number); }
  static int64_t getConstant(int32_t number) { return number; }
};
using Float = Lanes<float>;
using Bits = Lanes<int32_t>;
using Mask = Lanes<bool>;

template <typename OpTy, typename A, typename... Args>
A make(A a, Args... args) {
  const Writer *w = a.writer;
  return {w, OpTy::create(w->builder, w->loc, a.value, args.value...)};
}

Float operator+(Float a, Float b) { return make<arith::AddFOp>(a, b); }
Float operator-(Float a, Float b) { return make<arith::SubFOp>(a, b); }
Float operator*(Float a, Float b) { return make<arith::MulFOp>(a, b); }
Float operator+(Float a, float b) { return a + a.splat(b); }
Float operator-(Float a, float b) { return a - a.splat(b); }
Float operator-(float a, Float b) { return b.splat(a) - b; }
Float operator*(Float a, float b) { return a * a.splat(b); }
Float operator/(float a, Float b) { return make<arith::DivFOp>(b.splat(a), b); }
Float abs(Float a) { return make<math::AbsFOp>(a); }
Float copySign(Float a, Float sign) { return make<math::CopySignOp>(a, sign); }
// `a * b + c`
Float fma(Float a, Float b, Float c) {
  return a.writer->fma ? make<math::FmaOp>(a, b, c) : a * b + c;
}
Float fma(Float a, float b, Float c) { return fma(a, a.splat(b), c); }
Float fma(Float a, Float b, float c) { return fma(a, b, a.splat(c)); }
Float fma(Float a, float b, float c) { return fma(a, b, a.splat(c)); }

Bits operator+(Bits a, Bits b) { return make<arith::AddIOp>(a, b); }
Bits operator-(Bits a, Bits b) { return make<arith::SubIOp>(a, b); }
Bits operator+(Bits a, int32_t b) { return a + a.splat(b); }
Bits operator-(Bits a, int32_t b) { return a - a.splat(b); }
Bits operator-(int32_t a, Bits b) { return b.splat(a) - b; }
Bits operator<<(Bits a, int32_t b) {
  return make<arith::ShLIOp>(a, a.splat(b));
}
Bits operator>>(Bits a, int32_t b) {
  return make<arith::ShRSIOp>(a, a.splat(b));
}

template <typename To, typename OpTy, typename From>
To convert(From a, Type element) {
  Type type = element;
  if (auto vector = dyn_cast<VectorType>(a.value.getType()))
    type = vector.clone(element);
  return {a.writer,
          OpTy::create(a.writer->builder, a.writer->loc, type, a.value)};
}
Bits toBits(Float a) {
  return convert<Bits, arith::BitcastOp>(a, a.writer->builder.getI32Type());
}
Float fromBits(Bits a) {
  return convert<Float, arith::BitcastOp>(a, a.writer->builder.getF32Type());
}
Float toFloat(Bits a) {
  return convert<Float, arith::SIToFPOp>(a, a.writer->builder.getF32Type());
}

Mask compare(arith::CmpFPredicate predicate, Float a, float b) {
  const Writer *w = a.writer;
  return {w, arith::CmpFOp::create(w->builder, w->loc, predicate, a.value,
                                   a.splat(b).value)};
}
Mask operator<(Float a, float b) {
  return compare(arith::CmpFPredicate::OLT, a, b);
}
Mask operator>(Float a, float b) {
  return compare(arith::CmpFPredicate::OGT, a, b);
}
Mask operator==(Float a, float b) {
  return compare(arith::CmpFPredicate::OEQ, a, b);
}
template <typename A> A select(Mask mask, A a, A b) {
  const Writer *w = mask.writer;
  return {w, arith::SelectOp::create(w->builder, w->loc, mask.value, a.value,
                                     b.value)};
}

// These keep nan.
Float atMost(float high, Float a) { return select(a > high, a.splat(high), a); }
Float clamp(float low, Float a, float high) {
  a = atMost(high, a);
  return select(a < low, a.splat(low), a);
}

// `c[0] + c[1] x + c[2] x^2 + ...`
Float polynomial(Float x, ArrayRef<float> c) {
  Float sum = x.splat(c.back());
  for (float coefficient : llvm::reverse(c.drop_back()))
    sum = fma(sum, x, coefficient);
  return sum;
}

// 1 as f32.
constexpr int32_t oneBits = 0x3f800000;
constexpr float infinity = std::numeric_limits<float>::infinity();

} // namespace

//===----------------------------------------------------------------------===//
// Exponentials
//===----------------------------------------------------------------------===//

namespace {

// A float plus this is rounded to an integer, which is then in the lowest bits.
constexpr float rounder = 0x1.8p23f;

// x = k ln(2) + r, where |r| is at most ln(2) / 2, up to a rounding. `k` has
// the rounder's bits at the upper end, which a shift to the exponent drops.
struct Reduced {
  Bits k;
  Float r;
};

Reduced reduce(Float x) {
  Float shifted = fma(x, 1.44269502f, rounder);
  Float k = shifted - rounder;
  // ln(2) in two parts; products with the first are exact.
  Float r = fma(k, -0.693359375f, x);
  return {toBits(shifted), fma(k, 0.000212194442f, r)};
}

// Where -126 <= k < 128; zero where k is -127.
Float powerOf2(Bits k) { return fromBits((k << 23) + oneBits); }

// exp(r) = 1 + r + r^2 p(r)
Float getExpTail(Float r) {
  return polynomial(r, {0.49999997f, 0.166665465f, 0.0416674353f,
                        0.00836627185f, 0.00138706923f});
}
Float getReducedExp(Float r) { return fma(fma(getExpTail(r), r, 1), r, 1); }

// exp(x) where it is a normal number.
Float getNormalExp(Float x) {
  auto [k, r] = reduce(x);
  return getReducedExp(r) * powerOf2(k);
}

// 2^k exp(r), where -254 <= k < 256. The first of two factors keeps it normal,
// so that a subnormal result is rounded once. At the lower end, both are zero:
// products that end below the smallest number are slow on some CPUs.
Float getScaledExp(Reduced x) {
  Bits half = x.k >> 1;
  return getReducedExp(x.r) * powerOf2(half) * powerOf2(x.k - half);
}

Float expandExp(Float x) {
  // The result at the bounds is 0 and infinite already.
  return getScaledExp(reduce(clamp(-176, x, 89)));
}

Float expandExp2(Float x) {
  x = clamp(-254, x, 129);
  Float shifted = x + rounder;
  Float r = (x - (shifted - rounder)) * 0.693147182f;
  return getScaledExp({toBits(shifted), r});
}

Float expandExpM1(Float x) {
  // The result at the bounds is -1 and infinite already.
  auto [k, r] = reduce(clamp(-18, x, 89));
  // 2^k (exp(r) - 1) + (2^k - 1), halved, for 2^128 is no float.
  Float half = fromBits((k << 23) + (oneBits - (1 << 23)));
  Float y = fma(half, fma(getExpTail(r), r * r, r), half - 0.5f);
  // Halves of subnormal numbers, and zeros' signs, would be lost.
  return select(abs(x) < 0x1p-25f, x, y + y);
}

Float expandTanh(Float x) {
  Float a = abs(x), square = a * a;
  Float small =
      fma(polynomial(square, {-0.333332807f, 0.133314058f, -0.0537365153f,
                              0.0206281673f, -0.00569229666f}),
          square * a, a);
  // The result at the bound is 1 already.
  Float bounded = atMost(10, a);
  Float large = 1 - 2 / (getNormalExp(bounded + bounded) + 1);
  return copySign(select(a < 0.625f, small, large), x);
}

Float expandErf(Float x) {
  Float a = abs(x);
  Float small =
      fma(polynomial(a * a, {0.128379151f, -0.376125067f, 0.112819761f,
                             -0.0267730337f, 0.00500342017f, -0.000604711764f}),
          a, a);
  // The result at the bound is 1 already.
  Float logErfc =
      polynomial(atMost(4, a),
                 {-0.000177538925f, -1.12774932f, -0.637060285f, -0.104036741f,
                  0.022276694f, -0.00305547914f, 0.000197164947f});
  Float large = 1 - getNormalExp(logErfc);
  return copySign(select(a < 0.9f, small, large), x);
}

} // namespace

//===----------------------------------------------------------------------===//
// Logarithms
//===----------------------------------------------------------------------===//

namespace {

// x = 2^k (1 + r), and 1 + r is between the square root of 1/2 and twice that.
struct Split {
  Bits k;
  Float r;
};

// Of positive normal numbers.
Split split(Float x) {
  Bits bits = toBits(x);
  Bits k = (bits - 0x3f3504f3) >> 23;
  return {k, fromBits(bits - (k << 23)) - 1};
}

struct Base {
  // The logarithms of 2 and e to this base.
  float of2, ofE;
};
constexpr Base baseE = {0.693147182f, 1}, base2 = {1, 1.44269502f},
               base10 = {0.30103001f, 0.434294492f};

// The logarithm of `x`, which is what was split, up to a rounding.
Float getLog(Float x, Split parts, Base base) {
  auto [k, r] = parts;
  // log(1 + r) = r + r^2 p(r)
  Float tail = polynomial(r, {-0.499999881f, 0.333333254f, -0.250016093f,
                              0.200020045f, -0.166084111f, 0.141808525f,
                              -0.132480651f, 0.129129604f, -0.0761909634f}) *
               (r * r);
  Float y = fma(toFloat(k), base.of2, fma(r, base.ofE, tail * base.ofE));
  y = select(x < infinity, y, x);
  y = select(x == 0, x.splat(-infinity), y);
  return select(x < 0, x.splat(std::numeric_limits<float>::quiet_NaN()), y);
}

Float expandLogTo(Base base, Float x) {
  Mask subnormal = x < 0x1p-126f;
  auto [k, r] = split(select(subnormal, x * 0x1p23f, x));
  return getLog(x, {select(subnormal, k - 23, k), r}, base);
}
Float expandLog(Float x) { return expandLogTo(baseE, x); }
Float expandLog2(Float x) { return expandLogTo(base2, x); }
Float expandLog10(Float x) { return expandLogTo(base10, x); }

Float expandLog1p(Float x) {
  Float sum = x + 1;
  auto [k, r] = split(sum);
  // What the sum lost, divided by 2^k, which itself may be too large.
  Float lost = (x - (sum - 1)) * 0.5f;
  Float scale = fromBits(oneBits + (1 << 23) - (k << 23));
  Float y = getLog(sum, {k, fma(lost, scale, r)}, baseE);
  return select(sum == 1, x, y);
}

} // namespace

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

// A number or a vector.
static bool isF32(Type type) {
  if (auto vector = dyn_cast<VectorType>(type))
    type = vector.getElementType();
  return type.isF32();
}

namespace {

template <typename OpTy, Float (*expand)(Float)>
struct Expand : OpRewritePattern<OpTy> {
  Expand(MLIRContext *context, bool fma)
      : OpRewritePattern<OpTy>(context), fma(fma) {}

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    if (!isF32(op.getType()))
      return failure();
    Writer writer{rewriter, op.getLoc(), fma};
    rewriter.replaceOp(op, expand({&writer, op.getOperand()}).value);
    return success();
  }

  bool fma;
};

// LLVM does so for squares only.
struct ExpandPow : OpRewritePattern<math::PowFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::PowFOp op,
                                PatternRewriter &rewriter) const override {
    APFloat exponent(0.0f);
    if (!isF32(op.getType()) ||
        !matchPattern(op.getRhs(), m_ConstantFloat(&exponent)) ||
        !exponent.isExactlyValue(3))
      return failure();
    Writer writer{rewriter, op.getLoc(), /*fma=*/false};
    Float x{&writer, op.getLhs()};
    rewriter.replaceOp(op, (x * x * x).value);
    return success();
  }
};

struct ExpandMath : lxt::impl::LXTExpandMathBase<ExpandMath> {
  using LXTExpandMathBase::LXTExpandMathBase;

  void runOnOperation() override {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    patterns.add<
        Expand<math::ExpOp, expandExp>, Expand<math::Exp2Op, expandExp2>,
        Expand<math::ExpM1Op, expandExpM1>, Expand<math::TanhOp, expandTanh>,
        Expand<math::ErfOp, expandErf>, Expand<math::LogOp, expandLog>,
        Expand<math::Log2Op, expandLog2>, Expand<math::Log10Op, expandLog10>,
        Expand<math::Log1pOp, expandLog1p>>(context, fma);
    patterns.add<ExpandPow>(context);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};

} // namespace
