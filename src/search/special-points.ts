import { type Domain, dimension, free, type Interval, interval } from '../math/domain.ts';
import { type Random, random } from '../math/random.ts';
import type { Vector } from '../math/vector.ts';

/** Numbers at which functions have their special cases, with both signs. Why: small whole numbers and halves; 20, 50 and 100, where σ and tanh saturate; 710, beyond which eˣ overflows; π; 10⁻⁸, whose square is lost beside 1. */
const SPECIAL_PLACES = [
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
/** Further ones where the domain is wide. Why: thresholds of clipping and of asymptotic series are powers of ten. */
const POWERS_OF_TEN = [3, 4, 5, 6, 8].flatMap((k) => [10 ** k, -(10 ** k)]);
/** Distances from a number at which a point lies beside it, to both sides, relative to the width of the domain or, of an infinite one, to the number. Why: a window as wide as a thousandth is entered, and a branch that is taken within 10⁻⁶ as well. */
const BESIDE_NUMBER = [2 ** -10, 2 ** -14, 2 ** -20];
/** The most points with a special number in one input, with one in all, with one relation between two, and the most inputs that take part. Why: the search may cost as much as the samples before it, and each point is a sample. */
const MOST_POINTS = { single: 128, common: 48, pairs: 16, inputs: 32 };
/** The seed by which points are chosen where there are too many. Why: any; a fixed one, for the order of the points is random already. */
const CHOICE_SEED = 23;

/** A point that is made when it is asked for. */
export type Landmark = () => Vector;

/**
 * Points at which gradients break: special numbers and those of the subject's own text, with their neighbours, in one input and in all;
 * equal and opposite inputs, two zeros; and, for n = k², k×k matrices that are diagonal, triangular, symmetric, of low rank or have equal rows.
 * The other inputs are those of `base()`. There are up to some 230 of them, of n numbers each, so that they are made one by one.
 */
export function landmarks(domain: Domain, harvested: readonly number[], base: () => Vector): readonly Landmark[] {
  const rng = random(CHOICE_SEED);
  const inputs = some(free(domain), MOST_POINTS.inputs, rng);
  const values = (i: number): readonly number[] => numbersIn(interval(domain, i), harvested);
  const points: Landmark[] = [];
  const single = inputs.flatMap((i) => values(i).map((value) => [i, value] as const));
  for (const [i, value] of some(single, MOST_POINTS.single, rng)) points.push(() => base().with(i, value));
  const common = inputs.length === 0 ? [] : values(inputs[0]!);
  if (inputs.length > 1)
    for (const value of new Set([0, ...some(common, MOST_POINTS.common, rng)]))
      points.push(() => base().map((xi, i) => admitted(interval(domain, i), value, xi)));
  const pairs = inputs.flatMap((i, k) => inputs.slice(k + 1).map((j) => [i, j] as const));
  for (const [i, j] of some(pairs, MOST_POINTS.pairs, rng)) {
    let known: Vector | undefined;
    const same = (): Vector => {
      known ??= base();
      return known;
    };
    const [of, to] = [interval(domain, i), interval(domain, j)];
    points.push(
      () => same().with(j, admitted(to, same()[i]!, same()[j]!)),
      () => same().with(j, admitted(to, -same()[i]!, same()[j]!)),
      () =>
        same()
          .with(i, admitted(of, 0, same()[i]!))
          .with(j, admitted(to, 0, same()[j]!)),
    );
  }
  return [...points, ...matrices(domain, base)];
}

/** Numbers of a subject's own text that are among the foremost. Why: with both signs, two thresholds. */
const FOREMOST_LITERALS = 4;
/** Up to this many inputs, each is given every number; of more, one after the other. Why: a dozen points are taken. */
const FOREMOST_INPUTS = 3;
/** Numbers at which most special cases are, beside 0, the ends and those of the text. Why: indicator variables and exponents of 0 and 1. */
const FOREMOST_NUMBERS = [1, -1];

/**
 * The special points that show most, the most telling first: zeros of all inputs and of one; equal inputs; the numbers of the subject's own text, the ends of the domain and ±1, each in one input; all inputs at an end.
 */
export function foremost(domain: Domain, harvested: readonly number[], base: () => Vector): readonly Vector[] {
  const rng = random(CHOICE_SEED);
  const inputs = some(free(domain), MOST_POINTS.inputs, rng);
  const [first, second] = inputs;
  if (first === undefined) return [];
  const ends = interval(domain, first);
  const numbers = [0, ...harvested.slice(0, FOREMOST_LITERALS), ...ends, ...FOREMOST_NUMBERS].filter(Number.isFinite);
  const all = (of: (x: Vector) => number) => {
    const x = base();
    const value = of(x);
    return x.map((xi, i) => admitted(interval(domain, i), value, xi));
  };
  const single = [...new Set(numbers)]
    .flatMap((value, k) => (inputs.length <= FOREMOST_INPUTS ? inputs : [inputs[k % inputs.length]!]).map((i) => [i, value] as const))
    .filter(([i, value]) => admitted(interval(domain, i), value, Number.NaN) === value)
    .map(([i, value]) => base().with(i, value));
  if (second === undefined) return single;
  const x = base();
  const tied = x.with(second, admitted(interval(domain, second), x[first]!, x[second]!));
  return [
    all(() => 0),
    ...single.slice(0, 1),
    all((x) => x[first]!),
    tied,
    ...single.slice(1),
    ...ends.filter(Number.isFinite).map((end) => all(() => end)),
  ];
}

/** The numbers of an interval at which a function may have a special case: the harvested ones and their neighbours, its ends and theirs, and those that are special everywhere. */
function numbersIn(range: Interval, harvested: readonly number[]): readonly number[] {
  const [low, high] = range;
  const width = high - low;
  const size = (c: number) => (Number.isFinite(width) ? width : Math.max(1, Math.abs(c)));
  const near = (c: number) => [c, ...BESIDE_NUMBER.flatMap((part) => [c + part * size(c), c - part * size(c)])];
  const beside = (c: number) => [...near(c), c + Number.EPSILON * Math.abs(c), c - Number.EPSILON * Math.abs(c)];
  const ends = range.filter(Number.isFinite);
  const numbers = [...harvested.flatMap(beside), ...ends.flatMap(near), ...between(harvested), ...SPECIAL_PLACES, ...POWERS_OF_TEN];
  const inside = numbers.filter((c) => c >= low && c <= high);
  return [...new Map(inside.map((c) => [Object.is(c, -0) ? '-0' : String(c), c])).values()];
}

/** The middles between neighbouring numbers. */
const between = (numbers: readonly number[]): readonly number[] => {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return sorted.slice(1).map((c, k) => (c + sorted[k]!) / 2);
};

const admitted = ([low, high]: Interval, value: number, instead: number): number => (value >= low && value <= high ? value : instead);

/** At most `most` elements of a list, drawn at random without replacement; the list itself if it is no longer. */
export function some<T>(list: readonly T[], most: number, rng: Random): readonly T[] {
  if (list.length <= most) return list;
  const rest = [...list];
  for (let k = 0; k < most; k++) {
    const j = k + rng.below(rest.length - k);
    [rest[k], rest[j]] = [rest[j]!, rest[k]!];
  }
  return rest.slice(0, most);
}

/** Points that are square matrices of special shape, row by row, where n is a square: the identity, diagonal, upper and lower triangular, symmetric, equal rows, rank one, and a cyclic shift. */
function matrices(domain: Domain, base: () => Vector): readonly Landmark[] {
  const n = dimension(domain);
  const k = Math.round(Math.sqrt(n));
  if (k < 2 || k * k !== n) return [];
  const shaped = (entry: (i: number, j: number, x: Vector) => number) => () => {
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
