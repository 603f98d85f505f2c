/**
 * What a check costs against the number of inputs, beside rules that people write by hand: evaluations for each point, which are exact, time as ratios within one run, and our own time for each evaluation.
 * The subject is separable and cheap, so that what is measured is the checker. `npm run bench:size`; `--to 10000000` goes further than a million, `--brief` leaves out our own time,
 * and `--memory` tells the peak of this process.
 */
import { parseArgs } from 'node:util';
import { gradient as numericGradient } from 'numeric';
import type { Vector } from '../src/authoring.ts';
import { random } from '../src/math/random.ts';
import { dot, plus } from '../src/math/vector.ts';
import { counted } from '../src/reporters/figure.ts';
import { table } from './table.ts';

// What users get is measured: the sources would be translated as they are loaded, and be slower.
const built = <Module>(entry: string): Promise<Module> => import(new URL(`../dist/${entry}.js`, import.meta.url).href) as Promise<Module>;
const { run, subject } = await built<typeof import('../src/index.ts')>('index');
const { properties } = await built<typeof import('../properties/index.ts')>('properties');
const slopes = properties.filter(({ name }) => name === 'matches-differences');

/** Points of each check. Why: as many as quick effort takes. */
const POINTS = 25;
/** Up to as many inputs the rules that move one input at a time are run. Why: beyond that they take 2n values and minutes; the number is told all the same. */
const MOST_SINGLE = 1000;
/** The step of the rules that are written by hand. Why: the one that people take. */
const STEP = 1e-6;
/** A function that takes so long is the one to which our own time is compared, in seconds. Why: a layer that takes a millisecond is what users have. */
const DEAR = 1e-3;

const seconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** How long calls are repeated before they are timed, and then while they are, in seconds. Why: until then they are compiled. */
const WARM = 0.3;

/** What a call takes of the processor, in seconds: the mean over many, or of one that takes long. */
function timeOf(call: () => void): number {
  const mean = (): readonly [time: number, calls: number] => {
    const start = seconds();
    let calls = 0;
    for (; calls === 0 || seconds() - start < WARM; calls++) call();
    return [(seconds() - start) / calls, calls];
  };
  const [first, calls] = mean();
  return calls === 1 ? first : mean()[0];
}

/** Σ (xᵢ² + xᵢ³/8)/n, its gradient, and how often f was called. */
function separable(n: number) {
  let calls = 0;
  const f = (x: ArrayLike<number>): number => {
    calls++;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += x[i]! * x[i]! * (1 + x[i]! / 8);
    return sum / n;
  };
  const gradient = (x: Vector): Vector => {
    const g = new Float64Array(n);
    for (let i = 0; i < n; i++) g[i] = (2 * x[i]! + (3 * x[i]! * x[i]!) / 8) / n;
    return g;
  };
  return { f, gradient, calls: () => calls };
}

type Sum = ReturnType<typeof separable>;

/** The rule of two points along one direction, held to the gradient: what is written by hand, and what PyTorch's fast mode does. */
function alongOne({ f, gradient }: Sum, x: Vector, v: Vector): number {
  const slope = (f(plus(x, v, STEP)) - f(plus(x, v, -STEP))) / (2 * STEP);
  return Math.abs(slope - dot(gradient(x), v));
}

/** The rule of two points along each input: what PyTorch's slow mode and most checkers do. */
function alongEach({ f, gradient }: Sum, x: Vector): number {
  const g = gradient(x);
  const moved = x.slice();
  let worst = 0;
  for (let i = 0; i < x.length; i++) {
    const at = (xi: number): number => {
      moved[i] = xi;
      return f(moved);
    };
    const slope = (at(x[i]! + STEP) - at(x[i]! - STEP)) / (2 * STEP);
    moved[i] = x[i]!;
    worst = Math.max(worst, Math.abs(slope - g[i]!));
  }
  return worst;
}

/** Values of f that the library numeric.js takes for a gradient; undefined where it gives up. */
function byNumeric({ f, calls }: Sum, x: Vector): number | undefined {
  const before = calls();
  try {
    numericGradient(f, [...x]);
    return calls() - before;
  } catch {
    return undefined;
  }
}

