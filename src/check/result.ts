import { explanation } from '../explain/explanation.ts';
import { locate, locateIn, type Wrong } from '../explain/locate.ts';
import { simplify } from '../explain/simplify.ts';
import type { Property, Sample } from '../law/property.ts';
import type { Verdict } from '../law/verdict.ts';
import { glancing } from '../measure/glancing.ts';
import { instrument } from '../measure/instrument.ts';
import type { Evaluator, FaultKind } from '../subject/evaluator.ts';
import { type Control, controlOf, MISSED } from './control.ts';
import { type Counterexample, counterexample, plain } from './counterexample.ts';
import { extentOf } from './effort.ts';
import { type Exactness, exactnessOf } from './exactness.ts';
import { stillFailing, unconfirmed } from './examine.ts';
import { examiner, FIXED, isOpen, NOT_FINITE, OUTSIDE, type Outcome } from './examiner.ts';
import { type Fixed, fixedOf, unjudged } from './fixed-points.ts';
import type { CheckOptions } from './options.ts';
import { printed } from './replay-path.ts';
import { hasRoom } from './room.ts';
import { isAtKink, isFixed, isSpent, type Visit, type Visits } from './visits.ts';
import { warningsOf } from './warnings.ts';

/** What came of holding one subject to one property. */
export interface Result {
  readonly subject: string;
  readonly property: string;
  readonly law: string;
  readonly verdict: Verdict;
  /** Why it is inconclusive, or how it failed; of a law that passes and is silent everywhere, why. */
  readonly reason?: string;
  /** Why this failure is known. */
  readonly expected?: string;
  readonly fault?: FaultKind;
  readonly message?: string;
  readonly source?: { readonly file: string; readonly line?: number };
  readonly requirement?: string;
  readonly runs: number;
  /** Samples at which there is no verdict. */
  readonly discarded: number;
  /** Those of them about which the law has nothing to say by its nature. If these are all samples, nothing was checked: inconclusive, unless another law of a run has checked the subject. */
  readonly silent?: number;
  readonly evaluations: { readonly f: number; readonly claims: number };
  /** −log₁₀ of the relative error down to which the claim is established. */
  readonly digits?: { readonly worst: number; readonly median: number };
  readonly simplest?: Counterexample;
  readonly starkest?: Counterexample;
  readonly wrong?: readonly Wrong[];
  readonly diagnosis?: readonly { readonly kind: string; readonly text: string }[];
  readonly region?: string;
  readonly warnings?: readonly string[];
  readonly path?: string;
  readonly replay?: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** What exact arithmetic says of the claim, where f is a formula. */
  readonly exact?: Exactness;
  /** Of a law that passes and tells wrong entries: whether the claim would have failed with its sign flipped. */
  readonly control?: Control;
  /** What became of the points that the subject fixes, if it has some and the law is tried at them. */
  readonly fixed?: Fixed;
}

/** A subject, a law and the settings with which the one was held to the other. */
export interface Held {
  readonly target: Evaluator;
  readonly property: Property;
  readonly options: CheckOptions;
}

/** What a result says beside who was held to what. */
type Verdicts = Omit<Result, 'subject' | 'property' | 'law'>;

/** What the visited samples come to: a fault, a failure with its explanation, nothing to say or nothing that can be said, or a pass with its digits. */
export function resultOf(held: Held, { seen, broken }: Visits): Verdicts {
  if (broken) return faulty(held, seen, broken);
  const judged = seen.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
  const silent = seen.filter((visit) => visit.silent).length;
  const counts = { runs: seen.length, discarded: seen.length - judged.length, ...(silent > 0 && { silent }) };
  const tally = { ...counts, ...fixedOf(held.target, seen) };
  const { explains } = extentOf(held.options);
  const failing = judged.filter(({ verdict }) => verdict === 'fail');
  const atKink = (visit: Visit) => (explains ? 0 : Number(isAtKink(visit)));
  const [starkest] = failing.sort((a, b) => Number(isFixed(b)) - Number(isFixed(a)) || atKink(a) - atKink(b) || b.bars - a.bars);
  if (starkest && held.options.brief) return { verdict: 'fail', ...tally, evaluations: evaluationsOf(held), path: printed(starkest.path) };
  const warnings = [...warningsOf(held.target, seen), ...unjudged(held.target, seen), ...leftOut(held, seen)];
  const exact = exactnessOf(held.target, seen);
  const warned = { ...(warnings.length > 0 && { warnings }), ...(exact && { exact }) };
  if (starkest) return failed(held, starkest, tally, warned);
  if (silent > 0 && silent === seen.length)
    return { verdict: 'inconclusive', reason: nothingSaid(seen), ...tally, evaluations: evaluationsOf(held), ...warned };
  const spoken = seen.filter((visit) => !visit.silent);
  if (isOpen(seen)) return { ...undecided(held, spoken), ...tally, evaluations: evaluationsOf(held), ...warned };
  const control = held.property.topic.tells === 'entries' ? controlOf(judged, held.target.subject.precision) : undefined;
  const digits = judged.flatMap((outcome) => (outcome.digits === undefined ? [] : [outcome.digits])).sort((a, b) => a - b);
  return {
    verdict: 'pass',
    ...tally,
    evaluations: evaluationsOf(held),
    ...(digits.length > 0 && { digits: { worst: toTenths(digits[0]!), median: toTenths(digits[digits.length >> 1]!) } }),
    ...warned,
    ...(control && { control }),
    ...(control === 'missed' && { warnings: [...warnings, MISSED] }),
  };
}

