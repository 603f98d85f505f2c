import {
  along,
  CONTRADICTION,
  discard,
  fc,
  gradientFields,
  norm,
  normalized,
  point,
  property,
  reach,
  scaleAlong,
  unmeasured,
  varied,
} from '../src/authoring.ts';

/** The first step, relative to the scale of the line. Why: that of a glance, at whose ends f is known, and over which a well-scaled f is nearly straight. */
const DESCENT_START = 1 / 64;
/** Halvings of the step, at most, until f is straight over it. Why: 2⁻⁴⁸ of the scale is the spacing of doubles, nearly. */
const DESCENT_HALVINGS = 44;
/** f is straight over a step if its change is that of the measured slope to within this part. Why: a change of sign is then the claim's, and not curvature. */
const STRAIGHT = 0.25;
/** A change of f counts if it is this many times the noise. Why: a change of one sign is then none of noise. */
const DESCENT_ABOVE_NOISE = 32;

/** A small enough step along −g makes f smaller, and along g larger. The law is blind to the length of g. */
export default property({
  name: 'descent-decreases',
  law: 'f(x − ηg) < f(x) < f(x + ηg), g = ∇f(x), for all small enough η > 0',
  needs: ['gradient'],
  scalar: true,
  compares: true,
  forAll: (target) => fc.record({ x: point(target) }),
  fields: gradientFields,
  measure({ f, gradient, domain, inside }, { x }, { effort, value, derivative }) {
    const claimed = varied(gradient(x), domain);
    if (norm(claimed) === 0) discard('the gradient is 0');
    if (!Number.isFinite(norm(claimed))) unmeasured('the gradient is not finite');
    const g = normalized(claimed);
    const [low, high] = reach(domain, x, g);
    if (low === 0 || high === 0) unmeasured('at the edge of the domain');
    const slope = derivative(f, x, g);
    const steep = slope.kind === 'smooth' && Math.abs(slope.value) > CONTRADICTION * slope.error;
    if (!steep && effort === 'quick') return { claimed: slope, measured: { value: Number.NaN, error: Number.POSITIVE_INFINITY } };
    if (slope.kind === 'kink') discard('f has a kink here');
    if (!steep) unmeasured('f is not smooth here, or does not change along g beyond its noise');
    const here = value(f, x);
    const noise = DESCENT_ABOVE_NOISE * Math.max(here.error, slope.noise ?? 0);
    let step = Math.min(scaleAlong(domain, x, g) * DESCENT_START, -low, high);
    for (let k = 0; k < DESCENT_HALVINGS; k++, step /= 2) {
      const [below, above] = [along(x, g, -step), along(x, g, step)];
      if (!inside(below) || !inside(above)) continue;
      const [fall, rise] = [here.value - f(below), f(above) - here.value];
      if (!Number.isFinite(fall) || !Number.isFinite(rise)) continue;
      if (Math.max(Math.abs(fall), Math.abs(rise)) <= noise) break;
      const expected = step * slope.value;
      if ([fall, rise].some((change) => Math.abs(change - expected) > STRAIGHT * Math.abs(expected) || Math.abs(change) <= noise)) continue;
      const error = here.error;
      return [
        { what: 'f(x) − f(x − ηg)', claimed: { value: 0, error: 0 }, measured: { value: fall, error }, relation: '≤' as const },
        { what: 'f(x + ηg) − f(x)', claimed: { value: 0, error: 0 }, measured: { value: rise, error }, relation: '≤' as const },
      ];
    }
    return unmeasured('f does not change along g beyond its noise before it bends');
  },
});
