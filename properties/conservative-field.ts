import {
  type Domain,
  declared,
  denseDirection,
  dot,
  EPSILON,
  type Evaluator,
  fc,
  guardedCall,
  interval,
  isSmooth,
  type Measurement,
  norm,
  number,
  point,
  projected,
  property,
  pullbacks,
  scaled,
  unit,
  unmeasured,
  VALUE_ROUNDINGS,
  type Vector,
  varied,
} from '../src/authoring.ts';

/** The most points of the trapezoidal sum around a closed loop, for each effort. Why: the sum converges exponentially where F is analytic, and 32 points resolve a loop of the size of its unit, 128 one that comes close to a hole; a failure is confirmed with more. */
const LOOP_POINTS = { quick: 128, thorough: 128, weighed: 128, nearby: 512 } as const;
/** As many as are taken even if more do not help. Why: a loop of the size of its unit needs them, and at a kink they leave an error of a hundredth. */
const LOOP_AT_LEAST = 32;
/** The fewest, which are doubled until the sum is known well enough. Why: its error is told by a half and a quarter of them, and two points are no sum. */
const LOOP_FEWEST = 8;
/** The error of the sum that is small enough, as a part of what is added up without its signs. Why: as many digits as settle a sample. */
const LOOP_ENOUGH = 1e-9;
/** The part of the error for fewer points that is left for twice as many where more still help. Why: at a kink of F a quarter is left each time, so that 128 points tell hardly more than 32; where F is analytic, next to nothing. */
const LOOP_HELPED = 1 / 8;
/** The error of the sum is this many times its distance to the sum over a half of the points, and over a quarter. Why: where it converges, half of the points leave an error far larger than all do. */
const LOOP_SAFETY = [4, 2];
/** The size of a loop, as a part of the largest ellipse of its shape that fits into the domain. Why: small loops see the curl, large ones what is wrong around a hole. */
const LOOP_SIZE = { least: 1 / 8, most: 1 };

/**
 * A force that is minus the gradient of an energy has no curl, and does no work around a closed loop, also where the loop goes around a hole of the domain.
 * Where the energy is given, F is minus its slope, and along F it falls at the rate ‖F‖².
 */
export default property({
  name: 'conservative-field',
  law: '⟨D_u F, v⟩ = ⟨D_v F, u⟩, ∮ F·dx = 0; F = −∇E: D_v E = −⟨F, v⟩, dE/dt = −‖F‖² along F',
  when: ({ subject, inputs, outputs }) => (subject.conservative === true || subject.energy !== undefined) && inputs === outputs,
  forAll: (target) =>
    fc.record({ x: point(target), u: denseDirection(target), v: denseDirection(target), size: number(LOOP_SIZE.least, LOOP_SIZE.most) }),
  measure(target, { x, u, v, size }, look) {
    const { map, subject, domain } = target;
    const ofF: Measurement[] = [];
    if (subject.energy) {
      const { energy } = subject;
      const e = guardedCall(target, 'energy', (y) => [energy(y)], 1);
      const force = varied(map(x), domain);
      for (const [what, way] of [
        ['slope of E along v', v],
        ['slope of E along F', force],
      ] as const) {
        const claimed = look.product((y) => scaled(map(y), -1), x, way);
        if (norm(way) > 0) ofF.push({ what, claimed, measured: look.derivative((y) => e(y)[0]!, x, way), scale: claimed.scale });
      }
    }
    const [one, other] = [look.derivative(projected(map, v), x, u), look.derivative(projected(map, u), x, v)];
    if (isSmooth(one) && isSmooth(other)) ofF.push({ what: 'D_u⟨F, v⟩ and D_v⟨F, u⟩', claimed: one, measured: other });
    const around = workAround(target, { x, u, v, size, effort: look.effort });
    if (around) {
      const error = around.error + 2 * Math.PI * around.radius * look.product(map, x, u).error;
      // A loop over a kink is known to a hundredth at any effort: where it agrees so far, nothing more is to be seen.
      if (around.resolved || Math.abs(around.value) > error)
        ofF.push({ what: 'work around a loop', claimed: { ...around, error }, measured: { value: 0, error: 0 }, scale: around.scale });
    }
    const against = pullbacks(target, u);
    const ofClaims = pullbacks(target, v).map(({ what, field }, k) => {
      const claimed = look.product(field, x, u);
      return { what: `${what} and its transpose`, claimed, measured: look.product(against[k]!.field, x, v), scale: claimed.scale };
    });
    return ofF.length > 0 ? declared(target, look, { ofF, ofClaims }) : unmeasured('F is not smooth here');
  },
});

