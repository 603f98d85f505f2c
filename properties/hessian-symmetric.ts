import {
  alongGradient,
  contradict,
  denseDirection,
  discard,
  fc,
  free,
  gradientFields,
  isRough,
  point,
  property,
  ROUGH,
  times,
} from '../src/authoring.ts';

/**
 * ⟨u, Hv⟩ = ⟨v, Hu⟩ for a claimed Hessian or Hessian-vector product. Without one, a gradient field has no curl: D_v⟨g, u⟩ = D_u⟨g, v⟩.
 * Where f is not twice continuously differentiable, the law says nothing.
 */
export default property({
  name: 'hessian-symmetric',
  law: '⟨u, H(x)v⟩ = ⟨v, H(x)u⟩',
  about: ['hessian', 'hvp', 'gradient'],
  scalar: true,
  compares: true,
  when: ({ domain, gradient, hessian, hvp }) => free(domain).length >= 2 && (gradient ?? hessian ?? hvp) !== undefined,
  forAll: (target) => fc.record({ x: point(target), u: denseDirection(target), v: denseDirection(target) }),
  fields: (target) => (target.hessian || target.hvp ? [] : gradientFields(target)),
  measure(target, { x, u, v }, look) {
    const { gradient, hessian, hvp } = target;
    const bend = hessian ? (w: typeof u) => (y: typeof x) => times(hessian(y), w) : hvp && ((w: typeof u) => (y: typeof x) => hvp(y, w));
    if (bend) {
      const [claimed, measured] = [look.product(bend(v), x, u), look.product(bend(u), x, v)];
      if (contradict(claimed, measured) && isRough(target, x, [u, v], look)) discard(ROUGH);
      return { claimed, measured, scale: claimed.scale };
    }
    const twice = (along: typeof u, seen: typeof u) => {
      const reading = look.derivative(alongGradient(gradient!, seen), x, along);
      return reading.kind === 'kink' ? discard(ROUGH) : reading;
    };
    return { claimed: twice(v, u), measured: twice(u, v) };
  },
});
