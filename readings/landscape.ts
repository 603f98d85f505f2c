import {
  axis,
  CONTRADICTION,
  contains,
  discard,
  dot,
  eigenvalues,
  fc,
  free,
  type Instrument,
  interval,
  labelOf,
  norm,
  point,
  reading,
  scaled,
  type Target,
  times,
  type Vector,
  vector,
} from '../src/authoring.ts';

/** Samples at which it is seen whether f depends on each input. Why: a gradient that is 0 in one input at 24 of them is so by construction. */
const LANDSCAPE_SAMPLES = 24;
/** Points, beside declared critical ones, at which the curvature is measured. Why: the figures are to be read; one point may be special. */
const LANDSCAPE_PLACES = 2;
/** The most inputs of which the curvature is measured, and of which the sensitivities are listed. Why: n² slopes are measured, and n directions named. */
const LANDSCAPE_INPUTS = 6;
/** The most inputs of which the places are told. Why: nobody reads more numbers than these, and a report of millions cannot be opened. */
const LANDSCAPE_TOLD = 1000;
/** An input dominates if it has this share of the change that all inputs together make. Why: an order of magnitude more than the others. */
const DOMINATES = 0.9;
/** The ratio of curvatures from which on a valley is called narrow, and from which on it is warned of. Why: gradient descent takes about as many steps; 10⁹ are never taken. */
const NARROW_VALLEY = { told: 1e3, warned: 1e9 };
/** The ratio of curvatures up to which f is round, and no direction is steep or flat. Why: directions of nearly equal curvature are those of rounding. */
const ROUND_VALLEY = 1.5;
/** Steps of the power method. Why: they tell two curvatures apart whose squares differ by 10 %. */
const POWER_STEPS = 200;
/** The unevenness of the vector with which the power method starts. Why: any; so that no direction is orthogonal to it by symmetry. */
const POWER_START = 0.1;
/** A direction is an axis if its largest component, of a vector of length 1, is more than this. Why: it is eight degrees from the axis then, at most. */
const NEARLY_AXIS = 0.99;
/** Stationary points that the summary names. Why: it is one line. */
const NAMED_POINTS = 3;

type Subject = Target<'gradient'>;

/** The curvature at a point: the eigenvalues of the Hessian, the directions of the largest and the smallest, and at a stationary point what kind of point it is. */
interface Shape {
  readonly eigenvalues: readonly number[];
  readonly conditioning: number;
  readonly steep?: string;
  readonly flat?: string;
  readonly kind?: 'minimum' | 'maximum' | 'saddle' | 'undecided';
}

/** The local shape of f at one point. */
interface Place extends Partial<Shape> {
  /** Absent of many inputs. */
  readonly x?: readonly number[];
  readonly gradient: number;
  readonly stationary: boolean;
  /** The inputs that matter most, the first ones first: |gᵢ| · range. */
  readonly sensitivity: readonly { readonly input: string; readonly sensitivity: number }[];
  readonly dominates?: string;
  /** The slope along sign(g), which is ‖g‖₁. */
  readonly rise?: { readonly expected: number; readonly measured: number };
}

/** Where f can be asked, and the gradient has a value. */
const usable = ({ inside, f, gradient }: Subject, x: Vector): boolean =>
  inside(x) && Number.isFinite(f(x)) && gradient(x).every(Number.isFinite);

/** |gᵢ| times the width of the interval of each input, or 1 if that is infinite: the change of f, to first order, when the input goes through it. */
const sensitivities = ({ gradient, domain }: Subject, x: Vector): readonly number[] =>
  Array.from(gradient(x), (gi, i) => {
    const [low, high] = interval(domain, i);
    return Math.abs(gi) * (Number.isFinite(high - low) ? high - low : 1);
  });

