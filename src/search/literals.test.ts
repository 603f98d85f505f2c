import { expect, test } from 'vitest';
import { layer, subject } from '../authoring.ts';
import { harvest } from './literals.ts';

test('the numbers in the text of a function, with both signs', () => {
  const branch = subject({
    name: 'branch',
    domain: [[-8, 8]],
    f: ([x]) => (x < -3.25 ? x * 1e-7 : x),
    gradient: ([x]) => [x > 0.5 ? 1 : 2],
  });
  for (const c of [-3.25, 3.25, 1e-7, 0.5]) expect(harvest(branch)).toContain(c);
});

test('digits in names are none', () => {
  const named = subject({
    name: 'named',
    domain: [[0, 1]],
    f: ([x]) => {
      const x17 = x;
      return x17;
    },
  });
  expect(harvest(named)).not.toContain(17);
});

test('digits that a bundler adds to a name that is taken are none', () => {
  const bundled = { ...subject({ name: 'bundled', domain: [[0, 1]], f: ([x]) => x }), text: 'x < LIMIT$23 ? x : LIMIT$23 - x' };
  expect(harvest(bundled)).not.toContain(23);
});

test('a layer is read in its own functions, not in those that call them', () => {
  const clipped = layer({
    name: 'clipped',
    inputs: { x: [2] },
    forward: ({ x }) => x.map((xi) => Math.min(xi, 6.125)),
    backward: ({ x }, dy) => ({ x: dy.map((d, i) => (x[i]! < 6.125 ? d : 0)) }),
  });
  expect(harvest(clipped)).toContain(6.125);
});

test('what is compared comes before what is data', () => {
  const table = Array.from({ length: 500 }, (_, i) => i + 0.5).join(', ');
  const wide = { ...subject({ name: 'wide', domain: [[0, 1]], f: ([x]) => x }), text: `${table}; x < 777.25` };
  expect(harvest(wide)).toContain(777.25);
  expect(harvest(wide).length).toBeLessThan(200);
});
