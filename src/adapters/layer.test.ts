import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { run } from '../report/run.ts';
import { evaluator, Fault } from '../subject/evaluator.ts';
import { withOthers } from '../subject/kind.ts';
import type { FunctionSubject } from '../subject/subject.ts';
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

/** y = x w, for an x of 2 rows and 3 columns, of which one entry is padding. */
const product = layer({
  name: 'product',
  nested: true,
  inputs: { x: { shape: [2, 3], held: (i, j) => i === 1 && j === 2, at: 5 }, w: [3, 2], s: [] },
  forward: ({ x, w, s }) => x.map((row) => [0, 1].map((k) => s * row.reduce((sum, xj, j) => sum + xj * w[j]![k]!, 0))),
  backward: ({ x, w, s }, dy) => ({
    x: x.map((_, i) => w.map((wj) => s * wj.reduce((sum, wjk, k) => sum + wjk * dy[i]![k]!, 0))),
    w: w.map((wj, j) => wj.map((_, k) => s * x.reduce((sum, row, i) => sum + row[j]! * dy[i]![k]!, 0))),
    s: x.reduce((sum, row, i) => sum + row.reduce((part, xj, j) => part + xj * w[j]!.reduce((p, wjk, k) => p + wjk * dy[i]![k]!, 0), 0), 0),
  }),
});

test('nested: functions get arrays in the shapes of the tensors, and give any', () => {
  const observed = evaluator(product);
  const x = Float64Array.from({ length: 13 }, (_, i) => (i === 5 ? 5 : i - 6));
  expect(Array.from(observed.map(x))).toEqual([
    6 * (-6 * 0 + -5 * 2 + -4 * 4),
    6 * (-6 * 1 + -5 * 3 + -4 * 5),
    6 * (-3 * 0 + -2 * 2 + 5 * 4),
    6 * (-3 * 1 + -2 * 3 + 5 * 5),
  ]);
  expect([0, 1, 2, 3].map((k) => product.outputLabel!(k))).toEqual(['y[0,0]', 'y[0,1]', 'y[1,0]', 'y[1,1]']);
  const claimed = observed.vjp!(x, Float64Array.of(1, 0, 0, 2));
  expect(Array.from(claimed.subarray(6, 12))).toEqual([-36, 12 * -3, -30, 12 * -2, -24, 12 * 5]);
});

test('held entries are fixed, at a value or in the middle of the range', () => {
  expect((product.domain as readonly unknown[]).slice(4, 7)).toEqual([
    [-2, 2],
    [5, 5],
    [-2, 2],
  ]);
  const masked = layer({
    ...square,
    inputs: { x: { shape: [2], range: [1, 3], held: [0, 1] }, w: [3, 2] },
    backward: ({ x, w }) => ({ x, w }),
  });
  expect((masked.domain as readonly unknown[]).slice(0, 2)).toEqual([
    [1, 3],
    [2, 2],
  ]);
});

test('what backward says of held entries is not looked at', () => {
  const claiming = (padding: number, other: number) =>
    layer({
      name: 'padded',
      inputs: { x: { shape: [2], held: [0, 1] } },
      outputs: [2],
      forward: ({ x }) => x.map((xi) => xi * xi),
      backward: ({ x }, dy) => ({ x: [2 * x[0]! * dy[0]! + other, padding] }),
      double: ({ x }, dy, dd) => ({ x: [2 * dy[0]! * dd.x[0]!, padding], dy: [2 * x[0]! * dd.x[0]!, 0] }),
    });
  const summaryOf = (subject: FunctionSubject) => run([subject], properties, { seed: 1, runs: 20, hunting: false }).summary;
  expect(summaryOf(claiming(Number.NaN, 0))).toMatchObject({ fail: 0, inconclusive: 0 });
  expect(summaryOf(claiming(7, 0))).toMatchObject({ fail: 0, inconclusive: 0 });
  expect(summaryOf(claiming(7, 1)).fail).toBeGreaterThan(0);
});

const lstm = {
  name: 'two outputs',
  inputs: { x: [2], w: [2] },
  outputs: { h: [2], s: [] },
  forward: ({ x, w }: { x: Float64Array; w: Float64Array }) => ({ y: { h: x.map((xi, i) => xi * w[i]!), s: x[0]! * x[1]! } }),
} as const;