/** The Hessian with error bars: the claimed one, or else the measured slopes of the gradient; undefined where it is not finite. */
function curvatures({ gradient, hessian, inputs }: Subject, x: Vector, { derivative }: Instrument) {
  const claimed = hessian?.(x).map((row) => Array.from(row, (value) => ({ value, error: inputs * Number.EPSILON * Math.abs(value) })));
  const rows = claimed ?? Array.from(x, (_, i) => Array.from(x, (__, j) => derivative((y) => gradient(y)[i]!, x, axis(inputs, j))));
  return rows.every((row) => row.every(({ value, error }) => Number.isFinite(value + error))) ? rows : undefined;
}

/** The eigenvector of the largest eigenvalue of a positive semidefinite matrix, by the power method (R. von Mises, H. Pollaczek-Geiringer 1929). */
function stretched(rows: readonly Vector[]): Vector {
  let v = Float64Array.from(rows, (_, i) => 1 + POWER_START * Math.sin(i + 1));
  for (let k = 0; k < POWER_STEPS; k++) {
    const next = times(rows, v);
    const size = norm(next);
    if (!(size > 0)) break;
    v = scaled(next, 1 / size) as Float64Array<ArrayBuffer>;
  }
  return v;
}

/** A direction in words: `y`, where it is nearly an axis, or `0.6 x − 0.8 y`, to two decimals. */
function direction({ subject }: Subject, v: Vector): string {
  const lead = v.reduce((most, vi, i) => (Math.abs(vi) > Math.abs(v[most]!) ? i : most), 0);
  const turned = scaled(v, Math.sign(v[lead]!) / norm(v));
  const parts = Array.from(turned, (value, i) => ({ value: Math.round(value * 100) / 100, name: labelOf(subject, i) })).filter(
    ({ value }) => value !== 0,
  );
  if (turned[lead]! > NEARLY_AXIS) return labelOf(subject, lead);
  return parts
    .map(({ value, name }, k) => `${k === 0 ? (value < 0 ? '−' : '') : value < 0 ? ' − ' : ' + '}${Math.abs(value)} ${name}`)
    .join('');
}

function look(target: Subject, x: Vector, instrument: Instrument): Place {
  const { gradient, f, inputs, subject } = target;
  const g = gradient(x);
  const [size, taxicab] = [norm(g), g.reduce((sum, gi) => sum + Math.abs(gi), 0)];
  const along = size > 0 ? instrument.product(gradient, x, scaled(g, 1 / size)) : { value: 0, error: 0 };
  const stationary = size === 0 || Math.abs(along.value) <= CONTRADICTION * along.error;
  const ranked = sensitivities(target, x)
    .map((sensitivity, i) => ({ input: labelOf(subject, i), sensitivity }))
    .sort((a, b) => b.sensitivity - a.sensitivity);
  const all = ranked.reduce((sum, { sensitivity }) => sum + sensitivity, 0);
  const dominates = inputs > 1 && ranked[0]!.sensitivity > DOMINATES * all ? ranked[0]!.input : undefined;
  const rise = stationary ? undefined : instrument.derivative(f, x, g.map(Math.sign));
  return {
    ...(inputs <= LANDSCAPE_TOLD && { x: Array.from(x) }),
    gradient: size,
    stationary,
    sensitivity: ranked.slice(0, LANDSCAPE_INPUTS),
    ...(dominates !== undefined && { dominates }),
    ...(rise && { rise: { expected: taxicab, measured: rise.value } }),
    ...(inputs <= LANDSCAPE_INPUTS && shape(target, x, instrument, stationary)),
  };
}

