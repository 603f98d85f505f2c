/** A number with an error bar: the true value is believed to lie within ± `error` of `value`. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** A measured slope. At a kink it is a `range`: each slope within the bar is one of f, in some direction or beside the point. */
export interface Slope extends Estimate {
  readonly range?: true;
}

/** 2⁻⁵², the distance from 1 to the next larger double. Why: IEEE 754, binary64. */
export const EPSILON: number = Number.EPSILON;

/**
 * Roundings of its own size that the bar of a computed value covers at least.
 * Why: a right value that is a product or a short sum of correctly rounded functions is off by one to three. Longer sums are off by more, and show that as noise, which is measured.
 */
export const VALUE_ROUNDINGS = 4;

/** Terms up to which a sum counts as short, of which VALUE_ROUNDINGS are enough. Why: six standard deviations of a sum of so many terms of one sign, added in a row, are eight roundings. */
const SHORT_SUM = 64;

/** By how much more a function of n inputs is rounded than one of a few, as it may add up a term for each: a sum of n terms in a row is off by about √n/6 roundings (J. H. Wilkinson 1963). */
export const sumGrowth = (n: number): number => Math.sqrt(Math.max(1, n / SHORT_SUM));

/** A number that is known without error. */
export const exactly = (value: number): Estimate => ({ value, error: 0 });

/** A number and its error bar. */
export const about = (value: number, error: number): Estimate => ({ value, error });

/** A value that went through a few roundings of double precision. */
export const rounded = (value: number, roundings: number = VALUE_ROUNDINGS): Estimate => ({
  value,
  error: roundings * EPSILON * Math.abs(value),
});

/** k a. */
export const scale = (a: Estimate, k: number): Estimate => ({ value: a.value * k, error: a.error * Math.abs(k) });

/** a + k b. The bars are added up and not combined as independent ones would be, for the errors may be correlated. */
export const combine = (a: Estimate, b: Estimate, k = 1): Estimate => ({
  value: a.value + k * b.value,
  error: a.error + Math.abs(k) * b.error,
});
