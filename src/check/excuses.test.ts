import { expect, test } from 'vitest';
import type { Sample } from '../law/property.ts';
import type { Measurement } from '../law/verdict.ts';
import type { Side } from '../measure/side.ts';
import type { Examiner, Outcome } from './examiner.ts';
import { excuses } from './excuses.ts';

const side = (value: number, error = 1e-9, more: Partial<Side> = {}): Side => ({ value, error, ...more });
const measured = (claim: Side, slope: Side): Measurement => ({ claimed: claim, measured: slope });
const outcome = (verdict: Outcome['verdict'], more: Partial<Outcome> = {}): Outcome => ({ verdict, bars: 10, measurements: [], ...more });
const [fail, pass, open] = [outcome('fail'), outcome('pass'), outcome('inconclusive')];
const sample: Sample = {};

/** What an examiner answers: outcomes by effort and focus, and what an excuse may rest on. */
interface Answers {
  readonly look?: (at: Sample, effort: string, focus: Readonly<Record<string, unknown>>) => Outcome;
  readonly inside?: Sample;
  readonly sums?: boolean;
  readonly grain?: number;
  readonly elsewhere?: { readonly slope: number; readonly size: number };
  readonly shape?: number;
}
const examiner = ({
  look = () => fail,
  inside,
  sums = false,
  grain = 1e-14,
  elsewhere = { slope: 0, size: 0 },
  shape = Number.POSITIVE_INFINITY,
}: Answers) =>
  Object.assign((at: Sample, effort: string, focus = {}) => look(at, effort, focus), {
    isExactlyRight: () => false,
    movedInside: () => inside,
    sums,
    grain,
    slopesElsewhere: () => elsewhere,
    shapeOfClaim: () => shape,
  }) as unknown as Examiner;

/** The excuses that a failure has. */
const had = (answers: Answers, failure: Outcome = outcome('fail', { gap: 1 })) =>
  excuses.filter(({ applies }) => applies({ look: examiner(answers), sample, outcome: failure })).map(({ name }) => name);

test('a failure at which nothing applies has no excuse', () => {
  expect(had({})).toEqual([]);
});

test('on an edge, that a few roundings inside the claim does not fail', () => {
  const inside = { moved: true } as unknown as Sample;
  const at = (there: Outcome) => had({ inside, look: (x, effort) => (x === inside && effort === 'nearby' ? there : fail) });
  expect([at(pass), at(open), at(fail)]).toEqual([['rounded edge'], ['rounded edge'], []]);
  expect(had({ look: (_, effort) => (effort === 'nearby' ? pass : fail) })).toEqual([]);
});

test('of a map that sums, that with the rounding of its largest output granted it does not fail', () => {
  const look = (_: Sample, effort: string, focus: Readonly<Record<string, unknown>>) =>
    effort === 'thorough' && focus.summed === true ? open : fail;
  expect([had({ sums: true, look }), had({ sums: false, look }), had({ sums: true })]).toEqual([['larger numbers'], [], []]);
});

test('that the gap is no more than slopes elsewhere are rounded to, or 1 where they are larger', () => {
  const grain = 1e-3;
  const failure = (gap: number, claim = 1, reason?: string) =>
    outcome('fail', {
      gap,
      measurements: [measured(side(0), side(1)), measured(side(claim), side(1))],
      ...(reason !== undefined && { reason }),
    });
  const at = (gap: number, slope: number, size = 100) => had({ grain, elsewhere: { slope, size } }, failure(gap)).length;
  expect([at(0.9e-3, 1), at(1.1e-3, 1), at(1.1e-3, 50), at(0.9e-3, 50)]).toEqual([1, 0, 0, 1]);
  expect([at(0.4e-3, 0.5), at(0.6e-3, 0.5)]).toEqual([1, 0]);
  expect(had({ grain, elsewhere: { slope: 1, size: 1 } }, outcome('fail', { measurements: [] }))).toEqual(['rounding of the claim']);
});

