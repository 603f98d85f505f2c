import { exactFormulas } from '../src/formulas/exact/formulas.ts';
import { type FormulaPair, formulaPairs } from './formula-pairs.ts';
import { stream } from './random.ts';

/** What exact arithmetic says of claims over some points: the worst of what it says at any. */
export type Decision = 'identical' | 'right to its literals' | 'different' | 'undecided' | 'too long';

/** How claimed formulas for all first derivatives of some formulas come out. */
export function decided(
  f: readonly string[],
  variables: readonly string[],
  claims: readonly string[],
  points: readonly ArrayLike<number>[],
): Decision {
  const exact = exactFormulas(f, variables);
  if (!exact) return 'too long';
  const kinds = new Set(points.flatMap((x) => exact.compared(x, 1, claims).agreements.map(({ kind }) => kind)));
  if (kinds.has('different')) return 'different';
  if (kinds.has('literal')) return 'right to its literals';
  return kinds.has('identical') ? 'identical' : 'undecided';
}

/** Points at which a pair is compared. Why: one tells it; the others show that none says otherwise. */
const POINTS = 3;

/** The pairs that are not told apart, and the time that a point takes. */
export function toldApart(
  count: number,
  seed: number,
): { readonly errors: readonly (FormulaPair & { readonly decision: Decision })[]; readonly milliseconds: number } {
  const random = stream(seed);
  const began = performance.now();
  const all = formulaPairs(count, seed).map((pair) => {
    const points = Array.from({ length: POINTS }, () => [random(), random()]);
    // By y nothing is claimed: the derivative by x alone is compared.
    const decision = decided([pair.f], ['x', 'y'], [pair.claim], points);
    return { ...pair, decision };
  });
  return {
    errors: all.filter(({ right, decision }) => decision !== (right ? 'identical' : 'different')),
    milliseconds: (performance.now() - began) / (count * POINTS),
  };
}
