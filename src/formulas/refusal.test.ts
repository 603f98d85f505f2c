import { expect, test } from 'vitest';
import { examine } from './refusal.ts';
import type { Tree } from './syntax.ts';

test('a node of a kind that nobody knows is refused, and one of known nodes is not', () => {
  const seen = (type: string) => () => examine({ type } as Tree, 'x', new Map([['x', 0]]));
  expect(seen('PatternNode')).toThrow(/^Pattern is no function of real numbers$/);
  expect(() => examine({ type: 'SymbolNode', name: 'x' } as Tree, 'x', new Map([['x', 0]]))).not.toThrow();
});
