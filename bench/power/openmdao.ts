import { everyEntry, moved, type Rule } from './rule.ts';

const step = 1e-6;

/** OpenMDAO check_partials: forward differences with the absolute step 1e-6; rtol 1e-6 of the numeric entry, atol 0. */
export const openmdao: Rule = {
  name: 'OpenMDAO',
  accepts: (claim, x) => {
    const here = claim.f(x);
    const column = (i: number) => claim.f(moved(x, i, step)).map((value, k) => (value - here[k]!) / step);
    return everyEntry(claim, x, column, (claimed, numeric) => Math.abs(claimed - numeric) <= 1e-6 * Math.abs(numeric));
  },
};
