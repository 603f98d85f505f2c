import type { Sweep } from 'gradcheck';
import { expect, test } from 'vitest';

/** Of each table: the functions of the engine that have a derivative, how many of these it covers in first and in second order, and which it does not. */
const COVERED: Readonly<
  Record<string, readonly (readonly [engine: string, all: number, first: number, second: number, none: readonly string[]])[]>
> = {
  'js-pytorch.ts': [['js-pytorch', 29, 26, 0, ['nn.Dropout', 'nn.Embedding', 'nn.PositionalEmbedding']]],
  'adnn.ts': [
    ['adnn', 30, 30, 0, []],
    ['adnn', 44, 44, 0, []],
  ],
  'formulas.ts': [
    ['mathjs', 32, 32, 32, []],
    ['nerdamer', 40, 38, 38, ['S', 'C']],
    ['algebrite', 17, 17, 17, []],
    ['compute-engine', 29, 29, 29, []],
  ],
  'jax-js.ts': [
    // einsum, matvec and vecmat want a newer Node.js; attention is made of einsum.
    ['jax-js', 224, 217, 217, ['einsum', 'frexp', 'heaviside', 'matvec', 'vecmat', 'nn.dotProductAttention', 'lax.reduceWindow']],
  ],
};

test.for(Object.entries(COVERED))('%s covers what the engine differentiates', { timeout: 300_000 }, async ([file, expected]) => {
  const path = `./${file}`;
  const { default: exported } = (await import(path)) as { default: Sweep | readonly Sweep[] };
  const told = [exported].flat().map((table) => {
    const { engine, registered } = (table as Sweep).coverage;
    return [engine, registered!.all, registered!.first, registered!.second, registered!.uncovered];
  });
  if (file === 'jax-js.ts' && Number(process.versions.node.split('.')[0]) >= 22) {
    expect(told[0]![2]).toBeGreaterThanOrEqual(217);
    return;
  }
  expect(told).toEqual(expected);
});
