import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instrument } from '../measure/instrument.ts';
import { evaluator } from '../subject/evaluator.ts';
import { subject } from '../subject/subject.ts';
import { property } from './property.ts';

const target = evaluator(subject({ name: 'square', domain: [[-1, 1]], f: ([x]) => x * x }));
const sides = { claimed: { value: 1, error: 0 }, measured: { value: 2, error: 1e-9 } };
const law = { name: 'a law', law: '1 = 2', forAll: () => fc.constant({}) };
const measured = (measure: Parameters<typeof property>[0]['measure']) =>
  property({ ...law, measure }).measure(target, {}, instrument(target, 'quick'));

test('a law gives one measurement or several', () => {
  expect(measured(() => sides)).toEqual([sides]);
  expect(measured(() => [sides, { ...sides, what: 'again' }])).toEqual([sides, { ...sides, what: 'again' }]);
});

test('a law may call the measured side observed, as version 0.1 did', () => {
  const { measured: observed, ...rest } = sides;
  expect(measured(() => ({ ...rest, observed, relation: '≤' }))).toEqual([{ ...sides, relation: '≤' }]);
});

test('a law that says nothing of its topic may be about any claim', () => {
  expect(property({ ...law, measure: () => sides }).topic).toEqual({
    about: ['gradient', 'jacobian', 'vjp', 'jvp', 'hessian', 'hvp'],
    order: 1,
    tells: 'consequence',
    against: 'values',
  });
});

test('the directions of a sample with many inputs are led into the domain, and nothing else of it', () => {
  const wide = evaluator(subject({ name: 'wide', domain: { dimension: 300, low: 0, high: 1 }, f: ([x]) => x! }));
  const [corner, out] = [new Float64Array(300), new Float64Array(300).fill(-1)];
  const [sample] = fc.sample(
    property({ ...law, forAll: () => fc.constant({ x: corner, u: out, v: out, w: out, y: out }), measure: () => sides }).forAll(wide),
    1,
  );
  expect(sample).toEqual({ x: corner, u: out.map(() => 1), v: out.map(() => 1), w: out, y: out });
});
