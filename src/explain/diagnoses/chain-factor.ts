import type { Comparison } from '../comparison.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type Fit, fitted, measuredAt, reach, sevenDigits } from './fit.ts';
import { type Quantity, quantities, shapes } from './quantity.ts';

/** A constant beside the factor is not told if it is this close to one. Why: the constant is read from one point, at six digits or more. */
const UNIT_FACTOR = 1e-6;
/** The part of a factor by which it must vary from point to point. Why: one that does not is a constant factor, which is another diagnosis. */
const VARIATION = 1e-3;

/** The number a with claimed = a · h · measured, from the point where it is seen best. */
function scaleOf({ points, wrong }: Comparison, h: (point: Comparison['points'][number], k: number) => number): number | undefined {
  let best: { readonly size: number; readonly a: number } | undefined;
  for (const point of points)
    for (const k of wrong) {
      const size = Math.abs(point.measured[k]!) / point.bars[k]!;
      const a = point.claimed[k]! / (h(point, k) * point.measured[k]!);
      if (point.wrong.includes(k) && Number.isFinite(size) && Number.isFinite(a) && a !== 0 && !(best && best.size >= size))
        best = { size, a };
    }
  return best?.a;
}

/** The derivative of an inner function forgotten, or applied twice: claimed / measured is no number, but a simple function of an input or of the value. */
export const chainFactor: Diagnosis = {
  name: 'chain-factor',
  explain({ comparison }) {
    for (const quantity of quantities(comparison))
      for (const [name, of] of shapes) {
        const found = ratioIs(comparison, quantity, of);
        if (!found) continue;
        const [a, fit] = found;
        const u = comparison.wrong.map(quantity.name);
        const named = name(u.every((each) => each === u[0]) ? u[0]! : 'its own input or output');
        const times = Math.abs(a - 1) < UNIT_FACTOR ? '' : `${sevenDigits(a)} · `;
        return {
          text: `a factor of the chain rule: claimed / measured = ${times}${named} ${reach(comparison, fit)}`,
          everywhere: fit.everywhere,
        };
      }
    return undefined;
  },
};

function ratioIs(comparison: Comparison, { at }: Quantity, of: (u: number) => number): readonly [number, Fit] | undefined {
  const h = (point: Comparison['points'][number], k: number) => of(at(point, k));
  const a = scaleOf(comparison, h);
  if (a === undefined || !varies(comparison, h)) return undefined;
  const fit = fitted(
    comparison,
    (point, k) => {
      const seen = measuredAt(point, k);
      const times = a * h(point, k);
      return seen && { value: times * seen.value, error: Math.max(1, Math.abs(times)) * seen.error };
    },
    2,
  );
  return fit && [a, fit];
}

function varies({ points, wrong }: Comparison, h: (point: Comparison['points'][number], k: number) => number): boolean {
  const seen = points.flatMap((point) => wrong.filter((k) => point.wrong.includes(k)).map((k) => h(point, k))).filter(Number.isFinite);
  return Math.max(...seen) - Math.min(...seen) > VARIATION * Math.max(...seen.map(Math.abs));
}
