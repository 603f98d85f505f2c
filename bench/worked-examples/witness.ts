import type { Interval } from '../../src/math/domain.ts';
import { contradiction } from '../../src/measure/line-integral.ts';
import { standing } from '../../src/measure/point-defect.ts';
import { figure } from '../../src/reporters/figure.ts';
import { brief, table } from '../table.ts';
import { outcomeOf, verdictOf } from './claims.ts';
import { curve } from './curve.ts';

type Line = (x: number) => number;

/** f on a box, a claim, and the point at which it is asked about. */
const cases: readonly (readonly [name: string, f: Line, box: Interval, claim: string, slope: Line, at: number])[] = [
  ['sin x', Math.sin, [-1, 1], 'cos x', Math.cos, 0.5],
  ['sin x', Math.sin, [-1, 1], '(1 + 10⁻⁷) cos x', (x) => (1 + 1e-7) * Math.cos(x), 0.5],
  ['|x|', Math.abs, [-1, 1], 'sign x, 0 at 0', Math.sign, 0],
  ['|x|', Math.abs, [-1, 1], 'sign x, 2 at 0', (x) => (x === 0 ? 2 : Math.sign(x)), 0],
  ['x log x', (x) => (x === 0 ? 0 : x * Math.log(x)), [0, 1], '1 + log x', (x) => 1 + Math.log(x), 0],
  ['1 − cos x', (x) => 1 - Math.cos(x), [-1e-6, 1e-6], 'sin x', Math.sin, 1e-8],
  ['(1 − cos x)/x²', (x) => (1 - Math.cos(x)) / x ** 2, [-1, 1], '−x/12 + x³/180', (x) => -x / 12 + x ** 3 / 180, 4e-7],
  ['max(0, x)', (x) => Math.max(0, x), [0, 1], '1 above 0, else 0', (x) => (x > 0 ? 1 : 0), 0],
  ['asinh x', Math.asinh, [1e18, 1e20], '0', () => 0, 1e19],
];

/** A number to two digits. */
const digits = (value: number): string => figure(Number(value.toPrecision(2)));

/** What the second witness says of claims: the gradient theorem, the claims next to the point, and the verdict. */
export function secondWitness(): string {
  const rows = cases.map(([name, f, box, claim, slope, at]) => {
    const field = { f: ([x]: Float64Array) => f(x!), slope: ([x]: Float64Array, [v]: Float64Array) => slope(x!) * v! };
    const ground = { domain: [box], inside: () => true, precision: 'float64' as const };
    const [x, v] = [Float64Array.of(at), Float64Array.of(1)];
    const found = contradiction({ field, x, v, ground });
    const { kind, nearby } = standing(field, x, v, ground);
    return [
      `${name} on [${box.map(figure).join(', ')}]`,
      claim,
      figure(at),
      found ? `contradicted, ${brief(found.bars)} bars` : 'holds',
      `${nearby.map(digits).join(' … ')}: ${kind}`,
      verdictOf(outcomeOf(curve(f, slope, box), [at])),
    ];
  });
  return table(['f', 'claimed', 'at', 'gradient theorem', 'claims next to it', 'verdict'], rows);
}
