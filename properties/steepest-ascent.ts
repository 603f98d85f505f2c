import {
  axis,
  direction,
  discard,
  fc,
  free,
  gradientFields,
  norm,
  normalized,
  orthogonal,
  point,
  property,
  type Side,
  scaled,
  unmeasured,
  type Vector,
  varied,
} from '../src/authoring.ts';

/** Up to this many inputs the steepest direction is sought in all of the input space; beyond, in the plane of g and one other. Why: each direction is a line of its own. */
const ALL_DIRECTIONS = 6;

/**
 * Among all unit directions u, D_u f is largest along g, and is ‖g‖ there; smallest along −g, −‖g‖ there.
 * The largest slope is found from values of f alone: it is the length of the slopes along an orthonormal basis, of which one vector is that of g.
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
    const inputs = free(domain);
    const g = varied(gradient(x), domain);
    const length = norm(g);
    if (length === 0) discard('the gradient is 0');
    if (!Number.isFinite(length)) unmeasured('the gradient is not finite');
    const unit = normalized(g);
    const smooth = (u: Vector): Side => {
      const slope = derivative(f, x, u);
      return slope.kind === 'kink' ? discard('f has a kink here') : slope;
    };
    const others = inputs.length <= ALL_DIRECTIONS ? [v, ...inputs.map((i) => axis(x.length, i))] : [v];
    const along = smooth(unit);
    const across = orthogonal(unit, others).map((u) => perUnit(smooth(u), norm(u)));
    const { value, error } = product(gradient, x, unit);
    const claimed = { value, error };
    const down = derivative(f, x, scaled(unit, -1));
    return [
      { what: 'the largest slope', claimed, measured: lengthOf([along, ...across]), scale: length },
      { what: 'attained along g', claimed, measured: along, scale: length },
      { what: 'the smallest, along −g', claimed: { value: -value, error }, measured: down, scale: length },
    ];
  },
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
