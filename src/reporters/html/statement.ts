import type { Result } from '../../check/check.ts';
import { contrast, fixedPlace, measuredOf, place } from '../figure.ts';
import { widest } from '../gap.ts';

/** The number with the minus sign of mathematics. */
export const withMinus = (number: string): string => number.replace(/-(?=[\d∞I])/g, '−');

/** Both sides of the worst component, or of the measurement with the widest gap, as text. */
export function sides({ wrong, simplest }: Result): { readonly claimed: string; readonly observed: string } | undefined {
  const [worst] = wrong ?? [];
  if (worst) {
    const [claimed, observed] = contrast(worst.claimed, measuredOf(worst));
    return { claimed: withMinus(claimed), observed: withMinus(observed) };
  }
  const furthest = simplest && widest(simplest.measurements);
  if (!furthest) return undefined;
  const [claimed, observed] = contrast(furthest.claimed.value, furthest.observed);
  return {
    claimed: withMinus(`${furthest.relation && furthest.relation !== '=' ? `${furthest.relation} ` : ''}${claimed}`),
    observed: withMinus(observed),
  };
}

/** The point at which a failure shows, as text. */
export function where({ simplest, evidence, fixed }: Result): string | undefined {
  const at = simplest && place(simplest.sample, namesOf(evidence, simplest.sample.x));
  return at ? at + fixedPlace(fixed) : undefined;
}

function namesOf(evidence: Result['evidence'], x: unknown): readonly string[] | undefined {
  const jacobian = evidence?.jacobian as { readonly columns?: unknown } | undefined;
  return [evidence?.inputs, jacobian?.columns].find(
    (names): names is string[] =>
      Array.isArray(x) && Array.isArray(names) && names.length === x.length && names.every((name) => typeof name === 'string'),
  );
}
