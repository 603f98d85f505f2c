import { expect, test } from 'vitest';
import { evaluator, Fault } from '../subject/evaluator.ts';
import { layer } from './layer.ts';

/** y = x w + b, for x of 2 rows and 3 columns. */
const dense = layer({
  name: 'dense',
  inputs: { x: [2, 3], w: [3, 2], b: { shape: [2], range: [-1, 1] }, s: [] },
  constants: { gain: 2 },
  forward: ({ x, w, b, s }, { gain }) => {
    const y = [0, 1].map((i) =>
      [0, 1].map((k) => gain * s[0]! * ([0, 1, 2].reduce((sum, j) => sum + x[i * 3 + j]! * w[j * 2 + k]!, 0) + b[k]!)),
    );
    return { y, saved: { rows: 2 } };
  },
  backward: ({ x, w, b, s }, dy, { rows }, { gain }) => {
    const scale = gain * s[0]!;
    const dx = new Float64Array(6);
    const dw = new Float64Array(6);
    const db = [0, 0];
    let ds = 0;
    for (let i = 0; i < rows; i++)
      for (let k = 0; k < 2; k++) {
        const g = dy[i * 2 + k]!;
        let z = b[k]!;
        for (let j = 0; j < 3; j++) {
          dx[i * 3 + j]! += scale * g * w[j * 2 + k]!;
          dw[j * 2 + k]! += scale * g * x[i * 3 + j]!;
          z += x[i * 3 + j]! * w[j * 2 + k]!;
        }
        db[k]! += scale * g;
        ds += gain * g * z;
      }
    return {
      x: dx,
      w: [
        [dw[0]!, dw[1]!],
        [dw[2]!, dw[3]!],
        [dw[4]!, dw[5]!],
      ],
      b: db,
      s: ds,
    };
  },
});

const point = Float64Array.from({ length: 15 }, (_, i) => Math.sin(i + 1));

test('a layer is a map of all its inputs with a claimed vjp', () => {
  const observed = evaluator(dense);
  expect([observed.inputs, observed.outputs]).toEqual([15, 4]);
  expect(dense.domain).toEqual([...Array(12).fill([-2, 2]), [-1, 1], [-1, 1], [-2, 2]]);
  const cotangent = Float64Array.of(1, -2, 0.5, 3);
  const claimed = observed.vjp!(point, cotangent);
  for (let i = 0; i < 15; i++) {
    const weighted = (h: number): number =>
      observed.map(point.map((value, k) => (k === i ? value + h : value))).reduce((sum, y, k) => sum + y * cotangent[k]!, 0);
    expect(claimed[i]).toBeCloseTo((weighted(1e-6) - weighted(-1e-6)) / 2e-6, 7);
  }
});

test('labels say tensor and index', () => {
  expect([0, 5, 6, 11, 12, 13, 14].map((i) => dense.label!(i))).toEqual(['x[0,0]', 'x[1,2]', 'w[0,0]', 'w[2,1]', 'b[0]', 'b[1]', 's']);
  expect(dense.outputLabel!(3)).toBe('y[1,1]');
});

const square = {
  name: 'square',
  inputs: { x: [2], w: [3, 2] },
  forward: ({ x, w }: { x: Float64Array; w: Float64Array }) => x[0]! * w[0]!,
};

test('the outputs are counted when asked for, once', () => {
  let calls = 0;
  const lazy = layer({ ...square, forward: () => [[[++calls], [2]], [3]], backward: ({ x, w }) => ({ x, w }) });
  expect(calls).toBe(0);
  expect([lazy.outputs, lazy.outputs]).toEqual([3, 3]);
  expect(calls).toBe(1);
});

test('a number is one output, and so is a layer that throws amid its ranges', () => {
  const scalar = layer({ ...square, backward: ({ x, w }) => ({ x, w }) });
  expect([scalar.outputs, scalar.outputLabel!(0)]).toEqual([1, 'y']);
  const throwing = layer({
    ...square,
    forward: (): number => {
      throw new Error('no');
    },
    backward: ({ x, w }) => ({ x, w }),
  });
  expect(throwing.outputs).toBe(1);
});

