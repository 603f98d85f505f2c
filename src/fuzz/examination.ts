/** Holds the derivative of a program to an independent one: operation by operation, and as a whole. */
import { isUnderived } from '../adapters/engine.ts';
import type { Operation } from '../adapters/operations.ts';
import { flat } from '../adapters/tensors.ts';
import type { Interval } from '../math/domain.ts';
import { UNIT } from '../math/precision.ts';
import { type Random, random } from '../math/random.ts';
import type { Vector } from '../math/vector.ts';
import { messageOf } from '../subject/guard.ts';
import { type Catalogue, computed, familyOf, slotsOf, takes } from './catalogue.ts';
import { chained, claimsOf, wholeOf } from './chain.ts';
import { isStep, type Program, type Step, type Value } from './program.ts';
import { agrees, slopeRange } from './slope.ts';

/**
 * What does not agree in a program. `slope`: the derivative of one operation, and the slopes of its own values or of its reference; `value`: its values, and those of its reference. `whole`: operations
 * agree, and the derivative or the value of the whole is not what the chain rule makes of them. `nested`: all of that agrees, and the derivative of the derivative of the whole does not with its slopes.
 */
export interface Suspicion<T> {
  readonly kind: 'slope' | 'value' | 'whole' | 'nested';
  /** The family of the operation; of a whole and of what is nested, none. */
  readonly root?: string;
  /** The operation by itself at the values that it has in the program, or the whole program. */
  readonly program: Program<T>;
}

/** What comes of an examination: suspicions, and a family of which the engine has no derivative. */
export interface Examination<T> {
  readonly suspicions: readonly Suspicion<T>[];
  readonly underived?: string;
}

/** Roundings by which values and claims may be off. Why: operations are made of a few dozen roundings; mistakes are as large as the numbers. */
export const CLAIM_ROUNDINGS = 64;
/** Roundings by which values may be off from those of a reference. Why: an exponential of 20 loses dozens of them, and the laws look closer. */
const REFERENCE_ROUNDINGS = 1024;
/** The power of the unit of rounding that the step of differences is. Why: the bar for what they leave out is of order two, and about as large then as what rounding leaves. */
const STEP_POWER = 1 / 4;
/** How many times what two disturbed runs differ by is what rounding may do. Why: by chance they are closer than most. */
export const ROUNDING_SPREAD = 4;
/** The size of an entry by which it is moved at least. Why: near 0, most operations change over a quarter. */
const LEAST_MOVE = 1 / 4;

/** Examines a program, with a cotangent of ones if `plain`, or else one that is drawn by the seed. */
export function examined<T>(catalogue: Catalogue<T>, program: Program<T>, seed: number, plain = false): Examination<T> {
  const rng = random(seed);
  const { value } = program.at(-1)!;
  const top = value.numbers.map(() => (plain ? 1 : rng.sign() * (1 / 2 + rng.next())));
  const suspicions: Suspicion<T>[] = [];
  const suspect = (kind: 'slope' | 'value', step: Step<T>) =>
    suspicions.push({ kind, root: familyOf(step.operation), program: alone(program, step) });
  const adjoints = new Map<number, Vector>([[program.length - 1, top]]);
  const { underived, thrown, endless } = chained(catalogue.engine, program, adjoints, (step, dy, gradients) => {
    const values = step.inputs.map((input) => program[input]!.value);
    const place = { operation: step.operation, values, dy, gradients, y: step.value.numbers };
    const kind = problemOf(catalogue, place, rng);
    if (kind === 'value' || kind === 'slope' || (kind === 'kink' && isWrongAtKink(catalogue, step, place, rng)))
      suspect(kind === 'kink' ? 'slope' : kind, step);
  });
  if (underived !== undefined) return { suspicions, underived };
  if (thrown) suspect('slope', thrown);
  if (!thrown && !endless && !isWhole(catalogue, program, adjoints)) suspicions.push({ kind: 'whole', program });
  return { suspicions };
}

/** A step by itself, with leaves of their own for its inputs. */
export const alone = <T>(program: Program<T>, step: Step<T>): Program<T> => [
  ...step.inputs.map((input) => ({ value: program[input]!.value })),
  { ...step, inputs: step.inputs.map((_, slot) => slot) },
];

/** An operation at values, the cotangent of its result y, and the gradients that are claimed. */
interface Place<T> {
  readonly operation: Operation<T>;
  readonly values: readonly Value[];
  readonly y: Vector;
  readonly dy: Vector;
  readonly gradients: readonly Vector[];
}

/** Steps of differences, as parts of the first: the next one is taken where the claim does not agree. Why: a kink beside the point is not met by the smaller ones, and a mistake is seen by all. */
const CLOSER = [1, 1 / 16, 1 / 256];

/** What is wrong with an operation by itself: its claim agrees with no slope along a direction that is drawn, or its values do not agree with its reference. */
function problemOf<T>({ engine, unit }: Catalogue<T>, place: Place<T>, rng: Random): 'slope' | 'value' | 'kink' | undefined {
  const { operation, values, y, dy, gradients } = place;
  const truth = operation.reference && referenceOf(operation)(values);
  if (truth && !isNear(y, truth, unit)) return 'value';
  const f = truth ? referenceOf(operation) : (at: readonly Value[]) => computed(engine, operation, at).numbers;
  const precision = truth ? UNIT.float64 : unit;
  const first = firstStep(precision);
  const ranges = slotsOf(operation).map(({ range }) => range);
  const v = directionOf(ranges, values, first, rng);
  const along = (t: number): readonly Value[] =>
    values.map(({ shape, numbers }, k) => ({ shape, numbers: numbers.map((value, i) => value + t * v[k]![i]!) }));
  if (operation.where && !(takes(operation, along(first)) && takes(operation, along(-first)))) return undefined;
  const [claimed, size] = paired(gradients, v);
  const moved = paired(
    gradients,
    values.map(({ numbers }) => numbers),
  )[1];
  const g = (t: number) => paired([dy], [t === 0 ? (truth ?? y) : f(along(t))]);
  let kinked = false;
  const isFine = (h: number): boolean => {
    const range = slopeRange(g, h, precision, precision * moved);
    if (!range) return true;
    kinked ||= range.kinked;
    if (!Number.isFinite(claimed)) return range.kinked;
    return agrees(claimed, { ...range, bar: range.bar + CLAIM_ROUNDINGS * unit * size });
  };
  return CLOSER.some((part) => isFine(first * part)) ? undefined : kinked || !Number.isFinite(claimed) ? 'kink' : 'slope';
}

