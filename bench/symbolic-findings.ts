/** What docs/findings.md says is wrong in engines of formulas, each as the smallest snippet that shows it. */
import type { Finding } from './finding.ts';

type Scope = Readonly<Record<string, number>>;

interface MathJs {
  derivative(formula: string, name: string): { evaluate(scope: Scope): unknown };
}
const ofMathjs = (formula: string, scope: Scope, truth: number, by = 'x'): Finding => ({
  engine: 'mathjs',
  told: by === 'x' ? `\`mathjs ${formula}` : `| mathjs | \`${formula}\` by ${by} |`,
  got: (math: MathJs) => [Number(math.derivative(formula, by).evaluate(scope))],
  truth: [truth],
});

interface Nerdamer {
  (formula: string): { buildFunction(names: readonly string[]): (...x: readonly number[]) => unknown };
  diff(formula: string, name: string): { toString(): string };
}
/** A derivative by one variable, or by several one after the other. */
const ofNerdamer = (formula: string, scope: Scope, truth: number, ...by: readonly string[]): Finding => ({
  engine: 'nerdamer',
  told: `| nerdamer | \`${formula}\`${by.length > 0 ? ` by ${by.join(', ')}` : ''} |`,
  got(nerdamer: Nerdamer) {
    const slope = (by.length > 0 ? by : ['x']).reduce((text, name) => nerdamer.diff(text, name).toString(), formula);
    const names = Object.keys(scope).filter((name) => slope.includes(name));
    return [Number(nerdamer(slope).buildFunction(names)(...names.map((name) => scope[name]!)))];
  },
  truth: [truth],
});

interface Algebrite {
  derivative(formula: string, name: string): { toString(): string };
}
/** algebrite answers with formulas: what is wrong is the one that it gives, as mathjs reads it. */
const ofAlgebrite = (formula: string, by: string, wrong: string): Finding => ({
  engine: 'algebrite',
  told: `| algebrite | \`${formula}\` by ${by} |`,
  got: (algebrite: Algebrite) => [algebrite.derivative(formula, by).toString() === wrong ? Number.NaN : 0],
  truth: [0],
});

interface ComputeEngine {
  readonly ComputeEngine: new () => {
    box(json: readonly unknown[]): { evaluate(): { subs(scope: Scope): { N(): { readonly json: unknown } } } };
  };
}
const ofComputeEngine = (told: string, json: readonly unknown[], scope: Scope, truth: number): Finding => ({
  engine: 'compute-engine',
  told: `| compute-engine | ${told} |`,
  got: (engine: ComputeEngine) => [Number(new engine.ComputeEngine().box(json).evaluate().subs(scope).N().json)],
  truth: [truth],
});

/** The second derivative of the arc cosecant at 2, which is that of the arc secant but for its sign. */
const ARC_SECOND = 7 / (4 * 3 ** 1.5);

export const symbolic: readonly Finding[] = [
  ofMathjs('acoth(x)', { x: 2 }, -1 / 3),
  ofMathjs('cbrt(x)', { x: -1 }, 1 / 3),
  ofMathjs('nthRoot(x, 3)', { x: -1 }, 1 / 3),
  ofMathjs('nthRoot(x, 5)', { x: -1 }, 1 / 5),
  ofMathjs('abs(x * y)', { x: 0, y: 0 }, 0),
  ofMathjs('acoth(2 x)', { x: 1 }, -2 / 3),
  ofMathjs('a^b', { a: 0, b: 4 }, 0, 'b'),
  ofNerdamer('acosh(x)', { x: 3.18 }, 1 / Math.sqrt(3.18 ** 2 - 1)),
  ofNerdamer('acoth(x)', { x: 3.18 }, 1 / (1 - 3.18 ** 2)),
  ofNerdamer('acsch(x)', { x: 1 }, -1 / Math.SQRT2),
  ofNerdamer('asech(x)', { x: 0.75 }, -1 / (0.75 * Math.sqrt(1 - 0.75 ** 2))),
  ofNerdamer('asinh(x)', { x: 1 }, 1 / Math.SQRT2),
  ofNerdamer('atanh(x)', { x: 0 }, 1),
  ofNerdamer('atan2(a, b)', { a: 0.25, b: 0 }, -4, 'b'),
  ofNerdamer('a^b', { a: 0, b: 4 }, 0, 'b'),
  ofNerdamer('erf(x)', { x: 10 }, 0),
  ofNerdamer('sech(x)', { x: 1000 }, 0),
  ofNerdamer('Si(x)', { x: 0 }, 1),
  ofNerdamer('Shi(x)', { x: 0 }, 1),
  ofNerdamer('acsc(x)', { x: 2 }, ARC_SECOND, 'x', 'x'),
  ofNerdamer('asec(x)', { x: 2 }, -ARC_SECOND, 'x', 'x'),
  ofNerdamer('tanh(x)', { x: 1000 }, 0, 'x', 'x'),
  ofAlgebrite('a^b', 'b', 'a^b*log(a)'),
  ofComputeEngine('`a^b` by b', ['D', ['Power', 'a', 'b'], 'b'], { a: 0, b: 4 }, 0),
];
