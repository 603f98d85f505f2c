import fc from 'fast-check';
import { type CheckOptions, check } from '../check/check.ts';
import { heldAt } from '../check/effort.ts';
import { examine } from '../check/examine.ts';
import { examiner } from '../check/examiner.ts';
import type { Property } from '../law/property.ts';
import { point } from '../law/sample.ts';
import { free } from '../math/domain.ts';
import { random } from '../math/random.ts';
import type { Vector } from '../math/vector.ts';
import { ordinary } from '../measure/ordinary.ts';
import { type ClaimName, claimNames, type Evaluator, evaluator } from '../subject/evaluator.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import { type Mutant, mutants, type Place, type Spoil } from './mutants/index.ts';

/** What became of a mutant. */
export interface Fate {
  readonly claim: ClaimName;
  readonly mutant: string;
  readonly kind: string;
  /** The law that caught it. */
  readonly caughtBy?: string;
  /** Why none did. `equivalent`: the claim is still right. `below`: right to the digits that its pass states. `unseen`: no sample shows it. `missed`: some do. */
  readonly survived?: { readonly as: 'equivalent' | 'below' | 'unseen' | 'missed'; readonly because: string };
}

/** Usual points from which sizes of entries are taken. Why: a median of 32 does not hang on one of them. */
const USUAL_POINTS = 32;
/** The seed from which they are drawn. Why: any; a fixed one, so that the same subject gets the same mutants. */
const USUAL_SEED = 3;
/** Every second weight of a cotangent or tangent; the others are 1. Why: entries of one size do not cancel. */
const SECOND_WEIGHT = -0.75;

const rowsOf = (claim: ClaimName): boolean => claim === 'jacobian' || claim === 'hessian';

/** The entries of a claim at a point, in row-major order. */
function flat(claim: ClaimName, value: ArrayLike<number> | ArrayLike<ArrayLike<number>>): Vector {
  return rowsOf(claim)
    ? Float64Array.from(Array.from(value as ArrayLike<ArrayLike<number>>).flatMap((row) => Array.from(row)))
    : Float64Array.from(value as ArrayLike<number>);
}

