import type { Comparison } from '../comparison.ts';
import type { Diagnosis } from './diagnosis.ts';
import { reach, spread } from './fit.ts';
import { NAMED_BARS, ratioOf, SAME_NUMBER } from './ratio.ts';

/** What there is several of, by what it is called. */
function counts({ target: { subject, outputs } }: Comparison): readonly (readonly [number, string])[] {
  return [
    ...(subject.batch ? [[subject.batch.size, 'the examples of the batch'] as const] : []),
    ...(subject.tensors ?? []).flatMap(({ name, shape }) =>
      shape.map((size, axis) => [size, `the length of ${name} along axis ${axis}`] as const),
    ),
    ...(subject.tensors ?? []).map(({ name, shape }) => [shape.reduce((a, b) => a * b, 1), `the entries of ${name}`] as const),
    [outputs, 'the outputs'],
  ];
}

/** The least count that is told as one. Why: a factor of two occurs for many reasons. */
const TELLING_COUNT = 3;

/** A mean where a sum is meant, or the other way round: the claim is wrong by a factor that counts something. */
export const meanForSum: Diagnosis = {
  name: 'mean-for-sum',
  explain({ comparison }) {
    const ratio = ratioOf(comparison, comparison.wrong);
    if (!ratio) return undefined;
    const close = (size: number) => Math.abs(ratio.value - size) <= Math.max(NAMED_BARS * ratio.error, SAME_NUMBER * size);
    const found = counts(comparison).find(
      ([size], i) => size >= (i === 0 && comparison.target.subject.batch ? 2 : TELLING_COUNT) && (close(size) || close(1 / size)),
    );
    if (!found) return undefined;
    const [size, what] = found;
    const kind = ratio.value > 1 ? 'a sum for a mean' : 'a mean for a sum';
    return {
      text: `${kind}: claimed / measured = ${spread(ratio.value, ratio.error)} ${reach(comparison, ratio.fit)}, and ${size} is the number of ${what}`.replace(
        'is the number of the length',
        'is the length',
      ),
      everywhere: ratio.fit.everywhere,
    };
  },
};