function shape(target: Subject, x: Vector, instrument: Instrument, stationary: boolean): Shape | undefined {
  const rows = curvatures(target, x, instrument);
  if (!rows) return undefined;
  const { values, error } = eigenvalues(rows);
  const matrix = rows.map((row) => Float64Array.from(row, ({ value }) => value));
  const most = Math.max(...values.map(Math.abs));
  const least = Math.min(...values.map(Math.abs));
  const conditioning = least > error ? most / least : Number.POSITIVE_INFINITY;
  const squared = matrix.map((_, i) => Float64Array.from(x, (__, j) => dot(matrix[i]!, matrix[j]!)));
  const rest = squared.map((row, i) => row.map((value, j) => (i === j ? most * most : 0) - value));
  const [steep, flat] =
    most > error && conditioning > ROUND_VALLEY
      ? ([direction(target, stretched(squared)), direction(target, stretched(rest))] as const)
      : [];
  const kind =
    values[0]! > error
      ? 'minimum'
      : values.at(-1)! < -error
        ? 'maximum'
        : values[0]! < -error && values.at(-1)! > error
          ? 'saddle'
          : 'undecided';
  return {
    eigenvalues: values,
    conditioning,
    ...(steep !== undefined && flat !== undefined && { steep, flat }),
    ...(stationary && { kind }),
  };
}

/**
 * The shape of f at a few points and at declared critical ones: whether they are stationary and of what kind, the eigenvalues of the Hessian, and which input f is most sensitive
 * to. It warns of an input on which f does not depend, and of a valley too narrow for gradient descent.
 */
export default reading({
  name: 'landscape',
  law: '‖∇f(x)‖, the eigenvalues of H(x), and |gᵢ| · range of each input',
  needs: ['gradient'],
  scalar: true,
  samples: LANDSCAPE_SAMPLES,
  when: ({ domain }) => free(domain).length > 0,
  forAll: (target) => fc.record({ x: point(target) }),
  read(target, samples, instrument) {
    const points = samples.map(({ x }) => x).filter((x) => usable(target, x));
    if (points.length === 0) discard('f or its gradient is finite at no sample');
    const critical = (target.subject.critical ?? [])
      .map(({ at }) => vector(at))
      .filter((x) => contains(target.domain, x) && usable(target, x));
    const places = [...critical, ...points.slice(0, LANDSCAPE_PLACES)].map((x) => look(target, x, instrument));
    const moving = new Uint8Array(target.inputs);
    for (const x of points) for (const [i, gi] of target.gradient(x).entries()) if (gi !== 0) moving[i] = 1;
    const idle = free(target.domain)
      .filter((i) => moving[i] === 0)
      .map((i) => labelOf(target.subject, i));
    const curved = places.flatMap(({ conditioning, steep, flat }) => (conditioning === undefined ? [] : [{ conditioning, steep, flat }]));
    const narrow = curved.filter(({ conditioning }) => conditioning > NARROW_VALLEY.warned && Number.isFinite(conditioning));
    return {
      summary: summary(target, places).join(', '),
      warnings: [
        ...(idle.length > 0 && points.length > 1
          ? [`the gradient with respect to ${idle.slice(0, LANDSCAPE_INPUTS).join(', ')} is 0 at every sample`]
          : []),
        ...(curved.length > 0 && narrow.length === curved.length
          ? [
              `a very narrow valley: f is curved ${narrow[0]!.conditioning.toPrecision(2)} times as much along ${narrow[0]!.steep} as along ${narrow[0]!.flat}`,
            ]
          : []),
      ],
      figures: { places },
    };
  },
});

/** The findings in a few words each. */
function summary(target: Subject, places: readonly Place[]): string[] {
  const leaders = new Set(places.flatMap(({ stationary, dominates }) => (stationary ? [] : [dominates])));
  const [leader] = leaders;
  const stationary = places.filter((place) => place.stationary && place.kind !== undefined);
  const narrow = places.find(({ conditioning = 1 }) => conditioning > NARROW_VALLEY.told && Number.isFinite(conditioning));
  return [
    ...(leaders.size === 1 && leader !== undefined ? [`${leader} dominates`] : []),
    ...stationary
      .slice(0, NAMED_POINTS)
      .map(
        ({ x, kind }) =>
          `${kind} at ${(x ?? []).map((xi, i) => `${labelOf(target.subject, i)} = ${Number(xi.toPrecision(4))}`).join(', ')}`,
      ),
    ...(narrow?.steep === undefined ? [] : [`a narrow valley: steep along ${narrow.steep}, flat along ${narrow.flat}`]),
  ];
}
