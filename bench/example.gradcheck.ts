/** Subjects of the sample report: right, wrong, undecided and known to fail, of every kind that is drawn. */

import { type Subject, subject } from 'gradcheck';
import { ailing, flawed, sound } from 'gradcheck/fixtures';

const NAMES = [
  'two-layer-network-without-activation-slope',
  'circular-bowl-descent-for-gradient',
  'rosenbrock',
  'himmelblau',
  'quadratic-saddle',
  'two-layer-network',
  'softmax-cross-entropy',
  'helical-valley',
  'hilltop',
  'vanishing-network',
];

const fixtures: readonly Subject[] = [
  ...flawed.map(({ caughtBy: _, ...subject }) => subject as Subject),
  ...sound,
  ...ailing.map(({ warns: _, ...subject }) => subject as Subject),
];
const named = NAMES.map((name) => {
  const found = fixtures.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`there is no fixture ${name}`);
  return found;
});

const hessian = subject({
  name: 'saddle-with-a-wrong-hessian',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  f: ([x, y]) => x * x * y - y ** 3 / 3,
  gradient: ([x, y]) => [2 * x * y, x * x - y * y],
  hessian: ([x, y]) => [
    [2 * y, 2 * x],
    [x, -2 * y],
  ],
});

const noisy = subject({
  name: 'measured-with-noise',
  domain: [[1, 3]],
  f: ([x]) => x * x + 1e-3 * ((Math.abs(Math.sin(1.3e10 * x)) * 43_758.5453) % 1),
  gradient: ([x]) => [2 * x],
});

const known = subject({
  name: 'huber-with-a-known-failure',
  domain: [[-3, 3]],
  f: ([x]) => (Math.abs(x) <= 1 ? (x * x) / 2 : Math.abs(x) - 0.5),
  gradient: ([x]) => [Math.abs(x) <= 1 ? x : 1],
  expect: {
    fail: ['matches-differences', 'directional-derivative', 'taylor-first-order', 'descent-decreases'],
    because: 'below −1 the slope has the wrong sign, ISSUE-12',
  },
});

export default [...named, hessian, noisy, known];
