import type { Result } from '../check/check.ts';
import { faults } from '../subject/evaluator.ts';
import { escaped, shortened } from './escape.ts';
import { counted } from './figure.ts';

/** The longest label of a component, in characters. It is shorter where the headline names the property, since less room is left there. */
const LABEL = { law: 48, property: 40 } as const;
/** The most components that are named. */
const NAMED_COMPONENTS = 3;
const REASON = 200;

/**
 * What is wrong, in a few words. `by` chooses whether a law that does not hold is written as its equation or as the name of its property.
 */
export function headline(result: Result, by: keyof typeof LABEL): string {
  const { fault, wrong, reason, simplest } = result;
  if (fault === 'not-finite' && !simplest) return 'is finite nowhere';
  if (fault) return faults[fault];
  if (wrong?.length) {
    const labels = wrong.slice(0, NAMED_COMPONENTS).map(({ label }) => partial(shortened(escaped(label), LABEL[by])));
    const more = wrong.length > NAMED_COMPONENTS ? ` and ${counted(wrong.length - NAMED_COMPONENTS)} more` : '';
    return `${labels.join(', ')}${more} ${wrong.length === 1 ? 'is' : 'are'} wrong`;
  }
  if (!simplest && reason) return shortened(escaped(reason), REASON);
  return `${escaped(result[by])} does not hold`;
}

/** ∂f/∂x for an input x; a label that is a derivative, or names a part of the subject (`layer 2: w[0]`), stays as it is. */
export const partial = (label: string): string => (/∂|: /.test(label) ? label : `∂f/∂${label}`);
