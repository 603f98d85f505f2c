import {
  about,
  clipped,
  exactly,
  fc,
  type Measurement,
  norm,
  point,
  property,
  type Rule,
  scaled,
  UNIT,
  type Vector,
} from '../src/authoring.ts';

/** Components of a gradient. */
const SIZE = 5;
/** Roundings of a norm and of a quotient with it. */
const ROUNDINGS = 8;

type Clip = Extract<Rule, { readonly limit: number }>;

const isClip = (rule: Rule | undefined): rule is Clip => rule?.name === 'clip-norm' || rule?.name === 'clip-value';

/** Length, direction and repetition of what clipping left of g. */
function byNorm({ limit, epsilon = 0 }: Clip, g: Vector, once: Vector, grain: number): readonly Measurement[] {
  const [before, after] = [norm(g), norm(once)];
  const expected = before + epsilon <= limit ? before : (limit * before) / (before + epsilon);
  return [
    { what: 'the norm', claimed: about(after, grain * after), measured: exactly(limit), relation: '≤' },
    { what: 'the norm', claimed: about(after, grain * after), measured: about(expected, grain * expected) },
    ...Array.from(once, (value, i) => ({
      what: `component ${i}, along the gradient`,
      claimed: about(value, grain * Math.abs(value)),
      measured: about(before === 0 ? 0 : (g[i]! / before) * after, grain * Math.abs(value)),
      scale: after,
    })),
  ];
}

/** Each component is within the limits, and what it was if it was within them. */
const byValue = ({ limit }: Clip, g: Vector, once: Vector): readonly Measurement[] =>
  Array.from(once, (value, i): readonly Measurement[] => [
    { what: `the size of component ${i}`, claimed: exactly(Math.abs(value)), measured: exactly(limit), relation: '≤' },
    { what: `component ${i}`, claimed: exactly(value), measured: exactly(Math.max(-limit, Math.min(limit, g[i]!))) },
  ]).flat();

/** Clipping cuts what is above the limit and nothing else: the direction (or each sign) stays, what is below stays as it is, zero stays zero, and a second time changes nothing. */
export default property({
  name: 'clipping',
  law: 'clip(g) = min(1, c/‖g‖) g: ‖clip(g)‖ ≤ c, clip(clip(g)) = clip(g), clip(0) = 0; or each component cut off at ±c',
  kind: 'update',
  when: ({ update }) => isClip(update.rule),
  forAll: ({ update }) => {
    const { limit } = update.rule as Clip;
    return fc.record({ g: point({ domain: { dimension: SIZE, low: -2 * limit, high: 2 * limit }, inside: () => true }) });
  },
  measure({ update, subject, step, fresh }, { g }): readonly Measurement[] {
    const rule = update.rule as Clip;
    const clip = (given: Vector): Vector => scaled(step(new Float64Array(SIZE), given, fresh(SIZE)).theta, -1);
    const [once, zero] = [clip(g), clip(new Float64Array(SIZE))];
    const grain = ROUNDINGS * UNIT[subject.precision ?? 'float64'];
    const [twice, expected] = [once.every(Number.isFinite) ? clip(once) : once, clipped(rule, once)];
    return [
      ...(rule.name === 'clip-norm' ? byNorm(rule, g, once, grain) : byValue(rule, g, once)),
      ...Array.from(twice, (value, i) => ({
        what: `component ${i}, clipped twice`,
        claimed: about(value, grain * Math.abs(once[i]!)),
        measured: about(expected[i]!, grain * Math.abs(once[i]!)),
        scale: norm(once),
      })),
      ...Array.from(zero, (value, i) => ({
        what: `component ${i} of what is left of zero`,
        claimed: exactly(value),
        measured: exactly(0),
      })),
    ];
  },
});
