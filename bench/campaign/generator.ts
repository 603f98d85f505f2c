import type { Interval } from '../../src/math/domain.ts';
import { seedOf, stream } from '../random.ts';
import { FLOATS, type Format } from './floats.ts';
import type { Program, Step } from './program.ts';
import { MACHINES, table } from './rounding.ts';

/** Boxes of inputs: ordinary, far from 0, tiny and huge, and with ends where functions have kinks. */
const BOXES: readonly Interval[] = [
  [-2, 2],
  [-2, 2],
  [-2, 2],
  [0.1, 10],
  [0.1, 10],
  [0, 1],
  [0, 1],
  [0, 4],
  [-1, 1],
  [-50, 50],
  [0, 255],
  [100, 101],
  [-1e-3, 1e-3],
  [-1e-6, 1e-6],
  [1e5, 2e5],
  [1e-9, 1e-7],
];
/** How often an operation is drawn, where that is not once. */
const WEIGHT: Readonly<Record<string, number>> = {
  add: 8,
  subtract: 5,
  multiply: 8,
  divide: 3,
  square: 2,
  sin: 2,
  exp: 2,
  tanh: 2,
  max: 2,
  abs: 2,
  power: 2,
  fraction: 0.3,
  atan2: 0.7,
  newton: 0.4,
  repeated: 0.4,
  bisected: 0.4,
};
const CONSTANTS = [1, 2, 3, 0.5, -1, 10, 0.1, 100] as const;
/** Shares of choices. */
const [SAME_BOX, FIXED, CONSTANT, FRESH, OFFSET, SEVERAL] = [0.4, 0.04, 0.15, 0.6, 0.1, 0.2] as const;
const [POINTS, FINITE, MOVING, HUGE] = [100, 0.95, 0.5, 1e15] as const;
const [FEWEST, MOST] = [3, 12] as const;

const bag = Object.keys(table).map((name) => ({ name, weight: WEIGHT[name] ?? 1 }));
const total = bag.reduce((sum, { weight }) => sum + weight, 0);

/** Choices made by a stream of random numbers. */
export interface Choice {
  readonly chance: (share: number) => boolean;
  readonly below: (count: number) => number;
  readonly of: <T>(list: readonly T[]) => T;
  readonly between: (interval: Interval) => number;
}

export function choice(random: () => number): Choice {
  return {
    chance: (share) => random() < share,
    below: (count) => Math.floor(random() * count),
    of: (list) => list[Math.floor(random() * list.length)]!,
    between: ([low, high]) => low + (high - low) * random(),
  };
}

function drawn(random: () => number): string {
  let left = random() * total;
  for (const { name, weight } of bag) if ((left -= weight) < 0) return name;
  return 'add';
}

/** The program of a seed and a number: one that is finite, moves, and is not a constant over its box in its precision. */
export function generated(seed: number, number: number, precision: Format = 'float64'): Program {
  const random = stream(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  for (;;) {
    const candidate = drafted(`${precision}-${seed}-${number}`, random);
    if (plausible(candidate, precision)) return candidate;
  }
}

function drafted(name: string, random: () => number): Program {
  const choose = choice(random);
  const n = 1 + choose.below(5);
  const first = choose.of(BOXES);
  const same = choose.chance(SAME_BOX);
  const box = Array.from({ length: n }, () => fixedOr(same ? first : choose.of(BOXES), choose));
  const steps: Step[] = box.map((_, input) => ({ input }));
  const used = new Set<number>();
  const constant = (): number => {
    const [low, high] = choose.of(box);
    const value = choose.chance(0.3)
      ? choose.of([low, high, (low + high) / 2])
      : choose.chance(0.5)
        ? choose.of(CONSTANTS)
        : 10 ** (6 * random() - 3);
    return steps.push({ constant: (choose.chance(0.25) ? -1 : 1) * Number(value.toPrecision(3)) }) - 1;
  };
  const operand = (): number => {
    if (choose.chance(CONSTANT)) return constant();
    const fresh = steps.flatMap((step, k) => (used.has(k) || 'constant' in step ? [] : [k]));
    const any = fresh.length > 0 && choose.chance(FRESH) ? choose.of(fresh) : choose.below(steps.length);
    return 'constant' in steps[any]! ? choose.below(n) : any;
  };
  const apply = (operation: string, on: readonly number[]): void => {
    for (const k of on) used.add(k);
    const { parameters } = table[operation]!;
    steps.push({ operation, on, ...(parameters && { parameter: choose.of(parameters) }) });
  };
  for (let left = FEWEST + choose.below(MOST - FEWEST); left > 0; left--) {
    const operation = drawn(random);
    const on = Array.from({ length: table[operation]!.operands }, operand);
    if (on.every((k) => 'constant' in steps[k]!)) on[0] = choose.below(n);
    const distinct = on.map((k, i) => (i > 0 && on.indexOf(k) < i && operation !== 'multiply' ? constant() : k));
    apply(operation, distinct);
  }
  return closed({ name, box, steps }, { used, apply, choose });
}

const fixedOr = (interval: Interval, choose: Choice): Interval => {
  if (!choose.chance(FIXED)) return interval;
  const at = choose.between(interval);
  return [at, at];
};

interface Draft {
  readonly used: ReadonlySet<number>;
  readonly apply: (operation: string, on: readonly number[]) => void;
  readonly choose: Choice;
}

/** Joins what nothing uses until there are as many ends as outputs. */
function closed({ name, box, steps }: Pick<Program, 'name' | 'box'> & { readonly steps: Step[] }, { used, apply, choose }: Draft): Program {
  const outputs = choose.chance(SEVERAL) ? 2 + choose.below(2) : 1;
  const ends = () => steps.flatMap((step, k) => (used.has(k) || !('operation' in step || 'input' in step) ? [] : [k]));
  for (let left = ends(); left.length > outputs; left = ends()) apply(choose.of(['add', 'add', 'multiply', 'subtract']), left.slice(0, 2));
  if (choose.chance(OFFSET)) {
    steps.push({ constant: choose.of([10, 1e3, 1e5, 0.1]) });
    apply(choose.of(['add', 'add', 'multiply']), [ends()[0]!, steps.length - 1]);
  }
  return { name, box, steps, outputs: ends() };
}

/** Points spread evenly over a box. */
export function pointsOf({ box, name }: Program, count: number, salt = 1): number[][] {
  const random = stream(seedOf(name) + salt);
  return Array.from({ length: count }, () => box.map(([low, high]) => low + (high - low) * random()));
}

/** Whether a program is finite at nearly all points, with finite slopes, and moves at most of them, in a precision. */
export function plausible(program: Program, precision: Format): boolean {
  if (program.box.every(([low, high]) => low === high)) return false;
  const m = FLOATS[precision];
  const { values, pulled } = MACHINES[precision];
  const w = program.outputs.map(() => 1);
  let [finite, moving] = [0, 0];
  const seen = new Set<number>();
  for (const point of pointsOf(program, POINTS)) {
    const x = point.map(m.of);
    const v = values(program, x);
    const y = program.outputs.map((k) => v[k]!);
    const gradient = pulled(program, x, w);
    if (![...y, ...gradient].every((value) => Math.abs(value) < HUGE)) continue;
    finite++;
    if (gradient.some((slope) => slope !== 0)) moving++;
    seen.add(y.reduce((sum, value) => sum + value, 0));
  }
  return finite >= FINITE * POINTS && moving >= MOVING * POINTS && seen.size > MOVING * POINTS;
}
