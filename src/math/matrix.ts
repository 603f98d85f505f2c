import { EPSILON, type Estimate } from './estimate.ts';
import { type Matrix, norm, times, type Vector } from './vector.ts';

/** Sweeps of Jacobi's method, each of which rotates every pair of axes once, at most. Why: it converges quadratically, in fewer than ten; the rest is for sizes that underflow. */
const JACOBI_SWEEPS = 60;
/** Roundings of the largest eigenvalue, for each row of the matrix, that the bar of eigenvalues covers. Why: a sweep rounds each row in n − 1 rotations, and about eight sweeps change anything. */
const EIGENVALUE_ROUNDINGS = 8;

/**
 * The eigenvalues of the symmetric part of an n×n matrix with error bars, ascending, by C. G. J. Jacobi's rotations (1846). One bar holds for all of them: the Frobenius norm
 * of the errors of the entries and of the antisymmetric part, by which no eigenvalue moves further (H. Weyl 1912), and rounding.
 */
export function eigenvalues(rows: readonly (readonly Estimate[])[]): { readonly values: readonly number[]; readonly error: number } {
  const n = rows.length;
  const a = rows.map((row, i) => Float64Array.from(row, (entry, j) => (entry.value + rows[j]![i]!.value) / 2));
  const doubt = norm(rows.flatMap((row, i) => row.map((entry, j) => entry.error + Math.abs(entry.value - a[i]![j]!))));
  for (let sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off = Math.max(off, Math.abs(a[p]![q]!));
    if (off === 0) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, p, q);
  }
  const values = a.map((row, i) => row[i]!).sort((x, y) => x - y);
  return { values, error: doubt + EIGENVALUE_ROUNDINGS * n * EPSILON * Math.max(0, ...values.map(Math.abs)) };
}

/** Rotates the plane of axes p and q by the smaller angle after which entry (p, q) is 0. */
function rotate(a: readonly Vector[], p: number, q: number): void {
  const apq = a[p]![q]!;
  if (apq === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  for (const row of a) [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
  for (let k = 0; k < a.length; k++) {
    const [apk, aqk] = [a[p]![k]!, a[q]![k]!];
    a[p]![k] = c * apk - s * aqk;
    a[q]![k] = s * apk + c * aqk;
  }
}

/** A⁻¹ of an n×n matrix, by Gauss–Jordan elimination with partial pivoting; undefined where a pivot is 0 or not finite. */
export function inverse(rows: Matrix): Vector[] | undefined {
  const n = rows.length;
  const work = rows.map((row, i) => Float64Array.from({ length: 2 * n }, (_, j) => (j < n ? row[j]! : j - n === i ? 1 : 0)));
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(work[r]![c]!) > Math.abs(work[pivot]![c]!)) pivot = r;
    [work[c], work[pivot]] = [work[pivot]!, work[c]!];
    const row = work[c]!;
    const head = row[c]!;
    if (head === 0 || !Number.isFinite(head)) return undefined;
    for (let j = 0; j < 2 * n; j++) row[j]! /= head;
    for (let r = 0; r < n; r++) {
      const factor = work[r]![c]!;
      if (r !== c && factor !== 0) for (let j = 0; j < 2 * n; j++) work[r]![j]! -= factor * row[j]!;
    }
  }
  return work.map((row) => row.slice(n));
}

/** A⁻¹ b, and the condition number ‖A‖ ‖A⁻¹‖ in the ∞-norm; where A is singular, b itself and ∞. */
export function solve(rows: Matrix, b: Vector): { readonly solution: Vector; readonly condition: number } {
  const inverted = inverse(rows);
  if (!inverted) return { solution: b, condition: Number.POSITIVE_INFINITY };
  const size = (matrix: Matrix) => Math.max(...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  return { solution: times(inverted, b), condition: size(rows) * size(inverted) };
}
