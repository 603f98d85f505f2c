import type { Diagnosis } from './diagnosis.ts';

/** Points at which an unstable formula must still have its digits. Why: noise scatters everywhere; one point may be right by chance. */
const RIGHT_POINTS = 2;

/** A formula that loses its digits in some part of the domain: the claim scatters there, where f does not. Noise scatters everywhere. */
export const unstable: Diagnosis = {
  name: 'unstable',
  explain({ comparison: { points }, reason }) {
    const right = points.filter(({ ordinary, wrong, bars }) => ordinary && wrong.length === 0 && bars.some(Number.isFinite)).length;
    return reason === 'unstable' && right >= RIGHT_POINTS
      ? {
          text: `an unstable formula: the claim scatters from one nearby point to the next, and f does not (cancellation, overflow); it is right at ${right} of ${points.length} points`,
          everywhere: true,
        }
      : undefined;
  },
};
