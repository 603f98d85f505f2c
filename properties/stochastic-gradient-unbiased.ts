import {
  about,
  CONTRADICTION,
  type Drift,
  drift,
  exactly,
  Fault,
  fc,
  type Instrument,
  labelOf,
  type Measurement,
  norm,
  point,
  property,
  type StochasticEvaluator,
  UNIT,
  unmeasured,
  type Vector,
  vector,
} from '../src/authoring.ts';

/** The most draws that are all taken, where there are finitely many. Why: as many as a sequential test would take; the mean is exact then. */
const ENUMERATED = 1024;
/** The most draws at a point, where the subject says nothing else. Why: a bias of a tenth of the standard deviation of a draw is excluded then. */
const DEFAULT_TRIALS = 1000;
/** The most draws at a point that is looked at in passing. Why: a quarter of these, which sees a bias twice as large. */
const QUICK_TRIALS = 256;
/** The probability of a false alarm at one point. Why: eight points are looked at with care, the others only after a first alarm there and on new draws; that is less than 0.01 in all, for up to 1000 points. */
const BIAS_ALARM = 1e-3;
/** Roundings that the bar of a draw covers. Why: a draw is a mean over the examples of a batch. */
const DRAW_ROUNDINGS = 16;

/** The mean of all draws beside the full gradient, from which it may differ by rounding alone. */
function exact({ stochastic, subject, inputs, map, draw }: StochasticEvaluator, x: Vector, look: Instrument): readonly Measurement[] {
  const draws = stochastic.draws!;
  const mean = (y: Vector, part: (value: number) => number): Vector => {
    const sum = new Float64Array(inputs);
    for (let seed = 0; seed < draws; seed++) {
      const drawn = draw(y, seed);
      for (let i = 0; i < inputs; i++) sum[i]! += part(drawn[i]!) / draws;
    }
    return sum;
  };
  const own = (value: number): number => value;
  const [here, full, sizes] = [mean(x, own), map(x), mean(x, Math.abs)];
  const grain = (DRAW_ROUNDINGS + draws) * UNIT[subject.precision ?? 'float64'];
  const noise = (field: (y: Vector) => Vector, at: Vector, i: number) => look.value((y) => (y === x ? at : field(y))[i]!, x).error;
  return Array.from(full, (value, i) => ({
    what: `the mean of all ${draws} draws of ${labelOf(subject, i)}`,
    claimed: about(here[i]!, noise((y) => mean(y, own), here, i) + grain * sizes[i]!),
    measured: about(value, noise(map, full, i)),
    scale: norm(sizes) / Math.sqrt(inputs),
  }));
}

/** The largest bias that is not excluded, relative to the standard deviation of a draw or to the gradient, whichever is more. */
const excluded = ({ biases }: Drift, full: Vector): number =>
  Math.max(
    ...Array.from(full, (value, i) => {
      const { low, high, mean, deviation } = biases[i]!;
      return mean === 0 && deviation === 0 ? 0 : Math.max(-low, high) / Math.max(deviation, Math.abs(value));
    }),
  );

/** The sequential test on draws one after the other, until a bias is shown or there have been enough. */
function sequential(target: StochasticEvaluator, x: Vector, seed: number, look: Instrument): Measurement | readonly Measurement[] {
  const { stochastic, bound, subject, inputs, map, draw, seeds } = target;
  const { trials = DEFAULT_TRIALS } = stochastic;
  const quick = look.effort === 'quick';
  const next = seeds(quick ? seed + 1 : seed);
  const [full, first, again] = [map(x), draw(x, 0), draw(x, 0)];
  if (first.some((value, i) => !Object.is(value, again[i])))
    throw new Fault('not-deterministic', `gradient returned ${first.join(', ')} and ${again.join(', ')} for one seed`);
  const grain = DRAW_ROUNDINGS * UNIT[subject.precision ?? 'float64'];
  const found = drift(full, () => draw(x, next()), {
    trials: quick ? Math.min(QUICK_TRIALS, trials) : trials,
    alarm: BIAS_ALARM,
    ...(bound && { bound }),
    rounding: full.map(
      (value, i) => look.value((y) => (y === x ? full : map(y))[i]!, x).error + grain * Math.max(Math.abs(value), Math.abs(first[i]!)),
    ),
  });
  const name = (i: number): string => (i < inputs ? labelOf(subject, i) : 'the component along the full gradient');
  if (found.beyond) {
    const { component, value } = found.beyond;
    if (!bound && Number.isFinite(value)) return unmeasured('later draws go far beyond the first ones: without a bound, nothing is said');
    return {
      what: `a draw of ${name(component)}, which has a bound`,
      claimed: exactly(Math.abs(value)),
      measured: exactly(bound?.[component] ?? 0),
      relation: '≤',
    };
  }
  const least = excluded(found, full);
  if (found.biased === undefined && !(least < 1)) return unmeasured('too few draws to exclude a bias as large as their standard deviation');
  return found.biases.map(({ mean, low, high }, i) => {
    const middle = i < inputs ? full[i]! : norm(full);
    return {
      what: `the mean of ${found.draws} draws of ${name(i)}${found.biased === undefined ? `, which exclude a bias above ${(100 * least).toPrecision(2)} % of their standard deviation` : ''}`,
      claimed: about(middle + mean, Math.max(0, mean > 0 ? mean - low : high - mean) / CONTRADICTION),
      measured: exactly(middle),
      relation: mean > 0 ? ('≤' as const) : ('≥' as const),
    };
  });
}

/** θ, and the start of the stream of seeds where draws cannot be enumerated. θ is a plain list then, so that a failing sample is not simplified, which would ask for new draws. */
interface Place {
  readonly [key: string]: unknown;
  readonly x: Vector | readonly number[];
  readonly seed?: number;
}

/** The outcomes of tests by sample and effort, for a sample may be asked about again. */
const said = new WeakMap<object, Map<string, Measurement | readonly Measurement[]>>();

/**
 * The expected value of a stochastic gradient is the full one: exactly, where all draws can be taken; else by a sequential test, which says how small a bias it excludes.
 * The probability that an unbiased gradient with a bound fails is below 0.01.
 */
export default property({
  name: 'stochastic-gradient-unbiased',
  law: 'E[gradient(θ, seed)] = full(θ)',
  kind: 'stochastic',
  forAll: (target): fc.Arbitrary<Place> =>
    (target.stochastic.draws ?? Number.POSITIVE_INFINITY) <= ENUMERATED
      ? fc.record({ x: point(target) })
      : fc.record({ x: point(target).map((x) => Array.from(x)), seed: fc.noBias(fc.nat()) }),
  measure(target, sample, look) {
    const { x, seed } = sample;
    if (seed === undefined) return exact(target, vector(x), look);
    const answers = said.get(sample) ?? new Map<string, Measurement | readonly Measurement[]>();
    said.set(sample, answers);
    const answer = answers.get(look.effort) ?? sequential(target, vector(x), seed, look);
    answers.set(look.effort, answer);
    return answer;
  },
});
