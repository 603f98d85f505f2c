// The functions of numbers that adnn differentiates. Run: gradcheck sweep examples/engines/adnn.ts
import { families, type Operation, sweep } from 'gradcheck';
import { type AdnnValue, adnn } from './installed.ts';

type T = AdnnValue[];
const { call, engine } = adnn();
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
const of = (name: string, ...args: readonly T[]): T => [call(name)(...args.map(([value]) => value!))];

/** At single numbers: those are what it knows. */
const single = (name: string): readonly Operation<T>[] =>
  families.unary<T>(name, (x) => of(name, x), { range: domains[name] ?? [-REAL, REAL] }).slice(0, 1);
const pair = (name: string): readonly Operation<T>[] => [
  ...families.binary<T>(name, (a, b) => of(name, a, b), name === 'pow' ? { range: [0, 8], second: [-4, 4] } : {}).slice(-2, -1),
  { name: `${name} of x and x`, inputs: { x: { shape: [], range: [0.25, 8] } }, f: ({ x }) => of(name, x!, x!) },
];

const singles = 'abs acos acosh asin asinh atan atanh ceil cos cosh exp floor log neg round sigmoid sin sinh sqrt tan tanh';
const pairs = 'add atan2 div max min mul pow sub';
export default sweep<T>({ engine, operations: [...singles.split(' ').flatMap(single), ...pairs.split(' ').flatMap(pair)] });
