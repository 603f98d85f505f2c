import { expect, test } from 'vitest';
import { stacks } from '../fixtures/flawed/stacks.ts';
import deepNetwork from '../fixtures/sound/deep-network.ts';
import residualNetwork from '../fixtures/sound/residual-network.ts';
import type { Stack } from '../src/authoring.ts';
import { check } from '../src/check/check.ts';
import { instrument } from '../src/measure/instrument.ts';
import { run } from '../src/report/run.ts';
import { terminal } from '../src/reporters/terminal.ts';
import { evaluatorOf } from '../src/subject/kind.ts';
import chainRule from './chain-rule.ts';
import { properties } from './index.ts';

const named = (name: string) => stacks.find((subject) => subject.name === name)!;
const checked = (name: string, seed = 1) => check(named(name), chainRule, { seed, runs: 100 });

test('of eight layers, the one that is wrong is named, with its tensor and index, and both values', () => {
  for (const seed of [1, 2]) {
    const { verdict, wrong } = checked('deep-network-one-weight-of-sixth-layer', seed);
    expect(verdict).toBe('fail');
    expect(wrong!.map(({ label }) => label)).toEqual(['layer 6 dense: w[1,1]']);
    const { claimed, observed, error } = wrong![0]!;
    expect(Math.abs(claimed / observed - 1.25)).toBeLessThan(1e-9);
    expect(error).toBeLessThan(1e-10 * Math.abs(observed));
  }
});

test('layers before the wrong one, which get a wrong signal, are not blamed', () => {
  const places = (name: string) => new Set(checked(name).wrong!.map(({ label }) => label.split(':')[0]));
  expect(places('deep-network-slope-at-output')).toEqual(new Set(['layer 2 tanh']));
  expect(places('residual-network-skip-not-added')).toEqual(new Set(['layer 3 residual']));
});

test('at the place after the last layer the whole is measured, which a wrong layer makes wrong as well', () => {
  const held = (subject: Stack) => {
    const target = evaluatorOf(subject);
    const x = new Float64Array(target.inputs).map((_, i) => Math.sin(i));
    const sample = { place: 8, x, u: new Float64Array(target.inputs).with(27, 1), w: Float64Array.of(1) };
    return chainRule.measure(target, sample, instrument(target, 'thorough'))[0]!;
  };
  const [right, wrong] = [held(deepNetwork), held(named('deep-network-one-weight-of-sixth-layer') as Stack)];
  expect(right.what).toBe('the whole');
  expect(Math.abs(right.claimed.value - right.measured.value)).toBeLessThan(1e-9);
  expect(wrong.claimed.value / right.claimed.value).toBeCloseTo(1.25, 12);
  expect(wrong.measured.value).toBe(right.measured.value);
});

test('sound stacks pass', () => {
  for (const subject of [deepNetwork, residualNetwork]) expect(check(subject, chainRule, { seed: 1, runs: 100 }).verdict).toBe('pass');
});

test('a report names the layer', () => {
  const report = run([named('deep-network-one-weight-of-sixth-layer')], properties, { seed: 1, runs: 40 });
  const text = terminal(report, { color: false, width: 100, verbose: false });
  expect(text).toContain('✗ deep-network-one-weight-of-sixth-layer   layer 6 dense: w[1,1] is wrong');
  expect(text).toMatch(/breaks {6}chain-rule, vjp-matches-differences, gradient-theorem/);
});
