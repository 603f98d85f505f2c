import { expect, test } from 'vitest';
import { commanded } from '../../bench/command.ts';
import { root } from '../../bench/corpus.ts';

test('the table reaches nearly all gradients that TensorFlow.js registers, and four fifths of these in second order', async () => {
  const { stderr } = await commanded(
    root,
    'sweep',
    'examples/tfjs/sweep.ts',
    '--subject',
    'sub ?? ??',
    '--no-memory',
    '--reporter',
    'terminal',
  );
  const [, all, first, second] =
    /registered as differentiable: (\d+); covered (\d+) .* in first order, (\d+) .* in second/.exec(stderr) ?? [];
  expect(Number(all)).toBeGreaterThan(90);
  expect(Number(first) / Number(all)).toBeGreaterThanOrEqual(0.95);
  expect(Number(second) / Number(all)).toBeGreaterThanOrEqual(0.8);
});