/** A claim as a function of a point, and of a cotangent or tangent that stays the same. */
function claimAt(target: Evaluator, claim: ClaimName): (x: Vector) => Vector {
  const weights = Float64Array.from({ length: claim === 'vjp' ? target.outputs : target.inputs }, (_, i) =>
    i % 2 === 0 ? 1 : SECOND_WEIGHT,
  );
  const call = target[claim] as (x: Vector, w: Vector) => Vector;
  return (x) => flat(claim, call(x, weights));
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** Where mistakes are planted in a claim, with the sizes that its entries have at usual points. */
export function placeOf(subject: FunctionSubject, claim: ClaimName): Place {
  const target = evaluator(subject);
  const { inputs, outputs, domain, inside } = target;
  const rng = random(USUAL_SEED);
  const points = Array.from({ length: USUAL_POINTS }, () => ordinary(domain, inputs, rng, inside)).filter((x) =>
    target.map(x).every(Number.isFinite),
  );
  const values = points.map(claimAt(target, claim));
  const entries = claim === 'jvp' ? outputs : claim === 'jacobian' ? outputs * inputs : claim === 'hessian' ? inputs * inputs : inputs;
  const sizes = Array.from({ length: entries }, (_, k) => median(values.map((value) => Math.abs(value[k]!))));
  const varies = free(domain);
  const seen = (k: number) => claim === 'jvp' || varies.includes(k % inputs);
  const order = Array.from(sizes.keys())
    .filter(seen)
    .sort((a, b) => sizes[b]! - sizes[a]!);
  const input = varies[0] ?? 0;
  return {
    subject,
    claim,
    inputs,
    entries,
    ...(rowsOf(claim) && { matrix: [claim === 'jacobian' ? outputs : inputs, inputs] as const }),
    largest: order[0] ?? 0,
    next: order[1] ?? order[0] ?? 0,
    size: sizes[order[0] ?? 0]! || 1,
    median: median(points.map((x) => x[input]!)),
    input,
  };
}

/** The subject with a mistake in one claim. */
export function spoiled(place: Place, name: string, spoil: Spoil): FunctionSubject {
  const { subject, claim, matrix } = place;
  const right = subject[claim] as (x: never, ...rest: never[]) => ArrayLike<number> | ArrayLike<ArrayLike<number>>;
  const wrong = (x: ArrayLike<number>, ...rest: never[]) => {
    const point = Float64Array.from(x);
    const values = spoil(flat(claim, right(x as never, ...rest)), point);
    return matrix ? Array.from({ length: matrix[0] }, (_, k) => values.slice(k * matrix[1], (k + 1) * matrix[1])) : values;
  };
  // A known failure is expected of the subject as it is.
  const { expect, ...rest } = subject;
  const { outputs } = subject;
  return { ...rest, ...(outputs !== undefined && { outputs }), name: `${subject.name}: ${claim}, ${name}`, [claim]: wrong };
}

/** Whether a law holds the entries of a claim against values: such laws come first, since they catch most. */
const isDirect = ({ topic }: Property): boolean => topic.tells === 'entries' && topic.against === 'values';

/**
 * Plants every mistake into every claim of a right subject, and tells which law catches it under these settings, or why none does.
 * @throws {Error} if a law fails for the subject as it is: what a pass is worth cannot be seen from one that fails.
 */
export function* mutation(subject: FunctionSubject, laws: readonly Property[], options: CheckOptions): Generator<Fate> {
  const held = (of: FunctionSubject) =>
    heldAt(
      options.effort,
      laws.filter((law) => law.appliesTo(of)),
    );
  const sound = held(subject).map((law) => check(subject, law, options));
  const wrong = sound.find(({ verdict }) => verdict === 'fail');
  if (wrong) throw new Error(`subject ${JSON.stringify(subject.name)} fails ${wrong.property} as it is, before a mistake is planted`);
  for (const claim of claimNames.filter((name) => subject[name] !== undefined)) {
    const place = placeOf(subject, claim);
    for (const mutant of mutants) {
      const spoil = mutant.plant(place);
      if (!spoil) continue;
      const mutated = spoiled(place, mutant.name, spoil);
      const about = [...held(mutated)].sort((a, b) => Number(isDirect(b)) - Number(isDirect(a)));
      const digits: number[] = [];
      const law = about.find((candidate) => {
        const result = check(mutated, candidate, { ...options, brief: true });
        if (result.digits && isDirect(candidate)) digits.push(result.digits.worst);
        return result.verdict === 'fail';
      });
      const fate = { claim, mutant: mutant.name, kind: mutant.kind };
      const established = 10 ** -Math.min(UNSTATED_DIGITS, ...digits);
      const direct = about.filter(isDirect);
      yield law
        ? { ...fate, caughtBy: law.name }
        : { ...fate, survived: survival({ place, mutant, wrong: mutated, laws: direct, seed: options.seed, established }) };
    }
  }
}

/** Digits that are established where no pass states any. Why: more than a double has: nothing is excused then. */
const UNSTATED_DIGITS = 16;
/** Points at which a survivor is held beside the right claim. Why: four times the samples of a check: a mistake that shows at one point in a hundred is seen at one of them in all but 2 % of cases. */
const COMPARED_POINTS = 400;
/** Changes below this part of an entry are its rounding. Why: four units in the last place, as a claim is granted. */
const ENTRY_ROUNDING = 2 ** -50;

/** A mutant that no law caught. */
interface Survivor {
  readonly place: Place;
  readonly mutant: Mutant;
  readonly wrong: FunctionSubject;
  /** The laws that hold the claim itself against values. */
  readonly laws: readonly Property[];
  readonly seed: number;
  /** The relative error down to which the claim passed. */
  readonly established: number;
}

/** Why no law caught a mutant. */
function survival(survivor: Survivor): NonNullable<Fate['survived']> {
  const { place, mutant, wrong, laws, seed, established } = survivor;
  const [target, other] = [evaluator(place.subject), evaluator(wrong)];
  const gapAt = gapBetween(claimAt(target, place.claim), claimAt(other, place.claim));
  const usable = (x: Vector) => target.inside(x) && target.map(x).every(Number.isFinite);
  const drawn = fc.sample(point(target), { seed, numRuns: COMPARED_POINTS }).filter(usable);
  const apart = drawn.map((x) => ({ x, gap: gapAt(x) })).filter(({ gap }) => gap > 0);
  if (apart.length === 0) {
    const struck = mutant.strike
      ? drawn
          .slice(0, USUAL_POINTS)
          .map((x) => mutant.strike!(x, place))
          .filter(usable)
      : [];
    return struck.some((x) => gapAt(x) > 0)
      ? { as: 'unseen', because: `no sample is where it shows: at ${drawn.length} points the claim is the same` }
      : {
          as: 'equivalent',
          because: `the claim is the same at ${drawn.length + struck.length} points${mutant.strike ? ', also where it should show' : ''}`,
        };
  }
  const largest = Math.max(...apart.map(({ gap }) => gap));
  const by = Number.isFinite(largest) ? `by up to ${Number(largest.toPrecision(2))} of the largest entry` : 'also where the right one is 0';
  const where = `it differs at ${apart.length} of ${drawn.length} points, ${by}`;
  if (largest < established)
    return {
      as: 'below',
      because: `${where}, and its pass says no more of the worst sample than that it is right to ${Number(established.toPrecision(1))} of it`,
    };
  const places = apart.slice(0, KINK_PLACES).map(({ x }) => x);
  return laws.some((law) => places.every((x) => subgradient(law, other, x, seed)))
    ? { as: 'equivalent', because: `${where}, where f has a kink, and what is claimed there is one of its slopes` }
    : { as: 'missed', because: where };
}

/** How far a changed claim is from the right one at a point, in relation to the largest entry; 0 if no further than rounding. */
const gapBetween =
  (right: (x: Vector) => Vector, changed: (x: Vector) => Vector) =>
  (x: Vector): number => {
    const [a, b] = [right(x), changed(x)];
    const size = Math.max(...a.map(Math.abs));
    return Math.max(
      ...a.map((value, k) =>
        Object.is(value, b[k]!) || Math.abs(value - b[k]!) <= ENTRY_ROUNDING * Math.abs(value) ? 0 : Math.abs(value - b[k]!) / size || 1,
      ),
    );
  };

/** Places at which a changed claim is looked at for a kink. Why: a claim that is wrong only at kinks is so at all of them. */
const KINK_PLACES = 8;
/** Samples of a law at each place. Why: each has another direction. */
const KINK_SAMPLES = 4;

/** Whether a law holds at x because f has a kink there. */
function subgradient(law: Property, wrong: Evaluator, x: Vector, seed: number): boolean {
  const look = examiner(wrong, law);
  const outcomes = fc
    .sample(law.forAll(wrong), { seed, numRuns: KINK_SAMPLES })
    .map((sample) => examine(look, { ...sample, x }, 'thorough'));
  const kink = outcomes.some(({ measurements }) => measurements.some(({ measured }) => measured.kind === 'kink'));
  return kink && outcomes.every(({ verdict }) => verdict !== 'fail');
}

/** How many of the mutants are caught that make the claim wrong, by more than the digits leave open that its pass states. */
export function scoreOf(fates: readonly Fate[]): {
  readonly caught: number;
  readonly equivalent: number;
  readonly below: number;
  readonly all: number;
  readonly score: number;
} {
  const count = (as: NonNullable<Fate['survived']>['as']) => fates.filter(({ survived }) => survived?.as === as).length;
  const caught = fates.filter(({ caughtBy }) => caughtBy !== undefined).length;
  const [equivalent, below] = [count('equivalent'), count('below')];
  const wrong = fates.length - equivalent - below;
  return { caught, equivalent, below, all: fates.length, score: wrong === 0 ? 1 : caught / wrong };
}
