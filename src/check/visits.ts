import fc from 'fast-check';
import { isWide } from '../explain/explanation.ts';
import type { Property, Sample } from '../law/property.ts';
import type { Vector } from '../math/vector.ts';
import { hunt } from '../search/hunt.ts';
import { type Evaluator, Fault } from '../subject/evaluator.ts';
import { evaluatorOf, type Subject } from '../subject/kind.ts';
import { type Extent, extentOf } from './effort.ts';
import { examine, type Later } from './examine.ts';
import { type Examiner, examiner, isOpen, type Outcome } from './examiner.ts';
import { fixedSamples } from './fixed-points.ts';
import type { CheckOptions } from './options.ts';
import { parsed, type ReplayPath } from './replay-path.ts';

/** Whether a subject has cost its budget. Claims count too, and so does a reference: a claim that is contradicted on some segments and not on others is asked for more often than f. */
export const isSpent = ({ evaluations: { f, claims, references = 0 } }: Evaluator, budget: number): boolean =>
  Math.max(f, claims, references) >= budget;

/** Whether a sample lies at a kink, where a whole range of slopes would be right, so that no single component need be wrong. */
export const isAtKink = ({ measurements }: Outcome): boolean => measurements.some(({ measured }) => measured.kind === 'kink');

/** In place of a sample that passed, of which nothing is told: vectors of a million numbers should not be kept for it. */
const PASSED: Sample = {};

/** A sample, what it came to, and the path that leads to it. A sample that passed is left out. */
export type Visit = Outcome & { readonly sample: Sample; readonly path: ReplayPath };

/** The samples of a check, in their order. */
export interface Visits {
  readonly seen: readonly Visit[];
  /** The fault at which the check ended. */
  readonly broken?: { readonly fault: Fault; readonly sample: Sample; readonly path: ReplayPath };
}

/**
 * Visits the samples of a law: those at fixed points, the generated ones, those among them that waited, and, if none fails, the searched ones; or only the one to which a path leads.
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
  else if (path?.kind === 'searched') searched(tour, path);
  else if (path?.kind === 'fixed') fixed(tour, path.place);
  else if (fixed(tour)) {
    if (tour.extent.special === 0 || special(tour)) generated(tour);
    waiting(tour);
    if (tour.extent.special === 0 && tour.open && hunting) searched(tour, undefined);
  }
  if (tour.failures === 0) tour.seen.push(...recalled);
  return { seen: tour.seen, ...(tour.broken && { broken: tour.broken }) };
}

/** How a sample is visited. */
interface Manner {
  readonly path: ReplayPath;
  readonly effort: 'search' | 'quick' | 'thorough';
  /** What is put off; nothing if omitted. */
  readonly later?: Later;
  /** The place among the visits that this one takes; the next if omitted. */
  readonly at?: number;
}

/** A check on its way from sample to sample. */
interface Tour {
  readonly target: Evaluator;
  readonly property: Property;
  readonly options: CheckOptions;
  readonly extent: Extent;
  /** Evaluations, of f and of claims, by laws before this one. */
  readonly before: number;
  readonly seen: Visit[];
  readonly failures: number;
  /** Samples so far whose narrow gap waited, those among them that were looked at since included. */
  readonly waited: number;
  readonly broken: Visits['broken'];
  /** Whether nothing was found yet, and something may still be asked. */
  readonly open: boolean;
  /** Examines a sample; false if the check ends with it. */
  visit(sample: Sample, manner: Manner): boolean;
}

