import { denseDirection, fc, loopOf, point, property, pullbacks, withInputRounding } from '../src/authoring.ts';

/** The gradient of a mean loss over a batch is the mean of the gradients of its examples; of a sum, their sum. */
export default property({
  name: 'batch-gradient-is-mean',
  law: 'f(x) = (1/B) Σ_b f₁(x_b), and ∇f(x) = (1/B) Σ_b ∇f₁(x_b); without 1/B for a sum',
  traits: ['batch'],
  when: (target) => loopOf(target).reduced,
  forAll: (target) => fc.record({ x: point(target), v: denseDirection(target) }),
  measure(target, { x, v }, look) {
    const loop = loopOf(target);
    const w = new Float64Array(target.outputs).fill(1);
    const value = withInputRounding(target, look, target.map, x, w);
    return [
      { what: 'the loss', claimed: value, measured: withInputRounding(target, look, loop.value, x, w), scale: value.scale },
      ...pullbacks(target, w).flatMap(({ what, field }) => {
        const claimed = look.product(field, x, v);
        return loop.pull ? [{ what, claimed, measured: look.product((y) => loop.pull!(y, w), x, v), scale: claimed.scale }] : [];
      }),
    ];
  },
});
