import type { Decimal } from 'decimal.js';
import { type Dual, dual } from './arithmetic.ts';
import { type Course, decimals } from './decimals.ts';
import { type Decision, FLOATS, type Format, noting } from './floats.ts';
import { machine, varying } from './machine.ts';
import type { Program } from './program.ts';

/** What a program truly is at a point: the outputs and m rows of n exact derivatives, rounded to doubles. */
export interface Truth {
  readonly values: readonly number[];
  readonly jacobian: readonly (readonly number[])[];
  readonly course: Course;
}

/** Digits of a first evaluation, and most digits; each is compared with one of twice as many. */
const [FEWEST, MOST] = [40, 320];
/** Two evaluations that agree so far, relative to the largest of a row, are believed. */
const AGREED = 1e-20;

/** What an exact evaluation at a point of decimals comes to. */
export interface Evaluated extends Truth {
  readonly rows: readonly (readonly Decimal[])[];
  /** The branches that were taken. */
  readonly taken: readonly Decision[];
  /** The gradients of the differences of numbers that were compared and are equal, in the order of the comparisons: they part the cells that meet at the point. */
  readonly normals: readonly (readonly number[])[];
}

/**
 * The exact outputs and derivatives at a point of decimals, in so many digits.
 * @param branches those to take instead of the exact ones.
 */
export function evaluated(program: Program, x: readonly (number | Decimal)[], digits: number, branches?: readonly Decision[]): Evaluated {
  const course: Course = { tie: false, nearest: Number.POSITIVE_INFINITY };
  const runs = program.box.map((_, j) => {
    const taken: Decision[] = [];
    const normals: number[] = [];
    const m = noting(decimals(digits, course, branches), taken);
    const numbers = dual(m);
    const tied = (a: Dual<Decimal>, b: Dual<Decimal>): void => {
      if (a.value.eq(b.value)) normals.push(a.slope.minus(b.slope).toNumber());
    };
    const watching: typeof numbers = {
      ...numbers,
      less(a, b) {
        tied(a, b);
        return numbers.less(a, b);
      },
      floor(a) {
        tied(a, { value: a.value.round(), slope: m.of(0) });
        return numbers.floor(a);
      },
    };
    const at = x.map((value, i) => varying(m, typeof value === 'number' ? m.of(value) : value, i === j ? 1 : 0));
    const v = machine(watching, true).values(program, at);
    return { column: program.outputs.map((k) => v[k]!), taken, normals };
  });
  const rows = program.outputs.map((_, k) => runs.map(({ column }) => column[k]!.slope));
  return {
    values: runs[0]!.column.map(({ value }) => value.toNumber()),
    jacobian: rows.map((row) => row.map((value) => value.toNumber())),
    course,
    rows,
    taken: runs[0]!.taken,
    normals: runs[0]!.normals.map((_, t) => runs.map(({ normals }) => normals[t]!)),
  };
}

function agree(a: readonly (readonly Decimal[])[], b: readonly (readonly Decimal[])[]): boolean {
  return a.every((row, k) => {
    const size = b[k]!.reduce((largest, value) => (value.abs().gt(largest) ? value.abs() : largest), row[0]!.abs());
    return row.every(
      (value, i) =>
        value.eq(b[k]![i]!) ||
        (!b[k]![i]!.isFinite() === !value.isFinite() && (!value.isFinite() || value.minus(b[k]![i]!).abs().lte(size.times(AGREED)))),
    );
  });
}

/**
 * Outputs and derivatives in exact arithmetic: digits are doubled until two evaluations agree; undefined where they never do.
 * @param branches those to take instead of the exact ones.
 */
export function truth(program: Program, x: readonly (number | Decimal)[], branches?: readonly Decision[]): Truth | undefined {
  try {
    let before = evaluated(program, x, FEWEST, branches);
    for (let digits = 2 * FEWEST; digits <= MOST; digits *= 2) {
      const now = evaluated(program, x, digits, branches);
      if (agree(before.rows, now.rows)) return now;
      before = now;
    }
  } catch (error) {
    // decimal.js knows π to 1025 digits, and says so.
    if (!(error instanceof Error && error.message.includes('DecimalError'))) throw error;
  }
  return undefined;
}

/** The branches that a program takes at a point in a precision. */
export function branchesOf(program: Program, precision: Format, x: readonly number[]): Decision[] {
  const taken: Decision[] = [];
  machine(noting(FLOATS[precision], taken)).values(program, x.map(FLOATS[precision].of));
  return taken;
}

/**
 * Exact second derivatives of Σₖ fₖ, n rows; undefined where no number of digits settles them.
 * @param branches those to take instead of the exact ones.
 */
export function exactHessian(
  program: Program,
  x: readonly number[],
  branches?: readonly Decision[],
): readonly (readonly number[])[] | undefined {
  const within = (digits: number) => hessianIn(digits, program, x, branches);
  let before = within(FEWEST);
  for (let digits = 2 * FEWEST; digits <= MOST; digits *= 2) {
    const now = within(digits);
    if (agree(before, now)) return now.map((row) => row.map((value) => value.toNumber()));
    before = now;
  }
  return undefined;
}

function hessianIn(
  digits: number,
  program: Program,
  x: readonly number[],
  branches?: readonly Decision[],
): readonly (readonly Decimal[])[] {
  return x.map((_, p) =>
    x.map((_, q) => {
      const m = decimals(digits, { tie: false, nearest: Number.POSITIVE_INFINITY }, branches);
      const run = machine(dual(dual(m)), true);
      const unit = (i: number, j: number) => m.of(i === j ? 1 : 0);
      const at = x.map((value, i) => ({ value: { value: m.of(value), slope: unit(i, p) }, slope: { value: unit(i, q), slope: m.of(0) } }));
      const v = run.values(program, at);
      return program.outputs.reduce((sum, k) => sum.plus(v[k]!.slope.slope), m.of(0));
    }),
  );
}
