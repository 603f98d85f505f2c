// Elementary functions of fixed-point numbers: a whole number X stands for X · 2⁻ᵇ. Decimal.js takes seconds for an arctangent of 800 digits; these take milliseconds.

/** Halvings of an argument before its Taylor series. Why: each halving saves terms and costs one multiplication afterwards; the sum of both is least near √b / 2. */
const halvings = (bits: number): number => Math.ceil(Math.sqrt(bits) / 2);

/** Bits that the functions have beyond those that are wanted. Why: each doubling after a series doubles its rounding, and 3000 bits have some 30 doublings. */
export const LOST_BITS = 64;

/** eˣ for |x| below 2, by halving, Taylor's series and squaring. */
export function exponential(x: bigint, bits: number): bigint {
  const b = BigInt(bits);
  const count = halvings(bits);
  const small = x >> BigInt(count);
  let term = 1n << b;
  let sum = term;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = ((term * small) >> b) / n;
    sum += term;
  }
  for (let i = 0; i < count; i++) sum = (sum * sum) >> b;
  return sum;
}

/** sin x and cos x for |x| below 2, by halving, Taylor's series, sin 2x = 2 sin x cos x and 1 − cos 2x = 2 sin² x. */
export function circular(x: bigint, bits: number): { readonly sin: bigint; readonly cos: bigint } {
  const b = BigInt(bits);
  const one = 1n << b;
  const count = halvings(bits);
  const small = x >> BigInt(count);
  const square = (small * small) >> b;
  let [sin, versine] = [0n, 0n];
  let term = small;
  for (let n = 1n; term !== 0n && term !== -1n; n += 2n) {
    sin += term;
    const next = ((term * small) >> b) / (n + 1n);
    versine += next;
    term = -((term * square) >> b) / ((n + 1n) * (n + 2n));
  }
  for (let i = 0; i < count; i++) [sin, versine] = [(sin * (one - versine)) >> (b - 1n), (sin * sin) >> (b - 1n)];
  return { sin, cos: one - versine };
}

/** artanh z for |z| below 1/2, by Taylor's series. */
export function areaTangent(z: bigint, bits: number): bigint {
  const b = BigInt(bits);
  const square = (z * z) >> b;
  let [power, sum] = [z, 0n];
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = (power * square) >> b;
  }
  return sum;
}

/** arctan z for |z| below 1/2, by Taylor's series. */
export function arcTangent(z: bigint, bits: number): bigint {
  const b = BigInt(bits);
  const square = (z * z) >> b;
  let [power, sum] = [z, 0n];
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = -((power * square) >> b);
  }
  return sum;
}

/** ∫₀ˣ e^(x² − t²) dt = Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, a sum without cancellation. */
export function gaussianSum(x: bigint, bits: number): bigint {
  const b = BigInt(bits);
  const square = (x * x) >> (b - 1n);
  let [term, sum] = [x, 0n];
  for (let n = 3n; term !== 0n && term !== -1n; n += 2n) {
    sum += term;
    term = ((term * square) >> b) / n;
  }
  return sum;
}

const kept = new Map<string, bigint>();

/** A number that is computed once for each count of bits. */
function once(name: string, bits: number, compute: () => bigint): bigint {
  const key = `${name} ${bits}`;
  const known = kept.get(key) ?? compute();
  kept.set(key, known);
  return known;
}

const reciprocal = (n: bigint, bits: number): bigint => (1n << BigInt(bits)) / n;

/** π = 16 arctan 1/5 − 4 arctan 1/239 (J. Machin 1706). */
export const pi = (bits: number): bigint =>
  once('pi', bits, () => 16n * arcTangent(reciprocal(5n, bits), bits) - 4n * arcTangent(reciprocal(239n, bits), bits));

/** log 10 = 46 artanh 1/31 + 34 artanh 1/49 + 20 artanh 1/161, since 10 = (16/15)²³ (25/24)¹⁷ (81/80)¹⁰. */
export const logOfTen = (bits: number): bigint =>
  once(
    'log 10',
    bits,
    () =>
      46n * areaTangent(reciprocal(31n, bits), bits) +
      34n * areaTangent(reciprocal(49n, bits), bits) +
      20n * areaTangent(reciprocal(161n, bits), bits),
  );
