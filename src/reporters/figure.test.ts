import { expect, test } from 'vitest';
import { bar, contrast, counted, figure, place, shown } from './figure.ts';

test.each([
  [3, '3'],
  [0.1 + 0.2, '0.3'],
  [-0, '-0'],
  [1e300, '1e300'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('%s is written %s', (value, text) => {
  expect(figure(value)).toBe(text);
});

test.each([
  [2.0000000000000018, 4e-15, '2 ± 4e-15'],
  [7.999999999999998, 7e-14, '8 ± 7e-14'],
  [1234.5678, 0.0123, '1234.57 ± 0.01'],
  [1e-9, 1e-3, '0 ± 0.001'],
  [0, 1e-12, '0 ± 1e-12'],
  [5, 0, '5'],
  [5, Number.POSITIVE_INFINITY, '5 ± Infinity'],
  [Number.NaN, 1, 'NaN'],
])('%s with error %s is written %s', (value, error, text) => {
  expect(bar({ value, error })).toBe(text);
});

test('the slopes at a kink are a range', () => {
  const measured = (value: number, error: number) => contrast(2, { value, error, range: true })[1];
  expect(measured(0.5, 0.5000000000001)).toBe('0 … 1');
  expect(measured(0, 1)).toBe('-1 … 1');
  expect(measured(1.00001234, 2.345678e-5)).toBe('0.999988883 … 1.000035797');
  expect(measured(0, Number.POSITIVE_INFINITY)).toBe('0 ± Infinity');
});

test('two numbers that differ are told apart', () => {
  expect(contrast(1 + 1e-14, { value: 1, error: 0 })).toEqual(['1.00000000000001', '1']);
  expect(contrast(0.1234567890123, { value: 0.1234567890128, error: 1e-19 })).toEqual(['0.1234567890123', '0.1234567890128 ± 1e-19']);
  expect(contrast(3, { value: 2.000000000000001, error: 4e-15 })).toEqual(['3', '2 ± 4e-15']);
  expect(contrast(Number.NaN, { value: 2, error: 0.1 })).toEqual(['NaN', '2 ± 0.1']);
});

test('thousands are set apart', () => {
  expect([counted(7), counted(1234567)]).toEqual(['7', '1 234 567']);
});

test('a point has the names of its inputs where they are known', () => {
  expect(place({ x: [1, -0.5] }, ['x', 'w[1]'])).toBe('x = 1, w[1] = -0.5');
  expect(place({ x: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, undefined)).toBe('x = [1, 2, 3, 4, 5, 6, … 3 more]');
  expect(place({ seed: 3 }, undefined)).toBe('');
  const names = Array.from({ length: 20 }, (_, i) => `w[${i}]`);
  const x = (...some: readonly number[]): number[] => names.map((_, i) => (some.includes(i) ? i : 0));
  expect(place({ x: x() }, names)).toBe('all inputs = 0');
  expect(place({ x: x(3, 9) }, names)).toBe('w[3] = 3, w[9] = 9, all others = 0');
  expect(place({ x: x(1, 2, 3, 4, 5) }, names)).toBe('x = [0, 1, 2, 3, 4, 5, … 14 more]');
});

test('a sample may hold any data', () => {
  expect([shown([[1], [2]]), shown({ a: 1 }), shown('x\ny'), shown(null)]).toEqual(['[[1], [2]]', '{"a":1}', 'x\\ny', 'null']);
});

test('a long vector in short is told in words, and data that only look like one as data', () => {
  expect(shown({ dimension: 10_000, others: 0, entries: [[9993, 1.5]] })).toBe('10 000 numbers: [9993] = 1.5, all others 0');
  expect(shown({ dimension: 2000, others: -2, entries: [] })).toBe('2 000 numbers, all -2');
  const many = Array.from({ length: 8 }, (_, i) => [i, 9 - i]);
  expect(shown({ dimension: 2000, entries: many })).toBe('2 000 numbers, the largest [0] = 9, [1] = 8, [2] = 7, [3] = 6, [4] = 5, [5] = 4');
  expect(shown({ dimension: 2, entries: ['\u001b[31m'] })).toBe('{"dimension":2,"entries":["\\u001b[31m"]}');
});
