import { type ClaimName, claimNames } from '../subject/evaluator.ts';

/**
 * What a failure of a law shows: the guilty layer of a stack and its entries, the wrong entries of a claim, or only that something which follows
 * from a right derivative does not hold.
 */
export type Tells = 'layers' | 'entries' | 'consequence';

/** What the claim is held against: values of f, or the formula or the reference that the subject brings along. */
export type Against = 'values' | 'formula' | 'reference';

/** What a law speaks about: by this a mistake that breaks it is located, explained, drawn and told. */
export interface Topic {
  /** The claims that may be wrong where the law fails, the most likely one first. */
  readonly about: readonly ClaimName[];
  /** The order of the derivatives that the law compares. */
  readonly order: 1 | 2;
  readonly tells: Tells;
  readonly against: Against;
}

/** What an author says of the topic of a law, and what is assumed otherwise: any claim may be wrong, and the failure shows a consequence. */
export function topicOf({
  about = claimNames,
  order = ofSecondOrder(about[0]!) ? 2 : 1,
  tells = 'consequence',
  against = 'values',
}: Partial<Topic>): Topic {
  return { about, order, tells, against };
}

/** Whether a law decides by values of f alone if a first derivative is right: by the entries of a claim. */
export const decides = ({ order, tells, against }: Topic): boolean => order === 1 && tells === 'entries' && against === 'values';

const ofSecondOrder = (claim: ClaimName): boolean => claim === 'hessian' || claim === 'hvp';

/** Claims in the order in which a reader wants to hear of them: the whole gradient first, second derivatives last. */
const HEARD: readonly ClaimName[] = ['gradient', 'vjp', 'jacobian', 'jvp', 'hessian', 'hvp'];

/** The place of a topic when several laws fail: the law whose failure shows most comes first. */
export function telling({ about, tells, against }: Topic): number {
  if (tells === 'layers') return 0;
  if (tells === 'consequence') return 1 + 2 * HEARD.length;
  return 1 + HEARD.indexOf(about[0]!) + (against === 'values' ? 0 : HEARD.length);
}