test('several outputs have names, and dy has theirs', () => {
  const subject = layer({
    ...lstm,
    backward: ({ x, w }, { h, s }) => ({
      x: [h[0]! * w[0]! + s[0]! * x[1]!, h[1]! * w[1]! + s[0]! * x[0]!],
      w: h.map((d, i) => d * x[i]!),
    }),
    jvp: ({ x, w }, dot) => ({ h: x.map((xi, i) => dot.x[i]! * w[i]! + xi * dot.w[i]!), s: dot.x[0]! * x[1]! + x[0]! * dot.x[1]! }),
  });
  const observed = evaluator(subject);
  expect(observed.outputs).toBe(3);
  expect([0, 1, 2].map((k) => subject.outputLabel!(k))).toEqual(['h[0]', 'h[1]', 's']);
  const x = Float64Array.of(2, 3, 5, 7);
  expect(Array.from(observed.map(x))).toEqual([10, 21, 6]);
  expect(Array.from(observed.vjp!(x, Float64Array.of(1, 1, 10)))).toEqual([35, 27, 2, 3]);
  expect(Array.from(observed.jvp!(x, Float64Array.of(1, 0, 0, 1)))).toEqual([5, 3, 3]);
});

test.each([
  [{ h: [1, 2], s: 3 }, 'forward returned h, s where { y: { h, s } } should be'],
  [[1, 2], 'forward returned no object where { y: { h, s } } should be'],
  [{ y: { h: [1, 2] } }, 'forward returned nothing for s'],
  [{ y: { h: [1], s: 3 } }, 'forward returned 1 number for h, which has shape [2] = 2'],
  [{ y: { h: [1, 2], s: 3, c: 1 } }, 'forward returned c, which is no output (outputs: h, s)'],
  [{ y: { h: [1, 2], s: 3 }, save: 1 }, 'forward returned the unknown key "save"; did you mean "saved"?'],
])('forward returning %o, of several outputs, is a fault', (returned, message) => {
  const subject = layer({ ...lstm, forward: () => returned as never, backward: ({ x, w }) => ({ x, w }) });
  expect(() => subject.f(new Float64Array(4) as never)).toThrow(new Fault('wrong-length', message));
});

test.each([
  [[0], 'layer "shaped": outputs: a shape is a list of whole sizes above 0'],
  [{ h: [1.5] }, 'layer "shaped": outputs.h: a shape is a list of whole sizes above 0'],
])('outputs of the shapes %o are refused', (outputs, message) => {
  const made = () =>
    layer({
      name: 'shaped',
      inputs: { x: [2] },
      outputs: outputs as never,
      forward: ({ x }) => x as never,
      backward: () => ({ x: [0, 0] }),
    });
  expect(made).toThrow(message);
});

test('an object in the place of one output, and a double backward pass without dy, are faults', () => {
  const one = { name: 'one', inputs: { x: [2] }, outputs: [2] } as const;
  const named = layer({ ...one, forward: ({ x }) => ({ y: { h: x } }) as never, backward: ({ x }) => ({ x }) });
  expect(() => named.f(new Float64Array(2) as never)).toThrow('forward returned an object with h where numbers should be');
  const lame = layer({ ...one, forward: ({ x }) => x, backward: (_, dy) => ({ x: dy }), double: () => ({ x: [0, 0] }) as never });
  const [, backward] = withOthers(lame);
  expect(() => (backward as FunctionSubject).vjp!(new Float64Array(4) as never, new Float64Array(2) as never)).toThrow(
    'double returned nothing for dy',
  );
});

test('a misspelled gradient is told with the nearest input', () => {
  const subject = layer({
    name: 'misspelled',
    inputs: { weight: [2] },
    outputs: [2],
    forward: ({ weight }) => weight,
    backward: (_, dy) => ({ wieght: dy }) as never,
  });
  expect(() => subject.vjp!(new Float64Array(2) as never, new Float64Array(2) as never)).toThrow(
    'backward returned wieght, which is no input (inputs: weight); did you mean weight?',
  );
});

