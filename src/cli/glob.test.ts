import { expect, test } from 'vitest';
import { literally, matches, matchesPath } from './glob.ts';

test.each([
  ['*', '', true],
  ['*', 'anything at all\n', true],
  ['rosen*', 'rosenbrock', true],
  ['*brock', 'rosenbrock', true],
  ['r*n*k', 'rosenbrock', true],
  ['rosen', 'rosenbrock', false],
  ['?', '😀', true],
  ['?', '', false],
  ['w[2]', 'w[2]', true],
  ['w[2]', 'w2', false],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'aXb', false],
  ['\\?', '?', true],
  ['a\\', 'a\\', true],
])('%j on %j: %s', (pattern, text, found) => {
  expect(matches(pattern, text)).toBe(found);
});

test.each(['plain', 'x*y', 'why?', 'back\\slash', 'line\nend', '😀*', '\\*', 'ends with \\'])(
  '%j is matched by its literal pattern only',
  (name) => {
    expect(matches(literally(name), name)).toBe(true);
    expect(matches(literally(name), `${name}x`)).toBe(false);
  },
);

test('an asterisk in a name matches nothing else on replay', () => {
  expect(matches(literally('x*y'), 'x + y')).toBe(false);
});

test('a pattern made to be slow is not', () => {
  const started = performance.now();
  expect(matches('*a'.repeat(30), `${'a'.repeat(5000)}b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});

test.each([
  ['**/*.gradcheck.ts', 'a.gradcheck.ts', true],
  ['**/*.gradcheck.ts', 'deep/down/a.gradcheck.ts', true],
  ['*.gradcheck.ts', 'deep/a.gradcheck.ts', false],
  ['./losses/**', 'losses/x/a.gradcheck.json', true],
  ['losses/**/**/a.*', 'losses/a.gradcheck.json', true],
  ['losses/*', 'other/a', false],
])('the path pattern %s on %s: %s', (pattern, path, found) => {
  expect(matchesPath(pattern, path)).toBe(found);
});
