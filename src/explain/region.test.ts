import { expect, test } from 'vitest';
import { instrument } from '../measure/instrument.ts';
import { evaluator } from '../subject/evaluator.ts';
import { subject } from '../subject/subject.ts';
import { compare } from './comparison.ts';
import { regionOf } from './region.ts';

type Three = readonly [number, number, number];

/** The region that is found for a gradient that is wrong where the condition holds, given one point of it. */
function found(holds: (x: Three) => boolean, at: Three): string | undefined {
  const target = evaluator(
    subject({
      name: 'region',
      domain: [
        [-4, 4],
        [-4, 4],
        [-4, 4],
      ],
      f: ([x, y, z]) => x * y + z * z * x + y,
      gradient: ([x, y, z]) => [y + z * z + (holds([x, y, z]) ? 1 : 0), x + 1, 2 * x * z],
    }),
  );
  const look = { quick: instrument(target, 'quick'), thorough: instrument(target, 'thorough') };
  return regionOf(compare(target, 'gradient', look, { given: [Float64Array.from(at)], fresh: 12 })!)?.text;
}

test.each<readonly [string, (x: Three) => boolean, Three]>([
  ['x < −3', ([x]) => x < -3, [-3.5, 1, 2]],
  ['|y| > 2.5', ([, y]) => Math.abs(y) > 2.5, [1, 3, 2]],
  ['‖x‖ > 4.25', (x) => Math.hypot(...x) > 4.25, [3, 3, 2]],
  ['y − z > 0', ([, y, z]) => y > z, [1, 2, -2]],
  ['y = z', ([, y, z]) => y === z, [1, 2, 2]],
  ['x = −z', ([x, , z]) => x === -z, [1, 2, -1]],
  ['z = 0', ([, , z]) => z === 0, [1, 2, 0]],
  ['x = 1 and y = 2', ([x, y]) => x === 1 && y === 2, [1, 2, 3]],
  ['x > 1 and z < 2', ([x, , z]) => x > 1 && z < 2, [2, 2, 1]],
  ['x in [−3, −2] or in [1, 2.5]', ([x]) => (x > -3 && x < -2) || (x > 1 && x < 2.5), [2, 2, 1]],
  ['y in [−4, −3.5] or in [0.25, 1] or in [3, 4]', ([, y]) => y < -3.5 || (y > 0.25 && y < 1) || y > 3, [1, 0.5, 2]],
  ['z in [1, 1.25] or in [2, 2.5]', ([, , z]) => (z > 1 && z < 1.25) || (z > 2 && z < 2.5), [1, 0.5, 1.125]],
  ['x > 1 and x < 2.5', ([x]) => x > 1 && x < 2.5, [2, 2, 1]],
  ['x · y > 3', ([x, y]) => x * y > 3, [2, 2, 1]],
])('%s', (text, holds, at) => {
  expect(found(holds, at)).toBe(text);
});

test('no condition is told where the claim is wrong everywhere, or where nothing simple parts right from wrong', () => {
  expect(found(() => true, [1, 2, 3])).toBeUndefined();
  expect(found(([x]) => Math.sin(8 * x) > 0.5, [0.2, 0.05, 0.01])).toBeUndefined();
  expect(found(([x, y, z]) => Math.sin(40 * x) * Math.sin(31 * y) * Math.cos(23 * z) > 0, [0.03, 0.05, 0.01])).toBeUndefined();
});
