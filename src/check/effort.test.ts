import { describe, expect, test } from 'vitest';
import { flawed, sound } from '../../fixtures/index.ts';
import { properties } from '../../properties/index.ts';
import { readings } from '../../readings/index.ts';
import { type FunctionSubject, property, type Subject, subject } from '../authoring.ts';
import { exactly } from '../math/estimate.ts';
import { run } from '../report/run.ts';
import { check, type Result } from './check.ts';
import { type Effort, extentOf, heldAt } from './effort.ts';

const law = properties.find(({ name }) => name === 'matches-differences')!;
const SEEDS = [1, 2, 3, 4, 5];
const results = (of: Subject, effort: Effort, more: object = {}): readonly Result[] =>
  run([of], [...properties, ...readings], { seed: 1, effort, ...more }).results;
const names = (of: Subject, effort: Effort): readonly string[] => results(of, effort, { runs: 2 }).map(({ property }) => property);
const fixture = (name: string): Subject => sound.find((one) => one.name === name)!;

const wave = (claim: (x: readonly number[]) => readonly number[]): FunctionSubject =>
  subject({
    name: 'wave',
    domain: [
      [-2, 2],
      [-2, 2],
    ],
    f: ([x, y]) => Math.sin(x) * Math.exp(y),
    gradient: (x) => claim(x),
  });
const slopes = ([x, y]: readonly number[]) => [Math.cos(x!) * Math.exp(y!), Math.sin(x!) * Math.exp(y!)];
const wrongWhere = (where: (x: readonly number[]) => boolean) => wave((x) => slopes(x).map((g) => (where(x) ? 1.3 * g + 0.1 : g)));

test('an effort is worth 25, 100 or 400 points, unless their number is given', () => {
  expect((['quick', 'normal', 'thorough'] as const).map((effort) => extentOf({ effort }).runs)).toEqual([25, 100, 400]);
  expect(extentOf({}).runs).toBe(100);
  expect(check(wave(slopes), law, { seed: 1, effort: 'quick' }).runs).toBe(25);
  expect(check(wave(slopes), law, { seed: 1, effort: 'quick', runs: 7 }).runs).toBe(7);
  expect(check(wave(slopes), law, { seed: 1 }).runs).toBe(100);
});

