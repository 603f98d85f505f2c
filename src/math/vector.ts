/** A point, a direction or a covector of ℝⁿ. */
export type Vector = Float64Array;

/** Rows of equal length: rows = outputs, columns = inputs. */
export type Matrix = readonly Vector[];

export const vector = (values: ArrayLike<number>): Vector => new Float64Array(values);

/** ⟨a, b⟩. A zero in b hides whatever a holds there, NaN and infinities included: that component is not looked at. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) if (b[i] !== 0) sum += (a[i] ?? Number.NaN) * b[i]!;
  return sum;
}

/** Σ |aᵢ bᵢ|, the size that the rounding of ⟨a, b⟩ is a part of. */
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

/** ‖a‖₂, without overflow or underflow on the way. */
export function norm(a: ArrayLike<number>): number {
  const largest = maxNorm(a);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** a/‖a‖₂. */
export function normalized(a: ArrayLike<number>): Vector {
  const length = norm(a);
  return Float64Array.from(a, (ai) => ai / length);
}

export function scaled(a: ArrayLike<number>, k: number): Vector {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = k * a[i]!;
  return result;
}

/** a + k b; a itself where b is 0. */
export function plus(a: ArrayLike<number>, b: ArrayLike<number>, k = 1): Vector {
  const result = new Float64Array(a);
  for (let i = 0; i < result.length; i++) if (b[i] !== 0) result[i]! += k * b[i]!;
  return result;
}

/** x + t v: the point reached by going t along v from x. */
export const along = (x: ArrayLike<number>, v: ArrayLike<number>, t: number): Vector => plus(x, v, t);

/** eᵢ of ℝⁿ. */
export function axis(n: number, i: number): Vector {
  const e = new Float64Array(n);
  e[i] = 1;
  return e;
}

/** A v, for rows A. */
export const times = (rows: Matrix, v: ArrayLike<number>): Vector => Float64Array.from(rows, (row) => dot(row, v));

/** Aᵀ w, for rows A of length n. */
export function transposeTimes(rows: Matrix, w: ArrayLike<number>, n: number): Vector {
  const result = new Float64Array(n);
  rows.forEach((row, k) => {
    if (w[k] !== 0) for (let i = 0; i < n; i++) result[i]! += w[k]! * row[i]!;
  });
  return result;
}
