import fc from 'fast-check';
import type { Result } from '../../check/check.ts';
import { exploration } from '../../explorer/index.ts';
import { point } from '../../law/sample.ts';
import { free, type Interval, interval } from '../../math/domain.ts';
import { type Vector, vector } from '../../math/vector.ts';
import { type Evaluator, evaluator } from '../../subject/evaluator.ts';
import { asFunction, type Subject } from '../../subject/kind.ts';
import type { FunctionSubject } from '../../subject/subject.ts';
import { type Provenance, type Report, topicIn } from '../report.ts';
import { failingPoints } from './failing-points.ts';
import { hessianAt, jacobianAt } from './matrices.ts';
import { question } from './question.ts';
import { remainder } from './remainder.ts';
import { spectra } from './spectrum.ts';
import { steps } from './steps.ts';

export { matrixSchema, type Pair } from './matrices.ts';
export { number } from './number.ts';
export { type Curve, type Remainder, remainderSchema } from './remainder.ts';
export { type Spectrum, spectrumSchema } from './spectrum.ts';
export { type Steps, stepsSchema } from './steps.ts';

/** What pictures depend on beside results: the seed of the run, and what its laws are about. */
export type Drawn = Pick<Report, 'seed'> & Pick<Provenance, 'laws'>;

/** Subjects that get pictures, at most: the failing ones first. */
const SUBJECTS = 50;
/** Points each way at which functions without a formula are recorded. */
const MESH = 33;
/** Failing results of one subject that get curves of their own, at most. */
const CURVES = 4;

/**
 * The same results with the data of their pictures in `evidence`. At most 50 subjects are drawn, the failing ones first. A failing result
 * gets its step and remainder curves; the first of them, or the first result if none fails, also gets the Jacobian, the Hessian and the
 * eigenvalues. The evaluations that this takes are not counted in the results.
 */
export function illustrated(results: readonly Result[], subjects: readonly Subject[], run: Drawn): readonly Result[] {
  const known = new Map(subjects.map((subject) => [subject.name, subject]));
  const added = new Map<Result, Readonly<Record<string, unknown>>>();
  for (const name of drawn(results)) {
    const subject = known.get(name);
    if (subject)
      part(() =>
        illustrate(
          asFunction(subject),
          results.filter((result) => result.subject === name),
          run,
          added,
        ),
      );
  }
  return results.map((result) => {
    const evidence = added.get(result);
    return evidence ? { ...result, evidence: { ...result.evidence, ...evidence } } : result;
  });
}

/** The names of the subjects that get pictures. */
export function drawn(results: readonly Result[]): readonly string[] {
  const order = ['fail', 'inconclusive', 'pass'] as const;
  const names = order.flatMap((verdict) => results.filter((result) => result.verdict === verdict).map(({ subject }) => subject));
  return [...new Set(names)].slice(0, SUBJECTS);
}

/** What `measure` returns; undefined if the subject throws or returns results of the wrong form. */
function part<T>(measure: () => T | undefined): T | undefined {
  try {
    return measure();
  } catch {
    return undefined;
  }
}

function illustrate(
  subject: FunctionSubject,
  results: readonly Result[],
  run: Drawn,
  added: Map<Result, Readonly<Record<string, unknown>>>,
): void {
  const target = evaluator(subject);
  const failing = results.filter((result) => result.verdict === 'fail' && pointOf(target, result));
  const [first] = failing.length > 0 ? failing : results;
  if (!first) return;
  for (const result of failing.length > 0 ? failing.slice(0, CURVES) : [first]) {
    const x = pointOf(target, result) ?? somewhere(target, run.seed);
    if (!x) continue;
    const asked = part(() =>
      question(target, { x, ...directions(target, result), worst: result.wrong?.[0], second: isSecond(run, result) }),
    );
    added.set(result, present({ steps: asked && part(() => steps(asked)), remainder: asked && part(() => remainder(asked)) }));
  }
  const x = pointOf(target, first) ?? somewhere(target, run.seed);
  if (!x) return;
  const wrong = (second: boolean): number[] =>
    failing.filter((result) => isSecond(run, result) === second).flatMap((result) => result.wrong?.map(({ index }) => index) ?? []);
  const trusted = wrong(false).length === 0;
  const failures = failingPoints(results, target.inputs);
  const whole = {
    at: Array.from(x.subarray(0, 1000)),
    explorer: part(() => exploration(subject, { failures, at: Array.from(x), size: MESH, axes: axesOf(target, x, wrong(false)) })),
    jacobian: part(() => jacobianAt(target, x, wrong(false))),
    hessian: part(() => hessianAt(target, x, wrong(true), trusted)),
    spectra: part(() => (subject.critical ? spectra(target, trusted) : undefined)),
  };
  added.set(first, { ...added.get(first), ...present(whole) });
}

/** The two inputs that the explorer varies: inputs with a wrong derivative first, then those with the largest claimed derivatives. */
function axesOf({ domain, inputs, gradient }: Evaluator, x: Vector, wrong: readonly number[]): readonly [number, number] {
  const claimed = part(() => gradient?.(x)) ?? x;
  const steepest = free(domain).sort((a, b) => Math.abs(claimed[b]!) - Math.abs(claimed[a]!));
  const [first = -1, second = -1] = new Set([...wrong.map((index) => index % inputs), ...steepest]);
  return first < second ? [first, second] : [second, first];
}

const present = (evidence: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(evidence).filter(([, value]) => value !== undefined));

const isSecond = (run: Drawn, { property }: Result): boolean => topicIn(run, property).order === 2;

function pointOf({ inputs }: Evaluator, { simplest }: Result): Vector | undefined {
  const x = simplest?.sample.x;
  return Array.isArray(x) && x.length === inputs ? vector(x as number[]) : undefined;
}

function directions({ inputs }: Evaluator, { simplest }: Result): { readonly v: Vector | undefined; readonly w: Vector | undefined } {
  const list = (name: string): Vector | undefined => {
    const value = simplest?.sample[name];
    return Array.isArray(value) && value.every((item) => typeof item === 'number') ? vector(value) : undefined;
  };
  const v = list('v');
  return { v: v?.length === inputs && v.some((vi) => vi !== 0) ? v : undefined, w: list('w') };
}

/** A point of the domain at which f is finite. A point away from the edges of the domain and with no zero input is preferred. */
function somewhere(target: Evaluator, seed: number): Vector | undefined {
  const points = fc.sample(point(target), { seed, numRuns: 32 }).filter((x) => target.inside(x) && target.map(x).every(Number.isFinite));
  return points.find((x) => x.every((xi, i) => xi !== 0 && amid(interval(target.domain, i), xi))) ?? points[0];
}

const amid = ([low, high]: Interval, xi: number): boolean => {
  const margin = Number.isFinite(high - low) ? (high - low) / 16 : 0;
  return low === high || (xi - low > margin && high - xi > margin && Math.abs(xi) > margin);
};
