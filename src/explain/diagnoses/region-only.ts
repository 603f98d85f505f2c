import type { Diagnosis } from './diagnosis.ts';

/** Right in one part of the domain and wrong in another: a branch, a saturated range, a case that was forgotten. */
export const regionOnly: Diagnosis = {
  name: 'region-only',
  explain({ comparison: { points }, region }) {
    if (!region || region.thin) return undefined;
    const wrong = points.filter((point) => point.wrong.length > 0).length;
    return { text: `wrong only where ${region.text}: at ${wrong} of ${points.length} points, and right at the others`, everywhere: true };
  },
};
