import { factor } from './factor.ts';
import { hiddenState } from './hidden-state.ts';
import type { Mutant } from './mutant.ts';
import { notFinite } from './not-finite.ts';
import { permuted } from './permuted.ts';
import { regionOnly } from './region-only.ts';
import { sign } from './sign.ts';
import { singlePrecision } from './single-precision.ts';
import { term } from './term.ts';
import { tie } from './tie.ts';
import { transposed } from './transposed.ts';
import { zeroed } from './zeroed.ts';

export type { Mutant, Place, Spoil } from './mutant.ts';

/** Mistakes that can be planted, by the diagnosis that says what was done. */
export const mutants: readonly Mutant[] = [
  ...sign,
  ...factor,
  ...zeroed,
  ...permuted,
  ...transposed,
  ...term,
  ...regionOnly,
  ...tie,
  ...notFinite,
  ...hiddenState,
  ...singlePrecision,
];
