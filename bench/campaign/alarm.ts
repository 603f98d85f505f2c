import { properties } from '../../properties/index.ts';
import type { Result } from '../../src/check/check.ts';
import type { Counterexample } from '../../src/check/counterexample.ts';
import { around } from './cells.ts';
import { claimed, claimedHessian, type Setting } from './claims.ts';
import { FLOATS, ROUNDOFF } from './floats.ts';
import { distanceToHull } from './hull.ts';
import type { Program } from './program.ts';
import { roundingOf, table, unitOf } from './rounding.ts';
import { branchesOf, exactHessian, type Truth, truth } from './truth.ts';

/** Why a right program was called wrong, and whether that is a false alarm. */
export const KINDS = {
  'kink at an edge': 'false',
  'tie inside': 'false',
  'infinite slope': 'false',
  'branch within rounding': 'false',
  'joint or kink nearby': 'false',
  'rounding of f': 'false',
  other: 'false',
  'f jumps': 'true',
  'no subgradient': 'true',
  'other than the second derivative': 'true',
  'not finite where slopes are': 'true',
  'rounding of the claim': 'true',
  undecided: 'undecided',
} as const;
export type Kind = keyof typeof KINDS;

/** The letters by which kinds are known that exact arithmetic tells; others are told by the law that failed, and its reason. */
const LETTERS: Partial<Record<Kind, string>> = {
  'kink at an edge': 'A',
  'infinite slope': 'C',
  'rounding of the claim': 'G',
  'joint or kink nearby': 'I',
};
/** Boxes whose widths differ by more than this factor are of different scales. */
const SCALES = 1000;

/** The letter of a kind, which at an edge between inputs of different scales is another. */
export function letterOf(kind: Kind, { box }: Pick<Program, 'box'>): string | undefined {
  const widths = box.map(([low, high]) => high - low).filter((width) => width > 0);
  return kind === 'kink at an edge' && Math.max(...widths) >= SCALES * Math.min(...widths) ? 'B' : LETTERS[kind];
}

export interface Alarm {
  readonly law: string;
  readonly reason?: string;
  readonly kind: Kind;
  readonly x: readonly number[];
  readonly claimed: readonly (readonly number[])[];
  readonly exact?: readonly (readonly number[])[];
  /** Where second derivatives are claimed and a law about them failed. */
  readonly second?: Second;
  readonly sides?: Counterexample['measurements'];
}

/** Parts of a gap, of a claim's size, of a hull's size and of f; roundings over a unit; distance of a comparison from a tie. */
const [PART, HULL, JUMP, ROUNDINGS, NEARBY] = [1 / 4, 1e-3, 1e-6, 1e4, 0.05] as const;
/** Ten decades nearer, slopes that tend to infinity have grown by more than this, those of x log x by a third. */
const GROWTH = 1.1;

type Rows = readonly (readonly number[])[];

/** The largest difference of two matrices, row by row in parts of the largest entry. */
const apart = (a: Rows, b: Rows): number =>
  Math.max(
    ...a.map((row, k) => {
      const size = Math.max(...b[k]!.map(Math.abs), Number.MIN_VALUE);
      return Math.max(
        ...row.map((value, i) => (Object.is(value, b[k]![i]) || value === b[k]![i] ? 0 : Math.abs(value - b[k]![i]!) / size)),
      );
    }),
  );

const breaking = ({ steps }: Program, breaks: string): boolean =>
  steps.some((step) => 'operation' in step && table[step.operation]!.breaks === breaks);
const finite = (rows: Rows): boolean => rows.every((row) => row.every(Number.isFinite));

/** The gap that failed, absolutely and in parts of the larger side or of the scale that the law compares with. */
function gapOf({ measurements }: Counterexample): { readonly absolute: number; readonly part: number } {
  const sides = measurements.map(
    ({ claimed: { value: c }, observed: { value: o }, scale = 0 }) => [Math.abs(c - o), Math.max(Math.abs(c), Math.abs(o), scale)] as const,
  );
  const real = sides.filter(([gap, size]) => Number.isFinite(gap) && size > 0);
  if (real.length === 0) return { absolute: Number.POSITIVE_INFINITY, part: 1 };
  return { absolute: Math.max(...real.map(([gap]) => gap)), part: Math.max(...real.map(([gap, size]) => gap / size)) };
}

/**
 * At a comparison that ties: whether f jumps, and whether the claim is in the hull of the exact derivatives that meet there within the box; or those, where they are all one. At an
 * edge a claim that is right just inside may hold for what f does outside, of which nothing is known.
 */
