import { expect, test } from 'vitest';
import { contains, type Domain, everywhere } from '../math/domain.ts';
import { random } from '../math/random.ts';
import { type Vector, vector } from '../math/vector.ts';
import type { Derivative } from './differences/index.ts';
import { NEAR_RADII, type Neighbourhood, sidesOf, spread } from './spread.ts';

/** A slope with a bar as a smooth line shows it, or one of another shape. */
const slope = (value: number, error = 0, more: Partial<Derivative> = {}): Derivative => ({
  value,
  error,
  left: { value, error },
  right: { value, error },
  kind: 'smooth',
  evaluations: 0,
  noisy: false,
  variation: 0,
  noise: 0,
  ...more,
});

const region = (domain: Domain, inside: (y: Vector) => boolean = () => true): Neighbourhood => ({
  rounding: 2 ** -52,
  domain,
  slack: 1,
  inside: (y) => contains(domain, y) && inside(y),
});

interface Around {
  readonly x: readonly number[];
  readonly domain?: Domain;
  readonly inside?: (y: Vector) => boolean;
  readonly radius?: number;
  readonly seed?: number;
  /** The slope at x, and the bar that is wanted of slopes nearby. */
  readonly here?: Derivative;
  readonly wanted?: number;
}

/** What slopes around a point say, and the points at which they were asked for. */
function seen(
  { x, domain = everywhere(x.length), inside, radius = 2 ** -14, seed = 1, here = slope(0), wanted = 0 }: Around,
  at: (y: Vector) => Derivative,
) {
  const asked: Vector[] = [];
  const survey = { here, x: vector(x), region: region(domain, inside), wanted, rng: random(seed) };
  const found = spread(survey, radius, (y) => {
    asked.push(y);
    return at(y);
  });
  return { ...found, asked };
}
const points = (around: Around): readonly Vector[] => seen(around, () => slope(0)).near;

/** A dozen inputs, of which a point that holds each with probability one half holds some and moves some. */
const dozen = [0, 8, ...new Array(10).fill(0)];
/** How far an input is moved, relative to the radius and the unit of the input. */
const moves = (y: Vector, x: readonly number[], radius = 2 ** -14) =>
  Array.from(y, (yi, i) => (yi - x[i]!) / radius / Math.max(1, Math.abs(x[i]!)));
const mean = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;

test('32 points are near, each input within the radius, in its own unit, to either side', () => {
  const near = points({ x: dozen });
  expect(near.length).toBe(32);
  for (let i = 0; i < 12; i++) {
    const moved = near.map((y) => moves(y, dozen)[i]!);
    expect(Math.max(...moved)).toBeLessThanOrEqual(1);
    expect(Math.min(...moved)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...moved)).toBeGreaterThan(0.3);
    expect(Math.min(...moved)).toBeLessThan(-0.3);
  }
});

test('of four points two move all inputs, by the cube of a uniform part, and two move half of them, by a uniform part', () => {
  const near = [1, 2, 3].map((seed) => points({ x: dozen, seed }));
  const sizes = (turn: number) => near.flatMap((all) => all.filter((_, k) => k % 4 === turn).flatMap((y) => moves(y, dozen).map(Math.abs)));
  for (const turn of [0, 1]) {
    expect(sizes(turn).filter((size) => size === 0)).toEqual([]);
    expect(Math.abs(mean(sizes(turn)) - 1 / 4)).toBeLessThan(0.05);
    expect(Math.min(...sizes(turn))).toBeLessThan(1e-4);
  }
  for (const turn of [2, 3]) {
    const moved = sizes(turn).filter((size) => size > 0);
    expect(Math.abs(moved.length / sizes(turn).length - 1 / 2)).toBeLessThan(0.1);
    expect(Math.abs(mean(moved) - 1 / 2)).toBeLessThan(0.06);
  }
});

test('a point is not its own neighbour', () => {
  const near = points({ x: [3] });
  expect(near.filter(([y]) => y === 3)).toEqual([]);
  expect(near.length).toBeGreaterThan(16);
  expect(near.length).toBeLessThan(32);
});

