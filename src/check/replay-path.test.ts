import { expect, test } from 'vitest';
import { parsed, printed, type ReplayPath } from './replay-path.ts';

const sample = { x: Float64Array.of(0.1, -0, 1e-300), w: Float64Array.of(1), i: 3, place: ['a', 2] };

test.each<[ReplayPath['kind'], ReplayPath, RegExp]>([
  ['generated', { kind: 'generated', place: '12' }, /^12$/],
  ['searched', { kind: 'searched', place: 7 }, /^h7$/],
  ['remembered', { kind: 'remembered', sample }, /^m[A-Za-z0-9_-]+$/],
])('a %s path comes back from its text, a sample to the bit, in letters that a shell leaves alone', (_, path, text) => {
  expect(printed(path)).toMatch(text);
  expect(parsed(printed(path))).toEqual(path);
});

test.each(['3', '0:1', 'm', 'mnonsense'])('%s is no searched and no remembered sample', (text) => {
  expect(parsed(text)).toEqual({ kind: 'generated', place: text });
});
