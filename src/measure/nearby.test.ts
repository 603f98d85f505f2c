import { expect, test } from 'vitest';
import { contains, type Domain, everywhere } from '../math/domain.ts';
import { type Vector, vector } from '../math/vector.ts';
import type { Derivative } from './differences/index.ts';
import { type Slope, subdifferential, widened } from './nearby.ts';
import type { Neighbourhood } from './spread.ts';

const slope = (value: number, error = 1e-12, more: Partial<Derivative> = {}): Derivative => ({
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
const kink = (left: number, right: number, error = 1e-12) =>
  slope((left + right) / 2, Math.abs(right - left) / 2 + error, {
    kind: 'kink',
    left: { value: left, error },
    right: { value: right, error },
  });

interface Asked {
  readonly y: readonly number[];
  readonly v: readonly number[];
  readonly wanted: number;
  readonly span: number;
}
interface Around {
  readonly x: readonly number[];
  readonly v: readonly number[];
  readonly here: Derivative;
  readonly domain?: Domain;
  readonly region?: Partial<Neighbourhood>;
}

/** What nearby points say of a slope, where slopes at points and along directions are these; and all that was asked. */
function seen({ x, v, here, domain = everywhere(x.length), region = {} }: Around, slopes: (y: Vector, v: Vector) => Derivative) {
  const asked: Asked[] = [];
  const at: Slope = (y, along, wanted, span) => {
    asked.push({ y: Array.from(y), v: Array.from(along), wanted, span });
    return slopes(y, along);
  };
  const all = { rounding: 2 ** -52, domain, slack: 1, inside: (y: Vector) => contains(domain, y), ...region };
  const side = subdifferential(here, { x: vector(x), v: vector(v) }, at, all);
  return { side, asked, wanted: [...new Set(asked.map(({ wanted }) => wanted))], spans: [...new Set(asked.map(({ span }) => span))] };
}
const isAxis = ({ v }: Asked) => v.filter((vi) => vi !== 0).length === 1;

/** The slopes of a function along a direction, from its gradient. */
const along = (gradient: (y: Vector) => readonly number[], error?: number) => (y: Vector, v: Vector) =>
  slope(
    gradient(y).reduce((sum, g, i) => sum + g * v[i]!, 0),
    error,
  );
/** |y₀ − y₁|, whose partial derivatives have a kink where both are the same. */
const apart = (y: Vector, v: Vector) => {
  const sign = Math.sign(y[0]! - y[1]!);
  if (sign !== 0) return slope(sign * (v[0]! - v[1]!));
  const rise = Math.abs(v[0]! - v[1]!);
  return rise === 0 ? slope(0) : kink(-rise, rise);
};

test('of a line without a slope nothing more is asked', () => {
  for (const kind of ['jump', 'blow-up', 'unresolved'] as const) {
    const here = slope(1, 1, { kind });
    const { side, asked } = seen({ x: [0], v: [1], here }, () => slope(5));
    expect(side).toBe(here);
    expect(asked).toEqual([]);
  }
});

test('a slope that is the same at all points nearby stands as it is', () => {
  for (const kind of ['smooth', 'edge'] as const) {
    const here = slope(3, 1e-12, { kind });
    expect(
      seen(
        { x: [0, 0], v: [1, 1], here },
        along(() => [1, 2]),
      ).side,
    ).toBe(here);
  }
});

test('of curvature too, and of a kink that is further than the second radius', () => {
  const here = slope(3);
  expect(
    seen(
      { x: [0, 0], v: [1, 1], here },
      along((y) => [1 + y[0]!, 2]),
    ).side,
  ).toBe(here);
  const beyond = along((y) => [1, y[0]! > 2 ** -10 ? 3 : 2]);
  expect(seen({ x: [0, 0], v: [1, 1], here }, beyond).side).toBe(here);
  const bent = seen({ x: [0], v: [1], here, domain: [[0, 64]] }, (y) => slope(3 + y[0]!));
  expect(bent.side).toBe(here);
});

/** Six inputs, of which one at least is moved far: points within a radius are mostly further than a thirty-second of it. */
const six = { x: new Array(6).fill(0), v: new Array(6).fill(1) };
const largest = (y: Vector) => Math.max(...y.map(Math.abs));

test('structure within the third radius alone is a kink, unless it is noise', () => {
  const here = slope(12);
  const fine = (y: Vector, v: Vector) => slope(2 * v.reduce((sum, vi) => sum + vi, 0) + (largest(y) < 2 ** -20 && y[0]! > 0 ? v[0]! : 0));
  expect(seen({ ...six, here }, fine).side).toMatchObject({ kind: 'kink', between: [12, 13] });
  const noisy = (y: Vector, v: Vector) => ({ ...fine(y, v), noisy: largest(y) < 2 ** -20 });
  expect(seen({ ...six, here }, noisy).side).toBe(here);
});

test('at an edge too there may be a kink, of which no slope along v is told', () => {
  const domain = [[0, 64]] as const;
  const here = slope(1, 1e-12, { kind: 'edge' });
  const { side } = seen({ x: [0], v: [1], here, domain }, (y) => slope(y[0]! > 2 ** -24 ? 3 : 1));
  expect(side).toMatchObject({ kind: 'kink', between: [1, 3], partial: here });
  const tied = seen({ x: [0, 0], v: [1, 1], here: slope(0, 1e-12, { kind: 'edge' }) }, apart).side;
  expect(tied.kind).toBe('kink');
  expect(Object.keys(tied)).not.toContain('along');
});

test('bars that hide whether slopes differ make the bar of the slope wider', () => {
  const here = slope(3, 0.1);
  const vague = (y: Vector) => (Math.abs(y[0]!) > 2 ** -8 ? slope(4.2, 0.25) : slope(3, 0.25));
  expect(seen({ x: [0], v: [1], here }, vague).side).toEqual({
    ...here,
    error: expect.closeTo(0.45, 12),
    left: { value: 3, error: expect.closeTo(0.45, 12) },
    right: { value: 3, error: expect.closeTo(0.45, 12) },
  });
  expect(widened(here, 0)).toBe(here);
});

test('slopes nearby are wanted with a bar of four times that of the slope at x, the wider one at a kink', () => {
  const wanted = (here: Derivative, region: Partial<Neighbourhood> = {}) => seen({ x: [0], v: [1], here, region }, () => here).wanted;
  expect(wanted(slope(1, 1e-9))).toEqual([4e-9]);
  expect(wanted({ ...kink(-1, 1), right: { value: 1, error: 1e-6 } })).toEqual([4e-6]);
  expect(wanted({ ...kink(-1, 1), left: { value: -1, error: 1e-6 } })).toEqual([4e-6]);
});

test('with slack that many times wider, but known to 2⁻¹⁶ of the slope or the variation, in less precision to less', () => {
  const wanted = (here: Derivative, slack: number, rounding = 2 ** -52) =>
    seen({ x: [0], v: [1], here, region: { slack, rounding } }, () => here).wanted;
  expect(wanted(slope(1, 1e-9), 10)).toEqual([4 * 10 * 1e-9]);
  expect(wanted(slope(1, 1e-9), 1e9)).toEqual([4 * 2 ** -16]);
  expect(wanted(slope(-8, 1e-9), 1e9)).toEqual([4 * 8 * 2 ** -16]);
  expect(wanted(slope(1, 1e-9, { variation: 8 }), 1e9)).toEqual([4 * 8 * 2 ** -16]);
  expect(wanted(slope(1, 1e-3), 1e9)).toEqual([4e-3]);
  expect(wanted(slope(1, 1e-9), 1e9, 2 ** -23)).toEqual([4 * 2 ** -8]);
  expect(wanted({ ...kink(-8, 1) }, 1e12)).toEqual([4 * 8 * 2 ** -16]);
});

test('where slack leaves open what nearby points say, they are asked anew without', () => {
  const here = slope(1, 1e-9);
  const wanted = (slopes: (y: Vector) => Derivative) =>
    seen({ x: [0], v: [1], here, domain: [[0, 64]], region: { slack: 1000 } }, slopes).wanted.map((bar) => Math.round(bar * 1e9));
  const close = (y: Vector) => slope(1.01, y[0]! > 2 ** -24 ? 1e-6 : 3);
  expect(wanted(close)).toEqual([4000, 4]);
  expect(wanted(() => slope(1.01, 1e-6))).toEqual([4000]);
  expect(wanted(() => slope(1, 1e-6))).toEqual([4000]);
});

test('points are sought within three radii, no nearer than 2¹⁵ roundings, and a glance spans a quarter of them', () => {
  const spans = (rounding: number) => {
    const { asked } = seen({ x: [0], v: [1], here: slope(1), region: { rounding } }, (y) => slope(y[0]! > 0 ? 2 : 0));
    return [...new Set(asked.map(({ span }) => Math.log2(span)))];
  };
  expect(spans(2 ** -52)).toEqual([-10, -16, -24]);
  expect(spans(2 ** -35)).toEqual([-10, -16, -22]);
  expect(spans(2 ** -23)).toEqual([-10]);
  expect(spans(2 ** -10)).toEqual([-8]);
  // Of radii that are the same one is enough: 32 points near and as many far, those opposite, and those that move one input.
  const { asked } = seen({ x: [0], v: [1], here: slope(1), region: { rounding: 2 ** -23 } }, (y) => slope(y[0]! > 0 ? 2 : 0));
  expect(asked.length).toBeLessThan(4 * 32 + 40);
});

test('of one input the range of the slopes nearby is told, with the partial derivative at x', () => {
  const here = slope(1, 1e-9);
  const { side } = seen({ x: [0], v: [1], here }, (y) => slope(y[0]! > 0 ? 1 : y[0]! < 0 ? 0 : 1, 1e-10));
  expect(side).toEqual({
    value: 0.5,
    error: 0.5 + 1e-9,
    left: { value: 0, error: 1e-9 },
    right: { value: 1, error: 1e-9 },
    kind: 'kink',
    between: [0, 1],
    noisy: false,
    partial: here,
  });
  const wide = seen({ x: [0], v: [-3], here: slope(-3, 1e-9) }, (y, v) => slope(y[0]! > 0 ? v[0]! : 0, 1e-9));
  expect(wide.side).toMatchObject({ between: [-3, 0], right: { error: expect.closeTo(3e-9, 15) } });
});

test('at a kink of the line itself there is no partial derivative', () => {
  const { side } = seen({ x: [0], v: [1], here: { ...kink(0, 1, 1e-9), noisy: true } }, (y) =>
    y[0] === 0 ? kink(0, 1) : slope(y[0]! > 0 ? 1 : 0),
  );
  expect(side).toMatchObject({ kind: 'kink', between: [0, 1], noisy: true });
  expect(Object.keys(side)).not.toContain('partial');
  expect(Object.keys(side)).not.toContain('along');
});

test('where slopes along v are alike and those of single inputs have a kink, the ranges of these are added up, and the slope along v told', () => {
  const here = slope(0);
  const tied = seen({ x: [0, 0, 0], v: [1, 1, 0], here }, apart);
  expect(tied.side).toMatchObject({ kind: 'kink', between: [-2, 2], value: 0, error: 2 + 1e-12, along: here });
  expect(Object.keys(tied.side)).not.toContain('partial');
  expect(seen({ x: [0, 0, 0], v: [-2, -2, 0], here }, apart).side).toMatchObject({ between: [-4, 4], along: here });
  expect(tied.asked.filter(isAxis).some(({ v }) => v[2] !== 0)).toBe(false);
});

test('at a kink along v the ranges of single inputs are added up, each times its weight', () => {
  expect(seen({ x: [0, 0], v: [1, -2], here: kink(-3, 3) }, apart).side).toMatchObject({ kind: 'kink', between: [-3, 3], value: 0 });
  const uneven = (y: Vector, v: Vector) => slope((y[0]! > 0 ? 2 : 1) * v[0]! + (y[1]! > 0 ? 5 : 3) * v[1]!);
  const { side } = seen({ x: [0, 0], v: [1, -1], here: kink(-4, -1) }, uneven);
  expect(side).toMatchObject({ between: [1 - 5, 2 - 3], value: -2.5, left: { value: -4 }, right: { value: -1 } });
  expect(side.error).toBeCloseTo(1.5, 9);
});

test('a single input along which f jumps or has no slope gives its shape to the line', () => {
  for (const kind of ['jump', 'blow-up'] as const) {
    const shaped = (_: Vector, v: Vector) => (v[1] !== 0 && v[0] === 0 ? slope(0, 1, { kind }) : slope(0));
    expect(seen({ x: [0, 0], v: [1, 1], here: slope(0) }, shaped).side).toEqual({ ...slope(0), kind });
  }
});

test('of two such inputs the first one does', () => {
  const shaped = (_: Vector, v: Vector) =>
    v[0] === 0 ? slope(0, 1, { kind: 'jump' }) : v[1] === 0 ? slope(0, 1, { kind: 'blow-up' }) : slope(0);
  expect(seen({ x: [0, 0], v: [1, 1], here: slope(0) }, shaped).side.kind).toBe('blow-up');
});

test('of more than sixteen inputs none is looked at by itself', () => {
  const wide = (n: number) => ({ x: new Array(n).fill(0), v: new Array(n).fill(1) });
  const tied = (n: number) => seen({ ...wide(n), here: slope(0) }, (y, v) => (v[2] === 0 ? apart(y, v) : slope(0)));
  expect([tied(16).side.kind, tied(17).side.kind]).toEqual(['kink', 'smooth']);
  expect(tied(17).asked.filter(isAxis)).toEqual([]);
  const broken = (n: number) =>
    seen({ ...wide(n), here: kink(-1, 1) }, (y, v) => (v[1] === 0 && v[0] === 0 ? slope(0) : slope(Math.sign(y[0]!) * v[0]!)));
  expect([broken(16).side.kind, broken(17).side.kind]).toEqual(['kink', 'unresolved']);
});

test('the bar of a range is that of the slope at x, or the widest of those along single inputs', () => {
  const bars = (error: number) =>
    seen({ x: [0], v: [1], here: slope(1, 1e-6) }, (y) => (y[0]! > 0 ? slope(1, error) : slope(0))).side.right!.error;
  expect([bars(1e-9), bars(2e-6)]).toEqual([1e-6, 2e-6]);
});

test('where no point has a slope along an input the line is unresolved', () => {
  const { side } = seen({ x: [0], v: [1], here: kink(-1, 1) }, () => slope(0, 1, { kind: 'jump' }));
  expect(side).toEqual({ ...kink(-1, 1), kind: 'unresolved' });
});

test('a vague slope counts where it lies beyond the range of the clear ones, or is not as wide as that', () => {
  // Slopes are wanted to 4 · 10⁻⁶; of those to the right, the further ones are vague.
  const between = (vague: Derivative) =>
    seen({ x: [0], v: [1], here: kink(-1, 1, 1e-6) }, (y) => (y[0]! > 0 ? (y[0]! > 2 ** -9 ? vague : slope(1)) : slope(-1))).side.between;
  expect(between(slope(0.5, 5))).toEqual([-1, 1]);
  expect(between(slope(5, 5))).toEqual([-1, 1]);
  expect(between(slope(-5, 5))).toEqual([-1, 1]);
  expect(between(slope(50, 5))).toEqual([-1, 50]);
  expect(between(slope(-50, 5))).toEqual([-50, 1]);
  expect(between(slope(1.5, 1))).toEqual([-1, 1.5]);
  expect(between(slope(1.5, 1.9))).toEqual([-1, 1.5]);
  expect(between(slope(1.5, 3e-6))).toEqual([-1, 1.5]);
});

test('the range is that of the finest scale at which the slopes differ half as much as at the widest', () => {
  const finest = (part: number) => {
    const steps = (y: Vector) => slope(4 * (y[0]! < 0 ? 1 - 2 * (Math.abs(y[0]!) > 2 ** -14 ? 1 : part) : 1));
    const { asked } = seen({ x: [0, 1], v: [1, 1], here: slope(4) }, (y, v) => (v[0] === 0 ? slope(0) : steps(y)));
    return new Set(asked.filter(isAxis).map(({ span }) => Math.log2(span)));
  };
  expect(finest(0.6)).toEqual(new Set([-24]));
  expect(finest(0.4)).toEqual(new Set([-10]));
});

test('single inputs are asked at x, at the points nearby, and where one input or all others are moved to either side', () => {
  const { asked } = seen({ x: [0, 8], v: [1, 0.5], here: kink(-1, 1) }, (y, v) => slope(Math.sign(y[0]!) * v[0]!));
  const first = asked.filter((one) => isAxis(one) && one.v[0] !== 0).map(({ y }) => y);
  expect(first).toContainEqual([0, 8]);
  const r = 2 ** -8;
  expect(first).toContainEqual([r, 8]);
  expect(first).toContainEqual([-r, 8]);
  expect(first).toContainEqual([0, 8 + 8 * r]);
  expect(first).toContainEqual([0, 8 - 8 * r]);
  expect(first.length).toBeGreaterThan(20);
});

test('at an edge they are moved inwards, and left out where a condition excludes them', () => {
  const domain = [[0, 64]] as const;
  const atEdge = seen({ x: [0], v: [1], here: kink(-1, 1), domain }, (y) => slope(y[0]! > 0 ? 1 : -1));
  expect(atEdge.asked.filter(({ y }) => y[0]! < 0)).toEqual([]);
  expect(atEdge.side.between).toEqual([-1, 1]);
  const region = { inside: (y: Vector) => y[0]! >= 0 };
  const half = seen({ x: [0, 0], v: [1, 1], here: kink(-1, 1), region }, (y, v) => slope(Math.sign(y[1]!) * v[1]!));
  expect(half.asked.filter(({ y }) => y[0]! < 0)).toEqual([]);
});
