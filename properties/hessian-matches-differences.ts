import { denseDirection, discard, dot, fc, point, property, times } from '../src/index.ts';

/** A coarser mixed second difference of f says nothing. */
const USEFUL = 1e-4;

/** Hv is how the gradient changes along v, and ⟨u, Hv⟩ is the mixed second difference of f itself. The first asks for a gradient that is right at x. */
export default property({
  name: 'hessian-matches-differences',
  law: 'H(x)v = D_v ∇f(x), ⟨u, H(x)v⟩ = D²f(x)[u, v]',
  scalar: true,
  when: ({ hessian, hvp }) => hessian !== undefined || hvp !== undefined,
  forAll: (target) => fc.record({ x: point(target), u: denseDirection(target), v: denseDirection(target) }),
  measure({ f, gradient, hessian, hvp }, { x, u, v }, look) {
    const claimed = look.product((y) => (hessian ? times(hessian(y), v) : hvp!(y, v)), x, u);
    const size = Math.max(Math.abs(claimed.value), claimed.scale);
    const fromGradient = gradient && { what: 'D_v⟨∇f, u⟩', claimed, observed: look.derivative((y) => dot(gradient(y), u), x, v), scale: claimed.scale };
    const measured = look.effort === 'quick' && gradient ? undefined : look.mixed(f, x, u, v);
    const useful = measured?.kind === 'smooth' && measured.error <= USEFUL * size;
    const fromValues = measured && useful ? { what: 'D²f[u, v]', claimed, observed: measured, scale: claimed.scale } : undefined;
    const trusted = fromGradient && (look.effort === 'quick' || rightAt(x)) ? fromGradient : undefined;
    const both = [trusted, fromValues].filter((measurement) => measurement !== undefined);
    return both.length > 0 ? both : discard(gradient ? 'the gradient itself is wrong here' : 'second differences of f drown in noise');

    function rightAt(y: typeof x): boolean {
      const [slope, g] = [look.derivative(f, y, u), look.product(gradient!, y, u)];
      return !(Math.abs(slope.value - g.value) > 3 * (slope.error + g.error));
    }
  },
});
