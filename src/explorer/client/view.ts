import type { Walk } from '../caption.ts';
import type { Situation } from '../situation.ts';

/** What a picture shows beside the ground. */
export interface View {
  readonly situation: Situation;
  readonly walk: Walk;
  /** The descent along the true gradient, if that along the claimed one leads elsewhere. */
  readonly truth?: Walk;
  readonly shown: { readonly field: boolean; readonly walk: boolean };
}
