import type { FaultKind } from './observed.ts';
import type { Measurement, Verdict } from './verdict.ts';

export interface CheckOptions {
  readonly seed: number;
  /** Samples per property. */
  readonly runs: number;
  /** Goes straight to what an earlier run found. Opaque. */
  readonly path?: string;
  /** Evaluations of f that one result may cost, about. */
  readonly budget?: number;
}

/** One sample and what was measured there. */
export interface Exhibit {
  /** Plain data; vectors are lists of numbers. */
  readonly sample: Readonly<Record<string, unknown>>;
  readonly measurements: readonly Measurement[];
}

/** A component of a claim that is wrong, at the sample of `simplest`. */
export interface Wrong {
  /** Of the input (for gradients), row-major of the matrix (for Jacobians and Hessians). */
  readonly index: number;
  readonly label: string;
  readonly claimed: number;
  readonly observed: number;
  readonly error: number;
}

/** What came of holding one subject to one property. */
export interface Result {
  readonly subject: string;
  readonly property: string;
  readonly law: string;
  readonly verdict: Verdict;
  /** Why it is inconclusive, or how it failed. */
  readonly reason?: string;
  /** Why this failure is known. */
  readonly expected?: string;
  readonly fault?: FaultKind;
  readonly message?: string;
  readonly source?: { readonly file: string; readonly line?: number };
  readonly requirement?: string;
  readonly runs: number;
  readonly discarded: number;
  readonly evaluations: { readonly f: number; readonly claims: number };
  /** −log₁₀ of the relative error down to which the claim is established. */
  readonly digits?: { readonly worst: number; readonly median: number };
  readonly simplest?: Exhibit;
  readonly starkest?: Exhibit;
  readonly wrong?: readonly Wrong[];
  readonly diagnosis?: readonly { readonly kind: string; readonly text: string }[];
  readonly region?: string;
  readonly warnings?: readonly string[];
  readonly path?: string;
  readonly replay?: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
}