test('at an edge one point of four holds the inputs that have no room to both sides, and the others move them inwards', () => {
  for (const edge of [-64, 64]) {
    const x = [edge, ...dozen];
    const domain = x.map((): readonly [number, number] => [-64, 64]);
    const near = points({ x, domain });
    expect(near.length).toBe(32);
    expect(near.filter((y) => !contains(domain, y))).toEqual([]);
    near.forEach((y, k) => {
      if (k % 4 === 0) expect(y[0]).toBe(edge);
      if (k % 4 === 1) expect(y[0]).not.toBe(edge);
      if (k % 4 < 2) expect(y[1]).not.toBe(0);
    });
  }
});

test('room for the radius is room enough', () => {
  const radius = 2 ** -8;
  const held = (x: number) => {
    const domain = [[0, 64], ...dozen.map(() => [-64, 64])] as [number, number][];
    const near = points({ x: [x, ...dozen], domain, radius });
    return near.filter((y, k) => k % 4 === 0 && y[0] === x).length;
  };
  expect([held(radius), held(radius * 0.9)]).toEqual([0, 8]);
  expect([held(64 / (1 + radius)), held(64 / (1 + radius / 2))]).toEqual([0, 8]);
});

test('a point that is not inside is drawn anew, up to eight times', () => {
  // One point of eight lies inside: of eight draws one is inside in two of three cases.
  const near = (inside: (y: Vector) => boolean) => points({ x: dozen, inside }).length;
  const corner = (y: Vector) => y[2]! > 0 && y[3]! > 0 && y[4]! > 0;
  expect(near((y) => y[2]! >= 0)).toBeGreaterThan(29);
  expect(near(corner)).toBeGreaterThan(5);
  expect(near(corner)).toBeLessThan(24);
  expect(near(() => false)).toBe(0);
});

test('slopes are asked for when something depends on them, and once at each point', () => {
  const all = seen({ x: dozen }, (y) => slope(y[0]! > 0 ? 1 : -1));
  expect(all.asked).toEqual([]);
  expect([all.rough(), all.clear(), all.doubt()]).toEqual([all.rough(), all.clear(), all.doubt()]);
  expect(new Set(all.asked.map((y) => y.join(' '))).size).toBe(all.asked.length);
  expect(all.asked.length).toBe(4 * 32);
});

test.each([
  [2 ** -8, 2 ** -3],
  [2 ** -14, 2 ** -4],
  [2 ** -22, 2 ** -12],
])('for the radius %d far points are within %d', (radius, furthest) => {
  const all = seen({ x: dozen, radius }, () => slope(0));
  all.doubt();
  const sizes = all.asked.flatMap((y) => moves(y, dozen, furthest).map(Math.abs));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1);
  expect(Math.max(...sizes)).toBeGreaterThan(0.9);
});

/** The distance of a point from x = 0 in its largest input. */
const distance = (y: Vector) => Math.max(...y.map(Math.abs));
/** An input that lies at an edge, so that points that move it have no opposite; the others are free. */
const edged: Pick<Around, 'x' | 'domain'> = { x: [0, 0, 0, 0, 0, 0, 0], domain: [[0, 64], ...new Array(6).fill([-64, 64])] };
const free: Pick<Around, 'x' | 'domain'> = { x: [0, 0, 0, 0, 0, 0, 0] };
/** One input at an edge: no point has an opposite. */
const alone: Pick<Around, 'x' | 'domain'> = { x: [0], domain: [[0, 64]] };

/** Slopes that have one value within the radius of 2⁻¹⁴ and another beyond. */
const stepped = (near: Derivative, far: Derivative) => (y: Vector) => (distance(y) <= 2 ** -14 ? near : far);

test('where slopes are those at x there is no difference and no doubt', () => {
  const all = seen({ ...free, here: slope(2, 1e-9) }, () => slope(2, 1e-9));
  expect([all.rough(), all.doubt()]).toEqual([0, 0]);
});

