import { along, denseDirection, discard, EPSILON, fc, norm, point, property, reach, solve } from '../src/authoring.ts';

/** Room that the step leaves before the edge of the domain. */
const ROOM = 0.9;

/**
 * On a quadratic, x − H⁻¹g is the stationary point, in one step. Where that lies outside the domain a part t of the step is taken,
 * after which the gradient is (1 − t) g; from the claims and from f itself.
 */
export default property({
  name: 'newton-step',
  law: '∇f(x − H⁻¹∇f(x)) = 0',
  about: ['hessian', 'hvp', 'gradient'],
  needs: ['gradient', 'hessian'],
  traits: ['quadratic'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target), v: denseDirection(target) }),
  measure({ f, gradient, hessian, domain }, { x, v }, { product, derivative }) {
    const g = gradient(x);
    const { solution, condition } = solve(hessian(x), g);
    if (!(condition < 1e10)) return discard('H is singular');
    const step = solution.map((s) => -s);
    const [, room] = reach(domain, x, step);
    const t = Math.min(1, ROOM * room);
    if (!(t > 0)) return discard('at the edge of the domain');
    const there = along(x, step, t);
    const before = product(gradient, x, v);
    const error = 16 * EPSILON * condition * norm(g) * norm(v) + before.error;
    const left = { value: (1 - t) * before.value, error };
    const after = product(gradient, there, v);
    const scale = Math.max(before.scale, after.scale);
    return [
      { what: `the claimed gradient after ${t === 1 ? 'the step' : 'a part of the step'}`, claimed: after, measured: left, scale },
      {
        what: `the measured slope after ${t === 1 ? 'the step' : 'a part of the step'}`,
        claimed: left,
        measured: derivative(f, there, v),
        scale,
      },
    ];
  },
});
