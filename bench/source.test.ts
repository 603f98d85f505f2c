import { expect, test } from 'vitest';
import { sourceOf } from './source.ts';

const text = `
import { f } from './f.ts';
/** Halvings of a step. Why: enough. */
export const HALVINGS = 40;
const WIDE = 2 ** HALVINGS;
const NAME = 'x';
type Order = 1 | 3;
const table = [7];
export function g(a: number, b: number): number {
  return f(a) + 5 * b;
}
const h = (a: number): number =>
  a;
const made = {
  method(a: number, b: number, c: number) {},
};
interface I {
  call(a: number, b: number, c: number, d: number, e: number): void;
}
`;

test('constants have a name, a value and the comment before them, and are numeric or not', () => {
  expect(sourceOf('x.ts', text).constants).toEqual([
    { name: 'HALVINGS', value: '40', comment: '* Halvings of a step. Why: enough. ', numeric: true },
    { name: 'WIDE', value: '2 ** HALVINGS', comment: '', numeric: true },
    { name: 'NAME', value: "'x'", comment: '', numeric: false },
  ]);
});

test('numbers outside of constants are found, those of types are none', () => {
  expect(sourceOf('x.ts', text).literals).toEqual([
    { number: '7', line: 8 },
    { number: '5', line: 10 },
  ]);
});

test('functions, methods and their types have lines and parameters', () => {
  expect(sourceOf('x.ts', text).functions).toEqual([
    { name: 'g', line: 9, lines: 3, parameters: 2 },
    { name: 'h', line: 12, lines: 2, parameters: 1 },
    { name: 'method', line: 15, lines: 1, parameters: 3 },
    { name: '', line: 18, lines: 1, parameters: 5 },
  ]);
});

test('what is no program is refused', () => {
  expect(() => sourceOf('x.ts', 'const = 1')).toThrow(/^x\.ts: /);
});
