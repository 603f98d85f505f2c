import { TIE } from '../law/verdict.ts';
import { free } from '../math/domain.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { NOT_FINITE, type Outcome } from './examiner.ts';
import { EDGE } from './witness.ts';

/** What a user should know beside the verdict: ties, inputs that the domain fixes, samples at which f has no value. */
export function warningsOf(target: Evaluator, seen: readonly Outcome[]): string[] {
  const count = (said: string) => seen.filter(({ reason }) => reason === said).length;
  const [ties, holes, edges] = [count(TIE), count(NOT_FINITE), count(EDGE)];
  const { spread } = target;
  const fixed = target.inputs - free(target.domain).length;
  const tied = [
    ...(ties === 0 ? [] : [`${TIE} (at ${ties} of ${seen.length} samples)`]),
    ...(edges === 0 ? [] : [`${EDGE} (at ${edges} of ${seen.length} samples)`]),
    ...(spread === 0 ? [] : [`varies by ${spread.toPrecision(1)} between calls, as sums do that are added up in varying order`]),
    ...(fixed === 0 ? [] : [`${fixed} of ${target.inputs} inputs are fixed by the domain: nothing is said about their derivatives`]),
  ];
  if (holes === 0 || holes === seen.length || !bounded(target)) return tied;
  return [
    ...tied,
    `f is not finite at ${holes} of ${seen.length} samples of its bounded domain${target.thrown === undefined ? '' : ` (it threw: ${target.thrown})`}`,
  ];
}

const bounded = ({ domain }: Evaluator): boolean =>
  'dimension' in domain ? Number.isFinite(domain.high - domain.low) : domain.every(([low, high]) => Number.isFinite(high - low));
