// The derivatives that mathjs and nerdamer form of formulas. Run: gradcheck sweep examples/engines/formulas.ts
import { type Engine, families, type Operation, sweep } from 'gradcheck';
import { mathjs, nerdamer } from './formula-engines.ts';

type Interval = readonly [low: number, high: number];
const REAL = Number.POSITIVE_INFINITY;

/** The natural domains of functions of one number, where they are not ℝ. */
const domains: Readonly<Record<string, Interval>> = {
  acos: [-1, 1],
  acosh: [1, REAL],
  acoth: [1, REAL],
  acsch: [0, REAL],
  asech: [0, 1],
  asin: [-1, 1],
  atanh: [-1, 1],
  log: [0, REAL],
  log10: [0, REAL],
  log2: [0, REAL],
  sqrt: [0, REAL],
};

/** Functions of one number, at single numbers. */
const table = (engine: string, names: readonly string[]): readonly Operation<string>[] =>
  names.flatMap((name) => {
    const range = domains[name];
    return families
      .unary<string>(name, (x) => `${name}(${x})`, range ? { range } : {})
      .slice(0, 1)
      .map((operation) => ({ ...operation, name: `${engine} ${operation.name}` }));
  });

const both = [
  'abs',
  'acos',
  'acosh',
  'acoth',
  'acsch',
  'asech',
  'asin',
  'asinh',
  'atan',
  'atanh',
  'cos',
  'cosh',
  'exp',
  'log',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
];
const swept = (engine: Engine<string>, names: readonly string[]) => sweep({ engine, operations: table(engine.name, names) });

export default [swept(mathjs(), [...both, 'cbrt', 'cube', 'log10', 'log2', 'sec', 'square']), swept(nerdamer(), both)];
