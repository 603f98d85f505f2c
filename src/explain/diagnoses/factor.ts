import type { Comparison } from '../comparison.ts';
import type { Diagnosis } from './diagnosis.ts';
import { reach, sevenDigits, spread } from './fit.ts';
import { COMPONENTS_WITH_OWN, nameOf, ratioOf } from './ratio.ts';

/** Numbers by which derivatives are wrong, in the order in which they are thought of. */
const known = ({ target: { inputs: n } }: Comparison): Readonly<Record<string, number>> => ({
  '2': 2,
  '½': 1 / 2,
  ...(n > 2 && { 'n, the number of inputs': n, '1/n, one over the number of inputs': 1 / n }),
  'π/180, degrees for radians': Math.PI / 180,
  '180/π, radians for degrees': 180 / Math.PI,
  π: Math.PI,
  '2π': 2 * Math.PI,
  '1/π': 1 / Math.PI,
  '1/(2π)': 1 / (2 * Math.PI),
  'ln 2, a logarithm to base 2': Math.LN2,
  '1/ln 2, a logarithm to base 2': Math.LOG2E,
  'ln 10, a logarithm to base 10': Math.LN10,
  '1/ln 10, a logarithm to base 10': Math.LOG10E,
  '√2': Math.SQRT2,
  '1/√2': Math.SQRT1_2,
  '255, the range of a byte': 255,
  '1/255, the range of a byte': 1 / 255,
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((k) => [`10^−${k}, such as a learning rate`, Number(`1e-${k}`)])),
});

/** The right direction and the wrong length: claimed / measured is one number, or one for each component. */
export const factor: Diagnosis = {
  name: 'factor',
  explain({ comparison }) {
    const ratio = ratioOf(comparison, comparison.wrong);
    if (ratio) {
      const name = nameOf(ratio, known(comparison));
      const called =
        name === undefined || name === sevenDigits(Math.abs(ratio.value)) ? '' : ` (${ratio.value < 0 ? 'minus ' : ''}${name})`;
      return {
        text: `a constant factor: claimed / measured = ${spread(ratio.value, ratio.error)}${called} ${reach(comparison, ratio.fit)}`,
        everywhere: ratio.fit.everywhere,
      };
    }
    const own = comparison.wrong.map((k) => ({ k, ratio: ratioOf(comparison, [k]) }));
    if (own.length < 2 || own.length > COMPONENTS_WITH_OWN || own.some(({ ratio }) => !ratio)) return undefined;
    const list = own.map(({ k, ratio }) => `${sevenDigits(ratio!.value)} in ${comparison.label(k)}`).join(', ');
    return {
      text: `a constant factor in each component: claimed / measured = ${list}`,
      everywhere: own.every(({ ratio }) => ratio!.fit.everywhere),
    };
  },
};