test('labels vary, every entry through all of its values, and are not differentiated', () => {
  const seen: number[][] = [];
  const subject = layer({
    name: 'chosen',
    nested: true,
    inputs: { x: [3] },
    labels: { t: { shape: [2], values: [0, 1, 2] }, r: { shape: [], range: [10, 20] } },
    outputs: [2],
    forward: ({ x, t, r }) => {
      seen.push([...t, r]);
      return t.map((k) => r * x[k]!);
    },
    backward: ({ x, t, r }, dy) => ({ x: x.map((_, k) => t.reduce((sum, ti, i) => sum + (ti === k ? r * dy[i]! : 0), 0)) }),
  });
  const observed = evaluator(subject);
  expect([observed.inputs, observed.outputs]).toEqual([3, 6]);
  const y = observed.map(Float64Array.of(1, 2, 3));
  expect(seen).toHaveLength(3);
  expect([0, 1].map((i) => seen.map((draw) => draw[i]!).sort())).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
  expect(Array.from(y)).toEqual(seen.flatMap(([a, b, r]) => [r! * (a! + 1), r! * (b! + 1)]));
  expect(subject.outputLabel!(3)).toMatch(/^y\[1\] for t = \[\d,\d\], r = 1\d\.\d+$/);
  const w = Float64Array.of(1, 2, 3, 4, 5, 6);
  const right = [0, 1, 2].map((k) =>
    seen.reduce((sum, [a, b, r], d) => sum + r! * ((a === k ? w[2 * d]! : 0) + (b === k ? w[2 * d + 1]! : 0)), 0),
  );
  observed.vjp!(Float64Array.of(1, 2, 3), w).forEach((g, k) => {
    expect(g).toBeCloseTo(right[k]!, 10);
  });
});

test('the outputs of a backward pass with labels say for which labels they are', () => {
  const subject = layer({
    name: 'scaled',
    inputs: { x: [] },
    labels: { t: { shape: [], examples: [1, 2, 5] } },
    outputs: [],
    forward: ({ x, t }) => t[0]! * x[0]! ** 2,
    backward: ({ x, t }, dy) => ({ x: 2 * t[0]! * x[0]! * dy[0]! }),
    double: ({ x, t }, dy, dd) => ({ x: 2 * t[0]! * dy[0]! * dd.x[0]!, dy: 2 * t[0]! * x[0]! * dd.x[0]! }),
  });
  const second = subject.also![0]!;
  expect([0, 1, 2].map((k) => second.outputLabel!(k))).toEqual(['dx for t = 1', 'dx for t = 2', 'dx for t = 5']);
  expect(Array.from(evaluator(second).map(Float64Array.of(1, 1)))).toEqual([2, 4, 10]);
  expect(Array.from(evaluator(second).vjp!(Float64Array.of(1, 1), Float64Array.of(1, 0, 1)))).toEqual([12, 12]);
});

test('examples of labels are taken whole', () => {
  const boxes = [
    [0, 1],
    [2, 5],
  ];
  const subject = layer({
    name: 'boxed',
    inputs: { x: [1] },
    labels: { box: { shape: [2], examples: boxes } },
    outputs: [],
    forward: ({ x, box }) => x[0]! * (box[1]! - box[0]!),
    backward: ({ box }, dy) => ({ x: dy[0]! * (box[1]! - box[0]!) }),
  });
  expect(Array.from(evaluator(subject).map(Float64Array.of(1)))).toEqual([1, 3, 1]);
  expect(subject.outputLabel!(1)).toBe('y for box = [2,5]');
});

test('with double, the backward pass comes along as a subject of its own', () => {
  const subject = layer({
    ...lstm,
    where: ({ x }) => x[0]! < 1,
    backward: ({ x, w }, { h, s }) => ({
      x: [h[0]! * w[0]! + s[0]! * x[1]!, h[1]! * w[1]! + s[0]! * x[0]!],
      w: h.map((d, i) => d * x[i]!),
    }),
    double: ({ x, w }, { h, s }, dd) => ({
      x: [h[0]! * dd.w[0]! + s[0]! * dd.x[1]!, h[1]! * dd.w[1]! + s[0]! * dd.x[0]!],
      w: h.map((d, i) => d * dd.x[i]!),
      dy: { h: x.map((xi, i) => dd.x[i]! * w[i]! + dd.w[i]! * xi), s: dd.x[0]! * x[1]! + dd.x[1]! * x[0]! },
    }),
  });
  const [second] = subject.also!;
  expect(second!.name).toBe('two outputs backward');
  expect(Array.from({ length: 7 }, (_, i) => second!.label!(i))).toEqual(['x[0]', 'x[1]', 'w[0]', 'w[1]', 'dy.h[0]', 'dy.h[1]', 'dy.s']);
  expect([0, 1, 2, 3].map((k) => second!.outputLabel!(k))).toEqual(['dx[0]', 'dx[1]', 'dw[0]', 'dw[1]']);
  const observed = evaluator(second!);
  const at = Float64Array.of(0.5, 1, -1, 2, 1, -2, 1.5);
  expect([observed.inside(at), observed.inside(at.with(0, 1.5))]).toEqual([true, false]);
  expect(Array.from(observed.map(at))).toEqual([0.5, -3.25, 0.5, -2]);
  expect(Array.from(observed.vjp!(at, Float64Array.of(1, 0, 0, 1)))).toEqual([0, -0.5, 1, -0, -1, 1, 1]);
});

