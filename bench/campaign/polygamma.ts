import type { Arithmetic } from './arithmetic.ts';

/** What polygamma functions are computed with. */
export interface Field<T> extends Pick<Arithmetic<T>, 'of' | 'number' | 'add' | 'subtract' | 'multiply' | 'divide'> {
  readonly log: (a: T) => T;
  /** The quotient of two whole numbers. */
  readonly fraction: (numerator: bigint, denominator: bigint) => T;
  /** ½ log 2π. */
  readonly constant: T;
  /** Where the asymptotic series of the number begins to be good to its last digit. */
  readonly from: number;
  /** What is not seen beside 1. */
  readonly negligible: number;
}

/** Tangent numbers T₁, T₂, … */
let tangents: readonly bigint[] = [];
const MOST_TERMS = 512;

/** B₂ₖ, as a fraction, from tangent numbers, by the recurrence of R. P. Brent and D. Harvey (2013). */
function bernoulli(k: number): readonly [bigint, bigint] {
  if (tangents.length < k) {
    const t = [1n];
    const count = Math.min(MOST_TERMS, Math.max(32, 2 * k));
    for (let i = 1; i < count; i++) t.push(BigInt(i) * t[i - 1]!);
    for (let i = 1; i < count; i++) for (let j = i; j < count; j++) t[j] = BigInt(j - i) * t[j - 1]! + BigInt(j - i + 2) * t[j]!;
    tangents = t;
  }
  const four = 4n ** BigInt(k);
  return [(k % 2 === 0 ? -1n : 1n) * BigInt(2 * k) * tangents[k - 1]!, four * (four - 1n)];
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/**
 * ψ⁽ⁿ⁾(x) for x > 0, the derivative of order n + 1 of log Γ, and log Γ itself for n = −1; NaN elsewhere. By the recurrence from x to x + 1, and the asymptotic series of
 * Stirling (NIST Handbook of Mathematical Functions, 5.11 and 5.15).
 */
export function polygamma<T>(m: Field<T>, order: number, x: T): T {
  if (!(m.number(x) > 0)) return m.of(Number.NaN);
  const one = m.of(1);
  let y = x;
  let [product, sum] = [one, m.of(0)];
  for (; m.number(y) < m.from; y = m.add(y, one)) {
    if (order < 0) product = m.multiply(product, y);
    else sum = m.add(sum, power(m, m.divide(one, y), order + 1));
  }
  const series = stirling(m, order, y);
  if (order < 0) return m.subtract(series, m.log(product));
  const step = m.multiply(m.of(factorial(order)), sum);
  return order % 2 === 0 ? m.subtract(series, step) : m.add(series, step);
}

const power = <T>(m: Field<T>, a: T, exponent: number): T =>
  Array.from({ length: exponent }, () => a).reduce((product, factor) => m.multiply(product, factor), m.of(1));

/** The series at a large number. */
function stirling<T>(m: Field<T>, order: number, y: T): T {
  const over = m.divide(m.of(1), y);
  const square = m.multiply(over, over);
  const sign = m.of(order % 2 === 0 ? -1 : 1);
  let total = leading(m, order, y);
  let inverse = order < 0 ? over : power(m, over, order + 2);
  for (let k = 1; k <= MOST_TERMS; k++, inverse = m.multiply(inverse, square)) {
    const [numerator, denominator] = bernoulli(k);
    const factors = Array.from({ length: Math.max(0, order - 1) }, (_, i) => 2 * k + 1 + i).reduce((all, factor) => all * factor, 1);
    const divisor = order < 0 ? 2 * k * (2 * k - 1) : order === 0 ? 2 * k : 1;
    const term = m.multiply(m.divide(m.multiply(m.fraction(numerator, denominator), m.of(factors)), m.of(divisor)), inverse);
    total = m.add(total, m.multiply(sign, term));
    if (Math.abs(m.number(m.divide(term, total))) < m.negligible) break;
  }
  return total;
}

function leading<T>(m: Field<T>, order: number, y: T): T {
  const half = m.of(0.5);
  if (order < 0) return m.add(m.subtract(m.multiply(m.subtract(y, half), m.log(y)), y), m.constant);
  const over = m.divide(m.of(1), y);
  if (order === 0) return m.subtract(m.log(y), m.multiply(half, over));
  const first = m.multiply(m.of(factorial(order - 1)), power(m, over, order));
  const total = m.add(first, m.multiply(m.of(factorial(order) / 2), power(m, over, order + 1)));
  return order % 2 === 0 ? m.subtract(m.of(0), total) : total;
}
