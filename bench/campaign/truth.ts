import type { Decimal } from 'decimal.js';
import { stream } from '../random.ts';
import { dual } from './arithmetic.ts';
import { type Course, decimals } from './decimals.ts';
import { type Decision, FLOATS, type Format, noting } from './floats.ts';
import { choice } from './generator.ts';
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
/** Directions along which a point is left when a comparison ties, and how far, in units of an input. */
const [DIRECTIONS, DISTANCE] = [96, '1e-30'];

type Branches = readonly Decision[] | undefined;

/** The exact outputs and derivatives at a point of decimals, in so many digits. */
function evaluated(
  program: Program,
  x: readonly (number | Decimal)[],
  digits: number,
  branches: Branches,
): Truth & { readonly rows: Decimal[][] } {
  const course: Course = { tie: false, nearest: Number.POSITIVE_INFINITY };
  const columns = program.box.map((_, j) => {
    const m = decimals(digits, course, branches);
    const at = x.map((value, i) => varying(m, typeof value === 'number' ? m.of(value) : value, i === j ? 1 : 0));
    const v = machine(dual(m), true).values(program, at);
    return program.outputs.map((k) => v[k]!);
  });
  const rows = program.outputs.map((_, k) => columns.map((column) => column[k]!.slope));
  return {
    values: columns[0]!.map(({ value }) => value.toNumber()),
    jacobian: rows.map((row) => row.map((value) => value.toNumber())),
    course,
    rows,
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

/** Exact derivatives in the cells of smoothness that meet at a point, all but those too thin for random directions: one for each direction in which it is left by a little. */
export function around(program: Program, x: readonly number[], distance = DISTANCE): readonly Truth[] {
  const random = stream(1);
  const choose = choice(random);
  const m = decimals(2 * FEWEST, { tie: false, nearest: 0 });
  return Array.from({ length: DIRECTIONS }, (_, k) => {
    const axis = k < 2 * x.length ? k >> 1 : undefined;
    const at = x.map((value, i) => {
      const size =
        axis === undefined
          ? choose.between([-1, 1]) * 10 ** (k % 3 === 0 ? choose.between([-6, 0]) : 0)
          : i === axis
            ? k % 2 === 0
              ? 1
              : -1
            : 0;
      return m.of(value).plus(m.of(size * Math.max(Math.abs(value), 1e-6)).times(distance));
    });
    return evaluated(program, at, 2 * FEWEST, undefined);
  });
}

/** Exact second derivatives of Σₖ fₖ, n rows, in so many digits. */
export function exactHessian(program: Program, x: readonly number[], digits = 2 * FEWEST): readonly (readonly number[])[] {
  const course: Course = { tie: false, nearest: Number.POSITIVE_INFINITY };
  const m = decimals(digits, course);
  const second = dual(dual(m));
  const run = machine(second, true);
  const unit = (i: number, j: number) => m.of(i === j ? 1 : 0);
  return x.map((_, p) =>
    x.map((_, q) => {
      const at = x.map((value, i) => ({ value: { value: m.of(value), slope: unit(i, p) }, slope: { value: unit(i, q), slope: m.of(0) } }));
      const v = run.values(program, at);
      return program.outputs.reduce((sum, k) => sum.plus(v[k]!.slope.slope), m.of(0)).toNumber();
    }),
  );
}