function atTie(failure: Failure, here: readonly number[]): Kind | Rows {
  const { program, setting, own, x } = failure;
  const cells = around(program, x).filter(({ values, jacobian }) => values.every(Number.isFinite) && finite(jacobian));
  if (cells.length === 0) return 'undecided';
  for (const k of program.outputs.keys()) {
    const values = [here[k]!, ...cells.map(({ values }) => values[k]!)];
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (high - low > JUMP * Math.max(Math.abs(low), Math.abs(high)) + JUMP * JUMP) return 'f jumps';
  }
  const first = cells[0]!.jacobian;
  const one = cells.every(({ jacobian }) => apart(jacobian, first) < JUMP);
  if (!finite(own)) return one ? first : atNoSlope(failure);
  const inside = own.every((row, k) => {
    const rows = cells.map(({ jacobian }) => jacobian[k]!);
    return distanceToHull(rows, row) <= HULL * Math.max(...rows.flat().map(Math.abs));
  });
  const edge = onEdge(program, x);
  if (!inside && edge && breaking(program, 'slope') && rightInside(program, setting, x)) return 'kink at an edge';
  if (one) return first;
  if (!inside) return 'no subgradient';
  return edge ? 'kink at an edge' : 'tie inside';
}

/** Parts of the box by which a point on an edge is moved inside, the nearest first, and how many of them count. */
const [INSIDE, NEAREST] = [[2 ** -30, 2 ** -20, 2 ** -8, 2 ** -4], 2] as const;

/** Whether the claim is right just inside of the edges on which a point lies. */
function rightInside(program: Program, setting: Setting, x: readonly number[]): boolean {
  const moved = INSIDE.map((part) =>
    x.map((value, i) => {
      const [low, high] = program.box[i]!;
      const step = value <= low ? part * (high - low) : value >= high ? -part * (high - low) : 0;
      return FLOATS[setting.precision].of(value + step);
    }),
  ).filter((y) =>
    y.every((value, i) => program.box[i]![0] === program.box[i]![1] || (value > program.box[i]![0] && value < program.box[i]![1])),
  );
  return moved.slice(0, NEAREST).every((y) => {
    const exact = truth(program, y);
    return exact !== undefined && apart(claimed(program, y, setting), exact.jacobian) <= Math.max(HULL, 64 * ROUNDOFF[setting.precision]);
  });
}

/** Where exact derivatives have no value though f has: whether those that are claimed to be not finite all grow towards the point, or some stay as they are. */
function atNoSlope({ program, x, own }: Pick<Failure, 'program' | 'x' | 'own'>): Kind {
  const [far, near] = ['1e-20', '1e-30'].map((distance) =>
    around(program, x, distance).flatMap(({ jacobian }) => (finite(jacobian) ? [jacobian] : [])),
  ) as [Rows[], Rows[]];
  if (far.length === 0 || near.length === 0) return 'undecided';
  const grows = (k: number, i: number): boolean => {
    const largest = (cells: readonly Rows[]) => Math.max(...cells.map((rows) => Math.abs(rows[k]![i]!)));
    return largest(near) > GROWTH * largest(far);
  };
  const broken = own.flatMap((row, k) => row.flatMap((value, i) => (Number.isFinite(value) ? [] : [grows(k, i)])));
  return broken.every(Boolean) ? 'infinite slope' : 'not finite where slopes are';
}

const onEdge = ({ box }: Program, x: readonly number[]): boolean =>
  x.some((value, i) => box[i]![0] < box[i]![1] && (value === box[i]![0] || value === box[i]![1]));

/** Whether a law compares second derivatives. */
const ofCurvature = (law: string): boolean => properties.some(({ name, topic }) => name === law && topic.order === 2);

/** A law that failed at a point, and the derivatives that are claimed there. */
export interface Failure {
  readonly program: Program;
  readonly setting: Setting;
  readonly law: string;
  readonly at: Counterexample;
  readonly x: readonly number[];
  readonly own: Rows;
}

/** The kind of an alarm whose claim is right at a point. */
function ofRightClaim({ program, setting: { precision }, law, at, x }: Failure, exact: Truth): Kind {
  if (breaking(program, 'value') && exact.course.nearest < JUMP) return 'f jumps';
  const rounding = Math.max(
    ...program.outputs.map((_, k) =>
      roundingOf(
        program,
        precision,
        x,
        program.outputs.map((__, j) => (j === k ? 1 : 0)),
      ),
    ),
  );
  const unit = Math.min(...x.flatMap((_, i) => (program.box[i]![0] < program.box[i]![1] ? [unitOf(program, x, i)] : [])));
  const kinked = ['value', 'slope', 'curvature'].some((breaks) => breaking(program, breaks));
  if (breaking(program, 'slope') && !ofCurvature(law) && exact.course.nearest < JUMP && onEdge(program, x)) return 'kink at an edge';
  if (kinked && (ofCurvature(law) || exact.course.nearest < NEARBY)) return 'joint or kink nearby';
  if (gapOf(at).absolute * unit <= ROUNDINGS * rounding) return 'rounding of f';
  return kinked ? 'joint or kink nearby' : 'other';
}

/** The part of its size from which on an error of the claim explains the gap. */
const partOf = ({ setting: { precision }, at }: Failure): number => Math.max(8 * ROUNDOFF[precision], PART * Math.min(1, gapOf(at).part));

