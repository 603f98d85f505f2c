import { cotangent, direction, fc, norm, point, projected, property, type StackEvaluator, type Vector } from '../src/authoring.ts';

/** A layer at the outputs of the layers before it, or, at the place after the last one, the whole stack. */
function at(target: StackEvaluator, place: number, x: Vector) {
  const layer = target.layers[place];
  if (!layer) return { target, x, pull: target.vjp, title: 'the whole' };
  return { target: layer, x: target.pass(x).taken[place]!, pull: layer.pull, title: layer.title };
}

/** w with alternating signs. A layer may annihilate w, as a normalisation does the sum of its outputs; the size of its derivative is then seen with this covector. */
const alternating = (w: Vector): Vector => w.map((wk, k) => (k % 2 === 0 ? wk : -wk));

/**
 * Backpropagation through a stack is the gradient of the whole, and the backward pass of each layer is right where the layer stands: at the outputs of
 * the layers before it. So the layer that is wrong is named, and those before it, which only hand its mistake on, are not.
 */
export default property({
  name: 'chain-rule',
  law: '⟨J₁ᵀJ₂ᵀ…w, u⟩ = D_u⟨w, F(x)⟩, and ⟨Jₗᵀw, u⟩ = D_u⟨w, Fₗ(xₗ)⟩ for each layer l at its xₗ',
  tells: 'layers',
  kind: 'stack',
  when: ({ layers }) => layers.every(({ pull }) => pull !== undefined),
  forAll: (target) =>
    fc.nat(target.layers.length).chain((place) => {
      const part = target.layers[place] ?? target;
      return fc.record({ place: fc.constant(place), x: point(target), u: direction(part), w: cotangent(part.outputs) });
    }),
  measure(stack, { place, x, u, w }, look) {
    const part = at(stack, place, x);
    const { product, derivative } = look.on(part.target);
    const claimed = product((y) => part.pull!(y, w), part.x, u);
    const measured = derivative(projected(part.target.map, w), part.x, u);
    const otherwise = part.pull!(part.x, alternating(w));
    return { what: part.title, claimed, measured, scale: Math.max(claimed.scale, (norm(otherwise) * norm(u)) / Math.sqrt(u.length)) };
  },
  parts(stack, { x }) {
    return stack.layers.flatMap(({ outputs, label }, place) => {
      const part = at(stack, place, x);
      return Array.from({ length: outputs }, (_, k) => {
        const w = new Float64Array(outputs).with(k, 1);
        return { target: part.target, x: part.x, gradient: part.pull!(part.x, w), f: projected(part.target.map, w), label };
      });
    });
  },
});
