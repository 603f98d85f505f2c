import type { Walk } from '../caption.ts';
import type { Situation } from '../situation.ts';

/** What is seen at one moment, beside the ground. */
export interface View {
  readonly situation: Situation;
  readonly walk: Walk;
  /** The descent along the true gradient, where the claim leads elsewhere. */
  readonly truth?: Walk;
  readonly shown: { readonly field: boolean; readonly walk: boolean };
}
