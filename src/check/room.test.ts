import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import type { Domain } from '../math/domain.ts';
import { evaluator } from '../subject/evaluator.ts';
import { subject } from '../subject/subject.ts';
import { check } from './check.ts';
import { hasRoom } from './room.ts';

type Numbers = Float64Array | readonly number[];
const square: Domain = { dimension: 2, low: -1, high: 1 };
const bilinear = (domain: Domain, where?: (x: Numbers) => boolean) =>
  subject({ name: 'xy', domain, ...(where && { where }), f: ([x, y]) => x! * y!, gradient: ([x, y]) => [y!, x!] });
const room = (domain: Domain, where?: (x: Numbers) => boolean) => hasRoom(evaluator(bilinear(domain, where)), []);
const verdictOf = (of: ReturnType<typeof bilinear>, law = 'matches-differences') =>
  check(of, properties.find(({ name }) => name === law)!, { seed: 42, runs: 100 });

test('a box has room if one of its inputs varies', () => {
  expect(room(square)).toBe(true);
  expect(
    room([
      [1, 1],
      [0, 1],
    ]),
  ).toBe(true);
  expect(
    room([
      [1, 1],
      [2, 2],
    ]),
  ).toBe(false);
});

test('sets of measure zero have no room, however they are met', () => {
  expect(room(square, ([x, y]) => x === y)).toBe(false);
  expect(hasRoom(evaluator(bilinear(square, ([x, y]) => x === y)), [Float64Array.of(0.3, 0.3), Float64Array.of(0, 0)])).toBe(false);
  expect(hasRoom(evaluator(bilinear(square, ([x, y]) => x! * x! + y! * y! === 1)), [Float64Array.of(1, 0)])).toBe(false);
  expect(room({ dimension: 2, low: -9, high: 9 }, (x) => x.every(Number.isInteger))).toBe(false);
  expect(room(square, () => false)).toBe(false);
});

test('thin sets and edges have room', () => {
  const shell = (width: number) =>
    hasRoom(evaluator(bilinear(square, ([x, y]) => Math.abs(x! * x! + y! * y! - 1) < width)), [Float64Array.of(0.6, 0.8)]);
  expect(shell(1e-6)).toBe(true);
  expect(shell(1e-11)).toBe(true);
  expect(room(square, ([x, y]) => x! < y!)).toBe(true);
  expect(hasRoom(evaluator(bilinear(square, ([x]) => x! >= 0.999)), [Float64Array.of(0.9995, 0)])).toBe(true);
});

test.each(['matches-differences', 'taylor-first-order', 'directional-derivative', 'hessian-symmetric'])(
  'a right gradient where its condition has measure zero fails %s: nothing was checked',
  (law) => {
    expect(
      verdictOf(
        bilinear(square, ([x, y]) => x === y),
        law,
      ),
    ).toMatchObject({
      verdict: 'fail',
      reason: 'nothing was checked: no room to vary',
    });
  },
);

test('a domain of fixed inputs fails: nothing was checked', () => {
  const result = verdictOf(
    bilinear([
      [1, 1],
      [2, 2],
    ]),
  );
  expect(result).toMatchObject({ verdict: 'fail', reason: 'nothing was checked: no room to vary', runs: 100, discarded: 100 });
  expect(result).not.toHaveProperty('fault');
});

test('a law is undecided, and does not fail, where its condition is rare but has room', () => {
  const rare = bilinear(square, ([x, y]) => x! > 0.3 && x! < 0.36 && y! > 0.4 && y! < 0.46);
  expect(check(rare, properties.find(({ name }) => name === 'matches-differences')!, { seed: 3, runs: 1 })).toMatchObject({
    verdict: 'inconclusive',
    reason: 'outside the domain',
  });
});