describe('quick effort', () => {
  test('holds a subject to the laws that decide whether the first derivative is right, and to that on which these rest', () => {
    expect(names(wave(slopes), 'quick')).toEqual(['matches-differences', 'deterministic-and-pure']);
    expect(names(fixture('attention'), 'quick')).toEqual(['deterministic-and-pure', 'jvp-matches-differences', 'vjp-matches-differences']);
    expect(names(wave(slopes), 'normal').length).toBeGreaterThan(10);
  });

  test('holds subjects of other kinds to the laws of their kind', () => {
    for (const kind of ['update', 'stochastic', 'stack'] as const) {
      const of = sound.find((one) => one.kind === kind)!;
      const own = properties.filter((one) => one.kind === kind && one.appliesTo(of)).map(({ name }) => name);
      expect(own).not.toEqual([]);
      expect(names(of, 'quick')).toEqual(expect.arrayContaining(own));
    }
  });

  test('leaves a sample open that drowns in rounding, where most do not, and else looks at its whole line', () => {
    const line = (f: (x: number) => number, slope: (x: number) => number): FunctionSubject =>
      subject({ name: 'line', domain: [[-2, 2]], f: ([x]) => f(x), gradient: ([x]) => [slope(x)] });
    const { verdict, discarded, evaluations } = check(
      line(
        (x) => 1e13 + Math.sin(3 * x),
        (x) => 3 * Math.cos(3 * x),
      ),
      law,
      { seed: 42, effort: 'quick' },
    );
    expect([verdict, discarded, evaluations.claims]).toEqual(['pass', 2, expect.toSatisfy((claims: number) => claims < 25)]);
    const drowned = check(
      line(
        (x) => Math.fround(1e4 + x),
        () => 1,
      ),
      law,
      { seed: 42, effort: 'quick' },
    );
    expect([drowned.verdict, drowned.discarded]).toEqual(['pass', 12]);
  });

  test('costs at most 500 values and 60 claims of a smooth function, with a Hessian and products with it too', () => {
    for (const name of ['rosenbrock', 'trid', 'linear-regression', 'softplus']) {
      const costs = results(fixture(name), 'quick').map(({ evaluations }) => evaluations);
      expect(
        costs.reduce((sum, { f }) => sum + f, 0),
        name,
      ).toBeLessThanOrEqual(500);
      expect(
        costs.reduce((sum, { claims }) => sum + claims, 0),
        name,
      ).toBeLessThanOrEqual(60);
    }
  });

  test('leaves out no law where none decides', () => {
    const [decides, grounds, follows] = (['decides', 'grounds', 'follows'] as const).map((role) => ({ name: role, role }));
    const reading = { name: 'reading' };
    expect(heldAt('quick', [follows!, decides!, grounds!, reading])).toEqual([decides, grounds]);
    expect(heldAt('quick', [follows!, grounds!, reading])).toEqual([follows, grounds, reading]);
    expect(heldAt('normal', [follows!, decides!, reading])).toEqual([follows, decides, reading]);
  });

  test('includes a law of a user by its topic, or where its author says so', () => {
    const measure = () => ({ claimed: exactly(1), measured: exactly(1) });
    const definition = { law: '1 = 1', forAll: law.forAll, measure };
    expect(property({ ...definition, name: 'a' }).role).toBe('follows');
    expect(property({ ...definition, name: 'b', tells: 'entries', about: ['gradient'] }).role).toBe('decides');
    expect(property({ ...definition, name: 'c', tells: 'entries', about: ['hessian'] }).role).toBe('follows');
    expect(property({ ...definition, name: 'd', tells: 'entries', against: 'formula' }).role).toBe('follows');
    expect(property({ ...definition, name: 'e', role: 'decides' }).role).toBe('decides');
  });

  test.each<[string, FunctionSubject]>([
    ['where all inputs are 0', wrongWhere(([x, y]) => x === 0 && y === 0)],
    ['where one input is 0', wrongWhere(([x]) => x === 0)],
    ['where the inputs are equal', wrongWhere(([x, y]) => x === y)],
    ['at a number of its text', { ...wrongWhere(([x]) => x! === 1.25), text: 'x === 1.25' }],
  ])('begins with special points: a mistake %s is found at once, whatever the seed', (_, of) => {
    for (const seed of SEEDS) {
      const { verdict, path, runs } = check(of, law, { seed, effort: 'quick' });
      expect([verdict, path?.[0]]).toEqual(['fail', 'h']);
      expect(runs).toBeLessThanOrEqual(12);
      const again = check(of, law, { seed, effort: 'quick', path: path! });
      expect([again.verdict, again.runs]).toEqual(['fail', 1]);
    }
  });

  test('takes generated points in the place of special ones at which there is no verdict', () => {
    const jumping = subject({
      name: 'jumping',
      domain: [
        [-2, 2],
        [-2, 2],
      ],
      f: ([x, y]) => Math.floor(x) + y,
      gradient: () => [0, 1],
    });
    expect(check(jumping, law, { seed: 1, effort: 'quick' })).toMatchObject({ verdict: 'pass', runs: 25 });
  });

  test('searches along no lines: a mistake in a window that the normal search finds stays', () => {
    const [low, high] = ['1.1234567', '1.1274567'].map(Number) as [number, number];
    const of = wrongWhere(([x]) => x! > low && x! < high);
    expect(check(of, law, { seed: 1, effort: 'quick' }).verdict).toBe('pass');
    expect(check(of, law, { seed: 1, runs: 25 }).verdict).toBe('fail');
  });

  test('locates a mistake and does not explain it; the normal effort does', () => {
    const of = wave((x) => [slopes(x)[0]!, -slopes(x)[1]!]);
    const [quick, normal] = [check(of, law, { seed: 1, effort: 'quick' }), check(of, law, { seed: 1 })];
    expect([quick.verdict, quick.wrong!.map(({ label }) => label), quick.diagnosis]).toEqual(['fail', ['y'], undefined]);
    expect([normal.verdict, normal.wrong!.map(({ label }) => label), normal.diagnosis![0]!.kind]).toEqual(['fail', ['y'], 'sign']);
    expect(quick.evaluations.f).toBeLessThan(normal.evaluations.f / 2);
  });
});

test('thorough effort finds a mistake in a narrower window than the normal search does', () => {
  const [low, high] = ['1.1229', '1.1231'].map(Number) as [number, number];
  const of = wrongWhere(([x]) => x! > low && x! < high);
  const found = (effort: Effort) => SEEDS.map((seed) => check(of, law, { seed, effort, brief: true }).verdict);
  expect(found('normal')).toEqual(SEEDS.map(() => 'pass'));
  expect(found('thorough')).toEqual(SEEDS.map(() => 'fail'));
});

test('what is not pure is caught at quick effort too', () => {
  const impure = flawed.filter(({ caughtBy }) => caughtBy.includes('deterministic-and-pure'));
  expect(impure.length).toBeGreaterThan(4);
  for (const of of impure) expect(results(of, 'quick').some(({ verdict }) => verdict === 'fail')).toBe(true);
});

test('of what varies from call to call, other laws ask as much as it takes to say so', () => {
  const of = flawed.find(({ name }) => name === 'swish-gates-of-the-call-before')!;
  const found = run([of, fixture('sawtooth')], properties, { seed: 42 }).results;
  const claims = (subject: string) =>
    found.filter((one) => one.subject === subject).reduce((sum, { evaluations }) => sum + evaluations.claims, 0);
  expect(found.find(({ fault }) => fault !== undefined)).toMatchObject({ property: 'deterministic-and-pure', fault: 'not-deterministic' });
  expect(claims(of.name)).toBeLessThan(100_000);
  expect(found.filter(({ subject, verdict }) => subject === 'sawtooth' && verdict !== 'pass')).toEqual([]);
  expect(found.flatMap(({ subject, warnings = [] }) => (subject === 'sawtooth' ? warnings : []))).toEqual([]);
});
