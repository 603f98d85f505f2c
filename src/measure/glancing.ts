import type { Evaluator } from '../subject/evaluator.ts';
import { type Instrument, instrument } from './instrument.ts';

/** The bar of a glance that is enough, relative to the slope and to the variation of f. Why: what is wrong by more than it is seen; a component that is wrong by less is not what makes a plain failure. */
const GLANCE_ENOUGH = 2 ** -20;

/** An instrument whose slopes are read at a glance where the line is smooth and it gives six digits, of the slope or of a size beside which it is seen, and thoroughly elsewhere. */
export function glancing(target: Evaluator, beside = 0): Instrument {
  const [quick, thorough] = [instrument(target, 'quick'), instrument(target, 'thorough')];
  return {
    ...thorough,
    on: (other) => glancing(other, beside),
    upTo: () => glancing(target, beside),
    derivative(f, x, v) {
      const seen = quick.derivative(f, x, v);
      const size = Math.max(Math.abs(seen.value), seen.variation ?? 0, Number.isFinite(beside) ? beside : 0);
      return seen.kind === 'smooth' && seen.error <= GLANCE_ENOUGH * size ? seen : thorough.derivative(f, x, v);
    },
  };
}
