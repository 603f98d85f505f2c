import type { Decimal } from 'decimal.js';
import { arcTangent, areaTangent, circular, exponential, gaussianSum, LOST_BITS, logOfTen, pi } from './fixed-point.ts';

/** The elementary functions of a decimal number that decimal.js lacks or takes seconds for, to a number of digits. Where a value is not a real number it is NaN. */
export interface Elementary {
  readonly pi: Decimal;
  readonly functions: Readonly<Record<string, (x: Decimal) => Decimal>>;
  power(a: Decimal, b: Decimal): Decimal;
  atan2(y: Decimal, x: Decimal): Decimal;
}

/** Digits beyond those asked for. Why: sums of a few rounded terms, and quotients of these, lose one or two. */
export const GUARD_DIGITS = 12;
/** log₂ 10. Why: a decimal digit has as many bits. */
const BITS_PER_DIGIT = 3.3219280948873626;
/** Bits of fixed-point numbers are a multiple of this. Why: π and log 10 are kept for each count of bits. */
const BIT_STEP = 128;
/** The power of ten up to which an angle is reduced by multiples of π, and a base raised. Why: that takes as many more digits; the largest double is 10³⁰⁸. */
const LARGEST_ARGUMENT = 1000;
/** The power of ten up to which eˣ is computed. Why: beyond it, the exponent of the result is no safe integer. */
const LARGEST_EXPONENT = 14;
/** The size below which a first approximation is 0. Why: the series converges by ten digits a term there, and a smaller double has no fixed-point form of its own. */
const SMALL = 1e-5;

/** Between these the logarithm is that of 1 + x for a small x. Why: nearer to 1 it loses digits otherwise; a tenth more or less does not matter. */
const LOG_NEAR_ONE = [0.7, 1.4] as const;

const tens: bigint[] = [1n];
const ten = (n: number): bigint => (tens[n] ??= 10n ** BigInt(n));

/** x · 2^bits, rounded to a whole number. */
function fixed(x: Decimal, bits: number): bigint {
  const [mantissa, exponent] = x.toExponential().split('e') as [string, string];
  const digits = mantissa.replace('.', '');
  const places = Number(exponent) - (digits.length - (digits.startsWith('-') ? 2 : 1));
  const whole = BigInt(digits) << BigInt(bits);
  return places >= 0 ? whole * ten(places) : whole / ten(-places);
}

/** Bits of a first approximation that are taken. Why: a double below 8 has as many behind its point. */
const FIRST_BITS = 50;

/** A double below 8 in size as a fixed-point number. */
const fixedDouble = (x: number, bits: number): bigint => BigInt(Math.round(x * 2 ** FIRST_BITS)) << BigInt(bits - FIRST_BITS);

/** Numbers of a clone of Decimal, and what turns them into fixed-point numbers and back. */
interface Numbers {
  readonly D: typeof Decimal;
  readonly digits: number;
  readonly zero: Decimal;
  readonly one: Decimal;
  readonly two: Decimal;
  readonly nan: Decimal;
  /** Bits of a fixed-point number that has all digits, and so many more. */
  bitsFor(extra: number): number;
  /** x · 2⁻ᵇ · 10ᵉ. */
  decimal(x: bigint, bits: number, exponent?: number): Decimal;
  /** Whether x is too small for the second term of a series to be seen. */
  tiny(x: Decimal): boolean;
}

function numbersOf(D: typeof Decimal, digits: number): Numbers {
  return {
    D,
    digits,
    zero: new D(0),
    one: new D(1),
    two: new D(2),
    nan: new D(Number.NaN),
    bitsFor: (extra) => Math.ceil(((digits + GUARD_DIGITS + extra) * BITS_PER_DIGIT + LOST_BITS) / BIT_STEP) * BIT_STEP,
    decimal(x, bits, exponent = 0) {
      const places = Math.ceil(bits / BITS_PER_DIGIT) + 1;
      return new D(`${(x * ten(places)) >> BigInt(bits)}e${exponent - places}`);
    },
    tiny: (x) => x.isZero() || x.e < -(digits + GUARD_DIGITS),
  };
}

/** A first approximation of f(x), as a double; 0 where that is small. */
function near(x: Decimal, f: (x: number) => number): number {
  const y = f(x.toNumber());
  return Math.abs(y) < SMALL ? 0 : y;
}

