// The derivatives that mathjs, nerdamer, algebrite and compute-engine form of formulas. Run: gradcheck sweep examples/engines/formulas.ts
import { type Engine, families, type Operation, sweep } from 'gradcheck';
import { algebrite, computeEngine, mathjs, nerdamer } from './formula-engines.ts';

type Interval = readonly [low: number, high: number];
const REAL = Number.POSITIVE_INFINITY;

/** The natural domains of functions of one number, where they are not ℝ: one of several intervals, if it has several. A little is left out beside poles, at which half of the special points would lie. */
const domains: Readonly<Record<string, Interval>> = {
  acos: [-1, 1],
  acosh: [1, REAL],
  acoth: [1, REAL],
  acsc: [1, REAL],
  acsch: [2 ** -10, REAL],
  asec: [1, REAL],
  asech: [2 ** -10, 1],
  asin: [-1, 1],
  atanh: [-1, 1],
  Chi: [0.25, 8],
  Ci: [0.25, 8],
  cot: [2 ** -10, 3],
  coth: [2 ** -10, REAL],
  csc: [2 ** -10, 3],
  csch: [2 ** -10, REAL],
  Ei: [0.25, 8],
  log: [0, REAL],
  log10: [0, REAL],
  nthRoot: [0, REAL],
  sec: [-Math.PI / 2, Math.PI / 2],
  sqrt: [0, REAL],
};
/** Domains of pairs of numbers. */
const pairDomains: Readonly<Record<string, { readonly range: Interval; readonly second: Interval }>> = {
  atan2: { range: [0.25, 8], second: [-4, 4] },
  pow: { range: [0, 8], second: [-4, 4] },
};

/** Functions of one number, and of two, at single numbers. `words` are what the engine calls them. */
function table(engine: string, names: readonly string[], words: Readonly<Record<string, string>> = {}): readonly Operation<string>[] {
  return names.flatMap((name) => {
    const call = words[name] ?? name;
    const pair = pairDomains[name];
    const operations = pair
      ? families.binary<string>(name, (a, b) => (call === 'pow' ? `(${a})^(${b})` : `${call}(${a}, ${b})`), pair).slice(-2, -1)
      : families.unary<string>(name, (x) => `${call}(${x})`, domains[name] ? { range: domains[name] } : {}).slice(0, 1);
    return operations.map((operation) => ({ ...operation, name: `${engine} ${operation.name}`, covers: [name] }));
  });
}

const both = [
  'abs acos acosh acot acoth acsc acsch asec asech asin asinh atan atanh cos cosh cot coth csc csch exp log log10 sec sech sin sinh sqrt tan',
  'tanh pow',
].flatMap((names) => names.split(' '));
const own = {
  mathjs: ['cbrt', 'nthRoot'],
  nerdamer: 'atan2 erf sinc Si Ci Ei Shi Chi S C'.split(' '),
};
/** What algebrite has in other words, and what it has at all. */
const ALGEBRITE = { acos: 'arccos', acosh: 'arccosh', asin: 'arcsin', asinh: 'arcsinh', atan: 'arctan', atanh: 'arctanh' };
const algebriteNames = 'abs acos acosh asin asinh atan atanh cos cosh exp log sin sinh sqrt tan tanh pow'.split(' ');

const swept = (engine: Engine<string>, names: readonly string[], words: Readonly<Record<string, string>> = {}) =>
  sweep({ engine, operations: table(engine.name, names, words), registered: names });

export default [
  swept(mathjs(), [...both, ...own.mathjs]),
  swept(nerdamer(), [...both, ...own.nerdamer]),
  swept(algebrite(), algebriteNames, ALGEBRITE),
  swept(
    await computeEngine(),
    both.filter((name) => name !== 'log10'),
  ),
];
