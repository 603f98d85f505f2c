import { axis, dot } from '../../math/vector.ts';
import type { Diagnosis } from './diagnosis.ts';
import { fitted, reach } from './fit.ts';

/** Points at which the other product is measured. Why: each takes a slope for every entry that is looked at; the claim is that product at each. */
const PRODUCT_POINTS = 4;
/** Entries that are measured at each. Why: as above. */
const PRODUCT_ENTRIES = 6;

/** The product with the Jacobian in place of that with its transpose, or the other way round, of a map with as many outputs as inputs. */
export const notTransposed: Diagnosis = {
  name: 'not-transposed',
  explain({ comparison }) {
    const { claim, points, wrong, target } = comparison;
    const { inputs: n, outputs: m, map } = target;
    if ((claim !== 'vjp' && claim !== 'jvp') || n !== m || n < 2) return undefined;
    const some = points.filter((point) => point.wrong.length > 0).slice(0, PRODUCT_POINTS);
    const few = wrong.slice(0, PRODUCT_ENTRIES);
    const fit = fitted(
      { ...comparison, points: some },
      ({ x, weights }, k) =>
        claim === 'vjp' ? comparison.slope((y) => map(y)[k]!, x, weights!) : comparison.slope((y) => dot(map(y), weights!), x, axis(n, k)),
      0,
      few,
    );
    if (!fit) return undefined;
    const [said, meant] = claim === 'vjp' ? ['J w', 'Jᵀw'] : ['Jᵀv', 'J v'];
    return { text: `not transposed: claimed = ${said} where ${meant} is meant, ${reach(comparison, fit)}`, everywhere: true };
  },
};
