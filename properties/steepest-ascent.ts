import {
  direction,
  discard,
  fc,
  free,
  gradientFields,
  norm,
  normalized,
  partsOf,
  point,
  property,
  type Side,
  scaled,
  unmeasured,
  type Vector,
  varied,
} from '../src/authoring.ts';

/**
 * Among all unit directions u, D_u f is largest along g, and is ‖g‖ there; smallest along −g, −‖g‖ there.
 * The largest slope in the plane of g and another direction is found from values of f alone: it is the length of the slopes along g and across it. The other direction is drawn anew for each sample, so that
 * all planes through g are met; and the laws of contours share both lines.
 */
export default property({
  name: 'steepest-ascent',
  law: 'max D_u f(x) over ‖u‖ = 1 is ‖∇f(x)‖, at u = ∇f(x)/‖∇f(x)‖; min is −‖∇f(x)‖, at −u',
  needs: ['gradient'],
  scalar: true,
  compares: true,
  when: ({ domain }) => free(domain).length >= 2,
  forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
  fields: gradientFields,
  measure({ f, gradient, domain }, { x, v }, { product, derivative }) {
    const g = varied(gradient(x), domain);
    const length = norm(g);
    if (length === 0) discard('the gradient is 0');
    if (!Number.isFinite(length)) unmeasured('the gradient is not finite');
    const unit = normalized(g);
    const smooth = (u: Vector): Side => {
      const slope = derivative(f, x, u);
      return slope.kind === 'kink' ? discard('f has a kink here') : slope;
    };
    const along = smooth(unit);
    const { tangent } = partsOf(v, g);
    const across = tangent ? [perUnit(smooth(tangent), norm(tangent))] : [];
    const { value, error } = product(gradient, x, unit);
    const claimed = { value, error };
    // On a line that is smooth at x, the slope along −u is what was measured along u.
    const down = along.kind === 'smooth' ? opposite(along) : derivative(f, x, scaled(unit, -1));
    return [
      { what: 'the largest slope', claimed, measured: lengthOf([along, ...across]), scale: length },
      { what: 'attained along g', claimed, measured: along, scale: length },
      { what: 'the smallest, along −g', claimed: { value: -value, error }, measured: down, scale: length },
    ];
  },
});

/** The slope in the opposite direction, of a line that is smooth. */
const opposite = ({ value, error, kind, noisy, variation, blur }: Side): Side => ({
  value: -value,
  error,
  ...(kind && { kind }),
  ...(noisy && { noisy }),
  ...(variation !== undefined && { variation }),
  ...(blur !== undefined && { blur }),
});

/** √Σ d² over some slopes d, with its bar; it has the kind of the first slope that is not smooth. */
function lengthOf(slopes: readonly Side[]): Side {
  const value = norm(slopes.map((slope) => slope.value));
  const error =
    value === 0 ? norm(slopes.map((slope) => slope.error)) : slopes.reduce((sum, d) => sum + (Math.abs(d.value) / value) * d.error, 0);
  const rough = slopes.find(({ kind }) => kind !== 'smooth' && kind !== 'edge');
  return { value, error: Math.max(error, ...slopes.map((slope) => slope.error)), ...(rough?.kind && { kind: rough.kind }) };
}

/** A slope along a direction of some length, per unit of it. */
const perUnit = ({ value, error, variation, roundingSlope, ...rest }: Side, length: number): Side => ({
  ...rest,
  value: value / length,
  error: error / length,
  ...(variation !== undefined && { variation: variation / length }),
  ...(roundingSlope !== undefined && { roundingSlope: roundingSlope / length }),
});
