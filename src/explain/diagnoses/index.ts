import { advancedState } from './advanced-state.ts';
import { broadcastSum } from './broadcast-sum.ts';
import { chainFactor } from './chain-factor.ts';
import type { Diagnosis, Evidence } from './diagnosis.ts';
import { factor } from './factor.ts';
import { hiddenState } from './hidden-state.ts';
import { leak } from './leak.ts';
import { meanForSum } from './mean-for-sum.ts';
import { notFinite } from './not-finite.ts';
import { notTransposed } from './not-transposed.ts';
import { oddOneOut } from './odd-one-out.ts';
import { ofOneOutput, ofSomeOutputs } from './of-outputs.ts';
import { otherSubject } from './other-subject.ts';
import { permuted } from './permuted.ts';
import { regionOnly } from './region-only.ts';
import { secondOrder } from './second-order.ts';
import { sign } from './sign.ts';
import { singlePrecision } from './single-precision.ts';
import { summedOver } from './summed-over.ts';
import { term } from './term.ts';
import { tie } from './tie.ts';
import { transposed } from './transposed.ts';
import { unstable } from './unstable.ts';
import { wrongInput } from './wrong-input.ts';
import { zeroed } from './zeroed.ts';

/** Those that are tried on what comes from some of the outputs. */
const plain: readonly Diagnosis[] = [sign, zeroed, meanForSum, factor, transposed, summedOver, wrongInput, permuted, chainFactor, term];

/** Relations between what is claimed and what is measured, those that need least first: of several that hold, one says what the others say. */
const relations: readonly Diagnosis[] = [
  advancedState,
  sign,
  zeroed,
  meanForSum,
  factor,
  oddOneOut,
  transposed,
  notTransposed,
  ofOneOutput(plain),
  broadcastSum,
  summedOver,
  wrongInput,
  permuted,
  otherSubject,
  hiddenState,
  singlePrecision,
  chainFactor,
  leak,
  term,
  ofSomeOutputs(plain, [transposed, chainFactor, term]),
];

/** What a mistake may be. */
export const diagnoses: readonly Diagnosis[] = [notFinite, tie, ...relations, regionOnly, unstable, secondOrder];

/** Explanations that are told. Why: more than three are no explanation. */
const TOLD_EXPLANATIONS = 3;

/** The explanations that fit the evidence, the best first: those that hold at all points before those that hold only where the claim is wrong. */
export function diagnosed(evidence: Evidence): readonly { readonly kind: string; readonly text: string }[] {
  const found: { readonly kind: string; readonly text: string; readonly everywhere: boolean }[] = [];
  let related = false;
  for (const diagnosis of diagnoses) {
    const isRelation = relations.includes(diagnosis);
    if (related && isRelation) continue;
    const finding = diagnosis.explain(evidence);
    if (!finding) continue;
    related ||= isRelation;
    found.push({ kind: diagnosis.name, ...finding });
  }
  return [...found.filter(({ everywhere }) => everywhere), ...found.filter(({ everywhere }) => !everywhere)]
    .slice(0, TOLD_EXPLANATIONS)
    .map(({ kind, text }) => ({ kind, text }));
}
