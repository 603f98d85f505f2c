import { axis, type Domain, declared, fc, free, isSmooth, point, property, type Trend, unmeasured } from '../src/authoring.ts';

/** The inputs that can vary and whose trend is declared, each with the sign of its derivative. */
const trends = (domain: Domain, monotone: Trend | readonly (Trend | null)[]): readonly { readonly i: number; readonly sign: 1 | -1 }[] =>
  free(domain).flatMap((i) => {
    const trend = typeof monotone === 'string' ? monotone : monotone[i];
    return trend ? [{ i, sign: trend === 'increasing' ? 1 : -1 } as const] : [];
  });

/** Where f never falls while an input grows, no partial derivative with respect to it is negative. The law holds for every subgradient, and sees signs alone. */
export default property({
  name: 'monotone',
  law: 'x ≤ y ⇒ f(x) ≤ f(y), and ∂f/∂xᵢ ≥ 0 (≤ where f is decreasing)',
  traits: ['monotone'],
  scalar: true,
  when: ({ domain, subject }) => trends(domain, subject.monotone).length > 0,
  forAll: (target) => fc.record({ x: point(target), y: point(target), which: fc.nat(target.inputs - 1) }),
  measure(target, { x, y, which }, look) {
    const { f, gradient, inside, inputs, subject, domain } = target;
    const moving = trends(domain, subject.monotone);
    const { i, sign } = moving[which % moving.length]!;
    const v = axis(inputs, i).map((vi) => sign * vi);
    const zero = { value: 0, error: 0 };
    const other = x.with(i, y[i]!);
    const [low, high] = sign * (y[i]! - x[i]!) > 0 ? [x, other] : [other, x];
    const [before, after] = [look.value(f, low), look.value(f, high)];
    const comparable = inside(other) && Number.isFinite(before.value) && Number.isFinite(after.value);
    if (!comparable && !gradient) unmeasured('y is not in the domain');
    return declared(target, look, {
      ofF: comparable ? [{ what: 'values of f itself', claimed: before, measured: after, relation: '≤' }] : [],
      ofClaims: gradient
        ? [{ what: 'the claimed gradient', claimed: look.product(gradient, x, v), measured: zero, relation: '≥' as const }]
        : [],
      slopes: () =>
        [look.derivative(f, x, v)]
          .filter(isSmooth)
          .map((claimed) => ({ what: 'slope of f itself', claimed, measured: zero, relation: '≥' })),
    });
  },
});
