import { expect, test } from 'vitest';
import { escaped, folded, shortened } from './escape.ts';

test.each([
  ['a\nb\tc\r', 'a\\nb\\tc\\r'],
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['\u0000\u007f\u009b', '\\u{0}\\u{7f}\\u{9b}'],
  ['safe\u202etxt.exe', 'safe\\u{202e}txt.exe'],
  ['a\u200b\ufeff\u2066', 'a\\u{200b}\\u{feff}\\u{2066}'],
  ['half \ud800 pair', 'half \\u{d800} pair'],
  ['\u{e0041}', '\\u{e0041}'],
])('%j is shown as %s', (text, shown) => {
  expect(escaped(text)).toBe(shown);
});

test('mathematics, accents and whole emoji stay as they are', () => {
  expect(escaped('∂f/∂x ≤ ‖é‖ 😀 漢')).toBe('∂f/∂x ≤ ‖é‖ 😀 漢');
});

test('a long text loses its middle, whole characters at a time', () => {
  expect(shortened('abcdefghij', 7)).toBe('abc…hij');
  expect(shortened('😀😀😀😀😀', 4)).toBe('😀😀…😀');
  expect(shortened('abc', 3)).toBe('abc');
});

test('a text is broken between words where it is narrow, and only there', () => {
  const text = 'the error bar is as large as what it measures';
  expect(folded(text, 20)).toEqual(['the error bar is as', 'large as what it', 'measures']);
  expect(folded('x'.repeat(45), 20)).toEqual(['x'.repeat(20), 'x'.repeat(20), 'x'.repeat(5)]);
  expect(folded('', 20)).toEqual(['']);
  for (const width of [8, 200]) expect(folded(text, width)).toEqual([text]);
  expect(folded('😀'.repeat(30), 20).map((line) => [...line].length)).toEqual([20, 10]);
});
