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

/** Components of a gradient. Why: enough that one may be cut off while others stay. */
const CLIPPED_PARAMETERS = 5;
/** Roundings that the bar of a clipped component covers. Why: those of a norm of five numbers, a quotient and a product. */
const CLIP_ROUNDINGS = 8;

type Clip = Extract<Rule, { readonly limit: number }>;

const isClip = (rule: Rule | undefined): rule is Clip => rule?.name === 'clip-norm' || rule?.name === 'clip-value';

/** The length and the direction of a clipped gradient; `grain` is the relative error of its components. */
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
    return fc.record({ g: point({ domain: { dimension: CLIPPED_PARAMETERS, low: -2 * limit, high: 2 * limit }, inside: () => true }) });
  },
  measure({ update, subject, step, fresh }, { g }): readonly Measurement[] {
    const rule = update.rule as Clip;
    const clip = (given: Vector): Vector => scaled(step(new Float64Array(CLIPPED_PARAMETERS), given, fresh(CLIPPED_PARAMETERS)).theta, -1);
    const [once, zero] = [clip(g), clip(new Float64Array(CLIPPED_PARAMETERS))];
    const grain = CLIP_ROUNDINGS * UNIT[subject.precision ?? 'float64'];
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
