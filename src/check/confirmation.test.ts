import { expect, test } from 'vitest';
import type { Sample } from '../law/property.ts';
import { examine, stillFailing, unconfirmed } from './examine.ts';
import type { Examiner, Outcome } from './examiner.ts';

const outcome = (verdict: Outcome['verdict'], more: Partial<Outcome> = {}): Outcome => ({
  verdict,
  bars: 10,
  gap: 1,
  measurements: [],
  ...more,
});
const [fail, pass, open, discarded] = [outcome('fail'), outcome('pass', { digits: 9 }), outcome('inconclusive'), outcome('discarded')];
const sample: Sample = {};

/** An examiner of a law that says of no field what its failures rest on, with an outcome for each effort and no excuse; and what was looked at. */
function examiner(outcomes: Readonly<Partial<Record<'quick' | 'thorough' | 'weighed' | 'nearby', Outcome>>>, more: Partial<Examiner> = {}) {
  const efforts: string[] = [];
  const slacks: (number | undefined)[] = [];
  const look = (_: Sample, effort: keyof typeof outcomes, focus: { readonly slack?: number } = {}) => {
    efforts.push(effort);
    if (effort === 'nearby') slacks.push(focus.slack);
    return outcomes[effort] ?? fail;
  };
  const rest = {
    isExactlyRight: () => false,
    movedInside: () => undefined,
    sums: false,
    grain: 0,
    slopesElsewhere: () => ({ slope: 0, size: 0 }),
    shapeOfClaim: () => Number.POSITIVE_INFINITY,
    fields: () => [],
    directions: () => [],
    topic: { tells: 'consequence' },
    ground: { domain: [[0, 1]], precision: 'float64' },
  };
  return { look: Object.assign(look, rest, more) as unknown as Examiner, efforts, slacks };
}
const slope = { claimed: { value: 1, error: 0 }, measured: { value: 1, error: 0, kind: 'smooth' } } as const;
const gain = { claimed: { value: 1, error: 0 }, measured: { value: 1, error: 0 } };

/** How a sample ends, and the first efforts that it took, glances as one. */
function examined(outcomes: Parameters<typeof examiner>[0], effort: 'quick' | 'thorough' = 'quick') {
  const { look, efforts } = examiner(outcomes);
  const { verdict } = examine(look, sample, effort);
  return [verdict, ...efforts.filter((one, k) => one !== efforts[k - 1]).slice(0, 4)];
}

test('a glance that establishes eight digits within its bar settles a sample, one with fewer or beyond it leads to a careful look', () => {
  expect(examined({ quick: outcome('pass', { digits: 8, bars: 1 }) })).toEqual(['pass', 'quick']);
  expect(examined({ quick: outcome('pass', { digits: 7.9, bars: 1, measurements: [slope] }), thorough: pass })).toEqual([
    'pass',
    'quick',
    'thorough',
  ]);
  expect(examined({ quick: outcome('pass', { digits: 15, bars: 1.1 }), thorough: pass })).toEqual(['pass', 'quick', 'thorough']);
  // A law that measures no slope sees with care what it sees at a glance.
  expect(examined({ quick: outcome('pass', { digits: 1, bars: 1, measurements: [gain] }) })).toEqual(['pass', 'quick']);
  expect(examined({ quick: outcome('pass', { bars: 0 }) })).toEqual(['pass', 'quick']);
  expect(examined({ quick: discarded })).toEqual(['discarded', 'quick']);
  expect(examined({ quick: fail, thorough: pass })).toEqual(['pass', 'quick', 'thorough']);
  expect(examined({ quick: outcome('inconclusive', { digits: 9 }), thorough: pass })).toEqual(['pass', 'quick', 'thorough']);
  expect(examined({ thorough: pass }, 'thorough')).toEqual(['pass', 'thorough']);
  expect(examined({ thorough: open }, 'thorough')).toEqual(['inconclusive', 'thorough']);
});

test.each([
  ['float64', [{ enough: 10 ** -10 }, {}, ...[2 ** -5, 2 ** -10, 2 ** -15].map((zoom) => ({ enough: 10 ** -10, zoom }))]],
  ['float32', [{ enough: 10 ** -5 }, {}]],
] as const)(
  'in %s a sample is glanced at with five values, with seven, and closer, until that settles it, then with care and no second opinion',
  (precision, foci) => {
    const slope = { claimed: { value: 1, error: 0 }, measured: { value: 2, error: 0, kind: 'smooth' } } as const;
    const seen = (settling: number, measurements: Outcome['measurements'] = [slope]) => {
      const asked: unknown[] = [];
      const { look: other } = examiner({}, { ground: { domain: [[0, 1]], precision } as unknown as Examiner['ground'] });
      const look = (_: Sample, effort: string, focus: object) => {
        asked.push(effort === 'quick' ? focus : { effort, ...focus });
        return asked.length > settling ? outcome('pass', { bars: 1 }) : outcome('fail', { measurements });
      };
      examine(Object.assign(look, { ...other }) as unknown as Examiner, sample, 'quick');
      return asked;
    };
    for (let k = 0; k < foci.length; k++) expect(seen(k)).toEqual(foci.slice(0, k + 1));
    expect(seen(foci.length)).toEqual([...foci, { effort: 'thorough', seconded: false }]);
    // A law that measures no slope sees the same at every glance.
    const gain = { claimed: { value: 1, error: 0 }, measured: { value: 2, error: 0 } };
    expect(seen(1, [gain])).toEqual([foci[0], { effort: 'thorough', seconded: false }]);
    expect(seen(1, [gain, slope])).toEqual(foci.slice(0, 2));
  },
);

