import type { Sides } from '../check/counterexample.ts';

/** The measurement whose two sides lie furthest apart in error bars. One with a side that is not finite lies furthest. */
export function widest(measurements: readonly Sides[]): Sides | undefined {
  return [...measurements].sort((a, b) => (barsApart(b) > barsApart(a) ? 1 : -1))[0];
}

function barsApart({ claimed, observed }: Sides): number {
  const bars = Math.abs(claimed.value - observed.value) / (claimed.error + observed.error + Number.MIN_VALUE);
  return Number.isNaN(bars) ? Number.POSITIVE_INFINITY : bars;
}
