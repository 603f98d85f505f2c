import fc from 'fast-check';
import { subject } from 'gradcheck';
import { discard, point, property, scale, scaled } from 'gradcheck/authoring';

/** A law, with the author's own import of fast-check. It says nothing about points whose double is outside of the domain. */
export const doubling = property({
  name: 'doubling',
  law: 'f(2x) = 2 f(x)',
  scalar: true,
  forAll: (target) => fc.record({ x: point(target) }),
  measure({ f, inside }, { x }, instrument) {
    const double = scaled(x, 2);
    if (!inside(double)) discard('2x is outside of the domain');
    return { claimed: scale(instrument.value(f, x), 2), measured: instrument.value(f, double) };
  },
});

export const triple = subject({ name: 'triple', domain: [[-1, 1]], f: ([x]) => 3 * x });
