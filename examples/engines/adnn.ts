// The functions of numbers that adnn differentiates. Run: gradcheck sweep examples/engines/adnn.ts
import { families, sweep } from 'gradcheck';
import { type AdnnValue, adnn } from './installed.ts';

type T = readonly AdnnValue[] & AdnnValue[];
const { call, engine } = adnn();
const { unary, binary } = families;
const single = (name: string) => (x: T) => [call(name)(x[0]!)];
const pair = (name: string) => (a: T, b: T) => [call(name)(a[0]!, b[0]!)];
const POSITIVE = { range: [0, Number.POSITIVE_INFINITY] } as const;
const UNIT = { range: [-1, 1] } as const;

/** At single numbers: those are what it knows. */
export default sweep<AdnnValue[]>({
  engine,
  operations: [
    ...['abs', 'asinh', 'atan', 'ceil', 'cos', 'cosh', 'exp', 'floor', 'neg', 'round', 'sigmoid', 'sin', 'sinh', 'tan', 'tanh'].map(
      (name) => unary(name, single(name)),
    ),
    ...['log', 'sqrt'].map((name) => unary(name, single(name), POSITIVE)),
    ...['acos', 'asin', 'atanh'].map((name) => unary(name, single(name), UNIT)),
    unary('acosh', single('acosh'), { range: [1, Number.POSITIVE_INFINITY] }),
    ...['add', 'sub', 'mul', 'div', 'atan2', 'max', 'min'].map((name) => binary(name, pair(name)).slice(-2, -1)),
    binary('pow', pair('pow'), { range: [0, 8], second: [-4, 4] }).slice(-2, -1),
    ['max', 'min', 'sub'].map((name) => ({
      name: `${name} of x and x`,
      inputs: { x: [] },
      f: ({ x }: { readonly [name: string]: AdnnValue[] }) => pair(name)(x!, x!),
    })),
  ].flatMap((family) =>
    family.length === 3 && 'x' in family[0]!.inputs && !family[0]!.name.includes('of x') ? family.slice(0, 1) : family,
  ),
});
