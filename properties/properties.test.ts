import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { flawed, sound } from '../fixtures/index.ts';
import { type Evaluator, type FunctionSubject, type Subject, subject, type Verdict } from '../src/authoring.ts';
import { check } from '../src/check/check.ts';
import { evaluatorOf } from '../src/subject/kind.ts';
import { properties } from './index.ts';

const SEED = 1;
/** Samples per law: enough to see a false alarm, and enough to catch every mistake by each law that should, which 20 are not. */
const FEW = 12;
const MANY = 40;

/** The verdict of every law that speaks about a subject. */
const verdicts = (subject: Subject, runs: number): ReadonlyMap<string, Verdict> =>
  new Map(
    properties
      .filter((property) => property.appliesTo(subject))
      .map((property) => [property.name, check(subject, property, { seed: SEED, runs, hunting: runs === MANY, brief: true }).verdict]),
  );

const those = (seen: ReadonlyMap<string, Verdict>, verdict: Verdict): string[] =>
  [...seen].filter(([, found]) => found === verdict).map(([name]) => name);

test('every law is registered under the name of its file', () => {
  const files = readdirSync(new URL('./', import.meta.url)).filter((file) => !/^index|test\.ts$/.test(file));
  expect(properties.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
});

test('every law says in one line what it is', () => {
  for (const { law } of properties) expect(law).toMatch(/^[^\n]{8,140}$/);
});

test('every law speaks about a sound fixture', () => {
  expect(properties.filter((property) => !sound.some(property.appliesTo)).map(({ name }) => name)).toEqual([]);
});

test('no law speaks about a subject without claims, but that its f leaves no trace', () => {
  const bare: FunctionSubject = { kind: 'function', name: 'bare', domain: [[0, 1]], plain: true, f: ([x]: [number]) => x };
  expect(properties.filter((property) => property.appliesTo(bare)).map(({ name }) => name)).toEqual(['deterministic-and-pure']);
});

const looked = new Map<Subject, ReadonlyMap<string, Verdict>>();
const once = (subject: Subject): ReadonlyMap<string, Verdict> => {
  const seen = looked.get(subject) ?? verdicts(subject, FEW);
  looked.set(subject, seen);
  return seen;
};

test.each(sound.map((subject) => [subject.name, subject] as const))('%s breaks no law', (_, subject) => {
  expect(those(once(subject), 'fail')).toEqual([]);
});

test('under two in a hundred are left open', () => {
  const seen = sound.map(once);
  const judged = seen.reduce((sum, verdicts) => sum + verdicts.size, 0);
  const open = seen.flatMap((verdicts) => those(verdicts, 'inconclusive')).length;
  expect(open / judged).toBeLessThan(0.02);
});

test.each(flawed.map((subject) => [subject.name, subject] as const))('%s is caught by exactly the laws that should', (_, subject) => {
  expect(those(verdicts(subject, MANY), 'fail').sort()).toEqual([...subject.caughtBy].sort());
});

test('purity is cheap: a call beside one that was asked before, and with care at eight points', () => {
  let calls = 0;
  const of = subject({
    name: 'counted',
    domain: [[-2, 2]],
    f: ([x]) => {
      calls++;
      return Math.sin(x);
    },
    gradient: ([x]) => [Math.cos(x)],
  });
  const target = evaluatorOf(of) as Evaluator;
  const [entries, purity] = ['matches-differences', 'deterministic-and-pure'].map((name) => properties.find((one) => one.name === name)!);
  check(of, entries!, { seed: SEED, runs: 100, hunting: false }, target);
  const before = calls;
  expect(check(of, purity!, { seed: SEED, runs: 100 }, target)).toMatchObject({ verdict: 'pass', evaluations: { f: 124, claims: 124 } });
  expect(calls - before).toBe(124);
});

test('a function that changes after other laws have asked it is caught at a glance, by what was answered before', () => {
  let turned = false;
  const of = subject({
    name: 'turned',
    domain: [[-2, 2]],
    f: ([x]) => Math.sin(x) + (turned ? 1e-3 : 0),
    gradient: ([x]) => [Math.cos(x)],
  });
  const target = evaluatorOf(of) as Evaluator;
  const [entries, purity] = ['matches-differences', 'deterministic-and-pure'].map((name) => properties.find((one) => one.name === name)!);
  check(of, entries!, { seed: SEED, runs: 20, hunting: false }, target);
  turned = true;
  const result = check(of, purity!, { seed: SEED, runs: 20 }, target);
  expect(result).toMatchObject({ verdict: 'fail', fault: 'not-deterministic', runs: 9 });
});
