import type { Diagnosis } from './diagnosis.ts';

/** NaN or an infinity where f is finite: a division by zero, a logarithm of it, 0 · ∞, an overflow on the way. */
export const notFinite: Diagnosis = {
  name: 'not-finite',
  explain({ comparison: { points, label }, region }) {
    const bad = points.filter(({ claimed, wrong }) => wrong.some((k) => !Number.isFinite(claimed[k]!)));
    if (bad.length === 0 || !points.every(({ claimed, wrong }) => wrong.every((k) => !Number.isFinite(claimed[k]!)))) return undefined;
    const k = bad[0]!.wrong.find((entry) => !Number.isFinite(bad[0]!.claimed[entry]!))!;
    const where = region ? `, where ${region.text}` : '';
    return {
      text: `a division by zero, a logarithm of zero, 0 · ∞ or an overflow: ${label(k)} is claimed to be ${bad[0]!.claimed[k]} at ${bad.length} of ${points.length} points${where}, and f is finite there`,
      everywhere: true,
    };
  },
};
