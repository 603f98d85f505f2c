import { type Domain, dimension, free, type Interval, interval } from '../math/domain.ts';
import { type Random, random } from '../math/random.ts';
import type { Vector } from '../math/vector.ts';

/** Numbers at which functions have their special cases, and where they saturate, overflow or underflow; with both signs. */
const SPECIAL = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  -3,
  5,
  -5,
  10,
  -10,
  20,
  -20,
  50,
  -50,
  100,
  -100,
  710,
  -710,
  Math.PI,
  -Math.PI,
  1e-8,
  -1e-8,
];
/** Further ones where the domain is wide: powers of ten up to its ends. */
const POWERS = [3, 4, 5, 6, 8].flatMap((k) => [10 ** k, -(10 ** k)]);
/** Beside a number, on both sides: parts of the width of the domain, or of the number itself. */
const BESIDE = [2 ** -10, 2 ** -14, 2 ** -20];
/** So many points at most come from single numbers, and from pairs of inputs; so many inputs take part. */
const MOST = { single: 160, pairs: 48, inputs: 32 };

/**
 * Points at which gradients break: special numbers and those of the subject's own text, with their neighbours, in one input and in all;
 * equal and opposite inputs, two zeros; and, for n = k², matrices that are diagonal, triangular, of low rank or have equal rows.
 */
export function landmarks(domain: Domain, harvested: readonly number[], base: () => Vector): readonly Vector[] {
  const rng = random(23);
  const inputs = some(free(domain), MOST.inputs, rng);
  const values = (i: number): readonly number[] => numbersIn(interval(domain, i), harvested);
  const points: Vector[] = [];
  const single = inputs.flatMap((i) => values(i).map((value) => [i, value] as const));
  for (const [i, value] of some(single, MOST.single, rng)) points.push(base().with(i, value));
  const common = inputs.length === 0 ? [] : values(inputs[0]!);
  if (inputs.length > 1)
    for (const value of some(common, MOST.pairs, rng)) points.push(base().map((xi, i) => admitted(interval(domain, i), value, xi)));
  const pairs = inputs.flatMap((i, k) => inputs.slice(k + 1).map((j) => [i, j] as const));
  for (const [i, j] of some(pairs, MOST.pairs, rng)) {
    const x = base();
    const [of, to] = [interval(domain, i), interval(domain, j)];
    points.push(x.with(j, admitted(to, x[i]!, x[j]!)), x.with(j, admitted(to, -x[i]!, x[j]!)));
    points.push(x.with(i, admitted(of, 0, x[i]!)).with(j, admitted(to, 0, x[j]!)));
  }
  return [...points, ...matrices(domain, base)];
}

function numbersIn(range: Interval, harvested: readonly number[]): readonly number[] {
  const [low, high] = range;
  const width = high - low;
  const size = (c: number) => (Number.isFinite(width) ? width : Math.max(1, Math.abs(c)));
  const near = (c: number) => [c, ...BESIDE.flatMap((part) => [c + part * size(c), c - part * size(c)])];
  const beside = (c: number) => [...near(c), c + Number.EPSILON * Math.abs(c), c - Number.EPSILON * Math.abs(c)];
  const ends = range.filter(Number.isFinite);
  const numbers = [...harvested.flatMap(beside), ...ends.flatMap(near), ...between(harvested), ...SPECIAL, ...POWERS];
  const inside = numbers.filter((c) => c >= low && c <= high);
  return [...new Map(inside.map((c) => [Object.is(c, -0) ? '-0' : String(c), c])).values()];
}

/** The middles of what lies between two neighbouring numbers. */
const between = (numbers: readonly number[]): readonly number[] => {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return sorted.slice(1).map((c, k) => (c + sorted[k]!) / 2);
};

const admitted = ([low, high]: Interval, value: number, instead: number): number => (value >= low && value <= high ? value : instead);

/** At most so many of a list, drawn at random. */
export function some<T>(list: readonly T[], most: number, rng: Random): readonly T[] {
  if (list.length <= most) return list;
  const rest = [...list];
  for (let k = 0; k < most; k++) {
    const j = k + rng.below(rest.length - k);
    [rest[k], rest[j]] = [rest[j]!, rest[k]!];
  }
  return rest.slice(0, most);
}

function matrices(domain: Domain, base: () => Vector): readonly Vector[] {
  const n = dimension(domain);
  const k = Math.round(Math.sqrt(n));
  if (k < 2 || k * k !== n) return [];
  const shaped = (entry: (i: number, j: number, x: Vector) => number) => {
    const x = base();
    return x.map((xi, at) => admitted(interval(domain, at), entry(Math.floor(at / k), at % k, x), xi));
  };
  return [
    shaped((i, j) => (i === j ? 1 : 0)),
    shaped((i, j, x) => (i === j ? x[i * k + j]! : 0)),
    shaped((i, j, x) => (i <= j ? x[i * k + j]! : 0)),
    shaped((i, j, x) => (i >= j ? x[i * k + j]! : 0)),
    shaped((i, j, x) => x[Math.min(i, j) * k + Math.max(i, j)]!),
    shaped((_, j, x) => x[j]!),
    shaped((i, j, x) => (x[i]! * x[j]!) / 2),
    shaped((i, j) => (j === (i + 1) % k ? 1 : 0)),
  ];
}