/** Whether the claim is so far from exact derivatives that this explains the gap: along the direction that failed, where the law has one, or in parts of the largest. */
function misses(failure: Failure, exact: Rows): boolean {
  const { own, law, at } = failure;
  if (apart(own, exact) > partOf(failure)) return true;
  const { v, w } = at.sample as { v?: unknown; w?: unknown };
  const entries = properties.some(({ name, topic }) => name === law && topic.tells === 'entries' && topic.order === 1);
  if (!entries || !Array.isArray(v) || v.length !== own[0]!.length) return false;
  const errors = own.map((row, k) => row.reduce((sum, value, i) => sum + (value - exact[k]![i]!) * (v[i] as number), 0));
  const weights = Array.isArray(w) && w.length === errors.length ? (w as number[]) : undefined;
  const error = weights ? Math.abs(errors.reduce((sum, value, k) => sum + value * weights[k]!, 0)) : Math.max(...errors.map(Math.abs));
  return error >= PART * gapOf(at).absolute;
}

/** Second derivatives at a point, claimed and exact. */
interface Second {
  readonly claimed: Rows;
  readonly exact: Rows | undefined;
}
/** A kind, with the exact derivatives from which it was told. */
interface Verdict {
  readonly kind: Kind;
  readonly exact?: Truth;
  readonly second?: Second;
}

/** What an alarm is at a point, by exact arithmetic. */
export function kindOf(failure: Failure): Verdict {
  const { program, setting, law, at, x, own } = failure;
  const there = truth(program, x);
  if (!there) return { kind: 'undecided' };
  const met = there.course.tie && finite(there.jacobian) ? atTie(failure, there.values) : there.jacobian;
  const joint = ofCurvature(law) && (met === 'tie inside' || met === 'kink at an edge');
  if (typeof met === 'string') return { kind: joint ? 'joint or kink nearby' : met, exact: there };
  const exact = { ...there, jacobian: met };
  // Where the claimed slopes are finite, second derivatives are at stake, of which nothing is known here.
  const bare = exact.values.every(Number.isFinite) && !finite(own);
  if (!finite(exact.jacobian)) return { kind: bare ? atNoSlope(failure) : 'undecided', exact };
  if (!finite(own) || misses(failure, exact.jacobian)) {
    const forced = truth(program, x, branchesOf(program, setting.precision, x));
    if (!forced || !finite(own) || misses(failure, forced.jacobian)) return { kind: 'rounding of the claim', exact };
    if (there.course.tie) return { kind: 'no subgradient', exact };
    return { kind: breaking(program, 'value') ? 'f jumps' : 'branch within rounding', exact };
  }
  const curved = ofCurvature(law) || at.measurements.some((sides) => !Number.isFinite(sides.claimed.value));
  if (!setting.second || !curved) return { kind: ofRightClaim(failure, exact), exact };
  const second = { claimed: claimedHessian(program, x, setting), exact: bentAt(program, x, there.course.tie) };
  return { kind: ofBend(failure, second, there.course.tie) ?? ofRightClaim(failure, exact), exact, second };
}

/** Exact second derivatives at a point; where comparisons tie, those that the pieces have which meet there, if they are all the same. */
function bentAt(program: Program, x: readonly number[], tie: boolean): Rows | undefined {
  if (!tie) return exactHessian(program, x);
  const pieces = new Map(around(program, x).map(({ taken }) => [JSON.stringify(taken), taken]));
  const all = [...pieces.values()].map((taken) => exactHessian(program, x, taken));
  const [first] = all;
  return first && all.every((rows) => rows && finite(rows) && apart(rows, first) < JUMP) ? first : undefined;
}

/** What an alarm is by second derivatives, claimed and exact; nothing where the claim is right, or f has none. */
function ofBend(failure: Failure, second: Second, tie: boolean): Kind | undefined {
  if (!second.exact) return tie ? undefined : 'undecided';
  if (!finite(second.exact)) return undefined;
  if (!finite(second.claimed)) return 'not finite where slopes are';
  if (apart(second.claimed, second.exact) <= partOf(failure)) return undefined;
  return tie ? 'other than the second derivative' : 'rounding of the claim';
}

/** What an alarm is, at the simplest and the starkest sample of each failed law: a false one, where any is. */
export function alarmOf(program: Program, setting: Setting, failed: readonly Result[]): Alarm {
  const alarms = failed.flatMap(({ property: law, reason, fault, simplest, starkest }) =>
    [simplest, starkest].flatMap((at): Alarm[] => {
      const x = at?.sample.x;
      if (!at || !Array.isArray(x) || x.length !== program.box.length) return [];
      const point = (x as number[]).map(FLOATS[setting.precision].of);
      const own = claimed(program, point, setting);
      const { kind, exact, second } = kindOf({ program, setting, law, at, x: point, own });
      const why = reason ?? fault;
      return [
        {
          law,
          kind,
          x: point,
          claimed: own,
          sides: at.measurements,
          ...(why && { reason: why }),
          ...(exact && { exact: exact.jacobian }),
          ...(second && { second }),
        },
      ];
    }),
  );
  const told = (sort: string) => alarms.find(({ kind }) => KINDS[kind] === sort);
  return told('false') ?? told('undecided') ?? alarms[0] ?? { law: failed[0]!.property, kind: 'undecided', x: [], claimed: [] };
}