function tourOf(target: Evaluator, property: Property, options: CheckOptions): Tour {
  const look: Examiner = examiner(target, property);
  const { brief = false } = options;
  const extent = extentOf(options);
  const wide = isWide(target);
  const most = brief || wide ? 1 : extent.failures;
  const seen: Visit[] = [];
  let [failures, counting, waited] = [0, 0, 0];
  let broken: Visits['broken'];
  const affordable = () => !broken && !isSpent(target, extent.budget);
  return {
    target,
    property,
    options,
    extent,
    before: target.evaluations.f + target.evaluations.claims,
    seen,
    get failures() {
      return failures;
    },
    get waited() {
      return waited;
    },
    get broken() {
      return broken;
    },
    get open() {
      return affordable() && failures === 0;
    },
    visit(sample, { path, effort, later = 'nothing', at = seen.length }) {
      try {
        const outcome = examine(look, sample, effort, wide ? 'nothing' : later);
        seen[at] = { ...outcome, sample: outcome.verdict === 'pass' ? PASSED : sample, path };
        if (outcome.pending) waited++;
        if (outcome.verdict === 'fail') failures++;
        if (outcome.verdict === 'fail' && !(extent.explains || isAtKink(outcome))) counting++;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        broken = { fault: error, sample, path };
      }
      return affordable() && failures < most && counting === 0;
    },
  };
}

/** Whether a sample lies at a point that the subject fixes. */
export const isFixed = ({ path }: Visit): boolean => path.kind === 'fixed';

/** The samples at fixed points, up to the first that fails at each, or the one at a place among them; false if the check ends with them. All points are visited, whatever the budget. */
function fixed(tour: Tour, only?: number): boolean {
  const { target, property, options, seen } = tour;
  let goesOn = true;
  for (const [place, { sample, point }] of fixedSamples(target, property, options.seed).entries()) {
    const known = seen.some(({ path, verdict }) => path.kind === 'fixed' && path.point === point && verdict === 'fail');
    if (known || (only !== undefined && only !== place)) continue;
    goesOn = tour.visit(sample, { path: { kind: 'fixed', place, point }, effort: 'thorough' });
    if (tour.broken) return false;
  }
  return goesOn;
}

/**
 * The special points with which a check begins, as samples of the law; false if the check ends with one of them. Those at which there is no verdict do not count: they are where f or its slope has
 * no value, and generated samples stand in for them.
 */
function special(tour: Tour): boolean {
  const { target, property, options, extent, seen } = tour;
  const most = Math.floor(extent.special * extent.runs);
  let [place, goesOn] = [0, true];
  for (const sample of hunt(target, property, options.seed, extent.search)) {
    if (place >= most || !goesOn) break;
    goesOn = visitPatiently(tour, sample, { path: { kind: 'searched', place: place++ }, effort: 'quick' });
  }
  const counting = seen.filter((visit) => isFixed(visit) || visit.verdict === 'pass' || visit.verdict === 'fail' || visit.pending);
  seen.splice(0, seen.length, ...counting);
  return goesOn;
}

/** All generated samples. */
function generated(tour: Tour): void {
  const { extent, options, property, seen } = tour;
  const { first, rest } = extent.careful;
  const careful = property.topic.tells === 'entries' || property.role === 'grounds' ? first : rest;
  const before = seen.filter((visit) => !isFixed(visit)).length;
  const drawn = property.field ? extent.runs - before : Math.ceil(extent.runs * (1 - extent.special));
  let place = 0;
  drawing(tour, { seed: options.seed, numRuns: drawn }, (sample) => {
    const effort = place < careful ? 'thorough' : 'quick';
    return visitPatiently(tour, sample, { path: { kind: 'generated', place: String(place++) }, effort });
  });
}

/**
 * Samples with a narrow gap of which the widest is looked at, and then of twice as many each time, in less than double precision. Why: no gap is wide there, and each sample that waits costs some thousand evaluations;
 * in double precision a wide one may come, which shows more.
 */
const WAITED = 4;

/** Examines a sample, whose gap waits if it is narrow; false if the check ends with it, or with the widest gap that waits, where that is due. */
function visitPatiently(tour: Tour, sample: Sample, manner: Omit<Manner, 'later'>): boolean {
  const before = tour.waited;
  const goesOn = tour.visit(sample, { ...manner, later: tour.extent.explains ? 'narrow' : 'all' });
  const isDue = tour.waited > before && tour.waited >= WAITED && Number.isInteger(Math.log2(tour.waited / WAITED));
  if (!goesOn || !isDue || (tour.target.subject.precision ?? 'float64') === 'float64') return goesOn;
  return widest(tour) && tour.failures === 0;
}