test('of a claim that is 0 the largest slope in any direction counts, of one that scatters that slope without a limit', () => {
  const grain = 1e-3;
  const zero = (gap: number, size: number) =>
    had(
      { grain, elsewhere: { slope: 0.1, size } },
      outcome('fail', { gap, measurements: [measured(side(0), side(1)), measured(side(0), side(1))] }),
    ).length;
  expect([zero(0.4e-3, 0.5), zero(0.6e-3, 0.5), zero(1.1e-3, 50)]).toEqual([1, 0, 0]);
  const scattering = (gap: number) =>
    had(
      { grain, elsewhere: { slope: 0.1, size: 50 } },
      outcome('fail', { gap, reason: 'unstable', measurements: [measured(side(1), side(1))] }),
    ).length;
  expect([scattering(0.049), scattering(0.051)]).toEqual([1, 0]);
  const other = outcome('fail', { gap: 0.049, reason: 'not finite', measurements: [measured(side(1), side(1))] });
  expect(had({ grain, elsewhere: { slope: 0.1, size: 50 } }, other)).toEqual([]);
});

test('that over an interval on which the claim keeps its shape it does not fail', () => {
  const look = (_: Sample, effort: string, focus: Readonly<Record<string, unknown>>) =>
    effort === 'thorough' && focus.span === 0.25 ? open : fail;
  expect([
    had({ look, shape: 0.25 }),
    had({ look, shape: 0.5 }),
    had({ look: (_, __, { span }) => (span === undefined ? fail : pass) }),
  ]).toEqual([['hidden structure'], [], []]);
});

/** The excuse of a failure of a claim of 1 beside a slope, where on a shorter interval the sides are these. */
function finer(there: Outcome, slope: Side = side(2), zoom = 2 ** -8) {
  const look = (_: Sample, effort: string, focus: Readonly<Record<string, unknown>>) =>
    effort === 'thorough' && focus.zoom === zoom ? there : fail;
  return had({ look }, outcome('fail', { gap: 1, measurements: [measured(side(1), slope)] }));
}
const passing = (...measurements: readonly Measurement[]) => outcome('pass', { measurements });

test('that on a shorter interval f has another slope, with which the claim agrees', () => {
  for (const zoom of [2 ** -8, 2 ** -16, 2 ** -24, 2 ** -32, 2 ** -40])
    expect(finer(passing(measured(side(1), side(1))), side(2), zoom)).toEqual(['finer scale']);
  expect(finer(passing(measured(side(1), side(1))), side(2), 2 ** -20)).toEqual([]);
  expect(finer({ ...passing(measured(side(1), side(1))), verdict: 'inconclusive' })).toEqual([]);
  expect(finer(passing(measured(side(1), side(2))))).toEqual([]);
  expect(finer(passing(measured(side(2), side(2))))).toEqual(['finer scale']);
  expect(finer(passing(measured(side(1), side(2)), measured(side(1), side(7))))).toEqual([]);
});

test('at a kink another slope is one beyond the range that was seen', () => {
  const kink = side(2, 1, { kind: 'kink', between: [1.5, 2.5], left: side(1.5, 1e-3), right: side(2.5, 1e-9) });
  const mirrored = side(2, 1, { kind: 'kink', between: [1.5, 2.5], left: side(1.5, 1e-9), right: side(2.5, 1e-3) });
  const at = (value: number, seen: Side = kink) => finer(passing(measured(side(1), side(value, 0))), seen).length;
  for (const seen of [kink, mirrored]) {
    expect([at(1.5, seen), at(2, seen), at(2.5, seen)]).toEqual([0, 0, 0]);
    expect([at(1.4971, seen), at(1.4969, seen), at(2.5029, seen), at(2.5031, seen)]).toEqual([0, 1, 0, 1]);
  }
  const bare = side(2, 1, { kind: 'kink', between: [1.5, 2.5] });
  expect([at(2, bare), at(2.6, bare)]).toEqual([0, 1]);
});
