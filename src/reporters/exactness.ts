import type { Result } from '../check/check.ts';
import { EXACT_DIGITS } from '../formulas/exact/settlement.ts';
import { escaped, shortened } from './escape.ts';
import { figure, plural } from './figure.ts';

/** Digits that a double has, and some more. Why: a claim that has lost as many has none left. */
const ALL_DIGITS = 15;

/** What each claim is called. */
const names = { gradient: 'gradient', jacobian: 'Jacobian', hessian: 'Hessian' } as const;

/** What exact arithmetic says of a claim that is a formula, and where any claim loses digits; nothing where it says nothing, or the failure says it. */
export function exactLines({ exact, verdict }: Result): readonly string[] {
  if (!exact || verdict === 'fail') return [];
  const { claim, points, agreement, digits, doubles, loss } = exact;
  const test = `identity test at ${plural(points, 'random point')}, ${EXACT_DIGITS} digits`;
  const computed = loss ? '' : `; in doubles right to ${doubles.worst.toFixed(1)} digits`;
  const lines: string[] = [];
  if (agreement === 'identical') lines.push(`${names[claim]} identical to the derivative (${test})${computed}`);
  if (agreement === 'literal') lines.push(`${names[claim]} right to ${digits} digits: a literal has only so many (${test})${computed}`);
  if (loss) {
    const at = Object.entries(loss.at).map(([name, value]) => `${shortened(escaped(name), 40)} = ${figure(value)}`);
    const lost = loss.digits >= ALL_DIGITS ? 'all digits' : plural(loss.digits, 'digit');
    lines.push(`${names[claim]} loses ${lost} in doubles at ${at.join(', ')}: condition number ${size(loss.condition)}`);
  }
  return lines;
}

/** The error of a claim in doubles. */
export const exactError = ({ exact }: Result): string | undefined =>
  exact &&
  `in doubles ${size(exact.ulps.worst)} units in the last place off the exact value at most, ${size(exact.ulps.median)} at half of ${plural(exact.points, 'point')}`;

/** A number of any size with two digits. */
const size = (value: number): string => (value < 1e6 ? figure(value) : value.toExponential(1).replace('e+', 'e'));
