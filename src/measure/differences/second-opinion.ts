import type { Estimate } from '../../math/estimate.ts';
import { central } from './central.ts';
import { derivativeOf, type Fit, fit } from './chebyshev.ts';
import type { Line } from './line.ts';
import { outcome, type Search } from './search.ts';

/** The step of the central difference that is the second opinion, relative to the half-width of the fit. Why: its widest points, six steps away, then lie within, and are no nodes of the fit; at a sixth, they leave the domain (instrument.test.ts). */
const CENTRAL_STEP = 1 / 8;
/** A bar need not be more than this many times wider for a second opinion whose own bar covers the distance. Why: a coarse second opinion says little about an accurate first one. */
const SECOND_BAR = 8;

/**
 * The estimate of a search, with a bar that also covers what another method says on other points: a central difference, or on an interval that is not symmetric a fit on its half.
 * Where the two contradict each other, the bar is the whole distance between them.
 */
export function secondOpinion(search: Search): Estimate & { readonly roundingSlope: number } {
  const { of, order } = search;
  const { fit: fitted } = search.best!;
  const { value, error, roundingSlope } = outcome(search);
  const symmetric = fitted.from === -fitted.to;
  const other = symmetric ? central(of, fitted.to * CENTRAL_STEP, order, fitted.noise) : again(fitted, of, order);
  if (!Number.isFinite(other.value)) return { value, error, roundingSlope };
  const apart = Math.abs(value - other.value);
  return { value, error: Math.max(error, apart <= other.error ? Math.min(apart, SECOND_BAR * error) : apart), roundingSlope };
}

/** The same derivative from a fit on half of the interval. */
function again({ from, to, coefficients }: Fit, of: Line, order: 1 | 2): Estimate {
  const half = fit(of, from / 2, to / 2, coefficients.length - 1);
  return 'hole' in half ? { value: Number.NaN, error: Number.POSITIVE_INFINITY } : derivativeOf(half, 0, order, true);
}
