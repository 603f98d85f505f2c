import type { Diagnosis } from './diagnosis.ts';

/** Wrong only on a thin set: at ties, at zero, at one value, at kinks, where a convention or a special case decides. */
export const tie: Diagnosis = {
  name: 'tie',
  explain({ comparison: { points }, region }) {
    const wrong = points.filter((point) => point.wrong.length > 0);
    if (wrong.length === 0) return undefined;
    if (wrong.every(({ wrong, kinks }) => wrong.every((k) => kinks.includes(k))))
      return {
        text: `a convention at kinks: at ${wrong.length} of ${points.length} points f has a kink, and the claim is no slope between those of its sides${region ? ` (where ${region.text})` : ''}`,
        everywhere: true,
      };
    return region?.thin ? { text: `wrong only where ${region.text}: a tie, a convention or a special case`, everywhere: true } : undefined;
  },
};
