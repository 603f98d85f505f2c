import { expression } from '../formulas/expression.ts';
import { escaped } from '../formulas/formula-error.ts';
import { free, type Interval, interval } from '../math/domain.ts';
import { axis, vector } from '../math/vector.ts';
import { derivative } from '../measure/differences/index.ts';
import { type Evaluator, evaluator, Fault } from '../subject/evaluator.ts';
import { defaultVariables, labelOf } from '../subject/label.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import { encoded, interpolated, type PackedMesh } from './field.ts';
import { type Trees, trees } from './trees.ts';
import { roundNear, viewed } from './view.ts';

/** An axis of the plane that is explored. */
export interface Axis {
  readonly label: string;
  readonly low: number;
  readonly high: number;
}

/** A point at which a law failed, with one number for each input, and what to say about it. */
export interface FailingPoint {
  readonly at: readonly number[];
  readonly text: string;
}

/** A function on a plane of two of its inputs, and its claimed gradient: the plain data from which a page shows it. */
export interface Exploration {
  readonly name: string;
  /** The inputs: all of them if there are trees, else the axes and some of the others. */
  readonly inputs: readonly Axis[];
  /** The two inputs that vary, as indices of `inputs`. */
  readonly axes: readonly [number, number];
  /** The point at first, with one number for each of `inputs`. Inputs that do not vary keep their value. */
  readonly at: readonly number[];
  /** The function as a formula, exact everywhere. */
  readonly trees?: Trees;
  /** Without a formula: values and measured slopes on a mesh, and the error of interpolation between them as a part of their range. */
  readonly grid?: { readonly f: PackedMesh; readonly slopes: readonly [PackedMesh, PackedMesh]; readonly accuracy: number };
  /** The claimed gradient: a formula in `trees`, the same as the true gradient, or its difference from the true gradient on a mesh. */
  readonly claim?: 'formulas' | 'same' | readonly [PackedMesh, PackedMesh];
  readonly failures: readonly FailingPoint[];
}

export interface ExplorationOptions {
  /** The two inputs to vary; the first two that can, if omitted. */
  readonly axes?: readonly [number, number];
  /** The point at first. Inputs that do not vary keep their value. */
  readonly at?: readonly number[];
  /** The claimed gradient as formulas in the subject's variables. */
  readonly gradient?: readonly string[];
  /** Points at which a law failed, with what to say about each. */
  readonly failures?: readonly { readonly at: readonly number[]; readonly text: string }[];
  /** Points of the mesh along each axis; 49 if omitted. */
  readonly size?: number;
}

const MESH_SIZE = 49;
/** A claim that differs from the truth by less than this part of the steepest slope counts as the same. */
const SAME_CLAIM = 1e-7;

/**
 * The exploration of a subject; undefined if it has several outputs, if fewer than two inputs can vary, or if f has no finite value on the
 * plane.
 */
export function exploration(subject: FunctionSubject, options: ExplorationOptions = {}): Exploration | undefined {
  const target = evaluator(subject);
  const movable = free(subject.domain);
  const [a = -1, b = -1] = options.axes ?? movable;
  if (target.outputs !== 1 || a < 0 || b < 0) return undefined;
  const views = Array.from({ length: target.inputs }, (_, i) =>
    viewed(
      interval(subject.domain, i),
      (subject.critical ?? []).map(({ at }) => at[i]!),
      options.at?.[i],
    ),
  );
  const plane: SampledPlane = {
    target,
    base: options.at ? vector(options.at) : basePoint(target, views),
    a,
    b,
    x: views[a]!,
    y: views[b]!,
    size: options.size ?? MESH_SIZE,
  };

  const values = meshed(plane, (point) => valueAt(plane, point));
  if (!values.some(Number.isFinite)) return undefined;
  const formulas = trees(subject, target, spread(target, views), options.gradient);
  const grid = formulas ? undefined : sampled(plane, values);
  const claim = formulas?.claims ? 'formulas' : claimed(plane, grid?.measured ?? exact(plane, subject));
  const inputs = views.map(([low, high], i): Axis => ({ label: visible(labelOf(subject, i), 40), low, high }));
  // A sampled plane has fixed axes, so that of many other inputs only some are listed.
  const kept = formulas
    ? inputs.map((_, i) => i)
    : [a, b, ...inputs.keys()].filter((i, k, all) => all.indexOf(i) === k).slice(0, KEPT_INPUTS);
  return {
    name: visible(subject.name, 200),
    inputs: kept.map((i) => inputs[i]!),
    axes: [kept.indexOf(a), kept.indexOf(b)],
    at: kept.map((i) => plane.base[i]!),
    ...(formulas && { trees: formulas }),
    ...(grid && { grid: { f: grid.f, slopes: grid.slopes, accuracy: grid.accuracy } }),
    ...(claim !== undefined && { claim }),
    failures: (options.failures ?? []).map(({ at, text }) => ({ at: kept.map((i) => at[i]!), text })),
  };
}

