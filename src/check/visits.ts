import fc from 'fast-check';
import type { Property, Sample } from '../law/property.ts';
import { hunt } from '../search/hunt.ts';
import { type Evaluator, Fault } from '../subject/evaluator.ts';
import { evaluatorOf, type Subject } from '../subject/kind.ts';
import { examine, type Narrow } from './examine.ts';
import { type Examiner, examiner, type Outcome } from './examiner.ts';
import type { CheckOptions } from './options.ts';
import { parsed, type ReplayPath } from './replay-path.ts';

/**
 * The first samples that are measured thoroughly even if a glance would settle them, by laws that tell the entries of a claim; one by the others, which follow from these. Why: they establish the digits that
 * a pass states, and eight give a worst and a median.
 */
const THOROUGH = { entries: 8, others: 1 };
/** Failing samples after which a check ends. Why: the starkest of three is plain enough to be shown; more cost as much each, to confirm. */
const FAILURES = 3;
/** Evaluations of f, and as many of claims, that one subject may cost, if the options do not say. Why: about two hundred times what a check of a smooth function takes: it ends where every sample lies at a kink of many inputs. */
const BUDGET = 1_000_000;
/** Whether a subject has cost its budget. Claims count too: a claim that is contradicted on some segments and not on others is asked for more often than f. */
export const isSpent = ({ evaluations: { f, claims } }: Evaluator, budget = BUDGET): boolean => Math.max(f, claims) >= budget;
/** Evaluations, of f and of claims, that the hunt may cost where the samples before it cost less; else as many as these. Why: it is what hunting along 16 lines of 512 intervals takes; hunt.test.ts finds its mistakes within it. */
const HUNT = 50_000;

/** A sample, what it came to, and the path that leads to it. */
export type Visit = Outcome & { readonly sample: Sample; readonly path: ReplayPath };

/** The samples of a check, in their order. */
export interface Visits {
  readonly seen: readonly Visit[];
  /** The fault at which the check ended. */
  readonly broken?: { readonly fault: Fault; readonly sample: Sample; readonly path: ReplayPath };
}

/**
 * Visits the samples of a law: the generated ones, those among them that waited, and, if none fails, the searched ones; or only the one to which a path leads.
 * Remembered samples at which the law still fails are added if nothing else fails.
 * @throws what a law throws that is neither a discard nor a fault: the law itself is broken.
 */
export function visits(subject: Subject, target: Evaluator, property: Property, options: CheckOptions): Visits {
  const { hunting = true, remembered = [] } = options;
  const path = options.path === undefined ? undefined : parsed(options.path);
  const tour = tourOf(target, property, options);
  const recalled = path === undefined ? recall(subject, property, remembered) : [];
  if (path?.kind === 'remembered') tour.visit(path.sample, { path, effort: 'thorough' });
  else if (path?.kind === 'generated') replayGenerated(tour, path);
  else if (path === undefined) generated(tour);
  if (tour.open && (path === undefined ? hunting : path.kind === 'searched')) searched(tour, path);
  if (tour.failures === 0) tour.seen.push(...recalled);
  return { seen: tour.seen, ...(tour.broken && { broken: tour.broken }) };
}

/** How a sample is visited. */
interface Manner {
  readonly path: ReplayPath;
  readonly effort: 'search' | 'quick' | 'thorough';
  readonly narrow?: Narrow;
  /** The place among the visits that this one takes; the next if omitted. */
  readonly at?: number;
}

/** A check on its way from sample to sample. */
interface Tour {
  readonly target: Evaluator;
  readonly property: Property;
  readonly options: CheckOptions;
  readonly budget: number;
  /** Evaluations, of f and of claims, by laws before this one. */
  readonly before: number;
  readonly seen: Visit[];
  readonly failures: number;
  readonly broken: Visits['broken'];
  /** Whether nothing was found yet, and something may still be asked. */
  readonly open: boolean;
  /** Examines a sample; false if the check ends with it. */
  visit(sample: Sample, manner: Manner): boolean;
}

