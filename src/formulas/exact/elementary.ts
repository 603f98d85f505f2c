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
/** log₂ 10. */
const BITS_PER_DIGIT = 3.3219280948873626;
/** Bits of fixed-point numbers are a multiple of this. Why: π and log 10 are kept for each count of bits. */
const BIT_STEP = 128;
/** The power of ten up to which an argument is reduced by multiples of π. Why: that takes as many more digits; the largest double is 10³⁰⁸. */
const LARGEST_ANGLE = 1000;
/** The power of ten up to which eˣ is computed. Why: beyond it, the exponent of the result is no safe integer. */
const LARGEST_EXPONENT = 14;
/** The size below which a first approximation is 0. Why: the series converges by ten digits a term there, and a smaller double has no fixed-point form of its own. */
const SMALL = 1e-5;

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

/** A double below 10 in size as a fixed-point number. */
const fixedDouble = (x: number, bits: number): bigint => BigInt(Math.round(x * 2 ** 50)) << BigInt(bits - 50);

/** The elementary functions to this number of digits, on numbers of a clone of Decimal that has GUARD_DIGITS more. */
export function elementary(D: typeof Decimal, digits: number): Elementary {
  const [zero, one, two, nan] = [new D(0), new D(1), new D(2), new D(Number.NaN)];
  const bitsFor = (extra: number): number =>
    Math.ceil(((digits + GUARD_DIGITS + extra) * BITS_PER_DIGIT + LOST_BITS) / BIT_STEP) * BIT_STEP;
  const decimal = (x: bigint, bits: number, exponent = 0): Decimal => {
    const places = Math.ceil(bits / BITS_PER_DIGIT) + 1;
    return new D(`${(x * ten(places)) >> BigInt(bits)}e${exponent - places}`);
  };
  /** Whether x is too small for the second term of a series to be seen. */
  const tiny = (x: Decimal): boolean => x.isZero() || x.e < -(digits + GUARD_DIGITS);
  const near = (x: Decimal, f: (x: number) => number): number => {
    const y = f(x.toNumber());
    return Math.abs(y) < SMALL ? 0 : y;
  };
  const onePi = decimal(pi(bitsFor(0)), bitsFor(0));
  const rootOfPi = onePi.sqrt();

  function exp(x: Decimal): Decimal {
    if (!x.isFinite() || x.e > LARGEST_EXPONENT) return x.isNaN() ? x : x.isNegative() ? zero : new D(Number.POSITIVE_INFINITY);
    if (tiny(x)) return one.plus(x);
    const bits = bitsFor(Math.max(0, x.e + 1));
    const [whole, unit] = [fixed(x, bits), logOfTen(bits)];
    const count = whole / unit;
    return decimal(exponential(whole - count * unit, bits), bits, Number(count));
  }

  function expm1(x: Decimal): Decimal {
    if (tiny(x)) return x;
    if (!x.isFinite() || x.abs().gt(1)) return exp(x).minus(one);
    const bits = bitsFor(-x.e);
    return decimal(exponential(fixed(x, bits), bits) - (1n << BigInt(bits)), bits);
  }

  /** log m for a fixed-point number m, from the logarithm of a double near it: log m = y + 2 artanh((m − eʸ)/(m + eʸ)). */
  function logOf(m: bigint, y: number, bits: number): bigint {
    const first = fixedDouble(y, bits);
    const e = exponential(first, bits);
    return first + 2n * areaTangent(((m - e) << BigInt(bits)) / (m + e), bits);
  }

  function log(x: Decimal): Decimal {
    if (x.isNaN() || x.isNegative() || !x.isFinite() || x.isZero()) return x.isZero() ? new D(Number.NEGATIVE_INFINITY) : nan;
    if (x.gt(0.7) && x.lt(1.4)) return log1p(x.minus(one));
    const bits = bitsFor(Math.ceil(Math.log10(1 + Math.abs(x.e))));
    const mantissa = new D(x.toExponential().replace(/e.*$/, ''));
    return decimal(logOf(fixed(mantissa, bits), Math.log(mantissa.toNumber()), bits) + BigInt(x.e) * logOfTen(bits), bits);
  }

  function log1p(x: Decimal): Decimal {
    if (tiny(x)) return x;
    if (!x.isFinite() || x.abs().gte(0.5)) return log(one.plus(x));
    const bits = bitsFor(-x.e);
    return decimal(logOf(fixed(x, bits) + (1n << BigInt(bits)), near(x, Math.log1p), bits), bits);
  }

  function angle(x: Decimal): { readonly sin: Decimal; readonly cos: Decimal } {
    if (!x.isFinite() || x.e > LARGEST_ANGLE) return { sin: nan, cos: nan };
    if (tiny(x)) return { sin: x, cos: one };
    const bits = bitsFor(x.e >= 0 ? x.e + 1 : -x.e);
    const [whole, half] = [fixed(x, bits), pi(bits) >> 1n];
    const turns = (2n * whole + (whole < 0n ? -half : half)) / (2n * half);
    const { sin, cos } = circular(whole - turns * half, bits);
    const quarter = ((turns % 4n) + 4n) % 4n;
    const [s, c] = quarter === 0n ? [sin, cos] : quarter === 1n ? [cos, -sin] : quarter === 2n ? [-sin, -cos] : [-cos, sin];
    return { sin: decimal(s, bits), cos: decimal(c, bits) };
  }

  function atan(x: Decimal): Decimal {
    if (x.isNaN() || tiny(x)) return x;
    if (x.abs().gt(one))
      return onePi
        .div(two)
        .times(x.s)
        .minus(atan(one.div(x)));
    const bits = bitsFor(-x.e);
    const [whole, b] = [fixed(x, bits), BigInt(bits)];
    const first = fixedDouble(near(x, Math.atan), bits);
    const { sin, cos } = circular(first, bits);
    const rest = ((((whole * cos) >> b) - sin) << b) / (cos + ((whole * sin) >> b));
    return decimal(first + arcTangent(rest, bits), bits);
  }

  function erf(x: Decimal): Decimal {
    if (x.isNaN()) return x;
    if (tiny(x)) return x.times(two).div(rootOfPi);
    const square = x.times(x);
    if (square.gt((digits + GUARD_DIGITS) * Math.LN10)) return new D(x.s);
    const bits = bitsFor(Math.abs(x.e));
    return decimal(gaussianSum(fixed(x, bits), bits), bits)
      .times(two)
      .div(rootOfPi)
      .times(exp(square.neg()));
  }

  const asin = (x: Decimal): Decimal => {
    const cosine = one.minus(x).times(one.plus(x));
    return cosine.isZero() ? onePi.div(two).times(x.s) : atan(x.div(cosine.sqrt()));
  };
  const acos = (x: Decimal): Decimal => (x.eq(-1) ? onePi : atan(one.minus(x).div(one.plus(x)).sqrt()).times(two));
  const asinh = (x: Decimal): Decimal => {
    const size = x.abs();
    const square = size.times(size);
    return log1p(size.plus(square.div(one.plus(one.plus(square).sqrt())))).times(x.s);
  };
  const acosh = (x: Decimal): Decimal => {
    const above = x.minus(one);
    return log1p(above.plus(above.times(above.plus(two)).sqrt()));
  };
  const sinh = (x: Decimal): Decimal => {
    const u = expm1(x.abs());
    return (u.isFinite() ? u.plus(u.div(u.plus(one))).div(two) : u).times(x.s);
  };
  const tanh = (x: Decimal): Decimal => {
    const u = expm1(x.abs().times(two));
    return (u.isFinite() ? u.div(u.plus(two)) : one).times(x.s);
  };

  function power(a: Decimal, b: Decimal): Decimal {
    if (b.isInteger() && b.abs().lte(Number.MAX_SAFE_INTEGER)) return a.pow(b);
    if (a.isZero()) return b.gt(0) ? zero : nan;
    if (!(a.gt(0) && b.isFinite() && a.isFinite())) return nan;
    // The exponent of the result takes digits from its mantissa: here it has them twice.
    const size = Math.max(0, b.e) + GUARD_DIGITS;
    const wider = D.clone({ precision: digits + GUARD_DIGITS + size });
    const wide = elementary(wider, digits + size);
    return new D(wide.functions.exp!(wide.functions.log!(new wider(a)).times(b))).toSignificantDigits(digits + GUARD_DIGITS);
  }

  return {
    pi: onePi,
    power,
    atan2(y, x) {
      if (x.isZero() && y.isZero()) return nan;
      if (y.abs().gt(x.abs()))
        return onePi
          .div(two)
          .times(y.s)
          .minus(atan(x.div(y)));
      return x.isNegative() ? atan(y.div(x)).plus(onePi.times(y.isZero() ? 1 : y.s)) : atan(y.div(x));
    },
    functions: {
      sqrt: (x) => x.sqrt(),
      cbrt: (x) => x.cbrt(),
      exp,
      expm1,
      log,
      log1p,
      log2: (x) => log(x).div(log(two)),
      log10: (x) => log(x).div(log(new D(10))),
      sin: (x) => angle(x).sin,
      cos: (x) => angle(x).cos,
      tan: (x) => {
        const { sin, cos } = angle(x);
        return sin.div(cos);
      },
      asin,
      acos,
      atan,
      sinh,
      cosh: (x) => {
        const e = exp(x.abs());
        return e.plus(one.div(e)).div(two);
      },
      tanh,
      asinh,
      acosh,
      atanh: (x) => log1p(x.times(two).div(one.minus(x))).div(two),
      erf,
    },
  };
}
