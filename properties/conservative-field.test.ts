import { expect, test } from 'vitest';
import { sound } from '../fixtures/index.ts';
import { check } from '../src/check/check.ts';
import { type FunctionSubject, subject } from '../src/index.ts';
import { properties } from './index.ts';

const law = properties.find(({ name }) => name === 'conservative-field')!;
const named = (name: string) => sound.find((one) => one.name === name)! as FunctionSubject;
const held = (of: FunctionSubject) => check(of, law, { seed: 42, runs: 100 });

test.each([
  ['of a smooth force, as few as show the work', 'spring-force', 3000],
  ['that comes close to a hole, more', 'wire-repulsion', 9000],
  ['over a kink, no more than show it to a hundredth', 'contact-force', 27_000],
])('a loop takes as many points as it needs: %s', (_, name, most) => {
  const { verdict, evaluations } = held(named(name));
  expect(verdict).toBe('pass');
  expect(evaluations.f).toBeLessThan(most);
});

test('work around a loop that leads over kinks is seen, though they leave its sum an error', () => {
  const force = (whirl: number) =>
    subject({
      name: 'kinked whirl',
      domain: { dimension: 2, low: -1, high: 1 },
      outputs: 2,
      conservative: true,
      where: ([x, y]) => Math.hypot(x!, y!) > 0.2,
      // The whirl has no curl, so that only a loop around the hole shows it.
      f: ([x, y]) => {
        const square = x! * x! + y! * y!;
        return [Math.abs(x! - 0.31) - (whirl * y!) / square, Math.abs(y! + 0.17) + (whirl * x!) / square];
      },
    });
  expect(held(force(0)).verdict).toBe('pass');
  expect(held(force(0.5)).verdict).toBe('fail');
});
