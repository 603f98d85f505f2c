import type { Vector } from '../math/vector.ts';
import type { Instrument } from '../measure/instrument.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { alongGradient } from './fields.ts';

/** Said where a law of second derivatives says nothing. */
export const ROUGH = 'f is not twice continuously differentiable here';

/** Whether f has a kink or a jump at x along one of some directions, or its claimed gradient has: then there are no second derivatives that laws could speak about. */
export function isRough({ f, gradient }: Evaluator, x: Vector, ways: readonly Vector[], look: Instrument): boolean {
  const slopes = [f, ...(gradient ? ways.map((way) => alongGradient(gradient, way)) : [])];
  return slopes.some((slope) =>
    ways.some((way) => {
      const { kind } = look.derivative(slope, x, way);
      return kind === 'kink' || kind === 'jump';
    }),
  );
}
