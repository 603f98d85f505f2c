import { direction, fc, number, point, property, recipe, ruleOf } from '../src/authoring.ts';

/** The operator is linear: the gradient of a f + g is a times that of f, and that of g. A constant factor has no derivative of its own. */
export default property({
  name: 'linearity',
  law: '∇(a f + g) = a ∇f + ∇g',
  kind: 'operator',
  when: ({ operator }) => operator.add !== undefined && operator.scale !== undefined,
  forAll: (target) => fc.record({ x: point(target), v: direction(target), a: number(-4, 4), f: recipe(target), g: recipe(target) }),
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
