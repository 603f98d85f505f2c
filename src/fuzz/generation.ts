/** Random programs over the operations of a table. */
import fc from 'fast-check';
import type { Shape } from '../adapters/nesting.ts';
import { sizeOf } from '../adapters/nesting.ts';
import type { Operation } from '../adapters/operations.ts';
import type { Interval } from '../math/domain.ts';
import { type Random, random, SEEDS } from '../math/random.ts';
import { broadcast, type Catalogue, outcome, slotsOf } from './catalogue.ts';
import { live, type Node, type Program, stepsOf, type Value } from './program.ts';

/** Steps of a program, at least, and how many more there may be. Why: with these, half of all programs have seven that count. */
const PROGRAM_STEPS = { least: 5, more: 8 };
/** Tries to add a step, for each that is wanted. Why: one in a few meets values in its range; where none does, a program stays short. */
const TRIES = 4;
/** How often a step begins anew, and does not go on from a result that nothing uses yet. Why: some, so that results of their own meet; all steps but the last should count. */
const FRESH_STEPS = 0.15;
/** Operations that are drawn to find one which takes a result. Why: one in a few does. */
const PICKS = 16;
/** How often an input is a node that nothing uses yet, any node, or else a new leaf. Why: most steps should count, and some nodes should be used twice and more. */
const INPUT_SHARES = { unused: 0.55, any: 0.85 };
/** Of leaves, the part that has special numbers. Why: zeros, ties and the like are where rules branch; were they everywhere, all programs would lie at kinks. */
const SPECIAL_LEAVES = 0.3;
/** Of leaves without special numbers, the part that reaches far. Why: tails of saturated functions lie there; most values should be where slopes are of size 1. */
const WIDE_LEAVES = 0.1;
/** How far entries of leaves reach, commonly and where they reach far. Why: exp(20) overflows in nothing, and tanh(20) is 1. */
const REACH = { common: 2, wide: 20 };
/** Shapes of leaves at which pointwise operations begin. Why: those of the tables, so that other operations can go on from there. */
const SHAPES: readonly Shape[] = [[], [1], [3], [2, 3], [2, 3], [2, 1], [1, 3], [3, 2], [2, 2], [3, 3], [2, 2, 3], [2, 3, 2]];
/** Of special entries, the part that is the number of another one. Why: ties are where a maximum branches. */
const TIED_ENTRIES = 1 / 4;
/** Special numbers. Why: 0 is where most rules branch, whole numbers and halves where others do, and the smallest of them is lost in a sum. */
const SPECIAL_ENTRIES = [0, 0, 0, 1, -1, 2, -2, 0.5, -0.5, 1e-6];

/** Seeds of programs that are drawn at a time. Why: fast-check takes as long to begin as to draw some hundred. */
const SEED_BLOCK = 256;
/** What is added to a seed for the next block. Why: seeds that follow each other, as people give them, then share no block. */
const BLOCK_STEP = 0x9e3779b1;

/** The seeds of all programs of a run, in their order. fast-check draws them; a program is found again by its place. */
export function* seedsOf(seed: number): Generator<number> {
  const seeds = fc.noBias(fc.noShrink(fc.integer({ min: 0, max: SEEDS - 1 })));
  for (let block = 0; ; block++) yield* fc.sample(seeds, { seed: (seed + Math.imul(block, BLOCK_STEP)) | 0, numRuns: SEED_BLOCK });
}

/** The program of a seed, without what does not count; none where no operation takes what there is. */
export function generated<T>(catalogue: Catalogue<T>, seed: number): Program<T> | undefined {
  const rng = random(seed);
  const nodes: Node<T>[] = [];
  const uses: number[] = [];
  const wanted = PROGRAM_STEPS.least + rng.below(PROGRAM_STEPS.more);
  const draft = { catalogue, rng, nodes, uses };
  for (let tried = 0, steps = 0; steps < wanted && tried < TRIES * wanted && catalogue.families.length > 0; tried++)
    if (grown(draft)) steps++;
  return richest(nodes);
}

/** A program that grows. */
interface Draft<T> {
  readonly catalogue: Catalogue<T>;
  readonly rng: Random;
  readonly nodes: Node<T>[];
  /** How often each node is used. */
  readonly uses: number[];
}

/** Adds a step, with leaves of its own where it takes any. False if no operation is found that takes what there is. */
function grown<T>(draft: Draft<T>): boolean {
  const { catalogue, rng, nodes, uses } = draft;
  const { operation, chosen } = begun(draft);
  const fresh: Node<T>[] = [];
  const valueAt = (place: number): Value => (nodes[place] ?? fresh[place - nodes.length]!).value;
  for (const slot of slotsOf(operation).keys()) {
    if (chosen.has(slot)) continue;
    const around = [...chosen.values()].map((place) => valueAt(place).shape);
    const place = existing(draft, operation, { slot, around });
    chosen.set(slot, place ?? nodes.length + fresh.length);
    if (place === undefined) fresh.push({ value: kept(catalogue, leafFor(rng, operation, { slot, around })) });
  }
  const inputs = [...slotsOf(operation).keys()].map((slot) => chosen.get(slot)!);
  const value = outcome(catalogue, operation, inputs.map(valueAt));
  if (!value) return false;
  nodes.push(...fresh, { operation, inputs, value });
  while (uses.length < nodes.length) uses.push(0);
  for (const input of inputs) uses[input]!++;
  return true;
}

