import type { Result } from '../check/check.ts';
import { telling } from '../law/topic.ts';
import { type Provenance, topicIn } from './report.ts';

/**
 * Digits to which the most telling of the laws that hold is established, at its worst sample; undefined if no law counts digits. Less telling laws do not count, since some
 * of them check only a sign or an order.
 */
export function established(results: readonly Result[], laws: Pick<Provenance, 'laws'>): number | undefined {
  const held = results.flatMap(({ verdict, property, digits }) =>
    verdict === 'pass' && digits ? [{ place: telling(topicIn(laws, property)), worst: digits.worst }] : [],
  );
  const first = Math.min(...held.map(({ place }) => place));
  return held.length > 0 ? Math.min(...held.filter(({ place }) => place === first).map(({ worst }) => worst)) : undefined;
}
