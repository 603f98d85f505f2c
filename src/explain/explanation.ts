import type { Topic } from '../law/topic.ts';
import type { Vector } from '../math/vector.ts';
import { type ClaimName, type Evaluator, Fault } from '../subject/evaluator.ts';
import type { Subject } from '../subject/kind.ts';
import { labelOf } from '../subject/label.ts';
import { type Comparison, compare, type Instruments, type Places } from './comparison.ts';
import { diagnosed } from './diagnoses/index.ts';
import { patternOf } from './pattern.ts';
import { regionOf } from './region.ts';

/** What was seen of a failure. */
export interface FailingLaw {
  readonly topic: Topic;
  readonly reason?: string;
  /** Points at which the law failed, the simplest first. */
  readonly failing: readonly Vector[];
  /** What the components are called that are wrong at the simplest. */
  readonly wrong: readonly string[];
  /** Subjects that are checked in the same run. */
  readonly others?: Iterable<Subject>;
}

/** What kind of mistake it is, and where. */
export interface Explanation {
  readonly diagnosis?: readonly { readonly kind: string; readonly text: string }[];
  readonly region?: string;
  /** Several wrong entries told as one thing. */
  readonly pattern?: string;
}

/** A mistake of a claim that was explained: why what it is about failed, in which of its components, and where. */
interface Mistake {
  readonly reason: string | undefined;
  readonly wrong: ReadonlySet<string>;
  readonly holds: (x: Vector) => boolean;
  readonly given: Explanation;
}

/** The mistakes of the claims of one subject that were explained: one that several laws show, in some of the same components and in the same region, is explained once. */
export type Explained = Map<ClaimName, Mistake[]>;

/** Ordinary points at which the claim is compared, at most. Why: a rule that leaves two numbers open needs some ten points to be sure; bench/diagnoses.ts measures how often it is right. */
const FRESH = 12;
/** The same, at least. Why: what depends on the point is told from what does not by a few. */
const LEAST_FRESH = 5;
/** Between these, as many points as give this many entries. Why: each point costs as many slopes as there are inputs, and each slope is evidence too: as many as twelve points of eight inputs give. */
const FRESH_ENTRIES = 96;
/** Where fewer ordinary points fail than these, points of the region are taken too. Why: as many as a rule needs. */
const ENOUGH_FAILING = 3;
/** The most inputs of a subject that is explained. Why: entries that are measured are a part of the inputs, and of more than that the part says little. */
const EXPLAINED_INPUTS = 2000;

/** Whether a subject has too many inputs to be explained: a mistake is located, once, and no more. */
export const isWide = ({ inputs }: Pick<Evaluator, 'inputs'>): boolean => inputs > EXPLAINED_INPUTS;

/**
 * Why a law fails: the claim that it is about beside what is measured, at the points given and at others, explained; and the condition under which it is wrong.
 * The same points give the same explanation, unless one given before fits.
 */
export function explanation(
  target: Evaluator,
  { topic, reason, failing, wrong, others = [] }: FailingLaw,
  look: Instruments,
  explained: Explained = new Map(),
): Explanation {
  if (isWide(target)) return {};
  const isKnown = (one: Mistake) => one.reason === reason && wrong.every((label) => one.wrong.has(label)) && one.holds(failing[0]!);
  const known = wrong.length > 0 && failing[0] ? topic.about.flatMap((claim) => explained.get(claim) ?? []).find(isKnown) : undefined;
  if (known) return known.given;
  const fresh = Math.max(LEAST_FRESH, Math.min(FRESH, Math.ceil(FRESH_ENTRIES / target.inputs)));
  try {
    const first = compared(target, topic, look, { given: failing, fresh });
    if (!first) return {};
    const region = regionOf(first);
    const rare = region && first.points.filter(({ ordinary, wrong }) => ordinary && wrong.length > 0).length < ENOUGH_FAILING;
    const comparison = rare ? compare(target, first.claim, look, { given: [...failing, ...region.inside], fresh })! : first;
    const diagnosis = diagnosed({ comparison, topic, ...(reason !== undefined && { reason }), ...(region && { region }), others });
    const pattern = told(comparison);
    const given = {
      ...(diagnosis.length > 0 && { diagnosis }),
      ...(region && { region: region.text }),
      ...(pattern !== undefined && { pattern }),
    };
    const mistake = { reason, wrong: componentsOf(comparison, wrong), holds: region?.holds ?? (() => true), given };
    if (comparison.wrong.length > 0) explained.set(comparison.claim, [...(explained.get(comparison.claim) ?? []), mistake]);
    return given;
  } catch (error) {
    if (error instanceof Fault) return {};
    throw error;
  }
}

/** What the components are called that are known to be wrong: those that a law told, and of a gradient, or a product of cotangents, those that were compared. */
const componentsOf = ({ claim, wrong, target }: Comparison, told: readonly string[]): ReadonlySet<string> =>
  new Set([...told, ...(claim === 'gradient' || claim === 'vjp' ? wrong.map((i) => labelOf(target.subject, i)) : [])]);

/** The first of the suspected claims that is wrong; if none is, the first. */
function compared(target: Evaluator, topic: Topic, look: Instruments, places: Places): Comparison | undefined {
  let first: Comparison | undefined;
  for (const claim of topic.about) {
    const comparison = compare(target, claim, look, places);
    if (comparison && comparison.wrong.length > 0) return comparison;
    first ??= comparison;
  }
  return first;
}

function told({ claim, wrong, looked, matrix, label, target: { subject } }: Comparison): string | undefined {
  if (claim === 'jvp' || claim === 'hvp') return undefined;
  const name = matrix && (claim === 'hessian' ? 'the Hessian' : 'the Jacobian');
  return patternOf(wrong, {
    entries: looked,
    columns: matrix?.[1] ?? 1,
    tensors: matrix ? [] : (subject.tensors ?? []),
    ...(name && { matrix: name }),
    label,
  });
}
