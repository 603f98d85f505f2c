import * as z from 'zod';
import type { Estimate } from '../../math/estimate.ts';
import { axis, type Matrix, norm, type Vector } from '../../math/vector.ts';
import { instrument } from '../../measure/instrument.ts';
import type { Evaluator } from '../../subject/evaluator.ts';
import { labelOf, outputLabelOf } from '../../subject/label.ts';
import { fine, number, rough } from './number.ts';

const table = z.array(z.array(number));

/** A matrix of derivatives at a point, as claimed and as measured. Rows and columns may be a part of those there are. */
export const matrixSchema = z.object({
  rows: z.array(z.string()),
  columns: z.array(z.string()),
  /** The number of rows and columns of the whole matrix. */
  shape: z.tuple([z.number(), z.number()]),
  claimed: table.optional(),
  measured: table,
  error: table,
  /** Whether second derivatives were measured from the claimed gradient or from values of f. */
  from: z.enum(['gradient', 'values']).optional(),
});
export type Pair = z.infer<typeof matrixSchema>;

/** Rows and columns that are recorded, at most. */
const RECORDED = 64;
/** Matrices of at most so many entries are measured thoroughly. */
const FEW_ENTRIES = 144;
/** An entry of a larger one is measured thoroughly if a quick measurement leaves it uncertain by more than this part of the matrix. */
const QUICK_ENOUGH = 1e-7;
/** Inputs up to which second derivatives are measured from values of f alone. */
const FROM_VALUES = 6;

/** At most 64 of n indices, ascending: the important ones, and the first of the others. */
const recorded = (n: number, important: readonly number[]): readonly number[] => {
  const first = [...new Set([...important, ...Array.from({ length: Math.min(n, RECORDED) }, (_, i) => i)])];
  return first
    .filter((i) => i < n)
    .slice(0, RECORDED)
    .sort((a, b) => a - b);
};

/** A matrix of derivatives at x: those of the outputs `rows` of `map` by the inputs `columns`. */
interface Block {
  readonly map: (x: Vector) => Vector;
  readonly x: Vector;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly rowLabel: (k: number) => string;
  /** The number of rows and columns of the whole matrix. */
  readonly shape: readonly [number, number];
}

/** The Jacobian at x (of a scalar function, its gradient as one row). The entries `wrong`, by their indices in the whole matrix, are among those recorded. */
export function jacobianAt(target: Evaluator, x: Vector, wrong: readonly number[]): Pair | undefined {
  const { inputs: n, outputs: m, subject, gradient, jacobian, vjp, jvp, map } = target;
  const rows = recorded(
    m,
    wrong.map((index) => Math.floor(index / n)),
  );
  const columns = recorded(
    n,
    wrong.map((index) => index % n),
  );
  const claimed = (): Vector[] | undefined => {
    if (gradient && m === 1) return [gradient(x)];
    const whole = jacobian?.(x);
    if (whole) return rows.map((k) => whole[k]!);
    if (vjp) return rows.map((k) => vjp(x, axis(m, k)));
    if (!jvp) return undefined;
    const found = new Map(columns.map((j) => [j, jvp(x, axis(n, j))]));
    return rows.map((k) => Float64Array.from({ length: n }, (_, j) => found.get(j)?.[k] ?? Number.NaN));
  };
  const matrix = claimed();
  const rowLabel = (k: number): string => outputLabelOf(subject, k, m === 1 ? 'f' : `F[${k}]`);
  return matrix && pair(target, { map, x, rows, columns, rowLabel, shape: [m, n] }, matrix);
}

/**
 * The Hessian at x, measured as the derivative of the claimed gradient. Where that is not `trusted`, or nothing of the kind is claimed, it is measured
 * from values of f, if there are few inputs.
 */
export function hessianAt(target: Evaluator, x: Vector, wrong: readonly number[], trusted: boolean): Pair | undefined {
  const { inputs: n, outputs: m, subject, gradient, hessian, hvp } = target;
  if (m !== 1) return undefined;
  const some = recorded(
    n,
    wrong.flatMap((index) => [Math.floor(index / n), index % n]),
  );
  const whole =
    hessian?.(x) ??
    (hvp &&
      transposed(
        some.map((j) => hvp(x, axis(n, j))),
        some,
        n,
      ));
  const claimed = whole && some.map((i) => whole[i]!);
  const rowLabel = (i: number): string => labelOf(subject, i);
  const block = { x, rows: some, columns: some, rowLabel, shape: [n, n] } as const;
  if (gradient && (trusted || n > FROM_VALUES)) return { ...pair(target, { ...block, map: gradient }, claimed), from: 'gradient' };
  if (n > FROM_VALUES) return undefined;
  const { mixed } = instrument(target, 'thorough');
  const measured = some.map((i) => some.map((j) => mixed(target.f, x, axis(n, i), axis(n, j))));
  return { ...evidenceOf(target, block, claimed, measured), from: 'values' };
}

const transposed = (columns: readonly Vector[], at: readonly number[], n: number): Matrix =>
  Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n).fill(Number.NaN);
    for (const [c, j] of at.entries()) row[j] = columns[c]![i]!;
    return row;
  });

/**
 * A block as claimed and as measured. Values of the map are kept while one column is measured, since all entries of a column are measured
 * at the same points.
 */
function pair(target: Evaluator, block: Block, claimed: Matrix | undefined): Pair {
  const { map, x, rows, columns } = block;
  const n = target.inputs;
  const [quick, thorough] = [instrument(target, 'quick'), instrument(target, 'thorough')];
  const few = rows.length * columns.length <= FEW_ENTRIES;
  let size = Math.max(0, ...(claimed ?? []).map((row) => norm(columns.map((j) => (Number.isFinite(row[j]) ? row[j]! : 0)))));
  const measured = columns.map((j) => {
    const known = new Map<number, Vector>();
    const kept = (y: Vector): Vector => {
      const key = y[j]!;
      const value = known.get(key) ?? map(y);
      known.set(key, value);
      return value;
    };
    return rows.map((k) => {
      const entry = (y: Vector): number => kept(y)[k]!;
      const first = few ? undefined : quick.derivative(entry, x, axis(n, j));
      const enough = first && first.error <= QUICK_ENOUGH * Math.max(size, Math.abs(first.value));
      const seen = enough ? first : thorough.derivative(entry, x, axis(n, j));
      if (!claimed && Number.isFinite(seen.value)) size = Math.max(size, Math.abs(seen.value));
      return seen;
    });
  });
  return evidenceOf(
    target,
    block,
    claimed,
    rows.map((_, r) => measured.map((column) => column[r]!)),
  );
}

/** A block as a report holds it, with as many digits as pictures need. */
const evidenceOf = (
  { subject }: Evaluator,
  { rows, columns, rowLabel, shape }: Omit<Block, 'map'>,
  claimed: Matrix | undefined,
  measured: readonly (readonly Estimate[])[],
): Pair => ({
  rows: rows.map(rowLabel),
  columns: columns.map((j) => labelOf(subject, j)),
  shape: [...shape],
  ...(claimed && { claimed: claimed.map((row) => columns.map((j) => fine(row[j]!))) }),
  measured: measured.map((row) => row.map(({ value }) => fine(value))),
  error: measured.map((row) => row.map(({ error }) => rough(error))),
});