/**
 * Whether a claim at a kink agrees with no slope between those on both sides, or is not finite where there is a slope, if all results weigh the same. Why the same: entries may each be at a kink of their own,
 * where slopes of weights of either sign say nothing, and a weight of 0 hides that there is none.
 */
function isWrongAtKink<T>(catalogue: Catalogue<T>, step: Step<T>, place: Place<T>, rng: Random): boolean {
  const dy = place.dy.map(() => 1);
  try {
    const gradients = claimsOf(catalogue.engine, step, place.values, dy);
    return problemOf(catalogue, { ...place, dy, gradients }, rng) !== undefined;
  } catch {
    return true;
  }
}

/** Σ ⟨a, b⟩, and the sum of the sizes of its finite terms. A term of which b is 0 is 0. */
export function paired(a: readonly Vector[], b: readonly Vector[]): readonly [sum: number, size: number] {
  let [sum, size] = [0, 0];
  for (const [k, part] of a.entries())
    for (const [i, value] of part.entries()) {
      const other = b[k]![i]!;
      if (other === 0) continue;
      const term = value * other;
      sum += term;
      if (Number.isFinite(term)) size += Math.abs(term);
    }
  return [sum, size];
}

/** The step of differences of numbers with this unit of rounding. */
export const firstStep = (unit: number): number => 2 ** Math.round(Math.log2(unit) * STEP_POWER);

/** A direction that moves every entry by a part of its size, and none further, at a step h, than half the way to the end of its range. */
export const directionOf = (ranges: readonly Interval[], values: readonly Value[], h: number, rng: Random): readonly Vector[] =>
  values.map(({ numbers }, k) =>
    numbers.map((value) => {
      const [low, high] = ranges[k]!;
      const room = Math.min(value - low, high - value) / 2;
      return rng.sign() * Math.min((1 / 2 + rng.next()) * Math.max(Math.abs(value), LEAST_MOVE), room / h);
    }),
  );

const referenceOf =
  <T>({ inputs, reference }: Operation<T>) =>
  (values: readonly Value[]): Vector =>
    flat(reference!(Object.fromEntries(Object.keys(inputs).map((name, k) => [name, values[k]!.numbers]))), 'reference');

/** Whether values are those of a reference, but for rounding. */
function isNear(y: Vector, truth: Vector, unit: number): boolean {
  const size = Math.max(1, ...truth.map(Math.abs));
  return y.length === truth.length && y.every((value, i) => Math.abs(value - truth[i]!) <= REFERENCE_ROUNDINGS * unit * size);
}

/** Whether what the engine claims of a whole program is what the chain rule gives, and its result what step by step comes out. */
function isWhole<T>(catalogue: Catalogue<T>, program: Program<T>, adjoints: ReadonlyMap<number, Vector>): boolean {
  const { engine, unit } = catalogue;
  const { value } = program.at(-1)!;
  const top = adjoints.get(program.length - 1)!;
  const leaves = program.flatMap((node, k) => (isStep(node) ? [] : [k]));
  let found: ReturnType<typeof wholeOf<T>>;
  try {
    found = wholeOf(engine, program, { numbers: top, shape: value.shape });
  } catch (error) {
    return isUnderived(messageOf(error));
  }
  const { gradients, result } = found;
  if (result && !isNear(result, value.numbers, unit)) return false;
  const expected = leaves.map((k) => adjoints.get(k) ?? new Float64Array(program[k]!.value.numbers.length));
  const far = (bar: (k: number, i: number) => number): boolean =>
    expected.some((part, k) =>
      part.some((one, i) => !(Math.abs(gradients[k]![i]! - one) <= CLAIM_ROUNDINGS * unit * Math.abs(one) + bar(k, i))),
    );
  if (!far(() => 0)) return true;
  const bars = roundingOf(catalogue, program, top, leaves);
  return !far((k, i) => bars[k]![i]!);
}

/** How far the gradients of leaves move where every gradient on the way is off by some roundings. */
function roundingOf<T>({ engine, unit }: Catalogue<T>, program: Program<T>, top: Vector, leaves: readonly number[]): readonly Vector[] {
  const runs = [1, 2].map((seed) => {
    const { sign } = random(seed);
    const adjoints = new Map<number, Vector>([[program.length - 1, top]]);
    chained(engine, program, adjoints, (_, __, gradients) => {
      for (const part of gradients) part.forEach((value, i) => void (part[i] = value * (1 + sign() * CLAIM_ROUNDINGS * unit)));
    });
    return adjoints;
  });
  return leaves.map((k) => {
    const [one, other] = runs.map((adjoints) => adjoints.get(k));
    return program[k]!.value.numbers.map((_, i) => ROUNDING_SPREAD * Math.abs((one?.[i] ?? 0) - (other?.[i] ?? 0)));
  });
}