/** An operation for the next step: mostly one that takes a result which nothing uses yet, with the place of that for an input. */
function begun<T>({ catalogue: { families }, rng, nodes, uses }: Draft<T>): {
  readonly operation: Operation<T>;
  readonly chosen: Map<number, number>;
} {
  const unused = nodes.flatMap((_, place) => (uses[place] === 0 ? [place] : []));
  const drawn = (): Operation<T> => rng.pick(rng.pick(families).operations);
  if (unused.length === 0 || rng.next() < FRESH_STEPS) return { operation: drawn(), chosen: new Map() };
  const place = rng.pick(unused);
  let operation = drawn();
  for (let tried = 0; tried < PICKS; tried++, operation = drawn()) {
    const slots = [...slotsOf(operation).keys()].filter((slot) => suits(operation, { slot, around: [] }, nodes[place]!.value));
    if (slots.length > 0) return { operation, chosen: new Map([[rng.pick(slots), place]]) };
  }
  return { operation, chosen: new Map() };
}

/** An input of an operation, and the shapes of those that are there already. */
interface Opening {
  readonly slot: number;
  readonly around: readonly Shape[];
}

/** Whether an operation takes a value as one of its inputs. */
function suits<T>(operation: Operation<T>, { slot, around }: Opening, { shape, numbers }: Value): boolean {
  const { shape: own, range } = slotsOf(operation)[slot]!;
  const shaped = operation.pointwise ? broadcast([...around, shape]) !== undefined : own.join() === shape.join();
  return shaped && numbers.every((number) => number >= range[0] && number <= range[1]);
}

/** A node that can be an input of an operation, if one is drawn: one that nothing uses, sooner than others. */
function existing<T>({ rng, nodes, uses }: Draft<T>, operation: Operation<T>, opening: Opening): number | undefined {
  const chance = rng.next();
  if (chance >= INPUT_SHARES.any) return undefined;
  const able = nodes.flatMap(({ value }, place) => (suits(operation, opening, value) ? [place] : []));
  const unused = chance < INPUT_SHARES.unused ? able.filter((place) => uses[place] === 0) : [];
  const from = unused.length > 0 ? unused : able;
  return from.length > 0 ? rng.pick(from) : undefined;
}

/** Numbers for an input of an operation. */
export function leafFor<T>(rng: Random, operation: Operation<T>, { slot, around }: Opening): Value {
  const { shape: own, range } = slotsOf(operation)[slot]!;
  const shape = operation.pointwise ? rng.pick(SHAPES.filter((one) => broadcast([...around, one]))) : own;
  return { shape, numbers: numbersIn(rng, range, sizeOf(shape)) };
}

/** Numbers of an interval: most near 0, where it reaches there; of three leaves in ten some are special. */
function numbersIn(rng: Random, [low, high]: Interval, size: number): Float64Array {
  const chance = rng.next();
  const reach = chance >= SPECIAL_LEAVES && chance < SPECIAL_LEAVES + WIDE_LEAVES ? REACH.wide : REACH.common;
  const from = Math.max(low, Math.min(-reach, high - 2 * reach));
  const to = Math.min(high, Math.max(reach, from + 2 * reach));
  const numbers = Float64Array.from({ length: size }, () => from + (to - from) * rng.next());
  if (chance >= SPECIAL_LEAVES) return numbers;
  const able = [...SPECIAL_ENTRIES, low, high].filter((number) => number >= low && number <= high && Number.isFinite(number));
  // At least one entry is special; where entries are tied, one is that of another.
  const chosen = rng.below(size);
  return numbers.map((number, k) =>
    k !== chosen && rng.next() < 1 / 2 ? number : rng.next() < TIED_ENTRIES ? numbers[rng.below(size)]! : rng.pick(able),
  );
}

/** Numbers as the engine keeps them. */
function kept<T>({ engine }: Catalogue<T>, { shape, numbers }: Value): Value {
  const work = (): Float64Array => Float64Array.from(engine.data(engine.tensor(numbers, shape)));
  return { shape, numbers: engine.scope ? engine.scope(work) : work() };
}

/** The program whose result is that node on which most steps before it count. */
function richest<T>(nodes: readonly Node<T>[]): Program<T> | undefined {
  let best: Program<T> | undefined;
  let most = 0;
  const used = new Set(stepsOf(nodes).flatMap(({ inputs }) => inputs));
  for (let end = nodes.length; end > 0; end--) {
    if (used.has(end - 1)) continue;
    const program = live(nodes.slice(0, end));
    const count = stepsOf(program).length;
    if (count > most) [best, most] = [program, count];
  }
  return best;
}
