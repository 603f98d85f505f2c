import { alike, cotangent, declared, direction, fc, point, property, scaled, unmeasured } from '../src/authoring.ts';

/** The derivative of an even function is odd. The law is blind to errors that are odd themselves. */
export default property({
  name: 'even',
  law: 'f(−x) = f(x), ∇f(−x) = −∇f(x)',
  traits: ['even'],
  forAll: (target) => fc.record({ x: point(target), v: direction(target), w: cotangent(target.outputs) }),
  measure(target, { x, v, w }, look) {
    const opposite = scaled(x, -1);
    if (!target.inside(opposite)) unmeasured('−x is outside the domain');
    return declared(target, look, alike(target, look, { x: opposite, v: scaled(v, -1), w }, { x, v, w }));
  },
});
