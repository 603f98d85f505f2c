import type { KnownFailure } from 'gradcheck';

/** The operations of the sweep whose derivatives are known to be wrong, and why. */
export const known: readonly KnownFailure[] = [];
