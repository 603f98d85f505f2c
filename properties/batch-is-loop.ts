import { cotangent, denseDirection, fc, loopOf, point, property, pullbacks, withInputRounding } from '../src/authoring.ts';

/** What a map does to a batch is what it does to each example alone, forward and backward; what all examples share gets the sum of what they give. */
export default property({
  name: 'batch-is-loop',
  law: 'F(x)_b = F₁(x_b) for each example b, and J(x)ᵀw = Σ_b J₁(x_b)ᵀw_b',
  traits: ['batch'],
  when: (target) => !loopOf(target).reduced,
  forAll: (target) => fc.record({ x: point(target), v: denseDirection(target), w: cotangent(target.outputs) }),
  measure(target, { x, v, w }, look) {
    const loop = loopOf(target);
    const value = withInputRounding(target, look, target.map, x, w);
    return [
      { what: 'the outputs', claimed: value, measured: withInputRounding(target, look, loop.value, x, w), scale: value.scale },
      ...pullbacks(target, w).flatMap(({ what, field }) => {
        const claimed = look.product(field, x, v);
        return loop.pull ? [{ what, claimed, measured: look.product((y) => loop.pull!(y, w), x, v), scale: claimed.scale }] : [];
      }),
    ];
  },
});
