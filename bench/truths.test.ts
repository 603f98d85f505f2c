import { expect, test } from 'vitest';
import { corpus } from './corpus.ts';
import { decimal } from './decimal.ts';
import { double } from './floating.ts';
import { functions } from './functions.ts';
import { play, tape } from './tape.ts';

const items = corpus().filter(({ template, dim }) => !template && dim <= 6);

test('decimal gradients are those that come with the corpus, to the last digit but one', () => {
  for (const { id, grad, vars, samples } of items) {
    const gradient = play(tape([grad].flat(2), vars), decimal);
    const [{ x, grad: known }] = samples as unknown as [(typeof samples)[number]];
    gradient(x).forEach((value, i) => {
      expect(Math.abs(value.toNumber() - known[i]!), `${id} ${i}`).toBeLessThanOrEqual(1e-15 * Math.abs(known[i]!));
    });
  }
});

test('a double enters decimal arithmetic exactly', () => {
  expect(String(decimal.of(0.1))).toBe('0.1000000000000000055511151231257827021181583404541015625');
  for (const value of [5e-324, 1e-310, 2 ** -1022, -1.7e308, 1 / 3]) expect(decimal.of(value).toNumber()).toBe(value);
});

test('erf in decimal arithmetic', () => {
  const erf = (x: number) => decimal.operations.erf!(decimal.of(x));
  expect(String(erf(1)).slice(0, 32)).toBe('0.842700792949714869341220635082');
  expect(1 - erf(6).toNumber()).toBeLessThan(1e-15);
  expect(decimal.operations.subtract!(decimal.of(1), erf(6)).toNumber()).toBeCloseTo(2.1519736712498913e-17, 30);
});

test('formulas in double precision', () => {
  const [value] = play(tape(['x > 0 and y == 2 ? mod(-x, 3) : -x^2'], ['x', 'y']), double)([1, 2]);
  expect(value).toBe(2);
  expect(play(tape(['-x^2 + pi'], ['x']), double)([3])).toEqual([-9 + Math.PI]);
  expect(() => tape(['unknown(x)'], ['x'])).not.toThrow();
  expect(() => play(tape(['unknown(x)'], ['x']), double)).toThrow('no operation unknown');
  expect(() => tape(['x + nothing'], ['x'])).toThrow('SymbolNode');
});

test('of 10 000 inputs one is claimed wrong', () => {
  const item = corpus().find(({ wrongIndex }) => wrongIndex === 5000)!;
  const x = new Float64Array(item.dim).fill(0.5);
  const [claimed, right] = [functions(item).jacobian(x)[0]!, functions(item, 'right').jacobian(x)[0]!];
  expect(claimed.flatMap((value, i) => (value === right[i] ? [] : [[i, value / right[i]!]]))).toEqual([[5000, 1.5]]);
});
