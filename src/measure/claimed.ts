import { VALUE_ROUNDINGS } from '../math/estimate.ts';
import { type Precision, UNIT } from '../math/precision.ts';
import { dotSizes, type Vector } from '../math/vector.ts';
import { unitOf } from './differences/index.ts';

/**
 * The error bar of a number made from the values of a claim: VALUE_ROUNDINGS units of rounding of `size`, the size of what was added up. The unit is that of
 * the subject's precision, or the coarser one in which all the values of the claim can be written.
 */
export const claimBar = (size: number, values: ArrayLike<number>, precision: Precision = 'float64'): number =>
  VALUE_ROUNDINGS * Math.max(UNIT[precision], unitOf(values)) * size;

/** The bar of each entry of a claimed vector. */
export const entryBar = (values: Vector, i: number, precision?: Precision): number => claimBar(Math.abs(values[i]!), values, precision);

/** The bar of ⟨g, v⟩ for a claimed g. */
export const productBar = (g: Vector, v: Vector, precision?: Precision): number => claimBar(dotSizes(g, v), g, precision);
