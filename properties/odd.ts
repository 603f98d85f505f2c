import { alike, cotangent, declared, direction, fc, point, property, scaled, unmeasured } from '../src/authoring.ts';

/** The derivative of an odd function is even. The law is blind to errors that are even themselves. */
export default property({
  name: 'odd',
  law: 'f(−x) = −f(x), ∇f(−x) = ∇f(x)',
  traits: ['odd'],
  forAll: (target) => fc.record({ x: point(target), v: direction(target), w: cotangent(target.outputs) }),
  measure(target, { x, v, w }, look) {
    const opposite = scaled(x, -1);
    if (!target.inside(opposite)) unmeasured('−x is outside the domain');
    return declared(target, look, alike(target, look, { x: opposite, v: scaled(v, -1), w }, { x, v, w }, -1));
  },
});
