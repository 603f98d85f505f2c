/** Holds the derivative of a program's derivative, as an engine that nests computes it, to the slopes of that derivative. */
import { type Engine, isFlat, isUnderived, slopeAlong } from '../adapters/engine.ts';
import type { Operation } from '../adapters/operations.ts';
import type { Sweep } from '../adapters/sweep.ts';
import { type Random, random } from '../math/random.ts';
import type { Vector } from '../math/vector.ts';
import { messageOf } from '../subject/guard.ts';
import { type Catalogue, catalogueOf, computed, slotsOf, tensorsOf } from './catalogue.ts';
import { chained, claimsOf, gradientsOf, wholeOf } from './chain.ts';
import { alone, CLAIM_ROUNDINGS, directionOf, firstStep, paired, ROUNDING_SPREAD } from './examination.ts';
import { leafFor } from './generation.ts';
import { rangesOf } from './opinion.ts';
import { functionOf, isStep, leavesOf, type Node, type Program, type Step, stepsOf, type Value, withNumbers } from './program.ts';
import { agrees, type Line, slopeRange } from './slope.ts';

/** What is differentiated twice: ⟨w, f(x)⟩ first by all leaves, and then what comes of it, weighed by u. */
export interface Weights {
  /** Of the shape of the result. */
  readonly w: Value;
  /** One for each leaf, of its shape. */
  readonly u: readonly Value[];
}

/** Points at which an operation is asked for its gradient. Why: at half of them that of a rectifier is 0, and one where it is not is enough. */
const SLOPE_PROBES = 8;

/** The catalogue of a table for programs that are differentiated twice: without operations whose derivative is 0, beyond which nothing is seen of what others do. */
export function nestingOf<T>(sweep: Sweep): Catalogue<T> {
  const catalogue = catalogueOf<T>(sweep, 2);
  const { engine } = catalogue;
  const moves = (operation: Operation<T>, seed: number): boolean => {
    const rng = random(seed);
    const values: Value[] = [];
    for (const slot of slotsOf(operation).keys()) values.push(leafFor(rng, operation, { slot, around: values.map(({ shape }) => shape) }));
    try {
      const value = computed(engine, operation, values);
      const gradients = claimsOf(engine, { operation, inputs: [], value }, values, weighted(value, rng).numbers);
      return gradients.some((part) => part.some((slope) => slope !== 0));
    } catch (error) {
      return !isUnderived(messageOf(error));
    }
  };
  const seeds = Array.from({ length: SLOPE_PROBES }, (_, k) => k);
  const families = catalogue.families.flatMap(({ name, operations }) => {
    const own = operations.filter((operation) => seeds.some((seed) => moves(operation, seed)));
    return own.length > 0 ? [{ name, operations: own }] : [];
  });
  return { ...catalogue, families };
}

/** Weights of ones if `plain`, or else some that are drawn. */
export function weightsOf<T>(program: Program<T>, rng: Random, plain: boolean): Weights {
  const drawn = (value: Value): Value => (plain ? { ...value, numbers: value.numbers.map(() => 1) } : weighted(value, rng));
  return { w: drawn(program.at(-1)!.value), u: leavesOf(program).map(({ value }) => drawn(value)) };
}

/** Numbers of either sign, from ½ to 3/2 in size, in the shape of others. */
const weighted = ({ shape, numbers }: Value, rng: Random): Value => ({
  shape,
  numbers: numbers.map(() => rng.sign() * (1 / 2 + rng.next())),
});

/** The numbers of leaves. */
const valuesOf = <T>(program: Program<T>): readonly Value[] => leavesOf(program).map(({ value }) => value);
const vectorsOf = (values: readonly Value[]): readonly Vector[] => values.map(({ numbers }) => numbers);

/** The gradients of x ↦ ⟨u, ∇⟨w, f(x)⟩⟩ that the engine claims, one for each leaf. */
export function curvatureOf<T>(engine: Engine<T>, program: Program<T>, { w, u }: Weights): readonly Vector[] {
  const f = functionOf(engine, program);
  const slope = (...x: T[]): T =>
    slopeAlong(
      engine,
      engine.vjp(f, x, () => engine.tensor(w.numbers.slice(), w.shape)),
      tensorsOf(engine, u),
    );
  const leaves = valuesOf(program);
  try {
    return gradientsOf(engine, slope, leaves, { shape: [], numbers: Float64Array.of(1) }).gradients;
  } catch (error) {
    if (isFlat(error)) return leaves.map(({ numbers }) => new Float64Array(numbers.length));
    throw error;
  }
}

/** For each leaf, whether the engine gives a gradient by it, or throws where it should. */
export function dependsOn<T>(engine: Engine<T>, program: Program<T>, { w }: Weights): readonly boolean[] {
  const leaves = valuesOf(program);
  const seed = (): T => engine.tensor(w.numbers.slice(), w.shape);
  const work = () => engine.vjp(functionOf(engine, program), tensorsOf(engine, leaves), seed).map((part) => (part ?? null) !== null);
  try {
    return engine.scope ? engine.scope(work) : work();
  } catch {
    return leaves.map(() => true);
  }
}

