// The functions that adnn differentiates: of numbers, and of tensors. Run: gradcheck sweep examples/engines/adnn.ts
import { families, type Operation, sweep } from 'gradcheck';
import { type AdnnTensor, type AdnnValue, adnn, adnnTensors } from './installed.ts';

type T = AdnnValue[];
const { call, engine } = adnn();
const { tensor, engine: tensors } = adnnTensors();
const { unary, binary, matmul, matrices } = families;
const REAL = Number.POSITIVE_INFINITY;

/** Where functions are defined, if not on ℝ. */
const domains: Readonly<Record<string, readonly [low: number, high: number]>> = {
  acos: [-1, 1],
  acosh: [1, REAL],
  asin: [-1, 1],
  atanh: [-1, 1],
  log: [0, REAL],
  sqrt: [0, REAL],
};
const domain = (name: string) => ({ range: domains[name] ?? ([-REAL, REAL] as const) });
const powers = { range: [0, 8], second: [-4, 4] } as const;
const of = (name: string, ...args: readonly T[]): T => [call(name)(...args.map(([value]) => value!))];

/** At single numbers: those are what it knows. */
const single = (name: string): readonly Operation<T>[] => unary<T>(name, (x) => of(name, x), domain(name)).slice(0, 1);
const pair = (name: string): readonly Operation<T>[] => [
  ...binary<T>(name, (a, b) => of(name, a, b), name === 'pow' ? powers : {}).slice(-2, -1),
  { name: `${name} of x and x`, inputs: { x: { shape: [], range: [0.25, 8] } }, f: ({ x }) => of(name, x!, x!), covers: [name] },
];

const singles = 'abs acos acosh asin asinh atan atanh ceil cos cosh exp floor log neg round sigmoid sin sinh sqrt tan tanh'.split(' ');
const pairs = 'add atan2 div max min mul pow sub'.split(' ');
const numbers = sweep<T>({
  engine,
  operations: [...singles.flatMap(single), ...pairs.flatMap(pair), { name: 'sum', inputs: { x: [3] }, f: ({ x }) => [call('sum')(...x!)] }],
  registered: [...singles, ...pairs, 'sum'],
});

type Inputs = Readonly<Record<string, AdnnTensor>>;
const called =
  (name: string) =>
  (...args: readonly unknown[]): AdnnTensor =>
    tensor[name]!(...args);
const one = (name: string, inputs: Operation<AdnnTensor>['inputs'], f: (x: Inputs) => AdnnTensor): Operation<AdnnTensor> => ({
  name: `tensor ${name}`,
  inputs,
  f,
  covers: [name.split(',')[0]!],
});
const named = (name: string, operations: readonly Operation<AdnnTensor>[]): readonly Operation<AdnnTensor>[] =>
  operations.map((operation) => ({ ...operation, name: `tensor ${operation.name}`, covers: [name] }));
/** x + 4, which can be inverted where entries are below 2; and x + xᵀ + 8, which is symmetric, and positive definite there. */
const diagonal = (value: number) => tensors.tensor(Float64Array.of(value, 0, 0, value), [2, 2]);
const regular = (x: AdnnTensor) => called('add')(x, diagonal(4));
const definite = (x: AdnnTensor) => called('add')(called('add')(x, called('transpose')(x)), diagonal(8));
const square = { x: { shape: [2, 2], range: [-1.5, 1.5] } } as const;

const shaped = [
  ...named('dot', matmul<AdnnTensor>('dot', called('dot'), { transposes: false }).slice(0, 2)),
  ...named('determinant', matrices<AdnnTensor>('determinant', called('determinant'))),
  one('transpose', { x: [2, 3] }, ({ x }) => called('transpose')(x)),
  one('diagonal', { x: [3, 1] }, ({ x }) => called('diagonal')(x)),
  one('inverse', square, ({ x }) => called('inverse')(regular(x!))),
  one('cholesky', square, ({ x }) => called('cholesky')(definite(x!))),
  one('sumreduce', { x: [2, 3] }, ({ x }) => called('sumreduce')(x)),
  one('get', { x: [2, 3] }, ({ x }) => called('get')(x, 4)),
  one('range', { x: [5] }, ({ x }) => called('range')(x, 1, 4)),
  one('split', { x: [5] }, ({ x }) => (called('split')(x, [2, 3]) as unknown as readonly AdnnTensor[])[1]!),
  one('toScalars', { x: [3] }, ({ x }) => called('fromScalars')(called('toScalars')(x))),
  one('fromScalars', { x: [3] }, ({ x }) => called('fromScalars')(called('get')(x, 2), called('get')(x, 0), called('get')(x, 2))),
  one('concat', { a: [2], b: [3] }, ({ a, b }) => called('concat')(a, b, a)),
  one('reshape', { x: [2, 3] }, ({ x }) => called('reshape')(x, [3, 2])),
  one('softmax', { x: [3] }, ({ x }) => called('softmax')(x)),
  one('softmax, of a matrix', { x: [2, 3] }, ({ x }) => called('softmax')(x)),
];
const arrays = sweep<AdnnTensor>({
  engine: tensors,
  operations: [
    ...singles.flatMap((name) => named(name, unary<AdnnTensor>(name, called(name), domain(name)).slice(-1))),
    ...pairs.flatMap((name) =>
      named(
        name,
        [...binary<AdnnTensor>(name, called(name), name === 'pow' ? powers : {})].filter((_, k) => k === 0 || k === 8),
      ),
    ),
    ...shaped,
  ],
  registered: [...singles, ...pairs, ...new Set(shaped.flatMap(({ covers = [] }) => covers))],
  api: { 'ad.tensor': tensor },
});

export default [numbers, arrays];