/** Looks at the widest gap that waits; false if there is none, or the check ends with it. */
function widest(tour: Tour): boolean {
  const pending = [...tour.seen.entries()].filter(([, { pending }]) => pending);
  const [first] = pending.sort(([, a], [, b]) => (b.leastBars ?? 0) - (a.leastBars ?? 0));
  if (!first) return false;
  const [at, { sample, path }] = first;
  return tour.visit(sample, { path, effort: 'thorough', at });
}

/**
 * Where nothing failed, what was put off: the samples whose narrow gap waited, the widest first, that one whatever the budget, since what was seen to differ and was not looked at would leave the law open;
 * and while most are open, those of which the whole line was not looked at.
 */
function waiting(tour: Tour): void {
  while (tour.failures === 0 && !tour.broken && widest(tour));
  for (const [at, { sample, path, left }] of tour.seen.entries())
    if (left && tour.open && isOpen(tour.seen)) tour.visit(sample, { path, effort: 'thorough', at });
}

/** The one generated sample at a place. */
function replayGenerated(tour: Tour, path: ReplayPath & { readonly kind: 'generated' }): void {
  drawing(tour, { seed: tour.options.seed, numRuns: 1, path: path.place }, (sample) => tour.visit(sample, { path, effort: 'thorough' }));
}

/** Samples whose points are announced together. Why: a tenth of a hundred messages; where the first of them ends the check, few values were asked for in vain. */
const ANNOUNCED_SAMPLES = 16;
/** Numbers of all points up to which they are drawn twice, to be announced. Why: 8 MB; points of more inputs hardly fit into one message. */
const ANNOUNCED_NUMBERS = 2 ** 20;

/** What announces the points of the next samples that will be drawn, at every sixteenth of them: all laws ask for f there. */
function announcing({ property, target }: Tour, parameters: fc.Parameters<[Sample]> & { readonly numRuns: number }): () => void {
  const { ahead, inputs, inside } = target;
  if (!ahead || inputs * parameters.numRuns > ANNOUNCED_NUMBERS) return () => {};
  const drawn = fc.sample(fc.tuple(property.forAll(target)), parameters);
  const isPoint = (x: unknown): x is Vector => x instanceof Float64Array && x.length === inputs && inside(x);
  let place = 0;
  return () => {
    if (place % ANNOUNCED_SAMPLES === 0)
      ahead(
        drawn
          .slice(place, place + ANNOUNCED_SAMPLES)
          .map(([{ x }]) => x)
          .filter(isPoint),
      );
    place++;
  };
}

/** Draws samples of the law until a visit ends the check. What the law throws goes through fast-check unseen. */
function drawing(tour: Tour, parameters: fc.Parameters<[Sample]> & { readonly numRuns: number }, visit: (sample: Sample) => boolean): void {
  const { property, target } = tour;
  const announce = announcing(tour, parameters);
  let crash: { readonly error: unknown } | undefined;
  fc.check(
    fc.property(property.forAll(target), (sample) => {
      try {
        announce();
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

/** The part of the budget that the search after the samples of one law may cost. Why: laws that come later share the budget, and look at their samples first; a quarter of a million is enough for any of them. */
const SEARCH_PART = 1 / 4;

/** Evaluations that lines cost at least. Why: the claim is integrated over some two thousand intervals of them, before the first place on one is known. */
const LINES_COST = 4096;

/** The samples of the hunt, or the one to which a path leads. They count only where one of them fails. */
function searched(tour: Tour, path: ReplayPath | undefined): void {
  const { target, property, options, extent, seen } = tour;
  const before = seen.length;
  const asked = () => target.evaluations.f + target.evaluations.claims;
  const allowed = Math.min(SEARCH_PART * extent.budget, Math.max(asked() - tour.before, extent.searching));
  const most = asked() + allowed;
  const search = allowed < LINES_COST ? { ...extent.search, lines: 0 } : extent.search;
  let place = 0;
  for (const sample of hunt(target, property, options.seed, search)) {
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
