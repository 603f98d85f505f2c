// Engines of formulas in package.json, as their adapters make them.
import { createRequire } from 'node:module';
import { symbolicEngine } from 'gradcheck';

const load = createRequire(import.meta.url);

/** A number as it is; what is no real number is none. */
const real = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

/** Formulas as mathjs evaluates them. */
function evaluator() {
  const math = load('mathjs/lib/browser/math.js');
  const compiled = new Map<string, { evaluate(scope: object): unknown }>();
  return {
    math,
    evaluate(formula: string, scope: object): number {
      const code = compiled.get(formula) ?? math.compile(formula);
      compiled.set(formula, code);
      return real(code.evaluate({ ...scope }));
    },
  };
}

export function mathjs() {
  const { math, evaluate } = evaluator();
  return symbolicEngine('mathjs', { derivative: (formula, variable) => String(math.derivative(formula, variable)), evaluate });
}

export function nerdamer() {
  const engine = load('nerdamer/all');
  const built = new Map<string, { names: readonly string[]; call(...x: readonly number[]): unknown }>();
  return symbolicEngine('nerdamer', {
    derivative: (formula, variable) => engine.diff(formula, variable).toString(),
    evaluate(formula, scope) {
      const names = Object.keys(scope).filter((name) => new RegExp(`\\b${name}\\b`).test(formula));
      const { call } = built.get(formula) ?? { call: engine(formula).buildFunction([...names]) };
      built.set(formula, { names, call });
      return real(call(...names.map((name) => scope[name]!)));
    },
  });
}

/** The words of algebrite for functions that mathjs calls otherwise. */
const ALGEBRITE: Readonly<Record<string, string>> = {
  arccos: 'acos',
  arccosh: 'acosh',
  arcsin: 'asin',
  arcsinh: 'asinh',
  arctan: 'atan',
  arctanh: 'atanh',
  sgn: 'sign',
};

/** The slope of a jump, by which algebrite tells the second derivative of `abs`: it is 0 but at the jump, where it is no number. */
const dirac = (x: number): number => (x === 0 ? Number.NaN : 0);

/** algebrite. Its formulas are evaluated by mathjs: it prints six digits of a number. */
export function algebrite() {
  const engine = load('algebrite');
  const { evaluate } = evaluator();
  const words = new RegExp(`\\b(${Object.keys(ALGEBRITE).join('|')})\\b`, 'g');
  return symbolicEngine('algebrite', {
    derivative(formula, variable) {
      const text = String(engine.derivative(formula, variable));
      if (/\bd\(/.test(text)) throw new Error(`no derivative of ${formula}`);
      return text;
    },
    evaluate: (formula, scope) =>
      evaluate(
        formula.replaceAll(words, (word) => ALGEBRITE[word]!),
        { ...scope, dirac },
      ),
  });
}

/** A formula as MathJSON, the data that compute-engine works with. */
type Json = string | number | Call;
interface Call extends ReadonlyArray<Json> {
  readonly 0: string;
}

/** A node of a formula that mathjs has parsed. */
interface Parsed {
  readonly type: string;
  readonly name?: string;
  readonly fn?: string | { readonly name: string };
  readonly value?: number;
  readonly args?: readonly Parsed[];
  readonly content?: Parsed;
}

/** The functions of mathjs, and what compute-engine calls them. */
const HEADS: Readonly<Record<string, string>> = {
  add: 'Add',
  subtract: 'Subtract',
  multiply: 'Multiply',
  divide: 'Divide',
  pow: 'Power',
  unaryMinus: 'Negate',
  abs: 'Abs',
  acos: 'Arccos',
  acosh: 'Arcosh',
  acot: 'Arccot',
  acoth: 'Arcoth',
  acsc: 'Arccsc',
  acsch: 'Arcsch',
  asec: 'Arcsec',
  asech: 'Arsech',
  asin: 'Arcsin',
  asinh: 'Arsinh',
  atan: 'Arctan',
  atanh: 'Artanh',
  cos: 'Cos',
  cosh: 'Cosh',
  cot: 'Cot',
  coth: 'Coth',
  csc: 'Csc',
  csch: 'Csch',
  erf: 'Erf',
  exp: 'Exp',
  log: 'Ln',
  sec: 'Sec',
  sech: 'Sech',
  sign: 'Sign',
  sin: 'Sin',
  sinh: 'Sinh',
  sqrt: 'Sqrt',
  tan: 'Tan',
  tanh: 'Tanh',
};
const WORDS = Object.fromEntries(Object.entries(HEADS).map(([ours, theirs]) => [theirs, ours]));

function jsonOf({ type, name, fn, value, args = [], content }: Parsed): Json {
  if (type === 'ParenthesisNode') return jsonOf(content!);
  if (type === 'ConstantNode') return value!;
  if (type === 'SymbolNode') return name!;
  const word = typeof fn === 'string' ? fn : fn!.name;
  const called = HEADS[word];
  if (called === undefined) throw new Error(`compute-engine has no derivative of ${word}`);
  return [called, ...args.map(jsonOf)];
}

function textOf(json: Json): string {
  if (typeof json === 'number') return `(${json})`;
  if (typeof json === 'string') return CONSTANTS[json] ?? json;
  const [head, ...parts] = json;
  if (head === 'Rational') return `(${parts.map(textOf).join('/')})`;
  if (WORDS[head] === undefined) throw new Error(`compute-engine has no derivative here, and answers with ${head}`);
  return `${WORDS[head]}(${parts.map(textOf).join(', ')})`;
}
const CONSTANTS: Readonly<Record<string, string>> = { ExponentialE: 'e', Pi: 'pi', Half: '(1/2)' };

/** compute-engine. Its formulas are parsed and evaluated by mathjs; the derivatives are its own. */
export async function computeEngine() {
  const { ComputeEngine } = await import('@cortex-js/compute-engine' as string);
  const engine = new ComputeEngine();
  const { math, evaluate } = evaluator();
  return symbolicEngine('compute-engine', {
    derivative: (formula, variable) => textOf(engine.box(['D', jsonOf(math.parse(formula)), variable]).evaluate().json),
    evaluate,
  });
}
