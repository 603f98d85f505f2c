import {
  about,
  contradict,
  direction,
  discard,
  fc,
  gradientFields,
  norm,
  partsOf,
  point,
  property,
  type Side,
  unmeasured,
  type Vector,
  varied,
} from '../src/authoring.ts';

/**
 * D_v f = ‖g‖‖v‖ cos θ, where θ is the angle between v and g, is linear in v: slopes measured along g (u) and along the contour (w) give the one along v = a u + b w, with b = 1.
 * Where the measured slopes themselves are not linear, f is not differentiable, and the law says nothing.
 */
export default property({
  name: 'directional-derivative',
  law: 'D_{au+bw} f(x) = a D_u f(x) + b D_w f(x) = ‖∇f(x)‖ ‖au+bw‖ cos θ',
  needs: ['gradient'],
  scalar: true,
  compares: true,
  forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
  fields: gradientFields,
  measure({ f, gradient, domain }, { x, v }, { product, derivative }) {
    const g = varied(gradient(x), domain);
    const claimed = product(gradient, x, v);
    const smooth = (direction: Vector): Side => {
      const slope = derivative(f, x, direction);
      if (slope.kind === 'kink') discard('f has a kink here');
      return slope.kind === 'smooth' || slope.kind === 'edge' ? slope : unmeasured('f is not smooth here');
    };
    const straight = smooth(v);
    const whole = { what: 'along a u + b w', claimed, measured: straight, scale: claimed.scale };
    if (norm(g) === 0 || !Number.isFinite(norm(g))) return whole;
    const { unit, along, tangent } = partsOf(v, g);
    const [first, second] = [smooth(unit), tangent && smooth(tangent)];
    const sizes = (of: (slope: Side) => number | undefined) => Math.abs(along) * (of(first) ?? 0) + ((second && of(second)) ?? 0);
    const sum: Side = {
      ...about(
        along * first.value + (second?.value ?? 0),
        sizes(({ error }) => error),
      ),
      variation: sizes(({ variation }) => variation),
      roundingSlope: sizes(({ roundingSlope }) => roundingSlope),
    };
    if (contradict(sum, straight)) discard('f is not differentiable here: its slopes are not linear');
    return [whole, { what: 'a times along u + b times along w', claimed, measured: sum, scale: claimed.scale }];
  },
});
