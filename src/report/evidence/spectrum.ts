import * as z from 'zod';
import { eigenvalues } from '../../math/matrix.ts';
import { vector } from '../../math/vector.ts';
import type { Evaluator } from '../../subject/evaluator.ts';
import type { CriticalPoint } from '../../subject/subject.ts';
import { hessianAt, type Pair } from './matrices.ts';
import { fine, number, rough } from './number.ts';

const kind = z.enum(['minimum', 'maximum', 'saddle', 'undecided']);

/** The eigenvalues of the measured Hessian at a point, which tell what kind of critical point it is. */
export const spectrumSchema = z.object({
  at: z.array(number),
  inputs: z.array(z.string()),
  /** What the point is declared to be, if it is a declared critical point. */
  declared: kind.optional(),
  /** What the signs of the eigenvalues say, given their bar. */
  found: kind,
  /** Ascending. */
  values: z.array(number),
  /** One bar for all of them. */
  error: number,
});
export type Spectrum = z.infer<typeof spectrumSchema>;

const POINTS = 4;

/** At each declared critical point, of few inputs. */
export const spectra = (target: Evaluator, trusted: boolean): Spectrum[] =>
  (target.subject.critical ?? []).slice(0, POINTS).flatMap(({ at, kind: declared }) => {
    const hessian = hessianAt(target, vector(at), [], trusted);
    return hessian && hessian.rows.length === at.length ? [{ ...spectrum(at, hessian), declared }] : [];
  });

/** At any point, given its Hessian. */
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
