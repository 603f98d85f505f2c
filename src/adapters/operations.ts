/** What engines share: families of operations, each as the functions of it that a sweep holds to the laws. */
import type { Interval } from '../math/domain.ts';
import type { Nested, Shape } from './nesting.ts';
import type { Input } from './tensors.ts';

/** An operation of an engine, at inputs of one shape. */
export interface Operation<T> {
  /** Its name, which no other operation of the sweep has. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, Input>>;
  f(inputs: Readonly<Record<string, T>>): T;
  /** True where the derivative is claimed; everywhere in the ranges if omitted. */
  readonly where?: (inputs: Readonly<Record<string, Float64Array>>) => boolean;
  /** The same map, written without the engine. */
  readonly reference?: (inputs: Readonly<Record<string, Float64Array>>) => Nested;
  /** The highest order that is checked: 2 where the engine nests, if omitted. */
  readonly order?: 1 | 2;
  /** The names under which the engine registers what is covered; that of the operation, if omitted. */
  readonly covers?: readonly string[];
  /** True if it works entry by entry, so that `f` may be called with tensors of any shapes that can be broadcast. */
  readonly pointwise?: true;
  /** The function that is called, and with what: a text is the name of an input. If omitted, `f` itself is told where a call is written down. */
  readonly call?: { readonly of: (...args: never[]) => unknown; readonly args: readonly unknown[] };
}

/** What all operations of a family have in common. Ranges are the natural domain: ℝ, if omitted. */
export interface FamilyOptions extends Pick<Operation<never>, 'order' | 'covers'> {
  /** The interval of the entries of the first input. */
  readonly range?: Interval;
  /** The interval of the entries of the second input, if there is one: that of the first, if omitted. */
  readonly second?: Interval;
}

/** ℝ, the range where none is given. Why: what overflows does so beyond 700, and what loses digits does it near 0. */
const REAL: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

export const common = ({ order, covers }: FamilyOptions, name: string): Pick<Operation<never>, 'order' | 'covers'> => ({
  covers: covers ?? [name],
  ...(order && { order }),
});

const text = (shape: Shape): string => `[${shape.join(',')}]`;

/** An operation on each entry: at a single number, one entry, and a matrix. */
export const unary = <T>(
  name: string,
  f: (x: T) => T,
  options: FamilyOptions & { readonly reference?: (x: number) => number } = {},
): readonly Operation<T>[] =>
  [[], [1], [2, 3]].map((shape) => {
    const { reference } = options;
    return {
      name: `${name} ${text(shape)}`,
      inputs: { x: { shape, range: options.range ?? REAL } },
      f: ({ x }) => f(x!),
      ...(reference && { reference: ({ x }) => x!.map(reference) }),
      ...common(options, name),
      pointwise: true,
      call: { of: f, args: ['x'] },
    };
  });

/** Pairs of shapes. Why: they are broadcast in each way there is: not at all, along leading axes, along axes of size 1 of either or both, and single numbers. */
const PAIRS: readonly (readonly [Shape, Shape])[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [3]],
  [[3], [2, 3]],
  [[2, 1], [3]],
  [
    [2, 3],
    [1, 3],
  ],
  [[], [3]],
  [[2, 2], []],
  [[], []],
];

/** An operation on pairs of entries: at each pair of shapes that are broadcast, and of a tensor with itself. */
export const binary = <T>(
  name: string,
  f: (a: T, b: T) => T,
  options: FamilyOptions & { readonly keep?: (t: T) => T; readonly where?: Operation<T>['where'] } = {},
): readonly Operation<T>[] => {
  const { range = REAL, second = range, keep = (t: T) => t, where } = options;
  const rest = { ...common(options, name), ...(where && { where }), pointwise: true as const, call: { of: f, args: ['a', 'b'] } };
  const pairs = PAIRS.map(([a, b]) => ({
    name: `${name} ${text(a)} ${text(b)}`,
    inputs: { a: { shape: a, range }, b: { shape: b, range: second } },
    f: (x: Readonly<Record<string, T>>) => f(x.a!, x.b!),
    ...rest,
  }));
  const both: Interval = [Math.max(range[0], second[0]), Math.min(range[1], second[1])];
  const itself = {
    name: `${name} of x and x`,
    inputs: { x: { shape: [3], range: both } },
    ...common(options, name),
    call: { of: f, args: ['x', 'x'] },
  };
  return [...pairs, { ...itself, f: ({ x }) => f(keep(x!), x!) }];
};

