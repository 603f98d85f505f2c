import type { Result } from '../../check/check.ts';
import { clipped } from '../escape.ts';
import { FAULTS } from '../failure.ts';
import { contrast, place, plural } from '../figure.ts';
import type { Entry } from './entry.ts';

/** What is wrong, in a few words. */
export function headline({ fault, wrong, reason, simplest, property }: Result): string {
  if (fault === 'not-finite' && !simplest) return 'is finite nowhere';
  if (fault) return FAULTS[fault];
  if (wrong?.length) {
    const labels = wrong.slice(0, 3).map(({ label }) => partial(clipped(label, 40)));
    const more = wrong.length > 3 ? ` and ${plural(wrong.length - 3, 'more', 'more')}` : '';
    return `${labels.join(', ')}${more} ${wrong.length === 1 ? 'is' : 'are'} wrong`;
  }
  if (!simplest && reason) return clipped(reason, 200);
  return `${property} does not hold`;
}

/** A number with the sign that mathematics writes. */
export const minus = (number: string): string => number.replace(/-(?=[\d∞I])/g, '−');

/** ∂f/∂x for an input x. */
export const partial = (label: string): string => (label.startsWith('∂') ? label : `∂f/∂${label}`);

/** Both sides where they are furthest apart, as text. */
export function sides({ wrong, simplest }: Result): { readonly claimed: string; readonly observed: string } | undefined {
  const [worst] = wrong ?? [];
  if (worst) {
    const [claimed, observed] = contrast(worst.claimed, { value: worst.observed, error: worst.error });
    return { claimed: minus(claimed), observed: minus(observed) };
  }
  const gap = (i: number): number => {
    const { claimed, observed } = simplest!.measurements[i]!;
    const bars = Math.abs(claimed.value - observed.value) / (claimed.error + observed.error + Number.MIN_VALUE);
    return Number.isNaN(bars) ? Number.POSITIVE_INFINITY : bars;
  };
  const order = simplest?.measurements.map((_, i) => i).sort((a, b) => (gap(b) > gap(a) ? 1 : -1)) ?? [];
  const widest = simplest?.measurements[order[0]!];
  if (!widest) return undefined;
  const [claimed, observed] = contrast(widest.claimed.value, widest.observed);
  return {
    claimed: minus(`${widest.relation && widest.relation !== '=' ? `${widest.relation} ` : ''}${claimed}`),
    observed: minus(observed),
  };
}

/** Where it shows. */
export function where({ simplest, evidence }: Result): string | undefined {
  if (!simplest) return undefined;
  return place(simplest.sample, namesOf(evidence, simplest.sample.x)) || undefined;
}

function namesOf(evidence: Result['evidence'], x: unknown): readonly string[] | undefined {
  const jacobian = evidence?.jacobian as { readonly columns?: unknown } | undefined;
  return [evidence?.inputs, jacobian?.columns].find(
    (names): names is string[] =>
      Array.isArray(x) && Array.isArray(names) && names.length === x.length && names.every((name) => typeof name === 'string'),
  );
}

/** The failure that tells most about a subject. */
export const firstFailure = ({ failing }: Entry): Result | undefined => failing[0];
