import type { Result } from '../check/check.ts';

/** How a result or a subject stands; a known failure is one that the subject says to expect. */
export type Standing = 'wrong' | 'unsure' | 'known' | 'right';

/** In the order of reports. */
export const worstFirst: readonly Standing[] = ['wrong', 'unsure', 'known', 'right'];

export const standingOf = ({ verdict, expected }: Result): Standing =>
  verdict === 'pass' ? 'right' : verdict === 'inconclusive' ? 'unsure' : expected === undefined ? 'wrong' : 'known';

/** A subject stands as the worst of its results. */
export function standing(results: readonly Result[]): Standing {
  const found = new Set(results.map(standingOf));
  return worstFirst.find((one) => found.has(one)) ?? 'right';
}