test('slopes that keep apart however near points are leave no end of doubt', () => {
  const all = seen({ ...free, here: slope(1, 1e-9) }, (y) => slope(Math.sign(y[0]!), 1e-9));
  expect([all.rough(), all.clear(), all.doubt()]).toEqual([1, true, Number.POSITIVE_INFINITY]);
});

test('of two opposite points the mean counts, of both slopes and of both bars', () => {
  const uneven = (y: Vector) => (y[0]! > 0 ? slope(3, 0.2) : y[0]! < 0 ? slope(1, 0.4) : slope(2, 0.3));
  expect(seen({ ...free, here: slope(2, 0.1) }, uneven).rough()).toBe(0);
  expect(seen({ ...free, here: slope(0.5, 0.1) }, uneven).rough()).toBe(1.5);
  const tilted = (y: Vector) => slope(0, y[0]! > 0 ? 0.2 : y[0]! < 0 ? 0.4 : 0.3);
  const far = (y: Vector) => (distance(y) > 2 ** -14 ? slope(100, 0.3) : tilted(y));
  expect(seen({ ...free, here: slope(0, 0.1), wanted: 1 }, far).doubt()).toBeCloseTo(0.4, 12);
});

test('what bars explain is no difference', () => {
  const rough = (value: number) => seen({ ...alone, here: slope(0, 0.1) }, () => slope(value, 0.2)).rough();
  expect([rough(0.91), rough(-0.91), rough(0.89)]).toEqual([0.91, 0.91, 0]);
});