test('every call gets tensors of its own', () => {
  const careless = layer({
    ...square,
    forward: ({ x }) => x.fill(7),
    backward: ({ x, w }, dy) => {
      dy.fill(0);
      return { x, w };
    },
  });
  const x = Float64Array.from({ length: 8 }, (_, i) => i);
  const dy = Float64Array.of(1, 1);
  const first = careless.vjp!(x as never, dy as never);
  expect(first).toEqual(x);
  expect(careless.vjp!(x as never, dy as never)).not.toBe(first);
  expect([x[0], dy[0]]).toEqual([0, 1]);
});

const wrong: readonly (readonly [returned: unknown, message: string])[] = [
  [{ x: [1, 2], w: [1, 2, 3, 4, 5] }, 'backward returned 5 numbers for w, which has shape [3,2] = 6'],
  [{ x: 1, w: [1, 2, 3, 4, 5, 6] }, 'backward returned 1 number for x, which has shape [2] = 2'],
  [{ x: [1, 2] }, 'backward returned nothing for w'],
  [{ x: [1, 2], w: [1, 2, 3, 4, 5, 6], v: 1 }, 'backward returned v, which is no input (inputs: x, w)'],
  [{ x: [1, 'a'], w: [] }, 'backward, for x, returned a string where numbers should be'],
  [undefined, 'backward returned no object with x, w'],
];

test.each(wrong)('backward returning %o is a fault', (returned, message) => {
  const subject = layer({ ...square, backward: () => returned as { x: number[]; w: number[] } });
  const call = () => subject.vjp!(new Float64Array(8) as never, Float64Array.of(1) as never);
  expect(call).toThrow(new Fault('wrong-length', message));
});

test('a forward pass that gives another number of outputs is a fault of the call', () => {
  const subject = layer({ ...square, forward: ({ x }) => [x[0]!, x[1]!], backward: () => ({ x: [0, 0], w: [0, 0, 0, 0, 0, 0] }) });
  expect(() => subject.vjp!(new Float64Array(8) as never, Float64Array.of(1) as never)).toThrow(
    new Fault('wrong-length', 'forward returned 2 numbers where 1 should be'),
  );
});

test('a shape or a range that is none is refused', () => {
  const make = (inputs: Record<string, never>) => () => layer({ ...square, inputs, forward: () => 1, backward: () => ({}) });
  expect(make({ x: [0] } as never)).toThrow('layer "square": inputs.x: a shape is a list of whole sizes above 0');
  expect(make({ x: { shape: [1], range: [1, 0] } } as never)).toThrow('layer "square": inputs.x: a range is [low, high] with low ≤ high');
  expect(make({})).toThrow('layer "square": inputs: at least one input is needed');
});

test('an unknown key is refused with the nearest one of a layer', () => {
  expect(() => layer({ ...square, bakward: () => ({}) } as never)).toThrow(
    'layer "square": unknown key "bakward"; did you mean "backward"?',
  );
  expect(() => layer({ ...square, formula: 'x' } as never)).toThrow(/^layer "square": unknown key "formula"; known are name, /);
});

test('many entries with one range are a compact domain', () => {
  const big = layer({ name: 'big', inputs: { x: [100, 100] }, forward: ({ x }) => x, backward: (_, dy) => ({ x: dy }) });
  expect(big.domain).toEqual({ dimension: 10_000, low: -2, high: 2 });
  expect(big.outputs).toBe(10_000);
});

test('a reference and a condition see the tensors', () => {
  const subject = layer({
    ...square,
    where: ({ x }) => x[0]! > 0,
    reference: ({ x, w }) => [x[0]! * w[0]!],
    backward: ({ x, w }) => ({ x, w }),
  });
  const observed = evaluator(subject);
  expect([observed.inside(new Float64Array(8).fill(1)), observed.inside(new Float64Array(8).fill(-1))]).toEqual([true, false]);
  expect(subject).toHaveProperty('reference');
});

test('a tensor that backward misspells does not compile', () => {
  // @ts-expect-error `v` is no input
  layer({ ...square, inputs: { x: [1], w: [1] }, forward: ({ x }) => x, backward: ({ x, v }) => ({ x, w: v }) });
  // @ts-expect-error `w` is missing from what backward returns
  layer({ ...square, inputs: { x: [1], w: [1] }, forward: ({ x }) => x, backward: ({ x }) => ({ x, v: x }) });
  expect(dense.kind).toBe('function');
});
