import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import matchesDifferences from '../../properties/matches-differences.ts';
import orthogonalToContours from '../../properties/orthogonal-to-contours.ts';
import { subject } from '../subject/subject.ts';
import { mutants } from './mutants/index.ts';
import { mutation, placeOf, scoreOf, spoiled } from './mutation.ts';

const options = { seed: 1, runs: 60 };
const plane = [
  [-2, 2],
  [-2, 2],
] as const;

test('of a function with curvature every mistake is caught', () => {
  const valley = subject({
    name: 'valley',
    domain: plane,
    f: ([x, y]) => x ** 4 + x * y + Math.exp(y),
    gradient: ([x, y]) => [4 * x ** 3 + y, x + Math.exp(y)],
  });
  const fates = [...mutation(valley, properties, options)];
  expect(fates.length).toBeGreaterThan(14);
  expect(fates.filter(({ caughtBy }) => caughtBy === undefined).filter(({ survived }) => survived?.as !== 'below')).toEqual([]);
  expect(fates.find(({ mutant }) => mutant === 'doubled')?.caughtBy).toBe('matches-differences');
});

test('a mutant that leaves the claim right is said to be equivalent, and does not count', () => {
  const flat = subject({ name: 'flat', domain: plane, f: ([x, y]) => 3 * x + 3 * y, gradient: () => [3, 3] });
  const fates = [...mutation(flat, [matchesDifferences], options)];
  const exchanged = fates.find(({ mutant }) => mutant === 'two entries exchanged');
  expect(exchanged?.survived).toEqual({ as: 'equivalent', because: 'the claim is the same at 400 points' });
  expect(scoreOf(fates)).toMatchObject({ equivalent: 3, score: 1 });
});

test('a mistake to which the chosen laws are blind is missed, and that is said', () => {
  const bowl = subject({ name: 'bowl', domain: plane, f: ([x, y]) => x * x + 3 * y * y, gradient: ([x, y]) => [2 * x, 6 * y] });
  const fates = [...mutation(bowl, [orthogonalToContours], options)];
  const doubled = fates.find(({ mutant }) => mutant === 'doubled');
  expect(doubled?.survived).toEqual({
    as: 'missed',
    because: expect.stringMatching(/^it differs at \d+ of 400 points, by up to 1 of the largest entry$/),
  });
  expect(fates.find(({ mutant }) => mutant === 'two entries exchanged')?.caughtBy).toBe('orthogonal-to-contours');
  expect(scoreOf(fates).score).toBeLessThan(1);
});

test('a subject that is wrong already is refused', () => {
  const wrong = subject({ name: 'wrong', domain: plane, f: ([x, y]) => x * y, gradient: ([x, y]) => [x, y] });
  expect(() => [...mutation(wrong, [matchesDifferences], options)]).toThrow(
    'subject "wrong" fails matches-differences as it is, before a mistake is planted',
  );
});

test('every mutant changes the claim, in the form that the claim has', () => {
  const map = subject({
    name: 'map',
    domain: plane,
    outputs: 2,
    f: ([x, y]) => [x * x * y, x + y * y],
    jacobian: ([x, y]) => [
      [2 * x * y, x * x],
      [1, 2 * y],
    ],
  });
  const place = placeOf(map, 'jacobian');
  const at = [1.2, 0.7] as never;
  const planted = mutants.flatMap((mutant) => mutant.plant(place) ?? []);
  expect(planted.length).toBe(mutants.length);
  for (const { name, plant, strike } of mutants) {
    const x = strike ? strike(Float64Array.from(at as number[]), place) : at;
    const { jacobian } = spoiled(place, name, plant(place)!);
    jacobian!([0.3, -0.7] as never);
    const rows = Array.from(jacobian!(x as never), (row) => Array.from(row));
    expect(rows.map((row) => row.length)).toEqual([2, 2]);
    if (name === 'rounded to single precision' || name === 'wrong below the median of an input') continue;
    expect(rows, name).not.toEqual(Array.from(map.jacobian!(Array.from(x as never) as never), (row) => Array.from(row)));
  }
});

test('another slope of a kink is no mistake, and that is said', () => {
  const kink = subject({ name: 'kink', domain: [[-2, 2]], f: ([x]) => Math.abs(x), gradient: ([x]) => [Math.sign(x)] });
  const fates = [...mutation(kink, [matchesDifferences], options)];
  const zero = fates.find(({ mutant }) => mutant === 'wrong where an input is 0');
  expect(zero?.survived?.as).toBe('equivalent');
  expect(zero?.survived?.because).toMatch(
    /^it differs at \d+ of 400 points, .*, where f has a kink, and what is claimed there is one of its slopes$/,
  );
  const far = subject({ name: 'far', domain: [[-2, 2]], f: ([x]) => 0.25 * Math.abs(x), gradient: ([x]) => [0.25 * Math.sign(x)] });
  const place = placeOf(far, 'gradient');
  expect(place.size).toBe(0.25);
  const beyond = { ...far, name: 'beyond', gradient: ([x]: readonly number[]) => [x === 0 ? 1 : 0.25 * Math.sign(x!)] };
  expect(() => [...mutation(beyond as never, [matchesDifferences], options)]).toThrow('fails matches-differences as it is');
});

test('mistakes are planted where inputs vary', () => {
  const held = subject({
    name: 'held',
    domain: [
      [-2, 2],
      [7, 7],
      [-1, 1],
    ],
    f: ([x, y, z]) => x * x * y + z,
    gradient: ([x, y]) => [2 * x * y, x * x, 1],
  });
  const { largest, next } = placeOf(held, 'gradient');
  expect([largest, next]).toEqual([0, 2]);
  expect([...mutation(held, properties, options)].filter(({ survived }) => survived?.as === 'missed')).toEqual([]);
});
