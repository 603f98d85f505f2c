/** A point, a direction or a covector of ℝⁿ: n numbers. Its buffer may hold those of other vectors; a subject gets copies of its own. */
export type Vector = Float64Array;

/** A matrix as the list of its rows, all of one length; of a Jacobian, one row for each output and in it one column for each input. */
export type Matrix = readonly Vector[];

/** The lengths of vectors that share blocks of memory. Why: Node gives an array of more than eight numbers a buffer of its own, which costs twenty times the place in a shared one; of longer ones the numbers cost more than the buffer. */
const SHARING = [9, 2 ** 10] as const;
/** Numbers of a block. Why: 64 kB, which one vector that is kept may hold, and of which at most an eighth is left empty. */
const BLOCK_NUMBERS = 2 ** 13;
let block = new ArrayBuffer(0);
let taken: number = BLOCK_NUMBERS;

/** 0 ∈ ℝⁿ. */
export function zeros(n: number): Vector {
  if (n < SHARING[0] || n > SHARING[1]) return new Float64Array(n);
  if (taken + n > BLOCK_NUMBERS) [block, taken] = [new ArrayBuffer(BLOCK_NUMBERS * Float64Array.BYTES_PER_ELEMENT), 0];
  taken += n;
  return new Float64Array(block, (taken - n) * Float64Array.BYTES_PER_ELEMENT, n);
}

/** A copy of n numbers as a vector. */
export function vector(values: ArrayLike<number>): Vector {
  const copy = zeros(values.length);
  copy.set(values);
  return copy;
}

/** ⟨a, b⟩ over the length of b. Where b is 0, the product counts as 0 whatever a holds, NaN and infinities included; where a is shorter than b, the result is NaN. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) if (b[i] !== 0) sum += (a[i] ?? Number.NaN) * b[i]!;
  return sum;
}

/** Σ |aᵢ bᵢ|: the rounding error of ⟨a, b⟩ is relative to this, and not to |⟨a, b⟩|, where terms cancel. */
export function dotSizes(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) if (b[i] !== 0) sum += Math.abs((a[i] ?? Number.NaN) * b[i]!);
  return sum;
}

/** ‖a‖∞. */
export function maxNorm(a: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]!));
  return largest;
}

/** ‖a‖₂. Components are divided by the largest before they are squared, so that no square overflows or underflows. */
export function norm(a: ArrayLike<number>): number {
  const largest = maxNorm(a);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** a/‖a‖₂; NaN for a = 0. */
export function normalized(a: ArrayLike<number>): Vector {
  const length = norm(a);
  const result = zeros(a.length);
  for (let i = 0; i < result.length; i++) result[i] = a[i]! / length;
  return result;
}

/** k a. */
export function scaled(a: ArrayLike<number>, k: number): Vector {
  const result = zeros(a.length);
  for (let i = 0; i < a.length; i++) result[i] = k * a[i]!;
  return result;
}

/** a + k b, in the place of `result` if that is given. Where b is 0, a is left to the bit as it is, even if k is not finite. */
export function plus(a: ArrayLike<number>, b: ArrayLike<number>, k = 1, result: Vector = zeros(a.length)): Vector {
  for (let i = 0; i < result.length; i++) result[i] = b[i] === 0 ? a[i]! : a[i]! + k * b[i]!;
  return result;
}

/** x + t v. */
export const along = (x: ArrayLike<number>, v: ArrayLike<number>, t: number): Vector => plus(x, v, t);

/** eᵢ, the i-th unit vector of ℝⁿ. */
export function axis(n: number, i: number): Vector {
  const e = zeros(n);
  e[i] = 1;
  return e;
}

/** u vᵀ, row by row. */
export function outer(u: ArrayLike<number>, v: ArrayLike<number>): Vector {
  const result = zeros(u.length * v.length);
  for (let i = 0; i < u.length; i++) for (let j = 0; j < v.length; j++) result[i * v.length + j] = u[i]! * v[j]!;
  return result;
}

/** A v, for a matrix A. */
export function times(rows: Matrix, v: ArrayLike<number>): Vector {
  const result = zeros(rows.length);
  for (let i = 0; i < rows.length; i++) result[i] = dot(rows[i]!, v);
  return result;
}

/** Aᵀ w, for a matrix A with n columns; rows whose weight is 0 do not count, whatever they hold. */
export function transposeTimes(rows: Matrix, w: ArrayLike<number>, n: number): Vector {
  const result = zeros(n);
  rows.forEach((row, k) => {
    if (w[k] !== 0) for (let i = 0; i < n; i++) result[i]! += w[k]! * row[i]!;
  });
  return result;
}

/** What rounding leaves of 0 in a vector that was made of some of a length, relative to that. Why: two or three operations round by half of a unit each. */
const ROUNDING_LEFT = 2 ** -50;

/** A vector that was made of others of a length, with 0 for what rounding leaves of it. A line along what is left would have to go many times as far as the domain for that input to move at all. */
export const withoutRounding = (v: Vector, length: number): Vector => v.map((vi) => (Math.abs(vi) <= ROUNDING_LEFT * length ? 0 : vi));
