// The engine under test is mathjs' symbolic `derivative`: each subject's values and claimed gradient are both computed by mathjs.
import { createRequire } from 'node:module';
import { subject } from 'gradcheck';

interface Compiled {
  evaluate(scope: Readonly<Record<string, number>>): unknown;
}
interface Mathjs {
  parse(formula: string): { compile(): Compiled };
  derivative(formula: string, variable: string): { compile(): Compiled };
  readonly [name: string]: unknown;
}
const math = createRequire(import.meta.url)('mathjs/lib/browser/math.js') as Mathjs;

type Interval = readonly [low: number, high: number];

/** Where functions of one number are real, if not on all of [-3, 3]. Where mathjs answers with a complex number the value is NaN. */
const domains: Readonly<Record<string, Interval>> = {
  acos: [-1, 1],
  acosh: [1, 4],
  acsc: [1, 4],
  asec: [1, 4],
  asech: [0, 1],
  asin: [-1, 1],
  atanh: [-1, 1],
  log: [0, 4],
  log10: [0, 4],
  nthRoot: [0, 4],
  sqrt: [0, 4],
};

/** More places for functions that are defined on several. */
const elsewhere: Readonly<Record<string, readonly Interval[]>> = {
  acoth: [
    [1, 4],
    [-4, -1],
  ],
  acsc: [[-4, -1]],
  asec: [[-4, -1]],
  acot: [
    [0.1, 4],
    [-4, -0.1],
  ],
  acsch: [
    [0.1, 4],
    [-4, -0.1],
  ],
  cot: [
    [0.1, 3],
    [-3, -0.1],
  ],
  coth: [
    [0.1, 3],
    [-3, -0.1],
  ],
  csc: [
    [0.1, 3],
    [-3, -0.1],
  ],
  csch: [
    [0.1, 3],
    [-3, -0.1],
  ],
  cbrt: [
    [0.1, 4],
    [-4, -0.1],
  ],
};

const differentiable = (formula: string): boolean => {
  try {
    math.derivative(formula, 'x');
    return true;
  } catch {
    return false;
  }
};

const ofOneNumber = Object.keys(math)
  .filter((name) => typeof math[name] === 'function' && differentiable(`${name}(x)`))
  .sort()
  .flatMap((name) =>
    [...(domains[name] || !elsewhere[name] ? [domains[name] ?? ([-3, 3] as const)] : []), ...(elsewhere[name] ?? [])].map(
      (interval): readonly [string, Interval] => [`${name}(x)`, interval],
    ),
  );

const composed: readonly (readonly [formula: string, ...intervals: Interval[]])[] = [
  // Operators, and functions of two numbers.
  ['x + x^2', [-3, 3]],
  ['x - 3', [-3, 3]],
  ['-x', [-3, 3]],
  ['+x', [-3, 3]],
  ['x * (x - 1)', [-3, 3]],
  ['2 x', [-3, 3]],
  ['1/x', [0.1, 3]],
  ['1/x', [-3, -0.1]],
  ['x/(1 + x^2)', [-3, 3]],
  ['x^3', [-3, 3]],
  ['x^0', [-3, 3]],
  ['x^(-2)', [0.1, 3]],
  ['x^(-2)', [-3, -0.1]],
  ['x^0.5', [0, 4]],
  ['x^(1/3)', [0, 4]],
  ['2^x', [-3, 3]],
  ['x^x', [0.1, 3]],
  ['x^2^x', [0.1, 2]],
  ['pow(x, 3)', [-3, 3]],
  ['pow(3, x)', [-3, 3]],
  ['pow(x, x)', [0.1, 3]],
  ['nthRoot(x, 2)', [0, 4]],
  ['nthRoot(x, 3)', [0.1, 4]],
  ['nthRoot(x, 3)', [-4, -0.1]],
  ['nthRoot(x, 5)', [-4, -0.1]],
  ['nthRoot(3, x)', [0.5, 4]],
  ['nthRoot(3, x)', [-4, -0.5]],
  ['log(x, 3)', [0, 4]],
  ['log(3, x)', [1.1, 4]],
  ['log(3, x)', [0.1, 0.9]],
  ['log(x, x + 2)', [0.1, 4]],
  // Two variables.
  ['x * y', [-3, 3], [-3, 3]],
  ['x / y', [-3, 3], [0.1, 3]],
  ['x^y', [0.1, 3], [-3, 3]],
  ['pow(x, y)', [0.1, 3], [-3, 3]],
  ['log(x, y)', [0.1, 4], [1.1, 4]],
  ['nthRoot(x, y)', [0.1, 4], [0.5, 4]],
  ['sqrt(x^2 + y^2)', [-3, 3], [-3, 3]],
  ['atan(y / x)', [0.1, 3], [-3, 3]],
  ['abs(x * y)', [-3, 3], [-3, 3]],
  ['exp(-x^2 - y^2)', [-3, 3], [-3, 3]],
  ['(1 - x)^2 + 100 (y - x^2)^2', [-2, 2], [-1, 3]],
  // The chain rule, with a factor that must not be lost.
  ['sin(3 x)^2', [-3, 3]],
  ['exp(-x^2 / 2)', [-3, 3]],
  ['log(1 + exp(x))', [-3, 3]],
  ['tanh(2 x) / (1 + x^2)', [-3, 3]],
  ['cbrt(x^2 + 1)', [-3, 3]],
  ['nthRoot(x^2 + 1, 3)', [-3, 3]],
  ['abs(x^2 - 1)', [-3, 3]],
  ['sqrt(1 - x^2)', [-1, 1]],
  ['acot(2 x)', [0.1, 3]],
  ['acoth(2 x)', [1, 3]],
  ['asec(2 x)', [-3, -1]],
  ['acsc(2 x)', [-3, -1]],
  ['asech(x / 2)', [0.1, 1.9]],
  ['acsch(2 x)', [-3, -0.1]],
  ['acosh(2 x)', [1, 3]],
  ['atanh(x / 4)', [-3, 3]],
  ['asinh(2 x)', [-3, 3]],
  ['sech(2 x) + sec(x / 3)', [-3, 3]],
  ['csch(2 x) + coth(x / 2)', [0.1, 3]],
  ['x * exp(x) * sin(x)', [-3, 3]],
];

const real = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

function engine(formula: string, intervals: readonly Interval[]) {
  const variables = ['x', 'y'].slice(0, intervals.length);
  const f = math.parse(formula).compile();
  const slopes = variables.map((name) => math.derivative(formula, name).compile());
  const scope = (x: readonly number[]) => Object.fromEntries(variables.map((name, i) => [name, x[i] ?? Number.NaN]));
  return subject({
    name: `mathjs ${formula} on ${intervals.map(([low, high]) => `[${low}, ${high}]`).join(' × ')}`,
    domain: intervals,
    variables,
    f: (x) => real(f.evaluate(scope(x))),
    gradient: (x) => slopes.map((slope) => real(slope.evaluate(scope(x)))),
  });
}

export default [...ofOneNumber, ...composed].map(([formula, ...intervals]) => engine(formula, intervals));
