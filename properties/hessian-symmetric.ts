import { contradict, denseDirection, discard, dot, fc, free, gradientFields, point, property, times } from '../src/authoring.ts';

const ROUGH = 'f is not twice continuously differentiable here';

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
  measure({ f, gradient, hessian, hvp }, { x, u, v }, { product, derivative }) {
    const bend = hessian ? (w: typeof u) => (y: typeof x) => times(hessian(y), w) : hvp && ((w: typeof u) => (y: typeof x) => hvp(y, w));
    if (bend) {
      const [claimed, measured] = [product(bend(v), x, u), product(bend(u), x, v)];
      const slopes = [f, ...(gradient ? [(y: typeof x) => dot(gradient(y), u), (y: typeof x) => dot(gradient(y), v)] : [])];
      const kinds = () => slopes.flatMap((slope) => [u, v].map((way) => derivative(slope, x, way).kind));
      if (contradict(claimed, measured) && kinds().some((kind) => kind === 'kink' || kind === 'jump')) discard(ROUGH);
      return { claimed, measured, scale: claimed.scale };
    }
    const twice = (along: typeof u, seen: typeof u) => {
      const reading = derivative((y) => dot(gradient!(y), seen), x, along);
      return reading.kind === 'kink' ? discard(ROUGH) : reading;
    };
    return { claimed: twice(v, u), measured: twice(u, v) };
  },
});
