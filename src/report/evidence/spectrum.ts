import * as z from 'zod';
import { eigenvalues } from '../../math/matrix.ts';
import { vector } from '../../math/vector.ts';
import type { Evaluator } from '../../subject/evaluator.ts';
import type { CriticalPoint } from '../../subject/subject.ts';
import { hessianAt, type Pair } from './matrices.ts';
import { fine, number, rough } from './number.ts';

const kind = z.enum(['minimum', 'maximum', 'saddle', 'undecided']);

/** The eigenvalues of the measured Hessian at a point, from which the kind of a critical point follows. */
export const spectrumSchema = z.object({
  at: z.array(number),
  inputs: z.array(z.string()),
  /** The kind that the subject declares the point to be. */
  declared: kind.optional(),
  /** The kind that follows from the signs of the eigenvalues; undecided where an eigenvalue is not larger than its error bar. */
  found: kind,
  /** The eigenvalues, ascending. */
  values: z.array(number),
  /** One error bar for all eigenvalues. */
  error: number,
});
export type Spectrum = z.infer<typeof spectrumSchema>;

const POINTS = 4;

/** The spectra at the critical points that a subject of few inputs declares. */
export const spectra = (target: Evaluator, trusted: boolean): Spectrum[] =>
  (target.subject.critical ?? []).slice(0, POINTS).flatMap(({ at, kind: declared }) => {
    const hessian = hessianAt(target, vector(at), [], trusted);
    return hessian && hessian.rows.length === at.length ? [{ ...spectrum(at, hessian), declared }] : [];
  });

/** The spectrum of a measured Hessian. */
export function spectrum(at: readonly number[], { measured, error, columns }: Pair): Spectrum {
  const seen = eigenvalues(measured.map((row, i) => row.map((value, j) => ({ value, error: error[i]![j]! }))));
  return {
    at: [...at],
    inputs: columns,
    found: kindOf(seen.values, seen.error),
    values: seen.values.map(fine),
    error: rough(seen.error),
  };
}

function kindOf(values: readonly number[], error: number): CriticalPoint['kind'] {
  const [down, up] = [values.some((value) => value < -error), values.some((value) => value > error)];
  if (down && up) return 'saddle';
  if (values.some((value) => !(Math.abs(value) > error))) return 'undecided';
  return up ? 'minimum' : 'maximum';
}
