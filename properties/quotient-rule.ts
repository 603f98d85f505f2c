import { direction, discard, fc, point, property, recipe, ruleOf } from '../src/authoring.ts';

/** The gradient of a quotient, where its denominator is not 0. */
export default property({
  name: 'quotient-rule',
  law: '∇(f / g) = ∇f / g − f ∇g / g²',
  kind: 'operator',
  when: ({ operator }) => operator.divide !== undefined,
  forAll: (target) => fc.record({ x: point(target), v: direction(target), f: recipe(target), g: recipe(target) }),
  measure(target, { x, v, f, g }, look) {
    const [first, second] = [target.made(f), target.made(g)];
    if (target.valueOf(second, x) === 0) discard('the denominator is 0');
    return ruleOf(target, look, {
      x,
      v,
      whole: ['divide', f, g],
      parts: [f, g],
      terms(y) {
        const [a, b] = [target.valueOf(first, y), target.valueOf(second, y)];
        return [
          [1 / b, target.gradientOf(first, y)],
          [-a / b / b, target.gradientOf(second, y)],
        ];
      },
    });
  },
});
