import type { Diagnosis } from './diagnosis.ts';
import { fitted, measuredAt, reach, sevenDigits } from './fit.ts';

/** Components that are exactly zero and should not be: a stopped gradient, a dead unit, a loop that leaves one out. */
export const zeroed: Diagnosis = {
  name: 'zeroed',
  explain({ comparison }) {
    const { points, wrong } = comparison;
    if (!points.every((point) => point.wrong.every((k) => point.claimed[k] === 0))) return undefined;
    const fit = fitted(comparison, (point, k) => {
      const measured = measuredAt(point, k);
      return measured && { value: 0, error: measured.error };
    });
    if (!fit) return undefined;
    const sizes = points.flatMap((point) =>
      wrong.flatMap((k) => (Number.isFinite(point.measured[k]!) ? [Math.abs(point.measured[k]!)] : [])),
    );
    return {
      text: `a gradient that is stopped or left out: claimed = 0 ${reach(comparison, fit)}, where up to ${sevenDigits(Math.max(...sizes))} is measured`,
      everywhere: fit.everywhere,
    };
  },
};