/** Axes of a reduction; all if undefined. */
export interface Reduction {
  readonly axes: readonly number[] | undefined;
  readonly keepdims: boolean;
}

/** Shapes, axes, and whether axes are kept. Why: one, a middle and several axes, of different sizes, so that none stands for another; and of equal sizes, where one that does is not refused. */
const REDUCTIONS: readonly (readonly [shape: Shape, axes: readonly number[] | undefined, keepdims: boolean])[] = [
  [[], undefined, false],
  [[1], [0], false],
  [[2, 3], undefined, false],
  [[2, 3], [0], false],
  [[2, 3], [1], false],
  [[2, 3], [1], true],
  [[2, 3, 2], [1], false],
  [[2, 2, 3], [2], false],
  [[2, 2, 2], [0], false],
  [[2, 2, 2], [2], false],
  [[2, 2, 3], [0, 2], false],
  [[2, 2, 3], [0, 2], true],
];

/** A reduction: over all axes, one, the first, a middle or the last, and two, with and without axes of size 1 in their place. Options may leave out several axes at once. */
export const reduction = <T>(
  name: string,
  f: (x: T, reduction: Reduction) => T,
  options: FamilyOptions & { readonly single?: boolean } = {},
): readonly Operation<T>[] =>
  REDUCTIONS.filter(([shape, axes]) => !options.single || (axes?.length === 1 && shape.length > 0)).map(([shape, axes, keepdims]) => ({
    name: `${name} ${text(shape)}${axes ? ` over ${axes.join(' and ')}` : ''}${keepdims ? ', axes kept' : ''}`,
    inputs: { x: { shape, range: options.range ?? REAL } },
    f: ({ x }) => f(x!, { axes, keepdims }),
    ...common(options, name),
    call: { of: f, args: ['x', { axes, keepdims }] },
  }));

/** Which matrices are transposed. */
export interface Transposes {
  readonly a: boolean;
  readonly b: boolean;
}

/** Pairs of matrices, and which are transposed. Why: each transpose alone and both, one row or column, and each way to broadcast batches. */
const PRODUCTS: readonly (readonly [a: Shape, b: Shape, transposes: string])[] = [
  [[2, 3], [3, 2], ''],
  [[3, 2], [3, 2], 'a'],
  [[2, 3], [2, 3], 'b'],
  [[3, 2], [2, 3], 'ab'],
  [[1, 3], [3, 1], ''],
  [[2, 2, 3], [2, 3, 1], ''],
  [[2, 3, 2], [2, 1, 3], 'ab'],
  [[2, 2, 3], [3, 2], ''],
  [[2, 3], [2, 3, 1], ''],
  [[1, 2, 3], [2, 3, 1], ''],
];

/** A product of matrices: with each transposed, of one row and column, and over batches that are broadcast. `transposes: false` for one that transposes nothing. */
export const matmul = <T>(
  name: string,
  f: (a: T, b: T, transposes: Transposes) => T,
  options: FamilyOptions & { readonly transposes?: boolean } = {},
): readonly Operation<T>[] =>
  PRODUCTS.filter(([, , which]) => which === '' || options.transposes !== false).map(([a, b, which]) => ({
    name: `${name} ${text(a)} ${text(b)}${which ? `, ${[...which].join(' and ')} transposed` : ''}`,
    inputs: { a: { shape: a, range: options.range ?? MODEST }, b: { shape: b, range: options.range ?? MODEST } },
    f: (x) => f(x.a!, x.b!, { a: which.includes('a'), b: which.includes('b') }),
    ...common(options, name),
    call: { of: f, args: ['a', 'b', { a: which.includes('a'), b: which.includes('b') }] },
  }));

