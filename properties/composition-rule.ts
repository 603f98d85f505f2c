import { direction, fc, point, property, recipe, ruleOf, vector } from '../src/authoring.ts';

/** The gradient of φ ∘ f, for a function φ of one number. */
export default property({
  name: 'composition-rule',
  law: '∇(φ ∘ f)(x) = φ′(f(x)) ∇f(x)',
  kind: 'operator',
  when: ({ operator }) => operator.compose !== undefined && (operator.outer ?? []).length > 0,
  forAll: (target) =>
    fc.record({ x: point(target), v: direction(target), outer: fc.nat(target.operator.outer!.length - 1), f: recipe(target) }),
  measure(target, { x, v, outer, f }, look) {
    const [phi, inner] = [target.operator.outer![outer]!, target.made(f)];
    return ruleOf(target, look, {
      x,
      v,
      whole: ['compose', outer, f],
      parts: [f],
      terms: (y) => [[target.gradientOf(phi, vector([target.valueOf(inner, y)]))[0]!, target.gradientOf(inner, y)]],
    });
  },
});
