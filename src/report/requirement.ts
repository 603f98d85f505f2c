/** A requirement as a list of them states it. */
export interface Required {
  readonly id: string;
  /** What is required, in words. */
  readonly text?: string;
  /** Digits to which the claims must be established. */
  readonly digits?: number;
}

/** What became of a requirement. `mark` is its sign, `word` says it. */
export const outcomes = {
  verified: { mark: '✓', word: 'verified' },
  failed: { mark: '✗', word: 'failed' },
  below: { mark: '✗', word: 'fewer digits than required' },
  missing: { mark: '✗', word: 'not checked' },
  known: { mark: '~', word: 'known failure' },
  undecided: { mark: '?', word: 'not decided' },
} as const;

export type Outcome = keyof typeof outcomes;

/** A requirement, and what a run says of it. */
export interface Requirement extends Required {
  readonly outcome: Outcome;
  /** The names of the subjects that have its id. */
  readonly subjects: readonly string[];
  /** Digits to which the claims of all of them are established, by measurement or by exact arithmetic, where all are right. */
  readonly established?: number;
}
