import { along, discard, fc, free, norm, normalized, point, property, reach, scaleAlong } from '../src/authoring.ts';

/** Halvings of the step until f is straight over it. */
const HALVINGS = 44;
/** f is straight over a step when its change is what the measured slope says, within this part. */
const STRAIGHT = 0.25;
/** A change of f counts when it stands so many bars above the noise. */
const ABOVE_NOISE = 32;

/** A small enough step along −g makes f smaller, and along g larger. Blind to the length of g. */
export default property({
  name: 'descent-decreases',
  law: 'f(x − ηg) < f(x) < f(x + ηg), g = ∇f(x), for all small enough η > 0',
  needs: ['gradient'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target) }),
  measure({ f, gradient, domain, inside }, { x }, { effort, value, derivative }) {
    const inputs = free(domain);
    const claimed = gradient(x).map((gi, i) => (inputs.includes(i) ? gi : 0));
    if (norm(claimed) === 0) discard('g = 0: nowhere is down');
    const g = normalized(claimed);
    const slope = derivative(f, x, g);
    const steep = slope.kind === 'smooth' && Math.abs(slope.value) > 3 * slope.error;
    if (!steep && effort === 'quick') return { claimed: slope, measured: { value: Number.NaN, error: Number.POSITIVE_INFINITY } };
    if (!steep) discard('f is not smooth here, or does not change along g beyond its noise');
    const here = value(f, x);
    const noise = ABOVE_NOISE * Math.max(here.error, slope.noise ?? 0);
    const [low, high] = reach(domain, x, g);
    let step = Math.min(scaleAlong(domain, x, g) / 16, -low, high);
    if (!(step > 0)) discard('at the edge of the domain');
    for (let k = 0; k < HALVINGS; k++, step /= 2) {
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
    return discard('f does not change along g beyond its noise before it bends');
  },
});
