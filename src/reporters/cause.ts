import type { Result } from '../check/check.ts';
import { telling } from '../law/topic.ts';
import { grouped } from '../report/group.ts';
import { isReading, type Provenance, topicIn } from '../report/report.ts';
import { contradiction } from './contradiction.ts';

/** What the laws of a report are about. */
export type Laws = Pick<Provenance, 'laws'>;

/** Failures of one subject for one reason: the clearest of them, which speaks for all. */
export interface Cause {
  readonly clearest: Result;
  readonly all: readonly Result[];
  /** What is wrong, in plain words, where a single component is known. */
  readonly words?: string;
}

/** The failures of one reason, with the clearest of them put into words. */
export function causeFrom(all: readonly Result[], laws: Laws): Cause {
  const clearest = [...all].sort(clearestFirst(laws))[0]!;
  const words = contradiction(clearest, laws);
  return { clearest, all, ...(words !== undefined && { words }) };
}

/** The failures of one subject by their reasons: each fault apart, and all laws that are broken together. */
export const causes = (failures: readonly Result[], laws: Laws): readonly Cause[] =>
  [...grouped(failures, causeOf).values()].map((all) => causeFrom(all, laws));

/** An order of failures: those that name components, then those with a sample, then the rest, each by what their laws tell. */
export const clearestFirst =
  (laws: Laws) =>
  (a: Result, b: Result): number =>
    obscurity(a, laws) - obscurity(b, laws);

const obscurity = ({ property, wrong, simplest }: Result, laws: Laws): number =>
  (wrong?.length ? 0 : simplest ? 100 : 200) + telling(topicIn(laws, property));

const causeOf = (result: Result): string => {
  const { fault, message, verdict, reason, simplest, property } = result;
  if (isReading(result)) return property;
  if (fault) return `${fault} ${message}`;
  return (verdict === 'fail' && !simplest && reason) || '';
};
