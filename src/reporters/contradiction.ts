import type { Result } from '../check/check.ts';
import { type Report, topicIn } from '../report/report.ts';
import { escaped, shortened } from './escape.ts';
import { contrast, measuredOf } from './figure.ts';

type Wrong = NonNullable<Result['wrong']>[number];

/** Who makes a claim, and whose values contradict it. */
interface Parties {
  readonly claim: string;
  readonly values: string;
}

/** What each claim is called where a function is checked. */
const CLAIMS = {
  gradient: 'the gradient',
  jacobian: 'the Jacobian',
  vjp: 'the vector–Jacobian product',
  jvp: 'the Jacobian–vector product',
  hessian: 'the Hessian',
  hvp: 'the Hessian–vector product',
} as const;

/** The longest name of an input or an output, in characters. */
const NAME = 40;

/** An entry of a tensor: the name of an input of a layer. */
const ENTRY = /\[[\d,]+\]$/;

/**
 * The failure in plain words, by the component with the widest gap: what the claim says, what the values of the function say, and that one of them is wrong. Undefined where no single component is known.
 */
export function contradiction(result: Result, laws: Pick<Report['provenance'], 'laws'>): string | undefined {
  const { wrong = [], simplest, fault } = result;
  const [worst] = [...wrong].sort((a, b) => gap(b) - gap(a));
  if (!worst || !simplest || fault) return undefined;
  const [, subject, output, input] = /^(?:(.*): )?∂(.+)\/∂(.+)$/u.exec(worst.label) ?? [];
  const second = /^∂²\/∂(.+)∂(.+)$/u.exec(worst.label);
  const { claim, values } = partiesOf(result, laws);
  if (second) return said(worst, { claim, values: 'the gradient' }, [`∂f/∂${second[1]}`, second[2]!]);
  if (/: /.test(worst.label) && output === undefined) {
    const [claimed, measured] = sides(worst);
    return `for ${name(worst.label)} ${claimed} is claimed, and its values say ${measured}. One of them is wrong.`;
  }
  return said(worst, { claim, values }, [output ?? 'f', input ?? worst.label], subject);
}

function said(worst: Wrong, { claim, values }: Parties, [output, input]: readonly [string, string], within?: string): string {
  const [claimed, measured] = sides(worst);
  const where = within === undefined ? '' : `in ${name(within)} `;
  return `${where}${claim} says ${name(output)} changes by ${claimed} per unit of ${name(input)}; ${values === 'f' ? name(output) : values} changes by ${measured}. One of them is wrong.`;
}

const name = (text: string): string => shortened(escaped(text), NAME);

const gap = ({ claimed, observed }: Wrong): number => (Number.isFinite(claimed) ? Math.abs(claimed - observed) : Number.MAX_VALUE);

/** Both sides with as few digits as show how far apart they are. */
const sides = (worst: Wrong): readonly [string, string] => {
  const apart = Math.abs(worst.claimed - worst.observed);
  const [claimed, measured] = contrast(
    brief(worst.claimed, apart),
    measuredOf({ ...worst, ...(worst.range ? {} : { observed: brief(worst.observed, apart) }) }),
  );
  return [minus(claimed), minus(measured)];
};

/** Digits of a number in plain words, where the gap is not finer. */
const DIGITS = 3;
/** The part of the gap that may be lost to rounding. Why: the gap is still seen to within a tenth. */
const LOST = 1 / 20;

/** The number with the fewest digits that leave the gap as it is. */
function brief(value: number, apart: number): number {
  const rounded = Array.from({ length: 15 }, (_, i) => Number(value.toPrecision(Math.min(DIGITS + i, 17))));
  return rounded.find((candidate) => Math.abs(candidate - value) <= LOST * apart) ?? value;
}

/** The number with the minus sign of mathematics. */
const minus = (text: string): string => text.replace(/(^|\s)-(?=[\d∞I])/g, '$1−');

/** Who contradicts whom: backward and forward of a layer, or a claim and the function. */
function partiesOf({ property, evidence }: Result, laws: Pick<Report['provenance'], 'laws'>): Parties {
  const [about] = topicIn(laws, property).about;
  const inputs = evidence?.inputs;
  const layer = about === 'vjp' && Array.isArray(inputs) && inputs.some((input) => ENTRY.test(String(input)));
  return layer ? { claim: 'backward', values: 'forward' } : { claim: CLAIMS[about!], values: 'f' };
}
