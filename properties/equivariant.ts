import { alike, cotangent, declared, direction, fc, image, linear, point, property, unmeasured } from '../src/authoring.ts';

/** A symmetry of the inputs that F turns into one of its outputs, as an exchange of tokens in attention; its Jacobian does so too. The law is blind to errors that have the symmetry. */
export default property({
  name: 'equivariant',
  law: 'F(Ax) = B F(x), J(Ax) A = B J(x)',
  traits: ['equivariant'],
  forAll: (target) =>
    fc.record({
      x: point(target),
      v: direction(target),
      w: cotangent(target.outputs),
      which: fc.nat(target.subject.equivariant.length - 1),
    }),
  measure(target, { x, v, w, which }, look) {
    const { inputs, outputs } = target.subject.equivariant[which]!;
    const there = image(linear(target, `equivariant[${which}].inputs`, inputs, target.inputs), { x, v, w });
    if (!target.inside(there.x)) unmeasured('Ax is outside the domain');
    const b = linear(target, `equivariant[${which}].outputs`, outputs, target.outputs);
    const sizes = { x: x.map(Math.abs), v: v.map(Math.abs), w: b.transposedSizes(w) };
    return declared(target, look, alike(target, look, there, { x, v, w: b.transposed(w), sizes }));
  },
});