/** What a check of some number of inputs costs for each point, and what rules cost that are written by hand. */
interface Cost {
  readonly n: number;
  readonly verdict: string;
  /** Values of f and claims for each point. */
  readonly f: number;
  readonly claims: number;
  readonly byNumeric: number | undefined;
  /** Seconds of the processor for each point: of the check, of f and the gradient in it, and of the rules. */
  readonly check: number;
  readonly subject: number;
  readonly alongOne: number;
  readonly alongEach: number | undefined;
}

function costOf(n: number): Cost {
  const of = separable(n);
  const rng = random(1);
  const [x, v] = [0, 1].map(() => Float64Array.from({ length: n }, () => rng.next())) as [Vector, Vector];
  const checked = subject({
    name: `separable, n = ${n}`,
    domain: { dimension: n, low: -2, high: 2 },
    f: of.f,
    gradient: of.gradient,
  });
  const check = () => run([checked], slopes, { seed: 42, runs: POINTS, effort: 'quick' }).results[0]!;
  let result: ReturnType<typeof check>;
  const time = timeOf(() => {
    result = check();
  });
  const { verdict, evaluations } = result!;
  const [f, claims] = [evaluations.f / POINTS, evaluations.claims / POINTS];
  return {
    n,
    verdict,
    f,
    claims,
    byNumeric: n <= MOST_SINGLE ? byNumeric(of, x) : undefined,
    check: time / POINTS,
    subject: f * timeOf(() => of.f(x)) + claims * timeOf(() => of.gradient(x)),
    alongOne: timeOf(() => alongOne(of, x, v)),
    alongEach: n <= MOST_SINGLE ? timeOf(() => alongEach(of, x)) : undefined,
  };
}

const ratio = (value: number): string => (value < 0.1 ? value.toPrecision(1) : value < 10 ? value.toFixed(1) : counted(Math.round(value)));

/** Our own seconds for each point: those that neither f nor the gradient takes. */
const own = ({ check, subject: spent }: Cost): number => Math.max(0, check - spent);

function row(cost: Cost): readonly string[] {
  const { n, verdict, f, claims, check, alongOne: one, alongEach: each, byNumeric: numeric } = cost;
  return [
    counted(n),
    verdict,
    f.toFixed(1),
    claims.toFixed(1),
    counted(2 * n),
    n <= MOST_SINGLE ? (numeric === undefined ? 'gives up' : counted(numeric)) : '–',
    ratio(check / one),
    each === undefined ? '–' : ratio(check / each),
    `${ratio((100 * own(cost)) / ((f + claims) * DEAR))} %`,
    ratio((own(cost) * 1e9) / (n * (f + claims))),
  ];
}

const HEAD = [
  'n',
  'verdict',
  'f a point',
  'claims a point',
  'f, each input',
  'f, numeric.js',
  'time, of one direction',
  'time, of each input',
  'own time, of 1 ms',
  'own ns an input',
];

/** Columns at the end that tell our own time. */
const OWN = 2;

/** Columns of the chart for a factor of ten. Why: seven of them fill a line. */
const DECADE = 8;

/** Values of f for one point, against the number of inputs, on a scale of powers of ten. */
function chart(costs: readonly Cost[]): string {
  const bars = (label: string, value: number) =>
    `${label.padEnd(22)} ${'█'.repeat(Math.max(1, Math.round(DECADE * Math.log10(value))))} ${counted(Math.round(value))}`;
  return costs.flatMap(({ n, f }) => [bars(`n = ${counted(n)}`, f), bars('  two for each input', 2 * n)]).join('\n');
}

const { values } = parseArgs({
  options: {
    to: { type: 'string', default: '1000000' },
    memory: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
  },
});
const sizes = [10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000].filter((n) => n <= Number(values.to));
if (sizes.length === 0) throw new Error(`--to ${values.to}: at least 10 inputs are needed`);
const costs = sizes.map(costOf);
const shown = (cells: readonly string[]) => (values.brief ? cells.slice(0, -OWN) : cells);
console.log(table(shown(HEAD), costs.map(row).map(shown)));
console.log(`\nValues of f for one point, on a scale of powers of ten:\n\n${chart(costs)}`);
if (values.memory) console.log(`\npeak of this process: ${counted(Math.round(process.resourceUsage().maxRSS / 1024))} MB`);