/** The range of the entries of products and sums of many. Why: where they are of all sizes the largest alone counts, and hides how the others are treated. */
export const MODEST: Interval = [-4, 4];

/** Entries that are picked by their indices along an axis: some twice, others never. */
export const indexing = <T>(
  name: string,
  f: (x: T, indices: readonly number[], axis: number) => T,
  options: FamilyOptions = {},
): readonly Operation<T>[] =>
  (
    [
      [[4], [2, 0, 2], 0],
      [[3, 2], [2, 0, 2, 2], 0],
      [[2, 3], [1, 1, 0], 1],
      [[2, 2, 2], [1], 1],
    ] as const
  ).map(([shape, indices, axis]) => ({
    name: `${name} ${text(shape)} at ${indices.join(' ')} along ${axis}`,
    inputs: { x: { shape, range: options.range ?? MODEST } },
    f: ({ x }) => f(x!, indices, axis),
    ...common(options, name),
    call: { of: f, args: ['x', indices, axis] },
  }));

/** Entries put before and after those of a tensor, so many along each axis. */
export const padding = <T>(
  name: string,
  f: (x: T, widths: readonly (readonly [before: number, after: number])[]) => T,
  options: FamilyOptions = {},
): readonly Operation<T>[] =>
  (
    [
      [[3], [[2, 1]]],
      [
        [2, 3],
        [
          [1, 0],
          [0, 2],
        ],
      ],
      [
        [2, 2, 2],
        [
          [0, 0],
          [1, 1],
          [0, 1],
        ],
      ],
    ] as const
  ).map(([shape, widths]) => ({
    name: `${name} ${text(shape)} by ${widths.map((pair) => pair.join('+')).join(' ')}`,
    inputs: { x: { shape, range: options.range ?? MODEST } },
    f: ({ x }) => f(x!, widths),
    ...common(options, name),
    call: { of: f, args: ['x', widths] },
  }));

/** A function along one axis that keeps the shape: softmax and its like, sums and products up to each entry. */
export const along = <T>(
  name: string,
  f: (x: T, axis: number) => T,
  options: FamilyOptions & { readonly last?: boolean } = {},
): readonly Operation<T>[] =>
  (
    [
      [[1], 0],
      [[3], 0],
      [[2, 3], 1],
      [[3, 3], 0],
      [[2, 3, 2], 1],
    ] as const
  )
    .filter(([shape, axis]) => !options.last || axis === shape.length - 1)
    .map(([shape, axis]) => ({
      name: `${name} ${text(shape)} along ${axis}`,
      inputs: { x: { shape, range: options.range ?? [-50, 50] } },
      f: ({ x }) => f(x!, axis),
      ...common(options, name),
      call: { of: f, args: ['x', axis] },
    }));

/** A function of square matrices. `where` says, of the entries in row-major order, where it is defined. */
export const matrices = <T>(
  name: string,
  f: (x: T) => T,
  options: FamilyOptions & { readonly where?: (x: Float64Array, n: number) => boolean } = {},
): readonly Operation<T>[] =>
  [1, 2, 3].map((n) => ({
    name: `${name} ${text([n, n])}`,
    inputs: { x: { shape: [n, n], range: options.range ?? MODEST } },
    f: ({ x }) => f(x!),
    ...(options.where && { where: ({ x }) => options.where!(x!, n) }),
    ...common(options, name),
    call: { of: f, args: ['x'] },
  }));

/** A loss of predictions and targets, as a function of both or, with `fixed`, of the predictions at these targets. */
export const loss = <T>(
  name: string,
  f: (prediction: T, target: T) => T,
  options: FamilyOptions & { readonly shape?: Shape; readonly fixed?: () => T } = {},
): readonly Operation<T>[] => {
  const { range = MODEST, second = range, shape = [2, 3], fixed } = options;
  const prediction = { shape, range };
  return [
    {
      name: `${name} ${text(shape)}`,
      inputs: fixed ? { prediction } : { prediction, target: { shape, range: second } },
      f: (x) => f(x.prediction!, fixed?.() ?? x.target!),
      ...common(options, name),
    },
  ];
};
