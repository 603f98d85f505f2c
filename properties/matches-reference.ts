import {
  authored,
  cotangent,
  denseDirection,
  direction,
  discard,
  fc,
  granted,
  type Measurement,
  point,
  projected,
  property,
  pullbacks,
  times,
} from '../src/authoring.ts';

/** Coarser second differences of the reference say nothing. */
const USEFUL = 1e-4;

/**
 * F is what its reference is, and the claims are the derivatives of the reference, as measured.
 * Sees a mistake in F itself, which laws between F and its derivative cannot. Blind to mistakes that the two implementations share.
 */
export default property({
  name: 'matches-reference',
  law: 'F(x) = R(x), ⟨w, J(x)v⟩ = D_v⟨w, R⟩(x), for a reference R',
  when: ({ subject }) => subject.reference !== undefined,
  forAll: (target) => fc.record({ x: point(target), v: direction(target), u: denseDirection(target), w: cotangent(target.outputs) }),
  measure(target, { x, v, u, w }, look) {
    const { subject, outputs, map, jvp, hessian, hvp } = target;
    const reference = authored(target, 'reference', (y) => listed(subject.reference!(y)), outputs);
    if (!reference(x).every(Number.isFinite)) discard('the reference is not finite here');
    const observed = look.derivative(projected(reference, w), x, v);
    const value = granted(target, look, map, x, w);
    const measurements: Measurement[] = [
      { what: 'values of F and of its reference', claimed: value, observed: granted(target, look, reference, x, w), scale: value.scale },
      ...pullbacks(target, w).map(({ what, field }) => {
        const claimed = look.product(field, x, v);
        return { what: `${what} and slopes of the reference`, claimed, observed, scale: claimed.scale };
      }),
    ];
    if (jvp) {
      const claimed = look.product((y) => jvp(y, v), x, w);
      measurements.push({ what: 'the claimed jvp and slopes of the reference', claimed, observed, scale: claimed.scale });
    }
    if ((hessian || hvp) && outputs === 1 && look.effort !== 'quick') {
      const claimed = look.product((y) => (hessian ? times(hessian(y), v) : hvp!(y, v)), x, u);
      const bend = look.mixed((y) => reference(y)[0]!, x, u, v);
      if (bend.kind === 'smooth' && bend.error <= USEFUL * Math.max(Math.abs(claimed.value), claimed.scale))
        measurements.push({
          what: 'the claimed Hessian and second differences of the reference',
          claimed,
          observed: bend,
          scale: claimed.scale,
        });
    }
    return measurements;
  },
});

const listed = (value: number | ArrayLike<number>): ArrayLike<number> => (typeof value === 'number' ? [value] : value);
