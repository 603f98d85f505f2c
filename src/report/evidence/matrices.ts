import * as z from 'zod';
import { axis, type Matrix, norm, type Vector } from '../../math/vector.ts';
import { instrument } from '../../measure/instrument.ts';
import type { Evaluator } from '../../subject/evaluator.ts';
import { labelOf } from '../../subject/subject.ts';
import { fine, number, rough } from './number.ts';

const table = z.array(z.array(number));

/** A matrix of derivatives at a point, as claimed and as measured; rows and columns may be a part of those there are. */
export const matrixSchema = z.object({
  rows: z.array(z.string()),
  columns: z.array(z.string()),
  /** How many there are. */
  shape: z.tuple([z.number(), z.number()]),
  claimed: table.optional(),
  measured: table,
  error: table,
  /** Whether second derivatives were measured from the claimed gradient or from values of f. */
  from: z.enum(['gradient', 'values']).optional(),
});
export type Pair = z.infer<typeof matrixSchema>;

/** Rows and columns that are shown at most. */
const MOST = 64;
/** Entries that are measured with care; of more, those of which a glance does not establish this much, in relation to the matrix. */
const CAREFUL = 144;
const GLANCED = 1e-7;
/** Inputs up to which second derivatives are measured from values of f alone. */
const FROM_VALUES = 6;

/** At most 64 of n indices: those that matter, and the first of the others. */
const chosen = (n: number, important: readonly number[]): readonly number[] => {
  const first = [...new Set([...important, ...Array.from({ length: Math.min(n, MOST) }, (_, i) => i)])];
  return first
    .filter((i) => i < n)
    .slice(0, MOST)
    .sort((a, b) => a - b);
};

/** The Jacobian at x (of a scalar function, its gradient as one row), with the columns among `columns` for certain. */
export function jacobianAt(target: Evaluator, x: Vector, wrong: readonly number[]): Pair | undefined {
  const { inputs: n, outputs: m, subject, gradient, jacobian, vjp, jvp, map } = target;
  const ks = chosen(
    m,
    wrong.map((index) => Math.floor(index / n)),
  );
  const js = chosen(
    n,
    wrong.map((index) => index % n),
  );
  const claimed = (): Vector[] | undefined => {
    if (gradient && m === 1) return [gradient(x)];
    const whole = jacobian?.(x);
    if (whole) return ks.map((k) => whole[k]!);
    if (vjp) return ks.map((k) => vjp(x, axis(m, k)));
    if (!jvp) return undefined;
    const columns = new Map(js.map((j) => [j, jvp(x, axis(n, j))]));
    return ks.map((k) => Float64Array.from({ length: n }, (_, j) => columns.get(j)?.[k] ?? Number.NaN));
  };
  const rows = claimed();
  return rows && pair(target, map, x, rows, ks, js, (k) => subject.outputLabel?.(k) ?? (m === 1 ? 'f' : `F[${k}]`));
}

/** The Hessian at x, measured as the derivative of the claimed gradient, or, of few inputs where that is not trusted or there is none, from values of f. */
export function hessianAt(target: Evaluator, x: Vector, wrong: readonly number[], trusted: boolean): Pair | undefined {
  const { inputs: n, outputs: m, subject, gradient, hessian, hvp } = target;
  if (m !== 1) return undefined;
  const some = chosen(
    n,
    wrong.flatMap((index) => [Math.floor(index / n), index % n]),
  );
  const rows =
    hessian?.(x) ??
    (hvp &&
      transposed(
        some.map((j) => hvp(x, axis(n, j))),
        some,
        n,
      ));
  const label = (i: number): string => labelOf(subject, i);
  if (gradient && (trusted || n > FROM_VALUES))
    return { ...pair(target, gradient, x, rows && some.map((i) => rows[i]!), some, some, label), from: 'gradient' };
  if (n > FROM_VALUES) return undefined;
  const look = instrument(target, 'thorough');
  const seen = some.map((i) => some.map((j) => look.mixed(target.f, x, axis(n, i), axis(n, j))));
  const labels = some.map(label);
  return { ...written(labels, labels, [n, n], rows && some.map((i) => rows[i]!), seen, some), from: 'values' };
}

const transposed = (columns: readonly Vector[], at: readonly number[], n: number): Matrix =>
  Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n).fill(Number.NaN);
    for (const [c, j] of at.entries()) row[j] = columns[c]![i]!;
    return row;
  });

/** Both sides, entry by entry. Values of the map are kept while one column is measured, since all its entries ask at the same points. */
function pair(
  target: Evaluator,
  map: (x: Vector) => Vector,
  x: Vector,
  claimed: Matrix | undefined,
  ks: readonly number[],
  js: readonly number[],
  rowLabel: (k: number) => string,
): Pair {
  const n = target.inputs;
  const [glance, look] = [instrument(target, 'quick'), instrument(target, 'thorough')];
  const careful = ks.length * js.length <= CAREFUL;
  let size = Math.max(0, ...(claimed ?? []).map((row) => norm(js.map((j) => (Number.isFinite(row[j]) ? row[j]! : 0)))));
  const columns = js.map((j) => {
    const known = new Map<number, Vector>();
    const kept = (y: Vector): Vector => {
      const key = y[j]!;
      const value = known.get(key) ?? map(y);
      known.set(key, value);
      return value;
    };
    return ks.map((k) => {
      const entry = (y: Vector): number => kept(y)[k]!;
      const seen = careful ? undefined : glance.derivative(entry, x, axis(n, j));
      const measured = seen && seen.error <= GLANCED * Math.max(size, Math.abs(seen.value)) ? seen : look.derivative(entry, x, axis(n, j));
      if (!claimed && Number.isFinite(measured.value)) size = Math.max(size, Math.abs(measured.value));
      return measured;
    });
  });
  const seen = ks.map((_, r) => columns.map((column) => column[r]!));
  return written(
    ks.map(rowLabel),
    js.map((j) => labelOf(target.subject, j)),
    [rowsOf(target, map), n],
    claimed,
    seen,
    js,
  );
}

const rowsOf = ({ outputs, inputs, map: f }: Evaluator, map: (x: Vector) => Vector): number => (map === f ? outputs : inputs);

const written = (
  rows: readonly string[],
  columns: readonly string[],
  [m, n]: readonly [number, number],
  claimed: Matrix | undefined,
  seen: readonly (readonly { readonly value: number; readonly error: number }[])[],
  js: readonly number[],
): Pair => ({
  rows: [...rows],
  columns: [...columns],
  shape: [m, n],
  ...(claimed && { claimed: claimed.map((row) => js.map((j) => fine(row[j]!))) }),
  measured: seen.map((row) => row.map(({ value }) => fine(value))),
  error: seen.map((row) => row.map(({ error }) => rough(error))),
});