const refused: readonly (readonly [change: object, message: string])[] = [
  [{ inputs: { x: { shape: [2], rnage: [0, 1] }, w: [1] } }, 'inputs.x: unknown key "rnage"; did you mean "range"?'],
  [
    { inputs: { x: { shape: [2], held: [1] }, w: [1] } },
    'inputs.x: held is a mask of 0 and 1 with 2 entries, or a condition on the indices',
  ],
  [{ inputs: { x: { shape: [2], held: [0, 0.5] }, w: [1] } }, 'inputs.x: held is a mask of 0 and 1 with 2 entries'],
  [
    {
      inputs: {
        x: {
          shape: [2],
          held: () => {
            throw new Error('no');
          },
        },
      },
    },
    'inputs.x: held threw: no',
  ],
  [{ inputs: { x: { shape: [2], held: [0, 1], at: Number.NaN } } }, 'inputs.x: at is a finite number'],
  [{ outputs: [0] }, 'outputs: a shape is a list of whole sizes above 0'],
  [{ outputs: { h: [0] } }, 'outputs.h: a shape is a list of whole sizes above 0'],
  [{ outputs: {} }, 'outputs: at least one output is needed'],
  [{ labels: { t: [2] } }, 'labels.t: must be { shape, values }, { shape, range } or { shape, examples }'],
  [{ labels: { t: { shape: [2], value: [1] } } }, 'labels.t: unknown key "value"; did you mean "values"?'],
  [{ labels: { t: { shape: [2] } } }, 'labels.t: one of values, range and examples is needed'],
  [{ labels: { t: { shape: [2], values: [] } } }, 'labels.t: values is a list of numbers'],
  [{ labels: { t: { shape: [2], range: [1, 0] } } }, 'labels.t: a range is [low, high] with low ≤ high, both finite'],
  [{ labels: { t: { shape: [2], examples: [] } } }, 'labels.t: examples is a list of tensors'],
  [{ labels: { t: { shape: [2], examples: [[1]] } } }, 'labels.t: examples are tensors with 2 numbers'],
  [{ labels: { t: { shape: [0], values: [1] } } }, 'labels.t: a shape is a list of whole sizes above 0'],
  [{ labels: { x: { shape: [2], values: [1] } } }, 'labels.x: an input has that name'],
  [{ labels: { t: { shape: [], values: [1] } }, batch: { inputs: ['x'], of: dense } }, 'batch: not with labels'],
  [{ double: () => ({}) }, 'double: needs outputs, the shape of y or of each output'],
  [{ inputs: { dy: [2] }, outputs: [], double: () => ({}) }, 'inputs.dy: with double, dy is the gradient with respect to y'],
];

test.each(refused.map(([change, message]) => [message, change] as const))('refused: %s', (message, change) => {
  expect(() => layer({ ...square, backward: () => ({}), ...change } as never)).toThrow(`layer "square": ${message}`);
});

test('what has the wrong shape does not compile', () => {
  const two = { name: 'typed', inputs: { x: [2, 3] }, outputs: { h: [2], c: [] } } as const;
  const none = () => ({ x: [] });
  // @ts-expect-error `c` is missing from what forward returns
  layer({ ...two, forward: () => ({ y: { h: [1, 2] } }), backward: none });
  // @ts-expect-error several outputs are returned as y
  layer({ ...two, forward: () => ({ h: [1, 2], c: 1 }), backward: none });
  // @ts-expect-error nested, x is a matrix
  layer({ ...two, nested: true, forward: ({ x }) => ({ y: { h: x[0]![0]!.map(Number), c: 1 } }), backward: none });
  // @ts-expect-error dy of c is a number
  layer({ ...two, nested: true, forward: ({ x }) => ({ y: { h: x[0]!, c: 1 } }), backward: (_, { c }) => ({ x: c.map(Number) }) });
  expect(two.name).toBe('typed');
});
