import type { Result } from '../check/check.ts';

/**
 * The standings of a result or a subject, the worst first. `mark` is the sign of each, `word` describes a subject or a verdict, `law` says
 * what the law does.
 */
export const standings = {
  wrong: { mark: '✗', word: 'wrong', law: 'fails' },
  unsure: { mark: '?', word: 'inconclusive', law: 'inconclusive' },
  /** A failure that the subject says to expect. */
  known: { mark: '~', word: 'known failure', law: 'fails, as is known' },
  right: { mark: '✓', word: 'right', law: 'holds' },
} as const;

export type Standing = keyof typeof standings;

/** All standings in the order of reports. */
export const worstFirst = Object.keys(standings) as readonly Standing[];

export const standingOf = ({ verdict, expected }: Result): Standing =>
  verdict === 'pass' ? 'right' : verdict === 'inconclusive' ? 'unsure' : expected === undefined ? 'wrong' : 'known';

/** The worst standing of some results, which is that of their subject. */
export function worstStanding(results: readonly Result[]): Standing {
  const found = new Set(results.map(standingOf));
  return worstFirst.find((standing) => found.has(standing)) ?? 'right';
}