/** The evaluations so far: a copy, since the evaluator goes on counting. */
const evaluationsOf = ({ target: { evaluations } }: Held): Result['evaluations'] => ({ f: evaluations.f, claims: evaluations.claims });

const toTenths = (digits: number): number => Math.round(digits * 10) / 10;

function faulty(held: Held, seen: readonly Visit[], { fault, sample, path }: NonNullable<Visits['broken']>): Verdicts {
  return {
    verdict: 'fail',
    fault: fault.kind,
    message: fault.message,
    runs: seen.length + 1,
    discarded: 0,
    simplest: { sample: plain(sample), measurements: [] },
    ...(fault.kind === 'not-deterministic' && !held.options.brief && explained(held, [{ sample }], [])),
    evaluations: evaluationsOf(held),
    path: printed(path),
  };
}

/** A failure at its simplest and at its starkest sample, with the wrong components and what kind of mistake it is. */
function failed(
  held: Held,
  starkest: Visit,
  tally: Pick<Result, 'runs' | 'discarded' | 'silent' | 'fixed'>,
  warned: Pick<Result, 'warnings' | 'exact'>,
): Verdicts {
  const { explains: wanted, budget } = extentOf(held.options);
  // What has cost its budget is located where it was found, and no more.
  const spent = isSpent(held.target, budget);
  const explains = wanted && !spent;
  const there = explains ? [] : located(held, starkest);
  const found = spent || there.length > 0 || isFixed(starkest) ? starkest : simplestOf(held, starkest);
  const wrong = there.length > 0 || spent ? there : located(held, found);
  return {
    verdict: 'fail',
    ...(found.reason !== undefined && { reason: found.reason }),
    ...(found.reason === 'not finite' && { fault: 'not-finite' as const }),
    ...tally,
    simplest: counterexample(found.sample, found.measurements),
    starkest: counterexample(starkest.sample, starkest.measurements),
    ...(wrong.length > 0 && { wrong }),
    ...(explains && explained(held, [found, starkest], wrong)),
    evaluations: evaluationsOf(held),
    ...warned,
    path: printed(starkest.path),
  };
}

/** A simple sample that still fails. At a kink a reader would have to weigh a whole range: what fails elsewhere is shown elsewhere. */
function simplestOf({ target, property }: Held, starkest: Visit): Outcome & { readonly sample: Sample } {
  const look = examiner(target, property);
  const plainly = <T extends Outcome>(outcome: T | undefined) =>
    outcome && (isAtKink(starkest) || !isAtKink(outcome)) ? outcome : undefined;
  const attempted = (at: Sample, enough: number) => plainly(unconfirmed(look, at, enough));
  const confirmed = (at: Sample) => plainly(stillFailing(look, at));
  return simplify(starkest.sample, target, { attempted, confirmed, bars: starkest.bars }) ?? starkest;
}

/** The wrong components of a sample at which exact arithmetic has found them. */
const exactlyWrong = ({ measurements }: Outcome): readonly Wrong[] =>
  measurements
    .flatMap(({ exact }) => exact?.wrong ?? [])
    .map(({ index, label, claimed, exact }) => ({ index, label, claimed, observed: exact, error: 0 }));

/** The wrong components of a failing sample. */
function located({ target, property, options }: Held, found: Outcome & { readonly sample: Sample }): readonly Wrong[] {
  const { sample } = found;
  const exactly = exactlyWrong(found);
  if (exactly.length > 0) return exactly;
  const look = (size: number) => (extentOf(options).explains ? instrument(target, 'thorough') : glancing(target, size));
  return property.parts ? locateIn(property.parts(target, sample), look) : locate(target, property.topic, sample, look);
}

