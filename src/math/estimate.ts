/** A number with an error bar: the truth is believed to lie within ± `error` of `value`. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** 2⁻⁵², the gap between 1 and the next double. */
export const EPSILON: number = Number.EPSILON;

export const exactly = (value: number): Estimate => ({ value, error: 0 });
export const about = (value: number, error: number): Estimate => ({ value, error });

/** A value that went through a few roundings of double precision. */
export const rounded = (value: number, roundings = 4): Estimate => ({ value, error: roundings * EPSILON * Math.abs(value) });

export const scale = (a: Estimate, k: number): Estimate => ({ value: a.value * k, error: a.error * Math.abs(k) });

/** a + k b, with the bars added up: they may be correlated. */
export const combine = (a: Estimate, b: Estimate, k = 1): Estimate => ({
  value: a.value + k * b.value,
  error: a.error + Math.abs(k) * b.error,
});
