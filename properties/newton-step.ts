import { along, denseDirection, discard, EPSILON, fc, norm, point, property, reach, solve, unmeasured } from '../src/authoring.ts';

/** The part of the way to the edge of the domain that a step goes at most. Why: slopes are measured at its end, on an interval to both sides. */
export const STEP_ROOM = 0.9;
/** The condition number of H from which on it counts as singular. Why: with more, fewer than six of the 16 digits of the step are right. */
const SINGULAR = 1e10;
/** Roundings, times the condition number, that the bar of a solution covers. Why: elimination with pivoting rounds each entry a few times. */
const SOLVE_ROUNDINGS = 16;

/**
 * On a quadratic, x − H⁻¹g is the stationary point. Where that lies outside the domain a part t of the step is taken, after which the gradient is (1 − t) g.
 * This is compared with the claimed gradient there, and with the measured slope.
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
    if (!(condition < SINGULAR)) return discard('H is singular');
    const step = solution.map((s) => -s);
    const [, room] = reach(domain, x, step);
    const t = Math.min(1, STEP_ROOM * room);
    if (!(t > 0)) return unmeasured('at the edge of the domain');
    const there = along(x, step, t);
    const before = product(gradient, x, v);
    const error = SOLVE_ROUNDINGS * EPSILON * condition * norm(g) * norm(v) + before.error;
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
