import { direction, fc, point, property, recipe, ruleOf } from '../src/authoring.ts';

/** The gradient of a product (G. W. Leibniz 1684). With f = g it shows whether the contributions of a variable that is used twice are added up. */
export default property({
  name: 'product-rule',
  law: '∇(f g) = g ∇f + f ∇g',
  kind: 'operator',
  when: ({ operator }) => operator.multiply !== undefined,
  forAll: (target) => fc.record({ x: point(target), v: direction(target), f: recipe(target), g: recipe(target) }),
  measure(target, { x, v, f, g }, look) {
    const [first, second] = [target.made(f), target.made(g)];
    return ruleOf(target, look, {
      x,
      v,
      whole: ['multiply', f, g],
      parts: [f, g],
      terms: (y) => [
        [target.valueOf(second, y), target.gradientOf(first, y)],
        [target.valueOf(first, y), target.gradientOf(second, y)],
      ],
    });
  },
});