function tourOf(target: Evaluator, property: Property, options: CheckOptions): Tour {
  const look: Examiner = examiner(target, property);
  const { budget = BUDGET, brief = false } = options;
  const seen: Visit[] = [];
  let failures = 0;
  let broken: Visits['broken'];
  const affordable = () => !broken && !isSpent(target, budget);
  return {
    target,
    property,
    options,
    budget,
    before: target.evaluations.f + target.evaluations.claims,
    seen,
    get failures() {
      return failures;
    },
    get broken() {
      return broken;
    },
    get open() {
      return affordable() && failures === 0;
    },
    visit(sample, { path, effort, narrow = 'now', at = seen.length }) {
      try {
        const outcome = examine(look, sample, effort, narrow);
        seen[at] = { ...outcome, sample, path };
        if (outcome.verdict === 'fail') failures++;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        broken = { fault: error, sample, path };
      }
      return affordable() && failures < (brief ? 1 : FAILURES);
    },
  };
}

/** All generated samples, and after them those whose narrow gap waited, the widest first. */
function generated(tour: Tour): void {
  const { seed, runs } = tour.options;
  drawing(tour, { seed, numRuns: runs }, (sample) => {
    const place = tour.seen.length;
    const effort = place < THOROUGH[tour.property.topic.tells === 'entries' ? 'entries' : 'others'] ? 'thorough' : 'quick';
    return tour.visit(sample, { path: { kind: 'generated', place: String(place) }, effort, narrow: 'waits' });
  });
  if (!tour.open) return;
  const pending = [...tour.seen.entries()].filter(([, { pending }]) => pending);
  for (const [at, { sample, path }] of pending.sort(([, a], [, b]) => (b.leastBars ?? 0) - (a.leastBars ?? 0)))
    if (!tour.visit(sample, { path, effort: 'thorough', at })) break;
}

/** The one generated sample at a place. */
function replayGenerated(tour: Tour, path: ReplayPath & { readonly kind: 'generated' }): void {
  drawing(tour, { seed: tour.options.seed, numRuns: 1, path: path.place }, (sample) => tour.visit(sample, { path, effort: 'thorough' }));
}

/** Draws samples of the law until a visit ends the check. What the law throws goes through fast-check unseen. */
function drawing({ property, target }: Tour, parameters: fc.Parameters<[Sample]>, visit: (sample: Sample) => boolean): void {
  let crash: { readonly error: unknown } | undefined;
  fc.check(
    fc.property(property.forAll(target), (sample) => {
      try {
        return visit(sample);
      } catch (error) {
        crash = { error };
        return false;
      }
    }),
    { ...parameters, endOnFailure: true },
  );
  if (crash) throw crash.error;
}

/** The samples of the hunt, or the one to which a path leads. They count only where one of them fails. */
function searched(tour: Tour, path: ReplayPath | undefined): void {
  const { target, property, options, seen } = tour;
  const before = seen.length;
  const asked = () => target.evaluations.f + target.evaluations.claims;
  const most = asked() + Math.max(asked() - tour.before, HUNT);
  let place = 0;
  for (const sample of hunt(target, property, options.seed)) {
    const at: ReplayPath = { kind: 'searched', place: place++ };
    if (path?.kind === 'searched' && at.place !== path.place) continue;
    if (!tour.visit(sample, { path: at, effort: path ? 'thorough' : 'search' }) || asked() > most) break;
  }
  if (tour.failures === 0 && path === undefined) seen.length = before;
}

/** Those of the remembered samples at which the law still fails; examined apart, so that nothing else is counted otherwise. */
function recall(subject: Subject, property: Property, remembered: readonly Sample[]): readonly Visit[] {
  if (remembered.length === 0) return [];
  const look = examiner(evaluatorOf(subject) as Evaluator, property);
  return remembered.flatMap((sample) => {
    try {
      const outcome = examine(look, sample, 'thorough');
      return outcome.verdict === 'fail' ? [{ ...outcome, sample, path: { kind: 'remembered', sample } as const }] : [];
    } catch {
      return [];
    }
  });
}
