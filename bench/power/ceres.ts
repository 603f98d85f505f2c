import { type Claim, central, everyEntry, type Rule } from './rule.ts';

const halvings = 10;

/** Ridders (1982), as Ceres has it: the whole column is extrapolated, and kept as good as its worst entry. */
function ridders(claim: Claim, x: readonly number[], input: number): number[] {
  let step = Math.max(1e-2, 1e-2 * Math.abs(x[input]!)) * 2 ** (halvings / 2);
  let previous = [central(claim, x, input, step)];
  let best = previous[0]!;
  let error = Number.MAX_VALUE;
  const apart = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((value, k) => Math.abs(value - b[k]!)));
  for (let i = 1; i < halvings && error >= 1e-12; i++) {
    step /= 2;
    const current = [central(claim, x, input, step)];
    for (let k = 1; k <= i; k++) {
      const factor = 4 ** k;
      const candidate = current[k - 1]!.map((value, row) => (factor * value - previous[k - 1]![row]!) / (factor - 1));
      current.push(candidate);
      const doubt = Math.max(apart(candidate, current[k - 1]!), apart(candidate, previous[k - 1]!));
      if (doubt <= error) [error, best] = [doubt, candidate];
    }
    if (apart(current[i]!, previous[i - 1]!) >= 2 * error) break;
    previous = current;
  }
  return best;
}

/** Relative to the larger of both; absolute if one is zero. */
const close = (a: number, b: number): boolean => Math.abs(a - b) / (a === 0 || b === 0 ? 1 : Math.max(Math.abs(a), Math.abs(b))) < 1e-8;

/** Ceres GradientChecker: Ridders' extrapolation of central differences, from a first step of 0.32 at |x| ≤ 1; relative precision 1e-8. */
export const ceres: Rule = {
  name: 'Ceres',
  accepts: (claim, x) => everyEntry(claim, x, (i) => ridders(claim, x, i), close),
};