/** eˣ = 10ᵏ eʳ, with a rest r below log 10. */
function exp(n: Numbers, x: Decimal): Decimal {
  if (!x.isFinite() || x.e > LARGEST_EXPONENT) return x.isNaN() ? x : x.isNegative() ? n.zero : new n.D(Number.POSITIVE_INFINITY);
  if (n.tiny(x)) return n.one.plus(x);
  const bits = n.bitsFor(Math.max(0, x.e + 1));
  const [whole, unit] = [fixed(x, bits), logOfTen(bits)];
  const count = whole / unit;
  return n.decimal(exponential(whole - count * unit, bits), bits, Number(count));
}

/** eˣ − 1. */
function expm1(n: Numbers, x: Decimal): Decimal {
  if (n.tiny(x)) return x;
  if (!x.isFinite() || x.abs().gt(1)) return exp(n, x).minus(n.one);
  const bits = n.bitsFor(-x.e);
  return n.decimal(exponential(fixed(x, bits), bits) - (1n << BigInt(bits)), bits);
}

/** log m for a fixed-point number m, from the logarithm y of a double near it: log m = y + 2 artanh((m − eʸ)/(m + eʸ)). */
function logOf(m: bigint, y: number, bits: number): bigint {
  const first = fixedDouble(y, bits);
  const e = exponential(first, bits);
  return first + 2n * areaTangent(((m - e) << BigInt(bits)) / (m + e), bits);
}

function log(n: Numbers, x: Decimal): Decimal {
  if (x.isZero()) return new n.D(Number.NEGATIVE_INFINITY);
  if (x.isNaN() || x.isNegative() || !x.isFinite()) return n.nan;
  if (x.gt(LOG_NEAR_ONE[0]) && x.lt(LOG_NEAR_ONE[1])) return log1p(n, x.minus(n.one));
  const bits = n.bitsFor(Math.ceil(Math.log10(1 + Math.abs(x.e))));
  const mantissa = new n.D(x.toExponential().replace(/e.*$/, ''));
  return n.decimal(logOf(fixed(mantissa, bits), Math.log(mantissa.toNumber()), bits) + BigInt(x.e) * logOfTen(bits), bits);
}

/** log(1 + x). */
function log1p(n: Numbers, x: Decimal): Decimal {
  if (n.tiny(x)) return x;
  if (!x.isFinite() || x.abs().gte(LOG_NEAR_ONE[1] - 1)) return log(n, n.one.plus(x));
  const bits = n.bitsFor(-x.e);
  return n.decimal(logOf(fixed(x, bits) + (1n << BigInt(bits)), near(x, Math.log1p), bits), bits);
}

/** sin x and cos x, by the rest that a multiple of π/2 leaves of x. */
function angle(n: Numbers, x: Decimal): { readonly sin: Decimal; readonly cos: Decimal } {
  if (!x.isFinite() || x.e > LARGEST_ARGUMENT) return { sin: n.nan, cos: n.nan };
  if (n.tiny(x)) return { sin: x, cos: n.one };
  const bits = n.bitsFor(x.e >= 0 ? x.e + 1 : -x.e);
  const [whole, half] = [fixed(x, bits), pi(bits) >> 1n];
  const turns = (2n * whole + (whole < 0n ? -half : half)) / (2n * half);
  const { sin, cos } = circular(whole - turns * half, bits);
  const quarter = BigInt.asUintN(2, turns);
  const [s, c] = quarter === 0n ? [sin, cos] : quarter === 1n ? [cos, -sin] : quarter === 2n ? [-sin, -cos] : [-cos, sin];
  return { sin: n.decimal(s, bits), cos: n.decimal(c, bits) };
}

/** π. */
const piOf = (n: Numbers): Decimal => n.decimal(pi(n.bitsFor(0)), n.bitsFor(0));

/** arctan x = y + arctan((x cos y − sin y)/(cos y + x sin y)), for the arctangent y of a double near x. */
function atan(n: Numbers, x: Decimal): Decimal {
  if (x.isNaN() || n.tiny(x)) return x;
  if (x.abs().gt(n.one))
    return piOf(n)
      .div(n.two)
      .times(x.s)
      .minus(atan(n, n.one.div(x)));
  const bits = n.bitsFor(-x.e);
  const [whole, b] = [fixed(x, bits), BigInt(bits)];
  const first = fixedDouble(near(x, Math.atan), bits);
  const { sin, cos } = circular(first, bits);
  const rest = ((((whole * cos) >> b) - sin) << b) / (cos + ((whole * sin) >> b));
  return n.decimal(first + arcTangent(rest, bits), bits);
}

function asin(n: Numbers, x: Decimal): Decimal {
  const cosine = n.one.minus(x).times(n.one.plus(x));
  return cosine.isZero() ? piOf(n).div(n.two).times(x.s) : atan(n, x.div(cosine.sqrt()));
}