/** The slope that an engine claims of a program, ⟨u, ∇⟨w, f⟩⟩, and the sum of the sizes of its terms. */
export const slopeOf = <T>(engine: Engine<T>, program: Program<T>, { w, u }: Weights): readonly [sum: number, size: number] =>
  paired(vectorsOf(u), wholeOf(engine, program, w).gradients);

/**
 * Whether the engine's derivative of its derivative of a program contradicts the slopes of that derivative along a direction. Nothing is said where some operation, or its slope, has a kink, and where the
 * engine has no second derivative.
 */
export function isWrongTwice<T>(catalogue: Catalogue<T>, program: Program<T>, seed: number, plain = false): boolean {
  const { engine, unit } = catalogue;
  const rng = random(seed);
  const weights = weightsOf(program, rng, plain);
  let claims: readonly Vector[];
  try {
    claims = curvatureOf(engine, program, weights);
  } catch (error) {
    return !isUnderived(messageOf(error));
  }
  const h = firstStep(unit);
  const v = directionOf(rangesOf(program), valuesOf(program), h, rng);
  const [claimed, size] = paired(claims, v);
  const moved = paired(claims, vectorsOf(valuesOf(program)))[1];
  const slope: Line = (t) => slopeOf(engine, movedBy(program, v, t), weights);
  const bar = CLAIM_ROUNDINGS * unit * size;
  const contradicts = (step: number, noise: number): boolean => {
    const range = slopeRange(slope, step, unit, unit * moved + noise);
    return range !== undefined && !agrees(claimed, { ...range, bar: range.bar + bar });
  };
  const steps = CLOSER_SLOPES.map((part) => h * part);
  if (!steps.every((step) => contradicts(step, 0))) return false;
  if (!stepsOf(program).every((step) => isSmooth(catalogue, program, step, rng))) return false;
  const noise = noiseOf(catalogue, program, weights);
  return steps.every((step) => contradicts(step, noise));
}

/** Steps of differences of slopes, as parts of the first. Why: over the larger one, some programs turn several times; over much smaller ones, rounding hides every mistake of a whole program. */
const CLOSER_SLOPES = [1, 1 / 16];

/** The leaves of a program moved along a direction. */
const movedBy = <T>(program: Program<T>, v: readonly Vector[], t: number): Program<T> =>
  withNumbers(
    program,
    Float64Array.from(valuesOf(program).flatMap(({ numbers }, k) => Array.from(numbers, (value, i) => value + t * v[k]![i]!))),
  );

/** Whether the slopes of an operation by itself, along directions of its own, have slopes. Why not only along that of the program: kinks of several operations may cancel there, and the rules that engines have for them do not. */
function isSmooth<T>({ engine, unit }: Catalogue<T>, program: Program<T>, step: Step<T>, rng: Random): boolean {
  const own = alone(program, step);
  const values = valuesOf(own);
  const { w, u } = weightsOf(own, rng, false);
  const h = firstStep(unit);
  const v = directionOf(
    slotsOf(step.operation).map(({ range }) => range),
    values,
    h,
    rng,
  );
  const slope = (t: number) => {
    const at = values.map(({ shape, numbers }, k) => ({ shape, numbers: numbers.map((value, i) => value + t * v[k]![i]!) }));
    return paired(vectorsOf(u), claimsOf(engine, step, at, w.numbers));
  };
  const range = slopeRange(slope, h, unit, 0);
  return range !== undefined && !range.kinked;
}

/** Numbers that are off by some roundings: of their own size, and of another. */
type Off = (numbers: Vector, size?: number) => Vector;

/** How far the slope moves where all numbers on the way are off by a rounding: without end, where these lead to where some operation is not defined. */
function noiseOf<T>({ engine, unit }: Catalogue<T>, program: Program<T>, weights: Weights): number {
  try {
    const [one, other] = [1, 2].map((seed) => {
      const { sign } = random(seed);
      const off: Off = (numbers, size = 0) => numbers.map((value) => value * (1 + sign() * unit) + sign() * unit * size);
      return slopeOff(engine, program, weights, off);
    });
    const far = ROUNDING_SPREAD * Math.abs(one! - other!);
    return Number.isFinite(far) ? far : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/**
 * The slope of a program, step by step, with all values and gradients on the way off by something; not a number where it has no end. Gradients are off by parts of the cotangent too: where they are near 0,
 * they often are differences of numbers of its size.
 */
function slopeOff<T>(engine: Engine<T>, program: Program<T>, { w, u }: Weights, off: Off): number {
  const nodes: Node<T>[] = [];
  for (const node of program) {
    const values = isStep(node) ? node.inputs.map((input) => nodes[input]!.value) : [];
    const { shape, numbers } = isStep(node) ? computed(engine, node.operation, values) : node.value;
    nodes.push({ ...node, value: { shape, numbers: off(numbers) } });
  }
  const adjoints = new Map<number, Vector>([[nodes.length - 1, w.numbers]]);
  const { underived, thrown, endless } = chained(engine, nodes, adjoints, (_, dy, gradients) => {
    const size = Math.max(...dy.map(Math.abs));
    for (const part of gradients) (part as Float64Array).set(off(part, size));
  });
  if (underived !== undefined || thrown || endless) return Number.NaN;
  const slopes = nodes.flatMap((node, k) => (isStep(node) ? [] : [adjoints.get(k) ?? new Float64Array(node.value.numbers.length)]));
  return paired(vectorsOf(u), slopes)[0];
}
