import type { Result } from '../check/result.ts';
import { isWide } from '../explain/explanation.ts';
import type { Property } from '../law/property.ts';
import type { Inquiry } from '../law/reading.ts';
import type { Evaluator } from '../subject/evaluator.ts';

/**
 * Whether a subject has so many inputs that a mistake is told once: a law that tells the entries of a claim has failed. Most others would find the same entry wrong, each at the price of
 * hundreds of evaluations of millions of numbers.
 */
export const tellsAll = ({ verdict, fault }: Result, law: Inquiry, target: Evaluator | undefined): law is Property =>
  verdict === 'fail' && fault === undefined && 'measure' in law && law.topic.tells === 'entries' && target !== undefined && isWide(target);

/** Whether a law would tell once more what another one has found, or more of a claim that is known to be wrong, as a reading of it would. */
export const isRepetition = (law: Inquiry, { topic }: Property): boolean =>
  !('measure' in law) || law.topic.about.some((claim) => topic.about.includes(claim));

/** A result, with what is said of the laws that are left out after it. */
export const withLeftOut = (result: Result, count: number): Result =>
  count === 0
    ? result
    : {
        ...result,
        warnings: [
          ...(result.warnings ?? []),
          `${count} more ${count === 1 ? 'check' : 'checks'} of this claim left out: of so many inputs each takes long, and the claim is wrong`,
        ],
      };
