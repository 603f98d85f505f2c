import fc from 'fast-check';
import { type Explained, explanation } from '../explain/explanation.ts';
import { locate, locateIn, type Wrong } from '../explain/locate.ts';
import { simplify } from '../explain/simplify.ts';
import { Discard, type Property, type Sample } from '../law/property.ts';
import type { Inquiry, Reading } from '../law/reading.ts';
import type { Verdict } from '../law/verdict.ts';
import { instrument } from '../measure/instrument.ts';
import { hunt } from '../search/hunt.ts';
import { type Evaluator, Fault, type FaultKind } from '../subject/evaluator.ts';
import { asFunction, evaluatorOf, type Subject } from '../subject/kind.ts';
import { type Counterexample, counterexample, plain } from './counterexample.ts';
import { examine, examiner, NOT_FINITE, OUTSIDE, type Outcome, stillFailing, unconfirmed } from './examine.ts';
import { packed, unpacked } from './replay-path.ts';
import { warningsOf } from './warnings.ts';

export interface CheckOptions {
  readonly seed: number;
  /** Samples per property. */
  readonly runs: number;
  /** Goes straight to what an earlier run found. Opaque. */
  readonly path?: string;
  /** Evaluations of f that one result may cost, about. */
  readonly budget?: number;
  /** Whether rare mistakes are hunted for where the samples show none; they are, if nothing is said. */
  readonly hunting?: boolean;
  /** Samples at which the law failed in earlier runs. They are looked at first, and change nothing about the others. */
  readonly remembered?: readonly Sample[];
  /** A reading that warns fails. */
  readonly strictReadings?: boolean;
  /** Subjects that are checked in the same run: a claim may be the derivative of one of them. */
  readonly others?: readonly Subject[];
  /** Explanations that laws checked before gave for this subject, and to which this one's is added. */
  readonly explained?: Explained;
  /** Only the verdict is wanted: a failure ends the check, and is not simplified, located or explained. */
  readonly brief?: boolean;
}

/** What came of holding one subject to one property. */
export interface Result {
  readonly subject: string;
  readonly property: string;
  readonly law: string;
  readonly verdict: Verdict;
  /** Why it is inconclusive, or how it failed. */
  readonly reason?: string;
  /** Why this failure is known. */
  readonly expected?: string;
  readonly fault?: FaultKind;
  readonly message?: string;
  readonly source?: { readonly file: string; readonly line?: number };
  readonly requirement?: string;
  readonly runs: number;
  readonly discarded: number;
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
}

/** The first samples are looked at thoroughly even if a glance would settle them: they establish the digits. */
const THOROUGH = 8;
/** So many failing samples are enough to report. */
const FAILURES = 3;
/** Evaluations of f that one result may cost, if nothing is said. */
const BUDGET = 1_000_000;
/** The hunt may cost as many evaluations of f as the samples before it, and so many in any case: about kinks, every sample is dear. */
const HUNT = 50_000;
/** Holds one subject to one property: samples, measures, judges; where it fails, finds the simplest failing sample and what is wrong there. Takes a reading, where it is one. */
export function check(subject: Subject, inquiry: Inquiry, options: CheckOptions): Result {
  return 'read' in inquiry ? takeReading(subject, inquiry, options) : holdTo(subject, inquiry, options);
}

/** Takes a reading, which passes unless there is nothing to read. */
function takeReading(subject: Subject, gauge: Reading, { seed, strictReadings = false }: CheckOptions): Result {
  const target: Evaluator = evaluatorOf(subject);
  const samples = fc.sample(gauge.forAll(target), { seed, numRuns: gauge.samples });
  const common = { subject: subject.name, property: gauge.name, law: gauge.law };
  const tally = () => ({ runs: samples.length, discarded: 0, evaluations: { ...target.evaluations } });
  try {
    const { summary, warnings, figures } = gauge.read(target, samples, instrument(target, 'quick'));
    const strict = strictReadings && warnings.length > 0;
    return {
      ...common,
      verdict: strict ? 'fail' : 'pass',
      ...(strict && { reason: warnings[0]! }),
      ...tally(),
      ...(warnings.length > 0 && { warnings }),
      evidence: { reading: { summary, ...figures } },
    };
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Discard)) throw error;
    return { ...common, verdict: 'inconclusive', reason: error.message, ...tally(), evidence: { reading: {} } };
  }
}

/** A sample, what it came to, and the path that leads to it. */
type Seen = Outcome & { readonly sample: Sample; readonly path: string };