/** What kind of mistake it is, and where, from samples that fail. */
function explained(
  { target, property, options }: Held,
  failing: readonly (Pick<Outcome, 'reason'> & { readonly sample: Sample })[],
  wrong: readonly Wrong[],
): Pick<Result, 'diagnosis' | 'region' | 'evidence'> {
  const [first] = failing;
  const { pattern, ...found } = explanation(
    target,
    {
      topic: property.topic,
      ...(first?.reason !== undefined && { reason: first.reason }),
      failing: failing.flatMap(({ sample: { x } }) => (x instanceof Float64Array && x.length === target.inputs ? [x] : [])),
      wrong: wrong.map(({ label }) => label),
      others: options.others ?? [],
    },
    { quick: instrument(target, 'quick'), thorough: instrument(target, 'thorough') },
    options.explained,
  );
  return { ...found, ...(pattern !== undefined && { evidence: { pattern } }) };
}

/** What is said where the budget of a subject was spent before all points were examined. */
const leftOut = ({ target, options }: Held, seen: readonly Visit[]): readonly string[] => {
  const { runs, budget } = extentOf(options);
  const { length } = seen.filter((visit) => !isFixed(visit));
  return length < runs && options.path === undefined && isSpent(target, budget)
    ? [`${length} of ${runs} points: the budget${options.budget === undefined ? '' : ` of ${budget} evaluations`} is spent`]
    : [];
};

/** At how many of the points that were asked for a law has looked, and how many these are. */
interface CutShort {
  readonly seen: number;
  readonly asked: number;
}

/** At how many points a law has looked, if the budget was spent before the last of them. */
export function spentAfter({ warnings = [] }: Pick<Result, 'warnings'>): CutShort | undefined {
  const [, seen, asked] = warnings.map((warning) => /^(\d+) of (\d+) points: the budget/.exec(warning)).find((found) => found) ?? [];
  return seen !== undefined ? { seen: Number(seen), asked: Number(asked) } : undefined;
}

/** The same of a law that passes. */
export const cutShort = (result: Pick<Result, 'verdict' | 'warnings'>): CutShort | undefined =>
  result.verdict === 'pass' ? spentAfter(result) : undefined;

/** Why nothing was checked by a law that is silent everywhere. */
function nothingSaid(seen: readonly Visit[]): string {
  const reason = commonest(seen)!;
  const count = seen.filter((visit) => visit.reason === reason).length;
  return count === seen.length
    ? `${UNCHECKED}: ${reason} at all ${count} points`
    : `${UNCHECKED} at any of ${seen.length} points: ${reason} at ${count} of them`;
}

/** How the reason of a law begins that has judged no sample, since it had nothing to say or to measure. */
const UNCHECKED = 'nothing was checked';

/** Said where no derivative can be measured, since the domain has no interior. */
const NO_ROOM = 'nothing was checked: no room to vary';

/** Of a law that is silent everywhere: that it leaves nothing open, since other laws have checked the subject. */
export const silenced = (result: Result): Result =>
  result.verdict === 'inconclusive' && result.runs > 0 && result.silent === result.runs
    ? { ...result, verdict: 'pass', reason: result.reason!.replace(UNCHECKED, 'nothing to say') }
    : result;

/** Nothing can be said at most samples. A subject whose f was finite at none of them, or whose domain has no interior, is broken, not hard. */
function undecided(held: Held, seen: readonly Visit[]): Pick<Result, 'verdict' | 'reason' | 'fault' | 'message'> {
  const { target } = held;
  if (seen.some(({ reason }) => reason === FIXED) || target.where) {
    const points = seen.flatMap(({ sample: { x } }) => (x instanceof Float64Array && x.length === target.inputs ? [x] : []));
    if (points.length > 0 && !hasRoom(target, points)) return { verdict: 'fail', reason: NO_ROOM };
  }
  const unasked = seen.length > 0 && seen.every(({ reason }) => reason === NOT_FINITE || reason === OUTSIDE);
  const cut = leftOut(held, seen).length > 0;
  if (!unasked || cut || seen.every(({ reason }) => reason === OUTSIDE))
    return { verdict: 'inconclusive', reason: commonest(seen) ?? 'no sample' };
  return target.thrown === undefined
    ? { verdict: 'fail', fault: 'not-finite', message: 'f is not finite at any sample', reason: NOT_FINITE }
    : { verdict: 'fail', fault: 'throws', message: `f threw: ${target.thrown}`, reason: 'f throws at every sample' };
}

/** The commonest reason for which nothing could be said. */
function commonest(seen: readonly Visit[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { verdict, reason } of seen) if (verdict !== 'pass' && reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
