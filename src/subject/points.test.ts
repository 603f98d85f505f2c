import { expect, test } from 'vitest';
import { subject } from './subject.ts';

const fixing =
  (points: unknown, more: object = {}) =>
  () =>
    subject({
      name: 'f',
      domain: [
        [-2, 2],
        [0, 0],
      ],
      f: () => 0,
      points,
      ...more,
    } as never);

test('points of the domain are taken as they are, also as typed arrays', () => {
  expect(
    fixing([
      [1, 0],
      [-2, 0],
    ])().points,
  ).toEqual([
    [1, 0],
    [-2, 0],
  ]);
  expect(fixing([Float64Array.of(1, 0)])).not.toThrow();
  expect(fixing([])).not.toThrow();
  expect(fixing([[1, 0]], { where: ([x]: readonly number[]) => x! > 0 })).not.toThrow();
});

test.each<[string, unknown, object, string]>([
  ['too few numbers', [[1, 0], [1]], {}, 'subject "f": points[1]: has 1 number where 2 inputs are'],
  ['too many', [[1, 0, 3]], {}, 'subject "f": points[0]: has 3 numbers where 2 inputs are'],
  ['NaN', [[Number.NaN, 0]], {}, 'subject "f": points[0]: x = NaN is no finite number'],
  ['no number at all', [['1', 0]], {}, 'subject "f": points.0: must be a list of numbers'],
  ['no list of points', { x: 1 }, {}, 'subject "f": points: must be a list of points'],
  ['outside', [[3, 0]], {}, 'subject "f": points[0]: x = 3 lies outside its interval [-2, 2]'],
  ['a held input', [[1, 1]], {}, 'subject "f": points[0]: y = 1 is held at 0'],
  ['left out', [[-1, 0]], { where: ([x]: readonly number[]) => x! > 0 }, 'subject "f": points[0]: is left out by the condition `where`'],
  [
    'a condition that throws',
    [[1, 0]],
    {
      where: () => {
        throw new Error('no such thing');
      },
    },
    'subject "f": points[0]: cannot be judged: where threw: no such thing',
  ],
])('%s is refused in plain words', (_, points, more, message) => {
  expect(fixing(points, more)).toThrow(message);
});
