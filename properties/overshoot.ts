import {
  along,
  CONTRADICTION,
  declared,
  discard,
  fc,
  type Measurement,
  norm,
  point,
  property,
  reach,
  times,
  unmeasured,
  varied,
  withInputRounding,
} from '../src/authoring.ts';
import { STEP_ROOM } from './newton-step.ts';

/** Parts of the step 2‖g‖²/⟨g, Hg⟩ after which f is compared, beside the whole. Why: an eighth short of it f is still below its level, an eighth beyond it above, and both are exact in binary. */
const OVERSHOOT_PARTS = { short: 0.875, long: 1.125 };
/** A factor on the relative errors of ‖g‖² and ⟨g, Hg⟩ in the bar of the change of f. Why: ‖g‖⁴/⟨g, Hg⟩ has twice the first and once the second, the step has both, and 2θ(θ − 1) changes by up to 4θ times its relative error. */
const OVERSHOOT_SAFETY = 8;

/**
 * On a quadratic, f falls along −g, is back at its level after the step 2‖g‖²/⟨g, Hg⟩, and descent overshoots beyond; where ⟨g, Hg⟩ < 0, the
 * same holds of ascent along g. A part θ of that step changes f by 2θ(θ − 1)‖g‖⁴/⟨g, Hg⟩. The law sees the lengths of g and of H along g.
 */
export default property({
  name: 'overshoot',
  law: 'f(x − ηg) < f(x) for 0 < η < 2‖g‖²/⟨g, Hg⟩, = at it, > beyond, where f is quadratic',
  needs: ['gradient'],
  traits: ['quadratic'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target) }),
  measure(target, { x }, look) {
    const { f, map, gradient, hessian, hvp, domain } = target;
    const g = varied(gradient(x), domain);
    if (norm(g) === 0) discard('the gradient is 0');
    const squared = look.product(gradient, x, g);
    const bend = hessian || hvp ? look.product((y) => (hessian ? times(hessian(y), g) : hvp!(y, g)), x, g) : look.curvature(f, x, g);
    if (bend.value === 0) discard('f does not bend along g');
    if (!(Math.abs(bend.value) > CONTRADICTION * bend.error)) unmeasured('f does not bend along g beyond its noise');
    const step = g.map((gi) => (-2 * gi * squared.value) / bend.value);
    const doubt = squared.error / squared.value + bend.error / Math.abs(bend.value);
    const depth = squared.value ** 2 / bend.value;
    const value = (t: number) => withInputRounding(target, look, map, along(x, step, t), Float64Array.of(1), reached(t));
    const reached = (t: number) => x.map((xi, i) => Math.abs(xi) + Math.abs(t * step[i]!));
    const { short, long } = OVERSHOOT_PARTS;
    const most = Math.min(long, STEP_ROOM * reach(domain, x, step)[1]);
    if (!(most > 0)) unmeasured('at the edge of the domain');
    const here = value(0);
    const ofClaims = [...new Set([short, 1, long].map((part) => Math.min(part, most)))].flatMap((part): Measurement[] => {
      const there = value(part);
      const measured = { value: there.value - here.value, error: there.error + here.error };
      const claimed = { value: 2 * part * (part - 1) * depth, error: OVERSHOOT_SAFETY * part * doubt * Math.abs(depth) };
      return [{ what: `change of f after ${part === 1 ? 'the step' : `${part} of the step`}`, claimed, measured, scale: Math.abs(depth) }];
    });
    const third = [0, 1, 2, 3].map((k) => value((k * most) / 3));
    const left = third.reduce((sum, { value }, k) => sum + [1, -3, 3, -1][k]! * value, 0);
    const error = third.reduce((sum, estimate, k) => sum + [1, 3, 3, 1][k]! * estimate.error, 0);
    const zero = { value: 0, error: 0 };
    return declared(target, look, {
      ofF: [{ what: 'third difference of f itself', claimed: zero, measured: { value: left, error }, scale: Math.abs(depth) }],
      ofClaims,
    });
  },
});
