import { Decimal } from 'decimal.js';
import type { Arithmetic } from './arithmetic.ts';
import type { Decision } from './floats.ts';
import { type Field, polygamma } from './polygamma.ts';

/** What happened in an exact evaluation: whether two numbers that were compared are equal or a root is at its singularity, and how near to equal, relative to the larger, any two were. */
export interface Course {
  tie: boolean;
  nearest: number;
}

/** Digits beyond those asked for. */
const GUARD = 12;

/** Digits times this is where the series of log Γ is begun: its smallest term is e^(−2πx). */
const STIRLING = 0.5;

/** 2/√π Σ 2ⁿ x^(2n+1) / (2n+1)!! e^(−x²), a sum without cancellation; ±1 where the rest is below the last digit. */
function erf(x: Decimal, D: typeof Decimal, slope: Decimal): Decimal {
  if (x.isNaN() || x.isZero()) return x;
  if (
    x
      .abs()
      .pow(2)
      .gt(D.precision * Math.LN10)
  )
    return new D(x.s);
  const square = x.times(x);
  const smallest = new D(10).pow(-D.precision);
  let [term, sum] = [x, x];
  for (let n = 1; term.abs().gt(sum.abs().times(smallest)); n++) {
    term = term
      .times(square)
      .times(2)
      .div(2 * n + 1);
    sum = sum.plus(term);
  }
  return sum.times(slope).times(square.neg().exp());
}

/** eˣ − 1 or log(1 + x), computed with as many more digits as the difference or the sum loses. */
function near(x: Decimal, D: typeof Decimal, f: (x: Decimal) => Decimal): Decimal {
  const { precision } = D;
  if (-x.e > precision) return x;
  if (x.isZero() || !x.isFinite()) return f(x);
  D.set({ precision: precision + Math.max(0, -x.e) });
  const y = f(x);
  D.set({ precision });
  return y.toSignificantDigits(precision);
}

/** Hyperbolic functions beyond 1 by exponentials: decimal.js sums as many terms of a series as the number is large. */
function hyperbolic(one: Decimal): Pick<Arithmetic<Decimal>['functions'], 'sinh' | 'cosh' | 'tanh'> {
  const large = (x: Decimal): boolean => x.abs().gt(1);
  return {
    sinh: (x) => (large(x) ? x.exp().minus(x.neg().exp()).div(2) : x.sinh()),
    cosh: (x) => (large(x) ? x.exp().plus(x.neg().exp()).div(2) : x.cosh()),
    tanh: (x) => (large(x) ? one.minus(one.times(2).div(x.times(2).exp().plus(1))) : x.tanh()),
  };
}

/** Notes how near to a tie a comparison is. */
function compare(a: Decimal, b: Decimal, course: Course): void {
  const apart = a.minus(b).abs();
  if (apart.isZero()) course.tie = true;
  const size = Decimal.max(a.abs(), b.abs());
  if (!size.isZero()) course.nearest = Math.min(course.nearest, apart.div(size).toNumber());
}

/**
 * Decimal arithmetic of so many digits; doubles enter exactly. Notes ties in `course`.
 * @param branches those that are taken instead of the exact ones, in their order.
 */
export function decimals(digits: number, course: Course, branches?: readonly Decision[]): Arithmetic<Decimal> {
  const D = Decimal.clone({ precision: digits + GUARD, minE: -9e15, maxE: 9e15 });
  const slopeOfErf = new D(2).div(D.acos(-1).sqrt());
  const end = new D(10).pow(-digits);
  let taken = 0;
  const singular = (x: Decimal, from = x): Decimal => {
    if (from.isZero()) course.tie = true;
    return x;
  };
  const compared = (a: Decimal, b: Decimal): void => compare(a, b, course);
  const field: Field<Decimal> = {
    of: (double) => new D(exactly(double)),
    number: (x) => x.toNumber(),
    add: (a, b) => a.plus(b),
    subtract: (a, b) => a.minus(b),
    multiply: (a, b) => a.times(b),
    divide: (a, b) => a.div(b),
    log: (a) => a.ln(),
    fraction: (numerator, denominator) => new D(numerator.toString()).div(denominator.toString()),
    constant: D.acos(-1).times(2).ln().div(2),
    from: STIRLING * D.precision,
    negligible: 10 ** -Math.min(300, D.precision),
  };
  return {
    ...field,
    isZero: (x) => x.isZero(),
    slopeOfErf,
    polygamma: (order, a) => polygamma(field, order, a),
    power: (a, exponent) => (Number.isInteger(exponent) ? a : singular(a)).pow(new D(exactly(exponent))),
    functions: functionsOf(D, singular, slopeOfErf),
    less(a, b) {
      compared(a, b);
      const forced = branches?.[taken++];
      return typeof forced === 'boolean' ? forced : a.lt(b);
    },
    floor(a) {
      compared(a, a.round());
      const forced = branches?.[taken++];
      return typeof forced === 'number' ? forced : a.floor().toNumber();
    },
    settled: (a, b) =>
      !a
        .minus(b)
        .abs()
        .gt(end.times(a.abs().plus(end))),
  };
}

/** The elementary functions in decimals. `singular` notes where one has no slope. */
function functionsOf(
  D: typeof Decimal,
  singular: (x: Decimal, from?: Decimal) => Decimal,
  slopeOfErf: Decimal,
): Arithmetic<Decimal>['functions'] {
  const one = new D(1);
  return {
    exp: (x) => x.exp(),
    expm1: (x) => near(x, D, (y) => D.exp(y).minus(1)),
    log: (x) => x.ln(),
    log1p: (x) => near(x, D, (y) => D.ln(one.plus(y))),
    sqrt: (x) => singular(x).sqrt(),
    cbrt: (x) => singular(x).cbrt(),
    sin: (x) => x.sin(),
    cos: (x) => x.cos(),
    tan: (x) => x.tan(),
    asin: (x) => singular(x, x.abs().minus(one)).asin(),
    acos: (x) => singular(x, x.abs().minus(one)).acos(),
    atan: (x) => x.atan(),
    ...hyperbolic(one),
    asinh: (x) => x.asinh(),
    erf: (x) => erf(x, D, slopeOfErf),
  };
}

/** A double as text that a decimal reads without rounding. */
export function exactly(double: number): string | number {
  if (Number.isSafeInteger(double) || !Number.isFinite(double)) return double;
  const exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(double))) - 53);
  const half = Math.trunc(exponent / 2);
  const whole = BigInt(double / 2 ** half / 2 ** (exponent - half));
  if (exponent >= 0) return (whole * 2n ** BigInt(exponent)).toString();
  // Digits of whole · 5ᵏ, shifted by k places: 2⁻ᵏ = 5ᵏ · 10⁻ᵏ.
  return `${whole * 5n ** BigInt(-exponent)}e${exponent}`;
}
