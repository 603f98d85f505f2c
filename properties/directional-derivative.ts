import {
  about,
  contradict,
  denseDirection,
  discard,
  fc,
  gradientFields,
  norm,
  number,
  plus,
  point,
  property,
  type Side,
  scaled,
  unmeasured,
  type Vector,
} from '../src/authoring.ts';

/**
 * D_u f = ‖g‖‖u‖ cos θ, where θ is the angle between u and g, is linear in u: slopes measured along u and w give the one along a u + b w.
 * Where the measured slopes themselves are not linear, f is not differentiable, and the law says nothing.
 */
export default property({
  name: 'directional-derivative',
  law: 'D_{au+bw} f(x) = a D_u f(x) + b D_w f(x) = ‖∇f(x)‖ ‖au+bw‖ cos θ',
  needs: ['gradient'],
  scalar: true,
  compares: true,
  forAll: (target) =>
    fc.record({ x: point(target), u: denseDirection(target), w: denseDirection(target), a: number(-2, 2), b: number(-2, 2) }),
  fields: gradientFields,
  measure({ f, gradient }, { x, u, w, a, b }, { product, derivative }) {
    const v = plus(scaled(u, a), w, b);
    if (norm(v) === 0) discard('a u + b w = 0');
    const smooth = (direction: Vector): Side => {
      const slope = derivative(f, x, direction);
      if (slope.kind === 'kink') discard('f has a kink here');
      return slope.kind === 'smooth' || slope.kind === 'edge' ? slope : unmeasured('f is not smooth here');
    };
    const [along, first, second] = [smooth(v), smooth(u), smooth(w)];
    const sizes = (of: (slope: Side) => number | undefined) => Math.abs(a) * (of(first) ?? 0) + Math.abs(b) * (of(second) ?? 0);
    const sum: Side = {
      ...about(
        a * first.value + b * second.value,
        sizes(({ error }) => error),
      ),
      variation: sizes(({ variation }) => variation),
      roundingSlope: sizes(({ roundingSlope }) => roundingSlope),
    };
    if (contradict(sum, along)) discard('f is not differentiable here: its slopes are not linear');
    const claimed = product(gradient, x, v);
    return [
      { what: 'along a u + b w', claimed, measured: along, scale: claimed.scale },
      { what: 'a times along u + b times along w', claimed, measured: sum, scale: claimed.scale },
    ];
  },
});
