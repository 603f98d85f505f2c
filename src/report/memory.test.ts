import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { subject } from '../authoring.ts';
import { fromText, nothing, recalled, remember, toText } from './memory.ts';
import { run } from './run.ts';

const laws = properties.filter(({ name }) => name === 'matches-differences');
const wrongFrom = (edge: number) =>
  subject({ name: 'late', domain: [[-1, 1]], f: ([x]) => x * x, gradient: ([x]) => [x > edge ? 0 : 2 * x] });
const once = (edge: number, runs: number, memory = nothing) =>
  run([wrongFrom(edge)], laws, { seed: 3, runs, recall: (name, law) => recalled(memory, name, law) });

test('what failed is remembered, through a file, and fails at once when it is looked at again', () => {
  const memory = fromText(toText(remember(nothing, once(0.5, 100).results)));
  const [seen] = once(0.5, 1, memory).results;
  expect(seen!.verdict).toBe('fail');
  const [again] = run([wrongFrom(0.5)], laws, { seed: 3, runs: 1, ...(seen!.path !== undefined && { path: seen!.path }) }).results;
  expect(again!.starkest).toEqual(seen!.starkest);
});

test('the seeded samples do not move: with and without memory the report is the same', () => {
  const memory = remember(nothing, once(0.5, 100).results);
  expect(once(0.5, 100, memory).results).toEqual(once(0.5, 100).results);
  expect(once(2, 100, memory).results).toEqual(once(2, 100).results);
});

test('what is mended is forgotten, what was not checked is kept', () => {
  const memory = remember(nothing, once(0.5, 100).results);
  expect(remember(memory, once(2, 100, memory).results)).toEqual(nothing);
  expect(remember(memory, [])).toEqual(memory);
});

test('a text that is no memory is refused', () => {
  for (const text of ['', '{}', '[]', '{"version":2,"failures":[]}', '{"version":1,"failures":[{"subject":1}]}'])
    expect(() => fromText(text)).toThrow();
});