/** Paths: the place of a generated sample in its run; 'h' and the place of a hunted one; a remembered sample itself. */
const HUNTED = 'h';

function holdTo(subject: Subject, property: Property, options: CheckOptions): Result {
  const { seed, runs, path, budget = BUDGET, brief = false, hunting = true, remembered = [] } = options;
  const target: Evaluator = evaluatorOf(subject);
  const look = examiner(target, property);
  const seen: Seen[] = [];
  let failures = 0;
  let crash: unknown;
  let broken: { readonly fault: Fault; readonly sample: Sample; readonly path: string } | undefined;

  const unsettled = () => crash === undefined && !broken && failures === 0 && target.evaluations.f < budget;
  const visit = (
    sample: Sample,
    path: string,
    effort: 'quick' | 'thorough',
    narrow: 'waits' | 'now' = 'now',
    at = seen.length,
  ): boolean => {
    try {
      const outcome = examine(look, sample, effort, narrow);
      seen[at] = { ...outcome, sample, path };
      if (outcome.verdict === 'fail') failures++;
    } catch (error) {
      if (error instanceof Fault) broken = { fault: error, sample, path };
      else crash = error;
    }
    return crash === undefined && !broken && failures < (brief ? 1 : FAILURES) && target.evaluations.f < budget;
  };
  const common = { subject: subject.name, property: property.name, law: property.law };
  const recalled = path === undefined ? recall(subject, property, remembered) : [];
  const [packedSample, hunted] = [path === undefined ? undefined : unpacked(path), path?.startsWith(HUNTED)];
  if (packedSample) visit(packedSample, path!, 'thorough');
  else if (!hunted) {
    const start = path === undefined ? 0 : Number.parseInt(path, 10);
    fc.check(
      fc.property(property.forAll(target), (sample) => {
        const index = start + seen.length;
        if (path !== undefined) return visit(sample, path, 'thorough');
        return visit(sample, String(index), index < THOROUGH ? 'thorough' : 'quick', 'waits');
      }),
      { seed, numRuns: path === undefined ? runs : 1, endOnFailure: true, ...(path !== undefined && { path }) },
    );
    const pending = unsettled() ? [...seen.entries()].filter(([, one]) => one.pending) : [];
    const widest = ([, a]: [number, Seen], [, b]: [number, Seen]) => (b.leastBars ?? 0) - (a.leastBars ?? 0);
    for (const [k, { sample, path }] of pending.sort(widest)) if (!visit(sample, path, 'thorough', 'now', k)) break;
  }
  if (unsettled() && (path === undefined ? hunting : hunted)) {
    const generated = seen.length;
    const most = Math.min(budget, target.evaluations.f + Math.max(target.evaluations.f, HUNT));
    let k = 0;
    for (const sample of hunt(target, property, seed)) {
      const at = `${HUNTED}${k++}`;
      if (path !== undefined && at !== path) continue;
      if (!visit(sample, at, path === undefined ? 'quick' : 'thorough') || target.evaluations.f > most) break;
    }
    if (failures === 0 && path === undefined) seen.length = generated;
  }
  if (failures === 0 && recalled.length > 0) seen.push(...recalled);
  if (crash !== undefined) throw crash;

  const evaluations = () => ({ f: target.evaluations.f, claims: target.evaluations.claims });
  if (broken) {
    const { fault, sample, path } = broken;
    return {
      ...common,
      verdict: 'fail',
      fault: fault.kind,
      message: fault.message,
      runs: seen.length + 1,
      discarded: 0,
      simplest: { sample: plain(sample), measurements: [] },
      ...(fault.kind === 'not-deterministic' && !brief && explained(target, property, [{ sample }], [], options)),
      evaluations: evaluations(),
      path,
    };
  }

  const judged = seen.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
  const tally = { runs: seen.length, discarded: seen.length - judged.length };
  const warnings = warningsOf(target, seen);
  const starkest = seen.filter(({ verdict }) => verdict === 'fail').sort((a, b) => b.bars - a.bars)[0];
  if (starkest && brief) return { ...common, verdict: 'fail', ...tally, evaluations: evaluations(), path: starkest.path };
  if (starkest) {
    const { sample, bars } = starkest;
    // At a kink a reader would have to weigh a whole range: what fails elsewhere is shown elsewhere.
    const plainly = <T extends Outcome>(seen: T | undefined) => (seen && (atKink(starkest) || !atKink(seen)) ? seen : undefined);
    const [attempted, confirmed] = [(at: Sample) => plainly(unconfirmed(look, at)), (at: Sample) => plainly(stillFailing(look, at))];
    const found = simplify(sample, target, attempted, bars, confirmed) ?? starkest;
    const wrong = located(target, property, found.sample);
    return {
      ...common,
      verdict: 'fail',
      ...(found.reason !== undefined && { reason: found.reason }),
      ...(found.reason === 'not finite' && { fault: 'not-finite' as const }),
      ...tally,
      simplest: counterexample(found.sample, found.measurements),
      starkest: counterexample(starkest.sample, starkest.measurements),
      ...(wrong.length > 0 && { wrong }),
      ...explained(target, property, [found, starkest], wrong, options),
      evaluations: evaluations(),
      ...(warnings.length > 0 && { warnings }),
      path: starkest.path,
    };
  }
  if (judged.length * 2 < seen.length || judged.length === 0) {
    const blank = nothingFinite(target, seen);
    return {
      ...common,
      verdict: blank ? 'fail' : 'inconclusive',
      ...(blank ?? {
        reason:
          commonest(seen.flatMap(({ verdict, reason }) => (verdict === 'pass' || reason === undefined ? [] : [reason]))) ?? 'no sample',
      }),
      ...tally,
      evaluations: evaluations(),
      ...(warnings.length > 0 && { warnings }),
    };
  }
  const digits = judged.flatMap((outcome) => (outcome.digits === undefined ? [] : [outcome.digits])).sort((a, b) => a - b);
  return {
    ...common,
    verdict: 'pass',
    ...tally,
    evaluations: evaluations(),
    ...(digits.length > 0 && { digits: { worst: short(digits[0]!), median: short(digits[digits.length >> 1]!) } }),
    ...(warnings.length > 0 && { warnings }),
  };
}

