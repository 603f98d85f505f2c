import { axis, denseDirection, dot, EPSILON, fc, interval, property, unit, VALUE_ROUNDINGS, vector } from '../src/authoring.ts';

/** Directions in which the slope at a critical point is held to 0. Why: a gradient that is not 0 there is orthogonal to all of four dense ones with a probability below 10⁻⁴; more samples of the same few points ask for the same values. */
const DIRECTIONS = 4;
/** The seed of these. Why: any. */
const DIRECTIONS_SEED = 7;

/** The gradient vanishes at every declared critical point, up to its change over a rounding of the point; so does the slope of f. */
export default property({
  name: 'stationary-points',
  law: '∇f(x*) = 0',
  needs: ['gradient'],
  traits: ['critical'],
  scalar: true,
  forAll: (target) =>
    fc.record({
      v: fc.constantFrom(...fc.sample(denseDirection(target), { seed: DIRECTIONS_SEED, numRuns: DIRECTIONS })),
      which: fc.nat(target.subject.critical.length - 1),
    }),
  measure({ f, gradient, subject, domain }, { v, which }, { product, derivative, value }) {
    const x = vector(subject.critical[which]!.at);
    const along = (y: typeof x) => dot(gradient(y), v);
    let [rounding, scale] = [0, 0];
    for (let i = 0; i < x.length; i++) {
      // What is 0 is not rounded
      if (x[i] !== 0) rounding += (Math.abs(derivative(along, x, axis(x.length, i)).value) || 0) * EPSILON * Math.abs(x[i]!);
      const [, high] = interval(domain, i);
      const away = unit(domain, x, i) * (x[i]! + unit(domain, x, i) <= high ? 1 : -1);
      scale = Math.max(scale, Math.abs(along(x.with(i, x[i]! + away))) || 0);
    }
    const claimed = product(gradient, x, v);
    const slope = derivative(f, x, v);
    const noise = value(f, x).error;
    const zero = { value: 0, error: VALUE_ROUNDINGS * rounding };
    const enough = Math.max(scale, noise);
    return [
      { what: 'the claimed gradient at x*', claimed, measured: zero, scale: enough },
      { what: 'the measured slope at x*', claimed: zero, measured: slope, scale: enough },
    ];
  },
});