/** The most inputs that are listed for a sampled plane. */
const KEPT_INPUTS = 10;

interface SampledPlane {
  readonly target: Evaluator;
  readonly base: Float64Array;
  readonly a: number;
  readonly b: number;
  readonly x: Interval;
  readonly y: Interval;
  readonly size: number;
}

interface Sampled {
  readonly f: PackedMesh;
  readonly slopes: readonly [PackedMesh, PackedMesh];
  readonly accuracy: number;
  /** The slopes as they were measured, before they are rounded. */
  readonly measured: readonly [Float64Array, Float64Array];
}

const at = ({ base, a, b, x, y, size }: SampledPlane, i: number, j: number): Float64Array => {
  const point = base.slice();
  point[a] = x[0] + ((x[1] - x[0]) * i) / (size - 1);
  point[b] = y[0] + ((y[1] - y[0]) * j) / (size - 1);
  return point;
};

const valueAt = ({ target }: SampledPlane, point: Float64Array): number => (target.inside(point) ? target.f(point) : Number.NaN);

const slopeAt = ({ target }: SampledPlane, point: Float64Array, i: number): number =>
  target.inside(point)
    ? derivative((z) => target.f(z), point, axis(point.length, i), { domain: target.domain, inside: target.inside, effort: 'quick' }).value
    : Number.NaN;

/** The values at all points of the mesh, row by row. */
const meshed = (plane: SampledPlane, value: (point: Float64Array) => number): Float64Array =>
  Float64Array.from({ length: plane.size ** 2 }, (_, k) => value(at(plane, k % plane.size, Math.floor(k / plane.size))));

/** The values of f, and its slopes measured on the mesh. */
function sampled(plane: SampledPlane, values: Float64Array): Sampled {
  const { size, a, b } = plane;
  const measured = [a, b].map((i) => meshed(plane, (point) => slopeAt(plane, point, i)));
  const steepest = largest(measured) / 2;
  const accuracy = Math.max(
    off(plane, values, halfSpan(values), (p) => valueAt(plane, p)),
    ...measured.map((slopes, k) => off(plane, slopes, steepest, (p) => slopeAt(plane, p, [a, b][k]!))),
  );
  const [gx, gy] = measured as [Float64Array, Float64Array];
  const field = (numbers: Float64Array): PackedMesh => encoded({ columns: size, rows: size, values: numbers });
  return { f: field(values), slopes: [field(gx), field(gy)], accuracy, measured: [gx, gy] };
}

/** Points at which interpolation is compared with the truth. */
const PROBES = 48;
const GOLDEN = [0.7548776662466927, 0.5698402909980532] as const;

/**
 * The largest error of interpolation at evenly spread points (Roberts 2018), as a part of the range of values, of which `half` is given,
 * since the whole range may overflow.
 */
function off(plane: SampledPlane, values: Float64Array, half: number, truth: (point: Float64Array) => number): number {
  let worst = 0;
  for (let k = 1; k <= PROBES; k++) {
    const [u, v] = GOLDEN.map((g) => ((k * g) % 1) * (plane.size - 1)) as [number, number];
    const gap = Math.abs(interpolated({ columns: plane.size, rows: plane.size, values }, u, v) / 2 - truth(at(plane, u, v)) / 2);
    if (gap > worst * half) worst = gap / half;
  }
  return worst;
}

