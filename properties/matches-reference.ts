import {
  alongOf,
  cotangent,
  denseDirection,
  direction,
  fc,
  type Measurement,
  point,
  projected,
  property,
  pullbacks,
  times,
  unmeasured,
  withInputRounding,
} from '../src/authoring.ts';
import { USEFUL_BEND } from './hessian-matches-differences.ts';

/**
 * F has the values of its reference, and the claims are the derivatives of the reference, as measured. The law sees a mistake in F itself, which laws between F and
 * its derivative cannot. It is blind to mistakes that the two implementations share.
 */
export default property({
  name: 'matches-reference',
  law: 'F(x) = R(x), ⟨w, J(x)v⟩ = D_v⟨w, R⟩(x), for a reference R',
  against: 'reference',
  role: 'decides',
  when: ({ subject }) => subject.reference !== undefined,
  forAll: (target) => fc.record({ x: point(target), v: direction(target), u: denseDirection(target), w: cotangent(target.outputs) }),
  measure(target, { x, v, u, w }, look) {
    const { outputs, map, jvp, hessian, hvp } = target;
    const reference = target.reference!;
    if (!reference(x).every(Number.isFinite)) unmeasured('the reference is not finite here');
    const measured = look.derivative(projected(reference, w), x, v);
    const value = withInputRounding(target, look, map, x, w);
    const measurements: Measurement[] = [
      {
        what: 'values of F and of its reference',
        claimed: value,
        measured: withInputRounding(target, look, reference, x, w),
        scale: value.scale,
      },
      ...pullbacks(target, w).map(({ what, field }) => {
        const claimed = look.product(field, x, v);
        return { what: `${what} and slopes of the reference`, claimed, measured, scale: claimed.scale };
      }),
    ];
    if (jvp) {
      const claimed = look.product(alongOf(jvp, v), x, w);
      measurements.push({ what: 'the claimed jvp and slopes of the reference', claimed, measured, scale: claimed.scale });
    }
    if ((hessian || hvp) && outputs === 1 && look.effort !== 'quick') {
      const claimed = look.product((y) => (hessian ? times(hessian(y), v) : hvp!(y, v)), x, u);
      const bend = look.mixed((y) => reference(y)[0]!, x, u, v);
      if (bend.kind === 'smooth' && bend.error <= USEFUL_BEND * Math.max(Math.abs(claimed.value), claimed.scale))
        measurements.push({
          what: 'the claimed Hessian and second differences of the reference',
          claimed,
          measured: bend,
          scale: claimed.scale,
        });
    }
    return measurements;
  },
});
