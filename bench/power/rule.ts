import { normal } from '../random.ts';

/** A map ℝⁿ → ℝᵐ with the Jacobian that it is claimed to have; for m = 1 also a Hessian. */
export interface Claim {
  readonly n: number;
  readonly m: number;
  readonly f: (x: ArrayLike<number>) => readonly number[];
  readonly jacobian: (x: ArrayLike<number>) => readonly (readonly number[])[];
  readonly hessian?: (x: ArrayLike<number>) => readonly (readonly number[])[];
}

/** How a published checker decides at one point, with its own default step and tolerances. */
export interface Rule {
  readonly name: string;
  /** True if the claimed Jacobian is accepted. */
  readonly accepts: (claim: Claim, x: readonly number[], random: () => number) => boolean;
  /** The same for the claimed Hessian, where the checker has a test of second order. */
  readonly acceptsHessian?: (claim: Claim, x: readonly number[], random: () => number) => boolean;
}

/** The gradient as a map of its own, whose claimed Jacobian is the Hessian. */
export const ofGradient = ({ n, jacobian, hessian }: Claim): Claim => ({ n, m: n, f: (x) => jacobian(x)[0]!, jacobian: hessian! });

export const gaussian = (n: number, random: () => number): number[] => Array.from({ length: n }, () => normal(random));

export const inner = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

export const unit = (a: readonly number[]): number[] => a.map((value) => value / Math.sqrt(inner(a, a)));

/** J v. */
export const push = (rows: readonly (readonly number[])[], v: readonly number[]): number[] => rows.map((row) => inner(row, v));

/** x + t v, or x + t eᵢ. */
export const moved = (x: readonly number[], v: readonly number[] | number, t: number): number[] =>
  x.map((value, i) => (typeof v === 'number' ? (i === v ? value + t : value) : value + t * v[i]!));

/** (f(x + h v) − f(x − h v)) / 2h, for a direction v or along input v. */
export function central({ f }: Claim, x: readonly number[], v: readonly number[] | number, h: number): number[] {
  const behind = f(moved(x, v, -h));
  return f(moved(x, v, h)).map((value, k) => (value - behind[k]!) / (2 * h));
}

/** Every entry of the Jacobian, column by column, held to its claimed value. */
export function everyEntry(
  { n, jacobian }: Claim,
  x: readonly number[],
  column: (input: number) => readonly number[],
  agrees: (claimed: number, numeric: number) => boolean,
): boolean {
  const rows = jacobian(x);
  for (let i = 0; i < n; i++) if (!column(i).every((numeric, k) => agrees(rows[k]![i]!, numeric))) return false;
  return true;
}

/** |a − b| ≤ atol + rtol |b|, as in NumPy's allclose; two NaN agree. */
export const allclose = (a: number, b: number, atol: number, rtol: number): boolean =>
  a === b || (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= atol + rtol * Math.abs(b);
