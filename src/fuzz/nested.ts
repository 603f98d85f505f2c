/** Holds the derivative of a program's derivative, as an engine that nests computes it, to the slopes of that derivative. */
import { type Engine, isFlat, isUnderived, slopeAlong } from '../adapters/engine.ts';
import type { Operation } from '../adapters/operations.ts';
import type { Sweep } from '../adapters/sweep.ts';
import { type Random, random } from '../math/random.ts';
import type { Vector } from '../math/vector.ts';
import { messageOf } from '../subject/guard.ts';
import { type Catalogue, catalogueOf, computed, rebuilt, slotsOf, tensorsOf } from './catalogue.ts';
import { chained, claimsOf, gradientsOf, wholeOf } from './chain.ts';
import { alone, CLAIM_ROUNDINGS, directionOf, firstStep, paired, ROUNDING_SPREAD } from './examination.ts';
import { leafFor } from './generation.ts';
import { numbersOf, rangesOf } from './opinion.ts';
import { functionOf, isStep, leavesOf, type Node, type Program, type Step, stepsOf, type Value, withNumbers } from './program.ts';
import { agrees, type Line, type SlopeRange, slopeRange } from './slope.ts';

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
 * Whether the engine's derivative of its derivative of a program contradicts the slopes of that derivative along a direction. Nothing is said where some operation has a kink of its own or of its slope, or
 * is left along the direction, and where the engine has no second derivative.
 */
export function isWrongTwice<T>(catalogue: Catalogue<T>, program: Program<T>, seed: number, plain = false): boolean {
  const { engine } = catalogue;
  const rng = random(seed);
  const weights = weightsOf(program, rng, plain);
  let claims: readonly Vector[];
  try {
    claims = curvatureOf(engine, program, weights);
  } catch (error) {
    return !isUnderived(messageOf(error));
  }
  const h = firstStep(catalogue.unit);
  const v = directionOf(rangesOf(program), valuesOf(program), h, rng);
  const line = lineOf(catalogue, program, weights, v);
  if (isFine(catalogue, { line, program, claims, v, noise: [0, 0] })) return false;
  const inside = [h, -h].every((t) => rebuilt(catalogue, movedBy(program, v, t)));
  if (!inside || !stepsOf(program).every((step) => isSmooth(catalogue, program, step, rng))) return false;
  const noise = noiseOf(catalogue, program, weights, v);
  return !isFine(catalogue, { line, program, claims, v, noise });
}

/** The leaves of a program moved along a direction. */
const movedBy = <T>(program: Program<T>, v: readonly Vector[], t: number): Program<T> =>
  withNumbers(
    program,
    Float64Array.from(valuesOf(program).flatMap(({ numbers }, k) => Array.from(numbers, (value, i) => value + t * v[k]![i]!))),
  );

/** The slope along a direction, each number asked for once. */
function lineOf<T>({ engine }: Catalogue<T>, program: Program<T>, weights: Weights, v: readonly Vector[]): Line {
  const known = new Map<number, ReturnType<Line>>();
  return (t) => {
    const found = known.get(t) ?? slopeOf(engine, movedBy(program, v, t), weights);
    known.set(t, found);
    return found;
  };
}

/** Steps of differences of slopes, as parts of the first. Why: those of one operation go closer, but of a whole program rounding hides every mistake there. */
const CLOSER_SLOPES = [1, 1 / 16];

/** A claim, and what it is held to. */
interface Held<T> {
  readonly line: Line;
  readonly program: Program<T>;
  readonly claims: readonly Vector[];
  readonly v: readonly Vector[];
  /** What rounding does to the slope and to the claim. */
  readonly noise: readonly [slope: number, claim: number];
}

/** Whether a claim agrees with the slopes of the line at one of the steps, or there are none to hold it to. */
function isFine<T>({ unit }: Catalogue<T>, { line, program, claims, v, noise: [slope, claim] }: Held<T>): boolean {
  const [claimed, size] = paired(claims, v);
  const moved = paired(claims, vectorsOf(valuesOf(program)))[1];
  const agreesWith = (range: SlopeRange): boolean =>
    range.kinked || agrees(claimed, { ...range, bar: range.bar + CLAIM_ROUNDINGS * unit * size + claim });
  return CLOSER_SLOPES.some((part) => {
    const range = slopeRange(line, firstStep(unit) * part, unit, unit * moved + slope);
    return !range || agreesWith(range);
  });
}

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

/** How far the slope and the claim move along a direction where all numbers on the way are off by some roundings: without end, where these lead to where some operation is not defined. */
function noiseOf<T>(catalogue: Catalogue<T>, program: Program<T>, weights: Weights, v: readonly Vector[]): readonly [number, number] {
  const { engine, unit } = catalogue;
  const spread = (run: (off: Off) => number): number => {
    const [one, other] = [1, 2].map((seed) => {
      const { sign } = random(seed);
      return run((numbers, size = 0) => numbers.map((value) => value * (1 + sign() * unit) + sign() * unit * size));
    });
    const far = ROUNDING_SPREAD * Math.abs(one! - other!);
    return Number.isFinite(far) ? far : Number.POSITIVE_INFINITY;
  };
  const shaken = (off: Off): Program<T> => withNumbers(program, off(numbersOf(program)));
  try {
    return [
      spread((off) => slopeOff(engine, program, weights, off)),
      CLAIM_ROUNDINGS * spread((off) => paired(curvatureOf(engine, shaken(off), weights), v)[0]),
    ];
  } catch {
    return [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
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
