import type { Role } from '../law/property.ts';
import type { Search } from '../search/hunt.ts';

/**
 * How much is done to check a subject. `quick`: a few points, special ones first, and only the laws that decide whether the first derivative is right. `normal`: all laws, and a search for rare mistakes
 * where the points show none. `thorough`: the same with four times as many points, and a finer search.
 */
export type Effort = (typeof efforts)[number];

/** All efforts, the least first. */
export const efforts = ['quick', 'normal', 'thorough'] as const;

/** What is done at an effort. */
export interface Extent {
  /** Samples of each law. */
  readonly runs: number;
  /** The part of the samples that are special points, which come first. Where there are none, special points are searched after the samples. */
  readonly special: number;
  /** The first generated samples that are measured thoroughly even if a glance would settle them: by laws that tell the entries of a claim or are the ground of others, and by the rest. */
  readonly careful: { readonly first: number; readonly rest: number };
  /** Failing samples after which a check ends. */
  readonly failures: number;
  /** Whether a failure is made simple and explained, as at any effort the one sample to which a path leads is; else it is only located, and a check ends with the first that does not lie at a kink. */
  readonly explains: boolean;
  /** Where special points and rare mistakes are searched. */
  readonly search: Search;
  /** Evaluations, of f and of claims, that the search after the samples may cost where these cost less; else as many as they did. */
  readonly searching: number;
  /** Evaluations of f, and as many of claims, that one subject may cost. */
  readonly budget: number;
}

/**
 * Samples of a law. Why: at 25 points a mistake that shows at a sixth of them is missed once in a hundred times, at 100 points one that shows at a twentieth, and at 400 one that shows at a hundredth.
 */
export const EFFORT_RUNS: Readonly<Record<Effort, number>> = { quick: 25, normal: 100, thorough: 400 };
/** The part of the samples that are special points at quick effort. Why: half, as many of the points that are drawn are special too: a mistake everywhere shows at the others. */
const SPECIAL_PART = 1 / 2;
/**
 * The first samples that are measured thoroughly even if a glance would settle them, by laws that tell the entries of a claim or are the ground of others; fewer by the rest. Why: they establish the digits
 * that a pass states, and eight give a worst and a median; each costs as much as six glances, of which quick effort has few.
 */
const CAREFUL = { quick: { first: 2, rest: 1 }, normal: { first: 8, rest: 1 }, thorough: { first: 32, rest: 4 } };
/** Failing samples after which a check ends. Why: the starkest of three is plain enough to be shown; more cost as much each, to confirm. */
const FAILURES = 3;
/** Evaluations of f, and as many of claims, that one subject may cost, if the options do not say. Why: about two hundred times what a check of a smooth function takes: it ends where every sample lies at a kink of many inputs. */
const BUDGET = { quick: 100_000, normal: 1_000_000, thorough: 4_000_000 };
/** The same for one whose answers vary from call to call, once that was found. Why: what is wrong is known; where the answers make slopes of noise, a law would look at each sample with all care, and fifty times as much was spent on that. */
export const UNSTEADY_BUDGET = 20_000;
/** Evaluations, of f and of claims, that the hunt may cost where the samples before it cost less; else as many as these. Why: it is what hunting along 16 lines of 512 intervals takes; hunt.test.ts finds its mistakes within it. */
const HUNT = { quick: 0, normal: 50_000, thorough: 200_000 };
/** How often lines are laid through the domain, and how many times as fine they are. Why: a mistake in a box is met by more lines, one in a slab by finer ones. */
const LINE_SETS = { quick: 0, normal: 1, thorough: 2 };

/** What is done at the effort of a check, and what its options say otherwise. */
export function extentOf({
  effort = 'normal',
  runs,
  budget,
  path,
}: {
  readonly effort?: Effort;
  readonly runs?: number;
  readonly budget?: number;
  readonly path?: string;
}): Extent {
  return {
    runs: runs ?? EFFORT_RUNS[effort],
    special: effort === 'quick' ? SPECIAL_PART : 0,
    careful: CAREFUL[effort],
    failures: FAILURES,
    explains: effort !== 'quick' || path !== undefined,
    search: { lines: LINE_SETS[effort], foremost: effort === 'quick' },
    searching: HUNT[effort],
    budget: budget ?? BUDGET[effort],
  };
}

/** Those of the laws and readings applying to a subject to which it is held at an effort: all, but where one of them decides, quick effort leaves out readings and what follows. */
export function heldAt<L extends { readonly name: string; readonly role?: Role }>(
  effort: Effort | undefined,
  applying: readonly L[],
): readonly L[] {
  if (effort !== 'quick' || !applying.some(({ role }) => role === 'decides')) return applying;
  return applying.filter(({ role = 'follows' }) => role !== 'follows');
}