/** The angle of the point (x, y). */
function atan2(n: Numbers, y: Decimal, x: Decimal): Decimal {
  if (x.isZero() && y.isZero()) return n.nan;
  if (y.abs().gt(x.abs()))
    return piOf(n)
      .div(n.two)
      .times(y.s)
      .minus(atan(n, x.div(y)));
  return x.isNegative() ? atan(n, y.div(x)).plus(piOf(n).times(y.isZero() ? 1 : y.s)) : atan(n, y.div(x));
}

/** 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, or ±1 where the rest is below the last digit. */
function erf(n: Numbers, x: Decimal): Decimal {
  if (x.isNaN()) return x;
  const rootOfPi = piOf(n).sqrt();
  if (n.tiny(x)) return x.times(n.two).div(rootOfPi);
  const square = x.times(x);
  if (square.gt((n.digits + GUARD_DIGITS) * Math.LN10)) return new n.D(x.s);
  const bits = n.bitsFor(Math.abs(x.e));
  return n
    .decimal(gaussianSum(fixed(x, bits), bits), bits)
    .times(n.two)
    .div(rootOfPi)
    .times(exp(n, square.neg()));
}

function asinh(n: Numbers, x: Decimal): Decimal {
  const size = x.abs();
  const square = size.times(size);
  return log1p(n, size.plus(square.div(n.one.plus(n.one.plus(square).sqrt())))).times(x.s);
}

function acosh(n: Numbers, x: Decimal): Decimal {
  const above = x.minus(n.one);
  return log1p(n, above.plus(above.times(above.plus(n.two)).sqrt()));
}

function sinh(n: Numbers, x: Decimal): Decimal {
  const u = expm1(n, x.abs());
  return (u.isFinite() ? u.plus(u.div(u.plus(n.one))).div(n.two) : u).times(x.s);
}

function cosh(n: Numbers, x: Decimal): Decimal {
  const e = exp(n, x.abs());
  return e.plus(n.one.div(e)).div(n.two);
}

function tanh(n: Numbers, x: Decimal): Decimal {
  const u = expm1(n, x.abs().times(n.two));
  return (u.isFinite() ? u.div(u.plus(n.two)) : n.one).times(x.s);
}

/** aᵇ, for b not whole as e^(b log a): the exponent of the result takes digits from its mantissa, and so there are as many more. */
function power(n: Numbers, a: Decimal, b: Decimal): Decimal {
  if (b.isInteger() && b.abs().lte(Number.MAX_SAFE_INTEGER)) return a.pow(b);
  if (a.isZero()) return b.gt(0) ? n.zero : n.nan;
  if (!(a.gt(0) && b.isFinite() && a.isFinite()) || b.e > LARGEST_ARGUMENT) return n.nan;
  const more = Math.max(0, b.e) + GUARD_DIGITS;
  const wide = numbersOf(n.D.clone({ precision: n.digits + GUARD_DIGITS + more }), n.digits + more);
  return new n.D(exp(wide, log(wide, new wide.D(a)).times(b))).toSignificantDigits(n.digits + GUARD_DIGITS);
}

/** The functions of one number by the names that formulas give them. */
const functions: Readonly<Record<string, (n: Numbers, x: Decimal) => Decimal>> = {
  sqrt: (_, x) => x.sqrt(),
  cbrt: (_, x) => x.cbrt(),
  exp,
  expm1,
  log,
  log1p,
  log2: (n, x) => log(n, x).div(log(n, n.two)),
  log10: (n, x) => log(n, x).div(log(n, new n.D(10))),
  sin: (n, x) => angle(n, x).sin,
  cos: (n, x) => angle(n, x).cos,
  tan(n, x) {
    const { sin, cos } = angle(n, x);
    return sin.div(cos);
  },
  asin,
  acos: (n, x) => (x.eq(-1) ? piOf(n) : atan(n, n.one.minus(x).div(n.one.plus(x)).sqrt()).times(n.two)),
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh: (n, x) => log1p(n, x.times(n.two).div(n.one.minus(x))).div(n.two),
  erf,
};

/** The elementary functions to this number of digits, on numbers of a clone of Decimal that has GUARD_DIGITS more. */
export function elementary(D: typeof Decimal, digits: number): Elementary {
  const n = numbersOf(D, digits);
  return {
    pi: piOf(n),
    power: (a, b) => power(n, a, b),
    atan2: (y, x) => atan2(n, y, x),
    functions: Object.fromEntries(Object.entries(functions).map(([name, f]) => [name, (x: Decimal) => f(n, x)])),
  };
}
