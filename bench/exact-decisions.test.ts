import { expect, test } from 'vitest';
import { corpus } from './corpus.ts';
import { decided, toldApart } from './exact-decisions.ts';
import { formulaPairs } from './formula-pairs.ts';

test('pairs of formulas are told apart, the same function or wrong in the twelfth digit of one coefficient', () => {
  expect(toldApart(40, 7).errors).toEqual([]);
});

test('half of the pairs are wrong, and the same seed gives the same pairs', () => {
  const pairs = formulaPairs(40, 7);
  expect(pairs.filter(({ right }) => right)).toHaveLength(20);
  expect(formulaPairs(40, 7)).toEqual(pairs);
});

test('right gradients of the corpus are the derivatives at its points, and wrong ones are not', () => {
  const items = corpus().filter(({ dim, class: name, template }) => !template && dim <= 3 && !/noisy/.test(name));
  expect(items.length).toBeGreaterThan(50);
  for (const { id, kind, f, vars, grad, wrongGrad, samples } of items) {
    const points = samples.slice(0, 3).map(({ x }) => x);
    const told = decided([f].flat(), vars, [grad].flat(2), points);
    expect(told, id).not.toBe('different');
    if (kind === 'wrong' && wrongGrad && !/rare|saturation|branch/.test(id))
      expect(decided([f].flat(), vars, [wrongGrad].flat(2), points), id).toBe('different');
  }
});
