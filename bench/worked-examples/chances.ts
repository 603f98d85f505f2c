import matchesDifferences from '../../properties/matches-differences.ts';
import { denseDirection, direction, dot, drift, fc, point, type Region, subject, type Vector } from '../../src/authoring.ts';
import { check } from '../../src/check/check.ts';
import { decode } from '../../src/explain/decode.ts';
import type { Estimate } from '../../src/math/estimate.ts';
import { instrument } from '../../src/measure/instrument.ts';
import { counted, figure } from '../../src/reporters/figure.ts';
import { evaluatorOf } from '../../src/subject/kind.ts';
import { stream } from '../random.ts';
import { percent, table } from '../table.ts';
import { curve } from './curve.ts';

const box = (n: number): Region => ({ domain: { dimension: n, low: -8, high: 8 }, inside: () => true });

/** How many random directions do not see an error of a gradient. */
export function directions(): string {
  const drawn = 4000;
  const row = (name: string, n: number, e: readonly number[]): string[] => {
    const missed = (draw: fc.Arbitrary<Vector>) =>
      fc.sample(draw, { seed: 1, numRuns: drawn }).filter((v) => e.reduce((sum, ei, i) => sum + ei * v[i]!, 0) === 0).length;
    return [name, String(n), percent(missed(direction(box(n))) / drawn), percent(missed(denseDirection(box(n))) / drawn)];
  };
  return table(
    ['error of the gradient', 'inputs', 'directions that miss it', 'dense ones that do'],
    [row('(1, 0, 0)', 3, [1]), row('(1, −1, 0)', 3, [1, -1]), row('(1, 0, 0, …)', 30, [1]), row('(1, −1, 0, …)', 30, [1, -1])],
  );
}

/** A mistake in one hundredth of a box: missed by points, found by the hunt. */
export function region(): string {
  const window = { from: 3.21, to: 3.37 };
  const wrong = (x: number) => x > window.from && x < window.to;
  const [seeds, points, checks] = [200, 100, 10];
  const missed = Array.from({ length: seeds }, (_, k) => fc.sample(point(box(1)), { seed: k + 1, numRuns: points })).filter(
    (all) => !all.some(([x]) => wrong(x!)),
  ).length;
  const of = curve(Math.sin, (x) => (wrong(x) ? 1.1 : 1) * Math.cos(x), [-8, 8]);
  const found = (hunting: boolean) =>
    Array.from({ length: checks }, (_, k) => check(of, matchesDifferences, { seed: k + 1, runs: points, brief: true, hunting })).filter(
      ({ verdict }) => verdict === 'fail',
    ).length;
  return table(
    ['a mistake in 1 % of the box', 'found'],
    [
      ['chance of 100 uniform points to miss it, 0.99¹⁰⁰', percent(0.99 ** points)],
      ['chance of 100 points to miss it, half of them uniform, 0.995¹⁰⁰', percent(0.995 ** points)],
      [`missed by 100 points, of ${seeds} seeds`, percent(missed / seeds)],
      [`found by checks without a hunt, of ${checks} seeds`, String(found(false))],
      [`found by checks with a hunt, of ${checks} seeds`, String(found(true))],
    ],
  );
}

/** One wrong component of many, read off from a few slopes. */
export function location(): string {
  const rows = [1000, 20_000].map((n) => {
    const f = (x: Vector) => x.reduce((sum, xi, i) => sum + Math.sin(xi + i), 0);
    const x = new Float64Array(n).fill(0.5);
    const wrong = 0.7 * n;
    const claimed = x.map((xi, i) => Math.cos(xi + i) + (i === wrong ? 0.01 : 0));
    const target = evaluatorOf(subject({ name: 'many', domain: { dimension: n, low: -2, high: 2 }, f }));
    let slopes = 0;
    const gap = (v: Vector, zoom: number): Estimate => {
      slopes++;
      const { value, error } = instrument(target, 'quick', { zoom }).derivative(target.f, x, v);
      return { value: dot(claimed, v) - value, error };
    };
    const found = decode([...x.keys()], gap, n);
    return [counted(n), counted(wrong), found.map(counted).join(', '), String(slopes), String(target.evaluations.f)];
  });
  return table(['inputs', 'wrong', 'found', 'slopes', 'evaluations of f'], rows);
}

/** Coins that should have the mean 0.5, held against it. */
export function bias(): string {
  const rows = [0, 0.1, 0.3].map((bias) => {
    const next = stream(7);
    const { draws, biased, biases } = drift(Float64Array.of(0.5), () => Float64Array.of(0.5 + bias + (next() < 0.5 ? -1 : 1)), {
      trials: 10_000,
      alarm: 1e-3,
      bound: Float64Array.of(2),
      rounding: new Float64Array(1),
    });
    const [{ low, high }] = biases as readonly [(typeof biases)[number]];
    return [figure(bias), counted(draws), `${low.toFixed(3)} … ${high.toFixed(3)}`, biased === undefined ? 'not seen' : 'seen'];
  });
  return table(['true bias of a draw of 0.5 ± 1', 'draws', 'bias, at 99.9 % confidence', 'bias'], rows);
}
