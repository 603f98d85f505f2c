import type { Diagnosis } from './diagnosis.ts';
import { fitted, measuredAt, reach } from './fit.ts';

/** A minus too many or too few. */
export const sign: Diagnosis = {
  name: 'sign',
  explain({ comparison }) {
    const fit = fitted(comparison, (point, k) => {
      const measured = measuredAt(point, k);
      return measured && { ...measured, value: -measured.value };
    });
    return fit && { text: `the opposite sign: claimed = −measured ${reach(comparison, fit)}`, everywhere: fit.everywhere };
  },
};