const largest = (lists: readonly Float64Array[]): number =>
  lists.reduce((most, list) => list.reduce((m, value) => (Number.isFinite(value) ? Math.max(m, Math.abs(value)) : m), most), 0);

/** Half the distance between the lowest and the highest value. */
function halfSpan(values: Float64Array): number {
  const finite = values.filter(Number.isFinite);
  return (
    finite.reduce((m, v) => Math.max(m, v), Number.NEGATIVE_INFINITY) / 2 -
    finite.reduce((m, v) => Math.min(m, v), Number.POSITIVE_INFINITY) / 2
  );
}

/**
 * The difference of the claim from the truth on the mesh, or 'same' if that is negligible; undefined if nothing is claimed, or if the
 * claim breaks its form.
 */
function claimed(plane: SampledPlane, truth: readonly [Float64Array, Float64Array]): Exploration['claim'] {
  const { target, size, a, b } = plane;
  const { gradient, jacobian, vjp } = target;
  const claim = gradient ?? (jacobian ? (x: Float64Array) => jacobian(x)[0]! : vjp ? (x: Float64Array) => vjp(x, vector([1])) : undefined);
  if (!claim) return undefined;
  const beyond = [new Float64Array(size ** 2), new Float64Array(size ** 2)] as const;
  try {
    for (let k = 0; k < size ** 2; k++) {
      const point = at(plane, k % size, Math.floor(k / size));
      const g = target.inside(point) ? claim(point) : undefined;
      [a, b].forEach((i, which) => {
        beyond[which]![k] = g ? g[i]! - truth[which]![k]! : Number.NaN;
      });
    }
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
  const field = (values: Float64Array): PackedMesh => encoded({ columns: size, rows: size, values });
  return largest(beyond) <= SAME_CLAIM * largest(truth) ? 'same' : [field(beyond[0]), field(beyond[1])];
}

/** The slopes of the formula on the mesh, by algebra. */
function exact(plane: SampledPlane, { formula, variables }: FunctionSubject): readonly [Float64Array, Float64Array] {
  const { gradient } = expression([formula!].flat()[0]!, variables ?? defaultVariables(plane.target.inputs));
  return [meshed(plane, (p) => gradient(p)[plane.a]!), meshed(plane, (p) => gradient(p)[plane.b]!)];
}

/** Points spread evenly over the visible part of the domain (Roberts 2018). */
function spread({ inputs }: Evaluator, views: readonly Interval[]): readonly Float64Array[] {
  return Array.from({ length: PROBES }, (_, k) =>
    Float64Array.from(
      { length: inputs },
      (_, i) => views[i]![0] + (views[i]![1] - views[i]![0]) * (((k + 1) * GOLDEN[i % 2]! + i * 0.37) % 1),
    ),
  );
}

const ASIDE = 0.625;

/**
 * A point with round coordinates, preferably to the upper right, at which f has a value. A zero input would hide what is multiplied by it.
 */
function basePoint(target: Evaluator, views: readonly Interval[]): Float64Array {
  // The point lies off the diagonal, where many functions are special.
  const parts = [0.75, 0.6, 0.3, 0.5, 0.15, 0.9];
  const place = (p: number, q: number): Float64Array =>
    Float64Array.from(views, ([low, high], i) => roundNear(low + (high - low) * (i % 2 === 0 ? p : q), high - low));
  for (const p of parts)
    for (const q of [ASIDE, ...parts]) {
      const point = place(p, q);
      if (roomy(target, point, views)) return point;
    }
  return place(0.5, 0.5);
}

/** Whether f has values at a point and a little to both sides of it. */
const roomy = (target: Evaluator, point: Float64Array, views: readonly Interval[]): boolean =>
  [0, 0.02, -0.02].every((part) =>
    views.every(([low, high], i) => {
      const beside = point.slice();
      beside[i]! += part * (high - low);
      return target.inside(beside) && Number.isFinite(target.f(beside));
    }),
  );

/** The author's text in at most `length` characters, all of them visible. */
const visible = (text: string, length: number): string => {
  const visible = escaped([...text.slice(0, 4 * length)].slice(0, length + 1).join(''));
  return visible.length > length ? `${[...visible].slice(0, length - 1).join('')}…` : visible;
};
