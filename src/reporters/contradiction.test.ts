import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import type { Result } from '../check/check.ts';
import { contradiction } from './contradiction.ts';
import { undecided } from './undecided.ts';

const laws = Object.fromEntries(properties.map(({ name, topic }) => [name, topic]));
const failing = (property: string, label: string, more: Partial<Result> = {}): Result => ({
  subject: 'f',
  property,
  law: 'a law',
  verdict: 'fail',
  runs: 1,
  discarded: 0,
  evaluations: { f: 1, claims: 1 },
  simplest: { sample: { x: [1] }, measurements: [] },
  wrong: [{ index: 0, label, claimed: -0.577334873798, observed: -0.00003078955116, error: 5e-14 }],
  ...more,
});

test.each([
  [
    'matches-differences',
    'w',
    {},
    'the gradient says f changes by −0.577 per unit of w; f changes by −0.0000308 ± 5e-14. One of them is wrong.',
  ],
  [
    'vjp-matches-differences',
    '∂y[0,1]/∂x[0,3]',
    { evidence: { inputs: ['x[0,3]', 'w[1]'] } },
    'backward says y[0,1] changes by −0.577 per unit of x[0,3]; forward changes by −0.0000308 ± 5e-14. One of them is wrong.',
  ],
  [
    'jacobian-matches-differences',
    '∂F[1]/∂x',
    {},
    'the Jacobian says F[1] changes by −0.577 per unit of x; F[1] changes by −0.0000308 ± 5e-14. One of them is wrong.',
  ],
  [
    'hessian-matches-differences',
    '∂²/∂x∂y',
    {},
    'the Hessian says ∂f/∂x changes by −0.577 per unit of y; the gradient changes by −0.0000308 ± 5e-14. One of them is wrong.',
  ],
  [
    'layer-gradients',
    'layer 2 dense: w[0]',
    {},
    'for layer 2 dense: w[0] −0.577 is claimed, and its values say −0.0000308 ± 5e-14. One of them is wrong.',
  ],
])('%s at %s, in plain words', (property, label, more, words) => {
  expect(contradiction(failing(property, label, more), { laws })).toBe(words);
});

test('a small gap is told with as many digits as show it, and the widest of several is told', () => {
  const wrong = [
    { index: 0, label: 'x', claimed: 1, observed: 1.5, error: 1e-12 },
    { index: 1, label: 'y', claimed: 2.0000001, observed: 2, error: 1e-12 },
  ];
  const [first, second] = wrong as [(typeof wrong)[0], (typeof wrong)[0]];
  expect(contradiction(failing('matches-differences', '', { wrong: [second, first] }), { laws })).toContain(
    'per unit of x; f changes by 1.5 ±',
  );
  expect(contradiction(failing('matches-differences', '', { wrong: [second] }), { laws })).toContain(
    'changes by 2.0000001 per unit of y; f changes by 2 ±',
  );
});

test('without a component or with a fault there are no such words', () => {
  expect(contradiction(failing('convex', 'x', { wrong: [] }), { laws })).toBeUndefined();
  expect(contradiction(failing('matches-differences', 'x', { fault: 'throws' }), { laws })).toBeUndefined();
});

const open: Result = { ...failing('matches-differences', 'x'), subject: "it's *", verdict: 'inconclusive', reason: 'noise' };
const provenance = { command: 'gradcheck run a.ts', date: '', node: '', engines: {}, laws };
const effort = (name: 'quick' | 'normal' | 'thorough') => ({ effort: { name, points: 1, leftOut: [] } });

test.each([
  ['of a file', { source: { file: 'a b.ts' } }, {}, "; try gradcheck run 'a b.ts' --subject 'it'\\''s \\*' --effort thorough"],
  ['of quick effort', {}, effort('quick'), "; try gradcheck run --subject 'it'\\''s \\*' --effort normal"],
  [
    'of a formula',
    {},
    { command: 'gradcheck check x^2 --gradient x --effort quick', ...effort('quick') },
    '; try gradcheck check x^2 --gradient x --effort normal',
  ],
  ['of a test', {}, { command: 'assertGradient' }, "; try effort: 'thorough'"],
  ['of thorough effort', {}, effort('thorough'), ''],
])('an undecided subject %s says why, and what to try', (_, result, origin, remedy) => {
  const consequence: Result = { ...open, property: 'convex', reason: 'a consequence' };
  expect(undecided([consequence, { ...open, ...result }], { provenance: { ...provenance, ...origin } })).toBe(
    `not decided: noise${remedy}`,
  );
});