test('of one point slopes are to fall with its distance: 64 times where far points are 1024 times further', () => {
  const doubt = (near: number, far: number) => seen(alone, stepped(slope(near), slope(far))).doubt();
  expect([doubt(1, 65), doubt(1, 63), doubt(-1, 65), doubt(-1, -63)]).toEqual([0, Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
  expect(doubt(1, 64)).toBe(Number.POSITIVE_INFINITY);
});

test('of two opposite points with its square', () => {
  const doubt = (near: number, far: number) => seen(free, stepped(slope(near), slope(far))).doubt();
  expect([doubt(1, 4097), doubt(1, 4095)]).toEqual([0, Number.POSITIVE_INFINITY]);
});

test('where far points are hardly further, by two', () => {
  const doubt = (far: number) => {
    const at = (y: Vector) => slope(distance(y) <= 2 ** -6 ? 1 : far);
    return seen({ ...alone, radius: 2 ** -6 }, at).doubt();
  };
  expect([doubt(2.1), doubt(1.9)]).toEqual([0, Number.POSITIVE_INFINITY]);
});

test('curvature is no doubt, a root is', () => {
  expect(seen(alone, (y) => slope(5 * y[0]!)).doubt()).toBe(0);
  expect(seen(alone, (y) => slope(5 * Math.sqrt(y[0]!))).doubt()).toBe(Number.POSITIVE_INFINITY);
  expect(seen({ ...free, here: slope(1) }, (y) => slope(1 + 5 * y[0]! + y[1]! ** 2)).doubt()).toBe(0);
});

test('bars that hide whether slopes fall are the doubt, up to four times what was wanted', () => {
  const doubt = (wanted: number) => seen({ ...alone, here: slope(0, 0.25), wanted }, stepped(slope(0.5, 0.75), slope(50, 0.75))).doubt();
  expect([doubt(1.5 / 4), doubt(1.49 / 4)]).toEqual([1.5, Number.POSITIVE_INFINITY]);
});

test('bars in which nothing differs, near or far, leave no doubt', () => {
  expect(seen(alone, () => slope(0, 10)).doubt()).toBe(0);
  expect(seen(alone, stepped(slope(1), slope(0, 10))).doubt()).toBe(Number.POSITIVE_INFINITY);
});

test('differences that are seen nearby must fall with the distance, to within a factor of four', () => {
  // Near slopes of the first kind are sure, of the second vague; far points are 1024 times further.
  const doubt = (sure: number) => {
    const at = (y: Vector) => (distance(y) > 2 ** -14 ? slope(1024) : y[0]! > 2 ** -16 ? slope(sure) : slope(0, 20));
    return seen({ ...alone, wanted: 100 }, at).doubt();
  };
  expect([doubt(3.9), doubt(4.1), doubt(4)]).toEqual([20, Number.POSITIVE_INFINITY, 20]);
});

test.each<[string, (y: Vector) => boolean]>([
  ['without an opposite', (y) => y[0]! > 0],
  ['with one', (y) => y[0] === 0],
])('points %s count by themselves, and the larger difference of both kinds', (_, mine) => {
  const at = (one: Derivative, other: Derivative) => seen(edged, (y) => (mine(y) ? one : other));
  expect(at(slope(3), slope(1)).rough()).toBe(3);
  expect(at(slope(3), slope(0)).rough()).toBe(3);
  expect(at(slope(3), slope(0)).doubt()).toBe(Number.POSITIVE_INFINITY);
  expect([at(slope(1), slope(0, 1.9)).clear(), at(slope(1), slope(0, 2.1)).clear()]).toEqual([true, false]);
  expect(at(slope(0), slope(0)).clear()).toBe(false);
});

test('noise that is not at x is structure below the second radius: nothing is seen, and all is in doubt', () => {
  const noisy = (radius: number, here: Partial<Derivative> = {}, there = true) => {
    const all = seen({ ...free, radius, here: slope(1, 0, here) }, (y) => slope(Math.sign(y[0]!), 0, { noisy: there }));
    return [all.rough(), all.doubt()];
  };
  expect(noisy(2 ** -14)).toEqual([1, Number.POSITIVE_INFINITY]);
  expect(noisy(2 ** -15)).toEqual([0, Number.POSITIVE_INFINITY]);
  expect(noisy(2 ** -22, { noisy: true })).toEqual([1, Number.POSITIVE_INFINITY]);
  expect(noisy(2 ** -22, {}, false)).toEqual([1, Number.POSITIVE_INFINITY]);
  const still = seen({ ...free, radius: 2 ** -22 }, (y) => slope(0, 0, { noisy: y[0]! > 0 }));
  expect([still.rough(), still.doubt()]).toEqual([0, Number.POSITIVE_INFINITY]);
  expect(seen({ ...free, radius: 2 ** -22 }, () => slope(0)).doubt()).toBe(0);
});

test('the radii are those of structure that is no noise, and one finer', () => {
  expect(NEAR_RADII).toEqual([1 / 256, 1 / 16384, 1 / 4194304]);
});

test('a line has one slope, two at a kink, and none where it has no limit', () => {
  const [left, right] = [
    { value: -1, error: 1e-9 },
    { value: 2, error: 1e-9 },
  ] as const;
  const shaped = (kind: Derivative['kind']) => sidesOf(slope(0.5, 1.5, { kind, left, right })).map(({ value }) => value);
  expect(shaped('kink')).toEqual([-1, 2]);
  expect([shaped('smooth'), shaped('edge')]).toEqual([[0.5], [0.5]]);
  expect([shaped('jump'), shaped('blow-up'), shaped('unresolved')]).toEqual([[], [], []]);
});

test('both slopes of a kink count, and a point without a slope says nothing', () => {
  const kinked = slope(0, 1, { kind: 'kink', left: { value: -1, error: 0 }, right: { value: 3, error: 0 } });
  expect(seen(alone, () => kinked).rough()).toBe(3);
  expect(seen({ ...alone, here: slope(2) }, () => kinked).rough()).toBe(3);
  // The means of the slopes at two opposite kinks are −1, 1 and 3.
  expect(seen({ ...free, here: slope(1) }, () => kinked).rough()).toBe(2);
  const all = seen(free, () => slope(5, 0, { kind: 'jump' }));
  expect([all.rough(), all.clear(), all.doubt()]).toEqual([0, false, 0]);
});
