import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { subject } from '../authoring.ts';
import { redacted } from './redacted.ts';
import { run } from './run.ts';

test('texts of functions, places and the machine are left out, and nothing else', () => {
  const secret = subject({
    name: 'secret',
    domain: [[-2, 2]],
    f: ([x]) => x * x,
    gradient: ([x]) => [3 * x],
    source: { file: 'private/layers.gradcheck.ts', line: 7 },
  });
  const whole = run([secret], properties, { seed: 42, runs: 5, command: 'test' });
  const text = JSON.stringify(redacted(whole));
  expect(JSON.stringify(whole)).toMatch(/private.*3 \* x|3 \* x.*private/);
  for (const word of ['private', '3 * x', 'machine', '"commit"']) expect(text).not.toContain(word);
  const { results, summary } = redacted(whole);
  expect(results).toEqual(whole.results.map(({ source, ...rest }) => rest));
  expect(summary).toEqual(whole.summary);
});