/** An ellipse around x that u and v span, of a relative size, and the effort with which it is gone around. */
interface Loop {
  readonly x: Vector;
  readonly u: Vector;
  readonly v: Vector;
  readonly size: number;
  readonly effort: keyof typeof LOOP_POINTS;
}

/** ∮ F·dx around an ellipse, as near to x as it fits into the domain, by the trapezoidal rule; undefined where it leaves the domain or F is not finite on it. */
function workAround({ map, domain, inside }: Evaluator, { x, u, v, size, effort }: Loop) {
  const extent = x.map((_, i) => Math.hypot(u[i]!, v[i]!));
  const ranges = Array.from(x, (_, i) => around(domain, x, i));
  const radius =
    size * Math.min(...ranges.map(([low, high], i) => (extent[i] === 0 ? Number.POSITIVE_INFINITY : (high - low) / 2 / extent[i]!)));
  const centre = x.map((xi, i) => Math.max(ranges[i]![0] + radius * extent[i]!, Math.min(ranges[i]![1] - radius * extent[i]!, xi)));
  /** The power of F at a part of the loop, and what it is at most for its size, for a loop that takes the time 1. */
  const powerAt = (part: number) => {
    const [cos, sin] = [Math.cos(2 * Math.PI * part), Math.sin(2 * Math.PI * part)];
    const at = centre.map((c, i) => c + radius * (cos * u[i]! + sin * v[i]!));
    if (!inside(at)) return { power: Number.NaN, size: Number.NaN };
    const way = at.map((_, i) => 2 * Math.PI * radius * (cos * v[i]! - sin * u[i]!));
    const force = map(at);
    return { power: dot(force, way), size: norm(force) * norm(way) };
  };
  let parts: ReturnType<typeof powerAt>[] = [];
  let before = Number.POSITIVE_INFINITY;
  for (let points = LOOP_FEWEST; ; points *= 2) {
    parts = Array.from({ length: points }, (_, k) => (k % 2 === 0 && parts[k / 2]) || powerAt(k / points));
    const sum = (step: number) => (parts.reduce((total, { power }, k) => (k % step === 0 ? total + power : total), 0) * step) / points;
    const scale = parts.reduce((total, one) => total + one.size, 0) / points;
    if (!Number.isFinite(scale)) return undefined;
    const truncation = Math.max(...LOOP_SAFETY.map((factor, j) => factor * Math.abs(sum(1) - sum(2 ** (j + 1)))));
    const helps = points < LOOP_AT_LEAST || effort === 'nearby' || truncation <= LOOP_HELPED * before;
    const error = truncation + VALUE_ROUNDINGS * EPSILON * scale;
    if (truncation <= LOOP_ENOUGH * scale || points >= LOOP_POINTS[effort] || !helps)
      return { value: sum(1), error, scale, radius, resolved: helps };
    before = truncation;
  }
}

/** The interval of an input; where it has no end, as far as the natural unit of the input. */
function around(domain: Domain, x: Vector, i: number): readonly [number, number] {
  const [low, high] = interval(domain, i);
  const size = unit(domain, x, i);
  return [Number.isFinite(low) ? low : x[i]! - size, Number.isFinite(high) ? high : x[i]! + size];
}