test.each([
  ['float64', [{ brief: 1e-5, enough: 1e-6 }, { enough: 1e-6 }]],
  ['float32', [{ enough: 1e-5 }, {}]],
] as const)('in %s a sample that was searched for is first glanced at with three values, if these may do', (precision, foci) => {
  const asked = (settling: number) => {
    const seen: object[] = [];
    const { look: other } = examiner({}, { ground: { domain: [[0, 1]], precision } as unknown as Examiner['ground'] });
    const look = (_: Sample, __: string, focus: object) => {
      seen.push(focus);
      return seen.length > settling ? outcome('pass', { bars: 1, digits: 4 }) : outcome('fail', { measurements: [slope] });
    };
    examine(Object.assign(look, { ...other }) as unknown as Examiner, sample, 'search');
    return seen.map((focus) => Object.fromEntries(Object.entries(focus).map(([name, part]) => [name, Number(part.toPrecision(3))])));
  };
  for (const k of [0, 1]) expect(asked(k)).toEqual(foci.slice(0, k + 1));
});

test('no wider glance is taken after a closer one, which was for what f bends within the first', () => {
  const asked: unknown[] = [];
  const { look: other } = examiner({});
  const measurements = [{ claimed: { value: 1, error: 0 }, measured: { value: 1, error: 1e-8, blur: 1e-8, kind: 'smooth' } }] as const;
  const look = (_: Sample, effort: string, { zoom = 1 }: { readonly zoom?: number } = {}) => {
    asked.push(effort === 'quick' ? zoom : effort);
    if (effort !== 'quick') return pass;
    return asked.length <= 2 ? outcome('fail', { measurements }) : outcome('pass', { bars: 0, digits: 7.5, measurements });
  };
  examine(Object.assign(look, { ...other }) as unknown as Examiner, sample, 'quick');
  expect(asked).toEqual([1, 1, 2 ** -5, 'thorough']);
});

test('a failure must be one with the noise of the claim weighed, and at nearby points', () => {
  expect(examined({ weighed: open })).toEqual(['inconclusive', 'quick', 'thorough', 'weighed']);
  expect(examined({ nearby: open })).toEqual(['inconclusive', 'quick', 'thorough', 'weighed', 'nearby']);
  expect(examined({ nearby: pass })).toEqual(['pass', 'quick', 'thorough', 'weighed', 'nearby']);
  expect(examined({})).toEqual(['fail', 'quick', 'thorough', 'weighed', 'nearby']);
});

test('a wide gap of a claim that the gradient theorem contradicts plainly stands without being weighed; a narrow one, and a claim that is exactly right, do not', () => {
  const at = { x: Float64Array.of(0.3) };
  const seen = (leastBars: number, factor: number, more: Partial<Examiner> = {}) => {
    const field = {
      f: ([x]: Float64Array) => Math.sin(x!),
      slope: ([x]: Float64Array, [v]: Float64Array) => factor * Math.cos(x!) * v!,
    };
    const ground = { domain: [[-1, 1]], inside: () => true, precision: 'float64' } as unknown as Examiner['ground'];
    const rests = { fields: () => [field], directions: () => [Float64Array.of(1)], ground, ...more };
    const { look, efforts } = examiner({ thorough: outcome('fail', { leastBars }), weighed: open }, rests);
    return [examine(look, at, 'thorough').verdict, ...efforts];
  };
  expect(seen(2 ** 22, 1.01)).toEqual(['fail', 'thorough']);
  expect(seen(2 ** 22, 1)).toEqual(['inconclusive', 'thorough', 'weighed']);
  expect(seen(2 ** 21, 1.01)).toEqual(['inconclusive', 'thorough', 'weighed']);
  expect(seen(2 ** 22, 1.01, { isExactlyRight: () => true })).toEqual(['inconclusive', 'thorough', 'weighed']);
});

