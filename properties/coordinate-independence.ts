import { denseDirection, fc, frameColumn, free, gradientFields, norm, point, property } from '../src/authoring.ts';

/** In another orthonormal frame the gradient is the same vector: the slope along each axis Qeᵢ of the frame is ⟨g, Qeᵢ⟩. Q is a Householder reflection, none of whose entries is 0. */
export default property({
  name: 'coordinate-independence',
  law: 'D_{Qeᵢ} f(x) = ⟨∇f(x), Qeᵢ⟩ for orthonormal Q, and ‖Qᵀ∇f(x)‖ = ‖∇f(x)‖',
  needs: ['gradient'],
  scalar: true,
  compares: true,
  when: ({ domain }) => free(domain).length >= 2,
  forAll: (target) => fc.record({ x: point(target), w: denseDirection(target), i: fc.nat(free(target.domain).length - 1) }),
  fields: gradientFields,
  measure({ f, gradient, domain }, { x, w, i }, { product, derivative }) {
    const axis = frameColumn(norm(w) === 0 ? w.fill(1) : w, free(domain)[i]!);
    const claimed = product(gradient, x, axis);
    return { claimed, measured: derivative(f, x, axis), scale: claimed.scale };
  },
});
