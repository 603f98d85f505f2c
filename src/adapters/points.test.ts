import { expect, test } from 'vitest';
import { layer } from './layer.ts';

const fixing = (points: unknown) => () =>
  layer({
    name: 'scale',
    inputs: {
      x: {
        shape: [2, 2],
        held: [
          [0, 0],
          [0, 1],
        ],
        at: 0,
      },
      w: [2],
      s: [],
    },
    points,
    forward: ({ x }: { readonly x: Float64Array }) => x,
    backward: () => ({ x: [0, 0, 0, 0], w: [0, 0], s: 0 }),
  } as never);

test('tensors are taken nested or flat, in the order of the inputs', () => {
  const flat = [Float64Array.of(1, 2, 0.5, 0, -1, 1, 2)];
  expect(
    fixing([
      {
        s: 2,
        w: [-1, 1],
        x: [
          [1, 2],
          [0.5, 0],
        ],
      },
    ])().points,
  ).toEqual(flat);
  expect(fixing([{ x: Float64Array.of(1, 2, 0.5, 0), w: [-1, 1], s: [2] }])().points).toEqual(flat);
});

const good = {
  x: [
    [1, 2],
    [0.5, 0],
  ],
  w: [1, 2],
  s: 1,
};
test.each<[string, unknown, string]>([
  ['no list', good, 'layer "scale": points: must be a list of points { x, w, s }'],
  ['a list of numbers', [[1, 2, 3]], 'layer "scale": points[0]: must be an object with a tensor for each input: { x, w, s }'],
  ['a missing tensor', [good, { ...good, w: undefined }], 'layer "scale": points[1]: nothing is said of w'],
  ['an input too many', [{ ...good, weight: 1 }], 'layer "scale": points[0]: weight is no input (inputs: x, w, s)'],
  ['another spelling', [{ x: good.x, W: good.w, s: 1 }], 'layer "scale": points[0]: W is no input; did you mean w?'],
  ['another shape', [{ ...good, x: [[1], [2], [3], [0]] }], 'layer "scale": points[0]: x has shape [4,1] where it should have [2,2]'],
  ['another size', [{ ...good, w: [1, 2, 3] }], 'layer "scale": points[0]: w has shape [3] where it should have [2]'],
  ['uneven rows', [{ ...good, x: [[1, 2, 3], [4]] }], 'layer "scale": points[0]: x has uneven rows where it should have [2,2]'],
  ['texts', [{ ...good, w: ['1', '2'] }], 'layer "scale": points[0]: w must be numbers, nested in its shape [2] or flat'],
  [
    'a held entry',
    [
      {
        ...good,
        x: [
          [1, 2],
          [0, 1],
        ],
      },
    ],
    'layer "scale": points[0]: x[1,1] = 1 is held at 0',
  ],
  ['outside of the range', [{ ...good, w: [1, 3] }], 'subject "scale": points[0]: w[1] = 3 lies outside its interval [-2, 2]'],
])('%s is refused in plain words', (_, points, message) => {
  expect(fixing(points)).toThrow(message);
});