test('what exact arithmetic has decided needs no confirmation, and what it finds right is left open before nearby points are asked', () => {
  const decided = outcome('fail', {
    measurements: [{ claimed: { value: 1, error: 0 }, measured: { value: 2, error: 0 }, decided: { verdict: 'fail', bars: 5 } }],
  });
  expect(examined({ weighed: decided })).toEqual(['fail', 'quick', 'thorough', 'weighed']);
  const { look, efforts } = examiner({ weighed: outcome('fail', { bars: 77 }) }, { isExactlyRight: () => true });
  expect(examine(look, sample, 'thorough', 'narrow')).toMatchObject({ verdict: 'inconclusive', bars: 77, reason: expect.any(String) });
  expect(efforts).toEqual(['thorough', 'weighed']);
});

test('an excuse that applies leaves a failure open, for the reason of the first, and a pass as it is', () => {
  const excused = (nearby: Outcome, sums: boolean) => {
    const { look } = examiner({ nearby }, { shapeOfClaim: () => 0.25, sums });
    const at = (x: Sample, effort: 'thorough', focus: { readonly span?: number; readonly summed?: boolean } = {}) =>
      focus.span === 0.25 || focus.summed ? open : look(x, effort);
    return examine(Object.assign(at, look) as unknown as Examiner, sample, 'thorough');
  };
  const plain = outcome('fail', { bars: 77 });
  const hidden = 'the rounding of f would hide what the claim says here';
  expect(excused(plain, false)).toEqual({ ...plain, verdict: 'inconclusive', reason: hidden });
  expect(excused(plain, true)).toEqual({
    ...plain,
    verdict: 'inconclusive',
    reason: 'the rounding of larger numbers, inside f, may hide this',
  });
  expect(excused(pass, true)).toEqual(pass);
});

test('slopes nearby may be coarser by a sixty-fourth of the bars between the sides, rounded down to a power of two, from 1 to 2⁵²', () => {
  const slack = (leastBars?: number) => {
    const { look, slacks } = examiner({ weighed: outcome('fail', leastBars === undefined ? {} : { leastBars }) });
    examine(look, sample, 'thorough');
    return slacks[0];
  };
  expect([slack(64 * 8), slack(64 * 15.9), slack(64 * 16), slack(64), slack(10), slack()]).toEqual([8, 8, 16, 1, 1, 1]);
  expect([slack(2 ** 60), slack(Number.POSITIVE_INFINITY)]).toEqual([2 ** 52, 2 ** 52]);
});

test('a failure whose slack is below 2¹⁶ waits, if it is to', () => {
  const waits = (leastBars: number, later: 'narrow' | 'nothing') => {
    const { look, efforts } = examiner({ weighed: outcome('fail', { leastBars }) });
    return [examine(look, sample, 'thorough', later), efforts.includes('nearby')];
  };
  const pending = outcome('discarded', { leastBars: 2 ** 21, reason: 'the gap is narrow here, and wide elsewhere', pending: true });
  expect(waits(2 ** 21, 'narrow')).toEqual([pending, false]);
  expect(waits(2 ** 22, 'narrow')).toEqual([fail, true]);
  expect(waits(2 ** 21, 'nothing')).toEqual([fail, true]);
  const { look, efforts } = examiner({ weighed: outcome('fail', { leastBars: 1 }) });
  examine(look, sample, 'thorough');
  expect(efforts).toContain('nearby');
});

test('a failure that is not confirmed is one of a careful look; a fault is none', () => {
  const of = (thorough: Outcome) => unconfirmed(examiner({ thorough }).look, sample);
  expect([of(fail), of(pass), of(open)]).toEqual([fail, undefined, undefined]);
  const glanced = (quick: Outcome, enough?: number) => {
    const { look, efforts } = examiner({ quick });
    return [unconfirmed(look, sample, enough), ...efforts];
  };
  // A glance is enough that shows as many bars as are, or that the sides agree.
  expect(glanced(fail)).toEqual([fail, 'quick', 'thorough']);
  expect(glanced(fail, 10)).toEqual([fail, 'quick']);
  expect(glanced(fail, 11)).toEqual([fail, 'quick', 'thorough']);
  expect(glanced(outcome('pass', { digits: 4, bars: 1 }))).toEqual([undefined, 'quick']);
  expect(glanced(outcome('pass', { digits: 3.9, bars: 1 }))).toEqual([fail, 'quick', 'thorough']);
  expect(glanced(outcome('inconclusive', { bars: 20 }), 10)).toEqual([fail, 'quick', 'thorough']);
  const faulty = () => {
    throw new Error('a fault');
  };
  expect(unconfirmed(faulty as unknown as Examiner, sample)).toBeUndefined();
});

test('one that still stands is told with its sample', () => {
  expect(stillFailing(examiner({}).look, sample)).toEqual({ ...fail, sample });
  expect(stillFailing(examiner({ nearby: open }).look, sample)).toBeUndefined();
});
