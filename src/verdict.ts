import type { Estimate } from './estimate.ts';

export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** Both sides of a law at one sample; neutral: either side may be wrong. */
export interface Measurement {
  /** Which part of the law this is, where it has several. */
  readonly what?: string;
  readonly claimed: Estimate;
  readonly observed: Estimate;
  /** What should hold between the sides; '=' if omitted: claimed = observed, claimed ≤ observed, claimed ≥ observed. */
  readonly relation?: '=' | '≤' | '≥';
  /** A size that makes an error bar relative, beside the two values themselves: ‖g‖‖v‖/√n. */
  readonly scale?: number;
}