const atKink = ({ measurements }: Outcome): boolean => measurements.some(({ measured }) => measured.kind === 'kink');

/** Those of the remembered samples at which the law still fails; looked at apart, so that nothing else is counted otherwise. */
function recall(subject: Subject, property: Property, remembered: readonly Sample[]): readonly Seen[] {
  if (remembered.length === 0) return [];
  const look = examiner(evaluatorOf(subject) as Evaluator, property);
  return remembered.flatMap((sample) => {
    try {
      const outcome = examine(look, sample, 'thorough');
      return outcome.verdict === 'fail' ? [{ ...outcome, sample, path: packed(sample) }] : [];
    } catch {
      return [];
    }
  });
}

/** The wrong components of a failing sample. */
function located(target: Evaluator, property: Property, sample: Sample): readonly Wrong[] {
  const look = instrument(target, 'thorough');
  return property.parts ? locateIn(property.parts(target, sample), look) : locate(target, property.name, sample, look);
}

/** What kind of mistake it is, and where, from samples that fail. */
function explained(
  target: Evaluator,
  { name }: Property,
  failing: readonly (Pick<Outcome, 'reason'> & { readonly sample: Sample })[],
  wrong: readonly Wrong[],
  { others = [], explained }: CheckOptions,
) {
  const [first] = failing;
  const { pattern, ...found } = explanation(
    target,
    {
      property: name,
      ...(first?.reason !== undefined && { reason: first.reason }),
      failing: failing.flatMap(({ sample: { x } }) => (x instanceof Float64Array && x.length === target.inputs ? [x] : [])),
      wrong: wrong.map(({ label }) => label),
      others: others.map(asFunction),
    },
    { quick: instrument(target, 'quick'), thorough: instrument(target, 'thorough') },
    explained,
  );
  return { ...found, ...(pattern !== undefined && { evidence: { pattern } }) };
}

/** A subject whose f was finite at no sample is broken, not hard. */
function nothingFinite(target: Evaluator, seen: readonly Outcome[]): Pick<Result, 'fault' | 'message' | 'reason'> | undefined {
  if (seen.length === 0 || seen.some(({ reason }) => reason !== NOT_FINITE && reason !== OUTSIDE)) return undefined;
  if (seen.every(({ reason }) => reason === OUTSIDE)) return undefined;
  return target.thrown === undefined
    ? { fault: 'not-finite', message: 'f is not finite at any sample', reason: NOT_FINITE }
    : { fault: 'throws', message: `f threw: ${target.thrown}`, reason: 'f throws at every sample' };
}

function commonest(reasons: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

const short = (digits: number): number => Math.round(digits * 10) / 10;
