import { direction, fc, number, point, property, recipe, ruleOf } from '../src/authoring.ts';

/** The largest size of the factor a. Why: the result of a mistake in one of the terms is then of the size of the other. */
const LARGEST_FACTOR = 4;

/** The operator is linear: the gradient of a f + g is a times that of f, plus that of g. A constant factor has no derivative of its own. */
export default property({
  name: 'linearity',
  law: '∇(a f + g) = a ∇f + ∇g',
  kind: 'operator',
  when: ({ operator }) => operator.add !== undefined && operator.scale !== undefined,
  forAll: (target) =>
    fc.record({ x: point(target), v: direction(target), a: number(-LARGEST_FACTOR, LARGEST_FACTOR), f: recipe(target), g: recipe(target) }),
  measure(target, { x, v, a, f, g }, look) {
    const [first, second] = [target.made(f), target.made(g)];
    return ruleOf(target, look, {
      x,
      v,
      whole: ['add', ['scale', f, a], g],
      parts: [f, g],
      terms: (y) => [
        [a, target.gradientOf(first, y)],
        [1, target.gradientOf(second, y)],
      ],
    });
  },
});
