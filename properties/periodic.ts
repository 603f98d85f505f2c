import { alike, cotangent, declared, direction, Fault, fc, point, property, shifted, unmeasured, vector } from '../src/authoring.ts';

/** A derivative has every period of its function. The law is blind to errors that have the period too. */
export default property({
  name: 'periodic',
  law: 'f(x + p) = f(x), ∇f(x + p) = ∇f(x)',
  traits: ['periods'],
  forAll: (target) =>
    fc.record({
      x: point(target),
      v: direction(target),
      w: cotangent(target.outputs),
      which: fc.nat(target.subject.periods.length - 1),
    }),
  measure(target, { x, v, w, which }, look) {
    const period = vector(target.subject.periods[which]!);
    if (period.length !== x.length) throw new Fault('wrong-length', `a period has ${period.length} numbers where ${x.length} should be`);
    const there = [1, -1].map((sign) => shifted({ x, v, w }, period, sign)).find((place) => target.inside(place.x));
    return there ? declared(target, look, alike(target, look, there, { x, v, w })) : unmeasured('x + p and x − p are outside the domain');
  },
});
